"""Events: every kind goes to a line and back, and lines of earlier releases stay what they are."""
# ruff: noqa: E501 (frozen lines stand here as they stand in a record)

import hashlib
import json
import re
from typing import Any

import pytest

from builder import parsed
from qcheck.core import evaluate, events, logs
from qcheck.core.fold import fold
from qcheck.core.rules.context import Context
from qcheck.core.verdict import verdict
from qcheck.model.event import (
    Answered,
    Body,
    Draft,
    Noted,
    Opened,
    Pin,
    Planned,
    Reservation,
    Retracted,
    Seal,
    Signed,
    Waived,
)
from qcheck.model.place import Place
from qcheck.model.settings import Person, Settings

PLACE = Place("jobs/elm/record/aaaa.jsonl", 1)

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
}


def _drafts() -> list[Draft]:
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
        for kind, (about, body) in EXAMPLES.items()
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
)


def test_every_kind_has_an_example() -> None:
    """A kind that is added to the table without an example here fails this test."""
    assert set(EXAMPLES) == set(events.KINDS)
    assert {kind: type(body) for kind, (_, body) in EXAMPLES.items()} == events.KINDS


@pytest.mark.parametrize("kind", EXAMPLES)
def test_an_event_of_every_kind_comes_back_as_it_was_said(kind: str) -> None:
    """What is drafted is what is read back from its line, member by member."""
    draft = next(d for d in _drafts() if d.kind == kind)
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

FROZEN_SETTINGS = Settings(people=(Person("dana", "Dana"), Person("ravi", "Ravi"), Person("olga", "Olga")))


def test_the_frozen_record_holds_every_kind() -> None:
    """A kind of a later release gets a frozen record of its own; this one has all of the first."""
    kinds = {json.loads(line)["kind"] for lines in FROZEN_RECORD.values() for line in lines}
    assert kinds == set(events.KINDS)


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
