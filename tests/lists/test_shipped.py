"""The lists that come with qcheck: clean, readable, and each can be worked through to a green gate."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from conftest import ROOT, Shell
from qcheck.core.parse import checklist
from qcheck.core.value import example
from qcheck.model.checklist import Check, Checklist, Item, Question

LISTS = sorted((ROOT / "checklists").glob("*.yaml"))
Choose = Callable[[tuple[str, ...]], str]
TODAY = "use-by"


def _name(path: Path) -> str:
    return path.stem


def _read(path: Path) -> Checklist:
    read, findings = checklist(path.read_bytes(), path.name)
    assert read is not None
    assert findings == []
    return read


def _items(of: Checklist) -> dict[str, Item]:
    return {f"{of.id}/{section.id}.{item.id}": item for section in of.sections for item in section.items}


def _open(shell: Shell, of: Checklist, choose: Choose) -> None:
    """A firm of one opens a job with that list, two units of each kind."""
    shell("init", "--name", "Dana Miller", "--zone", "UTC")
    settings = shell.folder / "qcheck.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("crew_of_one: false", "crew_of_one: true "), encoding="utf-8")
    facts = [word for question in of.ask for word in ("--fact", f"{question.id}={_answer(question, choose)}")]
    kinds = dict.fromkeys(item.repeat for item in _items(of).values() if item.repeat)
    units = [word for kind in kinds for name in ("One", "Two") for word in ("--unit", f"{kind}={name}")]
    shell("open", "Job", "--checklist", of.id, "--handover", "2099-12-04", *facts, *units)


def _answer(question: Question, choose: Choose) -> str:
    return choose(question.choice) if question.choice else "none"


def _photos(folder: Path) -> list[str]:
    """Two photos that differ."""
    paths = [folder / "one.png", folder / "two.png"]
    for shade, path in enumerate(paths):
        Image.new("RGB", (8, 8), (shade, 0, 0)).save(path)
    return [word for path in paths for word in ("--photo", str(path))]


def _due(shell: Shell) -> list[tuple[str, str]]:
    """Number and name of what is open by the handover, in order."""
    rows = (line.split("\t") for line in shell("status", "--porcelain").out.splitlines())
    return [(row[1], row[2]) for row in rows if row[0] == "item" and row[3] == "open" and row[4] == "due"]


def _work(shell: Shell, of: Checklist) -> None:
    """Answers everything that is due, in the list's order; stops where a hold point wants its release."""
    items, ready = _items(of), list[str]()
    (shell.folder / "result.txt").write_text("0 faults\n", encoding="utf-8")
    evidence = [*_photos(shell.folder), "--file", str(shell.folder / "result.txt"), "--note", "as seen"]
    for number, name in _due(shell):
        item = items[name.partition("@")[0]]
        day = "2100-01-01" if item.id == TODAY else example(item.answer)
        word = number if isinstance(item.answer, Check) else f"{number}={day}"
        if not item.evidence and not item.hold:
            ready.append(word)
            continue
        if ready:
            shell("tick", *ready)
            ready.clear()
        shell("tick", word, *(evidence if item.evidence else ()))
        if item.hold and item.hold.release:
            shell("release", number)
        elif item.hold:
            shell("witness", number, "--came", "Ann Client")
    shell("tick", *ready)


def test_the_shipped_lists_are_clean(shell: Shell) -> None:
    """They are what a first list is copied from."""
    assert shell("lint", "--strict", *map(str, LISTS)).out == f"{len(LISTS)} checklists, nothing to mend.\n"


@pytest.mark.parametrize("choose", [min, max], ids=["first answers", "last answers"])
@pytest.mark.parametrize("path", LISTS, ids=_name)
def test_each_shipped_list_is_worked_through_to_a_green_gate(shell: Shell, path: Path, choose: Choose) -> None:
    """Nothing in it waits for what nobody can do, whatever the facts; answers that pass are enough."""
    of = _read(path)
    _open(shell, of, choose)
    shell("check", code=1)
    _work(shell, of)
    assert _due(shell) == []
    shell("check")


def test_a_list_is_shown_with_all_that_it_asks_for(shell: Shell) -> None:
    """What is asked at opening, then each item with what it takes, in columns."""
    shown = shell("show", "kitchen").out
    assert shown.startswith("Kitchen installation (kitchen-installation, version 2)\nRests on: Fixed electrical work")
    assert (
        """
Asked when a job is opened
gas         Is there gas?                     yes, no
worktop     Worktop material?                 laminate, timber, granite, quartz
dishwasher  Is a dishwasher fitted?           yes, no
built       Was the house built before 2000?  yes, no
photos      Does the client agree to photos?  yes, no
"""
        in shown
    )
    lines = " ".join(shown.split())
    for marks in (
        "2 photos",
        "a number in mm (at most 2 mm)",
        "hold point, released by lead",
        "due by start",
        "only where gas is yes",
        "after connections.gas-tight",
        "by gas-engineer",
        "a failure goes on the punch list",
    ):
        assert marks in lines
