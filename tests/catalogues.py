"""The messages that reports are made of, gathered from the sources, and the catalogues of their translations."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from conftest import ROOT
from qcheck.core.rules.table import RULES
from qcheck.core.tongue import LANGUAGES, ORIGINAL
from qcheck.core.wording import SENTENCES

LOCALE = ROOT / "src" / "qcheck" / "locale"
TRANSLATED = tuple(tag for tag in LANGUAGES if tag != ORIGINAL)
# Rules of these stages find what a report shows; those of files are told in a terminal only.
STAGES = ("job", "waiver", "record")
WRITTEN = datetime(2026, 11, 26, tzinfo=UTC)  # one day for all, so that the same messages are the same bytes
Message = str | tuple[str, str]


def messages() -> dict[Message, set[str]]:
    """Every message (one, or one and many) with the files that it stands in."""
    found: dict[Message, set[str]] = {}
    for message, place in (*_of_python(), *_of_templates(), *_of_findings()):
        found.setdefault(message, set()).add(place)
    for one in {message[0] for message in found if isinstance(message, tuple)} & found.keys():
        del found[one]  # the one of two messages is also read alone
    return found


def _of_python() -> Iterator[tuple[Message, str]]:
    keywords = {"phrase": None, "counted": (1, 2), "listed": (1,)}
    for path in sorted((ROOT / "src" / "qcheck").rglob("*.py")):
        for _, said, _, _ in extract("python", BytesIO(path.read_bytes()), keywords, (), {"encoding": "utf-8"}):
            if said and any(sign.isalnum() for sign in str(said)):  # not a comma between the texts of a list
                yield _message(said), path.relative_to(ROOT).as_posix()


def _of_templates() -> Iterator[tuple[Message, str]]:
    options = {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true"}
    for path in sorted((ROOT / "templates").glob("*.j2")):
        for _, _, said, _ in babel_extract(BytesIO(path.read_bytes()), ("_", "gettext", "ngettext"), (), options):
            yield _message(said), path.relative_to(ROOT).as_posix()


def _of_findings() -> Iterator[tuple[Message, str]]:
    for code, (sentence, _) in SENTENCES.items():
        if RULES[code].stage in STAGES:
            yield sentence, "src/qcheck/core/wording.py"


def _message(said: str | tuple[str | None, ...] | list[str | None] | None) -> Message:
    if isinstance(said, str):
        return said
    one, many, *_ = said or ()
    return (str(one), many) if many else str(one)


def path(tag: str, suffix: str = "po") -> Path:
    """Where a language's catalogue is."""
    return LOCALE / tag / "LC_MESSAGES" / f"qcheck.{suffix}"


def held(tag: str) -> Catalog:
    """The catalogue of a language as it is written down."""
    file = path(tag)
    with file.open("rb") as source:
        return read_po(source, locale=tag)


def renewed(tag: str) -> Catalog:
    """The catalogue of a language with the messages that there are now; what is new waits for its translation."""
    known = {message.id: message for message in held(tag)} if path(tag).is_file() else {}
    new = Catalog(
        locale=tag,
        project="qcheck",
        version="",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        creation_date=WRITTEN,
        revision_date=WRITTEN,
        fuzzy=False,
    )
    new.header_comment = f"# qcheck in {LANGUAGES[tag]}. docs/languages.md says how to change this."
    for message, places in sorted(messages().items(), key=lambda each: (sorted(each[1]), str(each[0]))):
        before = known.get(message)
        flags = {"python-format"} if any(place.startswith("templates/") for place in places) else set()
        new.add(message, before.string if before else "", [(place, 0) for place in sorted(places)], flags)
    return new


def compiled(catalogue: Catalog) -> bytes:
    """A catalogue as it is read by `gettext`."""
    made = BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def written(catalogue: Catalog) -> bytes:
    """A catalogue as people edit it."""
    made = BytesIO()
    write_po(made, catalogue, width=120, ignore_obsolete=True)
    return made.getvalue()


def update() -> None:
    """Writes every catalogue anew: with the messages that there are now, and as `gettext` reads it."""
    for tag in TRANSLATED:
        path(tag).parent.mkdir(parents=True, exist_ok=True)
        catalogue = renewed(tag)
        path(tag).write_bytes(written(catalogue))
        path(tag, "mo").write_bytes(compiled(catalogue))
