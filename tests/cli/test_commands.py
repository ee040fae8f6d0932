"""The daily commands, as real processes."""

import json
import sys
from pathlib import Path

import pytest

from conftest import Shell

ELM = "Elm Street kitchen"


def test_ticking_one_item_says_which_and_how_many_are_left(elm: Shell) -> None:
    """Its text, so that a wrong number shows."""
    assert elm("tick", "3").out == (f"{ELM}: 3 Worktop level in both directions: ticked, 3 left. Wrong? qcheck undo\n")
    assert elm("tick", "1", "4").out == f"{ELM}: 2 ticked, 1 left. Wrong? qcheck undo\n"


def test_failing_an_item_says_whom_it_waits_on(elm: Shell) -> None:
    """And how it is put right."""
    assert elm("fail", "2", "--note", "gap").out == (
        f"{ELM}: 2 Joints sealed, no visible gap: FAILED, 4 left.\n"
        "Waiting on Dana Miller. When it is right: qcheck tick 2\n"
    )


def test_not_applicable_is_said_with_its_reason(elm: Shell) -> None:
    """One reason for a section."""
    assert elm("na", "worktops", "--note", "none ordered").out == f"{ELM}: 4 not applicable, 1 left.\n"


def test_notes_and_undo_say_what_they_did(elm: Shell) -> None:
    """What was taken back is shown line by line."""
    assert elm("note", "rang the bell").out == f"{ELM}: noted.\n"
    assert elm("note", "oak", "2", "3").out == f"{ELM}: noted on 2 3.\n"
    elm("tick", "2")
    assert elm("undo").out == f"{ELM}: taken back, 4 left.\n  2 Joints sealed, no visible gap: passed\n"


def test_a_note_of_bytes_that_are_no_text_is_recorded_with_marks(elm: Shell) -> None:
    """A terminal that is not set to UTF-8 costs a letter, never the note."""
    assert elm("note", "gr\udcfc\udcdf Gott", "3").out == f"{ELM}: noted on 3.\n"
    assert json.loads(elm("log", "--json").out)["entries"][-1]["what"] == (
        "3 Worktop level in both directions: “gr�� Gott”"
    )


def test_quiet_says_nothing_when_all_went_well(elm: Shell) -> None:
    """The exit code tells."""
    assert elm("-q", "tick", "1").out == ""
    assert elm("-q", "note", "hi").out == ""


def test_status_says_what_is_next(elm: Shell) -> None:
    """Ready or not, how much is left, what, and where."""
    assert elm("status").out == (
        "ELM STREET KITCHEN   NOT READY   4 left   handover Fri 4 Dec 2099\n"
        "1  Water and power isolated  critical\n"
        "2  Joints sealed, no visible gap\n"
        "3  Worktop level in both directions\n"
        "4  Spare hinge left with the client\n"
        "\n"
        "  Arrival   0 of 1\n"
        "  Worktops  0 of 3\n"
    )
    assert elm().out == elm("status", "elm").out


def test_plain_status_is_linear(elm: Shell) -> None:
    """One statement a line, no columns, for a screen reader."""
    elm("fail", "2", "--note", "gap")
    lines = elm("--plain", "status").out.splitlines()
    assert lines[:3] == ["Elm Street kitchen is not ready.", "4 checks left.", "Handover Fri 4 Dec 2099."]
    assert [line for line in lines if "  " in line] == []


def test_status_for_scripts_is_divided_by_tabs(elm: Shell) -> None:
    """A stable form."""
    elm("tick", "2")
    assert elm("status", "--porcelain").out.splitlines()[:6] == [
        "job\telm-street-kitchen\thandover\tnot ready\t3\t4",
        "item\t1\tkitchen/arrival.isolated\topen\tdue\t-",
        "item\t2\tkitchen/worktops.sealed\tpass\tdue\t-",
        "item\t3\tkitchen/worktops.level\topen\tdue\t-",
        "item\t4\tkitchen/worktops.spare\topen\tdue\t-",
        "item\t5\tkitchen/worktops.called\topen\tlater\t-",
    ]


def test_status_as_json_holds_verdict_and_counts(elm: Shell) -> None:
    """Indented, one document."""
    status = json.loads(elm("status", "--json").out)
    assert (status["verdict"], status["count"]) == (
        "not ready",
        {"due": 4, "settled": 0, "left": 4, "waived": 0, "deferred": 0, "hidden": 0},
    )


