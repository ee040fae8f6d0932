"""On site: as found, as agreed, gates and hold points released, witnesses, roles and order, the punch list."""

import json

import jsonschema
import pytest

from cli.onsite import evidence, findings, held, opened, photograph, said, standings
from conftest import Shell

FRIDAY = ("--for", "2099-12-04 9:00")


@pytest.fixture
def site(workspace: Shell) -> Shell:
    """One job with a list of every kind of item."""
    return opened(workspace)


@pytest.fixture
def done(site: Shell) -> Shell:
    """The same with everything right but 10, whose failure raised P1 to be put right after the handover."""
    photograph(site.folder / "a.jpg")
    (site.folder / "paper.pdf").write_bytes(b"%PDF-1.7")
    site("tick", "1", "--photo", "a.jpg")
    site("tick", "2")
    site("release", "2", "--as", "olga")
    site("tick", "3", "4", "5=1", "6=white", "7=abc", "8=today")
    site("tick", "11", "--as", "ravi")
    site("tick", "12", "--file", "paper.pdf")
    site("witness", "4", "--came", "Ann Client")
    site("fail", "10", "--note", "gap of 3 mm")
    return site


def test_how_it_was_before_is_reported_and_never_in_the_way(site: Shell) -> None:
    """With its photo; it is no item."""
    photograph(site.folder / "scratch.jpg")
    left = site("check", code=1).out.splitlines()[-1]
    assert site("found", "Scratch by the window.", "--photo", "scratch.jpg").out == (
        "Elm Street: as found: Scratch by the window. With scratch.jpg.\n"
    )
    assert site("check", code=1).out.splitlines()[-1] == left
    report = site("report", "--format", "text").out
    assert "AS IT WAS BEFORE WE CAME\n" in report
    assert "   *  Scratch by the window. (Dana Miller, " in report
    assert "      Photo: scratch.jpg, taken Thu 3 Dec 2026 14:07 (" in report
    assert site("found", "", code=2).err == (
        'The text is empty.\nFor example: qcheck found "Scratch on the parquet by the window" --photo\n'
    )
    assert "taken back" in site("undo").out
    assert "Scratch" not in site("report", "--format", "text").out


def test_what_the_client_agreed_to_add_becomes_an_item(site: Shell) -> None:
    """Due by handover; the report names the client and the price."""
    terms = ("--price", "240 EUR", "--client", "Ann Client")
    assert site("agree", "Lights under the wall units.", *terms).out == (
        "Elm Street: agreed with Ann Client: Lights under the wall units. One more check, number 14; 12 left.\n"
    )
    assert standings(site)[14] == "open"
    assert site("tick", "14").out == (
        "Elm Street: 14 As agreed: Lights under the wall units.: ticked, 11 left. Wrong? qcheck undo\n"
    )
    report = site("report", "--format", "text").out
    assert "   *  Lights under the wall units.\n      Price: 240 EUR\n      Agreed with Ann Client, " in report
    assert "As agreed: Lights under the wall units." in site("report", "--format", "markdown").out


def test_what_the_client_agreed_to_drop_ends_an_item(site: Shell) -> None:
    """It counts no more, and the client's name stands beside it."""
    assert site("agree", "No oven now", "--client", "Ann Client", "--drop", "12").out == (
        "Elm Street: agreed with Ann Client: No oven now. No longer needed: 12; 10 left.\n"
    )
    assert standings(site)[12] == "hidden"
    why = "dropped as agreed with Ann Client: No oven now"
    assert f"- **12** Certificate with the client: {why}\n" in site("report", "--format", "markdown").out
    before = held(site)
    assert site("agree", "No oven", "--client", "Ann", "--drop", "12", code=2).err == (
        f"12 Certificate with the client: not needed already ({why}).\n"
    )
    assert site("tick", "12", code=2).err.startswith(f"12 Certificate with the client: not needed: {why}.\n")
    assert site("agree", "Lights", code=2).err == (
        'Who of the client\'s side agreed to it?\nFor example: --client "Ann Client"\n'
    )
    assert site("agree", " ", "--client", "Ann", code=2).err.startswith("The text is empty.\n")
    assert site("agree", "No oven", "--client", "Ann", "--drop", "99", code=2).err.startswith(
        "99: there is no item 99."
    )
    assert held(site) == before


