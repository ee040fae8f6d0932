"""What is handed out to whoever puts punch items right, without what is the firm's own."""

from functools import partial

from qcheck.core.clean import clean, line
from qcheck.core.promises import passed
from qcheck.core.punch import category, names
from qcheck.core.views.parts import WHEN, Told, evidence
from qcheck.core.views.punch import awaits, because, said_day, wrong
from qcheck.model.punch import PunchItem
from qcheck.model.punchpage import HandoutItemView, HandoutView

LAST = "9999"


def mine(told: Told, owner: str) -> tuple[PunchItem, ...]:
    """The punch items that someone has to put right now, those that are due first."""
    state = told.state
    items = {i.item.subject: i for i in state.items}
    held = (p for p in state.punch if p.standing == "open" and (p.owner or state.plan.lead) == owner)
    return tuple(sorted(held, key=lambda p: (p.due or LAST, category(p, items.get(p.item)), p.number, p.tag)))


def handout(told: Told, owner: str, *, site: bool) -> HandoutView:
    """The open punch items of one person. Their causes and costs stay here, and so does the client but for the site's
    address, if `site` asks for it.
    """
    speaker, today = told.speaker, told.context.today
    every = names(told.state.punch)
    return HandoutView(
        job=told.state.job,
        name=line(told.state.plan.name or told.state.job),
        company=line(told.context.settings.company),
        site=clean(told.client.site) if site else "",
        owner=speaker.name(owner),
        owner_id=owner,
        lead=speaker.name(told.state.plan.lead) if told.state.plan.lead != owner else "",
        made=speaker.when(today),
        items=tuple(_item(p, every[p.subject], told) for p in mine(told, owner)),
    )


def _item(of: PunchItem, number: str, told: Told) -> HandoutItemView:
    failed = next((i for i in told.state.items if i.item.subject == of.item), None) if of.item else None
    wanted = category(of, failed)
    day = partial(said_day, told)
    said = wrong(failed)
    return HandoutItemView(
        number=number,
        name=f"P{of.number}-{of.tag}",
        text=f"{line(of.text)}: {said}" if said and said not in of.text else line(of.text),
        where=line(of.where),
        fix=line(of.fix),
        trade=line(of.trade),
        due=day(of.due) if of.due else "",
        due_date=line(of.due[:16].replace("T", " ")),
        category=wanted,
        when=told.speaker.say(WHEN[wanted]),
        overdue=passed(of.due, told.context.now, told.context.today),
        back=line(because(of)),
        awaits=awaits(of.awaited, day) if of.awaited else "",
        evidence=evidence(of.kept, told.speaker),
    )
