"""Events: every kind goes to a line and back, and lines of earlier releases stay what they are."""
# ruff: noqa: E501 (frozen lines stand here as they stand in a record)

import hashlib
import json
import re
from typing import Any

import pytest

import punchlines
import removedlines
from builder import parsed
from qcheck.core import evaluate, events, logs
from qcheck.core.fold import fold
from qcheck.core.rules.context import Context
from qcheck.core.verdict import verdict
from qcheck.model.event import (
    Agreed,
    Answered,
    Attached,
    Body,
    Draft,
    Found,
    Kept,
    Noted,
    Opened,
    Pin,
    Planned,
    Released,
    Reservation,
    Retracted,
    Seal,
    Signed,
    Upgraded,
    Waived,
    Witnessed,
)
from qcheck.model.place import Place
from qcheck.model.punchevent import Completed, Raised, Verified
from qcheck.model.settings import Person, Settings

PLACE = Place("jobs/elm/record/aaaa.jsonl", 1)
PHOTO = Kept("5" * 64, "Küche 1.jpg", 81234, "jpg", "photo", "2026-12-01T07:59:00", 1600, 1200)
OUTPUT = Kept("6" * 64, "output.txt", 0, "txt", "output")

EXAMPLES: dict[str, tuple[str, Body]] = {
    "opened": ("job", Opened("Elm Street kitchen", (Pin("kitchen", "d" * 64), Pin("site-safety", "e" * 64)))),
    "planned": ("plan/crew", Planned(("ravi", "dana"), "Ravi is back")),
    "answered": ("kitchen/worktops.level", Answered("v1:9c", "fail", 'über 2 mm "zu hoch"')),
    "noted": ("job", Noted("first line\nsecond line")),
    "waived": ("kitchen/worktops.level", Waived("item-failed", ("a" * 64,), "agreed", "olga", "2027-01-31")),
    "signed": (
        "gate/handover",
        Signed(
            gate="handover",
            outcome="accepted_with_reservations",
            person="Ann Client",
            role="client",
            revision="A",
            seal=Seal({"bbbb": ("b" * 64,), "aaaa": ("a" * 64,)}, "1" * 64, ("d" * 64,), "2" * 64, "3" * 64),
            digest="4" * 64,
            reservations=(Reservation("scratch on the plinth"), Reservation("level", "kitchen/worktops.level")),
            comment="thanks",
            units="all",
        ),
    ),
    "retracted": ("job", Retracted("c" * 64)),
    "found": ("found/b1", Found("crack in the tiles", (PHOTO,))),
    "agreed": ("agreed/drop.kitchen/tiles", Agreed("no tiles", "Ann Client", "-240 €", "kitchen/worktops.tiles")),
    "attached": ("kitchen/worktops.level", Attached((PHOTO, OUTPUT), ("a" * 64,))),
    "released": ("kitchen/worktops.level", Released(("a" * 64, "b" * 64), "lead", "seen", "crane is here")),
    "witnessed": ("kitchen/worktops.level", Witnessed("invited", "Ann Client", "2026-12-02T09:00:00Z")),
    "raised": ("punch/b1-1", Raised("plane the door", "B", "kitchen/doors.left", "joinery", "ravi", "2026-12-05")),
    "completed": ("punch/b1-1", Completed("planed by 2 mm")),
    "verified": ("punch/b1-1", Verified("looked from below")),
    "upgraded": ("plan/lists", Upgraded((Pin("kitchen", "9" * 64),), "new limits")),
}


def _drafts(examples: dict[str, tuple[str, Body]] = EXAMPLES) -> list[Draft]:
    return [
        Draft(
            about=about,
            at="2026-12-01T08:00:00Z",
            batch="b1",
            body=body,
            by="dana",
            did="ravi",
            kind=kind,
            done_at="2026-11-30T17:30:00Z" if kind == "answered" else "",
            replaces=("f" * 64, "0" * 64) if kind == "waived" else (),
        )
        for kind, (about, body) in examples.items()
    ]


