"""Conditions: read from YAML with everything wrong with them, decided in three values, told in words."""

import string
from collections.abc import Callable, Mapping

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from qcheck.app.told import sentences
from qcheck.core.compare import Said, is_date, is_decimal
from qcheck.core.condition import WHEN
from qcheck.core.refer import Index, catalogue
from qcheck.core.shapes import read
from qcheck.core.when import Look, decide, spoken, waiting
from qcheck.core.when import tests as comparisons
from qcheck.model.checklist import AllOf, AnyOf, Checklist, Condition, Item, Not, Reference, Section
from qcheck.model.checklist import Test as Compared
from qcheck.model.place import Place

AT = Place("kitchen.yaml", 1, 1)
HERE = "kitchen.yaml"


def compare(subject: str, relation: str, *values: str) -> Compared:
    """A comparison as it would be read."""
    return msgspec.convert(
        {"type": "test", "subject": subject, "relation": relation, "values": values, "place": AT}, type=Compared
    )


def fact(name: str, *values: str) -> Compared:
    """That a fact is one of some values."""
    return compare(f"fact.{name}", "is", *values)


def known(value: str = "", result: str = "") -> Said:
    """What was said."""
    return Said(result, value, "known")


OPEN, ABSENT = Said("", "", "open"), Said("", "", "absent")
GAS, STONE = fact("gas", "yes"), fact("worktop", "granite", "quartz")
YES, NO = AllOf(()), AnyOf(())


def looked(**said: Said | tuple[Said, ...]) -> Look:
    """What is known of facts."""

    def look(subject: str) -> tuple[Said, ...]:
        found = said.get(subject.removeprefix("fact."), ())
        return found if isinstance(found, tuple) else (found,)

    return look


# Reading

READ: dict[str, tuple[str, Condition]] = {
    "one value": ("fact.gas: yes", GAS),
    "one of several values": ("fact.worktop: [granite, quartz]", STONE),
    "values with needless white space": ("fact.worktop: ['  granite ', \"quartz\\n\"]", STONE),
    "a number, told as text": ("item.tops.size: 1.50", compare("item.tops.size", "is", "1.50")),
    "an item by the end of its name": ("item.sealed: pass", compare("item.sealed", "is", "pass")),
    "an item of another list": ("item.van/tools.saw: na", compare("item.van/tools.saw", "is", "na")),
    "an item of one unit": ("item.rooms.dry@bath: fail", compare("item.rooms.dry@bath", "is", "fail")),
    "decomposed letters": ("fact.e\u0301tage: 1", compare("fact.\u00e9tage", "is", "1")),
    "a comparison": ("item.size.area: {at_least: 50}", compare("item.size.area", "at_least", "50")),
    "a date": ("fact.built: {before: 1999-12-31}", compare("fact.built", "before", "1999-12-31")),
    "two comparisons, both of which must hold": (
        "fact.area: {over: -2.5, under: '7'}",
        AllOf((compare("fact.area", "over", "-2.5"), compare("fact.area", "under", "7"))),
    ),
    "two keys, both of which must hold": ("{fact.gas: yes, fact.worktop: [granite, quartz]}", AllOf((GAS, STONE))),
    "all": ("all: [{fact.gas: yes}, {fact.worktop: [granite, quartz]}]", AllOf((GAS, STONE))),
    "any": ("any: [{fact.gas: yes}, {fact.worktop: [granite, quartz]}]", AnyOf((GAS, STONE))),
    "all of one": ("all: [{fact.gas: yes}]", GAS),
    "not": ("not: {fact.gas: yes}", Not(GAS)),
    "not both": ("not: {fact.gas: yes, fact.worktop: [granite, quartz]}", Not(AllOf((GAS, STONE)))),
    "conditions inside each other": (
        "{fact.gas: yes, any: [{not: {all: [{fact.gas: yes}, {fact.gas: yes}]}}, {fact.gas: yes}]}",
        AllOf((GAS, AnyOf((Not(AllOf((GAS, GAS))), GAS)))),
    ),
}

