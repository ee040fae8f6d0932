"""Rules about checklists: each fires where it should with its whole text, and is silent where it should not."""

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path

import pytest

from core import test_condition_rules, test_nodes, test_parse, test_settings
from intake import test_units
from qcheck.app.told import sentences
from qcheck.core import evaluate
from qcheck.core.parse import checklist as parse
from qcheck.core.rules.lint import Library
from qcheck.core.rules.table import RULES
from qcheck.core.wording import SENTENCES, Speaker, hint
from qcheck.model.checklist import Checklist
from qcheck.model.settings import DEFAULT_GATES, Settings

HEAD = "checklist: kitchen\nsections:\n  - id: worktops\n    items:\n"
SOUND = HEAD + "      - sealed: Joints sealed\n"
PLACE = "checklists/kitchen.yaml"

ROLES = ("fitter", "plumber")
CRITICAL = "      - {{id: i{0}, text: Gas off, accept: 0 mbar, critical: true, gate: {1}}}\n"

ROWS: dict[str, tuple[str, str]] = {
    "roles that nobody has": (
        HEAD
        + "      - {id: pipe, text: Pipe tight, role: plumer, hold: {release: [inspector, clerk]}}\n"
        + "      - {id: fill, text: Backfilled, role: [fitter, mason]}\n",
        f"""\
{PLACE}:5:9: warn: Nobody in qcheck.yaml is plumer: Pipe tight [role-unknown]
    Did you mean plumber?
{PLACE}:5:9: warn: Nobody in qcheck.yaml is inspector or clerk: Pipe tight [role-unknown]
    Give the role to someone under people:, or mend its name""",
    ),
    "former ids that are in use or claimed twice": (
        HEAD
        + "      - {id: sand, text: Sand laid, moved_from: [worktops.level, worktops.bed]}\n"
        + "      - {id: stone, text: Stone laid, moved_from: kitchen/worktops.bed}\n      - level: Level\n",
        f"""\
{PLACE}:5:50: warn: moved_from: worktops.level is still in use, or claimed by another item [former-in-use]
    Name an id that is gone; answers can go along to one item only
{PLACE}:6:51: warn: moved_from: worktops.bed is still in use, or claimed by another item [former-in-use]
    Name an id that is gone; answers can go along to one item only""",
    ),
    "two items of one id": (
        SOUND + "      - level: Worktop level\n      - sealed: Sealed again\n      - {id: sealed, text: Thrice}\n",
        f"""\
{PLACE}:7:9: block: Two items have the id sealed; the first is on line 5 [id-duplicate]
    Give this one another id
{PLACE}:8:9: block: Two items have the id sealed; the first is on line 5 [id-duplicate]
    Give this one another id""",
    ),
    "two items whose ids look the same": (
        HEAD + "      - e\u0301tage: First\n      - \u00e9tage: Second\n",
        (
            f"{PLACE}:6:9: block: Two items have the id étage; the first is on line 5 [id-duplicate]\n"
            "    Give this one another id"
        ),
    ),
    "two sections of one id": (
        SOUND + "  - id: worktops\n    items:\n      - sealed: Joints sealed\n",
        (
            f"{PLACE}:6:5: block: Two sections have the id worktops; the first is on line 3 [id-duplicate]\n"
            "    Give this one another id"
        ),
    ),
    "an unknown gate": (
        HEAD + "      - {id: level, text: Worktop level, gate: strat}\n",
        f"{PLACE}:5:9: block: There is no gate called strat [reference-unknown]\n    Did you mean start?",
    ),
    "an unknown gate of the whole list": (
        "checklist: kitchen\ngate: strat\nsections:\n  - id: a\n    items:\n      - b: Sealed\n      - c: Gas off\n",
        f"{PLACE}:2:7: block: There is no gate called strat [reference-unknown]\n    Did you mean start?",
    ),
    "a gate that resembles none": (
        HEAD + "      - {id: level, text: Worktop level, gate: xyz}\n",
        (
            f"{PLACE}:5:9: block: There is no gate called xyz [reference-unknown]\n"
            "    There are: start, handover, closeout"
        ),
    ),
    "unknown included lists": (
        SOUND + "include: [site-safty, elsewhere]\n",
        f"""\
{PLACE}:6:11: block: There is no checklist called site-safty [reference-unknown]
    Did you mean site-safety?
{PLACE}:6:23: block: There is no checklist called elsewhere [reference-unknown]
    There are: kitchen, site-safety, van""",
    ),
    "a list that includes itself": (
        SOUND + "include: kitchen\n",
        (
            f"{PLACE}:6:10: block: The list includes itself: kitchen > kitchen [include-cycle]\n"
            "    Remove one of these includes"
        ),
    ),
    "another name than the file's": (
        SOUND.replace("kitchen", "kitchen-installation"),
        (
            f"{PLACE}:1:1: block: The list calls itself kitchen-installation, and its file "
            "something else [name-differs]\n"
            "    Rename the file to kitchen-installation.yaml, or change the name"
        ),
    ),
    "ten critical items at one gate": (
        HEAD + "".join(CRITICAL.format(n, "start") for n in range(10)),
        (
            f"{PLACE}:14:9: warn: 10 critical items are due by start; people hold 9 in mind [pause-too-long]\n"
            "    Keep the most dangerous ones"
        ),
    ),
    "critical without acceptance criteria": (
        HEAD + "      - {id: gas, text: Gas off, critical: true}\n",
        (
            f"{PLACE}:5:9: warn: Critical, but nothing says when it passes: Gas off [accept-missing]\n"
            "    Add accept: with what is measured or seen"
        ),
    ),
    "a vague text": (
        HEAD + "      - floor: Floor properly cleaned\n",
        (
            f"{PLACE}:5:9: info: “properly” has no measure: Floor properly cleaned [text-vague]\n"
            "    Say what is seen, counted or measured, or add accept:"
        ),
    ),
    "vague acceptance criteria": (
        HEAD + "      - {id: floor, text: Floor clean, accept: As Needed}\n",
        (
            f"{PLACE}:5:9: info: “As Needed” has no measure: Floor clean [text-vague]\n"
            "    Say what is seen, counted or measured, or add accept:"
        ),
    ),
    "faults of reading and of the list, in the order of the file": (
        (
            "checklist: other\ntitel: x\ninclude: nowhere\nsections:\n  - id: a\n    items:\n"
            "      - {id: gas, text: Gas off, critical: true}\n      - Just a text\n      - gas: Gas suitably off\n"
        ),
        f"""\
{PLACE}:1:1: block: The list calls itself other, and its file something else [name-differs]
    Rename the file to other.yaml, or change the name
{PLACE}:2:1: block: A checklist has no key titel [key-unknown]
    Did you mean title?
{PLACE}:3:10: block: There is no checklist called nowhere [reference-unknown]
    There are: kitchen, site-safety, van
{PLACE}:7:9: warn: Critical, but nothing says when it passes: Gas off [accept-missing]
    Add accept: with what is measured or seen
{PLACE}:8:9: block: This item has no id: Just a text [id-absent]
    Write just-a-text: before its text
{PLACE}:9:9: block: Two items have the id gas; the first is on line 7 [id-duplicate]
    Give this one another id
{PLACE}:9:9: info: “suitably” has no measure: Gas suitably off [text-vague]
    Say what is seen, counted or measured, or add accept:""",
    ),
}

