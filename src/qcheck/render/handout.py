"""What is handed out: a page to print, a file to fill in, a text for a messenger."""

from collections.abc import Callable, Iterator, Mapping

from qcheck.core.phrase import counted, phrase
from qcheck.core.quoting import quoted
from qcheck.core.tongue import ENGLISH, Tongue
from qcheck.model.punchpage import HandoutItemView, HandoutView
from qcheck.render.spoken import tongue

LONGEST_TEXT = 110
# What is typed is read as it stands here, in any language.
HOW = "P# done / P# fri / P# waiting hinge 12 dec / P# note: door was locked"
FILLED = ("status", "note", "date", "waiting_for", "why")


def html(view: HandoutView, assets: Mapping[str, bytes]) -> bytes:
    """One self-contained page, for a pen too; everything from the view is escaped."""
    from qcheck.render.report import page  # 30 ms for Jinja2, only for a page

    return page("handout.html.j2", view, assets, escape=True)


def text(view: HandoutView, assets: Mapping[str, bytes]) -> bytes:
    """Short enough for a messenger: two short lines an item, and how to answer."""
    return "".join(f"{each}\n" for each in lines(view, tongue(assets))).encode()


def lines(view: HandoutView, spoken: Tongue = ENGLISH) -> tuple[str, ...]:
    """The lines of that text."""
    say = spoken.say
    count = counted("{count} item for {owner}", "{count} items for {owner}", len(view.items), owner=view.owner)
    site = ", ".join(part.strip() for part in view.site.splitlines() if part.strip())
    head = [f"{view.name}: {say(count)}, {view.made}", *([say(phrase("Where: {site}", site=site))] if site else [])]
    how = say(phrase("Answer like this, a line each: {how}", how=HOW))
    return (*head, *(each for item in view.items for each in _lines(item, say)), how)


def _lines(item: HandoutItemView, say: Callable[[str], str]) -> Iterator[str]:
    yield f"{item.number} {_short(item.text)}{f' ({_short(item.where)})' if item.where else ''}"
    due = phrase("by {date}", date=item.due) if item.due else phrase("no date yet")
    facts = [
        phrase("SENT BACK: {why}", why=_short(item.back)) if item.back else "",
        _short(item.fix),
        phrase("waiting for {what}", what=_short(item.awaits)) if item.awaits else "",
        phrase("LATE, by {date}", date=item.due) if item.overdue and item.due else due,
        item.when,
    ]
    yield f"  {', '.join(say(each) for each in facts if each)}"


def _short(text_: str) -> str:
    return text_ if len(text_) <= LONGEST_TEXT else f"{text_[: LONGEST_TEXT - 1].rstrip()}…"


def yaml(view: HandoutView, assets: Mapping[str, bytes]) -> bytes:
    """A file to fill in and send back, in the format of punch lists: what is read back is the same in any language."""
    say = tongue(assets).say
    title = phrase("{job}, for {owner}, {made}", job=view.name, owner=view.owner, made=view.made)
    fill = phrase(
        "Fill in below what is empty, leave the rest as it is, send the file back. {status}: {done}, or {disputed}",
        status="status",
        done="done",
        disputed="not mine: WHY",
    )
    when = phrase(
        "{date}: by when it will be done, or when what it is {waiting_for} comes. {photos}: [files beside this one]",
        date="date",
        waiting_for="waiting_for",
        photos="photos",
    )
    head = (
        f"# {say(fill)}\n"
        f"# {say(when)}\n"
        f"punch: {quoted(say(title))}\n"
        f"job: {quoted(view.job)}\n"
        f"owner: {quoted(view.owner_id)}\n"
    )
    items = "".join(f"\n{_item(item, say)}" for item in view.items) or " []\n"
    return f"{head}items:{items}".encode()


def _item(item: HandoutItemView, say: Callable[[str], str]) -> str:
    given = {
        "text": item.text,
        "where": item.where,
        "fix": item.fix,
        "trade": item.trade,
        "due": item.due_date,
        "category": item.category,
    }
    back = phrase("sent back: {why}", why=item.back) if item.back else ""
    awaits = phrase("awaits: {what}", what=item.awaits) if item.awaits else ""
    told = "".join(f"    # {say(said)}\n" for said in (back, awaits) if said)
    known = "".join(f"    {key}: {quoted(value)}\n" for key, value in given.items() if value)
    empty = "".join(f"    {key}:\n" for key in FILLED)
    return f"  - number: {quoted(item.name)}\n{told}{known}{empty}    photos: []\n"
