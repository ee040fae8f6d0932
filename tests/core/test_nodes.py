"""Nodes: what is wrong with YAML itself, told with its place; and what a plain scalar means."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.app.told import sentences
from qcheck.core import evaluate, nodes
from qcheck.core.nodes import Mapping, Node, Scalar, Sequence
from qcheck.core.parse import checklist
from qcheck.model.finding import Finding

FILE = "checklists/kitchen.yaml"
HEAD = "checklist: kitchen\nsections:\n  - id: worktops\n    items:\n"
SOUND = HEAD + "      - sealed: Joints sealed\n"

SYNTAX = "    Look for a tab, a missing space after a colon, a text that needs quotes, or one not closed"
ALIASES = "    Write the text out, or use include"
TAGS = "    Leave it out, or put the text in quotes"
DEEP = "    Look for runaway brackets"
UTF8 = "    Save it as UTF-8"
EMPTY = "    Write what belongs into it, or remove it"

ROWS: dict[str, tuple[str | bytes, str]] = {
    "a tab as indentation": (
        "checklist: kitchen\nsections:\n\t- id: worktops\n",
        (
            f"{FILE}:3:1: block: Not YAML: found character that cannot start any token while "
            "scanning for the next token "
            f"[yaml-syntax]\n{SYNTAX}"
        ),
    ),
    "a tab before a key": (
        "checklist: kitchen\nsections:\n  - id: worktops\n\ttitle: Worktops\n",
        (
            f"{FILE}:4:1: block: Not YAML: found a tab character that violates indentation while "
            "scanning a plain scalar "
            f"[yaml-syntax]\n{SYNTAX}"
        ),
    ),
    "no space after a colon": (
        "checklist:kitchen\nsections:\n  - id: worktops\n",
        f"{FILE}:2:9: block: Not YAML: mapping values are not allowed in this context [yaml-syntax]\n{SYNTAX}",
    ),
    "a colon in unquoted text": (
        HEAD + "      - sealed: Sealed: no gap\n",
        f"{FILE}:5:23: block: Not YAML: mapping values are not allowed in this context [yaml-syntax]\n{SYNTAX}",
    ),
    "a question mark before unquoted text": (
        HEAD + "      - sealed: ? Sealed\n",
        f"{FILE}:5:17: block: Not YAML: mapping keys are not allowed in this context [yaml-syntax]\n{SYNTAX}",
    ),
    "a text that begins with an at sign": (
        HEAD + "      - sealed: @ 2 mm\n",
        (
            f"{FILE}:5:17: block: Not YAML: found character that cannot start any token while "
            "scanning for the next token "
            f"[yaml-syntax]\n{SYNTAX}"
        ),
    ),
    "a text that begins with an asterisk": (
        HEAD + "      - sealed: *all* joints\n",
        (
            f"{FILE}:5:21: block: Not YAML: did not find expected alphabetic or numeric character "
            "while scanning an alias "
            f"[yaml-syntax]\n{SYNTAX}"
        ),
    ),
    "a key that is indented too little": (
        "checklist: kitchen\nsections:\n  - id: worktops\n   items:\n",
        (
            f"{FILE}:4:4: block: Not YAML: did not find expected '-' indicator while parsing a block collection "
            f"[yaml-syntax]\n{SYNTAX}"
        ),
    ),
    "an escape that is no character": (
        'checklist: kitchen\ntitle: "\\ud800"\n',
        (
            f"{FILE}:2:11: block: Not YAML: found invalid Unicode character escape code while parsing a quoted scalar "
            f"[yaml-syntax]\n{SYNTAX}"
        ),
    ),
    "a quote that is never closed": (
        'checklist: "kitchen\nsections:\n',
        (
            f"{FILE}:1:12: block: Not YAML: found unexpected end of stream while scanning a quoted scalar "
            f"[yaml-syntax]\n{SYNTAX}"
        ),
    ),
    "a brace that is never closed": (
        "checklist: {name: kitchen\n\n\n",
        (
            f"{FILE}:1:12: block: Not YAML: did not find expected ',' or '}}' while parsing a flow mapping "
            f"[yaml-syntax]\n{SYNTAX}"
        ),
    ),
    "an anchor": (
        "checklist: kitchen\nsections: &all\n  - id: worktops\n",
        f"{FILE}:2:11: block: &all: anchors and aliases are not allowed [yaml-alias]\n{ALIASES}",
    ),
    "an anchor on a text": (
        "checklist: &name kitchen\n",
        f"{FILE}:1:12: block: &name: anchors and aliases are not allowed [yaml-alias]\n{ALIASES}",
    ),
    "an alias of nothing": (
        "checklist: *name\n",
        f"{FILE}:1:12: block: *name: anchors and aliases are not allowed [yaml-alias]\n{ALIASES}",
    ),
    "a bomb of aliases": (
        "a: &a [x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
        f"{FILE}:1:4: block: &a: anchors and aliases are not allowed [yaml-alias]\n{ALIASES}",
    ),
    "a merge key with an alias": (
        HEAD + "      - <<: *base\n        text: Joints sealed\n",
        f"{FILE}:5:13: block: *base: anchors and aliases are not allowed [yaml-alias]\n{ALIASES}",
    ),
    "a tag of one's own": (
        HEAD + "      - sealed: !Joints sealed\n",
        f"{FILE}:5:17: block: !Joints: tags are not allowed [yaml-tag]\n{TAGS}",
    ),
    "a second document": (
        SOUND + "---\n" + SOUND,
        (
            f"{FILE}:6:1: block: A second document begins here [yaml-documents]\n"
            "    One file is one list: move it to another file"
        ),
    ),
    "a second document that is empty": (
        SOUND + "---\n",
        (
            f"{FILE}:6:1: block: A second document begins here [yaml-documents]\n"
            "    One file is one list: move it to another file"
        ),
    ),
    "one level too many": (
        "[" * 21 + "]" * 21,
        f"{FILE}:1:21: block: Nested more than 20 levels deep [yaml-too-deep]\n{DEEP}",
    ),
    "500 brackets": (
        "[" * 500,
        f"{FILE}:1:21: block: Nested more than 20 levels deep [yaml-too-deep]\n{DEEP}",
    ),
    "100,000 braces": (
        "{a: " * 100_000,
        f"{FILE}:1:81: block: Nested more than 20 levels deep [yaml-too-deep]\n{DEEP}",
    ),
    "100,000 dashes": (
        "- " * 100_000,
        f"{FILE}:1:41: block: Nested more than 20 levels deep [yaml-too-deep]\n{DEEP}",
    ),
    "1,000 indented keys": (
        "".join(" " * depth + "a:\n" for depth in range(1000)),
        f"{FILE}:21:21: block: Nested more than 20 levels deep [yaml-too-deep]\n{DEEP}",
    ),
    "more than 2 MB": (
        SOUND + "#" * 2_000_000,
        (f"{FILE}: block: The file is larger than 2 MB, so it was not read [file-too-large]\n    Split it"),
    ),
    "Latin-1": (
        "checklist: kitchen\ntitle: Küche\n".encode("latin-1"),
        f"{FILE}:2:9: block: The file is not UTF-8 text [file-not-utf8]\n{UTF8}",
    ),
    "a byte that is not UTF-8 after umlauts": (
        "title: Küche\nsource: Tür ✓ 😀".encode() + b" \xff\n",
        f"{FILE}:2:17: block: The file is not UTF-8 text [file-not-utf8]\n{UTF8}",
    ),
    "a character cut off at the end": (
        b"title: K\xc3",
        f"{FILE}:1:9: block: The file is not UTF-8 text [file-not-utf8]\n{UTF8}",
    ),
    "UTF-16": (
        SOUND.encode("utf-16"),
        f"{FILE}:1:1: block: The file is not UTF-8 text [file-not-utf8]\n{UTF8}",
    ),
    "nothing": ("", f"{FILE}: block: The file is empty [file-empty]\n{EMPTY}"),
    "only white space": ("  \n\n", f"{FILE}: block: The file is empty [file-empty]\n{EMPTY}"),
    "only a comment": ("# to do\n", f"{FILE}: block: The file is empty [file-empty]\n{EMPTY}"),
    "only the mark of a document": ("---\n", f"{FILE}: block: The file is empty [file-empty]\n{EMPTY}"),
    "only a tilde": ("~\n", f"{FILE}: block: The file is empty [file-empty]\n{EMPTY}"),
    "only null": ("null\n", f"{FILE}: block: The file is empty [file-empty]\n{EMPTY}"),
    "a list as a key": (
        "checklist: kitchen\n[a, b]: c\n",
        f"{FILE}:2:1: block: A key is a list or a mapping [key-not-text]\n    Write a plain word before the colon",
    ),
    "a placeholder in braces": (
        HEAD + "      - sealed: {{ text }}\n",
        f"{FILE}:5:18: block: A key is a list or a mapping [key-not-text]\n    Write a plain word before the colon",
    ),
    "a key twice": (
        'checklist: kitchen\n"Title": A\n"Title": B\n',
        f"""\
{FILE}:1:1: block: A checklist needs the key sections [key-missing]
    Add a line sections: …
{FILE}:2:1: block: A checklist has no key Title [key-unknown]
    Did you mean title?
{FILE}:3:1: block: Title stands here twice [key-duplicate]
    Remove one of them""",
    ),
}


def told(findings: list[Finding]) -> str:
    """Findings as they are printed, in the order of the file."""
    return "\n".join(sentences(evaluate.at_policy(findings, {})))


def encoded(source: str | bytes) -> bytes:
    return source.encode() if isinstance(source, str) else source


def root(text: str) -> Node:
    """The tree of a text without findings."""
    node, findings = nodes.compose(text, FILE)
    assert findings == []
    assert node is not None
    return node


def scalar(text: str) -> Scalar:
    """The value of a text that holds only one."""
    node = root(text)
    assert isinstance(node, Scalar)
    return node


@pytest.mark.parametrize("name", ROWS)
def test_what_is_wrong_with_yaml_is_told_with_its_place_and_what_to_do(name: str) -> None:
    """Each thing that is no trustworthy YAML gives its whole text, and no checklist is made of an unread file."""
    source, expected = ROWS[name]
    _, findings = checklist(encoded(source), FILE)
    assert told(findings) == expected


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "[{a: "])
def test_deep_nesting_is_refused_at_once(opening: str) -> None:
    """100,000 levels cost no more than the first twenty."""
    begun = time.perf_counter()
    node, findings = nodes.compose(opening * 100_000, FILE)
    assert node is None
    assert [finding.code for finding in findings] == ["yaml-too-deep"]
    assert time.perf_counter() - begun < 5


def test_twenty_levels_may_be_nested() -> None:
    """The limit itself is allowed."""
    node = root("[" * 20 + "]" * 20)
    depth = 0
    while isinstance(node, Sequence):
        depth += 1
        node = node.items[0] if node.items else Scalar("", plain=True, line=1, column=1)
    assert depth == 20


def test_a_file_of_exactly_two_megabytes_is_read() -> None:
    """The limit itself is allowed."""
    source = (SOUND + "#" * (2_000_000 - len(SOUND))).encode()
    read, findings = checklist(source, FILE)
    assert len(source) == 2_000_000
    assert read is not None
    assert findings == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(b"\xef\xbb\xbf" + SOUND.encode(), id="a byte order mark"),
        pytest.param(SOUND.replace("\n", "\r\n").encode(), id="lines that end as on Windows"),
        pytest.param(SOUND.removesuffix("\n").encode(), id="no line end at the end"),
        pytest.param(f"# top\n\n---\n{SOUND}...\n".encode(), id="marks around the one document"),
        pytest.param(f"%YAML 1.2\n---\n{SOUND}".encode(), id="a directive"),
        pytest.param(
            b"checklist: kitchen\nsections: [{id: worktops, items: [{sealed: Joints sealed}]}]", id="flow style"
        ),
        pytest.param(SOUND.replace("Joints sealed", "! Joints sealed").encode(), id="the tag of plain text"),
    ],
)
def test_what_editors_add_to_a_file_is_no_fault(source: bytes) -> None:
    """The same list comes of a file with a byte order mark, Windows line ends, document marks, or in flow style."""
    read, findings = checklist(source, FILE)
    assert findings == []
    assert read is not None
    assert [(s.id, i.id, i.text) for s in read.sections for i in s.items] == [("worktops", "sealed", "Joints sealed")]


def test_a_byte_order_mark_does_not_move_places() -> None:
    """The first key of a file with a byte order mark stands in column 1."""
    _, findings = checklist(b"\xef\xbb\xbftitel: x\n" + SOUND.encode(), FILE)
    assert [(f.code, str(f.place)) for f in findings] == [("key-unknown", f"{FILE}:1:1")]


def test_windows_line_ends_do_not_move_places() -> None:
    """A place is the same however lines end."""
    _, findings = checklist((SOUND + "titel: x\n").replace("\n", "\r\n").encode(), FILE)
    assert [(f.code, str(f.place)) for f in findings] == [("key-unknown", f"{FILE}:6:1")]


def test_old_line_ends_are_counted() -> None:
    """A lone carriage return ends a line, for a key as for a byte that is not UTF-8."""
    _, findings = checklist(b"checklist: kitchen\rtitel: x\rsections: []\r", FILE)
    assert [(f.code, str(f.place)) for f in findings] == [
        ("key-unknown", f"{FILE}:2:1"),
        ("list-empty", f"{FILE}:3:11"),
    ]
    _, findings = checklist(b"a: b\rc: \xff", FILE)
    assert [(f.code, str(f.place)) for f in findings] == [("file-not-utf8", f"{FILE}:2:4")]


def test_a_byte_order_mark_does_not_move_a_byte_that_is_not_utf8() -> None:
    """The mark is no character of the first line."""
    _, findings = checklist(b"\xef\xbb\xbfa: \xff", FILE)
    assert [(f.code, str(f.place)) for f in findings] == [("file-not-utf8", f"{FILE}:1:4")]


@pytest.mark.parametrize(
    "sign", ["\0", "\x08", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9f", "\u2028", "\u2029", "\ufffe"]
)
@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("", "1:1"),
        ("title: b", "1:9"),
        ("title: a\ntitle: b", "2:9"),
        ("title: a\r\ntitle: b", "2:9"),
        ("title: a\rtitle: 'Kü", "2:11"),
        ("# Kü", "1:5"),
    ],
)
def test_a_character_that_cannot_be_seen_is_told_at_its_place(sign: str, before: str, place: str) -> None:
    """Control characters, and line ends that only some readers know, are refused wherever they stand."""
    node, findings = nodes.compose(f"{before}{sign}c\n", FILE)
    assert node is None
    assert [(f.code, str(f.place), f.args) for f in findings] == [
        ("yaml-syntax", f"{FILE}:{place}", {"problem": f"the invisible character U+{ord(sign):04X}"})
    ]


def test_such_a_character_may_be_written_as_an_escape() -> None:
    """Between double quotes an escape stands for what cannot be typed."""
    assert scalar('"a\\x1b\\N\\L\\P"').text == "a\x1b\x85\u2028\u2029"


@pytest.mark.parametrize("before", ["Küche", "厨房", "😀", "é", "e\u0301", "\ufb01"])
def test_columns_count_characters_and_not_bytes(before: str) -> None:
    """A place after text that is not ASCII is where an editor's cursor would be, counted in code points."""
    node = root(f"[{before}, here]")
    assert isinstance(node, Sequence)
    assert (node.items[1].line, node.items[1].column) == (1, len(before) + 4)


