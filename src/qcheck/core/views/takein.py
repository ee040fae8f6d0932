"""What someone's answer comes to, in words."""

from qcheck.core.act.takein import Outcome
from qcheck.core.clean import line
from qcheck.core.punch import names
from qcheck.core.views.parts import Told
from qcheck.model.punchpage import LeftLine, TakenInView, TakenLine
from qcheck.model.takein import Passed, Statement, Unclear, Understood


def takein(told: Told, owner: str, said: tuple[Statement, ...], outcomes: tuple[Outcome, ...]) -> TakenInView:
    """What was understood, what not and why, each by its line."""
    texts = {p.subject: line(p.text) for p in told.state.punch}
    called = names(told.state.punch)
    left = [LeftLine(s.line, line(s.text), line(s.why)) for s in said if isinstance(s, Unclear)]
    left += [LeftLine(o.said.line, _quoted(o.said), line(o.why)) for o in outcomes if o.why]
    return TakenInView(
        job=told.state.job,
        name=line(told.state.plan.name or told.state.job),
        owner=told.speaker.name(owner),
        taken=tuple(
            TakenLine(o.said.line, called[o.subject], texts[o.subject], _what(o, told), bool(o.drafts), o.said.photos)
            for o in outcomes
            if not o.why
        ),
        left=tuple(sorted(left, key=lambda each: each.line)),
        passed=tuple(LeftLine(s.line, line(s.text)) for s in said if isinstance(s, Passed)),
    )


def _quoted(said: Understood) -> str:
    """A line, with the number before it that is meant where it names several or calls it otherwise."""
    written = line(said.text)
    return written if written.casefold().startswith(said.name.casefold()) else f"{said.name} in {written}"


def _what(outcome: Outcome, told: Told) -> str:
    said = outcome.said
    note = f", “{line(said.note)}”" if said.note else ""
    photos = f", with {', '.join(line(p) for p in said.photos)}" if said.photos else ""
    until = f", {told.speaker.when(said.until)}" if said.until else ""
    match said.what:
        case "done":
            return f"done{note}{photos}"
        case "promise":
            return f"promised for {told.speaker.when(said.due)}{f' ({said.reason})' if said.reason else ''}{note}"
        case "wait":
            return f"waits for {line(said.awaited)}{until}"
        case "arrived":
            return "waits no longer"
        case "dispute":
            return f"not theirs: {line(said.note)}{photos}"
        case "note":
            return f"note “{line(said.note)}”"
