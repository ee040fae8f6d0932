"""Learning from the command line: a patch with what speaks for it, written on request, with nothing left unsaid."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import PEOPLE, Shell, _environment

KITCHEN = """\
# Our kitchens
checklist: kitchen
version: 3   # of May
sections:
  - id: worktops
    items:
      - sealed: Joints sealed   # with silicone
      - id: level
        text: Worktop level
        accept: no more than 2 mm over 2 m

  # nothing after this
"""
LEARNT = """\
# kitchen: 3 proposals from 2 jobs; version 3 becomes 4
# 1. worktops.measure-again-no-guess: would have prevented 2 punch items in 2 jobs (Plaster was wet: it shrank), cost 140.50 EUR. Ask for: Measure again: no "guess" # ever
#    elm, oak
# 2. worktops.sealed: failed in 2 of 2 jobs. Mark it critical; add to it by hand, as `accept:`, what is measured or seen.
#    elm, oak
# 3. worktops.no-tap-drips: came up on site in 2 jobs, with no item that asks. Ask for: Looked for, not found: Tap drips
#    elm, oak
--- a/checklists/kitchen.yaml
+++ b/checklists/kitchen.yaml
@@ -1,12 +1,19 @@
 # Our kitchens
 checklist: kitchen
-version: 3   # of May
+version: 4   # of May
 sections:
   - id: worktops
     items:
-      - sealed: Joints sealed   # with silicone
+      - id: sealed
+        text: Joints sealed   # with silicone
+        critical: true
       - id: level
         text: Worktop level
         accept: no more than 2 mm over 2 m
+      - id: measure-again-no-guess
+        text: "Measure again: no \\"guess\\" # ever"
+      - id: no-tap-drips
+        text: "Looked for, not found: Tap drips"
+        why: Came up on site in 2 jobs
\x20
   # nothing after this
"""  # noqa: E501 (as it is printed)
AFTER = "".join(
    line[1:] + "\n" for line in LEARNT.splitlines() if line[:1] in {" ", "+"} and not line.startswith("+++ b/")
)
CHANGED = "# Changed: checklists/kitchen.yaml, version 4. Jobs that are open keep theirs: qcheck upgrade\n"
FILE = "checklists/kitchen.yaml"


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A firm's folder with two jobs in which the same went wrong."""
    base = tmp_path_factory.mktemp("firm")
    (base / "work").mkdir()
    shell = Shell(base / "work", base / "state", _environment(base / "state"))
    shell("init", "--company", "Miller Kitchens", "--name", "Dana Miller", "--zone", "UTC")
    path = shell.folder / "qcheck.yaml"
    text = path.read_text(encoding="utf-8").replace("\n\n# Points", PEOPLE + "\n# Points")
    path.write_text(text + "currency: EUR\n" if "\ncurrency:" not in text else text, encoding="utf-8")
    (shell.folder / FILE).write_text(KITCHEN, encoding="utf-8")
    for job, cost in (("elm", "100"), ("oak", "40.50")):
        shell("open", job, "-c", "kitchen", "--handover", "2099-12-04")
        shell("fail", "sealed", "--job", job, "--note", "a gap")
        shell("punch", "add", "Top cut short", "--job", job)
        cause, prevention = "Plaster was wet: it shrank", 'Measure again: no "guess" # ever'
        shell("punch", "diagnose", "P1", "--job", job, "--cause", cause, "--prevention", prevention, "--cost", cost)
        shell("punch", "add", "Tap drips", "--job", job)
    return base


@pytest.fixture
def work(firm: Path, tmp_path: Path) -> Shell:
    """A copy of that folder."""
    shutil.copytree(firm, tmp_path / "firm")
    base = tmp_path / "firm"
    environment = {**_environment(base / "state"), "QCHECK_USER": "dana"}
    return Shell(base / "work", base / "state", environment)


def _text(shell: Shell) -> str:
    return (shell.folder / FILE).read_bytes().decode()


def test_a_patch_is_shown_with_what_speaks_for_it(work: Shell) -> None:
    """Nothing is written; the whole output is a patch that git takes, in a repository and below the top of one."""
    assert work("learn").out == LEARNT
    assert _text(work) == KITCHEN
    subprocess.run(["git", "init", "-q", ".."], cwd=work.folder, check=True)
    subprocess.run(["git", "apply"], cwd=work.folder, input=LEARNT.encode(), check=True)
    assert _text(work) == AFTER
    subprocess.run(["patch", "-R", "-p1", "-s"], cwd=work.folder, input=LEARNT.encode(), check=True)
    assert _text(work) == KITCHEN


