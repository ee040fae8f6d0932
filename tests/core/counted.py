"""Counted: jobs of December 2026 whose figures are asked for."""

from datetime import UTC, datetime

import builder
from builder import JobBuilder, job
from qcheck.core.act import sign as signing
from qcheck.core.dates import utc
from qcheck.core.metrics import metrics
from qcheck.core.views.stats import Chosen, stats
from qcheck.core.wording import Speaker
from qcheck.model.event import Outcome
from qcheck.model.metrics import Metrics
from qcheck.model.settings import Settings
from qcheck.model.statsview import StatsView

EUR = builder.settings(currency="EUR")


def at(day: int, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of December 2026."""
    return datetime(2026, 12, day, hour, minute, tzinfo=UTC)


def on(built: JobBuilder, day: int, hour: int = 9, minute: int = 0) -> JobBuilder:
    """Goes on at that moment."""
    built.now = at(day, hour, minute)
    return built


def opened(text: str = builder.KITCHEN, of: Settings = builder.SETTINGS) -> JobBuilder:
    """A job that was opened on the 1st."""
    return job(text, settings=of).open(handover="2026-12-10")


def figures(*built: JobBuilder, now: datetime | None = None, of: Settings | None = None) -> Metrics:
    """What jobs come to, at the latest moment of any of them unless told."""
    moment = now or max((b.now for b in built), default=builder.START)
    return metrics([b.state() for b in built], UTC, of or (built[0].settings if built else EUR), utc(moment))


def told(of: Metrics, known: Settings = EUR) -> StatsView:
    """The same in words."""
    return stats(of, Chosen("Elm", ("elm",)), Speaker(known, UTC))


def signed(*outcomes: Outcome) -> JobBuilder:
    """A job that the client said something of at the handover, several times."""
    built = opened().tick("1", "2", "3", "4")
    for outcome in outcomes:
        built = sign(built, outcome)
    return built


def sign(built: JobBuilder, outcome: Outcome, *units: str) -> JobBuilder:
    """The client's word over a job as it is, or over some units of it."""
    state = built.state(built.at)
    reservations = ("scratch on the plinth",) if outcome == "accepted_with_reservations" else ()
    said = signing.Statement(outcome, "Ann Client", units=units, reservations=reservations)
    over = signing.seal(state, "settings", b"view")
    return built.say(signing.sign(state, [], "handover", said, over, built.actor()))
