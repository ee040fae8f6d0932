"""Keys of the walk: the literal table of what can be done in it, by which key, under which word."""

from msgspec import Struct


class Key(Struct, frozen=True):
    """A thing to do in the walk: the keys it has unless `qcheck.yaml` says otherwise, its short word, its help."""

    keys: tuple[str, ...]
    label: str
    help: str


KEYS: dict[str, Key] = {
    "pass": Key(("p", "space"), "pass", "It is right. On the punch list: it is done, or what was done is confirmed."),
    "fail": Key(("f",), "fail", "It is not right. On the punch list: sent back, with the reason."),
    "na": Key(("n",), "n/a", "It does not apply, and why. On the punch list: it is none, and why."),
    "skip": Key(("s",), "skip", "Leave it and go on to the next one that is missing."),
    "value": Key(("v",), "value", "Give the value: measured, chosen or written. A digit starts one at once."),
    "note": Key(("t",), "note", "Add a remark."),
    "photo": Key(("i",), "photo", "Add a photo: the newest in the inbox, or one by its path."),
    "punch": Key(("a",), "punch", "Raise a punch item, with person and date. On the punch list: assign, promise."),
    "release": Key(("r",), "release", "Release a hold point, or say who came to a witness point."),
    "waive": Key(("w",), "waive", "Permit an exception. On the punch list: say what it waits for."),
    "undo": Key(("u",), "undo", "Take back your last statement, once it was shown."),
    "gate": Key(("g",), "gate", "All that stands in the way, and who it waits on."),
    "handover": Key(("h",), "hand over", "Go on to the handover."),
    "filter": Key(("/",), "filter", "Show only some: type words, missing, failed, mine, @place, gate:NAME."),
    "missing": Key(("m",), "missing", "Show only what is missing, or all again."),
    "open": Key(("enter",), "one by one", "One item fills the screen, in order; again for the list."),
    "up": Key(("k",), "up", "To the one above; the arrow does the same."),
    "down": Key(("j",), "down", "To the one below; the arrow does the same."),
    "before": Key(("[",), "section before", "To the section before."),
    "after": Key(("]",), "section after", "To the section after."),
    "help": Key(("?",), "keys", "What each key does."),
    "quit": Key(("q",), "quit", "Leave. Everything was saved as it was said."),
}

# What the screen itself needs to be moved about in; no key of the table may be one of these.
RESERVED = ("up", "down", "left", "right", "pageup", "pagedown", "home", "end", "escape", "tab", "ctrl+c", "ctrl+p")
# The names of keys that have no sign of their own.
NAMED = ("space", "enter", "backspace", "delete", "insert", *(f"f{n}" for n in range(1, 13)))
