"""Upgrades: a job goes on with other versions of its lists, keeps the answers that still hold and asks for the rest."""

from builder import JobBuilder, job
from qcheck.core.act import sign as signing
from qcheck.core.act import upgrade as upgrading
from qcheck.core.act.actor import Refusal
from qcheck.core.difference import Difference, differences
from qcheck.model.event import Kept, Pin
from qcheck.model.state import ItemState, JobState

FIRST = """\
checklist: drain
version: 1
title: Drain
sections:
  - id: trench
    title: Trench
    items:
      - bed: Bedding laid
      - id: pipe
        text: Pipe tight
        hold: {release: lead}
      - id: fill
        text: Backfilled
      - id: lid
        text: Lid flush
        on_fail: {raise: {category: A}}
      - id: test
        text: Tightness shown
        hold: {witness: client}
"""
REWORDED = FIRST.replace("text: Backfilled", "text: Backfilled in layers")
WITHOUT = FIRST.replace("      - bed: Bedding laid\n", "      - {id: bed, deleted: the maker lays it}\n")
SPLIT = FIRST.replace(
    "      - bed: Bedding laid\n",
    "      - {id: bed, split_to: [trench.sand, trench.level]}\n      - sand: Sand laid\n      - level: Sand level\n",
)
STRICTER = FIRST.replace(
    "- bed: Bedding laid", "- {id: bed, text: Bedding laid, critical: true, gate: start, needs: lid}"
)


def moved(source: str = FIRST, **ids: str) -> str:
    """A list in which some items have another id and say which they had."""
    for old, new in ids.items():
        source = source.replace(f"- id: {old}\n", f"- id: {new}\n        moved_from: trench.{old}\n")
    return source


ALL = moved(fill="filled", pipe="tube", lid="cover", test="shown")
DOOR = Kept("5" * 64, "door.jpg", 9, "jpg")


def drain() -> JobBuilder:
    """An opened job with the first version of the list."""
    return job(FIRST).open(handover="2026-12-04")


def item(built: JobBuilder, ident: str) -> ItemState:
    """The item with that id."""
    return next(i for i in built.state().items if i.item.id == ident)


def standings(built: JobBuilder) -> dict[str, str]:
    """What each item comes to, by its id."""
    return {i.item.id: i.standing for i in built.state().items}


def difference(before: JobState, built: JobBuilder) -> list[Difference]:
    """What an upgrade changed."""
    return list(differences(before, built.state()))


def test_answers_that_still_hold_are_kept_and_reworded_ones_asked_again() -> None:
    """The old answer stays in the history, and the finding says that it was reworded."""
    built = drain().tick("1-2").release("2").tick("3").upgrade(REWORDED, "layers named")
    assert standings(built) == {"bed": "pass", "pipe": "pass", "fill": "stale", "lid": "open", "test": "open"}
    assert ("answer-stale", "drain/trench.fill") in built.codes()
    assert standings(built.tick("3"))["fill"] == "pass"


def test_going_back_to_the_words_that_were_brings_the_answers_back() -> None:
    """They were given to these words."""
    built = drain().tick("3", force="x").upgrade(REWORDED).upgrade(FIRST)
    assert (built.refusal, standings(built)["fill"]) == (None, "pass")


def test_an_upgrade_to_the_lists_there_are_is_nothing() -> None:
    """Nothing is recorded, with a reason or without."""
    state = drain().state()
    assert upgrading.upgrade(state, (Pin("drain", "d" * 64),), "again", drain().actor()) == []


def test_an_upgrade_needs_a_reason() -> None:
    """Somebody will ask why the list changed."""
    assert drain().upgrade(REWORDED, reason="").refusal == Refusal(
        "An upgrade needs a reason.", 'Say why: --reason "new limits from the maker"'
    )


def test_an_upgrade_cannot_be_undone() -> None:
    """One upgrades again."""
    assert drain().upgrade(REWORDED).undo().refusal == Refusal(
        "An upgrade cannot be undone; upgrade to the lists that are wanted instead.",
        "Nothing in a record is removed; say what holds now instead.",
    )