# Never edit these lines: a record that somebody holds is made of such lines, and their ids are named in others.
FROZEN_LINES = (
    '{"about":"job","at":"2026-12-01T08:00:00Z","batch":"b1","body":{"lists":[{"digest":"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd","list":"kitchen"},{"digest":"eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee","list":"site-safety"}],"name":"Elm Street kitchen"},"by":"dana","did":"ravi","done_at":"","id":"1fadb8ba03304adf99b59b4376ed9469fce9c5d6723398590ef2e85ee26efcd3","kind":"opened","prev":"","replaces":[],"seq":1,"v":1}',
    '{"about":"plan/crew","at":"2026-12-01T08:00:00Z","batch":"b1","body":{"reason":"Ravi is back","value":["ravi","dana"]},"by":"dana","did":"ravi","done_at":"","id":"0576955cee9af8cccccfb45901632f8d0a66e8d6e2bb904f6f7585dc5b0230a0","kind":"planned","prev":"1fadb8ba03304adf99b59b4376ed9469fce9c5d6723398590ef2e85ee26efcd3","replaces":[],"seq":2,"v":1}',
    '{"about":"kitchen/worktops.level","at":"2026-12-01T08:00:00Z","batch":"b1","body":{"item":"v1:9c","note":"über 2 mm \\"zu hoch\\"","result":"fail"},"by":"dana","did":"ravi","done_at":"2026-11-30T17:30:00Z","id":"1fc90990d24106a9ef025df6239a69a70e71371d6ae7c9a5498cdd94d01cdaca","kind":"answered","prev":"0576955cee9af8cccccfb45901632f8d0a66e8d6e2bb904f6f7585dc5b0230a0","replaces":[],"seq":3,"v":1}',
    '{"about":"job","at":"2026-12-01T08:00:00Z","batch":"b1","body":{"text":"first line\\nsecond line"},"by":"dana","did":"ravi","done_at":"","id":"5c59508380f629bb2976d0a2520808aee4221abf178b09eb30a934aa304120d2","kind":"noted","prev":"1fc90990d24106a9ef025df6239a69a70e71371d6ae7c9a5498cdd94d01cdaca","replaces":[],"seq":4,"v":1}',
    '{"about":"kitchen/worktops.level","at":"2026-12-01T08:00:00Z","batch":"b1","body":{"approver":"olga","heads":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],"reason":"agreed","rule":"item-failed","until":"2027-01-31"},"by":"dana","did":"ravi","done_at":"","id":"11ae749e0bf396e2b0f36b408102f1d158ffd0a2379f2b91548cf4f9f4cd302d","kind":"waived","prev":"5c59508380f629bb2976d0a2520808aee4221abf178b09eb30a934aa304120d2","replaces":["0000000000000000000000000000000000000000000000000000000000000000","ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"],"seq":5,"v":1}',
    '{"about":"gate/handover","at":"2026-12-01T08:00:00Z","batch":"b1","body":{"comment":"thanks","digest":"4444444444444444444444444444444444444444444444444444444444444444","gate":"handover","outcome":"accepted_with_reservations","person":"Ann Client","reservations":[{"subject":"","text":"scratch on the plinth"},{"subject":"kitchen/worktops.level","text":"level"}],"revision":"A","role":"client","seal":{"heads":{"aaaa":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],"bbbb":["bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"]},"pins":["dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"],"plan":"1111111111111111111111111111111111111111111111111111111111111111","policy":"2222222222222222222222222222222222222222222222222222222222222222","view":"3333333333333333333333333333333333333333333333333333333333333333"},"units":"all"},"by":"dana","did":"ravi","done_at":"","id":"a0e397b63c8e4515fcfae530bfec83ec60b164abf01c0a6bcbc7751ac4a92525","kind":"signed","prev":"11ae749e0bf396e2b0f36b408102f1d158ffd0a2379f2b91548cf4f9f4cd302d","replaces":[],"seq":6,"v":1}',
    '{"about":"job","at":"2026-12-01T08:00:00Z","batch":"b1","body":{"event":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"},"by":"dana","did":"ravi","done_at":"","id":"12c12826669736911c476c2681fed966e196df81355b3655896870c6f3d601ef","kind":"retracted","prev":"a0e397b63c8e4515fcfae530bfec83ec60b164abf01c0a6bcbc7751ac4a92525","replaces":[],"seq":7,"v":1}',
    '{"about":"found/b1","at":"2026-12-01T08:00:00Z","batch":"b1","body":{"kept":[{"digest":"5555555555555555555555555555555555555555555555555555555555555555","height":1200,"name":"Küche 1.jpg","size":81234,"suffix":"jpg","taken":"2026-12-01T07:59:00","width":1600}],"text":"crack in the tiles"},"by":"dana","did":"ravi","done_at":"","id":"59ac01714f29efbf4694ca5fe54907356636d7b18662dc2f16d40f9e31415f29","kind":"found","prev":"12c12826669736911c476c2681fed966e196df81355b3655896870c6f3d601ef","replaces":[],"seq":8,"v":1}',
    '{"about":"agreed/drop.kitchen/tiles","at":"2026-12-01T08:00:00Z","batch":"b1","body":{"client":"Ann Client","drops":"kitchen/worktops.tiles","price":"-240 €","text":"no tiles"},"by":"dana","did":"ravi","done_at":"","id":"3f4f6119e56efb2ac90236cb42544e3d94782fa15daafb89da8048666d2bdb12","kind":"agreed","prev":"59ac01714f29efbf4694ca5fe54907356636d7b18662dc2f16d40f9e31415f29","replaces":[],"seq":9,"v":1}',
    '{"about":"kitchen/worktops.level","at":"2026-12-01T08:00:00Z","batch":"b1","body":{"heads":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],"kept":[{"digest":"5555555555555555555555555555555555555555555555555555555555555555","height":1200,"name":"Küche 1.jpg","size":81234,"suffix":"jpg","taken":"2026-12-01T07:59:00","width":1600},{"digest":"6666666666666666666666666666666666666666666666666666666666666666","kind":"output","name":"output.txt","size":0,"suffix":"txt"}]},"by":"dana","did":"ravi","done_at":"","id":"38ef3a10ced258fa0abccf4266a344c20407eb4b2b0bc2bb3f534435b41014f2","kind":"attached","prev":"3f4f6119e56efb2ac90236cb42544e3d94782fa15daafb89da8048666d2bdb12","replaces":[],"seq":10,"v":1}',
    '{"about":"kitchen/worktops.level","at":"2026-12-01T08:00:00Z","batch":"b1","body":{"forced":"crane is here","heads":["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"],"note":"seen","role":"lead"},"by":"dana","did":"ravi","done_at":"","id":"83101765e0efd658fd8bf23dec48887a8205e09f30d7bda891a539787f40ea85","kind":"released","prev":"38ef3a10ced258fa0abccf4266a344c20407eb4b2b0bc2bb3f534435b41014f2","replaces":[],"seq":11,"v":1}',
    '{"about":"kitchen/worktops.level","at":"2026-12-01T08:00:00Z","batch":"b1","body":{"outcome":"invited","person":"Ann Client","time":"2026-12-02T09:00:00Z"},"by":"dana","did":"ravi","done_at":"","id":"13384c904db7e92be60c117ae5d157750b229fb7dabf79c3b57ba3c7308df8a3","kind":"witnessed","prev":"83101765e0efd658fd8bf23dec48887a8205e09f30d7bda891a539787f40ea85","replaces":[],"seq":12,"v":1}',
    '{"about":"punch/b1-1","at":"2026-12-01T08:00:00Z","batch":"b1","body":{"category":"B","due":"2026-12-05","item":"kitchen/doors.left","owner":"ravi","text":"plane the door","trade":"joinery"},"by":"dana","did":"ravi","done_at":"","id":"105551faffa4b7b16ab8208f62763e20e19f1154a626c5fd8d9f7b27ca0d752a","kind":"raised","prev":"13384c904db7e92be60c117ae5d157750b229fb7dabf79c3b57ba3c7308df8a3","replaces":[],"seq":13,"v":1}',
    '{"about":"punch/b1-1","at":"2026-12-01T08:00:00Z","batch":"b1","body":{"note":"planed by 2 mm"},"by":"dana","did":"ravi","done_at":"","id":"5c5e82c63fb13e007b2e0fb0ada03c94a6b4a2e706826c4cc3c1c15907ca1843","kind":"completed","prev":"105551faffa4b7b16ab8208f62763e20e19f1154a626c5fd8d9f7b27ca0d752a","replaces":[],"seq":14,"v":1}',
    '{"about":"punch/b1-1","at":"2026-12-01T08:00:00Z","batch":"b1","body":{"note":"looked from below"},"by":"dana","did":"ravi","done_at":"","id":"bd174d17f5a048bc7a5f719d05a91669f011027dc6e70c7df01d46949aa89d7d","kind":"verified","prev":"5c5e82c63fb13e007b2e0fb0ada03c94a6b4a2e706826c4cc3c1c15907ca1843","replaces":[],"seq":15,"v":1}',
    '{"about":"plan/lists","at":"2026-12-01T08:00:00Z","batch":"b1","body":{"lists":[{"digest":"9999999999999999999999999999999999999999999999999999999999999999","list":"kitchen"}],"reason":"new limits"},"by":"dana","did":"ravi","done_at":"","id":"94ee38e190d354be2a6a110f41949d2c10953c785e9f41d6ee2bc627f88a2010","kind":"upgraded","prev":"bd174d17f5a048bc7a5f719d05a91669f011027dc6e70c7df01d46949aa89d7d","replaces":[],"seq":16,"v":1}',
)


