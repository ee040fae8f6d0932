"""Running: which command items are meant, and what a program's end is recorded as."""

from datetime import timedelta

import pytest

from builder import JobBuilder, job
from qcheck.core.act.actor import Refusal
from qcheck.core.act.permit import Objection
from qcheck.core.act.run import Finished, chosen, foreseen, fresh, objection, results, spoken, told, value
from qcheck.core.dates import utc
from qcheck.model.event import Answered, Draft, Kept
from qcheck.model.punchevent import Raised
from qcheck.model.ran import Ran
from qcheck.model.state import ItemState

SITE = """\
checklist: site
title: Web site
sections:
  - id: web
    title: Web
    items:
      - id: links
        text: Links work
        answer: {command: [python3, tools/links.py]}
        on_fail: {raise: {category: B, trade: web}}
      - id: fast
        text: Pages are fast
        answer: {command: {run: [sh, tools/fast.sh], limit: 10s, fresh: 1h}}
      - id: live
        text: Site is live
        answer: {command: [curl, https://example.org]}
        gate: closeout
      - looked: Looked at it on a phone
  - id: words
    title: Words
    items:
      - read: Read aloud
      - id: spelled
        text: Spelled right
        answer: {command: [aspell]}
        needs: [web.links]
  - id: phone
    title: Phone
    items:
      - called: Called
      - heard: Heard
"""
PASSED = Ran(0, b"", "exited", 2.0)
FAILED = Ran(1, b"404\n", "exited", 12.4)
KEPT = (Kept("e" * 64, "output.txt", 4, "txt", "output"),)


def opened(text: str = SITE) -> JobBuilder:
    return job(text).open()


def item(at: JobBuilder, number: int) -> ItemState:
    return next(i for i in at.state().items if i.item.number == number)


def ran(at: JobBuilder, number: int, end: Ran = PASSED, **given: str) -> JobBuilder:
    """A command that ended, recorded."""
    state = at.state()
    return at.say(list(results(state, state, (Finished(item(at, number), end),), at.actor(), **given).drafts))


def numbers(at: JobBuilder, *words: str, gate: str = "handover") -> list[int] | Refusal:
    state = at.state()
    found = chosen(state, words, utc(at.now), gate, at.settings.gates, at.actor().waived(state))
    return found if isinstance(found, Refusal) else [i.item.number for i in found]


def test_without_words_all_that_is_due_is_run() -> None:
    """Commands by the gate that is judged, and nothing that a person answers."""
    assert numbers(opened()) == [1, 2, 6]
    assert numbers(opened(), gate="closeout") == [1, 2, 3, 6]


def test_what_passed_is_not_run_again_unless_it_is_named() -> None:
    """What failed is."""
    at = ran(ran(opened(), 1), 6, FAILED)
    assert numbers(at) == [2, 6]
    assert numbers(at, "web") == [2, 3]
    assert numbers(at, "1-3") == [2, 3]
    assert numbers(at, "1", "2-3") == [1, 2, 3]
    assert numbers(at, "links") == [1]


def test_a_result_that_is_no_longer_fresh_is_run_again() -> None:
    """A result without such a time holds for good; one that bears a time to come holds not at all."""
    at = ran(ran(opened(), 1), 2)
    assert numbers(at) == [6]
    assert numbers(at.later(minutes=58)) == [6]
    assert numbers(at.later(minutes=3)) == [2, 6]
    early = utc(at.now - timedelta(days=1))
    assert (fresh(item(at, 1), early), fresh(item(at, 2), early)) == (True, False)


def test_a_repeated_reading_is_run_again_when_the_next_one_is_due() -> None:
    """A command may be a reading."""
    at = ran(opened(SITE.replace("        gate: closeout\n", "        every: 30min\n")), 3)
    assert numbers(at.later(minutes=20)) == [1, 2, 6]
    assert numbers(at.later(minutes=20)) == [1, 2, 3, 6]


@pytest.mark.parametrize("now", ["", "yesterday", "2026-12-01T08:00:00"])
def test_a_clock_that_says_nothing_makes_nothing_fresh(now: str) -> None:
    """Nor does it end anything."""
    assert not fresh(item(ran(opened(), 2), 2), now)


def test_what_does_not_apply_or_is_waived_is_run_only_by_name() -> None:
    """A run over everything ends no waiver and takes back no reason; a waiver that has ended spares nothing."""
    at = ran(opened(), 2, FAILED).waive("2").na("1", note="no links")
    assert numbers(at) == [6]
    assert numbers(at, "1-6") == [3, 6]
    assert numbers(at, "1", "2") == [1, 2]
    assert numbers(at.later(days=100)) == [2, 6]


