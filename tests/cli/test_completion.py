"""Completion: what each shell is told could come next, and that a word of somebody else's never runs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builder import KITCHEN
from cli.onsite import configured, held, opened
from conftest import Shell
from qcheck.cli import commands
from qcheck.cli.complete import FILES, TAKES, bare

BREAKS = " \t\n\"'@><=;|&(:"


def offered(shell: Shell, line: str, form: str = "fish", **environment: str) -> list[str]:
    """What could come next, a line each, for a shell that lists a word and what it means divided by a tab."""
    asked = {"_QCHECK_COMPLETE": f"complete_{form}", "_QCHECK_LINE": line}
    ran = shell(code=0, **asked, **environment)
    assert ran.err == ""
    return ran.out.splitlines()


def words(shell: Shell, line: str, **environment: str) -> list[str]:
    """The words alone."""
    return [each.partition("\t")[0] for each in offered(shell, line, **environment)]


ITEMS = {
    "fish": [
        "1\tWater and power isolated",
        "2\tJoints sealed, no visible gap",
        "3\tWorktop level in both directions",
        "4\tSpare hinge left with the client",
        "5\tFollow-up call made",
    ],
    "zsh": [
        "1:Water and power isolated",
        "2:Joints sealed, no visible gap",
        "3:Worktop level in both directions",
        "4:Spare hinge left with the client",
        "5:Follow-up call made",
    ],
    "bash": [
        "1  Water and power isolated            ",
        "2  Joints sealed, no visible gap       ",
        "3  Worktop level in both directions    ",
        "4  Spare hinge left with the client    ",
        "5  Follow-up call made                 ",
    ],
}
ITEMS["powershell"] = ITEMS["fish"]


@pytest.mark.parametrize("form", ITEMS)
def test_each_shell_is_told_the_open_items_with_their_texts(elm: Shell, form: str) -> None:
    """A number means nothing by itself."""
    assert offered(elm, "qcheck tick ", form) == ITEMS[form]


def test_an_unknown_shell_is_told_nothing(elm: Shell) -> None:
    """Nor is anything done for it."""
    assert offered(elm, "qcheck tick ", "tcsh") == []


def test_bash_is_given_words_alone_where_they_go_on_the_line(elm: Shell) -> None:
    """One that is alone is inserted, and menu completion inserts each in turn."""
    assert offered(elm, "qcheck tick 4", "bash") == ["4"]
    assert offered(elm, "qcheck tick ", "bash", COMP_TYPE="37") == ["1", "2", "3", "4", "5"]


def test_bash_lists_no_line_longer_than_the_screen(elm: Shell) -> None:
    """A line that wraps is taken for two words."""
    assert offered(elm, "qcheck tick ", "bash", COLUMNS="24")[1:3] == [
        "2  Joints sealed, no v…",
        "3  Worktop level in bo…",
    ]


def test_commands_are_told_with_what_they_do(elm: Shell) -> None:
    """Without any being imported, and those of a group after its name."""
    assert offered(elm, "qcheck ti") == ["tick\tSay that items are right."]
    assert offered(elm, "qcheck punch v") == [
        "verify\tConfirm that some are done; never one's own.",
        "void\tSay that some are none, with the reason.",
    ]
    assert words(elm, "qcheck nonsense ") == []


def test_the_trades_own_words_are_commands_that_complete_too(elm: Shell) -> None:
    """What follows them is what follows the command they stand for."""
    configured(elm, "terminology: {}", "terminology: {punch item: snag}")
    elm("punch", "add", "Scratch on the left door")
    assert offered(elm, "qcheck sn") == ["snag\tWhat is to be put right, by whom, by when."]
    assert offered(elm, "qcheck snag done ") == ["P1\tScratch on the left door"]
    assert words(elm, "qcheck snag verify ") == []


def test_options_are_told_once_a_dash_is_typed(elm: Shell) -> None:
    """One that was given is not told again."""
    assert offered(elm, "qcheck tick 3 --no") == ["--note\tWhat was seen, or why."]
    assert words(elm, "qcheck tick 3 --note x --no") == []
    assert words(elm, "qcheck --show-completion ") == ["bash", "zsh", "fish", "powershell"]


def test_what_was_answered_or_is_typed_already_is_not_offered_again(elm: Shell) -> None:
    """By number, range, name or section."""
    elm("tick", "1")
    assert words(elm, "qcheck tick ") == ["2", "3", "4", "5"]
    assert words(elm, "qcheck tick 2-3 ") == ["4", "5"]
    assert words(elm, "qcheck tick worktops.level 5 ") == ["2", "4"]
    assert words(elm, "qcheck tick 2,3,") == ["2,3,4", "2,3,5"]
    assert words(elm, "qcheck tick worktops ") == []


def test_each_command_is_offered_what_it_can_do_something_with(elm: Shell) -> None:
    """What failed can be ticked, and not fail again; what may never be n/a is not offered for it."""
    elm("tick", "2")
    elm("fail", "3", "--note", "3.5 mm")
    assert words(elm, "qcheck tick ") == ["1", "3", "4", "5"]
    assert words(elm, "qcheck fail ") == ["1", "2", "4", "5"]
    assert words(elm, "qcheck na ") == ["3", "4", "5"]
    assert words(elm, "qcheck note oak ") == ["1", "2", "3", "4", "5"]
    assert words(elm, "qcheck attach ") == ["1", "2", "3", "4", "5"]
    assert words(elm, "qcheck punch add gap --item ") == ["3"]
    assert words(elm, "qcheck waive ") == ["1", "3", "4"]


def test_ranges_go_from_the_number_typed(elm: Shell) -> None:
    """Each says which item it ends with."""
    assert offered(elm, "qcheck tick 3-") == [
        "3-4\tup to Spare hinge left with the client",
        "3-5\tup to Follow-up call made",
    ]
    assert words(elm, "qcheck tick 3-5") == ["3-5"]


def test_sections_and_names_are_offered_once_letters_are_typed(elm: Shell) -> None:
    """By any case, the shortest name that means one thing."""
    assert offered(elm, "qcheck tick wo") == [
        "worktops\tWorktops, 4 of its items",
        "worktops.sealed\tJoints sealed, no visible gap",
        "worktops.level\tWorktop level in both directions",
        "worktops.spare\tSpare hinge left with the client",
        "worktops.called\tFollow-up call made",
    ]
    assert words(elm, "qcheck tick lev") == ["level"]
    assert words(elm, "qcheck tick LEV") == ["LEVel"]


ROOMS = """\
checklist: rooms
sections:
  - id: floor
    title: Floor
    items:
      - {id: gap, text: Gap, repeat: rooms}
      - {id: colour, text: Colour, answer: {choice: {options: [clear, light grey, white], pass: [clear]}}}
