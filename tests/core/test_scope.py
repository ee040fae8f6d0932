"""Scope: how something was before we came, what the client agreed to, and which answer evidence belongs to."""

import pytest

from builder import KITCHEN, JobBuilder, job
from qcheck.core.act.actor import Refusal
from qcheck.core.act.attach import attach
from qcheck.core.act.note import note
from qcheck.model.event import Kept

SEALED, LEVEL, SPARE = 1, 2, 3
DOOR = Kept("5" * 64, "door.jpg", 9, "jpg", "photo", "2026-12-01T08:00:00", 1600, 1200)
TAP = Kept("6" * 64, "tap.jpg", 9, "jpg")
SINK = Kept("8" * 64, "sink.jpg", 9, "jpg")
PLAN = Kept("7" * 64, "plan.pdf", 9, "pdf", "file")
PHOTOGRAPHED = KITCHEN.replace(
    "- sealed: Joints sealed, no visible gap",
    "- {id: sealed, text: 'Joints sealed, no visible gap', evidence: [{photos: 2}, {file: 1, note: fail, when: fail}]}",
)


def photographed() -> JobBuilder:
    """An opened job in which the joints (2) need two photos, and with a failure a file and a note too."""
    return job(PHOTOGRAPHED).open(handover="2026-12-04")


def names(built: JobBuilder) -> list[list[str]]:
    """The evidence of every answer that the joints ever had."""
    return [[kept.name for kept in answer.kept] for answer in built.state().items[SEALED].history]


def missing(built: JobBuilder) -> list[object]:
    """What the answers lack."""
    return [f.args["missing"] for f in built.findings() if f.code == "evidence-missing"]


def test_what_was_found_is_kept_and_never_in_the_way() -> None:
    """With its photos, and who said it."""
    built = job().open(handover="2026-12-04").tick("1-4").found("  Scratch on\nthe parquet ", DOOR)
    (found,) = built.state().found
    assert (found.text, found.by, found.kept, found.at) == (
        "Scratch on the parquet",
        "dana",
        (DOOR,),
        "2026-12-01T08:02:00Z",
    )
    assert built.codes() == []


def test_what_was_found_can_be_taken_back() -> None:
    """It was the wrong house."""
    assert job().open().found("Scratch").undo().state().found == ()


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        (
            " \n",
            Refusal("The text is empty.", 'For example: qcheck found "Scratch on the parquet by the window" --photo'),
        ),
        ("x" * 501, Refusal(f"{'x' * 40}…: at most 500 characters.", "Say it shorter, and the rest in a note.")),
    ],
)
def test_what_was_found_is_said_in_a_few_words(text: str, refusal: Refusal) -> None:
    """Neither nothing nor a novel."""
    assert job().open().found(text).refusal == refusal


def test_what_the_client_added_is_an_item_to_be_done_by_handover() -> None:
    """With a number after all others, the client's name and the price."""
    built = job().open(handover="2026-12-04").tick("1-4").agree("Lights under the  wall units", price="240 EUR")
    (change,) = built.state().changes
    assert (change.text, change.client, change.price, change.drops) == (
        "Lights under the wall units",
        "Ann Client",
        "240 EUR",
        "",
    )
    last = built.state().items[-1].item
    assert (last.number, last.text, last.gate, last.na) == (
        6,
        "As agreed: Lights under the wall units",
        "handover",
        "never",
    )
    assert built.codes() == [("item-missed", last.subject)]
    assert built.tick("6").codes() == []


def test_the_same_words_agreed_twice_are_two_changes() -> None:
    """Two lights are two items."""
    built = job().open().agree("A light").agree("A light")
    assert [(i.item.number, i.item.text) for i in built.state().items[5:]] == [
        (6, "As agreed: A light"),
        (7, "As agreed: A light"),
    ]
    assert len({i.item.subject for i in built.state().items}) == 7


@pytest.mark.parametrize("texts", [("A light", "A light"), ("A light!", "A light?")])
def test_changes_agreed_on_two_devices_are_two_items(texts: tuple[str, str]) -> None:
    """Neither hides the other, and no number is given twice."""
    built = job().open().on("bbbb").on("aaaa").agree(texts[0]).on("bbbb").agree(texts[1]).merge()
    items = built.state().items[5:]
    assert sorted(i.item.text for i in items) == [f"As agreed: {text}" for text in texts]
    assert [i.item.number for i in items] == [6, 7]
    assert [i.standing for i in built.tick("7").state().items[5:]] == ["open", "pass"]


def test_an_item_that_the_client_dropped_ends() -> None:
    """It says so, counts no more, and keeps what was answered."""
    built = job().open(handover="2026-12-04").tick("1", "3", "4").fail("2").agree("no sealing, tiles follow", drop="2")
    dropped = built.state().items[SEALED]
    assert (dropped.standing, dropped.hidden) == (
        "hidden",
        "dropped as agreed with Ann Client: no sealing, tiles follow",
    )
    assert [answer.result for answer in dropped.history] == ["fail"]
    assert built.codes() == [("failure-hidden", "kitchen/worktops.sealed")]


def test_an_item_is_dropped_once_and_not_answered_afterwards() -> None:
    """What is not wanted is not needed."""
    built = job().open().agree("no hinge", drop="spare")
    hidden = "dropped as agreed with Ann Client: no hinge"
    assert built.agree("really no hinge", drop="spare").refusal == Refusal(
        f"4 Spare hinge left with the client: not needed already ({hidden})."
    )
    assert built.tick("spare").refusal == Refusal(
        f"4 Spare hinge left with the client: not needed: {hidden}.", "If that is wrong: qcheck plan FACT=ANSWER"
    )
    assert built.attach("spare", DOOR).refusal == Refusal(f"4 Spare hinge left with the client: not needed ({hidden}).")


