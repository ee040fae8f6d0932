"""Lines of punch lists as punch items: who, by when, which are the same, and what differs from what stands."""

from datetime import UTC, datetime

import pytest

from builder import settings
from qcheck.app.told import sentences
from qcheck.core.act.load import Meant, meant
from qcheck.core.dates import Unclear
from qcheck.core.people import meant as people_meant
from qcheck.core.punchfile import read
from qcheck.core.written import written
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.model.punchfile import Cell, Line
from qcheck.model.settings import Person

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
FILE = "walk.yaml"


def line(number: int, **cells: str) -> Line:
    """A line of a list, its cells in columns."""
    return Line(
        Place(FILE, number, 1), {k: Cell(v, Place(FILE, number, n)) for n, (k, v) in enumerate(cells.items(), 1)}
    )


def understood(*lines: Line) -> tuple[tuple[Meant, ...], list[Finding]]:
    """Lines read on a day in November by a firm of three."""
    return meant(lines, settings(trades={"joinery": "ravi"}), NOW)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-05", "2026-12-05"),
        ("2026-11-01", "2026-11-01"),
        ("2026-12-05 00:00:00", "2026-12-05"),
        ("2026-12-05T00:00:00Z", "2026-12-05"),
        ("2026-12-05 17:00:00", "2026-12-05T17:00+00:00"),
        ("2026-12-05T17:00", "2026-12-05T17:00+00:00"),
        ("4 dec", "2026-12-04"),
        ("fri 4 dec 17:00", "2026-12-04T17:00+00:00"),
        ("20 nov", "2026-11-20"),
        ("31.12.2026", "2026-12-31"),
    ],
)
def test_a_date_in_a_file_may_lie_behind_and_is_the_nearest_without_a_year(text: str, day: str) -> None:
    """A list of last week is loaded as it is."""
    assert written(text, NOW) == day


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("05/06/2026", "05/06/2026: day and month could be either way round."),
        ("fri", "fri: counts from the day on which this is read."),
        ("fri 17:00", "fri 17:00: counts from the day on which this is read."),
        ("17:00", "17:00: counts from the day on which this is read."),
        ("3d", "3d: counts from the day on which this is read."),
        ("tomorrow", "tomorrow: counts from the day on which this is read."),
        ("1 may", "1 may: that could be 2026-05-01 or 2027-05-01."),
        ("asap", "asap: not a date."),
        ("46360", "46360: not a date."),
    ],
)
def test_a_date_that_is_none_or_could_be_two_is_refused(text: str, why: str) -> None:
    """Also one that would be another day each time the file is read."""
    with pytest.raises(Unclear) as error:
        written(text, NOW)
    assert str(error.value) == why


def test_a_person_is_meant_by_id_name_or_a_beginning() -> None:
    """As on the command line."""
    people = (Person("ann", "Ann Lee"), Person("anna", "Anna Fox"), Person("bo", "Bo Li"))
    assert people_meant("ANN", people) == ("ann",)
    assert people_meant(" anna  fox ", people) == ("anna",)
    assert people_meant("fo", people) == ("anna",)
    assert people_meant("an", people) == ("ann", "anna")
    assert people_meant("li", people) == ("bo",)
    assert people_meant(" ", people) == people_meant("x", people) == ()


def test_what_a_line_means_wrongly_is_told_with_its_place() -> None:
    """Owner, date, and which line it is the same as, in one run."""
    _, findings = understood(
        line(1, text="Scratch", where="hall", owner="raviii", due="fri"),
        line(2, text="scratch", where="Hall", owner="xyz"),
        line(3, id="K1", text="a"),
        line(4, id="k1", text="b"),
    )
    assert sentences(findings) == [
        f"{FILE}:1:3: block: raviii is not among the people in qcheck.yaml [owner-unknown]",
        "    Did you mean ravi?",
        f"{FILE}:1:4: block: fri: counts from the day on which this is read [date-unclear]",
        "    Write it as 2026-12-04; in a spreadsheet, give the cells the format of a date",
        f"{FILE}:2:1: block: scratch stands here twice; the first is {FILE}:1:1 [punch-double]",
        "    Remove one; two that read alike are told apart by an id each",
        f"{FILE}:2:3: block: xyz is not among the people in qcheck.yaml [owner-unknown]",
        "    There are: dana, ravi, olga. Someone new gets a line under people: there",
        f"{FILE}:4:1: block: k1 stands here twice; the first is {FILE}:3:1 [punch-double]",
        "    Remove one; two that read alike are told apart by an id each",
    ]


def test_an_owner_that_could_be_two_is_refused() -> None:
    """What two people could have, neither does."""
    people = (Person("ann", "Ann Lee"), Person("anna", "Anna Fox"))
    _, findings = meant([line(1, text="a", owner="an")], settings(people=people), NOW)
    assert sentences(findings) == [
        f"{FILE}:1:2: block: an could be ann, anna [owner-ambiguous]",
        "    Write more of the name",
    ]


def test_a_merged_cell_is_told_once() -> None:
    """It stands for many lines."""
    owner = Cell("xyz", Place(FILE, 1, 2))
    lines = [Line(Place(FILE, n, 1), {"text": Cell(f"{n}", Place(FILE, n, 1)), "owner": owner}) for n in (1, 2, 3)]
    assert [f.code for f in understood(*lines)[1]] == ["owner-unknown"]


def test_understanding_ends_where_too_much_is_wrong() -> None:
    """Another kind of file is told by its first lines."""
    _, findings = understood(*(line(n, text=f"a{n}", owner="xyz") for n in range(1, 1000)))
    assert len(findings) == 201
    assert findings[-1].code == "too-many-problems"


def test_a_punch_list_in_yaml_is_read_with_the_place_of_each_value() -> None:
    """Everything that is wrong with it is told in one run."""
    listed, findings = read(b"punch: walk\nitems:\n  - text: a\n    due: 2026-12-05\n    photos: x.jpg\n", FILE)
    assert findings == []
    assert listed is not None
    assert (listed.title, listed.lines[0].where("due")) == ("walk", Place(FILE, 4, 10))
    assert listed.lines[0].photos == (Cell("x.jpg", Place(FILE, 5, 13)),)
    assert sentences(read(b"punch: walk\nitems:\n  - where: a\n    category: D\n    owners: x\n", FILE)[1]) == [
        f"{FILE}:4:15: block: category: D is not allowed [value-unknown]",
        "    Use one of A, B, C",
        f"{FILE}:5:5: block: A punch item has no key owners [key-unknown]",
        "    Did you mean owner?",
        f"{FILE}:3:5: block: A punch item needs the key text [key-missing]",
        "    Add a line text: …",
    ]
