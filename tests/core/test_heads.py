"""Heads: what still speaks, what was replaced or taken back, and what counted at an instant."""

import pytest
from msgspec.structs import replace

from qcheck.core import heads
from qcheck.model.event import Attached, Body, Event, Noted, Opened, Released, Retracted, Seal, Signed, Waived
from qcheck.model.place import Place


def _event(ident: str, *replaces: str, prev: str = "", at: str = "10:00", body: Body | None = None) -> Event:
    said = body or Noted(ident)
    return Event(
        about="job",
        at=f"2026-12-01T{at}:00Z",
        batch="b",
        body=said,
        by="dana",
        did="dana",
        done_at="",
        id=ident,
        kind="retracted" if isinstance(said, Retracted) else "noted",
        prev=prev,
        replaces=replaces,
        seq=1,
        log="aaaa",
        place=Place("aaaa.jsonl", 1),
    )


def _live(*events: Event) -> set[str]:
    retracted = heads.retractions(events)
    return {e.id for e in events} - retracted - heads.superseded(events, retracted)


def _retraction(ident: str, of: str) -> Event:
    return _event(ident, of, body=Retracted(of))


def test_what_was_replaced_no_longer_speaks() -> None:
    """The last of a row is the only head."""
    assert _live(_event("1"), _event("2", "1"), _event("3", "2")) == {"3"}


def test_what_was_said_without_seeing_each_other_both_speaks() -> None:
    """Two answers to the same one are two heads, until a third one names both."""
    both = (_event("1"), _event("2", "1"), _event("3", "1"))
    assert _live(*both) == {"2", "3"}
    assert _live(*both, _event("4", "2", "3")) == {"4"}


def test_taking_the_last_word_back_gives_the_word_before_it_back() -> None:
    """A retraction takes away the replacement with what it said."""
    assert _live(_event("1"), _event("2", "1"), _retraction("r", "2")) == {"1", "r"}


def test_a_late_retraction_revives_nothing_that_its_successor_answered() -> None:
    """The middle of a row is taken back on a device that had not seen its end: the end still speaks alone."""
    row = (_event("1"), _event("2", "1"), _event("3", "2"))
    assert _live(*row, _retraction("r", "2")) == {"3", "r"}
    assert _live(*row, _retraction("r", "1")) == {"3", "r"}


def test_a_row_taken_back_from_its_end_gives_each_word_back() -> None:
    """Undo after undo goes back step by step."""
    row = (_event("1"), _event("2", "1"), _event("3", "2"), _retraction("r", "3"))
    assert _live(*row) == {"2", "r"}
    assert _live(*row, _retraction("q", "2")) == {"1", "r", "q"}


def test_a_retraction_is_never_taken_back() -> None:
    """Taking back a retraction changes nothing: one says it again instead."""
    row = (_event("1"), _retraction("r", "1"), _retraction("q", "r"))
    assert heads.retractions(row) == {"1"}
    assert _live(*row) == {"r", "q"}


def test_a_retraction_of_what_is_not_there_changes_nothing() -> None:
    """A line of a log that is lost may have been taken back; the rest stands."""
    assert _live(_event("1"), _retraction("r", "lost")) == {"1", "r"}


def test_ancestors_are_the_chains_that_end_in_the_heads() -> None:
    """A signature covers its heads and all lines before them, and nothing beside or after them."""
    events = {e.id: e for e in (_event("1"), _event("2", prev="1"), _event("3", prev="2"), _event("x"))}
    assert heads.ancestors(["2"], events) & set(events) == {"1", "2"}
    assert heads.ancestors([], events) == set()


def test_only_what_was_said_by_then_counts() -> None:
    """The instant itself is included."""
    events = [_event("1", at="09:00"), _event("2", prev="1", at="10:00"), _event("3", prev="2", at="11:00")]
    assert [e.id for e in heads.until(events, "2026-12-01T10:00:00Z")] == ["1", "2"]
    assert heads.until(events, "2026-12-01T08:59:59Z") == []


def test_an_answer_does_not_count_before_what_it_answers() -> None:
    """A slow clock dates an answer before what it replaces: it counts from then on, not earlier."""
    events = [_event("1", at="11:00"), _event("2", "1", at="09:00")]
    assert heads.until(events, "2026-12-01T10:00:00Z") == []
    assert [e.id for e in heads.until(events, "2026-12-01T11:00:00Z")] == ["1", "2"]


def test_a_line_does_not_count_before_the_line_before_it() -> None:
    """A clock that was set back in the middle of a log keeps the order of the log."""
    events = [_event("1", at="09:00"), _event("2", prev="1", at="12:00"), _event("3", prev="2", at="10:00")]
    assert [e.id for e in heads.until(events, "2026-12-01T10:30:00Z")] == ["1"]


def test_a_retraction_does_not_count_before_what_it_takes_back() -> None:
    """An as-of cut between the two shows the statement as it stood."""
    events = [_event("1", at="09:00"), _event("r", "1", at="12:00", body=Retracted("1"))]
    assert [e.id for e in heads.until(events, "2026-12-01T10:00:00Z")] == ["1"]


def test_what_names_lost_lines_counts_by_its_own_time() -> None:
    """A missing line neither hides what follows it nor raises."""
    events = [_event("2", "lost", prev="gone", at="09:00")]
    assert [e.id for e in heads.until(events, "2026-12-01T09:00:00Z")] == ["2"]


def test_a_ring_of_replacements_neither_hangs_nor_raises() -> None:
    """No real digests can make one, but a forged record must not stop anybody."""
    ring = [_event("1", "2", at="09:00"), _event("2", "1", at="11:00")]
    assert _live(*ring) == set()
    assert {e.id for e in heads.until(ring, "2026-12-01T12:00:00Z")} == {"1", "2"}


def test_a_doubled_line_keeps_all_its_places_in_a_cut() -> None:
    """The fold takes the first of them, as it does without a cut."""
    first = _event("1", at="09:00")
    again = replace(first, place=Place("aaaa.jsonl", 9))
    assert heads.until([first, again], "2026-12-01T10:00:00Z") == [first, again]


@pytest.mark.parametrize(
    "body",
    [
        Waived("item-failed", ("1",), "agreed", "olga", "2027-01-31"),
        Released(heads=("1",)),
        Attached((), ("1",)),
        Signed(
            gate="handover",
            outcome="accepted",
            person="Ann",
            role="client",
            revision="A",
            seal=Seal({"bbbb": ("1",)}, "p", (), "s", "v"),
            digest="d",
        ),
    ],
    ids=lambda body: type(body).__name__,
)
def test_what_was_said_over_a_statement_does_not_count_before_it(body: Body) -> None:
    """A signature, a waiver, a release or evidence stands with what it was given over, whatever the clocks said."""
    events = [_event("1", at="11:00"), _event("2", at="09:00", body=body)]
    assert heads.until(events, "2026-12-01T10:00:00Z") == []
    assert [e.id for e in heads.until(events, "2026-12-01T11:00:00Z")] == ["1", "2"]


def test_nothing_counts_before_the_job_was_opened() -> None:
    """Also if the first line of another device names nothing, and its clock is slow."""
    events = [_event("1", at="11:00", body=Opened("Elm Street kitchen", ())), _event("2", at="09:00")]
    assert heads.until(events, "2026-12-01T10:00:00Z") == []
    assert [e.id for e in heads.until(events, "2026-12-01T11:00:00Z")] == ["1", "2"]