def test_what_is_not_needed_is_not_run_by_any_name() -> None:
    """Its condition would have to change first."""
    text = SITE.replace("sections:", "ask:\n  shop: {text: A shop?, choice: [yes, no]}\nsections:", 1)
    text = text.replace(
        "        answer: {command: [aspell]}\n", "        answer: {command: [aspell]}\n        when: {fact.shop: yes}\n"
    )
    at = job(text).open(facts={"shop": "no"})
    assert item(at, 6).standing == "hidden"
    assert numbers(at) == [1, 2]
    assert numbers(at, "4-6") == []
    refused = numbers(at, "6")
    assert refused == Refusal(
        f"6 Spelled right: not needed: {item(at, 6).hidden}.", "qcheck status --all lists what is."
    )
    assert item(at, 6).hidden


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("4",), "4 Looked at it on a phone: a person answers this, no command."),
        (("1", "4-5", "looked"), "4 Looked at it on a phone: a person answers this, no command."),
        (("phone",), "7 Called: a person answers this, no command.\n8 Heard: a person answers this, no command."),
    ],
)
def test_what_a_person_answers_is_not_run(words: tuple[str, ...], message: str) -> None:
    """By itself, or where a section holds nothing else."""
    assert numbers(opened(), *words) == Refusal(
        message, "Answer with tick, fail or na. Those with a command: qcheck trust"
    )


def test_a_value_is_what_running_gives() -> None:
    """It is not typed."""
    assert numbers(opened(), "1=0") == Refusal("1 Links work: running it gives its value.", "qcheck run 1")


def test_an_item_that_is_not_there_is_refused() -> None:
    """As everywhere."""
    refused = numbers(opened(), "9")
    assert isinstance(refused, Refusal)
    assert refused.message == "9: there is no item 9."


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (Ran(0, b"", "exited", 0.04), ("pass", "0", "exit code 0 after 0 s")),
        (Ran(0, b"", "exited", 3.0), ("pass", "0", "exit code 0 after 3 s")),
        (Ran(1, b"", "exited", 2.34), ("fail", "1", "exit code 1 after 2.3 s")),
        (Ran(255, b"", "exited", 61.7), ("fail", "255", "exit code 255 after 62 s")),
        (Ran(-9, b"", "timed-out", 10.1), ("fail", "timed-out", "took longer than 10 seconds, stopped")),
        (Ran(0, b"", "timed-out", 10.1), ("fail", "timed-out", "took longer than 10 seconds, stopped")),
        (Ran(-13, b"y" * 90, "flooded", 0.5), ("fail", "flooded", "printed more than 90 bytes, stopped after 0.5 s")),
        (Ran(0, b"y" * 90, "flooded", 0.5), ("fail", "flooded", "printed more than 90 bytes, stopped after 0.5 s")),
        (Ran(-11, b"", "killed", 1.0), ("fail", "killed", "ended by signal 11 after 1 s")),
        (
            Ran(-1, b"", "not-started", 0.0, "x: no such program is installed here"),
            ("fail", "not-started", "could not be started: x: no such program is installed here"),
        ),
    ],
    ids=lambda value: value.ended if isinstance(value, Ran) else "",
)
def test_only_exit_code_0_passes(end: Ran, said: tuple[str, str, str]) -> None:
    """The value is for machines: a code, or a word that stays the same; the note is for people."""
    at = ran(opened(), 2, end)
    answer = item(at, 2).heads[-1]
    assert (answer.result, answer.value, answer.note) == said
    assert (value(end), told(end, 10)) == said[1:]


def test_an_answer_names_what_was_asked_and_what_was_printed() -> None:
    """And replaces the one before."""
    at = ran(opened(), 1)
    state = at.state()
    (draft, *_) = results(state, state, (Finished(item(at, 1), FAILED, KEPT),), at.actor()).drafts
    assert draft == Draft(
        about="site/web.links",
        at=utc(at.now),
        batch="b2",
        body=Answered(item(at, 1).item.fingerprint, "fail", "exit code 1 after 12 s", "1", KEPT),
        by="dana",
        did="dana",
        kind="answered",
        replaces=(item(at, 1).heads[0].event,),
    )
    assert [a.result for a in item(at.say([draft]), 1).heads] == ["fail"]


