"""The punch list for print, and what a punch item's view tells of its life."""

import pytest

from builder import JobBuilder, job
from qcheck.core.act import contact, moves
from qcheck.core.act.sign import PUT_OFF
from qcheck.core.views.punch import punch
from qcheck.core.views.punchlist import By, punch_list
from qcheck.core.views.signoff import signoff
from qcheck.model.punchevent import Contacted, Verified
from qcheck.model.punchview import PunchView
from render.punched import NEAR, RIGHT, punched, say, signed


def headings(built: JobBuilder, by: By) -> list[tuple[str, list[str], int]]:
    """The groups of a list: heading, names of the items, how many are overdue."""
    groups = punch_list(built.told(), by).groups
    assert all(group.open == len(group.items) for group in groups)
    return [(group.title, [item.name for item in group.items], group.overdue) for group in groups]


def one(built: JobBuilder, name: str) -> PunchView:
    """A punch item as a page shows it."""
    return next(view for view in punch(built.told(), year=True) if view.name == name)


def test_by_person_each_stands_under_who_has_to_act() -> None:
    """What is due first stands first; whoever did it does not stand above what others have to confirm."""
    assert headings(punched(), "person") == [
        ("Dana Miller", ["P6", "P3", "P4"], 0),
        ("Ravi Shah", ["P2", "P1"], 1),
    ]


def test_by_place_the_parts_of_a_place_stand_together() -> None:
    """In any case of its letters; what names no place comes last."""
    assert headings(punched(), "place") == [
        ("Kitchen", ["P2", "P1"], 1),
        ("Pantry", ["P4"], 0),
        ("No place named", ["P6", "P3"], 0),
    ]


def test_by_trade_what_names_none_comes_last() -> None:
    """A heading begins with a capital."""
    assert headings(punched(), "trade") == [("Joinery", ["P1", "P3"], 0), ("No trade named", ["P2", "P6", "P4"], 1)]


def test_the_client_is_a_heading_where_it_is_theirs_to_say() -> None:
    """A complaint that was made good waits on them."""
    built = punched().done("P6", by="dana")
    assert [title for title, _, _ in headings(built, "person")] == ["Dana Miller", "Ravi Shah", "The client"]


def test_a_list_counts_and_holds_what_is_closed_only_where_it_is_asked_for() -> None:
    """Nothing is left out in silence."""
    view, everything = (punch_list(punched().told(), "person", everything=each) for each in (False, True))
    assert (view.open, view.overdue, view.complaints, view.closed, view.done) == (5, 1, 1, 1, ())
    assert [item.name for item in everything.done] == ["P5"]
    assert everything.groups == view.groups


def test_what_only_its_doer_confirmed_is_not_closed() -> None:
    """Somebody else has still to look."""
    built = job().open().add("Hinge squeaks", owner="ravi").done("P1", by="ravi")
    built.raw(built.state().punch[0].subject, Verified(), by="ravi")
    view = one(built, "P1")
    assert (view.standing, view.closed, view.waiting_on) == ("verified", False, "Dana Miller")
    assert headings(built, "person") == [("Dana Miller", ["P1"], 0)]


def test_a_page_tells_dates_with_their_year() -> None:
    """It is read again years later; a terminal leaves this year out."""
    view = one(punched(), "P1")
    assert (view.due, view.first_due, view.overdue) == ("Wed 9 Dec 2026", "Thu 3 Dec 2026", False)
    assert view.awaits == "oak front (PO-4711), Tue 8 Dec 2026"
    assert next(v.due for v in punch(punched().told()) if v.name == "P1") == "Wed 9 Dec"


def test_a_punch_item_says_why_it_stands_as_it_does() -> None:
    """The reason of who disputed it or sent it back last, while it stands so."""
    assert one(punched(), "P4").because == "was there before"
    assert one(punched(), "P5").because == ""
    assert one(punched().reject("P3", note="too short"), "P3").because == "too short"


def test_who_put_it_right_and_who_confirmed_it_are_named() -> None:
    """With the time of each; of what was sent back neither."""
    view = one(punched(), "P5")
    assert (view.done_by, view.done_at) == ("Ravi Shah", "Tue 1 Dec 2026 08:16")
    assert (view.verified_by, view.verified_at) == ("Dana Miller", "Tue 1 Dec 2026 08:17")
    back = one(punched().reject("P3", note="too short"), "P3")
    assert (back.done_by, back.done_at, back.verified_by) == ("", "", "")


def test_photos_of_what_was_sent_back_do_not_show_it_put_right() -> None:
    """Only those of the work that stands."""
    view = one(punched(), "P5")
    assert [photo.digest for photo in view.evidence] == [NEAR.digest]
    assert [photo.digest for photo in view.done_evidence] == [RIGHT.digest]


def steps(view: PunchView) -> list[tuple[str, bool, str]]:
    """The course of a complaint."""
    return [(step.step, step.done, step.said) for step in view.course]


