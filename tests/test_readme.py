"""The README: every command in it is run as it is written."""

import re
import shlex
from pathlib import Path

from conftest import ROOT, Shell

README = (ROOT / "README.md").read_text(encoding="utf-8")
EXIT = re.compile(r"\s+# exit code (\d)$")


def _commands() -> list[tuple[str, int]]:
    """The commands of all console blocks, in order, with the exit code that each must have."""
    blocks = re.findall(r"^```console\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")]
    return [(EXIT.sub("", line), int(found[1]) if (found := EXIT.search(line)) else 0) for line in lines]


def test_the_five_minute_tour_runs_as_it_is_written(shell: Shell) -> None:
    """A reader who types every command of the tour gets the exit codes that it tells."""
    commands = _commands()
    assert len(commands) > 20
    for command, code in commands:
        program, *arguments = shlex.split(command)
        if program == "cd":
            shell.folder /= arguments[0]
        else:
            assert program == "qcheck", command
            shell(*arguments, code=code)


def test_every_command_of_the_program_is_in_the_readme_or_its_help() -> None:
    """The tour shows what a user needs; the commands it leaves out are few and named here."""
    from qcheck.cli.commands import COMMANDS

    shown = {shlex.split(command)[1] for command, _ in _commands() if command.startswith("qcheck ")}
    assert set(COMMANDS) - shown == {"demo", "jobs", "plan", "rules", "status", "templates", "waive"}


def test_the_links_of_the_readme_lead_somewhere() -> None:
    """A link to a file of the project names one that is there."""
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert [link for link in links if "://" not in link and not Path(ROOT, link).exists()] == []


def test_the_first_command_and_the_test_command_are_each_one_line() -> None:
    """The two commands that a fresh machine needs stand in the README, one line each."""
    for mark, end in (("demo", "qcheck demo"), ("test", "pytest -q -n auto")):
        found = re.search(rf"^```sh {mark}\n(.*)\n```$", README, re.MULTILINE)
        assert found is not None
        assert found[1].endswith(end)