def test_nothing_is_done_past_a_hold_point_before_its_release(site: Shell) -> None:
    """By whoever may, once it is right; a new answer asks for a new release."""
    before = held(site)
    behind = "3 Pipes covered: behind the hold point 2 Pipes seen, not released by office.\n"
    hint = "qcheck release 2, or go on and leave a finding: --force REASON\n"
    assert site("tick", "3", code=2).err == f"{behind}{hint}"
    assert site("release", "2", "--as", "olga", code=2).err == (
        "2 Pipes seen: it has to be right before it is released.\nqcheck tick 2\n"
    )
    assert site("release", "1", "--as", "olga", code=2).err == (
        "1 Power isolated: this is no hold point.\nqcheck status --all marks those that are.\n"
    )
    assert held(site) == before
    site("tick", "2")
    assert findings(site) == [("hold-not-released", 2)]
    assert site("release", "2", "--as", "ravi", code=2).err == (
        "2 Pipes seen: it is for office to release, and Ravi Shah has no such role.\n"
        "Whoever may release it says so with --as WHO; roles stand in qcheck.yaml.\n"
    )
    assert site("release", "2", "--as", "olga", "--note", "seen").out == (
        "Elm Street: 2 Pipes seen released, work may go on. Wrong? qcheck undo\n"
    )
    assert site("release", "2", "--as", "olga", code=2).err == "2 Pipes seen: released already, by Olga Petrova.\n"
    assert (findings(site), site("tick", "3").code) == ([], 0)
    site("tick", "2")
    assert findings(site) == [("hold-not-released", 2)]


def test_going_past_a_hold_point_is_forced_with_a_reason_that_shows(site: Shell) -> None:
    """And blocks the gate; a failure may be said in any case."""
    assert site("tick", "3", "--force", "the fitters wait").code == 0
    (finding,) = [
        f
        for f in json.loads(site("check", "--output", "json=-", code=1).out)["checks"][0]["findings"]
        if f["code"] == "hold-passed"
    ]
    assert (finding["severity"], finding["number"], finding["stands"]) == ("block", 3, True)
    assert finding["message"] == (
        "Pipes covered: done past the hold point 2 Pipes seen before it was released (Dana Miller): the fitters wait"
    )
    assert "Overridden: the fitters wait" in site("report", "--format", "text").out
    assert site("fail", "4", "--note", "they were out").code == 0
    assert site("release", "2", "--force", "now", code=2).err == (
        "--force goes with a gate; a hold point is released by its role, or passed with tick --force.\n"
    )


def test_the_lead_alone_overrides_a_role(site: Shell) -> None:
    """With a reason; whoever did the work may be someone else than who says so."""
    wrong = "11 Gas tight: it is for fitter to answer, and {0} has no such role.\n"
    hint = "--did WHO names who did it. The lead may override it: --force REASON\n"
    site("tick", "5=1")
    before = held(site)
    assert site("tick", "11", code=2).err == wrong.format("Dana Miller") + hint
    assert site("tick", "11", "--as", "olga", "--force", "in haste", code=2).err == wrong.format("Olga Petrova") + hint
    assert held(site) == before
    assert site("tick", "11", "--did", "ravi").code == 0
    assert site("tick", "11", "--force", "Ravi is ill").code == 0
    assert [e["body"].get("forced", "") for e in said(site, "answered")][1:] == ["", "Ravi is ill"]
    assert findings(site) == [("role-overridden", 11)]


def test_what_comes_first_comes_first(site: Shell) -> None:
    """Or in the same command; going on anyway leaves a warning."""
    assert site("tick", "11", "--as", "ravi", code=2).err == (
        "11 Gas tight: 5 Worktop level comes first.\nqcheck tick 5, or go on anyway: --force REASON\n"
    )
    before = held(site)
    assert site("tick", "5=3.5", "11", "--as", "ravi", code=2).err.startswith("11 Gas tight: 5 Worktop level comes ")
    assert held(site) == before
    site("tick", "11", "--as", "ravi", "--force", "the fitter leaves")
    assert findings(site) == [("answered-out-of-order", 11)]
    site("tick", "5=1", "11", "--as", "ravi")
    assert findings(site) == []


