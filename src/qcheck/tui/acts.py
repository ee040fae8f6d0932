"""Acts of the walk on items: each makes a statement at once, or asks for what the statement needs."""

from collections.abc import Callable

from qcheck.app import answer as answering
from qcheck.app import evidence, owed, punch, site, waive, walk
from qcheck.app.answer import NeedsValue, Said
from qcheck.app.desk import Desk
from qcheck.app.evidence import Taken
from qcheck.app.told import told
from qcheck.errors import QcheckError
from qcheck.model.checklist import Category
from qcheck.model.event import Result
from qcheck.model.walkview import WalkPerson
from qcheck.tui.form import Field, Form, Offers
from qcheck.tui.hand import Hand
from qcheck.tui.rows import Row

WORDS = {"pass": "ticked", "fail": "FAILED", "na": "not applicable"}
PHOTO = "Photo? Its path, or one of the inbox"
WHEN = "By when? fri, 3 dec, 2d"


def passed(hand: Hand, row: Row) -> None:
    """The item is right: at once, or with the value it asks for, who did it, or why it is gone past a hold point."""
    if row.taking.kind == "command":
        hand.say(f"It is answered by running its command: qcheck run {row.number}", bad=True)
    elif row.taking.kind != "check":
        value(hand, row)
    elif row.taking.by:
        _done_by_other(hand, row, "pass")
    elif row.taking.held:
        _past(hand, row)
    elif row.item and row.item.standing == "pass":
        _again(hand, row, "pass")
    else:
        _noted(hand, row, "pass", "What was seen?")


def failed(hand: Hand, row: Row) -> None:
    """The item is not right: recorded at once; what is wrong, who puts it right and when are asked for besides."""
    if row.item and row.item.standing == "fail":
        _again(hand, row, "fail")
    else:
        _noted(hand, row, "fail", "What is wrong?")


def _again(hand: Hand, row: Row, result: Result) -> None:
    """The same answer once more, by intent only: a key that was pressed twice drops no photo of the first one."""
    said_ = "It was ticked already" if result == "pass" else "It has failed already"
    lines = (f"{said_}. Say so again? What was kept with the earlier answer stays with that.",)

    def record(_: dict[str, str]) -> str:
        return _answered(hand, row, row.number, result, {})

    if result in row.taking.notes:
        _noted(hand, row, result, "What was seen?")
    else:
        hand.ask(Form(_named(row), (), record, lines))


def na(hand: Hand, row: Row) -> None:
    """The item does not apply."""
    if row.taking.na != "reason":
        _answer(hand, row, row.number, "na", {})
        return
    field = Field("note", "Why does it not apply?", needed="Its list asks for the reason.")
    hand.ask(Form(_named(row), (field,), lambda typed: _answered(hand, row, row.number, "na", typed)))


def _noted(hand: Hand, row: Row, result: Result, question: str) -> None:
    """An answer at once, or with the note that its list asks for."""
    if result not in row.taking.notes:
        _answer(hand, row, row.number, result, {})
        return
    field = Field("note", question, needed="Its list asks for a note.")
    hand.ask(Form(_named(row), (field,), lambda typed: _answered(hand, row, row.number, result, typed)))


def value(hand: Hand, row: Row, begun: str = "") -> None:
    """The value of an item: its limits judge it."""
    if row.taking.kind in {"check", "command"} or not row.item:
        hand.say(f"{_named(row)}: it takes no value.", bad=True)
        return
    wanted = row.item.wanted or {"number": "a number", "date": "a date", "choice": "one of these"}.get(
        row.taking.kind, "text"
    )
    options = row.taking.options
    offers = offered(options) if options else None
    fields = [Field("value", f"Value: {wanted}", begun, offers, "It needs a value.", begun=bool(begun))]
    if row.taking.by:
        fields.append(who_("did", "Who did it?", row.taking.by))
    if row.taking.notes:
        fields.append(Field("note", "What was seen?", needed="Its list asks for a note."))
    if row.taking.held and not row.taking.by:
        fields.append(Field("force", f"Now: {row.taking.held}. Why go on all the same? It shows in the report."))
    hand.ask(
        Form(
            _named(row),
            tuple(fields),
            lambda typed: _answered(hand, row, f"{row.number}={typed['value']}", "pass", typed),
        )
    )


