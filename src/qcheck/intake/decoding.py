"""Decoding: the bytes of a text file as offices save them, with what was assumed where they do not say."""

import codecs
import re

from qcheck.core.rules.table import found
from qcheck.model.finding import Finding
from qcheck.model.place import Place

LINE_END = re.compile(r"\r\n|\n|\r")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# A letter of several bytes, as UTF-8 has them: text in another encoding hardly ever holds one.
_UTF8_LETTER = re.compile(rb"[\xc3-\xdf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}")
_WORD = re.compile(r"\w*[^\x00-\x7f]\w*")
SHOWN = 30


def decode(source: bytes, file: str) -> tuple[str, list[Finding]]:
    """Bytes as text. A byte order mark says which encoding; without one it is UTF-8, else what Excel writes in western
    Europe and America (Windows-1252), which is told with a word to look at. A finding that blocks stands for no text.
    """
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return _strictly(source[len(mark) :], encoding, file)
    if b"\0" in source:
        return "", [found("file-not-text", Place(file), file)]
    try:
        return source.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    if _UTF8_LETTER.search(source):  # UTF-8 that was spoilt: read as anything else, every letter would be another
        return _strictly(source, "utf-8", file)
    text, findings = _strictly(source, "cp1252", file)
    word = _WORD.search(text)
    return text, findings or [
        found(
            "encoding-assumed",
            _after(text[: word.start() if word else 0], file),
            file,
            name=word[0][:SHOWN] if word else "",
        )
    ]


def _strictly(source: bytes, encoding: str, file: str) -> tuple[str, list[Finding]]:
    try:
        return source.decode(encoding), []
    except UnicodeDecodeError as error:
        before = source[: error.start].decode(encoding, "replace")
        return "", [found("file-not-text", _after(before, file), file)]


def _after(before: str, file: str) -> Place:
    """Where the next character stands."""
    lines = LINE_END.split(before)
    return Place(file, len(lines), len(lines[-1]) + 1)
