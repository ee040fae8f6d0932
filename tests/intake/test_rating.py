"""A client's answer as mail programs bring it back: what is taken of it, what is not, and that nothing is invented."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.core.rating import DIMENSIONS, LONGEST_WORDS, Origin
from qcheck.core.wording import message
from qcheck.intake.rating import Answer, answer
from qcheck.intake.reply import MOST_LINES
from qcheck.model.punchevent import Rated, Score
from rows import SPEAKER

ORIGIN = Origin("elm-street-kitchen", "bshdvvxj")
RELIABLE = Score("reliability", 6, 7)
WORDS = "Great work,\nbut late"
WHOLE = """\
qcheck rating 1
job: elm-street-kitchen
form: bshdvvxj
score: 9
reliability: 6, expected 7
words: Great work,
but late
end of words
"""
POSTED = (
    "qcheck rating=1\r\njob=elm-street-kitchen\r\nform=bshdvvxj\r\nscore=9\r\nwords=Great work,\r\nbut late\r\n"
    "end of words=1\r\nreliability=6\r\nreliability expected=7\r\n\r\n"
)
HEADED = WHOLE.removesuffix("end of words\n")
EML = """\
Return-Path: <ann@example.com>
From: Ann Client <ann@example.com>
Subject: =?utf-8?q?How_was_it=3F?=
MIME-Version: 1.0
"""
FINE = Answer(Rated(9, WORDS, (RELIABLE,)), ORIGIN)
SHORT = "qcheck rating 1\nscore: 9\n"


def quoted(text: str, mark: str = "> ") -> str:
    return "".join(f"{mark}{line}" for line in text.splitlines(keepends=True))


def read(source: str | bytes) -> tuple[Answer | None, list[str]]:
    """What is taken of a mail, and in words what is not, each with its line."""
    found, findings = answer(source if isinstance(source, bytes) else source.encode(), "mail")
    return found, [f"{f.place.line}: {message(f, SPEAKER)}" for f in findings]


MIXED = f"""{EML}Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Hello, it is in the file.
--b
Content-Type: text/plain; charset=utf-8; name=rating.txt
Content-Disposition: attachment; filename=rating.txt

{WHOLE}
--b--
"""
HTML = f"""{EML}Content-Type: text/html; charset=utf-8

