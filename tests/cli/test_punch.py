"""Punch items, complaints and contact from the command line: what is said, what is refused, what the gate says."""

import json
from typing import Any

import pytest

from cli.onsite import findings, held, opened, photograph, said
from conftest import Shell

DATE = ("--due", "2099-12-03")


@pytest.fixture
def site(workspace: Shell) -> Shell:
    return opened(workspace)


def punch(shell: Shell, *options: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(shell("punch", "list", "--all", "--json", *options).out)
    return listed


def test_a_scratch_is_raised_given_promised_done_rejected_and_confirmed(site: Shell) -> None:
    """Each step says who has it now, and the gate follows."""
    say = site("punch", "add", "Scratch on the left door", "--where", "wall unit 2", "--owner", "ravi").out
    assert say == "Elm Street: P1 Scratch on the left door: raised, waiting on Ravi Shah, before handover.\n"
    assert site("punch", "promise", "p1", *DATE, "--did", "ravi").out == (
        "Elm Street: P1 Scratch on the left door: promised, waiting on Ravi Shah, Thu 3 Dec 2099, before handover.\n"
    )
    assert findings(site) == [("punch-open", 0)]
    assert site("punch", "done", "P1", "--as", "ravi").out == (
        "Elm Street: P1 Scratch on the left door: done by Ravi Shah, waiting on Dana Miller, before handover.\n"
        "Someone else confirms it: qcheck punch verify P1\n"
    )
    assert site("punch", "reject", "P1", "--why", "still to be seen", "--as", "client").out == (
        "Elm Street: P1 Scratch on the left door: goes back, waiting on Ravi Shah, Thu 3 Dec 2099, before handover.\n"
    )
    assert findings(site) == [("punch-open", 0)]
    site("punch", "done", "P1", "--as", "ravi")
    assert site("punch", "verify", "P1", "--as", "client").out == (
        "Elm Street: P1 Scratch on the left door: put right and confirmed by the client.\n"
    )
    assert findings(site) == []
    assert [e["body"] for e in said(site, "verified")] == [{"client": True}]


def test_what_cannot_be_is_refused_with_what_to_do(site: Shell) -> None:
    """And nothing is recorded."""
    site("punch", "add", "Scratch on the left door", "--owner", "ravi", *DATE)
    site("punch", "add", "Gap behind the sink", "--owner", "ravi", *DATE)
    site("punch", "done", "P1", "--as", "ravi")
    before = held(site)
    refused = {
        ("punch", "verify", "P1", "--as", "ravi"): (
            "P1 Scratch on the left door: Ravi Shah did it, so someone else confirms it.\n"
            "A firm of one sets crew_of_one: true in qcheck.yaml.\n"
        ),
        ("punch", "promise", "P1"): "By when?\nFor example: qcheck punch promise P1 --due fri\n",
        ("punch", "promise", "P1", "--due", "5/6"): (
            "5/6: day and month could be either way round.\n"
            'Write it as 2026-12-04, "4 dec", "fri 4 dec", fri, tomorrow or 3d; with a time: "4 dec 17:00".\n'
        ),
        ("punch", "promise", "P1", "--due", "2099-12-09"): (
            "P1 Scratch on the left door: done already.\nqcheck punch reject, if it is not.\n"
        ),
        ("punch", "promise", "P2", "--due", "2099-12-09"): (
            "P2 Gap behind the sink: promised for 2099-12-03 before.\nWhy does it move?\n"
            "--why with one of: materials, labour, weather, predecessor, access, client, information, "
            "over-commitment, quality, change.\n"
        ),
        ("punch", "reject", "P1"): 'Why?\nSay it with --why "…".\n',
        ("punch", "reject", "P9", "--why", "x"): "P9: there is no such punch item.\nThere are: P1, P2.\n",
        ("punch", "assign", "P1"): (
            "Which punch items, and who has them?\n"
            "For example: qcheck punch assign P1 ravi, or assign --from ravi olga\n"
        ),
        ("punch", "assign", "--from", "olga", "ravi"): "Olga Petrova has no punch item that is open.\n",
        ("punch", "wait", "P1"): (
            'What does it wait for, or has it come?\nFor example: --for "hinge" --until "12 dec", or --arrived\n'
        ),
        ("punch", "add", " "): (
            'The text is empty.\nFor example: qcheck punch add "Scratch on the left door" --where "wall unit 2"\n'
        ),
        ("punch", "add", "Gap", "--item", "5"): "5 Worktop level did not fail.\nFirst: qcheck fail 5\n",
        ("punch", "diagnose", "P1", "--cost", "-3"): "-3: a cost is not below zero.\n",
        ("punch", "diagnose", "P1", "--cost", "3"): (
            'What was the cause?\nFor example: --cause "measured before the plaster was dry"\n'
        ),
    }
    for words, text in refused.items():
        assert site(*words, code=2).err == text
    assert held(site) == before


def test_the_list_is_by_who_has_to_act_and_can_be_chosen_from(site: Shell) -> None:
    """By person, trade, place, category, and what is overdue; closed ones only if asked for."""
    site("punch", "add", "Gap behind the sink", "--where", "kitchen", "--trade", "plumbing", "--owner", "olga")
    site("punch", "add", "Scratch on the door", "--where", "hall / door 2", "--owner", "ravi", *DATE, "--category", "C")
    site("punch", "add", "Lamp flickers", "--owner", "ravi", "--due", "tomorrow", "--as", "client")
    site("punch", "void", "P1", "--why", "is the design", "--as", "dana")
    assert [p["name"] for p in punch(site)] == ["P3", "P2", "P1"]
    assert [p["name"] for p in punch(site, "--who", "ravi")] == ["P3", "P2"]
    assert [p["name"] for p in punch(site, "--who", "client")] == ["P3"]
    assert [p["name"] for p in punch(site, "--trade", "PLUMB")] == ["P1"]
    assert [p["name"] for p in punch(site, "--where", "door 2")] == ["P2"]
    assert [p["name"] for p in punch(site, "--category", "C")] == ["P2"]
    assert [p["name"] for p in punch(site, "--overdue")] == []
    assert [p["name"] for p in punch(site, "--overdue", "--as-of", "9d")] == ["P3"]
    assert (
        site("punch", "list", "--who", "olga").out == "Elm Street: none of these.\n1 closed: qcheck punch list --all\n"
    )
    assert site("--plain", "punch", "list", "--category", "C").out == (
        "Waiting on Ravi Shah: 1 punch item.\n"
        "P2: Scratch on the door (hall / door 2). To be put right, cosmetic, Thu 3 Dec 2099.\n"
        "1 closed: qcheck punch list --all\n"
    )


def test_all_that_someone_has_is_handed_on_when_they_are_ill(site: Shell) -> None:
    """What is done already stays where it is."""
    for text in ("Gap behind the sink", "Scratch on the door", "Lamp flickers"):
        site("punch", "add", text, "--owner", "ravi")
    site("punch", "done", "P2", "--as", "ravi")
    site("punch", "verify", "P2")
    assert site("punch", "assign", "--from", "ravi", "olga", "--note", "Ravi is ill").out == (
        "Elm Street: 2 assigned.\n"
        "  P1 Gap behind the sink: waiting on Olga Petrova, before handover\n"
        "  P3 Lamp flickers: waiting on Olga Petrova, before handover\n"
    )


def test_a_trade_finds_its_person_and_nobody_means_the_lead(site: Shell) -> None:
    """When it is raised; what was raised stays where it is if the settings change."""
    path = site.folder / "qcheck.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("trades: {}", "trades: {Joinery: ravi}"), encoding="utf-8")
    site("punch", "add", "Scratch on the door", "--trade", "joinery")
    site("punch", "add", "Gap behind the sink", "--trade", "stone")
    site("fail", "5=9")
    path.write_text(path.read_text(encoding="utf-8").replace("Joinery: ravi", "Joinery: olga"), encoding="utf-8")
    assert {p["name"]: p["waiting_on"] for p in punch(site)} == {
        "P1": "Ravi Shah",
        "P2": "Dana Miller",
        "P3": "Ravi Shah",
    }


def test_a_failure_is_given_to_someone_with_a_date_in_the_same_command(site: Shell) -> None:
    """On the punch item that it raised; where the list raises none, on a new one."""
    assert site("tick", "5=3.5", "--owner", "ravi", *DATE).out.endswith(
        "P1 Worktop level: waiting on Ravi Shah, Thu 3 Dec 2099, before handover.\n"
    )
    assert site("fail", "4", "--note", "leaks", "--owner", "olga").out.endswith(
        "P2 Walked through with the client: waiting on Olga Petrova, before handover.\n"
    )
    assert findings(site) == [("punch-open", 5), ("punch-open", 4), ("punch-no-date", 4)]
    assert site("fail", "4", "--note", "leaks", "--owner", "ravi").out.endswith(
        "P2 Walked through with the client: waiting on Ravi Shah, before handover.\n"
    )


def test_near_and_far_photos_go_with_a_punch_item(site: Shell) -> None:
    """Each says which it is, and both are kept once."""
    photograph(site.folder / "inbox" / "near.jpg", "red")
    photograph(site.folder / "inbox" / "far.jpg", "blue")
    site("punch", "add", "Scratch on the door", "--near", "near.jpg", "--far", "far.jpg")
    assert [(k["name"], k["shot"]) for k in said(site, "raised")[0]["body"]["kept"]] == [
        ("near.jpg", "near"),
        ("far.jpg", "far"),
    ]
    photograph(site.folder / "inbox" / "done.jpg", "green")
    assert "With done.jpg" in site("punch", "done", "P1", "--as", "ravi", "--photo", "done.jpg").out
    assert "evidence    3 photos" in site("punch", "show", "P1").out
    next(site.folder.glob("jobs/*/evidence/*")).unlink()
    assert "evidence-absent" in {code for code, _ in findings(site)}


def test_a_punch_item_shows_everything_that_was_said_of_it(site: Shell) -> None:
    """Oldest first, with who said it."""
    site("punch", "add", "Hinge loose", "--owner", "ravi", *DATE, "--where", "wall unit 2", "--fix", "longer screws")
    site("punch", "wait", "P1", "--for", "screws", "--ref", "PO-1", "--until", "2099-12-02")
    site(
        "punch", "diagnose", "P1", "--cause", "screws too short", "--prevention", "count the screws", "--cost", "12.50"
    )
    shown = site("punch", "show", "P1").out
    assert shown.startswith("P1 Hinge loose\n  stands      to be put right, before handover\n")
    for line in (
        "  waiting on  Ravi Shah, to put it right\n",
        "  waits for   screws (PO-1), Wed 2 Dec 2099\n",
        "  cause       screws too short\n",
        "  prevention  count the screws\n",
    ):
        assert line in shown
    assert "Thu 3 Dec 2099" in json.loads(site("punch", "show", "P1", "--json").out)[0]["due"]
    log = site("--plain", "log").out
    assert "P1: cause: screws too short; prevented by: count the screws; 12.50 before handover" in log
    site("punch", "wait", "P1", "--arrived")
    assert "waits for" not in site("punch", "show", "P1").out


def test_to_whom_it_was_given_and_what_it_waited_for_stay_on_record(site: Shell) -> None:
    """Also once someone else has it and it has come."""
    site("punch", "add", "Scratch", "--owner", "ravi")
    site("punch", "wait", "P1", "--for", "hinge", "--ref", "PO-4711", "--until", "2099-12-12")
    site("punch", "wait", "P1", "--arrived")
    site("punch", "assign", "P1", "olga")
    said = [step["what"] for step in json.loads(site("punch", "show", "P1", "--json").out)[0]["history"]]
    assert said == [
        "waiting for hinge (PO-4711), Sat 12 Dec 2099",
        "waiting for nothing any more",
        "given to Olga Petrova",
    ]


def test_a_dispute_is_settled_by_the_lead(site: Shell) -> None:
    """Rejected it goes back, assigned it is someone else's."""
    site("punch", "add", "Scratch on the door", "--owner", "ravi", *DATE)
    said_ = site("punch", "dispute", "P1", "--why", "was there before", "--as", "ravi").out
    assert (
        said_
        == "Elm Street: P1 Scratch on the door: disputed, waiting on Dana Miller, Thu 3 Dec 2099, before handover.\n"
    )
    assert "P1 Scratch on the door: disputed: was there before [punch-open]" in site("check", code=1).out
    site("punch", "assign", "P1", "olga")
    assert (punch(site)[0]["standing"], punch(site)[0]["waiting_on"]) == ("open", "Olga Petrova")


def test_a_complaint_goes_its_course_until_the_client_says_that_it_is_good(site: Shell) -> None:
    """Told, owned, promised, made good with something besides, confirmed by the client alone."""
    assert site("complain", "Tap drips in the kitchen").out == (
        "Elm Street: complaint P1 Tap drips in the kitchen: waiting on Dana Miller, after handover.\n"
        "Tell the client that it is known: qcheck contact call --about P1\n"
        "Who stays with it? qcheck punch assign P1 WHO\n"
        "By when? qcheck punch promise P1 --due 2d\n"
    )
    codes = {code for code, _ in findings(site, "--gate", "closeout")}
    assert {"complaint-unacknowledged", "complaint-unowned", "punch-no-date", "punch-open"} <= codes
    assert site("contact", "call", "we know", "--about", "P1").out == "Elm Street: contact recorded, call about P1.\n"
    site("punch", "assign", "P1", "ravi")
    site("punch", "promise", "P1", *DATE)
    assert site("punch", "done", "P1", "--as", "ravi", "--extra", "a bottle of wine", "--cost", "12").out == (
        "Elm Street: P1 Tap drips in the kitchen: done by Ravi Shah, waiting on the client, after handover.\n"
        "The client confirms it: qcheck punch verify P1 --as client\n"
    )
    assert site("punch", "verify", "P1", code=2).err == (
        "P1 Tap drips in the kitchen: the client confirms it: --as client; "
        "if they cannot be reached: --unconfirmed REASON.\n"
    )
    assert "complaint-unconfirmed" in {code for code, _ in findings(site, "--gate", "closeout")}
    site("punch", "verify", "P1", "--as", "client")
    after = {code for code, _ in findings(site, "--gate", "closeout")}
    assert not {code for code in after if code.startswith(("complaint", "punch"))}
    assert punch(site)[0]["extra"] == "a bottle of wine"


def test_a_complaint_told_in_a_call_is_known_to_be_known(site: Shell) -> None:
    """A mail is not."""
    site("complain", "Tap drips in the kitchen", "--by", "call", "--owner", "ravi", *DATE)
    site("complain", "Door drags on the floor", "--by", "mail", "--owner", "ravi", *DATE)
    codes = findings(site, "--gate", "closeout")
    assert [code for code, _ in codes].count("complaint-unacknowledged") == 1


def test_contact_is_recorded_whether_anyone_was_reached_or_not(site: Shell) -> None:
    """On the job or about a punch item; what is unknown is refused."""
    assert site("contact", "visit", "--no-access").out == "Elm Street: client not reached, visit.\n"
    assert site("contact", "mail", "stone comes on Tuesday").out == "Elm Street: contact recorded, mail.\n"
    assert (
        site("contact", "call", "--about", "P1", code=2).err == "P1: there is no such punch item.\nThere are: none.\n"
    )
    assert "client not reached, visit" in site("log").out
    assert site("-q", "contact", "call").out == ""


def test_undo_takes_a_move_back_whole(site: Shell) -> None:
    """A move of many; a complaint only the client takes back."""
    site("complain", "Tap drips in the kitchen", "--by", "call")
    assert site("undo", code=2).err == (
        "Only the client takes a complaint back.\nqcheck punch void P1 --as client --why REASON\n"
    )
    site("punch", "void", "P1", "--as", "client", "--why", "it was the rain")
    for text in ("Gap behind the sink", "Lamp flickers"):
        site("punch", "add", text, "--owner", "ravi")
    site("punch", "done", "P2", "P3", "--as", "ravi")
    site("undo", "--as", "ravi")
    assert {p["name"]: p["standing"] for p in punch(site)} == {"P1": "voided", "P2": "open", "P3": "open"}


def test_words_of_others_never_reach_the_terminal_as_controls(site: Shell) -> None:
    """Escapes and bidirectional marks in every text of a punch item."""
    bad = "x\x1b[31m\u202ey"
    site("punch", "add", f"Scratch {bad}", "--where", bad, "--fix", bad, "--trade", bad)
    site("punch", "wait", "P1", "--for", bad, "--ref", bad)
    site("punch", "diagnose", "P1", "--cause", bad, "--prevention", bad)
    site("punch", "dispute", "P1", "--why", bad)
    site("contact", "call", bad, "--about", "P1")
    for words in (("punch", "list"), ("punch", "show", "P1"), ("log",), ("status", "--all")):
        shown = site(*words).out
        assert "\x1b" not in shown
        assert "\u202e" not in shown


@pytest.mark.parametrize("width", ["60", "80", "200"])
def test_the_list_fits_the_terminal(site: Shell, width: str) -> None:
    """No line is longer than the terminal is wide."""
    site(
        "punch", "add", "Scratch on the left door of the wall unit above the sink, " * 3, "--where", "kitchen / unit 2"
    )
    for words in (("punch", "list"), ("punch", "show", "P1")):
        assert max(len(line) for line in site(*words, COLUMNS=width).out.splitlines()) <= int(width)


def test_the_group_lists_its_commands_and_knows_no_other(site: Shell) -> None:
    """With their help in a line, and an example."""
    shown = site("punch", "--help").out
    for name in ("list", "show", "add", "done", "verify", "reject", "assign", "promise", "wait", "dispute", "void"):
        assert f"\n  {name} " in shown
    assert "Example: qcheck punch list" in shown
    assert "No such command 'dome'" in site("punch", "dome", code=2).err
    for name in ("done", "verify", "reject", "void", "reopen", "assign", "promise", "wait", "diagnose", "add", "show"):
        assert f"Example: qcheck punch {name}" in " ".join(site("punch", name, "--help").out.split())


def test_a_promise_for_a_day_off_is_taken_and_said(site: Shell) -> None:
    """People do promise Saturdays; a time that has passed they do not."""
    site("punch", "add", "Gap behind the sink")
    idle = "\nSat 5 Dec 2099: no working day by the calendar in qcheck.yaml.\n"
    assert site("punch", "promise", "P1", "--due", "2099-12-05").out.endswith(idle)
    assert site("punch", "add", "Chip", "--due", "2099-12-05").out.endswith(idle)
    assert site("complain", "Tap drips", "--due", "2099-12-05").out.endswith(idle)
    assert site("punch", "promise", "P1", "--due", "today 00:00", "--why", "change", code=2).err == (
        "today 00:00 lies behind; name a day to come.\n"
        'Write it as 2026-12-04, "4 dec", "fri 4 dec", fri, tomorrow or 3d; with a time: "4 dec 17:00".\n'
    )


def test_what_stays_open_at_the_handover_becomes_a_reservation(workspace: Shell) -> None:
    """A punch item of B, and a complaint that the client has not called good."""
    (workspace.folder / "checklists" / "one.yaml").write_text(
        "checklist: one\ntitle: One\nsections:\n  - id: a\n    title: A\n    items:\n      - b: Swept\n",
        encoding="utf-8",
    )
    workspace("open", "Mill Lane", "-c", "one", "--handover", "2099-12-04")
    workspace("tick", "1")
    workspace("punch", "add", "Chair seat stained", "--category", "B", "--owner", "ravi", *DATE)
    workspace("complain", "Dust on the stairs", "--by", "visit", "--owner", "ravi", *DATE)
    workspace("punch", "done", "P2", "--as", "ravi")
    workspace("handover", "--outcome", "accepted-with-reservations", "--name", "Ann Client")
    assert [r["text"] for r in said(workspace, "signed")[0]["body"]["reservations"]] == [
        "P1 Chair seat stained (to be put right)",
        "P2 Dust on the stairs (to be put right)",
    ]
    assert {code for code, _ in findings(workspace)} == {"punch-open", "complaint-unconfirmed"}
    workspace("punch", "done", "P1", "--as", "ravi")
    workspace("punch", "verify", "P1")
    workspace("punch", "verify", "P2", "--as", "client")
    assert findings(workspace, code=None) == []


def test_a_seller_stays_in_touch(site: Shell) -> None:
    """Named in the plan; silence of theirs is a finding."""
    assert site("plan", "--seller", "olga").out == "Elm Street: planned sold by: Olga Petrova.\n"
    assert "sold by" in site("plan").out
    late = ("--as-of", "20d")
    assert "seller-silent" in {code for code, _ in findings(site, *late)}
    site("contact", "call", "--as", "olga")
    assert ("seller-silent", 0) in findings(site, *late)
    assert ("client-silent", 0) in findings(site, *late)
    assert ("seller-silent", 0) not in findings(site, "--as-of", "13d")
