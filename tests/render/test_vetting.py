"""Vetting: what is wrong with a workspace's own templates, told without a job."""

from datetime import UTC
from pathlib import Path

import pytest

from qcheck.core.wording import Speaker, hint, message
from qcheck.model.settings import Settings
from qcheck.render.vetting import vet

SHIPPED = {path.name: path.read_bytes() for path in (Path(__file__).parents[2] / "templates").glob("*.j2")}
ASSETS = {**SHIPPED, **{f"shipped/{name}": content for name, content in SHIPPED.items()}}
EXTENDS = "{% extends 'shipped/handover.html.j2' %}\n"


def vetted(template: str, name: str = "handover.html.j2", **others: str) -> list[str]:
    """The findings of a template of the workspace among the shipped ones, in words."""
    assets = {**ASSETS, name: template.encode(), **{f"{k}.j2": v.encode() for k, v in others.items()}}
    speaker = Speaker(Settings(), UTC)
    return [
        f"{each.place.line}: {each.code}: {message(each, speaker)}. {hint(each, speaker)}"
        for each in vet(assets, {name, *(f"{k}.j2" for k in others)}, (name,))
    ]


def test_nothing_is_wrong_with_what_comes_with_qcheck() -> None:
    """Nor with a copy of any of it."""
    assert vet(ASSETS, tuple(SHIPPED)) == []


UNKNOWN = {
    "a field": ("{{ report.verdit }}", "report.verdit", "verdict"),
    "a field of a field": ("{{ report.job.client.nmae }}", "report.job.client.nmae", "name"),
    "in a loop": (
        "{% for s in report.sections %}{% for i in s.items %}{{ i.txet }}{% endfor %}{% endfor %}",
        "i.txet",
        "text",
    ),
    "of what is picked": ("{{ (report.signoffs|selectattr('current')|list|first).persn }}", "persn", "person"),
    "of what is set": ("{% set last = report.signoffs|last %}{{ last.persn }}", "last.persn", "person"),
    "that a filter is told": (
        "{{ report.findings|selectattr('severty', 'equalto', 'block')|list }}",
        "severty",
        "severity",
    ),
    "to group by": ("{{ report.findings|groupby('subjet')|list }}", "subjet", "subject"),
    "to take from each": ("{{ report.punch|map(attribute='txt')|join }}", "txt", "text"),
    "of one that may be none": ("{{ report.sections[0].items[0].answer.spokn }}", "spokn", "spoken"),
    "in a loop's condition": ("{% for n in report.notes if n.txt %}{% endfor %}", "n.txt", "text"),
    "a name": ("{{ reprot.job }}", "reprot", "report"),
    "a macro": ("{{ wrod('client') }}", "wrod", "word"),
    "an imported one": ("{% from 'parts.html.j2' import gate_wrod %}", "gate_wrod", "gate_word"),
}


def test_a_name_or_field_that_is_not_there_is_told_with_what_was_probably_meant() -> None:
    """With the line, and before there is any job to see it in."""
    lines = "\n".join(template for template, _, _ in UNKNOWN.values())
    assert vetted(f"{EXTENDS}{{% block notes %}}{lines}{{% endblock %}}") == [
        f"{line}: template-unknown: {name}: there is no such thing here. Did you mean {meant}?"
        for line, (_, name, meant) in enumerate(UNKNOWN.values(), 2)
    ]


UNKNOWABLE = [
    "{% if extra is defined %}{{ extra }}{% endif %}{{ report.extra|default('') }}{{ other|d('') }}",
    "{% macro row(item) %}{{ item.anything }}{% endmacro %}{{ row(report) }}",
    "{% for name, members in report.findings|groupby('code') %}{{ name }} {{ loop.index }}{% endfor %}",
    "{% for key, value in report.terms.items() %}{{ key }}{{ value.upper() }}{% endfor %}",
    "{% set text %}{{ report.gate }}{% endset %}{{ text|upper }}",
    "{% with job = report.job %}{{ job.anything }}{% endwith %}",
    "{% for n in report.notes %}{{ n.text }}{% endfor %}{% for n in report.signoffs %}{{ n.person }}{% endfor %}",
    "{% include ['gone.j2', 'page.css.j2'] %}{% include 'gone.j2' ignore missing %}",
    "{% set ns = namespace(n=0) %}{% set ns.n = 1 %}{{ ns.n }}",
    "{% call(of) joiner() %}{{ of }}{% endcall %}",
]


