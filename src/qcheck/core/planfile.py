"""A plan as YAML: what `qcheck plan --edit` opens in an editor, and what comes back from it."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from qcheck.core import shapes
from qcheck.core.act.units import LONGEST_NAME
from qcheck.core.clean import line
from qcheck.core.compound import Field, Fields, ListOf, MapOf
from qcheck.core.quoting import quoted
from qcheck.core.shapes import Id, Maybe, Text
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.model.state import Plan


class PlanFile(Struct, frozen=True):
    """What an edited plan says; every field stands for the whole of it."""

    handover: str = ""
    lead: str = ""
    seller: str = ""
    crew: tuple[str, ...] = ()
    facts: dict[str, str] = {}
    units: dict[str, tuple[str, ...]] = {}
    scope: tuple[str, ...] = ()
    reason: str = ""


def write(plan: Plan, name: str, schema: str = "") -> str:
    """A plan as text to edit; `schema` is where an editor finds its keys."""
    facts = "".join(f"\n  {quoted(fact)}: {quoted(value)}" for fact, value in plan.facts.items()) or " {}"
    scope = "".join(f"\n  - {quoted(promise.text)}" for promise in plan.scope if not promise.dropped) or " []"
    known = f"# yaml-language-server: $schema={line(schema)}\n" if schema else ""
    return (
        f"{known}# The plan of {line(name)}. Change what differs, say why, save and close.\n"
        "# An empty file, or no change, changes nothing.\n"
        f"handover: {quoted(plan.handover)}\n"
        f"lead: {quoted(plan.lead)}\n"
        f"seller: {quoted(plan.seller)}\n"
        f"crew: [{', '.join(quoted(person) for person in plan.crew)}]\n"
        f"facts:{facts}\n"
        f"{_units(plan)}"
        f"# What the client was promised, one a line:\nscope:{scope}\n"
        'reason: ""\n'
    )


def _units(plan: Plan) -> str:
    """The units of each kind, one a line; nothing where the lists repeat over nothing."""
    named: dict[str, list[str]] = {kind.name: [] for kind in plan.kinds}
    for unit in plan.units:
        names = named.setdefault(unit.kind, [])
        names += [] if unit.dropped else [unit.name]
    listed = "".join(f"\n  {quoted(kind)}:{_names(names)}" for kind, names in named.items())
    return f"# What items are repeated over, one a line:\nunits:{listed}\n" if named else ""


def _names(names: list[str]) -> str:
    return "".join(f"\n    - {quoted(name)}" for name in names) or " []"


def read(source: bytes, file: str) -> tuple[PlanFile | None, list[Finding]]:
    """An edited plan, and everything wrong with it; None without a finding where all of it was deleted."""
    edited, findings = shapes.read(source, file, PLAN)
    return edited, [] if [f.code for f in findings] == ["file-empty"] else findings


def _plan(values: Mapping[str, Any], _: Place) -> PlanFile:
    return PlanFile(**{**values, **{key: dict(values.get(key, ())) for key in ("facts", "units")}})


def _pair(name: str, value: Any, _: Place) -> tuple[str, Any]:
    return name, value


NAMES = ListOf(Text(LONGEST_NAME), named="one name")

PLAN = Fields(
    build=_plan,
    named="a plan",
    doc="A job's plan, as qcheck plan --edit shows it.",
    fields={
        "handover": Field(Maybe(), "The date, or date and time, promised to the client."),
        "lead": Field(Maybe(), "Who is waited on where nobody else is named."),
        "seller": Field(Maybe(), "Who sold the job, and stays in touch with the client."),
        "crew": Field(ListOf(Id(), lone=True), "Who works on the job."),
        "facts": Field(MapOf(Id(), Maybe(), _pair), "Answers to the checklist's questions."),
        "units": Field(MapOf(Id(), NAMES, _pair), "What items are repeated over: for each kind its names, one a line."),
        "scope": Field(ListOf(Text(verbatim=True), named="one promise"), "What the client was promised, one a line."),
        "reason": Field(Maybe(), "Why the plan changes."),
    },
)