"""


@pytest.fixture
def rooms(workspace: Shell) -> Shell:
    """A job with three rooms and a choice."""
    (workspace.folder / "checklists" / "rooms.yaml").write_text(ROOMS, encoding="utf-8")
    units = [word for name in ("Pantry", "Hall", "Bath") for word in ("--unit", f"rooms={name}")]
    workspace("open", "Rooms", "-c", "rooms", *units)
    return workspace


def test_units_follow_the_at_sign_and_choices_the_equals_sign(rooms: Shell) -> None:
    """A choice with a space in it is left to whoever can quote it."""
    assert offered(rooms, "qcheck tick gap@") == ["gap@pantry\tPantry", "gap@hall\tHall", "gap@bath\tBath"]
    assert words(rooms, "qcheck tick gap@pantry gap@") == ["gap@hall", "gap@bath"]
    assert words(rooms, "qcheck tick gap@pantry..") == ["gap@pantry..hall", "gap@pantry..bath"]
    assert offered(rooms, "qcheck tick 4=") == ["4=clear\tpasses", "4=white\tfails"]
    assert words(rooms, "qcheck handover --units ") == ["pantry", "hall", "bath"]


def test_of_a_word_that_bash_divides_it_is_given_the_last_part(rooms: Shell) -> None:
    """Bash replaces what comes after the sign, and nothing before it."""
    known = {"COMP_WORDBREAKS": BREAKS, "COMP_TYPE": "37"}
    assert offered(rooms, "qcheck tick gap@", "bash", **known) == ["pantry", "hall", "bath"]
    assert offered(rooms, "qcheck tick 4=w", "bash", **known) == ["white"]
    assert offered(rooms, "qcheck tick --job=", "bash", **known) == ["rooms"]
    assert words(rooms, "qcheck tick --job=") == ["--job=rooms"]


def test_hold_points_are_offered_once_they_are_right_and_until_they_are_released(workspace: Shell) -> None:
    """A gate stands by itself; the handover is the client's to release."""
    opened(workspace)
    assert words(workspace, "qcheck release ") == ["start", "closeout"]
    workspace("tick", "2")
    assert offered(workspace, "qcheck release ") == ["2\tPipes seen", "start\ta gate", "closeout\ta gate"]
    assert words(workspace, "qcheck release 2 ") == []
    workspace("release", "2", "--as", "olga")
    assert words(workspace, "qcheck release ") == ["start", "closeout"]


