"""Items on a terminal: values beside limits, evidence, holds, readings, what is not needed, the punch list."""

import pytest
from msgspec.structs import replace

from builder import JobBuilder, job
from qcheck.core.views.status import status as status_view
from qcheck.model.event import Kept
from qcheck.model.view import ItemView
from qcheck.render.colours import SIGN, WORDS
from qcheck.render.grid import Look
from qcheck.render.items import ASCII, SYMBOLS, kept
from qcheck.render.screen import status

WHOLE = """\
checklist: whole
version: 1
title: The whole item
source: Good practice
ask:
  gas: {text: Is there gas?, choice: [yes, no]}
sections:
  - id: arrival
    title: Arrival
    items:
      - {id: floor, text: Floor as found, evidence: {photos: 1}}
      - id: level
        text: Worktop level
        critical: true
        answer: {number: {unit: mm, max: 2}}
        on_fail: {raise: {category: B}}
      - {id: batch, text: Batch number, answer: {text: {min: 4}}, due: -2h, evidence: {note: fail}}
      - {id: cut, text: Cut-outs sealed, hold: {release: [lead]}}
      - {id: sink, text: Sink set, role: fitter}
  - id: gas
    title: Gas
    items:
      - {id: flame, text: Flames burn blue, when: {fact.gas: yes}, gate: start}
  - id: cure
    title: Curing
    items:
      - {id: temp, text: Temperature, answer: {number: {unit: °C, min: 18, max: 25}}, every: {time: 30min, for: 2h}}
"""
PHOTO = Kept("a" * 64, "IMG_1.jpg", 10, "jpg")
FILE = Kept("b" * 64, "plan.pdf", 10, "pdf", "file")
WIDE = Look(width=108)


def opened() -> JobBuilder:
    """The job just opened, without gas."""
    return job(WHOLE).open(handover="2026-12-04T17:00+00:00", facts={"gas": "no"})


def answered() -> JobBuilder:
    """A failure that is put right later by a day that was promised, a hold that was overridden, three readings."""
    built = opened().tick("1", kept=(PHOTO, FILE)).tick("2=3.5").promise("P1", due="2026-12-07")
    built.tick("4").tick("5", by="ravi", force="no time")
    return built.tick("7=20").tick("7=17").tick("7=21")


def shown(built: JobBuilder, look: Look, *, everything: bool = True) -> list[str]:
    """The screen of a job, by line."""
    return status(status_view(built.told()), look, everything=everything).splitlines()


def test_what_is_missing_says_what_is_wanted() -> None:
    """Limits, photos, times and who may answer stand beside what nobody has answered; hold points are marked."""
    assert shown(opened(), Look(width=100), everything=False) == [
        "ELM STREET KITCHEN   NOT READY   6 left   handover Fri 4 Dec 17:00",
        "1  Floor as found  photo",
        "2  Worktop level  critical, at most 2 mm",
        "3  Batch number  note if it fails, due Fri 4 Dec 2026 15:00",
        "4  Cut-outs sealed  hold point: not released",
        "5  Sink set  by fitter",
        "7  Temperature  18 to 25 °C, a reading every 30 minutes for 2 hours",
        "",
        "  Arrival  0 of 5",
        "  Curing   0 of 1",
    ]


def test_every_item_is_shown_with_its_answer() -> None:
    """Values beside limits, evidence, holds, overrides, readings, what is not needed and why, the punch list."""
    assert shown(answered(), WIDE) == [
        "ELM STREET KITCHEN   NOT READY   1 left   1 to put right after   handover Fri 4 Dec 17:00   1 not needed",
        " 4  Cut-outs sealed: hold point, not released by lead                                 waiting on Dana Miller",
        " 5  Sink set: done past the hold point 4 Cut-outs sealed before it was released       waiting on Dana Miller",
        "    (Ravi Shah): no time",
        " 2  warning P1 Worktop level: not done: 3.5 mm, at most 2 mm                          waiting on Dana Miller",
        "",
        "Arrival  4 of 5",
        " 1  Floor as found           ✓ passed, 1 photo, 1 file, Dana Miller",
        " 2  Worktop level  critical  ✗ FAILED 3.5 mm (at most 2 mm), Dana Miller",
        "                             put right after handover",
        " 3  Batch number             ○ not checked",
        "                             note if it fails, due Fri 4 Dec 2026 15:00",
        " 4  Cut-outs sealed          ✓ passed, Dana Miller",
        "                             hold point: not released",
        " 5  Sink set                 ✓ passed, Ravi Shah",
        "                             overridden: no time",
        "",
        "Gas",
        " 6  Flames burn blue         – not needed: only where gas is yes",  # noqa: RUF001 (a dash, on purpose)
        "",
        "Curing  1 of 1",
        " 7  Temperature              ✓ passed 21 °C (18 to 25 °C), Dana Miller",
        "                             3 readings, 1 failed",
        "",
        "Punch list",
        "P1  Worktop level (item 2)   ○ to be put right, after handover, Mon 7 Dec",
        "                             waiting on Dana Miller",
    ]