WANTED = "the file needs a condition such as `fact.gas: yes`"
CHANGE = "Change it to a condition such as `fact.gas: yes`"
NUMBER = "a number such as 50 or 2.5"
DATE = "a date such as 2026-12-04"
KNOWN = "There are: fact.NAME, item.SECTION.ITEM, all, any, not"
MALFORMED: dict[str, tuple[str, str]] = {
    "a word": ("gas", f'{HERE}:1:1: block: {WANTED}; this is "gas" [value-wrong]\n    {CHANGE}'),
    "a list": ("[{fact.gas: yes}]", f"{HERE}:1:1: block: {WANTED}; this is a list [value-wrong]\n    {CHANGE}"),
    "an empty text": (
        "''",
        (
            f"{HERE}:1:1: block: the file has no value; it needs a condition such as `fact.gas: yes` [value-empty]\n"
            "    Write the value, or remove the key"
        ),
    ),
    "no condition": (
        "{}",
        (
            f"{HERE}:1:1: block: the file needs at least one condition [list-empty]\n"
            "    Add one, or remove what it belongs to"
        ),
    ),
    "a key that is none": ("gas: yes", f"{HERE}:1:1: block: A condition has no key gas [key-unknown]\n    {KNOWN}"),
    "facts for fact": (
        "facts.gas: yes",
        f"{HERE}:1:1: block: A condition has no key facts.gas [key-unknown]\n    Did you mean fact.gas?",
    ),
    "alle for all": (
        "alle: [{fact.gas: yes}]",
        f"{HERE}:1:1: block: A condition has no key alle [key-unknown]\n    Did you mean all?",
    ),
    "a fact without a name": (
        "fact.: yes",
        (
            f"{HERE}:1:1: block: fact. cannot be an id: use letters, digits and hyphens [id-malformed]\n"
            "    For example: fact.item"
        ),
    ),
    "a fact with a space": (
        "fact.gas fire: yes",
        (
            f"{HERE}:1:1: block: fact.gas fire cannot be an id: use letters, digits and hyphens [id-malformed]\n"
            "    For example: fact.gas-fire"
        ),
    ),
    "an item with too many parts": (
        "item.kitchen.tops.sealed: pass",
        (
            f"{HERE}:1:1: block: item.kitchen.tops.sealed cannot be an id: use letters, digits and hyphens, as in "
            "`section.item` [id-malformed]\n    For example: item.kitchen.tops"
        ),
    ),
    "a list without a section": (
        "item.van/saw: pass",
        (
            f"{HERE}:1:1: block: item.van/saw cannot be an id: use letters, digits and hyphens, as in "
            "`section.item` [id-malformed]\n    For example: item.van.saw"
        ),
    ),
    "a name that is too long": (
        f"fact.{'a' * 261}: yes",
        f"{HERE}:1:1: block: fact is 261 characters long; 260 are allowed [text-too-long]\n    Shorten it",
    ),
    "no value": (
        "fact.gas:",
        (
            f"{HERE}:1:10: block: fact.gas has no value; it needs text [value-empty]\n"
            "    Write the value, or remove the key"
        ),
    ),
    "an empty list of values": (
        "fact.gas: []",
        (
            f"{HERE}:1:11: block: fact.gas needs at least one value [list-empty]\n"
            "    Add one, or remove what it belongs to"
        ),
    ),
    "a value that is a list": (
        "fact.gas: [[yes]]",
        f"{HERE}:1:12: block: fact.gas needs text; this is a list [value-wrong]\n    Change it to text",
    ),
    "no comparison": (
        "fact.gas: {}",
        (
            f"{HERE}:1:11: block: fact.gas needs at least one comparison [list-empty]\n"
            "    Add one, or remove what it belongs to"
        ),
    ),
    "an unknown comparison": (
        "fact.area: {atleast: 5}",
        f"{HERE}:1:13: block: A comparison has no key atleast [key-unknown]\n    Did you mean at_least?",
    ),
    "a comparison that resembles none": (
        "fact.area: {min: 5}",
        (
            f"{HERE}:1:13: block: A comparison has no key min [key-unknown]\n"
            "    There are: at_least, at_most, over, under, before, after"
        ),
    ),
    "all without a list": (
        "all: {fact.gas: yes}",
        (
            f"{HERE}:1:6: block: all needs a list of conditions, one `- ` a line; this is keys with values "
            "[value-wrong]\n"
            "    Change it to a list of conditions, one `- ` a line"
        ),
    ),
    "any of nothing": (
        "any: []",
        f"{HERE}:1:6: block: any needs at least one condition [list-empty]\n    Add one, or remove what it belongs to",
    ),
    "not of a list": (
        "not: [{fact.gas: yes}]",
        f"{HERE}:1:6: block: not needs a condition such as `fact.gas: yes`; this is a list [value-wrong]\n    {CHANGE}",
    ),
    "everything wrong in one run": (
        "{fact.gas: {over: x}, any: [gas, {fact.: 1}], not: }",
        f"""\
{HERE}:1:19: block: over needs {NUMBER}; this is "x" [value-wrong]
    Change it to {NUMBER}
{HERE}:1:29: block: any needs a condition such as `fact.gas: yes`; this is "gas" [value-wrong]
    {CHANGE}
{HERE}:1:35: block: fact. cannot be an id: use letters, digits and hyphens [id-malformed]
    For example: fact.item
{HERE}:1:52: block: not has no value; it needs a condition such as `fact.gas: yes` [value-empty]
    Write the value, or remove the key""",
    ),
}

