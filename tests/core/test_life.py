"""The life of punch items: every move, on one device and on several, and what is never to happen whatever is said."""

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import punchlines
from builder import JobBuilder, job, parsed
from builder import settings as house
from qcheck.core import evaluate, logs
from qcheck.core.act.actor import Refusal
from qcheck.core.ball import Ball, ball
from qcheck.core.events import canonical
from qcheck.core.fold import fold
from qcheck.core.life import MOVES, OPENNESS
from qcheck.core.punch import closed
from qcheck.core.rules.context import Context
from qcheck.model.place import Place
from qcheck.model.punch import PunchItem
from qcheck.model.punchevent import Completed, Rejected, Verified
from qcheck.model.settings import Person, Settings

ONE = "punch/b1-1"
FIRM_OF_ONE = "A firm of one sets crew_of_one: true in qcheck.yaml."


def fence(**changed: object) -> JobBuilder:
    """An opened job; Dana leads, Ravi has a scratch to put right."""
    return job(punchlines.FENCE, **changed).open(handover="2026-12-04").add(owner="ravi")


def item(built: JobBuilder) -> PunchItem:
    return built.state().punch[0]


def has(built: JobBuilder) -> Ball:
    state = built.state()
    return ball(state.punch[0], state.plan.lead, built.settings)


TO: dict[str, Callable[[], JobBuilder]] = {
    "open": fence,
    "disputed": lambda: fence().dispute("P1", by="ravi"),
    "completed": lambda: fence().done("P1", by="ravi"),
    "verified": lambda: fence().done("P1", by="ravi").verify("P1"),
    "voided": lambda: fence().void("P1", by="olga"),
}
DO: dict[str, Callable[[JobBuilder], JobBuilder]] = {
    "completed": lambda b: b.done("P1", by="ravi"),
    "verified": lambda b: b.verify("P1", by="dana"),
    "rejected": lambda b: b.reject("P1", by="dana"),
    "disputed": lambda b: b.dispute("P1", by="ravi"),
    "voided": lambda b: b.void("P1", by="olga"),
    "reopened": lambda b: b.reopen("P1", by="dana"),
}
REFUSED = {
    ("completed", "disputed"): "it is disputed; the lead settles that first",
    ("completed", "completed"): "done already",
    ("completed", "verified"): "confirmed already",
    ("completed", "voided"): "it was voided",
    ("verified", "open"): "nothing to confirm: it is not done",
    ("verified", "disputed"): "nothing to confirm: it is disputed",
    ("verified", "verified"): "confirmed already",
    ("verified", "voided"): "it was voided",
    ("rejected", "open"): "it is not done",
    ("rejected", "verified"): "confirmed already; qcheck punch reopen, if it came back",
    ("rejected", "voided"): "it was voided",
    ("disputed", "disputed"): "disputed already",
    ("disputed", "completed"): "done already",
    ("disputed", "verified"): "confirmed already",
    ("disputed", "voided"): "it was voided",
    ("voided", "verified"): "confirmed already",
    ("voided", "voided"): "voided already",
    ("reopened", "open"): "it is open",
    ("reopened", "completed"): "it is not confirmed yet: qcheck punch reject",
}


@pytest.mark.parametrize("start", TO)
@pytest.mark.parametrize("kind", MOVES)
def test_every_move_from_every_standing_is_made_or_refused_with_its_reason(kind: str, start: str) -> None:
    """What the table allows leads where it says; anything else changes nothing and says why."""
    built = DO[kind](TO[start]())
    if (kind, start) in REFUSED:
        assert built.refusal == Refusal(f"P1 Scratch on the left door: {REFUSED[kind, start]}.")
        assert item(built).standing == start
    else:
        assert built.refusal is None
        assert item(built).standing == MOVES[kind].end
        assert start in MOVES[kind].start


