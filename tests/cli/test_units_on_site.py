"""Units on site: ranges of them ticked, items passed over, a part handed over, files that hold no names."""

import os

import pytest

from cli.onsite import held, said, standings
from conftest import Shell

ROOMS = """\
checklist: rooms
title: Rooms
sections:
  - id: floor
    title: Floor
    items:
      - {id: swept, text: Swept, repeat: rooms}
      - {id: gap, text: Gap, answer: {number: {unit: mm, max: 2}}, repeat: rooms}
      - keys: Keys counted
"""
UNITS = ("Kitchen", "Room 1", "Room 2", "Room 3", "Pantry")
THERE = "It is repeated for: kitchen, room-1, room-2, room-3, pantry.\n"
BY_NUMBER = "Left as they are; name one by its number to answer it:\n"
UNDO = "Wrong? qcheck undo\n"
EMPTY = "names.csv: block: The file is empty [file-empty]\n    Write what belongs into it, or remove it\n"
SIGNED = ("--outcome", "accepted", "--name", "Ann Client")


@pytest.fixture
def hotel(workspace: Shell) -> Shell:
    """One job with five rooms: 1 to 5 are swept, 6 to 10 the gaps in the order of the rooms, 11 the keys."""
    (workspace.folder / "checklists" / "rooms.yaml").write_text(ROOMS, encoding="utf-8")
    units = [word for name in UNITS for word in ("--unit", f"rooms={name}")]
    workspace("open", "Hotel", "-c", "rooms", "--handover", "2099-12-04", *units)
    return workspace


def test_everything_of_a_unit_is_ticked_but_what_needs_a_value(hotel: Shell) -> None:
    """That is passed over, and named with the reason."""
    assert hotel("tick", "@kitchen").out == (
        f"Hotel: 1 Swept (Kitchen): ticked, 10 left. {UNDO}{BY_NUMBER}  6 Gap (Kitchen): needs a value of its own\n"
    )
    assert hotel("tick", "@Room-1..room-3").out == (
        f"Hotel: 3 ticked, 7 left. {UNDO}{BY_NUMBER}  7, 8, 9: needs a value of its own\n"
    )
    assert {n for n, standing in standings(hotel).items() if standing == "pass"} == {1, 2, 3, 4}


def test_a_value_after_a_range_of_units_goes_to_each(hotel: Shell) -> None:
    """In the order in which they were named; each is told with its limit."""
    assert hotel("tick", "gap@room-1..room-3=1.5").out == (
        f"Hotel: 3 ticked, 8 left. {UNDO}"
        "  7 Gap (Room 1): 1.5 mm (at most 2 mm), ticked\n"
        "  8 Gap (Room 2): 1.5 mm (at most 2 mm), ticked\n"
        "  9 Gap (Room 3): 1.5 mm (at most 2 mm), ticked\n"
    )
    assert [e["about"] for e in said(hotel, "answered")] == [f"rooms/floor.gap@room-{n}" for n in (1, 2, 3)]


def test_a_range_of_numbers_passes_over_what_was_answered(hotel: Shell) -> None:
    """What passed is no news; a failure is named, and is not taken back by a range."""
    hotel("tick", "1")
    hotel("fail", "5", "--note", "dirt")
    assert hotel("tick", "1-5").out == f"Hotel: 3 ticked, 7 left. {UNDO}{BY_NUMBER}  5 Swept (Pantry): failed\n"
    before = held(hotel)
    again = (
        "All of these are answered already.\n  5 Swept (Pantry): failed\nTo answer one again, name it by its number.\n"
    )
    assert hotel("tick", "1-5", code=2).err == again
    assert hotel("tick", "swept", code=2).err == again
    assert hotel("tick", "6-9", code=2).err == (
        "None of these can be answered as a group.\n"
        + "".join(
            f"  {n} Gap ({unit}): needs a value of its own\n" for n, unit in zip(range(6, 10), UNITS, strict=False)
        )
        + "To answer one, name it by its number.\n"
    )
    assert held(hotel) == before
    hotel("tick", "5")
    assert standings(hotel)[5] == "pass"


def test_units_that_are_not_there_are_told_with_those_that_are(hotel: Shell) -> None:
    """And nothing is recorded of the others in the command."""
    before = held(hotel)
    wanted = {
        "swept@attic": f"swept@attic: there is no attic here.\n{THERE}",
        "@attic": f"@attic: there is no attic here.\n{THERE}",
        "swept@": f"swept@: there is no unit named here.\n{THERE}",
        "swept@room-1..room-9": f"swept@room-1..room-9: there is no room-9 here.\n{THERE}",
        "gap@room-1..=1": f"gap@room-1..: there is no unit named here.\n{THERE}",
        "swept@room-3..room-1": "swept@room-3..room-1: a range goes from the earlier unit to the later one.\n",
    }
    assert {typed: hotel("tick", "11", typed, code=2).err for typed in wanted} == wanted
    assert held(hotel) == before


