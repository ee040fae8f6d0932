"""Mail: the bytes of a saved mail or of text pasted from one, as plain text."""

import codecs
import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import Message

BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
# The head of a saved mail ends with its first empty line.
HEAD = re.compile(rb"[^\r\n]*(?:\r?\n[^\r\n]+)*")
MIME = re.compile(rb"^(?:mime-version|content-type|content-transfer-encoding):", re.IGNORECASE | re.MULTILINE)
# Quoted-printable that nobody decoded: an encoded `=`, a line broken where it was full, or a letter in UTF-8.
PRINTABLE = re.compile(rb"=3D|^[^\r\n]{70,75}=\r?$|=[C-F][0-9A-F]=[89AB][0-9A-F]", re.MULTILINE)
KIND = re.compile(rb"^content-type:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
MOST_PARTS = 200
MOST_BOUNDARIES = 2000
LONGEST_KIND = 5000
LONGEST_HEAD = 200_000
LONGEST_PAGE = 2_000_000
TAG = re.compile(r"(<[^<>]*>)")
NAMED = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
DEEPEST = 9
LINES = frozenset(("address", "blockquote", "br", "div", "dd", "dt", "h1", "h2", "h3", "li", "p", "pre", "table", "tr"))
UNSEEN = frozenset(("head", "script", "style", "template", "title"))


def text(source: bytes) -> str:
    """The text of a mail, whatever was done to it on its way; never raises.

    A saved mail (`.eml`) gives its plain text, or without that its HTML as text, then attached texts. Everything else
    is text already: UTF-8, UTF-16 with a mark, or what Windows writes.
    """
    head = _head(source)
    if len(head) <= LONGEST_HEAD and MIME.search(head) and _fair(source):
        return _mail(source)
    return _decoded(_unquoted(source))


def _head(source: bytes) -> bytes:
    match = HEAD.match(source.lstrip(b"\r\n"))
    return match[0] if match else b""


def _fair(source: bytes) -> bool:
    """Whether a mail is one that somebody wrote: of others a parser would not see the end."""
    return source.count(b"\n--") <= MOST_BOUNDARIES and all(
        len(kind[0]) <= LONGEST_KIND for kind in KIND.finditer(source)
    )


def _unquoted(source: bytes) -> bytes:
    """Text without quoted-printable; one that has bytes beyond ASCII, or `=` for itself, never had it."""
    # `qcheck rating=1` is what a form without scripts writes: there every `=` is its own.
    if not source.isascii() or b"qcheck rating=1" in source or not PRINTABLE.search(source):
        return source
    import quopri  # 1 ms, only where there is such text

    return quopri.decodestring(source)


def _decoded(source: bytes, charset: str = "") -> str:
    for mark, named in BOMS.items():
        if source.startswith(mark):
            return source[len(mark) :].decode(named, "replace")
    for named in (charset, "utf-8"):
        try:
            return source.decode(named) if named else source.decode("utf-8")
        except (LookupError, UnicodeError):
            continue
    return source.decode("cp1252", "replace")


def _mail(source: bytes) -> str:
    """The texts of a saved mail, those that are read first."""
    import email  # 20 ms, only for a mail that was saved whole

    try:
        parts = [part for part, _ in zip(email.message_from_bytes(source).walk(), range(MOST_PARTS), strict=False)]
        plain = [_part(part) for part in parts if part.get_content_type() == "text/plain"]
        return "\n".join(plain or [_page(_part(part)) for part in parts if part.get_content_type() == "text/html"])
    except Exception:  # noqa: BLE001 (the parser raises nearly anything on bytes made to confuse it)
        return _decoded(source)


def _part(part: "Message") -> str:
    content = part.get_payload(decode=True)
    return _decoded(content, part.get_content_charset() or "") if isinstance(content, bytes) else ""


def _page(source: str) -> str:
    """The words of a page, a line where it begins one; what it quotes is marked as a mail marks it.

    Tags are only told from text: the parser of HTML that Python has takes minutes over a page of broken ones.
    """
    lines, unseen, depth = [""], 0, 0
    for part in TAG.split(source[:LONGEST_PAGE]):
        tag = NAMED.match(part)
        if not part.startswith("<"):
            lines[-1] += "" if unseen else re.sub(r"[ \t\r\n]+", " ", html.unescape(part))
        if not tag:
            continue
        step, name = (-1 if tag[1] else 1), tag[2].lower()
        unseen = max(0, unseen + step * (name in UNSEEN))
        depth = max(0, depth + step * (name == "blockquote"))
        if name != "br" and name in LINES and not lines[-1].strip("> "):
            lines.pop()
        if name in LINES:
            lines.append("> " * min(depth, DEEPEST))
    return "\n".join(lines)
