"""Answering: how answers, repeated readings and due times are written, and the whole text of what is refused."""

import json
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from qcheck.core.answering import ANSWER, DUE, EVERY
from qcheck.core.duration import LONGEST
from qcheck.core.shapes import Shape
from qcheck.core.shapes import read as read_yaml
from qcheck.core.value import asked
from qcheck.core.wording import Speaker, hint, message
from qcheck.model.checklist import CHECK, AnswerType, Choice, Command, Day, Every, Number, Words
from qcheck.model.settings import Settings

SPEAKER = Speaker(Settings(), UTC)
KIND = "one kind of answer, such as text or {number: {unit: mm, max: 2}}"
DECIMAL = "a number written with digits and a point, such as 2 or 2.5"
DAY = "today, handover or a date such as 2027-01-31"
UNIT = "a unit, such as mm, °C or pcs"
LENGTH = "a length of time, such as 30min or 2h"
BEFORE = "a time before the handover, such as -2h or -30min"


def needs(column: int, key: str, wanted: str, got: str) -> str:
    return f"1:{column} {key} needs {wanted}; this is {got} [value-wrong]\n    Change it to {wanted}"


def told(source: str, shape: Shape) -> tuple[object, str]:
    """What was read from one YAML value, and everything that is said about it."""
    value, findings = read_yaml(source.encode(), "level.yaml", shape)
    lines = [
        f"{f.place.line}:{f.place.column} {message(f, SPEAKER)} [{f.code}]\n    {hint(f, SPEAKER)}" for f in findings
    ]
    return value, "\n".join(lines)


SOUND: dict[str, AnswerType] = {
    "check": CHECK,
    "{check: }": CHECK,
    "{check: {}}": CHECK,
    "text": Words(),
    "{text: {min: 10}}": Words(10),
    "text:": Words(),
    "date": Day(),
    "{date: {after: today, before: 2027-01-01}}": Day("today", "2027-01-01"),
    "{date: {before: handover}}": Day("", "handover"),
    "{date: {after: 2027-01-01, before: 2027-01-01}}": Day("2027-01-01", "2027-01-01"),
    "{date: {after: handover, before: 2020-01-01}}": Day("handover", "2020-01-01"),
    "number": Number(),
    "{number: mm}": Number("mm"),
    "{number: {}}": Number(),
    "{number: {unit: mm, max: 2}}": Number("mm", "", "2"),
    "{number: {unit: ° C, min: -18, max: -1.50}}": Number("° C", "-18", "-1.50"),
    "{number: {min: .5, max: +2.0}}": Number("", "0.5", "2.0"),
    "{number: {min: 1.250, max: '1.25'}}": Number("", "1.250", "1.25"),
    "{number: {min: -0.0}}": Number("", "0.0"),
    "{number: {unit: '%'}}": Number("%"),
    "{choice: [granite, quartz]}": Choice(("granite", "quartz"), ("granite", "quartz")),
    "{choice: [yes, no]}": Choice(("yes", "no"), ("yes", "no")),
    "{choice: {options: [ok, cracked]}}": Choice(("ok", "cracked"), ("ok", "cracked")),
    "{choice: {pass: ok, options: [ok, cracked]}}": Choice(("ok", "cracked"), ("ok",)),
    "{choice: {options: [a, b, c], pass: [c, a, c]}}": Choice(("a", "b", "c"), ("c", "a")),
    "{command: [npm, test]}": Command(("npm", "test")),
    "{command: {run: [npm, run, ' x  y'], limit: 10min, fresh: 24h}}": Command(("npm", "run", " x  y"), 600, 86_400),
}

