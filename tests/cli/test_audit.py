"""The audit, as a real process."""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from PIL import Image

from conftest import ROOT, Shell
from qcheck.store import files

JOB = "jobs/elm-street-kitchen"
PROVES = """\
This proves that no line, list, photo or file was changed by accident or by hand. It does not prove that nobody wrote a
whole log anew, with new digests: whoever may write here can, also under the name of another. Nor does it show lines cut
off at the end of a log that another machine wrote. Against that stands what they cannot reach: a copy that was pushed
or saved elsewhere, or the seal on a page that the client holds (qcheck audit --report FILE).
"""
DIFFERS = """\
It is certain that what is called block above is not as it was recorded. Who changed it, and whether by accident or by
hand, this does not tell. Compare with a copy from before: in git, in a backup, or the page that the client holds.
"""
WORDS = (
    "The seal proves which state was signed. That the words of this page are the words of that day it does not prove"
)
AGAIN = """\
A page that qcheck report made at another moment, or that a browser or a mail program saved anew, differs too: make it
again with qcheck report --as-of, and compare.
"""
TIME = r"\w{3} \d+ \w{3} \d{4} \d\d:\d\d"


def log(shell: Shell, job: str = JOB) -> Path:
    """The one log of a job."""
    return files.names(shell.folder / job / "record", ".jsonl")[0]


def plain(shell: Shell, text: str) -> str:
    """What was printed, without what differs from run to run: the log's name, times, digests."""
    text = re.sub(TIME, "TODAY", text.replace(log(shell).stem, "LOG"))
    return re.sub(r"seal [0-9a-f]{12}", "seal SEAL", text)


@pytest.fixture
def signed(elm: Shell) -> Shell:
    """The kitchen, accepted by the client."""
    elm("tick", "1-4")
    elm("handover", "--outcome", "accepted", "--name", "Ann Client")
    return elm


@pytest.fixture
def page(signed: Shell, tmp_path: Path) -> Path:
    """The page that the client holds, somewhere else."""
    path = tmp_path / "from the client.html"
    path.write_bytes((signed.folder / JOB / "reports" / "handover-A.html").read_bytes())
    return path


def test_what_is_whole_is_said_with_what_it_proves_and_what_not(signed: Shell) -> None:
    """It ends with 0; -q says nothing then."""
    assert plain(signed, signed("audit").out) == (
        "Elm Street kitchen: WHOLE. Checked: 8 lines in 1 log, 1 list, 1 sign-off.\n"
        "  Revision A, accepted by Ann Client, client, TODAY: seal SEAL fits; what its page said fits too\n\n" + PROVES
    )
    assert signed("-q", "audit").out == ""


def test_what_differs_is_said_by_file_and_line(signed: Shell) -> None:
    """Like a compiler, then the first one again; it ends with 1."""
    path = log(signed)
    path.write_bytes(path.read_bytes().replace(b'"result":"pass"', b'"result":"fail"', 1))
    assert plain(signed, signed("audit", code=1).out) == (
        f"{JOB}/record/LOG.jsonl:4: block: The record was changed here: it was changed after it was written "
        "[chain-broken]\n    Bring the file back from a backup or another device\n"
        f"Elm Street kitchen: NOT WHOLE, 1 difference, the first at {JOB}/record/LOG.jsonl:4. "
        "Checked: 7 lines in 1 log, 1 list, 1 sign-off.\n"
        "  Revision A, accepted by Ann Client, client, TODAY: seal SEAL could not be checked\n\n" + DIFFERS
    )


def test_a_photo_that_took_anothers_place_differs_although_check_sees_its_size(elm: Shell) -> None:
    """Every byte of the evidence is read, and its line named."""
    (elm.folder / "plan.txt").write_bytes(b"the plan of the kitchen")
    elm("tick", "2", "--file", "plan.txt")
    path = files.names(elm.folder / JOB / "evidence", ".txt")[0]
    path.write_bytes(b"the plan of the kitchem")
    assert "evidence-altered" not in elm("check", code=1).out
    out = plain(elm, elm("audit", code=1).out)
    assert out.splitlines()[:3] == [
        (
            f"{JOB}/record/LOG.jsonl:4: block: plan.txt ({path.name[:12]}.txt): this photo or file is not what was "
            "recorded [evidence-altered]"
        ),
        "    Bring it back from the device it came from, or from a backup",
        (
            f"Elm Street kitchen: NOT WHOLE, 1 difference, the first at {JOB}/record/LOG.jsonl:4. "
            "Checked: 4 lines in 1 log, 1 list, 1 photo or file."
        ),
    ]
    path.unlink()
    assert " [evidence-absent]\n" in elm("audit", code=1).out


