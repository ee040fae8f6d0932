"""A client's answer to the rating form, as a file or a mail brings it back, with every line that was not taken."""

import re

from msgspec import Struct

from qcheck.core.events import MOST_PERCEIVED
from qcheck.core.rating import DIMENSIONS, Origin, content, in_order, score
from qcheck.core.rules.table import found
from qcheck.core.typed import Unclear
from qcheck.intake import mail
from qcheck.intake.reply import Block, Left, Line, answers, version
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.model.punchevent import Dimension, Rated, Score

VERSION = "1"
LONGEST_NAME = 100

PERCEIVED = re.compile(r"([1-7])(?: ?,? ?expected ?:? ?([1-7]))?", re.IGNORECASE)
# `6 of 7` may be a scale or an expectation; a scale is all that is certain.
ON_SCALE = re.compile(rf"([1-7]) ?(?:/|of|out of) ?{MOST_PERCEIVED}", re.IGNORECASE)


class Answer(Struct, frozen=True):
    """What a client answered, and where the answer says that it comes from."""

    said: Rated
    origin: Origin


def answer(source: bytes, file: str) -> tuple[Answer | None, list[Finding]]:
    """The answer that a file or a pasted mail holds, and a finding for each line that was not taken.

    None where nothing is sure: no form's answer, no score or an impossible one, or two that differ. Never raises.
    """
    held = list(answers(mail.text(source)))
    if not held:
        return None, [found("answer-unreadable", Place(file), file, problem="it holds no answer to a rating form")]
    other = next((b for b in held if version(b.head) != VERSION), None)
    if other:
        return None, [_unreadable(file, other.head, "another version of qcheck made its form")]
    return _answer(held, file)


def _answer(held: list[Block], file: str) -> tuple[Answer | None, list[Finding]]:
    """What all answers of a mail that have a score agree on: mostly one, and the same again where it is quoted."""
    read = [(block, *_scored(block)) for block in held]
    rated = [(block, *_of(block, given)) for block, given, _ in read if given is not None]
    wrong = [problem for block, _, problems in read for problem in problems if not rated or "score" in block.fields]
    if wrong:
        return None, [_unreadable(file, line, problem) for line, problem in wrong]
    first, whole, _ = rated[0]
    for block, other, _ in rated[1:]:
        if (other.origin, content(other.said)) != (whole.origin, content(whole.said)):
            return None, [_unreadable(file, block.head, f"it holds another answer than line {first.head.number}")]
    left = sorted((each for _, _, lefts in rated for each in lefts), key=lambda each: each.line.number)
    return whole, [
        found("answer-line-left", Place(file, each.line.number), file, why=each.why, text=each.line.text[:200])
        for each in left
    ]


def _unreadable(file: str, line: Line, problem: str) -> Finding:
    return found("answer-unreadable", Place(file, line.number), file, problem=problem)


def _scored(block: Block) -> tuple[int | None, list[tuple[Line, str]]]:
    """The score of an answer; None with every reason for which there is none."""
    given: dict[int, Line] = {}
    wrong: list[tuple[Line, str]] = []
    for line, value in block.fields.get("score", []):
        try:
            given[score(value)] = line
        except Unclear as error:
            wrong.append((line, f"score: {error} {error.hint}"))
    if len(given) > 1:
        wrong.append((list(given.values())[1], f"it has two scores, {' and '.join(map(str, given))}"))
    if not given and not wrong:
        wrong.append((block.head, "it has no score"))
    return (None, wrong) if wrong else (next(iter(given)), [])


def _of(block: Block, given: int) -> tuple[Answer, list[Left]]:
    left = list(block.left)
    scores = [s for s in (_dimension(block, d, left) for d in DIMENSIONS) if s]
    origin = Origin(_named(block, "job"), _named(block, "form"))
    said = Rated(given, block.words, in_order(scores))
    return Answer(said, origin), left


def _named(block: Block, key: str) -> str:
    """The job or the code as it stands there, broken or double as it may be: then it is none that is known."""
    return " ".join(dict.fromkeys(value.casefold() for _, value in block.fields.get(key, []) if value))[:LONGEST_NAME]


def _dimension(block: Block, name: Dimension, left: list[Left]) -> Score | None:
    """What was said of a dimension; nothing where it is unclear or said twice."""
    wanted = _number(block, f"{name} expected", left)
    said = [(line, value) for line, value in block.fields.get(name, []) if value]
    read = {line: m for line, value in said if (m := PERCEIVED.fullmatch(value))}
    scaled = {line: m for line, value in said if (m := ON_SCALE.fullmatch(value))}
    left += [Left(n, f"as a number from 1 to {MOST_PERCEIVED}") for n, _ in said if n not in read and n not in scaled]
    left += [Left(line, f"as an expectation, since {MOST_PERCEIVED} may be the scale") for line in scaled]
    found_ = {(int(m[1]), int(m[2] or 0)) for m in read.values()} | {(int(m[1]), 0) for m in scaled.values()}
    if len(found_) > 1:
        left += [Left(line, "since it differs from another one") for line in (*read, *scaled)]
        return None
    if not found_:
        return None
    perceived, expected = next(iter(found_))
    return Score(name, perceived, expected or wanted)


def _number(block: Block, key: str, left: list[Left]) -> int:
    """A number from 1 to 7, or 0 where there is none that is certain."""
    said = [(line, value) for line, value in block.fields.get(key, []) if value]
    sound = {int(value) for _, value in said if re.fullmatch("[1-7]", value)}
    left += [Left(n, f"as a number from 1 to {MOST_PERCEIVED}") for n, v in said if not re.fullmatch("[1-7]", v)]
    return next(iter(sound)) if len(sound) == 1 else 0
