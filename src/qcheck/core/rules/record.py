"""Rules about the record itself: what could not be read, and what was said at an odd time."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from qcheck.core import removed
from qcheck.core.parts import of_loser
from qcheck.core.rules.context import Context
from qcheck.core.rules.table import found
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.model.problem import Problem, ProblemKind
from qcheck.model.state import JobState

BACKDATED = timedelta(days=1)

Problems = tuple[Problem, ...]


def line_unreadable(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """A line of the record cannot be read.

    It may have said that something failed, so nothing can be ready. Bring the file back from a backup or another
    device; nothing else of it is lost.
    """
    return _of("line-unreadable", problems)


def line_torn(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """A line was cut off while it was being written, by a crash or an empty battery.

    It was never confirmed to whoever typed it, and the next line does without it. Nothing to mend.
    """
    return _of("line-torn", problems)


def chain_broken(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """A line was changed or taken out after it was written: its digest, or the one before it, does not fit.

    Bring the file back from a backup or another device. This catches accidents and naive edits; someone who rewrites
    a whole log is caught by signatures and by git.
    """
    return _of("chain-broken", problems)


def log_forked(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """A log goes on in two ways from one line.

    A folder was copied or a backup brought back, and both were written to. Both ways are kept and count.
    """
    return _of("log-forked", problems)


def kind_unknown(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """The record holds a statement that this version of qcheck does not know.

    It may matter, so nothing can be ready until it is understood. Bring qcheck up to date on this machine.
    """
    return _of("kind-unknown", problems)


def checklist_altered(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """A checklist that the job was opened with is gone or was changed.

    A job is judged by the list it began with. Bring the file back; to change a list, edit the one in `checklists/`
    of the workspace: new jobs use that.
    """
    return _of("checklist-altered", problems)


def merge_conflict(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """A log holds the marks of a merge that git could not finish.

    Both sides were read. Delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`, and keep all others;
    `.gitattributes` from `qcheck init` keeps it from happening again.
    """
    return _of("merge-conflict", problems)


def evidence_absent(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """A photo or file that the record speaks of is not in the job's `evidence/` folder.

    It may not have come over from the device it was taken on yet. Bring the file back from there or from a backup.
    """
    return (found("evidence-absent", p.place, p.detail, file=p.detail) for p in problems if p.kind == "evidence-absent")


def evidence_altered(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """A photo or file is not what was recorded: its size differs.

    Bring the file back from another device or a backup.
    """
    return (
        found("evidence-altered", p.place, p.detail, file=p.detail) for p in problems if p.kind == "evidence-altered"
    )


def removed_on_request(_: Problems, state: JobState, __: Context) -> Iterator[Finding]:
    """Personal data of the client, or photos, were removed because someone asked for it.

    The record names what is gone by digest, by whom and why, and holds without it. Nothing to mend.
    """
    for gone in state.removals:
        what = removed.what(gone.private, gone.evidence)
        subject = f"removed/{gone.event[:12]}"
        yield found("removed-on-request", gone.place, subject, what=what, at=gone.at, by=gone.by, reason=gone.reason)


def removed_but_here(problems: Problems, state: JobState, _: Context) -> Iterator[Finding]:
    """Something that was removed on request is in the job's folder all the same.

    It came back with a backup, or from a device that has not removed it yet; or it is a page that was kept here before.
    Reports leave it out. Remove it here too.
    """
    here = (p for p in problems if p.kind == "removed-but-here")
    return (found("removed-but-here", p.place, p.detail, file=p.detail, job=state.job) for p in here)


def text_contested(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """Two devices changed the same lines of a checklist, a template or `qcheck.yaml` before they had seen each other.

    One side holds, the same on every device; the other is kept beside it as `NAME.<blob>.yaml`. Take over from that
    what is missing, then remove it.
    """
    return (contested(p.place.file) for p in problems if p.kind == "text-contested")


def contested(file: str) -> Finding:
    """The finding of a file that is kept beside the one which was chosen."""
    return found("text-contested", Place(file), f"file/{file}", file=of_loser(file))


def names_alike(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """Two checklists or templates have names that differ only in the case of letters.

    On Windows, macOS and most USB sticks they are one file, and only one of them is there. Rename one, or remove it.
    """
    return (alike(p.place.file, p.detail) for p in problems if p.kind == "names-alike")


def alike(file: str, other: str) -> Finding:
    """The finding of a file that would be one with another where the case of letters is not told apart."""
    return found("names-alike", Place(file), f"file/{file}", file=other)


def clock_ahead(_: Problems, state: JobState, context: Context) -> Iterator[Finding]:
    """A statement is dated in the future.

    A device's clock is wrong, and promises are judged by the clock. Set it.
    """
    limit = _time(context.now) + timedelta(minutes=context.settings.policy.clock_tolerance)
    for event in state.events:
        if _time(event.at) > limit:
            yield found("clock-ahead", event.place, f"log/{event.log}", at=event.at, by=event.by)


def backdated(_: Problems, state: JobState, __: Context) -> Iterator[Finding]:
    """A statement claims to be about work done more than a day before it was recorded.

    Memory fades: tick when the work is done. Nothing to mend.
    """
    for event in state.events:
        if event.done_at and _time(event.at) - _time(event.done_at) > BACKDATED:
            yield found("backdated", event.place, event.about, at=event.at, done_at=event.done_at, by=event.by)


def _of(kind: ProblemKind, problems: Problems) -> Iterator[Finding]:
    return (found(kind, p.place, f"file/{p.place.file}", detail=p.detail) for p in problems if p.kind == kind)


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
