"""Ratings at the command line: typed, asked for by a page, read from what comes back."""

import re
import subprocess
import sys
from pathlib import Path

from conftest import Shell

RATED = "Elm Street kitchen: rated 9 of 10: “Great work, but late” (reliability 5; empathy 6, expected 7).\n"
TYPED = ("9", "Great work, but late", "--score", "reliability=5", "--score", "empathy=6/7")
LOW = "That is a low rating. Speak to the client, then: qcheck contact call\n"
ANSWER = "qcheck rating 1\njob: {job}\nform: {code}\nscore: {score}\nwords: Fine\nend of words\n"


def page(shell: Shell, job: str = "elm") -> str:
    """The form of a job."""
    return shell("rate", "--form", "--job", job, "--out", "-").out


def code(shell: Shell, job: str = "elm") -> str:
    """What the answers to a job's form are known by."""
    found = re.search(r'name="form" value="([a-z]{8})"', page(shell, job))
    assert found
    return found[1]


def mail(shell: Shell, score: int = 9, job: str = "elm-street-kitchen", known_by: str = "", more: str = "") -> Path:
    """A file with an answer."""
    path = shell.folder / "mail.txt"
    path.write_text(ANSWER.format(job=job, code=known_by or code(shell), score=score) + more, encoding="utf-8")
    return path


def second(shell: Shell) -> None:
    """Opens one more job; it is the one in hand then."""
    shell("open", "Oak Road", "--checklist", "kitchen", "--handover", "2099-12-05")


def pasted(shell: Shell, source: bytes) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "qcheck", "rate", "--from", "-"],
        cwd=shell.folder,
        env=shell.environment,
        input=source,
        capture_output=True,
        timeout=60,
        check=True,
    )
    return done.stdout.decode()


def test_a_rating_is_recorded_told_and_taken_back(elm: Shell) -> None:
    """With words and dimensions; the log has it, and undo takes it back."""
    assert elm("rate", *TYPED).out == RATED
    assert "rated 9 of 10: “Great work, but late”" in elm("log", COLUMNS="200").out
    assert "taken back" in elm("undo").out
    assert elm("-q", "rate", "8").out == ""


def test_a_low_rating_asks_for_a_call_until_there_is_one(elm: Shell) -> None:
    """It says what to do next, the gate stays shut, and a call opens it."""
    assert elm("rate", "6").out == f"Elm Street kitchen: rated 6 of 10.\n{LOW}"
    assert "[low-rating-unanswered]" in elm("check", code=1).out
    elm("contact", "call", "sorry")
    assert "[low-rating-unanswered]" not in elm("check", code=1).out


def test_the_next_rating_is_not_low_where_the_firm_says_so(elm: Shell) -> None:
    """`policy.low_rating` draws the line."""
    path = elm.folder / "qcheck.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("low_rating: 6", "low_rating: 3"), encoding="utf-8")
    assert elm("rate", "6").out == "Elm Street kitchen: rated 6 of 10.\n"


def test_a_rating_that_is_none_is_refused(elm: Shell) -> None:
    """Too high, a fraction, an unknown dimension, none at all, or two things at once; nothing is recorded."""
    none = "is no rating.\nGive a whole number from 0 to 10.\n"
    assert elm("rate", "11", code=2).err == f"11 {none}"
    assert elm("rate", "--", "-1", code=2).err == f"-1 {none}"
    assert elm("rate", "4.5", code=2).err == f"4.5 {none}"
    assert "No such option: -1" in elm("rate", "-1", code=2).err
    said = elm("rate", "9", "--score", "empaty=6", code=2).err
    assert said == "empaty is no dimension of service.\nDid you mean empathy?\n"
    assert elm("rate", code=2).err == (
        "What do they give, from 0 to 10?\n"
        'For example: qcheck rate 9 "Great work, but late". A page to mail to them: qcheck rate --form\n'
    )
    both = (
        'One thing at a time: a rating, --form [--out PATH], or --from FILE.\nFor example: qcheck rate 9 "Great work"\n'
    )
    for words in (("9", "--form"), ("--form", "--from", "x"), ("9", "--from", "x"), ("9", "--out", "x")):
        assert elm("rate", *words, code=2).err == both
    assert "rated" not in elm("log").out


def test_a_form_is_written_beside_the_reports(elm: Shell) -> None:
    """It says where, and what to do with it."""
    path = elm.folder / "jobs" / "elm-street-kitchen" / "reports" / "rating.html"
    assert elm("rate", "--form").out == (
        f"Form: {path}\n"
        "Mail it to the client. What comes back: qcheck rate --from FILE, or - to paste it\n"
        "With mail: ADDRESS in qcheck.yaml it also writes the mail for them.\n"
    )
    assert path.read_text(encoding="utf-8") == page(elm)
    assert elm("-q", "rate", "--form", "--out", "form.html").out == ""
    assert (elm.folder / "form.html").read_text(encoding="utf-8") == page(elm)