def test_it_is_written_on_request_and_not_proposed_again(work: Shell) -> None:
    """The list is sound afterwards, and the same failures say nothing new about it."""
    assert work("learn", "KITCHEN", "--apply").out == LEARNT + CHANGED
    assert _text(work) == AFTER
    work("lint")
    assert work("learn").out == (
        "Nothing to learn yet.\n"
        "  2 jobs read. What happened in one may be chance, so it takes two.\n"
        "  Failures: 1 item failed often and got the next measure: jobs to come will tell.\n"
        "  Preventions: 2 given; what came up again is asked for already.\n"
        "  Raised on site without an item: 4, and what came up in two jobs is asked for already.\n"
    )
    assert work("-q", "learn", "--apply").out == ""


def test_quiet_shows_the_patch_alone(work: Shell) -> None:
    """And nothing at all where it is written."""
    assert work("-q", "learn").out == LEARNT[LEARNT.index("--- a/") :]
    assert work("-q", "learn", "--apply").out == ""
    assert _text(work) == AFTER


def test_line_ends_of_windows_go_round(work: Shell) -> None:
    """The patch has them, git takes it, and so does the file."""
    before, after = KITCHEN.replace("\n", "\r\n").rstrip(), AFTER.replace("\n", "\r\n").rstrip()
    (work.folder / FILE).write_bytes(before.encode())
    program = [sys.executable, "-m", "qcheck", "learn"]
    made = subprocess.run(program, cwd=work.folder, env=work.environment, capture_output=True, check=True).stdout
    subprocess.run(["git", "apply"], cwd=work.folder, input=made, check=True)
    assert _text(work) == after
    (work.folder / FILE).write_bytes(before.encode())
    work("learn", "--apply")
    assert _text(work) == after


def test_a_shipped_list_is_copied_first(work: Shell) -> None:
    """It is never edited where it came with the program."""
    (work.folder / FILE).unlink()
    for job in ("ash", "fir"):
        facts = ("gas=no", "worktop=granite", "dishwasher=no", "built=no", "photos=no")
        work("open", job, "-c", "kitchen-i", "--handover", "2099-12-04", *(w for f in facts for w in ("--fact", f)))
        work("fail", "raw-edges", "--job", job, "--note", "bare")
    shown = work("learn").out
    assert shown.startswith(
        "# Not read: kitchen: there is no such list now\n"
        "# kitchen-installation: 1 proposal from 2 jobs; version 2 becomes 3\n"
        "# 1. units.raw-edges: failed in 2 of 2 jobs. Mark it critical; add to it by hand, as `accept:`, "
        "what is measured or seen.\n"
        "#    ash, fir\n"
        "# It comes with qcheck: --apply copies it first, or qcheck lists --copy kitchen-installation\n"
        "--- a/checklists/kitchen-installation.yaml\n"
    )
    copy = work.folder / "checklists" / "kitchen-installation.yaml"
    assert not copy.exists()
    assert work("learn", "--apply").out.endswith(
        "# Copied and changed: checklists/kitchen-installation.yaml, version 3. "
        "Jobs that are open keep theirs: qcheck upgrade\n"
    )
    assert "version: 3\n" in copy.read_text(encoding="utf-8")
    work("lint")


def test_what_cannot_be_read_is_told(work: Shell) -> None:
    """A job without its record, and one with a line that is none, are named; the rest still counts."""
    (work.folder / "jobs" / "gone").mkdir()
    (log,) = (work.folder / "jobs" / "oak" / "record").glob("*.jsonl")
    log.write_bytes(log.read_bytes() + b"no line\n")
    assert work("learn").out == (
        "# Not read: gone: its record is gone\n# Not read: oak: 1 part of it cannot be read: qcheck check oak\n"
        + LEARNT
    )


def test_a_list_that_cannot_be_used_is_told_and_left_alone(work: Shell) -> None:
    """Nothing is proposed for it, and nothing is written."""
    broken = KITCHEN.replace("checklist: kitchen", "checklist: kitchen\nwrong: 1")
    (work.folder / FILE).write_text(broken, encoding="utf-8")
    said = work("learn", "--apply").out.splitlines()
    assert said[:2] == [
        "# Not read: kitchen: it cannot be used: qcheck lint checklists/kitchen.yaml",
        "Nothing to learn yet.",
    ]
    assert _text(work) == broken


