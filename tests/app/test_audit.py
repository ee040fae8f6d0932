"""The audit in this process: every byte of a record spoilt in turn, and records that someone wrote anew with care."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from conftest import Shell
from qcheck.app import audit as app
from qcheck.app.desk import Caller, Desk, open_desk
from qcheck.core.events import canonical, digest
from qcheck.model.auditview import AuditedJob, AuditView
from qcheck.store import files

NOW = datetime(2099, 12, 3, 14, 0, tzinfo=UTC)
JOB = "jobs/elm-street-kitchen"


def desk(shell: Shell, home: str = "") -> Desk:
    """The workspace as this machine opens it, or another one that never wrote there."""
    state = shell.state.parent / home if home else shell.state
    return open_desk(Caller(NOW, shell.folder, state, "a" * 32, "b" * 32, environ=dict(os.environ)))


def audited(shell: Shell, home: str = "") -> AuditedJob:
    """The one job of a workspace, audited."""
    return app.audit(desk(shell, home), ()).jobs[0]


def codes(shell: Shell, home: str = "") -> list[tuple[str, int]]:
    """What was found, by rule and line."""
    return [(each.code, each.line) for each in audited(shell, home).differences]


def log(shell: Shell) -> Path:
    """The one log of the job."""
    return files.names(shell.folder / JOB / "record", ".jsonl")[0]


@pytest.fixture
def signed(elm: Shell) -> Shell:
    """The kitchen with all ticked, the client's data recorded, and the handover accepted."""
    elm("plan", "--client", "Ann Client")
    elm("tick", "1-4")
    elm("handover", "--outcome", "accepted", "--name", "Ann Client")
    return elm


def test_a_record_that_nobody_touched_is_whole(signed: Shell) -> None:
    """With what was looked at, and a seal that fits in all its parts."""
    found = audited(signed)
    assert (found.verdict, found.differences) == ("whole", ())
    count = found.count
    assert (count.logs, count.lists, count.evidence, count.private, count.signoffs) == (1, 1, 0, 1, 1)
    assert count.lines == log(signed).read_bytes().count(b"\n")
    assert [(s.revision, s.person, s.record, s.page, s.reason) for s in found.seals] == [
        ("A", "Ann Client", "fits", "fits", "")
    ]


def test_each_byte_of_a_log_matters(signed: Shell) -> None:
    """Whichever is changed, the audit tells, by the line where it is or the one after; every third is tried, so each
    member of each line.
    """
    path = log(signed)
    whole = path.read_bytes()
    here = desk(signed)
    missed = []
    for at in range(0, len(whole), 3):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        found = app.audit(here, ()).jobs[0]
        line = whole[:at].count(b"\n") + 1
        first = next((each for each in found.differences if each.severity == "block"), None)
        if found.verdict != "differs" or first is None or first.line not in {line, line + 1}:
            missed.append((at, line, first))
    assert missed == []
    assert len(whole) > 3000


def test_a_log_that_is_cut_anywhere_is_noticed_by_who_wrote_it(signed: Shell) -> None:
    """Also between two lines, where the chain itself shows nothing; elsewhere a cut inside a line shows at least as one
    that was torn off.
    """
    path = log(signed)
    whole = path.read_bytes()
    here, other = desk(signed), desk(signed, "other")
    ends = [at + 1 for at in range(len(whole)) if whole[at : at + 1] == b"\n"]
    for at in range(len(whole) - 1):
        path.write_bytes(whole[:at])
        assert app.audit(here, ()).jobs[0].verdict == "differs", at
        if at % 7:
            continue
        elsewhere = app.audit(other, ()).jobs[0]
        torn = [each.code for each in elsewhere.differences if each.line]
        assert torn == ([] if at in {0, *ends, *(end - 1 for end in ends)} else ["line-torn"]), at


def lines_of(shell: Shell) -> list[bytes]:
    return log(shell).read_bytes().splitlines(keepends=True)


