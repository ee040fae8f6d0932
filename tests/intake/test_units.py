"""A file of units: one name a line, and the whole text of what can be wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.app.told import sentences
from qcheck.intake.units import units

FILE = "rooms.csv"
QUOTE = "A quote begins here and does not end on this line [units-quote]\n    Close it, or leave it out"

ROWS: dict[str, tuple[str, str]] = {
    "two columns, by any separator": (
        "Kitchen,12 m²\nPantry; cold\nHall\tnorth\tdark\n",
        f"""\
{FILE}:1:9: block: One name a line; this has 2 columns [units-columns]
    Keep one column; a name with a comma in it goes into quotes
{FILE}:2:9: block: One name a line; this has 2 columns [units-columns]
    Keep one column; a name with a comma in it goes into quotes
{FILE}:3:6: block: One name a line; this has 3 columns [units-columns]
    Keep one column; a name with a comma in it goes into quotes""",
    ),
    "doubled names": (
        "Kitchen\nHall\n\nKITCHEN\n  kitchen ;\n",
        f"""\
{FILE}:4:1: block: KITCHEN stands here twice; the first is on line 1 [units-double]
    Remove one, or tell them apart
{FILE}:5:3: block: kitchen stands here twice; the first is on line 1 [units-double]
    Remove one, or tell them apart""",
    ),
    "characters that nobody sees": (
        "Kit\u200bchen\nHall\x00\n\x0b\nBath\u2028Loft\nPan\u202etry,x\n",
        f"""\
{FILE}:1:4: block: The invisible character U+200B stands here [character-hidden]
    Remove it, or type the text anew
{FILE}:2:5: block: The invisible character U+0000 stands here [character-hidden]
    Remove it, or type the text anew
{FILE}:3:1: block: The invisible character U+000B stands here [character-hidden]
    Remove it, or type the text anew
{FILE}:4:5: block: The invisible character U+2028 stands here [character-hidden]
    Remove it, or type the text anew
{FILE}:5:4: block: The invisible character U+202E stands here [character-hidden]
    Remove it, or type the text anew
{FILE}:5:9: block: One name a line; this has 2 columns [units-columns]
    Keep one column; a name with a comma in it goes into quotes""",
    ),
    "a quote that never ends": (
        'Hall\n  "Kitchen, left\n"Bath""\n',
        f"{FILE}:2:3: block: {QUOTE}\n{FILE}:3:1: block: {QUOTE}",
    ),
    "a name too long for anyone": (
        f"Hall\n {'x' * 101}\n",
        f"""\
{FILE}:2:2: block: {"x" * 60}… is 101 characters long; 100 are allowed [text-too-long]
    Shorten it""",
    ),
    "nothing but blank lines": (
        " \n;;\n\t\n",
        f"{FILE}: block: The file is empty [file-empty]\n    Write what belongs into it, or remove it",
    ),
    "a heading and nothing else": (
        "Rooms\n",
        f"{FILE}: block: The file is empty [file-empty]\n    Write what belongs into it, or remove it",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_what_is_wrong_with_a_file_of_units_is_told_whole_and_in_order(name: str) -> None:
    """Every fault is told in one run, by line and column, with what to do about it."""
    source, expected = ROWS[name]
    _, findings = units(source.encode(), FILE, "rooms")
    assert "\n".join(sentences(findings)) == expected


def named(source: str, kind: str = "rooms") -> tuple[str, ...]:
    """The names in a file without findings."""
    names, findings = units(source.encode(), FILE, kind)
    assert findings == []
    return names


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_end_as_any_system_ends_them_with_a_byte_order_mark_or_without(mark: str, end: str) -> None:
    """What a spreadsheet saves is read as what an editor saves."""
    assert named(f"{mark}Kitchen{end}Küche{end}") == ("Kitchen", "Küche")
    assert named(f"{mark}Kitchen{end}{end}  {end}Hall") == ("Kitchen", "Hall")


def test_empty_columns_and_spaces_are_no_part_of_a_name() -> None:
    """A spreadsheet pads every line to its widest."""
    assert named(" Kitchen ;;\n;Hall;\n,,Bath\nBoys'   room\t\n") == ("Kitchen", "Hall", "Bath", "Boys' room")


def test_a_name_in_quotes_may_hold_separators_and_quotes() -> None:
    """As CSV has them; a quote inside a name that does not begin with one is a sign like any other."""
    assert named('"Kitchen, left"\n  "The ""big"" hall";\n24" rack\n"Bath" 2\n') == (
        "Kitchen, left",
        'The "big" hall',
        '24" rack',
        "Bath 2",
    )


@pytest.mark.parametrize("heading", ["rooms", "Rooms", "ROOM", '"Room"', "\n\nroom;"])
def test_a_first_line_with_the_kinds_own_name_is_a_heading(heading: str) -> None:
    """One or many, however it is written."""
    assert named(f"{heading}\nKitchen\n") == ("Kitchen",)
    assert named("Hotel rooms\n12\n", "hotel-rooms") == ("12",)


def test_no_other_line_is_taken_for_a_heading() -> None:
    """Nothing is guessed: a name that was dropped would never be checked."""
    assert named("Name\nKitchen\n") == ("Name", "Kitchen")
    assert named("Kitchen\nRoom\n") == ("Kitchen", "Room")
    assert named("rooms\nKitchen\n", "") == ("rooms", "Kitchen")


def test_what_is_not_utf8_is_refused_with_its_place() -> None:
    """A letter of another encoding would become another name."""
    assert sentences(units("Hall\nKüche\n".encode("cp1252"), FILE)[1]) == [
        f"{FILE}:2:2: block: The file is not UTF-8 text [file-not-utf8]",
        "    Save it as UTF-8",
    ]
    assert units("Hall\n".encode("utf-16"), FILE)[1][0].code == "file-not-utf8"


def test_a_file_that_is_too_large_is_not_read() -> None:
    """More than 2 MB is another kind of file."""
    assert sentences(units(b"a\n" * 1_000_001, FILE)[1]) == [
        f"{FILE}: block: The file is larger than 2 MB, so it was not read [file-too-large]",
        "    Split it",
    ]


def test_reading_ends_where_too_much_is_wrong() -> None:
    """Another kind of file is told by its first lines."""
    _, findings = units(b"a,b\n" * 5000, FILE)
    assert len(findings) == 201
    assert sentences(findings[-1:]) == [
        f"{FILE}:201:1: block: More than 200 problems; the rest of the file was not read [too-many-problems]",
        "    Mend these first",
    ]


@pytest.mark.parametrize("line", [b",", b'"', b'""', b'",', b" ", b'"a",', b"a"])
def test_a_single_line_of_two_megabytes_is_read_in_good_time(line: bytes) -> None:
    """Nothing in a line costs more than its length."""
    names, findings = units(line * (2_000_000 // len(line)), FILE)
    assert findings or len(names) == 1


PIECES = st.sampled_from(
    ["Kitchen", "rooms", '"', '""', ",", ";", "\t", " ", "\n", "\r\n", "\r", "\x00", "ü", "\ufeff"]
)


@given(st.text() | st.lists(PIECES).map("".join))
def test_any_text_is_names_or_findings_inside_it(text: str) -> None:
    """Each finding is at a line and column that the file has, or about all of it; a name can be kept as it is."""
    names, findings = units(text.encode(), FILE, "rooms")
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert names or findings
    for finding in findings:
        assert finding.place.line <= len(lines)
        assert finding.place.column <= (len(lines[finding.place.line - 1]) if finding.place.line else 0)
    if not findings:
        assert all(name == " ".join(name.split()) and 0 < len(name) <= 100 for name in names)
        assert len({name.casefold() for name in names}) == len(names)
    assert all(sentences(findings))


@given(st.binary())
def test_any_bytes_are_names_or_findings(source: bytes) -> None:
    """Reading never raises, whatever a file holds."""
    names, findings = units(source, FILE, "rooms")
    assert names or findings
