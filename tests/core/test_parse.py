"""Parse: a checklist from YAML, and the whole text of everything that can be wrong with one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.app.told import sentences
from qcheck.core import evaluate
from qcheck.core.meaning import fingerprint
from qcheck.core.parse import checklist
from qcheck.model.checklist import Checklist
from qcheck.model.finding import Finding

FILE = "kitchen.yaml"
HEAD = "checklist: kitchen\nsections:\n  - id: worktops\n    items:\n"
SOUND = HEAD + "      - sealed: Joints sealed\n"
LONG = HEAD + "      - id: level\n        text: Worktop level\n"

ANSWER = "one kind of answer, such as text or {number: {unit: mm, max: 2}}"
LIST = "    Change it to a list, one `- ` a line"
EMPTY = "    Write the value, or remove the key"
NUMBER = "is read as a number, a yes/no or nothing, so it cannot be an id [id-not-text]"
WORD = "cannot be an id: use letters, digits and hyphens [id-malformed]"
SLUG = "cannot be an id: use lower-case letters a-z, digits and hyphens [id-malformed]"
ITEM = "`id: text`, or `id:` and `text:`"

ROWS: dict[str, tuple[str, str]] = {
    "a text instead of keys": (
        "kitchen\n",
        (
            f'{FILE}:1:1: block: the file needs keys with values; this is "kitchen" [value-wrong]\n'
            "    Change it to keys with values"
        ),
    ),
    "a list instead of keys": (
        "- sealed: Joints sealed\n",
        (
            f"{FILE}:1:1: block: the file needs keys with values; this is a list [value-wrong]\n"
            "    Change it to keys with values"
        ),
    ),
    "a misspelt key": (
        "titel: Kitchen\n" + SOUND,
        f"{FILE}:1:1: block: A checklist has no key titel [key-unknown]\n    Did you mean title?",
    ),
    "a key that resembles none": (
        "colour: red\n" + SOUND,
        (
            f"{FILE}:1:1: block: A checklist has no key colour [key-unknown]\n"
            "    There are: checklist, version, title, source, gate, include, ask, sections"
        ),
    ),
    "a misspelt key of a section": (
        SOUND.replace("    items", "    tittle: Worktops\n    items"),
        f"{FILE}:4:5: block: A section has no key tittle [key-unknown]\n    Did you mean title?",
    ),
    "a misspelt key of an item": (
        LONG + "        acept: 2 mm\n",
        f"{FILE}:7:9: block: An item has no key acept [key-unknown]\n    Did you mean accept?",
    ),
    "a merge key": (
        LONG + "        <<: {why: Water}\n",
        (
            f"{FILE}:7:9: block: An item has no key << [key-unknown]\n"
            "    There are: id, text, why, accept, critical, gate, na, answer, evidence, hold, due, every, role, "
            "needs, when, on_fail, repeat, moved_from"
        ),
    ),
    "missing keys of a list": (
        "title: Kitchen\n",
        f"""\
{FILE}:1:1: block: A checklist needs the key checklist [key-missing]
    Add a line checklist: …
{FILE}:1:1: block: A checklist needs the key sections [key-missing]
    Add a line sections: …""",
    ),
    "missing keys of a section": (
        "checklist: kitchen\nsections:\n  - title: Worktops\n",
        f"""\
{FILE}:3:5: block: A section needs the key id [key-missing]
    Add a line id: …
{FILE}:3:5: block: A section needs the key items [key-missing]
    Add a line items: …""",
    ),
    "an item without a text": (
        HEAD + "      - id: level\n",
        f"{FILE}:5:9: block: An item needs the key text [key-missing]\n    Add a line text: …",
    ),
    "an item that is only a text": (
        HEAD + "      - Joints sealed, no visible gap\n",
        (
            f"{FILE}:5:9: block: This item has no id: Joints sealed, no visible gap [id-absent]\n"
            "    Write joints-sealed-no-visible: before its text"
        ),
    ),
    "a long item without an id": (
        HEAD + "      - text: Höhe über 2 m\n        accept: 2 m\n",
        f"{FILE}:5:9: block: This item has no id: Höhe über 2 m [id-absent]\n    Write hohe-uber-2-m: before its text",
    ),
    "a long item whose id is misspelt": (
        HEAD + "      - idd: level\n        text: Worktop level\n        acept: 2 mm\n",
        f"""\
{FILE}:5:9: block: An item needs the key id [key-missing]
    Add a line id: …
{FILE}:5:9: block: An item has no key idd [key-unknown]
    Did you mean id?
{FILE}:7:9: block: An item has no key acept [key-unknown]
    Did you mean accept?""",
    ),
    "several items in one": (
        HEAD + "      - sealed: Joints sealed\n        level: Worktop level\n",
        (
            f"{FILE}:6:9: block: item needs one `id: text` for each `- `; this is several [value-wrong]\n"
            "    Change it to one `id: text` for each `- `"
        ),
    ),
    "a number with a dot as an id": (
        HEAD + "      - 1.10: Joints sealed\n",
        f"{FILE}:5:9: block: 1.10 {NUMBER}\n    Write a word: item-1-10",
    ),
    "a number as an id": (
        HEAD + "      - 17: Joints sealed\n",
        f"{FILE}:5:9: block: 17 {NUMBER}\n    Write a word: item-17",
    ),
    "a quoted number as an id": (
        HEAD + '      - "17": Joints sealed\n',
        f"{FILE}:5:9: block: 17 {NUMBER}\n    Write a word: item-17",
    ),
    "true as an id": (
        HEAD + "      - True: Joints sealed\n",
        f"{FILE}:5:9: block: True {NUMBER}\n    Write a word: item-true",
    ),
    "a hexadecimal number as an id in long form": (
        HEAD + "      - id: 0x1F\n        text: Joints sealed\n",
        f"{FILE}:5:13: block: 0x1F {NUMBER}\n    Write a word: item-0x1f",
    ),
    "a hexadecimal number as a list's name": (
        SOUND.replace("kitchen", "0x1F"),
        f"{FILE}:1:12: block: 0x1F {NUMBER}\n    Write a word: item-0x1f",
    ),
    "an id with an underscore": (
        HEAD + "      - joints_sealed: Joints sealed\n",
        f"{FILE}:5:9: block: joints_sealed {WORD}\n    For example: joints-sealed",
    ),
    "an id with a dot": (
        HEAD + "      - Joints.sealed: Joints sealed\n",
        f"{FILE}:5:9: block: Joints.sealed {WORD}\n    For example: joints-sealed",
    ),
    "an id with a space": (
        HEAD + "      - Joints sealed: no visible gap\n",
        f"{FILE}:5:9: block: Joints sealed {WORD}\n    For example: joints-sealed",
    ),
    "an id with a slash": (
        HEAD + "      - Joints/sealed: no visible gap\n",
        f"{FILE}:5:9: block: Joints/sealed {WORD}\n    For example: joints-sealed",
    ),
    "a section's id with a space": (
        SOUND.replace("worktops", "Work tops"),
        f"{FILE}:3:9: block: Work tops {WORD}\n    For example: work-tops",
    ),
    "a list's name with capitals": (
        SOUND.replace("kitchen", "Kitchen Installation"),
        f"{FILE}:1:12: block: Kitchen Installation {SLUG}\n    For example: kitchen-installation",
    ),
    "a list's name with an umlaut": (
        SOUND.replace("kitchen", "Küche"),
        f"{FILE}:1:12: block: Küche {SLUG}\n    For example: kuche",
    ),
    "a path as an included list": (
        SOUND + "include: ../site-safety.yaml\n",
        f"{FILE}:6:10: block: ../site-safety.yaml {SLUG}\n    For example: site-safety-yaml",
    ),
    "no sections": (
        "checklist: kitchen\nsections: []\n",
        (
            f"{FILE}:2:11: block: sections needs at least one section [list-empty]\n"
            "    Add one, or remove what it belongs to"
        ),
    ),
    "no items": (
        "checklist: kitchen\nsections:\n  - id: worktops\n    items: []\n",
        (f"{FILE}:4:12: block: items needs at least one item [list-empty]\n    Add one, or remove what it belongs to"),
    ),
    "nothing after sections": (
        "checklist: kitchen\nsections:\n",
        f"{FILE}:2:10: block: sections needs a list, one `- ` a line; this is empty [value-wrong]\n{LIST}",
    ),
    "sections as keys": (
        "checklist: kitchen\nsections:\n  worktops:\n    sealed: Joints sealed\n",
        f"{FILE}:3:3: block: sections needs a list, one `- ` a line; this is keys with values [value-wrong]\n{LIST}",
    ),
    "a section that is only a name": (
        "checklist: kitchen\nsections:\n  - worktops\n",
        (
            f'{FILE}:3:5: block: sections needs keys with values; this is "worktops" [value-wrong]\n'
            "    Change it to keys with values"
        ),
    ),
    "items of every wrong form": (
        HEAD + "      -\n      - [sealed]\n      - ~\n",
        "\n".join(
            f"{FILE}:{place}: block: items needs {ITEM}; this is {got} [value-wrong]\n    Change it to {ITEM}"
            for place, got in (("5:8", "empty"), ("6:9", "a list"), ("7:9", "empty"))
        ),
    ),
    "texts of every wrong form": (
        HEAD
        + "      - A:\n      - B: ''\n      - C: '  '\n      - D: null\n      - E: [text]\n      - F: {text: text}\n",
        f"""\
{FILE}:5:11: block: A has no value; it needs text [value-empty]
{EMPTY}
{FILE}:6:12: block: B has no value; it needs text [value-empty]
{EMPTY}
{FILE}:7:12: block: C has no value; it needs text [value-empty]
{EMPTY}
{FILE}:8:12: block: D has no value; it needs text [value-empty]
{EMPTY}
{FILE}:9:12: block: E needs text; this is a list [value-wrong]
    Change it to text
{FILE}:10:12: block: F needs text; this is keys with values [value-wrong]
    Change it to text""",
    ),
    "a text that is too long": (
        HEAD + f"      - Sealed: {'ü' * 2001}\n",
        (f"{FILE}:5:17: block: Sealed is 2001 characters long; 2000 are allowed [text-too-long]\n    Shorten it"),
    ),
    "a heading that is too long": (
        f"title: {'a' * 201}\n{SOUND}",
        (f"{FILE}:1:8: block: title is 201 characters long; 200 are allowed [text-too-long]\n    Shorten it"),
    ),
    "an unknown word for n/a": (
        LONG + "        na: nevr\n",
        f"{FILE}:7:13: block: na: nevr is not allowed [value-unknown]\n    Did you mean never?",
    ),
    "no as the word for n/a": (
        LONG + "        na: no\n",
        f"{FILE}:7:13: block: na: no is not allowed [value-unknown]\n    Use one of never, reason, free",
    ),
    "an unknown kind of answer": (
        LONG + "        answer: chek\n",
        f"{FILE}:7:17: block: answer: chek is not allowed [value-unknown]\n    Did you mean check?",
    ),
    "yes as a flag": (
        LONG + "        critical: yes\n",
        (
            f'{FILE}:7:19: block: critical needs true or false; this is "yes" [value-wrong]\n'
            "    Change it to true or false"
        ),
    ),
    "a quoted flag": (
        LONG + '        critical: "true"\n',
        (
            f'{FILE}:7:19: block: critical needs true or false; this is "true" [value-wrong]\n'
            "    Change it to true or false"
        ),
    ),
    "a flag without a value": (
        LONG + "        critical:\n",
        f"{FILE}:7:18: block: critical has no value; it needs true or false [value-empty]\n{EMPTY}",
    ),
    "limits that no value can meet": (
        LONG + "        answer: {number: {unit: mm, min: 3, max: 2}}\n",
        f"{FILE}:7:42: block: min is 3, which is beyond max: 2 [limits-crossed]\n    Swap them, or mend one of them",
    ),
    "wrong types in an item": (
        HEAD
        + "      - id: [level]\n        text: {de: eben}\n        why: []\n        accept: {}\n        critical: 1\n"
        + "        gate: [start]\n        na: [never]\n        answer: [number]\n",
        f"""\
{FILE}:5:13: block: id needs an id; this is a list [value-wrong]
    Change it to an id
{FILE}:6:15: block: text needs text; this is keys with values [value-wrong]
    Change it to text
{FILE}:7:14: block: why needs text; this is empty [value-wrong]
    Change it to text
{FILE}:8:17: block: accept needs text; this is empty [value-wrong]
    Change it to text
{FILE}:9:19: block: critical needs true or false; this is "1" [value-wrong]
    Change it to true or false
{FILE}:10:15: block: gate needs an id; this is a list [value-wrong]
    Change it to an id
{FILE}:11:13: block: na needs one of never, reason, free; this is a list [value-wrong]
    Change it to one of never, reason, free
{FILE}:12:17: block: answer needs {ANSWER}; this is a list [value-wrong]
    Change it to {ANSWER}""",
    ),
    "wrong types in a list": (
        (
            "checklist: [kitchen]\nversion: three\ntitle: {de: Küche}\nsource: [a]\ngate: {}\ninclude: {a: b}\n"
            "ask: [gas]\nsections: none\n"
        ),
        f"""\
{FILE}:1:12: block: checklist needs an id; this is a list [value-wrong]
    Change it to an id
{FILE}:2:10: block: version needs a whole number from 1 to 1000000; this is "three" [value-wrong]
    Change it to a whole number from 1 to 1000000
{FILE}:3:8: block: title needs text; this is keys with values [value-wrong]
    Change it to text
{FILE}:4:9: block: source needs text; this is a list [value-wrong]
    Change it to text
{FILE}:5:7: block: gate needs an id; this is empty [value-wrong]
    Change it to an id
{FILE}:6:10: block: include needs an id; this is keys with values [value-wrong]
    Change it to an id
{FILE}:7:6: block: ask needs names with values; this is a list [value-wrong]
    Change it to names with values
{FILE}:8:11: block: sections needs a list, one `- ` a line; this is "none" [value-wrong]
{LIST}""",
    ),
    "questions of wrong forms": (
        SOUND
        + "ask:\n  Gas: Is there gas?\n  room: {choice: [a, b]}\n  17: {text: Which?}\n"
        + "  tiles: {text: Which?, choice: a}\n  doors: {text: Which?, choices: [a, b]}\n",
        f"""\
{FILE}:7:8: block: ask.Gas needs keys with values; this is "Is there gas?" [value-wrong]
    Change it to keys with values
{FILE}:8:9: block: A question needs the key text [key-missing]
    Add a line text: …
{FILE}:9:3: block: 17 {NUMBER}
    Write a word: item-17
{FILE}:10:33: block: choice needs a list, one `- ` a line; this is "a" [value-wrong]
{LIST}
{FILE}:11:25: block: A question has no key choices [key-unknown]
    Did you mean choice?""",
    ),
    "several problems at once": (
        (
            "checklist: kitchen\ntitel: Kitchen\nversion: 1.5\nsections:\n  - id: Work tops\n    items:\n"
            "      - 1.10: Joints sealed\n      - id: level\n        txt: Worktop level\n        critical: maybe\n"
            "      - Just a text\n  - title: Aftercare\n    items: []\n"
        ),
        f"""\
{FILE}:2:1: block: A checklist has no key titel [key-unknown]
    Did you mean title?
{FILE}:3:10: block: version needs a whole number from 1 to 1000000; this is "1.5" [value-wrong]
    Change it to a whole number from 1 to 1000000
{FILE}:5:9: block: Work tops {WORD}
    For example: work-tops
{FILE}:7:9: block: 1.10 {NUMBER}
    Write a word: item-1-10
{FILE}:8:9: block: An item needs the key text [key-missing]
    Add a line text: …
{FILE}:9:9: block: An item has no key txt [key-unknown]
    Did you mean text?
{FILE}:10:19: block: critical needs true or false; this is "maybe" [value-wrong]
    Change it to true or false
{FILE}:11:9: block: This item has no id: Just a text [id-absent]
    Write just-a-text: before its text
{FILE}:12:5: block: A section needs the key id [key-missing]
    Add a line id: …
{FILE}:13:12: block: items needs at least one item [list-empty]
    Add one, or remove what it belongs to""",
    ),
    "a fault after text that is not ASCII": (
        "checklist: kitchen\nsections: [{id: küche, items: [{id: größe, text: ✓ 😀 厨房, na: nie}]}]\n",
        f"{FILE}:2:62: block: na: nie is not allowed [value-unknown]\n    Use one of never, reason, free",
    ),
    "a key that is too long to be shown": (
        f"{'a' * 61}: x\n{SOUND}",
        (
            f"{FILE}:1:1: block: A checklist has no key {'a' * 60}… [key-unknown]\n"
            "    There are: checklist, version, title, source, gate, include, ask, sections"
        ),
    ),
    "more problems than anyone reads": (
        SOUND + "".join(f"x{n}: y\n" for n in range(250)),
        "".join(
            f"{FILE}:{6 + n}:1: block: A checklist has no key x{n} [key-unknown]\n"
            "    There are: checklist, version, title, source, gate, include, ask, sections\n"
            for n in range(200)
        )
        + f"{FILE}:206:1: block: More than 200 problems; the rest of the file was not read [too-many-problems]\n"
        "    Mend these first",
    ),
    "text that would turn a terminal's line around": (
        "\u202etitle: Kitchen\n" + SOUND,
        f"{FILE}:1:1: block: A checklist has no key �title [key-unknown]\n    Did you mean title?",
    ),
    "a key with a line break and an escape code": (
        '"a\\nb\\x1b[31m": x\n' + SOUND,
        (
            f"{FILE}:1:1: block: A checklist has no key a b�[31m [key-unknown]\n"
            "    There are: checklist, version, title, source, gate, include, ask, sections"
        ),
    ),
}


def told(findings: list[Finding]) -> str:
    """Findings as they are printed, in the order of the file."""
    return "\n".join(sentences(evaluate.at_policy(findings, {})))


def sound(text: str) -> Checklist:
    """A list that has no findings."""
    read, findings = checklist(text.encode(), FILE)
    assert told(findings) == ""
    assert read is not None
    return read


@pytest.mark.parametrize("name", ROWS)
def test_what_is_wrong_with_a_checklist_is_told_whole_and_in_order(name: str) -> None:
    """Every fault of a file is told in one run, by line, with what to do about it."""
    source, expected = ROWS[name]
    _, findings = checklist(source.encode(), FILE)
    assert told(findings) == expected


@pytest.mark.parametrize("word", ["~", "null", "Null", "NULL"])
def test_null_is_no_id(word: str) -> None:
    """What other YAML readers take for nothing cannot name anything."""
    _, findings = checklist(f"{HEAD}      - {word}: Joints sealed\n".encode(), FILE)
    assert [(f.code, str(f.place), f.args["id"]) for f in findings] == [("id-not-text", f"{FILE}:5:9", word)]


def test_an_id_of_61_characters_is_too_long() -> None:
    """An id has at most 60 characters, so that it can be shown and typed."""
    _, findings = checklist(f"{HEAD}      - {'a' * 61}: Joints sealed\n".encode(), FILE)
    assert [(f.code, str(f.place), f.args["limit"], f.args["length"]) for f in findings] == [
        ("text-too-long", f"{FILE}:5:9", 60, 61)
    ]


@pytest.mark.parametrize(
    "word", ["0x1F", "17", "1.10", "Küche 2", "厨房", "_", "--", "a_b", "A" * 30 + " " + "b" * 29, "ß"]
)
def test_what_is_offered_for_a_name_can_be_a_name(word: str) -> None:
    """Whoever takes the advice is not told off again."""
    _, findings = checklist(SOUND.replace("kitchen", word).encode(), FILE)
    (finding,) = findings
    offered = str(finding.args["fix"])
    assert sound(SOUND.replace("kitchen", offered)).id == offered


def test_everything_a_list_says_is_kept() -> None:
    """Short and long items, gates, questions, includes and the rest are read as written, with their places."""
    read = sound(
        "checklist: kitchen\nversion: 3\ntitle: Kitchen\nsource: BS 7671\ngate: closeout\ninclude: [site, van]\n"
        "ask:\n  gas: {text: Is there gas?, choice: [yes, no]}\n  room: {text: Which room?}\n"
        "sections:\n  - id: tops\n    title: Worktops\n    items:\n      - sealed: Joints  sealed\n"
        "      - id: level\n        text: Level\n        why: Water\n        accept: 2 mm\n        answer: check\n"
        "        critical: true\n        gate: start\n        na: never\n"
    )
    (section,) = read.sections
    short, long = section.items
    assert (read.id, read.version, read.title, read.source) == ("kitchen", 3, "Kitchen", "BS 7671")
    assert [(i.name, str(i.place)) for i in read.include] == [("site", f"{FILE}:6:11"), ("van", f"{FILE}:6:17")]
    assert [(q.id, q.text, q.choice) for q in read.ask] == [
        ("gas", "Is there gas?", ("yes", "no")),
        ("room", "Which room?", ()),
    ]
    assert (section.id, section.title, str(section.place)) == ("tops", "Worktops", f"{FILE}:11:5")
    assert (short.id, short.text, short.gate, short.critical, short.na) == (
        "sealed", "Joints sealed", "closeout", False, "reason",
    )  # fmt: skip
    assert (long.id, long.text, long.why, long.accept, long.gate, long.critical, long.na) == (
        "level", "Level", "Water", "2 mm", "start", True, "never",
    )  # fmt: skip
    assert (str(short.place), str(long.place)) == (f"{FILE}:14:9", f"{FILE}:15:9")


def test_what_is_not_said_has_its_default() -> None:
    """The least list has version 1, its name for a title, and items due by handover that may be n/a with a reason."""
    read = sound(SOUND)
    (section,) = read.sections
    (item,) = section.items
    assert (read.version, read.title, read.include, read.ask) == (1, "kitchen", (), ())
    assert (section.title, item.gate, item.na, item.critical) == ("worktops", "handover", "reason", False)


def test_one_include_needs_no_list() -> None:
    """A single name stands for a list of one."""
    assert [i.name for i in sound(SOUND + "include: site-safety\n").include] == ["site-safety"]


@pytest.mark.parametrize("word", ["no", "yes", "on", "12:30:45", "010", "2026-12-04", "true", "1.10"])
def test_a_text_stays_as_it_was_written(word: str) -> None:
    """What other YAML readers turn into flags, times and numbers is text where text belongs."""
    read = sound(f"{HEAD}      - sealed: {word}\nask:\n  a: {{text: b, choice: [{word}, other]}}\n")
    assert read.sections[0].items[0].text == word
    assert read.ask[0].choice == (word, "other")


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "Küche", "e\u0301tage", "a-b-1", "X", "2mm", "kw-2026-12", "a" * 60]
)
def test_words_of_letters_digits_and_hyphens_are_ids(word: str) -> None:
    """An id may be of any script and case; it is kept composed, since that is how it is typed."""
    composed = word.replace("e\u0301", "é")
    assert sound(f"{HEAD}      - {word}: Joints sealed\n").sections[0].items[0].id == composed


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Joints sealed", "  Joints \t sealed\n", True),
        ("Fuge gepr\u00fcft", "Fuge gepru\u0308ft", True),
        ("Joints sealed", "Joints not sealed", False),
        ("Joints sealed", "joints sealed", False),
    ],
)
def test_a_fingerprint_changes_with_the_meaning_and_not_with_the_spacing(one: str, other: str, *, same: bool) -> None:
    """White space and the way accents are encoded are no part of what an item means; its words are."""
    assert (fingerprint(one, "") == fingerprint(other, "")) is same
    assert (fingerprint("x", one) == fingerprint("x", other)) is same


def test_a_fingerprint_tells_text_from_acceptance_criteria() -> None:
    """Words moved from one to the other change what an item means."""
    assert fingerprint("a b", "c") != fingerprint("a", "b c") != fingerprint("a b c", "")


LINES = st.sampled_from(
    [
        *SOUND.splitlines(),
        *LONG.splitlines(),
        "    title: [",
        "ask: {a: {text: b}}",
        "include: kitchen",
        "\t",
        "---",
        "? x",
    ]
)


@given(st.text() | st.lists(LINES).map("\n".join))
def test_any_text_is_a_checklist_or_findings_inside_it(text: str) -> None:
    """Parsing never raises, and each finding is at a line and column that the file has, or about the whole file."""
    read, findings = checklist(text.encode("utf-8"), FILE)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert read is not None or findings
    for finding in findings:
        assert finding.place.file == FILE
        assert finding.place.line <= len(lines)
        assert finding.place.column <= (len(lines[finding.place.line - 1]) + 1 if finding.place.line else 0)
    assert all(sentences(findings))


@given(st.binary())
def test_any_bytes_are_a_checklist_or_findings(source: bytes) -> None:
    """Parsing never raises, whatever a file holds."""
    read, findings = checklist(source, FILE)
    assert read is not None or findings
