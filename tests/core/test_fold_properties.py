"""Properties of the fold: whatever is said on whichever devices, merged in whatever order, or damaged."""

import random
from collections.abc import Callable
from typing import NamedTuple

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from builder import JobBuilder, job
from qcheck.core import evaluate, heads, logs
from qcheck.core.fold import fold
from qcheck.core.verdict import verdict
from qcheck.model.event import (
    Agreed,
    Answered,
    Attached,
    Body,
    Event,
    Kept,
    Pin,
    Planned,
    Released,
    Result,
    Retracted,
    Upgraded,
    Witnessed,
)
from qcheck.model.finding import Verdict
from qcheck.model.place import Place
from qcheck.model.punchevent import Completed, Raised, Verified
from qcheck.model.state import JobState, Standing

SMALL = """\
checklist: kitchen
version: 1
title: Kitchen
source: Good practice of the trade
sections:
  - id: worktops
    title: Worktops
    items:
      - id: sealed
        text: Joints sealed, no visible gap
        on_fail: {raise: {category: A}}
      - id: spare
        text: Spare hinge left with the client
        na: free
"""
WHOLE = """\
checklist: drain
title: Drain
sections:
  - id: trench
    title: Trench
    items:
      - id: bed
        text: Bedding laid
        hold: {release: lead}
        na: free
      - id: depth
        text: Trench deep enough
        answer: {number: {unit: mm, min: 600}}
        on_fail: {raise: {category: A}}
      - {id: lid, text: Lid flush, repeat: shafts, needs: trench.bed, hold: {witness: client}}
      - {id: deep, text: Shored, when: {item.trench.depth: {over: 1000}}, evidence: {photos: 1}}
      - {id: dry, text: Pumped dry, when: {not: {item.trench.deep: pass}}, role: mason}
"""
NEWER = WHOLE.replace("- id: bed", "- id: sand\n        moved_from: trench.bed").replace("Shored", "Shored up")
ITEMS = ("sealed", "spare")
DEVICES = {"aaaa": "dana", "bbbb": "ravi", "cccc": "olga"}
RESULTS: tuple[Result, ...] = ("pass", "fail", "na")
FEW = settings(max_examples=60, deadline=None)


class Step(NamedTuple):
    """One command on a device, or a meeting of two devices; the clock then moves, also backwards."""

    device: str
    what: str
    item: str
    other: str
    minutes: int


PHOTO = Kept("5" * 64, "lid.jpg", 9, "jpg", "photo", "2026-11-01T08:00:00")
STEPS = st.builds(
    Step,
    device=st.sampled_from(list(DEVICES)),
    what=st.sampled_from([*RESULTS, *RESULTS, "note", "undo", "plan", "waive", "meet", "meet"]),
    item=st.sampled_from(ITEMS),
    other=st.sampled_from(list(DEVICES)),
    minutes=st.integers(-90, 90),
)
SCRIPTS = st.lists(STEPS, max_size=14)


def _meet(built: JobBuilder, one: str, other: str) -> None:
    every = {e.id: e for device in (one, other) for e in built.devices[device].seen}
    for device in (one, other):
        built.devices[device].seen = list(every.values())


def _step(built: JobBuilder, step: Step) -> None:
    built.on(step.device).by = DEVICES[step.device]
    if step.what == "meet":
        _meet(built, step.device, step.other)
    elif step.what == "note":
        built.note("looked at", step.item)
    elif step.what == "undo":
        built.undo()
    elif step.what == "plan":
        built.plan(reason="stone late", handover=f"2026-12-{10 + step.minutes % 9}")
    elif step.what == "waive":
        built.waive(step.item, approver="olga", by=built.by)
    else:
        built.answer(next(r for r in RESULTS if r == step.what), step.item, note="because")
    built.later(minutes=step.minutes)


def _played(script: list[Step]) -> JobBuilder:
    """A job of three devices that all saw it opened."""
    built = job(SMALL).open(handover="2026-12-04")
    for device in DEVICES:
        built.on("aaaa").on(device)
    for step in script:
        _step(built, step)
    return built


