"""Messages: any bytes that someone pastes or mails are statements, and no line of them is lost."""

from collections.abc import Iterator
from datetime import UTC, datetime

from fuzz.material import tree

from qcheck.core.message import MOST_LINES, lines
from qcheck.core.statement import Reading
from qcheck.core.takein import read
from qcheck.intake import mail

WORDS = [
    *(
        b"P7 ",
        b"done",
        b"fri",
        b"by 4 dec 12:00",
        b"materials",
        b"waiting ",
        b"arrived",
        b"not mine: ",
        b"note: ",
        b"P7-P9",
    ),
    *(b"> ", b"[03.12.26, 14:07] Ravi: ", b"03/12/2026, 14:07 - Ravi: ", b"=3D", b"=\n", b"MIME-Version: 1.0\n"),
    *(b"Content-Type: text/plain; charset=utf-8\n", b"Content-Type: multipart/mixed; boundary=b\n", b"\n--b\n"),
    *(
        b"Content-Transfer-Encoding: base64\n",
        b"quoted-printable",
        b"text/html",
        b"<br>",
        b"<p>",
        b"&amp;",
        b"\xff\xfe",
    ),
]
AT = Reading(datetime(2026, 12, 1, 9, tzinfo=UTC), writer=frozenset({"ravi"}), others=frozenset({"dana"}))
EML = (
    b"From: ravi@example.org\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=b\n\n--b\n"
    b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nP7 done =E2=9C=93\n--b\n"
    b"Content-Type: text/html\n\n<p>P7 done<br>P9 fri</p>\n--b--\n"
)


def seeds() -> Iterator[bytes]:
    """Messages and mails."""
    yield b"Hi Dana,\nP7 done\nP9 by 4 dec 12:00 materials\nP8 waiting hinge 12 dec\nP7 not mine: was there before\n"
    yield b"[03.12.26, 14:07] Ravi: P7 P8 done\n03/12/2026, 14:09 - Ravi: P9 fri\n> P7 note: locked\n"
    yield EML
    yield from tree(".md")


def one(source: bytes) -> None:
    """Reads bytes as what someone wrote about punch items."""
    text = mail.text(source)
    said = read(text, AT)
    if {each.line for each in said} != {line.number for line in lines(text)[: MOST_LINES + 1]}:
        raise AssertionError("a line was passed over in silence")
    if not all(each.text.isprintable() for each in said):
        raise AssertionError("a statement steers the terminal")
