"""The page to start from: jobs by urgency, what is due, what waits for sync, and where a key leads."""

import subprocess
import threading
from collections.abc import Awaitable, Callable

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import Static

from qcheck.app import answer, punch
from qcheck.app import start as app
from qcheck.app.desk import Desk
from qcheck.app.open import Opening, open_job
from qcheck.tui.start import Start
from tui.test_snapshots import SIZES, Lines
from tui.walking import JOB, Site, on_a_loop, plain

Play = Callable[[Start, Pilot[str]], Awaitable[None]]
PATIENCE = 200  # looks, each a twentieth of a second after the other, until something has to have come


@pytest.fixture
def busy(site: Site) -> Site:
    """Three jobs: Elm on Friday, Ash on Wednesday, Oak without a date; Dana and Olga have something due today."""
    open_job(site.desk(), Opening("Ash", ("site",), handover="2026-12-02", units=(("rooms", "Hall"),)))
    open_job(site.desk(), Opening("Oak", ("site",), units=(("rooms", "Hall"),)))
    punch.add(site.desk(), JOB, punch.New("Scratch on the door"), {"owner": "dana", "due": "today 17:00"})
    punch.add(site.desk(), "ash", punch.New("Gap behind the hob"), {"owner": "olga", "due": "today"})
    return site


def play(site: Site, act: Play, size: tuple[int, int] = (80, 24), at: str = "", who: str = "dana") -> str | None:
    """Plays something before the page once everything was read."""
    page = Start(lambda: site.desk(who), at)

    async def run() -> None:
        async with page.run_test(size=size) as pilot:
            await until(pilot, lambda: not page.unread)
            await act(page, pilot)
            page.exit(page.return_value)  # so that no timer looks at a screen that is being taken down

    on_a_loop(run())
    return page.return_value


async def until(pilot: Pilot[str], came: Callable[[], bool]) -> None:
    """Waits for something that comes by itself."""
    for _ in range(PATIENCE):
        await pilot.pause(0.05)
        if came():
            return
    raise AssertionError("it never came")


def shown(page: Start) -> list[tuple[str, str, str]]:
    """The rows as they are read: mark, text, what stands beside it."""
    return [(row.mark, row.title or row.text, row.aside) for row in page.board.rows]


def names(page: Start) -> list[str]:
    """The texts of the rows that can be stood on."""
    return [row.text for row in page.board.rows if row.key]


def told(page: Start, pane: str = "told") -> str:
    """What a pane says."""
    return plain(page.screen_stack[0].query_one(f"#{pane}", Static))


def test_jobs_by_urgency_and_what_is_due(busy: Site) -> None:
    """The soonest handover is first and in hand; below is what whoever looks has to do by tonight, then the others."""

    async def act(page: Start, _: Pilot[str]) -> None:
        assert shown(page) == [
            ("", "Jobs", "3"),
            ("", "Ash", "15 left, Wed 2 Dec, tomorrow"),
            ("", "Elm", "15 left, Fri 4 Dec, in 3 days"),
            ("", "Oak", "15 left, no handover date"),
            ("", "Due today or late, Dana Miller", "1"),
            ("", "P1 Scratch on the door: put it right (Elm)", "Tue 1 Dec 17:00"),
            ("", "Due today or late, others", "1"),
            ("", "P1 Gap behind the hob: put it right (Ash)", "Olga Petrova"),
        ]
        assert told(page, "gate") == "Miller Kitchens\n3 jobs, 3 not ready\n1 due today or late, 1 for others"
        assert told(page) == (
            "Ash\n"
            "NOT READY: 15 left, tomorrow, handover Wed 2 Dec, Dana Miller\n"
            "Blocks: P1 Gap behind the hob: not done, waiting on Olga Petrova\n"
            "Due Tue 1 Dec: P1 Gap behind the hob: put it right, Olga Petrova"
        )

    play(busy, act)


def test_as_many_words_as_there_is_room_for(busy: Site) -> None:
    """On a narrow screen how long there is; on a wide one the verdict and the lead as well."""

    async def narrow(page: Start, _: Pilot[str]) -> None:
        assert [row[2] for row in shown(page)[1:4]] == ["tomorrow", "in 3 days", "15 left"]
        assert told(page, "gate").splitlines()[1] == "3 not ready"
        assert told(page, "gate").splitlines()[2] == "1 due, 1 for others"

    play(busy, narrow, (40, 20))

    async def wide(page: Start, pilot: Pilot[str]) -> None:
        assert shown(page)[1][2] == "not ready, 15 left, Wed 2 Dec, tomorrow, Dana Miller"
        await pilot.resize_terminal(40, 20)
        await until(pilot, lambda: shown(page)[1][2] == "tomorrow")

    play(busy, wide, (120, 40))