def test_witness_points_are_offered_until_someone_came(workspace: Shell) -> None:
    """An invitation does not settle it."""
    opened(workspace)
    assert offered(workspace, "qcheck witness ") == ["4\tWalked through with the client"]
    workspace("witness", "4", "--came", "Ann Client")
    assert words(workspace, "qcheck witness ") == []


def test_punch_items_are_offered_by_what_can_be_done_with_them(elm: Shell) -> None:
    """Done what is open, verified what is done; a name that was typed is not offered again."""
    for text in ("Scratch on the left door", "Gap at the plinth", "Hinge loose"):
        elm("punch", "add", text, "--owner", "ravi")
    elm("punch", "done", "P2", "--as", "ravi")
    assert offered(elm, "qcheck punch done ") == ["P1\tScratch on the left door", "P3\tHinge loose"]
    assert words(elm, "qcheck punch done p1 p") == ["p3"]
    assert words(elm, "qcheck punch done P1,") == ["P1,P3"]
    assert offered(elm, "qcheck punch verify ") == ["P2\tGap at the plinth"]
    assert words(elm, "qcheck punch reject ") == ["P2"]
    assert words(elm, "qcheck punch reopen ") == []
    assert words(elm, "qcheck punch show ") == ["P1", "P2", "P3"]
    assert words(elm, "qcheck punch assign P1 ") == ["P2", "P3", "dana", "ravi", "olga"]


def test_people_are_offered_wherever_one_is_named(elm: Shell) -> None:
    """The client where they may speak."""
    people = ["dana\tDana Miller, lead, office", "ravi\tRavi Shah, fitter", "olga\tOlga Petrova, office"]
    for option in ("--as", "--did", "--owner"):
        assert offered(elm, f"qcheck tick 3 {option} ") == people
    assert offered(elm, "qcheck waive 3 --approved-by o") == people[2:]
    assert words(elm, "qcheck punch verify P1 --as ") == ["dana", "ravi", "olga", "client"]


def test_jobs_gates_lists_and_templates_are_offered_by_name(elm: Shell) -> None:
    """A workspace's own list and one that comes with qcheck are told apart."""
    elm("open", "Oak Lane", "-c", "kitchen")
    jobs = ["elm-street-kitchen", "oak-lane\tthe last one used"]
    assert offered(elm, "qcheck status ") == offered(elm, "qcheck tick 3 -j ") == jobs
    assert words(elm, "qcheck check oak-lane ") == ["elm-street-kitchen"]
    assert offered(elm, "qcheck check --gate ") == ["start\ta gate", "handover\ta gate", "closeout\ta gate"]
    assert offered(elm, "qcheck open X -c k") == ["kitchen\tyour own", "kitchen-installation\tcomes with qcheck"]
    assert offered(elm, "qcheck show kitchen-") == ["kitchen-installation\tcomes with qcheck"]
    assert words(elm, "qcheck templates copy handover") == ["handover.html.j2", "handover.md.j2", "handover.txt.j2"]


def test_the_job_that_is_meant_is_the_one_on_the_line_or_in_the_environment(elm: Shell, tmp_path: Path) -> None:
    """So are the folder after -C and `QCHECK_WORKSPACE`."""
    elm("tick", "1", "2")
    elm("open", "Oak Lane", "-c", "kitchen")
    assert words(elm, "qcheck tick -j elm ") == ["3", "4", "5"]
    assert words(elm, "qcheck tick ", QCHECK_JOB="elm") == ["3", "4", "5"]
    assert words(elm, "qcheck tick ") == ["1", "2", "3", "4", "5"]
    away = Shell(tmp_path, elm.state, elm.environment)
    (tmp_path / "other").mkdir()
    away.folder = tmp_path / "other"
    assert words(away, "qcheck status ") == []
    assert words(away, f"qcheck -C {elm.folder} tick -j elm ") == ["3", "4", "5"]
    assert words(away, "qcheck tick -j elm ", QCHECK_WORKSPACE=str(elm.folder)) == ["3", "4", "5"]


