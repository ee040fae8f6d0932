"""Start-up: what a command imports, since every import is waited for."""

import subprocess
import sys

import pytest

from cli.onsite import opened
from conftest import Shell

PROGRAM = """
import sys
from qcheck.cli import boundary
boundary.run(sys.argv[1:])
print("\\n".join(sys.modules), file=sys.stderr)
"""


def loaded(shell: Shell, *arguments: str, program: str = PROGRAM) -> set[str]:
    """The modules that a command has loaded when it is done, in a workspace that was used before."""
    shell(*arguments, code=None)
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
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
    heavy |= {"qcheck.app.judge", "qcheck.app.site", "qcheck.core.wording", "qcheck.core.dates"}
    assert loaded(elm, "tick", "2") & heavy == set()


ASKED = """
import sys
from qcheck.cli import boundary, out
out.asking = lambda: True
boundary.run(sys.argv[1:])
print("\\n".join(sys.modules), file=sys.stderr)
"""


def test_a_hint_loads_no_screen_no_yaml_and_no_templates(elm: Shell) -> None:
    """Nor does it judge the job while a check is left; without a terminal it is not loaded at all."""
    assert loaded(elm, "tick", "1") & {"qcheck.cli.hint", "qcheck.app.next", "qcheck.app.pick"} == set()
    screens = {"jinja2", "rich", "yaml", "textual"}
    hinted = loaded(elm, "tick", "1", program=ASKED)
    assert hinted & {"qcheck.cli.hint", "qcheck.app.next"} == {"qcheck.cli.hint", "qcheck.app.next"}
    assert hinted & {*screens, "qcheck.app.judge"} == set()
    elm("tick", "2-4")
    judged = loaded(elm, "punch", "add", "Scratch", "--owner", "ravi", program=ASKED)
    assert "qcheck.core.views.next" in judged
    assert judged & screens == set()


WRITTEN = tuple(f"--output={form}=x" for form in ("junit", "sarif", "github", "gitlab", "tap", "markdown", "csv"))
LOOKING = [
    (),
    ("status",),
    ("check",),
    ("check", "-q", *WRITTEN),
    ("punch", "list"),
    ("punch", "show", "P1"),
    ("contact", "call"),
    ("log",),
]


@pytest.mark.parametrize("command", LOOKING, ids=lambda words: " ".join(words)[:24] or "qcheck alone")
def test_looking_loads_no_yaml_no_templates_and_no_full_screen(elm: Shell, command: tuple[str, ...]) -> None:
    """Only a report is made of templates, and what was read of YAML before is remembered."""
    elm("punch", "add", "Scratch on the left door")
    assert loaded(elm, *command) & {"yaml", "jinja2", "textual", "xlsxwriter"} == set()


ROOMS = """\
checklist: rooms
title: Rooms
sections:
  - id: floor
    title: Floor
    items:
      - {id: swept, text: Swept, repeat: rooms, when: {item.floor.gap: {at_most: 1}}}
      - {id: gap, text: Gap, answer: {number: {unit: mm, max: 2}}, hold: {release: office}, repeat: rooms}
      - {id: keys, text: Keys counted, needs: floor.gap, evidence: {photos: 1}}
"""
# Typer brings `subprocess` along; what starts programs and opens photos is ours.
SLOW = {"PIL", "yaml", "jinja2", "textual", "importlib.metadata", "pydantic"}
SLOW |= {"qcheck.store.command", "qcheck.store.trust", "qcheck.app.run", "qcheck.intake.photo", "qcheck.app.evidence"}


@pytest.fixture
def everything(workspace: Shell) -> Shell:
    """A job with holds, conditions, measurements, photos and units."""
    (workspace.folder / "checklists" / "rooms.yaml").write_text(ROOMS, encoding="utf-8")
    opened(workspace)
    workspace("upgrade", "-c", "rooms", "-r", "rooms too")
    workspace("plan", *(word for n in range(5) for word in ("--add-unit", f"rooms=Room {n}")))
    workspace("fail", "5=3", "--note", "it rocks")
    return workspace


@pytest.mark.parametrize("command", [("tick", "5=1.5"), ("tick", "2"), ("tick", "gap@room-1..room-3=1")])
def test_a_value_is_taken_without_what_photos_and_commands_need(everything: Shell, command: tuple[str, ...]) -> None:
    """No photo is opened for a number, no program started, and no screen drawn."""
    assert loaded(everything, *command) & {*SLOW, "rich"} == set()


@pytest.mark.parametrize("command", ["status", "check"])
def test_looking_at_a_job_with_everything_opens_no_photo_and_starts_no_program(everything: Shell, command: str) -> None:
    """Photos are looked for by presence and size; a command's result is in the record."""
    assert loaded(everything, command) & (SLOW - {"qcheck.app.evidence"}) == set()
