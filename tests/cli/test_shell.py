"""Daily use from the shell: items picked, what is next, undo that asks, a hint, the trade's own words."""

import json

import jsonschema
import pytest

from cli.onsite import configured, held, opened, said, standings
from cli.terminals import Start
from conftest import ROOT, Shell
from qcheck.cli.commands import COMMANDS
from qcheck.cli.hint import HINTED
from qcheck.core.ownwords import COMMANDS as OWN
from qcheck.core.ownwords import TAKEN

ELM = "Elm Street kitchen"
WHICH = "Which? Numbers, a range, or words (Enter: none)"
AGREED = "[Enter: yes, n: no, or other words]"


def test_without_a_name_items_are_picked_by_words(workspace: Shell, terminal: Start) -> None:
    """Words narrow the list, in any order and with slips; one that is left is shown, and recorded on Enter."""
    site = opened(workspace)
    at = terminal(site, "tick", "--note", "seen by day")
    at.answer(WHICH, "level")
    at.answer(f"Tick it? {AGREED}", "client")
    at.answer(WHICH, "clinet wlked")
    at.answer(f"Tick it? {AGREED}", "")
    assert at.end(2) == (
        "Elm Street: 11 to tick, the next of them:\n"
        "   1 Power isolated: photo\n"
        "   2 Pipes seen\n"
        "   5 Worktop level: a number in mm (at most 2 mm)\n"
        "   6 Joint colour: one of clear, white, grey\n"
        "   7 Batch: text of at least 3 characters\n"
        "   8 Filter changed on: a date, not after today\n"
        "  10 Fronts aligned\n"
        "  12 Certificate with the client: file\n"
        "   3 Pipes covered: waits for the hold point 2 Pipes seen\n"
        "   4 Walked through with the client: waits for the hold point 2 Pipes seen\n"
        "  … 1 more\n"
        f"{WHICH} level\n"
        "  5 Worktop level: a number in mm (at most 2 mm)\n"
        f"Tick it? {AGREED} client\n"
        "  12 Certificate with the client: file\n"
        "   4 Walked through with the client: waits for the hold point 2 Pipes seen\n"
        "  13 Client called\n"
        f"{WHICH} clinet wlked\n"
        "  4 Walked through with the client: waits for the hold point 2 Pipes seen\n"
        f"Tick it? {AGREED} \n"
        "4 Walked through with the client: behind the hold point 2 Pipes seen, not released by office.\n"
        "qcheck release 2, or go on and leave a finding: --force REASON\n"
    )


def test_a_number_a_range_and_a_value_are_taken_as_they_are_typed(workspace: Shell, terminal: Start) -> None:
    """All of them are shown before anything is recorded; what is wrong is told, and asked again."""
    site = opened(workspace)
    at = terminal(site, "tick")
    at.answer(WHICH, "99")
    at.answer("99: there is no item 99. This job's items go from 1 to 13: qcheck status --all", "zebra")
    at.answer("zebra: nothing here is called that.", "10-11, 2")
    at.answer(f"Tick these 3? {AGREED}", "n")
    assert said(site, "answered") == []
    at.answer(WHICH, "2 5=1.5 mm 7=B, 12")
    at.answer(f"Tick these 3? {AGREED}", "")
    assert at.end().partition("7=B, 12\n")[2] == (
        "  2 Pipes seen\n"
        "  5 Worktop level: a number in mm (at most 2 mm)\n"
        "  7 Batch: text of at least 3 characters\n"
        f"Tick these 3? {AGREED} \n"
        "Elm Street: 3 ticked, 8 left. Wrong? qcheck undo\n"
        "  5 Worktop level: 1.5 mm (at most 2 mm), ticked\n"
        "  7 Batch: B, 12, ticked\n"
        "Next: 1 Power isolated. qcheck tick 1 --photo\n"
    )


def test_an_empty_line_ends_with_nothing_recorded(workspace: Shell, terminal: Start) -> None:
    """And without a word of what comes next."""
    site = opened(workspace)
    before = held(site)
    at = terminal(site, "tick")
    at.answer(WHICH, "")
    assert at.end().endswith(f"{WHICH} \nNothing was recorded.\n")
    assert held(site) == before