def test_an_item_that_moved_takes_everything_along() -> None:
    """Number, answers with their evidence, notes, releases and witnesses."""
    built = drain().tick("1", "2").release("2", note="seen").tick("3", kept=(DOOR,)).note("wet", "3")
    built.witness("5", "invited", "Ann", "2026-12-01T09:00:00Z").tick("5").upgrade(ALL)
    assert standings(built) == {"bed": "pass", "tube": "pass", "filled": "pass", "cover": "open", "shown": "pass"}
    assert [i.item.number for i in built.state().items] == [1, 2, 3, 4, 5]
    assert [r.note for r in item(built, "tube").releases] == ["seen"]
    assert item(built, "filled").heads[0].kept == (DOOR,)
    assert [n.text for n in item(built, "filled").notes] == ["wet"]
    assert [w.person for w in item(built, "shown").witnesses] == ["Ann"]
    assert {code for code, _ in built.codes()} == {"item-missed", "witness-missing"}


def test_a_new_answer_replaces_one_under_the_former_id() -> None:
    """There are no two heads of one item."""
    built = drain().fail("3").upgrade(moved(fill="filled")).tick("3", force="no time")
    assert [a.result for a in item(built, "filled").history] == ["fail", "pass"]
    assert [a.result for a in item(built, "filled").heads] == ["pass"]


def test_an_answer_of_a_device_that_had_not_heard_of_the_move_counts() -> None:
    """It was given under the former id, and it contradicts."""
    built = drain().on("bbbb").on("aaaa").upgrade(moved(fill="filled")).fail("3").on("bbbb").tick("3", force="x")
    built.merge()
    assert standings(built)["filled"] == "contested"
    assert standings(built.tick("3", force="seen both"))["filled"] == "pass"
    assert "subject-unknown" not in {code for code, _ in built.codes()}


def test_an_item_that_moved_twice_is_followed_all_the_way() -> None:
    """Though the last list names only the id before it."""
    once = moved(fill="filled")
    twice = once.replace(
        "- id: filled\n        moved_from: trench.fill", "- id: layers\n        moved_from: trench.filled"
    )
    built = drain().tick("3", force="x").upgrade(once).upgrade(twice)
    assert (item(built, "layers").standing, item(built, "layers").item.number) == ("pass", 3)
    assert "subject-unknown" not in {code for code, _ in built.codes()}


def test_a_move_in_a_circle_ends() -> None:
    """Two items that each say they were the other keep what they had."""
    swapped = FIRST.replace("- id: fill\n", "- id: fill\n        moved_from: trench.lid\n").replace(
        "- id: lid\n", "- id: lid\n        moved_from: trench.fill\n"
    )
    built = drain().fail("3").upgrade(swapped)
    assert len(built.state().items) == 5
    assert standings(built)["fill"] == "fail"


def test_an_item_that_says_it_was_one_that_is_still_there_takes_nothing_from_it() -> None:
    """An id in use stays where it is."""
    built = drain().tick("1").upgrade(FIRST.replace("- id: fill\n", "- id: filled\n        moved_from: trench.bed\n"))
    assert standings(built)["bed"] == "pass"
    assert standings(built)["filled"] == "open"


def test_two_items_that_say_they_were_the_same_are_both_asked_for() -> None:
    """One of them takes the answers, and the other a number of its own."""
    both = FIRST.replace(
        "      - bed: Bedding laid\n",
        "".join(
            f"      - {{id: {ident}, text: {ident.title()}, moved_from: trench.bed}}\n" for ident in ("sand", "gravel")
        ),
    )
    built = drain().tick("1").upgrade(both)
    assert {i.item.id: i.item.number for i in built.state().items} == {
        "sand": 1, "pipe": 2, "fill": 3, "lid": 4, "test": 5, "gravel": 6,
    }  # fmt: skip