def test_every_kind_has_an_example() -> None:
    """A kind that is added to the table without an example here fails this test."""
    every = EXAMPLES | punchlines.EXAMPLES | removedlines.EXAMPLES
    assert {kind: type(body) for kind, (_, body) in every.items()} == events.KINDS


@pytest.mark.parametrize("kind", [*EXAMPLES, *punchlines.EXAMPLES, *removedlines.EXAMPLES])
def test_an_event_of_every_kind_comes_back_as_it_was_said(kind: str) -> None:
    """What is drafted is what is read back from its line, member by member."""
    draft = next(d for d in _drafts(EXAMPLES | punchlines.EXAMPLES | removedlines.EXAMPLES) if d.kind == kind)
    (line,) = events.chain([draft], "9" * 64, 40)
    event = events.decode(events.encode(line), "aaaa", PLACE)
    assert (event.about, event.kind, event.body) == (draft.about, draft.kind, draft.body)
    assert (event.at, event.done_at, event.batch) == (draft.at, draft.done_at, draft.batch)
    assert (event.by, event.did, event.replaces) == (draft.by, draft.did, tuple(sorted(draft.replaces)))
    assert (event.prev, event.seq, event.id) == ("9" * 64, 41, line.id)
    assert (event.log, event.place, event.optional) == ("aaaa", PLACE, False)


