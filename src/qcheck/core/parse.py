"""Checklist YAML, read into a `Checklist` with everything that is wrong with it."""

from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from qcheck.core.answering import ANSWER, DUE, EVERY
from qcheck.core.compound import Field, Fields, ListOf, MapOf
from qcheck.core.condition import WHEN
from qcheck.core.demands import EVIDENCES, FORMER, HOLD, ON_FAIL, POINTERS, ROLES
from qcheck.core.meaning import fingerprint, tidy
from qcheck.core.names import suggest_id
from qcheck.core.nodes import Mapping, Node, Scalar
from qcheck.core.shapes import MISSING, Flag, Id, Missing, OneOf, Reader, Text, Whole, read, spoken
from qcheck.model.checklist import (
    CHECK,
    Checklist,
    Item,
    Question,
    Reference,
    Retired,
    Section,
)
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.model.settings import HANDOVER


def checklist(source: bytes, file: str) -> tuple[Checklist | None, list[Finding]]:
    """A checklist from the bytes of a YAML file, and all findings; None where nothing sensible is left of it.

    Includes are named, not fetched.
    """
    return read(source, file, CHECKLIST)


class _ItemShape(Struct, frozen=True):
    """An item in its short form `id: text` or its long form with keys."""

    long: Fields

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        if isinstance(node, Scalar) and not node.empty:
            return self._without_id(node, node.text, reader)
        if not isinstance(node, Mapping) or not node.pairs:
            return reader.report(
                "value-wrong", node, key=name, wanted="`id: text`, or `id:` and `text:`", got=spoken(node)
            )
        keys = {key.text for key, _ in node.pairs}
        known = keys & set(self.long.fields)
        if keys & set(RETIRED.some):
            return RETIRED.read(node, reader, name)
        if "id" in keys or (known and keys - known):
            return self.long.read(node, reader, name)
        if known:
            text = next(
                (v.text for k, v in node.pairs if k.text == "text" and isinstance(v, Scalar)),
                node.pairs[0][0].text,
            )
            return self._without_id(node, text, reader)
        return self._short(node, reader)

    def _without_id(self, node: Node, text: str, reader: Reader) -> Missing:
        return reader.report("id-absent", node, text=tidy(text), fix=suggest_id(text))

    def _short(self, node: Mapping, reader: Reader) -> Any:
        items = []
        for key, value in node.pairs:
            ident, text = Id().read(key, reader, "id"), Text().read(value, reader, key.text)
            if ident is not MISSING and text is not MISSING:
                items.append(_item({"id": ident, "text": text}, reader.place(key)))
        if len(node.pairs) > 1:
            second = node.pairs[1][0]
            return reader.report(
                "value-wrong", second, key="item", wanted="one `id: text` for each `- `", got="several"
            )
        return items[0] if items else MISSING

    def schema(self) -> dict[str, Any]:
        short = {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "propertyNames": Id().schema(),
            "additionalProperties": Text().schema(),
            "not": {"anyOf": [{"required": [key]} for key in self.long.fields]},
        }
        return {"anyOf": [short, self.long.schema(), RETIRED.schema()]}


def _item(values: dict[str, Any], place: Place) -> Item:
    answer = values.get("answer", CHECK)
    print_ = fingerprint(values["text"], values.get("accept", ""), answer)
    return Item(**{"gate": "", **values, "place": place, "fingerprint": print_})


def _retired(values: dict[str, Any], place: Place) -> Retired:
    return Retired(**{k: v for k, v in values.items() if k != "text"}, place=place)


def _section(values: dict[str, Any], place: Place) -> Section:
    ident = values.get("id", "")
    entries = values.get("items", ())
    return Section(
        id=ident,
        title=values.get("title", ident),
        items=tuple(entry for entry in entries if isinstance(entry, Item)),
        place=place,
        retired=tuple(entry for entry in entries if isinstance(entry, Retired)),
    )


def _question(ident: str, values: dict[str, Any], place: Place) -> Question:
    return Question(ident, values.get("text", ident), place, values.get("choice", ()))


def _checklist(values: dict[str, Any], place: Place) -> Checklist:
    gate = values.get("gate", Reference(HANDOVER, place))
    return Checklist(
        id=values.get("checklist", ""),
        title=values.get("title", values.get("checklist", "")),
        place=place,
        version=values.get("version", 1),
        source=values.get("source", ""),
        gate=gate,
        include=values.get("include", ()),
        ask=values.get("ask", ()),
        sections=tuple(_gated(section, gate.name) for section in values.get("sections", ())),
    )


