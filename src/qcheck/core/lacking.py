"""What an answer still lacks of the evidence that its item asks for."""

from qcheck.model.checklist import Evidence
from qcheck.model.state import Answer, ItemState


def lacking(state: ItemState) -> tuple[str, ...]:
    """What is missing with the answer that stands, in words: `1 photo`, `a note`. N/a needs no evidence."""
    if not state.item.evidence or not state.heads or state.standing not in {"pass", "fail"}:
        return ()
    answer = state.heads[-1]
    spent = (
        {k.digest for a in state.history if a.result == "fail" for k in a.kept} if answer.result == "pass" else set()
    )
    asked = (e for e in state.item.evidence if e.on in {"answer", answer.result})
    return tuple(words for evidence in asked for words in _missing(evidence, answer, spent))


def _missing(evidence: Evidence, answer: Answer, spent: set[str]) -> list[str]:
    """What is missing of one demand; `spent` are photos and files of failures, which serve no pass."""
    photos = evidence.photos - len({k.digest for k in answer.kept if k.kind == "photo"} - spent)
    files = evidence.files - len({k.digest for k in answer.kept if k.kind == "file"} - spent)
    words = [_counted(photos, "photo")] if photos > 0 else []
    words += [_counted(files, "file")] if files > 0 else []
    return [*words, "a note"] if evidence.note and not answer.note else words


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
