"""Running: which items of a job are answered by a command, and what a command's end comes to as an answer."""

from collections.abc import Collection
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from qcheck.core.act.actor import Actor, Refusal, live_ids
from qcheck.core.act.answer import raised
from qcheck.core.act.permit import Objection, Permit
from qcheck.core.act.select import Selection, select
from qcheck.core.fresh import fresh as recent
from qcheck.core.gates import due
from qcheck.model.checklist import Command
from qcheck.model.event import Answered, Draft, Kept
from qcheck.model.ran import Ran
from qcheck.model.state import Answer, ItemState, JobState

SHORT = 10


def chosen(
    state: JobState,
    words: tuple[str, ...],
    now: str,
    gate: str,
    gates: tuple[str, ...],
    waived: Collection[str] = (),
) -> tuple[ItemState, ...] | Refusal:
    """The command items that words name, or without words all that are due by `gate`, where there is something to run.

    An item named by itself is run in any case. From ranges, sections and the whole job, those are left out that
    passed and are fresh, are not needed, were said not to apply, or are waived. `now` is as the record writes it.
    """
    if not words:
        return tuple(
            i for i in state.items if _has_command(i) and due(i.item.gate, gate, gates) and _open(waived, i, now)
        )
    selection = select(state, words)
    if isinstance(selection, Refusal):
        return selection
    refusal = _unfit(selection)
    if refusal:
        return refusal
    grouped = selection.grouped
    return tuple(
        i for i in selection.items if _has_command(i) and (i.item.number not in grouped or _open(waived, i, now))
    )


def _has_command(item: ItemState) -> bool:
    return isinstance(item.item.answer, Command)


def _unfit(selection: Selection) -> Refusal | None:
    """What is named by itself has to be a command, and needed; of a range or a section something has to be."""
    valued = [i.item for i in selection.items if i.item.number in selection.values]
    if valued:
        named = "\n".join(f"{item.number} {item.text}: running it gives its value." for item in valued)
        return Refusal(named, f"qcheck run {valued[0].number}")
    single = [i for i in selection.items if i.item.number not in selection.grouped]
    by_hand = [i.item for i in single if not _has_command(i)]
    if not any(_has_command(i) for i in selection.items):
        by_hand = by_hand or [i.item for i in selection.items]
    if by_hand:
        named = "\n".join(f"{item.number} {item.text}: a person answers this, no command." for item in by_hand)
        return Refusal(named, "Answer with tick, fail or na. Those with a command: qcheck trust")
    hidden = [i for i in single if i.standing == "hidden"]
    if hidden:
        named = "\n".join(f"{i.item.number} {i.item.text}: not needed: {i.hidden}." for i in hidden)
        return Refusal(named, "qcheck status --all lists what is.")
    return None


def _open(waived: Collection[str], item: ItemState, now: str) -> bool:
    if item.standing in {"hidden", "na"} or item.item.subject in waived:
        return False
    return item.standing != "pass" or not fresh(item, now)


def fresh(item: ItemState, now: str) -> bool:
    """Whether the newest answer of a command item still holds by its age, and no next reading is due."""
    command, every = item.item.answer, item.item.every
    if not isinstance(command, Command) or not item.heads:
        return False
    holds = [seconds for seconds in (command.fresh, every.interval if every else 0) if seconds]
    return not holds or recent(item.heads[-1], min(holds), now)


def result(ran: Ran) -> Literal["pass", "fail"]:
    """Exit code 0 passes; everything else fails, a program that could not be started too."""
    return "pass" if ran.ended == "exited" and ran.code == 0 else "fail"


def value(ran: Ran) -> str:
    """The exit code as text, or how it ended if it gave none."""
    return str(ran.code) if ran.ended == "exited" else ran.ended


