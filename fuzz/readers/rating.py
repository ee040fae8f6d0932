"""Ratings: any bytes of a client's answer are a rating or findings."""

from collections.abc import Iterator

from fuzz.material import fit
from fuzz.readers.message import EML
from fuzz.readers.message import WORDS as OF_MAILS

from intake.test_rating import WHOLE
from qcheck.intake.rating import answer

WORDS = [
    *(b"qcheck rating 1\n", b"qcheck rating=1\n", b"job: ", b"form: ", b"score: 9\n", b"words: ", b"end of words\n"),
    *(b"empathy expected: 7\n", b"reliability: 6 of 7", b"responsiveness="),
    *OF_MAILS,
]


def seeds() -> Iterator[bytes]:
    """What the form writes, alone and inside of a mail."""
    yield WHOLE.encode()
    yield EML.replace(b"P7 done =E2=9C=93", WHOLE.encode())
    yield b"\n".join(b"> " + line for line in WHOLE.encode().splitlines())


def one(source: bytes) -> None:
    """Reads bytes as an answer."""
    found, findings = answer(source, "mail")
    if found is None and not findings:
        raise AssertionError("neither an answer nor a finding")
    fit(b"\n" * 4 * len(source), findings)
