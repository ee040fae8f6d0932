"""Sides: what two devices made of one file, and what becomes of it: the same on whichever device it is decided."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from qcheck.core.parts import is_guarded, is_kept, is_log, is_loser, part

FILE_MODES = {"", "100644", "100755"}


class Version(Struct, frozen=True):
    """A file as one side has it: git's mode and the id of its blob; both empty where it is not there."""

    mode: str = ""
    blob: str = ""


class Sides(Struct, frozen=True):
    """A file as it was when the sides parted, and as each has it."""

    base: Version
    ours: Version
    theirs: Version


# `union`: the lines of both; `text`: by lines if they can be put together, else one is chosen; `ours`, `theirs`.
Way = Literal["union", "text", "ours", "theirs", "chosen", "by-hand"]


def both(
    ours: Mapping[str, tuple[Version, Version]], theirs: Mapping[str, tuple[Version, Version]]
) -> dict[str, Sides]:
    """The files that both sides changed, and not to the same; each side gives for a path what it was and what it is."""
    shared = ours.keys() & theirs.keys()
    every = {path: Sides(ours[path][0], ours[path][1], theirs[path][1]) for path in sorted(shared)}
    return {path: sides for path, sides in every.items() if sides.ours != sides.theirs}


def way(path: str, sides: Sides) -> Way:
    """What becomes of a file of the workspace that both sides changed. What is known of a client and was removed
    stays removed; anything else that one side removed and the other changed stays.
    """
    if not sides.ours.blob or not sides.theirs.blob:
        removed = is_kept(path) and part(path).folder != "checklists"
        return "ours" if bool(sides.ours.blob) != removed else "theirs"
    if sides.ours.blob == sides.theirs.blob:
        return "ours" if sides.ours.mode < sides.theirs.mode else "theirs"
    if is_log(path):
        return "union"
    return "chosen" if is_kept(path) or is_loser(part(path).name) else "text"


def chosen(sides: Sides) -> tuple[Version, Version]:
    """Which side holds, and which is kept beside it: by the ids of their blobs, so that no device has to be asked."""
    pair = sorted((sides.ours, sides.theirs), key=lambda version: version.blob)
    return pair[0], pair[1]


def links(versions: Mapping[str, Version]) -> list[str]:
    """The paths of a workspace at which a link or another repository stands where only files may be."""
    return [path for path, version in versions.items() if version.mode not in FILE_MODES and is_guarded(path)]


def union(*sides: bytes) -> bytes:
    """The lines of all sides, each once: what they begin with alike, then the rest; the same in any order of sides.

    Line ends that were changed on the way are no other line. A last line without its end gets one.
    """
    listed = [[raw.removesuffix(b"\r") for raw in side.split(b"\n")] for side in sides]
    bare = [lines[:-1] if lines and not lines[-1] else lines for lines in listed]
    common = 0
    while all(len(lines) > common for lines in bare) and len({lines[common] for lines in bare}) == 1:
        common += 1
    held = dict.fromkeys(bare[0][:common])
    for lines in sorted(lines[common:] for lines in bare):
        held.update(dict.fromkeys(lines))
    return b"".join(line + b"\n" for line in held)


def lacks(side: bytes, other: bytes) -> bool:
    """Whether one side of a log lacks lines that the other has."""
    if side.startswith(other):
        return False
    held = {raw.removesuffix(b"\r") for raw in side.split(b"\n")}
    return any(raw.removesuffix(b"\r") not in held for raw in other.split(b"\n"))
