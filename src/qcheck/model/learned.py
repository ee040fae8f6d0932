"""Learned: what `qcheck learn` shows, with every word already made."""

from msgspec import Struct

from qcheck.model.proposal import Kind


class ProposalView(Struct, frozen=True):
    """A proposal in words. `jobs` are those that speak for it, `of` how many could tell, `times` how often it happened,
    `cost` what it cost as decimal text, empty if nothing was recorded. `edited` if the patch holds it; `by_hand` says
    why not where it should.
    """

    number: int
    kind: Kind
    subject: str
    reason: str
    asks: str
    jobs: tuple[str, ...]
    of: int
    times: int
    cost: str
    edited: bool
    by_hand: str = ""


class LearnedList(Struct, frozen=True):
    """What should change in a list: `version` becomes `next`, `patch` is the unified diff of `file`. `shipped` if it
    has to be copied first, `written` if the file was changed; `more` are weaker proposals that were left out.
    """

    list: str
    file: str
    version: int
    next: int
    shipped: bool
    jobs: int
    proposals: tuple[ProposalView, ...]
    more: int
    patch: str
    written: bool = False


class Unread(Struct, frozen=True):
    """A job or list that could not be read, or not all of it; `why` in words."""

    name: str
    why: str


class Learned(Struct, frozen=True):
    """What the jobs of a workspace say; `missing` is what is not there yet where that is nothing."""

    jobs: int
    lists: tuple[LearnedList, ...]
    unread: tuple[Unread, ...]
    missing: tuple[str, ...]