def test_all_jobs_are_audited_unless_some_are_named(signed: Shell) -> None:
    """The worst of them tells how it ends."""
    signed("open", "Mill Lane", "--checklist", "kitchen", "--handover", "2099-12-04")
    path = log(signed, "jobs/mill-lane")
    path.write_bytes(path.read_bytes().replace(b"Mill Lane", b"Hill Lane"))
    assert [line.partition(":")[0] for line in signed("audit", code=1).out.splitlines() if "Checked" in line] == [
        "Elm Street kitchen",
        "mill-lane",
    ]
    assert signed("audit", "elm").out.startswith("Elm Street kitchen: WHOLE.")


def test_nothing_to_audit_is_not_whole(workspace: Shell) -> None:
    """It ends with 2."""
    assert workspace("audit", code=2).err == (
        'There is no job to audit.\nOpen one: qcheck open "Elm Street kitchen" --checklist kitchen\n'
    )


def test_the_json_is_what_its_schema_says(signed: Shell) -> None:
    """Where everything is whole, where something differs, and with a page."""
    schema = Draft202012Validator(json.loads((ROOT / "schema" / "audit.schema.json").read_bytes()))
    whole = json.loads(signed("audit", "--json").out)
    log(signed).write_bytes(log(signed).read_bytes()[:-30])
    page = f"{JOB}/reports/handover-A.html"
    differs = json.loads(signed("audit", "--json", code=1).out)
    compared = json.loads(signed("audit", "--report", page, "--json", code=1).out)
    for view in (whole, differs, compared):
        assert [error.message for error in schema.iter_errors(view)] == []
    assert (whole["verdict"], differs["verdict"], compared["page"]["seals"]) == ("whole", "differs", [])
    told = [(each["code"], each["line"]) for each in differs["jobs"][0]["differences"]]
    assert told == [("log-shortened", 7), ("line-torn", 8)]


def test_a_page_that_nobody_touched_is_what_the_record_makes_of_its_revision(signed: Shell, page: Path) -> None:
    """Byte for byte, whatever was said since; and the seal on it is the record's."""
    signed("note", "rang the bell")
    assert plain(signed, signed("audit", "--report", str(page)).out) == (
        f"{page}: Elm Street kitchen, {JOB}/record/LOG.jsonl:8: the record has this seal:\n"
        "  Revision A, accepted by Ann Client, client, TODAY: seal SEAL fits; what its page said fits too\n"
        "The page is, byte for byte, what the record makes of revision A.\n"
        "Elm Street kitchen: WHOLE. Checked: 9 lines in 1 log, 1 list, 1 sign-off.\n"
        "  Revision A, accepted by Ann Client, client, TODAY: seal SEAL fits; what its page said fits too\n\n" + PROVES
    )


def test_a_page_whose_words_were_changed_is_not(signed: Shell, page: Path) -> None:
    """It ends with 1 and the verdict last, however whole the record is; its seal still names the state."""
    page.write_bytes(page.read_bytes().replace(b"Joints sealed", b"Joints stealed"))
    out = plain(signed, signed("audit", "elm", "--report", str(page), code=1).out)
    assert "\nElm Street kitchen: WHOLE. " in out
    assert out.endswith(
        f"\n\n{PROVES}\n{WORDS}.\n{AGAIN}"
        "THE PAGE DIFFERS: it is neither what the record makes of revision A now nor the copy that is kept in the "
        "job's folder.\n"
    )
    assert json.loads(signed("audit", "elm", "--report", str(page), "--json", code=1).out)["verdict"] == "differs"


def test_a_page_whose_words_were_changed_is_found_out_where_no_copy_is_kept(signed: Shell, page: Path) -> None:
    """And nobody is sent to a copy that is not there."""
    (signed.folder / JOB / "reports" / "handover-A.html").unlink()
    page.write_bytes(page.read_bytes().replace(b"Joints sealed", b"Joints stealed"))
    out = signed("audit", "elm", "--report", str(page), code=1).out
    assert out.endswith("THE PAGE DIFFERS: it is not what the record makes of revision A now.\n")
    assert "kept in the job's folder" not in out


def test_a_page_that_differs_from_the_copy_differs_whatever_changed_since(signed: Shell, page: Path) -> None:
    """The copy is of that day, with its settings."""
    path = signed.folder / "qcheck.yaml"
    path.write_bytes(path.read_bytes() + b"# changed\n")
    page.write_bytes(page.read_bytes().replace(b"Joints sealed", b"Joints stealed"))
    assert signed("audit", "--report", str(page), code=1).out.endswith(
        "THE PAGE DIFFERS: it is neither what the record makes of revision A now (qcheck.yaml was changed since) nor "
        "the copy that is kept in the job's folder.\n"
    )