def test_linear_text_says_everything_in_one_line_an_item() -> None:
    """Without symbols and columns, for a screen reader."""
    lines = shown(answered(), Look(plain=True))
    assert (
        "Item 2: Worktop level. Critical. FAILED 3.5 mm (at most 2 mm), Dana Miller. Put right after handover." in lines
    )
    assert "Item 6: Flames burn blue. Not needed: only where gas is yes." in lines
    assert "P1: Worktop level (item 2). To be put right, after handover, Mon 7 Dec. Waiting on Dana Miller." in lines
    assert [line for line in lines if line[:1] in {*SYMBOLS.values(), " "}] == []
    missing = shown(opened(), Look(plain=True), everything=False)
    assert "Item 2: Worktop level. Not checked. Critical. Asked: at most 2 mm." in missing
    assert "Item 1: Floor as found. Not checked. Asked: photo." in missing


@pytest.mark.parametrize("width", [40, 60, 71, 72, 80, 120])
def test_every_width_shows_every_word(width: int) -> None:
    """Every line fits, and no word is lost."""
    for everything in (True, False):
        lines = shown(answered(), Look(width=width), everything=everything)
        assert max(len(line) for line in lines) <= width
        wide = shown(answered(), Look(width=300), everything=everything)
        assert sorted(" ".join(lines).split()) == sorted(" ".join(wide).split())


def test_a_long_answer_is_cut_short() -> None:
    """A text of 2,000 characters would push all others off the screen; the report has it whole."""
    built = opened().tick("3=" + "w" * 2000)
    assert f"Item 3: Batch number. Passed {'w' * 80}…, Dana Miller." in shown(built, Look(plain=True))


def test_a_terminal_without_unicode_shows_ascii() -> None:
    """Every standing has a letter of its own or a dash, and words beside."""
    lines = shown(opened(), Look(width=120, encoding="ascii"))
    assert "6  Flames burn blue         - not needed: only where gas is yes" in lines
    assert SYMBOLS.keys() == ASCII.keys()
    assert SIGN.keys() | WORDS.keys() <= SYMBOLS.keys()
    assert "".join(ASCII.values()).isascii()


def test_what_is_lacking_with_an_answer_is_said() -> None:
    """A pass without its photo."""
    assert "Item 1: Floor as found. Passed, Dana Miller. Lacks 1 photo." in shown(opened().tick("1"), Look(plain=True))


def test_an_item_of_another_part_says_so() -> None:
    """Where only some units are judged, the others are not late, but elsewhere."""
    view = status_view(opened().told())
    first = view.sections[0].items[0]
    elsewhere: ItemView = replace(first, due=False, apart=True)
    section = replace(view.sections[0], items=(elsewhere,))
    lines = status(replace(view, sections=(section,), findings=()), Look(plain=True), everything=True).splitlines()
    assert lines[-1] == "Item 1: Floor as found. Not in this part. Not checked. Photo."


def test_evidence_is_counted_by_kind() -> None:
    """One or several."""
    view = status_view(opened().tick("1", kept=(PHOTO, FILE, replace(PHOTO, digest="c" * 64))).told())
    answer = view.sections[0].items[0].answer
    assert answer is not None
    assert kept(answer.evidence) == "2 photos, 1 file"
    assert kept(()) == ""
