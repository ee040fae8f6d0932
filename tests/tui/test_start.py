"""The page to start from: jobs by urgency, what is due, and where a key leads."""

import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import Static

from qcheck.app import answer, punch
from qcheck.app import start as app
from qcheck.app.open import Opening, open_job
from qcheck.tui.start import Start
from tui.walking import JOB, Site, on_a_loop, plain

Play = Callable[[Start, Pilot[str]], Awaitable[None]]


@pytest.fixture
def busy(site: Site) -> Site:
    """Three jobs: Elm on Friday, Ash on Wednesday, Oak without a date; a punch item due today."""
    open_job(site.desk(), Opening("Ash", ("site",), handover="2026-12-02", units=(("rooms", "Hall"),)))
    open_job(site.desk(), Opening("Oak", ("site",), units=(("rooms", "Hall"),)))
    punch.add(site.desk(), JOB, punch.New("Scratch on the door"), {"owner": "dana", "due": "today 17:00"})
    return site


def play(site: Site, act: Play, size: tuple[int, int] = (80, 24), at: str = "") -> str | None:
    """Plays something before the page once everything was read."""
    page = Start(site.desk, at)

    async def run() -> None:
        async with page.run_test(size=size) as pilot:
            while page.unread:
                await pilot.pause(0.05)
            await pilot.pause(0.1)
            await act(page, pilot)

    on_a_loop(run())
    return page.return_value


def shown(page: Start) -> list[tuple[str, str, str]]:
    """The rows as they are read: mark, text, what stands beside it."""
    return [(row.mark, row.title or row.text, row.aside) for row in page.board.rows]


def test_jobs_by_urgency_and_what_is_due(busy: Site) -> None:
    """The soonest handover is first and in hand; below is what whoever looks has to do by tonight."""

    async def act(page: Start, _: Pilot[str]) -> None:
        assert shown(page) == [
            ("", "Jobs", "3"),
            ("", "Ash", "15 left, tomorrow"),
            ("", "Elm", "15 left, in 3 days"),
            ("", "Oak", "15 left, no handover date"),
            ("", "Due today or late, Dana Miller", "1"),
            ("", "P1 Scratch on the door: put it right (Elm)", "Dana Miller"),
        ]
        assert plain(page.query_one("#gate", Static)) == "Miller Kitchens\n3 jobs, 3 not ready\n1 due today or late"
        assert (
            plain(page.query_one("#told", Static))
            == "Ash\nNOT READY: 15 left, tomorrow, handover Wed 2 Dec, Dana Miller"
        )

    play(busy, act)


def test_enter_walks_through_the_job_in_hand(busy: Site) -> None:
    """Of something that is due it is the job that it belongs to."""

    async def act(_: Start, pilot: Pilot[str]) -> None:
        await pilot.press("down", "enter")

    assert play(busy, act) == "walk elm"

    async def last(_: Start, pilot: Pilot[str]) -> None:
        await pilot.press("end", "enter")

    assert play(busy, last) == "walk elm"

    async def first(_: Start, pilot: Pilot[str]) -> None:
        await pilot.press("s")

    assert play(busy, first) == "status ash"
    assert play(busy, first, at="oak") == "status oak"


def test_the_page_is_left(busy: Site) -> None:
    """Q chooses nothing; the keys are explained before."""

    async def act(page: Start, pilot: Pilot[str]) -> None:
        await pilot.press("question_mark")
        assert not page.alone
        await pilot.press("escape", "q")

    assert play(busy, act) == ""


def test_a_filter_and_a_touch(busy: Site) -> None:
    """Words leave jobs by name, lead or state; a second touch on a job walks through it."""

    async def act(page: Start, pilot: Pilot[str]) -> None:
        await pilot.press("slash", "o", "a", "k")
        await pilot.pause()
        assert [row.text for row in page.board.rows if row.key] == ["Oak"]
        await pilot.press("enter", "escape")
        assert len([row for row in page.board.rows if row.key]) == 4
        await pilot.click("#board", offset=(10, 2))
        await pilot.click("#board", offset=(10, 2))
        await pilot.pause()

    assert play(busy, act, (40, 20)) == "walk elm"


def test_a_job_that_cannot_be_read_is_first_and_says_why(busy: Site) -> None:
    """It is never left out, nor taken for one that is ready."""
    for log in (busy.root / "jobs" / "oak" / "record").glob("*.jsonl"):
        log.unlink()

    async def act(page: Start, pilot: Pilot[str]) -> None:
        assert shown(page)[1] == ("??", "oak", "not readable")
        assert "1 not readable" in plain(page.query_one("#gate", Static))
        await pilot.press("home")
        assert plain(page.query_one("#told", Static)) == (
            "oak\nNot readable: its record does not say how it was opened. qcheck check oak"
        )

    play(busy, act)


def test_what_waits_for_sync(busy: Site) -> None:
    """Where there is git, the jobs of which something was not sent yet say so; a filter finds them."""
    git = ["git", "-C", str(busy.root), "-c", "user.name=Dana", "-c", "user.email=dana@example.com"]
    for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "jobs"]):
        subprocess.run([*git, *words], check=True)
    remote = busy.root.parent / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True)
    subprocess.run([*git, "remote", "add", "origin", str(remote)], check=True)
    subprocess.run([*git, "push", "-q", "-u", "origin", "main"], check=True)
    answer.answer(busy.desk(), "ash", ("1",), "pass", {})

    async def act(page: Start, pilot: Pilot[str]) -> None:
        assert plain(page.query_one("#gate", Static)).endswith("1 due today or late, 1 job waits for sync: qcheck sync")
        assert plain(page.query_one("#told", Static)).endswith("\nWaits for sync.")
        await pilot.press("slash", "s", "y", "n", "c", "enter")
        assert [row.text for row in page.board.rows if row.key] == ["Ash"]

    play(busy, act)


def test_what_is_said_meanwhile_shows(busy: Site) -> None:
    """Within two seconds, and the cursor stays where it is."""

    async def act(page: Start, pilot: Pilot[str]) -> None:
        await pilot.press("down")
        answer.answer(busy.desk(), "ash", ("1",), "pass", {})
        open_job(busy.desk(), Opening("Yew", ("site",), handover="2026-12-01", units=(("rooms", "Hall"),)))
        await pilot.pause(2)
        assert [row[1:] for row in shown(page)[1:3]] == [("Yew", "15 left, today"), ("Ash", "14 left, tomorrow")]
        assert page.board.row
        assert page.board.row.text == "Elm"

    play(busy, act)


def test_there_is_something_to_choose_only_among_several(busy: Site, tmp_path: Path) -> None:
    """Not with one job, nor where one is in hand by its name or the folder one is in."""
    desk = busy.desk()
    assert app.several(desk)
    assert not app.several(replace(desk, caller=replace(desk.caller, job="elm")))
    assert not app.several(replace(desk, caller=replace(desk.caller, folder=busy.root / "jobs" / "elm")))
    one = Site(tmp_path / "ws", tmp_path / "state")
    for job in ("ash", "oak"):
        (one.root / "jobs" / job).rename(tmp_path / job)
    assert not app.several(one.desk())
