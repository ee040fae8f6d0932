"""Evidence given with a command: photos and files read, looked at and kept, and shown again in reports."""

import hashlib
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app.desk import Desk
from qcheck.app.held import Held
from qcheck.app.jobs import Job, which
from qcheck.core.clean import line
from qcheck.errors import NotFound, QcheckError, Refused
from qcheck.intake import photo as intake
from qcheck.intake.opening import NotPhoto
from qcheck.model.event import Kept
from qcheck.store import evidence
from qcheck.store import inbox as dropped

LONGEST_NAME = 100
MOST_LOOKED_AT = 30
MOST_SHOWN = 4000
MOST_AT_ONCE = 600_000_000
FROM_THE_INBOX = ("", "-")

MINUTE = 60
UNITS = ((24 * 60 * MINUTE, "day"), (60 * MINUTE, "hour"), (MINUTE, "minute"))


class Gathered(Struct, frozen=True):
    """Evidence that is kept: for the record, and for the command's message.

    `age` is given for a photo of the inbox, such as `2 hours old`; `again` if this job held the same bytes before.
    """

    kept: Kept
    name: str
    age: str = ""
    again: bool = False


class Taken(Struct, frozen=True):
    """Evidence that was read and not yet kept."""

    kept: Kept
    content: bytes
    age: str = ""


def of_job(
    desk: Desk, job_id: str, photos: tuple[str, ...], files: tuple[str, ...], inbox: str = ""
) -> tuple[Taken, ...]:
    """Photos and files taken in for a job, not yet kept. Raises as `take` does."""
    bare = any(photo in FROM_THE_INBOX for photo in photos)
    return take(desk, Held(desk, which(desk, job_id)) if bare else (), photos, files, inbox)


def take(
    desk: Desk, held: Container[str], photos: tuple[str, ...], files: tuple[str, ...], inbox: str = ""
) -> tuple[Taken, ...]:
    """Photos and files read and looked at, not yet kept; what is given twice is taken once.

    A photo called `-` or nothing is the newest of the inbox that is not among those `held`; `inbox` is the folder that
    the user of this machine chose for it, if any. Raises `Refused` with all that is wrong, a line each.
    """
    found: dict[tuple[str, str], Taken] = {}
    wrong: list[str] = []
    named = [p for p in photos if p not in FROM_THE_INBOX]
    bare = len(photos) - len(named)
    reads = [partial(_photo, desk, inbox, p) for p in named]
    reads += [partial(_unused, desk, inbox, held, found) for _ in range(bare)]
    for read in (*reads, *(partial(_file, f) for f in files)):
        try:
            each = read()
            found.setdefault((each.kept.digest, each.kept.kind), each)
        except QcheckError as error:
            wrong.append(line(f"{error.message} {error.hint}".strip()))
        if sum(len(f.content) for f in found.values()) > MOST_AT_ONCE:
            wrong.append("These are more than 600 MB together. Give fewer at once.")
            break
    if wrong:
        raise Refused("\n".join(wrong), "Nothing was recorded.")
    return tuple(found.values())


def beside(desk: Desk, folder: Path, name: str) -> Taken:
    """A photo that a file names, from the folder of that file or one below it. Raises `QcheckError`."""
    return _read(desk, evidence.within(folder, name), follow=False)


def all_beside(desk: Desk, folder: Path | None, names: tuple[str, ...]) -> tuple[Taken, ...]:
    """Photos that a file of somebody else names: read from its own folder, and from nowhere else. Raises `Refused`."""
    if names and folder is None:
        raise Refused("photos are named in a file that lies beside them, not in a pasted text.")
    taken: dict[str, Taken] = {}
    for name in names:
        try:
            photo = beside(desk, folder or Path(), name)
        except QcheckError as error:
            raise Refused(f"photo {line(error.message).rstrip('.')}") from error
        taken.setdefault(photo.kept.digest, photo)
    return tuple(taken.values())


def shot(of: Taken, what: Literal["near", "far"]) -> Taken:
    """A photo that is said to show a thing from near, or where it is from far."""
    return replace(of, kept=replace(of.kept, shot=what))


