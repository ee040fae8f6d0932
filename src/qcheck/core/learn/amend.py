"""Amending: proposals made in the text of a checklist, each read back, so that nothing else changes or breaks."""

from collections.abc import Callable

from msgspec import Struct

from qcheck.core import nodes
from qcheck.core.difference import plain
from qcheck.core.learn.change import WRITTEN, changed
from qcheck.core.learn.layout import Edit, Sheet, edited
from qcheck.core.parse import checklist as parse
from qcheck.model.checklist import Checklist
from qcheck.model.finding import Finding
from qcheck.model.proposal import Change, NewItem, Proposal, Sharpened, Version

BOM = "\ufeff"
UNEDITED = "the file is laid out in a way that cannot be edited safely"

Lint = Callable[[Checklist, list[Finding]], list[Finding]]


class Amended(Struct, frozen=True):
    """A list's text with the proposals that could be made, at version `version`; for each other one, why not."""

    text: str
    version: int
    made: tuple[Proposal, ...] = ()
    left: tuple[tuple[Proposal, str], ...] = ()


def amend(source: bytes, file: str, proposals: tuple[Proposal, ...], lint: Lint) -> Amended:
    """The text of a list with proposals made in it, and its version raised if any was.

    `source` is a list without a blocking finding; `lint` gives the findings of one that was read, at the severities of
    the workspace. Proposals without a change are left alone.
    """
    text, _ = nodes.decode(source, file)
    before, _ = parse(source, file)
    if before is None:
        return Amended(text, 0, left=tuple((p, UNEDITED) for p in proposals))
    mark = BOM if source.startswith(BOM.encode()) else ""
    wanted = [(p, p.change) for p in proposals if p.change is not None]
    raised = before.version + 1
    numbered, wrong = _made(text, before, file, Version(raised), lint) if wanted else ((text, before), "")
    if wrong:
        return Amended(mark + text, before.version, left=tuple((p, wrong) for p, _ in wanted))
    held, made, left = numbered, list[Proposal](), list[tuple[Proposal, str]]()
    for proposal, change in wanted:
        tried, wrong = _made(*held, file, change, lint)
        if wrong:
            left.append((proposal, wrong))
        else:
            held = tried
            made.append(proposal)
    if not made:
        return Amended(mark + text, before.version, left=tuple(left))
    return Amended(mark + held[0], raised, tuple(made), tuple(left))


def _made(text: str, checklist: Checklist, file: str, change: Change, lint: Lint) -> tuple[tuple[str, Checklist], str]:
    """A text and its list with a change made, or as they are and why not."""
    new = edited(text, _edits(Sheet(text), change))
    after, findings = parse(new.encode(), file)
    if after is None or any(f.severity == "block" for f in findings):
        return (text, checklist), UNEDITED
    if plain(after) != plain(changed(checklist, change)) or plain(after) == plain(checklist):
        return (text, checklist), UNEDITED
    blocking = [f.code for f in lint(after, findings) if f.severity == "block"]
    return ((text, checklist), f"it would not pass the linter: {blocking[0]}") if blocking else ((new, after), "")


def _edits(sheet: Sheet, change: Change) -> list[Edit]:
    match change:
        case Version(number):
            return sheet.version(number)
        case Sharpened(section, item, key):
            return sheet.with_key(section, item, key, WRITTEN[key])
        case NewItem():
            return sheet.with_item(change)
