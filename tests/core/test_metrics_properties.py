"""Properties of the metrics: whatever is said on whichever devices, in whatever order it comes together."""

import random
from collections.abc import Callable
from datetime import UTC
from decimal import Decimal
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from builder import JobBuilder, job
from core.counted import told
from qcheck.core.act import sign as signing
from qcheck.core.dates import utc
from qcheck.core.fold import fold
from qcheck.core.metrics import metrics
from qcheck.model.metrics import Metrics, Ratio
from qcheck.model.place import Place
from qcheck.model.punchevent import Diagnosed, Score
from qcheck.model.state import JobState
from qcheck.model.statsview import RatioView

LIST = """\
checklist: kitchen
title: Kitchen
sections:
  - id: worktops
    title: Worktops
    items:
      - {id: wall, text: Wall dry, hold: {release: [lead]}}
      - {id: sealed, text: Joints sealed, on_fail: {raise: {category: B}}}
      - {id: spare, text: Spare hinge left, na: free}
"""
DEVICES = {"aaaa": "dana", "bbbb": "ravi"}
PEOPLE = ("dana", "ravi", "olga")
AMOUNTS = ("", "0", "12.50", "7", "many")


class Step(NamedTuple):
    """One command on a device about an item or punch item; the clock then moves, also backwards."""

    device: str
    what: str
    item: int
    who: int
    hours: int


def _pick(step: Step, *options: str) -> str:
    return options[step.item % len(options)]


def _sign(built: JobBuilder, step: Step) -> JobBuilder:
    state = built.state(built.at)
    outcome = (signing.Statement("accepted", "Ann"), signing.Statement("refused", "Ann"))[step.item % 2]
    over = signing.seal(state, "settings", b"view")
    return built.say(signing.sign(state, [], "handover", outcome, over, built.actor()))


DOES: dict[str, Callable[[JobBuilder, str, Step], object]] = {
    "tick": lambda b, _, s: b.tick(str(s.item % 3 + 1), force="late"),
    "fail": lambda b, _, s: b.fail(str(s.item % 3 + 1), note="gap"),
    "na": lambda b, _, s: b.na(str(s.item % 3 + 1), note="none", force="late"),
    "release": lambda b, _, __: b.release("1", by="dana"),
    "waive": lambda b, _, s: b.waive(str(s.item % 3 + 1)),
    "add": lambda b, _, s: b.add(f"Scratch on door {s.item}", owner=PEOPLE[s.who], due=_pick(s, "", "2026-12-02")),
    "complain": lambda b, _, s: b.complain(f"Tap {s.item} drips", owner=PEOPLE[s.who]),
    "assign": lambda b, p, s: b.assign(p, to=PEOPLE[s.who]),
    "promise": lambda b, p, s: b.promise(p, due=f"2026-12-0{s.item + 1}", why=_pick(s, "weather", "labour")),
    "done": lambda b, p, s: b.done(p, extra="wine", cost=_pick(s, "", "9.99")),
    "verify": lambda b, p, s: b.verify(p, by=PEOPLE[s.who], client=s.item % 2 == 0),
    "reject": lambda b, p, _: b.reject(p),
    "dispute": lambda b, p, _: b.dispute(p),
    "void": lambda b, p, _: b.void(p, client=True),
    "reopen": lambda b, p, _: b.reopen(p),
    "diagnose": lambda b, _, s: b.raw(
        next((i.subject for i in b.state().punch), "punch/none"),
        Diagnosed(_pick(s, "haste", "Haste", "wet wall"), "", AMOUNTS[s.item], AMOUNTS[s.who]),
    ),
    "contact": lambda b, p, s: b.contact("call", p, missed=s.item % 2 == 0),
    "rate": lambda b, _, s: b.rate(2 * s.item, "", Score("empathy", s.item + 1, s.who)),
    "sign": lambda b, _, s: _sign(b, s),
    "undo": lambda b, _, __: b.undo(),
    "meet": lambda b, _, __: b.merge(),
}
STEPS = st.builds(
    Step,
    device=st.sampled_from(list(DEVICES)),
    what=st.sampled_from(list(DOES)),
    item=st.integers(0, 4),
    who=st.integers(0, 2),
    hours=st.integers(-6, 30),
)
SCRIPTS = st.lists(STEPS, min_size=4, max_size=24)
FEW = settings(max_examples=60)