def test_a_value_and_a_reason_are_asked_for_after_the_pick(workspace: Shell, terminal: Start) -> None:
    """As where the item was named."""
    site = opened(workspace)
    at = terminal(site, "tick")
    at.answer(WHICH, "5")
    at.answer(f"Tick it? {AGREED}", "yes")
    at.answer("5 Worktop level: a number in mm (at most 2 mm)?", "1.5")
    at.end()
    at = terminal(site, "na")
    at.answer(WHICH, "fronts")
    at.answer(f"Does it not apply? {AGREED}", "")
    at.answer("Why not?", "none ordered")
    at.end()
    at = terminal(site, "fail")
    at.answer(WHICH, "pipes seen")
    at.answer(f"Fail it? {AGREED}", "")
    at.answer("What is wrong?", "hidden already")
    at.answer("Who puts it right?", "")
    at.answer("By when?", "")
    at.end()
    assert {n: standings(site)[n] for n in (2, 5, 10)} == {2: "fail", 5: "pass", 10: "na"}


def test_the_job_that_is_shown_is_the_one_that_is_written_to(workspace: Shell, terminal: Start) -> None:
    """Whatever is done elsewhere while someone chooses."""
    site = opened(workspace)
    site("open", "Oak Lane", "--checklist", "kitchen", "--handover", "2099-12-04")
    site("note", "here", "--job", "elm")
    at = terminal(site, "tick")
    at.answer(WHICH, "2")
    at.answer("Tick it?", "", end="")
    site("note", "there", "--job", "oak")
    at.answer("", "")
    assert "Elm Street: 2 Pipes seen: ticked, 10 left." in at.end()


def test_hold_points_are_picked_too(workspace: Shell, terminal: Start) -> None:
    """Those that are not released, with who may."""
    site = opened(workspace)
    site("tick", "2")
    at = terminal(site, "release", "--as", "olga")
    at.answer("  2 Pipes seen: to be released by office", "2")
    at.answer(f"Release it? {AGREED}", "")
    assert "Elm Street: 2 Pipes seen released, work may go on. Wrong? qcheck undo\n" in at.end()
    screen = terminal(site, "release").end(2)
    assert screen == ("Elm Street: there is nothing to release.\nqcheck status --all shows how every item stands.\n")


@pytest.mark.parametrize(
    ("command", "message", "example"),
    [
        ("tick", "Which items are right?", "qcheck tick 3 5-8"),
        ("fail", "Which items are not right?", 'qcheck fail 17 --note "3.5 mm over 2 m"'),
        ("na", "Which items do not apply?", 'qcheck na 17 --note "no gas in this flat"'),
        ("release", "What is to be released?", "qcheck release 15, or a gate: qcheck release closeout"),
    ],
)
def test_a_script_is_told_what_to_name(elm: Shell, command: str, message: str, example: str) -> None:
    """Nothing is asked of it, and nothing recorded."""
    run = elm(command, code=2)
    assert (run.out, run.err) == (
        "",
        f"{message}\nName them by number, name or section: {example}. What is next: qcheck next\n",
    )


def test_next_tells_the_item_with_all_that_it_asks_for(workspace: Shell) -> None:
    """And what waits for a hold point, with what lets it go on."""
    site = opened(workspace)
    assert site("next").out == (
        "Elm Street: 11 not checked yet, next:\n"
        "1 Power isolated\n"
        "  Start, by start\n"
        "  Passes if: 0 V\n"
        "  Asks for: photo\n"
        "  qcheck tick 1 --photo\n"
        "2 more wait for the hold point 2 Pipes seen: qcheck tick 2\n"
        "1 more waits for 5 Worktop level: qcheck tick 5=…\n"
    )
    site("tick", "1", "2", "5=1")
    assert site("next", "elm").out == (
        "Elm Street: 8 not checked yet, next:\n"
        "6 Joint colour\n"
        "  Measured, by handover\n"
        "  Asks for: one of clear, white, grey\n"
        "  qcheck tick 6=…\n"
        "2 more wait for the hold point 2 Pipes seen: qcheck release 2\n"
    )
    site("tick", "6=clear", "7=B12", "8=today", "10")
    assert site("next").out == (
        "Elm Street: 4 not checked yet, next:\n"
        "11 Gas tight\n"
        "  Measured, by handover\n"
        "  Asks for: by fitter\n"
        "  qcheck tick 11 --did ravi\n"
        "2 more wait for the hold point 2 Pipes seen: qcheck release 2\n"
    )
    site("tick", "11", "--did", "ravi")
    site("na", "12", "--note", "none")
    assert site("next").out == (
        "Elm Street: 2 not checked yet, all behind what is not released.\n"
        "2 more wait for the hold point 2 Pipes seen: qcheck release 2\n"
    )


