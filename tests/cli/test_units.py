"""Units from the command line: at opening, from a file, added and dropped on site, in an editor, asked for."""

import json
import sys
from pathlib import Path

import pytest

from cli.terminals import Terminal
from conftest import Shell

ROOMS = """\
checklist: rooms
title: Rooms
sections:
  - id: floor
    title: Floor
    items:
      - {id: swept, text: Swept, repeat: rooms}
      - keys: Keys counted
"""
FLOORS = ROOMS.replace("repeat: rooms", "repeat: floors").replace("checklist: rooms", "checklist: floors")
MISSING = (
    "The checklist repeats over rooms, and none was given.\n"
    "Name each: --unit rooms=NAME, or one a line in a file: --units rooms=FILE\n"
)


@pytest.fixture
def hotel(workspace: Shell) -> Shell:
    """The workspace with lists that repeat over rooms and over floors."""
    (workspace.folder / "checklists" / "rooms.yaml").write_text(ROOMS, encoding="utf-8")
    (workspace.folder / "checklists" / "floors.yaml").write_text(FLOORS, encoding="utf-8")
    return workspace


@pytest.fixture
def elm(hotel: Shell) -> Shell:
    """One open job with a kitchen and a room 12."""
    hotel("open", "Elm", "-c", "rooms", "--unit", "rooms=Kitchen", "--unit", "Rooms=12")
    return hotel


def lines(shell: Shell, *words: str) -> dict[str, str]:
    """The plan as label and words."""
    return dict(json.loads(shell("plan", *words, "--json").out)["lines"])


def subjects(shell: Shell, job: str) -> list[str]:
    """The items that a job has now."""
    rows = [line.split("\t") for line in shell("status", job, "--porcelain").out.splitlines()]
    return [row[2].removeprefix("rooms/floor.") for row in rows if row[0] == "item"]


def test_a_job_is_opened_with_its_units(elm: Shell) -> None:
    """An item for each, and the plan names them."""
    assert lines(elm)["rooms"] == "Kitchen, 12"
    assert subjects(elm, "elm") == ["swept@kitchen", "swept@rooms-12", "keys"]


def test_a_job_without_units_is_not_opened_by_a_script(hotel: Shell) -> None:
    """Nothing would be checked there, and the gate would stand open."""
    assert hotel("open", "Elm", "-c", "rooms", code=2).err == MISSING
    assert hotel("open", "Elm", "-c", "rooms", "--unit", "room=Kitchen", code=2).err == (
        "room: the checklist does not repeat over that.\nDid you mean rooms?\n"
    )
    assert hotel("open", "Elm", "-c", "rooms", "--unit", "Kitchen", code=2).err == (
        "--unit Kitchen: write KIND=NAME.\nFor example: --unit rooms=Pantry\n"
    )
    assert not (hotel.folder / "jobs").exists() or list((hotel.folder / "jobs").iterdir()) == []


def test_units_are_read_from_a_file_and_loading_it_again_adds_only_what_is_new(hotel: Shell) -> None:
    """As a spreadsheet saves it."""
    path = hotel.folder / "rooms.csv"
    path.write_bytes("\ufeffRooms;\r\nKitchen;\r\n\r\n".encode())
    hotel("open", "Elm", "-c", "rooms", "--units", "rooms=rooms.csv")
    assert lines(hotel)["rooms"] == "Kitchen"
    path.write_text("KITCHEN\nHall\nLoft\n", encoding="utf-8")
    assert hotel("plan", "--units", "rooms=rooms.csv").out == "Elm: planned rooms: Hall, Loft.\n"
    assert hotel("plan", "--units", "rooms=rooms.csv").out == "Elm: nothing was different.\n"