NO_NUMBERS = ("1e3", "NaN", "inf", "\u0663", "1,5", "1_000", ".5", "5.", "+5", "0x10", "--1", "a", "1" * 61, "[5]")
NO_DATES = ("2026-02-30", "2026-13-01", "4 dec", "today", "20261204", "2026-W01-1", "2026-12-04T10:00", "\u0662026-1-1")


@pytest.mark.parametrize("name", READ)
def test_a_condition_is_read(name: str) -> None:
    """Each way to write a condition comes to what it means."""
    source, expected = READ[name]
    condition, findings = read(source.encode(), HERE, WHEN)
    assert findings == []
    assert placeless(condition) == placeless(expected)


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_wrong_with_a_condition_is_told(name: str) -> None:
    """Of a malformed condition everything that is wrong is told, and nothing is kept that would mean something else."""
    source, expected = MALFORMED[name]
    condition, findings = read(source.encode(), HERE, WHEN)
    assert "\n".join(sentences(findings)) == expected
    assert condition is None


@pytest.mark.parametrize(
    ("relation", "value", "wanted"),
    [*(("at_most", value, NUMBER) for value in NO_NUMBERS), *(("after", value, DATE) for value in NO_DATES)],
)
def test_only_decimals_and_dates_are_compared(relation: str, value: str, wanted: str) -> None:
    """What other programs take for a number or date is refused."""
    condition, findings = read(f"fact.area:\n  {relation}: {value}".encode(), HERE, WHEN)
    got = "a list" if value == "[5]" else f'"{value[:50]}{"…" if len(value) > 50 else ""}"'
    assert [(f.code, f.args) for f in findings] == [("value-wrong", {"key": relation, "wanted": wanted, "got": got})]
    assert condition is None


def test_a_comparison_stands_where_its_key_does() -> None:
    """Each comparison has the place of the fact or item that it compares."""
    source = "any:\n  - fact.gas: yes\n  - not:\n      item.tops.size: {over: 5, under: 9}\n"
    condition, _ = read(source.encode(), HERE, WHEN)
    assert [str(test.place) for test in comparisons(condition)] == [f"{HERE}:2:5", f"{HERE}:4:7", f"{HERE}:4:7"]


def test_the_editors_schema_is_of_one_mind_with_the_reader() -> None:
    """What is read passes the schema; what is malformed does not, but for the insides of names, numbers and dates."""
    schema = Draft202012Validator(WHEN.schema())
    loose = {
        "a fact with a space",
        "an item with too many parts",
        "a list without a section",
        "a name that is too long",
    }
    for source, _ in READ.values():
        assert schema.is_valid(plain(source)), source
    for name, (source, _) in MALFORMED.items():
        assert schema.is_valid(plain(source)) == (name in loose), name


def plain(source: str) -> object:
    """YAML with all values left as text."""
    return yaml.load(source, yaml.BaseLoader)  # noqa: S506 - it makes nothing but text, lists and dicts


def placeless(condition: Condition) -> object:
    """A condition but for where its comparisons stand."""
    match condition:
        case Compared(subject, relation, values):
            return subject, relation, values
        case Not(part):
            return "not", placeless(part)
        case AllOf(parts) | AnyOf(parts):
            return type(condition), [placeless(part) for part in parts]


# Deciding

