"""The form: a few questions over the walk, answered in place; what was typed stays until it could be recorded."""

from collections.abc import Callable
from typing import ClassVar

from msgspec import Struct
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.events import Key
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from qcheck.app.text import clean
from qcheck.app.told import told
from qcheck.errors import QcheckError
from qcheck.tui.full import Over

Offers = Callable[[str], tuple[tuple[str, str], ...]]
MOST_OFFERED = 6
SAVE = "Enter: next, save   Esc: leave it"
AGREE = "Enter: yes   Esc: no"


class Field(Struct, frozen=True):
    """A question: `offers` gives for what was typed so far what could be meant, each with a word about it; `needed` if
    it may not stay empty. `strict` if only what is offered can be taken; `begun` if its value was begun with
    the key that asked for it; `first` if it is asked first though an answer is proposed.
    """

    name: str
    label: str
    value: str = ""
    offers: Offers | None = None
    needed: str = ""
    strict: bool = False
    begun: bool = False
    first: bool = False


class Form(Over):
    """Asks field by field; gives back whether something was recorded.

    `record` takes the answers by the names of their fields, and gives what is wrong with them, or nothing. `said` if
    something was recorded before it asks.
    """

    BINDINGS: ClassVar = [
        Binding("down", "offers", "to what is offered", show=False),
    ]

    DEFAULT_CSS = """
    Form { align: center bottom; background: $background 60%; }
    Form > VerticalScroll { height: auto; max-height: 100%; width: 100%; max-width: 100; background: $surface;
        border-top: heavy $accent; padding: 0 1; }
    Form #title { text-style: bold; }
    Form Input { height: 1; border: none; padding: 0; background: $panel; }
    Form Input:focus { border: none; text-style: underline; }
    Form OptionList { height: auto; max-height: 6; border: none; padding: 0; background: $surface; display: none; }
    Form #wrong { color: $text-error; text-style: bold; }
    Form #how { color: $text-muted; }
    """

    def __init__(
        self,
        title: str,
        fields: tuple[Field, ...],
        record: Callable[[dict[str, str]], str],
        lines: tuple[str, ...] = (),
        *,
        said: bool = False,
    ) -> None:
        super().__init__()
        self.heading = title
        self.lines = lines
        self.fields = fields
        self.record = record
        self.said = said
        self.ready = False
        self.ahead: list[Key] = []
        self.proposed = {field.name for field in fields if field.value and not field.begun}

    def compose(self) -> ComposeResult:
        """The title, each question with its line, and what is wrong."""
        with VerticalScroll(can_focus=False):
            yield Static(Text(clean(self.heading)), id="title")
            if self.lines:
                yield Static(Text(clean("\n".join(self.lines))), id="lines")
            for field in self.fields:
                yield Static(Text(clean(field.label)), classes="label")
                yield Input(field.value, id=f"field-{field.name}", select_on_focus=False)
                if field.offers:
                    yield OptionList(id=f"offers-{field.name}", compact=True, markup=False)
            yield Static("", id="wrong")
            yield Static(Text("Enter: next, save   Esc: leave it" if self.fields else "Enter: yes   Esc: no"), id="how")

    def on_mount(self) -> None:
        """The first question that has no answer yet is the one to be typed."""
        if self.fields:
            self.set_focus(self._input(self._first()))
        self.ready = True
        for event in self.ahead:
            if self.is_current:
                self.take(event)
            else:
                self.app.post_message(Key(event.key, event.character))

    def _first(self) -> Field:
        return next((f for f in self.fields if f.begun or f.first or not f.value), self.fields[0])

    def take(self, event: Key) -> bool:
        """What is typed, in its order: before the first line is there to take it, it is kept for it."""
        if self.fields and not self.ready:
            self.ahead.append(event)
            return True
        if event.key == "escape":
            self.action_out()
        elif event.key == "enter" and not self.fields:
            self._finish({})
        else:
            line = self.focused
            return isinstance(line, Input) and self._typed(event, line)
        return True

    def _typed(self, event: Key, line: Input) -> bool:
        """Whether a key was one that a line takes here, at once."""
        if event.key == "enter":
            self.entered(line)
        elif event.key == "tab":
            self.focus_next(Input)
        elif event.key == "shift+tab":
            self.focus_previous(Input)
        elif event.key == "backspace":
            self._untouched(line)
            line.action_delete_left()
        elif event.is_printable and event.character:
            if self._untouched(line):
                line.value = ""
            line.insert_text_at_cursor(event.character)
        else:
            return False
        return True

    def action_out(self) -> None:
        """Nothing more is recorded."""
        self.leave(False)

    def _untouched(self, line: Input) -> bool:
        """Whether a line still holds the answer that was proposed: what is typed then takes its place. Asked once."""
        field = self._field(line.id or "")
        untouched = bool(field and field.name in self.proposed)
        self.proposed -= {field.name} if field else set()
        return untouched

    def action_offers(self) -> None:
        """From the line into the list of what is offered below it."""
        field = self._focused()
        if field and field.offers and (offered := self._offered(field)).display and offered.option_count:
            self.set_focus(offered)
            offered.highlighted = 0

    @on(Input.Changed)
    def _offer(self, event: Input.Changed) -> None:
        field = self._field(event.input.id or "")
        if field and event.input.has_focus:
            self._show_offers(field, event.value)

    def on_descendant_focus(self) -> None:
        """What is offered shows below the line that is being typed only."""
        field = self._focused()
        for other in self.fields:
            if other.offers and other is not field and not self._offered(other).has_focus:
                self._offered(other).display = False
        if field:
            self._show_offers(field, self._input(field).value)

    def _show_offers(self, field: Field, typed: str) -> None:
        if not field.offers:
            return
        try:
            found = field.offers("" if field.name in self.proposed else typed.strip())[:MOST_OFFERED]
        except QcheckError as error:
            found = ()
            self._complain(told(error))
        offered = self._offered(field)
        offered.clear_options()
        offered.add_options([Option(_offer_line(word, about), id=f"{n}") for n, (word, about) in enumerate(found)])
        offered.display = bool(found) and not (len(found) == 1 and found[0][0] == typed.strip())
        self._found = found

    @on(OptionList.OptionSelected)
    def _take_offer(self, event: OptionList.OptionSelected) -> None:
        field = next(f for f in self.fields if f.offers and self._offered(f) is event.option_list)
        word = self._found[event.option_index][0]
        line = self._input(field)
        line.value = word
        line.cursor_position = len(word)
        self.set_focus(line)
        if not word.endswith("/"):
            self._next(field)

    def entered(self, line: Input) -> None:
        """A line is done with."""
        field = self._field(line.id or "")
        if field:
            self._next(field)

    def _next(self, field: Field) -> None:
        """On to the next question, or the answers are recorded; a question that needs an answer is stayed at."""
        typed = self._input(field).value.strip()
        if field.needed and not typed:
            self._complain(field.needed)
            return
        if field.strict and field.offers and typed and typed not in {word for word, _ in field.offers("")}:
            meant = field.offers(typed)
            if len(meant) != 1:
                self._complain(f"{typed}: one of those that are listed.")
                return
            self._input(field).value = meant[0][0]
        self._complain("")
        place = self.fields.index(field)
        if place + 1 < len(self.fields):
            self.set_focus(self._input(self.fields[place + 1]))
            return
        missing = next((f for f in self.fields if f.needed and not self._input(f).value.strip()), None)
        if missing:
            self.set_focus(self._input(missing))
            self._complain(missing.needed)
            return
        self._finish({f.name: self._input(f).value.strip() for f in self.fields})

    def _finish(self, answers: dict[str, str]) -> None:
        try:
            wrong = self.record(answers)
        except QcheckError as error:
            wrong = told(error)
        if wrong:
            self._complain(wrong)
        else:
            self.leave(True)

    def _complain(self, text: str) -> None:
        self.query_one("#wrong", Static).update(Text(clean(text)))

    def _input(self, field: Field) -> Input:
        return self.query_one(f"#field-{field.name}", Input)

    def _offered(self, field: Field) -> OptionList:
        return self.query_one(f"#offers-{field.name}", OptionList)

    def _field(self, ident: str) -> Field | None:
        return next((f for f in self.fields if ident == f"field-{f.name}"), None)

    def _focused(self) -> Field | None:
        return self._field(self.focused.id or "") if isinstance(self.focused, Input) else None


def _offer_line(word: str, about: str) -> Text:
    return Text.assemble(word, "  ", (about, "dim")) if about and about != word else Text(word)