def test_the_course_of_a_complaint_says_what_is_done_and_what_is_not_yet() -> None:
    """Five steps in their order; nothing but a complaint has one."""
    assert steps(one(punched(), "P6")) == [
        ("Acknowledged", True, "Tue 1 Dec 2026 08:08, Dana Miller"),
        ("In the hands of", True, "Dana Miller"),
        ("Promised for", True, "Wed 9 Dec 2026"),
        ("Made good", False, "not yet"),
        ("Confirmed", False, "not yet"),
    ]
    assert steps(one(punched(), "P1")) == []


def test_a_complaint_that_nobody_took_up_says_so() -> None:
    """At every step."""
    assert steps(one(job().open().add("Drawer sticks", complaint=True), "P1")) == [
        ("Acknowledged", False, "not yet"),
        ("In the hands of", False, "nobody by name yet"),
        ("Promised for", False, "no date yet"),
        ("Made good", False, "not yet"),
        ("Confirmed", False, "not yet"),
    ]


def test_a_complaint_that_was_made_good_says_what_was_given_and_that_the_client_confirmed_it() -> None:
    """What it cost is ours to know."""
    built = punched().done("P6", by="dana", extra="a bottle of wine", cost="15").verify("P6", client=True)
    assert steps(one(built, "P6"))[3:] == [
        ("Made good", True, "Thu 3 Dec 2026 08:18, Dana Miller; given besides: a bottle of wine"),
        ("Confirmed", True, "the client, Thu 3 Dec 2026 08:19"),
    ]


def test_a_complaint_that_was_closed_unconfirmed_says_so_without_the_words_of_the_record() -> None:
    """How often the client was tried, not what was noted about it."""
    built = punched().done("P6", by="dana")
    for _ in range(3):
        built.later(hours=1)
        said = Contacted("call", "never there", missed=True)
        say(built, contact.contact(built.state(), "P6", said, built.actor()))
    built.verify("P6", by="olga", unconfirmed="moved abroad")
    assert built.refusal is None
    assert steps(one(built, "P6"))[4:] == [
        ("Confirmed", False, "not by the client; closed Thu 3 Dec 2026 11:22 after 3 attempts to reach them")
    ]


def test_a_complaint_that_was_taken_back_says_by_whom() -> None:
    """And no more what is not yet done."""
    built = punched()
    say(built, moves.void(built.state(), ("P6",), moves.Terms("a misunderstanding", client=True), built.actor()))
    assert steps(one(built, "P6"))[2:] == [
        ("Promised for", True, "Wed 9 Dec 2026"),
        ("Taken back", True, "the client, Thu 3 Dec 2026 08:18"),
    ]


def ready() -> JobBuilder:
    """A job that the client accepted with two punch items to be put right after it, and words of their own."""
    built = job().open(handover="2026-12-04").tick("1", "2", "3", "4")
    built.add("Scratch on the door", category="B", owner="ravi", due="2026-12-03")
    built.add("Plinth missing", category="B", owner="ravi")
    return signed(built, "The bell is faint")


def became(built: JobBuilder) -> list[tuple[str, str, bool]]:
    """The reservations: the punch item, what became of it, whether it is settled."""
    told = built.told()
    view = signoff(told.state.signoffs[0], told, punch(told, year=True))
    assert [text.removesuffix(PUT_OFF) for text in view.reservations] == [each.text for each in view.reserved]
    return [(each.punch, each.became, each.settled) for each in view.reserved]


@pytest.mark.parametrize(
    ("days", "date"), [(0, "Ravi Shah, Thu 3 Dec 2026"), (3, "Ravi Shah, OVERDUE, Thu 3 Dec 2026")]
)
def test_a_reservation_that_is_open_says_who_puts_it_right_and_when(days: int, date: str) -> None:
    """What the client said in their own words is a punch item of the lead's until someone takes it up."""
    assert became(ready().later(days=days)) == [
        ("P1", f"to be put right: {date}", False),
        ("P2", "to be put right: Ravi Shah, no date yet", False),
        ("P3", "to be put right: Dana Miller, no date yet", False),
    ]


def test_a_reservation_that_was_put_right_says_so() -> None:
    """With the day of its confirmation; until then, who has to look."""
    built = ready().done("P1", "P2", by="ravi").verify("P1", by="dana")
    assert became(built)[:2] == [
        ("P1", "put right and confirmed, Tue 1 Dec 2026 08:06", True),
        ("P2", "done, to be confirmed: Dana Miller", False),
    ]


def test_a_reservation_about_an_item_that_was_waived_says_when_it_was_put_right() -> None:
    """It passes since."""
    built = signed(job().open(handover="2026-12-04").tick("1", "3", "4").fail("2").waive("2"))
    assert became(built) == [("", "", False)]
    assert became(built.tick("2")) == [("", "put right since", True)]
