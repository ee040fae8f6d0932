"""Subcontractors without this program, as real processes: handed out, filled in, taken in."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from cli.onsite import photograph
from cli.terminals import Terminal
from conftest import Shell

JOB = "Elm Street kitchen"
ADDRESS = "The site's address is left out; --site puts it in.\n"
MESSAGE = """\
[12:03, 4.12.2099] Ravi: Hi Dana,
P1 done, photo follows
P2 waiting hinge 2099-12-12
P3 2099-12-20
P4 done
P1 verified
"""
REASONS = (
    "one of materials, labour, weather, predecessor, access, client, information, over-commitment, quality, change"
)
UNDERSTOOD = """\
Elm Street kitchen, from Ravi Shah
Understood:
  line 2: P1 Scratch on the left door: done, “photo follows”
  line 3: P2 Hinge hangs: waits for hinge, Sat 12 Dec 2099
Passed over:
  line 1: [12:03, 4.12.2099] Ravi: Hi Dana,
Not taken:
"""
LEFT = f"""\
  line 4: “P3 2099-12-20”: it was promised for 2099-12-04; say why it moves: {REASONS}
  line 5: “P4 done”: it is Olga Petrova's, not Ravi Shah's
  line 6: “P1 verified”: whoever did it does not confirm it, someone else looks at it; write done
"""


@pytest.fixture
def site(elm: Shell) -> Shell:
    """P1 to P3 are Ravi's, P4 is Olga's; `answer.txt` is what Ravi wrote."""
    elm("punch", "add", "Scratch on the left door", "--where", "wall unit 2", "--owner", "ravi")
    elm("punch", "add", "Hinge hangs", "--owner", "ravi")
    elm("punch", "add", "Plinth missing", "--owner", "ravi", "--due", "2099-12-04")
    elm("punch", "add", "Joint open", "--owner", "olga")
    (elm.folder / "answer.txt").write_text(MESSAGE, encoding="utf-8")
    return elm


def _record(shell: Shell) -> list[str]:
    return [e["what"] for e in json.loads(shell("log", "--json").out)["entries"] if not e["retracted"]]


def _filled(shell: Shell, *changes: tuple[str, str]) -> Path:
    """The file that was handed out to Ravi, filled in; each change is made where its text stands first."""
    text = shell("punch", "hand-out", "--owner", "ravi", "--format", "yaml").out
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    path = shell.folder / "back" / "back.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_page_is_written_and_a_message_printed(site: Shell) -> None:
    """What whoever sends it should know goes beside it, into no pipe."""
    page = site.folder / "jobs" / "elm-street-kitchen" / "reports" / "hand-out-ravi.html"
    ran = site("punch", "hand-out", "elm", "--owner", "ravi")
    assert (ran.out, ran.err) == (f"Handed out: 3 items for Ravi Shah: {page}\n", ADDRESS)
    assert "Scratch on the left door" in page.read_text(encoding="utf-8")
    ran = site("punch", "hand-out", "--owner", "olga", "--text")
    assert ran.out.splitlines()[1:] == [
        "P4 Joint open",
        "  no date yet, before handover",
        "Answer like this, a line each: P# done / P# fri / P# waiting hinge 12 dec / P# note: door was locked",
    ]
    assert ran.err == ADDRESS
    assert site("-q", "punch", "hand-out", "--owner", "olga", "--text").err == ""
    assert site("punch", "hand-out", "--owner", "dana").err == f"{JOB}: Dana Miller has nothing to put right now.\n"
    assert site("punch", "hand-out", code=2).err == ("Whose items?\nFor example: qcheck punch hand-out --owner ravi\n")


def test_a_long_message_is_said_to_be_long(site: Shell) -> None:
    """Some messengers take 4,000 characters."""
    for _ in range(9):
        site("punch", "add", "long words " * 10, "--where", "x" * 110, "--fix", "y" * 110, "--owner", "ravi")
    site("punch", "add", "Last", "--owner", "ravi")
    out = site("-q", "punch", "hand-out", "--owner", "ravi", "--text")
    assert len(out.out) < 4000
    assert out.err == ""
    for _ in range(4):
        site("punch", "add", "z" * 110, "--where", "x" * 110, "--fix", "y" * 110, "--owner", "ravi")
    out = site("-q", "punch", "hand-out", "--owner", "ravi", "--text")
    assert out.err == (f"{len(out.out):,} characters: more than the 4,000 that some messengers take. Send the page.\n")


def test_a_message_is_shown_line_by_line_and_recorded_only_when_told(site: Shell) -> None:
    """A script says --yes or --dry-run; each line that is not taken says why, and exit code 1 that there is one."""
    before = _record(site)
    dry = site("punch", "take-in", "answer.txt", "--from", "ravi", "--dry-run", code=1)
    assert dry.out == f"{UNDERSTOOD}{LEFT}{JOB}: nothing recorded, as asked. 3 not taken.\n"
    unsaid = site("punch", "take-in", "elm", "answer.txt", "--from", "ravi", code=2)
    assert unsaid.out == f"{UNDERSTOOD}{LEFT}{JOB}: nothing recorded. 3 not taken.\n"
    assert unsaid.err == "Nothing was recorded. --yes records what was understood, --dry-run only shows it.\n"
    assert _record(site) == before
    said = site("punch", "take-in", "answer.txt", "--from", "ravi", "--yes", code=1)
    assert said.out == f"{UNDERSTOOD}{LEFT}{JOB}: 2 recorded. 3 not taken. Wrong? qcheck undo\n"
    assert _record(site)[len(before) :] == [
        "P1: done (photo follows)",
        "P2: waits for hinge until Sat 12 Dec 2099",
    ]


def test_the_same_answer_again_changes_nothing_and_undo_takes_it_back_whole(site: Shell) -> None:
    """It was one command, and says of itself that it stands already."""
    before = _record(site)
    site("punch", "take-in", "--from", "ravi", "--text", "P1 done\nP2 note: came twice", "--yes")
    again = site("punch", "take-in", "--from", "ravi", "--text", "P1 done\nP2 note: came twice", "--yes")
    assert again.out == (
        f"{JOB}, from Ravi Shah\nAs it stands already:\n  line 1: P1 Scratch on the left door: done\n"
        f"  line 2: P2 Hinge hangs: note “came twice”\n{JOB}: nothing new.\n"
    )
    assert "noted: came twice" in site("punch", "show", "P2").out
    site("undo")
    assert [what for what in _record(site) if not what.startswith("took back")] == before


def test_a_file_that_was_filled_in_is_taken_in_with_its_photos(site: Shell) -> None:
    """They lie beside it; the record has them, and the punch item waits for someone else's confirmation."""
    path = _filled(
        site,
        ("    status:", "    status: done"),
        ("photos: []", "photos: [door.jpg]"),
        ("note:", "note: new front fitted"),
    )
    photograph(path.parent / "door.jpg")
    said = site("punch", "take-in", "elm", "back/back.yaml", "--from", "ravi", "--yes")
    assert said.out == (
        f"{JOB}, from Ravi Shah\nUnderstood:\n"
        "  line 7: P3 Plinth missing: done, “new front fitted”, with door.jpg\n"
        f"{JOB}: 1 recorded. Wrong? qcheck undo\n"
    )
    assert _record(site)[-1] == "P3: done (new front fitted) [door.jpg]"
    assert "waiting on  Dana Miller, to confirm it" in site("punch", "show", "P3").out
    site("punch", "verify", "P3", "--as", "ravi", code=2)
    again = site("punch", "take-in", "elm", "back/back.yaml", "--from", "ravi", "--yes")
    assert again.out.endswith("nothing new.\n")


