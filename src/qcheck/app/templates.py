"""Templates of pages: those that come with qcheck, and the workspace's own, which take their place."""

import hashlib
import re
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from qcheck import __version__
from qcheck.app.desk import Caller
from qcheck.core.rules.table import found
from qcheck.core.similar import near
from qcheck.errors import NotFound, Refused
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.store import files, shipped, workspace

FOLDER = "templates"
ENDING = ".j2"
# The first line of a copy: what it was copied from, and how that began. It leaves nothing on a page.
MARK = "{{# Copied from {name} of qcheck {version} ({digest}); qcheck lint tells when that one has changed. #}}\n"
COPIED = re.compile(rb"\{# Copied from ([\w.]{1,60}) of qcheck ([\w.+]{1,30}) \(([0-9a-f]{12})\)")


class Template(Struct, frozen=True):
    """A template by name: whether it comes with qcheck, whether the workspace has its own, and of a copy, the version
    that it was copied from, and whether the one that comes with qcheck has changed since.
    """

    name: str
    shipped: bool
    own: bool
    version: str = ""
    outdated: bool = False


def around(caller: Caller) -> Path | None:
    """The workspace around the caller, if there is one."""
    return workspace.find(caller.folder)


def assets(root: Path | None) -> dict[str, bytes]:
    """Templates by name: the shipped ones, with the workspace's own in their place.

    A shipped one can always be had as `shipped/NAME`, so that one's own may extend it.
    """
    coming = _shipped()
    return {**coming, **{f"shipped/{name}": content for name, content in coming.items()}, **own(root)}


def own(root: Path | None) -> dict[str, bytes]:
    """The workspace's own templates by name."""
    return {path.name: files.read_plain(path) for path in (files.names(root / FOLDER, ENDING) if root else [])}


def _shipped() -> dict[str, bytes]:
    return {path.name: files.read(path) for path in files.names(shipped.folder(FOLDER), ENDING)}


def templates(root: Path | None) -> list[Template]:
    """Every template by name."""
    coming, mine = _shipped(), own(root)
    return [_template(name, coming.get(name), mine.get(name)) for name in sorted({*coming, *mine})]


def names(root: Path | None) -> list[tuple[str, bool]]:
    """Every template by name, and whether the workspace has its own; none is read."""
    mine = {path.name for path in (files.names(root / FOLDER, ENDING) if root else [])}
    coming = {path.name for path in files.names(shipped.folder(FOLDER), ENDING)}
    return [(name, name in mine) for name in sorted(coming | mine)]


def _template(name: str, coming: bytes | None, mine: bytes | None) -> Template:
    copied = COPIED.match(mine or b"")
    if not (copied and coming and copied[1].decode() == name):
        return Template(name, coming is not None, mine is not None)
    outdated = copied[3].decode() != _digest(coming)
    return Template(name, shipped=True, own=True, version=copied[2].decode(), outdated=outdated)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]


def source(typed: str) -> bytes:
    """A template as it comes with qcheck. Raises `NotFound`."""
    coming = _shipped()
    return coming[_named(typed, coming)]


def copy(caller: Caller, typed: str) -> Path:
    """Copies a shipped template into the workspace to be changed. Raises `NotFound`, `Refused`."""
    coming = _shipped()
    name = _named(typed, coming)
    target = workspace.require(caller.folder) / FOLDER / name
    if files.read_if_there(target) is not None:
        raise Refused(f"{target} is there already.", "Edit it, or remove it first.")
    mark = MARK.format(name=name, version=__version__, digest=_digest(coming[name]))
    files.write(target, mark.encode() + coming[name])
    return target


def _named(typed: str, coming: dict[str, bytes]) -> str:
    """The full name of a template; `handover` is the page of HTML, if there is one. Raises `NotFound`."""
    wanted = [typed, f"{typed}{ENDING}", f"{typed}.html{ENDING}", *(n for n in coming if n.startswith(f"{typed}."))]
    name = next((each for each in wanted if each in coming), "")
    if not name:
        guess = near(typed, list(coming))
        hint = f"Did you mean {guess}?" if guess else f"There are: {', '.join(coming)}."
        raise NotFound(f"{typed}: there is no such template.", hint)
    return name


def lint(root: Path) -> list[Finding]:
    """What is wrong with the workspace's own templates."""
    mine = own(root)
    if not mine:
        return _unread(root)
    from qcheck.render.vetting import vet  # 60 ms for Jinja, only where there are templates

    return [*_unread(root), *vet(assets(root), mine), *outdated(root)]


def lint_file(root: Path | None, path: Path, content: bytes) -> list[Finding]:
    """The same of one file, wherever it lies, among the templates of a workspace."""
    from qcheck.render.vetting import vet  # 60 ms for Jinja, only where there are templates

    found_ = vet({**assets(root), path.name: content}, {*own(root), path.name}, (path.name,))
    return [replace(each, place=replace(each.place, file=path.as_posix())) for each in found_]


def _unread(root: Path) -> list[Finding]:
    """Files that were meant for templates and lack the ending of one."""
    coming = _shipped()
    stray = [path.name for path in files.names(root / FOLDER, "") if f"{path.name}{ENDING}" in coming]
    why = f"only files that end in {ENDING} are read"
    return [
        found(
            "template-unseen",
            Place(f"{FOLDER}/{name}"),
            f"file/{FOLDER}/{name}",
            what="this file",
            why=why,
            near=f"{name}{ENDING}",
        )
        for name in stray
    ]


def outdated(root: Path | None) -> list[Finding]:
    """The copies whose shipped template has changed since."""
    coming = _shipped()
    return [
        found(
            "template-outdated",
            Place(f"{FOLDER}/{each.name}", 1),
            f"file/{FOLDER}/{each.name}",
            version=each.version,
            now=f"{each.name} of qcheck {__version__} ({_digest(coming[each.name])})",
            name=each.name,
        )
        for each in templates(root)
        if each.outdated
    ]
