"""Loading punch lists as a person does it: what is raised, what stands, what is refused; nothing is half done."""

import json
from pathlib import Path

import pytest
from PIL import Image

from conftest import Shell

DATA = Path(__file__).parents[1] / "data" / "punch"
WALK = """\
punch: walk of 2026-12-03
items:
  - id: door-scratch
    text: Scratch on the left door
    where: kitchen / wall unit 2
    fix: replace the door front
    owner: ravi
    due: 2099-12-05
    category: B
  - text: Tap drips
    due: 2099-12-08
"""


@pytest.fixture
def walk(elm: Shell) -> Shell:
    """A job, and a list of two items beside its workspace."""
    (elm.folder / "walk.yaml").write_text(WALK, encoding="utf-8")
    return elm


def record(shell: Shell) -> bytes:
    """The lines of the job's record."""
    return b"".join(path.read_bytes() for path in (shell.folder / "jobs").rglob("*.jsonl"))


def test_what_is_new_is_raised_and_a_second_loading_changes_nothing(walk: Shell) -> None:
    """Each item says who has it, by when, and how long it may wait."""
    assert walk("punch", "load", "elm", "walk.yaml").out == (
        "Elm Street kitchen: 2 raised.\n"
        "  P1 Scratch on the left door: waiting on Ravi Shah, Sat 5 Dec 2099, after handover\n"
        "  P2 Tap drips: waiting on Dana Miller, Tue 8 Dec 2099, before handover\n"
    )
    before = record(walk)
    assert walk("punch", "load", "elm", "walk.yaml").out == "Elm Street kitchen: nothing new, 2 stand already.\n"
    assert record(walk) == before


def test_only_what_is_new_is_added_from_several_files(walk: Shell) -> None:
    """In one write: what one command says can be taken back as one."""
    walk("punch", "load", "elm", "walk.yaml")
    more = "Mangel;Ort;Frist\nTap  drips;;\nFuge offen;Bad;2099-12-09\n"
    (walk.folder / "more.csv").write_text(more, encoding="utf-8")
    assert walk("punch", "load", "elm", "walk.yaml", "more.csv", code=2).err == (
        "more.csv:2:1: block: Tap drips stands here twice; the first is walk.yaml:10:5 [punch-double]\n"
        "    Remove one; two that read alike are told apart by an id each\n"
    )
    assert walk("punch", "load", "elm", "more.csv").out == (
        "Elm Street kitchen: 1 raised, 1 stands already.\n"
        "  P3 Fuge offen: waiting on Dana Miller, Wed 9 Dec 2099, before handover\n"
    )
    walk("undo")
    assert walk("punch", "load", "elm", "more.csv").out.startswith("Elm Street kitchen: 1 raised, 1 stands already.\n")


def test_what_the_file_says_otherwise_is_told_and_not_changed(walk: Shell) -> None:
    """By its name, with what stands and what the file says; a date that was moved since is no news."""
    walk("punch", "load", "elm", "walk.yaml")
    walk("punch", "promise", "P2", "--due", "2099-12-10", "--why", "materials")
    walk("punch", "load", "elm", "walk.yaml")
    changed = WALK.replace("left", "right").replace("12-05", "12-09").replace("category: B", "category: A")
    (walk.folder / "walk.yaml").write_text(changed, encoding="utf-8")
    before = record(walk)
    told = (
        "Said otherwise in the file; what stands was not changed:\n"
        "  P1 Scratch on the left door\n"
        "    text: Scratch on the left door; walk.yaml:4:11 says Scratch on the right door\n"
        "    due: Sat 5 Dec 2099; walk.yaml:8:10 says Wed 9 Dec 2099\n"
        "    category: after handover; walk.yaml:9:15 says before handover\n"
    )
    assert walk("punch", "load", "elm", "walk.yaml").out == f"Elm Street kitchen: nothing new, 2 stand already.\n{told}"
    assert walk("-q", "punch", "load", "elm", "walk.yaml").out == told
    assert record(walk) == before
    said = json.loads(walk("punch", "load", "elm", "walk.yaml", "--json").out)
    assert (said["job"], said["raised"], said["standing"]) == ("elm-street-kitchen", [], 2)
    assert said["differs"][1] == {
        "name": "P1",
        "text": "Scratch on the left door",
        "key": "due",
        "stands": "Sat 5 Dec 2099",
        "says": "Wed 9 Dec 2099",
        "where": "walk.yaml:8:10",
    }