OUTSIDE = "it is not in the folder of the file that names it"


def test_a_file_takes_no_photo_from_anywhere_else(site: Shell) -> None:
    """Nothing of this machine comes into the record because a file names it."""
    photograph(site.folder / "secret.jpg")
    (site.folder / "back").mkdir()
    (site.folder / "back" / "link.jpg").symlink_to(site.folder / "secret.jpg")
    (site.folder / "back" / "up").symlink_to(site.folder)
    for name, why in {
        "../secret.jpg": OUTSIDE,
        str(site.folder / "secret.jpg"): OUTSIDE,
        "up/secret.jpg": OUTSIDE,
        "link.jpg": OUTSIDE,
        "gone.jpg": "there is no such file",
        "back.yaml": "it is no JPEG, PNG, WebP or HEIC photo",
    }.items():
        _filled(site, ("    status:", "    status: done"), ("photos: []", f"photos: [{json.dumps(name)}]"))
        ran = site("punch", "take-in", "back/back.yaml", "--from", "ravi", "--yes", code=1)
        assert f"{name}: {why}" in ran.out, ran.out
    assert not (site.folder / "jobs" / "elm-street-kitchen" / "evidence").exists()


def test_a_file_for_another_job_or_person_is_refused(site: Shell) -> None:
    """Numbers mean something else there."""
    _filled(site, ("    status:", "    status: done"))
    assert site("punch", "take-in", "back/back.yaml", "--from", "olga", "--yes", code=2).err == (
        "back/back.yaml was made for ravi, not for olga.\nNothing was taken in.\n"
    )
    site("open", "Mill Lane", "--checklist", "kitchen")
    assert site("punch", "take-in", "mill", "back/back.yaml", "--from", "ravi", "--yes", code=2).err == (
        "back/back.yaml was made for elm-street-kitchen, not for mill-lane.\nNothing was taken in.\n"
    )


