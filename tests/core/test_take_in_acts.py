"""Taking in as events: one person's own items, through the moves that there are, and never a confirmation."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import JobBuilder, job
from qcheck.core.act import moves, owing
from qcheck.core.act import punch as raising
from qcheck.core.act.actor import Refusal
from qcheck.core.act.moves import Terms
from qcheck.core.act.punch import New
from qcheck.core.act.takein import Outcome, take
from qcheck.core.statement import Reading
from qcheck.core.takein import read
from qcheck.core.views.takein import takein
from qcheck.model.event import Kept, Noted
from qcheck.model.punchevent import Completed
from qcheck.model.takein import Understood

PHOTO = Kept("f" * 64, "door.jpg", 10, "jpg")
REASONS = (
    "one of materials, labour, weather, predecessor, access, client, information, over-commitment, quality, change"
)


def _site() -> JobBuilder:
    """P1 to P3 are Ravi's, the last with a date; P4 is Olga's; P5 the lead's, Dana's. It is a Tuesday."""
    built = job().open()
    new = (
        New("Scratch on the left door", owner="ravi"),
        New("Hinge hangs", owner="ravi"),
        New("Plinth missing", owner="ravi", due="2026-12-04"),
        New("Joint open", owner="olga"),
        New("Hood rattles"),
    )
    return built.say(raising.add(built.state(), new, built.actor()))


def _take(built: JobBuilder, text: str, by: str = "dana", did: str = "ravi", photo: bool = False) -> list[Outcome]:
    at = Reading(built.now, built.settings.calendar, frozenset({"ravi"}), frozenset({"dana", "olga"}))
    said = tuple(each for each in read(text, at) if isinstance(each, Understood))
    photos = {(1, said[0].name): (PHOTO,)} if photo else {}
    return list(take(built.state(), said, photos, built.actor(by, did)))


def _record(built: JobBuilder, text: str) -> JobBuilder:
    return built.say([draft for outcome in _take(built, text) for draft in outcome.drafts])


def _kinds(outcomes: list[Outcome]) -> list[str]:
    return [draft.kind for outcome in outcomes for draft in outcome.drafts]


def test_each_statement_is_the_move_that_there_is_for_it() -> None:
    """Spoken by who takes it in, done by whose answer it is, all in one command."""
    outcomes = _take(_site(), "P1 done, new front\nP2 waiting hinge 12 dec\nP2 fri\nP3 fri 4 dec\nP2 note: came twice")
    drafts = [draft for outcome in outcomes for draft in outcome.drafts]
    assert [draft.kind for draft in drafts] == ["completed", "waiting", "promised", "noted"]
    assert {(draft.by, draft.did) for draft in drafts} == {("dana", "ravi")}
    assert len({draft.batch for draft in drafts}) == 1
    assert [outcome.why for outcome in outcomes] == [""] * 5


WHYS = {
    "P4 done": "it is Olga Petrova's, not Ravi Shah's",
    "P4 note: not ready": "it is Olga Petrova's, not Ravi Shah's",
    "P5 done": "it is Dana Miller's, not Ravi Shah's",
    "P9 done": "there is no such punch item",
    "P3 mon": f"it was promised for 2026-12-04; say why it moves: {REASONS}",
    "P1 note: Scratch on the left door": "",
    "P1 done, Scratch on the left door": "",
}


@pytest.mark.parametrize("text", WHYS)
def test_what_is_not_theirs_or_not_said_is_not_taken(text: str) -> None:
    """Others' items, those that there are not, a date that moves without a reason."""
    (outcome,) = _take(_site(), text)
    assert (outcome.why, bool(outcome.drafts)) == (WHYS[text], not WHYS[text])


