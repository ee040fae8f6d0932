"""Units: what items are repeated over, such as rooms, added to a plan and dropped from it."""

import re
from collections.abc import Collection, Iterable, Iterator

from qcheck.core.act.actor import Refusal
from qcheck.core.act.unitid import unit_id
from qcheck.core.clean import UNSAFE
from qcheck.core.meaning import tidy
from qcheck.core.planned import UNIT
from qcheck.core.similar import near
from qcheck.model.checklist import Checklist
from qcheck.model.state import Plan, Unit

LONGEST_NAME = 100
MOST_UNITS = 2000
SHOWN = 40
OFFERED = 20

Named = tuple[str, str]  # a kind and a name, such as ("rooms", "Pantry")


def kinds(lists: Iterable[Checklist]) -> tuple[str, ...]:
    """The kinds of unit that lists repeat items over, in the order of the lists."""
    repeated = (item.repeat for checklist in lists for section in checklist.sections for item in section.items)
    return tuple(dict.fromkeys(kind for kind in repeated if kind))


def unit_changes(
    plan: Plan, kinds: Collection[str], add: tuple[Named, ...], drop: tuple[Named, ...]
) -> dict[str, str | tuple[str, ...]] | Refusal:
    """Units added by name and dropped by name or id, as fields of the plan; refused with all that is wrong with them.

    A unit that is there already is no change, so that a file can be loaded again; a dropped one comes back under the
    id it had. `kinds` are those that the job's lists repeat items over.
    """
    known = tuple(dict.fromkeys((*kinds, *(unit.kind for unit in plan.units))))
    adding = [(_kind(typed, tuple(kinds)), typed, name) for typed, name in add]
    dropping = [(_kind(typed, known), typed, name) for typed, name in drop]
    strange = dict.fromkeys(typed for kind, typed, _ in (*adding, *dropping) if not kind)
    refused = [_unknown(typed, tuple(kinds)) for typed in strange]
    changes: dict[str, str | tuple[str, ...]] = {}
    for kind in known:
        names = [name for meant, _, name in adding if meant == kind]
        gone = [name for meant, _, name in dropping if meant == kind]
        both = {_same(name) for name in names} & {_same(name) for name in gone}
        refused += [_both(kind, name) for name in dict.fromkeys(names) if _same(name) in both]
        refused += [refusal for name in names if (refusal := _name_wrong(kind, name))]
        added = _added(plan, kind, [tidy(name) for name in names])
        for part in (added, *_dropped(plan, kind, gone)):
            if isinstance(part, Refusal):
                refused.append(part)
            else:
                changes |= part
    return joined(refused) if refused else changes


def missing(kinds: Collection[str], abouts: Collection[str]) -> Refusal | None:
    """The refusal of a job whose lists repeat over kinds of which it has no unit: nothing would be checked there."""
    without = [kind for kind in kinds if not any(about.startswith(f"{UNIT}{kind}.") for about in abouts)]
    if not without:
        return None
    said = "\n".join(f"The checklist repeats over {kind}, and none was given." for kind in without)
    given = " ".join(f"--unit {kind}=NAME" for kind in without)
    return Refusal(said, f"Name each: {given}, or one a line in a file: --units {without[0]}=FILE")


def joined(refused: Collection[Refusal]) -> Refusal:
    """Several refusals as one, each hint once."""
    hints = dict.fromkeys(refusal.hint for refusal in refused if refusal.hint)
    return Refusal("\n".join(refusal.message for refusal in refused), "\n".join(hints))


def _kind(typed: str, kinds: tuple[str, ...]) -> str:
    """The kind that is meant, capitals aside; empty if there is none."""
    word = typed.strip()
    return word if word in kinds else next((kind for kind in kinds if kind.casefold() == word.casefold()), "")


def _same(name: str) -> str:
    """What two names have in common that mean the same unit."""
    return tidy(name).casefold()


