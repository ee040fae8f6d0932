"""Start-up: what a command imports, since every import is waited for."""

import subprocess
import sys

import pytest

from conftest import Shell

PROGRAM = """
import sys
from qcheck.cli import boundary
boundary.run(sys.argv[1:])
print("\\n".join(sys.modules), file=sys.stderr)
"""


def loaded(shell: Shell, *arguments: str) -> set[str]:
    """The modules that a command has loaded when it is done, in a workspace that was used before."""
    shell(*arguments, code=None)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        cwd=shell.folder,
        env=shell.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    modules = set(done.stderr.split())
    assert "qcheck.core.fold" in modules
    return modules


def test_a_tick_loads_nothing_that_it_does_not_need(elm: Shell) -> None:
    """No YAML is parsed on its way, no screen drawn, no template compiled, no zone looked up."""
    heavy = {"jinja2", "rich", "yaml", "textual", "importlib.metadata", "zoneinfo", "pydantic"}
    assert loaded(elm, "tick", "2") & heavy == set()


@pytest.mark.parametrize("command", ["status", "check"])
def test_looking_loads_no_yaml_no_templates_and_no_full_screen(elm: Shell, command: str) -> None:
    """Only a report is made of templates, and what was read of YAML before is remembered."""
    assert loaded(elm, command) & {"yaml", "jinja2", "textual"} == set()
