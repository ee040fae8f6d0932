"""Answers in the text of a mail: where each begins, its lines by key, its words, and what is none of it."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from msgspec import Struct

from qcheck.core.clean import UNSAFE
from qcheck.core.rating import DIMENSIONS, LONGEST_WORDS

MOST_LINES = 5000
LONGEST_LINE = 10_000
LONGEST_FOOT = 300

LINE_END = re.compile(r"\r\n|\n|\r")
QUOTED = re.compile(r"(?:[ \t\xa0]*>)+ ?")
HEAD = re.compile(r"\W*qcheck rating\s*[=:]?\s*([0-9]{1,4})\W*", re.IGNORECASE)
POSTED = "qcheck rating="
KEYS = ("job", "form", "score", "words", *DIMENSIONS, *(f"{d} expected" for d in DIMENSIONS))
KEY = re.compile(rf"({'|'.join(sorted(KEYS, key=len, reverse=True))}) ?[:=] ?(.*)", re.IGNORECASE)
END = re.compile(r"end of words ?[:=]? ?1?", re.IGNORECASE)
# Where a mail goes on after what its writer wrote: a signature, what a phone adds, the mail that is answered.
FOOT = re.compile(
    r"-- ?|_{5,}|-{3,}.*(?:original|forwarded|ursprüngliche|weitergeleitete).*|sent from my .*|von meinem .* gesendet.*"
    r"|(?:on|am|le|el|il|op) .*(?:wrote|schrieb.*|a écrit|escribió|ha scritto|schreef.*) ?:|get outlook for .*",
    re.IGNORECASE,
)


class Line(Struct, frozen=True):
    """A line with its number in the text, what stands in it without the marks of quoting, and how deep it is quoted;
    `flows` if the next line is the same paragraph.
    """

    number: int
    text: str
    depth: int
    flows: bool


class Left(Struct, frozen=True):
    """A line that was not taken, and why."""

    line: Line
    why: str


class Block(Struct, frozen=True):
    """One answer as it stands in the text: each key with its lines, its words, and the lines that were not taken."""

    head: Line
    fields: dict[str, list[tuple[Line, str]]]
    words: str
    left: tuple[Left, ...]


def version(head: Line) -> str:
    """The number of the form that an answer is to, from the answer's first line."""
    match = HEAD.fullmatch(head.text)
    return match[1] if match else ""


def answers(text: str) -> Iterator[Block]:
    """The answers in a text, as far as anyone would write: each goes on to the first line of the next one."""
    lines = list(islice(_lines(text), MOST_LINES))
    heads = [n for n, line in enumerate(lines) if HEAD.fullmatch(line.text)]
    for start, end in pairwise((*heads, len(lines))):
        yield _block(lines[start], lines[start + 1 : end])


def _lines(text: str) -> Iterator[Line]:
    """The lines of a text without quoting, controls and doubled blanks."""
    posted = POSTED in text
    for number, raw in enumerate(LINE_END.split(text[: MOST_LINES * LONGEST_LINE]), 1):
        cut = _mended(raw[:LONGEST_LINE]) if posted else raw[:LONGEST_LINE]
        quoting = QUOTED.match(cut)
        marks = quoting[0] if quoting else ""
        bare = re.sub(r"[^\S\n]+", " ", re.sub(UNSAFE, "", cut[len(marks) :].replace("\t", " ")))
        yield Line(number, bare.strip(), marks.count(">"), flows=bare.endswith(" ") and bare.strip() != "--")


def _block(head: Line, lines: list[Line]) -> Block:
    fields: dict[str, list[tuple[Line, str]]] = {}
    left: list[Left] = []
    words, rest = _words(head, lines)
    for line in rest:
        match = KEY.fullmatch(line.text) if line.depth <= head.depth else None
        if match and match[1].casefold() != "words":
            fields.setdefault(match[1].casefold(), []).append((line, match[2].strip()))
        elif line.text:
            left.append(Left(line, "as a line of the form"))
    text = _joined(words)
    if len(text) > LONGEST_WORDS:
        cut = Line(words[0].number, f"{text[LONGEST_WORDS:][:60]} …", 0, flows=False)
        left.append(Left(cut, f"beyond {LONGEST_WORDS} characters of words"))
    return Block(head, fields, text[:LONGEST_WORDS].strip(), tuple(left))


def _words(head: Line, lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of a client's words, and all others."""
    starts = (n for n, line in enumerate(lines) if (m := KEY.fullmatch(line.text)) and m[1].casefold() == "words")
    start = next(starts, None)
    if start is None:
        return [], lines
    begin = lines[start]
    match = KEY.fullmatch(begin.text)
    first = Line(begin.number, match[2] if match else "", begin.depth, begin.flows)
    marked = next((n for n, line in enumerate(lines) if n > start and END.fullmatch(line.text)), None)
    if marked is not None:
        return [first, *lines[start + 1 : marked]], [*lines[:start], *lines[marked + 1 :]]
    end = next((n for n in range(start + 1, len(lines)) if _foot(lines, n, head)), len(lines))
    return [first, *lines[start + 1 : end]], [*lines[:start], *lines[end:]]


def _foot(lines: list[Line], n: int, head: Line) -> bool:
    """Whether the words are over before a line: the form's own last line was lost."""
    line = lines[n]
    following = lines[n + 1].text if n + 1 < len(lines) else ""
    if line.depth > head.depth and line.text:
        return True
    tried = (line.text, f"{line.text} {following}")
    return any(len(text) <= LONGEST_FOOT and FOOT.fullmatch(text) for text in tried)


def _joined(lines: list[Line]) -> str:
    """Words with their lines as they were written; those that a mail program broke are made whole where it says so."""
    text = "".join(f"{line.text}{' ' if line.flows and line.text else chr(10)}" for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _mended(text: str) -> str:
    """Letters as they were typed: Chromium takes those of a form that it mails itself for Latin 1, each for two."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