@pytest.mark.parametrize(
    ("built", "expected"),
    [
        (fence, Ball("ravi", "fix")),
        (lambda: fence().assign("P1", to="olga"), Ball("olga", "fix")),
        (lambda: job(punchlines.FENCE).open().add(), Ball("dana", "fix")),
        (TO["disputed"], Ball("dana", "settle")),
        (lambda: job(punchlines.FENCE).open().add(by="olga").dispute("P1", by="dana"), Ball("olga", "settle")),
        (TO["completed"], Ball("dana", "confirm")),
        (lambda: fence().done("P1", by="dana"), Ball("olga", "confirm")),
        (TO["verified"], Ball()),
        (TO["voided"], Ball()),
        (lambda: fence().done("P1", by="ravi").raw(ONE, Verified(), by="ravi"), Ball("dana", "confirm")),
        (lambda: job(punchlines.FENCE).open().complain(owner="ravi"), Ball("ravi", "fix")),
        (lambda: job(punchlines.FENCE).open().complain(owner="ravi").done("P1", by="ravi"), Ball("client", "agree")),
        (lambda: job(punchlines.FENCE).open().complain().done("P1").verify("P1", client=True), Ball()),
    ],
)
def test_one_person_has_it_as_long_as_it_is_open(built: Callable[[], JobBuilder], expected: Ball) -> None:
    """Whoever puts it right, then someone who did not do it, then nobody."""
    assert has(built()) == expected


def test_in_a_firm_of_one_the_one_has_it_throughout() -> None:
    """Where nobody else is left to confirm it, it waits on its owner."""
    alone = house(people=(house().people[0],), policy={"crew_of_one": True})
    built = job(punchlines.FENCE, settings=alone).open().add().done("P1")
    assert has(built) == Ball("dana", "confirm")
    assert has(built.verify("P1")) == Ball()


def test_whoever_has_it_does_not_void_it() -> None:
    """Nor whoever did it; the client may take back what they pointed out."""
    said = Refusal(
        "P1 Scratch on the left door: it is Ravi Shah's to put right, so someone else voids it.", FIRM_OF_ONE
    )
    assert fence().void("P1", by="ravi").refusal == said
    assert fence().void("P1", by="ravi", client=True).refusal is None
    assert job(punchlines.FENCE).open().complain(owner="ravi").void("P1", by="olga").refusal == Refusal(
        "P1 Tap drips in the kitchen: only the client takes a complaint back: --as client."
    )


def test_whoever_has_it_does_not_confirm_it_whoever_is_said_to_have_done_it() -> None:
    """Nor does anybody void what was theirs once, however they gave it away."""
    said = Refusal(
        "P1 Scratch on the left door: it is Ravi Shah's to put right, so someone else confirms it.", FIRM_OF_ONE
    )
    assert fence().done("P1", by="dana").verify("P1", by="ravi").refusal == said
    assert fence().done("P1", by="ravi", did="olga").verify("P1", by="ravi").refusal == said
    assert has(fence().done("P1", by="olga")) == Ball("dana", "confirm")
    assert fence().assign("P1", to="olga", by="ravi").void("P1", by="ravi").refusal is not None
    assert fence().assign("P1", to="olga", by="ravi").void("P1", by="dana").refusal is None


def test_a_dispute_that_someone_else_records_waits_on_whoever_settles_it() -> None:
    """The lead took the message down; the message is not theirs."""
    built = fence().move("dispute", ("P1",), "dana", did="ravi", text="was there before")
    assert has(built) == Ball("dana", "settle")


def test_the_client_always_may_confirm() -> None:
    """Also what whoever records it has done."""
    built = fence().done("P1", by="ravi").verify("P1", by="ravi", client=True)
    assert (item(built).standing, item(built).confirmed, item(built).self_verified) == ("verified", True, False)


def test_a_complaint_is_confirmed_by_the_client_alone() -> None:
    """Someone else's look does not do."""
    built = job(punchlines.FENCE).open().complain(owner="ravi").done("P1", by="ravi")
    assert built.verify("P1").refusal == Refusal(
        "P1 Tap drips in the kitchen: the client confirms it: --as client; "
        "if they cannot be reached: --unconfirmed REASON."
    )
    assert built.verify("P1", unconfirmed="abroad").refusal == Refusal(
        "P1 Tap drips in the kitchen: 0 of 3 attempts to reach the client, in different hours, are recorded: "
        "qcheck contact call --missed --about P1."
    )
    assert fence().done("P1", by="ravi").verify("P1", unconfirmed="abroad").refusal == Refusal(
        "P1 Scratch on the left door: only a complaint is closed unconfirmed."
    )


def test_a_dispute_is_settled_by_giving_it_to_someone() -> None:
    """It is open again with that, and theirs."""
    built = fence().dispute("P1", by="ravi").assign("P1", to="olga")
    assert (item(built).standing, item(built).owner) == ("open", "olga")
    assert [s.kind for s in item(built).steps] == ["disputed", "reopened"]


