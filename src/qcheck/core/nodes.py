"""Nodes: YAML text as a tree of places, built without recursion and refusing what a reader may not trust.

PyYAML's own composer crashes the process at about 50,000 levels of nesting and lets an alias expand without
bound, so the tree is built here from the parser's events. Scalars stay text; YAML 1.2 decides what a plain one means.
"""

import codecs
import re
from collections.abc import Iterator

import yaml
from msgspec import Struct

from qcheck.core.rules.table import found
from qcheck.model.finding import Finding
from qcheck.model.place import Place

MAX_DEPTH = 20
MAX_BYTES = 2_000_000
MOST_FINDINGS = 200

# What YAML forbids, and line ends that some readers take for one and others do not.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
NUMBER = re.compile(
    r"[-+]?(0o[0-7]+|0x[0-9a-fA-F]+|(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|\.(inf|Inf|INF))|\.(nan|NaN|NAN)"
)

_Parser = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(Struct):
    """One value as written; `plain` when it stands without quotes and is not a block."""

    text: str
    plain: bool
    line: int
    column: int

    @property
    def empty(self) -> bool:
        return self.plain and self.text in NULLS

    @property
    def number_like(self) -> bool:
        return self.plain and NUMBER.fullmatch(self.text) is not None


class Sequence(Struct):
    """A list of nodes."""

    items: list["Node"]
    line: int
    column: int


class Mapping(Struct):
    """Keys with their values, in the order written; doubled keys were reported and left out."""

    pairs: list[tuple[Scalar, "Node"]]
    line: int
    column: int


Node = Scalar | Sequence | Mapping


class _Stop(Exception):
    """What follows in the file would not be worth reading."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


def decode(source: bytes, file: str) -> tuple[str, list[Finding]]:
    """Bytes of a file as text, or what is wrong with them: too many, or not UTF-8."""
    if len(source) > MAX_BYTES:
        return "", [found("file-too-large", Place(file), file, limit=f"{MAX_BYTES // 1_000_000} MB")]
    try:
        return source.removeprefix(codecs.BOM_UTF8).decode("utf-8"), []
    except UnicodeDecodeError as error:
        before = bytes(error.object[: error.start]).decode("utf-8")
        return "", [found("file-not-utf8", _place_after(before, file), file)]


def compose(text: str, file: str) -> tuple[Node | None, list[Finding]]:
    """The tree of a YAML text, with the findings that stand in the way of trusting it."""
    forbidden = FORBIDDEN.search(text)
    if forbidden:
        problem = f"the invisible character U+{ord(forbidden[0]):04X}"
        return None, [found("yaml-syntax", _place_after(text[: forbidden.start()], file), file, problem=problem)]
    builder = _Builder(file, _place_after(text, file).line)
    try:
        for event in _events(text):
            builder.take(event)
    except _Stop as stop:
        return None, [*builder.findings, stop.finding]
    except yaml.MarkedYAMLError as error:
        place = _blamed(error, text, file)
        if "nesting depth" in (error.problem or ""):  # the parser's own limit: it reads ahead in brackets
            return None, [*builder.findings, found("yaml-too-deep", place, file, limit=MAX_DEPTH)]
        return None, [*builder.findings, found("yaml-syntax", place, file, problem=_said(error))]
    except yaml.YAMLError as error:
        return None, [*builder.findings, found("yaml-syntax", Place(file), file, problem=_first_line(error))]
    if builder.root is None or (isinstance(builder.root, Scalar) and builder.root.empty):
        builder.root = None
        builder.findings.append(found("file-empty", Place(file), file))
    return builder.root, builder.findings


def _events(text: str) -> Iterator[yaml.Event]:
    parser = _Parser(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


def _place_after(before: str, file: str) -> Place:
    """Where the next character stands, however lines end."""
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return Place(file, len(lines), len(lines[-1]) + 1)


def _blamed(error: yaml.MarkedYAMLError, text: str, file: str) -> Place:
    """Where the mistake is: at the end of the file, what began and never ended is to blame."""
    mark, context = error.problem_mark, error.context_mark
    end = _place_after(text.rstrip(), file)
    if mark and context and (mark.line + 1, mark.column + 1) >= (end.line, end.column):
        mark = context
    if mark is None:
        return Place(file)
    return min(Place(file, mark.line + 1, mark.column + 1), end)


def _said(error: yaml.MarkedYAMLError) -> str:
    return " ".join(part for part in (error.problem, error.context) if part) or "not YAML"


def _first_line(error: yaml.YAMLError) -> str:
    return str(error).splitlines()[0]


def _position(event: yaml.Event) -> tuple[int, int]:
    """Line and column of where an event begins, counted from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


class _Open(Struct):
    """A list or mapping whose end has not come yet."""

    node: Sequence | Mapping
    key: Scalar | None = None
    seen: set[str] = set()


class _Builder:
    """Puts parser events together; keeps its own stack, so that depth costs memory and never the process."""

    def __init__(self, file: str, last: int) -> None:
        self.file = file
        self.last = last
        self.findings: list[Finding] = []
        self.root: Node | None = None
        self.open: list[_Open] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._guard(event)
                plain = bool(event.implicit[0]) and not event.style
                self._place(Scalar(event.value, plain, *_position(event)))
            case yaml.MappingStartEvent():
                self._begin(event, Mapping([], *_position(event)))
            case yaml.SequenceStartEvent():
                self._begin(event, Sequence([], *_position(event)))
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._place(self.open.pop().node)
            case yaml.AliasEvent():
                self._refuse("yaml-alias", event, name=f"*{event.anchor}")
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self._refuse("yaml-documents", event)

    def _begin(self, event: yaml.CollectionStartEvent, node: Sequence | Mapping) -> None:
        self._guard(event)
        if len(self.open) >= MAX_DEPTH:
            self._refuse("yaml-too-deep", event, limit=MAX_DEPTH)
        self.open.append(_Open(node, seen=set()))

    def _guard(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.anchor:
            self._refuse("yaml-alias", event, name=f"&{event.anchor}")
        if event.tag and event.tag != "!":
            self._refuse("yaml-tag", event, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))

    def _refuse(self, code: str, event: yaml.Event, **args: str | int) -> None:
        raise _Stop(found(code, Place(self.file, *_position(event)), self.file, **args))

    def _place(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if isinstance(parent.node, Sequence):
            parent.node.items.append(node)
        elif parent.key is None:
            self._take_key(parent, node)
        else:
            if node.line > self.last:  # nothing was written: the parser looked for it after the end of the file
                node.line, node.column = parent.key.line, parent.key.column
            if parent.key.text not in parent.seen:
                parent.seen.add(parent.key.text)
                parent.node.pairs.append((parent.key, node))
            parent.key = None

    def _take_key(self, parent: _Open, node: Node) -> None:
        place = Place(self.file, node.line, node.column)
        if not isinstance(node, Scalar):
            raise _Stop(found("key-not-text", place, self.file))
        if node.text in parent.seen:
            self.findings.append(found("key-duplicate", place, self.file, key=node.text))
            if len(self.findings) >= MOST_FINDINGS:
                raise _Stop(found("too-many-problems", place, self.file, limit=MOST_FINDINGS))
        parent.key = node
