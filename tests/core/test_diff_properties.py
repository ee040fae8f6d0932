"""Properties of differences: whatever was said on whichever devices, whichever two states are compared."""

from hypothesis import given
from hypothesis import strategies as st

from builder import JobBuilder
from core.test_diff import moves, revision, then
from core.test_fold_properties import FEW, SCRIPTS, Step, _played
from qcheck.core import cut, heads
from qcheck.core.dates import utc
from qcheck.core.views.diff import Point, diff
from qcheck.model.event import Signed

MOMENTS = st.integers(0, 24 * 60 - 1)


def _moment(minutes: int) -> str:
    return f"2026-12-01T{minutes // 60:02}:{minutes % 60:02}:00Z"


def _signed(script: list[Step], device: str) -> JobBuilder:
    """What was played, then refused by the client at one device that had seen all of it."""
    return _played(script).merge().on(device).sign(outcome="refused")


@given(SCRIPTS, MOMENTS, MOMENTS)
@FEW
def test_whatever_stands_otherwise_is_told(script: list[Step], one: int, other: int) -> None:
    """Every item of which two states say something else is among the moves, and no other."""
    built = _played(script)
    first, second = sorted((one, other))
    cuts = [then(built, heads.until(built.events(), _moment(minutes)), _moment(minutes)) for minutes in (first, second)]
    if not cuts[0].state.events:
        return
    stood, stands = (
        {i.item.subject: (i.standing, [a.event for a in i.heads]) for i in told.state.items} for told in cuts
    )
    told = {move.id for move in moves(diff(Point(cuts[0]), Point(cuts[1]))).get("items", ())}
    moved = {subject for subject in stands if stands[subject] != stood[subject]}
    excused = {w.subject for each in cuts for w in each.state.waivers}  # whose words change with a waiver
    failed = {i.item.subject for i in cuts[1].state.items if any(a.result == "fail" for a in i.history)}
    assert moved <= told <= moved | excused | failed


@given(SCRIPTS)
@FEW
def test_as_of_the_last_moment_nothing_moved(script: list[Step]) -> None:
    """The state of the present is that of now."""
    built = _played(script)
    since = heads.effective(built.events())
    now = max(since.values())
    present = then(built, heads.until(built.events(), now), now)
    whole = then(built, built.events(), now)
    assert present == whole
    view = diff(Point(present), Point(whole, "now"))
    assert (view.groups, view.late, view.others) == ((), (), ())


@given(SCRIPTS, st.sampled_from(["aaaa", "bbbb", "cccc"]))
@FEW
def test_a_signed_state_is_what_the_device_had_seen_and_nothing_else(script: list[Step], device: str) -> None:
    """Whatever arrives afterwards, with whatever times: the state of a revision never moves."""
    built = _played([step for step in script if step.what != "waive"]).on(device)
    seen = {e.id for e in built.events(device)}
    built.sign(outcome="refused").merge()
    (signed,) = [e for e in built.state().events if isinstance(e.body, Signed)]
    held = cut.signed(signed, built.state().events)
    assert {e.id for e in held.events} == seen | {signed.id}
    assert held.absent == 0
    view = diff(revision(built), Point(then(built, built.events(), utc(built.now)), "now"))
    missed = {e.id for e in cut.unseen(signed, built.events())}
    assert len(view.late) == len(missed)
    assert missed.isdisjoint(seen)


@given(SCRIPTS, MOMENTS)
@FEW
def test_a_cut_in_time_holds_no_signature_without_all_that_it_covers(script: list[Step], minutes: int) -> None:
    """Nor anything else without what it follows."""
    built = _signed(script, "bbbb")
    counted = heads.until(built.events(), _moment(minutes))
    for event in counted:
        if isinstance(event.body, Signed):
            assert {e.id for e in cut.signed(event, built.events()).events} <= {e.id for e in counted}