def test_many_are_moved_at_once_or_none() -> None:
    """By ranges and lists; one that cannot be moved keeps all where they are."""
    built = fence().add("Gap").add("Chip").done("P2", by="ravi")
    assert built.done("P1-P3", by="ravi").refusal == Refusal(
        "P2 Gap: done already.", "Nothing was recorded. Without these: P1 P3"
    )
    assert [p.standing for p in built.state().punch] == ["open", "completed", "open"]
    built.done("P1,P3", by="ravi").verify("P1-P3")
    assert {p.standing for p in built.state().punch} == {"verified"}


@pytest.mark.parametrize("how", ["reject", "dispute", "void", "reopen"])
def test_a_move_that_sends_it_another_way_gives_its_reason(how: str) -> None:
    """Blank is none."""
    assert fence().move(how, ("P1",), "olga", text="  ").refusal == Refusal("Why?", 'Say it with --why "…".')


def test_the_first_date_stays_and_moving_it_asks_why() -> None:
    """One of the fixed reasons; the same date again is no move."""
    built = fence().promise("P1", due="2026-12-03")
    assert built.promise("P1", due="2026-12-04").refusal == Refusal(
        "P1 Scratch on the left door: promised for 2026-12-03 before.\nWhy does it move?",
        "--why with one of: materials, labour, weather, predecessor, access, client, information, "
        "over-commitment, quality, change.",
    )
    assert built.promise("P1", due="2026-12-04", why="wether").refusal == Refusal(
        "wether: no such reason.", "Did you mean weather?"
    )
    built.promise("P1", due="2026-12-04", why="weather").promise("P1", due="2026-12-04")
    assert [(p.due, p.reason) for p in item(built).promises] == [("2026-12-03", ""), ("2026-12-04", "weather")]
    assert item(built).due == "2026-12-04"


def test_what_it_waits_for_shows_until_it_has_come() -> None:
    """And nothing arrives that nobody waited for."""
    built = fence().wait("P1", text="hinge", reference="PO-1", until="2026-12-02")
    assert item(built).awaited is not None
    assert item(built.wait("P1")).awaited is None
    assert built.wait("P1").refusal == Refusal("P1 Scratch on the left door: it waits for nothing.")


def test_closed_ones_are_neither_assigned_nor_promised() -> None:
    """They are opened again first."""
    built = TO["verified"]()
    gone = Refusal("P1 Scratch on the left door: closed already.", "qcheck punch reopen, if it came back.")
    assert [built.assign("P1").refusal, built.promise("P1").refusal, built.wait("P1", text="x").refusal] == [gone] * 3


def test_the_more_open_of_two_devices_wins_and_blocks() -> None:
    """Rejected on one, confirmed on another; the next word that sees both settles it."""
    built = TO["completed"]().on("bbbb").on("aaaa").verify("P1").on("bbbb").reject("P1", by="olga").merge()
    assert (item(built).standing, item(built).contested) == ("open", ("standing",))
    assert has(built) == Ball("dana", "settle")
    assert "punch-contested" in {code for code, _ in built.codes()}
    built.done("P1", by="ravi")
    assert (item(built).standing, item(built).contested) == ("completed", ())


def test_two_devices_that_give_it_to_different_people_are_contested() -> None:
    """It is one person's all the same, until it is said once more."""
    built = fence().on("bbbb").on("aaaa").assign("P1", to="dana").on("bbbb").assign("P1", to="olga").merge()
    assert (item(built).contested, item(built).owner) == (("owner",), "olga")
    assert item(built.assign("P1", to="ravi")).contested == ()


def test_two_who_did_it_at_once_confirm_each_others_work_not() -> None:
    """Someone else looks."""
    built = fence().on("bbbb").on("aaaa").done("P1", by="ravi").on("bbbb").done("P1", by="olga").merge()
    assert (item(built).standing, item(built).contested, set(item(built).doers)) == ("completed", (), {"ravi", "olga"})
    assert built.verify("P1", by="olga").refusal is not None
    assert item(built.verify("P1", by="dana")).standing == "verified"


def test_an_impossible_move_is_kept_ignored_and_shown() -> None:
    """It may come from another version or a merge."""
    built = fence().raw(ONE, Rejected("why ever"), by="olga")
    assert item(built).standing == "open"
    assert [(s.kind, s.ignored) for s in item(built).steps] == [("rejected", True)]
    assert item(built.done("P1", by="ravi")).standing == "completed"


def test_a_move_that_was_taken_back_is_looked_through() -> None:
    """What came after it starts from what stood before."""
    built = TO["completed"]().undo(by="ravi")
    assert item(built).standing == "open"
    assert item(built.done("P1", by="olga")).standing == "completed"
    assert item(built).doers == ("olga",)


