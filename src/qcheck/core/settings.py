"""`qcheck.yaml`, read into `Settings` with everything that is wrong with it."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from qcheck.core import nodes, ownwords
from qcheck.core.brand import BRAND
from qcheck.core.compare import is_date
from qcheck.core.compound import Field, Fields, ListOf, MapOf
from qcheck.core.dates import DAYS
from qcheck.core.keymap import Keymap
from qcheck.core.nodes import Node, Scalar
from qcheck.core.rules.table import RULES, found
from qcheck.core.shapes import MISSING, Flag, Id, Missing, OneOf, Reader, Text, Whole, read, spoken
from qcheck.core.similar import near
from qcheck.core.tongue import LANGUAGES, ORIGINAL
from qcheck.model.finding import SEVERITIES, Finding
from qcheck.model.place import Place
from qcheck.model.settings import DEFAULT_GATES, HANDOVER, Brand, Calendar, Person, Photos, Policy, Settings

TERMS = ("item", "job", "handover", "client", "lead", "waiver", "sign-off", "punch item", "complaint")


ZoneExists = Callable[[str], bool]


def settings(source: bytes, file: str, zone_exists: ZoneExists) -> tuple[Settings | None, list[Finding]]:
    """A workspace's settings from the bytes of `qcheck.yaml`, and all findings; None where nothing usable is left."""
    settings_, findings = read(source, file, shape(zone_exists))
    return settings_ and replace(settings_, digest=hashlib.sha256(source).hexdigest()), findings


def roles_of_nobody(source: bytes, file: str, of: Settings) -> list[Finding]:
    """Roles whose people are to have no name on pages for clients, and that nobody has: mistyped, they hide nobody."""
    node = nodes.compose(nodes.decode(source, file)[0], file)[0]
    for key in ("policy", "hidden_names"):
        pairs = node.pairs if isinstance(node, nodes.Mapping) else []
        node = next((value for name, value in pairs if name.text == key), None)
    roles = node.items if isinstance(node, nodes.Sequence) else [node]
    held = tuple(dict.fromkeys(role for person in of.people for role in person.roles))
    return [
        found(
            "role-unknown",
            Place(file, role.line, role.column),
            "policy/hidden_names",
            role=role.text,
            near=near(role.text, held),
            text="policy.hidden_names",
        )
        for role in roles
        if isinstance(role, Scalar) and role.text in of.policy.hidden_names and role.text not in held
    ]


class _Zone(Struct, frozen=True):
    """A name from the time zone database."""

    exists: ZoneExists

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        text = Text(100).read(node, reader, name)
        if isinstance(text, Missing):
            return MISSING
        return text if self.exists(text) else reader.report("zone-unknown", node, zone=text)

    def schema(self) -> dict[str, Any]:
        return {"type": "string"}


class _Gates(Struct, frozen=True):
    """The gates in order; `handover` must be one of them."""

    def read(self, node: Node, reader: Reader, name: str) -> tuple[str, ...] | Missing:
        gates = ListOf(Id(), least=1, named="one gate").read(node, reader, name)
        if isinstance(gates, Missing):
            return MISSING
        if HANDOVER not in gates:
            return reader.report("gate-required", node, gate=HANDOVER)
        seen: set[str] = set()
        for entry in node.items if isinstance(node, nodes.Sequence) else ():
            gate = entry.text if isinstance(entry, Scalar) else ""
            if gate in seen:
                reader.report("key-duplicate", entry, key=gate)
            seen.add(gate)
        return tuple(dict.fromkeys(gates))

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": Id().schema(), "contains": {"const": HANDOVER}, "uniqueItems": True}


class _Folder(Struct, frozen=True):
    """A folder inside the workspace: settings come with a repository, and choose no other folder of a machine."""

    # Parts without a drive, a backslash or a control character; none is hidden, `..` or a home.
    pattern: str = r"(?!~)(?!\.)[^/\\:\x00-\x1f\x7f]+(/(?!\.)[^/\\:\x00-\x1f\x7f]+)*/?"
    longest: int = 200

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        text = Text(self.longest, verbatim=True).read(node, reader, name)
        if isinstance(text, Missing) or re.fullmatch(self.pattern, text):
            return text
        return reader.report("value-wrong", node, key=name, wanted="a folder inside the workspace", got=spoken(node))

    def schema(self) -> dict[str, Any]:
        return {**Text(self.longest).schema(), "pattern": f"^{self.pattern}$"}