def test_a_witness_is_invited_and_comes_or_does_not(site: Shell) -> None:
    """Work goes on either way; it blocks until it is known."""
    named = "4 Walked through with the client"
    example = 'qcheck witness 4 --invite "Ann Client" --for "fri 9:00"\n'
    before = held(site)
    assert site("witness", "4", "--absent", code=2).err == (
        f"{named}: nobody was invited, so nobody can be absent.\nInvite first: {example}"
    )
    assert site("witness", "4", "--invite", "Ann", code=2).err == (
        f"{named}: who is invited, and for when?\nFor example: {example}"
    )
    assert site("witness", "1", "--came", "Ann", code=2).err == (
        "1 Power isolated: this is no witness point.\nqcheck status --all marks those that are.\n"
    )
    assert site("witness", "4", "--came", "Ann", "--absent", code=2).err == (
        'One of --invite, --came and --absent says what happened.\nFor example: --came "Ann Client"\n'
    )
    assert site("witness", "4", "--invite", "Ann", "--for", "2099-12-04", code=2).err == (
        '2099-12-04: at what time?\nFor example: "fri 9:00".\n'
    )
    assert site("witness", "4", "--invite", "Ann", "--for", "2099-02-30 9:00", code=2).err.startswith(
        "2099-02-30 9:00: there is no such day.\n"
    )
    assert held(site) == before
    assert site("witness", "4", "--invite", "Ann Client", *FRIDAY).out == f"Elm Street: {named}: Ann Client invited.\n"
    assert site("witness", "4", "--absent", code=2).err == (
        f"{named}: they are invited for a time that has not come.\nWait for it.\n"
    )
    site("tick", "4", "--force", "walked without them")
    assert ("witness-missing", 4) in findings(site)
    assert site("witness", "4", "--came", "Ann Client").out == f"Elm Street: {named}: Ann Client came.\n"
    assert ("witness-missing", 4) not in findings(site)
    assert "Witness point: Ann Client came" in site("report", "--format", "text").out


def test_a_gate_asks_for_what_is_due_by_it(site: Shell) -> None:
    """It is released when it is ready, or by force, which shows until it is released again."""
    photograph(site.folder / "a.jpg")
    report = json.loads(site("check", "--gate", "start", "--output", "json=-", code=1).out)["checks"][0]
    assert [(f["code"], f["number"]) for f in report["findings"]] == [("item-missed", 1)]
    assert (report["gate"], report["count"]["due"]) == ("start", 1)
    before = held(site)
    assert site("release", "start", code=2).err == (
        "start: NOT READY, 1 problem. Nothing released.\nqcheck check --gate start, or --force REASON\n"
    )
    assert site("release", "handover", code=2).err == "The handover is released by the client.\nqcheck handover\n"
    assert held(site) == before
    assert site("release", "start", "--force", "the fitters wait").out == "Gate start released.\n"
    assert findings(site) == [("gate-forced", 0)]
    assert "though it was not ready: the fitters wait [gate-forced]\n" in site("check", code=1).out
    site("tick", "1", "--photo", "a.jpg")
    assert site("release", "start", "--note", "all there").out == "Gate start released.\n"
    assert findings(site) == []
    assert "Gate start released by Dana Miller, " in site("report", "--format", "text").out
    site("check", "--gate", "start")


def test_what_is_due_later_does_not_shut_an_earlier_gate(site: Shell) -> None:
    """Neither a failure nor the punch item that it raised."""
    photograph(site.folder / "a.jpg")
    site("tick", "1", "--photo", "a.jpg")
    site("tick", "5=3.5", "6=grey")
    assert {number for _, number in findings(site)} == {5, 6}
    assert site("check", "--gate", "start").out.startswith("Elm Street: READY for start, ")
    assert site("release", "start").out == "Gate start released.\n"