def test_an_older_version_confirmed_without_saying_what_it_saw() -> None:
    """Its lines name nothing that they replace, and still count."""
    built = fence()
    for body, by in ((Completed("shimmed"), "ravi"), (Verified("looked"), "dana")):
        kind = {Completed: "completed", Verified: "verified"}[type(body)]
        built.say([built.actor(by).draft(ONE, kind, body)])
    assert (item(built).standing, item(built).doers, item(built).verified_by) == ("verified", ("ravi",), "dana")


def test_undo_of_raising_is_refused_once_something_was_said_of_it() -> None:
    """And takes it back whole before; the number is not given again."""
    assert fence().promise("P1", by="ravi").undo().refusal is not None
    built = fence().undo()
    assert built.state().punch == ()
    assert [p.number for p in built.add("Gap").state().punch] == [2]


# ---- whatever is said on whichever devices ----

PEOPLE = {"aaaa": "dana", "bbbb": "ravi", "cccc": "olga"}
NAMES = st.sampled_from(["P1", "P2", "P3", "P1-aaa", "P1-bbb", "P2-ccc"])
WHO = st.sampled_from(["dana", "ravi", "olga"])
STEP = st.tuples(
    st.sampled_from(list(PEOPLE)),
    st.sampled_from(
        ["add", "complain", "assign", "promise", "wait", "done", "done", "verify", "verify", "client", "reject",
         "dispute", "void", "reopen", "undo", "meet", "meet", "meet", "missed", "unconfirmed"],
    ),
    NAMES,
    WHO,
    st.sampled_from(list(PEOPLE)),
    st.integers(-90, 90),
)  # fmt: skip
SCRIPTS = st.lists(STEP, max_size=25)
Script = list[tuple[str, str, str, str, str, int]]


def _meet(built: JobBuilder, one: str, other: str) -> None:
    every = {e.id: e for device in (one, other) for e in built.devices[device].seen}
    for device in (one, other):
        built.devices[device].seen = list(every.values())


def _step(built: JobBuilder, step: tuple[str, str, str, str, str, int]) -> None:
    device, what, name, who, other, minutes = step
    built.on(device)
    day = f"2026-12-{5 + minutes % 20:02d}"
    does: dict[str, Callable[[], object]] = {
        "add": lambda: built.add(by=who, owner=other if other in PEOPLE.values() else ""),
        "complain": lambda: built.complain(by=who),
        "assign": lambda: built.assign(name, to=PEOPLE[other], by=who),
        "promise": lambda: built.promise(name, due=day, why="weather", by=who),
        "wait": lambda: built.wait(name, text="hinge", by=who),
        "client": lambda: built.verify(name, by=who, client=True),
        "meet": lambda: _meet(built, device, other),
        "undo": lambda: built.undo(by=who),
        "missed": lambda: built.contact(about=name, missed=True, by=who),
        "unconfirmed": lambda: built.verify(name, by=who, unconfirmed="abroad"),
    }
    moved = lambda: built.move(what, (name,), who, text="because")  # noqa: E731
    does.get(what, moved)()
    built.later(minutes=minutes)


def _played(script: Script) -> JobBuilder:
    """A job with one punch item that three devices have seen."""
    built = job(punchlines.FENCE).open(handover="2026-12-04").add(owner="ravi")
    for device in PEOPLE:
        built.on("aaaa").on(device)
    for step in script:
        _step(built, step)
    return built


@settings(max_examples=150)
@given(SCRIPTS)
def test_every_open_item_waits_on_exactly_one_person_and_a_closed_one_on_nobody(script: Script) -> None:
    """Never on two, never on nobody."""
    state = _played(script).state()
    for each in state.punch:
        who = ball(each, state.plan.lead, house()).person
        assert who in {"dana", "ravi", "olga", "client", ""}
        assert bool(who) == (not closed(each) or bool(each.contested) or each.self_verified)


@settings(max_examples=150)
@given(SCRIPTS)
def test_nothing_that_was_raised_is_lost(script: Script) -> None:
    """Every punch item that was not taken back is on the list, once, with a number of its own in its log."""
    built = _played(script)
    state = built.state()
    raised = {e.about for e in state.events if e.kind == "raised" and e.id not in state.retracted}
    listed = {p.subject for p in state.punch}
    assert raised <= listed
    assert {p.subject for p in state.punch if p.subject not in raised} <= {
        p.subject for p in state.punch if "raised" in p.contested or p.standing in {"verified", "voided"}
    }
    assert len({(p.tag, p.number) for p in state.punch}) == len(state.punch)