<html><head><style>p {{color: red}}</style></head><body><div>qcheck rating 1<br>job: elm-street-kitchen<br>
form: bshdvvxj</div><p>score:&nbsp;9<p>reliability: 6, expected 7<div>words: Great work,</div>
<div>but late</div><div>end of words</div><blockquote>score: 2</blockquote><script>score: 1</script></body></html>
"""

MAILS: dict[str, tuple[str | bytes, Answer, list[str]]] = {
    "as the page wrote it": (WHOLE, FINE, []),
    "posted by the form itself, without scripts": (POSTED, FINE, []),
    "with the line ends of Windows": (WHOLE.replace("\n", "\r\n"), FINE, []),
    "with those of old Macs": (WHOLE.replace("\n", "\r"), FINE, []),
    "quoted": (quoted(WHOLE), FINE, []),
    "quoted twice, unevenly": (quoted(quoted(WHOLE, ">"), ">> "), FINE, []),
    "with a byte order mark": (b"\xef\xbb\xbf" + WHOLE.encode(), FINE, []),
    "saved by an editor as UTF-16": (b"\xff\xfe" + WHOLE.encode("utf-16-le"), FINE, []),
    "with spaces that do not break": (WHOLE.replace(": ", ":\xa0"), FINE, []),
    "with zero-width characters in it": (WHOLE.replace("score", "\u200bsco\u2060re"), FINE, []),
    "in capitals, with blanks": (
        WHOLE.replace("score: 9", "  SCORE :  9 / 10 ").replace("qcheck", "Qcheck"),
        FINE,
        [],
    ),
    "in a mail with greeting, signature and the mail that it answers": (
        (
            f"Hi Dana,\nhere it is:\n\n{WHOLE}\nRegards\n-- \nAnn Client\n+49 30 1234\n\n"
            "On Mon, Dana wrote:\n> How was it?\n"
        ),
        FINE,
        [
            "13: Not taken as a line of the form: Regards",
            "14: Not taken as a line of the form: --",
            "15: Not taken as a line of the form: Ann Client",
            "16: Not taken as a line of the form: +49 30 1234",
            "18: Not taken as a line of the form: On Mon, Dana wrote:",
            "19: Not taken as a line of the form: How was it?",
        ],
    ),
    "with its last line lost, before a signature": (
        f"{HEADED}\n--\nAnn Client\n",
        FINE,
        ["9: Not taken as a line of the form: --", "10: Not taken as a line of the form: Ann Client"],
    ),
    "with its last line lost, sent from a phone": (
        f"{HEADED}\nSent from my iPhone\n",
        FINE,
        ["9: Not taken as a line of the form: Sent from my iPhone"],
    ),
    "with its last line lost, before the mail that it answers": (
        f"{HEADED}\nOn Mon, 30 Nov 2026 at 10:00, Dana Miller <dana@miller.example>\nwrote:\n> How was it?\n",
        FINE,
        [
            "9: Not taken as a line of the form: On Mon, 30 Nov 2026 at 10:00, Dana Miller <dana@miller.example>",
            "10: Not taken as a line of the form: wrote:",
            "11: Not taken as a line of the form: How was it?",
        ],
    ),
    "with its last line lost, above what is quoted": (
        f"{HEADED}> How was it?\n",
        FINE,
        ["8: Not taken as a line of the form: How was it?"],
    ),
    "twice, once quoted": (f"{WHOLE}\n{quoted(WHOLE)}", FINE, []),
    "twice, the lines of the copy broken elsewhere": (
        f"{WHOLE}{quoted(WHOLE.replace('Great ', 'Great' + chr(10)))}> \n> Regards\n",
        FINE,
        ["19: Not taken as a line of the form: Regards"],
    ),
    "above a form that nobody filled in": (f"{WHOLE}\n> qcheck rating 1\n> job: elm-street-kitchen\n", FINE, []),
    "with words that a mail program broke and says so": (
        SHORT + "words: Great work, and \nthe kitchen is nice.\n\nThank you\nend of words\n",
        Answer(Rated(9, "Great work, and the kitchen is nice.\n\nThank you"), Origin()),
        [],
    ),
    "quoted-printable, with lines broken softly": (
        SHORT + f"words: Sch=C3=B6n, {'x' * 62}=\n und gut =3D 1\nend of words\n",
        Answer(Rated(9, f"Schön, {'x' * 62} und gut = 1"), Origin()),
        [],
    ),
    "posted, then quoted-printable": (POSTED.replace("=", "=3D"), FINE, []),
    "posted, with letters that Chromium takes for Latin 1": (
        "qcheck rating=1\nscore=10\nwords=gr\xc3\xb6\xc3\x9fer\nend of words=1\n",
        Answer(Rated(10, "größer"), Origin()),
        [],
    ),
    "posted without words": (
        "qcheck rating=1\nscore=10\nwords=\nend of words=1\nempathy=3\n",
        Answer(Rated(10, "", (Score("empathy", 3),)), Origin()),
        [],
    ),
    "in what Windows writes": ((SHORT + "words: größer\n").encode("cp1252"), Answer(Rated(9, "größer"), Origin()), []),
    "without words": ("qcheck rating 1\nscore: 0\n", Answer(Rated(0), Origin()), []),
    "with entities, which are left as they are": (
        SHORT + "words: A &amp; B &lt;3\n",
        Answer(Rated(9, "A &amp; B &lt;3"), Origin()),
        [],
    ),
    "with controls that move a cursor": (
        SHORT + "words: fine\x1b[2J\x07 \u202egnp.exe\n",
        Answer(Rated(9, "fine[2J gnp.exe"), Origin()),
        [],
    ),
    "with a scale beside the numbers": (
        SHORT.replace("9", "9 of 10") + "reliability: 6 of 7\nempathy: 5/7\n",
        Answer(Rated(9, "", (Score("reliability", 6), Score("empathy", 5))), Origin()),
        [
            "3: Not taken as an expectation, since 7 may be the scale: reliability: 6 of 7",
            "4: Not taken as an expectation, since 7 may be the scale: empathy: 5/7",
        ],
    ),
    "with dimensions that cannot be": (
        SHORT
        + "reliability: 8\nempathy: 0\nassurance: -3\ntangibles: 4.5\nkindness: 7\nresponsiveness: 4, expected 9\n",
        Answer(Rated(9), Origin()),
        [
            "3: Not taken as a number from 1 to 7: reliability: 8",
            "4: Not taken as a number from 1 to 7: empathy: 0",
            "5: Not taken as a number from 1 to 7: assurance: -3",
            "6: Not taken as a number from 1 to 7: tangibles: 4.5",
            "7: Not taken as a line of the form: kindness: 7",
            "8: Not taken as a number from 1 to 7: responsiveness: 4, expected 9",
        ],
    ),
    "with a dimension said twice": (
        SHORT + "empathy: 3\nempathy: 5\n",
        Answer(Rated(9), Origin()),
        [
            "3: Not taken since it differs from another one: empathy: 3",
            "4: Not taken since it differs from another one: empathy: 5",
        ],
    ),
    "with an expectation alone": ("qcheck rating=1\nscore=9\nempathy expected=7\n", Answer(Rated(9), Origin()), []),
    "with two jobs and two codes, which are none": (
        SHORT + "job: a\njob: b\nform: bshdvvxj\nform: zzzzzzzz\n",
        Answer(Rated(9), Origin("a b", "bshdvvxj zzzzzzzz")),
        [],
    ),
    "saved whole, quoted-printable": (
        (
            f"{EML}Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\n"
            f"{SHORT}words: gr=F6=DFer=\n als gut\nend of words\n"
        ),
        Answer(Rated(9, "größer als gut"), Origin()),
        [],
    ),
    "saved whole, base64": (
        (
            f"{EML}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
            "cWNoZWNrIHJhdGluZyAxCnNjb3JlOiA5Cg==\n"
        ),
        Answer(Rated(9), Origin()),
        [],
    ),
    "saved whole, in a charset that nobody knows": (
        f"{EML}Content-Type: text/plain; charset=klingon\n\n{WHOLE}",
        FINE,
        [],
    ),
    "saved whole, with the file attached": (MIXED, FINE, []),
    "saved whole, as a page only": (HTML, FINE, ["9: Not taken as a line of the form: score: 2"]),
}


@pytest.mark.parametrize("case", MAILS)
def test_what_mail_programs_do_to_an_answer_is_undone(case: str) -> None:
    """The answer is taken whole, and each line that is none of it is told with its number."""
    source, expected, left = MAILS[case]
    assert read(source) == (expected, left)


NONE = "No answer that can be recorded: "
UNCERTAIN = {
    "nothing": ("", [f"0: {NONE}it holds no answer to a rating form"]),
    "a mail with a number": ("9\n\nAnn\n", [f"0: {NONE}it holds no answer to a rating form"]),
    "an answer without its first line": ("score: 9\n", [f"0: {NONE}it holds no answer to a rating form"]),
    "no score": ("qcheck rating 1\nwords: hello\n", [f"1: {NONE}it has no score"]),
    "an empty score": (
        "qcheck rating 1\nscore:\n",
        [f"2: {NONE}score: Nothing is no rating. Give a whole number from 0 to 10."],
    ),
    "a score beyond": (
        "qcheck rating 1\nscore: 11\n",
        [f"2: {NONE}score: 11 is no rating. Give a whole number from 0 to 10."],
    ),
    "a score of stars": (
        "qcheck rating 1\nscore: 4/5\n",
        [f"2: {NONE}score: 4/5 is no rating. Give a whole number from 0 to 10."],
    ),
    "a score in other digits": (
        "qcheck rating 1\nscore: ٩\n",
        [f"2: {NONE}score: ٩ is no rating. Give a whole number from 0 to 10."],
    ),
    "two scores": ("qcheck rating 1\nscore: 9\nscore: 3\n", [f"3: {NONE}it has two scores, 9 and 3"]),
    "two answers": (
        "qcheck rating 1\nscore: 9\nwords: fine\n\nqcheck rating 1\nscore: 3\n",
        [f"5: {NONE}it holds another answer than line 1"],
    ),
    "the same answer to two forms": (
        f"{WHOLE}{WHOLE.replace('elm-street', 'oak-road')}",
        [f"9: {NONE}it holds another answer than line 1"],
    ),
    "an answer above one that is none": (
        "qcheck rating 1\nscore: 9\n> qcheck rating 1\n> score: 11\n",
        [f"4: {NONE}score: 11 is no rating. Give a whole number from 0 to 10."],
    ),
    "a score in the words only": (
        "qcheck rating 1\nwords: well\nscore: 9\nend of words\n",
        [f"1: {NONE}it has no score"],
    ),
    "a later form": ("qcheck rating 2\nscore: 9\n", [f"1: {NONE}another version of qcheck made its form"]),
}


@pytest.mark.parametrize("case", UNCERTAIN)
def test_what_is_not_certain_is_not_taken(case: str) -> None:
    """There is no answer then, and one sentence says where and why."""
    source, said = UNCERTAIN[case]
    assert read(source) == (None, said)


def test_words_have_an_end() -> None:
    """What is longer than a client would write is cut, and that is said."""
    found, said = read(SHORT + "words: " + "x" * (LONGEST_WORDS + 70) + "\n")
    assert found == Answer(Rated(9, "x" * LONGEST_WORDS), Origin())
    assert said == [f"3: Not taken beyond {LONGEST_WORDS} characters of words: {'x' * 60} …"]


def test_a_huge_mail_is_read_as_far_as_anyone_would() -> None:
    """Lines beyond the limit are not looked at."""
    assert read("\n" * MOST_LINES + WHOLE) == read("")


@pytest.mark.parametrize("text", ["> " * 40_000, "On " + "schrieb " * 40_000, "<div" * 40_000, "=" * 90_000])
def test_lines_made_to_keep_a_machine_busy_do_not(text: str) -> None:
    """Each is read like any other; the tests would stand still otherwise."""
    assert read(f"{SHORT}words: fine\n{text}\n" * 50)[0] is not None
    assert read(f"{EML}Content-Type: text/html\n\n{text}\n") == read("")


@pytest.mark.parametrize("head", ["Content-Type: text/plain; " + "a=b; " * 200_000, "a: b\n" * 200_000])
def test_a_mail_that_nobody_wrote_is_read_as_text(head: str) -> None:
    """A parser of mails would not see its end; the answer in it is found if it stands where anyone would write it."""
    shown = head.count("\n") < MOST_LINES
    assert read(f"MIME-Version: 1.0\n{head}\n\n{WHOLE}") == ((FINE, []) if shown else read(""))
    assert read(f"{EML}Content-Type: multipart/mixed; boundary=b\n" + "\n--b\n\nx" * 100_000) == read("")


KEYS = [
    f"{name}{mark} " for name in ("job", "form", "score", "words", *DIMENSIONS, "empathy expected") for mark in ":="
]
PIECE = st.one_of(
    st.sampled_from(
        [*KEYS, "qcheck rating 1\n", "qcheck rating=1\n", "\n", "> ", "end of words\n", "9", "11", "-", "=\n"]
    ),
    st.text(max_size=12),
)


@given(st.lists(PIECE, max_size=40).map("".join))
def test_no_text_makes_the_reader_fail_or_invent_a_score(text: str) -> None:
    """A score is taken only where a line of the form says that very number, behind the form's first line."""
    found, findings = answer(text.encode("utf-8", "replace"), "mail")
    assert all(f.place.file == "mail" for f in findings)
    if found is None:
        assert findings
        return
    shown = re.sub(r"[^\x21-\x7e]", "", text).casefold()
    assert re.search(rf"qcheckrating[=:]?0*1(?!\d).*score[=:]0*{found.said.score}(?!\d)", shown)
    assert all(f"{s.dimension}" in shown for s in found.said.dimensions)


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(source: bytes) -> None:
    """Neither as text nor as a saved mail."""
    assert answer(source, "mail")[0] is None
    answer(EML.encode() + source, "mail")
    answer(SHORT.encode() + source, "mail")


SCORES = st.lists(st.sampled_from(DIMENSIONS), unique=True).flatmap(
    lambda names: st.tuples(*(st.builds(Score, st.just(n), st.integers(1, 7), st.integers(0, 7)) for n in names))
)
PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), include_characters=" "), max_size=60)


@given(st.integers(0, 10), PLAIN, SCORES, st.booleans())
def test_an_answer_comes_back_as_it_was_given(score: int, words: str, scores: tuple[Score, ...], again: bool) -> None:
    """Any number, words on a line and dimensions survive the way, quoted or not."""
    said = [f"{s.dimension}: {s.perceived}{f', expected {s.expected}' if s.expected else ''}" for s in scores]
    text = "\n".join(["qcheck rating 1", f"score: {score}", *said, f"words: {words}", "end of words", ""])
    found, findings = answer((quoted(text) if again else text).encode(), "mail")
    ordered = tuple(sorted(scores, key=lambda s: DIMENSIONS.index(s.dimension)))
    assert (found, findings) == (Answer(Rated(score, " ".join(words.split()), ordered), Origin()), [])
