"""Ratings: typed, told, known again, and taken only for the job whose form they answer."""

import pytest

from builder import JobBuilder, job
from qcheck.core import rating
from qcheck.core.act import contact as contacting
from qcheck.core.act.actor import Refusal
from qcheck.core.rating import Origin
from qcheck.core.typed import Unclear
from qcheck.core.views.log import log
from qcheck.model.punchevent import Rated, Score

FINE = Rated(9, "Great work,\nbut late", (Score("reliability", 5), Score("empathy", 6, 7)))


def wrong(typed: str) -> str:
    with pytest.raises(Unclear) as caught:
        rating.score(typed)
    return f"{caught.value} {caught.value.hint}"


@pytest.mark.parametrize(
    ("typed", "score"), [("0", 0), ("10", 10), (" 9 ", 9), ("9/10", 9), ("9 of 10", 9), ("07", 7), ("8 OUT OF 10", 8)]
)
def test_a_rating_is_a_whole_number_of_ten(typed: str, score: int) -> None:
    """With the scale beside it or without."""
    assert rating.score(typed) == score


@pytest.mark.parametrize("typed", ["11", "-1", "4.5", "4,5", "9/5", "nine", "٩", "²", "9 10", "99999999999", "\u22121"])
def test_no_other_rating_is_guessed(typed: str) -> None:
    """What is no such number is refused as it was typed."""
    assert wrong(typed) == f"{typed.replace(chr(0x2212), '-')} is no rating. Give a whole number from 0 to 10."


def test_nothing_is_no_rating() -> None:
    """An empty answer is told as one."""
    assert wrong(" ") == "Nothing is no rating. Give a whole number from 0 to 10."


def test_scores_of_dimensions_come_in_the_order_of_servqual() -> None:
    """In whatever order they were typed; an expectation may stand after a slash."""
    assert rating.dimensions(["Empathy=6/7", " reliability = 5 "]) == (Score("reliability", 5), Score("empathy", 6, 7))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["empaty=6"], "empaty is no dimension of service. Did you mean empathy?"),
        (
            ["price=6"],
            "price is no dimension of service. There are: tangibles, reliability, responsiveness, assurance, empathy.",
        ),
        (
            ["=6"],
            (
                "Nothing is no dimension of service. "
                "There are: tangibles, reliability, responsiveness, assurance, empathy."
            ),
        ),
        *(
            (
                [typed],
                (
                    f"{typed}: give how it was from 1 to 7, and what was expected after a slash. "
                    "For example: empathy=5, or empathy=5/7"
                ),
            )
            for typed in ("empathy", "empathy=", "empathy=0", "empathy=8", "empathy=5/", "empathy=5/9", "empathy=4.5")
        ),
        (["empathy=5", "empathy=5"], "empathy was given twice. Give each dimension once."),
    ],
)
def test_a_score_that_is_none_is_refused(typed: list[str], said: str) -> None:
    """With what was most likely meant, or what there is."""
    with pytest.raises(Unclear) as caught:
        rating.dimensions(typed)
    assert f"{caught.value} {caught.value.hint}" == said


def rated(built: JobBuilder, said: Rated) -> JobBuilder:
    return built.say(contacting.rate(said, built.actor()))


def taken(built: JobBuilder, said: Rated, origin: Origin) -> list[Rated] | str:
    """What would be recorded of an answer, or why nothing."""
    decided = contacting.take_in(built.state(), said, origin, built.actor())
    if isinstance(decided, Refusal):
        return f"{decided.message} {decided.hint}"
    return [draft.body for draft in decided if isinstance(draft.body, Rated)]


def test_the_log_tells_a_rating_with_what_was_expected() -> None:
    """So that nobody takes an expectation for the scale."""
    entries = log(rated(job().open(), FINE).told()).entries
    assert entries[-1].what == "rated 9 of 10: “Great work, but late” (reliability 5; empathy 6, expected 7)"


def test_the_code_of_a_job_is_always_the_same_and_of_no_other_job() -> None:
    """Eight letters that no mail program changes; later statements make no difference."""
    elm, oak = job().open(handover="2026-12-04"), job().open(handover="2026-12-05").later(days=1)
    code = rating.codes(elm.state())
    assert [len(c) for c in code] == [8]
    assert set(code[0]) <= set(rating.LETTERS)
    assert rating.codes(elm.tick("1").state()) == code
    assert rating.codes(oak.state()) == code  # the builder opens both at one moment with the same line
    assert rating.codes(job(by="olga").open().state()) != code


def test_an_answer_is_recorded_once() -> None:
    """The same again is nothing, wherever a mail program broke its lines; taken back, it counts as new."""
    built = rated(job().open(), FINE)
    again = Rated(9, "Great work, but  late", FINE.dimensions)
    assert taken(built, again, Origin()) == []
    assert taken(built, Rated(8, FINE.text, FINE.dimensions), Origin()) == [Rated(8, FINE.text, FINE.dimensions)]
    assert taken(rated(built, Rated(3)), again, Origin()) == []
    assert taken(rated(job().open(), FINE).undo(), again, Origin()) == [again]


BY_HAND = 'If it is for this job all the same: qcheck rate 9 "THEIR WORDS" --job elm'


def test_an_answer_is_taken_for_the_job_whose_form_it_was() -> None:
    """The code tells, also where the job was renamed since; without a code the name must be right, or not be there."""
    built = job().open()
    code = rating.codes(built.state())[0]
    for origin in (Origin("elm", code), Origin("former-name", code), Origin("", code), Origin("elm"), Origin()):
        assert taken(built, FINE, origin) == [FINE]


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        (
            Origin("oak", "zzzzzzzz"),
            "This answer is for oak, not for Elm Street kitchen: its code is another one.",
        ),
        (
            Origin("elm", "zzzzzzzz"),
            "This answer is from the form of another job, not for Elm Street kitchen: its code is another one.",
        ),
        (
            Origin("oak"),
            "This answer says that it is for oak, not for Elm Street kitchen, and its code is gone.",
        ),
        (
            Origin("\x1b[2J\u202eoak"),
            "This answer says that it is for �[2J�oak, not for Elm Street kitchen, and its code is gone.",
        ),
    ],
)
def test_an_answer_for_another_job_is_refused(origin: Origin, said: str) -> None:
    """Nothing is recorded, and a person decides."""
    assert taken(job().open(), FINE, origin) == f"{said} {BY_HAND}"