@settings(max_examples=200)
@given(SCRIPTS)
def test_nothing_is_confirmed_by_whoever_did_it(script: Script) -> None:
    """What counts as confirmed was confirmed by someone else, or by the client; otherwise a finding blocks."""
    built = _played(script)
    state = built.state()
    for each in state.punch:
        if each.standing == "verified" and not each.self_verified:
            said = [s for s in each.steps if s.kind == "verified" and not s.ignored]
            assert any(s.client or not {s.by, s.did} & set(each.doers) for s in said)
        if each.complaint and closed(each) and each.standing == "verified":
            assert each.confirmed or each.unconfirmed


@settings(max_examples=100)
@given(SCRIPTS, st.randoms(use_true_random=False))
def test_the_order_of_merging_makes_no_difference(script: Script, dice: random.Random) -> None:
    """Shuffled and doubled, the same lines come to the same state."""
    built = _played(script)
    said = built.events()
    again = [*said, *dice.sample(said, len(said) // 2)]
    dice.shuffle(again)
    lists = {"d" * 64: built.checklist}
    one, two = (fold("elm", Place("jobs/elm"), lists, events).punch for events in (said, again))
    assert canonical(one) == canonical(two)


@settings(max_examples=100)
@given(SCRIPTS)
def test_what_two_devices_left_differently_stands_as_the_more_open_and_says_so(script: Script) -> None:
    """No merge closes what one side left open."""
    built = _played(script)
    alone = [{p.subject: p for p in built.state(device).punch} for device in PEOPLE]
    for each in built.state().punch:
        if "standing" in each.contested:
            assert len(each.heads) > 1 or "" in each.heads or each.standing == "open"
            seen = [held[each.subject].standing for held in alone if each.subject in held]
            assert OPENNESS.index(each.standing) <= max(OPENNESS.index(s) for s in seen)


def test_a_record_of_punch_items_replays_for_ever() -> None:
    """Its lives, promises, complaints, contacts, ratings and findings are the same in every release."""
    said, problems = logs.read("".join(f"{line}\n" for line in punchlines.RECORD).encode(), "aaaa", "aaaa.jsonl")
    state = fold("elm", Place("jobs/elm"), {"d" * 64: parsed(punchlines.FENCE)}, said)
    gate, paint, latch = state.punch
    assert problems == []
    assert [(p.number, p.standing, p.owner, p.due, p.complaint) for p in state.punch] == [
        (1, "verified", "olga", "2026-12-03", False),
        (2, "voided", "", "", False),
        (3, "verified", "ravi", "", True),
    ]
    assert [(s.kind, s.by, s.client) for s in gate.steps] == [
        ("completed", "ravi", False),
        ("rejected", "dana", True),
        ("completed", "ravi", False),
        ("verified", "dana", True),
        ("reopened", "dana", False),
        ("disputed", "olga", False),
        ("rejected", "dana", False),
        ("completed", "olga", False),
        ("verified", "dana", False),
    ]
    assert [(p.due, p.by, p.reason) for p in gate.promises] == [
        ("2026-12-02", "dana", ""),
        ("2026-12-03", "ravi", "materials"),
    ]
    assert gate.diagnosis is not None
    assert (gate.diagnosis.cause, gate.diagnosis.internal, gate.diagnosis.external) == (
        "slab not level",
        "60.5",
        "120",
    )
    assert (gate.kept[0].shot, gate.awaited, gate.doers, gate.confirmed) == ("near", None, ("olga",), False)
    assert [s.text for s in paint.steps] == ["is a knot"]
    assert (latch.unconfirmed, latch.extra, latch.extra_cost) == ("abroad until spring", "a tin of paint", "14.90")
    assert [(c.subject == latch.subject, c.way, c.missed) for c in state.contacts] == [
        (True, "call", False),
        (True, "visit", True),
        (True, "call", True),
        (True, "mail", True),
        (True, "message", True),
        (False, "visit", False),
        (False, "note", False),
    ]
    assert [(r.score, len(r.dimensions)) for r in state.ratings] == [(5, 2)]
    people = tuple(Person(who, who) for who in ("dana", "ravi", "olga"))
    context = Context("2026-12-01T13:00:00Z", "2026-12-01", "closeout", Settings(people=people))
    assert [(f.severity, f.code) for f in evaluate.job(state, (), context)] == [("block", "signoff-missing")]