def test_a_file_with_anything_wrong_records_nothing(elm: Shell) -> None:
    """All of it is told in one run."""
    (elm.folder / "rooms.csv").write_text("Hall\nBath,2\nHall\n", encoding="utf-8")
    assert elm("plan", "--units", "rooms=rooms.csv", code=2).err == (
        "rooms.csv:2:6: block: One name a line; this has 2 columns [units-columns]\n"
        "    Keep one column; a name with a comma in it goes into quotes\n"
        "rooms.csv:3:1: block: Hall stands here twice; the first is on line 1 [units-double]\n"
        "    Remove one, or tell them apart\n"
    )
    assert elm("plan", "--units", "rooms=none.csv", code=2).err == (
        "none.csv: there is no such file.\nIt holds the names, one a line.\n"
    )
    assert elm("plan", "--units", "rooms=", code=2).err == (
        "--units rooms=: write KIND=FILE.\nFor example: --units rooms=rooms.csv\n"
    )
    assert lines(elm)["rooms"] == "Kitchen, 12"


def test_a_file_of_very_many_units_is_told_by_its_first(elm: Shell) -> None:
    """The plan has them all."""
    (elm.folder / "rooms.txt").write_text("".join(f"Room {n}\n" for n in range(200)), encoding="utf-8")
    told = ", ".join(f"Room {n}" for n in range(10))
    assert elm("plan", "--units", "rooms=rooms.txt").out == f"Elm: planned rooms: {told} and 190 more.\n"
    assert lines(elm)["rooms"].endswith(", Room 199")


def test_a_unit_found_on_site_is_added_without_a_reason(elm: Shell) -> None:
    """Numbers given before do not move."""
    assert elm("plan", "--add-unit", "rooms=Pantry").out == "Elm: planned rooms: Pantry.\n"
    assert subjects(elm, "elm") == ["swept@kitchen", "swept@rooms-12", "keys", "swept@pantry"]


def test_a_unit_is_dropped_with_a_reason_and_comes_back_without(elm: Shell) -> None:
    """The plan says what was dropped."""
    assert elm("plan", "--drop-unit", "rooms=12", code=2).err == (
        'rooms “12”: changing what was planned needs a reason.\nSay why: --reason "worktop delivered late"\n'
    )
    assert elm("plan", "--drop-unit", "rooms=12", "-r", "let").out == "Elm: planned rooms: no longer 12.\n"
    assert (lines(elm)["rooms"], lines(elm)["rooms dropped"]) == ("Kitchen", "12")
    assert elm("plan", "--add-unit", "rooms=12").out == "Elm: planned rooms: 12.\n"
    assert lines(elm)["rooms"] == "Kitchen, 12"
    assert elm("plan", "--drop-unit", "rooms=Attic", "-r", "let", code=2).err == (
        "rooms=Attic: there is no such unit.\nThere are: Kitchen, 12.\n"
    )


def test_a_unit_is_exchanged_in_one_command(elm: Shell) -> None:
    """What was added and what was dropped is told apart, and what is wrong with promises is told with it."""
    change = ("plan", "--add-unit", "rooms=Main kitchen", "--drop-unit", "rooms=kitchen")
    assert elm(*change, "-r", "misnamed").out == (
        "Elm: planned rooms: Main kitchen.\nElm: planned rooms: no longer Kitchen.\n"
    )
    assert elm(*change, "--drop", "Oven", "-r", "again", code=2).err == (
        "Oven: that was not promised.\nrooms=kitchen: there is no such unit.\n"
        "Promised: nothing yet.\nDid you mean Main kitchen?\n"
    )


def test_taking_back_the_command_takes_back_its_units(elm: Shell) -> None:
    """As it takes back any change of the plan."""
    elm("plan", "--add-unit", "rooms=Pantry")
    elm("undo")
    assert "Pantry" not in lines(elm)["rooms"]