DECIDED: list[tuple[Compared, Said, bool | None]] = [
    (fact("gas", "yes"), known("yes"), True),
    (fact("gas", "yes"), known("YES "), True),
    (fact("street", "Straße"), known("STRASSE"), True),
    (fact("gas", "yes"), known("no"), False),
    (fact("gas", "yes"), known(""), False),
    (fact("gas", "pass"), known("", "pass"), True),
    (fact("gas", "fail", "na"), known("", "na"), True),
    (fact("gas", "fail"), known("", "pass"), False),
    (fact("gas", "pass"), known("2.5", "fail"), False),
    (fact("gas", "matt"), known("Matt", "pass"), True),
    (fact("gas", "2.50"), known("2.5"), True),
    (fact("gas", "2.50"), known("25"), False),
    (fact("gas", "yes"), ABSENT, False),
    (compare("fact.a", "at_least", "50"), known("50.0"), True),
    (compare("fact.a", "at_least", "50"), known("49.999999999999999999999999999999999999"), False),
    (compare("fact.a", "at_most", "0.1"), known("0.1"), True),
    (compare("fact.a", "at_most", "0.1"), known("0.2"), False),
    (compare("fact.a", "over", "9"), known("10"), True),
    (compare("fact.a", "over", "9"), known("9"), False),
    (compare("fact.a", "under", "-1"), known("-1.5"), True),
    (compare("fact.a", "under", "-1"), known("-1"), False),
    (compare("fact.a", "over", "9"), known("large"), None),
    (compare("fact.a", "over", "9"), known("1e3"), None),
    (compare("fact.a", "over", "9"), known("\u0661\u0662"), None),
    (compare("fact.a", "over", "9"), known("", "na"), False),
    (compare("item.a", "over", "9"), known("large", "pass"), False),
    (compare("item.a", "after", "2026-12-04"), known("soon", "pass"), False),
    (compare("fact.a", "before", "2026-12-04"), known("2026-12-04"), True),
    (compare("fact.a", "before", "2026-12-04"), known("2026-12-05"), False),
    (compare("fact.a", "after", "2026-12-04"), known("2026-12-04"), True),
    (compare("fact.a", "after", "2026-12-04"), known("2026-12-03"), False),
    (compare("fact.a", "after", "2026-12-04"), known("tomorrow"), None),
    (compare("fact.a", "after", "2026-12-04"), known("2026-13-04"), None),
]


@pytest.mark.parametrize(("test", "said", "expected"), DECIDED)
def test_a_comparison_is_decided(test: Compared, said: Said, *, expected: bool | None) -> None:
    """A comparison holds by case-folded text, by decimal value, by day; an answer that cannot be compared is not so,
    and of a fact in someone's own words that cannot be, nobody knows.
    """
    assert decide(test, lambda _: (said,)) is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((), None),
        ((OPEN,), None),
        ((ABSENT,), False),
        ((known("no"), known("yes")), True),
        ((known("no"), known("no")), False),
        ((OPEN, known("yes")), True),
        ((OPEN, known("no")), None),
        ((ABSENT, OPEN), None),
        ((ABSENT, known("yes")), True),
    ],
)
def test_of_a_repeated_item_one_answer_is_enough(said: tuple[Said, ...], expected: bool | None) -> None:
    """One unit decides for all; while one that could is open it is undecided, as is what nobody knows of."""
    assert decide(GAS, lambda _: said) is expected


def test_a_condition_tells_what_it_waits_for() -> None:
    """Only what could still decide it is waited for, each subject once, in the order written."""
    condition = AllOf((STONE, AnyOf((GAS, fact("area", "1"))), Not(fact("gas", "no")), AnyOf((fact("late", "1"), YES))))
    assert waiting(condition, looked(worktop=OPEN, gas=OPEN, area=known("2"))) == ("fact.worktop", "fact.gas")
    assert waiting(condition, looked(worktop=known("laminate"), gas=OPEN)) == ()
    assert waiting(condition, looked(worktop=known("quartz"), gas=known("yes"))) == ()


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (STONE, "worktop is granite or quartz"),
        (compare("item.size.area", "at_least", "50"), "size.area is at least 50"),
        (compare("fact.a", "at_most", "5"), "a is at most 5"),
        (compare("fact.a", "over", "5"), "a is over 5"),
        (compare("fact.a", "under", "5"), "a is under 5"),
        (compare("fact.a", "before", "2026-12-04"), "a is 2026-12-04 or earlier"),
        (compare("fact.a", "after", "2026-12-04"), "a is 2026-12-04 or later"),
        (compare("item.tops.sealed", "is", "pass", "na"), "tops.sealed passed or does not apply"),
        (compare("item.tops.finish", "is", "fail", "matt"), "tops.finish is fail or matt"),
        (fact("exam", "pass"), "exam is pass"),
        (fact("braces", "{0}", "{x}"), "braces is {0} or {x}"),
        (Not(GAS), "not (gas is yes)"),
        (AllOf((GAS, STONE)), "gas is yes, and worktop is granite or quartz"),
        (AnyOf((GAS, AllOf((GAS, STONE)))), "gas is yes, or (gas is yes, and worktop is granite or quartz)"),
        (Not(AllOf((GAS, GAS))), "not (gas is yes, and gas is yes)"),
        (YES, "always"),
        (NO, "never"),
    ],
)
def test_a_condition_is_told_in_words(condition: Condition, words: str) -> None:
    """A condition reads as a sentence would say it, with brackets where it could be read two ways."""
    assert spoken(condition) == words