DOES: dict[str, Callable[[JobBuilder, Step], object]] = {
    "value": lambda b, s: b.tick(f"depth={500 + 10 * abs(s.minutes)}", force="late"),
    "force": lambda b, s: b.tick(s.item, force="late"),
    "attach": lambda b, s: b.attach(s.item, PHOTO),
    "found": lambda b, _: b.found("crack", PHOTO),
    "agree": lambda b, s: b.agree(f"light {s.item}"),
    "end": lambda b, s: b.agree("not wanted", drop=s.item),
    "unit": lambda b, s: b.plan("more", **{f"unit.shafts.{s.other}": s.other}),
    "gone": lambda b, s: b.plan("less", **{f"unit.shafts.{s.other}": ""}),
    "release": lambda b, s: b.release(s.item),
    "gate": lambda b, _: b.release_gate("start", force="crane is here"),
    "witness": lambda b, s: b.witness(s.item, "attended", "Ann Client"),
    "done": lambda b, _: b.done("P1"),
    "verify": lambda b, _: b.verify("P1"),
    "upgrade": lambda b, _: b.upgrade(NEWER),
}
WORK = st.builds(
    Step,
    device=st.sampled_from(list(DEVICES)),
    what=st.sampled_from([*RESULTS, *DOES, "undo", "waive", "note", "meet", "meet"]),
    item=st.sampled_from(["1", "2", "3", "4", "5", "6", "depth", "lid"]),
    other=st.sampled_from(list(DEVICES)),
    minutes=st.integers(-90, 90),
)
WORKS = st.lists(WORK, max_size=16)


def _work(built: JobBuilder, step: Step) -> None:
    """One command of a job with holds, units, conditions, changes and upgrades."""
    built.on(step.device).by = DEVICES[step.device]
    if step.what in DOES:
        DOES[step.what](built, step)
        built.later(minutes=step.minutes)
    else:
        _step(built, step)


def _worked(script: list[Step]) -> JobBuilder:
    """Such a job on three devices that all saw it opened."""
    built = job(WHOLE).open(handover="2026-12-04T12:00:00Z", units={"shafts": ("North", "South")})
    for device in DEVICES:
        built.on("aaaa").on(device)
    for step in script:
        _work(built, step)
    return built


def _state(built: JobBuilder, said: list[Event]) -> JobState:
    lists = {"d" * 64: built.checklist, **built.newer}
    return fold("elm", Place("jobs/elm"), lists, said, built.settings.gates)


def _standings(state: JobState) -> dict[str, Standing]:
    return {item.item.subject: item.standing for item in state.items}


def _read(built: JobBuilder, logged: dict[str, bytes]) -> Verdict:
    """The verdict over logs as bytes, with all that is wrong with them."""
    said, problems = [], []
    for log, source in logged.items():
        found, wrong = logs.read(source, log, f"{log}.jsonl")
        said += found
        problems += wrong
    problems += logs.missing_links(said)
    return verdict(evaluate.job(_state(built, said), tuple(problems), built.context()))


def _logs(built: JobBuilder) -> dict[str, bytes]:
    return {device: built.log(device) for device in built.devices}


@given(SCRIPTS, st.randoms(use_true_random=False))
@FEW
def test_shuffled_and_doubled_events_come_to_the_same(script: list[Step], chance: random.Random) -> None:
    """Neither the order in which lines are read nor a line read twice changes anything of the state."""
    built = _played(script)
    said = built.events()
    moved = [msgspec.structs.replace(e, place=Place("zzzz.jsonl", 99)) for e in said]
    shuffled = [*said, *chance.choices(moved, k=len(moved)), *chance.choices(said, k=3)]
    chance.shuffle(shuffled)
    assert _state(built, shuffled) == _state(built, said)


@given(SCRIPTS, st.permutations(list(DEVICES)))
@FEW
def test_devices_merged_in_any_order_come_to_the_same(script: list[Step], order: list[str]) -> None:
    """Whoever meets whom first, all devices show the same in the end."""
    built = _played(script)
    merged = [event for device in order for event in built.devices[device].seen]
    assert _state(built, merged) == built.state()


@given(SCRIPTS)
@FEW
def test_a_record_in_bytes_comes_to_the_same_as_what_was_said(script: list[Step]) -> None:
    """What is read back from the logs is what the devices held, without a problem."""
    built = _played(script)
    said, problems = [], []
    for device, source in _logs(built).items():
        found, wrong = logs.read(source, device, f"{device}.jsonl")
        said += found
        problems += wrong
    assert [*problems, *logs.missing_links(said)] == []
    assert _state(built, said) == built.state()