class _Address(Struct, frozen=True):
    """A mail address of plain letters: it goes into a link, where other signs could add copies or a text."""

    pattern: str = r"[A-Za-z0-9.!#$*+/=^_`{|}~'-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,188}[A-Za-z0-9])?"

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        text = Text(254).read(node, reader, name)
        if isinstance(text, Missing) or re.fullmatch(self.pattern, text):
            return text
        wanted = "a mail address such as office@example.com"
        return reader.report("value-wrong", node, key=name, wanted=wanted, got=spoken(node))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self.pattern}$"}


class _PersonShape(Struct, frozen=True):
    """Someone by name and roles, or by name alone."""

    long: Fields

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        if isinstance(node, Scalar) and not node.empty:
            return {"name": self.long.fields["name"].shape.read(node, reader, name)}
        return self.long.read(node, reader, name)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.long.fields["name"].shape.schema(), self.long.schema()]}


class _RuleSeverities(Struct, frozen=True):
    """Rules by code, each with a severity or `off`."""

    words: tuple[str, ...] = (*SEVERITIES, "off")

    def read(self, node: Node, reader: Reader, name: str) -> tuple[tuple[str, str], ...] | Missing:
        if isinstance(node, Scalar) and node.empty:
            return ()
        if not isinstance(node, nodes.Mapping):
            return reader.report("value-wrong", node, key=name, wanted="rules with a severity", got=spoken(node))
        codes = OneOf(tuple(RULES), named="one of the rules (qcheck rules)")
        pairs = ((codes.read(k, reader, name), self._severity(v, reader, k)) for k, v in node.pairs)
        return tuple((c, s) for c, s in pairs if isinstance(c, str) and isinstance(s, str))

    def _severity(self, node: Node, reader: Reader, key: Scalar) -> str | Missing:
        return OneOf(self.words).read(node, reader, key.text)

    def schema(self) -> dict[str, Any]:
        words: dict[str, Any] = {"enum": list(self.words)}
        return {"type": "object", "properties": dict.fromkeys(RULES, words), "additionalProperties": False}


def _person(ident: str, values: dict[str, Any], _: Place) -> Person:
    return Person(ident, values["name"], values.get("roles", ()))


def _term(term: str, word: str, _: Place) -> tuple[str, str]:
    return term, word


def _calendar(values: dict[str, Any], _: Place) -> Calendar:
    days = values.get("workdays")
    return Calendar(
        tuple(sorted({DAYS.index(day) for day in days})) if days else Calendar().workdays,
        tuple(sorted(set(values.get("holidays", ())))),
    )


class _Date(Struct, frozen=True):
    """A date as `2026-12-25`."""

    def read(self, node: Node, reader: Reader, name: str) -> str | Missing:
        text = Text(20).read(node, reader, name)
        if isinstance(text, Missing) or is_date(text):
            return text
        return reader.report("value-wrong", node, key=name, wanted="a date such as 2026-12-25", got=spoken(node))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}


def _settings(values: dict[str, Any], _: Place) -> Settings:
    return Settings(
        company=values.get("company", ""),
        zone=values.get("zone", "UTC"),
        people=values.get("people", ()),
        gates=values.get("gates", DEFAULT_GATES),
        policy=values.get("policy", Policy()),
        terminology=dict(values.get("terminology", ())),
        rules=dict(values.get("rules", ())),
        decimal=values.get("decimal", "."),
        photos=values.get("photos", Photos()),
        trades=dict(values.get("trades", ())),
        calendar=values.get("calendar", Calendar()),
        currency=values.get("currency", ""),
        mail=values.get("mail", ""),
        keys=dict(values.get("keys", ())),
        language=values.get("language", ORIGINAL),
        brand=values.get("brand", Brand()),
    )


class _Terms(Struct, frozen=True):
    """Terms with the trade's own words, which are commands as well as far as no other command has that name."""

    words: MapOf = MapOf(OneOf(TERMS), Text(40), _term)

    def read(self, node: Node, reader: Reader, name: str) -> Any:
        said = self.words.read(node, reader, name)
        first: dict[str, str] = {}
        for key, value in node.pairs if isinstance(node, nodes.Mapping) else ():
            command = ownwords.COMMANDS.get(key.text)
            word = ownwords.spelled(value.text) if isinstance(value, Scalar) else ""
            if not command or not word or word == command:
                continue
            if word in ownwords.TAKEN:
                reader.report("word-taken", value, key=f"{name}.{key.text}", word=word)
            elif word in first:
                reader.report("word-double", value, key=f"{name}.{key.text}", other=first[word], word=word)
            first.setdefault(word, key.text)
        return said

    def schema(self) -> dict[str, Any]:
        return self.words.schema()