def test_no_depth_is_too_deep() -> None:
    """A condition from a poisoned cache, nested beyond all measure, is decided all the same."""
    condition: Condition = GAS
    for _ in range(50_001):
        condition = Not(condition)
    assert decide(condition, looked(gas=known("yes"))) is False
    assert waiting(condition, looked(gas=OPEN)) == ("fact.gas",)
    assert [t.subject for t in comparisons(condition)] == ["fact.gas"]


# Laws

NAMES = ("gas", "worktop", "area")
VALUES = ("yes", "No", "3", "2.50", "2026-12-04", "pass", "")
words = st.sampled_from(VALUES) | st.text(max_size=6)
relations = st.sampled_from(("is", "at_least", "at_most", "over", "under", "before", "after"))
leaves = st.builds(
    lambda name, relation, values: compare(f"fact.{name}", relation, *values),
    st.sampled_from((*NAMES, "unheard")),
    relations,
    st.lists(words, min_size=1, max_size=3),
)
nested: Callable[[st.SearchStrategy[Condition]], st.SearchStrategy[Condition]] = lambda inner: (  # noqa: E731
    st.builds(AllOf, st.lists(inner, max_size=3).map(tuple))
    | st.builds(AnyOf, st.lists(inner, max_size=3).map(tuple))
    | st.builds(Not, inner)
)
conditions: st.SearchStrategy[Condition] = st.recursive(leaves, nested, max_leaves=8)
certain = st.builds(Said, st.sampled_from(("", "pass", "fail", "na")), words, st.just("known")) | st.just(ABSENT)
everything = st.fixed_dictionaries({name: st.lists(certain | st.just(OPEN), max_size=3) for name in NAMES})


def looking(said: Mapping[str, list[Said]]) -> Look:
    """What is known, as a function."""
    return lambda subject: tuple(said.get(subject.removeprefix("fact."), ()))


@given(conditions, everything)
def test_anything_is_decided_or_waited_for(condition: Condition, said: dict[str, list[Said]]) -> None:
    """No condition and no answer raises; it waits for something exactly while it is undecided."""
    assert (decide(condition, looking(said)) is None) == bool(waiting(condition, looking(said)))
    assert spoken(condition)


@given(conditions, conditions, everything)
def test_all_any_and_not_keep_the_laws_of_logic(one: Condition, two: Condition, said: dict[str, list[Said]]) -> None:
    """What is true of all is what is not false of any: De Morgan's laws, in three values."""

    def decided(condition: Condition) -> bool | None:
        return decide(condition, looking(said))

    assert decided(Not(Not(one))) is decided(one)
    assert decided(Not(AllOf((one, two)))) is decided(AnyOf((Not(one), Not(two))))
    assert decided(Not(AnyOf((one, two)))) is decided(AllOf((Not(one), Not(two))))
    assert decided(AllOf((one, AnyOf((one, two))))) is decided(one)
    assert decided(AllOf((one, YES))) is decided(AnyOf((one, NO))) is decided(one)


@given(st.lists(conditions, max_size=4), everything, st.randoms(use_true_random=False))
def test_the_order_of_parts_never_matters(parts: list[Condition], said: dict[str, list[Said]], random: object) -> None:
    """All and any come to the same in whatever order they are written."""
    mixed = list(parts)
    random.shuffle(mixed)  # type: ignore[attr-defined] # hypothesis gives a random.Random
    for kind in (AllOf, AnyOf):
        assert decide(kind(tuple(parts)), looking(said)) is decide(kind(tuple(mixed)), looking(said))