def test_next_goes_on_from_what_stands_to_the_handover_and_the_gates_after_it(elm: Shell) -> None:
    """Findings with who they wait on; then what the job stands before."""
    elm("tick", "1", "3-4")
    elm("fail", "2", "--note", "gap")
    failed = elm("next").out
    assert failed.startswith(f"{ELM}: nothing left to check, 1 problem stands.\n  2 Joints sealed, no visible gap: ")
    assert failed.endswith(", waiting on Dana Miller\n    Put it right, then: qcheck tick 2\n")
    elm("tick", "2")
    assert elm("next").out == f"{ELM}: READY. Next: qcheck handover\n"
    elm("handover", "--outcome", "accepted", "--name", "Ann Client")
    assert elm("next").out.splitlines()[1] == "5 Follow-up call made"
    elm("tick", "5")
    assert elm("next").out == f"{ELM}: nothing is in the way of closeout. Next: qcheck release closeout\n"
    elm("release", "closeout")
    assert elm("next").out == f"{ELM}: closed out, nothing is left to do.\n"


def test_where_the_handover_is_the_last_gate_nothing_comes_after_it(elm: Shell) -> None:
    """Once the client has accepted."""
    configured(elm, "gates: [start, handover, closeout]", "gates: [start, handover]")
    elm("tick", "1-5")
    assert elm("next").out == f"{ELM}: READY. Next: qcheck handover\n"
    elm("handover", "--outcome", "accepted", "--name", "Ann Client")
    assert elm("next").out == f"{ELM}: closed out, nothing is left to do.\n"


def test_a_word_that_begins_with_a_figure_is_a_word(elm: Shell, terminal: Start) -> None:
    """Only numbers, ranges and values are numbers."""
    elm("agree", "2nd coat of oil", "--client", "Ann Client")
    at = terminal(elm, "tick")
    at.answer(WHICH, "2nd oil")
    at.answer(f"Tick it? {AGREED}", "")
    assert "6 As agreed: 2nd coat of oil: ticked" in at.end()


def test_next_for_scripts_is_of_the_shape_that_its_schema_tells(workspace: Shell) -> None:
    """At every step; what is not there is empty."""
    site = opened(workspace)
    schema = json.loads((ROOT / "schema" / "next.schema.json").read_text(encoding="utf-8"))
    first = json.loads(site("next", "--json").out)
    jsonschema.validate(first, schema)
    assert (first["step"], first["command"], first["left"]) == ("check", "qcheck tick 1 --photo", 11)
    assert first["item"] == {
        "number": 1,
        "id": "site/start.isolated",
        "section": "Start",
        "text": "Power isolated",
        "why": "",
        "accept": "0 V",
        "critical": False,
        "gate": "start",
        "asks": ["photo"],
    }
    assert first["held"][0] == {
        "number": 2,
        "waits_for": "2 Pipes seen",
        "hold": True,
        "checks": 2,
        "command": "qcheck tick 2",
    }
    site("tick", "1-2", "6=clear", "7=B12", "8=today", "10", "12")
    site("tick", "5=3", "--note", "it rocks")
    site("release", "2", "--as", "olga")
    site("tick", "3", "4")
    wrong = json.loads(site("next", "--json").out)
    jsonschema.validate(wrong, schema)
    assert (wrong["step"], wrong["command"], wrong["item"]) == ("problems", "qcheck punch done P1", None)


