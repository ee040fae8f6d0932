"""Punch lists as offices have them: CSV of any make, read with the place of everything that is not understood."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.app.told import sentences
from qcheck.intake.punchlist import read
from qcheck.model.punchfile import PunchFile

DATA = Path(__file__).parents[1] / "data" / "punch"
FILE = "walk.csv"

Said = list[dict[str, str]]


def said(listed: PunchFile) -> Said:
    """The cells of every line, by key."""
    return [{key: cell.text for key, cell in line.cells.items()} for line in listed.lines]


def lines(source: str | bytes, file: str = FILE) -> Said:
    """The cells of a file without findings."""
    listed, findings = read(source.encode() if isinstance(source, str) else source, file)
    assert sentences(findings) == []
    return said(listed)


WALK: Said = [
    {
        "where": "Küche",
        "text": "Kratzer an der linken Tür",
        "fix": "Front tauschen",
        "trade": "Tischler",
        "owner": "Ravi Shah",
        "due": "2026-12-05",
        "category": "B",
    },
    {
        "where": "Küche",
        "text": "Fuge offen, 3 mm; neben der Spüle",
        "trade": "Fliesen",
        "owner": "olga",
        "due": "2026-12-08",
        "category": "A",
    },
    {"where": "Küche", "text": "Sockel “lose”", "category": "C"},
    {
        "where": "Bad",
        "text": "Armatur tropft",
        "fix": "Dichtung",
        "owner": "Ravi",
        "due": "2026-12-05",
        "category": "A",
    },
    {
        "where": "Flur",
        "text": '=HYPERLINK("http://x.example","Tür schließt nicht")',
        "owner": "dana",
        "due": "2026-11-20",
    },
]
# CSV cannot say that a cell spans several rows: the room stands in the first of them alone.
WALK_CSV = [{k: v for k, v in line.items() if n not in {1, 2} or k != "where"} for n, line in enumerate(WALK)]


def test_a_workbook_of_another_program_is_read_as_a_person_sees_it() -> None:
    """LibreOffice wrote it: a title, an empty sheet and rows, a room over three rows, real dates, running numbers."""
    listed, findings = read((DATA / "walk.xlsx").read_bytes(), "walk.xlsx")
    assert sentences(findings) == []
    assert said(listed) == WALK
    assert listed.title == "Mängelliste Ulmenstraße 4"
    assert [str(line.place) for line in listed.lines] == [f"walk.xlsx:{row}:1" for row in (4, 5, 6, 8, 10)]
    assert [str(place) for place in listed.passed] == ["walk.xlsx:1:1", "walk.xlsx:3:1", "walk.xlsx:9:1"]


@pytest.mark.parametrize("name", ["walk-utf8.csv", "walk-utf16.csv"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_csv_of_another_program_is_read(name: str, mark: bytes) -> None:
    """Semicolons or tabs, UTF-8 with a mark or without, UTF-16, a line break in quotes: LibreOffice wrote them."""
    source = (DATA / name).read_bytes()
    assert lines(source if source.startswith(b"\xff\xfe") else mark + source) == WALK_CSV


def test_what_was_assumed_of_an_encoding_is_told_with_a_word_to_look_at() -> None:
    """Windows-1252 is read where a file is not UTF-8, and said."""
    listed, findings = read((DATA / "walk-cp1252.csv").read_bytes(), FILE)
    assert said(listed) == WALK_CSV
    assert sentences(findings) == [
        (
            f"{FILE}:1:1: warn: The file is not UTF-8, and was read as Windows-1252: is this right? Mängelliste "
            "[encoding-assumed]"
        ),
        "    If it is not: save it as CSV in UTF-8",
    ]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_separator_is_found_by_looking(sign: str, end: str) -> None:
    """Whatever the other signs do in the texts."""
    rows = [["Description", "Room", "Who"], ['"a, b; c\td"', "Hall", "dana"], ["x", "Bath", ""]]
    assert lines(end.join(sign.join(row) for row in rows)) == [
        {"text": "a, b; c d", "where": "Hall", "owner": "dana"},
        {"text": "x", "where": "Bath"},
    ]


def test_excels_own_line_about_the_separator_is_followed() -> None:
    """It names a sign that nobody would look for."""
    assert lines("sep=|\r\ntext|where\r\na|b\r\n") == [{"text": "a", "where": "b"}]


def test_a_list_of_one_column_keeps_its_separators() -> None:
    """Where nothing is divided, commas are commas."""
    assert lines("Mangel\nTür, links\nFuge; 3 mm\n", FILE) == [{"text": "Tür, links"}, {"text": "Fuge; 3 mm"}]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Description", "text"),
        ("Snag", "text"),
        ("Mangelbeschreibung", "text"),
        ("Location", "where"),
        ("RAUM", "where"),
        ("Action required", "fix"),
        ("Massnahme", "fix"),
        ("Gewerk", "trade"),
        ("Assigned To", "owner"),
        ("Zuständig", "owner"),
        ("Deadline", "due"),
        ("Fällig am", "due"),
        ("Ref.", "id"),
    ],
)
def test_columns_are_known_by_their_usual_names(heading: str, key: str) -> None:
    """English and German, in any case."""
    source = f"Text,{heading}\na,b\n" if key != "text" else f"{heading},Trade\nb,c\n"
    assert lines(source)[0][key] == "b"


@pytest.mark.parametrize(("word", "category"), [("a", "A"), ("High", "A"), ("nach Übergabe", "B"), ("cosmetic", "C")])
def test_a_category_may_be_said_in_usual_words(word: str, category: str) -> None:
    """Letters, priorities, when it is put right."""
    assert lines(f"text,priority\nx,{word}\n") == [{"text": "x", "category": category}]


def test_running_numbers_are_no_ids_and_no_items() -> None:
    """A form has its lines numbered before anything is written on them."""
    for number in ("No.", "Nr.", "#", "lfd. Nr."):
        assert lines(f"{number},text\n1,a\n2,\n3,\n") == [{"text": "a"}]
    assert lines("Item,Description\n1,a\n2,b\n") == [{"text": "a"}, {"text": "b"}]


def test_several_columns_make_up_a_place_and_photos() -> None:
    """Floor and room; a cell with several names."""
    listed, findings = read(b'text;floor;room;photo\na;2;hall;"1.jpg; sub/2.jpg\n3.jpg"\n', FILE)
    assert findings == []
    assert said(listed) == [{"text": "a", "where": "2 / hall"}]
    assert [photo.text for photo in listed.lines[0].photos] == ["1.jpg", "sub/2.jpg", "3.jpg"]


ROWS: dict[str, tuple[str, str]] = {
    "columns that are not known, and the head of a form": (
        "Walk;;\nProject;Elm;\nDate;3 Dec;\ntext;Status;where\na;open;hall\n",
        f"""\
{FILE}:2:1: warn: Above the names of the columns, not read as an item: Project, Elm; Date, 3 Dec [lines-above]
{FILE}:4:6: warn: The column Status was not read [column-unknown]
    Columns are: id, number, text, where, fix, trade, owner, due, category, photos; rename it if it is one of these""",
    ),
    "a separator in a text without quotes": (
        "text,where\nScratch, left,hall\n",
        f"""\
{FILE}:2:15: block: Nothing names the column of this cell: hall [cell-without-column]
    Name the column, or remove it; in a CSV file a text with a separator in it goes into quotes""",
    ),
    "no names of columns": (
        "Scratch,hall\n",
        f"""\
{FILE}:1:1: block: No line names the columns [columns-unnamed]
    The first line names them, such as: text, where, fix, trade, owner, due, category, id, photos""",
    ),
    "two columns of one meaning": (
        "Snag,Description,Who\na,b,c\n",
        f"""\
{FILE}:1:6: block: The column Description holds the text too, as Snag ({FILE}:1:1) does [column-double]
    Rename or remove one of them""",
    ),
    "lines that say nothing, or too much": (
        f"text,where,priority\n,hall,A\nx,{'y' * 501},A\nx\u200b,z,9\n",
        f"""\
{FILE}:2:1: block: This line does not say what is wrong: hall, A [line-without-text]
    Write the text, or remove the line
{FILE}:3:3: block: where is 501 characters long; 500 are allowed [text-too-long]
    Shorten it
{FILE}:4:1: block: The invisible character U+200B stands here [character-hidden]
    Remove it, or type the text anew
{FILE}:4:6: block: category: 9 is not allowed [value-unknown]
    Use A or before handover, B or after handover, C or cosmetic; high, medium, low""",
    ),
    "a quote that is never closed": (
        'text,where\n"a,b\nc,d\n',
        f"{FILE}:2:1: block: A quote begins here and is never closed [quote-open]\n    Close it, or leave it out",
    ),
    "nothing": (
        "\n;;\n",
        f"{FILE}: block: The file is empty [file-empty]\n    Write what belongs into it, or remove it",
    ),
    "names of columns and nothing else": (
        "text,where\n",
        f"{FILE}: block: The file is empty [file-empty]\n    Write what belongs into it, or remove it",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_what_is_not_understood_is_told_whole_and_in_order(name: str) -> None:
    """Every line and column in one run, by place, with what to do about it."""
    source, expected = ROWS[name]
    assert "\n".join(sentences(read(source.encode(), FILE)[1])) == expected


UNREADABLE = "block: The file is not text that can be read [file-not-text]"


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (b"text\n\xc3\xbc\n\xfc\n", ":3:1"),  # UTF-8 and something else in one file
        (b"\xef\xbb\xbftext\n\xfc\n", ":2:1"),  # a mark that does not hold
        (b"\xff\xfet\0e\0x\0t\0\n\0\x00\xd8a\0", ":2:1"),  # half a letter of UTF-16
        (b"\x89PNG\r\n\x1a\n\0\0\0", ""),
        (b"text\n\x81\n", ":2:1"),  # what Windows-1252 has no letter for
    ],
)
def test_what_cannot_be_read_as_text_is_refused_with_its_place(source: bytes, place: str) -> None:
    """A letter of another encoding would become another word."""
    assert sentences(read(source, FILE)[1])[0] == f"{FILE}{place}: {UNREADABLE}"


def test_very_large_files_are_refused_at_once() -> None:
    """Ten megabytes, a hundred thousand rows, a row of a million cells."""
    assert [f.code for f in read(b"text\n" + b"x" * 10_000_000, FILE)[1]] == ["file-too-large"]
    assert [str(f.place) for f in read(b"text\n" + b"x\n" * 100_000, FILE)[1]] == [f"{FILE}:20001:1"]
    assert [f.code for f in read(b"text\n" + b"x," * 900_000, FILE)[1]] == ["sheet-too-large"]


def test_reading_ends_where_too_much_is_wrong() -> None:
    """Another kind of file is told by its first lines."""
    findings = read(b"text,where\n" + b",x\n" * 5000, FILE)[1]
    assert len(findings) == 201
    assert sentences(findings[-1:]) == [
        f"{FILE}:202:1: block: More than 200 problems; the rest of the file was not read [too-many-problems]",
        "    Mend these first",
    ]


@pytest.mark.parametrize("piece", [b'"', b'""', b'"a\n', b"'", b",", b'",', b"\r", b"a\n", b'"""\n'])
def test_two_megabytes_of_any_sign_are_read_in_good_time(piece: bytes) -> None:
    """Nothing costs more than the length of the file."""
    _, findings = read(b"text,where\n" + piece * (1_900_000 // len(piece)), FILE)
    assert findings


PIECES = st.sampled_from(
    ["text", "Mangel", "where", "No.", "due", '"', '""', ",", ";", "\t", " ", "\n", "\r\n", "\r", "x", "A", "\x00", "ü"]
)


@given(st.lists(PIECES).map("".join))
def test_every_line_that_holds_anything_is_taken_or_told(text: str) -> None:
    """None is lost: it is an item, a finding, or above or without what an item has."""
    source = f"text,where,No.\n{text}\n"
    listed, findings = read(source.encode(), FILE)
    blocked = {f.place.line for f in findings if f.severity == "block"}
    taken = {line.place.line for line in listed.lines}
    passed = {place.line for place in listed.passed}
    assert not taken & passed
    if not any(f.code in {"file-empty", "file-not-text", "quote-open", "columns-unnamed"} for f in findings):
        told = taken | passed | blocked
        spanned = {n for line in listed.lines for c in line.cells.values() for n in [c.place.line]}
        whole = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if '"' not in text:
            assert {n for n, row in enumerate(whole, 1) if row.strip(",;\t \x00")} <= told | spanned
    assert all(sentences(findings))


@given(st.binary() | st.binary().map(lambda tail: b"text,where\n" + tail))
def test_any_bytes_are_lines_or_findings(source: bytes) -> None:
    """Reading never raises, whatever a file holds."""
    listed, findings = read(source, FILE)
    assert listed.lines or findings


KEYS = st.sampled_from(
    [
        *(
            "punch: walk",
            "items:",
            "  - text: Scratch",
            "    where: kitchen",
            "    owner: ravi",
            "    due: fri",
            "  - id: a",
        ),
        *(
            "    photos: [a.jpg",
            "    photos: ../a.jpg",
            "    category: B",
            "    category: [B]",
            "  - &a {text: x}",
            "  - *a",
        ),
        *(
            "\ttext: tab",
            "    text: |-",
            "  - Tap drips",
            "items: {}",
            "# said",
            "---",
            "    due: 2026-12-05T17:00:00Z",
        ),
    ]
)


@given(st.text() | st.lists(KEYS).map("\n".join) | st.lists(KEYS).map(lambda lines: "\n".join(["items:", *lines])))
def test_any_yaml_is_lines_or_findings_inside_it(text: str) -> None:
    """Each line of a list and each finding is at a line that the file has, and can be told."""
    source = text.encode("utf-8", "replace")
    listed, findings = read(source, "walk.yaml")
    count = len(source.decode().replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert listed.lines or findings
    assert all(1 <= line.place.line <= count for line in listed.lines)
    assert all(finding.place.line <= count for finding in findings)
    assert all(sentences(findings))


@given(st.binary())
def test_any_bytes_called_yaml_are_lines_or_findings(source: bytes) -> None:
    """Reading never raises, whatever the file holds."""
    listed, findings = read(source, "walk.yaml")
    assert listed.lines or findings