@pytest.mark.parametrize("line", FROZEN_LINES, ids=list(EXAMPLES))
def test_a_line_is_sorted_json_that_starts_with_its_subject(line: str) -> None:
    """Lines about one thing can be found by how they start, without decoding."""
    about = json.dumps(json.loads(line)["about"])
    assert line.startswith('{"about":' + about)
    assert line == json.dumps(json.loads(line), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@pytest.mark.parametrize("line", FROZEN_LINES, ids=list(EXAMPLES))
def test_an_id_is_the_digest_of_the_line_without_it(line: str) -> None:
    """Anyone can check an id with a line of shell: cut the member out, take SHA-256."""
    bare = re.sub(r'"id":"[0-9a-f]{64}",', "", line, count=1)
    assert json.loads(line)["id"] == hashlib.sha256(bare.encode()).hexdigest()


def test_lines_never_change_between_releases() -> None:
    """The same statements make the same bytes, and so the same ids, as they did in the first release."""
    assert [events.encode(line).decode() for line in events.chain(_drafts(), "", 0)] == list(FROZEN_LINES)


def test_lines_of_the_first_release_are_read_for_ever() -> None:
    """The frozen lines are events without a problem, with the bodies they were made with."""
    found, problems = logs.read("\n".join(FROZEN_LINES).encode() + b"\n", "aaaa", "aaaa.jsonl")
    assert problems == []
    assert [event.body for event in found] == [body for _, body in EXAMPLES.values()]


def test_chained_lines_name_the_one_before_and_count_on() -> None:
    """Each line holds the id of the one before it, and a sequence higher by one."""
    lines = events.chain(_drafts(), "9" * 64, 40)
    assert [line.prev for line in lines] == ["9" * 64, *(line.id for line in lines[:-1])]
    assert [line.seq for line in lines] == list(range(41, 41 + len(lines)))


def test_no_drafts_make_no_lines() -> None:
    """Nothing said is nothing written."""
    assert events.chain([], "9" * 64, 40) == []


@pytest.mark.parametrize("text", ['"id":"",', '\\"id\\":\\"', "\u2028\x00\x1b[31m", "\U0001f6c1", "\\", "a" * 100_000])
def test_any_text_of_a_person_goes_to_one_line_and_back(text: str) -> None:
    """Quotes, members in quotes, control characters and long texts neither break the line nor its digest."""
    draft = Draft("job", "2026-12-01T08:00:00Z", "b1", Noted(text), text, text, "noted")
    raw = events.encode(events.chain([draft], "", 0)[0])
    event = events.decode(raw, "aaaa", PLACE)
    assert b"\n" not in raw
    assert (event.body, event.by) == (Noted(text), text)


def test_canonical_bytes_do_not_depend_on_the_order_of_members() -> None:
    """What is sealed is the value, however it was put together."""
    one: dict[str, Any] = {"b": ("x",), "a": {"d": 1, "c": 2}}
    other: dict[str, Any] = {"a": {"c": 2, "d": 1}, "b": ["x"]}
    assert events.canonical(one) == events.canonical(other) == b'{"a":{"c":2,"d":1},"b":["x"]}'


# A job on two devices with an event of every kind, as the first release wrote it. Never edit what follows.
FROZEN_LIST = """\
checklist: kitchen
version: 1
title: Kitchen
source: Good practice of the trade
sections:
  - id: arrival
    title: Arrival
    items:
      - id: isolated
        text: Water and power isolated
        accept: 0 V on every terminal
        critical: true
        gate: start
        na: never
  - id: worktops
    title: Worktops
    items:
      - sealed: Joints sealed, no visible gap
      - id: level
        text: Worktop level in both directions
        accept: no more than 2 mm over 2 m
      - id: spare
        text: Spare hinge left with the client
        na: free
      - id: called
        text: Follow-up call made
        gate: closeout
"""

FROZEN_RECORD = {
    "aaaa": (
        '{"about":"job","at":"2026-12-01T08:00:00Z","batch":"b0","body":{"lists":[{"digest":"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd","list":"kitchen"}],"name":"Elm Street kitchen"},"by":"dana","did":"dana","done_at":"","id":"4f1b060b5e9e2337191602dd0ffff59b9942ad203a875ccc505b8390dec5068f","kind":"opened","prev":"","replaces":[],"seq":1,"v":1}',
        '{"about":"plan/lead","at":"2026-12-01T08:00:00Z","batch":"b0","body":{"reason":"","value":"dana"},"by":"dana","did":"dana","done_at":"","id":"84780e8f5806b7c4d33ddcacfeee23649170b3be6bcb15eedddcc7e89334213a","kind":"planned","prev":"4f1b060b5e9e2337191602dd0ffff59b9942ad203a875ccc505b8390dec5068f","replaces":[],"seq":2,"v":1}',
        '{"about":"plan/handover","at":"2026-12-01T08:00:00Z","batch":"b0","body":{"reason":"","value":"2026-12-04"},"by":"dana","did":"dana","done_at":"","id":"7e73bc0d2df8b36fd8bfa2cae8f9b3d0bc100181cc4716dde8378273ce0b6cc2","kind":"planned","prev":"84780e8f5806b7c4d33ddcacfeee23649170b3be6bcb15eedddcc7e89334213a","replaces":[],"seq":3,"v":1}',
        '{"about":"plan/scope.0","at":"2026-12-01T08:00:00Z","batch":"b0","body":{"reason":"","value":"Oak handles"},"by":"dana","did":"dana","done_at":"","id":"5ef587f7837c09f562994abcca3ad19a878cc30b92d19095f7eb06aaa65b3223","kind":"planned","prev":"7e73bc0d2df8b36fd8bfa2cae8f9b3d0bc100181cc4716dde8378273ce0b6cc2","replaces":[],"seq":4,"v":1}',
        '{"about":"kitchen/arrival.isolated","at":"2026-12-01T08:01:00Z","batch":"b1","body":{"item":"v1:813fc6de04fea15043bff6429fd1a424","note":"","result":"pass"},"by":"dana","did":"dana","done_at":"","id":"c459ea59fb178d22cd9ae09d1e8124068f580fddec2dd085ea64c494787de273","kind":"answered","prev":"5ef587f7837c09f562994abcca3ad19a878cc30b92d19095f7eb06aaa65b3223","replaces":[],"seq":5,"v":1}',
        '{"about":"kitchen/worktops.sealed","at":"2026-12-01T08:02:00Z","batch":"b2","body":{"item":"v1:824f9dbffa94c57d36032f0e38638ce0","note":"","result":"pass"},"by":"dana","did":"dana","done_at":"","id":"257151095ed1aa0032a0c439a180fd29d7d9e409e37eb21eeca1f4fcfbf1400e","kind":"answered","prev":"c459ea59fb178d22cd9ae09d1e8124068f580fddec2dd085ea64c494787de273","replaces":[],"seq":6,"v":1}',
        '{"about":"kitchen/worktops.level","at":"2026-12-01T08:03:00Z","batch":"b3","body":{"item":"v1:787ea2f059bf6d1728fd6fcca4aaa2fc","note":"3 mm zu früh","result":"fail"},"by":"dana","did":"dana","done_at":"","id":"1a036dac64099e731b5861817101c7b21fba422ce82521e262059560a51a80eb","kind":"answered","prev":"257151095ed1aa0032a0c439a180fd29d7d9e409e37eb21eeca1f4fcfbf1400e","replaces":[],"seq":7,"v":1}',
        '{"about":"kitchen/worktops.spare","at":"2026-12-01T08:04:00Z","batch":"b4","body":{"item":"v1:452ffe80c4b06aafbe41140651ab4a61","note":"","result":"na"},"by":"dana","did":"dana","done_at":"","id":"abfd05b70b9ba19dfd7858f00d91e703637e8ab7cb612b46ef81d3ff8411a0fe","kind":"answered","prev":"1a036dac64099e731b5861817101c7b21fba422ce82521e262059560a51a80eb","replaces":[],"seq":8,"v":1}',
        '{"about":"scope/promise.read-back","at":"2026-12-01T08:05:00Z","batch":"b5","body":{"item":"v1:560a45f8605a923f1202d0e30fad2608","note":"","result":"pass"},"by":"dana","did":"dana","done_at":"","id":"72fbec322fbdd00ffacea48cad1481a66b0ba2b229c5e65fc28f1da62503dd3e","kind":"answered","prev":"abfd05b70b9ba19dfd7858f00d91e703637e8ab7cb612b46ef81d3ff8411a0fe","replaces":[],"seq":9,"v":1}',
        '{"about":"scope/promise.0","at":"2026-12-01T08:05:00Z","batch":"b5","body":{"item":"v1:212b014dd9b06158fdfc55a607825492","note":"","result":"pass"},"by":"dana","did":"dana","done_at":"","id":"e73c9230c8e1d7c169f509fe3b7aed7ebf77b7aa2a0453174ed208e71619e8ef","kind":"answered","prev":"72fbec322fbdd00ffacea48cad1481a66b0ba2b229c5e65fc28f1da62503dd3e","replaces":[],"seq":10,"v":1}',
        '{"about":"job","at":"2026-12-01T08:06:00Z","batch":"b6","body":{"text":"client asked for oak handles"},"by":"dana","did":"dana","done_at":"","id":"6b0d3b935969101b55292bbe6294b6bdfe7f5b8da68517e4480ef4dd9bf4d133","kind":"noted","prev":"e73c9230c8e1d7c169f509fe3b7aed7ebf77b7aa2a0453174ed208e71619e8ef","replaces":[],"seq":11,"v":1}',
        '{"about":"kitchen/worktops.level","at":"2026-12-01T08:07:00Z","batch":"b7","body":{"approver":"olga","heads":["1a036dac64099e731b5861817101c7b21fba422ce82521e262059560a51a80eb"],"reason":"agreed","rule":"item-failed","until":"2027-01-31"},"by":"dana","did":"dana","done_at":"","id":"46ae9c8917c528c3a6239d783df0621737d6aac3039f3d048566ef96d7e515bd","kind":"waived","prev":"6b0d3b935969101b55292bbe6294b6bdfe7f5b8da68517e4480ef4dd9bf4d133","replaces":[],"seq":12,"v":1}',
        '{"about":"kitchen/worktops.called","at":"2026-12-01T08:10:00Z","batch":"b10","body":{"item":"v1:b7a49f9bff259656ac19a36e03b5ef04","note":"","result":"pass"},"by":"dana","did":"dana","done_at":"","id":"53822b62be3a2af01d95c62526cd3dc8b7cc617b3af4d6db9f0a17fd18dc312a","kind":"answered","prev":"46ae9c8917c528c3a6239d783df0621737d6aac3039f3d048566ef96d7e515bd","replaces":[],"seq":14,"v":1}',
        '{"about":"kitchen/worktops.called","at":"2026-12-01T08:11:00Z","batch":"b11","body":{"event":"53822b62be3a2af01d95c62526cd3dc8b7cc617b3af4d6db9f0a17fd18dc312a"},"by":"dana","did":"dana","done_at":"","id":"9a93310b6b385e2f8d7743417ae02ff84de5837c7083cf09bf52b4b3faf4ae1d","kind":"retracted","prev":"53822b62be3a2af01d95c62526cd3dc8b7cc617b3af4d6db9f0a17fd18dc312a","replaces":["53822b62be3a2af01d95c62526cd3dc8b7cc617b3af4d6db9f0a17fd18dc312a"],"seq":15,"v":1}',
        '{"about":"kitchen/worktops.level","at":"2026-12-01T08:12:00Z","batch":"b12","body":{"item":"v1:787ea2f059bf6d1728fd6fcca4aaa2fc","note":"","result":"fail"},"by":"dana","did":"dana","done_at":"","id":"e4791032113e77819ce7a642b4023cbbc182c378aa68448ec183c7b8b0d6a66a","kind":"answered","prev":"9a93310b6b385e2f8d7743417ae02ff84de5837c7083cf09bf52b4b3faf4ae1d","replaces":["83e4a692f60e835824c17a557f9077f8eded0ec09c679c8c5ae6722673d64b6c"],"seq":16,"v":1}',
        '{"about":"kitchen/worktops.level","at":"2026-12-01T08:13:00Z","batch":"b13","body":{"approver":"olga","heads":["e4791032113e77819ce7a642b4023cbbc182c378aa68448ec183c7b8b0d6a66a"],"reason":"agreed","rule":"item-failed","until":"2027-01-31"},"by":"olga","did":"olga","done_at":"","id":"56d20f6f5b3ed7f0bd8e2cb547d106fcd5490709f1d03a6db03e7c8c4a297c3e","kind":"waived","prev":"e4791032113e77819ce7a642b4023cbbc182c378aa68448ec183c7b8b0d6a66a","replaces":["46ae9c8917c528c3a6239d783df0621737d6aac3039f3d048566ef96d7e515bd"],"seq":17,"v":1}',
        '{"about":"gate/handover","at":"2026-12-01T08:14:00Z","batch":"b14","body":{"comment":"thanks","digest":"978314ce958368025dbcffb0954fbfc23115860bb93ea9c268c23d1eeb3c3aa1","gate":"handover","outcome":"accepted_with_reservations","person":"Ann Client","reservations":[{"subject":"kitchen/worktops.level","text":"Worktop level in both directions (waived: agreed)"}],"revision":"A","role":"client","seal":{"heads":{"aaaa":["56d20f6f5b3ed7f0bd8e2cb547d106fcd5490709f1d03a6db03e7c8c4a297c3e"],"bbbb":["83e4a692f60e835824c17a557f9077f8eded0ec09c679c8c5ae6722673d64b6c"]},"pins":["dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"],"plan":"3567be162fcc7fdc4fdae2d10d63ba20c2cbe818a363181fd94b293345448a6d","policy":"policy","view":"2bcb43cbc8f6b7ef66331532881143fcbae60a879db3a8fb853f645bb24c2b3c"},"units":"all"},"by":"dana","did":"dana","done_at":"","id":"bbb0b63cdc02f15b3c4c69bcbb9c4281c36398f8369e3073b44e8a4604c3b2a6","kind":"signed","prev":"56d20f6f5b3ed7f0bd8e2cb547d106fcd5490709f1d03a6db03e7c8c4a297c3e","replaces":[],"seq":18,"v":1}',
    ),
    "bbbb": (
        '{"about":"kitchen/worktops.level","at":"2026-12-01T08:08:00Z","batch":"b8","body":{"item":"v1:787ea2f059bf6d1728fd6fcca4aaa2fc","note":"shimmed","result":"pass"},"by":"ravi","did":"ravi","done_at":"","id":"83e4a692f60e835824c17a557f9077f8eded0ec09c679c8c5ae6722673d64b6c","kind":"answered","prev":"","replaces":["1a036dac64099e731b5861817101c7b21fba422ce82521e262059560a51a80eb"],"seq":13,"v":1}',
        '{"about":"plan/handover","at":"2026-12-01T08:15:00Z","batch":"b15","body":{"reason":"stone late","value":"2026-12-07"},"by":"ravi","did":"ravi","done_at":"","id":"0f8765c22d77c8c2ed9badd90b84b60b322529f8680c564f38e77dc81d961ba2","kind":"planned","prev":"83e4a692f60e835824c17a557f9077f8eded0ec09c679c8c5ae6722673d64b6c","replaces":["7e73bc0d2df8b36fd8bfa2cae8f9b3d0bc100181cc4716dde8378273ce0b6cc2"],"seq":18,"v":1}',
        '{"about":"kitchen/worktops.sealed","at":"2026-12-01T08:16:00Z","batch":"b16","body":{"item":"v1:824f9dbffa94c57d36032f0e38638ce0","note":"","result":"fail"},"by":"ravi","did":"ravi","done_at":"","id":"d3f7df403e9720b3b7bc422b573e99cfb4da80652797743e5cfee87a6c8c1f0a","kind":"answered","prev":"0f8765c22d77c8c2ed9badd90b84b60b322529f8680c564f38e77dc81d961ba2","replaces":["257151095ed1aa0032a0c439a180fd29d7d9e409e37eb21eeca1f4fcfbf1400e"],"seq":19,"v":1}',
    ),
}

WHOLE_ITEM_LIST = """\
checklist: drain
version: 1
title: Drain
sections:
  - id: trench
    title: Trench
    items:
      - id: depth
        text: Trench deep enough
        answer: {number: {unit: mm, min: 600}}
        evidence: {photos: 1}
      - id: bed
        text: Bedding laid
        hold: {release: [lead]}
        gate: start
      - id: pipe
        text: Pipe tight at 1 bar
        hold: {witness: [client]}
      - id: fill
        text: Backfilled in layers
      - id: path
        text: Path as it was
        role: mason
        on_fail: {raise: {category: B, trade: paving}}
      - id: cover
        text: Cover flush
        repeat: shafts
"""
WHOLE_ITEM_NEWER = (
    WHOLE_ITEM_LIST.replace("version: 1", "version: 2")
    .replace("id: path", "id: paving\n        moved_from: trench.path")
    .replace("Backfilled in layers", "Backfilled in layers of 20 cm")
)

# The same for the kinds that came with measured values, evidence, holds, changes and upgrades. Never edit these lines.
WHOLE_ITEM_RECORD = (
    '{"about":"job","at":"2026-12-01T08:00:00Z","batch":"b0","body":{"lists":[{"digest":"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd","list":"drain"}],"name":"Elm Street kitchen"},"by":"dana","did":"dana","done_at":"","id":"40ad5bec3ce128fd3d685f9e41d12ae22fc7e471522b97346b554a71b722d091","kind":"opened","prev":"","replaces":[],"seq":1,"v":1}',
    '{"about":"plan/lead","at":"2026-12-01T08:00:00Z","batch":"b0","body":{"reason":"","value":"dana"},"by":"dana","did":"dana","done_at":"","id":"e82ea879bd7ac5088f0b9c3ab520d1742bf8905972bdae2e84871889acd31366","kind":"planned","prev":"40ad5bec3ce128fd3d685f9e41d12ae22fc7e471522b97346b554a71b722d091","replaces":[],"seq":2,"v":1}',
    '{"about":"plan/handover","at":"2026-12-01T08:00:00Z","batch":"b0","body":{"reason":"","value":"2026-12-04T16:00:00Z"},"by":"dana","did":"dana","done_at":"","id":"ecc7a47670fa479c77717df60b186becd51d810ef02c45605ce93cd57828caa4","kind":"planned","prev":"e82ea879bd7ac5088f0b9c3ab520d1742bf8905972bdae2e84871889acd31366","replaces":[],"seq":3,"v":1}',
    '{"about":"plan/unit.shafts.north","at":"2026-12-01T08:00:00Z","batch":"b0","body":{"reason":"","value":"North"},"by":"dana","did":"dana","done_at":"","id":"6c825c49cc30930343f310459882e1e1cadcd152afbc7fa44358188938f3768c","kind":"planned","prev":"ecc7a47670fa479c77717df60b186becd51d810ef02c45605ce93cd57828caa4","replaces":[],"seq":4,"v":1}',
    '{"about":"plan/unit.shafts.south","at":"2026-12-01T08:00:00Z","batch":"b0","body":{"reason":"","value":"South"},"by":"dana","did":"dana","done_at":"","id":"0a2b0f413b9e075e5a078de9ab174a273e2c298912a448a5b3e2253f2270e293","kind":"planned","prev":"6c825c49cc30930343f310459882e1e1cadcd152afbc7fa44358188938f3768c","replaces":[],"seq":5,"v":1}',
    '{"about":"found/b1","at":"2026-12-01T08:01:00Z","batch":"b1","body":{"kept":[{"digest":"5555555555555555555555555555555555555555555555555555555555555555","height":1200,"name":"trench.jpg","size":81234,"suffix":"jpg","taken":"2026-12-01T07:59:00","width":1600}],"text":"Path cracked at the gate"},"by":"dana","did":"dana","done_at":"","id":"1943f11f11aeb0bdfbacbf076b6637dcab253311f188a077e4365d998b68295e","kind":"found","prev":"0a2b0f413b9e075e5a078de9ab174a273e2c298912a448a5b3e2253f2270e293","replaces":[],"seq":6,"v":1}',
    '{"about":"drain/trench.depth","at":"2026-12-01T08:02:00Z","batch":"b2","body":{"heads":[],"kept":[{"digest":"6666666666666666666666666666666666666666666666666666666666666666","kind":"file","name":"delivery.pdf","size":2048,"suffix":"pdf"}]},"by":"dana","did":"dana","done_at":"","id":"8235379e316dea4ee8e7dce39fda8d250369b12e0cbf84ce818adbc43cdd3c73","kind":"attached","prev":"1943f11f11aeb0bdfbacbf076b6637dcab253311f188a077e4365d998b68295e","replaces":[],"seq":7,"v":1}',
    '{"about":"drain/trench.depth","at":"2026-12-01T08:03:00Z","batch":"b3","body":{"item":"v1:0284f29a714019cd570723a519195d3a","kept":[{"digest":"5555555555555555555555555555555555555555555555555555555555555555","height":1200,"name":"trench.jpg","size":81234,"suffix":"jpg","taken":"2026-12-01T07:59:00","width":1600}],"result":"pass","value":"620"},"by":"dana","did":"ravi","done_at":"","id":"29a68f2fe3bee3f4eaf481b6f0007e957bf491ef4e328f5b652c46569a4155e1","kind":"answered","prev":"8235379e316dea4ee8e7dce39fda8d250369b12e0cbf84ce818adbc43cdd3c73","replaces":[],"seq":8,"v":1}',
    '{"about":"gate/start","at":"2026-12-01T08:04:00Z","batch":"b4","body":{"forced":"crane is here","heads":[],"note":"","role":"lead"},"by":"dana","did":"dana","done_at":"","id":"880384c16f2064a2d7f1b353baf2c1c6dcfc088bc482268c51a6eadcdfb4c010","kind":"released","prev":"29a68f2fe3bee3f4eaf481b6f0007e957bf491ef4e328f5b652c46569a4155e1","replaces":[],"seq":9,"v":1}',
    '{"about":"drain/trench.bed","at":"2026-12-01T08:05:00Z","batch":"b5","body":{"item":"v1:78f9088ef2c5379bb6a2edc7a336c967","note":"sand","result":"pass"},"by":"dana","did":"dana","done_at":"","id":"809f75ee085e3e408de1e0368970e01ee1c8c0c9b41ab2d3dff1b8139091a271","kind":"answered","prev":"880384c16f2064a2d7f1b353baf2c1c6dcfc088bc482268c51a6eadcdfb4c010","replaces":[],"seq":10,"v":1}',
    '{"about":"drain/trench.bed","at":"2026-12-01T08:06:00Z","batch":"b6","body":{"forced":"","heads":["809f75ee085e3e408de1e0368970e01ee1c8c0c9b41ab2d3dff1b8139091a271"],"note":"seen","role":"lead"},"by":"dana","did":"dana","done_at":"","id":"4aed7d907ffe7141e18c334fd92062be4adb313f8525e8435c6bf392bd926be7","kind":"released","prev":"809f75ee085e3e408de1e0368970e01ee1c8c0c9b41ab2d3dff1b8139091a271","replaces":[],"seq":11,"v":1}',
    '{"about":"drain/trench.pipe","at":"2026-12-01T08:07:00Z","batch":"b7","body":{"outcome":"invited","person":"Ann Client","time":"2026-12-01T09:00:00Z"},"by":"dana","did":"dana","done_at":"","id":"4b5dc0cda36d1cd12c03632f12e73eb4c0556df97d3afae2c4da07091edf4f21","kind":"witnessed","prev":"4aed7d907ffe7141e18c334fd92062be4adb313f8525e8435c6bf392bd926be7","replaces":[],"seq":12,"v":1}',
    '{"about":"drain/trench.pipe","at":"2026-12-01T08:08:00Z","batch":"b8","body":{"item":"v1:70128a98ffea8556ec6bd068472fb7d8","result":"pass"},"by":"dana","did":"dana","done_at":"","id":"e380f1b98a56983e2f8a41da3929fb3ce2cc1abc722b4cd541b44340272c4a6c","kind":"answered","prev":"4b5dc0cda36d1cd12c03632f12e73eb4c0556df97d3afae2c4da07091edf4f21","replaces":[],"seq":13,"v":1}',
    '{"about":"drain/trench.pipe","at":"2026-12-01T08:09:00Z","batch":"b9","body":{"outcome":"attended","person":"Ann Client","time":"2026-12-01T09:00:00Z"},"by":"dana","did":"dana","done_at":"","id":"17d321078dc3ad8be179d8c4a12030822bfa71c64d618e71047409ac52631d16","kind":"witnessed","prev":"e380f1b98a56983e2f8a41da3929fb3ce2cc1abc722b4cd541b44340272c4a6c","replaces":[],"seq":14,"v":1}',
    '{"about":"drain/trench.fill","at":"2026-12-01T08:10:00Z","batch":"b10","body":{"item":"v1:0776f6d2c4463f21b95b1f958fc61658","result":"pass"},"by":"dana","did":"dana","done_at":"","id":"590dc9029eb4ebc872925ab1f8de5277f4e55ea7666f99d8cbaeea497f095fdd","kind":"answered","prev":"17d321078dc3ad8be179d8c4a12030822bfa71c64d618e71047409ac52631d16","replaces":[],"seq":15,"v":1}',
    '{"about":"drain/trench.path","at":"2026-12-01T08:11:00Z","batch":"b11","body":{"item":"v1:f5d78f86a21eec5826f6dfad57032b6d","note":"slab broken","result":"fail"},"by":"ravi","did":"ravi","done_at":"","id":"835fff64f5e6de0f39ba450e0c403242b5532bae61e58867c8911c6a4688b9bb","kind":"answered","prev":"590dc9029eb4ebc872925ab1f8de5277f4e55ea7666f99d8cbaeea497f095fdd","replaces":[],"seq":16,"v":1}',
    '{"about":"punch/b11-1","at":"2026-12-01T08:11:00Z","batch":"b11","body":{"category":"B","due":"","item":"drain/trench.path","owner":"","text":"Path as it was","trade":"paving"},"by":"ravi","did":"ravi","done_at":"","id":"473366bd4af53d125bc3fb4ae0719b4767c78d77d08ba063245edd5abd3aabcf","kind":"raised","prev":"835fff64f5e6de0f39ba450e0c403242b5532bae61e58867c8911c6a4688b9bb","replaces":[],"seq":17,"v":1}',
    '{"about":"punch/b11-1","at":"2026-12-01T08:12:00Z","batch":"b12","body":{"note":"new slab"},"by":"ravi","did":"ravi","done_at":"","id":"a8c932abf73f6b147149dfae42aa489820517b511a8ebe6ccc20bc6b8a703527","kind":"completed","prev":"473366bd4af53d125bc3fb4ae0719b4767c78d77d08ba063245edd5abd3aabcf","replaces":[],"seq":18,"v":1}',
    '{"about":"punch/b11-1","at":"2026-12-01T08:13:00Z","batch":"b13","body":{"note":"looked"},"by":"dana","did":"dana","done_at":"","id":"6355b43cda7da4e6e6d4d1058dcedbd931bdf9ccf06b027b1a62859bdfe36e32","kind":"verified","prev":"a8c932abf73f6b147149dfae42aa489820517b511a8ebe6ccc20bc6b8a703527","replaces":[],"seq":19,"v":1}',
    '{"about":"drain/trench.path","at":"2026-12-01T08:14:00Z","batch":"b14","body":{"forced":"mason is ill","item":"v1:f5d78f86a21eec5826f6dfad57032b6d","result":"pass"},"by":"dana","did":"dana","done_at":"","id":"d131248b371958c208e3b4b23b69f79adaa5eff4776be01d5167115b66ff7cb8","kind":"answered","prev":"6355b43cda7da4e6e6d4d1058dcedbd931bdf9ccf06b027b1a62859bdfe36e32","replaces":["835fff64f5e6de0f39ba450e0c403242b5532bae61e58867c8911c6a4688b9bb"],"seq":20,"v":1}',
    '{"about":"agreed/change.a-tap-at-the","at":"2026-12-01T08:15:00Z","batch":"b15","body":{"client":"Ann Client","drops":"","price":"180 EUR","text":"A tap at the gate"},"by":"dana","did":"dana","done_at":"","id":"a19783531ef45e29ae9d36d2892419c8ed28b3fae6939111908d2f1051a4a420","kind":"agreed","prev":"d131248b371958c208e3b4b23b69f79adaa5eff4776be01d5167115b66ff7cb8","replaces":[],"seq":21,"v":1}',
    '{"about":"agreed/drop.drain/trench.cover@south","at":"2026-12-01T08:16:00Z","batch":"b16","body":{"client":"Ann Client","drops":"drain/trench.cover@south","price":"","text":"No cover in the south"},"by":"dana","did":"dana","done_at":"","id":"a78ccfe9e5f2d14503c1ea55dd73229988b1713893a82f591f0c1a85fb5cb2e8","kind":"agreed","prev":"a19783531ef45e29ae9d36d2892419c8ed28b3fae6939111908d2f1051a4a420","replaces":[],"seq":22,"v":1}',
    '{"about":"plan/lists","at":"2026-12-01T08:17:00Z","batch":"b17","body":{"lists":[{"digest":"0000000000000000000000000000000000000000000000000000000000000001","list":"drain"}],"reason":"layers named"},"by":"dana","did":"dana","done_at":"","id":"fb6b1c79e4a85281048113aed51a462669cf4ab4df311621d727cefbb83b1495","kind":"upgraded","prev":"a78ccfe9e5f2d14503c1ea55dd73229988b1713893a82f591f0c1a85fb5cb2e8","replaces":[],"seq":23,"v":1}',
    '{"about":"drain/trench.fill","at":"2026-12-01T08:18:00Z","batch":"b18","body":{"item":"v1:503cbb312fc56aeab43dc9e7d19792e9","result":"pass"},"by":"dana","did":"dana","done_at":"","id":"3abceb73c9de196fb21f2ee24551a443c3dd3d573939973ca949977e92898842","kind":"answered","prev":"fb6b1c79e4a85281048113aed51a462669cf4ab4df311621d727cefbb83b1495","replaces":["590dc9029eb4ebc872925ab1f8de5277f4e55ea7666f99d8cbaeea497f095fdd"],"seq":24,"v":1}',
    '{"about":"agreed/change.a-tap-at-the","at":"2026-12-01T08:19:00Z","batch":"b19","body":{"item":"v1:6ab98ee76487f6307dca872512c32416","result":"pass"},"by":"dana","did":"dana","done_at":"","id":"2f166959fdc78ac4aae11792aee219420db3fb2e37bc8fd037c19d8a2fcd4899","kind":"answered","prev":"3abceb73c9de196fb21f2ee24551a443c3dd3d573939973ca949977e92898842","replaces":[],"seq":25,"v":1}',
)

FROZEN_SETTINGS = Settings(people=(Person("dana", "Dana"), Person("ravi", "Ravi"), Person("olga", "Olga")))


def test_the_frozen_records_hold_every_kind() -> None:
    """A kind of a later release gets a frozen record of its own; none goes without."""
    first = {json.loads(line)["kind"] for lines in FROZEN_RECORD.values() for line in lines}
    later = {json.loads(line)["kind"] for line in WHOLE_ITEM_RECORD}
    assert first == {"opened", "planned", "answered", "noted", "waived", "signed", "retracted"}
    latest = {json.loads(line)["kind"] for line in (*punchlines.RECORD, *removedlines.RECORD)}
    assert first | later | latest == set(events.KINDS)


def test_a_record_of_holds_changes_and_upgrades_replays_for_ever() -> None:
    """Its items, numbers, evidence, releases, punch items and findings are the same in every release."""
    said, problems = logs.read("".join(f"{line}\n" for line in WHOLE_ITEM_RECORD).encode(), "aaaa", "aaaa.jsonl")
    lists = {"d" * 64: parsed(WHOLE_ITEM_LIST), f"{1:064x}": parsed(WHOLE_ITEM_NEWER)}
    state = fold("elm", Place("jobs/elm"), lists, said)
    assert problems == []
    assert {item.item.subject: (item.item.number, item.standing) for item in state.items} == {
        "drain/trench.depth": (1, "pass"),
        "drain/trench.bed": (2, "pass"),
        "drain/trench.pipe": (3, "pass"),
        "drain/trench.fill": (4, "pass"),
        "drain/trench.paving": (5, "pass"),
        "drain/trench.cover@north": (6, "open"),
        "drain/trench.cover@south": (7, "hidden"),
        "agreed/change.a-tap-at-the": (8, "pass"),
    }
    depth, bed, pipe, fill, paving = (item for item in state.items[:5])
    assert (depth.heads[0].value, [k.name for k in depth.heads[0].kept]) == ("620", ["trench.jpg", "delivery.pdf"])
    assert [(r.role, r.note) for r in bed.releases] == [("lead", "seen")]
    assert [(w.outcome, w.person) for w in pipe.witnesses] == [("invited", "Ann Client"), ("attended", "Ann Client")]
    assert [a.fingerprint == fill.item.fingerprint for a in fill.history] == [False, True]
    assert (paving.heads[0].forced, [a.result for a in paving.history]) == ("mason is ill", ["fail", "pass"])
    assert [(p.number, p.tag, p.category, p.standing, p.verified_by) for p in state.punch] == [
        (1, "aaa", "B", "verified", "dana")
    ]
    assert [(f.text, f.kept[0].name) for f in state.found] == [("Path cracked at the gate", "trench.jpg")]
    assert [(c.text, c.client, c.price, c.drops) for c in state.changes] == [
        ("A tap at the gate", "Ann Client", "180 EUR", ""),
        ("No cover in the south", "Ann Client", "", "drain/trench.cover@south"),
    ]
    context = Context("2026-12-01T09:00:00Z", "2026-12-01", "closeout", FROZEN_SETTINGS)
    assert [(f.severity, f.code, f.subject) for f in evaluate.job(state, (), context)] == [
        ("block", "signoff-missing", "gate/handover"),
        ("block", "item-missed", "drain/trench.cover@north"),
        ("warn", "gate-forced", "gate/start"),
        ("warn", "role-overridden", "drain/trench.paving"),
    ]


def test_a_record_of_the_first_release_replays_for_ever() -> None:
    """The frozen record comes to the same plan, standings, signature, findings and verdict in every release."""
    said, problems = [], []
    for log, lines in FROZEN_RECORD.items():
        found, wrong = logs.read("".join(f"{line}\n" for line in lines).encode(), log, f"{log}.jsonl")
        said += found
        problems += wrong
    lists = {"d" * 64: parsed(FROZEN_LIST)}
    state = fold("elm", Place("jobs/elm"), lists, said)
    findings = evaluate.job(
        state,
        (*problems, *logs.missing_links(said)),
        Context("2026-12-01T09:00:00Z", "2026-12-01", "closeout", FROZEN_SETTINGS),
    )
    assert {item.item.subject: item.standing for item in state.items} == {
        "kitchen/arrival.isolated": "pass",
        "kitchen/worktops.sealed": "fail",
        "kitchen/worktops.level": "fail",
        "kitchen/worktops.spare": "na",
        "kitchen/worktops.called": "open",
        "scope/promise.read-back": "pass",
        "scope/promise.0": "pass",
    }
    assert [(f.severity, f.code, f.subject, bool(f.waived)) for f in findings] == [
        ("block", "signoff-stale", "gate/handover", False),
        ("block", "item-failed", "kitchen/worktops.sealed", False),
        ("block", "item-missed", "kitchen/worktops.called", False),
        ("block", "item-failed", "kitchen/worktops.level", True),
        ("info", "handover-moved", "plan/handover", False),
    ]
    assert verdict(findings) == "not ready"
    assert (state.plan.name, state.plan.lead) == ("Elm Street kitchen", "dana")
    assert (state.plan.first_handover, state.plan.handover) == ("2026-12-04", "2026-12-07")
    assert [(s.person, s.revision, s.outcome, len(s.stale_by)) for s in state.signoffs] == [
        ("Ann Client", "A", "accepted_with_reservations", 2)
    ]
    assert [note.text for note in state.notes] == ["client asked for oak handles"]
    assert len(state.retracted) == 1