def _added(plan: Plan, kind: str, names: list[str]) -> dict[str, str | tuple[str, ...]] | Refusal:
    """New units, and those that come back, by what their events are about."""
    units = [unit for unit in plan.units if unit.kind == kind]
    known = {unit.id: unit for unit in units if unit.id == unit_id(kind, unit.name)}
    known |= {_same(unit.name): unit for unit in sorted(units, key=lambda unit: not unit.dropped)}
    new: dict[str, str] = {}
    for name in names:
        if _same(name) not in known:
            new.setdefault(_same(name), name)
    back = [
        unit
        for name in dict.fromkeys(map(_same, names))
        if (unit := known.get(name)) and (unit.dropped or not _settled(plan, unit))
    ]
    count = len(new) + sum(not unit.dropped for unit in units) + sum(unit.dropped for unit in back)
    if count > MOST_UNITS:
        return Refusal(
            f"{kind}: that would be {count} units; a job has at most {MOST_UNITS} of a kind.", "Split the job."
        )
    taken = {unit.id for unit in units}
    fresh = {f"{UNIT}{kind}.{ident}": name for ident, name in _identified(kind, list(new.values()), taken)}
    return {**{_about(unit): unit.name for unit in back}, **fresh}


def _identified(kind: str, names: list[str], taken: set[str]) -> Iterator[tuple[str, str]]:
    """Names with ids that no other unit of the kind has; `taken` grows by them."""
    counts: dict[str, int] = {}
    for name in names:
        base = ident = unit_id(kind, name)
        while ident in taken:
            counts[base] = counts.get(base, 1) + 1
            ident = f"{base}-{counts[base]}"
        taken.add(ident)
        yield ident, name


def _dropped(plan: Plan, kind: str, typed: list[str]) -> list[dict[str, str] | Refusal]:
    """Each unit typed by name or id, taken out of the plan, or why it cannot be."""
    kept = [unit for unit in plan.units if unit.kind == kind and not (unit.dropped and _settled(plan, unit))]
    return [_meant(kind, text, kept) for text in dict.fromkeys(typed)]


def _meant(kind: str, text: str, kept: list[Unit]) -> dict[str, str] | Refusal:
    word = _same(text)
    found = [unit for unit in kept if unit.id == word] or [unit for unit in kept if _same(unit.name) == word]
    if len(found) == 1:
        return {_about(found[0]): ""}
    if found:
        return Refusal(f"{_typed(kind, text)}: that could be {', '.join(u.id for u in found)}.", "Name it by its id.")
    names = [unit.name for unit in kept]
    guess = near(text, names)
    more = f", and {len(names) - OFFERED} more" if len(names) > OFFERED else ""
    there = f"There are: {', '.join(names[:OFFERED])}{more}." if names else f"There are no {kind}."
    return Refusal(f"{_typed(kind, text)}: there is no such unit.", f"Did you mean {guess}?" if guess else there)


def _settled(plan: Plan, unit: Unit) -> bool:
    """Whether all devices agree about a unit; if they do not, naming it again says which of them is right."""
    return _about(unit) not in plan.contested


def _about(unit: Unit) -> str:
    return f"{UNIT}{unit.kind}.{unit.id}"


def _unknown(typed: str, kinds: tuple[str, ...]) -> Refusal:
    guess = near(typed, kinds)
    there = f"over {', '.join(kinds)}" if kinds else "over nothing, so the job has no units"
    hint = f"Did you mean {guess}?" if guess else f"It repeats {there}."
    return Refusal(f"{_short(typed)}: the checklist does not repeat over that.", hint)


def _name_wrong(kind: str, name: str) -> Refusal | None:
    text = tidy(name)
    hidden = re.search(UNSAFE, name.strip())
    if not text:
        return Refusal(f"{kind}: a unit needs a name.", f"For example: {kind}=Pantry")
    if hidden:
        return Refusal(
            f"{_typed(kind, text)}: the invisible character U+{ord(hidden[0]):04X} stands in it.", "Type the name anew."
        )
    if len(text) > LONGEST_NAME:
        return Refusal(f"{_typed(kind, text)}: a name has at most {LONGEST_NAME} characters; this has {len(text)}.")
    return None


def _both(kind: str, name: str) -> Refusal:
    return Refusal(f"{_typed(kind, name)}: added and dropped at once.", "Leave out one of the two.")


def _typed(kind: str, name: str) -> str:
    return f"{kind}={_short(name)}"


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