def test_a_narrow_terminal_loses_no_word(elm: Shell) -> None:
    """Every line fits, every item is there."""
    wide, narrow = elm("status", "--all"), elm("status", "--all", COLUMNS="60")
    assert max(len(line) for line in narrow.out.splitlines()) <= 60
    assert sorted(wide.out.split()) == sorted(narrow.out.split())


def test_nothing_is_coloured_without_a_terminal_nor_with_no_color(elm: Shell) -> None:
    """No escape sequence in a pipe."""
    assert "\x1b" not in elm("status", "--all").out + elm("jobs", NO_COLOR="1").out


def test_jobs_mark_the_one_in_hand_and_log_tells_its_record(elm: Shell) -> None:
    """Those that need someone first."""
    elm("tick", "2", "--as", "ravi")
    assert elm("jobs").out == f"*  {ELM}  NOT READY  3 left, handover Fri 4 Dec 2099, Dana Miller\n"
    last = json.loads(elm("log", "--json").out)["entries"][-1]
    assert (last["what"], last["by"]) == ("2 Joints sealed, no visible gap: passed", "Ravi Shah")


def test_the_plan_is_shown_and_changed_with_a_reason(elm: Shell) -> None:
    """The first date stays on record."""
    assert elm("plan").out == f"{ELM}\nhandover  Fri 4 Dec 2099\nlead      Dana Miller\nlists     kitchen\n"
    assert elm("plan", "--handover", "2099-12-07", code=2).err == (
        'handover: changing what was planned needs a reason.\nSay why: --reason "worktop delivered late"\n'
    )
    assert (
        elm("plan", "--handover", "2099-12-07", "--reason", "late").out == f"{ELM}: planned handover: Mon 7 Dec 2099.\n"
    )
    assert "handover  Mon 7 Dec 2099 (first promised Fri 4 Dec 2099)\n" in elm("plan").out


def editor(folder: Path, code: str) -> str:
    """An editor that is a small program; it finds the file as `path`."""
    script = folder / "editor.py"
    script.write_text(f"import pathlib, sys\npath = pathlib.Path(sys.argv[1])\n{code}\n", encoding="utf-8")
    return f'"{sys.executable}" "{script}"'


def test_the_plan_is_changed_in_an_editor(elm: Shell, tmp_path: Path) -> None:
    """What differs is recorded, with the reason that was written there, and the file is gone."""
    elm("plan", "--promise", "oak handles")
    change = 'text = path.read_text().replace("2099-12-04", "2099-12-07").replace(\'reason: ""\', "reason: late")'
    run = elm(
        "plan", "--edit", EDITOR=editor(tmp_path, f"{change}\npath.write_text(text)"), VISUAL="", TMPDIR=str(tmp_path)
    )
    assert run.out == f"{ELM}: planned handover: Mon 7 Dec 2099.\n"
    assert list(tmp_path.glob("qcheck-plan-*")) == []


def test_an_edited_plan_that_cannot_be_read_is_kept(elm: Shell, tmp_path: Path) -> None:
    """Nobody types it twice; nothing was changed."""
    elm("plan", "--promise", "oak handles")
    bad = editor(tmp_path, 'path.write_text(path.read_text() + "leed: ravi\\n")')
    run = elm("plan", "--edit", code=2, EDITOR=bad, VISUAL="", TMPDIR=str(tmp_path))
    (kept,) = tmp_path.glob("qcheck-plan-*.yaml")
    assert run.err.splitlines()[0] == f"Your text is kept in {kept}"
    assert kept.read_text(encoding="utf-8").endswith("leed: ravi\n")


def test_an_editor_that_changes_nothing_changes_nothing(elm: Shell, tmp_path: Path) -> None:
    """Closing it is a way out."""
    elm("plan", "--promise", "oak handles")
    run = elm("plan", "--edit", EDITOR=editor(tmp_path, ""), VISUAL="", TMPDIR=str(tmp_path))
    assert run.out == f"{ELM}: nothing was different.\n"


def test_an_editor_that_cannot_be_started_is_named(elm: Shell, tmp_path: Path) -> None:
    """With what to do."""
    run = elm("plan", "--edit", code=2, EDITOR="no-such-editor", VISUAL="", TMPDIR=str(tmp_path))
    assert run.err.endswith("The editor no-such-editor cannot be started.\nSet EDITOR to one that can.\n")


