"""The handover report."""

import hashlib

from msgspec.structs import replace

from qcheck.core import verdict
from qcheck.core.clean import line
from qcheck.core.events import canonical
from qcheck.core.phrase import Phrase, phrase
from qcheck.core.scoped import SCOPE
from qcheck.core.tongue import ENGLISH
from qcheck.core.views import items, parts
from qcheck.core.views.parts import Told
from qcheck.core.views.punch import punch
from qcheck.core.views.signoff import signoff
from qcheck.model.finding import Finding
from qcheck.model.view import FactView, FindingView, HandoverView, SectionView

# What reminds us to speak to the client, or how we keep our own list. It is no part of what they read, unless it stops
# the job; that a date was moved stands beside the date.
OURS = frozenset({
    "client-silent", "seller-silent", "follow-up-due", "feedback-due", "low-rating-unanswered", "promise-moved",
    "punch-reopened", "punch-vague",
})  # fmt: skip


# How a punch item stands among ourselves, with the reason, and what of that is the client's to know.
REASONED = {"rejected: {why}": phrase("rejected"), "disputed: {why}": phrase("disputed")}


def handover(told: Told, sources: tuple[str, ...]) -> HandoverView:
    """All that the report shows. `sources` are the standards that the job's lists rest on.

    In any language its state is that of the report in English, which a seal covers.
    """
    view = _handover(told, sources)
    sealed = view if told.speaker.tongue is ENGLISH else _handover(replace(told, speaker=told.speaker.plain()), sources)
    return replace(view, state=hashlib.sha256(without_signoffs(sealed)).hexdigest())


def _handover(told: Told, sources: tuple[str, ...]) -> HandoverView:
    state, speaker, settings = told.state, told.speaker, told.context.settings
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
        findings=_outward(told),
        waived=parts.findings(told, waived=True),
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
    )


def _outward(told: Told) -> tuple[FindingView, ...]:
    """The findings as the client reads them: without our reminders, and without the reasons among ourselves."""
    said = replace(told, findings=tuple(_unreasoned(f) for f in told.findings))
    return tuple(f for f in parts.findings(said, waived=False) if f.stands or f.code not in OURS)


def _unreasoned(finding: Finding) -> Finding:
    """A finding that a punch item was sent back or is disputed, without what was said about it."""
    how = finding.args.get("how", "") if finding.code == "punch-open" else ""
    bare = REASONED.get(how.one, "") if isinstance(how, Phrase) else ""
    return replace(finding, args={**finding.args, "how": bare}) if bare else finding


def _needed(sections: tuple[SectionView, ...]) -> tuple[SectionView, ...]:
    """The sections with the items that are needed; those that have none left are left out."""
    kept = (replace(s, items=tuple(i for i in s.items if not i.hidden)) for s in sections)
    return tuple(section for section in kept if section.items)


def without_signoffs(view: HandoverView) -> bytes:
    """The report's content as a seal covers it: all but the signatures and the moment it was printed."""
    bare = replace(view, signoffs=(), awaited=(), as_of="", state="", gate="", verdict="ready", findings=(), waived=())
    return canonical(bare)
