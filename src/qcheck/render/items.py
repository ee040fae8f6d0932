"""Items on a terminal: what is asked, how it was answered, what stands beside the answer."""

from collections import Counter

from rich.text import Text

from qcheck.model.punchview import EvidenceView
from qcheck.model.view import AnswerView, ItemView
from qcheck.render.colours import SIGN, WORDS
from qcheck.render.grid import Look, Row, number
from qcheck.render.text import counted

SYMBOLS = {
    "open": "○",
    "pass": "✓",
    "fail": "✗",
    "na": "–",  # noqa: RUF001 (a dash, on purpose)
    "contested": "≠",
    "stale": "↻",
    "hidden": "–",  # noqa: RUF001
}
ASCII = {"open": "o", "pass": "+", "fail": "x", "na": "-", "contested": "!", "stale": "~", "hidden": "-"}
LONGEST = 80


def item(view: ItemView, look: Look, digits: int) -> Row:
    """An item with its answer, for the list of all of them."""
    return number(view.number, digits), _text(view, look), _standing(view, look)


def missed(view: ItemView, look: Look, digits: int) -> Row:
    """An item that nobody has answered yet, with what it asks for; in linear text as statements of their own."""
    if look.plain:
        return number(view.number, digits), Text(view.text), Text("\n").join(map(Text, _asked(view)))
    critical = Text("critical" if view.critical else "", style="bold")
    marks = [critical, *(Text(words, style="dim") for words in (*_wanted(view), view.hold))]
    marks = [mark for mark in marks if mark.plain]
    words = Text(view.text)
    return number(view.number, digits), words.append("  ").append(Text(", ").join(marks)) if marks else words, Text()


def kept(evidence: tuple[EvidenceView, ...]) -> str:
    """Evidence as it is counted: `2 photos, 1 file`."""
    counts = Counter(e.kind for e in evidence)
    return ", ".join(counted(counts[kind], kind) for kind in ("photo", "file", "output") if counts[kind])


def _text(view: ItemView, look: Look) -> Text:
    words = Text(view.text)
    if look.plain:
        return _said(view)
    if view.critical:
        words.append("  critical", style="bold")
    if view.accept:
        words.append(f" {'—' if look.unicode else '-'} {view.accept}", style="dim")
    if view.standing == "hidden":
        return words
    if not view.due:
        words.append(" (not in this part)" if view.apart else f" (due by {view.gate})", style="dim")
    return words


def _said(view: ItemView) -> Text:
    """What an item asks, a sentence each."""
    accept = f"it passes if: {view.accept}" if view.accept else ""
    due = "" if view.due else "not in this part" if view.apart else f"due by {view.gate}"
    facts = (view.text, "critical" if view.critical else "", accept, "" if view.standing == "hidden" else due)
    return Text("\n".join(filter(None, facts)))


def _asked(view: ItemView) -> tuple[str, ...]:
    """What an item asks for that nobody has answered, a sentence each."""
    wanted = _wanted(view)
    asks = f"asked: {', '.join(wanted)}" if wanted else ""
    return tuple(filter(None, ("not checked", "critical" if view.critical else "", asks, view.hold)))


def _standing(view: ItemView, look: Look) -> Text:
    """How an item stands, and below it what else is to be known."""
    words = signed(view.standing, view.spoken, look)
    if view.standing == "hidden":
        return words.append(f": {view.hidden}", style=WORDS["hidden"])
    if view.answer:
        words.append(_value(view.answer, view.wanted))
        facts = (kept(view.answer.evidence), view.answer.did)
        words.append("".join(f", {fact}" for fact in facts if fact), style="dim")
    for line in _below(view):
        words.append("\n").append(Text(line, style="dim"))
    return words


def _value(answer: AnswerView, wanted: str) -> str:
    """A value beside what passes."""
    if not answer.value:
        return ""
    value = answer.value if len(answer.value) <= LONGEST else f"{answer.value[:LONGEST]}…"
    return f" {value} ({wanted})" if wanted else f" {value}"


def _below(view: ItemView) -> list[str]:
    """What stands below a result: what is asked of an item that is open, and all that is not as usual."""
    lines = [", ".join(_wanted(view))] if view.standing == "open" else []
    if len(view.readings) > 1:
        failed = sum(reading.result == "fail" for reading in view.readings)
        lines.append(f"{len(view.readings)} readings{f', {failed} failed' if failed else ''}")
    lines.append(f"lacks {', '.join(view.lacks)}" if view.lacks else "")
    lines.append(view.hold)
    lines.append(f"overridden: {view.answer.forced}" if view.answer and view.answer.forced else "")
    lines.append("put right after handover" if view.deferred else "")
    return [line for line in lines if line]


def _wanted(view: ItemView) -> tuple[str, ...]:
    """What an item asks for: what passes, evidence, a time."""
    return tuple(filter(None, (view.wanted, *view.asks, f"due {view.due_at}" if view.due_at else "")))


def signed(standing: str, spoken: str, look: Look) -> Text:
    """How something stands: a sign and the words; the words alone where signs would be read aloud."""
    words = Text()
    if not look.plain:
        words.append(f"{(SYMBOLS if look.unicode else ASCII)[standing]} ", style=SIGN.get(standing, ""))
    return words.append(spoken, style=WORDS.get(standing, ""))