def _played(script: list[Step]) -> JobBuilder:
    built = job(LIST).open(handover="2026-12-04")
    for device in DEVICES:
        built.on("aaaa").on(device)
    for number, step in enumerate(script):
        built.on(step.device).by = DEVICES[step.device]
        seen = built.state(built.at).punch
        named = f"P{seen[number % len(seen)].number}-{seen[number % len(seen)].tag}" if seen else "P1"
        DOES[step.what](built, named, step)
        built.later(hours=step.hours)
    return built


def _figures(states: list[JobState], now: str) -> Metrics:
    return metrics(states, UTC, job(LIST).settings, now)


def _shares(of: Metrics) -> list[Ratio]:
    """All ratios but defects per unit, of which there may be more than one."""
    ratios = [getattr(of, name) for name in of.__struct_fields__ if name != "defects_per_unit"]
    return [*(r for r in ratios if isinstance(r, Ratio)), *(k.promises for k in of.by_person)]


@FEW
@given(st.lists(SCRIPTS, min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_the_order_of_jobs_and_events_changes_no_figure(scripts: list[list[Step]], chance: random.Random) -> None:
    """Nor do lines that came twice."""
    played = [_played(script) for script in scripts]
    now = utc(max(built.now for built in played))
    states = []
    for built in played:
        events = [*built.events(), *built.events()[:3]]
        chance.shuffle(events)
        states.append(fold("elm", Place("jobs/elm"), {"d" * 64: built.checklist}, events, built.settings.gates))
    chance.shuffle(states)
    assert _figures(states, now) == _figures([built.state() for built in played], now)


@FEW
@given(st.lists(SCRIPTS, min_size=1, max_size=2))
def test_shares_lie_between_none_and_all_and_parts_make_the_whole(scripts: list[list[Step]]) -> None:
    """By person and by reason as by cause, in figures as in words."""
    played = [_played(script) for script in scripts]
    found = _figures([built.state() for built in played], utc(max(built.now for built in played)))
    assert all(0 <= ratio.numerator <= ratio.denominator for ratio in _shares(found))
    assert sum((kept.promises for kept in found.by_person), Ratio()) == found.plan_complete
    missed = found.plan_complete.denominator - found.plan_complete.numerator
    assert sum(each.count for each in found.reasons) == missed
    words = told(found)
    shown = [v for v in (getattr(words, name) for name in words.__struct_fields__) if isinstance(v, RatioView)]
    assert all((v.spoken == "100%") == (v.numerator == v.denominator) for v in shown if v.spoken.endswith("%"))
    assert all((v.spoken == "0%") == (v.numerator == 0) for v in shown if v.spoken.endswith("%"))


@FEW
@given(st.lists(SCRIPTS, min_size=1, max_size=2))
def test_the_pareto_sums_to_the_totals(scripts: list[list[Step]]) -> None:
    """Every punch item is in one row, and every cost; the last row brings the whole."""
    states = [_played(script).state() for script in scripts]
    found = _figures(states, "2026-12-20T08:00:00Z")
    items = sum(p.standing != "voided" for state in states for p in state.punch)
    rows = found.causes.every if found.causes else ()
    assert sum(row.count for row in rows) == items
    assert sum((row.cost for row in rows), Decimal(0)) == (found.cost.total if found.cost else 0)
    if rows:
        assert rows[-1].cumulative == 1
        named = [row.share for row in rows if row.name]
        assert named == sorted(named, reverse=True)
        assert [row.name for row in rows].count("") <= 1
        assert "" not in [row.name for row in rows[:-1]]