def test_a_line_that_is_taken_out_is_missing_from_where_it_stood(signed: Shell) -> None:
    """The line after it says so, and no seal over it can be worked out."""
    lines = lines_of(signed)
    log(signed).write_bytes(b"".join(lines[:4] + lines[5:]))
    found = audited(signed)
    assert [(each.code, each.line) for each in found.differences] == [("chain-broken", 5)]
    assert (found.seals[0].record, found.seals[0].page) == ("unchecked", "unchecked")
    assert found.differences[0].message == "The record was changed here: the line before it is missing"


def test_a_line_that_stands_there_twice_counts_once(signed: Shell) -> None:
    """Git leaves both when it merges: that is told, and is no difference."""
    lines = lines_of(signed)
    log(signed).write_bytes(b"".join([*lines[:5], lines[4], *lines[5:]]))
    found = audited(signed)
    assert (found.verdict, [(each.code, each.line) for each in found.differences]) == ("whole", [("line-doubled", 6)])


def test_lines_in_another_order_are_told_and_are_no_difference(signed: Shell) -> None:
    """Order is told by what lines say."""
    lines = lines_of(signed)
    lines[3], lines[4] = lines[4], lines[3]
    log(signed).write_bytes(b"".join(lines))
    found = audited(signed)
    assert (found.verdict, [(each.code, each.line) for each in found.differences]) == ("whole", [("line-moved", 4)])


def rewritten(shell: Shell, change: Callable[[dict[str, Any]], None]) -> None:
    """The log written anew with care: each line changed as it is told, and every digest that follows worked out."""
    ids: dict[str, str] = {}
    lines = []
    for raw in lines_of(shell):
        held = json.loads(raw)
        old = held.pop("id")
        change(held)
        text = json.dumps(held)
        for was, now in ids.items():
            text = text.replace(was, now)
        held = {**json.loads(text), "id": ""}
        held["id"] = digest(canonical(held), "")
        ids[old] = held["id"]
        lines.append(canonical(held) + b"\n")
    log(shell).write_bytes(b"".join(lines))


def result(held: dict[str, Any]) -> None:
    """One answer says something else."""
    if held["about"] == "kitchen/worktops.level":
        held["body"]["note"] = "never said"


def test_a_log_that_was_written_anew_shows_by_its_seals(signed: Shell) -> None:
    """Who does not work these out anew too is found out by them, also on a machine that never wrote there."""
    rewritten(signed, result)
    found = audited(signed, "other")
    assert [each.code for each in found.differences] == ["seal-differs"]
    assert found.differences[0].message == (
        "The seal of revision A does not fit the record: its own digest, what the page said"
    )
    assert found.differences[0].line == len(lines_of(signed))
    assert (found.seals[0].record, found.seals[0].page) == ("differs", "differs")


@pytest.mark.parametrize(
    ("part", "value", "told"),
    [
        ("plan", "0" * 64, "its own digest, the plan"),
        ("pins", ["0" * 64], "its own digest, the pinned lists"),
        ("view", "0" * 64, "its own digest, what the page said"),
        ("heads", {}, "its own digest, the pinned lists, the plan, a line before it that it leaves out"),
    ],
)
def test_a_seal_that_was_altered_in_a_chain_worked_out_anew_differs(
    signed: Shell, part: str, value: Any, told: str
) -> None:
    """The part that does not fit is named."""

    def change(held: dict[str, Any]) -> None:
        if held["kind"] == "signed":
            held["body"]["seal"][part] = value

    rewritten(signed, change)
    message = next(e.message for e in audited(signed, "other").differences if e.code == "seal-differs")
    said = message.removeprefix("The seal of revision A does not fit the record: ").split(", ")
    assert set(told.split(", ")) <= set(said)


def test_a_page_is_not_judged_by_other_settings_or_another_version(signed: Shell) -> None:
    """What cannot be worked out anew is told, and is no difference: the lines, the plan and the lists still are."""
    path = signed.folder / "qcheck.yaml"
    path.write_bytes(path.read_bytes() + b"# changed\n")
    found = audited(signed)
    assert (found.verdict, [each.message for each in found.differences]) == (
        "whole",
        [
            (
                "Of the seal of revision A one part could not be worked out anew: "
                "what the page said (qcheck.yaml was changed since)"
            )
        ],
    )
    assert (found.seals[0].record, found.seals[0].page, found.seals[0].reason) == (
        "fits",
        "unchecked",
        "qcheck.yaml was changed since",
    )


