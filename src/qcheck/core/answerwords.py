"""Words of answers: how people say that something is done, waits or is not theirs, and what makes that doubtful."""

import re
from typing import Literal

from qcheck.core.act.owing import REASONS
from qcheck.core.days_said import said_within
from qcheck.model.punchevent import Reason

_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")

_FINISHED = ("done", "finished", "complete", "completed", "fixed", "fertig", "erledigt")
FINISHED = frozenset(_FINISHED)
DONE = re.compile(
    rf"(?:(?:is|are|was|were|all|now|has been|have been|ist|sind)\s+)*(?:{'|'.join(_FINISHED)})(?!\w)", re.IGNORECASE
)
DISPUTE = re.compile(
    r"(?:(?:is|it's|that's|that is)\s+)?"
    r"(?:not\s+(?:mine|ours|(?:my|our)\s+(?:job|work))|nicht\s+(?:meins|unseres|von\s+(?:mir|uns))|disputed?)(?!\w)",
    re.IGNORECASE,
)
WAIT = re.compile(
    r"(?:(?:is|are|still|ist)\s+)*(?:waiting|waits|wait|awaiting|wartet|warte|warten)(?!\w)", re.IGNORECASE
)
ARRIVED = re.compile(r"(?:(?:has|have|is|all|ist)\s+)*(?:arrived|angekommen)(?!\w)", re.IGNORECASE)
BY = re.compile(r"^(?:(?:by|until|till|on|due|bis|am)\b[\s:]*)+", re.IGNORECASE)

GREETING = frozenset({
    "hi", "hello", "hey", "dear", "good", "morning", "afternoon", "evening", "hallo", "moin", "guten", "tag", "morgen",
    "abend", "servus", "thanks", "thank", "you", "thx", "danke", "regards", "best", "kind", "cheers", "bye", "please",
    "bitte", "lg", "mfg", "gruß", "grüße", "viele",
})  # fmt: skip
CONFIRMING = frozenset({
    "verified", "verify", "ok", "okay", "k", "confirmed", "confirm", "closed", "close", "accepted", "accept",
    "approved", "approve", "checked", "signed", "passed", "bestätigt", "geprüft", "abgenommen", "ok'd", "reopen",
    "void", "voided",
})  # fmt: skip
_DOUBT = frozenset({
    "not", "no", "nope", "never", "except", "excluding", "apart", "but", "almost", "nearly", "half", "partly",
    "partially", "mostly", "until", "till", "if", "when", "once", "after", "before", "soon", "later", "will", "still",
    "only", "missing", "maybe", "probably", "think", "hopefully", "should", "rest", "remaining", "yet", "waiting", "by",
    "nicht", "kein", "keine", "noch", "aber", "fast", "bis", "außer", "ausser", "teilweise", "wenn", "fehlt",
    "vielleicht", "can't", "cannot", "couldn't", "didn't", "isn't", "wasn't", "hasn't", "won't", "haven't", "unless",
})  # fmt: skip
_PARTLY = re.compile(r"\d\s*%|\d\s*(?:of|/|von)\s*\d")
# Signs that speak against the words beside them, and what crosses words out.
AGAINST = "❌✖✗✘❎🚫⛔👎❓❔⁉⏳⌛🔜"
STRUCK = "~☐"

_SAID: dict[Reason, str] = {
    "materials": "material materials delivery part parts supplier lieferung lieferant",
    "labour": "labour labor staff sick ill krank",
    "weather": "weather rain frost snow wetter regen",
    "predecessor": "predecessor",
    "access": "access key keys locked zugang",
    "client": "client customer kunde kundin",
    "information": "information info drawing drawings",
    "over-commitment": "over-commitment overcommitment overbooked",
    "quality": "quality",
    "change": "change changed",
}
_BECAUSE = re.compile(r"^(?:because(?:\s+of)?|due\s+to|since|wegen|weil)\b[\s:]*(?:the\s+)?", re.IGNORECASE)
_AROUND = " ,.;:!()-"
_REASONS: dict[str, Reason] = {word: reason for reason, said in _SAID.items() for word in said.split()}
WHY = f"one of {', '.join(REASONS)}"


def split(text: str) -> list[str]:
    """The words of a text in lower case, without marks and signs."""
    return _WORD.findall(text.casefold())


def doubtful(text: str) -> bool:
    """Whether what is said after `done` may take it back."""
    return (
        bool(set(split(text)) & (_DOUBT | CONFIRMING)) or said_within(text) or "?" in text or bool(_PARTLY.search(text))
    )


def doubted(text: str) -> str:
    """Why such a line is not taken."""
    return f"done, or not quite (“{text.strip()}”)? Write done alone, or a day; anything else as a line with note:"


def reason(text: str) -> tuple[Reason | Literal[""], str] | None:
    """Why a day moves, and the words where they say more; empty if nothing is said, None if that is no one reason."""
    bare = _BECAUSE.sub("", text.strip(_AROUND))
    held = split(bare)
    if not held:
        return None if text.strip(_AROUND) else ("", "")
    found = {_REASONS[word] for word in held if word in _REASONS}
    if held[0] not in _REASONS or len(found) > 1:
        return None
    return _REASONS[held[0]], bare if len(held) > 1 else ""
