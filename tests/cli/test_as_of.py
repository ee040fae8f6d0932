"""As of a moment: the same bytes for the same state, on whatever machine, in whatever zone and order of files."""

import json
import os
import shutil
from pathlib import Path

import pytest

from conftest import PEOPLE, Shell, _environment
from planted import SOURCE, plant, told_by_two

BETWEEN = "2024-12-03T08:28:30Z"
LATER = "2024-12-04T05:32:30Z"
ASKED: dict[str, tuple[str, ...]] = {
    "status": ("status", "elm", "--all", "--as-of", BETWEEN),
    "status as JSON": ("status", "elm", "--json", "--as-of", BETWEEN),
    "status by the local clock": ("status", "elm", "--json", "--as-of", "3 dec 2024 09:28"),
    "status at the end of a day": ("status", "elm", "--json", "--as-of", "2024-12-03"),
    "check": ("check", "elm", "--as-of", LATER),
    "check as JSON": ("check", "elm", "--as-of", LATER, "--output", "json=-"),
    "check as JUnit": ("check", "elm", "--as-of", BETWEEN, "--output", "junit=-"),
    "report": ("report", "elm", "--out", "-", "--as-of", LATER),
    "report as text": ("report", "elm", "--format", "text", "--as-of", BETWEEN),
    "log": ("log", "elm", "--as-of", BETWEEN),
    "log as JSON": ("log", "elm", "--json", "--as-of", BETWEEN),
    "diff": ("diff", "elm", "A", LATER),
    "diff as JSON": ("diff", "elm", BETWEEN, LATER, "--json"),
    "diff as a page": ("diff", "elm", "A", "B", "--out", "-"),
    "punch list": ("punch", "print", "elm", "--format", "text", "--as-of", BETWEEN),
}
# What differs from one machine to the next.
MACHINES: dict[str, dict[str, str]] = {
    "far in the east": {"TZ": "Pacific/Kiritimati", "LANG": "ja_JP.UTF-8", "PYTHONHASHSEED": "1"},
    "far in the west": {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"},
    "without a language": {"TZ": "", "LANG": "C", "LC_ALL": "POSIX", "PYTHONHASHSEED": "0"},
    "someone else's": {"USER": "ravi", "LOGNAME": "ravi", "QCHECK_USER": "ravi", "QCHECK_JOB": "other"},
}


def _shell(folder: Path, state: Path, **environment: str) -> Shell:
    return Shell(folder, state, {**_environment(state), **environment})


def _all(shell: Shell) -> dict[str, str]:
    """What every command prints."""
    return {name: shell(*words, code=None).out for name, words in ASKED.items()}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """A workspace in Berlin with the job of two devices."""
    home = tmp_path_factory.mktemp("planted")
    folder = home / "work"
    folder.mkdir()
    shell = _shell(folder, home / "state")
    shell("init", "--company", "Miller Kitchens", "--name", "Dana Miller", "--zone", "Europe/Berlin")
    path = folder / "qcheck.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("\n\n# Points", PEOPLE + "\n# Points"), encoding="utf-8")
    (folder / "checklists" / "kitchen.yaml").write_bytes(SOURCE)
    plant(folder, told_by_two())
    return shell


@pytest.fixture(scope="module")
def expected(planted: Shell) -> dict[str, str]:
    """What every command prints where the job was made."""
    return _all(planted)


def test_every_command_shows_something(expected: dict[str, str]) -> None:
    """Two commands that both fail would print the same, too."""
    texts = ("Worktop level in both directions", "Joints sealed, no visible gap", "Scratch on the left door")
    assert [name for name, out in expected.items() if not any(text in out for text in texts)] == []
    assert json.loads(expected["check as JSON"])["checks"][0]["as_of"] == LATER
    assert expected["status by the local clock"] != expected["status at the end of a day"]


@pytest.mark.parametrize("machine", MACHINES)
def test_another_machine_prints_the_same_bytes(
    machine: str, planted: Shell, expected: dict[str, str], tmp_path: Path
) -> None:
    """Its zone, its language, its order of hashes and its user are no part of a state."""
    assert _all(_shell(planted.folder, tmp_path / "state", **MACHINES[machine])) == expected


def test_a_copy_elsewhere_whose_files_came_in_another_order_prints_the_same_bytes(
    planted: Shell, expected: dict[str, str], tmp_path: Path
) -> None:
    """Nothing rests on where the folder lies, on the order or the dates of its files, or on what was cached."""
    copied = tmp_path / "another place" / "jobs of ours"
    files = sorted(p for p in planted.folder.rglob("*") if p.is_file() and ".qcheck" not in p.parts)
    for path in reversed(files):
        target = copied / path.relative_to(planted.folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        os.utime(target, (0, 0))
    assert not (copied / ".qcheck").exists()
    assert _all(_shell(copied, tmp_path / "state", TZ="Asia/Kolkata", PYTHONHASHSEED="3")) == expected


def test_lines_that_stand_there_twice_print_the_same_bytes(
    planted: Shell, expected: dict[str, str], tmp_path: Path
) -> None:
    """As git may leave them after a merge: the first place of a line is the one that is told."""
    copied = tmp_path / "merged"
    shutil.copytree(planted.folder, copied)
    log = copied / "jobs" / "elm" / "record" / "aaaa.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join([*lines, *reversed(lines)]))
    assert _all(_shell(copied, tmp_path / "state")) == expected


def test_what_is_said_later_changes_nothing_of_what_was(
    planted: Shell, expected: dict[str, str], tmp_path: Path
) -> None:
    """Neither the job in hand nor what was recorded since shows in a state of before."""
    copied = tmp_path / "later"
    shutil.copytree(planted.folder, copied)
    shell = _shell(copied, tmp_path / "state", QCHECK_USER="dana")
    shell("open", "Mill Lane", "--checklist", "kitchen", "--handover", "2099-12-04")
    for words in (("tick", "2", "4"), ("note", "tea"), ("plan", "--handover", "2099-12-09", "--reason", "late")):
        shell(*words, QCHECK_JOB="elm")
    assert _all(shell) == expected


def test_as_of_the_present_is_now(planted: Shell) -> None:
    """A state that is asked for by the moment of the one before has the same bytes."""
    now = planted("check", "elm", "--output", "json=-", code=1).out
    moment = json.loads(now)["checks"][0]["as_of"]
    assert planted("check", "elm", "--output", "json=-", "--as-of", moment, code=1).out == now
    diff = json.loads(planted("diff", "elm", moment, "now", "--json").out)
    assert diff["groups"] == []