@given(SCRIPTS, st.sampled_from(list(DEVICES)), st.floats(0, 1))
@FEW
def test_a_log_cut_anywhere_is_still_a_state(script: list[Step], device: str, where: float) -> None:
    """A cut leaves events and problems, never an exception, and all lines before the cut."""
    built = _played(script)
    logged = _logs(built)
    source = logged[device][: int(where * len(logged[device]))]
    found, problems = logs.read(source, device, f"{device}.jsonl")
    whole = source.count(b"\n")
    assert [e.place.line for e in found[:whole]] == list(range(1, whole + 1))
    assert {p.kind for p in problems} <= {"line-torn"}
    assert _read(built, {**logged, device: source}) in {"ready", "ready with waivers", "not ready"}


def test_a_log_cut_at_every_byte_is_still_a_state() -> None:
    """Byte by byte, a log that ends early holds its whole lines, and at most its tail is torn."""
    built = job(SMALL).open().tick("sealed").fail("sealed").note("gap")
    source = built.log()
    for cut in range(len(source) + 1):
        _, problems = logs.read(source[:cut], "aaaa", "aaaa.jsonl")
        tail = source[:cut].rpartition(b"\n")[2]
        torn = bool(tail) and tail not in built.devices["aaaa"].lines
        assert [p.kind for p in problems] == ["line-torn"] * torn, cut


@given(SCRIPTS, st.sampled_from(list(DEVICES)), st.data())
@FEW
def test_a_changed_byte_never_makes_a_job_ready(script: list[Step], device: str, data: st.DataObject) -> None:
    """Damage may shut the gate, never open it.

    One byte is left alone: the last line feed of a log. Without it the last line cannot be told from one that was cut
    off before it was confirmed.
    """
    built = _played(script)
    logged = _logs(built)
    source = logged[device]
    if len(source) < 2:
        return
    where = data.draw(st.integers(0, len(source) - 2))
    byte = data.draw(st.integers(0, 255))
    changed = source[:where] + bytes([byte]) + source[where + 1 :]
    verdict_after = _read(built, {**logged, device: changed})
    assert verdict_after == ("not ready" if changed != source else _read(built, logged))


@given(SCRIPTS, st.sampled_from(list(DEVICES)), st.data())
@FEW
def test_lines_taken_out_never_make_a_job_ready(script: list[Step], device: str, data: st.DataObject) -> None:
    """A gap in a log shuts the gate.

    The end of a log is left alone: that whole lines are gone from it cannot be seen in a chain, only in a signature, in
    git, or in what other devices answered.
    """
    built = _played(script)
    logged = _logs(built)
    lines = logged[device].splitlines(keepends=True)
    if len(lines) < 2:
        return
    first = data.draw(st.integers(0, len(lines) - 2))
    last = data.draw(st.integers(first, len(lines) - 2))
    damaged = {**logged, device: b"".join([*lines[:first], *lines[last + 1 :]])}
    assert _read(built, damaged) == "not ready"


def test_no_byte_of_a_failure_can_be_spoilt_to_hide_it() -> None:
    """Every byte of a log in turn is spoilt: the failure in its middle keeps the gate shut each time."""
    built = job(SMALL).open(handover="2026-12-04").tick("sealed", "spare").fail("sealed").note("gap at the wall")
    source = built.log()
    assert _read(built, {"aaaa": source}) == "not ready"
    ready = [
        where
        for where in range(len(source) - 1)
        if _read(built, {"aaaa": source[:where] + bytes([source[where] ^ 1]) + source[where + 1 :]}) != "not ready"
    ]
    assert ready == []


@given(SCRIPTS, st.integers(-300, 300))
@FEW
def test_a_cut_in_time_is_causally_closed(script: list[Step], minutes: int) -> None:
    """What counts at an instant never names or follows anything that does not, and nothing later is in it."""
    built = _played(script)
    instant = f"2026-12-01T{8 + (minutes + 300) // 60 % 12:02}:{minutes % 60:02}:00Z"
    said = built.events()
    cut = heads.until(said, instant)
    ids = {e.id for e in cut}
    assert all({e.prev, *e.replaces, *getattr(e.body, "heads", ())} - {""} <= ids for e in cut)
    assert all(e.at <= instant for e in cut)
    assert {e.id for e in heads.until(said, "9999-01-01T00:00:00Z")} == {e.id for e in said}
    assert set(_standings(_state(built, cut))) <= set(_standings(built.state()))