def test_a_form_is_mailed_where_the_firm_says(elm: Shell) -> None:
    """The address from qcheck.yaml, and nothing where there is none; one that could add copies is refused."""
    path = elm.folder / "qcheck.yaml"
    before = path.read_text(encoding="utf-8")
    assert "mailto:" not in page(elm)
    path.write_text(before + "mail: office+rating@miller.example\n", encoding="utf-8")
    assert 'action="mailto:office%2Brating@miller.example?subject=How%20was%20it%3F%20Elm%20Street%20kitchen"' in page(
        elm
    )
    assert "form-action mailto:;" in page(elm)
    path.write_text(before + "mail: a@example.com?bcc=b@example.com\n", encoding="utf-8")
    assert "mail needs a mail address such as office@example.com" in elm("rate", "--form", code=2).err


def test_the_firms_own_page_takes_the_place_of_ours(elm: Shell) -> None:
    """As with reports; ours can be extended."""
    (elm.folder / "templates").mkdir()
    own = '{% extends "shipped/rating.html.j2" %}{% block intro %}<p>Ours, {{ report.client }}</p>{% endblock %}'
    (elm.folder / "templates" / "rating.html.j2").write_text(own, encoding="utf-8")
    assert "<p>Ours, </p>" in page(elm)
    assert "It takes two minutes" not in page(elm)


def test_an_answer_from_a_file_is_recorded_once(elm: Shell) -> None:
    """It says what it understood, what it did not take, and that it was recorded already."""
    path = mail(elm, more="-- \nAnn\n")
    left = "  mail.txt:7: Not taken as a line of the form: --\n  mail.txt:8: Not taken as a line of the form: Ann\n"
    assert elm("rate", "--from", "mail.txt").out == f"Elm Street kitchen: rated 9 of 10: “Fine”.\n{left}"
    again = elm("rate", "--from", str(path)).out.partition("\n")[0]
    assert re.fullmatch(
        r"Elm Street kitchen: recorded already, on \w+ \d+ \w+ \d+ \d\d:\d\d: rated 9 of 10: “Fine”\.", again
    )
    assert elm("log").out.count("rated 9 of 10") == 1


def test_an_answer_is_pasted(elm: Shell) -> None:
    """From standard input, as it was quoted."""
    text = "".join(f"> {line}\r\n" for line in mail(elm, 3).read_text(encoding="utf-8").splitlines())
    assert pasted(elm, text.encode()) == f"Elm Street kitchen: rated 3 of 10: “Fine”.\n{LOW}"


def test_many_lines_that_were_not_taken_are_counted(elm: Shell) -> None:
    """The first ten are shown."""
    mail(elm, more="x\n" * 30)
    assert elm("rate", "--from", "mail.txt").out.splitlines()[-1] == "  … 20 more lines that were not taken"


def test_the_code_of_an_answer_chooses_its_job(elm: Shell) -> None:
    """Whichever job is in hand; another job that is said, or another job's code, is refused."""
    mail(elm)
    second(elm)
    assert elm("rate", "--from", "mail.txt", "--job", "oak", code=2).err == (
        "This answer is for elm-street-kitchen, not for Oak Road: its code is another one.\n"
        'If it is for this job all the same: qcheck rate 9 "THEIR WORDS" --job oak-road\n'
    )
    assert elm("rate", "--from", "mail.txt").out == "Elm Street kitchen: rated 9 of 10: “Fine”.\n"
    mail(elm, 0, "elm-street-kitchen", code(elm, "oak"))
    assert elm("rate", "--from", "mail.txt", code=2).err == (
        "This answer is from the form of another job, not for Elm Street kitchen: its code is another one.\n"
        'If it is for this job all the same: qcheck rate 0 "THEIR WORDS" --job elm-street-kitchen\n'
    )


def test_an_answer_without_its_code_chooses_no_job(elm: Shell) -> None:
    """Anyone could write the name of any job."""
    second(elm)
    path = elm.folder / "mail.txt"
    path.write_text("qcheck rating 1\njob: elm-street-kitchen\nscore: 9\n", encoding="utf-8")
    assert elm("rate", "--from", "mail.txt", code=2).err == (
        "This answer says that it is for elm-street-kitchen, not for Oak Road, and its code is gone.\n"
        'If it is for this job all the same: qcheck rate 9 "THEIR WORDS" --job oak-road\n'
    )
    assert elm("rate", "--from", "mail.txt", "--job", "elm").out == "Elm Street kitchen: rated 9 of 10.\n"


def test_a_file_without_an_answer_is_refused(elm: Shell) -> None:
    """With its place and what to do; a file that is not there likewise."""
    (elm.folder / "mail.txt").write_text("9 points!\n", encoding="utf-8")
    assert elm("rate", "--from", "mail.txt", code=2).err == (
        "mail.txt: block: No answer that can be recorded: it holds no answer to a rating form [answer-unreadable]\n"
        '    Record what the client says by hand: qcheck rate 9 "their words"\n'
    )
    assert elm("rate", "--from", "gone.txt", code=2).err.startswith("gone.txt: there is no such file.")


def test_what_a_client_wrote_moves_no_cursor(elm: Shell) -> None:
    """Controls in an answer reach neither the terminal nor the record."""
    path = mail(elm)
    text = path.read_text(encoding="utf-8").replace("Fine", "Fi\x1b[2Jne\u202e")
    path.write_text(text + "\x1b]0;owned\x07 x\n", encoding="utf-8")
    said = elm("rate", "--from", "mail.txt").out
    assert "\x1b" not in said
    assert said.startswith("Elm Street kitchen: rated 9 of 10: “Fi[2Jne”.\n")
