"""The walk when something goes wrong beside it: settings that break, a disk that is full, others who say more."""

import errno
from pathlib import Path

import pytest
from PIL import Image

from qcheck.app import answer, punch
from qcheck.store import record
from qcheck.tui.walk import Walk
from tui.walking import JOB, Screen, Site, play

BROKEN = "people: [\n"
TOLD = "qcheck.yaml:1:10: block: Not YAML:"


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A disk that takes nothing; `undo` of it makes room."""

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(record, "_append", refuse)
    return monkeypatch


def break_settings(site: Site) -> None:
    """What an editor leaves half-written."""
    (site.root / "qcheck.yaml").write_text(BROKEN, encoding="utf-8")


@pytest.mark.parametrize("key", ["p", "f", "n", "u", "h"])
def test_each_key_tells_that_the_settings_cannot_be_read(site: Site, key: str) -> None:
    """Nothing ends, and nothing is recorded."""
    before = site.job()

    async def act(screen: Screen) -> None:
        await screen.to(2)
        whole = (site.root / "qcheck.yaml").read_text(encoding="utf-8")
        break_settings(site)
        await screen.press(key)
        assert TOLD in screen.said
        (site.root / "qcheck.yaml").write_text(whole, encoding="utf-8")

    play(site.walk(), act)
    assert site.job() == before


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("t", "wet\n"),
        ("a", "Scratch\n\n\nravi\n\n\n"),
        ("w", "agreed\nolga\nfri\n"),
        ("i", "a\n"),
        ("f", "cracked\n\nravi\n\n"),
    ],
)
def test_settings_that_break_while_something_is_asked_are_told_in_the_question(
    site: Site, key: str, typed: str
) -> None:
    """What was typed stays; once they are mended, it is recorded."""

    async def act(screen: Screen) -> None:
        await screen.press(key)
        whole = (site.root / "qcheck.yaml").read_text(encoding="utf-8")
        break_settings(site)
        await screen.type(typed)
        assert TOLD in screen.over
        (site.root / "qcheck.yaml").write_text(whole, encoding="utf-8")
        await screen.press("enter")
        assert TOLD not in screen.over

    play(site.walk(), act)


def test_settings_that_break_just_after_a_key_end_nothing(site: Site) -> None:
    """What was recorded stays shown, and the look that follows it says what is wrong."""

    async def act(screen: Screen) -> None:
        await screen.press("p")
        break_settings(site)
        screen.walk.reload()
        await screen.pilot.pause(0.3)
        assert TOLD in screen.said
        assert screen.board.rows[1].mark == "ok"

    play(site.walk(), act)


@pytest.mark.parametrize(
    ("key", "typed"), [("t", "wet\n"), ("a", "Scratch\n\n\nravi\n\n\n"), ("w", "agreed\nolga\nfri\n")]
)
def test_a_full_disk_is_told_in_the_question(site: Site, full: pytest.MonkeyPatch, key: str, typed: str) -> None:
    """Nothing is shown as recorded, what was typed stays, and Enter records it once there is room."""

    async def act(screen: Screen) -> None:
        await screen.press(key)
        await screen.type(typed)
        assert "No space left on device. Free some space; nothing was recorded." in screen.over
        assert screen.said == ""
        full.undo()
        await screen.press("enter")
        assert screen.over == ""
        assert screen.said

    before = len(site.job().events)
    play(site.walk(), act)
    assert len(site.job().events) == before + 1


def test_a_full_disk_after_a_failure_leaves_the_failure(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The photo and the words are told as not recorded, and can be given again."""
    (site.root / "inbox").mkdir()
    Image.new("RGB", (64, 48)).save(site.root / "inbox" / "IMG_1.jpg")

    def refuse(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    async def act(screen: Screen) -> None:
        await screen.press("f")
        monkeypatch.setattr(record, "_append", refuse)
        await screen.type("cracked\nIMG_1.jpg\nravi\nfri\n")
        assert "No space left on device" in screen.over
        assert screen.lines == ["cracked", "IMG_1.jpg", "ravi", "fri"]
        monkeypatch.undo()
        await screen.press("enter")
        assert screen.over == ""
        await screen.press("u")
        assert len(screen.over.splitlines()) > 4
        await screen.press("enter")

    play(site.walk(), act)
    assert (site.item(1).standing, site.job().punch, site.item(1).notes) == ("open", (), ())


def test_a_job_that_is_gone_is_told(site: Site) -> None:
    """Someone moved its folder away; the list stays as it was read, and nothing is recorded."""

    async def act(screen: Screen) -> None:
        (site.root / "jobs" / JOB).rename(site.root / "elsewhere")
        screen.walk.reload()  # as it does by itself a moment later
        assert screen.said.startswith("elm: there is no such job any more.")
        assert screen.at == "1"
        await screen.press("p")
        assert screen.said.startswith("Not recorded. ")
        assert screen.at == "1"

    play(site.walk(), act)
    (site.root / "elsewhere").rename(site.root / "jobs" / JOB)
    assert site.item(1).standing == "open"


def test_two_walks_on_one_job_see_each_other(site: Site) -> None:
    """What one says the other shows within a second, with its cursor where it was."""
    ravi: Walk = site.walk("ravi")

    async def dana(screen: Screen) -> None:
        async def other(beside: Screen) -> None:
            await beside.to(7)
            await screen.press("p", "p")
            await beside.pilot.pause(1)
            assert [row.mark for row in beside.board.rows[1:3]] == ["ok", "ok"]
            assert (beside.at, beside.walk.left) == ("7", 13)
            await beside.to(3)
            await beside.press("p")
            await screen.pilot.pause(1)
            assert screen.board.rows[3].mark == "ok"
            assert (screen.at, screen.walk.left) == ("3", 12)

        async with ravi.run_test(size=(40, 20)) as pilot:
            await pilot.pause()
            await other(Screen(ravi, pilot))
            ravi.exit("")

    play(site.walk(), dana)
    assert [site.item(n).heads[-1].by for n in (1, 2, 3)] == ["dana", "dana", "ravi"]


def test_what_was_answered_by_someone_else_meanwhile_is_no_surprise(site: Site) -> None:
    """The later word stands, and the failure stays in the history."""

    async def act(screen: Screen) -> None:
        answer.answer(site.desk("ravi"), JOB, ("1",), "fail", {"note": "live"})
        await screen.press("p")
        await screen.pilot.pause(0.3)
        assert "Before: FAILED, Ravi Shah" in await _hand_of(screen, 1)

    play(site.walk(), act)
    assert site.item(1).standing == "pass"


async def _hand_of(screen: Screen, number: int) -> str:
    await screen.to(number)
    return screen.hand


def test_a_punch_item_raised_by_a_command_shows(site: Site) -> None:
    """With its own heading, and Enter at the gate goes to it."""

    async def act(screen: Screen) -> None:
        punch.add(site.desk(), JOB, punch.New("Scratch on the door"), {"owner": "ravi", "due": "thu"})
        await screen.pilot.pause(1)
        assert [row.text for row in screen.board.rows if row.punch] == ["Scratch on the door"]
        await screen.press("g", "enter")
        assert screen.at == "P1"

    play(site.walk(), act)


def test_an_inbox_that_leads_elsewhere_offers_nothing(site: Site, tmp_path: Path) -> None:
    """The question stays open for a path."""
    (tmp_path / "private").mkdir()
    Image.new("RGB", (64, 48)).save(tmp_path / "private" / "me.jpg")
    (site.root / "inbox").symlink_to(tmp_path / "private")
    walk = Walk(site.desk, JOB)

    async def act(screen: Screen) -> None:
        await screen.press("i")
        assert "me.jpg" not in "\n".join(screen.seen)
        await screen.press("escape")

    play(walk, act)
