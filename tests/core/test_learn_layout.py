"""Layout: changes made in the text of a checklist, which leave everything else of it as it was."""

import unicodedata
from pathlib import Path
from typing import NamedTuple, get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from conftest import ROOT
from qcheck.core.difference import plain
from qcheck.core.learn.alike import LONGEST, sayable
from qcheck.core.learn.amend import UNEDITED, Amended, amend
from qcheck.core.learn.change import WRITTEN, changed
from qcheck.core.learn.layout import Sheet, edited
from qcheck.core.learn.lessons import measures
from qcheck.core.parse import checklist as parse
from qcheck.model.checklist import Checklist
from qcheck.model.finding import Finding
from qcheck.model.proposal import Change, Grounds, Key, NewItem, Proposal, Sharpened

SHIPPED = sorted((ROOT / "checklists").glob("*.yaml"))
KEYS: tuple[Key, ...] = get_args(Key)
FILE = "checklists/kitchen.yaml"
HEAD = "checklist: kitchen\nversion: 3\nsections:\n  - id: tops\n    items:\n"
NEW = NewItem("tops", "dry", "Plaster dry", "Wet: it shrinks")


def read(text: str) -> Checklist:
    """A list of a text that has nothing wrong with it."""
    checklist, findings = parse(text.encode(), FILE)
    assert checklist is not None
    assert findings == []
    return checklist


def no_lint(_: Checklist, findings: list[Finding]) -> list[Finding]:
    """A linter that has nothing to say."""
    return findings


def proposed(*changes: Change) -> tuple[Proposal, ...]:
    """Proposals of those changes."""
    grounds = Grounds(("elm", "oak"), 2, 2)
    return tuple(Proposal("kitchen", "failing", f"tops.{n}", "", "", grounds, c) for n, c in enumerate(changes))


def amended(text: str, *changes: Change) -> Amended:
    return amend(text.encode(), FILE, proposed(*changes), no_lint)


class Row(NamedTuple):
    """What a list's text is before and after a change; the version aside."""

    before: str
    change: Change
    after: str


