"""Rules about the conditions of items, and about what they need: whether they can ever be met."""

from collections.abc import Iterator

from qcheck.core.circle import circles
from qcheck.core.compare import RESULTS
from qcheck.core.refer import some
from qcheck.core.rules.lint import Library
from qcheck.core.rules.table import found
from qcheck.core.satisfy import FACT, ITEM, Wanted, World
from qcheck.core.sayable import odd, offered
from qcheck.core.similar import near
from qcheck.core.when import SPOKEN, spoken, tests
from qcheck.model.checklist import Choice, Condition, Item, Question, Test
from qcheck.model.finding import Finding
from qcheck.model.place import Place

# Looking for a similar word takes time; someone with more wrong ones has another problem.
MOST_OFFERED = 20
# Of the items that a condition hangs on, so many are told with their own conditions.
MOST_TOLD = 3


def cycle(library: Library) -> Iterator[Finding]:
    """An item waits for itself, by `needs` and `when`, directly or through other items.

    None of them could ever come first. Remove one of the references on the way round; mostly one of two items that
    name each other does not really depend on the other.
    """
    world = World(library.lists())
    own = library.checklist.id
    waits = {full: _waits_for(full, item, world) for full, item in world.items.items()}
    waits = {full: found for full, found in waits.items() if found}
    for path in circles([full for full, _ in _own(library, world)], waits):
        item = world.items[path[0]]
        shown = " > ".join(_short(full, own) for full in path)
        yield found("cycle", item.place, item.id, text=item.text, path=shown)


def condition_mistyped(library: Library) -> Iterator[Finding]:
    """A condition compares something with what it can never be.

    It would be false for ever, and its item hidden without anyone noticing. Use an answer that is offered: an option of
    the question or item, a number for a number, a date for a date; `pass`, `fail` and `na` do for any item.
    """
    world = World(library.lists())
    wrong = (
        (test, value, about, item)
        for full, item in _own(library, world)
        for test in _tests(item)
        if (about := world.about(test.subject, full)) is not None
        for value in odd(test, about)
    )
    for number, (test, value, about, item) in enumerate(wrong):
        yield found(
            "condition-mistyped",
            test.place,
            item.id,
            name=_name(test),
            value=SPOKEN[test.relation](name="", value=value).removeprefix(" is "),
            near=_meant(test, value, about) if number < MOST_OFFERED else "",
            known=some(offered(about)),
        )


def condition_unreachable(library: Library) -> Iterator[Finding]:
    """A condition can never be true, whatever is answered; conditions of the items that it speaks of are reckoned in.

    The item would never be asked for, and nobody would miss it. Mostly `all` was written for `any`, or one of the items
    in it does not apply just when it would be needed: an item that does not apply has no answer.
    """
    world = World(library.lists())
    for full, item, condition in _conditional(library, world):
        if not world.possible(Wanted(full)):
            told = spoken(condition) + _others(full, item, world)
            yield found("condition-unreachable", _place(item), item.id, text=item.text, condition=told)


def condition_idle(library: Library) -> Iterator[Finding]:
    """A condition about facts is true whatever is answered.

    It hides nothing, and makes the item look as if it were not always needed. Leave it out, or ask for what was meant.
    """
    world = World(library.lists())
    for full, item, condition in _conditional(library, world):
        about_facts = all(test.subject.startswith(FACT) for test in tests(condition))
        if about_facts and not world.possible(Wanted(full, holds=False)):
            yield found("condition-idle", _place(item), item.id, text=item.text, condition=spoken(condition))


def required_but_hidden(library: Library) -> Iterator[Finding]:
    """An item needs another one that never applies when it does.

    It would wait for something that nobody is asked to do. Remove the need, or let both apply in the same jobs; if
    either of two items may come first, put each under its own condition.
    """
    world = World(library.lists())
    for full, item, condition in _conditional(library, world):
        for need in item.needs:
            other = world.named(need.name, library.checklist.id)
            if other and other != full and _excluded(full, other, world):
                theirs = world.items[other].when
                yield found(
                    "required-but-hidden",
                    need.place,
                    item.id,
                    text=item.text,
                    name=need.name,
                    condition=spoken(condition),
                    other=spoken(theirs) if theirs else "always",
                )


def _own(library: Library, world: World) -> Iterator[tuple[str, Item]]:
    """The items of the list that is linted, by full id; of two with one id the first."""
    own = f"{library.checklist.id}/"
    return ((full, item) for full, item in world.items.items() if full.startswith(own))


def _conditional(library: Library, world: World) -> Iterator[tuple[str, Item, Condition]]:
    return ((full, item, item.when) for full, item in _own(library, world) if item.when is not None)


def _waits_for(full: str, item: Item, world: World) -> list[str]:
    """The items that one waits for: those it needs, and those its condition speaks of."""
    compared = (t.subject.removeprefix(ITEM) for t in _tests(item) if t.subject.startswith(ITEM))
    named = [*(need.name for need in item.needs), *compared]
    found_ = (world.named(name, full.partition("/")[0]) for name in named)
    return list(dict.fromkeys(other for other in found_ if other))


def _tests(item: Item) -> Iterator[Test]:
    return tests(item.when) if item.when is not None else iter(())


def _place(item: Item) -> Place:
    return next((test.place for test in _tests(item)), item.place)


def _short(full: str, own: str) -> str:
    return full.removeprefix(f"{own}/")


def _name(test: Test) -> str:
    return test.subject.partition(".")[2]


def _meant(test: Test, value: str, about: Question | Item) -> str:
    """What was most likely meant instead of a value, where that is one of a few words."""
    if test.relation != "is":
        return ""
    if isinstance(about, Question):
        return near(value, about.choice)
    options = about.answer.options if isinstance(about.answer, Choice) else ()
    return near(value, (*options, *RESULTS))


def _others(full: str, item: Item, world: World) -> str:
    """The conditions of the items that one's condition speaks of, in words."""
    named = {_name(test): world.about(test.subject, full) for test in _tests(item)}
    conditions = [
        f"; {name} applies only where {spoken(about.when)}"
        for name, about in named.items()
        if isinstance(about, Item) and about.when is not None
    ]
    return "".join(conditions[:MOST_TOLD])


def _excluded(full: str, other: str, world: World) -> bool:
    """Whether two items that can both apply never do so together."""
    if world.items[other].when is None or world.possible(Wanted(full), Wanted(other)):
        return False
    return world.possible(Wanted(full)) and world.possible(Wanted(other))
