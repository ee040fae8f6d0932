"""What moved between two states of a job: each kind of it, with what it was, what it is, by whom and when."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from builder import KITCHEN, JobBuilder, job, settings
from qcheck.core import cut, evaluate, events, heads
from qcheck.core.dates import utc
from qcheck.core.fold import fold
from qcheck.core.views.diff import KINDS, OTHERS, Point, diff
from qcheck.core.views.moves import MOVES
from qcheck.core.views.parts import Told
from qcheck.model.diffview import DiffView, MoveView
from qcheck.model.event import Event, Kept, Signed
from qcheck.model.place import Place

PHOTO = Kept("a" * 64, "IMG_1.jpg", 10, "jpg")
GAP = "joints sealed, no visible gap"
HINGE = "4 Spare hinge left with the client"
SEALED = "2 Joints sealed, no visible gap"
MEASURED = KITCHEN.replace(
    "        accept: no more than 2 mm over 2 m\n",
    "        answer: {number: {unit: mm, max: 2}}\n        hold: {release: [lead]}\n",
)


def done() -> JobBuilder:
    """A kitchen that is ready for handover."""
    return job().open(handover="2026-12-04").tick("1", "2", "3", "4")


def then(built: JobBuilder, said: list[Event] | tuple[Event, ...], now: str) -> Told:
    """The job as only these events make it, judged at a moment."""
    lists = {built.digest: built.checklist, **built.newer}
    state = fold("elm", Place("jobs/elm"), lists, said, built.settings.gates)
    at = built.context(now=now, today=now[:10])
    told = built.told()
    return Told(state, tuple(evaluate.job(state, (), at)), at, told.speaker)


def since(built: JobBuilder, act: Callable[[JobBuilder], object]) -> DiffView:
    """What moved by what was done."""
    before = then(built, built.events(), utc(built.now))
    act(built)
    assert built.refusal is None
    return diff(Point(before), Point(built.told(), "now"))


def revision(built: JobBuilder, letter: str = "A") -> Point:
    """The state that was signed with a letter."""
    said = built.state().events
    (signed,) = [e for e in said if isinstance(e.body, Signed) and e.body.revision == letter]
    held = cut.signed(signed, said)
    (signoff,) = [s for s in built.state().signoffs if s.revision == letter]
    return Point(then(built, held.events, signed.at), f"revision {letter}", signoff, held)


def moves(view: DiffView) -> dict[str, list[MoveView]]:
    """The moves by their kind."""
    return {group.kind: list(group.moves) for group in view.groups}


def told(view: DiffView) -> list[str]:
    """Every move in a line."""
    return [
        f"{kind}: {' '.join(filter(None, (m.name, m.text)))}: {m.before} -> {m.after}{f' ({m.note})' if m.note else ''}"
        for kind, each in moves(view).items()
        for m in each
    ]


def ticked_again(built: JobBuilder) -> JobBuilder:
    """The joints were opened and closed again."""
    return built.fail("2", note="gap").tick("2")


SAID: dict[str, tuple[Callable[[JobBuilder], object], list[str]]] = {
    "an answer": (
        lambda b: b.fail("2", note="gap at the tap"),
        [f"items: {SEALED}: passed -> FAILED (gap at the tap)"],
    ),
    "an answer like the one before": (lambda b: b.tick("2"), [f"items: {SEALED}: passed -> passed (answered again)"]),
    "a failure in between": (ticked_again, [f"items: {SEALED}: passed -> passed (answered again; failed in between)"]),
    "two failures in between": (
        lambda b: ticked_again(ticked_again(b)),
        [f"items: {SEALED}: passed -> passed (answered again; failed in between 2 times)"],
    ),
    "an answer that was taken back": (
        lambda b: b.fail("2").undo(),
        [f"items: {SEALED}: passed -> passed (failed in between, taken back)"],
    ),
    "a punch item": (
        lambda b: b.add("Lamp dark", owner="ravi", where="hall"),
        ["punch: P1 Lamp dark (hall):  -> to be put right: Ravi Shah, before handover"],
    ),
    "a complaint": (
        lambda b: b.complain("Tap drips", owner="ravi", due="2026-12-03"),
        [
            "punch: P1 Tap drips:  -> to be put right: Ravi Shah, complaint, after handover",
            "promises: P1 Tap drips:  -> Thu 3 Dec 2026",
        ],
    ),
    "a date of the plan": (
        lambda b: b.plan("worktop late", handover="2026-12-07"),
        ["plan: Handover: Fri 4 Dec 2026 -> Mon 7 Dec 2026 (worktop late)"],
    ),
    "people of the plan": (
        lambda b: b.plan("ill", lead="olga", crew=("ravi", "dana")),
        ["plan: Lead: Dana Miller -> Olga Petrova (ill)", "plan: Crew:  -> Ravi Shah, Dana Miller (ill)"],
    ),
    "who the client is": (lambda b: b.plan(client="c" * 64), ["plan: Client:  -> recorded apart"]),
    "a promise that is added": (
        lambda b: b.plan(**{"scope.fan": "Fan fitted"}),
        [
            "plan: Promised: Fan fitted:  -> promised",
            "lists: 6 Read back to the client: Fan fitted:  -> new",
            "lists: 7 As promised: Fan fitted:  -> new",
        ],
    ),
    "an agreed change": (
        lambda b: b.agree("No hinge", price="-5 EUR", drop="4"),
        [
            f"items: {HINGE}: passed -> not needed (dropped as agreed with Ann Client: No hinge)",
            f"agreed: No hinge:  -> agreed with Ann Client, -5 EUR (instead of {HINGE})",
        ],
    ),
    "a waiver": (
        lambda b: b.fail("2").waive("2"),
        [
            f"items: {SEALED}: passed -> waived (FAILED)",
            f"waivers: {SEALED}:  -> valid: until Sun 31 Jan 2027 by Olga Petrova (agreed)",
        ],
    ),
    "evidence": (lambda b: b.attach("2", PHOTO), [f"evidence: {SEALED}:  -> IMG_1.jpg"]),
    "a sign-off": (lambda b: b.sign(), ["signoffs: Revision A: accepted by Ann Client:  -> stands"]),
    "a gate": (
        lambda b: b.release_gate("start", note="tools out"),
        ["releases: Gate start:  -> released (tools out)"],
    ),
    "another version of the list": (
        lambda b: b.upgrade(KITCHEN.replace("version: 1", "version: 2").replace("Joints sealed", "All joints sealed")),
        [
            "items: 2 All joints sealed, no visible gap: passed -> reworded since",
            f"lists: Lists: kitchen {'d' * 8} -> kitchen {'0' * 8} (new limits)",
            f"lists: 2 All {GAP}: “J{GAP[1:]}” -> reworded (asks to be answered again)",
        ],
    ),
    "nothing": (lambda b: b.note("tea").contact(text="all well"), []),
}


@pytest.mark.parametrize("case", SAID)
def test_what_was_said_is_told_as_what_it_moved(case: str) -> None:
    """From what it was to what it is."""
    act, wanted = SAID[case]
    assert told(since(done(), act)) == wanted


def test_there_is_a_group_for_every_kind_and_each_is_tried() -> None:
    """None is forgotten here."""
    tried = {line.partition(":")[0] for _, wanted in SAID.values() for line in wanted}
    assert tried == set(KINDS)


def test_every_kind_of_statement_moves_something_or_is_counted() -> None:
    """So that nothing is passed over; a retraction shows with what it takes back."""
    moving = {"planned", "answered", "agreed", "attached", "released", "witnessed", "waived", "signed", "upgraded"}
    assert moving | MOVES | {"promised"} | set(OTHERS) | {"opened", "retracted"} == set(events.KINDS)


def test_a_move_names_who_said_it_and_when() -> None:
    """The one who spoke last, of that thing."""
    view = since(done(), lambda b: b.fail("2", by="ravi").tick("3"))
    assert [(m.id, m.by, m.at) for m in moves(view)["items"]] == [
        ("kitchen/worktops.sealed", "Ravi Shah", "Tue 1 Dec 2026 08:02"),
        ("kitchen/worktops.level", "Dana Miller", "Tue 1 Dec 2026 08:03"),
    ]


def test_an_answer_that_was_given_before_and_taken_back_says_so() -> None:
    """It stands no more."""
    built = done().fail("2")
    (move,) = moves(since(built, lambda b: b.undo()))["items"]
    assert (move.before, move.after, move.note, move.by) == ("FAILED", "passed", "taken back", "Dana Miller")


def test_a_punch_item_that_was_closed_says_so() -> None:
    """By whoever confirmed it; with the date that moved, and why."""
    built = done().add("Lamp dark", owner="ravi", due="2026-12-02")
    view = since(built, lambda b: b.promise("P1", due="2026-12-03", why="materials").done("P1", by="ravi").verify("P1"))
    (punch,) = moves(view)["punch"]
    assert (punch.before, punch.after, punch.how) == (
        "to be put right: Ravi Shah, before handover",
        "put right and confirmed",
        "closed",
    )
    assert punch.by == "Dana Miller"
    (promise,) = moves(view)["promises"]
    assert (promise.before, promise.after, promise.note) == ("Wed 2 Dec 2026", "Thu 3 Dec 2026", "materials")


def test_the_punch_list_is_called_as_the_trade_calls_it() -> None:
    """In its heading, whatever the JSON calls it."""
    built = job(settings=settings(terminology={"punch item": "snag"})).open(handover="2026-12-04")
    (group,) = since(built, lambda b: b.add("Lamp dark")).groups
    assert (group.kind, group.title) == ("punch", "Snag list")


def test_a_measured_value_and_its_hold_point_are_told() -> None:
    """As people read them."""
    built = job(MEASURED).open(handover="2026-12-04").tick("1", "2", "3=1.5")
    view = since(built, lambda b: b.tick("3=2"))
    assert told(view) == [
        "items: 3 Worktop level in both directions: 1.5 mm, passed -> 2 mm, passed",
    ]
    view = since(built, lambda b: b.release("3"))
    (move,) = moves(view)["releases"]
    assert (move.name, move.before) == ("3", "hold point: not released")
    assert move.after == "hold point: released by Dana Miller, Tue 1 Dec 2026 08:03"


FITTED = """\
checklist: fitted
version: 1
title: Fitted
ask:
  gas: {text: Is there gas?, choice: ["yes", "no"]}
