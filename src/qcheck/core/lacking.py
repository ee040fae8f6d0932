"""What an answer still lacks of the evidence that its item asks for."""

from qcheck.core.phrase import counted, phrase
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
    words: list[str] = [counted("{count} photo", "{count} photos", photos)] if photos > 0 else []
    words += [counted("{count} file", "{count} files", files)] if files > 0 else []
    return [*words, phrase("a note")] if evidence.note and not answer.note else words