REFUSED = {
    "choice": needs(1, "the file", "{choice: [granite, quartz]}", '"choice"'),
    "command": needs(1, "the file", "{command: [npm, test]}", '"command"'),
    "numbr": "1:1 the file: numbr is not allowed [value-unknown]\n    Did you mean number?",
    "colour": (
        "1:1 the file: colour is not allowed [value-unknown]\n    Use one of check, number, choice, text, date, command"
    ),
    "[number]": needs(1, "the file", KIND, "a list"),
    "{}": needs(1, "the file", KIND, "empty"),
    "{number: mm, text: }": needs(1, "the file", KIND, "keys with values"),
    "{chioce: [a, b]}": "1:2 An answer has no key chioce [key-unknown]\n    Did you mean choice?",
    "{check: {unit: mm}}": "1:10 A check has no key unit [key-unknown]\n    There are: ",
    "{number: 5}": needs(10, "number", UNIT, '"5"'),
    "{number: {unit: 1/min}}": needs(17, "unit", UNIT, '"1/min"'),
    "{number: [mm]}": needs(10, "number", "text", "a list"),
    f"{{number: {'x' * 21}}}": ("1:10 number is 21 characters long; 20 are allowed [text-too-long]\n    Shorten it"),
    "{number: {unti: mm}}": "1:11 A number has no key unti [key-unknown]\n    Did you mean unit?",
    "{number: {min: 010}}": needs(16, "min", "a number without leading zeros, such as 10", '"010"'),
    "{number: {min: -00.5}}": needs(16, "min", "a number without leading zeros, such as -0.5", '"-00.5"'),
    "{number: {min: 1e3}}": needs(16, "min", DECIMAL, '"1e3"'),
    "{number: {min: 0x10}}": needs(16, "min", DECIMAL, '"0x10"'),
    "{number: {min: .nan}}": needs(16, "min", DECIMAL, '".nan"'),
    "{number: {min: .inf}}": needs(16, "min", DECIMAL, '".inf"'),
    "{number: {min: '1,5'}}": needs(16, "min", DECIMAL, '"1,5"'),
    "{number: {min: 5.}}": needs(16, "min", DECIMAL, '"5."'),
    "{number: {min: ٣}}": needs(16, "min", DECIMAL, '"٣"'),
    "{number: {min: 2 mm}}": needs(16, "min", DECIMAL, '"2 mm"'),
    "{number: {min: }}": needs(16, "min", DECIMAL, "empty"),
    "{number: {min: [1]}}": needs(16, "min", DECIMAL, "a list"),
    "{number: {min: 1234567890.123456}}": needs(16, "min", DECIMAL, '"1234567890.123456"'),
    "{number: {unit: mm, max: 2, min: 2.1}}": (
        "1:34 min is 2.1, which is beyond max: 2 [limits-crossed]\n    Swap them, or mend one of them"
    ),
    "{choice: [granite]}": (
        "1:10 choice needs at least two options [list-empty]\n    Add one, or remove what it belongs to"
    ),
    "{choice: granite}": (
        '1:10 choice needs a list, one `- ` a line; this is "granite" [value-wrong]\n'
        "    Change it to a list, one `- ` a line"
    ),
    "{choice: [granite, ' Granite']}": "1:20 Granite stands here twice [key-duplicate]\n    Remove one of them",
    "{choice: [no  gas, no gas]}": "1:20 no gas stands here twice [key-duplicate]\n    Remove one of them",
    "{choice: [granite, ~]}": (
        "1:20 choice has no value; it needs text [value-empty]\n    Write the value, or remove the key"
    ),
    "{choice: {pass: ok}}": "1:10 A choice needs the key options [key-missing]\n    Add a line options: …",
    "{choice: {options: [ok, bad], pass: bda}}": (
        "1:37 pass: bda is not allowed [value-unknown]\n    Did you mean bad?"
    ),
    "{choice: {options: [ok, bad], pass: []}}": (
        "1:37 pass needs at least one option [list-empty]\n    Add one, or remove what it belongs to"
    ),
    "{text: 10}": '1:8 text needs keys with values; this is "10" [value-wrong]\n    Change it to keys with values',
    "{text: {min: 0}}": needs(14, "min", "a whole number from 1 to 2000", '"0"'),
    "{date: {after: tomorrow}}": needs(16, "after", DAY, '"tomorrow"'),
    "{date: {before: 2027-02-30}}": needs(17, "before", DAY, '"2027-02-30"'),
    "{date: {before: 20270201}}": needs(17, "before", DAY, '"20270201"'),
    "{date: {after: 2027-01-02, before: 2027-01-01}}": (
        "1:16 after is 2027-01-02, which is beyond before: 2027-01-01 [limits-crossed]\n"
        "    Swap them, or mend one of them"
    ),
    "{command: npm test}": (
        '1:11 command needs a list, one `- ` a line; this is "npm test" [value-wrong]\n'
        "    Change it to a list, one `- ` a line"
    ),
    "{command: []}": "1:11 command needs at least one word [list-empty]\n    Add one, or remove what it belongs to",
    f"{{command: [{'x' * 2001}]}}": (
        "1:12 command is 2001 characters long; 2000 are allowed [text-too-long]\n    Shorten it"
    ),
    "{command: {limit: 60s}}": "1:11 A command needs the key run [key-missing]\n    Add a line run: …",
    "{command: {run: [a], limit: 60}}": needs(29, "limit", LENGTH, '"60"'),
    "{command: {run: [a], limit: 2d}}": needs(29, "limit", "at most 24 hours", '"2d"'),
    "{command: {run: [a], fresh: 0s}}": needs(29, "fresh", LENGTH, '"0s"'),
}


