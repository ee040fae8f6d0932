"""Removal: what was removed on request is named for good, and the record holds without it."""

import pytest

import punchlines
import removedlines
from builder import JobBuilder, job, parsed
from qcheck.core import logs, removed
from qcheck.core.act import forget as act
from qcheck.core.act.actor import Refusal
from qcheck.core.fold import fold
from qcheck.core.views import parts
from qcheck.core.views.log import log
from qcheck.model.event import Forgotten, Kept, Retracted
from qcheck.model.place import Place
from qcheck.model.view import ClientView

CLIENT, OTHER = "c" * 64, "b" * 64
PHOTO = Kept("7" * 64, "gate.jpg", 4321, "jpg")
PAPER = Kept("8" * 64, "certificate.pdf", 99, "pdf", "file")


def _kitchen() -> JobBuilder:
    """A job that names a client, a photo and a file."""
    return job().open(client=CLIENT).tick("sealed", kept=(PHOTO, PAPER))


def _forget(built: JobBuilder, reason: str = "client asked", *, photos: bool = True) -> JobBuilder:
    return built.say(act.forget(built.state(), reason, built.actor(), photos=photos))


def test_the_frozen_record_of_a_removal_replays_for_ever() -> None:
    """What was removed, by whom and why, and the answer that the photo belonged to."""
    said, problems = logs.read("".join(f"{line}\n" for line in removedlines.RECORD).encode(), "aaaa", "aaaa.jsonl")
    state = fold("elm", Place("jobs/elm"), {"d" * 64: parsed(punchlines.FENCE)}, said)
    assert problems == []
    assert [(r.private, r.evidence, r.reason, r.by, r.at) for r in state.removals] == [
        ((CLIENT,), (PHOTO.digest,), "client asked", "olga", "2026-12-01T08:02:00Z"),
        ((), (), "asked again", "olga", "2026-12-01T08:03:00Z"),
    ]
    assert [(i.standing, [k.name for k in i.heads[0].kept]) for i in state.items] == [("pass", ["gate.jpg"])]


def test_all_data_and_photos_that_the_record_ever_named_are_named_as_removed() -> None:
    """Corrected data too, and no file: a certificate is no photo."""
    built = _kitchen().plan("corrected", client=OTHER)
    assert _forget(built).state().removals[0].private == (CLIENT, OTHER)
    assert built.state().removals[0].evidence == (PHOTO.digest,)


def test_without_photos_only_the_clients_data_is_named() -> None:
    """Photos are removed where that was asked for."""
    assert _forget(_kitchen(), photos=False).state().removals[0].evidence == ()


def test_what_was_named_once_is_not_named_again() -> None:
    """A second removal says only what is new, and nothing where nothing is."""
    built = _forget(_kitchen(), photos=False)
    assert act.forget(built.state(), "", built.actor(), photos=False) == []
    assert _forget(built).state().removals[1].private == ()
    assert built.state().removals[1].evidence == (PHOTO.digest,)


def test_a_removal_needs_a_reason() -> None:
    """It stays in the record."""
    built = _kitchen()
    assert act.forget(built.state(), " \n", built.actor(), photos=True) == Refusal(
        "It needs a reason, which stays in the record.", 'Say why, without names: --why "client asked"'
    )


def test_a_removal_cannot_be_undone() -> None:
    """What is gone is gone, whatever a line says."""
    built = _forget(_kitchen())
    assert built.undo().refusal == Refusal(
        "What was removed on request cannot be brought back.",
        "Nothing in a record is removed; say what holds now instead.",
    )
    ident = built.state().removals[0].event
    built.say([built.actor().draft("job", "retracted", Retracted(ident), (ident,))])
    assert [r.event for r in built.state().removals] == [ident]
    assert removed.private(built.state().events) == {CLIENT}


def test_a_removal_takes_back_no_signature() -> None:
    """What was signed for was as it was signed."""
    built = job().open(client=CLIENT, handover="2026-12-04").tick("1-4").sign()
    assert built.state().signoffs[0].outcome == "accepted"
    assert _forget(built).state().signoffs[0].stale_by == ()


def test_the_log_and_the_head_of_a_page_tell_of_a_removal() -> None:
    """In words, with the time."""
    built = _forget(_kitchen())
    assert log(built.told()).entries[-1].what == "removed on request: the client's data and 1 photo (client asked)"
    assert parts.job(built.told()).client == ClientView(removed="Tue 1 Dec 2026 08:02")
    assert parts.job(built.plan("corrected", client=OTHER).told()).client == ClientView()


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (Forgotten("r", (CLIENT,)), "the client's data"),
        (Forgotten("r", (), ("7" * 64, "8" * 64)), "2 photos"),
        (Forgotten("r"), "nothing"),
    ],
    ids=["client", "photos", "nothing"],
)
def test_what_was_removed_is_told_in_words(body: Forgotten, words: str) -> None:
    """By number."""
    assert removed.what(body.private, body.evidence) == words


def test_a_removal_that_names_no_digest_is_not_understood() -> None:
    """It could be any file's name."""
    built = _kitchen()
    built.say([built.actor().draft("job", "forgotten", Forgotten("r", ("../secret",)))])
    assert (built.state().events[-1].kind, built.state().events[-1].body) == ("forgotten", None)
    assert built.state().removals == ()
