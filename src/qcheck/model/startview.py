"""The view of the page to start from: jobs by urgency, what is due today."""

from msgspec import Struct

from qcheck.model.dueview import DutyView


class StartJob(Struct, frozen=True):
    """A job on the page. `until` is how long there is until its handover, in words, `late` whether that has passed;
    `problems` stand in the way of its `gate`, `blocks` is the first of them that is more than missing, with who it
    waits on. `unread` is why it could not be read, empty if it could; `read` is false until it was looked at.
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
    day: str = ""
    lead: str = ""
    blocks: str = ""
    unread: str = ""
    read: bool = False


class StartView(Struct, frozen=True):
    """What is due by the end of today: of whoever looks, or of anyone where that is nobody, and late things before.

    `waiting` are the jobs of which something was recorded here and not sent to other devices yet; empty where all was,
    and where there is no git.
    """

    company: str
    me: str
    duties: tuple[DutyView, ...] = ()
    waiting: tuple[str, ...] = ()