def test_undo_of_a_change_brings_back_what_was() -> None:
    """The item that was dropped, and the number that was given stays used."""
    built = job().open().tick("2").agree("no sealing", drop="2").undo()
    assert built.state().items[SEALED].standing == "pass"
    added = built.agree("A light").undo().agree("A tap")
    assert [(i.item.number, i.item.text, i.hidden) for i in added.state().items[5:]] == [
        (6, "As agreed: A light", "taken back"),
        (7, "As agreed: A tap", ""),
    ]


@pytest.mark.parametrize(
    ("text", "client", "drop", "refusal"),
    [
        (
            "",
            "Ann",
            "",
            Refusal(
                "The text is empty.",
                'For example: qcheck agree "Lights under the wall units" --price "240 EUR" --client "Ann Client"',
            ),
        ),
        (
            "A light",
            " ",
            "",
            Refusal("Who of the client's side agreed to it?", 'For example: --client "Ann Client"'),
        ),
        (
            "y" * 501,
            "Ann",
            "",
            Refusal(f"{'y' * 40}…: at most 500 characters.", "Say it shorter, and the rest in a note."),
        ),
        ("none", "Ann", "9", Refusal("9: there is no item 9.", "This job's items go from 1 to 5: qcheck status --all")),
    ],
)
def test_a_change_says_what_and_with_whom(text: str, client: str, drop: str, refusal: Refusal) -> None:
    """And nothing is recorded where that is missing."""
    built = job().open()
    assert built.agree(text, client=client, drop=drop).refusal == refusal
    assert built.state().changes == ()


def test_evidence_that_comes_later_belongs_to_the_answer_that_stands() -> None:
    """It is shown with it, after its own."""
    built = photographed().tick("2", kept=(DOOR,)).attach("2", TAP)
    assert names(built) == [["door.jpg", "tap.jpg"]]
    assert missing(built) == []


def test_a_photo_taken_before_the_first_answer_serves_it() -> None:
    """Whoever photographs first and ticks later loses nothing."""
    assert names(photographed().attach("2", DOOR).attach("2", TAP).tick("2")) == [["door.jpg", "tap.jpg"]]


def test_a_photo_taken_before_an_answer_that_was_taken_back_serves_the_next() -> None:
    """The answer was a slip, the photo was not."""
    assert names(photographed().attach("2", DOOR).tick("2").undo().tick("2"))[1] == ["door.jpg"]


def test_a_photo_of_a_failure_never_serves_the_pass_after_it() -> None:
    """Given with it, attached to it later, taken before it, or given again: it shows how it was wrong."""
    built = photographed().attach("2", PLAN).fail("2", note="gap", kept=(DOOR,)).attach("2", TAP).tick("2")
    assert names(built) == [["door.jpg", "plan.pdf", "tap.jpg"], []]
    assert missing(built) == [("2 photos",)]
    assert missing(built.attach("2", DOOR)) == [("2 photos",)]
    assert missing(built.attach("2", SINK)) == [("1 photo",)]


def test_a_photo_that_is_taken_back_serves_nothing() -> None:
    """Undo of an attachment."""
    assert names(photographed().tick("2", kept=(DOOR,)).attach("2", TAP).undo()) == [["door.jpg"]]


def test_one_photo_twice_is_one_photo() -> None:
    """Whatever it is called."""
    assert missing(photographed().tick("2", kept=(DOOR, Kept(DOOR.digest, "copy.jpg", 9, "jpg")))) == [("1 photo",)]


def test_a_file_is_no_photo_and_a_failure_asks_for_its_own() -> None:
    """Photos with any answer, a file and a note with a failure; n/a needs none of it."""
    assert missing(photographed().tick("2", kept=(PLAN, TAP))) == [("1 photo",)]
    assert missing(photographed().fail("2", kept=(DOOR, TAP))) == [("1 file", "a note")]
    assert missing(photographed().fail("2", kept=(DOOR, TAP, PLAN), note="gap")) == []
    assert missing(photographed().na("2", note="no joints")) == []


def test_evidence_of_two_answers_that_agree_serves_both() -> None:
    """Two devices passed it; what is attached then belongs to both."""
    built = photographed().on("bbbb").on("aaaa").tick("2").on("bbbb").tick("2").merge().attach("2", DOOR, TAP)
    assert names(built) == [["door.jpg", "tap.jpg"], ["door.jpg", "tap.jpg"]]
    assert missing(built) == []


def test_evidence_goes_with_one_item_and_there_is_some() -> None:
    """A section is not an item, and nothing is nothing."""
    built = photographed()
    assert built.attach("worktops", DOOR).refusal == Refusal(
        "worktops: photos and files go with one item.", "Name it by its number."
    )
    assert built.attach("2").refusal == Refusal(
        "Nothing was attached.", "For example: qcheck attach 2 --photo door.jpg"
    )
    assert isinstance(attach(built.state(), "nothing-like-it", (DOOR,), built.actor()), Refusal)


def test_a_note_is_no_evidence() -> None:
    """A remark beside the item does not explain its failure."""
    built = photographed().fail("2", kept=(DOOR, TAP, PLAN))
    remark = note(built.state(), ("2",), "gap", built.actor())
    assert not isinstance(remark, Refusal)
    assert missing(built.say(remark)) == [("a note",)]