def test_a_gate_that_is_not_there_is_no_gate(site: Shell) -> None:
    """The nearest is offered."""
    assert site("release", "strat", code=2).err.startswith(
        "strat: no item of this job is called that.\nDid you mean the gate start?\n"
    )
    assert site("check", "--gate", "strat", code=2).err == (
        "strat: there is no such gate.\nThere are: start, handover, closeout.\n"
    )


def test_a_failure_raises_a_punch_item_that_someone_else_confirms(site: Shell) -> None:
    """One until it is confirmed, whatever else fails meanwhile; passing again asks whether it is done."""
    assert site("tick", "5=3.5").out == (
        "Elm Street: 5 Worktop level: 3.5 mm (at most 2 mm), FAILED, 11 left.\nRaised P1: Worktop level\n"
        "Waiting on Dana Miller. When it is right: qcheck tick 5=… --done\n"
    )
    assert "Raised" not in site("tick", "5=3").out
    assert findings(site) == [("punch-open", 5), ("punch-no-date", 5)]
    assert site("punch", "list").out == (
        "Dana Miller  1\nP1  Worktop level (item 5)  ○ to be put right, before handover, no date\n"
    )
    ticked = "Elm Street: 5 Worktop level: 1.0 mm (at most 2 mm), ticked, 10 left. Wrong? qcheck undo\n"
    assert site("tick", "5=1.0").out == f"{ticked}Still open: P1 Worktop level. If it is done: qcheck punch done P1\n"
    assert findings(site) == [("punch-open", 5), ("punch-no-date", 5)]
    confirm = "one else confirms it: qcheck punch verify P1\n"
    assert site("tick", "5=1.0", "--done").out == f"{ticked}Elm Street: P1 done; some{confirm}"
    assert findings(site) == [("punch-unverified", 5)]
    before = held(site)
    assert site("punch", "verify", "P1", code=2).err == (
        "P1 Worktop level: Dana Miller did it, so someone else confirms it.\n"
        "A firm of one sets crew_of_one: true in qcheck.yaml.\n"
    )
    assert site("punch", "done", "p1", code=2).err == "P1 Worktop level: done already.\n"
    assert site("punch", "verify", "P7", code=2).err == "P7: there is no such punch item.\nThere are: P1.\n"
    assert held(site) == before
    assert site("punch", "verify", "p1", "--as", "olga").out == (
        "Elm Street: P1 Worktop level: put right and confirmed.\n"
    )
    assert findings(site) == []
    assert site("tick", "5=9").out.count("Raised P2: Worktop level\n") == 1


def test_an_item_of_the_second_category_is_put_right_after_the_handover(done: Shell) -> None:
    """The client accepts it so: with a reservation that is listed, and not without."""
    assert findings(done, code=0) == [("punch-no-date", 10), ("punch-open", 10)]
    assert done("check").out.endswith("Elm Street: READY for handover, 10 checks done, 1 to be put right after it\n")
    named = ("--name", "Ann Client")
    assert done("handover", "--outcome", "accepted", *named, code=2).err == (
        "It goes out with exceptions, so it cannot be accepted without reservation:\n"
        "  P1 Align the fronts (to be put right)\nRecord it as accepted-with-reservations.\n"
    )
    assert said(done, "signed") == []
    assert done("handover", "--outcome", "accepted-with-reservations", *named).out.startswith(
        "Elm Street: accepted with reservations by Ann Client. Revision A, seal "
    )
    report = " ".join(done("report", "--format", "text").out.split())
    assert "Reservation 1: P1 Align the fronts (to be put right: Dana Miller, no date yet)" in report
    page = next(done.folder.glob("jobs/*/reports/handover-A.html")).read_text(encoding="utf-8")
    assert "P1 Align the fronts" in page
    assert len(evidence(done)) == 2
    shown = json.loads(done("punch", "list", "--json").out)
    assert [shown[0][key] for key in ("name", "text", "category", "when", "standing", "spoken", "number")] == [
        "P1", "Align the fronts", "B", "after handover", "open", "to be put right", 10,
    ]  # fmt: skip
    assert (len(shown), shown[0]["waiting_on"], shown[0]["to"]) == (1, "Dana Miller", "put it right")


