"""Following: what the expressions of a template are, as far as the view tells, and the fields that there are not."""

import types
from collections.abc import Iterable
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import nodes
from msgspec import Struct

from qcheck.core.similar import near

# The kinds that an expression may be of; none where that is not known.
Kinds = frozenset[Any]
UNKNOWN: Kinds = frozenset()
# Filters that give what they are given, or one of it; and those that name a field in an argument of theirs.
SAME = {"list", "sort", "unique", "reverse", "selectattr", "rejectattr", "select", "reject"}
ONE = {"first", "last", "min", "max", "random"}
FIRST = {"selectattr", "rejectattr", "groupby"}
SPARING = {"default", "d"}


class Followed:
    """A walk through a template that keeps what each name is; `wrong` are line, expression, and what was meant."""

    def __init__(self, report: Kinds) -> None:
        self.names: dict[str, Kinds] = {"report": report}
        self.wrong: list[tuple[int, str, str]] = []

    def walk(self, node: nodes.Node) -> None:
        """A statement: names that it gives hold from there on, within what it encloses or after it."""
        if isinstance(node, nodes.Expr):
            self.of(node)
        elif isinstance(node, nodes.For):
            self._loop(node)
        elif isinstance(node, nodes.Assign):
            self._give(node.target, self.of(node.node))
        elif isinstance(
            node, nodes.Macro | nodes.Block | nodes.CallBlock | nodes.Scope | nodes.With | nodes.FilterBlock
        ):
            outside = dict(self.names)
            self._forget(node)
            self._each(node.iter_child_nodes())
            self.names = outside
        else:
            self._forget(node)
            self._each(node.iter_child_nodes())

    def _each(self, them: Iterable[nodes.Node]) -> None:
        for node in them:
            self.walk(node)

    def _forget(self, node: nodes.Node) -> None:
        """What is given by a call, a block or an import is not known."""
        for child in node.iter_child_nodes():
            if isinstance(child, nodes.Name) and child.ctx != "load":
                self.names[child.name] = UNKNOWN

    def _loop(self, node: nodes.For) -> None:
        several = self.of(node.iter)
        outside = dict(self.names)
        self._give(node.target, _one(several))
        self._each([*([node.test] if node.test else []), *node.body, *node.else_])
        self.names = outside

    def _give(self, target: nodes.Node, kinds: Kinds) -> None:
        if isinstance(target, nodes.Name):
            self.names[target.name] = kinds
        else:
            for name in target.find_all(nodes.Name):
                self.names[name.name] = UNKNOWN

    def of(self, node: nodes.Node) -> Kinds:
        """What an expression is; each of its parts is looked at once."""
        if isinstance(node, nodes.Name):
            return self.names.get(node.name, UNKNOWN)
        if isinstance(node, nodes.Getattr):
            return self._field(node.lineno, self.of(node.node), node.attr, _written(node.node))
        if isinstance(node, nodes.Getitem):
            return self._item(node)
        if isinstance(node, nodes.Filter):
            return self._filtered(node)
        if isinstance(node, nodes.Test) and node.name in {"defined", "undefined"}:
            self._spared(node.node)
            return UNKNOWN
        for child in node.iter_child_nodes():
            self.of(child)
        return UNKNOWN

    def _spared(self, node: nodes.Node) -> None:
        """What may be missing is not told; what it is asked of is."""
        self.of(node.node if isinstance(node, nodes.Getattr) else node)

    def _item(self, node: nodes.Getitem) -> Kinds:
        of = self.of(node.node)
        if isinstance(node.arg, nodes.Slice):
            self._each(node.arg.iter_child_nodes())
            return of
        if isinstance(node.arg, nodes.Const):
            return _one(of) if isinstance(node.arg.value, int) else UNKNOWN
        self.of(node.arg)
        return UNKNOWN

    def _filtered(self, node: nodes.Filter) -> Kinds:
        if node.node is None:
            return UNKNOWN
        if node.name in SPARING:
            self._spared(node.node)
            given = UNKNOWN
        else:
            given = self.of(node.node)
        for argument in (*node.args, *(keyword.value for keyword in node.kwargs)):
            self.of(argument)
        named = [k.value for k in node.kwargs if k.key == "attribute"] or (node.args[:1] if node.name in FIRST else [])
        asked = next((each.value for each in named if isinstance(each, nodes.Const)), None)
        field = self._path(node, _one(given), asked) if isinstance(asked, str) else UNKNOWN
        if node.name == "map":
            return frozenset(tuple[kind, ...] for kind in field)  # type: ignore[valid-type]
        return given if node.name in SAME else _one(given) if node.name in ONE else UNKNOWN

    def _path(self, node: nodes.Filter, of: Kinds, path: str) -> Kinds:
        """A field that a filter is told the name of; one of a field with dots."""
        for name in path.split("."):
            of = self._field(node.lineno, of, name, "")
        return of

    def _field(self, line: int, of: Kinds, name: str, written: str) -> Kinds:
        """A field of what may be of several kinds; wrong where none of them has it."""
        if not of or not all(isinstance(kind, type) and issubclass(kind, Struct) for kind in of):
            return UNKNOWN
        held = [get_type_hints(kind) for kind in of]
        if not any(name in hints for hints in held):
            members = sorted({member for hints in held for member in hints})
            self.wrong.append((line, f"{written}.{name}" if written else name, near(name, members)))
        return frozenset(kind for hints in held if name in hints for kind in _alternatives(hints[name]))


def _alternatives(hint: Any) -> list[Any]:
    """What a hint allows; that it may be none is for whoever asks to think of."""
    if get_origin(hint) in {Union, types.UnionType}:
        return [each for each in get_args(hint) if each is not types.NoneType]
    return [hint]


def _one(several: Kinds) -> Kinds:
    """What a list holds; not known if one of the kinds is no list."""
    origins: list[Any] = [get_origin(kind) for kind in several]
    if any(origin is not tuple for origin in origins):
        return UNKNOWN
    return frozenset(each for kind in several for each in _alternatives(get_args(kind)[0]))


def _written(node: nodes.Node) -> str:
    """An expression as it is written, as far as it is names and dots."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and (before := _written(node.node)):
        return f"{before}.{node.attr}"
    return ""