def test_a_file_that_cannot_be_read_says_where(site: Shell) -> None:
    """All of it in one run, and nothing is taken in."""
    _filled(site, ("    status:", "    verified:"), ("job:", "jobb:"))
    assert site("punch", "take-in", "back/back.yaml", "--from", "ravi", "--yes", code=2).err == (
        "back/back.yaml:4:1: block: A hand-out has no key jobb [key-unknown]\n"
        "    Did you mean job?\n"
        "back/back.yaml:11:5: block: An item has no key verified [key-unknown]\n"
        "    There are: number, text, where, fix, trade, due, category, status, note, date, waiting_for, why, photos\n"
        "back/back.yaml:3:1: block: A hand-out needs the key job [key-missing]\n"
        "    Add a line job: …\n"
    )


def test_a_photo_can_be_given_with_the_command(site: Shell) -> None:
    """By the number it shows; one that nothing is said of is not taken."""
    photograph(site.folder / "door.jpg")
    given = ("--photo", "P1=door.jpg", "--photo", "P2=door.jpg")
    ran = site("punch", "take-in", "--from", "ravi", "--text", "P1 done", *given, "--yes", code=1)
    assert ran.out == (
        f"{JOB}, from Ravi Shah\nUnderstood:\n  line 1: P1 Scratch on the left door: done, with door.jpg\n"
        "Not taken:\n  “--photo P2=door.jpg”: nothing here says that it is done\n"
        f"{JOB}: 1 recorded. 1 not taken. Wrong? qcheck undo\n"
    )
    assert site("punch", "take-in", "--from", "ravi", "--text", "P1 done", "--photo", "door.jpg", code=2).err == (
        "door.jpg: which punch item does it show?\nFor example: --photo P7=door.jpg\n"
    )


def test_a_script_reads_json_and_pipes_answers(site: Shell) -> None:
    """The shape is what the screen shows; quietly it says only what was not taken."""
    ran = subprocess.run(
        [sys.executable, "-m", "qcheck", "punch", "take-in", "-", "--from", "ravi", "--json", "--yes"],
        cwd=site.folder,
        env=site.environment,
        input="P1 done\nP4 done\n",
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 1
    assert json.loads(ran.stdout) == {
        "job": "elm-street-kitchen",
        "name": JOB,
        "owner": "Ravi Shah",
        "taken": [
            {"line": 1, "name": "P1", "text": "Scratch on the left door", "what": "done", "news": True, "photos": []}
        ],
        "left": [{"line": 2, "text": "P4 done", "why": "it is Olga Petrova's, not Ravi Shah's"}],
        "passed": [],
        "recorded": True,
    }
    quiet = site("-q", "punch", "take-in", "--from", "ravi", "--text", "P2 done\nP2 ok?", "--yes", code=1)
    assert quiet.out == "Not taken:\n  line 2: “P2 ok?”: that is a question\n"


WRONG = {
    (): "Whose answer is it?\nFor example: qcheck punch take-in --from ravi\n",
    ("--from", "ravi"): "There is no answer to take in.\nName a file, paste it, or give it with --text.\n",
    ("gone.txt", "--from", "ravi"): "gone.txt: there is no such file.\nCheck the name and the folder.\n",
    ("elm", "a.txt", "b.txt", "--from", "ravi"): (
        "These are too many words.\nA job and a file: qcheck punch take-in elm answer.txt --from ravi\n"
    ),
    ("answer.txt", "--text", "P1 done", "--from", "ravi"): (
        "The answer is given twice: as --text and in a file.\nLeave one of them out.\n"
    ),
}


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_with_the_command_is_said(site: Shell, words: tuple[str, ...]) -> None:
    """With what to do."""
    assert site("punch", "take-in", *words, code=2).err == WRONG[words]


def test_bytes_that_are_no_text_are_refused(site: Shell) -> None:
    """With their place."""
    (site.folder / "answer.txt").write_bytes(b"P1 done\n\xff\n")
    assert site("punch", "take-in", "answer.txt", "--from", "ravi", code=2).err == (
        "answer.txt:2:1: block: The file is not UTF-8 text [file-not-utf8]\n    Save it as UTF-8\n"
    )


def test_a_person_at_a_terminal_is_asked(site: Shell) -> None:
    """Pasted, shown, then asked; no means that nothing is recorded."""
    before = _record(site)
    for answer, end in (("n", "nothing recorded."), ("y", "1 recorded. Wrong? qcheck undo")):
        terminal = Terminal(site, "punch", "take-in", "--from", "ravi")
        try:
            terminal.answer("press Ctrl-D", "P1 done\n", end="\x04")
            terminal.answer("Record this? [Y/n]", answer)
            assert f"{JOB}: {end}" in terminal.end()
        finally:
            terminal.leave()
    assert _record(site)[len(before) :] == ["P1: done"]


def test_hostile_words_reach_no_terminal(site: Shell) -> None:
    """What moves a cursor or turns text around is not shown as it came."""
    ran = site("punch", "take-in", "--from", "ravi", "--text", "P1 \x1b[2Jdone\u202e!\nP1 \x9b31m", "--dry-run", code=1)
    assert not set(ran.out) & {"\x1b", "\x9b", "\u202e"}
