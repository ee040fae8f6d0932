"""Advancing a state by the answers just given comes to the same as folding everything again, or does not happen."""

from hypothesis import given
from hypothesis import strategies as st

from builder import JobBuilder, job
from qcheck.core.advance import advance, brief
from qcheck.model.event import Kept
from qcheck.model.state import JobState

LIST = """\
checklist: site
ask: {gas: {text: Is there gas?, choice: [yes, no]}}
sections:
  - id: work
    items:
      - plain: Nothing about it
      - {id: level, text: Level, answer: {number: {unit: mm, max: 2}}}
      - {id: seen, text: Seen, evidence: {photos: 1}}
      - {id: gate, text: Checked before it goes on, hold: {release: lead}}
      - {id: after, text: Goes on}
      - {id: told, text: Told, when: {item.work.plain: fail}}
      - {id: gas, text: Gas tight, when: {fact.gas: [yes]}}
      - {id: tile, text: Tile whole, on_fail: {raise: {category: B}}}
      - {id: each, text: Swept, repeat: rooms}
"""
PHOTO = Kept("a" * 64, "a.jpg", 10, "jpg")

WORDS = ["plain", "level=1", "level=3", "seen", "gate", "after", "told", "gas", "tile", "each@hall", "1-12"]
STEPS = st.tuples(st.sampled_from(["tick", "fail", "na", "attach", "release", "undo", "note"]), st.sampled_from(WORDS))


def _opened() -> JobBuilder:
    return job(LIST).open(facts={"gas": "yes"}, units={"rooms": ("Hall",)})


def _step(built: JobBuilder, what: str, word: str) -> JobBuilder:
    match what:
        case "attach":
            return built.attach(word, PHOTO)
        case "release":
            return built.release(word)
        case "undo":
            return built.undo()
        case "note":
            return built.note("seen", word)
        case _:
            return {"tick": built.tick, "fail": built.fail, "na": built.na}[what](word, note="why", force="in a hurry")


def _advanced(built: JobBuilder, before: JobState) -> JobState | None:
    known = {event.id for event in before.events}
    return advance(brief(before), tuple(e for e in built.state().events if e.id not in known))


@given(st.lists(STEPS, max_size=8), STEPS)
def test_what_it_gives_is_what_a_whole_fold_gives(steps: list[tuple[str, str]], last: tuple[str, str]) -> None:
    """Whatever was said before, an advanced state is the folded one without its past; it may also be none."""
    built = _opened()
    for step in steps:
        _step(built, *step)
    before = built.state()
    _step(built, *last)
    assert _advanced(built, before) in (None, brief(built.state()))


def test_a_plain_answer_is_taken() -> None:
    """The common case does advance, so the test above does not only see none."""
    built = _opened()
    before = built.state()
    assert _advanced(built.tick("level=1"), before) == brief(built.state())
    assert built.state().items[1].standing == "pass"


def test_an_answer_that_a_condition_speaks_of_is_folded() -> None:
    """Another item may appear or go by it."""
    built = _opened()
    before = built.state()
    assert _advanced(built.fail("plain"), before) is None


def test_an_answer_to_what_was_attached_before_is_folded() -> None:
    """The evidence that waited for it has to be found."""
    built = _opened().attach("seen", PHOTO)
    before = built.state()
    assert before.items[2].waiting == (PHOTO,)
    assert _advanced(built.tick("seen"), before) is None
    assert built.state().items[2].heads[0].kept == (PHOTO,)


def test_an_answer_that_did_not_see_all_that_stands_is_folded() -> None:
    """Two devices that answer differently are for the fold to judge."""
    built = _opened().on("bbbb").tick("plain").on("aaaa").fail("plain")
    one = next(e for e in built.events() if e.kind == "answered" and e.log == "bbbb")
    other = next(e for e in built.events() if e.kind == "answered" and e.log == "aaaa")
    before = _opened().state()
    moved = advance(brief(before), (one,))
    assert moved is None or advance(moved, (other,)) is None


def test_nothing_said_changes_nothing() -> None:
    """Without new lines the state is what was kept."""
    state = brief(_opened().state())
    assert advance(state, ()) == state
