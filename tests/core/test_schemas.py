"""The JSON Schemas: valid, kept up to date, and of one mind with the readers."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from qcheck.core import planfile, punchfile
from qcheck.core.parse import checklist
from qcheck.core.schemas import schemas
from qcheck.core.settings import settings
from qcheck.model.finding import Finding

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "checklists").glob("*.yaml"))
NAMES = (
    "checklist",
    "workspace",
    "plan",
    "punch",
    "check",
    "next",
    "audit",
    "diff",
    "handover",
    "punch-list",
    "sheet-missed",
    "sheet-card",
    "sheet-blank",
)

HEAD = "checklist: kitchen\nsections:\n  - id: worktops\n    items:\n"
SOUND = HEAD + "      - sealed: Joints sealed\n"
LONG = HEAD + "      - id: level\n        text: Worktop level\n"

READERS: dict[str, Callable[[bytes], tuple[object, list[Finding]]]] = {
    "checklist": lambda source: checklist(source, "kitchen.yaml"),
    "workspace": lambda source: settings(source, "qcheck.yaml", lambda _: True),
    "plan": lambda source: planfile.read(source, "plan.yaml"),
    "punch": lambda source: punchfile.read(source, "walk.yaml"),
}

BAD = {
    "no keys": ("checklist", "[]"),
    "no sections": ("checklist", "checklist: kitchen"),
    "empty sections": ("checklist", "checklist: kitchen\nsections: []"),
    "empty items": ("checklist", "checklist: kitchen\nsections: [{id: worktops, items: []}]"),
    "an unknown key": ("checklist", SOUND + "titel: Kitchen"),
    "an unknown key of an item": ("checklist", LONG + "        acept: 2 mm"),
    "a name with capitals": ("checklist", SOUND.replace("kitchen", "Kitchen")),
    "a name of digits": ("checklist", SOUND.replace("kitchen", "2026")),
    "an id with a dot": ("checklist", HEAD + "      - joints.sealed: Joints sealed"),
    "an id with an underscore": ("checklist", HEAD + "      - joints_sealed: Joints sealed"),
    "null as an id": ("checklist", HEAD + "      - id: null\n        text: Joints sealed"),
    "an id with a space": ("checklist", HEAD + "      - joints sealed: Joints sealed"),
    "an id with a slash": ("checklist", HEAD + "      - joints/sealed: Joints sealed"),
    "a quoted number as an id": ("checklist", HEAD + '      - "17": Joints sealed'),
    "an id that ends in a hyphen": ("checklist", HEAD + "      - sealed-: Joints sealed"),
    "an id that is too long": ("checklist", HEAD + f"      - {'a' * 61}: Joints sealed"),
    "several items in one": ("checklist", SOUND + "        level: Worktop level"),
    "an item that is only a text": ("checklist", HEAD + "      - Joints sealed"),
    "an item without an id": ("checklist", HEAD + "      - text: Joints sealed"),
    "an item without a text": ("checklist", HEAD + "      - id: sealed"),
    "an empty text": ("checklist", HEAD + "      - sealed: ''"),
    "a text that is null": ("checklist", HEAD + "      - sealed:"),
    "a text that is too long": ("checklist", HEAD + f"      - sealed: {'a' * 2001}"),
    "yes as a flag": ("checklist", LONG + "        critical: yes"),
    "no for n/a": ("checklist", LONG + "        na: no"),
    "an unknown answer": ("checklist", LONG + "        answer: nummer"),
    "a hold point that is a word": ("checklist", LONG + "        hold: lead"),
    "an evidence of no photos": ("checklist", LONG + "        evidence: {photos: 0}"),
    "a category that is none": ("checklist", LONG + "        on_fail: {raise: {category: D}}"),
    "a due time after the handover": ("checklist", LONG + "        due: 2h"),
    "an inbox of a wrong name": ("workspace", "photos: {inbox: ''}"),
    "a decimal sign that is none": ("workspace", "decimal: ';'"),
    "version zero": ("checklist", SOUND + "version: 0"),
    "a version in words": ("checklist", SOUND + "version: three"),
    "a question without a text": ("checklist", SOUND + "ask: {gas: {choice: [yes, no]}}"),
    "a question with one answer": ("checklist", SOUND + "ask: {gas: {text: 'Gas?', choice: [yes]}}"),
    "an include that is a path": ("checklist", SOUND + "include: ../site"),
    "settings with an unknown key": ("workspace", "zones: UTC"),
    "gates without handover": ("workspace", "gates: [start]"),
    "a gate twice": ("workspace", "gates: [start, start, handover]"),
    "a person without a name": ("workspace", "people: {dana: {roles: [lead]}}"),
    "a person that is a list of names": ("workspace", "people: {dana: [Dana Miller]}"),
    "an unknown rule": ("workspace", "rules: {item-mised: off}"),
    "a bad severity": ("workspace", "rules: {item-missed: error}"),
    "an unknown term": ("workspace", "terminology: {itme: check}"),
    "too much tolerance": ("workspace", "policy: {clock_tolerance: 2000}"),
    "a policy of yes": ("workspace", "policy: {crew_of_one: yes}"),
    "a plan with an unknown key": ("plan", "leed: dana"),
    "a plan whose promise is empty": ("plan", "scope: ['']"),
    "a plan whose crew are no ids": ("plan", "crew: [dana miller]"),
    "a plan whose facts are a list": ("plan", "facts: [gas]"),
    "a punch list without a name": ("punch", "items: [{text: Scratch}]"),
    "a punch list without items": ("punch", "punch: walk\nitems: []"),
    "a punch item without a text": ("punch", "punch: walk\nitems: [{where: hall}]"),
    "a punch item with an unknown key": ("punch", "punch: walk\nitems: [{text: Scratch, place: hall}]"),
    "a punch item whose id is a number": ("punch", "punch: walk\nitems: [{id: '7', text: Scratch}]"),
    "a punch item whose text is too long": ("punch", f"punch: walk\nitems: [{{text: {'a' * 501}}}]"),
    "a punch item of no category": ("punch", "punch: walk\nitems: [{text: Scratch, category: high}]"),
}

GOOD = {
    "the least list": ("checklist", SOUND),
    "a list with everything": (
        "checklist",
        LONG
        + "        why: Water\n        accept: 2 mm\n        critical: true\n        gate: start\n        na: never\n"
        + "        answer: check\ntitle: Küche\nversion: 3\nsource: BS 7671\ngate: closeout\ninclude: [site]\n"
        + "ask: {gas: {text: 'Gas?', choice: [yes, no]}, room: {text: 'Which?'}}",
    ),
    "an item with everything": (
        "checklist",
        LONG
        + "        answer: {number: {unit: mm, min: -1.5, max: 2}}\n"
        + "        evidence: [{photos: 1}, {file: 2, when: fail}]\n"
        + "        hold: {release: [lead, office]}\n        due: -2h\n        every: 30min\n        role: fitter\n"
        + "        needs: [worktops.sealed]\n        when: {all: [{fact.gas: yes}, {item.worktops.sealed: pass}]}\n"
        + "        on_fail: {raise: {category: B, trade: joinery, text: Shim it}}\n        repeat: rooms\n"
        + "        moved_from: [tops.flat, old/tops.flat]\n      - {id: flat, deleted: two items in one}\n"
        + "      - {id: both, text: Both, split_to: [worktops.level, worktops.sealed]}",
    ),
    "texts that look like something else": ("checklist", HEAD + "      - no: 17\n      - yes: true\n      - on: 1.5\n"),
    "ids in any script": ("checklist", HEAD + "      - größe: Größe\n      - X-1: X\n      - 2mm: Y"),
    "one include": ("checklist", SOUND + "include: site"),
    "empty settings": ("workspace", "{}"),
    "settings with everything": (
        "workspace",
        (
            "company: Miller\nzone: UTC\npeople: {dana: {name: Dana, roles: [lead]}, jo: {name: Jo, roles: office}}\n"
            "gates: [start, handover]\npolicy: {crew_of_one: true, waiver_roles: office, clock_tolerance: 5}\n"
            "terminology: {item: check}\nrules: {item-missed: warn, text-vague: off}"
        ),
    ),
    "an empty plan": ("plan", 'handover: ""\nlead: ""\ncrew: []\nfacts: {}\nscope: []\nreason: ""'),
    "a plan with everything": (
        "plan",
        "handover: 2026-12-04\nlead: dana\ncrew: [ravi]\nfacts: {gas: yes}\nscope: [Oven]\nreason: moved",
    ),
    "a punch list with everything": (
        "punch",
        (
            "punch: walk\nitems:\n  - {id: door, text: Scratch, where: hall, fix: new door, trade: joinery, owner: "
            "ravi, due: 2026-12-05, category: B, photos: [door.jpg, far/door.jpg]}\n  - {text: 7, photos: door.jpg}"
        ),
    ),
}


class Yaml12(yaml.SafeLoader):
    """Reads plain scalars as an editor's YAML 1.2 does: yes, no, on, off and dates are text."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - the base class has it so


