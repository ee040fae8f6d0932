"""Values from the command line: what is taken and told, and what is refused with the way to write it."""

import json

import pytest

from cli.onsite import configured, held, opened, said, standings
from conftest import Shell

DATE = 'Write it as 2026-12-04, "4 dec 2026", yesterday or today.\n'
REFUSED = {
    "5=1e999": "5 Worktop level: 1e999 has an exponent.\nWrite the number out, such as 1500.\n",
    "5=NaN": "5 Worktop level: NaN is not a number.\nWrite a number, such as 1.5.\n",
    "5=inf": "5 Worktop level: inf is not a number.\nWrite a number, such as 1.5.\n",
    "5=٣": "5 Worktop level: ٣ has digits other than 0 to 9.\nWrite it with 0 to 9, such as 1.5.\n",
    "5=1,5,0": "5 Worktop level: 1,5,0 has more than one decimal sign.\nLeave out those of thousands: 1500.5.\n",
    "5=1.500": "5 Worktop level: 1.500 could be a fraction or 1500.\nWrite 1.5 or 1500.\n",
    "5=1,5": "5 Worktop level: 1,5 has a comma; this workspace writes a point.\nWrite 1.5.\n",
    "5=1.5kg": "5 Worktop level: this item is in mm, not “kg”.\nWrite it in mm.\n",
    "5=": "5 Worktop level: no value was given.\nWrite a number in mm (at most 2 mm).\n",
    "5": "5 Worktop level: it needs a number in mm (at most 2 mm).\nFor example: qcheck tick 5=1.5\n",
    "6=x": "6 Joint colour: x is not one of clear, white, grey.\nWrite one of clear, white, grey.\n",
    "7=ab": "7 Batch: that is 2 characters long; at least 3 are needed.\nSay more.\n",
    "8=2099-02-30": f"8 Filter changed on: 2099-02-30: there is no such day.\n{DATE}",
    "8=29 feb 2025": f"8 Filter changed on: 29 feb 2025: there is no such day.\n{DATE}",
    "8=31.4.2026": f"8 Filter changed on: 31.4.2026: there is no such day.\n{DATE}",
    "8=4/5/2026": f"8 Filter changed on: 4/5/2026: day and month could be either way round.\n{DATE}",
    "8=soon": f"8 Filter changed on: soon: not a date.\n{DATE}",
    "1=5": "1 Power isolated: it takes no value.\nTick it, fail it, or say that it does not apply.\n",
}

FRIDGE = """\
checklist: fridge
title: Fridge
sections:
  - id: cold
    title: Cold
    items:
      - {id: temperature, text: Fridge, every: {time: 30min, for: 2h}, answer: {number: {unit: °C, max: 5}}}
      - {id: laid, text: Tables laid, due: -2h}
"""


@pytest.fixture
def site(workspace: Shell) -> Shell:
    """One job with a list of every kind of item."""
    return opened(workspace)


def test_what_is_no_value_is_refused_with_the_way_to_write_it(site: Shell) -> None:
    """Nothing of it is recorded, to the byte."""
    before = held(site)
    assert {typed: site("tick", typed, code=2).err for typed in REFUSED} == REFUSED
    assert held(site) == before


def test_all_that_is_wrong_is_told_at_once_and_what_is_right_is_not_recorded(site: Shell) -> None:
    """So that a line is typed a second time and no third."""
    before = held(site)
    assert site("tick", "2", "5=NaN", "6=white", "7=ab", code=2).err == (
        "5 Worktop level: NaN is not a number.\n7 Batch: that is 2 characters long; at least 3 are needed.\n"
        "Write a number, such as 1.5.\nSay more.\n"
    )
    assert site("tick", "5=1", "5=2", code=2).err == (
        "5 Worktop level: two values were given.\nGive the one that holds.\n"
    )
    assert (
        site("na", "5=1", "--note", "none", code=2).err == "5 Worktop level: n/a goes without a value.\nqcheck na 5\n"
    )
    assert held(site) == before


def test_values_are_told_with_their_limits_and_kept_bare(site: Shell) -> None:
    """Several in one command are told one a line; options may be cut short, units converted."""
    run = site("tick", "5=0.15cm", "6=WHI", "7=batch 12", "8=4 dec 2025")
    assert run.out == (
        "Elm Street: 4 ticked, 7 left. Wrong? qcheck undo\n"
        "  5 Worktop level: 1.5 mm (at most 2 mm), ticked\n"
        "  6 Joint colour: white (only clear, white pass), ticked\n"
        "  7 Batch: batch 12, ticked\n"
        "  8 Filter changed on: Thu 4 Dec 2025 (not after today), ticked\n"
    )
    assert [(e["body"]["value"], e["body"]["result"]) for e in said(site, "answered")] == [
        ("1.5", "pass"),
        ("white", "pass"),
        ("batch 12", "pass"),
        ("2025-12-04", "pass"),
    ]
    items = json.loads(site("check", "--output", "json=-", code=1).out)["checks"][0]["items"]
    assert [i["value"] for i in items if i["value"]] == ["1.5 mm", "white", "batch 12", "Thu 4 Dec 2025"]