def test_what_an_editor_wrote_before_it_failed_is_kept(elm: Shell, tmp_path: Path) -> None:
    """The file is named, and nothing was changed."""
    change = 'path.write_text(path.read_text().replace("2099-12-04", "2099-12-07"))\nsys.exit(7)'
    run = elm("plan", "--edit", code=2, EDITOR=editor(tmp_path, change), VISUAL="", TMPDIR=str(tmp_path))
    (kept,) = tmp_path.glob("qcheck-plan-*.yaml")
    assert run.err.splitlines()[0] == f"Your text is kept in {kept}"
    assert "2099-12-07" in kept.read_text(encoding="utf-8")
    assert "Fri 4 Dec 2099" in elm("plan").out


def test_a_plan_without_promises_can_be_edited(elm: Shell, tmp_path: Path) -> None:
    """What was left empty is no mistake when it comes back empty."""
    change = 'text = path.read_text().replace("2099-12-04", "2099-12-07").replace(\'reason: ""\', "reason: late")'
    code = f"{change}\npath.write_text(text)"
    run = elm("plan", "--edit", EDITOR=editor(tmp_path, code), VISUAL="", TMPDIR=str(tmp_path))
    assert run.out == f"{ELM}: planned handover: Mon 7 Dec 2099.\n"
    assert "handover  Mon 7 Dec 2099" in elm("plan").out


def test_a_waiver_counts_once_its_approver_confirms_it(elm: Shell) -> None:
    """Recorded by someone else it changes nothing."""
    given = ("--reason", "on order", "--approved-by", "olga", "--until", "2099-01-01")
    assert elm("waive", "2", *given).out.splitlines()[1].endswith(" confirms it: qcheck waive 2 --as olga")
    assert [line.split("\t")[5] for line in elm("status", "--porcelain").out.splitlines()[1:6]] == ["-"] * 5
    assert elm("waive", "2", "--as", "olga").out == f"{ELM}: 2 waived, 3 left.\n"
    assert elm("status", "--porcelain").out.splitlines()[2].endswith("\twaived")


@pytest.mark.parametrize("word", ["elm", "street", "elm-street-kitchen", "Elm Street"])
def test_a_job_is_named_by_any_part_of_its_name(elm: Shell, word: str) -> None:
    """However it is typed."""
    assert elm("status", word, "--porcelain").out.startswith("job\telm-street-kitchen\t")


def test_the_job_in_hand_is_named_by_folder_or_environment_or_used_last(elm: Shell) -> None:
    """QCHECK_JOB before the folder one is in, before the one used last."""
    elm("open", "Oak Lane", "--checklist", "kitchen")
    inside = Shell(elm.folder / "jobs" / "elm-street-kitchen" / "record", elm.state, elm.environment)
    assert elm("status", "--porcelain").out.startswith("job\toak-lane\t")
    assert inside("status", "--porcelain").out.startswith("job\telm-street-kitchen\t")
    assert inside("status", "--porcelain", QCHECK_JOB="oak").out.startswith("job\toak-lane\t")


def test_a_workspace_is_found_from_below_by_option_and_by_environment(elm: Shell, tmp_path: Path) -> None:
    """-C and QCHECK_WORKSPACE from anywhere."""
    away = Shell(tmp_path, elm.state, elm.environment)
    expected = elm("status", "--porcelain").out
    assert away("-C", str(elm.folder), "status", "--porcelain").out == expected
    assert away("status", "--porcelain", QCHECK_WORKSPACE=str(elm.folder)).out == expected
    below = Shell(elm.folder / "checklists", elm.state, elm.environment)
    assert below("status", "--porcelain").out == expected


def test_the_only_workspace_directly_below_is_found(elm: Shell, tmp_path: Path) -> None:
    """Where there are two, nobody can tell which was meant."""
    above = Shell(tmp_path, elm.state, elm.environment)
    assert above("status", "--porcelain").out == elm("status", "--porcelain").out
    assert above().out == elm().out
    other = tmp_path / "other"
    other.mkdir()
    (other / "qcheck.yaml").write_bytes((elm.folder / "qcheck.yaml").read_bytes())
    assert above("status", code=2).err == (
        "There are several workspaces here: other, work.\nSay which: qcheck -C other\n"
    )


