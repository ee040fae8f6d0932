"""Pages: the digests that stand in a file, whatever kind of text it is."""

import re
from collections.abc import Iterable

# A soft end of a line as in mail, a tag, white space: what may stand inside of a digest that was laid out.
BETWEEN = rb"=\r?\n|<[^<>]*>|\s+"
DIGEST = rb"(?<![0-9A-Za-z+/=])[0-9a-f]{64}(?![0-9A-Za-z+/=])"


def standing(content: bytes, digests: Iterable[str]) -> set[str]:
    """Which of these digests stand in a file, also where one is broken over lines or by marks of a page."""
    squeezed = re.sub(BETWEEN, b"", content)
    return {digest for digest in digests if digest.encode() in squeezed or digest.encode() in content}


def digests(content: bytes) -> list[str]:
    """All that reads as a digest, in the order of the file, each once."""
    return list(dict.fromkeys(found.decode() for found in re.findall(DIGEST, content)))