def test_a_part_of_the_job_is_handed_over(hotel: Shell) -> None:
    """As soon as the part is ready, whatever is missing elsewhere; the job stays open."""
    part = ("handover", "--units", "pantry", *SIGNED)
    assert hotel(*part, code=1).out == (
        "Hotel: NOT READY, 2 problems. Nothing signed.\n   5  Swept (Pantry): not checked\n"
        "  10  Gap (Pantry): not checked\n"
    )
    before = held(hotel)
    assert hotel("handover", "--units", "attic", *SIGNED, code=2).err == (
        "attic: this job has no such unit.\nThere are: Kitchen, Room 1, Room 2, Room 3, Pantry.\n"
    )
    assert hotel("handover", "--units", "", *SIGNED, code=2).err == (
        "No unit was named.\nFor example: --units pantry; without it, the whole job is handed over.\n"
    )
    assert held(hotel) == before
    hotel("tick", "5", "10=1")
    assert hotel(*part).out.startswith("Hotel: accepted by Ann Client, for Pantry only. Revision A, seal ")
    assert "accepted, revision A, for Pantry only" in hotel("log").out
    assert hotel("check", code=1).out.endswith("Hotel: NOT READY for handover: 9 problems, 9 of 11 checks left\n")
    hotel("tick", "1")
    assert "signoff-stale" not in hotel("check", code=1).out
    assert hotel("tick", "10=1.2").out.endswith(
        "This reopens what Ann Client signed: show them, then hand over again.\n"
    )


def test_a_unit_called_all_is_not_the_whole_job(hotel: Shell) -> None:
    """Who signs for it has accepted nothing else."""
    hotel("plan", "--add-unit", "rooms=All")
    hotel("tick", "swept@all", "gap@all=1")
    signed = hotel("handover", "--units", "all", *SIGNED).out
    assert signed.startswith("Hotel: accepted by Ann Client, for All only. Revision A, ")
    assert hotel("check", code=1).out.endswith("Hotel: NOT READY for handover: 11 problems, 11 of 13 checks left\n")
    assert "✓ handover accepted of All\n" in hotel("report", "--format", "text").out


def test_a_file_that_holds_no_units_changes_nothing(hotel: Shell) -> None:
    """Each is told with its place."""
    contents = {
        "Loft,2\n": (
            "names.csv:1:6: block: One name a line; this has 2 columns [units-columns]\n"
            "    Keep one column; a name with a comma in it goes into quotes\n"
        ),
        "\ufeffrooms\n\n  \n": EMPTY,
        "": EMPTY,
        'Loft\n"Hall\n': (
            "names.csv:2:1: block: A quote begins here and does not end on this line [units-quote]\n"
            "    Close it, or leave it out\n"
        ),
    }
    before = held(hotel)
    for content, wanted in contents.items():
        (hotel.folder / "names.csv").write_text(content, encoding="utf-8")
        assert hotel("plan", "--units", "rooms=names.csv", code=2).err == wanted
    (hotel.folder / "names.csv").write_bytes(b"\xff\xfeL\0")
    assert hotel("plan", "--units", "rooms=names.csv", code=2).err == (
        "names.csv:1:1: block: The file is not UTF-8 text [file-not-utf8]\n    Save it as UTF-8\n"
    )
    with (hotel.folder / "names.csv").open("wb") as huge:
        huge.truncate(10**9)
    assert hotel("plan", "--units", "rooms=names.csv", code=2).err == (
        "names.csv: it is larger than 2 MB.\nMake it smaller, then try again.\n"
    )
    assert hotel("plan", "--units", "rooms=.", code=2).err == ".: this is a folder.\nName the files in it.\n"
    assert held(hotel) == before


def test_a_bom_a_heading_and_empty_lines_are_passed_over(hotel: Shell) -> None:
    """As a spreadsheet saves them; the new units' items take the numbers that are free."""
    (hotel.folder / "names.csv").write_bytes('\ufeffRooms;\r\n\r\n"Loft, left";\r\nHall\r\n'.encode())
    assert hotel("plan", "--units", "rooms=names.csv").out == "Hotel: planned rooms: Loft, left, Hall.\n"
    assert hotel("tick", "swept@loft-left..hall").out == f"Hotel: 2 ticked, 13 left. {UNDO}"
    assert sorted(standings(hotel)) == list(range(1, 16))


def test_a_unit_that_was_dropped_asks_for_nothing(hotel: Shell) -> None:
    """And is not answered; one that comes back has the answers that it had."""
    hotel("tick", "swept@room-3")
    hotel("plan", "--drop-unit", "rooms=Room 3", "-r", "let")
    assert (standings(hotel)[4], standings(hotel)[9]) == ("hidden", "hidden")
    before = held(hotel)
    why = "not needed: Room 3 is no longer part of the job"
    assert hotel("tick", "9=1", code=2).err.startswith(f"9 Gap (Room 3): {why}.\n")
    assert hotel("tick", "@room-3", code=2).err.startswith(
        f"None of these can be answered as a group.\n  4 Swept (Room 3): {why}\n  9 Gap (Room 3): {why}\n"
    )
    assert held(hotel) == before
    hotel("plan", "--add-unit", "rooms=Room 3")
    assert (standings(hotel)[4], standings(hotel)[9]) == ("pass", "open")


@pytest.mark.skipif(os.name == "nt", reason="there are no named pipes in folders there")
def test_a_pipe_of_names_is_not_waited_for(hotel: Shell) -> None:
    """Nobody may ever write into it."""
    os.mkfifo(hotel.folder / "names.csv")
    before = held(hotel)
    assert hotel("plan", "--units", "rooms=names.csv", code=2).err == (
        "names.csv: this is a pipe or a device.\nName a file.\n"
    )
    assert held(hotel) == before
