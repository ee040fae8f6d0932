"""What is due, in words: by day, each with the person."""

from datetime import date, timedelta
from itertools import groupby

from msgspec import Struct

from qcheck.core.clean import line
from qcheck.core.due import Duty, Kind
from qcheck.core.roles import CLIENT
from qcheck.core.views.parts import WHEN
from qcheck.core.wording import Speaker
from qcheck.model.dueview import DueDayView, DutyView

NOBODY = "nobody"
# `{client}` as the trade calls them; what is behind the colon is what is to be done about a punch item or an item.
WHAT: dict[Kind, str] = {
    "fix": "{named}: put it right",
    "settle": "{named}: settle it",
    "confirm": "{named}: look, and confirm it",
    "agree": "{named}: ask {client} whether it is good",
    "chase": "{named}: ask after {detail}",
    "acknowledge": "{named}: tell {client} that it is known",
    "handover": "Hand over",
    "contact": "Speak to {client}",
    "seller": "Speak to {client}, as who sold the job",
    "follow-up": "Ask {client} how it is since the handover",
    "feedback": "Ask {client} what they think of the job",
    "rating": "Speak to {client}, who gave {detail} of 10",
    "waiver": "{named}: its waiver ends",
    "item": "{named}: check it",
}
SINCE = {"contact": "last heard of us", "seller": "last heard of them", "follow-up": "signed", "feedback": "signed"}


class Span(Struct, frozen=True):
    """The day it is, and the last one that is asked for; empty for all, those without a date among them."""

    today: str
    until: str = ""

    def holds(self, duty: Duty) -> bool:
        """Whether a duty is asked for; what is late always is."""
        return not self.until or duty.late or (bool(duty.day) and duty.day <= self.until)


def due(duties: tuple[Duty, ...], span: Span, speaker: Speaker) -> tuple[DueDayView, ...]:
    """Duties by day, the late ones first and those without a date last; of a day by person, then by time."""
    views = sorted((_duty(d, span.today, speaker) for d in duties if span.holds(d)), key=order)
    grouped = groupby(views, key=lambda view: _title(view, span.today, speaker))
    held = ((title, tuple(of)) for title, of in grouped)
    return tuple(DueDayView(title, "" if of[0].late else of[0].day, of) for title, of in held)


def order(view: DutyView) -> tuple[bool, bool, str, str, bool, str, str]:
    """What is late first, then by day, person, time and job; what has no day comes last."""
    return (
        not view.late,
        not view.day,
        view.day,
        view.person.casefold(),
        not view.time,
        view.time,
        view.job_name.casefold(),
    )


def _title(view: DutyView, today: str, speaker: Speaker) -> str:
    if view.late:
        return "Late"
    if not view.day:
        return "No date"
    named = {today: "Today", _next(today): "Tomorrow"}
    return named.get(view.day) or _said(view.day, today, speaker)


def _next(day: str) -> str:
    """The day after; at the end of the calendar none."""
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except OverflowError:
        return ""


def _said(day: str, today: str, speaker: Speaker) -> str:
    """A day as it is said: without the year while it is this one."""
    return speaker.when(day, year=day[:4] != today[:4])


def _duty(of: Duty, today: str, speaker: Speaker) -> DutyView:
    client = line(speaker.settings.terminology.get(CLIENT, "the client"))
    named = line(f"{of.called} {of.text}")
    return DutyView(
        day=of.day,
        time=of.time,
        by=" ".join(filter(None, (_said(of.day, today, speaker), of.time))) if of.day else "",
        late=of.late,
        person=speaker.name(of.person) if of.person else NOBODY,
        who=line(of.person),
        what=WHAT[of.kind].format(named=named, client=client, detail=line(of.detail)),
        kind=of.kind,
        name=line(of.called),
        job=line(of.job),
        job_name=line(of.name),
        uid=of.uid,
        when=str(WHEN[of.category]) if of.category else "",
        note=_note(of, today, speaker),
        where=line(of.where),
        category=of.category,
        critical=of.critical,
        complaint=of.complaint,
    )


def _note(of: Duty, today: str, speaker: Speaker) -> str:
    """What else is to be known: since when they wait, why it is disputed or excused, what they wrote."""
    if of.kind in SINCE:
        return f"{SINCE[of.kind]} {_said(of.detail, today, speaker)}"
    if of.kind in {"settle", "waiver"}:
        return line(of.detail)
    return line(of.text) if of.kind == "rating" else ""