def test_who_speaks_is_named_by_option_or_environment(elm: Shell) -> None:
    """--as before QCHECK_USER; any beginning of a name will do."""
    elm("note", "one", QCHECK_USER="ravi")
    elm("note", "two", "--as", "Petrova", QCHECK_USER="ravi")
    assert [e["by"] for e in json.loads(elm("log", "--json").out)["entries"][-2:]] == ["Ravi Shah", "Olga Petrova"]


def test_a_report_is_written_into_the_job_or_where_it_is_asked_for(elm: Shell) -> None:
    """HTML into a file, Markdown and text printed; `-` prints anything."""
    path = elm.folder / "jobs" / "elm-street-kitchen" / "reports" / "handover.html"
    assert elm("report").out == f"Report: {path}\n"
    assert elm("report", "--out", "-").out.startswith("<!")
    assert elm("report", "--format", "markdown").out.startswith("# Elm Street kitchen")
    assert elm("report", "--format", "text", "--out", "elm.txt").out == "Report: elm.txt\n"
    assert "Elm Street kitchen" in (elm.folder / "elm.txt").read_text(encoding="utf-8")


def test_a_template_of_the_workspace_takes_the_shipped_ones_place(elm: Shell) -> None:
    """It is copied once, and a mistake in it is told with its line."""
    own = elm.folder / "templates" / "handover.txt.j2"
    copied = elm("templates", "copy", "handover.txt")
    assert copied.out == f"Copied to {own}. Reports use it from now on.\n"
    assert elm("templates", "copy", "handover.txt", code=2).err == (
        f"{own} is there already.\nEdit it, or remove it first.\n"
    )
    own.write_text("{{ report.job.name }} by us\n", encoding="utf-8")
    assert elm("report", "--format", "text").out == "Elm Street kitchen by us\n"
    assert "handover.txt.j2  (your own)\n" in elm("templates", "list").out


def test_a_shipped_list_is_copied_to_be_changed(elm: Shell) -> None:
    """Its own place is taken by the copy."""
    target = elm.folder / "checklists" / "website-launch.yaml"
    elm("lists", "--copy", "website")
    assert elm("show", "website", "--yaml").out == target.read_text(encoding="utf-8")
    assert elm("lists", "--copy", "website", code=2).err == (
        f"website-launch is your own already: {target}.\nEdit that file.\n"
    )


def test_lint_finds_nothing_in_a_good_list_and_all_that_is_wrong_in_a_bad_one(elm: Shell) -> None:
    """Exit 1 only where a list cannot be used; warnings count where asked."""
    assert elm("lint").out == "1 checklist, nothing to mend.\n"
    bad = elm.folder / "bad.yaml"
    bad.write_text(
        "checklist: bad\nsections:\n  - id: a\n    items:\n      - x: One\n      - x: Two\n", encoding="utf-8"
    )
    assert elm("lint", "bad.yaml", code=1).out == (
        "bad.yaml:6:9: block: Two items have the id x; the first is on line 5 [id-duplicate]\n"
        "    Give this one another id\n"
        "1 checklist, 1 finding.\n"
    )
    bad.write_text(
        "checklist: bad\nsections:\n  - id: a\n    items:\n      - {id: x, text: One, critical: true}\n",
        encoding="utf-8",
    )
    elm("lint", "bad.yaml")
    elm("lint", "--strict", "bad.yaml", code=1)


def test_rules_are_listed_with_the_severity_that_holds_here(elm: Shell) -> None:
    """And explained."""
    path = elm.folder / "qcheck.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("rules: {}", "rules: {handover-late: block}"), encoding="utf-8")
    severities = {rule["code"]: rule["severity"] for rule in json.loads(elm("rules", "--json").out)}
    assert (severities["handover-late"], severities["item-missed"]) == ("block", "block")
    assert elm("explain", "handover-late").out.startswith("handover-late: block. It may not be waived.\n\n")


def test_a_job_like_another_takes_over_lists_people_and_promises_but_not_the_client(workspace: Shell) -> None:
    """The client and the date are each job's own."""
    given = ("--client", "Ann Client", "--handover", "2099-12-04", "--crew", "ravi", "--scope", "Fridge opens left")
    workspace("open", "Elm Street kitchen", "--checklist", "kitchen", *given)
    workspace("open", "Oak Lane kitchen", "--like", "elm")
    shown = dict(json.loads(workspace("plan", "oak", "--json").out)["lines"])
    assert shown == {
        "handover": "not promised yet",
        "lead": "Dana Miller",
        "crew": "Ravi Shah",
        "lists": "kitchen",
        "promised": "Fridge opens left",
    }
