"""Rules about what proves a record: its logs' ends and files, the seals and signatures of its sign-offs."""

from collections.abc import Iterator

from qcheck.core.rules.context import Context
from qcheck.core.rules.table import found
from qcheck.model.finding import Finding
from qcheck.model.problem import Problem, ProblemKind
from qcheck.model.state import JobState

Problems = tuple[Problem, ...]


def log_shortened(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """This machine wrote a later line to a log than those that are there. Found by `qcheck audit`.

    Lines were cut off at its end, or this folder is an older copy. Bring the file back from a backup or another device.
    Only the machine that wrote a log can notice this.
    """
    return _of("log-shortened", problems)


def line_doubled(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """A line stands in its log twice. Found by `qcheck audit`.

    Git may leave both when two devices are merged. It counts once; nothing to mend.
    """
    return _of("line-doubled", problems)


def line_moved(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """A line stands in its log before the line that it follows. Found by `qcheck audit`.

    Git may do that when two devices are merged. Order is told by what lines say, not by where they stand; nothing to
    mend.
    """
    return _of("line-moved", problems)


def record_stray(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """Something that is no log lies in `record/`. Found by `qcheck audit`.

    A log whose name was changed is not read, and what it says is missing. Give it back its name, or take it out.
    """
    return _of("record-stray", problems)


def file_stray(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """A file lies in a job's folder that nothing in the record speaks of. Found by `qcheck audit`.

    A command that was interrupted may leave one, and people put things there by mistake. It proves nothing, and no
    report shows it.
    """
    return _of("file-stray", problems)


def private_altered(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """The client's name, address or contact is not what was recorded. Found by `qcheck audit`.

    Reports leave it out. Bring the file back from a backup or another device, or say it again: `qcheck plan --client`.
    """
    return _of("private-altered", problems)


def seal_differs(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """The state that a sign-off names, worked out anew from the record, has another seal. Found by `qcheck audit`.

    The sign-off, or what was signed, was changed afterwards. Compare with a copy from before, and with the page that
    the client holds.
    """
    return _sealed("seal-differs", problems)


def seal_unchecked(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """A part of a seal could not be worked out anew. Found by `qcheck audit`.

    The words of a page depend on `qcheck.yaml`, on the client's data and on the version of qcheck. With those of that
    day they can be compared. The lines, the plan and the lists that were signed are checked all the same.
    """
    return _sealed("seal-unchecked", problems)


def signature_bad(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """A sign-off carries a signature by a key that does not fit what stands there.

    Who signed, the outcome, the seal or anything else of it was changed after it was signed, or the signature was put
    there from elsewhere.
    """
    return _sealed("signature-bad", problems)


def signature_foreign(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """A sign-off is signed with a key that `allowed_signers` does not allow for the person who is named, at that time.

    The key may be anybody's. If it is theirs, and nobody but them has it, add it under the name that they signed with.
    """
    return _sealed("signature-foreign", problems)


def signature_unchecked(problems: Problems, _: JobState, __: Context) -> Iterator[Finding]:
    """A sign-off is signed with a key, and this machine cannot check it: `ssh-keygen` is not installed.

    What cannot be checked may be wrong. Install OpenSSH, or check on another machine.
    """
    return _sealed("signature-unchecked", problems)


def _of(kind: ProblemKind, problems: Problems) -> Iterator[Finding]:
    return (found(kind, p.place, f"file/{p.place.file}", detail=p.detail) for p in problems if p.kind == kind)


def _sealed(kind: ProblemKind, problems: Problems) -> Iterator[Finding]:
    """Of a seal, `detail` holds the revision before what is wrong."""
    for problem in problems:
        if problem.kind == kind:
            revision, _, detail = problem.detail.partition(" ")
            yield found(kind, problem.place, f"seal/{revision}", revision=revision, detail=detail)