def test_undo_shows_what_it_takes_back_and_asks(elm: Shell, terminal: Start) -> None:
    """No leaves it; one thing is named in the question, several stand above it."""
    elm("tick", "2")
    before = held(elm)
    at = terminal(elm, "undo")
    at.answer("Take back 2 Joints sealed, no visible gap: passed? [Y/n]", "n")
    assert at.end().endswith("Nothing was taken back.\n")
    assert held(elm) == before
    elm("tick", "1", "3")
    at = terminal(elm, "undo")
    at.answer("Take back these 2? [Y/n]", "")
    assert at.end() == (
        "  1 Water and power isolated: passed\n"
        "  3 Worktop level in both directions: passed\n"
        "Take back these 2? [Y/n] \n"
        f"{ELM}: taken back, 3 left.\n"
        "Next: 1 Water and power isolated. qcheck tick 1\n"
    )
    assert len(said(elm, "retracted")) == 2


def test_undo_takes_back_nothing_where_more_was_said_meanwhile(elm: Shell, terminal: Start) -> None:
    """What was not shown is not taken back."""
    elm("tick", "2")
    at = terminal(elm, "undo")
    at.answer("Take back 2 Joints sealed, no visible gap: passed? [Y/n]", "", end="")
    elm("tick", "3")
    at.answer("", "y")
    assert at.end(2).endswith(
        "Meanwhile Dana Miller has said or taken back something else. Nothing was undone.\n"
        "Look at what is last now: qcheck undo\n"
    )
    assert said(elm, "retracted") == []


def test_undo_can_only_show(elm: Shell, terminal: Start) -> None:
    """In a script too; what cannot be undone is refused the same way. Looking asks for no next step."""
    elm("tick", "1-3")
    head, _, shown = elm("undo", "--show").out.partition("\n")
    assert head == "Nothing was taken back. It would be:"
    assert shown == (
        "  1 Water and power isolated: passed\n"
        "  2 Joints sealed, no visible gap: passed\n"
        "  3 Worktop level in both directions: passed\n"
    )
    assert terminal(elm, "undo", "--show").end() == f"{head}\n{shown}"
    assert said(elm, "retracted") == []
    assert elm("undo").out == f"{ELM}: taken back, 4 left.\n{shown}"
    refused = elm("undo", "--show", code=2).err
    assert refused == elm("undo", code=2).err
    assert refused.startswith("Opening a job cannot be undone.\n")


def test_a_hint_says_what_comes_next_at_a_terminal_only(elm: Shell, terminal: Start) -> None:
    """Not in a pipe, not with -q or --plain, not in CI."""
    hint = "Next: 2 Joints sealed, no visible gap. qcheck tick 2\n"
    assert terminal(elm, "tick", "1").end().endswith(hint)
    assert "Next: " not in elm("tick", "1").out
    assert terminal(elm, "-q", "tick", "1").end() == ""
    assert "Next: " not in terminal(elm, "--plain", "tick", "1").end()
    assert "Next: " not in terminal(elm, "tick", "1", CI="1").end()
    assert "Next: " not in terminal(elm, "status").end()
    assert "Next: " not in terminal(elm, "note", "rang the bell").end()


def test_a_hint_is_dim_where_there_is_colour(elm: Shell, terminal: Start) -> None:
    """And nothing else is."""
    line = "Next: 2 Joints sealed, no visible gap. qcheck tick 2"
    assert terminal(elm, "tick", "1", TERM="xterm").end().endswith(f"\x1b[2m{line}\x1b[22m\n")
    assert terminal(elm, "tick", "1", TERM="xterm", NO_COLOR="1").end().endswith(f"undo\n{line}\n")


def test_a_hint_does_not_repeat_what_the_message_has_said(elm: Shell, terminal: Start) -> None:
    """Nor does it name what is not to be done next."""
    elm("tick", "1", "3", "4")
    assert terminal(elm, "tick", "2").end() == (
        f"{ELM}: 2 Joints sealed, no visible gap: ticked, nothing left. Next: qcheck handover.\nWrong? qcheck undo\n"
    )
    assert terminal(elm, "punch", "add", "Scratch", "--owner", "ravi").end() == (
        f"{ELM}: P1 Scratch: raised, waiting on Ravi Shah, before handover.\n"
        "Next: qcheck punch done P1 (waiting on Ravi Shah)\n"
    )
    assert terminal(elm, "punch", "done", "P1", "--as", "ravi").end().endswith("qcheck punch verify P1\n")


