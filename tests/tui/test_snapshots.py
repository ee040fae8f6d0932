"""How the walk looks: each of its screens at three sizes, as an image and as the lines that are read."""

import re
from collections.abc import Awaitable, Callable

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.widgets import Input

from qcheck.app import answer, punch
from qcheck.app import site as onsite
from tui.walking import JOB, Screen, Site, play

SIZES = {"40x20": (40, 20), "80x24": (80, 24), "120x40": (120, 40)}


class Lines(SingleFileSnapshotExtension):
    """A text file of what is read."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class Image(SingleFileSnapshotExtension):
    """An image with its colours."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


@pytest.fixture
def halfway(site: Site) -> Site:
    """A job on which work is under way: some ticked, one failed and given to Ravi, one right after a failure."""
    answer.answer(site.desk(), JOB, ("1",), "fail", {"note": "230 V on the socket by the window"})
    answer.answer(site.desk(), JOB, ("1",), "pass", {})
    answer.answer(site.desk(), JOB, ("3",), "na", {"note": "no stairs"})
    answer.answer(site.desk(), JOB, ("4",), "pass", {})
    answer.answer(site.desk(), JOB, ("6=3.5",), "fail", {"note": "leans towards the window"})
    answer.note(site.desk("ravi"), JOB, ("6",), "shims ordered", {})
    punch.take_up(site.desk(), JOB, ("site/measured.level",), {"owner": "ravi", "due": "thu"})
    answer.answer(site.desk(), JOB, ("11",), "pass", {})
    punch.add(site.desk(), JOB, punch.New("Scratch on the left door", where="hall"), {"owner": "olga", "due": "fri"})
    onsite.witness(site.desk(), JOB, ("14",), "invited", ("Ann Client", "fri 9:00"))
    return site


async def _open(screen: Screen) -> None:
    """As it opens."""
    assert screen.at == "2"


async def _hold(screen: Screen) -> None:
    """A hold point that can be released."""
    await screen.to(4)


async def _failed(screen: Screen) -> None:
    """An item about which a lot is to be known."""
    await screen.to(6)


async def _punch(screen: Screen) -> None:
    """A punch item."""
    await screen.to("P2")


async def _form(screen: Screen) -> None:
    """A question half answered, with what is offered and what is wrong."""
    await screen.press("a")
    await screen.type("Gap behind the hob\n")
    await screen.press("enter", "enter")
    await screen.type("ravi\nnever\n\n")
    await screen.press("shift+tab", "shift+tab")


async def _gate(screen: Screen) -> None:
    """All that stands in the way."""
    await screen.press("g")


async def _help(screen: Screen) -> None:
    """What each key does."""
    await screen.press("question_mark")


async def _one(screen: Screen) -> None:
    """One item fills the screen."""
    await screen.to(6)
    await screen.press("enter")


async def _empty(screen: Screen) -> None:
    """A filter that leaves nothing."""
    await screen.press("slash")
    await screen.type("nothing of that name")


async def _refused(screen: Screen) -> None:
    """A key that was refused."""
    await screen.to(1)
    await screen.press("n")


SCENES: dict[str, Callable[[Screen], Awaitable[None]]] = {
    "open": _open,
    "hold": _hold,
    "failed": _failed,
    "punch": _punch,
    "form": _form,
    "gate": _gate,
    "help": _help,
    "one": _one,
    "empty": _empty,
    "refused": _refused,
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scene", SCENES)
def test_screen(
    halfway: Site, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch, scene: str, size: str
) -> None:
    """It looks as it did when someone last looked at it."""
    monkeypatch.delenv("NO_COLOR", raising=False)

    async def act(screen: Screen) -> None:
        await SCENES[scene](screen)
        for line in screen.walk.screen.query(Input):
            line.cursor_blink = False
        await screen.pilot.pause()
        assert snapshot.use_extension(Lines) == "\n".join(screen.seen) + "\n"
        image = screen.walk.export_screenshot()
        assert snapshot.use_extension(Image) == re.sub(r"terminal-\d+-", "terminal-", image)

    play(halfway.walk(), act, size=SIZES[size])