@pytest.mark.parametrize("size", SIZES)
def test_screen(busy: Site, snapshot: SnapshotAssertion, size: str) -> None:
    """It looks as it did when someone last looked at it."""

    async def act(page: Start, pilot: Pilot[str]) -> None:
        await pilot.pause()
        strips = page.screen._compositor.render_strips()  # noqa: SLF001 (there is no public way to read a screen)
        lines = ("".join(segment.text for segment in strip).rstrip() for strip in strips)
        assert snapshot.use_extension(Lines) == "\n".join(lines) + "\n"

    play(busy, act, SIZES[size])


def test_it_is_not_known_who_looks(busy: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is due is told for all; a walk needs somebody, and the page stays to say so."""
    monkeypatch.setattr(Site, "desk", _nobodys(Site.desk))

    async def act(page: Start, pilot: Pilot[str]) -> None:
        assert [row[1] for row in shown(page) if not row[2].endswith("Petrova")][4:] == [
            "Due today or late",
            "P1 Scratch on the door: put it right (Elm)",
        ]
        assert told(page, "gate").endswith("\n2 due today or late")
        await pilot.press("enter")
        assert told(page) == (
            "It is not known who you are. Say it with --as WHO, or set QCHECK_USER. There are: dana, ravi, olga."
        )
        await pilot.press("down", "q")

    assert play(busy, act, who="") == ""


def _nobodys(desk: Callable[[Site, str], Desk]) -> Callable[[Site, str], Desk]:
    """A machine that does not remember anyone."""

    def other(site: Site, who: str = "dana") -> Desk:
        return desk(Site(site.root, site.state / "other"), who)

    return other


def test_enter_walks_through_the_job_in_hand(busy: Site) -> None:
    """Of something that is due it is the job that it belongs to."""

    async def act(_: Start, pilot: Pilot[str]) -> None:
        await pilot.press("j", "enter")

    assert play(busy, act) == "walk elm"

    async def last(_: Start, pilot: Pilot[str]) -> None:
        await pilot.press("end", "enter")

    assert play(busy, last) == "walk ash"

    async def first(_: Start, pilot: Pilot[str]) -> None:
        await pilot.press("s")

    assert play(busy, first) == "status ash"
    assert play(busy, first, at="oak") == "status oak"


def test_only_what_is_due(busy: Site) -> None:
    """D leaves what is due today or late, of everyone, with what is to be known of it; again it is all."""

    async def act(page: Start, pilot: Pilot[str]) -> None:
        await pilot.press("d")
        assert names(page) == [
            "P1 Scratch on the door: put it right (Elm)",
            "P1 Gap behind the hob: put it right (Ash)",
        ]
        assert told(page) == (
            "P1 Scratch on the door: put it right\nElm: Dana Miller, by Tue 1 Dec 17:00\nbefore handover"
        )
        await pilot.press("d")
        assert len(names(page)) == 5

    play(busy, act)


def test_the_page_is_left(busy: Site) -> None:
    """Q chooses nothing; the keys and the marks are explained before."""

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
        assert names(page) == ["Oak"]
        await pilot.press("enter", "escape")
        assert len(names(page)) == 5
        await pilot.press("slash", *"ready", "enter")
        assert names(page) == []
        assert told(page) == "Nothing here. Esc shows all."
        await pilot.press("enter", "escape", "slash", *"not", "enter", "home")
        assert names(page) == ["Ash", "Elm", "Oak"]
        await pilot.click("#board", offset=(10, 2))
        await pilot.click("#board", offset=(10, 2))
        await pilot.pause()

    assert play(busy, act, (40, 20)) == "walk elm"


@pytest.mark.parametrize(("place", "left"), [((2, 0), "walk ash"), ((34, 0), "status ash"), ((11, 1), "")])
def test_keys_at_the_bottom_can_be_touched(busy: Site, place: tuple[int, int], left: str) -> None:
    """`Enter walk`, `s status` and `q quit`, on two lines of a narrow screen."""

    async def act(_: Start, pilot: Pilot[str]) -> None:
        await pilot.click("#keys", offset=place)
        await pilot.pause()

    assert play(busy, act, (40, 20)) == left


def test_a_job_that_cannot_be_read_is_first_and_says_why(busy: Site) -> None:
    """It is never left out, nor taken for one that is ready; of one that is read in part, what is known is told."""
    for log in (busy.root / "jobs" / "oak" / "record").glob("*.jsonl"):
        log.unlink()
    elm = next((busy.root / "jobs" / "elm" / "record").glob("*.jsonl"))
    elm.write_bytes(elm.read_bytes() + b"no line of a record\n")
    (busy.root / "jobs" / "red\x1b[31m").mkdir()

    async def act(page: Start, pilot: Pilot[str]) -> None:
        assert shown(page)[1:4] == [
            ("??", "Elm", "not readable"),
            ("??", "oak", "not readable"),
            ("??", "red\ufffd[31m", "not readable"),
        ]
        assert "4 jobs, 3 not readable, 4 not ready" in told(page, "gate")
        assert told(page).splitlines()[1:3] == [
            "Not readable: a part of its record cannot be read. qcheck check elm",
            "NOT READY: 15 left, in 3 days, handover Fri 4 Dec, Dana Miller",
        ]
        await pilot.press("down")
        assert told(page) == "oak\nNot readable: its record does not say how it was opened. qcheck check oak"
        await pilot.press("slash", *"unread", "enter")
        assert names(page) == ["Elm", "oak", "red\ufffd[31m"]

    play(busy, act)


def test_a_job_of_which_nothing_can_be_read_is_not_walked_through(busy: Site) -> None:
    """The page stays, and says why."""
    record = busy.root / "jobs" / "oak" / "record"
    record.rename(busy.root / "record")
    record.symlink_to(record)

    async def act(page: Start, pilot: Pilot[str]) -> None:
        job = page.view.jobs[0]
        assert (job.job, job.verdict) == ("oak", "")
        assert job.unread.startswith("Cannot read ")
        await pilot.press("enter")
        assert told(page) == job.unread

    assert play(busy, act) is None


def test_what_is_said_meanwhile_shows(busy: Site) -> None:
    """A tick and a new job, with the cursor where it was; one that is gone is gone here too."""

    async def act(page: Start, pilot: Pilot[str]) -> None:
        await pilot.press("down")
        answer.answer(busy.desk(), "ash", ("1",), "pass", {})
        open_job(busy.desk(), Opening("Yew", ("site",), handover="2026-12-01", units=(("rooms", "Hall"),)))
        wanted = [("Yew", "15 left, Tue 1 Dec, today"), ("Ash", "14 left, Wed 2 Dec, tomorrow")]
        await until(pilot, lambda: [row[1:] for row in shown(page)[1:3]] == wanted)
        assert page.board.row
        assert page.board.row.text == "Elm"
        (busy.root / "jobs" / "oak").rename(busy.root / "oak")
        await until(pilot, lambda: "Oak" not in names(page))

    play(busy, act)


def test_settings_that_cannot_be_read_make_what_shows_old(busy: Site) -> None:
    """It says so while that lasts."""
    path = busy.root / "qcheck.yaml"
    held = path.read_text(encoding="utf-8")

    async def act(page: Start, pilot: Pilot[str]) -> None:
        path.write_text(held + "\npeople: [\n", encoding="utf-8")
        await until(pilot, lambda: told(page).startswith("What shows may be old. qcheck.yaml:"))
        assert len(names(page)) == 5
        path.write_text(held, encoding="utf-8")
        await until(pilot, lambda: told(page).startswith("Ash"))

    play(busy, act)


def test_what_waits_for_sync(busy: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is git, the jobs of which something was not sent yet say so, and a filter finds them; once it was
    sent from elsewhere they do not.
    """
    git = ["git", "-C", str(busy.root), "-c", "user.name=Dana", "-c", "user.email=dana@example.com"]
    for words in (["init", "-q", "-b", "main"], ["add", "."], ["commit", "-q", "-m", "jobs"]):
        subprocess.run([*git, *words], check=True)
    remote = busy.root.parent / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True)
    subprocess.run([*git, "remote", "add", "origin", str(remote)], check=True)
    subprocess.run([*git, "push", "-q", "-u", "origin", "main"], check=True)
    answer.answer(busy.desk(), "ash", ("1",), "pass", {})
    monkeypatch.setattr("qcheck.tui.start.SYNC", 0.1)

    def send() -> None:
        for words in (["add", "."], ["commit", "-q", "-m", "ticked"], ["push", "-q"]):
            subprocess.run([*git, *words], check=True)

    async def act(page: Start, pilot: Pilot[str]) -> None:
        await until(pilot, lambda: told(page, "gate").endswith("1 for others, 1 job to sync: qcheck sync"))
        assert shown(page)[1][2] == "14 left, Wed 2 Dec, tomorrow, to sync"
        assert "\nWaits for sync.\n" in told(page)
        await pilot.press("slash", *"sync", "enter")
        assert names(page) == ["Ash"]
        send()
        await until(pilot, lambda: told(page, "gate").endswith("1 for others"))
        assert names(page) == []

    play(busy, act)


def test_a_slow_git_is_waited_for(busy: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not asked a second time before it has answered, however long that takes, and what it said
    shows below whatever lies over the page.
    """
    asked: list[str] = []
    answers = threading.Event()

    def slow(desk: Desk) -> tuple[str, ...]:
        asked.append(desk.root.name)
        return ("ash",) if answers.wait(10) else ()

    monkeypatch.setattr(app, "waiting", slow)
    monkeypatch.setattr("qcheck.tui.start.SYNC", 0.02)

    async def act(page: Start, pilot: Pilot[str]) -> None:
        await until(pilot, lambda: bool(asked))
        await pilot.pause(0.2)
        assert asked == ["ws"]
        await pilot.press("question_mark")
        answers.set()
        await until(pilot, lambda: told(page, "gate").endswith("1 job to sync: qcheck sync"))

    play(busy, act)
