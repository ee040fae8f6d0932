"""The plan as YAML: written to be edited, read back, and the whole text of what can be wrong with it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.app.told import sentences
from qcheck.core import evaluate, nodes, planfile
from qcheck.core.clean import UNSAFE
from qcheck.core.meaning import tidy
from qcheck.core.planfile import PlanFile
from qcheck.model.checklist import Reference
from qcheck.model.place import Place
from qcheck.model.state import Plan, ScopeLine, Unit

FILE = "plan.yaml"

ROWS: dict[str, tuple[str, str]] = {
    "a list instead of keys": (
        "- lead: dana\n",
        (
            f"{FILE}:1:1: block: the file needs keys with values; this is a list [value-wrong]\n"
            "    Change it to keys with values"
        ),
    ),
    "misspelt keys": (
        "handovr: 2026-12-04\nleed: dana\n",
        f"""\
{FILE}:1:1: block: A plan has no key handovr [key-unknown]
    Did you mean handover?
{FILE}:2:1: block: A plan has no key leed [key-unknown]
    Did you mean lead?""",
    ),
    "wrong types everywhere": (
        "handover: [2026-12-04]\nlead: {a: b}\ncrew: {a: b}\nfacts: [gas]\nscope: Oven\nreason: [moved]\n",
        f"""\
{FILE}:1:11: block: handover needs text; this is a list [value-wrong]
    Change it to text
{FILE}:2:7: block: lead needs text; this is keys with values [value-wrong]
    Change it to text
{FILE}:3:7: block: crew needs an id; this is keys with values [value-wrong]
    Change it to an id
{FILE}:4:8: block: facts needs names with values; this is a list [value-wrong]
    Change it to names with values
{FILE}:5:8: block: scope needs a list, one `- ` a line; this is "Oven" [value-wrong]
    Change it to a list, one `- ` a line
{FILE}:6:9: block: reason needs text; this is a list [value-wrong]
    Change it to text""",
    ),
    "a crew and facts that cannot be": (
        "crew: [17, Dana Miller]\nfacts:\n  Gas pipe: old\n  Gas: [yes]\n",
        f"""\
{FILE}:1:8: block: 17 is read as a number, a yes/no or nothing, so it cannot be an id [id-not-text]
    Write a word: item-17
{FILE}:1:12: block: Dana Miller cannot be an id: use letters, digits and hyphens [id-malformed]
    For example: dana-miller
{FILE}:3:3: block: Gas pipe cannot be an id: use letters, digits and hyphens [id-malformed]
    For example: gas-pipe
{FILE}:4:8: block: facts.Gas needs text; this is a list [value-wrong]
    Change it to text""",
    ),
    "units that cannot be": (
        "units:\n  rooms: Kitchen\n  the floors: [First]\n  walls: ['', {a: b}]\n",
        f"""\
{FILE}:2:10: block: units.rooms needs a list, one `- ` a line; this is "Kitchen" [value-wrong]
    Change it to a list, one `- ` a line
{FILE}:3:3: block: the floors cannot be an id: use letters, digits and hyphens [id-malformed]
    For example: the-floors
{FILE}:4:11: block: units.walls has no value; it needs text [value-empty]
    Write the value, or remove the key
{FILE}:4:15: block: units.walls needs text; this is keys with values [value-wrong]
    Change it to text""",
    ),
    "units without their kind": (
        "units: [Kitchen]\n",
        f"""\
{FILE}:1:8: block: units needs names with values; this is a list [value-wrong]
    Change it to names with values""",
    ),
    "a unit's name that is too long": (
        f"units:\n  rooms:\n    - {'x' * 101}\n",
        f"{FILE}:3:7: block: units.rooms is 101 characters long; 100 are allowed [text-too-long]\n    Shorten it",
    ),
    "an empty promise": (
        'scope:\n  - Oven\n  - ""\n',
        f"{FILE}:3:5: block: scope has no value; it needs text [value-empty]\n    Write the value, or remove the key",
    ),
    "a promise with a colon": (
        "scope:\n  - Oven: the big one: 90 cm\n",
        (
            f"{FILE}:2:22: block: Not YAML: mapping values are not allowed in this context [yaml-syntax]\n"
            "    Look for a tab, a missing space after a colon, a text that needs quotes, or one not closed"
        ),
    ),
    "a field twice": (
        "lead: dana\nhandover: 2026-12-04\n'lead': ravi\n",
        f"{FILE}:3:1: block: lead stands here twice [key-duplicate]\n    Remove one of them",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_what_is_wrong_with_an_edited_plan_is_told_whole_and_in_order(name: str) -> None:
    """Every fault of an edited plan is told in one run, by line, with what to do about it."""
    source, expected = ROWS[name]
    _, findings = planfile.read(source.encode(), FILE)
    assert "\n".join(sentences(evaluate.at_policy(findings, {}))) == expected


def test_a_plan_is_written_to_be_edited() -> None:
    """The text shows every field, what was promised line by line but not what was dropped, and asks for a reason."""
    plan = Plan(
        name="Elm Street",
        handover="2026-12-04",
        lead="dana",
        crew=("ravi", "jo"),
        facts={"gas": "yes", "room": 'the "big" one'},
        scope=(
            ScopeLine("oven", "Oven: 90 cm", Place("a")),
            ScopeLine("lamp", "Lamp", Place("a"), dropped=True),
            ScopeLine("sink", "Küchenspüle", Place("a")),
        ),
    )
    assert (
        planfile.write(plan, "Elm Street")
        == """\
