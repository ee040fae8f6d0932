"""Mistakes in templates: told with file and line, what is not there, and what was probably meant."""

import pytest

from builder import job
from qcheck.core.views.handover import handover
from qcheck.render.report import BadTemplate, html

PARTS = "{% macro word(term) %}{{ term }}{% endmacro %}"
MISTAKES = {
    "a field": ("{{ report.verdit }}", "report.verdit: there is no such thing here; did you mean verdict?"),
    "a field of a field": ("{{ report.job.nmae }}", "report.job.nmae: there is no such thing here; did you mean name?"),
    "nothing like it": ("{{ report.job.zzz }}", "report.job.zzz: there is no such thing in JobView"),
    "a loop": (
        "{% for each in report.sections %}{{ each.tilte }}{% endfor %}",
        "each.tilte: there is no such thing here; did you mean title?",
    ),
    "a test of many": (
        "{{ report.sections|selectattr('tilte')|list }}",
        "tilte: there is no such thing in SectionView; did you mean title?",
    ),
    "of a text": (
        "{{ report.job.name.uper() }}",
        "report.job.name.uper: there is no such thing here; did you mean upper?",
    ),
    "of a list": ("{{ report.sections.zzz }}", "report.sections.zzz: there is no such thing in a list"),
    "of none": (
        "{% for s in report.sections %}{% for item in s.items %}{{ item.answer.note }}{% endfor %}{% endfor %}",
        "item.answer.note: item.answer is none here; ask first whether there is one",
    ),
    "a name": ("{{ reprot.job }}", "reprot: there is no such thing here; did you mean report?"),
    "a name of one's own": (
        "{% set warning = 1 %}{{ warnnig }}",
        "warnnig: there is no such thing here; did you mean warning?",
    ),
    "a name in a macro": (
        "{% macro row(item) %}{{ itme }}{% endmacro %}{{ row(1) }}",
        "itme: there is no such thing here; did you mean item?",
    ),
    "a macro of the parts": (
        "{% import 'parts.j2' as parts %}{{ parts.wrod('x') }}",
        "parts.wrod: there is no such thing here; did you mean word?",
    ),
    "a template": ("{% include 'prats.j2' %}", "there is no template prats.j2; did you mean parts.j2?"),
    "a filter": ("{{ report.job.name|uper }}", "No filter named 'uper'. Did you mean upper?"),
}


def failed(template: str, name: str = "handover.html.j2", **others: str) -> str:
    """The message that a report ends in with a template of that name among others."""
    assets = {"parts.j2": PARTS, name: template, **{f"{k}.j2": v for k, v in others.items()}}
    view = handover(job().open(handover="2026-12-04").told(), ())
    with pytest.raises(BadTemplate) as caught:
        html(view, {name: text.encode() for name, text in assets.items()})
    return caught.value.message


@pytest.mark.parametrize("case", MISTAKES)
def test_what_is_not_there_is_told_with_what_was_probably_meant(case: str) -> None:
    """File and line come first, as editors read them."""
    template, told = MISTAKES[case]
    assert failed(f"\n{template}\n") == f"templates/handover.html.j2:2: {told}"


@pytest.mark.parametrize(
    "way",
    [
        "{% include 'other.j2' %}",
        "{% extends 'other.j2' %}",
        "{% from 'other.j2' import row %}{{ row(report) }}",
        "{% import 'other.j2' as other %}{{ other.row(report) }}",
    ],
)
def test_a_mistake_is_told_where_it_stands_and_not_where_it_is_used(way: str) -> None:
    """Included, extended or imported."""
    other = (
        "{% macro row(of) %}\n{{ of.verdit }}\n{% endmacro %}\n{% if report is defined %}{{ row(report) }}{% endif %}"
    )
    told = "of.verdit: there is no such thing here; did you mean verdict?"
    assert failed(way, other=other) == f"templates/other.j2:2: {told}"


def test_a_name_that_may_be_missing_can_be_asked_for() -> None:
    """As Jinja has it: `is defined`, and a default."""
    view = handover(job().open(handover="2026-12-04").told(), ())
    template = b"{% if nothing is defined %}a{% endif %}{{ report.nothing|default('b') }}"
    assert html(view, {"handover.html.j2": template}) == b"b"
