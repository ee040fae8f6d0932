"""Picking: which items are meant where none was named, asked line by line: any terminal and screen reader will do."""

from typing import TYPE_CHECKING

from qcheck.cli import out
from qcheck.errors import Refused

if TYPE_CHECKING:
    from qcheck.app.desk import Desk
    from qcheck.app.pick import Choice, How, Offer

SHOWN = 10
ASKED = "Which? Numbers, a range, or words (Enter: none)"
AGREED = "[Enter: yes, n: no, or other words]"
ONE = {"tick": "Tick it?", "fail": "Fail it?", "na": "Does it not apply?", "release": "Release it?"}
MANY = {
    "tick": "Tick these {count}?",
    "fail": "Fail these {count}?",
    "na": "Do these {count} not apply?",
    "release": "Release these {count}?",
}
UNNAMED = {
    "tick": ("Which items are right?", "qcheck tick 3 5-8"),
    "fail": ("Which items are not right?", 'qcheck fail 17 --note "3.5 mm over 2 m"'),
    "na": ("Which items do not apply?", 'qcheck na 17 --note "no gas in this flat"'),
    "release": ("What is to be released?", "qcheck release 15, or a gate: qcheck release closeout"),
}


def named(here: "Desk", job: str, items: list[str] | None, how: "How") -> tuple[str, list[str]]:
    """The job and the items that are meant: those that were named, else those that are picked from the job that is
    shown, and none if nobody wants any. Raises `Refused` where nobody can be asked.
    """
    if items:
        return job, items
    if not out.asking():
        message, example = UNNAMED[how]
        raise Refused(message, f"Name them by number, name or section: {example}. What is next: qcheck next")
    from qcheck.app import pick as app  # 10 ms, only where someone picks

    of = app.offer(here, job, how)
    words = _picked(of, how)
    if not words:
        out.say("Nothing was recorded.")
    return of.job, list(words)


def _picked(of: "Offer", how: "How") -> tuple[str, ...]:
    """Words for what was agreed to; none after an empty line."""
    _first(of, how)
    typed = out.ask(ASKED)
    while typed:
        choices, words = _meant(of, typed)
        if words:
            _list(choices, len(choices))
            typed = out.ask(f"{_question(how, len(choices))} {AGREED}")
            if typed.casefold() in {"", "y", "yes"}:
                return words
            if typed.casefold() not in {"n", "no"}:
                continue
        typed = out.ask(ASKED)
    return ()


def _meant(of: "Offer", typed: str) -> "tuple[tuple[Choice, ...], tuple[str, ...]]":
    """What was meant; several choices without words are listed, to be asked about again."""
    from qcheck.app import pick as app  # 10 ms, only where someone picks

    try:
        choices, words = app.meant(of, typed)
    except Refused as error:
        out.complain(f"{error.message} {error.hint}")
        return (), ()
    if not choices:
        out.complain(f"{typed}: nothing here is called that.")
    elif not words:
        _list(choices, len(choices))
    return choices, words


def _question(how: "How", count: int) -> str:
    return ONE[how] if count == 1 else MANY[how].format(count=count)


def _first(of: "Offer", how: "How") -> None:
    """What comes next: what is due by the gate, or where nothing is, whatever there is."""
    what = {"tick": "to tick", "fail": "to look at", "na": "to answer", "release": "to release"}[how]
    count = of.due or len(of.choices)
    out.say(f"{of.name}: {count} {what}{', the next of them' if count > SHOWN else ''}:")
    _list(of.choices[:count], count)


def _list(choices: "tuple[Choice, ...]", count: int) -> None:
    digits = max(len(str(choice.number)) for choice in choices[:SHOWN])
    for choice in choices[:SHOWN]:
        about = f": {', '.join(choice.about)}" if choice.about else ""
        out.say(f"  {choice.number:>{digits}} {choice.text}{about}")
    if count > SHOWN:
        out.say(f"  … {count - SHOWN} more")