def test_the_text_of_an_item_that_comes_back_is_no_answer() -> None:
    """A mail quotes what was handed out; `P1 Done badly: …` would be an answer otherwise."""
    built = job().open()
    built.say(raising.add(built.state(), (New("Done badly: door", owner="ravi"),), built.actor()))
    assert _take(built, "P1 Done badly: door (kitchen)") == []
    built = job().open()
    built.say(raising.add(built.state(), (New("Done, painted over dust", owner="ravi"),), built.actor()))
    assert [o.why for o in _take(built, "> P1 Done, painted over dust")] == ["that is its own text, and no answer"]


AGREE = {
    "P1 done\nP1 fri": ["lines 1 and 2 do not agree about it"] * 2,
    "P1 fri\nP1 mon\nP1 note: hm": ["lines 1 and 2 do not agree about it"] * 2 + [""],
    "P1 done\nP1 not mine": ["lines 1 and 2 do not agree about it"] * 2,
    "P1 waiting hinge\nP1 waiting door": ["lines 1 and 2 do not agree about it"] * 2,
    "P1 waiting hinge\nP1 fri": ["", ""],
    "P1 done\nP1 done": ["", ""],
}


@pytest.mark.parametrize("text", AGREE)
def test_lines_that_contradict_each_other_are_not_taken(text: str) -> None:
    """Neither of them; a remark is taken beside."""
    assert [outcome.why for outcome in _take(_site(), text)] == AGREE[text]


def test_what_is_said_twice_counts_once_and_its_words_stay() -> None:
    """The second `done` is no move; what was said with it is a remark."""
    assert _kinds(_take(_site(), "P1 done\nP1 done\nP1 done, new front")) == ["completed", "noted"]


def test_the_same_text_again_changes_nothing() -> None:
    """Whatever it said, it stands so already; after the confirmation too."""
    text = "P1 done, new front\nP2 waiting hinge 12 dec\nP2 fri\nP3 mon rain\nP2 note: came twice"
    built = _record(_site(), text)
    again = _take(built, text)
    assert [(outcome.why, outcome.drafts) for outcome in again] == [("", ())] * 5
    built.say(moves.verify(built.state(), ("P1",), Terms(), built.actor("olga")))
    assert [(outcome.why, outcome.drafts) for outcome in _take(built, "P1 done")] == [("", ())]
    assert [o.drafts for o in _take(_record(_site(), "P1 not mine: old"), "P1 not mine: old")] == [()]


def test_what_is_done_disputed_or_voided_takes_no_date() -> None:
    """It says how it stands; new words about what is done are a remark."""
    built = _record(_site(), "P1 done\nP2 not mine: old")
    built.say(moves.void(built.state(), ("P3",), Terms("none"), built.actor("olga")))
    assert [o.why for o in _take(built, "P1 fri\nP2 done\nP3 done")] == [
        "done already",
        "it is disputed",
        "it was voided",
    ]
    assert _kinds(_take(built, "P1 done, new front")) == ["noted"]


def test_a_photo_goes_with_done_and_comes_too_late_after_it() -> None:
    """The same one again is no news."""
    built = _site()
    (outcome,) = _take(built, "P1 done", photo=True)
    assert [d.body.kept for d in outcome.drafts if isinstance(d.body, Completed)] == [(PHOTO,)]
    built.say(list(outcome.drafts))
    assert _take(built, "P1 done", photo=True)[0].why == ""
    assert _take(_record(_site(), "P1 done"), "P1 done", photo=True)[0].why == (
        "done already, so its photo comes too late: qcheck punch reject sends it back first"
    )


def test_undo_takes_an_answer_back_whole() -> None:
    """It was one command."""
    built = _site()
    before = built.state().punch
    built = _record(built, "P1 done\nP2 fri\nP2 note: x").undo()
    assert built.refusal is None
    assert built.state().punch[0].standing == before[0].standing == "open"
    assert built.state().punch[1].due == ""
    assert built.state().notes == ()


