"""Values: what is typed for an item, read against its answer type, and what was recorded, told in words."""

from typing import Literal

from msgspec import Struct

from qcheck.core import days, measure
from qcheck.core.clean import line
from qcheck.core.compare import is_date
from qcheck.core.exact import compare, is_canonical
from qcheck.core.meaning import tidy
from qcheck.core.phrase import counted
from qcheck.core.typed import Unclear, quoted, typeable
from qcheck.model.checklist import AnswerType, Check, Choice, Command, Day, Number, Words
from qcheck.model.settings import HANDOVER, Settings

MOST_CHARACTERS = 2000
SETTINGS = Settings()


class Read(Struct, frozen=True):
    """A value as the record keeps it, and whether it passes."""

    value: str
    result: Literal["pass", "fail"]


class Wrong(Struct, frozen=True):
    """Why what was typed is no value of that item, after its name and a colon; and what to type instead."""

    message: str
    hint: str = ""


def read(answer: AnswerType, typed: str, settings: Settings, today: str, handover: str) -> Read | Wrong:
    """What was typed for an item; `today` is a date, `handover` a date or time of the record, empty if none is set.

    A number outside its limits, an option that does not pass and a day too early or too late are read, and fail.
    """
    match answer:
        case Check():
            return Wrong("it takes no value.", "Tick it, fail it, or say that it does not apply.")
        case Command():
            return Wrong("it is answered by running its command.", "Use qcheck run.")
    if not _is_text(typed):
        return Wrong("it holds characters that are no text.", f"Write {asked(answer, settings)}.")
    if not tidy(typed):
        return Wrong("no value was given.", f"Write {asked(answer, settings)}.")
    match answer:
        case Number():
            return _number(answer, typed, settings)
        case Choice():
            return _choice(answer, tidy(typed))
        case Words():
            return _words(answer, tidy(typed))
        case Day():
            return _day(answer, tidy(typed), today, handover)


def allows(answer: AnswerType, value: str, handover: str) -> bool:
    """Whether a recorded value may stand with a pass: there, well formed and within its limits; `handover` is the date
    or time that stands. What today was when a date was given is not judged again.
    """
    match answer:
        case Check():
            return True
        case Number(_, least, most):
            held = is_canonical(value) and len(value) <= MOST_CHARACTERS
            return held and (not least or compare(value, least) >= 0) and (not most or compare(value, most) <= 0)
        case Choice(_, passing):
            return value in passing
        case Words(least):
            return len(tidy(value)) >= least
        case Day(after, before):
            limits_ = (handover[:10] if limit == HANDOVER else limit for limit in (after, before))
            early, late = (limit if is_date(limit) else "" for limit in limits_)
            return is_date(value) and (not early or value >= early) and (not late or value <= late)
        case Command():
            return value == "0"


def asked(answer: AnswerType, settings: Settings) -> str:
    """What is to be typed: `a number in mm (at most 2 mm)`, `one of granite, quartz`, `a date, not before today`."""
    limit_ = limit(answer, settings)
    match answer:
        case Check():
            return "no value"
        case Number(unit):
            return f"a number{f' in {line(unit)}' if unit else ''}{f' ({limit_})' if limit_ else ''}"
        case Choice(options):
            return f"one of {_listed(options)}"
        case Words(least):
            return f"text of at least {least} characters" if least > 1 else "text"
        case Day():
            return f"a date, {limit_}" if limit_ else "a date"
        case Command():
            return "a run of its command"


def example(answer: AnswerType, settings: Settings = SETTINGS) -> str:
    """Something that could be typed, and would pass where that can be known; empty where nothing is typed."""
    match answer:
        case Number(_, least, most):
            fitting = (n for n in ("1.5", least, most) if n and _broken(answer, n) == "")
            return typeable(next(fitting, "1.5"), settings.decimal)
        case Choice(options, passing):
            return line((*passing, *options, "")[0])
        case Words():
            return "what you saw"
        case Day():
            return days.TODAY
        case _:
            return ""


