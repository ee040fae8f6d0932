"""People: who of the settings is meant by a name that someone typed."""

from collections.abc import Iterable

from qcheck.model.settings import Person


def meant(typed: str, people: Iterable[Person]) -> tuple[str, ...]:
    """The ids of those who can be meant: by id or full name, else by a beginning of an id or of any of their names."""
    word = " ".join(typed.casefold().split())
    every = tuple(people) if word else ()
    exact = tuple(p.id for p in every if word in (p.id.casefold(), p.name.casefold()))
    return exact or tuple(
        p.id for p in every if any(n.startswith(word) for n in (p.id.casefold(), *p.name.casefold().split()))
    )
