"""The shelf: lists found by name, with what they include, linted; templates are linted with them."""

from itertools import starmap
from pathlib import Path

from msgspec import Struct

from qcheck.app import brand, templates
from qcheck.app.desk import Caller
from qcheck.core import evaluate
from qcheck.core.rules.lint import Library
from qcheck.core.rules.record import alike, contested
from qcheck.errors import NotFound, Refused
from qcheck.model.checklist import Checklist
from qcheck.model.finding import Finding
from qcheck.model.settings import DEFAULT_GATES, Settings
from qcheck.store import copies, files, sources, workspace, zones
from qcheck.store.sources import Source


class Read(Struct, frozen=True):
    """A list as read from the library, with its bytes and its findings."""

    source: Source
    content: bytes
    checklist: Checklist | None
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        return self.checklist is not None and not any(f.severity == "block" for f in self.findings)


class Shelf:
    """All lists by name; each is read once, when it is first asked for."""

    def __init__(self, root: Path | None, settings: Settings | None) -> None:
        self.root = root
        self.sources = sources.sources(root)
        self.gates = settings.gates if settings else DEFAULT_GATES
        self.severities = settings.rules if settings else {}
        people = settings.people if settings and not settings.policy.crew_of_one else ()
        self.roles = tuple(dict.fromkeys(role for person in people for role in person.roles))
        self._parsed: dict[str, tuple[bytes, Checklist | None, list[Finding]]] = {}

    def name(self, typed: str) -> str:
        """The full name of a list that any unambiguous part of a name means. Raises `NotFound`."""
        word = typed.strip().casefold()
        if word in self.sources:
            return word
        fitting = [name for name in self.sources if word and word in name]
        if len(fitting) == 1:
            return fitting[0]
        shown = "\n".join(f"  {name}" for name in (fitting or self.sources))
        problem = "that could be several lists" if fitting else "there is no such checklist"
        raise NotFound(f"{typed}: {problem}.", f"There are:\n{shown}")

    def read(self, name: str) -> Read:
        """A list and its findings, those about what it includes among them."""
        content, checklist, findings = self._parse(name)
        if checklist:
            findings = self.lint(checklist, findings)
        return Read(self.sources[name], content, checklist, tuple(findings))

    def lint(self, checklist: Checklist, read: list[Finding]) -> list[Finding]:
        """The findings of a list, with those from reading it."""
        shelf = Library(checklist, self._reachable(checklist), tuple(self.sources), self.gates, self.roles)
        return evaluate.checklist(shelf, read, self.severities)

    def together(self, reads: list[Read]) -> list[Finding]:
        """What is wrong with lists only where one job has all of them, beside what is wrong with each by itself."""
        loaded = {read.checklist.id: read.checklist for read in reads if read.checklist}
        findings: list[Finding] = []
        for read in reads:
            if read.checklist:
                library = Library(read.checklist, loaded, tuple(self.sources), self.gates)
                found = evaluate.checklist(library, [], self.severities)
                findings += [finding for finding in found if finding not in read.findings]
        return findings

    def resolve(self, names: list[str]) -> list[Read]:
        """The lists of those names and all they include, each once, included ones first."""
        resolved: dict[str, Read] = {}
        waiting = [(name, False) for name in reversed(names)]
        begun: set[str] = set()
        while waiting:
            name, done = waiting.pop()
            if done:
                resolved[name] = self.read(name)
            elif name not in begun:
                begun.add(name)
                waiting.append((name, True))
                _, checklist, _ = self._parse(name)
                included = checklist.include if checklist else ()
                waiting.extend((i.name, False) for i in reversed(included) if i.name in self.sources)
        return list(resolved.values())

    def _parse(self, name: str) -> tuple[bytes, Checklist | None, list[Finding]]:
        if name not in self._parsed:
            from qcheck.core.parse import checklist as parse  # 25 ms for YAML, not before a list is read

            source = self.sources[name]
            content = source.read()
            self._parsed[name] = (content, *parse(content, source.shown))
        return self._parsed[name]

    def _reachable(self, checklist: Checklist) -> dict[str, Checklist]:
        reached = {checklist.id: checklist}
        waiting = [i.name for i in checklist.include]
        while waiting:
            name = waiting.pop()
            if name in self.sources and name not in reached and (included := self._parse(name)[1]):
                reached[name] = included
                waiting.extend(i.name for i in included.include)
        return reached


class Linted(Struct, frozen=True):
    """The result of linting: how many lists and templates, and what was found in them."""

    count: int
    findings: tuple[Finding, ...]
    templates: int = 0


def lint(caller: Caller, paths: list[Path], settings: Settings | None) -> Linted:
    """The findings of files, or of all lists of the workspace, its settings and its templates where none is named."""
    root = workspace.find(caller.folder)
    shelf = Shelf(root, settings)
    if not paths:
        names = [name for name, source in shelf.sources.items() if not source.shipped or root is None]
        reads = [shelf.read(name) for name in names]
        own = [*_of_settings(root), *_of_names(root), *templates.lint(root)] if root else []
        own += brand.lint(root, settings) if root and settings else []
        own = evaluate.at_policy(own, shelf.severities)
        return Linted(len(reads), (*own, *(f for read in reads for f in read.findings)), len(templates.own(root)))
    findings: list[Finding] = []
    for path in paths:
        findings += _lint_file(shelf, path)
    pages = sum(path.suffix == templates.ENDING for path in paths)
    return Linted(len(paths) - pages, tuple(findings), pages)


def _of_names(root: Path) -> list[Finding]:
    """What names of files tell: that two devices changed one, and that not every device can keep both of two."""
    return [*map(contested, copies.losers(root)), *starmap(alike, copies.alike(root))]


def _of_settings(root: Path) -> list[Finding]:
    """What is worth knowing of settings that can be used."""
    from qcheck.core import settings as reading  # 25 ms for YAML, not before settings are linted

    source = files.read_if_there(root / workspace.SETTINGS) or b""
    settings, findings = reading.settings(source, workspace.SETTINGS, zones.exists)
    return [*findings, *(reading.roles_of_nobody(source, workspace.SETTINGS, settings) if settings else [])]


def _lint_file(shelf: Shelf, path: Path) -> list[Finding]:
    shown = path.as_posix()
    if shown in shelf.sources and not path.exists():
        return list(shelf.read(shown).findings)
    content = files.read_if_there(path)
    if content is None:
        raise NotFound(f"{shown}: there is no such file, and no list of that name.", "qcheck lists")
    if path.suffix == templates.ENDING:
        return evaluate.at_policy(templates.lint_file(shelf.root, path, content), shelf.severities)
    from qcheck.core.parse import checklist as parse  # 25 ms for YAML, not before a list is read

    checklist, findings = parse(content, shown)
    return shelf.lint(checklist, findings) if checklist else evaluate.at_policy(findings, shelf.severities)


def copy(root: Path, name: str, shelf: Shelf) -> Path:
    """Copies a shipped list into the workspace, where it takes the shipped one's place. Raises `Refused`."""
    source = shelf.sources[name]
    target = root / "checklists" / f"{name}.yaml"
    if not source.shipped:
        raise Refused(f"{name} is your own already: {source.path}.", "Edit that file.")
    files.write(target, source.read())
    return target
