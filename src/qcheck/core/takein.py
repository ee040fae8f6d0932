"""Taking in: what someone wrote about their punch items, one statement a number; what could mean two things is not one.

`P7 done`, `P7 P8 done, photo follows`, `P9 fri`, `P9 by 4 dec 12:00 materials`, `P8 waiting hinge 12 dec`,
`P8 arrived`, `P7 not mine: was there before`, `P7 note: cupboard was locked`.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from qcheck.core import answerwords as words
from qcheck.core.message import LONGEST, MOST_LINES, Line, lines
from qcheck.core.statement import AROUND, NOTE, SEVERAL, Reading, said_of
from qcheck.model.takein import Passed, Statement, Unclear, Understood

NAME = re.compile(r"(?<!\w)p\s?(\d{1,6})(?:-([0-9a-f]{3}))?(?!\w)", re.IGNORECASE)

_JOIN = re.compile(r"[\s,;&+/]*(?:(?:and|und)\s+)?", re.IGNORECASE)
_RANGE = re.compile(r"(?<!\w)p\s?\d+\s*(?:-|\.\.|to|bis)\s*p\s?\d", re.IGNORECASE)
_NUMBER = re.compile(r"\W*#?\d{1,6}\b")
_BULLET = re.compile(r"\s*\d{1,3}[.)]\s*$")

NOTHING = "names no punch item; begin with its number, such as P7 done"
BARE = "write the P before the number, such as P7 done"
RANGE = "a range, or these two? Name each of them"
STRUCK = "part of it is struck out or marked; write it anew"
LONG = f"longer than {LONGEST} characters"
AGAINST = "its sign may speak against its words; write it without one"


def read(text: str, at: Reading) -> tuple[Statement, ...]:
    """Every statement of a message, and every line that is none; lines without a word are left out."""
    held = lines(text)
    statements = [statement for line in held[:MOST_LINES] for statement in _line(line, at)]
    if len(held) > MOST_LINES:
        rest = held[MOST_LINES]
        statements.append(
            Unclear(rest.number, rest.text[:LONGEST], f"it and what follows: more than {MOST_LINES} lines")
        )
    return tuple(statements)


def same(text: str) -> str:
    """A line as it is compared with one that was handed out."""
    return " ".join(words.split(text))


def _line(line: Line, at: Reading) -> Iterator[Statement]:
    named = NAME.search(line.said)
    if len(line.text) > LONGEST:
        yield Unclear(line.number, f"{line.text[:60]}…", LONG)
    elif same(line.said) in at.ours or not words.split(line.said):
        yield Passed(line.number, line.text)
    elif line.who and at.by_another(line.who):
        yield Unclear(line.number, line.text, f"written by {line.who}") if named else Passed(line.number, line.text)
    elif not named:
        greeting = _greets(line.said, at)
        why = BARE if _NUMBER.match(line.said) else NOTHING
        yield Passed(line.number, line.text) if greeting else Unclear(line.number, line.text, why)
    else:
        said = _statements(line, at)
        if isinstance(said, str):
            yield Unclear(line.number, line.text, said)
        else:
            yield from (replace(each, line=line.number, text=line.text) for each in said)


def _greets(text: str, at: Reading) -> bool:
    """Whether a text only greets or thanks someone."""
    held = words.split(text)
    return bool(held) and all(w in words.GREETING or w in at.writer or w in at.others for w in held) and "?" not in text


def _statements(line: Line, at: Reading) -> list[Understood] | str:
    """What a line says of each number in it, or why it is not taken: whole, or not at all."""
    note = NOTE.search(line.said)
    head, tail = (line.said[: note.start()], line.said[note.start() :]) if note else (line.said, "")
    names = list(NAME.finditer(head))
    if wrong := _unreadable(head, names):
        return wrong
    before, groups = head[: names[0].start()], _groups(head, names)
    said = "".join(each for _, each in groups) + tail
    if words.DONE.fullmatch(before.strip(AROUND)) and not words.split(said):
        return [Understood(0, "", name, "done") for named, _ in groups for name in named]
    if wrong := _before(before, at) or (SEVERAL if tail and len(groups) > 1 else ""):
        return wrong
    found: list[Understood] = []
    for named, each in groups:
        one = said_of(each + tail, line.sent, at)
        if isinstance(one, str):
            return one
        if len(groups) > 1 and (one.what not in {"done", "promise"} or one.note or one.reason):
            return SEVERAL
        found += [replace(one, name=name) for name in named]
    return found


def _unreadable(head: str, names: list[re.Match[str]]) -> str:
    """Why nothing can be made of a line before its note."""
    if _RANGE.search(head):
        return RANGE
    if any(sign in head for sign in words.STRUCK):
        return STRUCK
    if any(sign in head for sign in words.AGAINST):
        return AGAINST
    return "" if names else NOTHING


def _groups(text: str, names: list[re.Match[str]]) -> list[tuple[list[str], str]]:
    """The numbers that stand together, and what is said after them."""
    groups: list[tuple[list[str], str]] = []
    for name, following in zip(names, [*names[1:], None], strict=True):
        called = f"P{int(name[1])}{f'-{name[2].lower()}' if name[2] else ''}"
        said = text[name.end() : following.start() if following else len(text)]
        joined = groups and not groups[-1][1] and groups[-1][0]
        together = following is not None and _JOIN.fullmatch(said)
        if joined:
            groups[-1] = ([*groups[-1][0], called], "" if together else said or " ")
        else:
            groups.append(([called], "" if together else said or " "))
    return [(named, re.sub(r"[\s,;]+(?:and|und)\s*$", "", said, flags=re.IGNORECASE)) for named, said in groups]


def _before(text: str, at: Reading) -> str:
    """Why what stands before the first number keeps a line from being taken; nothing where it is a greeting."""
    if "☐" in text or "[ ]" in text:
        return "its box is not ticked; write it without one"
    called = [word for word in words.split(_BULLET.sub("", text)) if word not in words.GREETING]
    if text.rstrip().endswith(":") and called and at.by_another(" ".join(called)):
        return f"written by {text.strip().rstrip(':').strip()}"
    strange = [word for word in called if word not in at.writer and word not in at.others]
    return f"what does “{text.strip()}” before the number mean? Begin with the number" if strange else ""