def test_an_id_that_stands_for_something_else_is_refused(walk: Shell) -> None:
    """A list that begins at 1 again would raise nothing; the same defect in other words is told as before."""
    walk("punch", "load", "elm", "walk.yaml")
    (walk.folder / "next.csv").write_text("id,text,where\ndoor-scratch,Silikonfuge offen,\n", encoding="utf-8")
    before = record(walk)
    run = walk("punch", "load", "elm", "next.csv", code=2)
    assert run.out == ""
    assert run.err == (
        "next.csv:2:1: block: door-scratch is the id of P1 already, which is something else: Scratch on the left door "
        "[id-reused]\n"
        "    Write another id, such as door-scratch-2; if it is the same, say so in the words of P1\n"
    )
    (walk.folder / "next.csv").write_text("id,text,where\ndoor-scratch,Dent in the door,hall\n", encoding="utf-8")
    assert "[id-reused]" in walk("punch", "load", "elm", "next.csv", code=2).err
    assert record(walk) == before
    (walk.folder / "next.csv").write_text("id,text,where\ndoor-scratch,Dent in the door,\n", encoding="utf-8")
    assert "Dent in the door" in walk("punch", "load", "elm", "next.csv").out


def test_what_is_listed_again_and_is_closed_is_told(walk: Shell) -> None:
    """It may be there again; nothing is reopened by a file."""
    walk("punch", "load", "elm", "walk.yaml")
    walk("punch", "done", "P1", "--did", "ravi")
    walk("punch", "verify", "P1")
    before = record(walk)
    assert walk("punch", "load", "elm", "walk.yaml").out == (
        "Elm Street kitchen: nothing new, 2 stand already.\n"
        "Closed already: P1. What is there again: qcheck punch reopen P1 --why WHY\n"
    )
    assert json.loads(walk("punch", "load", "elm", "walk.yaml", "--json").out)["closed"] == ["P1"]
    assert record(walk) == before


def test_where_one_line_cannot_be_taken_none_is(walk: Shell) -> None:
    """Half a list would pass for a whole one; everything wrong with all files is told at once."""
    (walk.folder / "bad.csv").write_text("text,who,due\na,nobody,\nb,,05/06/2026\nc,ravi,\n", encoding="utf-8")
    before = record(walk)
    run = walk("punch", "load", "elm", "walk.yaml", "bad.csv", code=2)
    assert run.out == ""
    assert run.err == (
        "bad.csv:2:3: block: nobody is not among the people in qcheck.yaml [owner-unknown]\n"
        "    There are: dana, ravi, olga. Someone new gets a line under people: there\n"
        "bad.csv:3:4: block: 05/06/2026: day and month could be either way round [date-unclear]\n"
        "    Write it as 2026-12-04; in a spreadsheet, give the cells the format of a date\n"
    )
    assert record(walk) == before


def test_a_workbook_of_another_program_is_loaded(elm: Shell) -> None:
    """Trades go to their person, rooms that span rows to each of them, formulas are text."""
    settings = elm.folder / "qcheck.yaml"
    text = settings.read_text(encoding="utf-8")
    trades = "trades: {Tischler: ravi}"
    settings.write_text(
        text.replace("trades: {}", trades) if "trades: {}" in text else f"{text}\n{trades}\n", encoding="utf-8"
    )
    elm("punch", "load", "elm", str(DATA / "walk.xlsx"))
    listed = json.loads(elm("punch", "list", "elm", "--json").out)
    assert sorted((i["name"], i["where"], i["owner"], i["due_date"], i["category"]) for i in listed) == [
        ("P1", "Küche", "Ravi Shah", "2026-12-05", "B"),
        ("P2", "Küche", "Olga Petrova", "2026-12-08", "A"),
        ("P3", "Küche", "Dana Miller", "", "C"),
        ("P4", "Bad", "Ravi Shah", "2026-12-05", "A"),
        ("P5", "Flur", "Dana Miller", "2026-11-20", "A"),
    ]


def test_the_client_may_point_a_whole_list_out(walk: Shell) -> None:
    """It shows with each item."""
    walk("punch", "load", "elm", "walk.yaml", "--as", "client")
    assert [i["client"] for i in json.loads(walk("punch", "list", "elm", "--json").out)] == [True, True]


