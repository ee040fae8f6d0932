"""Templates: listed, shown and copied; a copy knows what it was made from; the data that templates are given."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from conftest import ROOT, Shell
from qcheck import __version__

SCHEMA = ROOT / "schema"


def own(shell: Shell, name: str) -> Path:
    """The workspace's own template of a name."""
    return shell.folder / "templates" / f"{name}.j2"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("handover", "handover.html"),
        ("handover.md", "handover.md"),
        ("punch.txt.j2", "punch.txt"),
        ("page", "page.css"),
    ],
)
def test_a_template_is_found_by_the_beginning_of_its_name(workspace: Shell, typed: str, name: str) -> None:
    """The page of HTML, if nothing else is said."""
    path = own(workspace, name)
    assert workspace("templates", "copy", typed).out == f"Copied to {path}. Reports use it from now on.\n"
    assert path.is_file()


def test_a_name_that_no_template_has_is_told_with_the_nearest(shell: Shell) -> None:
    """None is made up."""
    assert shell("templates", "show", "handovr.html", code=2).err == (
        "handovr.html: there is no such template.\nDid you mean handover.html.j2?\n"
    )


def test_a_copy_makes_the_same_page(elm: Shell) -> None:
    """The line that says what it was copied from shows nowhere."""
    for form, name in (("html", "handover"), ("text", "handover.txt"), ("markdown", "handover.md")):
        asked = ("report", "--as-of", "2099-01-01", "--format", form, "--out", "-")
        before = elm(*asked).out
        elm("-q", "templates", "copy", name)
        assert elm(*asked).out == before


def test_a_copy_whose_original_has_changed_since_is_told(elm: Shell) -> None:
    """By lint, by the list, and where a report is made; the first line of the copy settles it."""
    elm("templates", "copy", "handover.txt")
    path = own(elm, "handover.txt")
    line, _, rest = path.read_text(encoding="utf-8").partition("\n")
    shipped = elm("templates", "show", "handover.txt").out
    assert rest == shipped
    assert f"handover.txt.j2  (your own, copied from qcheck {__version__})\n" in elm("templates", "list").out
    assert "template-outdated" not in elm("lint").out
    now = line.partition("(")[2].partition(")")[0]
    path.write_text(f"{line.replace(now, '0' * 12).replace(__version__, '0.1.0')}\n{rest}", encoding="utf-8")
    told = (
        "templates/handover.txt.j2:1: warn: This was copied from qcheck 0.1.0, and handover.txt.j2 has changed since"
        " [template-outdated]\n"
        "    Compare: qcheck templates show handover.txt.j2. Then let the first line say:"
        f" Copied from handover.txt.j2 of qcheck {__version__} ({now})\n"
    )
    assert told in elm("lint").out
    assert "copied from qcheck 0.1.0; that one has changed since: qcheck lint)\n" in elm("templates", "list").out
    made = elm("report", "--format", "text")
    assert made.err == (
        "templates/handover.txt.j2 was copied from qcheck 0.1.0, and has changed there since: qcheck lint\n"
    )
    assert elm("-q", "report", "--format", "text").err == ""


def test_what_templates_are_given_is_printed_as_its_schema_says(elm: Shell) -> None:
    """Of the report and of the punch list."""
    elm("punch", "add", "Scratch on the door", "--owner", "ravi", "--due", "2099-12-01")
    for command, name in ((("report",), "handover"), (("punch", "print"), "punch-list")):
        given = json.loads(elm(*command, "--data").out)
        schema = json.loads((SCHEMA / f"{name}.schema.json").read_text(encoding="utf-8"))
        Draft202012Validator(schema).validate(given)
        assert given["job"]["name"] == "Elm Street kitchen"
    assert elm("report", "--data", "--out", "elm.json").out == "Data: elm.json\n"
    assert (
        json.loads((elm.folder / "elm.json").read_text(encoding="utf-8"))["punch"][0]["text"] == "Scratch on the door"
    )


def test_lint_looks_at_the_templates_of_a_workspace(elm: Shell) -> None:
    """All of them, or one by its path; exit 1 while one is of no use."""
    assert elm("lint").out.endswith("1 checklist, nothing to mend.\n")
    own(elm, "x").parent.mkdir()
    own(elm, "handover.txt").write_text(
        "{% extends 'shipped/handover.txt.j2' %}\n{{ report.nmae }}\n", encoding="utf-8"
    )
    (elm.folder / "templates" / "punch.md").write_text("meant for a template", encoding="utf-8")
    unknown = ":2: block: report.nmae: there is no such thing here [template-unknown]\n"
    unseen = (
        "templates/handover.txt.j2:2: warn: No page shows this text:"
        " it stands outside of every block [template-unseen]\n"
        "    How pages are put together is in docs/templates.md\n"
    )
    linted = elm("lint", code=1).out
    assert f"templates/handover.txt.j2{unknown}    docs/templates.md names all that there is\n" in linted
    assert unseen in linted
    assert (
        "templates/punch.md: warn: No page shows this file: only files that end in .j2 are read [template-unseen]\n"
        "    Did you mean punch.md.j2?\n"
    ) in linted
    assert linted.endswith("1 checklist, 1 template, 3 findings.\n")
    own(elm, "handover.txt").rename(elm.folder / "handover.txt.j2")
    alone = elm("lint", "handover.txt.j2", code=1).out
    assert alone.startswith(f"handover.txt.j2{unknown}")
    assert alone.endswith("1 template, 2 findings.\n")


def test_a_template_knows_the_language_of_its_page(elm: Shell) -> None:
    """Its own texts are in the languages that it gives them."""
    own(elm, "x").parent.mkdir()
    own(elm, "handover.txt").write_text('{{ {"de": "Pflege"}.get(language, "Care") }}', encoding="utf-8")
    assert elm("report", "--format", "text").out == "Care"
    assert elm("report", "--format", "text", "--language", "de").out == "Pflege"