def test_who_took_it_in_may_confirm_it_and_whose_it_was_may_not() -> None:
    """Dana wrote down that Ravi did it."""
    built = _record(_site(), "P1 done")
    assert isinstance(moves.verify(built.state(), ("P1",), Terms(), built.actor("ravi")), Refusal)
    assert not isinstance(moves.verify(built.state(), ("P1",), Terms(), built.actor("dana")), Refusal)


def test_what_someone_had_before_is_no_longer_theirs() -> None:
    """It goes by who has it now."""
    built = _site()
    built.say(owing.assign(built.state(), ("P1",), "olga", "", built.actor()))
    assert _take(built, "P1 done")[0].why == "it is Olga Petrova's, not Ravi Shah's"
    assert _kinds(_take(built, "P1 done", did="olga")) == ["completed"]


def test_two_devices_numbers_are_told_apart() -> None:
    """P1 alone could be two; P1-bbb is one."""
    built = _site().on("bbbb")
    built.devices["bbbb"].seen = [e for e in built.devices["aaaa"].seen if e.kind != "raised"]
    built.say(raising.add(built.state("bbbb"), (New("Tap drips", owner="ravi"),), built.actor())).merge()
    assert _take(built, "P1 done")[0].why in {"that could be P1-aaa or P1-bbb", "that could be P1-bbb or P1-aaa"}
    assert _kinds(_take(built, "P1-bbb done")) == ["completed"]


def test_it_is_shown_line_by_line() -> None:
    """What was understood, what stands so already, what was passed over, what not and why."""
    built = _record(_site(), "P2 fri")
    text = "Hi Dana\nP1 done, new front\nP2 fri\nP3 mon rain\nP4 done\nP1 P9 note: x"
    at = Reading(built.now, built.settings.calendar, frozenset({"ravi"}), frozenset({"dana"}))
    said = read(text, at)
    view = takein(built.told(), "ravi", said, tuple(_take(built, text)))
    assert (view.name, view.owner, view.recorded) == ("Elm Street kitchen", "Ravi Shah", False)
    assert [(t.line, t.name, t.what, t.news) for t in view.taken] == [
        (2, "P1", "done, “new front”", True),
        (3, "P2", "promised for Fri 4 Dec 2026", False),
        (4, "P3", "promised for Mon 7 Dec 2026 (weather)", True),
        (6, "P1", "note “x”", True),
    ]
    assert [(left.line, left.text, left.why) for left in view.left] == [
        (5, "P4 done", "it is Olga Petrova's, not Ravi Shah's"),
        (6, "P9 in P1 P9 note: x", "there is no such punch item"),
    ]
    assert [(passed.line, passed.text) for passed in view.passed] == [(1, "Hi Dana")]
    assert built.now.tzinfo is UTC


SPOKEN = "P1 P2 P3 P4 P5 p1-aaa done fertig verified ok fri mon 4 dec 3d waiting hinge until arrived not mine note:"
PIECES = (
    *SPOKEN.split(),
    *("\n", "\n", ",", ";", "👍", "confirmed", "closed", "materials", "Dana:", "void", "reopen", "reject"),
)
SITE = _record(_site(), "P2 waiting hinge 12 dec")


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join)))
def test_no_text_confirms_anything_or_touches_what_is_anothers(text: str) -> None:
    """Only these kinds, only about their own, and each contradiction left out: the record takes all of it as said."""
    state = SITE.state()
    outcomes = _take(SITE, text)
    drafts = [draft for outcome in outcomes for draft in outcome.drafts]
    mine = {p.subject for p in state.punch if p.owner == "ravi"}
    assert {draft.kind for draft in drafts} <= {"completed", "promised", "waiting", "disputed", "noted"}
    assert {draft.about for draft in drafts} <= mine
    assert all(draft.did == "ravi" for draft in drafts)
    moved = [draft.about for draft in drafts if draft.kind in {"completed", "disputed"}]
    assert len(moved) == len(set(moved))
    assert all(bool(o.why) + bool(o.drafts) <= 1 for o in outcomes)
    assert all(d.body.text for d in drafts if isinstance(d.body, Noted))