def told(ran: Ran, limit: float) -> str:
    """How a program ended, in words; `limit` is the time that it had, in seconds."""
    after = f"after {_seconds(ran.seconds)} s"
    match ran.ended:
        case "exited":
            return f"exit code {ran.code} {after}"
        case "timed-out":
            return f"took longer than {limit:g} second{'' if limit == 1 else 's'}, stopped"
        case "flooded":
            return f"printed more than {len(ran.output)} bytes, stopped {after}"
        case "killed":
            return f"ended by signal {-ran.code} {after}"
        case "not-started":
            return f"could not be started: {ran.reason}"


def _seconds(seconds: float) -> str:
    return f"{seconds:.1f}".removesuffix(".0") if seconds < SHORT else f"{seconds:.0f}"


class Finished(Struct, frozen=True):
    """A command that has ended: its item as it stood when it was started, what it came to, what is kept of it."""

    item: ItemState
    ran: Ran
    kept: tuple[Kept, ...] = ()


class Results(Struct, frozen=True):
    """What is to be recorded, and what is not, each with the reason."""

    drafts: tuple[Draft, ...]
    left_out: tuple[tuple[Finished, str], ...] = ()


def objection(state: JobState, item: ItemState, actor: Actor, force: str) -> Objection | None:
    """What stands against running a command now: it could not be recorded that it passed."""
    found = Permit(state, actor).objection(item, "pass")
    return None if found and force and found.forceable else found


def results(state: JobState, seen: JobState, finished: tuple[Finished, ...], actor: Actor, force: str = "") -> Results:
    """The answers that commands give in a job that may have changed while they ran; `seen` is how it was before.

    Each replaces the answers that it saw: where someone has answered meanwhile, both stand.
    """
    drafts: list[Draft] = []
    failed: list[tuple[ItemState, Answered]] = []
    left_out: list[tuple[Finished, str]] = []
    foresight = state
    for each in finished:
        now = next((i for i in foresight.items if i.item.subject == each.item.item.subject), None)
        if now is None or now.item.fingerprint != each.item.item.fingerprint:
            left_out.append((each, "its list was changed while it ran"))
            continue
        against = Permit(foresight, actor).objection(now, result(each.ran))
        if against and not (force and against.forceable):
            left_out.append((each, against.message))
            continue
        body = _answered(each, force if against else "")
        subject = now.item.subject
        drafts.append(actor.draft(subject, "answered", body, live_ids(seen, subject, "answered")))
        failed.append((now, body))
        foresight = foreseen(foresight, drafts[-1])
    return Results((*drafts, *raised(state, failed, actor)), tuple(left_out))


def _answered(finished: Finished, forced: str) -> Answered:
    item, ran = finished.item.item, finished.ran
    limit = item.answer.limit if isinstance(item.answer, Command) else 0
    return Answered(item.fingerprint, result(ran), told(ran, limit), value(ran), finished.kept, forced)


def foreseen(state: JobState, draft: Draft) -> JobState:
    """A state as it will be once an answer is recorded, for what needs it and is run after it."""
    body = draft.body
    if not isinstance(body, Answered):
        return state
    return replace(
        state, items=tuple(_with(i, draft, body) if i.item.subject == draft.about else i for i in state.items)
    )


def _with(item: ItemState, draft: Draft, body: Answered) -> ItemState:
    answer = Answer(
        event="",
        result=body.result,
        by=draft.by,
        did=draft.did,
        at=draft.at,
        fingerprint=body.item,
        place=item.item.place,
        note=body.note,
        value=body.value,
        kept=body.kept,
    )
    return replace(item, standing=body.result, heads=(answer,), history=(*item.history, answer))


def spoken(argv: tuple[str, ...]) -> str:
    """A command as one line that a shell would read as these words; what cannot be seen in a word shows by its code."""
    import shlex  # 3 ms, only where a command is shown

    return " ".join(shlex.quote("".join(map(_visible, word))) for word in argv)


def _visible(sign: str) -> str:
    return sign if sign.isprintable() else sign.encode("unicode_escape").decode()