def test_rules_that_stand_in_the_job_in_hand_come_first(elm: Shell) -> None:
    """They are what someone has just read in brackets."""
    elm("fail", "2")
    found = offered(elm, "qcheck explain ")
    assert found[:3] == [
        "item-failed\tblock, 1 in the job in hand",
        "item-missed\tblock, 3 in the job in hand",
        "na-without-reason\tblock",
    ]
    assert len(found) == len({each.partition("\t")[0] for each in found}) > len(found[:3])
    assert words(elm, "qcheck explain item-f") == ["item-failed"]


def test_facts_are_offered_with_the_answers_that_they_can_have(workspace: Shell) -> None:
    """After the job, which can be left out."""
    opened(workspace)
    answers = ["worktop=laminate\tWorktop material?", "worktop=granite\tWorktop material?"]
    assert offered(workspace, "qcheck plan ") == ["elm-street\tthe last one used", *answers]
    assert offered(workspace, "qcheck plan elm wor") == answers
    assert words(workspace, "qcheck plan worktop=granite wor") == []


def test_where_a_file_is_wanted_the_shell_is_asked_for_its_own(elm: Shell) -> None:
    """And where text is, nothing is offered."""
    asked = {"_QCHECK_COMPLETE": "complete_fish"}
    for line in ("qcheck tick 3 --photo ", "qcheck lint ", "qcheck report --out ", "qcheck -C "):
        assert (elm(code=1, **asked, _QCHECK_LINE=line).out, line) == ("", line)
    assert words(elm, "qcheck tick 3 --note ") == []


def test_outside_a_workspace_and_in_a_broken_one_no_values_are_offered(shell: Shell) -> None:
    """Commands and options are; nothing is said of what is wrong."""
    assert words(shell, "qcheck tick ") == words(shell, "qcheck status ") == words(shell, "qcheck tick --as ") == []
    assert words(shell, "qcheck tic") == ["tick"]
    (shell.folder / "qcheck.yaml").write_text("people: [", encoding="utf-8")
    assert words(shell, "qcheck tick ") == words(shell, "qcheck tick --as ") == words(shell, "qcheck explain ") == []


def test_a_damaged_record_does_not_come_between(elm: Shell) -> None:
    """What can be read is offered."""
    log = next(elm.folder.glob("jobs/*/record/*.jsonl"))
    log.write_bytes(log.read_bytes() + b"\xff\x00{broken\n")
    assert words(elm, "qcheck tick ") == ["1", "2", "3", "4", "5"]
    log.write_bytes(b"\xff\xfe")
    assert words(elm, "qcheck tick ") == []


@pytest.mark.parametrize("line", ["", "qcheck", "qcheck 'tick", 'qcheck tick "', "qcheck tick \\", "x=1 \x00 \ud800"])
def test_a_line_that_is_no_command_line_ends_in_silence(elm: Shell, line: str) -> None:
    """Half a quotation is what people type."""
    if "\x00" in line:
        line = line.replace("\x00", "").encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    offered(elm, line)


def test_nothing_is_written_not_even_what_could_be_remembered(elm: Shell, tmp_path: Path) -> None:
    """No cache, no key, no record, no lock, no job in hand."""
    shutil.rmtree(elm.folder / ".qcheck")
    fresh = {"QCHECK_STATE": str(tmp_path / "fresh")}
    before = held(elm)
    for line in (
        "qcheck tick ",
        "qcheck waive ",
        "qcheck explain ",
        "qcheck punch done ",
        "qcheck status ",
        "qcheck open -c ",
        "qcheck nonsense ",
    ):
        offered(elm, line, **fresh)
    assert words(elm, "qcheck tick ", **fresh) == ["1", "2", "3", "4", "5"]
    assert held(elm) == before
    assert not (elm.folder / ".qcheck").exists()
    assert not (tmp_path / "fresh").exists()


PROGRAM = """
import sys
from qcheck.cli import boundary
boundary.run([])
print("\\n".join(sys.modules), file=sys.stderr)
"""
HEAVY = {"yaml", "jinja2", "rich", "textual", "PIL", "pydantic", "importlib.metadata"}


def _modules(shell: Shell, line: str) -> set[str]:
    """What is loaded when an answer was given, in a workspace that was used before."""
    shell("status", "-j", "elm", code=None)
    environment = {**shell.environment, "_QCHECK_COMPLETE": "complete_fish", "_QCHECK_LINE": f"qcheck {line}"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=shell.folder, env=environment, capture_output=True, text=True, check=True
    )
    modules = set(done.stderr.split())
    assert "qcheck.app.complete" in modules
    return modules


