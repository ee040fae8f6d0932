"""The README: every command in it is run as it is written."""

import re
import shlex
from pathlib import Path

from conftest import ROOT, Shell

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(?:console|yaml (\S+))\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXIT = re.compile(r"\s+# exit code (\d)$")


def _commands(block: str) -> list[tuple[str, int]]:
    """The commands of a console block, in order, with the exit code that each must have."""
    lines = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    return [(EXIT.sub("", line), int(found[1]) if (found := EXIT.search(line)) else 0) for line in lines]


def _type(shell: Shell, command: str, code: int) -> None:
    program, *arguments = shlex.split(command)
    if program == "cd":
        shell.folder /= arguments[0]
    else:
        assert program == "qcheck", command
        shell(*arguments, code=code)


def _edit(path: Path, block: str) -> None:
    """Writes a block of YAML into a file in place of the entry that has its key."""
    key = block.partition(":")[0]
    text = path.read_text(encoding="utf-8")
    edited, count = re.subn(rf"^{key}:\n(?: .*\n)+", lambda _: block, text, flags=re.MULTILINE)
    assert count == 1, key
    path.write_text(edited, encoding="utf-8")


def test_the_five_minute_tour_runs_as_it_is_written(shell: Shell) -> None:
    """A reader who types every command of the tour, and the YAML in it, gets the exit codes that it tells."""
    count = 0
    for file, block in BLOCK.findall(README):
        if file:
            _edit(shell.folder / file, block)
        for command, code in [] if file else _commands(block):
            _type(shell, command, code)
            count += 1
    assert count > 30


def test_every_command_of_the_program_is_in_the_readme() -> None:
    """In the tour, or named with what it is for."""
    from qcheck.cli.commands import COMMANDS

    named = set(re.findall(r"qcheck ([a-z]+)", README))
    assert sorted(set(COMMANDS) - named) == []


def test_the_links_of_the_readme_lead_somewhere() -> None:
    """A link to a file of the project names one that is there."""
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert [link for link in links if "://" not in link and not Path(ROOT, link).exists()] == []


def test_what_a_fresh_machine_needs_is_one_line_each() -> None:
    """The first command, the tests and the extra for photos."""
    for mark, end in (
        ("demo", "qcheck demo"),
        ("test", "pytest -q -n auto --dist worksteal"),
        ("photos", 'pip install -q ".[photos]"'),
    ):
        found = re.search(rf"^```sh {mark}\n(.*)\n```$", README, re.MULTILINE)
        assert found is not None
        assert found[1].endswith(end)