def test_what_cannot_be_known_is_not_complained_of() -> None:
    """A macro is given anything, and a name that is asked for may be missing."""
    lines = "\n".join(UNKNOWABLE)
    assert vetted(f"{EXTENDS}{{% block notes %}}{lines}{{% endblock %}}") == []


def test_a_template_that_cannot_be_read_is_told_with_its_line() -> None:
    """Syntax, filters and tests, templates that are not there, and circles."""
    start = "What a template may hold is in docs/templates.md"
    assert vetted("\n{% fi %}") == [f"2: template-broken: This cannot be used: Encountered unknown tag 'fi'. {start}"]
    assert vetted("\n{{ 1|uper }}") == [
        "2: template-broken: This cannot be used: No filter named 'uper'. Did you mean upper?"
    ]
    assert vetted("\n{% include 'page.j2' %}") == [
        "2: template-broken: This cannot be used: there is no template page.j2. Did you mean page.css.j2?"
    ]
    assert vetted("{% extends 'handover.html.j2' %}") == [
        (
            "1: template-broken: This cannot be used: this template would come round to itself by handover.html.j2."
            " Did you mean shipped/handover.html.j2?"
        )
    ]


@pytest.mark.parametrize("deep", ["{{ " + "(" * 9000 + "1" + ")" * 9000 + " }}", "{{ report" + ".job" * 9000 + " }}"])
def test_a_template_that_is_nested_without_end_is_told_so(deep: str) -> None:
    """Nor does it keep the others from being looked at."""
    assert [line.partition(". ")[0] for line in vetted(deep)] == [
        f"{line}: template-broken: This cannot be used: it is nested too deeply" for line in ("1",)
    ]
    assert vetted(f"{EXTENDS}{{% block notes %}}{{{{ report.verdit }}}}{{% endblock %}}", other=deep) != []


def test_what_no_page_shows_is_told() -> None:
    """Blocks that the extended template lacks, text outside of blocks, templates that nothing uses."""
    assert vetted(f"{EXTENDS}{{% block verdit %}}x{{% endblock %}}") == [
        (
            "2: template-unseen: No page shows the block verdit: shipped/handover.html.j2 has no block of that name."
            " Did you mean verdict?"
        )
    ]
    assert vetted(f"{EXTENDS}\n<p>Hello</p>\n{{% block notes %}}x{{% endblock %}}\n") == [
        (
            "3: template-unseen: No page shows this text: it stands outside of every block."
            " How pages are put together is in docs/templates.md"
        )
    ]
    assert vetted(f"{EXTENDS}{{% macro result(item) %}}x{{% endmacro %}}{{% macro mine() %}}x{{% endmacro %}}") == [
        (
            "2: template-unseen: No page shows the macro result: shipped/handover.html.j2 has one of that name,"
            " which comes after it; copy the file to change it there."
            " How pages are put together is in docs/templates.md"
        )
    ]
    assert vetted("<p>Hello</p>", "handovr.html.j2") == [
        "0: template-unseen: No page shows this template: no page uses it. Did you mean handover.html.j2?"
    ]
    assert vetted(f"{EXTENDS}{{% block notes %}}{{% block mine %}}x{{% endblock %}}{{% endblock %}}") == []


def test_an_included_template_is_looked_at_as_the_pages_that_use_it() -> None:
    """What is given there is there; of several views, a field of any of them."""
    used = f"{EXTENDS}{{% block notes %}}{{% set mine = 1 %}}{{% include 'foot.j2' %}}{{% endblock %}}"
    both = {"punch.txt": "{% include 'foot.j2' %}", "handover.html": used}
    assert vetted("{{ mine }}{{ report.groups }}", "foot.j2", **{"handover.html": used}) == [
        "1: template-unknown: report.groups: there is no such thing here. docs/templates.md names all that there is"
    ]
    assert vetted("{{ mine }}{{ report.groups }}{{ blockers }}", "foot.j2", **both) == []