SILENT = {
    "the same id in two sections": SOUND + "  - id: sinks\n    items:\n      - sealed: Joints sealed\n",
    "an item, a section and a question of one id": (
        "checklist: kitchen\nask: {a: {text: Which?}}\nsections:\n  - id: a\n    items:\n      - a: Joints sealed\n"
    ),
    "a role that someone has, and the lead's": HEAD
    + "      - {id: a, text: Gas off, role: [plumber, clerk], hold: {release: lead}}\n      - b: On\n",
    "a former id that is gone": HEAD
    + "      - {id: a, text: Gas off, moved_from: [worktops.b, sinks.a, van/worktops.a]}\n",
    "ids that differ in case": SOUND + "      - Sealed: Joints sealed\n",
    "a known included list": SOUND + "include: [site-safety, van]\n",
    "nine critical items at each of two gates": (
        HEAD + "".join(CRITICAL.format(n, "start" if n < 9 else "handover") for n in range(18))
    ),
    "a vague text with measured acceptance criteria": (
        HEAD + "      - {id: floor, text: Floor properly cleaned, accept: 0 crumbs on a white cloth}\n"
    ),
    "a vague word inside another": HEAD + "      - etched: Property etched, incorrectly improper\n",
    "an item without acceptance criteria that is not critical": SOUND,
}


