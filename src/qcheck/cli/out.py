"""Output: what is printed, where, and whether anyone is there to be asked."""

import codecs
import os
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

from qcheck.app.text import clean
from qcheck.errors import StorageFailed

NARROWEST = 20  # columns; no terminal that people read is narrower
IN_SIGNS = "qcheck.signs"


def prepare() -> None:
    """Makes both streams take any text: what an encoding lacks is said in plain signs, or shows as `?`."""
    codecs.register_error(IN_SIGNS, _in_signs)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors=IN_SIGNS)  # type: ignore[union-attr]


def _in_signs(error: UnicodeError) -> tuple[str, int]:
    from qcheck.app.fitting import plain  # 2 ms, only where an encoding lacks something

    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(plain, error.object[error.start : error.end])), error.end


_said: list[str] = []


def say(text: str) -> None:
    """A message of ours with words of others in it: cleaned, on standard output."""
    _said.append(text)
    show(_fitted(clean(text), sys.stdout) + "\n")


def said(text: str) -> bool:
    """Whether a message of this run has said that already."""
    return any(text in each for each in _said)


def aside(text: str) -> None:
    """A message that nobody has to read: dim, where there is colour."""
    fitted = _fitted(clean(text), sys.stdout)
    show(f"\x1b[2m{fitted}\x1b[22m\n" if coloured() else f"{fitted}\n")


def coloured() -> bool:
    """Whether standard output shows colour."""
    return terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def show(text: str) -> None:
    """Text that was rendered for this terminal, as it is."""
    _write(sys.stdout, text)


def raw(content: bytes) -> None:
    """The bytes of a report, on standard output."""
    sys.stdout.flush()
    with _unbroken(sys.stdout):
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def complain(text: str) -> None:
    """A message on standard error."""
    _write(sys.stderr, _fitted(clean(text), sys.stderr) + "\n")


def passing(text: str) -> None:
    """Shows on a terminal what is being done, in place of what was shown before; an empty text clears it."""
    if sys.stderr.isatty() and os.environ.get("TERM") != "dumb":
        _write(sys.stderr, f"\r\x1b[K{_cut(clean(text), _columns() - 1)}")


def _cut(text: str, width: int) -> str:
    if text.isascii():
        return text[:width]
    from qcheck.app.fitting import cut  # 2 ms, only where letters differ in width

    return cut(text, width)


def _columns() -> int:
    return max(NARROWEST, shutil.get_terminal_size().columns)


def terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def asking() -> bool:
    """Whether questions may be asked: a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty() and not os.environ.get("CI")


def asking_besides() -> bool:
    """Whether that may be asked which nobody has to answer: not of someone who typed or pasted what comes next."""
    return asking() and not _pending()


def _pending() -> bool:
    """Whether lines wait to be read: pasted commands are no answers to a question. Not to be known everywhere."""
    if sys.platform == "win32":
        return False
    import select  # 0.1 ms, only at a terminal

    with suppress(OSError, ValueError):
        return bool(select.select([sys.stdin], [], [], 0)[0])
    return False


def ask(question: str, default: str = "", check: Callable[[str], str] | None = None) -> str:
    """Asks until the answer passes `check`, which gives what is wrong with it or nothing."""
    shown = f"{question} [{default}] " if default else f"{question} "
    while True:
        answer = _input(shown).strip() or default
        wrong = check(answer) if check else ""
        if not wrong:
            return answer
        complain(wrong)


def ask_lines(question: str) -> tuple[str, ...]:
    """Asks for lines until an empty one."""
    lines: list[str] = []
    say(question)
    while line := _input("  ").strip():
        lines.append(line)
    return tuple(lines)


def agreed(question: str, *, default: bool = True) -> bool:
    """A yes or no; the default if only Enter is pressed."""
    words = {"": default, "y": True, "yes": True, "n": False, "no": False}
    while (answer := _input(f"{question} [{'Y/n' if default else 'y/N'}] ").strip().casefold()) not in words:
        complain("y or n.")
    return words[answer]


def _input(prompt: str) -> str:
    try:
        return input(f"{_fitted(clean(prompt.rstrip()), sys.stdout)} " if prompt.strip() else prompt)
    except EOFError:
        show("\n")
        raise KeyboardInterrupt from None


def _fitted(text: str, stream: TextIO) -> str:
    """Text whose lines end between words on a terminal; in a pipe they are left alone."""
    if not stream.isatty():
        return text
    width = _columns()
    if text.isascii() and all(len(line) <= width for line in text.split("\n")):
        return text
    from qcheck.app.fitting import wrapped  # 2 ms, only for a line that is too long, or letters that differ in width

    return wrapped(text, width, unicode=(stream.encoding or "").lower().startswith("utf"))


def _write(stream: TextIO, text: str) -> None:
    with _unbroken(stream):
        stream.write(text)
        stream.flush()


class _unbroken:  # noqa: N801 (used as a statement)
    """Goes on in silence when the reader of a pipe has left, so that the exit code stays the verdict's."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        if kind is None or not issubclass(kind, OSError):
            return False
        if not issubclass(kind, BrokenPipeError):
            raise StorageFailed(
                "What was to be printed could not be written.", "Is the disk full? What was confirmed is recorded."
            )
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), self.stream.fileno())
        return True