def note(hand: Hand, row: Row) -> None:
    """A remark about the item."""

    def record(typed: dict[str, str]) -> str:
        return said(hand, lambda desk: answering.note(desk, hand.job, (row.number,), typed["text"], {}), "Noted.")

    hand.ask(Form(_named(row), (Field("text", "Remark", needed="Write something."),), record))


def photo(hand: Hand, row: Row) -> None:
    """A photo for the answer that the item has, or the one to come."""

    def record(typed: dict[str, str]) -> str:
        try:
            desk = hand.desk()
            taken = _taken(desk, hand, typed["photo"])
            site.attach(desk, hand.job, row.number, taken)
        except QcheckError as error:
            return told(error)
        hand.say(f"{row.number} {', '.join(each.kept.name for each in taken)} kept. {row.text}")
        return ""

    hand.ask(Form(_named(row), (_photo(hand, needed="Which one?"),), record))


def raise_(hand: Hand, row: Row) -> None:
    """A punch item: about the item if it failed, else one of its own; with a person and a date."""
    if row.item and row.item.standing == "fail":
        _take_up(hand, row)
        return
    fields = (
        Field("text", "What is to be put right?", needed="Say what is to be put right."),
        Field("where", "Where?", row.taking.place),
        Field("category", "A now, B after handover, C cosmetic", "A", offered(("A", "B", "C")), strict=True),
        _owner(hand),
        Field("due", WHEN),
        _photo(hand),
    )

    def record(typed: dict[str, str]) -> str:
        wrong = _wrong(hand, typed)
        if wrong:
            return wrong
        new = punch.New(typed["text"], category=_category(typed["category"]), where=typed["where"])
        return said(hand, lambda desk: punch.add(desk, hand.job, new, typed, _taken(desk, hand, typed["photo"])))

    hand.ask(Form("New on the punch list", fields, record))


def release(hand: Hand, row: Row) -> None:
    """A hold point is released by someone who may; or it is said who came to a witness point."""
    if row.taking.release:
        _release(hand, row)
    elif row.taking.witness:
        _witness(hand, row)
    elif row.item and row.item.hold:
        first = "" if "released by" in row.item.hold else " It has to be right before it is released."
        hand.say(f"{_named(row)}: {row.item.hold}.{first}", bad=True)
    else:
        hand.say(f"{_named(row)}: this is no hold point.", bad=True)


def excuse(hand: Hand, row: Row) -> None:
    """A waiver: a permitted exception."""
    fields = (
        Field("reason", "Why may it stay as it is?", needed="A waiver needs a reason."),
        who_("approver", "Who approves it?", hand.view.approvers, needed="A waiver needs someone who approves it."),
        Field("until", "Until when? fri, 18 dec", needed="A waiver has an end."),
    )

    def record(typed: dict[str, str]) -> str:
        terms = (typed["reason"], typed["approver"], typed["until"])
        try:
            _, pending = waive.waive(hand.desk(), hand.job, (row.number,), terms)
        except QcheckError as error:
            return told(error)
        counts = "it shows in the report"
        if pending:
            counts = f"it counts once {pending.name} confirms it: qcheck waive {row.number} --as {pending.id}"
        hand.say(f"{row.number} waiver recorded; {counts}.")
        return ""

    hand.ask(Form(f"Waive {_named(row)}", fields, record), on=True)


def undo(hand: Hand, _: Row) -> None:
    """What was said last is taken back, once it was shown."""
    try:
        batch, lines = answering.last(hand.desk(), hand.job, {})
    except QcheckError as error:
        hand.say(told(error), bad=True)
        return

    def record(_typed: dict[str, str]) -> str:
        return said(hand, lambda desk: answering.undo(desk, hand.job, {}, batch), "Taken back.")

    hand.ask(Form("Take this back?", (), record, lines))


def said(hand: Hand, make: Callable[[Desk], object], words: str = "") -> str:
    """Makes a statement; gives what is wrong with it, or nothing once it is recorded and told."""
    try:
        made = make(hand.desk())
    except QcheckError as error:
        return told(error)
    hand.say(words or _told_punch(made))
    return ""


def _told_punch(made: object) -> str:
    items = made.items if isinstance(made, punch.Said) else ()
    return "; ".join(
        f"{p.name} {p.text}: {p.spoken}{f', waiting on {p.waiting_on}' if p.waiting_on else ''}"
        f"{f', {p.due}' if p.due and not p.closed else ''}"
        for p in items
    )


