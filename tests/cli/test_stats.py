"""Figures from the command line: of which jobs, as JSON, and what is said of jobs that cannot be read."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, Shell
from qcheck.model.statsview import StatsView

TODAY = datetime.now(UTC).date()
SHARES = {
    *("completion", "first_pass_yield", "concession_rate", "hold_points", "plan_complete", "rejection_rate"),
    *("reopen_rate", "first_time_acceptance", "callback_rate", "acknowledged"),
}


@pytest.fixture
def jobs(workspace: Shell) -> Shell:
    """Elm with work done and a cost, Oak planned for next year, Ash without a date."""
    path = workspace.folder / "qcheck.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "\ncurrency: EUR\n", encoding="utf-8")
    workspace("open", "Oak", "--checklist", "kitchen", "--handover", f"{TODAY.year + 1}-06-30")
    workspace("open", "Ash", "--checklist", "kitchen")
    workspace("open", "Elm", "--checklist", "kitchen", "--handover", TODAY.isoformat())
    workspace("fail", "2", "--note", "gap")
    workspace("tick", "1", "2", "3", "4")
    workspace("punch", "add", "Door scratched", "--owner", "ravi", "--due", "today")
    workspace("punch", "done", "P1", "--as", "ravi")
    workspace("punch", "diagnose", "P1", "--cause", "no covers", "--cost", "120 EUR", "--cost-after", "30.5")
    return workspace


def figures(shell: Shell, *words: str) -> dict[str, Any]:
    """The JSON of stats."""
    read: dict[str, Any] = json.loads(shell("stats", *words, "--json").out)
    return read


def log_of(shell: Shell, job: str) -> Path:
    """The only log of a job."""
    (log,) = (shell.folder / "jobs" / job / "record").glob("*.jsonl")
    return log


def test_all_jobs_are_counted_or_those_that_are_named(jobs: Shell) -> None:
    """By any part of their names; one alone gives its name to the page."""
    every = figures(jobs)
    assert (every["title"], every["jobs"], every["left_out"]) == ("Miller Kitchens", ["ash", "elm", "oak"], [])
    assert every["completion"] == {"numerator": 4, "denominator": 12, "value": "0.333", "spoken": "33%"}
    some = figures(jobs, "el", "oak", "elm")
    assert (some["title"], some["jobs"]) == ("Miller Kitchens", ["elm", "oak"])
    one = figures(jobs, "elm")
    assert (one["title"], one["completion"]["value"]) == ("Elm", "1.000")


def test_the_figures_of_a_job(jobs: Shell) -> None:
    """What was recorded on the command line is what is counted."""
    found = figures(jobs, "elm")
    assert found["first_pass_yield"] == {"numerator": 3, "denominator": 4, "value": "0.750", "spoken": "75%"}
    assert found["plan_complete"]["spoken"] == "100%"
    assert [k["person"] for k in found["by_person"]] == ["ravi"]
    assert found["cost"] == {
        "internal": {"value": "120.0", "spoken": "120.0 EUR"},
        "external": {"value": "30.5", "spoken": "30.5 EUR"},
        "total": {"value": "150.5", "spoken": "150.5 EUR"},
        "items": 1,
        "of": 1,
    }
    assert [row["cause"] for row in found["causes"]["rows"]] == ["no covers"]
    absent = {name for name, value in found.items() if value is None}
    assert absent == {
        *("hold_points", "reopen_rate", "closure", "first_time_acceptance", "callback_rate", "acknowledged"),
        *("rating", "promoters"),
    }


def test_the_screen_shows_the_same(jobs: Shell) -> None:
    """To a pipe in columns, with -q too: it is what was asked for."""
    shown = jobs("stats", "elm")
    assert shown.out.startswith(
        "ELM   1 job\n\nChecks\n  Completion             100%  ██████████  4 of 4 items that are due\n"
    )
    assert jobs("-q", "stats", "elm").out == shown.out
    assert jobs("stats", "elm", COLUMNS="60", NO_COLOR="1").out.count("█") == 0
    assert "Completion: 100%, 4 of 4 items that are due.\n" in jobs("--plain", "stats", "elm").out


def test_a_time_chooses_jobs_by_their_handover_and_names_those_without(jobs: Shell) -> None:
    """Both days are meant; a job without a date is told, not lost."""
    found = figures(jobs, "--since", TODAY.isoformat(), "--until", TODAY.isoformat())
    assert (found["jobs"], found["left_out"]) == (["elm"], [{"job": "ash", "why": "undated"}])
    assert (found["since"], found["until"]) == (TODAY.isoformat(), TODAY.isoformat())
    assert figures(jobs, "--since", "tomorrow")["jobs"] == ["oak"]
    assert figures(jobs, "--until", "yesterday")["jobs"] == []
    shown = jobs("stats", "--until", "yesterday").out
    assert shown.startswith(f"MILLER KITCHENS   0 jobs   handover until {TODAY - timedelta(days=1)}\n")
    assert shown.endswith("\nLeft out: 1 job without a handover date (ash).\n")


def test_a_job_that_was_signed_counts_by_the_day_of_the_signature(jobs: Shell) -> None:
    """Not by the date that was planned."""
    jobs("plan", "elm", "--handover", f"{TODAY.year + 2}-01-31", "--reason", "moved")
    jobs("punch", "verify", "P1", "--as", "olga")
    assert figures(jobs, "--until", TODAY.isoformat())["jobs"] == []
    jobs("handover", "elm", "--outcome", "accepted", "--name", "Ann Client")
    assert figures(jobs, "--until", TODAY.isoformat())["jobs"] == ["elm"]
    assert figures(jobs, "elm")["first_time_acceptance"]["spoken"] == "100%"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--since", "soon"), "soon: not a date.\n"),
        (("--until", "4 dec 2026 17:00"), "4 dec 2026 17:00: name a day, without a time.\n"),
        (
            ("--since", "2026-12-04", "--until", "2026-12-03"),
            "--since 2026-12-04 is after --until 2026-12-03.\nSwap them.\n",
        ),
        (("nowhere",), "nowhere: there is no such job.\nThere are:\n  ash\n  elm\n  oak\n"),
    ],
)
def test_what_is_no_date_and_no_job_is_refused(jobs: Shell, options: tuple[str, ...], message: str) -> None:
    """With what to write."""
    assert jobs("stats", *options, code=2).err.startswith(message)


def test_a_job_that_cannot_be_read_whole_is_in_no_figure_and_is_named(jobs: Shell) -> None:
    """A line that is damaged, a list that was changed, a record that is gone: each makes a part of it unknown."""
    whole = figures(jobs, "elm")
    with log_of(jobs, "oak").open("ab") as log:
        log.write(b"{}\n")
    (pin,) = (jobs.folder / "jobs" / "ash" / "checklists").glob("*.yaml")
    pin.write_bytes(pin.read_bytes() + b"# changed\n")
    (jobs.folder / "jobs" / "birch" / "record").mkdir(parents=True)
    found = figures(jobs)
    assert found["left_out"] == [{"job": job, "why": "unreadable"} for job in ("ash", "birch", "oak")]
    assert found["jobs"] == ["elm"]
    assert found["completion"] == whole["completion"]
    shown = jobs("stats").out
    assert shown.startswith("MILLER KITCHENS   1 of 4 jobs\n")
    assert shown.endswith("\nLeft out: 3 jobs that cannot be read whole (ash, birch, oak). Why: qcheck check ash\n")


def test_a_line_that_was_torn_off_changes_no_figure(jobs: Shell) -> None:
    """It was never confirmed to anyone."""
    with log_of(jobs, "elm").open("ab") as log:
        log.write(b'{"about":"kit')
    assert figures(jobs, "elm")["left_out"] == []


def test_a_workspace_without_jobs_says_how_to_open_one(workspace: Shell) -> None:
    """And has every figure absent for machines."""
    assert workspace("stats").out == (
        'There is no job yet. Open one: qcheck open "Elm Street kitchen" --checklist kitchen\n'
    )
    found = figures(workspace)
    assert found["jobs"] == []
    assert {name for name in SHARES if found[name] is not None} == set()


def test_the_json_has_the_members_that_the_documentation_names() -> None:
    """Each of them, and no other than those."""
    page = (ROOT / "docs" / "output.md").read_text(encoding="utf-8")
    section = page.partition("## `qcheck stats`")[2].partition("\n## ")[0]
    named = {name for name in StatsView.__struct_fields__ if f"`{name}`" in section or f'"{name}"' in section}
    assert named == set(StatsView.__struct_fields__)


def test_the_page_of_figures_goes_where_it_belongs(jobs: Shell) -> None:
    """Of one job into its folder, of several beside them; it is printed with --out -, and speaks another language."""
    alone = jobs.folder / "jobs" / "elm" / "reports" / "stats.html"
    assert jobs("stats", "elm", "--format", "html").out == f"Figures: {alone}\n"
    assert "Progress by section" in alone.read_text(encoding="utf-8")
    assert jobs("stats", "--format", "html").out == f"Figures: {jobs.folder / 'stats.html'}\n"
    assert "Progress by job" in (jobs.folder / "stats.html").read_text(encoding="utf-8")
    printed = jobs("stats", "elm", "--format", "html", "--out", "-", "--language", "de").out
    assert "Fortschritt nach Abschnitt" in printed
    assert "Was offen ist, bis zur Abnahme" in printed


def test_what_only_a_page_takes_is_refused_without_one(jobs: Shell) -> None:
    """A screen has no file, and JSON no language."""
    ran = jobs("stats", "--out", "stats.html", code=2)
    assert ran.err == "--out, --open and --language are for a page.\nqcheck stats --format html\n"
    ran = jobs("stats", "--json", "--format", "html", code=2)
    assert ran.err == "A page is no JSON.\nLeave out --json or --format html.\n"