# The plan of Elm Street. Change what differs, say why, save and close.
# An empty file, or no change, changes nothing.
handover: "2026-12-04"
lead: "dana"
seller: ""
crew: ["ravi", "jo"]
facts:
  "gas": "yes"
  "room": "the \\"big\\" one"
# What the client was promised, one a line:
scope:
  - "Oven: 90 cm"
  - "Küchenspüle"
reason: ""
"""
    )


def test_the_units_of_a_plan_are_written_kind_by_kind() -> None:
    """Also a kind of which there is none yet; dropped ones are left out, and a plan without kinds says nothing."""
    units = (
        Unit("rooms", "kitchen", "Kitchen: the big one", Place("a")),
        Unit("floors", "first", "First", Place("a"), dropped=True),
        Unit("rooms", "rooms-12", "12", Place("a")),
    )
    kinds = (Reference("rooms", Place("a")), Reference("walls", Place("a")))
    written = planfile.write(Plan(units=units, kinds=kinds), "Elm Street")
    assert (
        """
facts: {}
# What items are repeated over, one a line:
units:
  "rooms":
    - "Kitchen: the big one"
    - "12"
  "walls": []
  "floors": []
# What the client was promised, one a line:
"""
        in written
    )
    assert planfile.read(written.encode(), FILE) == (
        PlanFile(units={"rooms": ("Kitchen: the big one", "12"), "walls": (), "floors": ()}),
        [],
    )
    assert "units" not in planfile.write(Plan(), "Elm Street")


def test_an_edited_plan_may_be_typed_without_quotes() -> None:
    """Dates, yes and no, and a lone person are read as they are typed."""
    source = b"handover: 2026-12-04 17:00\nlead:\ncrew: ravi\nfacts: {gas: no, built: 1987, room: }\nscope: [Oven]\n"
    assert planfile.read(source, FILE) == (
        PlanFile(
            handover="2026-12-04 17:00",
            crew=("ravi",),
            facts={"gas": "no", "built": "1987", "room": ""},
            scope=("Oven",),
        ),
        [],
    )


@pytest.mark.parametrize("source", ["", "\n", "# all of it deleted\n", "---\n", "~\n", "\ufeff"])
def test_a_plan_of_which_nothing_is_left_changes_nothing(source: str) -> None:
    """Whoever deletes everything in the editor gives up, and is not told off."""
    assert planfile.read(source.encode(), FILE) == (None, [])


def test_a_plan_that_says_nothing_is_read_as_it_was() -> None:
    """A new job's plan, saved as it is, has no finding."""
    assert planfile.read(planfile.write(Plan(), "Elm Street").encode(), FILE) == (PlanFile(), [])


def test_what_is_left_empty_in_a_plan_is_empty() -> None:
    """A key without a value stands for nobody and nothing."""
    source = b"handover:\nlead: ~\ncrew:\nfacts:\nscope:\nreason: null\n"
    assert planfile.read(source, FILE) == (PlanFile(), [])


