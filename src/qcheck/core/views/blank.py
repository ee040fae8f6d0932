"""A checklist to print: of a job, or by itself, to be answered by pen."""

from collections.abc import Iterable

from msgspec import Struct

from qcheck.core import value
from qcheck.core.asking import asks
from qcheck.core.clean import line
from qcheck.core.phrase import phrase
from qcheck.core.resolve import Stage, roster
from qcheck.core.roles import named
from qcheck.core.scoped import scoped
from qcheck.core.views import parts
from qcheck.core.views.parts import Told
from qcheck.core.when import spoken
from qcheck.core.wording import Speaker
from qcheck.model.checklist import AnswerType, Check, Checklist, Choice, Command, Day, Number, Question, Words
from qcheck.model.sheetview import BlankItem, BlankQuestion, BlankSection, BlankView, Kind
from qcheck.model.state import JobItem, Unit

# Stands where the name of a unit is to be written.
UNNAMED = "________"
KINDS: dict[type[AnswerType], Kind] = {
    Check: "check",
    Number: "number",
    Choice: "choice",
    Words: "text",
    Day: "date",
    Command: "command",
}


class Asked(Struct, frozen=True):
    """An item to be printed, and whether its condition is still open."""

    item: JobItem
    undecided: bool


def blank(told: Told, titles: tuple[str, ...], sources: tuple[str, ...]) -> BlankView:
    """Every item that a job needs. `titles` are those of its lists, `sources` what they rest on."""
    plan, speaker = told.state.plan, told.speaker
    asked = [Asked(s.item, bool(s.undecided)) for s in told.state.items if s.standing != "hidden"]
    questions = tuple(_question(q, plan.facts.get(q.id, "")) for q in plan.questions)
    return BlankView(
        job=parts.job(told),
        company=line(told.context.settings.company),
        title=", ".join(map(line, titles)),
        source=", ".join(map(line, sources)),
        questions=questions,
        sections=_sections(asked, speaker),
        count=len(asked),
        terms=parts.terms(told),
        as_of=speaker.when(told.context.now),
    )


def of_lists(lists: tuple[Checklist, ...], speaker: Speaker) -> BlankView:
    """The items of a checklist, the last of `lists`, and of those it includes; repeated ones once, for any unit."""
    kinds = dict.fromkeys(item.repeat for each in lists for section in each.sections for item in section.items)
    settings, last = speaker.settings, lists[-1]
    units = tuple(Unit(kind, "any", UNNAMED, last.place) for kind in kinds if kind)
    rostered = roster((Stage(lists, units),), units, (), (), settings.gates[0])
    asked = [Asked(each.item, each.item.when is not None) for each in rostered]
    questions = {q.id: _question(q, "") for each in lists for q in each.ask}
    return BlankView(
        job=None,
        company=line(settings.company),
        title=line(last.title),
        source=line(last.source),
        questions=tuple(questions.values()),
        sections=_sections(asked, speaker),
        count=len(asked),
        terms={term: line(word) for term, word in settings.terminology.items()},
    )


def _question(of: Question, answer: str) -> BlankQuestion:
    return BlankQuestion(line(of.text), tuple(map(line, of.choice)), line(answer))


def _sections(asked: Iterable[Asked], speaker: Speaker) -> tuple[BlankSection, ...]:
    held: dict[tuple[str, str], tuple[str, list[BlankItem]]] = {}
    for each in asked:
        key = (each.item.subject.rpartition(".")[0], each.item.unit)
        title = line(speaker.say(scoped(each.item.subject, each.item.section)))
        held.setdefault(key, (title, []))[1].append(_item(each, speaker))
    return tuple(BlankSection(title, tuple(listed_)) for title, listed_ in held.values())


def _item(asked: Asked, speaker: Speaker) -> BlankItem:
    item, say = asked.item, speaker.say
    only = phrase("only where {condition}", condition=spoken(item.when)) if asked.undecided and item.when else ""
    return BlankItem(
        number=item.number,
        text=line(say(scoped(item.subject, item.text))),
        accept=line(item.accept),
        critical=item.critical,
        gate=line(item.gate),
        answer=KINDS[type(item.answer)],
        wanted=line(say(value.limit(item.answer, speaker.settings))),
        unit=line(item.answer.unit) if isinstance(item.answer, Number) else "",
        options=tuple(map(line, item.answer.options)) if isinstance(item.answer, Choice) else (),
        na=item.na != "never",
        asks=tuple(line(say(words)) for words in asks(item)),
        only=line(say(only)),
        hold=line("; ".join(say(words) for words in _hold(item))),
    )


def _hold(item: JobItem) -> list[str]:
    release, witness = (item.hold.release, item.hold.witness) if item.hold else ((), ())
    held = [phrase("hold point: released by {by}", by=named(release))] if release else []
    return [*held, *([phrase("witness point: {how}", how=named(witness))] if witness else [])]
