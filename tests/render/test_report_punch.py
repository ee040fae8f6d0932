"""The handover report about punch items: who has what by when, complaints apart, what became of reservations."""

from collections.abc import Callable

import pytest

from builder import JobBuilder, job, settings
from qcheck.core.act import owing
from qcheck.core.views.handover import handover
from qcheck.model.punchevent import Diagnosed
from qcheck.model.view import HandoverView
from qcheck.render.report import html, text
from render.punched import ASSETS, HANDOVER, PICTURES, Page, punched, say, signed, words

Render = Callable[..., bytes]


def view(built: JobBuilder) -> HandoverView:
    """Its report."""
    return handover(built.told(), ())


def accepted() -> JobBuilder:
    """A job accepted with a scratch to be put right, moved once since, and now late."""
    built = job().open(handover="2026-12-04").tick("1", "2", "3", "4")
    built.add("Scratch on the door", category="B", owner="ravi", due="2026-12-03", where="Kitchen / door")
    built.add("Plinth missing", category="B", owner="ravi", due="2026-12-03")
    signed(built, "The bell is faint")
    return built.promise("P1", due="2026-12-05", why="materials").done("P2", by="ravi").verify("P2").later(days=5)


@pytest.mark.parametrize("render", HANDOVER)
def test_the_first_page_says_who_finishes_what_is_open_and_when(render: Render) -> None:
    """Beside each, before anything else; what the date says already is not said again in other words."""
    read = words(render, view(accepted()))
    before = read[: read.casefold().index("what was checked")]
    assert "P1 Scratch on the door: not done" in before
    assert "Ravi Shah" in before
    assert "OVERDUE Sat 5 Dec 2026" in before
    assert "first promised Thu 3 Dec 2026" in before
    assert "promised for Sat 5 Dec" not in before
    assert "moved from" not in before
    assert "no date was promised" not in words(render, view(punched()))


@pytest.mark.parametrize("render", HANDOVER)
def test_each_punch_item_tells_its_owner_and_its_date(render: Render) -> None:
    """With the first date if it moved, the place, what it waits for; what is closed with who did it and who looked."""
    read = words(render, view(punched()))
    listed = read[read.casefold().index("punch list") :]
    for said in (
        "Scratch on the left door",
        "kitchen / wall unit 2",
        "Ravi Shah",
        "to put it right",
        "Wed 9 Dec 2026",
        "first promised Thu 3 Dec 2026",
        "oak front (PO-4711), Tue 8 Dec 2026",
        "OVERDUE Wed 2 Dec 2026",
        "no date yet",
        "confirmed by Dana Miller",
    ):
        assert said in listed, said


@pytest.mark.parametrize("render", HANDOVER)
def test_complaints_stand_apart_with_their_course(render: Render) -> None:
    """Once, with every step; the others are not among them."""
    built = punched().done("P6", by="dana", extra="a bottle of wine", cost="15")
    read = words(render, view(built))
    start = read.index("Complaints")
    apart = read[start : read.index("Hinge squeaks", start)]
    for said in (
        "Worktop stained",
        "Acknowledged",
        "In the hands of",
        "Promised for",
        "Made good",
        "given besides: a bottle of wine",
        "Confirmed",
        "not yet",
        "say that it is good",
    ):
        assert said in apart, said
    assert "Scratch" not in apart
    assert read.count("a bottle of wine") == 1


@pytest.mark.parametrize("render", HANDOVER)
def test_what_is_ours_to_know_is_not_on_the_clients_page(render: Render) -> None:
    """No cause, no cost, no reason of ours, no note of a contact, and no reminder to speak to them."""
    built = punched().reject("P3", note="shoddy work").later(days=20)
    cause = Diagnosed("measured wrongly", "measure twice", "40.50", "120.75")
    say(built, owing.diagnose(built.state(), ("P2",), cause, built.actor("olga")))
    found = {finding.code for finding in built.findings()}
    assert "client-silent" in found
    read = words(render, view(built))
    for kept in (
        *("bumped on the stairs", "wrap the fronts", "measured wrongly", "measure twice", "40.5", "120"),
        *("shoddy work", "still squeaks", "complaint taken", "materials", "has heard nothing"),
    ):
        assert kept not in read, kept


def test_a_reminder_that_stops_the_job_is_told_all_the_same() -> None:
    """A verdict without its reason would be a riddle."""
    built = punched().later(days=20)
    built.settings = settings(rules={"client-silent": "block"})
    assert "The client has heard nothing" in words(text, view(built))


def test_photos_of_punch_items_are_on_the_page() -> None:
    """As raised and as put right; of what was sent back none."""
    images = Page(html(view(punched()), {**ASSETS, **PICTURES})).images
    assert [alt for _, alt in images] == [
        "P1, Scratch on the left door, as raised, near: IMG_1.jpg",
        "P1, Scratch on the left door, as raised, far: IMG_2.jpg",
        "P5, Hinge squeaks, as raised, near: IMG_1.jpg",
        "P5, Hinge squeaks, as put right, near: IMG_4.jpg",
    ]
    page = html(view(punched()), {**ASSETS, **PICTURES}).decode()
    assert "<details" not in page
    assert 'class="pen"' not in page


@pytest.mark.parametrize("render", HANDOVER)
def test_the_reservations_say_what_became_of_them(render: Render) -> None:
    """Put right and confirmed, or who has it and by when; in the client's own words as they said them."""
    read = words(render, view(accepted()))
    for said in (
        "P1 Scratch on the door",
        "to be put right: Ravi Shah, OVERDUE, Sat 5 Dec 2026",
        "P2 Plinth missing",
        "put right and confirmed, Tue 1 Dec 2026 08:07",
        "The bell is faint",
    ):
        assert said in read, said