def keep(folder: Path, taken: tuple[Taken, ...]) -> tuple[Gathered, ...]:
    """Keeps what was taken in, in the folder of a job. Raises `StorageFailed` where the disk takes no more."""
    return tuple(_kept(folder, each) for each in taken)


def _kept(folder: Path, found: Taken) -> Gathered:
    again = not evidence.missing(folder, found.kept)
    evidence.keep(folder, found.content, found.kept.suffix)
    return Gathered(found.kept, found.kept.name, found.age, again)


def _photo(desk: Desk, inbox: str, typed: str) -> Taken:
    """A photo by its path, or by the name that it has in the inbox."""
    path = Path(typed)
    with suppress(OSError, ValueError, NotFound):  # what cannot be looked up is told by reading it
        if path.name == typed and not path.exists() and (dropped_ := _inbox(desk, inbox) / typed).exists():
            path = dropped_
    return _read(desk, path, follow=path == Path(typed))


def _inbox(desk: Desk, inbox: str) -> Path:
    return dropped.folder(desk.root, desk.settings.photos.inbox, inbox)


def _unused(desk: Desk, inbox: str, held: Container[str], taken: Mapping[tuple[str, str], Taken]) -> Taken:
    """The newest photo of the inbox that the job does not hold and that was not taken by the same command."""
    newest = dropped.ordered(_inbox(desk, inbox))
    for path, changed in newest[:MOST_LOOKED_AT]:
        photo = _read(desk, path, follow=False)
        if photo.kept.digest not in held and (photo.kept.digest, "photo") not in taken:
            return replace(photo, age=age(desk.caller.now.timestamp() - changed))
    raise Refused(
        f"{newest[0][0].parent}: every photo in it stands with something already.",
        f"To give one again, name it: --photo {newest[0][0].name}",
    )


def _read(desk: Desk, path: Path, *, follow: bool) -> Taken:
    source = evidence.read_foreign(path, evidence.MOST_BYTES, follow=follow)
    wanted = desk.settings.photos
    try:
        photo = intake.photo(source, wanted.longest, wanted.originals)
    except NotPhoto as error:
        raise Refused(f"{path}: {error.message}", error.hint) from error
    kept = Kept(
        digest=_digest(photo.content),
        name=_name(path.name),
        size=len(photo.content),
        suffix=photo.suffix,
        taken=photo.taken,
        width=photo.width,
        height=photo.height,
    )
    return Taken(kept, photo.content)


def _file(typed: str) -> Taken:
    path = Path(typed)
    content = evidence.read_foreign(path, evidence.MOST_BYTES, follow=True)
    if not content:
        raise Refused(f"{path}: it is empty.", "Was it copied whole? Copy it again.")
    suffix = evidence.suffix_of(path.name)
    return Taken(Kept(_digest(content), _name(path.name), len(content), suffix, "file"), content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _name(name: str) -> str:
    """What a file was called, fit to be recorded: one line, no folders of another system, start and ending if long."""
    own = line(name.replace("\\", "/").rpartition("/")[2]).strip() or "unnamed"
    return own if len(own) <= LONGEST_NAME else f"{own[: LONGEST_NAME - 10]}…{own[-9:]}"


def age(seconds: float) -> str:
    """How old something is, in words; clocks of two devices may differ by a little."""
    if seconds < MINUTE:
        return "less than a minute old" if seconds > -MINUTE else "dated in the future"
    length, word = next((n, w) for n, w in UNITS if seconds >= n)
    count = int(seconds // length)
    return f"{count} {word}{'s' if count > 1 else ''} old"


def outputs(job: Job, kepts: Iterable[Kept]) -> dict[str, bytes]:
    """What commands printed, for reports, by digest: the beginning of it; without what is missing or altered."""
    printed = {kept.digest: evidence.content(job.folder, kept) for kept in kepts if kept.kind == "output"}
    return {digest: content[:MOST_SHOWN] for digest, content in printed.items() if content}
