"""One statement: what is said of a punch item after its number."""

import re
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from qcheck.core import answerwords as words
from qcheck.core.days_said import leading, said_within, trailing, trimmed
from qcheck.model.settings import Calendar
from qcheck.model.takein import Understood

LONGEST_NOTE = 500
NOTE = re.compile(r"\b(?:note|notiz)\s*:\s*", re.IGNORECASE)
_NOTE_FIRST = re.compile(r"(?:note|notiz)\b[\s:,-]*", re.IGNORECASE)
_SIGNS = re.compile(r"^[^\w?(]+")
AROUND = " \t,;:.!=>|-"
SEVERAL = "says more of several numbers than done or a day; write one a line"
EMPTY = "says nothing of it; write done, a day, waiting WHAT DAY, or note: …"
UNKNOWN = "not understood; write done, a day such as fri, waiting WHAT DAY, not mine: WHY, or note: …"
QUESTION = "that is a question"
CONFIRM = "whoever did it does not confirm it, someone else looks at it; write done"


class Reading(Struct, frozen=True):
    """What a message is read by: the moment (local, with its zone), the working calendar, and who may have written it.

    `writer` are the words by which the one whose answer it is may be called, `others` those of everyone else; `ours`
    are lines that we handed out and that may have come back.
    """

    now: datetime
    calendar: Calendar = Calendar()
    writer: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    ours: frozenset[str] = frozenset()

    def by_another(self, who: str) -> bool:
        """Whether a name that a messenger gives is not that of the one whose answer it is, or may be another's."""
        called = set(words.split(who))
        return not called & self.writer or bool(called & (self.others - self.writer))


def said_of(text: str, sent: str, at: Reading) -> Understood | str:
    """What is said of a number, as a statement without line and name; or why that is not clear."""
    bare = trimmed(_SIGNS.sub("", text), AROUND)
    if first := _NOTE_FIRST.match(bare):
        return _noted(Understood(0, "", "", "note"), bare[first.end() :])
    marker = NOTE.search(bare)
    head, note = (trimmed(bare[: marker.start()], AROUND), bare[marker.end() :]) if marker else (bare, "")
    said = _headed(head, sent, at)
    if isinstance(said, str) or not marker:
        return said
    if said.what == "done" and words.doubtful(note):
        return words.doubted(note)
    return _noted(said, note)


def _noted(said: Understood, note: str) -> Understood | str:
    text = note.strip()
    if not text:
        return "the note is empty"
    if len(text) > LONGEST_NOTE:
        return f"the note is longer than {LONGEST_NOTE} characters"
    return replace(said, note=f"{said.note}; {text}" if said.note else text)


def _headed(text: str, sent: str, at: Reading) -> Understood | str:
    held = words.split(text)
    if not held:
        return QUESTION if "?" in text else EMPTY
    if "?" in text:
        return QUESTION
    if held[0] in words.CONFIRMING:
        return CONFIRM
    if match := words.DONE.match(text):
        return _done(text[match.end() :])
    if match := words.DISPUTE.match(text):
        return _disputed(text, text[match.end() :])
    if match := words.WAIT.match(text):
        return _waits(text[match.end() :], sent, at)
    if match := words.ARRIVED.match(text):
        rest = words.split(text[match.end() :])
        return UNKNOWN if rest else Understood(0, "", "", "arrived")
    return _promised(words.BY.sub("", text, count=1), sent, at)


def _done(rest: str) -> Understood | str:
    """`done`, or `done, words`: what follows without a mark may take it back, and so may some words."""
    held = words.split(rest)
    if not held:
        return Understood(0, "", "", "done")
    note = rest.strip(AROUND)
    if set(held) & words.CONFIRMING:
        return CONFIRM
    if not re.match(r"\s*[,;:.!(-]", rest) or words.doubtful(note):
        return words.doubted(note)
    return _noted(Understood(0, "", "", "done"), note)


def _disputed(whole: str, rest: str) -> Understood | str:
    if words.FINISHED & set(words.split(rest)):
        return "not theirs, and done all the same? Write one of them"
    reason = re.sub(r"^(?:because|weil)\s+", "", rest.strip(AROUND), flags=re.IGNORECASE)
    if not reason and words.split(whole)[0].startswith("disput"):
        return "why? Write P7 not mine: WHY"
    return _noted(Understood(0, "", "", "dispute"), reason or whole.strip(AROUND))


def _waits(rest: str, sent: str, at: Reading) -> Understood | str:
    """`waiting hinge 12 dec`, `waiting for hinge until 12 dec`: the day comes last, and may be left out."""
    text = re.sub(r"^[\s:,-]*(?:(?:for|on|auf)\b)?[\s:,-]*", "", rest, flags=re.IGNORECASE)
    found = trailing(text, sent, at.now, at.calendar)
    if isinstance(found, str):
        return found
    what, until = found
    if all(word in {"the", "a", "an", "until", "till", "bis"} for word in words.split(what)):
        return "waits for what? Write waiting WHAT DAY, such as waiting hinge 12 dec"
    if len(what) > LONGEST_NOTE:
        return f"longer than {LONGEST_NOTE} characters"
    if said_within(what):
        return "the day comes last, such as waiting hinge 12 dec"
    return Understood(0, "", "", "wait", awaited=what.strip(AROUND), until=until)


def _promised(text: str, sent: str, at: Reading) -> Understood | str:
    """`fri`, `4 dec 17:00`, and why an earlier day moves: `mon materials`."""
    found = leading(text, sent, at.now, at.calendar)
    if found is None:
        return UNKNOWN
    if isinstance(found, str):
        return found
    due, rest = found
    reason = words.reason(rest)
    if reason is None:
        return f"what does “{rest}” mean? After the day comes why an earlier one moves, {words.WHY}; or note: …"
    why, note = reason
    return replace(Understood(0, "", "", "promise", due=due, reason=why), note=note[:LONGEST_NOTE])