@pytest.mark.parametrize(
    "text", ["a\x7fb", "a\x85b", "a\u2028b", "a\ufffeb", "a\tb\nc", "two  spaces", " edge ", "e\u0301", "x" * 501]
)
def test_a_text_of_a_plan_comes_back_as_it_was(text: str) -> None:
    """Spaces, ways of writing accents and what cannot be seen are kept, since a difference would be recorded."""
    plan = Plan(scope=(ScopeLine("p", text, Place("a")),), facts={"gas": text})
    assert planfile.read(planfile.write(plan, "Elm").encode(), FILE) == (
        PlanFile(facts={"gas": text}, scope=(text,)),
        [],
    )


TEXT = st.text(max_size=60).filter(str.strip)
NAMES = TEXT.map(tidy).filter(bool).filter(lambda name: not re.search(UNSAFE, name))
IDS = st.from_regex(r"[a-z]{2,5}(-[a-z0-9]{1,4})?", fullmatch=True)


@given(
    handover=st.dates().map(str),
    crew=st.lists(IDS, max_size=3),
    facts=st.dictionaries(IDS.filter(lambda word: word not in {"true", "false", "null"}), TEXT, max_size=3),
    scope=st.lists(TEXT, min_size=1, max_size=4),
    units=st.dictionaries(IDS.filter(lambda word: word not in {"true", "false", "null"}), st.lists(NAMES), max_size=3),
)
def test_a_plan_that_is_not_edited_is_read_as_it_was(
    handover: str, crew: list[str], facts: dict[str, str], scope: list[str], units: dict[str, list[str]]
) -> None:
    """Whatever people wrote into a plan, saving the file as it is changes nothing."""
    lines = tuple(ScopeLine(f"p-{n}", text, Place("a")) for n, text in enumerate(scope))
    rooms = tuple(Unit(kind, f"u-{n}", name, Place("a")) for kind in units for n, name in enumerate(units[kind]))
    kinds = tuple(Reference(kind, Place("a")) for kind in units)
    plan = Plan(handover=handover, lead="dana", crew=tuple(crew), facts=facts, scope=lines, units=rooms, kinds=kinds)
    expected = PlanFile(
        handover=handover,
        lead="dana",
        crew=tuple(crew),
        facts=facts,
        scope=tuple(scope),
        units={kind: tuple(names) for kind, names in units.items()},
    )
    assert planfile.read(planfile.write(plan, "Elm Street").encode(), FILE) == (expected, [])


def test_the_name_of_a_unit_has_no_character_that_cannot_be_seen() -> None:
    """Two names would look the same; it is told where it stands."""
    plan, findings = planfile.read('units:\n  rooms: ["Pan\u200btry"]\n'.encode(), FILE)
    assert plan is not None
    assert plan.units == {"rooms": ()}
    assert sentences(findings) == [
        f"{FILE}:2:11: block: The invisible character U+200B stands here [character-hidden]",
        "    Remove it, or type the text anew",
    ]


LINES = st.sampled_from(
    [
        "handover: x",
        "lead: dana",
        "crew: [",
        "facts:",
        "  gas: yes",
        "scope:",
        "  - a: b",
        "units:",
        "  rooms: [",
        "\t",
        "---",
    ]
)


def empty(source: bytes) -> bool:
    """Whether a file says nothing at all."""
    _, findings = nodes.compose(nodes.decode(source, FILE)[0], FILE)
    return [f.code for f in findings] == ["file-empty"]


@given(st.text() | st.lists(LINES).map("\n".join))
def test_any_text_is_a_plan_or_findings_inside_it(text: str) -> None:
    """Each finding is at a line and column that the file has, or about all of it; only of nothing comes nothing."""
    plan, findings = planfile.read(text.encode(), FILE)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert plan is not None or findings or empty(text.encode())
    for finding in findings:
        assert finding.place.file == FILE
        assert finding.place.line <= len(lines)
        assert finding.place.column <= (len(lines[finding.place.line - 1]) + 1 if finding.place.line else 0)
    assert all(sentences(findings))


@given(st.binary())
def test_any_bytes_are_a_plan_or_findings(source: bytes) -> None:
    """Reading never raises, whatever an editor left in the file."""
    plan, findings = planfile.read(source, FILE)
    assert plan is not None or findings or empty(source)