sections:
  - id: rooms
    title: Rooms
    items:
      - {id: clean, text: Left clean, repeat: rooms}
      - {id: tight, text: Gas is tight, when: {fact.gas: "yes"}}
"""


def test_facts_and_units_are_told_by_what_was_asked() -> None:
    """With the items that come and go with them, and of which unit they are."""
    built = job(FITTED).open(handover="2026-12-04", units={"rooms": ("Hall",)}, facts={"gas": "yes"}).tick("1")
    view = since(built, lambda b: b.plan("sold", **{"fact.gas": "no", "unit.rooms.pantry": "Pantry"}).fail("1"))
    assert told(view) == [
        "items: 1 Left clean (Hall): passed -> FAILED",
        "items: 2 Gas is tight: not checked -> not needed (only where gas is yes)",
        "plan: Is there gas?: yes -> no (sold)",
        "plan: rooms:  -> Pantry (sold)",
        "lists: 3 Left clean (Pantry):  -> new",
    ]


def test_a_waiver_that_ended_by_time_moved_without_anybody() -> None:
    """Nobody said anything."""
    built = done().fail("2").waive("2", until="2026-12-02")
    view = since(built, lambda b: b.later(days=3))
    (move,) = moves(view)["waivers"]
    assert (move.before.partition(":")[0], move.after.partition(":")[0], move.by) == ("valid", "expired", "")


def test_both_states_tell_their_verdict_and_counts() -> None:
    """At the same gate."""
    view = since(done(), lambda b: b.fail("2"))
    assert (view.before.verdict, view.before.problems, view.before.count.left) == ("ready", 0, 0)
    assert (view.after.verdict, view.after.problems, view.after.count.left) == ("not ready", 1, 1)
    assert (view.before.said, view.after.said) == ("Tue 1 Dec 2026 08:02", "now")


def test_what_moves_nothing_is_counted() -> None:
    """So that nothing that was said is passed over in silence."""
    view = since(done(), lambda b: b.note("tea").note("cake").contact(text="well").rate(9).found("Scratch"))
    assert view.others == ("2 notes", "1 condition found", "1 contact with the client", "1 rating")


def test_the_state_of_a_revision_is_what_was_signed() -> None:
    """With its letter, its seal, and why the next one began."""
    built = done().sign().fail("2")
    view = diff(revision(built), Point(built.told(), "now"))
    (signoff,) = built.state().signoffs
    assert (view.before.said, view.before.revision, view.before.seal) == ("revision A", "A", signoff.digest)
    assert view.before.verdict == "ready"
    assert view.begins
    assert (view.begins.revision, view.begins.what) == ("B", f"{SEALED} answered again")
    assert told(view) == [
        f"items: {SEALED}: passed -> FAILED",
        "signoffs: Revision A: accepted by Ann Client: stands -> reopened",
    ]


def test_two_revisions_are_compared() -> None:
    """The earlier is superseded by then."""
    built = done().sign().fail("2").tick("2").sign().fail("3")
    view = diff(revision(built), revision(built, "B"))
    assert told(view) == [
        f"items: {SEALED}: passed -> passed (answered again; failed in between)",
        "signoffs: Revision A: accepted by Ann Client: stands -> superseded by revision B",
        "signoffs: Revision B: accepted by Ann Client:  -> stands",
    ]


def late() -> JobBuilder:
    """Dana signs with Ann while a tick of another device, of an earlier time, is still under way."""
    return done().on("bbbb").fail("3", by="ravi").on("aaaa").sign().merge()


def test_what_arrived_after_the_signature_with_an_earlier_time_is_named() -> None:
    """It moved since, whatever its clock says: the signature did not cover it."""
    built = late()
    view = diff(revision(built), Point(built.told(), "now"))
    assert [(each.what, each.by, each.at) for each in view.late] == [
        ("3 Worktop level in both directions: FAILED", "Ravi Shah", "Tue 1 Dec 2026 08:02")
    ]
    assert view.before.exact
    assert [m.name for m in moves(view)["items"]] == ["3"]


def test_a_moment_that_holds_what_a_signature_had_not_seen_is_not_certain() -> None:
    """A record sorts by what clocks said; it does not know when a line arrived."""
    built = late()
    now = "2026-12-01T08:03:30Z"
    view = diff(Point(then(built, heads.until(built.events(), now), now)), Point(built.told(), "now"))
    assert not view.before.exact
    (remark,) = view.remarks
    assert remark == (
        "1 statement bears an earlier time than revision A and had not come from another device when it was signed: "
        "what was known by Tue 1 Dec 2026 08:03 was less"
    )


def test_a_line_that_follows_a_later_one_is_not_counted_before_it() -> None:
    """A clock that was set back cannot put an answer before what it answers."""
    built = done().later(hours=2).note("clock ahead").later(hours=-2).fail("2")
    now = "2026-12-01T09:00:00Z"
    view = diff(Point(then(built, heads.until(built.events(), now), now)), Point(built.told(), "now"))
    assert [m.name for m in moves(view)["items"]] == ["2"]
    assert view.remarks == (
        "1 statement bears an earlier time than Tue 1 Dec 2026 09:00 and follows a later one: not counted before that",
    )


def test_a_signed_state_of_which_lines_are_lost_says_so() -> None:
    """It is not shown as if it were whole."""
    built = done().on("bbbb").tick("3").on("aaaa").merge().sign()
    built.fail("2")
    kept = [e for e in built.events() if e.log != "bbbb"]
    state = then(built, kept, utc(built.now))
    (signed,) = [e for e in kept if isinstance(e.body, Signed)]
    held = cut.signed(signed, kept)
    assert held.absent == 1
    before = Point(then(built, held.events, signed.at), "revision A", state.state.signoffs[0], held)
    view = diff(before, Point(state, "now"))
    assert not view.before.exact
    assert view.remarks == (
        "1 line that was signed with revision A cannot be found in the record: it is not whole here",
    )


def test_settings_that_were_changed_since_the_signature_are_a_doubt() -> None:
    """The rules of then are not in the record."""
    built = done().sign()
    built.settings = settings(digest="other")
    view = diff(revision(built), Point(built.told(), "now"))
    assert view.remarks == ("qcheck.yaml was changed since revision A was signed: it is judged by the rules of now",)
    assert not view.before.exact


def test_a_state_against_itself_moves_nothing() -> None:
    """As-of the present is now."""
    built = late().add("Lamp dark").waive("3", by="dana")
    now = utc(built.now)
    present = then(built, heads.until(built.events(), now), now)
    assert replace(present, context=built.context()) == built.told()
    assert diff(Point(present), Point(built.told(), "now")).groups == ()