def test_a_hint_that_fails_fails_nobody(elm: Shell, terminal: Start) -> None:
    """The command has done what it was asked."""
    settings = elm.folder / "qcheck.yaml"
    at = terminal(elm, "tick")
    at.answer(WHICH, "1")
    at.answer("Tick it?", "", end="")
    settings.write_text("company: [\n", encoding="utf-8")
    at.answer("", "")
    assert at.end().endswith(f"{ELM}: 1 Water and power isolated: ticked, 3 left. Wrong? qcheck undo\n")


def test_hints_follow_commands_that_there_are() -> None:
    """Of a group by both names."""
    from qcheck.cli.commands import PUNCH

    assert HINTED - {*COMMANDS, *(f"punch {name}" for name in PUNCH)} == set()


def test_names_that_are_taken_are_those_of_the_commands() -> None:
    """So that a new command is never hidden by a word."""
    assert set(COMMANDS) == TAKEN
    assert set(OWN.values()) <= TAKEN


def test_the_trades_own_words_are_commands(elm: Shell) -> None:
    """In any case, with dashes for blanks; a command stays what it is."""
    configured(elm, "terminology: {}", "terminology: {punch item: Offener Mangel, waiver: check, handover: Übergabe}")
    elm("offener-mangel", "add", "Kratzer", "--owner", "ravi")
    assert elm("Offener-Mangel", "list").out == elm("punch", "list").out
    assert elm("übergabe", code=1).out == elm("handover", code=1).out
    assert elm("check", code=1).out.endswith("NOT READY for handover: 5 problems, 4 of 4 checks left\n")
    assert elm("lint").out.startswith(
        "qcheck.yaml:56:51: warn: terminology.waiver: qcheck check is another command, and stays that [word-taken]\n"
        "    Choose another word\n"
    )
    words = (
        "In your words:\n"
        "  offener-mangel  punch: What is to be put right, by whom, by when.\n"
        "  übergabe        handover: Hand over to the client, who signs.\n"
    )
    assert elm("--help").out.endswith(words)
    outside = Shell(elm.folder.parent, elm.state, elm.environment)
    assert outside("-C", elm.folder.name, "--help").out.endswith(words)


def test_a_word_that_is_none_is_told_as_ever(elm: Shell) -> None:
    """Outside a workspace, in one with words of its own, and in one whose settings are broken."""
    outside = Shell(elm.folder.parent / "state", elm.state, elm.environment)
    told = outside("snaggg", code=2).err
    assert told.endswith("Error: No such command 'snaggg'.\n")
    assert elm("snaggg", code=2).err == told
    assert "In your words" not in elm("--help").out
    (elm.folder / "qcheck.yaml").write_text("company: [\n", encoding="utf-8")
    assert elm("snaggg", code=2).err == told
    assert "In your words" not in elm("--help").out
    assert elm("-C", "gone", "snaggg", code=2).err == told


def test_a_hint_follows_a_command_by_its_own_word(elm: Shell, terminal: Start) -> None:
    """As by its name."""
    configured(elm, "terminology: {}", "terminology: {punch item: snag}")
    assert terminal(elm, "snag", "add", "Scratch").end().endswith("Next: 1 Water and power isolated. qcheck tick 1\n")


def test_the_trades_own_word_is_what_people_read(elm: Shell) -> None:
    """As the heading of the list, wherever it stands; keys of JSON stay."""
    configured(elm, "terminology: {}", "terminology: {punch item: snag, complaint: grievance}")
    assert elm("snag", "list").out == f"{ELM}: nothing on the snag list.\n"
    elm("punch", "add", "Scratch")
    elm("complain", "Tap drips")
    assert "\nSnag list\n" in elm("status", "--all").out
    for form, list_, complaints in (
        ("html", '<h2 id="punch">Snag list ', '<h3 id="complaints">Grievance '),
        ("markdown", "\n## Snag list (1 open)\n", "\n### Grievance (1)\n"),
        ("text", "\nSNAG LIST (1 OPEN)\n", "\nGrievance (1)\n"),
    ):
        page = elm("report", "--format", form, "--out", "-").out
        assert list_ in page
        assert complaints in page
        assert "Snag list by who has to act" in elm("punch", "print", "--format", form, "--out", "-").out
    assert set(json.loads(elm("status", "--json").out)["terms"].items()) == {
        ("punch item", "snag"),
        ("complaint", "grievance"),
    }
