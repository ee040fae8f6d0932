"""Sign-off: a person's statement over an exact state of the record, and what makes it stale."""

from collections.abc import Callable

import pytest

from builder import JobBuilder, job
from qcheck.core.act import sign as signing
from qcheck.core.act.actor import Refusal
from qcheck.core.act.sign import seal, seal_digest
from qcheck.core.gates import current
from qcheck.model.event import Outcome, Signed
from qcheck.model.state import SignOff

RESERVED: Outcome = "accepted_with_reservations"


def done() -> JobBuilder:
    """A kitchen that is ready for handover."""
    return job().open(handover="2026-12-04").tick("1", "2", "3", "4")


def waived() -> JobBuilder:
    """A kitchen that is ready but for the joints (2), which Olga waived."""
    return job().open(handover="2026-12-04").tick("1", "3", "4").fail("2").waive("2", reason="silicone still soft")


def sign(
    built: JobBuilder,
    outcome: Outcome = "accepted",
    reservations: tuple[str, ...] = (),
    person: str = "Ann Client",
    gate: str = "handover",
    comment: str = "",
) -> JobBuilder:
    """The client's word over the job as it is."""
    state = built.state(built.at)
    said = signing.Statement(outcome, person, reservations=reservations, comment=comment)
    over = seal(state, "settings", b"view")
    return built.say(signing.sign(state, built.findings(signing=True), gate, said, over, built.actor()))


def signoffs(built: JobBuilder) -> list[SignOff]:
    """All signatures, oldest first."""
    return list(built.state().signoffs)


def stale(built: JobBuilder) -> list[bool]:
    """For every signature whether what it was given for has changed."""
    return [bool(s.stale_by) for s in signoffs(built)]


def test_a_signature_keeps_person_role_outcome_and_comment() -> None:
    """As they were said."""
    (signed,) = signoffs(sign(done(), comment="lovely"))
    assert (signed.person, signed.role, signed.outcome, signed.comment) == (
        "Ann Client",
        "client",
        "accepted",
        "lovely",
    )
    assert (signed.gate, signed.revision, signed.current, signed.by) == ("handover", "A", True, "dana")


def test_what_was_waived_cannot_be_accepted_without_reservation() -> None:
    """The refusal names the exception and what to record instead."""
    assert sign(waived()).refusal == Refusal(
        "It goes out with exceptions, so it cannot be accepted without reservation:\n"
        "  Joints sealed, no visible gap (waived: silicone still soft)",
        "Record it as accepted-with-reservations.",
    )


def test_reservations_cannot_be_accepted_without_reservation() -> None:
    """Either there are some or there are not."""
    assert sign(done(), reservations=("scratch",)).refusal == Refusal(
        "It goes out with exceptions, so it cannot be accepted without reservation:\n  the client's reservations",
        "Record it as accepted-with-reservations.",
    )


@pytest.mark.parametrize("outcome", ["refused", "unsigned"])
@pytest.mark.parametrize("built", [done, waived], ids=["ready", "waived"])
def test_reservations_without_an_acceptance_are_refused(outcome: Outcome, built: Callable[[], JobBuilder]) -> None:
    """They would be lost: only an acceptance is given with reservations."""
    signed = sign(built(), outcome, ("scratch on the plinth",))
    assert signed.refusal == Refusal(
        "Reservations go with an acceptance.", 'What the client says otherwise: --comment "…"'
    )
    assert signoffs(signed) == []


def test_what_was_waived_becomes_a_reservation_by_itself() -> None:
    """Before the client's own ones; it keeps its subject, so that finishing it later is no surprise."""
    built = sign(waived(), RESERVED, ("scratch on the plinth",))
    (signed,) = signoffs(built)
    (scratch,) = built.state().punch
    assert [(r.text, r.subject) for r in signed.reservations] == [
        ("Joints sealed, no visible gap (waived: silicone still soft)", "kitchen/worktops.sealed"),
        ("scratch on the plinth", scratch.subject),
    ]


def test_a_reservation_in_the_clients_own_words_becomes_a_punch_item() -> None:
    """Put right after the handover, pointed out by the client; it takes back no signature, nor that of a part."""
    built = sign(done(), RESERVED, ("scratch on the plinth", "bell too faint"))
    assert [(p.text, p.category, p.client, p.standing) for p in built.state().punch] == [
        ("scratch on the plinth", "B", True, "open"),
        ("bell too faint", "B", True, "open"),
    ]
    assert built.state().signoffs[0].stale_by == ()
    assert ("punch-open", "block") in {(f.code, f.severity) for f in built.findings(gate="closeout")}
    built.done("P1", "P2", by="ravi").verify("P1", "P2", client=True)
    assert "punch-open" not in {f.code for f in built.findings(gate="closeout")}
    assert sign(done(), "refused", ("scratch",)).state().punch == ()


