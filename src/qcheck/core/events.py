"""Events: made, chained, written as lines and read back; with the table of kinds."""

import hashlib
from datetime import datetime
from typing import Any

import msgspec

from qcheck.core.names import is_digest
from qcheck.core.phrase import plain
from qcheck.model import event as ev
from qcheck.model import punchevent as pe
from qcheck.model.event import Body, Draft, Event, Line
from qcheck.model.place import Place

VERSION = 1
LAST_SEQ = 2**53 - 1

# A rating goes from 0 to 10, a dimension of SERVQUAL from 1 to 7.
MOST_SCORE, MOST_PERCEIVED = 10, 7

TIME_SHAPE = "0000-00-00T00:00:00Z"
_SHAPE = str.maketrans("123456789", "000000000")

KINDS: dict[str, type[Body]] = {
    "opened": ev.Opened,
    "planned": ev.Planned,
    "answered": ev.Answered,
    "noted": ev.Noted,
    "found": ev.Found,
    "agreed": ev.Agreed,
    "attached": ev.Attached,
    "released": ev.Released,
    "witnessed": ev.Witnessed,
    "raised": pe.Raised,
    "assigned": pe.Assigned,
    "promised": pe.Promised,
    "waiting": pe.Waiting,
    "completed": pe.Completed,
    "verified": pe.Verified,
    "rejected": pe.Rejected,
    "disputed": pe.Disputed,
    "voided": pe.Voided,
    "reopened": pe.Reopened,
    "diagnosed": pe.Diagnosed,
    "contacted": pe.Contacted,
    "rated": pe.Rated,
    "waived": ev.Waived,
    "signed": ev.Signed,
    "upgraded": ev.Upgraded,
    "forgotten": ev.Forgotten,
    "retracted": ev.Retracted,
}

_encoder = msgspec.json.Encoder(order="sorted", enc_hook=plain)
_lines = msgspec.json.Decoder(Line)


class Unreadable(ValueError):
    """A line that is no event, with the reason in words."""


class Altered(ValueError):
    """A line whose bytes do not fit the digest it carries."""


def encode(line: Line) -> bytes:
    """An event as the bytes of its line, without the line feed: sorted keys, no spaces."""
    return _encoder.encode(line)


def digest(line: bytes, ident: str) -> str:
    """The id that belongs to a line: SHA-256 of its bytes with the `id` member cut out."""
    return hashlib.sha256(line.replace(b'"id":"' + ident.encode() + b'",', b"", 1)).hexdigest()


def chain(drafts: list[Draft], prev: str, seq: int) -> list[Line]:
    """Drafts as the next events of a log whose last event is `prev`, after the highest sequence `seq` of the job."""
    lines = []
    for draft in drafts:
        seq += 1
        line = Line(
            about=draft.about,
            at=draft.at,
            batch=draft.batch,
            body=msgspec.Raw(_encoder.encode(draft.body)),
            by=draft.by,
            did=draft.did,
            done_at=draft.done_at,
            id="",
            kind=draft.kind,
            prev=prev,
            replaces=tuple(sorted(draft.replaces)),
            seq=seq,
            v=VERSION,
        )
        prev = digest(encode(line), "")
        lines.append(msgspec.structs.replace(line, id=prev))
    return lines


def decode(raw: bytes, log: str, place: Place) -> Event:
    """An event from the bytes of its line; its body is None if its kind, version or fields are unknown here.

    Raises `Unreadable` where the bytes are no event, `Altered` where they were changed after they were written.
    """
    try:
        line = _lines.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Unreadable(_reason(error)) from error
    for name, good in (
        ("at", _is_time(line.at)),
        ("id", is_digest(line.id)),
        ("seq", 0 < line.seq <= LAST_SEQ),
    ):
        if not good:
            raise Unreadable(f"`{name}` is not valid")
    if line.done_at and not _is_time(line.done_at):
        raise Unreadable("`done_at` is not valid")
    if digest(raw, line.id) != line.id:
        raise Altered("it was changed after it was written")
    return Event(
        about=line.about,
        at=line.at,
        batch=line.batch,
        body=_body(line),
        by=line.by,
        did=line.did,
        done_at=line.done_at,
        id=line.id,
        kind=line.kind,
        prev=line.prev,
        replaces=line.replaces,
        seq=line.seq,
        log=log,
        place=place,
        optional=line.optional,
    )


def _is_time(text: str) -> bool:
    """A real moment, written as the record writes it: `2026-12-03T14:07:31Z`."""
    try:
        return (
            text.translate(_SHAPE) == TIME_SHAPE
            and text.isascii()
            and text[11:13] < "24"
            and bool(datetime.fromisoformat(text))
        )
    except ValueError:
        return False


def _body(line: Line) -> Body | None:
    kind = KINDS.get(line.kind)
    if kind is None or line.v != VERSION:
        return None
    try:
        body = msgspec.json.decode(line.body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return body if _is_sound(body) else None


def _is_sound(body: Body) -> bool:
    """Whether what a body names by digest, and what becomes part of a file's name, is what it has to be."""
    held: tuple[ev.Kept, ...] = getattr(body, "kept", ())
    if held:
        return all(is_digest(kept.digest) and kept.suffix.isalnum() and kept.size >= 0 for kept in held)
    if isinstance(body, pe.Rated):
        return 0 <= body.score <= MOST_SCORE and all(
            1 <= s.perceived <= MOST_PERCEIVED and 0 <= s.expected <= MOST_PERCEIVED for s in body.dimensions
        )
    if isinstance(body, ev.Forgotten):
        return all(is_digest(gone) for gone in (*body.private, *body.evidence))
    if isinstance(body, ev.Signed):
        return body.revision.isalpha() and body.revision.isascii() and is_digest(body.digest)
    return True


def canonical(value: Any) -> bytes:
    """Any value of ours as bytes that are the same for the same value: what seals are made over."""
    return _encoder.encode(value)


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    if isinstance(error, RecursionError):
        return "it is nested too deep"
    if isinstance(error, msgspec.ValidationError):
        return _invalid(str(error))
    return "it is not JSON"


def _invalid(said: str) -> str:
    """What the decoder says of a line, in words of ours: which member is missing or of another form."""
    missing, _, path = said.partition(" - at ")
    if "missing required field" in missing:
        return f"{missing.rpartition(' ')[2]} is missing"
    return f"{path.replace('$.', '')} is not as it must be" if path else "it is not an object"
