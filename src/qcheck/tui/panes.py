"""Panes of the walk: the gate at the top, the row in hand, what was just said, and the keys at the bottom."""

from rich.text import Text
from textual.widgets import Static

from qcheck.model.key import KEYS
from qcheck.model.punchview import PunchView
from qcheck.model.view import AnswerView, ItemView
from qcheck.model.walkview import WalkItem, WalkView
from qcheck.tui.rows import Row

VERDICTS = {"ready": "bold green", "ready with waivers": "bold yellow", "not ready": "bold red"}
ON_PUNCH = {"na": "void", "punch": "assign", "waive": "waits"}
# What the first two keys do with a punch item, by how it stands.
MOVES = {
    "open": {"pass": "done", "fail": "dispute"},
    "disputed": {"pass": "confirm", "fail": "send back"},
    "completed": {"pass": "confirm", "fail": "send back"},
}
CLOSED = {"pass": "confirm", "fail": "reopen"}
FOR_ITEMS = ("pass", "fail", "na", "skip", "value", "note", "photo", "punch", "undo", "open", "gate", "filter")
FOR_PUNCH = ("pass", "fail", "na", "punch", "waive", "undo", "gate", "filter")
WIDE = 60
SIGNS = {"space": "Space", "enter": "Enter"}


def gate(view: WalkView, left: int, width: int) -> Text:
    """The gate in two or three lines: whose job, the verdict; how many are left and how long there is; what blocks."""
    status = view.status
    verdict = Text(status.verdict.upper(), style=VERDICTS[status.verdict])
    name = Text(status.job.name, style="bold", no_wrap=True, overflow="ellipsis")
    name.truncate(max(8, width - verdict.cell_len - 2), overflow="ellipsis")
    gap = " " * max(2, width - name.cell_len - verdict.cell_len)
    when = f"{status.gate} {status.handover}".strip() if status.gate == "handover" else f"gate {status.gate}"
    late = Text(view.until, style="bold red" if view.late else "")
    facts = Text(", ").join([Text(f"{left} left" if left else "nothing left"), late, Text(when)])
    facts.truncate(width, overflow="ellipsis")
    return Text("\n").join([Text.assemble(name, gap, verdict), facts, _blocks(view, width)])


