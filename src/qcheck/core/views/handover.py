"""The handover report."""

import hashlib
from collections.abc import Iterator
from itertools import groupby

from msgspec.structs import asdict, replace

from qcheck.core import verdict
from qcheck.core.clean import line
from qcheck.core.events import canonical
from qcheck.core.phrase import Phrase, phrase
from qcheck.core.scoped import SCOPE
from qcheck.core.tongue import ENGLISH
from qcheck.core.views import items, parts
from qcheck.core.views.audience import outward, speaking
from qcheck.core.views.parts import Told
from qcheck.core.views.punch import punch
from qcheck.core.views.signoff import signoff
from qcheck.core.views.work import work
from qcheck.model.finding import Finding
from qcheck.model.view import Audience, FactView, HandoverView, ItemView, SectionView, UncheckedView

# What was added since reports were first sealed: a seal is over what it was over then.
UNSEALED = ("audience", "work", "unchecked")

# How a punch item stands among ourselves, with the reason, and what of that is the client's to know.
REASONED = {"rejected: {why}": phrase("rejected"), "disputed: {why}": phrase("disputed")}


def handover(told: Told, sources: tuple[str, ...], audience: Audience = "client") -> HandoverView:
    """All that the report shows to an audience. `sources` are the standards that the job's lists rest on.

    For any audience and in any language its state is that of the whole report in English, which a seal covers.
    """
    speaker = told.speaker if audience == "internal" else speaking(told.speaker)
    view = _handover(replace(told, speaker=speaker), sources, audience)
    plain = speaker.tongue is ENGLISH and not speaker.unnamed
    covered = without_signoffs(view) if plain else sealed(told, sources)
    shown = outward(view, told.context.settings) if audience == "client" else view
    return replace(shown, state=hashlib.sha256(covered).hexdigest())


def sealed(told: Told, sources: tuple[str, ...]) -> bytes:
    """The report's content as a seal covers it, whoever reads it, and in whatever language."""
    return without_signoffs(_handover(replace(told, speaker=told.speaker.plain()), sources, "internal"))


def _handover(told: Told, sources: tuple[str, ...], audience: Audience) -> HandoverView:
    state, speaker, settings = told.state, told.speaker, told.context.settings
    said = _unreasoned(told) if audience == "client" else told
    sections = items.sections(told)
    every = [item for section in sections for item in section.items]
    shown = [item for item in every if not item.hidden]
    listed = punch(told, year=True)
    facts = ((q.text, state.plan.facts.get(q.id, "")) for q in state.plan.questions)
    return HandoverView(
        job=parts.job(told),
        gate=told.context.gate,
        verdict=verdict.verdict(told.findings),
        count=items.count(sections),
        findings=parts.findings(said, waived=False),
        waived=parts.findings(said, waived=True),
        scope=tuple(i for i in shown if i.id.startswith(f"{SCOPE}/")),
        facts=tuple(
            FactView(line(question), line(answer) or speaker.say(phrase("not answered"))) for question, answer in facts
        ),
        sections=tuple(s for s in _needed(sections) if not s.items[0].id.startswith(f"{SCOPE}/")),
        waivers=tuple(parts.waiver(told, waiver) for waiver in state.waivers),
        notes=tuple(parts.note(n, speaker) for n in state.notes if n.subject == "job"),
        signoffs=tuple(signoff(s, told, listed) for s in state.signoffs),
        rules_off=tuple(sorted(code for code, severity in settings.rules.items() if severity == "off")),
        sources=tuple(line(source) for source in sources if source),
        terms=parts.terms(told),
        as_of=speaker.when(told.context.now),
        state="",
        found=parts.found(told),
        changes=parts.changes(told),
        punch=listed,
        hidden=tuple(i for i in every if i.hidden),
        units=parts.units(told.context.units, told),
        awaited=parts.awaited(told),
        work=work(told),
        unchecked=tuple(_unchecked(shown)),
    )


def _unreasoned(told: Told) -> Told:
    """A job without what was said among ourselves about punch items that were sent back or are disputed."""
    return replace(told, findings=tuple(_bare(finding) for finding in told.findings))


def _bare(finding: Finding) -> Finding:
    """A finding that a punch item was sent back or is disputed, without what was said about it."""
    how = finding.args.get("how", "") if finding.code == "punch-open" else ""
    bare = REASONED.get(how.one, "") if isinstance(how, Phrase) else ""
    return replace(finding, args={**finding.args, "how": bare}) if bare else finding


def _needed(sections: tuple[SectionView, ...]) -> tuple[SectionView, ...]:
    """The sections with the items that are needed; those that have none left are left out."""
    kept = (replace(s, items=tuple(i for i in s.items if not i.hidden)) for s in sections)
    return tuple(section for section in kept if section.items)


def _unchecked(shown: list[ItemView]) -> Iterator[UncheckedView]:
    """The items that are due and that nobody has said anything of, in few words however many there are."""
    for section, group in groupby(shown, key=lambda item: item.section):
        numbers = [i.number for i in group if i.due and not i.apart and i.standing == "open" and not i.waived]
        if numbers:
            yield UncheckedView(section, len(numbers), ranges(numbers))


def ranges(numbers: list[int]) -> str:
    """Numbers in few signs: `3, 7-12`."""
    runs: list[list[int]] = []
    for each in sorted(numbers):
        if runs and each == runs[-1][1] + 1:
            runs[-1][1] = each
        else:
            runs.append([each, each])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def without_signoffs(view: HandoverView) -> bytes:
    """The report's content as a seal covers it: all but the signatures and the moment it was printed."""
    bare = replace(view, signoffs=(), awaited=(), as_of="", state="", gate="", verdict="ready", findings=(), waived=())
    return canonical({name: value for name, value in asdict(bare).items() if name not in UNSEALED})