DAILY = ["", "status ", "tick ", "tick --as ", "punch done ", "release ", "open X -c ", "plan ", "explain "]


@pytest.mark.parametrize("line", DAILY)
def test_an_answer_loads_nothing_that_it_does_not_need(elm: Shell, line: str) -> None:
    """Someone has pressed Tab and waits; to name the commands, none is imported."""
    modules = _modules(elm, line)
    assert modules & HEAVY == set()
    assert line or not modules & {"qcheck.cli.answer", "qcheck.cli.status", "qcheck.cli.punch"}


@pytest.mark.parametrize("line", ["report ", "punch hand-out ", "punch take-in ", "learn ", "punch load --"])
def test_no_template_and_no_screen_is_loaded_for_any_command(elm: Shell, line: str) -> None:
    """Those whose work is to read YAML may load that."""
    assert _modules(elm, line) & (HEAVY - {"yaml"}) == set()


HOSTILE = """\
checklist: hostile
sections:
  - id: walls
    title: "`touch pwned-1`"
    items:
      - id: one
        text: "$(touch pwned-2) `touch pwned-3` \\\\$(touch pwned-4) ' \\" ; & | > < * ? ~ ! [red] %F{red} :c:"
      - {id: two, text: "Two\\nlines\\tand a \\\\n"}
      - id: three
        text: Colour
        answer: {choice: {options: ["$(touch pwned-5)", "`touch pwned-6`", "a;b", "'q", white], pass: [white]}}
"""


@pytest.fixture
def hostile(workspace: Shell) -> Shell:
    """A job whose texts would run something, or break a list, wherever a shell expands them; folders of such names."""
    (workspace.folder / "checklists" / "hostile.yaml").write_text(HOSTILE, encoding="utf-8")
    (workspace.folder / "checklists" / "$(touch pwned-7).yaml").write_text(KITCHEN, encoding="utf-8")
    workspace("open", "Hostile", "-c", "hostile")
    workspace("punch", "add", "Red \x1b[31m\u202e\nand $(touch pwned-8)")
    for name in ("$(touch pwned-9)", "`touch pwned-10`", "-rf", "a b", "a\nb"):
        (workspace.folder / "jobs" / name).mkdir()
    return workspace


ONE = "$(touch pwned-2) `touch pwned-3` \\$(touch pwned-4) ' \" ; & | > < * ? ~ ! [red] %F{red} :c:"
LINES = [
    "qcheck tick ",
    "qcheck tick 3=",
    "qcheck tick wa",
    "qcheck punch done ",
    "qcheck -C . status ",
    "qcheck open X -c ",
]


def test_text_of_others_is_told_on_one_line_and_words_that_a_shell_would_expand_are_not_offered(hostile: Shell) -> None:
    """Controls are shown as such, and what would need quotes is left to be typed."""
    assert offered(hostile, "qcheck tick -j hostile ") == [f"1\t{ONE}", "2\tTwo lines and a \\n", "3\tColour"]
    assert offered(hostile, "qcheck tick 3=") == ["3=white\tpasses"]
    assert offered(hostile, "qcheck punch done ") == ["P1\tRed �[31m� and $(touch pwned-8)"]
    assert offered(hostile, "qcheck status ") == ["hostile\tthe last one used"]
    assert [each for each in words(hostile, "qcheck open X -c ") if "pwned" in each] == []


def test_zsh_is_told_no_more_words_than_there_are(hostile: Shell) -> None:
    """A backslash stays one, and a colon in a text ends nothing."""
    told = ONE.replace("\\", "\\\\")
    assert offered(hostile, "qcheck tick -j hostile ", "zsh") == [f"1:{told}", "2:Two lines and a \\\\n", "3:Colour"]


