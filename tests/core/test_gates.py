"""Gates: their order, and which one a job stands before."""

import pytest

from builder import JobBuilder, job, settings
from qcheck.core.act import sign as signing
from qcheck.core.act.actor import Refusal
from qcheck.core.figures import reception
from qcheck.core.gates import awaited, current, due, order, released
from qcheck.core.silence import handed_over, heard
from qcheck.model.settings import DEFAULT_GATES


@pytest.mark.parametrize(
    ("item", "gate", "expected"),
    [
        ("start", "start", True),
        ("start", "handover", True),
        ("handover", "start", False),
        ("handover", "handover", True),
        ("handover", "closeout", True),
        ("closeout", "handover", False),
    ],
)
def test_an_item_is_due_by_its_gate_and_every_later_one(item: str, gate: str, expected: bool) -> None:
    """Passing a gate means that everything before it is done too."""
    assert due(item, gate, DEFAULT_GATES) is expected


def test_an_item_of_a_gate_that_is_gone_is_due_first() -> None:
    """A pinned list may name a gate that the settings lost: its items are never overlooked."""
    assert order("delivery", DEFAULT_GATES) == 0
    assert due("delivery", "start", DEFAULT_GATES)


def test_a_job_stands_before_handover_until_it_is_released() -> None:
    """What is due by earlier gates is asked for along with it."""
    state = job().open().state()
    assert current(state, DEFAULT_GATES) == "handover"
    assert not released(state, "handover")


def test_gates_may_have_other_names_around_handover() -> None:
    """And handover may be the last."""
    assert current(job().open().state(), ("survey", "fit", "handover")) == "handover"


BOTH = settings(policy={"signatures": ("client", "lead")})


def ready() -> JobBuilder:
    """A kitchen that is ready, in a firm where the client and the lead sign."""
    return job(settings=BOTH).open(handover="2026-12-04").tick("1", "2", "3", "4")


def test_a_gate_that_several_roles_sign_is_released_when_all_of_them_have() -> None:
    """In any order; until then it is known whose signature is awaited."""
    built = ready().sign(person="Dana Miller", role="lead")
    assert (released(built.state(), "handover"), awaited(built.state(), "handover")) == (False, ("client",))
    built.sign()
    assert (released(built.state(), "handover"), awaited(built.state(), "handover")) == (True, ())
    assert current(built.state(), DEFAULT_GATES) == "closeout"


def test_signatures_of_two_devices_over_different_states_release_nothing() -> None:
    """What changed on one after the other signed is not what the other signed."""
    built = ready().on("bbbb").on("aaaa").sign(person="Dana Miller", role="lead")
    built.on("bbbb").tick("2").sign().merge()
    assert (released(built.state(), "handover"), awaited(built.state(), "handover")) == (False, ("lead",))


def test_the_clients_reservations_do_not_reopen_what_the_lead_signed() -> None:
    """They are known to both, and put right after the handover."""
    built = ready().sign(person="Dana Miller", role="lead")
    said = signing.Statement("accepted_with_reservations", "Ann Client", reservations=("scratch on the plinth",))
    over = signing.seal(built.state(), "settings", b"view")
    built.say(signing.sign(built.state(), built.findings(signing=True), "handover", said, over, built.actor()))
    assert released(built.state(), "handover")


def test_the_clients_word_is_told_from_the_leads() -> None:
    """Speaking to the client, how they first took it, and when they took it over are theirs, whoever signed before."""
    built = ready().later(days=1).sign(person="Dana Miller", role="lead")
    opened = built.state().opened
    assert heard(built.state()).at == opened
    assert reception.handed_over(built.state()) is None
    built.sign()
    state = built.state()
    client = state.signoffs[-1]
    assert heard(state).at == client.at
    assert reception.handed_over(state) == handed_over(state) == client


def test_a_policy_without_the_client_takes_every_signature_for_their_word() -> None:
    """And one signature of another role than those does not release."""
    inner = settings(policy={"signatures": ("office",)})
    built = job(settings=inner).open(handover="2026-12-04").tick("1", "2", "3", "4")
    assert built.sign().refusal == Refusal(
        "client: this role signs nothing here; those that do are office.", "Say which it is: --role office"
    )
    built.sign(person="Olga Petrova", role="office")
    assert released(built.state(), "handover")
    assert handed_over(built.state()) is not None