@pytest.mark.parametrize(
    "text", ["no", "yes", "on", "off", "y", "n", "12:30:45", "010", "2026-12-04", "1.10", "1_000", "0b11"]
)
def test_scalars_stay_as_they_were_written(text: str) -> None:
    """What YAML 1.1 would turn into a flag, a time or another number is the text that was typed."""
    assert scalar(text).text == text
    assert not scalar(text).empty


@pytest.mark.parametrize(
    "text", ["1.10", "17", "-5", "+5", "010", "0x1F", "0o17", "1e3", "1.", ".5", ".inf", "-.INF", ".nan"]
)
def test_numbers_of_yaml_are_known_as_numbers(text: str) -> None:
    """What another YAML reader would take for a number is recognised where it stands without quotes, only."""
    assert scalar(text).number_like
    assert not scalar(f'"{text}"').number_like
    assert not scalar(f"'{text}'").number_like


@pytest.mark.parametrize(
    "text", ["no", "12:30:45", "2026-12-04", "1_000", "0b11", "1.1.1", "e3", ".", "-", "0xg", "--1"]
)
def test_what_only_looks_like_a_number_is_text(text: str) -> None:
    """YAML 1.2 knows no sexagesimal numbers, no dates and no underscores in numbers."""
    assert not (scalar(text) if text != "-" else scalar("'-'")).number_like