TERMINOLOGY = _Terms()

ROLES = ListOf(Id(), lone=True)

PERSON = Fields(
    build=lambda values, _: values,
    named="a person",
    fields={
        "name": Field(Text(100), "The full name, as reports show it.", required=True),
        "roles": Field(ROLES, "What the person may do, such as lead, fitter, office."),
    },
)

POLICY = Fields(
    build=lambda values, _: Policy(**values),
    named="the policy",
    fields={
        "crew_of_one": Field(Flag(), "A firm of one: the same person may answer and approve."),
        "waiver_roles": Field(ROLES, "Roles that may approve a waiver; anyone but the one who answered if empty."),
        "clock_tolerance": Field(Whole(0, 1440), "Minutes a device's clock may run ahead; 5 by default."),
        "reading_tolerance": Field(Whole(0, 1440), "Minutes a repeated reading may be late; 5 by default."),
        "acknowledge_within": Field(Whole(1, 1000), "Hours in which a complaint is acknowledged; 24 by default."),
        "client_silence": Field(Whole(0, 1000), "Days a client may hear nothing; 7 by default, 0 for any time."),
        "seller_silence": Field(
            Whole(0, 1000), "Days until whoever sold the job speaks to the client again; 14 by default, 0 for never."
        ),
        "follow_up": Field(Whole(0, 1000), "Days after handover to ask how it is; 7 by default, 0 for never."),
        "feedback": Field(Whole(0, 1000), "Days after handover to ask for a rating; 14 by default, 0 for never."),
        "low_rating": Field(Whole(0, 10), "A rating up to this one, of 10, asks for an answer; 6 by default."),
        "hidden_names": Field(ROLES, "Roles whose people are called by their role, not by name, on pages for clients."),
        "signatures": Field(ROLES, "Roles that each sign a handover, such as client, lead; one signature if empty."),
    },
)

CALENDAR = Fields(
    build=_calendar,
    named="the calendar",
    fields={
        "workdays": Field(
            ListOf(OneOf(DAYS), least=1, lone=True, named="one day"), "Days of work; mon to fri by default."
        ),
        "holidays": Field(ListOf(_Date(), lone=True), "Dates on which nobody works."),
    },
)

PHOTOS = Fields(
    build=lambda values, _: Photos(**values),
    named="the entry photos",
    fields={
        "inbox": Field(_Folder(), "The folder of the workspace where phones drop photos; inbox by default."),
        "longest": Field(Whole(200, 20_000), "Pixels of the longer side of the copy that is kept; 2000 by default."),
        "originals": Field(Flag(), "Keeps photos as they are, with the place and all else the camera wrote."),
    },
)


def shape(zone_exists: ZoneExists) -> Fields:
    """The shape of `qcheck.yaml`; which time zones there are, only the machine knows."""
    return Fields(
        build=_settings,
        named="qcheck.yaml",
        doc="Settings of a qcheck workspace.",
        fields={
            "company": Field(Text(200), "The firm's name, at the head of reports."),
            "zone": Field(_Zone(zone_exists), "The time zone dates are judged in, such as Europe/Berlin."),
            "people": Field(
                MapOf(Id(), _PersonShape(PERSON), _person),
                "Who works here: the short name typed, the full name, roles.",
            ),
            "gates": Field(_Gates(), "Points of release, in order; start, handover, closeout by default."),
            "policy": Field(POLICY, "The firm's own rules."),
            "terminology": Field(TERMINOLOGY, "The trade's own words, as reports show them; some are commands too."),
            "rules": Field(_RuleSeverities(), "Severities of rules: info, warn, block or off."),
            "decimal": Field(
                OneOf((".", ","), named='"." or ","'), "The sign before the parts of a number, typed and shown."
            ),
            "photos": Field(PHOTOS, "How photos are kept."),
            "trades": Field(
                MapOf(Text(100), Id(), _term), "Whose the punch items of a trade are: the trade, the short name."
            ),
            "calendar": Field(CALENDAR, "When the firm works: 2d for a promise counts these days only."),
            "currency": Field(Text(10), "What costs are in, such as EUR."),
            "keys": Field(Keymap(), "Keys of the walk, such as {pass: y}; qcheck walk shows them under ?."),
            "language": Field(OneOf(tuple(LANGUAGES)), "The language of reports and pages for clients; en by default."),
            "brand": Field(BRAND, "The firm's look on pages: one colour, and a logo."),
            "mail": Field(_Address(), "Where clients mail their answers to, such as office@example.com."),
        },
    )