def test_photos_beside_the_list_are_kept_with_new_items_only(walk: Shell) -> None:
    """Photos of what stands already are not looked at again."""
    Image.new("RGB", (60, 40), "red").save(walk.folder / "door.jpg")
    (walk.folder / "near").mkdir()
    Image.new("RGB", (60, 40), "blue").save(walk.folder / "near" / "tap.png")
    source = WALK.replace("category: B", "category: B\n    photos: [door.jpg]") + "    photos: ['near\\tap.png']\n"
    (walk.folder / "walk.yaml").write_text(source, encoding="utf-8")
    walk("punch", "load", "elm", "walk.yaml")
    listed = json.loads(walk("punch", "list", "elm", "--json").out)
    assert [[e["name"] for e in i["evidence"]] for i in listed] == [["tap.png"], ["door.jpg"]]
    assert len(list((walk.folder / "jobs").rglob("evidence/*"))) == 2
    (walk.folder / "door.jpg").unlink()
    assert walk("punch", "load", "elm", "walk.yaml").out == "Elm Street kitchen: nothing new, 2 stand already.\n"


OUTSIDE = "it is not in the folder of the file that names it [photo-refused]"


def test_a_list_sends_for_no_photo_outside_its_folder(walk: Shell, tmp_path: Path) -> None:
    """Neither by path nor by a link; what is missing or no photo is told with it."""
    Image.new("RGB", (60, 40), "red").save(tmp_path / "secret.jpg")
    (walk.folder / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    (walk.folder / "up").symlink_to(tmp_path)
    names = [
        str(tmp_path / "secret.jpg"),
        "../secret.jpg",
        "link.jpg",
        "up/secret.jpg",
        "C:/x.jpg",
        "no.jpg",
        "bad.csv",
    ]
    (walk.folder / "bad.csv").write_text(f"text,photos\na,{';'.join(names)}\n", encoding="utf-8")
    run = walk("punch", "load", "elm", "bad.csv", code=2)
    assert run.err.splitlines()[::2] == [
        *(f"bad.csv:2:3: block: {name}: {OUTSIDE}" for name in names[:5]),
        "bad.csv:2:3: block: no.jpg: there is no such file [photo-refused]",
        "bad.csv:2:3: block: bad.csv: it is no JPEG, PNG, WebP or HEIC photo [photo-refused]",
    ]
    assert not list((walk.folder / "jobs").rglob("evidence/*"))


def test_what_is_assumed_or_left_out_is_told_beside_what_is_raised(elm: Shell) -> None:
    """On standard error, so that it is seen with --quiet and beside --json too."""
    (elm.folder / "walk.csv").write_bytes("Mangel;Stand\nTür lose;offen\n".encode("cp1252"))
    run = elm("-q", "punch", "load", "elm", "walk.csv")
    assert run.out == ""
    assert run.err.splitlines()[::2] == [
        "walk.csv:1:8: warn: The column Stand was not read [column-unknown]",
        (
            "walk.csv:2:1: warn: The file is not UTF-8, and was read as Windows-1252: is this right? Tür "
            "[encoding-assumed]"
        ),
    ]


def test_nothing_in_a_file_reaches_the_terminal_as_a_command(elm: Shell) -> None:
    """Control characters are refused with their place, and shown as no more than that."""
    (elm.folder / "walk.csv").write_text("text,\x1b[31mwho\na\x1b[2J,\n", encoding="utf-8")
    run = elm("punch", "load", "elm", "walk.csv", code=2)
    assert "\x1b" not in run.out + run.err
    assert "walk.csv:2:1: block: The invisible character U+001B stands here [character-hidden]" in run.err


def test_what_is_no_list_is_said(elm: Shell) -> None:
    """A file that is not there, a folder, a job that nobody opened."""
    assert elm("punch", "load", "elm", "no.csv", code=2).err.startswith("no.csv: there is no such file.\n")
    assert elm("punch", "load", "elm", "jobs", code=2).err.startswith("jobs: this is a folder.\n")
    assert elm("punch", "load", "oak", "no.csv", code=2).err.startswith("oak: there is no such job.\n")


def test_a_thousand_items_are_one_batch(elm: Shell) -> None:
    """Of consecutive lines; the first few are shown."""
    rows = "".join(f"Scratch {n} on the door,room {n % 40},ravi,2099-12-05\n" for n in range(1000))
    (elm.folder / "walk.csv").write_text(f"text,where,who,due\n{rows}", encoding="utf-8")
    out = elm("punch", "load", "elm", "walk.csv").out.splitlines()
    assert (out[0], out[-1]) == ("Elm Street kitchen: 1000 raised.", "  … 988 more: qcheck punch list")
    said = [json.loads(line) for line in record(elm).splitlines()]
    raised = [event for event in said if event["kind"] == "raised"]
    assert len(raised) == 1000
    assert len({event["batch"] for event in raised}) == 1
    assert [event["seq"] for event in raised] == list(range(raised[0]["seq"], raised[0]["seq"] + 1000))
