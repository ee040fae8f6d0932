"""The table of renderers: what is shown, in which format, by which function; imported only when asked for."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

RENDERERS: dict[tuple[str, str], str] = {
    ("any", "json"): "qcheck.render.json:view",
    ("audit", "text"): "qcheck.render.audit:text",
    ("check", "text"): "qcheck.render.text:check",
    ("check", "json"): "qcheck.render.json:view",
    ("check", "junit"): "qcheck.render.junit:check",
    ("check", "sarif"): "qcheck.render.sarif:check",
    ("check", "github"): "qcheck.render.github:annotations",
    ("check", "github-summary"): "qcheck.render.comment:summary",
    ("check", "gitlab"): "qcheck.render.gitlab:check",
    ("check", "tap"): "qcheck.render.tap:check",
    ("check", "markdown"): "qcheck.render.comment:comment",
    ("check", "csv"): "qcheck.render.csv:check",
    ("check", "xlsx"): "qcheck.render.xlsx:check",
    ("archive", "readme"): "qcheck.render.archive:readme",
    ("archive", "log"): "qcheck.render.archive:log",
    ("due", "ics"): "qcheck.render.ics:events",
    ("due", "todo"): "qcheck.render.ics:todos",
    ("handover", "html"): "qcheck.render.report:html",
    ("handover", "markdown"): "qcheck.render.report:markdown",
    ("handover", "text"): "qcheck.render.report:text",
    ("punch", "html"): "qcheck.render.report:punch_html",
    ("punch", "markdown"): "qcheck.render.report:punch_markdown",
    ("punch", "text"): "qcheck.render.report:punch_text",
    ("handout", "html"): "qcheck.render.handout:html",
    ("handout", "yaml"): "qcheck.render.handout:yaml",
    ("handout", "text"): "qcheck.render.handout:text",
    ("page", "pdf"): "qcheck.render.galley:galley",  # what store/typeset.py has set
    ("diff", "html"): "qcheck.render.report:diff_html",
    ("rating", "html"): "qcheck.render.report:rating",
    ("missed", "html"): "qcheck.render.sheets:missed",
    ("card", "html"): "qcheck.render.sheets:card",
    ("blank", "html"): "qcheck.render.sheets:blank",
    ("stats", "html"): "qcheck.render.charts:stats",
}


SUFFIXES = {"html": "html", "pdf": "pdf", "markdown": "md", "text": "txt", "yaml": "yaml"}


def formats(kind: str) -> tuple[str, ...]:
    """The formats there are for one kind of view."""
    return tuple(form for held, form in RENDERERS if held == kind)


def render(kind: str, form: str, view: Any, assets: Mapping[str, bytes]) -> bytes:
    """A view in a format, as bytes. Raises `KeyError` for one that the table does not have."""
    module, _, name = RENDERERS[kind, form].partition(":")
    rendered: bytes = getattr(import_module(module), name)(view, assets)
    return rendered
