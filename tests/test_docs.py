"""The documentation: what is made from the code is up to date, and what is written names everything there is."""

import os
import re
import typing

import msgspec
import pytest

from conftest import ROOT
from qcheck.app.rules import rules
from qcheck.core.answering import CHOICE, COMMAND, DATE, NUMBER, REPEATED, WORDS
from qcheck.core.compound import Fields
from qcheck.core.demands import EVIDENCE, HOLD, ON_FAIL, RAISE
from qcheck.core.parse import CHECKLIST, ITEM, QUESTION, RETIRED, SECTION
from qcheck.core.planfile import PLAN
from qcheck.core.punchfile import LINE, PUNCH
from qcheck.core.settings import PERSON, PHOTOS, POLICY, shape
from qcheck.model import view
from qcheck.model.diffview import DiffView
from qcheck.model.punchpage import PunchListView
from qcheck.model.sheetview import BlankView, CardView, MissedView
from qcheck.model.view import HandoverView

DOCS = ROOT / "docs"
STAGES = {
    "job": "About a job",
    "record": "About the record",
    "waiver": "About waivers",
    "lint": "About a checklist",
    "read": "About a file",
}
HEAD = """\
# Rules
Every finding names its rule in brackets; `qcheck explain RULE` prints what stands here. A severity is `info`, `warn` or
`block`; `rules:` in `qcheck.yaml` changes it, or switches a rule `off`, which reports then say.

This page is made from the code: see CONTRIBUTING.md.
"""


def _rules_page() -> str:
    parts = [HEAD]
    for stage, title in STAGES.items():
        parts.append(f"\n## {title}\n")
        for rule in rules({}):
            if rule.stage == stage:
                waivable = ", may be waived" if rule.waivable else ""
                parts.append(f"\n### {rule.code}\n*{rule.severity}{waivable}.* {rule.explanation}\n")
    return "".join(parts)


def test_the_page_of_rules_is_up_to_date() -> None:
    """docs/rules.md is what the rules' explanations make."""
    path = DOCS / "rules.md"
    if os.environ.get("QCHECK_UPDATE_GOLDEN"):
        path.write_text(_rules_page(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == _rules_page()


def _structs(of: type[msgspec.Struct]) -> set[type[msgspec.Struct]]:
    """A view and all views inside it."""
    found: set[type[msgspec.Struct]] = {of}
    for hint in typing.get_type_hints(of, vars(view)).values():
        for part in (hint, *typing.get_args(hint)):
            if isinstance(part, type) and issubclass(part, msgspec.Struct) and part not in found:
                found |= _structs(part)
    return found


def _name(struct: type[msgspec.Struct]) -> str:
    return struct.__name__


LISTED = [CHECKLIST, SECTION, ITEM, QUESTION, EVIDENCE, HOLD, ON_FAIL, RAISE, RETIRED]
ANSWERED = [NUMBER, CHOICE, WORDS, DATE, COMMAND, REPEATED]
FORMATS = [*LISTED, *ANSWERED, shape(lambda _: True), PERSON, POLICY, PHOTOS, PLAN, PUNCH, LINE]

STRUCTS = sorted(_structs(HandoverView) | _structs(PunchListView), key=_name)


DIFFERENCE = sorted((s for s in _structs(DiffView) if s not in STRUCTS), key=_name)


@pytest.mark.parametrize("struct", STRUCTS, ids=_name)
def test_template_authors_find_every_field_of_the_report(struct: type[msgspec.Struct]) -> None:
    """docs/templates.md names each field of each view that a template can reach."""
    page = (DOCS / "templates.md").read_text(encoding="utf-8")
    assert [name for name in struct.__struct_fields__ if f"`{name}`" not in page] == []


SHEETS = sorted({each for of in (MissedView, CardView, BlankView) for each in _structs(of)} - set(STRUCTS), key=_name)


@pytest.mark.parametrize("struct", SHEETS, ids=_name)
def test_template_authors_find_every_field_of_the_sheets(struct: type[msgspec.Struct]) -> None:
    """docs/sheets.md names each field of each view that no other page has."""
    page = (DOCS / "sheets.md").read_text(encoding="utf-8")
    assert [name for name in struct.__struct_fields__ if f"`{name}`" not in page] == []


@pytest.mark.parametrize("kind", ["handover", "punch", "parts"])
def test_template_authors_find_every_block_and_macro(kind: str) -> None:
    """docs/templates.md names what can be extended and used in the pages and in what they share."""
    page = (DOCS / "templates.md").read_text(encoding="utf-8")
    for path in (ROOT / "templates").glob(f"{kind}.*.j2"):
        source = path.read_text(encoding="utf-8")
        blocks = re.findall(r"\{%-? *block (\w+)", source)
        macros = re.findall(r"\{%-? *macro (\w+)\(", source)
        assert blocks or macros, path.name
        assert [name for name in blocks if f"`{name}`" not in page] == [], path.name
        assert [name for name in macros if f"`{name}(" not in page] == [], path.name


@pytest.mark.parametrize("struct", DIFFERENCE, ids=_name)
def test_scripts_find_every_member_of_a_difference(struct: type[msgspec.Struct]) -> None:
    """docs/output.md names each member that no page does."""
    page = (DOCS / "output.md").read_text(encoding="utf-8")
    assert [name for name in struct.__struct_fields__ if f"`{name}`" not in page and f'"{name}":' not in page] == []


@pytest.mark.parametrize("fields", FORMATS, ids=lambda f: f.named)
def test_every_key_of_the_formats_is_documented(fields: Fields) -> None:
    """docs/formats.md names each key that the readers know."""
    page = (DOCS / "formats.md").read_text(encoding="utf-8")
    assert [name for name in fields.fields if f"`{name}`" not in page and f"{name}:" not in page] == []


def test_what_reliability_rests_on_is_there() -> None:
    """docs/reliability.md names tests and benches that exist, and each reader that is fuzzed."""
    page = (DOCS / "reliability.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:tests|bench)/[a-z_/]+\.py)`", page))
    assert named
    assert [path for path in sorted(named) if not (ROOT / path).is_file()] == []
    readers = {path.stem for path in (ROOT / "fuzz" / "readers").glob("*.py")}
    assert readers - set(re.findall(r"^\| `([a-z]+)`", page, re.MULTILINE)) == set()


def _proofs() -> list[tuple[str, str, list[str]]]:
    """The rows of the table of threats: what is threatened, the test, and the modules that stop it."""
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    section = page.partition("## Each threat")[2].partition("\n## ")[0]
    rows = [row.strip("| ").split(" | ") for row in section.splitlines() if row.startswith("| ")][1:]
    return [(threat, test.strip("`"), re.findall(r"`([^`]+)`", where)) for threat, where, test in rows]


@pytest.mark.parametrize(("threat", "test", "modules"), _proofs(), ids=lambda value: value if "::" in value else "")
def test_every_threat_names_a_test_and_modules_that_there_are(threat: str, test: str, modules: list[str]) -> None:
    """SECURITY.md promises nothing that is not tried."""
    file, _, name = test.partition("::")
    assert re.search(rf"^(async )?def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE), threat
    assert modules, threat
    assert [each for each in modules if not any((ROOT / at / each).exists() for at in ("src/qcheck", "."))] == []
