"""Taking in: what is understood of a message, and what is not and why."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.core.message import lines, written_on
from qcheck.core.statement import CONFIRM, EMPTY, QUESTION, SEVERAL, UNKNOWN, Reading
from qcheck.core.takein import AGAINST, BARE, NOTHING, RANGE, STRUCK, read, same
from qcheck.model.settings import Calendar
from qcheck.model.takein import Passed, Unclear, Understood

# A Tuesday.
AT = Reading(
    datetime(2026, 12, 1, 9, tzinfo=UTC),
    Calendar(),
    writer=frozenset({"ravi", "shah"}),
    others=frozenset({"dana", "miller", "olga", "petrova"}),
    ours=frozenset({same("Elm Street kitchen: 3 items for Ravi Shah")}),
)
FRIDAY = "2026-12-04"
REASONS = (
    "one of materials, labour, weather, predecessor, access, client, information, over-commitment, quality, change"
)


def _doubt(words: str) -> str:
    return f"done, or not quite (“{words}”)? Write done alone, or a day; anything else as a line with note:"


def _said(what: str, *names: str, **more: str) -> list[tuple[str, str, dict[str, str]]]:
    return [(name, what, more) for name in names]


TAKEN = {
    "P7 done": _said("done", "P7"),
    "p7: done": _said("done", "P7"),
    "P 7 DONE!": _said("done", "P7"),
    "P0007 is done.": _said("done", "P7"),
    "P7-aaf done": _said("done", "P7-aaf"),
    "P7 - done, photo follows": _said("done", "P7", note="photo follows"),
    "P7 done \u2013 new front fitted": _said("done", "P7", note="new front fitted"),
    "P7 done note: cupboard was locked": _said("done", "P7", note="cupboard was locked"),
    "P7 fertig": _said("done", "P7"),
    "P7 ist erledigt 👍": _said("done", "P7"),
    "P7 ✅ done": _said("done", "P7"),
    "*P7* done": _said("done", "P7"),
    "P7\u200b done\u200e": _said("done", "P7"),
    "P7 done <This message was edited>": _said("done", "P7"),
    "P7 P8 done": _said("done", "P7", "P8"),
    "P7 P8 done note: both": _said("done", "P7", "P8", note="both"),
    "P7, P8 and P9 done": _said("done", "P7", "P8", "P9"),
    "done: P7 & P8": _said("done", "P7", "P8"),
    "P7 done, P8 done": _said("done", "P7", "P8"),
    "P7 done P9 fri": [*_said("done", "P7"), *_said("promise", "P9", due=FRIDAY)],
    "P9 fri": _said("promise", "P9", due=FRIDAY),
    "P9 4.12.": _said("promise", "P9", due=FRIDAY),
    "P9: bis 4.12.!": _said("promise", "P9", due=FRIDAY),
    "P9 4.12. note: late": _said("promise", "P9", due=FRIDAY, note="late"),
    "P8 waiting hinge 4.12.": _said("wait", "P8", awaited="hinge", until=FRIDAY),
    "P9 by fri 12:00": _said("promise", "P9", due=f"{FRIDAY}T12:00+00:00"),
    "P9: Fri 4 Dec 2026": _said("promise", "P9", due=FRIDAY),
    "P9 3d": _said("promise", "P9", due=FRIDAY),
    "P9 tomorrow": _said("promise", "P9", due="2026-12-02"),
    "P9 13.12.": _said("promise", "P9", due="2026-12-13"),
    "P9 mon materials": _said("promise", "P9", due="2026-12-07", reason="materials"),
    "P9 mon, because of the rain": _said("promise", "P9", due="2026-12-07", reason="weather"),
    "P9 mon client is away": _said("promise", "P9", due="2026-12-07", reason="client", note="client is away"),
    "P9 fri note: door ordered": _said("promise", "P9", due=FRIDAY, note="door ordered"),
    "P8 waiting hinge 12 dec": _said("wait", "P8", awaited="hinge", until="2026-12-12"),
    "P8 is still waiting for hinge until 12 dec": _said("wait", "P8", awaited="hinge", until="2026-12-12"),
    "P8 waiting for 2 hinges": _said("wait", "P8", awaited="2 hinges"),
    "P8 wartet auf Scharnier": _said("wait", "P8", awaited="Scharnier"),
    "P8 arrived": _said("arrived", "P8"),
    "P7 not mine": _said("dispute", "P7", note="not mine"),
    "P7 not mine: was there before": _said("dispute", "P7", note="was there before"),
    "P7 note: same as P8, is it?": _said("note", "P7", note="same as P8, is it?"),
    "P7 note door was locked": _said("note", "P7", note="door was locked"),
    "Hi Dana, P7 done": _said("done", "P7"),
    "Ravi: P7 done": _said("done", "P7"),
    "- P7 done": _said("done", "P7"),
    "2. P7 done": _said("done", "P7"),
    "> P7 done": _said("done", "P7"),
    ">> P9 fri": _said("promise", "P9", due=FRIDAY),
    "[12:03, 4.12.2026] Ravi: P7 done": _said("done", "P7"),
    "[01.12.26, 12:03:11] Ravi Shah: P9 fri": _said("promise", "P9", due=FRIDAY),
    "12/1/26, 12:03 PM - Ravi: P9 fri": _said("promise", "P9", due=FRIDAY),
    "[12:03, 28.11.2026] Ravi: P9 4 dec": _said("promise", "P9", due=FRIDAY),
}

LEFT = {
    "P9 4.12": "4.12: day and month could be either way round",
    "P7 done fri": _doubt("fri"),
    "P7 done by fri": _doubt("by fri"),
    "P7 done except the left door": _doubt("except the left door"),
    "P7 done, except the left door": _doubt("except the left door"),
    "P7 done, photo follows fri": _doubt("photo follows fri"),
    "P7 done, 2 of 3": _doubt("2 of 3"),
    "P7 done, 50 %": _doubt("50 %"),
    "P7 done note: not the left one": _doubt("not the left one"),
    "P7 almost done": UNKNOWN,
    "P7 isn't done": UNKNOWN,
    "P7 verified": CONFIRM,
    "P7 ok": CONFIRM,
    "P7 confirmed by Dana": CONFIRM,
    "P7 closed": CONFIRM,
    "P7 done and verified": CONFIRM,
    "P7 done, ok": CONFIRM,
    "P7 done?": QUESTION,
    "P7 ?": QUESTION,
    "P7": EMPTY,
    "P7 👍": EMPTY,
    "❌ P7 done": AGAINST,
    "P7 ~done~": STRUCK,
    "- [ ] P7 done": "its box is not ticked; write it without one",
    "P7-P9 done": RANGE,
    "P7 to P9 done": RANGE,
    "7 done": BARE,
    "all done": NOTHING,
    "P7done": NOTHING,
    "Hi Dana all done": NOTHING,
    "sorry P7 done": "what does “sorry” before the number mean? Begin with the number",
    "P7 done, same as P8": SEVERAL,
    "P8 waiting hinge from P9 12 dec": SEVERAL,
    "P7 done P8 done note: both": SEVERAL,
    "P9 tue": "tue: that is today, or a week from it. Write today, or the date",
    "P9 fri 5 dec": "fri 5 dec: 5 Dec 2026 is a Saturday",
    "P9 30 feb": "30 feb: there is no such day",
    "P9 yesterday": "yesterday lies behind; name a day to come",
    "P9 we come": UNKNOWN,
    "P9 next week": UNKNOWN,
    "P9 fri or mon": (f"what does “or mon” mean? After the day comes why an earlier one moves, {REASONS}; or note: …"),
    "P9 fri rain, materials": (
        f"what does “rain, materials” mean? After the day comes why an earlier one moves, {REASONS}; or note: …"
    ),
    "[12:03, 28.11.2026] Ravi: P9 fri": ("“fri” was written on 28.11.2026; write the day itself, such as 2026-12-04"),
    "P8 waiting": "waits for what? Write waiting WHAT DAY, such as waiting hinge 12 dec",
    "P8 waiting fri": "waits for what? Write waiting WHAT DAY, such as waiting hinge 12 dec",
    "P8 waiting hinge until soon": "until when? “soon” is not a day",
    "P8 waiting hinge 12 dec morning": "the day comes last, such as waiting hinge 12 dec",
    "P7 disputed": "why? Write P7 not mine: WHY",
    "P7 not mine but done": "not theirs, and done all the same? Write one of them",
    "P7 note:": "the note is empty",
    "Dana: P7 done": "written by Dana",
    "Bob Builder: P7 done": "written by Bob Builder",
    "[12:03] Dana Miller: P7 done": "written by Dana Miller",
}

PASSED = [
    "Hi Dana,",
    "Thanks!",
    "Good morning Olga",
    "👍",
    "> Elm Street kitchen: 3 items for Ravi Shah",
    "[12:03] Dana: well?",
]


@pytest.mark.parametrize("text", TAKEN)
def test_a_line_is_understood(text: str) -> None:
    """However people write messages: exactly this, and nothing more."""
    said = read(text, AT)
    assert said == tuple(
        Understood(1, said[n].text, name, what, **more)  # type: ignore[arg-type]
        for n, (name, what, more) in enumerate(TAKEN[text])
    )


@pytest.mark.parametrize("text", LEFT)
def test_a_line_that_could_mean_two_things_is_not_taken(text: str) -> None:
    """And says why, with what to write instead."""
    assert read(text, AT) == (Unclear(1, " ".join(text.split()), LEFT[text]),)


@pytest.mark.parametrize("text", PASSED)
def test_what_says_nothing_of_a_punch_item_is_passed_over(text: str) -> None:
    """Greetings, signs, what was handed out and comes back, the talk of others."""
    assert read(text, AT) == (Passed(1, text),)


def test_lines_keep_their_numbers_and_whoever_wrote_them() -> None:
    """An empty line counts and says nothing; a line without a stamp is the writer's of the one before."""
    said = read("P7 done\r\n\r\n[9:00] Dana: and\nP8 done\n[9:01] Ravi: P9 done\n\nP10 done", AT)
    assert [(type(s).__name__, s.line) for s in said] == [
        ("Understood", 1),
        ("Passed", 3),
        ("Unclear", 4),
        ("Understood", 5),
        ("Understood", 7),
    ]


