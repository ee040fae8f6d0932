"""Pages: the digests that stand in a file, whatever kind of text it is."""

import re
from collections.abc import Iterable

# A soft end of a line as in mail, a tag, white space: what may stand inside of a digest that was laid out.
BETWEEN = rb"=\r?\n|<[^<>]*>|\s+"
HTML = re.compile(rb"\s*<!doctype html\b[^>]*>\s*(?:<html\b[^>]*?\slang=[\"']?([A-Za-z-]{1,20}))?", re.IGNORECASE)
DIGEST = rb"(?<![0-9A-Za-z+/=])[0-9a-f]{64}(?![0-9A-Za-z+/=])"


def standing(content: bytes, digests: Iterable[str]) -> set[str]:
    """Which of these digests stand in a file, also where one is broken over lines or by marks of a page."""
    squeezed = re.sub(BETWEEN, b"", content)
    return {digest for digest in digests if digest.encode() in squeezed or digest.encode() in content}


def digests(content: bytes) -> list[str]:
    """All that reads as a digest, in the order of the file, each once."""
    return list(dict.fromkeys(found.decode() for found in re.findall(DIGEST, content)))


def is_html(content: bytes) -> bool:
    """Whether a file begins as a page of HTML does."""
    return HTML.match(content) is not None


def language(content: bytes) -> str:
    """The language that a page of HTML says it is in; empty if it says none."""
    found = HTML.match(content)
    return (found[1] or b"").decode() if found else ""
