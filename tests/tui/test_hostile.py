"""The walk over text that was written to steer it, and on screens that are too small: nothing but words is shown."""

import os
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual import events
from textual.widgets import Input, OptionList

from qcheck.app import answer, jobs, punch
from qcheck.core.clean import clean
from qcheck.model.event import Draft, Noted, Planned
from qcheck.model.punchevent import Raised
from qcheck.store import record
from tui.walking import JOB, Screen, Site, made, play

MARKUP = "[bold]loud[/bold] [@click=app.quit]leave[/] [link=file:///etc/passwd]x[/link] \\[red]"
WIDE = "幅広い文字 の 天板 👷🏽‍♀️ ⚠️ ｶﾀｶﾅ é"
RIGHT = "שלום عَرَبِيّ"
LONG = "very long " * 200
STEERING = "\x1b[2J\x1b]0;pwned\x07\x9b31m\r\u202egnol\u2066\u200b"
HOSTILE = f"""\
checklist: site
title: '{MARKUP}'
sections:
  - id: start
    title: '{MARKUP}'
    items:
      - id: markup
        text: '{MARKUP}'
        accept: '{MARKUP}'
        why: '{MARKUP}'
        critical: true
      - {{id: wide, text: "{WIDE}", answer: {{choice: {{options: ["{WIDE}", "[red]b[/]"], pass: ["{WIDE}"]}}}}}}
      - {{id: right, text: "{RIGHT}"}}
      - {{id: long, text: "{LONG}", accept: "{LONG}"}}
  - id: wide
    title: "{WIDE} {WIDE} {WIDE}"
    items:
      - {{id: narrow, text: "{WIDE} {WIDE} {WIDE} {WIDE}", answer: {{number: {{unit: mm, max: 2}}}}}}
"""
SIZES = [(40, 20), (20, 8), (200, 60), (1, 1)]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A job of such text: in its list, its notes, its punch items, the names of files, and lines of another version."""
    site = made(tmp_path_factory.mktemp("hostile"), checklist=HOSTILE)
    answer.answer(site.desk(), JOB, ("1",), "fail", {"note": MARKUP})
    answer.note(site.desk(), JOB, ("3",), LONG, {})
    punch.add(site.desk(), JOB, punch.New(f"{MARKUP} {WIDE}", where=MARKUP), {"owner": "ravi"})
    _said_elsewhere(site)
    (site.root / "inbox").mkdir(exist_ok=True)
    (site.root / "inbox" / f"a{STEERING.replace('/', '')}[bold].jpg").write_bytes(b"no photo")
    return site


def _said_elsewhere(site: Site) -> None:
    """What no command of ours would have written."""
    desk = site.desk()
    job = jobs.load(desk, JOB)
    bodies = (
        ("site/start.markup", "noted", Noted(STEERING)),
        ("punch/1", "raised", Raised(STEERING + WIDE, "A", where=STEERING)),
        ("plan/name", "planned", Planned(MARKUP + STEERING)),
    )
    drafts = [Draft(about, "2026-12-01T08:00:00Z", "b", body, "dana", STEERING, kind) for about, kind, body in bodies]
    assert not record.append(job.folder, drafts, job.record, desk.installation, "aaaa").problems


def sound(screen: Screen, size: tuple[int, int]) -> None:
    """Every line is as wide as the screen, and steers nothing."""
    strips = screen.walk.screen._compositor.render_strips()  # noqa: SLF001 (there is no public way to read a screen)
    assert len(strips) == size[1]
    for strip in strips:
        text = "".join(segment.text for segment in strip)
        assert cell_len(text) == size[0], text
        assert text == clean(text), text
        assert "\n" not in text
        assert "\t" not in text
        assert not any(segment.control for segment in strip)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("one", [False, True], ids=["list", "one by one"])
def test_every_screen_shows_it_as_words_at_any_size(written: Site, size: tuple[int, int], *, one: bool) -> None:
    """List, what is in hand, questions, gate, help and filter: every line is whole, and nothing is obeyed."""

    async def act(screen: Screen) -> None:
        for row in reversed([row for row in screen.board.rows if row.key]):
            await screen.to(row.number)
            sound(screen, size)
        for key in ("i", "a", "w", "g", "question_mark", "f", "slash"):
            await screen.press(key)
            sound(screen, size)
            await screen.press("escape")
            sound(screen, size)
        assert screen.walk.is_running

    play(written.walk(one=one), act, size=size)


def test_markup_is_shown_letter_by_letter(written: Site) -> None:
    """In the list, in what is in hand, in a question, in what is told and at the gate."""

    async def act(screen: Screen) -> None:
        await screen.to(1)
        seen = "\n".join(screen.seen)
        assert "[bold]loud[/bold] [@click=app.quit]leave[/]" in seen
        assert f"Accept: {MARKUP}" in screen.hand
        await screen.press("t")
        assert f"1 {MARKUP}" in screen.over
        await screen.type(f"{MARKUP}\n")
        assert f"Note: {MARKUP} (Dana Miller, Tue 1 Dec 2026 08:00)" in screen.hand
        await screen.press("g")
        assert "[@click=app.quit]" in "\n".join(screen.seen)

    play(written.walk(), act, size=(120, 40))


def test_a_touch_on_text_that_claims_to_be_a_link_does_nothing(written: Site) -> None:
    """The words stand where they were written; what was touched is the row."""

    async def act(screen: Screen) -> None:
        await screen.to(1)
        places = [(line.index("leave[/]"), y) for y, line in enumerate(screen.seen) if "leave[/]" in line]
        assert len(places) > 3
        for place in places:
            await screen.pilot.click(offset=place)
        assert screen.walk.is_running
        assert screen.walk.return_value is None

    play(written.walk(), act, size=(120, 40))


def test_a_screen_that_shrinks_and_grows_keeps_its_place(written: Site) -> None:
    """What is in hand stays in hand and in sight."""

    async def act(screen: Screen) -> None:
        await screen.press("end")
        last = screen.at
        for size in ((40, 20), (20, 8), (200, 60), (3, 2), (80, 24)):
            await screen.pilot.resize_terminal(*size)
            await screen.pilot.pause()
            sound(screen, size)
            assert screen.at == last
        assert any(line.startswith(">") for line in screen.seen)

    play(written.walk(), act)


def test_names_of_files_that_steer_are_not_offered_and_told_as_words(written: Site, tmp_path: Path) -> None:
    """By their path or in the inbox; whoever types one reads of it what it is."""
    for name in (b"x\x1b[2J.jpg", b"x\xff.jpg", b"x.jpg"):
        Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_bytes(b"no photo")

    async def act(screen: Screen) -> None:
        await screen.to(3)
        await screen.press("i")
        assert screen.walk.screen.query_one(OptionList).option_count == 0
        await screen.type(f"{tmp_path}/x")
        assert screen.walk.screen.query_one(OptionList).option_count == 1
        line = screen.walk.screen.query_one("#field-photo", Input)
        line.value = f"{tmp_path}/x\x1b[2J.jpg"
        await screen.press("enter")
        assert "x�[2J.jpg" in screen.over

    play(written.walk(), act)


def test_what_is_pasted_is_words(written: Site) -> None:
    """A text from elsewhere that would steer the terminal is cleaned before it stands in a line or a record."""

    async def act(screen: Screen) -> None:
        await screen.to(3)
        await screen.press("t")
        screen.walk.post_message(events.Paste("a\x1b[2Jb\u202ec"))
        await screen.press("space")
        sound(screen, (80, 24))
        assert screen.lines == ["a�[2Jb�c "]

    play(written.walk(), act)


def test_a_punch_item_of_another_version_is_asked_about_in_words(written: Site) -> None:
    """Whatever stands in its text; the question whether it is done repeats it."""

    async def act(screen: Screen) -> None:
        names = [row.number for row in screen.board.rows if row.punch]
        for name in names:
            await screen.to(name)
            for key in "pfnaw":
                await screen.press(key)
                sound(screen, (80, 24))
                assert screen.over
                await screen.press("escape")
                sound(screen, (80, 24))
        await screen.press("u")
        sound(screen, (80, 24))

    play(written.walk(), act)
