"""Layout: where in a checklist's text its sections, items and keys stand, and what is written there to change them.

Everything else of the text, comments and spaces among it, stays as it is.
"""

import re
import unicodedata

import yaml
from msgspec import Struct

from qcheck.core.learn.quote import quoted, scalar
from qcheck.core.parse import ITEM
from qcheck.model.proposal import NewItem

ORDER = tuple(ITEM.fields)
RETIRED = {"deleted", "split_to"}
_END = re.compile(r"\r\n|\n|\r")
_COLON = re.compile(r"\s*:")
GAP = 2
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Edit(Struct, frozen=True):
    """`new` stands where the text had what is from `start` to `end`."""

    start: int
    end: int
    new: str


def edited(text: str, edits: list[Edit]) -> str:
    """A text with edits made; those of one place in the order given."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda e: e.start):
        parts += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join((*parts, text[at:]))


class Sheet:
    """The text of a checklist that was read without a blocking finding, with the places of its nodes."""

    def __init__(self, text: str) -> None:
        self.text = text
        # Sound for `nodes.compose`, which goes first: no aliases, no depth that this could fall over.
        self.root = yaml.compose(text, Loader=_LOADER)
        first = _END.search(text)
        self.eol = first[0] if first else "\n"

    def version(self, number: int) -> list[Edit]:
        """The list's version is another one."""
        root = self.root
        if not isinstance(root, yaml.MappingNode):
            return []
        old = _value(root, "version")
        return [_over(old, str(number))] if old else self._added(root, f"version: {number}", ("checklist",))

    def with_key(self, section: str, item: str, key: str, value: str) -> list[Edit]:
        """An item has a key with that value, in the style that it is written in; the short form becomes the long one.

        Nothing where there is no such item.
        """
        node = self._item(section, item)
        if node is None:
            return []
        if "id" not in _keys(node):
            return self._lengthened(node, f"{key}: {value}")
        old = _value(node, key)
        return [_over(old, value)] if old else self._added(node, f"{key}: {value}", ORDER[: ORDER.index(key)])

    def with_item(self, new: NewItem) -> list[Edit]:
        """A section has one item more at its end. Nothing where there is no such section."""
        items = self._items(new.section)
        if items is None or not items.value:
            return []
        pairs = [("id", new.id), ("text", new.text), *([("why", new.why)] if new.why else [])]
        last = items.value[-1]
        if items.flow_style:
            written = ", ".join(f"{name}: {quoted(value)}" for name, value in pairs)
            return [Edit(self._end(last), self._end(last), f", {{{written}}}")]
        column = items.start_mark.column
        gap = self._gap(items)
        lines = [f"{name}: {scalar(value)}" for name, value in pairs]
        lines = [f"{' ' * column}-{' ' * (gap - 1)}{lines[0]}", *(" " * (column + gap) + line for line in lines[1:])]
        return [self._below(last, [*([""] if self._spaced(items) else []), *lines])]

    def _lengthened(self, node: yaml.MappingNode, more: str) -> list[Edit]:
        """The short form as the long one with a key more; the text itself is left as it stands."""
        key, value = node.value[0]
        name = self.text[key.start_mark.index : key.end_mark.index]
        colon = _COLON.match(self.text, key.end_mark.index)
        if colon is None:
            return []
        space = "" if self.text[colon.end() : colon.end() + 1].isspace() else " "
        if not node.flow_style:
            indent = " " * node.start_mark.column
            named = Edit(key.start_mark.index, colon.end(), f"id: {name}{self.eol}{indent}text:{space}")
            return [named, self._below(value, [indent + more])]
        bare = self.text[node.start_mark.index] != "{"  # `[id: text]` is a list of one pair without braces
        named = Edit(key.start_mark.index, colon.end(), f"{'{' if bare else ''}id: {name}, text:{space}")
        end = self._end(value)
        return [named, Edit(end, end, f", {more}{'}' if bare else ''}")]

    def _added(self, node: yaml.MappingNode, line: str, after: tuple[str, ...]) -> list[Edit]:
        """A mapping with a key more: below the last of those that it comes after, or in flow style at its end."""
        if node.flow_style:
            end = self._end(node.value[-1][1])
            return [Edit(end, end, f", {line}")]
        before = [value for key, value in node.value if key.value in after]
        if not before:
            return []
        return [self._below(before[-1], [" " * node.start_mark.column + line])]

    def _below(self, node: yaml.Node, lines: list[str]) -> Edit:
        """Lines below the last one of a node. A file that does not end with a line's end still does not."""
        end = _END.search(self.text, self._end(node))
        if end is None:
            at = len(self.text)
            return Edit(at, at, "".join(self.eol + line for line in lines))
        return Edit(end.end(), end.end(), "".join(line + end[0] for line in lines))

    def _end(self, node: yaml.Node) -> int:
        """Where the content of a node ends: before comments and empty lines that follow."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._end(last[1] if isinstance(last, tuple) else last)
        end: int = node.end_mark.index
        if isinstance(node, yaml.ScalarNode) and node.style in {"|", ">"}:
            return len(self.text[:end].rstrip(" \t\r\n"))
        return end

    def _items(self, section: str) -> yaml.SequenceNode | None:
        sections = _value(self.root, "sections")
        for node in sections.value if isinstance(sections, yaml.SequenceNode) else ():
            ident, items = _value(node, "id"), _value(node, "items")
            if ident is not None and _same(ident.value, section) and isinstance(items, yaml.SequenceNode):
                return items
        return None

    def _item(self, section: str, item: str) -> yaml.MappingNode | None:
        items = self._items(section)
        for node in items.value if items else ():
            if isinstance(node, yaml.MappingNode) and not RETIRED & _keys(node):
                ident = _value(node, "id")
                if _same(ident.value if ident else node.value[0][0].value, item):
                    return node
        return None

    def _gap(self, items: yaml.SequenceNode) -> int:
        """How far the list's own items stand from their dash."""
        column = items.start_mark.column
        gaps = [
            entry.start_mark.column - column
            for entry in items.value
            if not entry.flow_style and self.text[entry.start_mark.index - entry.start_mark.column + column] == "-"
        ]
        return gaps[-1] if gaps else GAP

    def _spaced(self, items: yaml.SequenceNode) -> bool:
        """Whether an empty line divides the last item from the one before, comments aside."""
        if len(items.value) == 1:
            return False
        start = items.value[-1].start_mark
        above = _END.split(self.text[: start.index - start.column])[:-1]
        while above and above[-1].lstrip().startswith("#"):
            above.pop()
        return bool(above) and not above[-1].strip()


def _over(node: yaml.Node, new: str) -> Edit:
    return Edit(node.start_mark.index, node.end_mark.index, new)


def _keys(node: yaml.MappingNode) -> set[str]:
    return {key.value for key, _ in node.value}


def _value(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _same(one: str, other: str) -> bool:
    return unicodedata.normalize("NFC", one) == other