def shown(answer: AnswerType, value: str, settings: Settings) -> str:
    """A recorded value in words: `3.5 mm`, `Fri 4 Dec 2026`; one that does not suit the answer type as it stands."""
    match answer:
        case Number(unit):
            return measure.shown(value, unit, settings.decimal) if value else ""
        case Day():
            return days.told(value)
        case _:
            return line(value)


def limit(answer: AnswerType, settings: Settings) -> str:
    """What passes: `at most 2 mm`, `only ok passes`, `not after Fri 4 Dec 2026`; empty if everything does."""
    match answer:
        case Number():
            return measure.limits(answer, settings.decimal)
        case Choice(options, passing):
            if set(options) <= set(passing):
                return ""
            return counted("only {options} passes", "only {options} pass", len(passing), options=_listed(passing))
        case Day():
            return days.limits(answer)
        case _:
            return ""


def broken(answer: AnswerType, value: str, settings: Settings) -> str:
    """The limit that a recorded number breaks, in short: `limit 2`; empty if it breaks none."""
    number = _broken(answer, value) if isinstance(answer, Number) else ""
    return f"limit {measure.shown(number, '', settings.decimal)}" if number else ""


def _broken(number: Number, value: str) -> str | None:
    """The limit that is broken, empty if none is, None where a limit or the value is no number."""
    try:
        return measure.broken(value, number)
    except ValueError:
        return None


def _number(answer: Number, typed: str, settings: Settings) -> Read | Wrong:
    try:
        value = measure.with_unit(typed, answer.unit, settings.decimal)
    except Unclear as unclear:
        return Wrong(str(unclear), unclear.hint)
    limit_ = _broken(answer, value)
    if limit_ is None:
        return Wrong("its limits are no numbers.", "Mend min and max in its checklist.")
    return Read(value, "fail" if limit_ else "pass")


def _choice(answer: Choice, typed: str) -> Read | Wrong:
    word = typed.casefold()
    same = [option for option in answer.options if option.casefold() == word][:1]
    meant = same or [option for option in answer.options if option.casefold().startswith(word)]
    if len(meant) == 1:
        return Read(meant[0], "pass" if meant[0] in answer.passing else "fail")
    if meant:
        return Wrong(f"{quoted(typed)} could be {' or '.join(line(option) for option in meant)}.", "Write more of it.")
    from qcheck.core.similar import near  # 3 ms, and only where nothing was meant

    guess = near(typed, answer.options)
    hint = f"Did you mean {line(guess)}?" if guess else f"Write one of {_listed(answer.options)}."
    return Wrong(f"{quoted(typed)} is not one of {_listed(answer.options)}.", hint)


def _words(answer: Words, typed: str) -> Read | Wrong:
    length = sum(character.isprintable() for character in typed)
    if length < max(answer.least, 1):
        counted = f"{length} character{'' if length == 1 else 's'}"
        return Wrong(f"that is {counted} long; at least {answer.least} are needed.", "Say more.")
    if len(typed) > MOST_CHARACTERS:
        return Wrong(f"that is {len(typed)} characters long; {MOST_CHARACTERS} are allowed.", "Shorten it.")
    return Read(typed, "pass")


def _day(answer: Day, typed: str, today: str, handover: str) -> Read | Wrong:
    try:
        value, passes = days.read(answer, typed, today, handover)
    except Unclear as unclear:
        return Wrong(str(unclear), unclear.hint)
    return Read(value, "pass" if passes else "fail")


def _listed(options: tuple[str, ...]) -> str:
    return ", ".join(line(option) for option in options)


def _is_text(typed: str) -> bool:
    """Whether it can be written as UTF-8: a terminal hands over bytes that cannot as halves of characters."""
    try:
        typed.encode()
    except UnicodeEncodeError:
        return False
    return True
