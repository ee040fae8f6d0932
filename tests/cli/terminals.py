"""A pseudo-terminal at which the program is run, typed at as a person would."""

import codecs
import os
import pty
import select
import subprocess
import sys
from collections.abc import Callable

from conftest import Shell

SECONDS = 30


class Terminal:
    """A run of the program at a pseudo-terminal: waits for a text to appear, types an answer."""

    def __init__(self, shell: Shell, *arguments: str, **environment: str) -> None:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "qcheck", *arguments],
            cwd=shell.folder,
            env={**shell.environment, "TERM": "dumb", "COLUMNS": "100", "BROWSER": "true %s", **environment},
            preexec_fn=lambda: os.login_tty(slave),  # noqa: PLW1509 (a terminal that Ctrl-C works on; no threads here)
        )
        os.close(slave)
        self.decoder = codecs.getincrementaldecoder("utf-8")()  # a read may end within a sign
        self.screen = ""
        self.read = 0

    def answer(self, question: str, typed: str, end: str = "\n") -> None:
        """Waits until a question stands on the screen, after what was answered before, and types."""
        while question not in self.screen[self.read :]:
            assert self.more(), f"{question!r} never came:\n{self.screen}"
        self.read = len(self.screen)
        os.write(self.master, (typed + end).encode())

    def press(self, question: str, key: str) -> None:
        """Presses a key at a question, and again after a second of silence: one pressed too early is lost."""
        self.answer(question, "", end="")
        for _ in range(SECONDS):
            os.write(self.master, key.encode())
            while select.select([self.master], [], [], 1)[0]:
                if not self.more():
                    return

    def end(self, code: int = 0) -> str:
        """Waits for the program to end; gives all that was on the screen."""
        while self.more():
            pass
        assert self.process.wait(SECONDS) == code, self.screen
        assert "Traceback" not in self.screen
        return self.screen.replace("\r\n", "\n")

    def leave(self) -> None:
        """Ends what is still running, so that a failed test leaves nothing behind."""
        self.process.kill()
        self.process.wait(SECONDS)
        os.close(self.master)

    def more(self) -> bool:
        ready, _, _ = select.select([self.master], [], [], SECONDS)
        assert ready, f"nothing came for {SECONDS} s:\n{self.screen}"
        try:
            got = os.read(self.master, 4096)
        except OSError:  # the other end was closed
            return False
        self.screen += self.decoder.decode(got)
        return bool(got)


Start = Callable[..., Terminal]