def test_a_line_or_a_message_that_is_too_long_is_not_read() -> None:
    """It is said where that begins."""
    assert read("P7 done, " + "x" * 1000, AT) == (
        Unclear(1, ("P7 done, " + "x" * 1000)[:60] + "…", "longer than 1000 characters"),
    )
    said = read("P7 done\n" * 2001, AT)
    assert said[-1] == Unclear(2001, "P7 done", "it and what follows: more than 2000 lines")
    assert len(said) == 2001
    assert read(f"P7 note: {'x' * 501}", AT)[0] == Unclear(
        1, f"P7 note: {'x' * 501}", "the note is longer than 500 characters"
    )


def test_a_name_that_could_be_anothers_is_not_the_writers() -> None:
    """Ravi Miller may be Dana Miller's son."""
    assert AT.by_another("Ravi Miller")
    assert AT.by_another("+49 171 555")
    assert not AT.by_another("Ravi Tiles GmbH")


@pytest.mark.parametrize("sent", ["04.12.2026", "12/4/26", "2026-12-04", "4.12.26"])
def test_a_messengers_date_is_read_either_way_round(sent: str) -> None:
    """Messengers write dates as their telephone does."""
    assert written_on(sent, datetime(2026, 12, 4, tzinfo=UTC).date())
    assert not written_on(sent, datetime(2026, 12, 5, tzinfo=UTC).date())