def _answer(hand: Hand, row: Row, word: str, result: Result, given: dict[str, str]) -> None:
    wrong = _answered(hand, row, word, result, given)
    if wrong:
        hand.say(f"Not recorded. {wrong}", bad=True)


def _answered(hand: Hand, row: Row, word: str, result: Result, given: dict[str, str]) -> str:
    """Records an answer; gives what is wrong, or nothing. What a failure needs besides is asked for afterwards."""
    terms = {name: given[name] for name in ("note", "force", "did") if given.get(name)}
    try:
        desk = hand.desk()
        spoken = answering.answer(desk, hand.job, (word,), result, terms)
    except NeedsValue as needed:
        return needed.message
    except QcheckError as error:
        return told(error)
    hand.say(_what(spoken))
    if any(a.result == "fail" for a in spoken.answers):
        hand.reload()
        _after_failure(hand, row, desk, spoken, explained=bool(terms.get("note")))
    else:
        hand.answered(spoken)
        if spoken.pending:
            _is_done(hand, desk, spoken)
    return ""


def _is_done(hand: Hand, desk: Desk, spoken: Said) -> None:
    """What is right now may be what was open on the punch list: of one statement with the answer, if so."""
    names = tuple(name for name, _ in spoken.pending)
    owner = next((p.owner for p in hand.view.status.punch if p.name in names and p.owner), "")
    who = next((p.id for p in hand.view.people if p.name == owner), hand.view.me.id)

    def record(typed: dict[str, str]) -> str:
        try:
            owed.move(desk, hand.job, "done", names, owed.Terms(), {"did": typed["did"]})
        except QcheckError as error:
            return told(error)
        hand.say(f"{' '.join(names)} done; someone else confirms it.")
        return ""

    title = f"Is it done: {', '.join(f'{name} {text}' for name, text in spoken.pending)}?"
    hand.ask(Form(title, (Field("did", "Who did it?", who, people(hand.view.people), "Who? Or Esc."),), record))


def _what(spoken: Said) -> str:
    """`17 FAILED: 3.5 mm (at most 2 mm). 12 left. Worktop level`, the news first: a narrow screen cuts off the end."""
    answer = spoken.answers[0]
    value_ = f": {answer.value}{f' ({answer.limit})' if answer.limit else ''}" if answer.value else ""
    lacks = f" It lacks {', '.join(answer.lacks)}." if answer.lacks else ""
    reopened = f" This reopens what {spoken.reopened} signed." if spoken.reopened else ""
    pending = f" Still open: {', '.join(name for name, _ in spoken.pending)}." if spoken.pending else ""
    head = f"{answer.item.number} {WORDS[answer.result]}{value_}. {spoken.left} left."
    return f"{head}{lacks}{pending}{reopened} {answer.item.text}"


def _after_failure(hand: Hand, row: Row, desk: Desk, spoken: Said, *, explained: bool) -> None:
    """What is wrong, a photo, who and when: of one statement with the failure, so that one undo takes all back."""
    fields = (
        *(() if explained else (Field("note", "What is wrong?"),)),
        _photo(hand),
        _owner(hand, f"Who puts it right? (else {spoken.waiting_on})"),
        Field("due", WHEN),
    )

    def record(typed: dict[str, str]) -> str:
        wrong = _wrong(hand, typed)
        if wrong:
            return wrong
        try:
            taken = _taken(desk, hand, typed["photo"])
            if typed.get("note"):
                answering.note(desk, hand.job, (row.number,), typed["note"], {})
            if taken:
                site.attach(desk, hand.job, row.number, taken)
            if typed["owner"] or typed["due"]:
                taken_up = punch.take_up(desk, hand.job, (row.key,), typed)
                hand.say(f"{row.number} FAILED. {_told_punch(taken_up)}.")
        except QcheckError as error:
            return told(error)
        return ""

    hand.ask(Form(f"{_named(row)}: FAILED, recorded", fields, record, said=True), on=True)


def _take_up(hand: Hand, row: Row) -> None:
    fields = (_owner(hand, "Who puts it right?"), Field("due", WHEN))

    def record(typed: dict[str, str]) -> str:
        wrong = _wrong(hand, typed)
        return wrong or said(hand, lambda desk: punch.take_up(desk, hand.job, (row.key,), typed))

    hand.ask(Form(_named(row), fields, record), on=True)