def _blocks(view: WalkView, width: int) -> Text:
    """The first thing that stands in the way, but for what is merely missing, and who it waits on."""
    standing = [f for f in view.status.findings if f.stands]
    besides = [f for f in standing if f.code != "item-missed"]
    if not besides:
        return Text("Blocks: what is missing" if standing else "Nothing stands in the way.", style="dim")
    first = besides[0]
    whom = ", waiting on " if width >= WIDE else ", "
    tail = f"{whom}{first.waiting_on}" if first.waiting_on else ""
    tail += f" (and {len(besides) - 1} more)" if len(besides) > 1 and width >= WIDE else ""
    said = Text(f"Blocks: {f'{first.number} ' if first.number else ''}{first.message}")
    said.truncate(max(width - len(tail), width // 3), overflow="ellipsis")
    said.append(tail).truncate(width, overflow="ellipsis")
    return said


class Detail(Static):
    """The row in hand, with all that is to be known to answer it."""

    def tell(self, row: Row | None, place: str = "") -> None:
        """Shows a row, below the place that it has; nothing where the filter leaves none."""
        shown = Text("Nothing here. Change the filter, or Esc for all.", style="dim")
        if row and row.item:
            shown = _item(row.item, row.taking)
        elif row and row.punch:
            shown = _punch(row.punch)
        self.update(Text("\n").join([Text(place, style="dim"), shown]) if place else shown)


def _item(item: ItemView, taking: WalkItem) -> Text:
    lines = [Text(f"{item.number} {item.text}", style="bold")]
    lines += [Text(_standing(item), style="bold red" if item.standing in {"fail", "contested"} else "")]
    lines += [Text(f"Now: {taking.held}.", style="yellow")] if taking.held else []
    lines += [Text("Critical", style="bold")] if item.critical else []
    asks = [*((item.wanted,) if item.wanted else ()), *item.asks]
    asks += [f"one of {', '.join(taking.options)}"] if taking.options else []
    asks += [f"due {item.due_at}"] if item.due_at else []
    lines += [_labelled("Accept", item.accept), _labelled("Asks", ", ".join(asks)), _labelled("Why", item.why)]
    lines += [_labelled("", item.hold[:1].upper() + item.hold[1:])] if item.hold else []
    if taking.release:
        lines.append(Text(f"May release: {', '.join(p.name for p in taking.release)}"))
    lines += [_labelled("Lacks", ", ".join(item.lacks))]
    lines += [Text(f"Before: {_answer(a)}", style="dim") for a in item.failures]
    lines += [Text(f"Note: {n.text} ({n.by}, {n.at})") for n in item.notes]
    lines += [Text(f"Section: {item.section}. Due by {item.gate}.", style="dim")]
    return Text("\n").join(line for line in lines if line.plain)


def _labelled(label: str, words: str) -> Text:
    if not words:
        return Text()
    return Text.assemble((f"{label}: ", "bold") if label else "", words)


def _standing(item: ItemView) -> str:
    if item.answer:
        return f"{'Waived. ' if item.waived else ''}{_answer(item.answer)}"
    return item.spoken[:1].upper() + item.spoken[1:]


def _answer(answer: AnswerView) -> str:
    value = f" {answer.value}" if answer.value else ""
    evidence = f", {len(answer.evidence)} kept with it" if answer.evidence else ""
    said = f": {answer.note}" if answer.note else ""
    gone = " (taken back)" if answer.retracted else ""
    return f"{answer.spoken}{value}, {answer.did}, {answer.at}{evidence}{said}{gone}"


def _punch(punch: PunchView) -> Text:
    lines = [Text(f"{punch.name} {punch.text}", style="bold"), Text(f"{punch.spoken}, {punch.when}")]
    if not punch.closed:
        due = f", {punch.due}{' (late)' if punch.overdue else ''}" if punch.due else ", no date yet"
        to = f" to {punch.to}" if punch.to else ""
        lines.append(Text(f"Waiting on {punch.waiting_on or 'nobody'}{to}{due}"))
    lines += [_labelled("Where", punch.where), _labelled("Put right", punch.fix), _labelled("Waits for", punch.awaits)]
    lines += [_labelled("Because", punch.because)]
    lines += [Text(f"{s.at} {s.did or s.by}: {s.what}", style="dim") for s in punch.history]
    return Text("\n").join(line for line in lines if line.plain)


class Keys(Static):
    """The keys that do something with the row in hand, in as many lines as there are; each can be touched."""

    DEFAULT_CSS = "Keys { link-style: none; link-color: $text; link-background: transparent; }"

    def tell(self, row: Row | None, keys: dict[str, tuple[str, ...]], width: int, lines: int) -> None:
        """Shows the keys for a row: the most needed first, and always the one that explains them all."""
        wanted = FOR_PUNCH if row and row.punch else _for_item(row)
        words = ON_PUNCH | MOVES.get(row.punch.standing, CLOSED) if row and row.punch else {}
        last = _key("help", keys, "")
        shown: list[list[Text]] = [[]]
        for action in wanted:
            each = _key(action, keys, words.get(action, ""))
            room = width - (last.cell_len + 2 if len(shown) == lines else 0)
            if sum(t.cell_len + 2 for t in shown[-1]) + each.cell_len > room:
                if len(shown) == lines:
                    break
                shown.append([])
            shown[-1].append(each)
        if sum(t.cell_len + 2 for t in shown[-1]) + last.cell_len > width:
            shown.append([])
        shown[-1].append(last)
        self.update(Text("\n").join(Text("  ").join(line) for line in shown), layout=False)


def _for_item(row: Row | None) -> tuple[str, ...]:
    """The keys for an item: what can be done with it alone before all else."""
    first: tuple[str, ...] = ()
    if row and row.item and row.taking.release:
        first = ("release",)
    elif row and row.taking.witness:
        first = ("pass", "release")
    return (*first, *(action for action in FOR_ITEMS if action not in first))


def _key(action: str, keys: dict[str, tuple[str, ...]], word: str) -> Text:
    return touched(action, keys[action][0], word or KEYS[action].label)


def touched(action: str, key: str, word: str) -> Text:
    """A key with its word: `p pass`; a touch on it is the key itself."""
    text = Text.assemble((sign(key), "bold reverse"), f" {word}")
    text.apply_meta({"@click": f"app.do('{action}')"})
    return text


def sign(key: str) -> str:
    """A key as it is printed on it."""
    return SIGNS.get(key, key.upper() if len(key) > 1 else key)