def test_json_has_the_proposals_with_their_evidence(work: Shell) -> None:
    """What a program needs to show them, and the patch."""
    view = json.loads(work("learn", "--json").out)
    assert (view["jobs"], view["unread"], view["missing"]) == (2, [], [])
    (kitchen,) = view["lists"]
    assert kitchen["patch"] == LEARNT[LEARNT.index("--- a/") :]
    assert kitchen["proposals"][0] == {
        "number": 1,
        "kind": "prevention",
        "subject": "worktops.measure-again-no-guess",
        "reason": "would have prevented 2 punch items in 2 jobs (Plaster was wet: it shrank), cost 140.50 EUR",
        "asks": 'Ask for: Measure again: no "guess" # ever',
        "jobs": ["elm", "oak"],
        "of": 2,
        "times": 2,
        "cost": "140.50",
        "edited": True,
        "by_hand": "",
    }
    del kitchen["patch"], kitchen["proposals"]
    assert kitchen == {
        "list": "kitchen",
        "file": FILE,
        "version": 3,
        "next": 4,
        "shipped": False,
        "jobs": 2,
        "more": 0,
        "written": False,
    }


def test_once_is_enough_if_it_cost_as_much(work: Shell) -> None:
    """The amount is typed as costs are; what is none is refused."""
    work("punch", "add", "Door warped", "--job", "elm")
    words = ("--cause", "Damp store", "--prevention", "Doors stored dry", "--cost-after", "1500")
    work("punch", "diagnose", "P3", "--job", "elm", *words)
    assert "doors-stored-dry" not in work("learn").out
    assert "doors-stored-dry" not in work("learn", "--cost-at-least", "1500.5 EUR").out
    assert (
        "# 1. worktops.doors-stored-dry: would have prevented 1 punch item in 1 job (Damp store), cost 1500 EUR. "
        "Ask for: Doors stored dry\n"
    ) in work("learn", "--cost-at-least", "1500 EUR").out
    assert work("learn", "--cost-at-least", "much", code=2).err == (
        "much is not a number.\nWrite a number, such as 1.5.\n"
    )


def test_another_list_is_another_matter(work: Shell) -> None:
    """Of those that are named only; a name that means none is refused."""
    assert work("learn", "office").out.startswith("Nothing to learn yet.\n  There is no job to learn from.\n")
    assert work("learn", "bathroom", code=2).err.startswith("bathroom: there is no such checklist.\n")


def test_the_nine_that_weigh_most_are_shown(work: Shell) -> None:
    """More at once are not read; --all shows them."""
    words = ("Anvil", "Bucket", "Cradle", "Dowel", "Easel", "Funnel", "Gimlet")
    for job in ("elm", "oak"):
        for word in words:
            work("punch", "add", word, "--job", job)
    shown = work("learn").out
    assert shown.startswith("# kitchen: 9 proposals from 2 jobs; version 3 becomes 4\n")
    assert "\n# 1 more, weaker: --all\n" in shown
    assert work("learn", "--all").out.startswith("# kitchen: 10 proposals from 2 jobs; version 3 becomes 4\n")


def test_hostile_words_stay_words(work: Shell) -> None:
    """Whatever a cause holds, the patch is applied to a list that reads back."""
    for job in ("elm", "oak"):
        work("punch", "add", "\x1b[2JLid\u202e: # 🔧", "--job", job)
        words = (
            "--cause",
            "\x1b[31m- a: 'b' #\x07",
            "--prevention",
            "--- a/x\n+++ b/y: {[\u200b]} \\n \"'" + "x" * 3000,
        )
        work("punch", "diagnose", "P3", "--job", job, *words)
    shown = work("learn").out
    assert not {"\x1b", "\x07", "\u202e", "\u200b"} & set(shown)
    subprocess.run(["git", "apply"], cwd=work.folder, input=shown.encode(), check=True)
    assert work("lint").out.endswith("1 checklist, 1 finding.\n")  # the criteria that a critical item lacks
    assert '        text: "--- a/x +++ b/y: {[]} \\\\n \\"\'xxx' in _text(work)
    assert "31m" not in _text(work)
    assert "# 1. " in shown
