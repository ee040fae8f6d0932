"""Completion: the line a shell is completing, read as Typer would, and answered in the shell's form."""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from typer._click import shell_completion as reading

from qcheck.app import complete as app
from qcheck.app.complete import Ask
from qcheck.cli.commands import LazyGroup, Program, own_words
from qcheck.cli.place import COMPLETE, Options, caller

Offers = list[tuple[str, str]]

# What an argument or option takes, by the word for it in the help: `--owner WHO`, `[JOB]`.
TAKES = {
    "JOB": "job",
    "ITEM": "item",
    "GATE": "gate",
    "GATE|ITEM": "gate or item",
    "WHO": "person",
    "WHO|client": "person or client",
    "P1": "punch item",
    "P1... WHO": "punch item or person",
    "LIST": "list",
    "TEMPLATE": "template",
    "RULE": "rule",
    "JOB] [FACT=ANSWER": "job or fact",
    "UNIT": "unit",
    "TRADE": "trade",
}
FILES = frozenset({"FILE", "FILE.zip", "KEY", "PATH", "DIR", "JOB] [FILE"})
END = "\ue000"
NONE, SHELLS_FILES = 0, 1
MOVING_ON = frozenset({"37", "42"})  # bash's COMP_TYPE where each word is put on the line in turn
WIDTH = 80


def answer(program: Any, environ: dict[str, str]) -> int:
    """Prints what could come next; 1 asks the shell for its files. Whatever is wrong, nothing is offered or said."""
    shell = FORMS.get(environ.get(COMPLETE, "").removeprefix("complete_"))
    if shell is None:
        return NONE
    with suppress(Exception):  # a person is typing: no message, no question, no log may come between
        line = environ.get("_QCHECK_LINE", "")
        found = _offers(program, line)
        if found is None:
            return SHELLS_FILES
        text = "".join(f"{each}\n" for each in shell(found, environ))
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    return NONE


def _offers(program: Any, line: str) -> Offers | None:
    """The words with what they mean; None where a file is wanted."""
    *before, last = reading.split_arg_string(line + END)
    arguments, typed = before[1:], last.replace(END, "")
    context = reading._resolve_context(program, {}, "qcheck", arguments)  # noqa: SLF001 (Typer has no other way)
    wanted, value = reading._resolve_incomplete(context, arguments, typed)  # noqa: SLF001
    if wanted is context.command:
        return _commands(context, value)
    found = _values(context, wanted, value)
    option = typed.removesuffix(value) if value != typed else ""  # `--job=`, which is part of the word
    return None if found is None else [(option + word, text) for word, text in found]


def _commands(context: Any, typed: str) -> Offers:
    """Options once a dash is typed, else commands, from the table: none is imported to be named."""
    command = context.command
    if context._protected_args:  # noqa: SLF001 (a word that is no command: what follows it is not known)
        return []
    if not typed.startswith("-") and isinstance(command, LazyGroup):
        named = [(name, each.help) for name, each in command.table.items()]
        own = own_words(context) if isinstance(command, Program) else {}
        named += [(word, command.table[name].help) for word, name in own.items()]
        return [(name, text) for name, text in named if name.startswith(typed)]
    return [(each.value, each.help or "") for each in command.shell_complete(context, typed)]


def _values(context: Any, wanted: Any, typed: str) -> Offers | None:
    metavar = bare(wanted.metavar or "")
    if metavar in TAKES:
        return _words(context, wanted, TAKES[metavar], typed)
    if metavar in FILES:
        return None
    found = wanted.type.shell_complete(context, wanted, typed)
    return None if any(each.type != "plain" for each in found) else [(each.value, each.help or "") for each in found]


def _name(context: Any) -> str:
    """The command's name in the tables, also where it was called in the trade's own word."""
    above = context.parent
    name = str(context.command.name)
    return f"{above.command.name} {name}" if above.parent else name


def bare(metavar: str) -> str:
    """The word for what is taken, without the signs that it may be left out or repeated."""
    return metavar.removeprefix("[").removesuffix("]").removesuffix("...")


def _words(context: Any, wanted: Any, kind: str, typed: str) -> Offers:
    root = context.find_root().params
    folder = root.get("folder")
    context.obj = Options(folder=Path(folder).expanduser() if folder else None)
    given = context.params.get(wanted.name)
    command = _name(context)
    job = "" if kind == "job" else str(context.params.get("job") or "")
    several = tuple(str(each) for each in given) if isinstance(given, list | tuple) else ()
    return list(app.words(caller(context), kind, Ask(command, typed, several, job)))


def _bash(found: Offers, environ: dict[str, str]) -> list[str]:
    """Words alone where they go on the line; where they are listed, with what they mean. Of a word that bash divides
    (`17=`, `walls@`), only what comes after the last sign.
    """
    line = environ.get("_QCHECK_LINE", "")
    typed = reading.split_arg_string(line + END)[-1].replace(END, "")
    kept = max((typed.rfind(sign) + 1 for sign in environ.get("COMP_WORDBREAKS", "") if sign.strip()), default=0)
    words = [word[kept:] for word, _ in found]
    if len(words) == 1 or environ.get("COMP_TYPE", "") in MOVING_ON or not any(text for _, text in found):
        return words
    columns = environ.get("COLUMNS", "")
    room = (int(columns) if columns.isdigit() and int(columns) else WIDTH) - 1
    longest = max(map(len, words))
    lines = [f"{word:<{longest}}  {text}" for word, (_, text) in zip(words, found, strict=True)]
    # Wider than half the screen, so that each has a line of its own.
    return [f"{each[: room - 1]}…" if len(each) > room else f"{each:<{room // 2}}" for each in lines]


def _zsh(found: Offers, _: dict[str, str]) -> list[str]:
    """`word:what it means`, as `_describe` reads it."""
    escaped = ((_escaped(word).replace(":", "\\:"), _escaped(text)) for word, text in found)
    return [f"{word}:{text}" if text else word for word, text in escaped]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\")


def _tabbed(found: Offers, _: dict[str, str]) -> list[str]:
    return [f"{word}\t{text}" if text else word for word, text in found]


FORMS: dict[str, Callable[[Offers, dict[str, str]], list[str]]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _tabbed,
    "powershell": _tabbed,
}