@given(SCRIPTS)
@FEW
def test_a_failure_that_nobody_answered_is_never_passed(script: list[Step]) -> None:
    """As long as a failure is neither replaced nor taken back, its item is failed or contested."""
    state = _played(script).state()
    for item in state.items:
        results = {answer.result for answer in item.heads}
        if "fail" in results:
            assert item.standing == ("fail" if results == {"fail"} else "contested")


@given(SCRIPTS, st.sampled_from(list(DEVICES)), st.sampled_from(RESULTS))
@FEW
def test_contested_answers_stay_contested_until_someone_sees_both(
    script: list[Step], device: str, result: Result
) -> None:
    """Answers to other items, notes and plans settle no dispute; an answer over all that was said does."""
    built = _played(script)
    disputed = {i.item.subject for i in built.state().items if i.standing == "contested"}
    built.on(device).note("we should talk").plan(reason="dispute", handover="2026-12-30")
    after = _standings(built.state())
    assert {s for s, standing in after.items() if standing == "contested"} == disputed
    built.merge().answer(result, "sealed", note="agreed")
    assert _standings(built.state())["kitchen/worktops.sealed"] == result
    settled = {s for s, standing in _standings(built.state()).items() if standing == "contested"}
    assert settled == disputed - {"kitchen/worktops.sealed"}


@given(SCRIPTS, st.data())
@FEW
def test_a_late_retraction_revives_nothing_that_was_replaced(script: list[Step], data: st.DataObject) -> None:
    """Taking back what somebody has answered already changes no item."""
    built = _played(script).merge()
    before = built.state()
    replaced = sorted(before.superseded)
    if not replaced:
        return
    ident = data.draw(st.sampled_from(replaced))
    taken = next(e for e in before.events if e.id == ident)
    built.say([built.actor().draft(taken.about, "retracted", Retracted(taken.id), (taken.id,))])
    after = built.state()
    assert _standings(after) == _standings(before)
    assert [i.heads for i in after.items] == [i.heads for i in before.items]
    assert (after.waivers, after.notes) == (before.waivers, before.notes)


@given(SCRIPTS, st.sampled_from(list(DEVICES)), st.sampled_from([*RESULTS, "note", "plan", "waive"]))
@FEW
def test_undo_restores_what_stood_before(script: list[Step], device: str, what: str) -> None:
    """A command and its undo leave items, waivers, notes and the plan as they were."""
    built = _played(script).merge()
    before = built.state()
    said = len(built.events())
    _step(built, Step(device, what, "sealed", device, 0))
    if built.refusal is not None or len(built.events()) == said:
        return
    after = built.undo().state()
    assert built.refusal is None
    assert [(i.standing, i.heads, i.notes) for i in after.items] == [
        (i.standing, i.heads, i.notes) for i in before.items
    ]
    assert (after.waivers, after.notes, after.plan) == (before.waivers, before.notes, before.plan)


@given(SCRIPTS, st.sampled_from(list(DEVICES)), st.sampled_from(["note", "plan", "waive"]), st.sampled_from(ITEMS))
@FEW
def test_only_answers_and_their_retractions_change_a_standing(
    script: list[Step], device: str, what: str, item: str
) -> None:
    """Notes, dates and waivers, said or taken back, leave every item as it was answered."""
    built = _played(script)
    before = _standings(built.state())
    said = len(built.events())
    _step(built, Step(device, what, item, device, 0))
    assert _standings(built.state()) == before
    if len(built.events()) > said:
        assert _standings(built.undo().state()) == before


@given(WORKS, st.randoms(use_true_random=False))
@FEW
def test_a_job_of_every_kind_comes_to_the_same_in_any_order(script: list[Step], chance: random.Random) -> None:
    """Shuffled and doubled; numbers, findings and all."""
    built = _worked(script)
    said = built.events()
    shuffled = [*said, *chance.choices(said, k=len(said))]
    chance.shuffle(shuffled)
    state = _state(built, shuffled)
    assert state == _state(built, said)
    assert evaluate.job(state, (), built.context()) == built.findings()
    assert len({i.item.number for i in state.items}) == len(state.items) == len({i.item.subject for i in state.items})