def read(text: str, file: str) -> Checklist:
    """A list without findings of its own."""
    checklist, findings = parse(text.encode(), file)
    assert checklist is not None
    assert findings == []
    return checklist


def listed(name: str, *includes: str) -> Checklist:
    """A sound list that includes others."""
    text = SOUND.replace("kitchen", name) + (f"include: [{', '.join(includes)}]\n" if includes else "")
    return read(text, f"checklists/{name}.yaml")


def told(source: str, others: Sequence[Checklist] = (), severities: dict[str, str] | None = None) -> str:
    """What lint prints of a list, in a library with a list about site safety and one about the van."""
    checklist, findings = parse(source.encode(), PLACE)
    assert checklist is not None
    loaded = {c.id: c for c in (checklist, listed("site-safety"), listed("van"), *others)}
    known = tuple(sorted({"kitchen", "site-safety", "van", *(c.id for c in others)}))
    library = Library(checklist, loaded, known, DEFAULT_GATES, ROLES)
    return "\n".join(sentences(evaluate.checklist(library, findings, severities or {})))


@pytest.mark.parametrize("name", ROWS)
def test_what_is_wrong_with_a_list_is_told_whole_and_in_order(name: str) -> None:
    """Each rule tells what is wrong, where, and what to do."""
    source, expected = ROWS[name]
    assert told(source) == expected


@pytest.mark.parametrize("name", SILENT)
def test_what_is_right_with_a_list_is_not_told(name: str) -> None:
    """A rule is silent about what only resembles a fault."""
    assert told(SILENT[name]) == ""


@pytest.mark.parametrize(
    ("others", "path"),
    [
        ([listed("two", "kitchen")], "kitchen > two > kitchen"),
        ([listed("two", "three"), listed("three", "kitchen")], "kitchen > two > three > kitchen"),
        ([listed("two", "van", "three"), listed("three", "site-safety", "kitchen")], "kitchen > two > three > kitchen"),
    ],
)
def test_lists_that_include_each_other_are_told_with_the_way_round(others: list[Checklist], path: str) -> None:
    """A cycle over two or three lists names each list on the way, at the include that begins it."""
    assert told(SOUND + "include: [van, two]\n", others) == (
        f"{PLACE}:6:16: block: The list includes itself: {path} [include-cycle]\n    Remove one of these includes"
    )


def test_a_cycle_among_other_lists_is_not_this_lists_fault() -> None:
    """A list that includes two lists which include each other ends, and is not blamed."""
    others = [listed("two", "three"), listed("three", "two")]
    assert told(SOUND + "include: two\n", others) == ""


def test_lists_included_over_two_ways_are_no_cycle() -> None:
    """A list may be reached twice, so long as it does not lead back."""
    others = [listed("two", "van"), listed("three", "van")]
    assert told(SOUND + "include: [two, three]\n", others) == ""


def test_settings_change_severities_and_switch_rules_off() -> None:
    """A firm may make a rule of lists strict, or leave it out."""
    source = HEAD + "      - {id: gas, text: Gas properly off, critical: true}\n"
    assert told(source, severities={"accept-missing": "off", "text-vague": "block"}) == (
        f"{PLACE}:5:9: block: “properly” has no measure: Gas properly off [text-vague]\n"
        "    Say what is seen, counted or measured, or add accept:"
    )