def test_who_answered_meanwhile_is_not_overruled() -> None:
    """Both answers stand, and someone has to look."""
    at = opened()
    seen, started = at.state(), item(at, 1)
    ran(at, 1, FAILED)
    at.say(list(results(at.state(), seen, (Finished(started, PASSED),), at.actor()).drafts))
    assert item(at, 1).standing == "contested"
    assert item(ran(at, 1), 1).standing == "pass"


def test_a_failure_raises_what_its_list_says() -> None:
    """Once."""
    at = opened()
    state = at.state()
    drafts = results(state, state, (Finished(item(at, 1), FAILED), Finished(item(at, 2), FAILED)), at.actor()).drafts
    assert [d.kind for d in drafts] == ["answered", "answered", "raised"]
    assert drafts[2].body == Raised("Links work", "B", "site/web.links", "web", number=1)
    assert item(ran(at.say(list(drafts)), 1, FAILED), 1).standing == "fail"
    assert len(at.state().punch) == 1


def test_what_its_list_asks_otherwise_by_now_is_not_recorded() -> None:
    """The program ran for another question."""
    at = opened()
    finished = Finished(item(at, 1), PASSED)
    reworded = job(SITE.replace("tools/links.py", "tools/all-links.py")).open()
    without = job(SITE.replace("links", "anchors")).open()
    for now in (reworded, without):
        found = results(now.state(), at.state(), (finished,), at.actor())
        assert (found.drafts, found.left_out) == ((), ((finished, "its list was changed while it ran"),))


def test_what_must_come_first_comes_first() -> None:
    """It is not run before; a reason overrides that and is kept; that it failed may be said in any case."""
    at = opened()
    wrong = objection(at.state(), item(at, 6), at.actor(), "")
    assert isinstance(wrong, Objection)
    assert wrong.message == "1 Links work comes first"
    assert objection(at.state(), item(at, 6), at.actor(), "in a hurry") is None
    state = at.state()
    left_out = results(state, state, (Finished(item(at, 6), PASSED),), at.actor()).left_out
    assert left_out == ((Finished(item(at, 6), PASSED), "1 Links work comes first"),)
    assert item(ran(at, 6, FAILED), 6).standing == "fail"
    forced = item(ran(at, 6, force="in a hurry"), 6).heads[-1]
    assert (forced.result, forced.forced) == ("pass", "in a hurry")


def test_what_passes_in_the_same_run_counts_for_what_needs_it() -> None:
    """And what fails in it does not, though it had passed before."""
    at = opened()
    state = at.state()
    both = (Finished(item(at, 1), PASSED), Finished(item(at, 6), PASSED))
    assert [d.about for d in results(state, state, both, at.actor()).drafts] == ["site/web.links", "site/words.spelled"]
    later = ran(at, 1).state()
    failed = (Finished(item(at, 1), FAILED), Finished(item(at, 6), PASSED))
    found = results(later, later, failed, at.actor())
    assert [d.about for d in found.drafts if d.kind == "answered"] == ["site/web.links"]
    assert [why for _, why in found.left_out] == ["1 Links work comes first"]


def test_a_state_is_foreseen_by_answers_alone() -> None:
    """Anything else leaves it as it is."""
    at = opened()
    state = at.state()
    (answered, raised) = results(state, state, (Finished(item(at, 1), FAILED, KEPT),), at.actor()).drafts
    assert foreseen(state, raised) is state
    ahead = foreseen(state, answered).items
    assert (ahead[0].standing, ahead[0].heads[0].value, ahead[0].heads[0].kept) == ("fail", "1", KEPT)
    assert ahead[1:] == state.items[1:]


@pytest.mark.parametrize(
    ("argv", "shown"),
    [
        (("python3", "tools/links.py", "--depth=2"), "python3 tools/links.py --depth=2"),
        (("echo", "a  b", "", "it's", "$HOME;ls"), """echo 'a  b' '' 'it'"'"'s' '$HOME;ls'"""),
        (("sh", "-c", "true\n  fine: trusted"), r"sh -c 'true\n  fine: trusted'"),
        (("a\x1b[2J", "b\u202ec", "\ud800"), r"'a\x1b[2J' 'b\u202ec' '\ud800'"),
        ((), ""),
    ],
)
def test_a_command_is_shown_with_all_that_is_in_it(argv: tuple[str, ...], shown: str) -> None:
    """On one line, as a shell would read it; nothing moves the cursor, hides or begins a line of its own."""
    assert spoken(argv) == shown
