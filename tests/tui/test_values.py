"""Values in the walk that need more than a value, and questions answered out of their order."""

from pathlib import Path

import pytest

from tui.walking import Screen, Site, made, play

LIST = """\
checklist: site
title: Site
sections:
  - id: s
    title: Start
    items:
      - {id: first, text: Old tiles off}
      - {id: depth, text: Depth of the trench, answer: {number: {unit: mm, min: 450}}, needs: s.first}
      - {id: ohm, text: Resistance, answer: {number: {unit: ohm, max: 1}}, role: electrician}
      - {id: seen, text: Leak seen, answer: {choice: {options: [none, drops], pass: [none]}}, evidence: {note: answer}}
      - {id: tone, text: Colour, answer: {choice: {options: [grey, green], pass: [grey, green]}}}
      - {id: hold, text: Trench seen, hold: {release: [office, lead]}}
      - {id: fill, text: Depth of the fill, answer: {number: {unit: mm, min: 100}}}
"""


@pytest.fixture
def trench(tmp_path: Path) -> Site:
    """A job of values with roles, notes, an order and a hold point."""
    return made(tmp_path, checklist=LIST)


def test_a_value_out_of_its_order_asks_why(trench: Site) -> None:
    """What it needs first is named in the question; the reason stands beside the value."""

    async def act(screen: Screen) -> None:
        await screen.to(2)
        await screen.type("500\n")
        assert "Now: 1 Old tiles off comes first. Why go on all the same? It shows in the report." in screen.over
        await screen.type("seen from outside\n")
        assert screen.over == ""

    play(trench.walk(), act)
    assert (trench.item(2).heads[-1].value, trench.item(2).heads[-1].forced) == ("500", "seen from outside")


def test_a_value_behind_a_hold_point_that_is_refused_stays_in_the_question(trench: Site) -> None:
    """Without the reason nothing is recorded."""

    async def act(screen: Screen) -> None:
        await screen.to(7)
        await screen.type("120\n\n")
        assert "7 Depth of the fill: behind the hold point 6 Trench seen" in screen.over
        assert screen.lines == ["120", ""]
        await screen.press("escape")

    play(trench.walk("ravi"), act)
    assert trench.item(7).standing == "open"


def test_a_value_for_another_role_asks_who_measured(trench: Site) -> None:
    """Whoever may is offered, and is named with it."""

    async def act(screen: Screen) -> None:
        await screen.to(3)
        await screen.type("0.4\n")
        await screen.press("down", "enter")
        assert screen.over == ""

    play(trench.walk(), act)
    head = trench.item(3).heads[-1]
    assert (head.value, head.by, head.did) == ("0.4", "dana", "olga")


def test_a_choice_that_needs_a_note_asks_for_both(trench: Site) -> None:
    """The note may not stay empty, and a choice that does not pass fails with it."""

    async def act(screen: Screen) -> None:
        await screen.to(4)
        await screen.press("p")
        await screen.type("drops\n\n")
        assert "Its list asks for a note." in screen.over
        await screen.type("at the joint\n")
        assert "4 Leak seen: FAILED, recorded" in screen.over
        assert "What is wrong?" not in screen.over

    play(trench.walk(), act)
    assert (trench.item(4).standing, trench.item(4).heads[-1].note) == ("fail", "at the joint")


def test_what_could_be_two_options_is_not_guessed(trench: Site) -> None:
    """Both are named."""

    async def act(screen: Screen) -> None:
        await screen.to(5)
        await screen.press("v")
        await screen.type("gr\n")
        assert "grey" in screen.over
        assert "green" in screen.over
        await screen.type("een\n")

    play(trench.walk(), act)
    assert trench.item(5).heads[-1].value == "green"


def test_who_releases_is_one_of_those_who_may(trench: Site) -> None:
    """Whoever looks and may is meant if nobody is named; someone who may not is not taken."""

    async def act(screen: Screen) -> None:
        await screen.to(6)
        await screen.press("p", "r")
        assert screen.lines == ["dana", ""]
        await screen.type("ravi\n")
        assert "ravi: one of those that are listed." in screen.over
        await screen.press(*["backspace"] * 4)
        await screen.type("ol\nlooks right\n")
        assert screen.over == ""

    play(trench.walk(), act)
    assert [(r.by, r.note) for r in trench.item(6).releases] == [("olga", "looks right")]


def test_a_question_that_was_stepped_over_is_come_back_to(trench: Site) -> None:
    """Enter at the last line goes to the first that needs an answer and has none."""

    async def act(screen: Screen) -> None:
        await screen.press("w")
        await screen.press("tab", "tab")
        await screen.type("fri\n")
        assert "A waiver needs a reason." in screen.over
        await screen.type("agreed\nolga\n\n")
        assert screen.said == "1 waiver recorded; it counts once Olga Petrova confirms it: qcheck waive 1 --as olga."

    play(trench.walk(), act)
    assert [w.reason for w in trench.job().waivers] == ["agreed"]


def test_keys_for_another_page_of_a_long_list(tmp_path: Path) -> None:
    """Page, end and home move a screen further, and the row in hand is in sight."""
    items = "".join(f"      - i{n}: Item {n}\n" for n in range(1, 61))
    site = made(tmp_path, checklist=f"checklist: site\nsections:\n  - id: s\n    title: S\n    items:\n{items}")

    async def act(screen: Screen) -> None:
        page = screen.board.size.height - 1
        for key, at in (
            ("pagedown", 1 + page),
            ("pagedown", 1 + 2 * page),
            ("end", 60),
            ("pageup", 60 - page),
            ("home", 1),
            ("pageup", 1),
        ):
            await screen.press(key)
            assert screen.at == str(at)
            assert any(line.startswith(">") and f"{at} Item {at}" in line for line in screen.seen)

    play(site.walk(), act)
