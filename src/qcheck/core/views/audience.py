"""What of a handover report is the client's to read: decided here, for every form that it takes."""

import re
from typing import Any

import msgspec
from msgspec.structs import replace

from qcheck.core.phrase import plain
from qcheck.core.rules.table import RULES
from qcheck.core.wording import Speaker
from qcheck.model.punchview import PunchView
from qcheck.model.settings import Settings
from qcheck.model.view import ClientView, FindingView, HandoverView, ItemView, SectionView

# What is told to the client even where it stops nothing: beside these, whatever stops a job unless the firm has decided
# otherwise. All else is a reminder to ourselves, or about how we keep our own record.
CONCERNING = frozenset({"handover-late", "gate-forced", "removed-on-request"})
# Of what stops a job: that we should speak to them, which they know best.
OURS = frozenset({"low-rating-unanswered"})


def outward(view: HandoverView, settings: Settings) -> HandoverView:
    """The report for the client: no causes, no remarks among ourselves, no warnings that are ours to heed, and no
    names that the policy hides.
    """
    shown = replace(
        view,
        audience="client",
        findings=tuple(f for f in view.findings if f.stands or _concerns(f)),
        scope=tuple(_item(item) for item in view.scope),
        sections=tuple(_section(section) for section in view.sections),
        hidden=tuple(_item(item) for item in view.hidden),
        punch=tuple(_punch(each) for each in view.punch),
        notes=(),
    )
    return _unnamed(shown, settings)


def speaking(speaker: Speaker) -> Speaker:
    """The same, who calls those by their role whose names the policy hides."""
    return replace(speaker, unnamed=speaker.settings.policy.hidden_names)


def _concerns(finding: FindingView) -> bool:
    return finding.code not in OURS and (finding.code in CONCERNING or RULES[finding.code].severity == "block")


def _item(item: ItemView) -> ItemView:
    return replace(item, notes=()) if item.notes else item


def _section(section: SectionView) -> SectionView:
    return replace(section, items=tuple(_item(item) for item in section.items))


def _punch(of: PunchView) -> PunchView:
    """A punch item without why it happened, what is to be done about that, and what was said of it among ourselves."""
    return replace(of, cause="", prevention="", because="", fix="", history=())


def _unnamed(view: HandoverView, settings: Settings) -> HandoverView:
    """The same with hidden names gone from what people wrote, too; a client's own name is left as it is."""
    hidden = settings.policy.hidden_names
    roles = {p.name: next((r for r in p.roles if r in hidden), "") for p in settings.people}
    roles = {name: role for name, role in roles.items() if role}
    if not roles:
        return view
    longest = sorted(roles, key=len, reverse=True)
    names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    held = msgspec.to_builtins(replace(view, job=replace(view.job, client=ClientView())), enc_hook=plain)
    bare = msgspec.convert(_without(held, names, roles), HandoverView)
    return replace(bare, job=replace(bare.job, client=view.job.client))


def _without(held: Any, names: re.Pattern[str], roles: dict[str, str]) -> Any:
    if isinstance(held, str):
        return names.sub(lambda name: roles[name[0]], held)
    if isinstance(held, dict):
        return {key: _without(value, names, roles) for key, value in held.items()}
    return [_without(each, names, roles) for each in held] if isinstance(held, list | tuple) else held