def _done_by_other(hand: Hand, row: Row, result: Result) -> None:
    """An item for a role that whoever holds the tablet has not: someone who has it did it."""
    fields = (
        who_("did", "Who did it?", row.taking.by),
        Field("force", "Or, as the lead: why is it answered all the same? It shows in the report."),
    )
    hand.ask(
        Form(_named(row), fields, lambda typed: _answered(hand, row, row.number, result, typed), (row.taking.held,))
    )


def _past(hand: Hand, row: Row) -> None:
    field = Field("force", "Why go on all the same? It shows in the report.", needed="A reason, or Esc.")
    lines = (f"{row.taking.held[:1].upper()}{row.taking.held[1:]}.",)
    hand.ask(Form(_named(row), (field,), lambda typed: _answered(hand, row, row.number, "pass", typed), lines))


def _release(hand: Hand, row: Row) -> None:
    may = row.taking.release
    me = hand.view.me.id if hand.view.me in may else ""  # nobody else's name is there unasked
    fields = (
        Field("who", "Who releases it?", me, people(may), "Someone who may.", strict=True, first=True),
        Field("note", "Remark?"),
    )

    def record(typed: dict[str, str]) -> str:
        name = next((p.name for p in may if p.id == typed["who"]), typed["who"])
        return said(
            hand,
            lambda desk: site.release(desk, hand.job, (row.number,), typed["note"], typed["who"]),
            f"{_named(row)}: released by {name}.",
        )

    hand.ask(Form(f"Release {_named(row)}", fields, record), on=True)


def _witness(hand: Hand, row: Row) -> None:
    fields = (
        Field("outcome", "Who was to come?", "came", offered(("came", "absent", "invite")), strict=True),
        Field("who", f"Name of the {row.taking.witness}? (whoever was invited, if empty)"),
        Field("time", "For when, if they are invited? fri 9:00"),
    )

    def record(typed: dict[str, str]) -> str:
        outcome: site.Outcome = (
            "attended" if typed["outcome"] == "came" else "absent" if typed["outcome"] == "absent" else "invited"
        )
        terms = (typed["who"], typed["time"])
        return said(hand, lambda desk: site.witness(desk, hand.job, (row.number,), outcome, terms), "Recorded.")

    hand.ask(Form(f"Witness point {_named(row)}", fields, record))


def _taken(desk: Desk, hand: Hand, typed: str) -> tuple[Taken, ...]:
    return evidence.of_job(desk, hand.job, (typed,), (), hand.inbox) if typed else ()


def _wrong(hand: Hand, typed: dict[str, str]) -> str:
    """What is wrong with a person and a date, before anything is recorded."""
    return punch.wrong_owner(hand.desk(), typed["owner"]) or punch.wrong_date(hand.desk(), typed["due"])


def _named(row: Row) -> str:
    return f"{row.number} {row.text}"


def _category(typed: str) -> Category:
    return "B" if typed == "B" else "C" if typed == "C" else "A"


def _owner(hand: Hand, label: str = "Who puts it right?") -> Field:
    return who_("owner", label, hand.view.people)


def who_(name: str, label: str, among: tuple[WalkPerson, ...], value: str = "", needed: str = "") -> Field:
    """A question for a person."""
    return Field(name, label, value, people(among), needed)


def _photo(hand: Hand, needed: str = "") -> Field:
    return Field(
        "photo", PHOTO, offers=lambda typed: walk.photos_at_hand(hand.desk(), hand.inbox, typed), needed=needed
    )


def people(among: tuple[WalkPerson, ...]) -> Offers:
    """People by the beginnings of their names."""

    def offers(typed: str) -> tuple[tuple[str, str], ...]:
        return tuple((p.id, p.name) for p in among if _begins(typed, (p.id, *p.name.split())))

    return offers


def offered(words: tuple[str, ...]) -> Offers:
    """Words to choose from, by how they begin."""
    return lambda typed: tuple((word, "") for word in words if word.casefold().startswith(typed.casefold()))


def _begins(typed: str, words: tuple[str, ...]) -> bool:
    return any(word.casefold().startswith(typed.casefold()) for word in words)
