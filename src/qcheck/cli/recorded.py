"""What a command recorded, as its message tells it, line by line."""

from typing import TYPE_CHECKING

from qcheck.app.answer import Said, Spoken
from qcheck.model.checklist import Check
from qcheck.model.event import Result
from qcheck.model.state import JobItem

if TYPE_CHECKING:
    from qcheck.app.evidence import Taken

WORDS = {"pass": "ticked", "fail": "FAILED", "na": "not applicable"}
FEW = 5
MANY = 12


def lines(said: Said, result: Result, kept: str) -> list[str]:
    """What came of it, line by line."""
    failed = [a for a in said.answers if a.result == "fail"]
    lines = [f"{said.job}: {_what(said, result)}{left(said)}{kept}{_wrong(said)}"]
    if len(said.answers) > 1:
        lines += [f"  {_measured(a)}" for a in said.answers if a.value]
    lines += [f"  {a.item.number} {a.item.text}: {', '.join(a.lacks)} still missing. {_attach(a)}" for a in _bare(said)]
    lines += [f"  {a.item.number} {a.item.text}: overridden, which shows: {a.forced}" for a in said.answers if a.forced]
    lines += _passed_over(said)
    if said.reopened:
        lines.append(f"This reopens what {said.reopened} signed: show them, then hand over again.")
    lines += [f"Raised {name}: {text}" for name, text in said.raised]
    if failed:
        numbers = " ".join(f"{a.item.number}{'' if isinstance(a.item.answer, Check) else '=…'}" for a in failed)
        lines.append(
            f"Waiting on {said.waiting_on}. When it is right: qcheck tick {numbers}{' --done' if said.raised else ''}"
        )
    return lines


def _bare(said: Said) -> list[Spoken]:
    return [a for a in said.answers if a.lacks]


def _attach(answer: Spoken) -> str:
    if answer.lacks == ("a note",):
        return "Answer again with --note"
    kind = "file" if any("file" in words for words in answer.lacks) else "photo"
    return f"qcheck attach {answer.item.number} --{kind} FILE"


def _what(said: Said, result: Result) -> str:
    """One item by its text, so that a wrong number shows; several by their count."""
    if len(said.answers) == 1:
        return f"{_measured(said.answers[0])}, "
    failed = sum(a.result == "fail" for a in said.answers)
    passed = len(said.answers) - failed
    if result == "pass" and failed:
        return f"{passed} ticked, {failed} FAILED, "
    return f"{len(said.answers)} {WORDS[result]}, "


def _measured(answer: Spoken) -> str:
    """`17 Worktop level: 3.5 mm (at most 2 mm), FAILED`."""
    value = f"{answer.value}{f' ({answer.limit})' if answer.limit else ''}, " if answer.value else ""
    return f"{answer.item.number} {answer.item.text}: {value}{WORDS[answer.result]}"


def left(said: Said) -> str:
    """How many checks are left, or what comes next."""
    if said.left:
        return f"{said.left} left."
    if said.raised or said.pending or said.lacks or any(a.result == "fail" for a in said.answers):
        return "nothing left to check. What stands in the way: qcheck next."
    return f"nothing left. Next: qcheck {'handover' if said.gate == 'handover' else 'check'}."


def _passed_over(said: Said) -> list[str]:
    """What ranges and sections left alone, but for what had passed or is not needed: that is no news."""
    reasons: dict[str, list[JobItem]] = {}
    for passed in said.passed_over:
        if passed.news:
            reasons.setdefault(passed.why, []).append(passed.item)
    if not reasons:
        return []
    named = [f"  {_few(items)}: {why}" for why, items in list(reasons.items())[:FEW]]
    more = [f"  … {len(reasons) - FEW} more reasons"] if len(reasons) > FEW else []
    return ["Left as they are; name one by its number to answer it:", *named, *more]


def _few(items: list[JobItem]) -> str:
    """One item by its text, several by their numbers."""
    if len(items) == 1:
        return f"{items[0].number} {items[0].text}"
    shown = ", ".join(str(item.number) for item in items[:MANY])
    return f"{shown} and {len(items) - MANY} more" if len(items) > MANY else shown


def _wrong(said: Said) -> str:
    return " Wrong? qcheck undo" if all(a.result == "pass" for a in said.answers) else ""


def spoken(punch: tuple[tuple[str, str], ...]) -> str:
    return ", ".join(f"{name} {text}" for name, text in punch)


def with_evidence(kept: "tuple[Taken, ...]") -> str:
    """What was kept, as the end of a message: `With IMG_4411.jpg (1 minute old).`"""
    named = [f"{each.kept.name}{f' ({each.age})' if each.age else ''}" for each in kept]
    return f" With {', '.join(named)}." if named else ""
