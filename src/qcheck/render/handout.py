"""What is handed out: a page to print, a file to fill in, a text for a messenger."""

from collections.abc import Iterator, Mapping

from qcheck.core.quoting import quoted
from qcheck.model.punchpage import HandoutItemView, HandoutView

LONGEST_TEXT = 110
HOW = "Answer like this, a line each: P# done / P# fri / P# waiting hinge 12 dec / P# note: door was locked"
FILLED = ("status", "note", "date", "waiting_for", "why")


def html(view: HandoutView, assets: Mapping[str, bytes]) -> bytes:
    """One self-contained page, for a pen too; everything from the view is escaped."""
    from qcheck.render.report import page  # 30 ms for Jinja2, only for a page

    return page("handout.html.j2", view, assets, escape=True)


def text(view: HandoutView, _: Mapping[str, bytes]) -> bytes:
    """Short enough for a messenger: two short lines an item, and how to answer."""
    return "".join(f"{each}\n" for each in lines(view)).encode()


def lines(view: HandoutView) -> tuple[str, ...]:
    """The lines of that text."""
    count = f"{len(view.items)} item{'' if len(view.items) == 1 else 's'}"
    site = ", ".join(part.strip() for part in view.site.splitlines() if part.strip())
    head = [f"{view.name}: {count} for {view.owner}, {view.made}", *([f"Where: {site}"] if site else [])]
    return (*head, *(each for item in view.items for each in _lines(item)), HOW)


def _lines(item: HandoutItemView) -> Iterator[str]:
    yield f"{item.number} {_short(item.text)}{f' ({_short(item.where)})' if item.where else ''}"
    late = "LATE, " if item.overdue else ""
    back = f"SENT BACK: {_short(item.back)}" if item.back else ""
    waits = f"waiting for {_short(item.awaits)}" if item.awaits else ""
    facts = [back, _short(item.fix), waits, f"{late}by {item.due}" if item.due else "no date yet", item.when]
    yield f"  {', '.join(filter(None, facts))}"


def _short(text_: str) -> str:
    return text_ if len(text_) <= LONGEST_TEXT else f"{text_[: LONGEST_TEXT - 1].rstrip()}…"


def yaml(view: HandoutView, _: Mapping[str, bytes]) -> bytes:
    """A file to fill in and send back, in the format of punch lists."""
    head = (
        "# Fill in below what is empty, leave the rest as it is, send the file back. status: done, or not mine: WHY\n"
        "# date: by when it will be done, or when what it is waiting_for comes. photos: [files beside this one]\n"
        f"punch: {quoted(f'{view.name}, for {view.owner}, {view.made}')}\n"
        f"job: {quoted(view.job)}\n"
        f"owner: {quoted(view.owner_id)}\n"
    )
    items = "".join(f"\n{_item(item)}" for item in view.items) or " []\n"
    return f"{head}items:{items}".encode()


def _item(item: HandoutItemView) -> str:
    given = {
        "text": item.text,
        "where": item.where,
        "fix": item.fix,
        "trade": item.trade,
        "due": item.due_date,
        "category": item.category,
    }
    told = "".join(
        f"    # {what}: {said}\n" for what, said in (("sent back", item.back), ("awaits", item.awaits)) if said
    )
    known = "".join(f"    {key}: {quoted(value)}\n" for key, value in given.items() if value)
    empty = "".join(f"    {key}:\n" for key in FILLED)
    return f"  - number: {quoted(item.name)}\n{told}{known}{empty}    photos: []\n"