ROWS = {
    "a key below what it comes after": Row(
        "      - id: level\n        text: Level\n        na: never\n",
        Sharpened("tops", "level", "critical"),
        "      - id: level\n        text: Level\n        critical: true\n        na: never\n",
    ),
    "a key that says false": Row(
        "      - id: level\n        text: Level\n        critical: false  # why not?\n",
        Sharpened("tops", "level", "critical"),
        "      - id: level\n        text: Level\n        critical: true  # why not?\n",
    ),
    "the short form, its comment kept": Row(
        "      - level: Level  # by the long spirit level\n",
        Sharpened("tops", "level", "evidence"),
        "      - id: level\n        text: Level  # by the long spirit level\n        evidence: {photos: 1}\n",
    ),
    "the short form in quotes": Row(
        "      - 'level': 'Level: \"flat\" # all over'\n      - dry: Dry\n",
        Sharpened("tops", "level", "on_fail"),
        "      - id: 'level'\n        text: 'Level: \"flat\" # all over'\n"
        "        on_fail: {raise: {category: A}}\n      - dry: Dry\n",
    ),
    "the short form over several lines": Row(
        "      - level: Level in both\n          directions\n      - dry: >-\n          Dry\n          all over\n\n"
        "      - c: C\n",
        Sharpened("tops", "dry", "critical"),
        "      - level: Level in both\n          directions\n      - id: dry\n        text: >-\n          Dry\n"
        "          all over\n        critical: true\n\n      - c: C\n",
    ),
    "the short form with its text on the next line": Row(
        "      - level:\n          Level\n",
        Sharpened("tops", "level", "critical"),
        "      - id: level\n        text:\n          Level\n        critical: true\n",
    ),
    "flow style": Row(
        "      - {id: lid, text: Lid flush}  # new\n",
        Sharpened("tops", "lid", "critical"),
        "      - {id: lid, text: Lid flush, critical: true}  # new\n",
    ),
    "flow style over several lines, with a comma at its end": Row(
        "      - {id: lid, # its name\n         text: Lid flush, # what is true\n        }\n",
        Sharpened("tops", "lid", "evidence"),
        "      - {id: lid, # its name\n         text: Lid flush, evidence: {photos: 1}, # what is true\n        }\n",
    ),
    "flow style in its short form": Row(
        "      - {lid: Lid flush}\n",
        Sharpened("tops", "lid", "critical"),
        "      - {id: lid, text: Lid flush, critical: true}\n",
    ),
    "JSON": Row(
        '      - {"lid":"Lid flush"}\n',
        Sharpened("tops", "lid", "critical"),
        '      - {id: "lid", text: "Lid flush", critical: true}\n',
    ),
    "pairs without braces": Row(
        "      [level: Level, lid: Lid flush]\n",
        Sharpened("tops", "lid", "critical"),
        "      [level: Level, {id: lid, text: Lid flush, critical: true}]\n",
    ),
    "an indentation of its own": Row(
        "      -   id:    level\n          text:  Level\n\n          # about the rest\n          na:    never\n",
        Sharpened("tops", "level", "critical"),
        "      -   id:    level\n          text:  Level\n          critical: true\n\n"
        "          # about the rest\n          na:    never\n",
    ),
    "folded and literal text": Row(
        "      - id: level\n        text: |\n          Level\n\n          in both\n\n        # next\n"
        "        accept: >\n"
        "          2 mm\n      - dry: Dry\n",
        Sharpened("tops", "level", "on_fail"),
        "      - id: level\n        text: |\n          Level\n\n          in both\n\n        # next\n"
        "        accept: >\n"
        "          2 mm\n        on_fail: {raise: {category: A}}\n      - dry: Dry\n",
    ),
    "keys that are nested": Row(
        "      - id: level\n        text: Level\n        answer:\n          number:\n            max: 2 # mm\n"
        "      # the next one\n      - dry: Dry\n",
        Sharpened("tops", "level", "evidence"),
        "      - id: level\n        text: Level\n        answer:\n          number:\n            max: 2 # mm\n"
        "        evidence: {photos: 1}\n      # the next one\n      - dry: Dry\n",
    ),
    "a new item before the comments that follow": Row(
        "      - level: Level # flat\n\n  # the end\n",
        NEW,
        '      - level: Level # flat\n      - id: dry\n        text: Plaster dry\n        why: "Wet: it shrinks"\n'
        "\n  # the end\n",
    ),
    "a new item in a list with empty lines": Row(
        "      - level: Level\n\n      # about the lid\n      - lid: Lid\n",
        NewItem("tops", "dry", "Plaster dry"),
        "      - level: Level\n\n      # about the lid\n      - lid: Lid\n\n"
        "      - id: dry\n        text: Plaster dry\n",
    ),
    "a new item with the list's own gap": Row(
        "      -   level: Level\n",
        NewItem("tops", "dry", "Plaster dry"),
        "      -   level: Level\n      -   id: dry\n          text: Plaster dry\n",
    ),
    "a new item without indentation": Row(
        "    - level: Level\n",
        NewItem("tops", "dry", "Plaster dry"),
        "    - level: Level\n    - id: dry\n      text: Plaster dry\n",
    ),
    "a new item in flow style": Row(
        "      [{id: level, text: Level}, lid: Lid]\n",
        NEW,
        '      [{id: level, text: Level}, lid: Lid, {id: "dry", text: "Plaster dry", why: "Wet: it shrinks"}]\n',
    ),
    "an emoji before it on the line": Row(
        "      - {id: lid, text: 🔧 Lid flush}  # 🔧\n",
        Sharpened("tops", "lid", "critical"),
        "      - {id: lid, text: 🔧 Lid flush, critical: true}  # 🔧\n",
    ),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_a_change_is_written_in_the_style_of_the_list(row: Row) -> None:
    """Only what is meant changes, however the list is laid out."""
    done = amended(HEAD + row.before, row.change)
    assert done.text == (HEAD + row.after).replace("version: 3", "version: 4")
    assert (done.version, len(done.made), done.left) == (4, 1, ())


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_line_ends_stay_as_they_are(row: Row) -> None:
    """A file from Windows stays one, with the mark at its beginning, and a last line without an end stays so."""
    before = (HEAD + row.before).replace("\n", "\r\n")
    after = (HEAD + row.after).replace("version: 3", "version: 4").replace("\n", "\r\n")
    done = amend(b"\xef\xbb\xbf" + before.encode(), FILE, proposed(row.change), no_lint)
    assert done.text == "\ufeff" + after
    done = amended((HEAD + row.before).rstrip("\n"), row.change)
    assert done.text == (HEAD + row.after).replace("version: 3", "version: 4").rstrip("\n")


VERSIONS = {
    "plain": ("checklist: kitchen\nversion: 3 # of May\n", "checklist: kitchen\nversion: 4 # of May\n"),
    "in quotes": ('version: "9"\nchecklist: kitchen\n', "version: 10\nchecklist: kitchen\n"),
    "missing": ("title: K\nchecklist: kitchen # ours\n\ngate: start\n", None),
}


@pytest.mark.parametrize(("before", "after"), VERSIONS.values(), ids=VERSIONS.keys())
def test_the_version_is_raised(before: str, after: str | None) -> None:
    """It is counted up where it stands; one that is missing was 1, and comes below the list's name."""
    after = after or before.replace("# ours\n", "# ours\nversion: 2\n")
    rest = "sections:\n- id: tops\n  items:\n  - lid: Lid\n"
    assert amended(before + rest, Sharpened("tops", "lid", "critical")).text.startswith(after + "sections:")


def test_a_list_in_one_line_is_edited_too() -> None:
    """JSON is YAML."""
    text = '{"checklist": "kitchen", "sections": [{"id": "tops", "items": [{"id": "lid", "text": "Lid"}]}]}'
    assert amended(text, Sharpened("tops", "lid", "critical")).text == (
        '{"checklist": "kitchen", "sections": [{"id": "tops", "items": '
        '[{"id": "lid", "text": "Lid", critical: true}]}], version: 2}'
    )


def test_several_changes_are_made_one_after_the_other() -> None:
    """Each is looked for in the text as the one before left it, and the version is raised once."""
    text = HEAD + "      - lid: Lid\n"
    done = amended(text, Sharpened("tops", "lid", "critical"), NEW, Sharpened("tops", "lid", "on_fail"))
    assert done.text == HEAD.replace("3", "4") + (
        "      - id: lid\n        text: Lid\n        critical: true\n        on_fail: {raise: {category: A}}\n"
        '      - id: dry\n        text: Plaster dry\n        why: "Wet: it shrinks"\n'
    )


UNSAFE = {
    "keys with question marks": "      - ? lid\n        : Lid\n",
    "no such item": "      - other: Other\n",
    "a key that is there already": "      - {id: lid, text: Lid, critical: true}\n",
}


@pytest.mark.parametrize("items", UNSAFE.values(), ids=UNSAFE.keys())
def test_what_cannot_be_edited_safely_is_left_alone(items: str) -> None:
    """The proposal is given in words, the others are made, and the file is never broken."""
    done = amended(HEAD + items, Sharpened("tops", "lid", "critical"))
    assert (done.text, done.version, done.made) == (HEAD + items, 3, ())
    assert [why for _, why in done.left] == [UNEDITED]
    both = amended(HEAD + items, Sharpened("tops", "lid", "critical"), NEW)
    assert (both.version, [p.change for p in both.made], len(both.left)) == (4, [NEW], 1)


def test_what_the_linter_would_not_take_is_left_alone() -> None:
    """A change after which the list could open no job is given in words, with the rule."""

    def strict(checklist: Checklist, findings: list[Finding]) -> list[Finding]:
        bad = any(i.critical for s in checklist.sections for i in s.items)
        return [*findings, *([Finding("accept-missing", "block", checklist.place, "lid")] if bad else [])]

    source = (HEAD + "      - lid: Lid\n").encode()
    done = amend(source, FILE, proposed(Sharpened("tops", "lid", "critical")), strict)
    assert (done.text.encode(), done.made) == (source, ())
    assert [why for _, why in done.left] == ["it would not pass the linter: accept-missing"]


def _between(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines of each text that are left when those that both begin and end with are taken away."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return old, new


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_item_of_the_shipped_lists_takes_every_change(path: Path) -> None:
    """Read, edited and read again, only that differs; comments and all other lines are the same to the byte."""
    text = path.read_text(encoding="utf-8")
    checklist, sheet = read(text), Sheet(text)
    tried = 0
    for section in checklist.sections:
        for item in section.items:
            for key in KEYS:
                if key in measures(item):
                    continue
                after = edited(text, sheet.with_key(section.id, item.id, key, WRITTEN[key]))
                assert plain(read(after)) == plain(changed(checklist, Sharpened(section.id, item.id, key)))
                gone, come = _between(text, after)
                written = f"        {key}: {WRITTEN[key]}\n"
                if gone:
                    assert gone == [f"      - {item.id}: {item.text}\n"]
                    assert come == [f"      - id: {item.id}\n", f"        text: {item.text}\n", written]
                else:
                    assert come == [written]
                tried += 1
    assert tried > len(KEYS) * len(checklist.sections)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_section_of_the_shipped_lists_takes_a_new_item(path: Path) -> None:
    """It comes last in its section, and nothing else changes; so does the version by itself."""
    text = path.read_text(encoding="utf-8")
    checklist, sheet = read(text), Sheet(text)
    for section in checklist.sections:
        new = replace(NEW, section=section.id)
        after = edited(text, sheet.with_item(new))
        assert plain(read(after)) == plain(changed(checklist, new))
        assert _between(text, after) == (
            [],
            ["      - id: dry\n", "        text: Plaster dry\n", '        why: "Wet: it shrinks"\n'],
        )
    after = edited(text, sheet.version(checklist.version + 1))
    assert plain(read(after)) == plain(replace(checklist, version=checklist.version + 1))
    assert _between(text, after) == ([f"version: {checklist.version}\n"], [f"version: {checklist.version + 1}\n"])


HOSTILE = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from(" \n\r\t:#-'\"\\{}[],&*!|>%@`?~=<\u200b\u2028\x85\x07\ufeff\ufffe🔧éa0"), max_size=40),
    st.sampled_from(
        ["null", "true", "~", "1.10", "0x1F", "yes", "- a", "? a", "a:", "a: b", "a #b", "---", "...", "\ud800"]
    ),
)


@given(text=HOSTILE, why=HOSTILE, flow=st.booleans())
@example(text="x" * 5000, why="word " * 1000, flow=False)
@example(text="ü" * 2001, why="'\"" * 1500, flow=True)
def test_any_text_reads_back_as_it_was_meant(text: str, why: str, flow: bool) -> None:
    """What people wrote for a cause or a prevention never breaks the list, whatever they wrote."""
    said = sayable(text)
    if not said:
        return
    new = NewItem("tops", "dry", said, sayable(why))
    done = amended(HEAD + ("      [level: Level]\n" if flow else "      - level: Level\n"), new)
    assert done.left == ()
    item = read(done.text).sections[0].items[-1]
    assert (item.text, item.why) == (new.text, new.why)
    assert len(item.text) <= LONGEST


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=50))
def test_text_that_people_can_see_is_kept_as_it_is(text: str) -> None:
    """Only what nobody sees, and space beyond one, is left out."""
    assert sayable(text) == unicodedata.normalize("NFC", text)
