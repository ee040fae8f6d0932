"""`qcheck punch print` as a process: where the page goes, what is in it, with the workspace's own templates."""

import base64
import re
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from cli.onsite import photograph
from conftest import Shell

EXTENDED = """\
{% extends "shipped/punch.html.j2" %}
{% block counts %}{{ super() }}
<p>{{ Word("client") }}: {{ mark("!") }}
{% for group in report.groups %}
{% for each in group.items %}{{ evidence(each.evidence, each.name) }}{% endfor %}
{% endfor %}</p>
{% endblock %}
"""
OF_HANDOVER = """\
{% extends "shipped/handover.html.j2" %}
{% block notes %}{{ super() }}
<p>{{ Word("lead") }} {{ mark("!") }} {{ pair("a", "b") }} {{ css("c") }} {{ gate_word("handover") }}
{{ symbols["pass"] }}
{% for each in report.punch %}{{ pending[each.standing] }} {{ evidence(each.evidence, each.name) }}{% endfor %}</p>
{% endblock %}
"""


@pytest.fixture
def punched(elm: Shell) -> Shell:
    """A job with a scratch photographed near and far, and a plinth that was put right."""
    near, far, right = (elm.folder / f"{name}.jpg" for name in ("near", "far", "right"))
    for path, colour in ((near, "red"), (far, "blue"), (right, "green")):
        photograph(path, colour)
    terms = ("--where", "kitchen / unit 2", "--owner", "ravi", "--due", "2d", "--category", "B")
    elm("punch", "add", "Scratch on the left door", *terms, "--near", str(near), "--far", str(far))
    elm("punch", "add", "Plinth missing", "--owner", "ravi", "--trade", "joinery", "--near", str(near))
    elm("punch", "done", "P2", "--as", "ravi", "--photo", str(right))
    elm("punch", "verify", "P2", "--as", "dana")
    return elm


def pictures(page: str) -> list[tuple[int, int]]:
    """The sizes of the pictures in a page."""
    found = re.findall(r"data:image/jpeg;base64,([^\"]+)", page)
    return [Image.open(BytesIO(base64.b64decode(each))).size for each in found]


def reports(shell: Shell) -> Path:
    """The folder of the job's reports."""
    return shell.folder / "jobs" / "elm-street-kitchen" / "reports"


def test_the_page_is_written_into_the_folder_of_the_job(punched: Shell) -> None:
    """One for each order; it says where, and nothing with -q."""
    for by in ("person", "place", "trade"):
        path = reports(punched) / f"punch-by-{by}.html"
        assert punched("punch", "print", "--by", by).out == f"Punch list: {path}\n"
        assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert punched("-q", "punch", "print").out == ""
    aside = punched.folder / "aside.html"
    assert punched("punch", "print", "elm", "--out", str(aside)).out == f"Punch list: {aside}\n"
    assert aside.is_file()


def test_the_page_shows_photos_as_raised_and_as_put_right(punched: Shell) -> None:
    """The pictures are in it; those of closed ones with --all."""
    assert len(pictures(punched("punch", "print", "--out", "-").out)) == 2
    everything = punched("punch", "print", "--all", "--out", "-").out
    assert len(pictures(everything)) == 5
    assert 'alt="P1, Scratch on the left door, as raised, near: near.jpg"' in everything
    assert 'alt="P2, Plinth missing, as put right: right.jpg"' in everything


def test_the_handover_report_shows_them_too(punched: Shell) -> None:
    """By the same way."""
    page = punched("report", "--out", "-").out
    assert len(pictures(page)) == 4
    assert 'alt="P2, Plinth missing, as put right: right.jpg"' in page


def test_markdown_and_text_are_printed(punched: Shell) -> None:
    """For a mail, for a terminal."""
    made = punched("punch", "print", "--format", "text", "--by", "trade", "--all").out
    head, _, rest = made.partition("\n\n")
    assert head.startswith("Elm Street kitchen\nPunch list by trade, as of ") or "Miller Kitchens\n" in head
    assert "\n1 open.\n" in rest
    assert "\nNO TRADE NAMED (1 OPEN)\n-----------------------\n  P1  [ ] Scratch on the left door\n" in rest
    assert "\nCLOSED (1)\n----------\n  P2  [x] Plinth missing\n        joinery\n" in rest
    printed = punched("punch", "print", "--format", "markdown").out
    assert "\n## Ravi Shah (1 open)\n\n| No. | What is to be put right | How it stands | Who, by when |\n" in printed
    assert "; 1 closed one is not listed here\n" in printed


def test_a_list_can_be_made_as_it_was(punched: Shell) -> None:
    """Before there was a job there is none."""
    assert punched("punch", "print", "--as-of", "2020-01-01", code=2).err.startswith(
        "elm-street-kitchen was not opened by then."
    )


def test_an_order_that_there_is_not_is_told(punched: Shell) -> None:
    """With those there are."""
    said = punched("punch", "print", "--by", "colour", code=2).err
    for by in ("person", "place", "trade"):
        assert f"'{by}'" in said


def test_a_job_without_punch_items_has_a_page_that_says_so(elm: Shell) -> None:
    """It is no mistake to ask."""
    assert "Nothing is open" in elm("punch", "print", "--format", "text").out
    assert "Nothing is open" in elm("punch", "print", "--out", "-").out


def test_own_templates_extend_the_shipped_ones_with_all_their_macros(punched: Shell) -> None:
    """Also those that several pages share."""
    own = punched.folder / "templates"
    own.mkdir()
    (own / "punch.html.j2").write_text(EXTENDED, encoding="utf-8")
    (own / "handover.html.j2").write_text(OF_HANDOVER, encoding="utf-8")
    assert len(pictures(punched("punch", "print", "--out", "-").out)) == 4
    page = punched("report", "--out", "-").out
    assert '<p>Lead <span class="mark" aria-hidden="true">!</span>' in page
    assert "\\000063 handover\n✓" in page
    assert len(pictures(page)) == 4 + 3


def test_the_shared_parts_can_be_ones_own(punched: Shell) -> None:
    """A copy of them takes their place on every page."""
    copied = punched("templates", "copy", "parts.html")
    path = punched.folder / "templates" / "parts.html.j2"
    assert copied.out == f"Copied to {path}. Reports use it from now on.\n"
    path.write_text(path.read_text(encoding="utf-8").replace("As raised", "Before"), encoding="utf-8")
    for command in (("punch", "print"), ("report",)):
        made = punched(*command, "--out", "-").out
        assert '<p class="fine">Before</p>' in made
        assert "As raised" not in made


def test_a_template_that_is_wrong_is_told_with_its_line(punched: Shell) -> None:
    """And nothing is written."""
    (punched.folder / "templates").mkdir()
    (punched.folder / "templates" / "punch.html.j2").write_text("\n{{ report.nothing }}", encoding="utf-8")
    said = punched("punch", "print", code=2).err
    assert said.startswith("templates/punch.html.j2:2: report.nothing: there is no such thing in PunchListView")
    assert not (reports(punched) / "punch-by-person.html").exists()
