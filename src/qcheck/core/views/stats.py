"""The figures of many jobs in words and as decimal text, rounded so that nearly all never reads as all."""

from datetime import timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

from msgspec import Struct

from qcheck.core.clean import line
from qcheck.core.phrase import figure, phrase
from qcheck.core.promises import REASONS
from qcheck.core.wording import Speaker
from qcheck.model.metrics import Cause, Causes, Closure, Cost, Mean, Metrics, Promoters, Ratio
from qcheck.model.statsview import (
    CausesView,
    CauseView,
    ClosureView,
    CostView,
    FigureView,
    GapView,
    KeptView,
    LeftOutView,
    MeanView,
    MissedView,
    PromotersView,
    RatioView,
    StatsView,
)

NOT_SAID = phrase("no reason given")
NOT_DIAGNOSED = phrase("not diagnosed")
NOBODY = phrase("nobody")
DAY = int(timedelta(days=1).total_seconds())
ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)
SHARE, TENTH, HUNDREDTH, WHOLE = Decimal("0.001"), Decimal("0.1"), Decimal("0.01"), Decimal(1)


class Chosen(Struct, frozen=True):
    """Which jobs the figures are of: their ids, those left out, the days asked for; `title` names one, or the firm."""

    title: str
    jobs: tuple[str, ...]
    left_out: tuple[LeftOutView, ...] = ()
    since: str = ""
    until: str = ""
    as_of: str = ""


def stats(of: Metrics, chosen: Chosen, speaker: Speaker) -> StatsView:
    """All figures of some jobs; `chosen` says of which."""
    words = _Words(speaker)
    settings = speaker.settings
    return StatsView(
        title=line(chosen.title),
        company=line(settings.company),
        as_of=chosen.as_of,
        since=chosen.since,
        until=chosen.until,
        currency=line(settings.currency),
        acknowledge_within=settings.policy.acknowledge_within,
        jobs=tuple(line(job) for job in chosen.jobs),
        left_out=tuple(LeftOutView(line(each.job), each.why) for each in chosen.left_out),
        completion=words.share(of.completion),
        first_pass_yield=words.share(of.first_pass_yield),
        defects_per_unit=words.rate(of.defects_per_unit),
        concession_rate=words.share(of.concession_rate),
        hold_points=words.share(of.hold_points),
        plan_complete=words.share(of.plan_complete),
        by_person=words.people(of),
        reasons=tuple(
            MissedView(m.reason, speaker.say(REASONS.get(m.reason, m.reason) or NOT_SAID), m.count) for m in of.reasons
        ),
        closure=words.closure(of.closure),
        rejection_rate=words.share(of.rejection_rate),
        reopen_rate=words.share(of.reopen_rate),
        cost=words.cost(of.cost),
        unread_costs=of.unread_costs,
        causes=words.causes(of.causes),
        first_time_acceptance=words.share(of.first_time_acceptance),
        callback_rate=words.share(of.callback_rate),
        acknowledged=words.share(of.acknowledged),
        rating=words.mean(of.rating, TENTH),
        promoters=words.promoters(of.promoters),
        servqual=tuple(GapView(g.dimension, gap) for g in of.servqual if (gap := words.mean(g.mean, HUNDREDTH))),
    )


def rounded(number: Decimal, step: Decimal) -> Decimal:
    """A number to the nearest step; a half goes away from zero."""
    return number.quantize(step, context=ROUNDING)


def between(number: Decimal, step: Decimal) -> Decimal:
    """A share to the nearest step, and 0 or 1 only if it is none or all."""
    return rounded(number, step) if number in {0, 1} else min(max(rounded(number, step), step), 1 - step)


def _exponent(number: Decimal) -> int:
    """The power of ten of a number's last digit."""
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


class _Words:
    """Figures in the words of a workspace."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self.sign = speaker.settings.decimal
        self.currency = line(speaker.settings.currency)

    def number(self, number: Decimal, unit: str = "") -> FigureView:
        value = f"{number:f}"
        said: str = figure(value, self.sign)
        return FigureView(value, self.speaker.say(phrase("{number} {unit}", number=said, unit=unit) if unit else said))

    def part(self, number: Decimal) -> FigureView:
        """A share of one, in three decimals and as a percentage."""
        return FigureView(
            f"{between(number, SHARE):f}",
            self.speaker.say(phrase("{number}%", number=f"{between(number, HUNDREDTH) * 100:.0f}")),
        )

    def share(self, of: Ratio) -> RatioView | None:
        if not of.denominator:
            return None
        part = self.part(Decimal(of.numerator) / of.denominator)
        return RatioView(of.numerator, of.denominator, part.value, part.spoken)

    def rate(self, of: Ratio) -> RatioView | None:
        """A ratio that may be more than one."""
        if not of.denominator:
            return None
        shown = self.number(rounded(Decimal(of.numerator) / of.denominator, HUNDREDTH))
        return RatioView(of.numerator, of.denominator, shown.value, shown.spoken)

    def people(self, of: Metrics) -> tuple[KeptView, ...]:
        """By name in the order of the alphabet: this is no table of the best."""
        found = [
            KeptView(k.person, self.speaker.name(k.person) or self.speaker.say(NOBODY), share)
            for k in of.by_person
            if (share := self.share(k.promises))
        ]
        return tuple(sorted(found, key=lambda k: (not k.person, k.name.casefold(), k.person)))

    def closure(self, of: Closure | None) -> ClosureView | None:
        if of is None:
            return None
        median, ninetieth = (
            self.number(rounded(Decimal(seconds) / DAY, TENTH), phrase("days")) for seconds in (of.median, of.ninetieth)
        )
        return ClosureView(median, ninetieth, of.items)

    def cost(self, of: Cost | None) -> CostView | None:
        if of is None:
            return None
        internal, external, total = self.amounts(of.internal, of.external, of.total)
        return CostView(internal, external, total, of.items, of.of)

    def amounts(self, *amounts: Decimal) -> list[FigureView]:
        """Amounts of money, all with as many decimals as the most exact of them."""
        finest = min((_exponent(amount) for amount in amounts), default=0)
        step = Decimal((0, (1,), min(finest, 0)))
        return [self.number(rounded(amount, step), self.currency) for amount in amounts]

    def causes(self, of: Causes | None) -> CausesView | None:
        if of is None:
            return None
        costs = self.amounts(*(cause.cost for cause in of.every))
        return CausesView(of.by, tuple(self.cause(cause, cost) for cause, cost in zip(of.every, costs, strict=True)))

    def cause(self, of: Cause, cost: FigureView) -> CauseView:
        return CauseView(
            cause=line(of.name),
            spoken=line(of.name) or self.speaker.say(NOT_DIAGNOSED),
            count=of.count,
            cost=cost if of.costed else None,
            share=self.part(of.share),
            cumulative=self.part(of.cumulative),
        )

    def mean(self, of: Mean | None, step: Decimal) -> MeanView | None:
        return MeanView(self.number(rounded(Decimal(of.total) / of.count, step)), of.count) if of else None

    def promoters(self, of: Promoters | None) -> PromotersView | None:
        if of is None:
            return None
        score = rounded(Decimal(100 * (of.promoters - of.detractors)) / of.ratings, WHOLE)
        passives = of.ratings - of.promoters - of.detractors
        return PromotersView(self.number(score), of.promoters, passives, of.detractors, of.ratings)