def test_a_job_without_punch_items_says_so(site: Shell) -> None:
    """And names none that could be done."""
    assert site("punch", "list").out == "Elm Street: nothing on the punch list.\n"
    assert site("punch", "list", "--json").out == "[]\n"
    assert site("punch", "done", "P1", code=2).err == "P1: there is no such punch item.\nThere are: none.\n"


def test_what_scripts_read_has_the_members_that_are_documented(done: Shell) -> None:
    """`check` also by the schema that lies in the workspace."""
    report = json.loads(done("check", "--output", "json=-").out)
    schema = json.loads((done.folder / "schema" / "check.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(report, schema)
    items = {item["number"]: item for item in report["checks"][0]["items"]}
    assert {key: items[5][key] for key in ("standing", "due", "value", "unit")} == {
        "standing": "pass",
        "due": True,
        "value": "1 mm",
        "unit": "",
    }
    assert (items[9]["standing"], items[9]["due"]) == ("hidden", False)
    assert report["checks"][0]["count"] == {
        "due": 11,
        "settled": 11,
        "left": 0,
        "waived": 0,
        "deferred": 1,
        "hidden": 1,
    }
    shown = {
        "status": "job handover gate verdict count findings waivers sections signoff punch as_of terms awaited",
        "log": "job name entries",
        "jobs": "company jobs",
        "plan": "job name lines",
        "next": "job name gate step command left item held findings format",
    }
    assert {command: set(json.loads(done(command, "--json").out)) for command in shown} == {
        command: set(members.split()) for command, members in shown.items()
    }
    rows = [line.split("\t") for line in done("status", "--porcelain").out.splitlines()]
    assert rows[0] == ["job", "elm-street", "handover", "ready", "0", "11"]
    assert {(row[0], len(row)) for row in rows} == {("job", 6), ("item", 6), ("finding", 5)}


def test_a_hold_point_that_is_waived_is_released_without_being_right(site: Shell) -> None:
    """A witness who cannot come is waived as well; both show as waived."""
    terms = ("--reason", "client abroad", "--approved-by", "olga", "--until", "3d", "--as", "olga")
    site("tick", "4", "--force", "walked without them")
    site("waive", "2", "4", *terms)
    assert site("release", "2", "--as", "olga").code == 0
    assert site("tick", "3").code == 0
    report = json.loads(site("check", "--output", "json=-", code=1).out)["checks"][0]
    waived = [(f["code"], f["number"]) for f in report["findings"] if f["waived"]]
    assert ("witness-missing", 4) in waived
    assert ("item-missed", 2) in waived


def test_words_of_others_steer_no_terminal_and_no_page(site: Shell) -> None:
    """Whatever was found, agreed, or given as a reason."""
    steering = "a\x1b[2J<script>b"
    shown = [
        site("found", steering).out,
        site("agree", steering, "--client", steering, "--price", steering).out,
        site("release", "start", "--force", steering).out,
        site("status", "--all").out,
        site("check", code=1).out,
        site("log").out,
        site("report", "--format", "text").out,
        site("report", "--out", "-").out,
    ]
    assert [text for text in shown if "\x1b" in text] == []
    assert "<script>b" not in shown[-1]
    assert "&lt;script&gt;b" in shown[-1]


def test_quiet_commands_confirm_nothing(site: Shell) -> None:
    """They record all the same."""
    commands = (
        ("found", "Scratch"),
        ("agree", "Lights", "--client", "Ann"),
        ("witness", "4", "--came", "Ann"),
        ("release", "start", "--force", "in haste"),
        ("fail", "10", "--note", "gap"),
        ("tick", "10", "--done"),
        ("punch", "verify", "P1", "--as", "olga"),
    )
    assert [site("--quiet", *command).out for command in commands] == [""] * len(commands)
    kinds = {kind for kind in ("found", "agreed", "witnessed", "released", "completed", "verified") if said(site, kind)}
    assert len(kinds) == 6
