"""The sheets for paper: what stands on them, under whose name, and what has room."""

from datetime import UTC

import pytest

from builder import KITCHEN, JobBuilder, job, parsed, settings
from qcheck.core.views import paper
from qcheck.core.views.blank import blank, of_lists
from qcheck.core.views.card import card
from qcheck.core.views.missed import missed
from qcheck.core.wording import Speaker
from qcheck.model.sheetview import MissedLine, MissedView
from qcheck.model.view import ItemView
from render.punched import punched

LIST = """\
checklist: whole
version: 1
title: The whole item
source: Good practice
ask:
  gas: {text: Is there gas?, choice: [yes, no]}
sections:
  - id: work
    title: Work
    items:
      - {id: floor, text: Floor as found, gate: start, evidence: {photos: 1}, na: never}
      - {id: level, text: Worktop level, critical: true, answer: {number: {unit: mm, max: 2}}}
      - {id: top, text: Worktop, answer: {choice: {options: [granite, oak], pass: [granite, oak]}}}
      - {id: batch, text: Batch number, answer: text}
      - {id: day, text: Serviced on, answer: date}
      - {id: pipes, text: Pipes seen, hold: {release: [lead]}, when: {fact.gas: yes}}
      - {id: tight, text: Tightness seen, hold: {witness: [inspector]}}
      - {id: clean, text: Left clean, repeat: rooms}
"""


