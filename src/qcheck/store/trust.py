"""Trust: which commands the user of this machine lets run in a workspace, remembered outside it."""

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec import Struct

from qcheck.errors import Refused
from qcheck.store.command import program
from qcheck.store.installation import Installation

MOST_FILES = 1_000
MOST_BYTES = 50_000_000
CHUNK = 1_000_000
# What changes with every answer: no trust could last over it, so a folder that holds it is refused.
EVER_CHANGING = ("jobs", ".qcheck")
HINT = "Put what it does into a script in the workspace, and let the item run that."


class Bound(Struct, frozen=True):
    """A command with what a trust in it covers: its words, and the files of the workspace that its words name.

    `files` are these, for people; `digest` is that of words, workspace and contents together, so that a change in
    any of them makes another command of it. `wrong` says why it cannot be trusted at all, in words.
    """

    argv: tuple[str, ...]
    files: tuple[str, ...]
    digest: str
    wrong: str = ""


class Granted(Struct, frozen=True):
    """A command that was trusted once, and the files that this covered, for people."""

    argv: tuple[str, ...]
    files: tuple[str, ...]


class _Unbindable(Exception):
    """What a word names cannot be covered by a trust; the message says why."""


def bound(root: Path, argv: tuple[str, ...], environ: Mapping[str, str]) -> Bound:
    """A command as it is now. Every word, and what follows a `=` in it, may name a file, or a folder with all in it;
    the first may name a program that the search path of `environ` finds in the workspace.

    What these files run in turn is not covered. Never raises: what cannot be read cannot be trusted.
    """
    try:
        shown, digests = _contents(root, _words(root, argv, environ))
        place = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()
        content = msgspec.json.encode([place, argv, sorted(digests.items())])
    except _Unbindable as error:
        return Bound(argv, (), "", str(error))
    except UnicodeEncodeError:
        return Bound(argv, (), "", "a word of it, or the name of a file, is no text")
    return Bound(argv, tuple(shown), hashlib.sha256(content).hexdigest())


def _words(root: Path, argv: tuple[str, ...], environ: Mapping[str, str]) -> tuple[str, ...]:
    """The words of a command, and where its program is: by whatever way that leads into the workspace."""
    found, _ = program(argv, root, environ)
    return (*argv, str(found)) if found else argv


def _contents(root: Path, argv: tuple[str, ...]) -> tuple[list[str], dict[str, str]]:
    """What the words name, for people, and the digest of every file in it."""
    shown: list[str] = []
    digests: dict[str, str] = {}
    left = MOST_BYTES
    for path in dict.fromkeys(path for word in argv for path in _named(root, word)):
        before = len(digests)
        for file in _files(root, path):
            digests[_relative(root, file)], left = _digest(root, file, left)
            if len(digests) > MOST_FILES:
                raise _Unbindable(f"{_shown(root, path)} holds more than {MOST_FILES} files")
        shown.append(_shown(root, path) + (f"/ ({len(digests) - before} files)" if path.is_dir() else ""))
    return shown, digests


def trusted(installation: Installation, root: Path, command: Bound) -> bool:
    """Whether exactly this was trusted, here, by this user."""
    return not command.wrong and not _within(root, installation.home) and installation.trusts(root, command.digest)


def grant(installation: Installation, root: Path, command: Bound) -> None:
    """Trusts a command as it was read; if a file has changed since, what is there now is not trusted.

    Raises `Refused`, `StorageFailed`.
    """
    if command.wrong:
        raise Refused(f"{command.wrong}; what would run cannot be watched.", HINT)
    if _within(root, installation.home):
        raise Refused(
            f"What this machine remembers lies in the workspace ({installation.home}), where others may write it.",
            "Let QCHECK_STATE name a folder outside.",
        )
    installation.trust(root, command.digest, msgspec.json.encode(Granted(command.argv, command.files)))


def revoke(installation: Installation, root: Path, argv: tuple[str, ...]) -> bool:
    """Takes trust in a command back, however its files were; whether there was any. Raises `StorageFailed`."""
    old = [digest for digest, kept in _kept(installation, root) if kept.argv == argv]
    for digest in old:
        installation.distrust(root, digest)
    return bool(old)


def granted(installation: Installation, root: Path) -> tuple[Granted, ...]:
    """All that was trusted in a workspace; the same words more than once if their files were changed in between."""
    return tuple(kept for _, kept in _kept(installation, root))


def _kept(installation: Installation, root: Path) -> list[tuple[str, Granted]]:
    return [(digest, _read(content)) for digest, content in installation.trust_in(root)]


def _read(content: bytes) -> Granted:
    try:
        return msgspec.json.decode(content, type=Granted)
    except msgspec.DecodeError:  # what is trusted is told by the file's name; this is for people
        return Granted((), ())


def _named(root: Path, word: str) -> Iterator[Path]:
    """What a word names in the workspace: by its text, or by where its links lead."""
    for part in dict.fromkeys((word, word.partition("=")[2])):
        path = root / part
        if part and _kind(root, path) and (_within(root, path) or _spelled_within(root, path)):
            yield path


def _within(folder: Path, path: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))  # unlike `resolve`, for loops too


def _spelled_within(root: Path, path: Path) -> bool:
    return Path(os.path.normpath(path)).is_relative_to(os.path.normpath(root))


def _kind(root: Path, path: Path) -> int:
    """The type of what stands at a path, links followed; 0 if nothing does, or nothing could be called that."""
    try:
        return stat.S_IFMT(path.stat().st_mode)
    except PermissionError as error:
        raise _unreadable(root, error, path) from error
    except (OSError, ValueError):
        return 0


def _files(root: Path, path: Path) -> Iterator[Path]:
    """A file itself, or all files of a folder; refused where one could not be read to its end, or always changes."""
    waiting = [path]
    while waiting:
        here = waiting.pop()
        kind = _kind(root, here)
        if kind == stat.S_IFREG:
            yield here
        elif kind != stat.S_IFDIR:
            raise _Unbindable(f"{_shown(root, here)} is no ordinary file")
        elif here != path and here.is_symlink():
            raise _Unbindable(f"{_shown(root, here)} is a link to a folder")
        else:
            waiting += _entries(root, here)


def _entries(root: Path, folder: Path) -> list[Path]:
    if any(_within(folder, root / name) or _within(root / name, folder) for name in EVER_CHANGING):
        raise _Unbindable(f"{_shown(root, folder)} holds the record, which changes with every answer")
    try:
        return [Path(entry) for entry in sorted(os.scandir(folder), key=lambda entry: entry.name)]
    except OSError as error:
        raise _unreadable(root, error, folder) from error


def _digest(root: Path, path: Path, left: int) -> tuple[str, int]:
    """The SHA-256 of a file, and how many bytes may yet be read after it."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise _Unbindable(f"its files are larger than {MOST_BYTES // 1_000_000} MB together")
                digest.update(chunk)
    except OSError as error:
        raise _unreadable(root, error, path) from error
    return digest.hexdigest(), left


def _unreadable(root: Path, error: OSError, path: Path) -> _Unbindable:
    return _Unbindable(f"{_shown(root, path)} cannot be read: {error.strerror}")


def _relative(root: Path, path: Path) -> str:
    """A path as it was spelled, which tells two from each other that only look alike once they are tidied."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _shown(root: Path, path: Path) -> str:
    shown = _relative(root, path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "the workspace itself" if shown == "." else shown