def test_a_pinned_list_that_was_edited_differs(signed: Shell) -> None:
    """By its file."""
    path = files.names(signed.folder / JOB / "checklists", ".yaml")[0]
    path.write_bytes(path.read_bytes().replace(b"no more than 2 mm", b"no more than 3 mm"))
    found = audited(signed)
    assert [(e.code, e.where) for e in found.differences if e.severity == "block"] == [
        ("checklist-altered", f"{JOB}/checklists/{path.name}")
    ]
    assert found.seals[0].reason == "a pinned list is not as it was"


def test_the_clients_data_may_be_gone_and_may_not_be_another(signed: Shell) -> None:
    """It can be removed on request, so its absence is only told."""
    path = files.names(signed.folder / JOB / "private", ".json")[0]
    path.write_bytes(path.read_bytes().replace(b"Ann", b"Eva"))
    found = audited(signed)
    assert [(e.code, e.where, e.message) for e in found.differences if e.severity == "block"] == [
        (
            "private-altered",
            f"{JOB}/private/{path.name}",
            "The client's data is not what was recorded: its digest is not its name",
        )
    ]
    path.unlink()
    found = audited(signed)
    assert (found.verdict, found.count.private, found.count.private_absent) == ("whole", 0, 1)
    assert found.seals[0].reason == "the client's data is not here"


@pytest.mark.parametrize(
    ("where", "rule", "verdict"),
    [
        ("record/747e48ce.jsonl.bak", "record-stray", "differs"),
        ("record/.747e48ce.jsonl", "record-stray", "differs"),
        ("evidence/photo.jpg", "file-stray", "whole"),
        ("checklists/kitchen.yaml", "file-stray", "whole"),
        ("private/ann.json", "file-stray", "whole"),
    ],
)
def test_what_nothing_speaks_of_is_told(signed: Shell, where: str, rule: str, verdict: str) -> None:
    """Among the logs it may be one that is not read, so there it is a difference."""
    path = signed.folder / JOB / where
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    found = audited(signed)
    assert (found.verdict, [(e.code, e.where) for e in found.differences]) == (verdict, [(rule, f"{JOB}/{where}")])


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_folder_that_is_a_link_is_no_part_of_the_job(signed: Shell, tmp_path: Path) -> None:
    """What it leads to is not followed."""
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "photo.jpg").write_bytes(b"x")
    (signed.folder / JOB / "evidence").symlink_to(tmp_path / "else")
    assert codes(signed) == [("file-stray", 0)]


def test_a_whole_log_that_is_gone_shows_where_others_answered_it(signed: Shell) -> None:
    """And a job whose only log is gone does not say how it was opened."""
    log(signed).unlink()
    assert codes(signed) == [("file-stray", 0), ("file-stray", 0), ("job-unopened", 0)]


def test_a_log_that_cannot_be_read_leaves_the_others_to_be_audited(signed: Shell) -> None:
    """That job could not be checked, which is not the same as whole."""
    signed("open", "Mill Lane", "--checklist", "kitchen", "--handover", "2099-12-04")
    path = log(signed)
    held = path.read_bytes()
    path.unlink()
    path.mkdir()
    (path / "x").write_bytes(held)
    found = app.audit(desk(signed), ())
    shutil.rmtree(path)
    assert [(job.job, job.verdict) for job in found.jobs] == [("elm-street-kitchen", "differs"), ("mill-lane", "whole")]


def test_a_rule_that_is_switched_off_is_not_for_the_audit(signed: Shell) -> None:
    """What a firm makes of a finding changes nothing about the record."""
    path = signed.folder / "qcheck.yaml"
    path.write_bytes(path.read_bytes().replace(b"\nrules: {}\n", b"\nrules: {chain-broken: off}\n"))
    log(signed).write_bytes(b"".join(lines_of(signed)[1:]))
    found: AuditView = app.audit(desk(signed), ())
    assert found.verdict == "differs"
    assert ("chain-broken", 1) in [(e.code, e.line) for e in found.jobs[0].differences]