def test_an_id_that_comes_back_beside_the_item_that_took_its_place_is_an_item_of_its_own() -> None:
    """Its number was passed on, so it gets another; neither of the two vanishes."""
    both = FIRST + "      - id: filled\n        text: Filled\n"
    built = drain().upgrade(moved(fill="filled")).upgrade(both)
    assert {i.item.id: i.item.number for i in built.state().items} == {
        "bed": 1, "pipe": 2, "filled": 3, "lid": 4, "test": 5, "fill": 6,
    }  # fmt: skip


def test_an_item_that_was_removed_keeps_what_was_said_of_it_and_counts_no_more() -> None:
    """A failure of it is still to be seen."""
    built = drain().fail("1", note="too soft").upgrade(WITHOUT)
    bed = built.state().items[0]
    assert (bed.standing, bed.heads[0].note) == ("hidden", "too soft")
    assert bed.hidden == "no longer in the list: the maker lays it"
    assert [code for code, subject in built.codes() if subject == "drain/trench.bed"] == ["failure-hidden"]
    assert built.tick("1").refusal == Refusal(
        "1 Bedding laid: not needed: no longer in the list: the maker lays it.",
        "If that is wrong: qcheck plan FACT=ANSWER",
    )


def test_the_punch_item_of_a_removed_item_stays() -> None:
    """The work is still to be done."""
    built = drain().fail("4").upgrade(FIRST.replace("      - id: lid\n", "      - id: cap\n"))
    assert ("punch-open", built.state().punch[0].subject) in built.codes()


def test_waivers_move_along_and_still_cover() -> None:
    """They were given over the answer, which is the same."""
    built = drain().fail("3").waive("3").upgrade(moved(fill="filled"))
    assert [(f.code, f.subject, bool(f.waived)) for f in built.findings() if f.code == "item-failed"] == [
        ("item-failed", "drain/trench.filled", True)
    ]
    assert "waiver-unused" not in {code for code, _ in built.codes()}


def test_punch_items_move_along() -> None:
    """So that one failure is not asked for twice, nor raised twice."""
    built = drain().fail("4").upgrade(moved(lid="cover"))
    assert [code for code, _ in built.codes() if code != "item-missed"] == ["punch-open", "punch-no-date"]
    assert len(built.fail("4").state().punch) == 1


def test_what_the_client_dropped_stays_dropped() -> None:
    """Under its new id too."""
    built = drain().agree("no lid", drop="4").upgrade(moved(lid="cover"))
    assert item(built, "cover").hidden == "dropped as agreed with Ann Client: no lid"


def test_a_waiver_of_a_reworded_item_covers_nothing_new() -> None:
    """The failure was another; the answer has to be given again, and that is not what was waived."""
    built = drain().fail("3").waive("3").upgrade(REWORDED)
    assert [(f.code, bool(f.waived)) for f in built.findings() if f.subject == "drain/trench.fill"] == [
        ("answer-stale", False),
        ("waiver-unused", False),
    ]


def test_a_signature_is_stale_after_an_upgrade() -> None:
    """The client signed for other words."""
    built = job(FIRST.replace("hold: {witness: client}", "na: free").replace("hold: {release: lead}", "na: free"))
    built.open(handover="2026-12-04").tick("1-5")
    seal = signing.seal(built.state("aaaa"), "settings", b"view")
    said = signing.Statement("accepted", "Ann Client")
    built.say(signing.sign(built.state("aaaa"), built.findings(), "handover", said, seal, built.actor()))
    assert built.refusal is None
    assert "signoff-stale" not in {code for code, _ in built.codes()}
    assert "signoff-stale" in {code for code, _ in built.upgrade(REWORDED).codes()}


