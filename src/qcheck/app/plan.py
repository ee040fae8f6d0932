"""Showing and changing a job's plan."""

from typing import TYPE_CHECKING

from msgspec import Struct

from qcheck.app import jobs, units
from qcheck.app.desk import BadFile, Desk, person, speaker
from qcheck.app.jobs import Job
from qcheck.app.judge import day_or_time
from qcheck.app.write import write
from qcheck.core import removed
from qcheck.core.act import plan as act
from qcheck.core.act.actor import Actor, Refusal, live_ids
from qcheck.core.act.plan import Value
from qcheck.core.act.units import Named, joined, unit_changes
from qcheck.core.clean import line
from qcheck.core.planned import FACT, UNIT
from qcheck.core.wording import Speaker
from qcheck.model.event import Draft, Planned
from qcheck.model.state import Plan
from qcheck.store import private
from qcheck.store.private import Client

if TYPE_CHECKING:
    from qcheck.core.planfile import PlanFile


class Change(Struct, frozen=True):
    """What someone wants changed; None leaves a field as it is. Units are given as kind and name."""

    handover: str | None = None
    lead: str | None = None
    seller: str | None = None
    crew: tuple[str, ...] | None = None
    facts: dict[str, str] = {}
    promise: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    add_units: tuple[Named, ...] = ()
    drop_units: tuple[Named, ...] = ()
    client: str | None = None
    site: str | None = None
    contact: str | None = None
    reason: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is to be changed."""
        return self == Change(reason=self.reason)


class PlanShown(Struct, frozen=True):
    """A plan as label and words, line by line."""

    job: str
    name: str
    lines: tuple[tuple[str, str], ...]


def show(desk: Desk, job_id: str) -> PlanShown:
    """The plan of a job in words."""
    job = jobs.load(desk, jobs.which(desk, job_id))
    plan, speaker_ = job.state.plan, Speaker(desk.settings, desk.zone())
    gone = next((r.at for r in job.state.removals if plan.client in r.private), "")
    client = private.find(job.folder, plan.client) or Client("")
    client = Client("", f"removed on request, {speaker_.when(gone)}") if gone else client
    moved = f" (first promised {speaker_.when(plan.first_handover)})" if plan.first_handover != plan.handover else ""
    lines = [
        ("client", line(client.name)),
        ("site", line(client.site)),
        ("contact", line(client.contact)),
        ("handover", speaker_.when(plan.handover) + moved if plan.handover else "not promised yet"),
        ("lead", speaker_.name(plan.lead)),
        ("sold by", speaker_.name(plan.seller)),
        ("crew", ", ".join(speaker_.name(p) for p in plan.crew)),
        ("lists", ", ".join(pin.list for pin in plan.lists)),
        *((q.text, plan.facts.get(q.id, "not answered")) for q in plan.questions),
        *units.shown(plan),
        *(("promised", line(s.text)) for s in plan.scope if not s.dropped),
        *(("dropped", line(s.text)) for s in plan.scope if s.dropped),
    ]
    return PlanShown(job.id, line(plan.name), tuple((label, words) for label, words in lines if words))


def change(desk: Desk, job_id: str, wanted: Change, said_by: str = "") -> tuple[str, tuple[tuple[str, str], ...]]:
    """Records what differs from the plan; gives the job's name and, in words, what was changed. Raises `Refused`."""
    who = jobs.actor(desk, speaker(desk, said_by))
    written = write(desk, jobs.which(desk, job_id), lambda job: _decide(desk, job, wanted, who))
    name = written.job.state.plan.name
    speaker_ = Speaker(desk.settings, desk.zone())
    plan = written.job.state.plan
    others = (draft for draft in written.drafts if not draft.about.startswith(UNIT))
    return name, (*(_changed(draft, plan, speaker_) for draft in others), *units.changed(written.drafts, plan))


def _changed(draft: Draft, plan: Plan, speaker_: Speaker) -> tuple[str, str]:
    """A change as label and words."""
    field = draft.about.removeprefix("plan/")
    value = draft.body.value if isinstance(draft.body, Planned) else ""
    said = value if isinstance(value, str) else ", ".join(speaker_.name(p) for p in value)
    if field.startswith("scope."):
        promise = next((s.text for s in plan.scope if f"scope.{s.id}" == field), field)
        return ("promised", line(promise)) if value else ("no longer promised", line(promise))
    if field == "client":
        return "client", "corrected"
    if field in {"lead", "seller"}:
        return {"seller": "sold by"}.get(field, field), speaker_.name(said) if said else "nobody"
    return field.removeprefix("fact."), speaker_.when(said) if said else "taken away"