SPOKEN = "P7 P8 P99 p7-aaf done fertig verified ok fri 4 dec 12:00 3d waiting hinge until not mine: note: , ; - ? and"
PIECES = (
    *SPOKEN.split(),
    *("\n", "\u202e", "👍", "❌", "[12:03, 4.12.2026] Ravi:", "> ", "~", "Hi Dana,", "materials", "because of"),
)
WORDS = st.sampled_from(PIECES)


@given(st.one_of(st.text(), st.lists(WORDS, max_size=12).map(" ".join)))
def test_any_text_is_read_without_an_error_line_by_line(text: str) -> None:
    """Every line with a word in it is accounted for, in order, and safe to show."""
    said = read(text, AT)
    numbers = [each.line for each in said]
    assert numbers == sorted(numbers)
    assert set(numbers) == {line.number for line in lines(text)}
    assert all(each.text.isprintable() for each in said)
    assert all(
        each.what in {"done", "promise", "wait", "arrived", "dispute", "note"}
        for each in said
        if isinstance(each, Understood)
    )


@given(st.text(st.characters(exclude_characters="pP")), st.sampled_from(["verified", "ok", "confirmed", "closed"]))
def test_a_word_that_confirms_is_never_understood(rest: str, word: str) -> None:
    """Whatever follows it: the number's line is not taken."""
    said = read(f"P7 {word} {rest}", AT)
    assert not [each for each in said if isinstance(each, Understood)]