@pytest.mark.parametrize("source", SOUND)
def test_an_answer_type_is_read(source: str) -> None:
    """Each kind of answer is read in its short form and with its keys; limits become decimal text."""
    assert told(source, ANSWER) == (SOUND[source], "")


@pytest.mark.parametrize("source", REFUSED)
def test_what_is_no_answer_type_is_refused(source: str) -> None:
    """The finding stands where the mistake is, and says what to write there."""
    assert told(source, ANSWER)[1] == REFUSED[source]


def test_several_mistakes_are_told_at_once() -> None:
    """Reading goes on after a mistake, so that one run shows them all."""
    _, said = told("{number: {unit: 5, min: 010, mx: 2}}", ANSWER)
    assert [line.split("[")[-1] for line in said.splitlines()[::2]] == ["value-wrong]", "value-wrong]", "key-unknown]"]


@pytest.mark.parametrize(
    ("source", "every"),
    [
        ("30min", Every(1_800)),
        ("2h 30min", Every(9_000)),
        ("{time: 30min}", Every(1_800)),
        ("{time: 30min, for: 4h}", Every(1_800, 14_400)),
        ("{time: 30min, for: 30min}", Every(1_800, 1_800)),
    ],
)
def test_a_repeated_reading_is_read(source: str, every: Every) -> None:
    """An interval stands alone, or beside how long it goes on."""
    assert told(source, EVERY) == (every, "")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("30", needs(1, "the file", LENGTH, '"30"')),
        ("30m", needs(1, "the file", LENGTH, '"30m"')),
        ("[30min]", needs(1, "the file", LENGTH, "a list")),
        ("5s", needs(1, "the file", "at least 1 minute", '"5s"')),
        ("{time: -30min}", needs(8, "time", LENGTH, '"-30min"')),
        ("{for: 4h}", "1:1 every needs the key time [key-missing]\n    Add a line time: …"),
        (
            "{time: 30min, for: 10min}",
            "1:8 time is 30min, which is beyond for: 10min [limits-crossed]\n    Swap them, or mend one of them",
        ),
    ],
)
def test_what_is_no_interval_is_refused(source: str, said: str) -> None:
    """An interval has a unit, is at least a minute, and ends before the readings do."""
    assert told(source, EVERY) == (None, said)


@pytest.mark.parametrize(
    ("source", "length"),
    [("-2h", 7_200), ("-30min", 1_800), ("'-1h 30min'", 5_400), ("\u22122h", 7_200), ("-1d", 86_400)],
)
def test_a_due_time_is_told_backwards_from_the_handover(source: str, length: int) -> None:
    """The sign says that it is before the handover; the value is how many seconds."""
    assert told(source, DUE) == (length, "")