def to_edit(desk: Desk, job_id: str) -> tuple[str, str]:
    """The job that is meant and its plan as text to edit."""
    from qcheck.core import planfile  # 25 ms for YAML, only where a plan is edited

    job = jobs.load(desk, jobs.which(desk, job_id))
    schema = (desk.root / "schema" / "plan.schema.json").as_uri()
    return job.id, planfile.write(job.state.plan, job.state.plan.name, schema)


def edited(desk: Desk, job_id: str, source: bytes, file: str, reason: str) -> Change:
    """What an edited plan changes. Raises `BadFile` with everything that is wrong with it."""
    if not source.strip():
        return Change()
    from qcheck.core import planfile  # as above

    wanted, findings = planfile.read(source, file)
    if findings:
        raise BadFile(findings)
    if wanted is None:
        return Change()
    plan = jobs.load(desk, job_id).state.plan
    kept = tuple(s.text for s in plan.scope if not s.dropped)
    return Change(
        handover=_if_new(wanted.handover, plan.handover),
        lead=_if_new(wanted.lead, plan.lead),
        seller=_if_new(wanted.seller, plan.seller),
        crew=None if wanted.crew == plan.crew else wanted.crew,
        facts=_new_facts(wanted, plan.facts),
        promise=tuple(text for text in wanted.scope if text not in kept),
        drop=tuple(text for text in kept if text not in wanted.scope),
        add_units=units.added(wanted.units, plan),
        drop_units=units.left_out(wanted.units, plan),
        reason=reason or wanted.reason,
    )


def _if_new(wanted: str, stands: str) -> str | None:
    return None if wanted == stands else wanted


def _new_facts(wanted: "PlanFile", stands: dict[str, str]) -> dict[str, str]:
    return {fact: value for fact, value in wanted.facts.items() if stands.get(fact, "") != value}


def _decide(desk: Desk, job: Job, wanted: Change, who: Actor) -> list[Draft] | Refusal:
    plan = job.state.plan
    scope = act.scope_changes(plan, wanted.promise, wanted.drop)
    changed = unit_changes(plan, [kind.name for kind in plan.kinds], wanted.add_units, wanted.drop_units)
    if isinstance(scope, Refusal) or isinstance(changed, Refusal):
        return joined([part for part in (scope, changed) if isinstance(part, Refusal)])
    changes: dict[str, Value] = {f"{FACT}{fact}": value for fact, value in wanted.facts.items()}
    if wanted.handover is not None:
        changes["plan/handover"] = day_or_time(desk, wanted.handover) if wanted.handover else ""
    if wanted.lead is not None:
        changes["plan/lead"] = person(desk, wanted.lead) if wanted.lead else ""
    if wanted.seller is not None:
        changes["plan/seller"] = person(desk, wanted.seller) if wanted.seller else ""
    if wanted.crew is not None:
        changes["plan/crew"] = tuple(dict.fromkeys(person(desk, p) for p in wanted.crew))
    drafts = act.change(job.state, {**changes, **scope, **changed}, wanted.reason, who)
    if isinstance(drafts, Refusal) or (wanted.client, wanted.site, wanted.contact) == (None, None, None):
        return drafts
    return [*drafts, _client(desk, job, wanted, who)]


def _client(desk: Desk, job: Job, wanted: Change, who: Actor) -> Draft:
    """Personal data is kept anew and named by its new digest; correcting it needs no reason."""
    gone = job.state.plan.client in removed.private(job.state.events)
    held = (None if gone else private.find(job.folder, job.state.plan.client)) or Client("")
    new = Client(
        salt=desk.caller.salt,
        name=held.name if wanted.client is None else wanted.client,
        site=held.site if wanted.site is None else wanted.site,
        contact=held.contact if wanted.contact is None else wanted.contact,
    )
    heads = live_ids(job.state, "plan/client", "planned")
    return who.draft("plan/client", "planned", Planned(private.keep(job.folder, new), wanted.reason), heads)