@pytest.mark.parametrize("text", ["~", "null", "Null", "NULL"])
def test_null_is_empty_only_without_quotes(text: str) -> None:
    """A quoted null is a text of four letters."""
    node = root(f"a: {text}")
    assert isinstance(node, Mapping)
    ((_, value),) = node.pairs
    assert isinstance(value, Scalar)
    assert value.empty
    assert not scalar(f'"{text}"').empty


def test_a_block_of_text_is_not_plain() -> None:
    """A number in a block is text, since whoever writes a block means text."""
    node = root("a: |\n  17\nb: >-\n  17\nc: 17\n")
    assert isinstance(node, Mapping)
    assert [(v.text, v.plain) for _, v in node.pairs if isinstance(v, Scalar)] == [
        ("17\n", False),
        ("17", False),
        ("17", True),
    ]


def test_of_a_doubled_key_the_first_value_is_kept() -> None:
    """A doubled key is reported at its second place, each time, and what follows is still read."""
    node, findings = nodes.compose("a: 1\nb: 2\na: [3, {c: 4}]\na: 5\nd: 6\n", FILE)
    assert isinstance(node, Mapping)
    assert [(k.text, v.text) for k, v in node.pairs if isinstance(v, Scalar)] == [("a", "1"), ("b", "2"), ("d", "6")]
    assert [(f.code, str(f.place)) for f in findings] == [
        ("key-duplicate", f"{FILE}:3:1"),
        ("key-duplicate", f"{FILE}:4:1"),
    ]