def test_a_value_out_of_its_limits_is_a_failure_with_the_reading_beside_the_limit(site: Shell) -> None:
    """It was ticked, and it failed all the same; the item stays open until a value passes."""
    assert site("tick", "6=grey").out == (
        "Elm Street: 6 Joint colour: grey (only clear, white pass), FAILED, 11 left.\n"
        "Waiting on Dana Miller. When it is right: qcheck tick 6=…\n"
    )
    assert site("tick", "2", "8=tomorrow").out.startswith("Elm Street: 1 ticked, 1 FAILED, 10 left.\n")
    assert "6 Joint colour: failed (Dana Miller, " in site("check", code=1).out
    assert site("check", code=1).out.count("): grey, only clear, white pass [item-failed]\n") == 1
    assert site("tick", "6=clear").out == (
        "Elm Street: 6 Joint colour: clear (only clear, white pass), ticked, 9 left. Wrong? qcheck undo\n"
    )
    assert standings(site)[6] == "pass"


def test_a_failure_may_be_said_of_a_value_that_would_pass(site: Shell) -> None:
    """And without any value."""
    assert site("fail", "5=1.5", "--note", "it rocks").out.startswith(
        "Elm Street: 5 Worktop level: 1.5 mm (at most 2 mm), FAILED, 11 left.\nRaised P1: Worktop level\n"
    )
    assert site("fail", "7", "--note", "no label").out.startswith("Elm Street: 7 Batch: FAILED, 11 left.\n")


def test_a_workspace_that_writes_a_comma_reads_and_tells_one(site: Shell) -> None:
    """The record has a point all the same, so that it means the same everywhere."""
    configured(site, 'decimal: "."', 'decimal: ","')
    before = held(site)
    assert {typed: site("tick", typed, code=2).err for typed in ("5=1.5", "5=1,500", "5")} == {
        "5=1.5": "5 Worktop level: 1.5 has a point; this workspace writes a comma.\nWrite 1,5.\n",
        "5=1,500": "5 Worktop level: 1,500 could be a fraction or 1500.\nWrite 1,5 or 1500.\n",
        "5": "5 Worktop level: it needs a number in mm (at most 2 mm).\nFor example: qcheck tick 5=1,5\n",
    }
    assert held(site) == before
    assert site("tick", "5=2,50").out.startswith("Elm Street: 5 Worktop level: 2,50 mm (at most 2 mm), FAILED, ")
    assert [e["body"]["value"] for e in said(site, "answered")] == ["2.50"]
    assert "2,50 mm, at most 2 mm" in site("check", code=1).out
    assert "2,50 mm" in site("report", "--format", "text").out


def test_readings_that_are_late_and_items_that_were_due_are_found(workspace: Shell) -> None:
    """As it would stand an hour before the handover, if nobody came again."""
    (workspace.folder / "checklists" / "fridge.yaml").write_text(FRIDGE, encoding="utf-8")
    workspace("open", "Party", "-c", "fridge", "--handover", "2099-12-04 17:00")
    assert workspace("tick", "1=4.5", "--at", "today 0:00").out == (
        "Party: 1 Fridge: 4.5 °C (at most 5 °C), ticked, 1 left. Wrong? qcheck undo\n"
    )
    assert "late" not in workspace("check", code=1).out
    told = workspace("check", "--as-of", "2099-12-04 16:00", code=1).out
    late = "1 Fridge: 1 of the readings due every 30 minutes late, the longest after 2 hours [reading-late]\n"
    assert f": block: {late}    Take the next one now: qcheck tick 1=…\n" in told
    assert ": warn: 2 Tables laid: was due by Fri 4 Dec 2099 15:00, not done [item-late]\n" in told
    assert ": 6 °C, at most 5 °C [item-failed]" in (workspace("tick", "1=6"), workspace("check", code=1))[1].out
    before = held(workspace)
    assert workspace("tick", "1=4", "--at", "tomorrow 9:00", code=2).err == (
        "tomorrow 9:00 lies ahead; work that was done lies behind.\n"
    )
    assert held(workspace) == before


def test_a_day_that_does_not_exist_is_refused_wherever_one_is_typed(site: Shell) -> None:
    """With the way to write it; nothing is recorded."""
    before = held(site)
    commands = (
        ("tick", "2", "--at"),
        ("check", "--as-of"),
        ("plan", "--reason", "late", "--handover"),
        ("waive", "2", "--reason", "rain", "--approved-by", "olga", "--until"),
        ("witness", "4", "--invite", "Ann Client", "--for"),
    )
    told = [site(*command, "30 feb 9:00", code=2).err.splitlines()[0] for command in commands]
    assert told == ["30 feb 9:00: there is no such day."] * len(commands)
    assert held(site) == before


def test_what_would_steer_a_terminal_is_told_clean(site: Shell) -> None:
    """Whatever was typed as a value."""
    for typed in ("5=\x1b[2J1", "6=\x1b]0;x\x07", "8=\x1b[31m"):
        err = site("tick", typed, code=2).err
        assert "\x1b" not in err
        assert "\x07" not in err
    out = site("tick", "7=\x1b[2Jgone").out
    assert "\x1b" not in out
    assert "gone" in out