@given(WORKS, st.sampled_from(list(DEVICES)), st.floats(0, 1))
@FEW
def test_a_job_of_every_kind_cut_anywhere_is_still_a_state(script: list[Step], device: str, where: float) -> None:
    """A log that ends early, and any part of the events, come to a state and a verdict without an exception."""
    built = _worked(script)
    logged = _logs(built)
    source = logged[device][: int(where * len(logged[device]))]
    assert _read(built, {**logged, device: source}) in {"ready", "ready with waivers", "not ready"}
    said = built.events()
    part = _state(built, said[int(where * len(said)) :])
    assert verdict(evaluate.job(part, (), built.context())) in {"ready", "ready with waivers", "not ready"}


@given(WORKS, st.randoms(use_true_random=False))
@FEW
def test_a_merged_job_of_every_kind_says_of_each_gate_whether_it_is_ready(
    script: list[Step], chance: random.Random
) -> None:
    """Also with lists missing that were pinned."""
    built = _worked(script)
    lists = {"d" * 64: built.checklist, **built.newer}
    kept = {digest: checklist for digest, checklist in lists.items() if chance.random() < 0.5}
    state = fold("elm", Place("jobs/elm"), kept, built.events(), built.settings.gates)
    for gate in built.settings.gates:
        assert verdict(evaluate.job(state, (), built.context(gate=gate))) in {
            "ready",
            "ready with waivers",
            "not ready",
        }


ABOUTS = st.sampled_from(
    [
        "drain/trench.bed",
        "drain/trench.lid@north",
        "plan/unit.shafts.north",
        "plan/unit.x",
        "plan/unit.",
        "plan/scope.",
        "plan/scope.a",
        "agreed/change.a",
        "agreed/drop.x",
        "gate/start",
        "gate/",
        "punch/a",
        "plan/lists",
        "job",
        "@",
    ]
)
SAID: st.SearchStrategy[tuple[str, Body]] = st.one_of(
    st.builds(lambda value: ("planned", Planned(value)), st.sampled_from(["", "A", ("a", "b")])),
    st.builds(lambda drops: ("agreed", Agreed("x", "Ann", drops=drops)), ABOUTS),
    st.builds(lambda heads: ("released", Released(heads)), st.sampled_from([(), ("a" * 64,)])),
    st.builds(lambda value: ("answered", Answered("v1:0", "pass", value=value)), st.text(max_size=3)),
    st.builds(lambda category: ("raised", Raised("x", category, "drain/trench.bed")), st.sampled_from(["A", "B"])),
    st.builds(lambda note: ("completed", Completed(note)), st.just("")),
    st.builds(lambda note: ("verified", Verified(note)), st.just("")),
    st.builds(lambda pins: ("upgraded", Upgraded(pins)), st.sampled_from([(), (Pin("drain", "d" * 64),) * 2])),
    st.builds(lambda kept: ("attached", Attached((kept,), ())), st.just(PHOTO)),
    st.builds(lambda time: ("witnessed", Witnessed("absent", "Ann", time)), st.text(max_size=3)),
)


@given(st.lists(st.tuples(ABOUTS, SAID), max_size=8))
@FEW
def test_statements_about_anything_come_to_a_state(said: list[tuple[str, tuple[str, Body]]]) -> None:
    """A merge or another version may bring any kind about any subject: it is folded, judged and never an exception."""
    built = _worked([])
    for about, (kind, body) in said:
        built.say([built.actor().draft(about, kind, body)])
    assert verdict(built.findings(gate="closeout")) == "not ready"


@given(st.permutations(["depth=1200", "deep", "dry", "bed", "lid@north", "lid@south"]), st.integers(0, 5))
@FEW
def test_the_order_of_answers_never_matters_to_a_condition(order: list[str], failing: int) -> None:
    """What is needed hangs on what was answered, not on when."""
    built = job(WHOLE).open(units={"shafts": ("North", "South")})
    straight = job(WHOLE).open(units={"shafts": ("North", "South")})
    for word in order:
        built.answer("fail" if word == order[failing] else "pass", word, force="late")
    for word in sorted(order):
        straight.answer("fail" if word == order[failing] else "pass", word, force="late")
    told = [[(i.item.subject, i.standing, i.hidden, i.undecided) for i in b.state().items] for b in (built, straight)]
    assert told[0] == told[1]