def shown(view: MissedView) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Who has what: number, how it stands, by when."""
    return [(group.person, [(line.name, line.stands, line.due) for line in group.lines]) for group in view.groups]


def test_everything_open_stands_once_under_who_has_to_act() -> None:
    """Items of the lead, punch items of whoever has them; what is settled, closed or due later is not there."""
    view = missed(punched().fail("2").later(days=2).told())
    assert shown(view) == [
        (
            "Dana Miller",
            [
                ("2", "FAILED", "Fri 4 Dec"),
                ("P6", "to be put right", "Wed 9 Dec"),
                ("P3", "done, to be confirmed", ""),
                ("P4", "disputed", ""),
            ],
        ),
        ("Ravi Shah", [("P2", "to be put right", "Wed 2 Dec"), ("P1", "to be put right", "Wed 9 Dec")]),
    ]
    assert (view.open, view.late, view.beyond) == (6, 2, 0)
    assert [group.late for group in view.groups] == [1, 1]


def test_an_item_that_failed_stands_as_the_punch_item_that_puts_it_right() -> None:
    """It is one thing to do, with an owner and a date; its number is found by where it is."""
    raising = KITCHEN.replace(
        "text: Worktop level in both", "on_fail: {raise: {category: A}}\n        text: Worktop level in both"
    )
    built = job(raising).open(handover="2026-12-04").tick("1", "2", "4").fail("3", note="3.5 mm")
    view = missed(built.told())
    assert [(line.name, line.where) for group in view.groups for line in group.lines] == [("P1", "Worktops")]


def test_what_else_stands_in_the_way_is_there_in_its_own_words() -> None:
    """A sheet that says that nothing is open while the gate is shut would be a lie."""
    listed = KITCHEN.replace("- sealed: J", "- id: sealed\n        hold: {witness: [inspector]}\n        text: J")
    view = missed(job(listed).open(handover="2026-12-04").tick("1", "2", "3", "4").told())
    assert view.verdict == "not ready"
    words = "Joints sealed, no visible gap: witness point, and it is not recorded whether the inspector came"
    assert [(line.name, line.text, line.due) for line in view.groups[0].lines] == [("2", words, "")]


def test_nothing_open_is_told_so() -> None:
    """No person, no line."""
    view = missed(job().open().tick("1", "2", "3", "4").told())
    assert (view.groups, view.open, view.verdict) == ((), 0, "ready")


def test_late_comes_first_then_critical_then_by_date() -> None:
    """What has a time of its own has it instead of the handover."""
    listed = KITCHEN.replace("        text: Spare hinge", "        due: -2d\n        text: Spare hinge")
    view = missed(job(listed).open(handover="2026-12-04T15:00:00+01:00").later(days=2).told())
    assert [(line.name, line.due, line.late, line.critical) for line in view.groups[0].lines] == [
        ("4", "Wed 2 Dec 14:00", True, False),
        ("1", "Fri 4 Dec 14:00", False, True),
        ("2", "Fri 4 Dec 14:00", False, False),
        ("3", "Fri 4 Dec 14:00", False, False),
    ]


def test_what_has_no_room_is_counted_and_everybody_has_a_line_before_anybody_has_two() -> None:
    """A sheet of paper ends somewhere; nobody is missing from it for the sake of one who has much."""
    built = job().open(handover="2026-12-04")
    for n in range(90):
        built.add(f"Scratch {n}", owner="ravi" if n < 89 else "olga", due="2026-12-02")
    view = missed(built.told())
    held = {group.person: group for group in view.groups}
    assert [line.beyond for line in held["Olga Petrova"].lines] == [False]
    assert [line.beyond for line in held["Dana Miller"].lines] == [False] * 4
    beyond = [line.beyond for line in held["Ravi Shah"].lines]
    assert beyond == sorted(beyond)
    assert view.beyond == held["Ravi Shah"].beyond == sum(beyond) > 40
    taken = [paper.height(line.rows) for group in view.groups for line in group.lines if not line.beyond]
    assert paper.ROOM - paper.height(1) < sum(taken) + 3 * paper.HEADING <= paper.ROOM


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        (MissedLine("1", "w" * 58, "", "", ""), 1),
        (MissedLine("1", "w" * 59, "", "", ""), 2),
        (MissedLine("1", "w" * 50, "", "", "", critical=True), 2),
        (MissedLine("1", "左" * 30, "", "", ""), 2),
        (MissedLine("1", "w" * 2000, "", "", ""), 2),
        (MissedLine("1", "", "done, to be confirmed", "", ""), 2),
        (MissedLine("1", "", "", "Water, waste, power and gas", ""), 2),
        (MissedLine("1", "", "", "", "Fri 4 Dec", late=True), 2),
        (MissedLine("1", "", "", "", ""), 1),
    ],
)
def test_a_line_takes_the_rows_of_its_longest_cell_and_never_more_than_two(line: MissedLine, rows: int) -> None:
    """Wide letters count twice, and so does what marks a line as critical or late."""
    assert paper.rows(line) == rows


def _whole() -> JobBuilder:
    return job(LIST).open(
        scope=("Fridge opens left",),
        handover="2026-12-04",
        units={"rooms": ("Pantry",)},
        facts={"gas": "yes"},
        crew="ravi",
    )


def test_the_card_holds_what_a_crew_has_to_know_before_the_start() -> None:
    """Who, what was promised, what is due first, where work stops, who is invited, what is most dangerous to skip."""
    view = card(_whole().told())
    assert [(person.name, person.roles) for person in view.people] == [
        ("Dana Miller", ("lead",)),
        ("Ravi Shah", ("fitter",)),
    ]
    assert view.promised == ("Fridge opens left",)
    assert view.read_back is not None
    assert not view.read_back.settled
    assert [item.text for item in view.start] == ["Floor as found"]
    assert [(each.number, each.who, each.stands) for each in view.holds] == [
        (6, "Dana Miller", "hold point: not released")
    ]
    assert [(each.number, each.who, each.stands) for each in view.witnesses] == [
        (7, "inspector", "witness point: inspector not invited")
    ]
    assert [item.text for item in view.critical] == ["Worktop level"]
    assert [(fact.question, fact.answer) for fact in view.facts] == [("Is there gas?", "yes")]


def test_the_card_says_what_is_done_already() -> None:
    """Read back, released."""
    built = _whole()
    read_back = card(built.told()).read_back
    assert isinstance(read_back, ItemView)
    view = card(built.tick(str(read_back.number)).tick("6").release("6").told())
    assert view.read_back is not None
    assert view.read_back.settled
    assert [each.done for each in view.holds] == [True]
    assert [each.done for each in view.witnesses] == [False]


def test_where_the_handover_is_the_first_gate_nothing_is_due_before_the_start() -> None:
    """The whole list is no card."""
    firm = settings(gates=("handover", "closeout"))
    view = card(job(KITCHEN.replace("        gate: start\n", ""), settings=firm).open().told())
    assert view.start == ()
    assert [item.text for item in view.critical] == ["Water and power isolated"]


def test_a_point_that_is_not_needed_is_not_on_the_card() -> None:
    """Without gas nobody waits for its pipes to be seen."""
    view = card(job(LIST).open(facts={"gas": "no"}, units={"rooms": ("Pantry",)}).told())
    assert view.holds == ()


def test_a_blank_checklist_of_a_job_has_what_it_needs_and_no_answers() -> None:
    """Under the numbers that the job knows them by."""
    view = blank(_whole().tick("4=A17").told(), ("The whole item",), ("Good practice",))
    assert [(section.title, [item.number for item in section.items]) for section in view.sections] == [
        ("Work", [1, 2, 3, 4, 5, 6, 7]),
        ("Work, Pantry", [8]),
        ("What was promised", [9, 10]),
    ]
    assert view.count == 10
    first, level, top = view.sections[0].items[:3]
    assert (first.answer, first.na, first.asks, first.gate) == ("check", False, ("photo",), "start")
    assert (level.answer, level.unit, level.wanted, level.critical) == ("number", "mm", "at most 2 mm", True)
    assert (top.answer, top.options) == ("choice", ("granite", "oak"))
    assert [item.answer for item in view.sections[0].items[3:5]] == ["text", "date"]
    assert [item.hold for item in view.sections[0].items[5:]] == [
        "hold point: released by lead",
        "witness point: inspector",
    ]
    assert [(each.text, each.answer) for each in view.questions] == [("Is there gas?", "yes")]


def test_a_blank_checklist_without_a_job_has_a_line_for_each_name_and_conditions_in_words() -> None:
    """Nothing is decided yet, so nothing is left out."""
    view = of_lists((parsed(LIST),), Speaker(settings(), UTC))
    assert view.job is None
    assert (view.title, view.source, view.count) == ("The whole item", "Good practice", 8)
    assert [section.title for section in view.sections] == ["Work", "Work, ________"]
    assert [item.only for item in view.sections[0].items] == [*[""] * 5, "only where gas is yes", ""]
    assert [(each.options, each.answer) for each in view.questions] == [(("yes", "no"), "")]
