"""What an item asks for beside its answer, in words."""

import os
import time

import pytest

from builder import job, parsed
from qcheck.core.asking import asks, due_at
from qcheck.core.views.status import status
from qcheck.model.checklist import Item
from qcheck.model.event import Kept

LIST = """\
checklist: whole
version: 1
title: The whole item
source: Good practice
sections:
  - id: work
    title: Work
    items:
      - {{id: floor, text: Floor, {keys}}}
"""


def item(keys: str) -> Item:
    """An item with these keys."""
    return parsed(LIST.format(keys=keys)).sections[0].items[0]


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("gate: start", ()),
        ("evidence: {photos: 1}", ("photo",)),
        ("evidence: {photos: 2, file: 1, when: fail}", ("2 photos if it fails", "file if it fails")),
        ("evidence: [{file: 3, when: pass}, {note: fail}]", ("3 files if it passes", "note if it fails")),
        ("answer: {number: {unit: mm}}, every: {time: 30min}", ("a reading every 30 minutes",)),
        ("answer: {number: {unit: mm}}, every: {time: 1h, for: 3d}", ("a reading every 1 hour for 3 days",)),
        ("role: [fitter, mason], evidence: {photos: 1}", ("photo", "by fitter or mason")),
    ],
)
def test_what_an_item_asks_for_is_said_in_a_few_words(keys: str, words: tuple[str, ...]) -> None:
    """Evidence with when it is needed, repeated readings, who may answer."""
    assert asks(item(keys)) == words


@pytest.mark.parametrize(
    ("handover", "due"),
    [
        ("2026-12-04T17:00+01:00", "2026-12-04T14:00:00Z"),
        ("2026-12-04", ""),
        ("", ""),
        ("someTime", ""),
        ("0001-01-01T00:00+00:00", ""),
    ],
)
def test_the_time_an_item_is_due_counts_from_the_handovers(handover: str, due: str) -> None:
    """A bare date gives no time to count from, and what is no time gives none."""
    assert due_at(item("due: -2h"), handover) == due
    assert due_at(item("gate: start"), handover) == ""


def test_a_cameras_clock_is_told_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """It knows no zone, so neither that of the workspace nor of this machine moves it."""
    monkeypatch.setitem(os.environ, "TZ", "Asia/Tokyo")
    time.tzset()
    try:
        photo = Kept("a" * 64, "IMG_1.jpg", 10, "jpg", taken="2026-12-01T09:14:00")
        answer = status(job().open().tick("1", kept=(photo,)).told()).sections[0].items[0].answer
        assert answer is not None
        assert [e.taken for e in answer.evidence] == ["Tue 1 Dec 2026 09:14"]
    finally:
        monkeypatch.undo()
        time.tzset()