@given(conditions, everything, st.data())
def test_what_is_decided_stays_so_when_more_becomes_known(
    condition: Condition, said: dict[str, list[Said]], data: st.DataObject
) -> None:
    """An answer to what was open never turns over what was decided without it."""
    before = decide(condition, looking(said))
    later = {n: [data.draw(certain) if s.state == "open" else s for s in found] for n, found in said.items()}
    if before is not None:
        assert decide(condition, looking(later)) is before


@given(st.text(alphabet=string.printable + "\u0663\u00b2", max_size=12))
def test_decimals_and_dates_are_told_by_their_looks(text: str) -> None:
    """What counts as a number has digits, perhaps a point and a sign; what counts as a date exists."""
    if is_decimal(text):
        assert text.isascii()
        assert float(text) == float(text)
    assert not (is_decimal(text) and is_date(text))
    assert not is_date(text) or len(text) == 10


# References

SUBJECTS = ("kitchen/tops.level", "kitchen/sinks.level", "kitchen/sinks.tap", "van/tops.level", "van/tools.saw",
            "van/rooms.dry@bath", "van/rooms.dry@hall", "kitchen/rooms.dry")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "own", "expected"),
    [
        ("kitchen/tops.level", "van", ("kitchen/tops.level",)),
        ("tops.level", "kitchen", ("kitchen/tops.level",)),
        ("tops.level", "van", ("van/tops.level",)),
        ("tops.level", "site", ()),
        ("level", "van", ("van/tops.level",)),
        ("level", "kitchen", ()),
        ("tap", "kitchen", ("kitchen/sinks.tap",)),
        ("saw", "kitchen", ("van/tools.saw",)),
        ("aw", "kitchen", ()),
        ("s.saw", "van", ()),
        ("tools", "van", ()),
        ("", "van", ()),
        ("van/saw", "van", ()),
        ("rooms.dry", "van", ("van/rooms.dry@bath", "van/rooms.dry@hall")),
        ("rooms.dry@hall", "van", ("van/rooms.dry@hall",)),
        ("rooms.dry@attic", "van", ()),
        ("rooms.dry@hall", "kitchen", ()),
        ("rooms.dry", "kitchen", ("kitchen/rooms.dry",)),
        ("van/rooms.dry@bath", "kitchen", ("van/rooms.dry@bath",)),
    ],
)
def test_a_name_means_the_items_that_end_so(name: str, own: str, expected: tuple[str, ...]) -> None:
    """Names are resolved at dots and slashes, in their own list first; of a repeated item all units are meant."""
    assert Index(SUBJECTS).find(name, own) == expected


def test_a_name_that_could_mean_two_items_means_none() -> None:
    """Nobody guesses; what it could mean is told."""
    assert Index(SUBJECTS).meant("level", "kitchen") == ("kitchen/tops.level", "kitchen/sinks.level")


def test_a_name_is_resolved_among_lists() -> None:
    """The items of checklists are found with their full ids."""
    item = Item(id="level", text="Level", gate="handover", place=AT, fingerprint="v1:0")
    section = Section("tops", "Tops", (item,), AT)
    lists = [Checklist(name, name, AT, Reference("handover", AT), sections=(section,)) for name in ("kitchen", "van")]
    items = catalogue(lists)
    assert items == {"kitchen/tops.level": item, "van/tops.level": item}
    assert Index(items).meant("level", "van") == ("van/tops.level",)
    assert Index(items).meant("level", "site") == ("kitchen/tops.level", "van/tops.level")
    assert Index(items).meant("lever", "van") == ()


@given(
    st.lists(st.text(alphabet="ab./@", max_size=8)), st.text(alphabet="ab./@", max_size=8), st.text("ab", max_size=2)
)
def test_any_name_among_any_subjects_is_looked_up(subjects: list[str], name: str, own: str) -> None:
    """Whatever the names look like, what is found is among the subjects and ends with the name."""
    found = Index(subjects).find(name, own)
    assert set(found) <= set(subjects)
    bare = name.partition("@")[0]
    assert all(f"/{s.partition('@')[0]}".replace(".", "/").endswith("/" + bare.replace(".", "/")) for s in found)