def test_accepting_with_reservations_needs_one() -> None:
    """The words mean something."""
    assert sign(done(), RESERVED).refusal == Refusal(
        "No reservation was given.", 'Say which: --reservation "scratch on the plinth, to be replaced"'
    )


@pytest.mark.parametrize("outcome", ["accepted", RESERVED, "refused"])
def test_a_signature_needs_the_name_of_a_person(outcome: Outcome) -> None:
    """Nobody in particular cannot accept or refuse anything."""
    reservations = ("scratch",) if outcome == RESERVED else ()
    assert sign(done(), outcome, reservations, person="").refusal == Refusal(
        "A sign-off needs the name of the person who gives it.", 'For example: --name "Ann Client" --role client'
    )


def test_nobody_needs_to_be_named_where_nobody_was_there() -> None:
    """The job was handed over unsigned, which releases nothing."""
    built = sign(done(), "unsigned", person="")
    assert [(s.outcome, s.person) for s in signoffs(built)] == [("unsigned", "")]
    assert current(built.state(), built.settings.gates) == "handover"


@pytest.mark.parametrize("outcome", ["refused", "unsigned"])
@pytest.mark.parametrize("built", [done, waived, lambda: job().open()], ids=["ready", "waived", "not ready"])
def test_a_refusal_and_an_absence_can_always_be_recorded(outcome: Outcome, built: Callable[[], JobBuilder]) -> None:
    """Whatever state the job is in, and neither has reservations."""
    assert [(s.outcome, s.reservations) for s in signoffs(sign(built(), outcome))] == [(outcome, ())]


def test_acceptance_releases_the_gate_and_a_refusal_does_not() -> None:
    """The job then stands before the next gate."""
    assert current(sign(done()).state(), done().settings.gates) == "closeout"
    assert current(sign(waived(), RESERVED).state(), done().settings.gates) == "closeout"
    assert current(sign(done(), "refused").state(), done().settings.gates) == "handover"


def test_a_new_signature_takes_the_place_of_the_one_before() -> None:
    """The earlier one stays on record, no longer current."""
    built = sign(sign(done(), "refused"))
    assert [(s.outcome, s.current) for s in signoffs(built)] == [("refused", False), ("accepted", True)]
    assert built.codes() == []


def test_revisions_go_from_a_to_z_and_on_with_two_letters() -> None:
    """A, B, … Z, AA, AB."""
    built = done()
    for _ in range(28):
        sign(built, "unsigned", person="")
    letters = [s.revision for s in signoffs(built)]
    assert (letters[:3], letters[24:]) == (["A", "B", "C"], ["Y", "Z", "AA", "AB"])


def test_every_gate_counts_its_own_revisions() -> None:
    """The first signature at closeout is its revision A."""
    built = sign(sign(done()), gate="closeout")
    assert [(s.gate, s.revision) for s in signoffs(built)] == [("handover", "A"), ("closeout", "A")]
    assert [s.current for s in signoffs(built)] == [True, True]


def test_the_seal_covers_the_end_of_every_log() -> None:
    """One head a device, its last statement."""
    built = done().on("bbbb").note("rang the bell").merge()
    ends = {name: (device.prev,) for name, device in built.devices.items()}
    assert seal(built.state(), "settings", b"view").heads == ends


def test_the_seal_differs_with_plan_policy_view_and_record() -> None:
    """Any of them changed is another state; the same state has the same seal."""
    first = seal_digest(seal(done().state(), "settings", b"view"))
    assert first == seal_digest(seal(done().state(), "settings", b"view"))
    others = [
        seal(done().state(), "other settings", b"view"),
        seal(done().state(), "settings", b"other view"),
        seal(done().note("rang the bell").state(), "settings", b"view"),
        seal(done().plan("late", handover="2026-12-07").state(), "settings", b"view"),
    ]
    assert len({first, *map(seal_digest, others)}) == 5
    assert len({seal(done().state(), "settings", b"view").plan, others[3].plan}) == 2


def test_a_signature_says_which_seal_it_is_given_over() -> None:
    """The digest in the event is that of the seal in the event."""
    body = sign(done()).events()[-1].body
    assert isinstance(body, Signed)
    assert body.digest == seal_digest(body.seal)
    assert body.seal.pins == ("d" * 64,)