def test_a_job_like_another_has_its_units(elm: Shell) -> None:
    """Those that were not dropped; a kind that is given anew is not taken over, nor one that no list repeats over."""
    elm("plan", "--drop-unit", "rooms=12", "-r", "let")
    elm("open", "Oak", "--like", "elm")
    assert lines(elm, "oak")["rooms"] == "Kitchen"
    elm("open", "Ash", "--like", "elm", "--unit", "rooms=Loft")
    assert lines(elm, "ash")["rooms"] == "Loft"
    elm("open", "Fir", "--like", "elm", "-c", "kitchen")
    assert "rooms" not in lines(elm, "fir")
    given = ("open", "Yew", "--like", "elm", "-c", "rooms", "-c", "floors")
    assert elm(*given, code=2).err == MISSING.replace("rooms", "floors")
    elm(*given, "--unit", "floors=First")
    assert (lines(elm, "yew")["rooms"], lines(elm, "yew")["floors"]) == ("Kitchen", "First")


def test_units_are_changed_in_an_editor(elm: Shell, tmp_path: Path) -> None:
    """A line added is a unit added, a line removed one dropped; other capitals are no other name."""
    elm("plan", "--drop-unit", "rooms=12", "-r", "let")
    elm("plan", "--add-unit", "rooms=Hall", "--add-unit", "rooms=Bath")
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text()\n"
        'assert \'units:\\n  "rooms":\\n    - "Kitchen"\\n    - "Hall"\\n    - "Bath"\\n\' in text\n'
        'text = text.replace(\'"Kitchen"\', "kitchen").replace(\'"Hall"\', "Loft")\n'
        'text = text.replace(\'reason: ""\', "reason: let")\n'
        "path.write_text(text)\n",
        encoding="utf-8",
    )
    run = elm("plan", "--edit", EDITOR=f'"{sys.executable}" "{script}"', VISUAL="", TMPDIR=str(tmp_path))
    assert run.out == "Elm: planned rooms: Loft.\nElm: planned rooms: no longer Hall.\n"
    assert lines(elm)["rooms"] == "Kitchen, Bath, Loft"


def test_what_would_steer_a_terminal_never_becomes_a_name(elm: Shell) -> None:
    """The message itself is clean."""
    assert elm("plan", "--add-unit", "rooms=Ha\x1b[2Jll", code=2).err == (
        "rooms=Ha�[2Jll: the invisible character U+001B stands in it.\nType the name anew.\n"
    )


def test_units_are_asked_for_at_a_terminal(hotel: Shell) -> None:
    """Until there is one of each kind that the lists repeat over, and none is wrong."""
    at = Terminal(hotel, "open", "Elm", "-c", "rooms", "-c", "floors", "--unit", "floors=First")
    try:
        at.answer("Client?", "")
        at.answer("Handover", "")
        at.answer("Rooms, one a line (empty line ends):", "")
        at.answer("The checklist repeats over rooms: name at least one.", f"{'x' * 101}")
        at.answer("  ", "")
        at.answer("a name has at most 100 characters; this has 101.", "Kitchen")
        at.answer("  ", "12")
        at.answer("  ", "kitchen")
        at.answer("  ", "")
        at.answer("What was promised", "")
        assert "Elm: 5 checks by handover." in at.end()
    finally:
        at.leave()
    assert lines(hotel) == {
        "handover": "not promised yet",
        "lead": "Dana Miller",
        "lists": "rooms, floors",
        "rooms": "Kitchen, 12",
        "floors": "First",
    }


ASKING = "ask:\n  gas: {{text: Is there gas?, choice: [{0}]}}\n"


def test_lists_that_cannot_stand_in_one_job_together_do_not_open_it(hotel: Shell) -> None:
    """Each by itself is sound."""
    folder = hotel.folder / "checklists"
    (folder / "rooms.yaml").write_text(ROOMS + ASKING.format("yes, no"), encoding="utf-8")
    (folder / "floors.yaml").write_text(FLOORS + ASKING.format("town, bottled"), encoding="utf-8")
    hotel("lint", "rooms", "floors")
    given = ("--unit", "rooms=A", "--unit", "floors=B", "--fact", "gas=yes")
    run = hotel("open", "Elm", "-c", "rooms", "-c", "floors", *given, code=2)
    assert [line.rsplit(" ", 1)[1] for line in run.err.splitlines()[::2]] == ["[question-differs]"] * 2
    hotel("open", "Elm", "-c", "rooms", *given[:2], "--fact", "gas=yes")