def test_a_page_with_a_seal_that_was_falsified_differs(elm: Shell, tmp_path: Path) -> None:
    """Also where another seal of it is one of the record's."""
    elm("handover", "--outcome", "refused", "--name", "Ann Client", "--comment", "scratched door")
    elm("tick", "1-4")
    elm("handover", "--outcome", "accepted", "--name", "Ann Client")
    seals = [each["seal"] for each in json.loads(elm("audit", "--json").out)["jobs"][0]["seals"]]
    content = (elm.folder / JOB / "reports" / "handover-B.html").read_bytes()
    for seal in seals:
        other = hashlib.sha256(seal.encode()).hexdigest()
        (tmp_path / "held.html").write_bytes(content.replace(seal.encode(), other.encode()))
        out = elm("audit", "--report", str(tmp_path / "held.html"), code=1).out
        assert f"\nNo seal of this record: {other} (" in out
        assert out.splitlines()[-1].startswith("THE PAGE DIFFERS: ")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ("settings", "qcheck.yaml was changed since"),
        ("templates", "the templates here may be others than those of that day"),
        ("language", "it is in another language, de"),
    ],
)
def test_a_page_that_cannot_be_made_again_and_has_no_copy_could_not_be_compared(
    signed: Shell, page: Path, change: str, why: str
) -> None:
    """It ends with 2: nobody can tell whether its words are those of that day."""
    (signed.folder / JOB / "reports" / "handover-A.html").unlink()
    content = page.read_bytes().replace(b"Joints sealed", b"Joints stealed")
    if change == "settings":
        path = signed.folder / "qcheck.yaml"
        path.write_bytes(path.read_bytes() + b"# changed\n")
    elif change == "templates":
        signed("templates", "copy", "handover")
    else:
        content = content.replace(b'<html lang="en">', b'<html lang="de">')
    page.write_bytes(content)
    found = signed("audit", "--report", str(page), code=2).out
    assert found.endswith(f"{WORDS}.\nTHE PAGE COULD NOT BE COMPARED with revision A: {why}.\n")
    assert json.loads(signed("audit", "--report", str(page), "--json", code=2).out)["page"]["bytes"] == "unknown"


def test_a_page_that_can_no_longer_be_made_is_compared_with_the_copy(signed: Shell, page: Path) -> None:
    """With the reason."""
    path = signed.folder / "qcheck.yaml"
    path.write_bytes(path.read_bytes() + b"# changed\n")
    out = plain(signed, signed("audit", "--report", str(page)).out)
    assert out.splitlines()[2] == (
        "The page is the copy of revision A that is kept in the job's folder; the record makes another of it now: "
        "qcheck.yaml was changed since."
    )


def test_a_page_of_another_record_has_no_seal_of_this_one(signed: Shell, page: Path) -> None:
    """It ends with 1, and what looks like a seal is named."""
    seal = json.loads(signed("audit", "--json").out)["jobs"][0]["seals"][0]["seal"]
    other = hashlib.sha256(b"other").hexdigest()
    page.write_bytes(page.read_bytes().replace(seal.encode(), other.encode()))
    out = signed("audit", "--report", str(page), code=1).out
    assert out == f"{page}: NO SEAL of this record stands in it.\nNo seal of this record: {other}\n"


def test_a_seal_is_found_however_the_page_was_passed_on(signed: Shell, tmp_path: Path) -> None:
    """In mail that breaks lines, in marks of another template, typed off a printed page; the words around it could not
    be compared.
    """
    seal = json.loads(signed("audit", "--json").out)["jobs"][0]["seals"][0]["seal"]
    for text in (
        seal,
        f"{seal[:40]}=\r\n{seal[40:]}",
        f"<code>{seal[:32]}<wbr>{seal[32:]}</code>",
        " ".join(seal[at : at + 8] for at in range(0, 64, 8)),
    ):
        (tmp_path / "typed").write_text(text, encoding="ascii", newline="")
        out = plain(signed, signed("audit", "--report", str(tmp_path / "typed"), code=2).out)
        assert out.endswith(
            f"{WORDS}: compare\nit with the page that is kept in the job's folder.\n"
            "THE PAGE COULD NOT BE COMPARED with revision A: only a page of HTML is made again, and this is none.\n"
        )
        assert out.startswith(f"{tmp_path / 'typed'}: Elm Street kitchen, {JOB}/record/LOG.jsonl:8: the record has")