Yaml12.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
Yaml12.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|Null|NULL|)$"), ["~", "n", "N", ""])
Yaml12.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), list("-+0123456789"))
Yaml12.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]+\.[0-9]*$"), list("-+0123456789"))


def document(text: str) -> Any:
    """A YAML text as an editor hands it to a schema."""
    return yaml.load(text, Loader=Yaml12)  # noqa: S506 - derived from SafeLoader


def validator(name: str) -> Draft202012Validator:
    """The schema of that name, ready to judge."""
    return Draft202012Validator(json.loads(schemas()[name]))


def test_there_is_a_schema_for_each_format() -> None:
    """Editors get one for checklists, settings, plans and punch lists, scripts for the output of check and audit."""
    assert tuple(schemas()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_each_schema_is_a_valid_schema(name: str) -> None:
    """What is published is JSON Schema of the 2020-12 draft, and says so."""
    schema = json.loads(schemas()[name])
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("name", NAMES)
def test_the_published_schemas_are_up_to_date(name: str) -> None:
    """The file in `schema/` is what the shapes say today."""
    assert (ROOT / "schema" / f"{name}.schema.json").read_bytes() == schemas()[name]


def test_there_are_shipped_checklists_to_judge() -> None:
    """The test below judges at least one list."""
    assert SHIPPED


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_shipped_checklist_is_valid_by_schema_and_reader(path: Path) -> None:
    """What comes with the program shows no wavy line in an editor, and no finding when it is read."""
    assert [
        error.message for error in validator("checklist").iter_errors(document(path.read_text(encoding="utf-8")))
    ] == []
    assert checklist(path.read_bytes(), path.name)[1] == []


@pytest.mark.parametrize("case", BAD)
def test_what_the_reader_refuses_the_schema_refuses(case: str) -> None:
    """An editor marks what lint would report."""
    name, text = BAD[case]
    assert not validator(name).is_valid(document(text))
    assert READERS[name](text.encode())[1] != []


@pytest.mark.parametrize("case", GOOD)
def test_what_the_reader_takes_the_schema_takes(case: str) -> None:
    """An editor marks nothing that lint would pass."""
    name, text = GOOD[case]
    assert [error.message for error in validator(name).iter_errors(document(text))] == []
    assert READERS[name](text.encode())[1] == []


@pytest.mark.parametrize("name", ["checklist", "workspace", "plan", "punch"])
def test_every_key_says_what_it_is_for(name: str) -> None:
    """Each key of a format has a sentence that editors show."""
    properties = json.loads(schemas()[name])["properties"]
    assert [key for key, shape in properties.items() if not shape["description"].endswith(".")] == []