def test_upgrades_of_two_devices_to_different_lists_are_contested() -> None:
    """Until someone who has seen both upgrades once more."""
    built = drain().on("bbbb").on("aaaa").upgrade(REWORDED).on("bbbb").upgrade(WITHOUT).merge()
    assert ("plan-contested", "plan/lists") in built.codes()
    assert ("plan-contested", "plan/lists") not in built.upgrade(REWORDED, "agreed").codes()


def test_upgrades_of_two_devices_to_the_same_lists_agree() -> None:
    """Whatever each gave as its reason."""
    built = drain().on("bbbb").on("aaaa").upgrade(REWORDED, "new limits")
    pins = built.state().plan.lists
    built.on("bbbb").say(upgrading.upgrade(built.state("bbbb"), pins, "the maker says so", built.actor())).merge()
    assert ("plan-contested", "plan/lists") not in built.codes()


def test_a_contested_upgrade_is_settled_by_naming_one_of_the_two() -> None:
    """Also the one that is shown already."""
    built = drain().on("bbbb").on("aaaa").upgrade(REWORDED).on("bbbb").upgrade(WITHOUT).merge()
    pins = built.state().plan.lists
    built.say(upgrading.upgrade(built.state("bbbb"), pins, "this one", built.actor()))
    assert ("plan-contested", "plan/lists") not in built.codes()


def test_the_difference_names_what_is_added_removed_moved_and_reworded() -> None:
    """By number, with the texts before and after, and whether the item is asked again."""
    before = drain().tick("3", force="x").state()
    text = moved(REWORDED, lid="cover").replace("      - bed: Bedding laid\n", "") + "      - keys: Keys given back\n"
    built = drain().tick("3", force="x").upgrade(text)
    assert difference(before, built) == [
        Difference("removed", 1, "drain/trench.bed", "Bedding laid", ""),
        Difference("reworded", 3, "drain/trench.fill", "Backfilled", "Backfilled in layers", asks_again=True),
        Difference("moved", 4, "drain/trench.cover", "Lid flush", "Lid flush", "was trench.lid"),
        Difference("added", 6, "drain/trench.keys", "", "Keys given back"),
    ]


def test_the_difference_says_why_an_item_is_gone() -> None:
    """In the words of the list, or by what took its place."""
    before = drain().state()
    assert difference(before, drain().upgrade(WITHOUT)) == [
        Difference("removed", 1, "drain/trench.bed", "Bedding laid", "", "the maker lays it")
    ]
    assert difference(before, drain().upgrade(SPLIT)) == [
        Difference("removed", 1, "drain/trench.bed", "Bedding laid", "", "split into trench.sand, trench.level"),
        Difference("added", 6, "drain/trench.sand", "", "Sand laid"),
        Difference("added", 7, "drain/trench.level", "", "Sand level"),
    ]


def test_the_difference_tells_what_else_of_an_item_changed() -> None:
    """Its keys by name; its answer still holds."""
    before = drain().tick("1").state()
    assert difference(before, drain().tick("1").upgrade(STRICTER)) == [
        Difference("changed", 1, "drain/trench.bed", "Bedding laid", "Bedding laid", "gate, critical, needs")
    ]


def test_the_same_list_at_another_place_is_no_difference() -> None:
    """Lines that moved in the file move nothing in the job."""
    shifted = FIRST.replace("title: Drain\n", "title: Drain\n\n\n")
    assert difference(drain().state(), drain().upgrade(shifted)) == []


def test_a_condition_whose_parts_are_joined_otherwise_is_a_change() -> None:
    """That one of them is enough is not that all of them have to hold."""
    asks = "ask: {gas: {text: Gas?}, oven: {text: Oven?}}\n"
    both = "- {id: bed, text: Bedding laid, when: {all: [{fact.gas: yes}, {fact.oven: yes}]}}"
    text = asks + FIRST.replace("- bed: Bedding laid", both)
    before, after = (
        job(each).open(facts={"gas": "yes", "oven": "yes"}).state() for each in (text, text.replace("all:", "any:"))
    )
    assert [(d.kind, d.note) for d in differences(before, after)] == [("changed", "when")]