REOPENING: dict[str, Callable[[JobBuilder], JobBuilder]] = {
    "an answer": lambda b: b.fail("2"),
    "the same answer again": lambda b: b.tick("2"),
    "an answer to what was due by an earlier gate": lambda b: b.tick("1"),
    "a change of the plan": lambda b: b.plan("late", handover="2026-12-07"),
    "a promise": lambda b: b.plan(**{"scope.oak": "oak handles"}),
}
HARMLESS: dict[str, Callable[[JobBuilder], JobBuilder]] = {
    "nothing": lambda b: b,
    "a note about an item": lambda b: b.note("scratched", "2"),
    "a note about the job": lambda b: b.note("rang the bell"),
    "an answer to what is due by a later gate": lambda b: b.tick("5"),
    "an answer that was taken back": lambda b: b.fail("2").undo(),
    "a correction of the client's name or address": lambda b: b.plan("new name", client="d" * 64),
    "a correction of the client that was taken back": lambda b: b.plan(client="d" * 64).undo(),
    "a changed plan that was taken back": lambda b: b.plan("late", handover="2026-12-07").undo(),
    "time": lambda b: b.later(days=400),
}


@pytest.mark.parametrize("change", REOPENING.values(), ids=REOPENING.keys())
def test_a_signature_becomes_stale_by(change: Callable[[JobBuilder], JobBuilder]) -> None:
    """What was signed for is not so any more, and the gate shuts again."""
    built = change(sign(done()))
    assert stale(built) == [True]
    assert current(built.state(), built.settings.gates) == "handover"


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS.keys())
def test_a_signature_does_not_become_stale_by(change: Callable[[JobBuilder], JobBuilder]) -> None:
    """What was signed for stands."""
    built = change(sign(done()))
    assert stale(built) == [False]
    assert current(built.state(), built.settings.gates) == "closeout"


def test_a_waiver_does_not_make_a_signature_stale() -> None:
    """It permits something; it changes nothing of what was signed."""
    built = sign(waived(), RESERVED).waive("5", approver="olga")
    assert built.refusal is not None
    built.gate = "closeout"
    assert built.waive("5").refusal is None
    assert stale(built) == [False]


def test_finishing_a_reservation_does_not_make_a_signature_stale() -> None:
    """That is what it was reserved for; anything else still does."""
    built = sign(waived(), RESERVED).tick("2")
    assert stale(built) == [False]
    assert stale(built.fail("3")) == [True]


def test_an_answer_that_another_device_gave_before_makes_a_signature_stale_when_it_arrives() -> None:
    """The client did not see it: the seal's heads decide, not the clock."""
    built = done().on("bbbb").fail("2", by="ravi").on("aaaa")
    sign(built)
    assert stale(built) == [True]


def test_taking_back_what_was_signed_for_makes_the_signature_stale() -> None:
    """A retraction that another device made, having seen no signature."""
    built = done().on("bbbb").on("aaaa")
    sign(built).on("bbbb").undo()
    assert built.refusal is None
    assert stale(built) == [True]


def test_signing_again_settles_a_stale_signature() -> None:
    """The new one was given over the state as it is now; of the one that it replaced nobody asks any more."""
    built = sign(sign(done()).fail("2").tick("2"))
    assert [(s.revision, s.current, bool(s.stale_by)) for s in signoffs(built)] == [
        ("A", False, False),
        ("B", True, False),
    ]
    assert built.codes() == []


def test_a_signature_cannot_be_undone() -> None:
    """It is the client's."""
    assert sign(done()).undo().refusal == Refusal(
        "A sign-off cannot be undone.", "Nothing in a record is removed; say what holds now instead."
    )


def test_what_was_signed_for_cannot_be_undone_on_the_same_device() -> None:
    """Answering again can; that shows as what it is."""
    built = done().tick("5", by="ravi")
    assert sign(built).undo(by="ravi").refusal == Refusal(
        "Dana Miller has built on it since (signed Tue 1 Dec 2026 08:03).", "Answer again instead: tick, fail or na."
    )


def test_signatures_on_two_devices_both_stand_and_are_both_shown() -> None:
    """Neither saw the other, so neither replaced it."""
    built = done().on("bbbb").on("aaaa")
    sign(built)
    sign(built.on("bbbb"), "refused")
    assert [(s.outcome, s.current) for s in signoffs(built)] == [("accepted", True), ("refused", True)]
    assert built.codes() == [("handover-refused", "gate/handover")]


def test_that_nobody_was_there_ends_no_acceptance() -> None:
    """What the client signed and has changed since stays to be signed again by the client."""
    built = sign(sign(done()).fail("2").tick("2"), "unsigned", person="")
    assert built.refusal is None
    assert [(s.outcome, s.current, bool(s.stale_by)) for s in signoffs(built)] == [
        ("accepted", True, True),
        ("unsigned", True, False),
    ]
    assert ("signoff-stale", "gate/handover") in built.codes()


def test_a_punch_item_that_reopens_a_signature_is_named_as_people_name_it() -> None:
    """Not by what the record calls it."""
    built = job().open(handover="2026-12-04").tick("1", "2", "3", "4").sign().add("Lamp dark in the hall")
    (stale,) = (f for f in built.findings(gate="handover") if f.code == "signoff-stale")
    assert stale.args["what"] == "P1 Lamp dark in the hall raised"
