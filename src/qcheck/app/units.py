"""Units of a plan: read from a file, judged as they are typed, told, compared with an edited plan."""

from collections.abc import Mapping
from pathlib import Path

from qcheck.app.desk import BadFile
from qcheck.core.act.actor import Refusal
from qcheck.core.act.units import Named, unit_changes
from qcheck.core.clean import line
from qcheck.core.meaning import tidy
from qcheck.core.planned import UNIT
from qcheck.errors import NotFound
from qcheck.model.event import Draft
from qcheck.model.state import Plan
from qcheck.store import evidence

TOLD = 10
MAX_BYTES = 2_000_000


def from_file(kind: str, path: Path) -> tuple[Named, ...]:
    """The names in a file, one a line, as units of a kind. Raises `NotFound`, `BadFile` with all that is wrong."""
    from qcheck.intake.units import units  # 25 ms for YAML's reader, only where a file is given

    if not path.exists():
        raise NotFound(f"{path}: there is no such file.", "It holds the names, one a line.")
    source = evidence.read_foreign(path, MAX_BYTES, follow=True)
    names, findings = units(source, path.as_posix(), kind)
    if findings:
        raise BadFile(findings)
    return tuple((kind, name) for name in names)


def wrong(kind: str, names: tuple[str, ...]) -> str:
    """What is wrong with the names typed for the units of a kind; empty where nothing is."""
    if not names:
        return f"The checklist repeats over {kind}: name at least one."
    changes = unit_changes(Plan(), (kind,), tuple((kind, name) for name in names), ())
    return f"{changes.message} {changes.hint}".strip() if isinstance(changes, Refusal) else ""


def shown(plan: Plan) -> list[tuple[str, str]]:
    """A line for the units of each kind, and one for those that were dropped."""
    named: dict[str, list[str]] = {kind.name: [] for kind in plan.kinds}
    for unit in sorted(plan.units, key=lambda unit: unit.dropped):
        named.setdefault(f"{unit.kind} dropped" if unit.dropped else unit.kind, []).append(line(unit.name))
    return [(label, ", ".join(names) or "none yet") for label, names in named.items()]


def changed(drafts: tuple[Draft, ...], plan: Plan) -> list[tuple[str, str]]:
    """The units that were added and dropped, a line a kind; of very many the first."""
    abouts = {draft.about for draft in drafts}
    these = [unit for unit in plan.units if f"{UNIT}{unit.kind}.{unit.id}" in abouts]
    named: dict[tuple[str, str], list[str]] = {}
    for unit in sorted(these, key=lambda unit: unit.dropped):
        named.setdefault((unit.kind, "no longer " if unit.dropped else ""), []).append(line(unit.name))
    return [(kind, f"{said}{_first(names)}") for (kind, said), names in named.items()]


def _first(names: list[str]) -> str:
    more = f" and {len(names) - TOLD} more" if len(names) > TOLD else ""
    return f"{', '.join(names[:TOLD])}{more}"


def added(wanted: Mapping[str, tuple[str, ...]], plan: Plan) -> tuple[Named, ...]:
    """The units of an edited plan that the plan does not have."""
    kept = {(unit.kind, _folded(unit.name)) for unit in plan.units if not unit.dropped}
    named = ((kind, name) for kind, names in wanted.items() for name in names)
    return tuple((kind, name) for kind, name in named if (kind, _folded(name)) not in kept)


def left_out(wanted: Mapping[str, tuple[str, ...]], plan: Plan) -> tuple[Named, ...]:
    """The units that were left out of an edited plan, by their ids: two may have one name."""
    named = {(kind, _folded(name)) for kind, names in wanted.items() for name in names}
    return tuple((u.kind, u.id) for u in plan.units if not u.dropped and (u.kind, _folded(u.name)) not in named)


def _folded(name: str) -> str:
    return tidy(name).casefold()
