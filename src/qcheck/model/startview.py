"""The view of the page to start from: jobs by urgency, what is due today, what waits for sync."""

from msgspec import Struct

from qcheck.model.dueview import DutyView


class StartJob(Struct, frozen=True):
    """A job on the page. `until` is how long there is until its handover, in words; `late` if that has passed, `over`
    if it was handed over. `problems` stand in the way of its `gate`; `blocks` is the first of them that is more than
    missing, with who it waits on. `duties` are what anyone has to do about it by the end of today. `unread` is why it
    could not be read, or not whole, empty if it could; `read` is false until it was looked at.
    """

    job: str
    name: str
    verdict: str = ""
    gate: str = ""
    left: int = 0
    problems: int = 0
    handover: str = ""
    until: str = ""
    late: bool = False
    over: bool = False
    day: str = ""
    lead: str = ""
    blocks: str = ""
    duties: tuple[DutyView, ...] = ()
    unread: str = ""
    read: bool = False


class StartView(Struct, frozen=True):
    """The page: the most urgent job first; what is due by the end of today or late, of whoever looks (`me`, by name)
    and of the `others`; where it is not known who looks, all are others. `waiting` are the jobs of which something was
    recorded here and not sent to other devices yet; empty where all was, and where there is no git.
    """

    company: str
    jobs: tuple[StartJob, ...] = ()
    me: str = ""
    mine: tuple[DutyView, ...] = ()
    others: tuple[DutyView, ...] = ()
    waiting: tuple[str, ...] = ()