@pytest.mark.parametrize(
    ("file", "differs"),
    [
        ("kitchen.yaml", False),
        ("kitchen.yml", False),
        ("a/b.c/kitchen.yaml", False),
        ("a\\b\\kitchen.yaml", False),
        ("kitchen.v2.yaml", True),
        ("Kitchen.yaml", True),
        ("kitchen/list.yaml", True),
    ],
)
def test_the_files_name_is_judged_without_folder_and_ending(file: str, *, differs: bool) -> None:
    """Only the last part of the path, without its ending, must be the list's name."""
    checklist = read(SOUND, file)
    library = Library(checklist, {"kitchen": checklist}, ("kitchen",), DEFAULT_GATES)
    assert [f.code for f in evaluate.checklist(library, [], {})] == (["name-differs"] if differs else [])


def test_a_copy_that_a_program_for_shared_folders_made_is_not_to_be_renamed_over_the_list() -> None:
    """It is taken in by what compares the two."""
    file = "checklists/kitchen (Dana's conflicted copy 2026-11-26).yaml"
    checklist = read(SOUND, file)
    (finding,) = evaluate.checklist(Library(checklist, {"kitchen": checklist}, ("kitchen",), DEFAULT_GATES), [], {})
    assert hint(finding, Speaker(Settings(), UTC)) == (
        "It is a copy of checklists/kitchen.yaml that a program for shared folders made: qcheck sync takes it in"
    )


# Whoever pastes a mail is told in sentences, without the names of rules.
TOLD_IN_WORDS = {"answer-unreadable": "No answer that can be recorded: ", "answer-line-left": "Not taken "}


def test_every_rule_of_reading_and_of_lists_has_a_row_in_these_tests() -> None:
    """A new rule needs a row that shows its whole text."""
    conditions = (test_condition_rules.CONDITIONS, test_condition_rules.LISTS, test_condition_rules.ASKED)
    tables = (test_nodes.ROWS, test_parse.ROWS, test_settings.ROWS, test_units.ROWS, *conditions, ROWS)
    shown = "\n".join(expected for table in tables for _, expected in table.values())
    asked = [rule for rule in RULES.values() if rule.stage in {"read", "lint"}]
    elsewhere = {"logo-unusable", *(rule.code for rule in asked if rule.module == "templates")}
    apart = {*TOLD_IN_WORDS, *elsewhere}
    rules = [rule.code for rule in asked if rule.module != "loading" and rule.code not in apart]
    assert [code for code in rules if f"[{code}]" not in shown] == []
    tests = Path(__file__).parents[1]
    files = ("render/test_vetting.py", "cli/test_templates.py", "cli/test_brand.py")
    tried = "\n".join((tests / name).read_text(encoding="utf-8") for name in files)
    assert [code for code in elsewhere if f"{code}: " not in tried and f"[{code}]" not in tried] == []
    assert [rule.code for rule in asked if rule.code not in SENTENCES] == []


def test_every_rule_of_punch_lists_and_of_clients_answers_is_tried() -> None:
    """In the tests of what others write: as YAML, as tables, as workbooks, as mails."""
    folder = Path(__file__).parents[1]
    files = (
        "core/test_load.py", "intake/test_punchlist.py", "intake/test_workbook.py", "cli/test_punch_load.py",
        "cli/test_rate.py", "intake/test_rating.py",
    )  # fmt: skip
    tried = "\n".join((folder / name).read_text(encoding="utf-8") for name in files)
    loading = [rule.code for rule in RULES.values() if rule.module == "loading"]
    assert len(loading) > 10
    assert [code for code in loading if code not in tried] == []
    assert [words for words in TOLD_IN_WORDS.values() if words not in tried] == []


def test_a_list_without_a_name_is_linted_all_the_same() -> None:
    """What is wrong further down is told in the same run."""
    source = "title: Kitchen\nsections:\n  - title: No id\n    items:\n      - {id: a, text: Fine, gate: nowhere}\n"
    read, findings = parse(source.encode(), "kitchen.yaml")
    assert read is not None
    library = Library(read, {}, (), ("handover",))
    assert [f.code for f in evaluate.checklist(library, findings, {})] == [
        "key-missing",
        "key-missing",
        "reference-unknown",
    ]