@pytest.mark.parametrize(
    ("source", "got"),
    [
        ("2h", '"2h"'),
        ("+2h", '"+2h"'),
        ("-0h", '"-0h"'),
        ("-1.5h", '"-1.5h"'),
        ("-600w", '"-600w"'),
        ("--2h", '"--2h"'),
        ("- 2h", "a list"),
        ("2026-12-04", '"2026-12-04"'),
    ],
)
def test_what_is_no_time_before_the_handover_is_refused(source: str, got: str) -> None:
    """A time without the sign would be after the handover, where nothing is due."""
    assert told(source, DUE) == (None, needs(1, "the file", BEFORE, got))


EDITED: list[tuple[Shape, object, bool]] = [
    (ANSWER, "check", True),
    (ANSWER, "number", True),
    (ANSWER, "choice", False),
    (ANSWER, {"number": {"unit": "mm", "max": 2}}, True),
    (ANSWER, {"number": {"unit": "mm", "min": "-0.50"}}, True),
    (ANSWER, {"number": "mm"}, True),
    (ANSWER, {"number": None}, True),
    (ANSWER, {"number": 5}, False),
    (ANSWER, {"number": "5"}, False),
    (ANSWER, {"number": {"max": "1,5"}}, False),
    (ANSWER, {"number": {"max": "010"}}, False),
    (ANSWER, {"number": {"maximum": 5}}, False),
    (ANSWER, {"number": {}, "text": {}}, False),
    (ANSWER, {}, False),
    (ANSWER, {"choice": ["a", "b"]}, True),
    (ANSWER, {"choice": ["a"]}, False),
    (ANSWER, {"choice": ["a", "a"]}, False),
    (ANSWER, {"choice": {"options": ["a", "b"], "pass": "a"}}, True),
    (ANSWER, {"choice": {"options": ["a", "b"], "pass": ["a"]}}, True),
    (ANSWER, {"choice": {"pass": "a"}}, False),
    (ANSWER, {"text": {"min": 10}}, True),
    (ANSWER, {"text": {"min": 0}}, False),
    (ANSWER, {"date": {"after": "today", "before": "2027-01-01"}}, True),
    (ANSWER, {"date": {"after": "soon"}}, False),
    (ANSWER, {"command": ["npm", "test"]}, True),
    (ANSWER, {"command": "npm test"}, False),
    (ANSWER, {"command": {"run": ["npm"], "limit": "60s", "fresh": "24h"}}, True),
    (ANSWER, {"command": {"run": ["npm"], "limit": 60}}, False),
    (EVERY, "30min", True),
    (EVERY, "1h 30min", True),
    (EVERY, {"time": "30min", "for": "4h"}, True),
    (EVERY, "30", False),
    (EVERY, "30m", False),
    (EVERY, "", False),
    (EVERY, {"for": "4h"}, False),
    (DUE, "-2h", True),
    (DUE, "2h", False),
    (DUE, "-", False),
]


@pytest.mark.parametrize(("shape", "value", "valid"), EDITED, ids=[str(value) for _, value, _ in EDITED])
def test_an_editor_is_told_the_same_as_the_reader(shape: Shape, value: object, valid: bool) -> None:
    """The JSON Schema for editors allows and refuses what the reader does."""
    Draft202012Validator.check_schema(shape.schema())
    assert Draft202012Validator(shape.schema()).is_valid(value) is valid
    assert (told(json.dumps(value, ensure_ascii=False), shape)[1] == "") is valid


TREES = st.recursive(
    st.text(max_size=8) | st.sampled_from(["mm", "2", "today", "-2h", "30min", "a"]),
    lambda held: (
        st.lists(held, max_size=3)
        | st.dictionaries(
            st.sampled_from(["number", "choice", "text", "date", "command", "unit", "min", "max", "options", "pass"])
            | st.sampled_from(["after", "before", "run", "limit", "fresh", "time", "for"]),
            held,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@given(st.sampled_from([ANSWER, EVERY, DUE]), TREES)
def test_any_tree_is_read_or_refused(shape: Shape, tree: object) -> None:
    """Whatever stands there, a value or a finding comes of it, and every value can be asked for in words."""
    value, said = told(json.dumps(tree), shape)
    assert value is not None or said
    if isinstance(value, int):
        assert 0 < value <= LONGEST
    elif value is not None and not isinstance(value, Every):
        assert asked(value, Settings())  # type: ignore[arg-type]
