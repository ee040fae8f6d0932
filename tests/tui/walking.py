"""A job that is walked through in tests: a workspace with every kind of item, the walk on a screen, and its record."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Static

from qcheck.app import jobs
from qcheck.app.desk import Caller, Desk, open_desk
from qcheck.app.init import Founding, found
from qcheck.app.open import Opening, open_job
from qcheck.model.state import ItemState, JobState
from qcheck.tui.board import Board
from qcheck.tui.walk import Walk

NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
SITE = """\
checklist: site
title: Site
sections:
  - id: start
    title: Start
    items:
      - id: isolated
        text: Power isolated
        accept: 0 V on every terminal
        why: A live cable kills
        critical: true
        gate: start
        na: never
      - id: swept
        text: Floor swept
        na: free
      - covered: Stairs covered
      - id: pipes
        text: Pipes seen
        hold: {release: office}
      - closed: Pipes closed in
  - id: measured
    title: Measured
    items:
      - id: level
        text: Worktop level
        answer: {number: {unit: mm, max: 2}}
        on_fail: {raise: {category: A}}
      - id: stone
        text: Stone as chosen
        answer: {choice: {options: [granite, quartz], pass: [granite]}}
      - id: serial
        text: Serial number of the hob
        answer: text
      - id: last
        text: Date of the last test
        answer: date
      - id: network
        text: Network answers
        answer: {command: {run: ["true"]}}
  - id: shown
    title: Shown
    items:
      - id: photo
        text: Meter reading shown
        evidence: {photos: 1}
      - id: leak
        text: No leak after an hour
        evidence: {note: fail}
      - id: board
        text: New circuits tested
        role: electrician
      - id: walked
        text: Walked through with the client
        hold: {witness: client}
      - {id: clean, text: Room clean, repeat: rooms}
  - id: later
    title: Later
    items:
      - {id: called, text: Follow-up call made, gate: closeout}
"""
PEOPLE = """
  ravi: {name: Ravi Shah, roles: [fitter]}
  olga: {name: Olga Petrova, roles: [office, electrician]}
"""
JOB = "elm"


class Site(Struct, frozen=True):
    """A workspace with one job; `more` are lines added to its settings."""

    root: Path
    state: Path

    def desk(self, who: str = "dana") -> Desk:
        """A desk for one statement, at a moment that does not move."""
        return open_desk(Caller(NOW, self.root, self.state, os.urandom(16).hex(), "cd" * 16, user=who))

    def job(self) -> JobState:
        """What stands in the record."""
        return jobs.load(self.desk(), JOB).state

    def item(self, number: int) -> ItemState:
        """An item as the record has it."""
        return next(i for i in self.job().items if i.item.number == number)

    def walk(self, who: str = "dana", *, one: bool = False) -> Walk:
        """The walk of the job, not yet on a screen."""
        return Walk(lambda: self.desk(who), JOB, str(self.root / "inbox"), one=one)


def made(folder: Path, settings: str = "", checklist: str = SITE) -> Site:
    """A workspace with the job Elm, opened an hour ago as it were."""
    site = Site(folder / "ws", folder / "state")
    site.root.mkdir(parents=True)
    found(site.root, site.state, Founding("Miller Kitchens", "Dana Miller", "UTC"))
    path = site.root / "qcheck.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("roles: [lead, office]}\n", f"roles: [lead]}}{PEOPLE}") + settings,
        encoding="utf-8",
    )
    (site.root / "checklists" / "site.yaml").write_text(checklist, encoding="utf-8")
    units = (("rooms", "Pantry"),) if "repeat: rooms" in checklist else ()
    open_job(site.desk(), Opening("Elm", ("site",), client="Ann Client", handover="2026-12-04", units=units))
    return site


Play = Callable[["Screen"], Awaitable[None]]


class Screen:
    """The walk on a screen of a size, as whoever sits before it: what is pressed, and what can be read."""

    def __init__(self, walk: Walk, pilot: Pilot[str]) -> None:
        self.walk = walk
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Presses keys, one after the other, and waits until all came of it."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Types a text, as fast as a paste would."""
        for sign in text:
            self.walk.post_message(events.Key("enter", "\r") if sign == "\n" else events.Key(_key(sign), sign))
        await self.pilot.pause()
        await self.pilot.pause()

    async def to(self, number: int | str) -> None:
        """Puts the cursor on an item by its number, or a punch item by its name."""
        board = self.board
        board.go(next(n for n, row in enumerate(board.rows) if row.number == str(number)))
        await self.pilot.pause()

    @property
    def board(self) -> Board:
        """The list."""
        return self.walk.screen_stack[0].query_one(Board)

    @property
    def at(self) -> str:
        """The number of the row in hand."""
        return self.board.row.number if self.board.row else ""

    @property
    def said(self) -> str:
        """What was just told."""
        return plain(self.walk.screen_stack[0].query_one("#said", Static))

    @property
    def hand(self) -> str:
        """What is shown of the row in hand."""
        return plain(self.walk.screen_stack[0].query_one("#hand Detail", Static))

    @property
    def over(self) -> str:
        """All words of the screen that lies over the walk; empty if none does."""
        if self.walk.alone:
            return ""
        return "\n".join(plain(each) for each in self.walk.screen.query(Static))

    @property
    def lines(self) -> list[str]:
        """What has been typed into the lines of a question."""
        return [line.value for line in self.walk.screen.query(Input) if line.id != "filter"]

    @property
    def seen(self) -> list[str]:
        """The lines of the whole screen as they are read."""
        return [
            "".join(segment.text for segment in strip).rstrip()
            for strip in self.walk.screen._compositor.render_strips()  # noqa: SLF001 (there is no public way to read a screen)
        ]


def plain(widget: Static) -> str:
    """What a widget says, without its colours."""
    return str(getattr(widget.visual, "plain", widget.visual))


def _key(sign: str) -> str:
    return {" ": "space"}.get(sign, sign)


def play(walk: Walk, act: Play, size: tuple[int, int] = (80, 24)) -> Walk:
    """Plays something before a screen of a size."""

    async def run() -> None:
        async with walk.run_test(size=size) as pilot:
            await pilot.pause()
            await act(Screen(walk, pilot))
            walk.exit(walk.return_value)  # so that no timer looks at a screen that is being taken down

    on_a_loop(run())
    return walk


def on_a_loop(played: Coroutine[Any, Any, None]) -> None:
    """Plays on a loop in a thread of its own: the tests of pages in a browser leave one running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, played).result()
