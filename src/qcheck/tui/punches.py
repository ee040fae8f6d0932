"""Acts of the walk on punch items: each moves one on, with the words that the move needs."""

from msgspec.structs import replace

from qcheck.app import evidence, owed, punch
from qcheck.app.desk import Desk
from qcheck.app.owed import Terms
from qcheck.model.punchview import PunchView
from qcheck.model.walkview import WalkPerson
from qcheck.tui.acts import PHOTO, WHEN, offered, said, who_
from qcheck.tui.form import Field, Form
from qcheck.tui.hand import Hand
from qcheck.tui.rows import Row

CLIENT = "client"
BACK = {"open": "dispute", "completed": "reject", "disputed": "reject", "verified": "reopen", "voided": "reopen"}
ASKED = {
    "dispute": "Why is it not yours, or none?",
    "reject": "Why is it not right yet?",
    "reopen": "Why is it open again?",
}


def passed(hand: Hand, row: Row) -> None:
    """What is open was done; what was done is confirmed, by someone else."""
    if not row.punch:
        return
    if row.punch.closed:
        hand.say(f"{_named(row.punch)}: {row.punch.spoken}.", bad=True)
    elif row.punch.standing == "open":
        _done(hand, row.punch)
    else:
        _confirmed(hand, row.punch)


def failed(hand: Hand, row: Row) -> None:
    """What was done is sent back; what is open is disputed; what was closed is open again. Each with the reason."""
    if row.punch:
        how = BACK.get(row.punch.standing, "reject")
        _with_reason(hand, row.punch, how, ASKED[how])


def voided(hand: Hand, row: Row) -> None:
    """It is none."""
    if row.punch:
        _with_reason(hand, row.punch, "void", "Why is it none?")


def given(hand: Hand, row: Row) -> None:
    """Whose it is, and by when."""
    item = row.punch
    if not item:
        return
    fields = [who_("owner", f"Whose is it? (now {item.owner or 'nobody named'})", hand.view.people), Field("due", WHEN)]
    if item.due:
        why = f"Why, if the date moves? (now {item.due})"
        fields.append(Field("why", why, offers=offered(owed.REASONS), strict=True))

    def record(typed: dict[str, str]) -> str:
        wrong = punch.wrong_owner(hand.desk(), typed["owner"]) or punch.wrong_date(hand.desk(), typed["due"])
        if typed["due"] and item.due and not typed.get("why"):
            wrong = wrong or "A date that moves needs the reason."
        return wrong or said(hand, lambda desk: _give(desk, hand.job, item, typed))

    hand.ask(Form(_named(item), tuple(fields), record))


def waits(hand: Hand, row: Row) -> None:
    """What it waits for."""
    item = row.punch
    if not item:
        return
    fields = (Field("what", "What does it wait for? (empty: it is there)"), Field("until", "Until when?"))

    def record(typed: dict[str, str]) -> str:
        terms = {"until": typed["until"]}
        return said(hand, lambda desk: owed.wait(desk, hand.job, (item.name,), typed["what"], terms))

    hand.ask(Form(_named(item), fields, record))


def _give(desk: Desk, job: str, item: PunchView, typed: dict[str, str]) -> owed.Said | None:
    """An owner, a date, or both, of one statement."""
    made = None
    if typed["owner"]:
        made = owed.assign(desk, job, (item.name,), typed["owner"], "")
    if typed["due"]:
        made = owed.promise(desk, job, (item.name,), typed["due"], {"why": typed.get("why", "")})
    return made


def _done(hand: Hand, item: PunchView) -> None:
    fields = (
        replace(who_("did", "Who did it?", hand.view.people, _id(hand, item.owner)), first=True),
        Field("text", "What was done? (may stay empty)"),
        Field("photo", f"{PHOTO} (may stay empty)"),
    )

    def record(typed: dict[str, str]) -> str:
        return said(hand, lambda desk: _say_done(desk, hand, item, typed))

    hand.ask(Form(f"{_named(item)}: done", fields, record))


def _say_done(desk: Desk, hand: Hand, item: PunchView, typed: dict[str, str]) -> owed.Said:
    taken = evidence.of_job(desk, hand.job, (typed["photo"],), (), hand.inbox) if typed["photo"] else ()
    return owed.move(desk, hand.job, "done", (item.name,), Terms(typed["text"]), {"did": typed["did"]}, taken)


def _confirmed(hand: Hand, item: PunchView) -> None:
    fields = (
        who_("as", f"Who confirms it? Not {item.done_by or 'its doer'}.", _either(hand, item.done_by), needed="Who?"),
        Field("text", "Remark?"),
    )

    def record(typed: dict[str, str]) -> str:
        client = typed["as"] == CLIENT
        terms, by = Terms(typed["text"], client=client), {"as": "" if client else typed["as"]}
        return said(hand, lambda desk: owed.move(desk, hand.job, "verify", (item.name,), terms, by))

    hand.ask(Form(f"{_named(item)}: confirm that it is right", fields, record), on=True)


def _with_reason(hand: Hand, item: PunchView, how: str, question: str) -> None:
    fields = (
        Field("text", question, needed="It needs the reason."),
        who_("as", "Who says so?", _either(hand), hand.view.me.id, "Who?"),
    )

    def record(typed: dict[str, str]) -> str:
        client = typed["as"] == CLIENT
        terms, by = Terms(typed["text"], client=client), {"as": "" if client else typed["as"]}
        return said(hand, lambda desk: owed.move(desk, hand.job, how, (item.name,), terms, by))

    hand.ask(Form(_named(item), fields, record))


def _either(hand: Hand, but: str = "") -> tuple[WalkPerson, ...]:
    """All people but one, by name, and the client."""
    return (*(p for p in hand.view.people if p.name != but), WalkPerson(CLIENT, "the client"))


def _id(hand: Hand, name: str) -> str:
    """The short name of whoever has it, else of whoever looks."""
    return next((p.id for p in hand.view.people if p.name == name), hand.view.me.id)


def _named(item: PunchView) -> str:
    return f"{item.name} {item.text}"