def _script(shell: Shell, name: str) -> tuple[Path, dict[str, str]]:
    """The script for a shell in a file, and an environment where `qcheck` is this one."""
    folder = shell.folder.parent / "bin"
    folder.mkdir()
    program = folder / "qcheck"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m qcheck "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    path = folder / f"qcheck.{name}"
    path.write_text(shell("--show-completion", name).out, encoding="utf-8")
    return path, {**shell.environment, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


BASH = """\
source "$1"; shift
complete -p qcheck
compopt() { echo "files"; }
COMP_WORDBREAKS=$' \\t\\n"\\'@><=;|&(:' COLUMNS=200
for line in "$@"; do
    COMP_LINE=$line COMP_POINT=${#line} COMP_TYPE=37
    _qcheck_completion
    printf '[%s]' "${COMPREPLY[@]}"; echo
done
"""
needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")


@needs_bash
def test_bash_completes_through_its_script_and_runs_nothing_that_it_reads(hostile: Shell) -> None:
    """The words arrive as they are, one each."""
    path, environment = _script(hostile, "bash")
    done = subprocess.run(
        ["bash", "--norc", "-c", BASH, "bash", str(path), *LINES, "qcheck tick 1 --photo "],
        cwd=hostile.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    lists = "[event-catering][hostile][kitchen][kitchen-installation][network-rollout][office-cleaning-handback]"
    assert done.stdout.splitlines() == [
        "complete -o nosort -F _qcheck_completion qcheck",
        "[1][2][3]",
        "[white]",
        "[walls][walls.one][walls.two][walls.three]",
        "[P1]",
        "[hostile]",
        f"{lists}[rental-handback][website-launch]",
        "files",
        "[]",
    ]
    assert done.stderr == ""
    assert list(hostile.folder.glob("pwned*")) == []


@pytest.mark.skipif(shutil.which("fish") is None, reason="there is no fish")
def test_fish_completes_through_its_script_and_runs_nothing_that_it_reads(hostile: Shell) -> None:
    """It lists a word with what it means."""
    path, environment = _script(hostile, "fish")
    asked = "; ".join(f"complete -C '{line}'" for line in LINES[:2])
    done = subprocess.run(
        ["fish", "--no-config", "-c", f"source {path}; {asked}"],
        cwd=hostile.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == [f"1\t{ONE}", "2\tTwo lines and a \\n", "3\tColour", "3=white\tpasses"]
    assert list(hostile.folder.glob("pwned*")) == []


ZSH = """\
compdef() { :; }
_describe() { shift 2; print -rl -- "${(@P)1}"; }
_files() { print files; }
source $1; shift
for line in "$@"; do
    words=("${(@s: :)line}") CURRENT=$#words PREFIX=$words[-1]
    _qcheck
done
"""


@pytest.mark.skipif(shutil.which("zsh") is None, reason="there is no zsh")
def test_zsh_reads_the_words_through_its_script_and_runs_nothing_that_it_reads(hostile: Shell) -> None:
    """What `_describe` is given is what was told."""
    path, environment = _script(hostile, "zsh")
    done = subprocess.run(
        ["zsh", "-f", "-c", ZSH, "zsh", str(path), *LINES[:2], "qcheck lint "],
        cwd=hostile.folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    told = ONE.replace("\\", "\\\\")
    assert done.stdout.splitlines() == [
        f"1:{told}", "2:Two lines and a \\\\n", "3:Colour", "3=white:passes", "files",
    ]  # fmt: skip
    assert list(hostile.folder.glob("pwned*")) == []


@pytest.mark.parametrize("name", ["bash", "zsh", "fish", "powershell"])
def test_each_script_asks_in_its_shells_own_name(shell: Shell, name: str) -> None:
    """It can be kept in a file and read by the shell."""
    script = shell("--show-completion", name).out
    assert script.splitlines()[0] in {f"# Completion of qcheck for {name}.", "#compdef qcheck"} | {
        "# Completion of qcheck for bash 4.4 or newer.", "# Completion of qcheck for PowerShell."
    }  # fmt: skip
    assert f"complete_{name}" in script


# What is typed in one's own words, or is made of parts that only a person knows.
FREE = {
    *("TEXT", "DATE", "NAME", "REASON", "AMOUNT", "TIME", "PLACE", "ADDRESS", "ZONE", "ROLE", "N", "0-10"),
    *("KIND=NAME", "KIND=FILE", "P7=FILE", "NAME=1-7", "FORMAT=PATH", "FACT=ANSWER", "URL", "WHAT=SIDE", "FROM", "TO"),
}


def _every(group: Any, context: Any) -> Iterator[Any]:
    """The arguments and options of all commands."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if hasattr(command, "list_commands"):
            yield from _every(command, context)
        yield from command.params


def test_every_word_of_the_help_completes_to_something_or_is_known_to_be_free() -> None:
    """A new `metavar` takes its place in the table, or says that nothing can be offered."""
    program = commands.program()
    words_ = {bare(parameter.metavar) for parameter in _every(program, None) if parameter.metavar}
    assert words_ - FREE - FILES - TAKES.keys() == set()
    assert (TAKES.keys() | FILES) - words_ - {"DIR"} == set()
