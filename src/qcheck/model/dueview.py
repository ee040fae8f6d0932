"""Views of what anyone must do, by day and person."""

from msgspec import Struct


class DutyView(Struct, frozen=True):
    """What one person has to do, in words. `day` is by when (`2026-12-04`), empty without a date, `time` of that day if
    one was given, `by` both as they are read; `late` if that lies behind.

    `who` is the short name of `person`, empty if nobody has it. `what` says it with the `name` of the punch item or the
    number of the item that it is about; `when` how much that may wait. `note` is what else is to be known. `uid` stays
    the same while the duty does.
    """

    day: str
    time: str
    by: str
    late: bool
    person: str
    who: str
    what: str
    kind: str
    name: str
    job: str
    job_name: str
    uid: str
    when: str = ""
    note: str = ""
    where: str = ""
    category: str = ""
    critical: bool = False
    complaint: bool = False


class DueDayView(Struct, frozen=True):
    """What is due on a day; `title` is Late, Today, Tomorrow, the date, or No date."""

    title: str
    day: str
    duties: tuple[DutyView, ...]


class UnreadView(Struct, frozen=True):
    """A job of which not everything could be read, and why: something may be due there that is not told."""

    job: str
    why: str


class DueView(Struct, frozen=True):
    """What anyone must do, by day. `title` names whose it is; `jobs` is how many were looked at; `later` how many are
    due after the days that were asked for, `undated` how many without a date were left out with them.
    """

    title: str
    as_of: str
    jobs: int
    days: tuple[DueDayView, ...]
    later: int
    undated: int
    unread: tuple[UnreadView, ...]