@given(st.text())
def test_any_text_is_a_tree_or_a_finding_inside_it(text: str) -> None:
    """Composing never raises, and never gives neither a tree nor a finding."""
    node, findings = nodes.compose(text, FILE)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert (node is None) == any(f.code != "key-duplicate" for f in findings)
    for finding in findings:
        assert finding.place.line <= len(lines)
        assert finding.place.column <= (len(lines[finding.place.line - 1]) + 1 if finding.place.line else 0)


@given(st.binary())
def test_any_bytes_are_text_or_one_finding(source: bytes) -> None:
    """Decoding never raises; a byte that is not UTF-8 has a line and a column that the file has."""
    text, findings = nodes.decode(source, FILE)
    if not findings:
        assert text == source.decode("utf-8-sig")
        return
    (finding,) = findings
    lines = source.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    assert finding.code == "file-not-utf8"
    assert 1 <= finding.place.line <= len(lines)
    assert 1 <= finding.place.column <= len(lines[finding.place.line - 1])


def test_a_value_that_would_stand_after_the_end_is_at_its_key() -> None:
    """Found by fuzzing: where the last line does not end, the parser looks for the value of `? key` a line below."""
    node, findings = nodes.compose("a:\n? job", FILE)
    assert not findings
    assert isinstance(node, nodes.Mapping)
    assert [(value.line, value.column) for _, value in node.pairs] == [(1, 3), (2, 3)]
