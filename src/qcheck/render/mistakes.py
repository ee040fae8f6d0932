"""Mistakes in templates, in words: where one is, what is not there, and what was probably meant."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.utils import missing
from msgspec import Struct

from qcheck.core.similar import near
from qcheck.errors import QcheckError

HINT = "What a template may use is in docs/templates.md; qcheck lint looks at all of them."
LISTED = "qcheck templates list shows those there are."
PLACE = re.compile(r"templates/")
# What a page stops with when its template is wrong.
STOPS = (
    UndefinedError,
    TemplateRuntimeError,
    SecurityError,
    RecursionError,
    MemoryError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    LookupError,
)
KINDS: dict[type, str] = {str: "a text", bool: "true or false", int: "a number", tuple: "a list", list: "a list"}


class BadTemplate(QcheckError):
    """A template that cannot be used, with its file and line."""


class NoSuchThing(UndefinedError):
    """A name that was asked for and is not there; `of` is what it was asked of, `missing` where that is nothing."""

    def __init__(self, message: str, name: str, of: object) -> None:
        super().__init__(message)
        self.name = name
        self.of = of


class Nothing(StrictUndefined):
    """What is not there: asking anything of it stops the page, and says what was asked for."""

    def __init__(
        self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = UndefinedError
    ) -> None:
        super().__init__(hint, obj, name, exc)
        if exc is UndefinedError and hint is None:
            self._undefined_exception = self._asked  # type: ignore[assignment]

    def _asked(self, message: str) -> NoSuchThing:
        return NoSuchThing(message, str(self._undefined_name), self._undefined_obj)


def told(error: Exception, page: str, assets: Mapping[str, bytes], known: Mapping[str, Collection[str]]) -> BadTemplate:
    """What stopped a page, with file and line. `known` are the names of each `filter` and each `test`."""
    if isinstance(error, TemplateSyntaxError):
        meant = f" Did you mean {near_}?" if (near_ := guess(error, known)) else ""
        return BadTemplate(f"{error.filename or page}:{error.lineno}: {error.message}{meant}", HINT)
    file, line, names = _where(error)
    place = f"{file}:{line}" if line else f"templates/{page}"
    if isinstance(error, TemplateNotFound):
        if not line:
            return BadTemplate(f"There is no template {error.name}.", LISTED)
        return BadTemplate(f"{place}: {no_template(str(error.name), assets)}", LISTED)
    if isinstance(error, NoSuchThing):
        source = assets.get(file.removeprefix("templates/"), b"").decode("utf-8", "replace").splitlines()
        written = source[line - 1] if 0 < line <= len(source) else ""
        return BadTemplate(f"{place}: {_lacking(error, written, names)}", HINT)
    return BadTemplate(f"{place}: {error}", HINT)


def lacking(written: str, of: str, known: Collection[str]) -> str:
    """`report.verdit: there is no such thing here; did you mean verdict?` What it was asked `of` is named if given."""
    return f"{written}: there is no such thing {f'in {of}' if of else 'here'}{_meant(_last(written), known)}"


def no_template(name: str, assets: Collection[str]) -> str:
    """`there is no template gone.j2; did you mean one.j2?`"""
    return f"there is no template {name}{_meant(name, [each for each in assets if each.endswith('.j2')])}"


def _lacking(error: NoSuchThing, line: str, names: Collection[str]) -> str:
    if error.of is missing:
        return lacking(error.name, "", names)
    found = re.search(rf"[A-Za-z_][\w.\[\]]*\.{re.escape(error.name)}\b", line)
    written = found[0] if found else error.name
    if error.of is None:
        asked = written.removesuffix(f".{error.name}") if found else "what it is asked of"
        return f"{written}: {asked} is none here; ask first whether there is one"
    members = _members(error.of)
    return lacking(written, "" if near(error.name, members) and found else _kind(error.of), members)


def _members(of: object) -> list[str]:
    """The names that can be asked of a thing."""
    if isinstance(of, Struct):
        return list(of.__struct_fields__)
    if isinstance(of, dict):
        return [str(key) for key in of]
    return [name for name in dir(of) if not name.startswith("_")]


def _kind(of: object) -> str:
    """What a thing is called in the documentation."""
    return next((word for kind, word in KINDS.items() if isinstance(of, kind)), type(of).__name__)


def _last(written: str) -> str:
    return written.rpartition(".")[2]


def _meant(name: str, known: Collection[str]) -> str:
    nearest = near(name, list(known))
    return f"; did you mean {nearest}?" if nearest else ""


def guess(error: TemplateSyntaxError, known: Mapping[str, Collection[str]]) -> str:
    """The filter or test that was probably meant, where there is none of a name."""
    unknown = re.fullmatch(r"No (filter|test) named '(\w+)'\.", error.message or "")
    return near(unknown[2], list(known[unknown[1]])) if unknown else ""


def _where(error: BaseException) -> tuple[str, int, list[str]]:
    """The template and line where the page stopped, and the names that were known there: the innermost frame that
    Jinja maps to a template.
    """
    file, line, names, frame = "", 0, list[str](), error.__traceback__
    while frame:
        if PLACE.match(frame.tb_frame.f_code.co_filename):
            file, line = frame.tb_frame.f_code.co_filename, frame.tb_lineno
            names = [name for name in frame.tb_frame.f_locals if not name.startswith("_")]
        frame = frame.tb_next
    return file, line, names