def _gated(section: Section, gate: str) -> Section:
    return replace(section, items=tuple(i if i.gate else replace(i, gate=gate) for i in section.items))


class _ReferenceShape(Struct, frozen=True):
    """The name of something that stands elsewhere: another checklist, a gate."""

    id: Id

    def read(self, node: Node, reader: Reader, name: str) -> Reference | Missing:
        word = self.id.read(node, reader, name)
        return MISSING if isinstance(word, Missing) else Reference(word, reader.place(node))

    def schema(self) -> dict[str, Any]:
        return self.id.schema()


RETIRED = Fields(
    build=_retired,
    named="a retired item",
    some=("deleted", "split_to"),
    fields={
        "id": Field(Id(), "The id it had; never used again.", required=True),
        "text": Field(Text(), "What it asked."),
        "deleted": Field(Text(), "Why it is gone."),
        "split_to": Field(POINTERS, "The items that took its place."),
    },
)

ITEM = Fields(
    build=_item,
    named="an item",
    fields={
        "id": Field(Id(), "A short name, unique in the section; answers are kept by it.", required=True),
        "text": Field(Text(), "What must be true, as a statement.", required=True),
        "why": Field(Text(), "What goes wrong if it is not."),
        "accept": Field(Text(), "Acceptance criteria: the measurable condition under which it passes."),
        "critical": Field(Flag(), "Most dangerous to skip yet sometimes overlooked; five to nine a gate."),
        "gate": Field(Id(), "The gate it is due by, if not the list's."),
        "na": Field(
            OneOf(("never", "reason", "free")),
            "May it be not applicable: never, with a reason (default), freely.",
        ),
        "answer": Field(ANSWER, "How it is answered: check (the default), number, choice, text, date, command."),
        "evidence": Field(EVIDENCES, "Photos, files or a note that the answer needs."),
        "hold": Field(HOLD, "A hold point or a witness point."),
        "due": Field(DUE, "How long before the handover's time it is due, such as -2h."),
        "every": Field(EVERY, "A reading repeated during the job, such as 30min."),
        "role": Field(ROLES, "Who may answer it; the lead may override that with a reason."),
        "needs": Field(POINTERS, "Items that come first."),
        "when": Field(WHEN, "The condition under which it is needed."),
        "on_fail": Field(ON_FAIL, "What a failure raises by itself."),
        "repeat": Field(Id(), "Once for each unit of this kind, such as rooms."),
        "moved_from": Field(FORMER, "Ids that it had before."),
    },
)

SECTION = Fields(
    build=_section,
    named="a section",
    lenient=True,
    fields={
        "id": Field(Id(), "A short name, unique in the list.", required=True),
        "title": Field(Text(200), "The heading."),
        "items": Field(ListOf(_ItemShape(ITEM), least=1, named="one item"), "What must be true.", required=True),
    },
)

QUESTION = Fields(
    build=lambda values, _: values,
    named="a question",
    fields={
        "text": Field(Text(200), "The question as it is asked.", required=True),
        "choice": Field(
            ListOf(Text(100), least=2, named="two answers"), "The answers to choose from; any text without."
        ),
    },
)

CHECKLIST = Fields(
    build=_checklist,
    named="a checklist",
    lenient=True,
    doc="A qcheck checklist: what should be true, by which gate.",
    fields={
        "checklist": Field(Id(slug=True), "The list's name: the file's name without its ending.", required=True),
        "version": Field(Whole(1), "Raised when the meaning of an item changes."),
        "title": Field(Text(200), "The heading."),
        "source": Field(Text(), "The trade standard or book that the list rests on."),
        "gate": Field(_ReferenceShape(Id()), "The gate that items are due by if they name none; handover by default."),
        "include": Field(
            ListOf(_ReferenceShape(Id(slug=True)), lone=True), "Other checklists; their sections come first."
        ),
        "ask": Field(MapOf(Id(), QUESTION, _question), "Facts asked once, when a job is opened."),
        "sections": Field(
            ListOf(SECTION, least=1, named="one section"), "Items that are checked together.", required=True
        ),
    },
)