def test_a_page_carries_the_seals_of_all_revisions_up_to_its_own(elm: Shell) -> None:
    """It is of the last of them, and each revision's page is what the record makes of it."""
    elm("handover", "--outcome", "refused", "--name", "Ann Client", "--comment", "scratched door")
    elm("tick", "1-4")
    given = (
        "--outcome",
        "accepted-with-reservations",
        "--name",
        "Ann Client",
        "--reservation",
        "scratch on the plinth",
    )
    elm("handover", *given)
    for revision, seals in (("A", 1), ("B", 2)):
        found = json.loads(elm("audit", "--json", "--report", f"{JOB}/reports/handover-{revision}.html").out)
        assert [each["seal"]["revision"] for each in found["page"]["seals"]] == ["A", "B"][:seals]
        assert (found["verdict"], found["page"]["bytes"]) == ("whole", "made")


def test_a_page_that_is_not_there_or_no_file_is_said(signed: Shell) -> None:
    """It ends with 2."""
    gone = signed.folder / "gone.html"
    assert signed("audit", "--report", "gone.html", code=2).err == (
        f"{gone}: there is no such file.\nCheck the name and the folder.\n"
    )
    assert signed("audit", "--report", ".", code=2).err == (
        f"{signed.folder}: this is a folder.\nName the files in it.\n"
    )


def test_what_the_record_says_moves_no_cursor(signed: Shell, tmp_path: Path) -> None:
    """Names of files, revisions, versions and people are text of others."""
    (signed.folder / JOB / "record" / "\x1b[2Jx\u202e.bak").write_bytes(b"")
    path = tmp_path / "a\x1b[2J.html"
    path.write_bytes(b"x")
    for given in ((), ("--report", str(path))):
        out = signed("audit", *given, code=1).out
        assert "\x1b" not in out
        assert "\u202e" not in out


RICH = """\
checklist: rich
version: 1
sections:
  - id: tops
    items:
      - {id: level, text: Worktop level, answer: {number: {unit: mm, max: 2}}, on_fail: {raise: {category: B}}}
      - {id: tap, text: Tap tight, hold: {release: [lead]}}
      - {id: clean, text: Room clean, repeat: rooms, evidence: {photos: 1}}
      - {id: spare, text: Spare hinge left}
"""


def device(shell: Shell, name: str) -> Shell:
    """The same folder as another machine sees it, at which Dana sits too."""
    state = shell.state.parent / name
    return replace(
        shell, state=state, environment={**shell.environment, "QCHECK_STATE": str(state), "QCHECK_USER": "dana"}
    )


def test_whatever_was_said_before_and_after_each_seal_can_be_worked_out_anew(workspace: Shell) -> None:
    """Two devices, units, photos, waivers, reservations, a complaint, another list, another client: every page too."""
    (workspace.folder / "checklists" / "rich.yaml").write_text(RICH, encoding="utf-8")
    Image.new("RGB", (40, 30), "red").save(workspace.folder / "room.jpg")
    given = ("--unit", "rooms=Pantry", "--unit", "rooms=Hall", "--client", "Ann Client", "--scope", "Oven works")
    workspace("open", "Oak", "-c", "rich", "--handover", "2099-12-04", *given)
    other, third = (device(workspace, name) for name in ("other", "third"))
    workspace("tick", "level=1.5")
    other("tick", "tap")
    workspace("release", "tap")
    other("tick", "@pantry", "--photo", "room.jpg")
    workspace("found", "scratch on the floor", "--photo", "room.jpg")
    workspace("tick", "6", "7", "--did", "ravi")
    workspace("handover", "--units", "pantry", "--outcome", "accepted", "--name", "Ann Client")
    other("handover", "--outcome", "refused", "--name", "Ann Client", "--comment", "hall")
    workspace("tick", "@hall", "--photo", "room.jpg")
    workspace("waive", "spare", "--reason", "late", "--approved-by", "olga", "--until", "2099-01-01", "--as", "olga")
    workspace("fail", "level=3", "--owner", "ravi", "--due", "2099-11-01")
    accepted = ("--outcome", "accepted-with-reservations", "--name", "Ann Client", "--reservation", "plinth")
    other("handover", *accepted)
    workspace("plan", "--client", "Ann Clyent")
    workspace("complain", "Tap drips")
    path = workspace.folder / "checklists" / "rich.yaml"
    path.write_text(RICH.replace("version: 1", "version: 2").replace("Spare hinge", "Two hinges"), encoding="utf-8")
    workspace("upgrade", "--reason", "newer")
    for shell in (workspace, other, third):
        found = json.loads(shell("audit", "--json").out)
        assert found["jobs"][0]["differences"] == []
        seals = [(s["revision"], s["record"], s["page"]) for s in found["jobs"][0]["seals"]]
        assert seals == [(revision, "fits", "fits") for revision in "ABC"]
        for revision in "ABC":
            page = f"jobs/oak/reports/handover-{revision}.html"
            compared = json.loads(shell("audit", "--json", "--report", page).out)
            assert (revision, compared["page"]["bytes"], compared["page"]["reason"]) == (revision, "made", "")
