"""A large job is not folded anew for every tick, and nothing that is kept of it can change what is said of it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qcheck.app import answer, jobs, standing
from qcheck.app.desk import Caller, Desk, open_desk
from qcheck.app.init import Founding, found
from qcheck.app.open import Opening, open_job

NOW = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
LIST = (
    "checklist: plain\nsections:\n  - id: s\n    items:\n"
    "      - i0: The first thing\n      - i1: The second thing\n"
    "      - {id: i2, text: Third, when: {item.s.i3: fail}}\n      - i3: The fourth thing\n"
)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A workspace with one job that counts as large."""
    monkeypatch.setattr(standing, "LARGE", 1)
    caller = Caller(NOW, tmp_path / "ws", tmp_path / "state", "ab" * 16, "cd" * 16)
    caller.folder.mkdir()
    found(caller.folder, caller.home, Founding("Bench", "Dana Miller", "UTC"))
    (caller.folder / "checklists" / "plain.yaml").write_text(LIST, encoding="utf-8")
    opened = open_desk(caller)
    open_job(opened, Opening("Elm", ("plain",)))
    return opened


def _tick(desk: Desk, *words: str) -> answer.Said:
    return answer.answer(desk, "elm", words, "pass", {})


def _kept(desk: Desk) -> Path:
    return next((desk.root / ".qcheck" / "cache").glob("standing-*"))


def _is_brief(desk: Desk) -> bool:
    return not standing.load(desk, "elm").state.events


def test_a_second_tick_goes_on_from_what_was_kept(desk: Desk) -> None:
    """The state is taken from the cache and the lines since, and says the same as the whole record."""
    _tick(desk, "1")
    assert _is_brief(desk)
    assert _tick(desk, "2").left == 2
    brief, whole = standing.load(desk, "elm").state, jobs.load(desk, "elm").state
    assert not brief.events
    assert [i.standing for i in brief.items] == [i.standing for i in whole.items] == ["pass", "pass", "open", "open"]


def test_a_line_from_another_device_is_seen(desk: Desk) -> None:
    """Lines that a merge brought are part of what stands."""
    _tick(desk, "1")
    other = open_desk(Caller(NOW, desk.root, desk.root.parent / "other", "ef" * 16, "cd" * 16, user="dana"))
    answer.answer(other, "elm", ("1",), "fail", {"note": "loose"})
    assert standing.load(desk, "elm").state.items[0].standing == "fail"


def test_a_line_that_was_changed_is_not_gone_on_from(desk: Desk) -> None:
    """What was kept is believed only over the bytes that it was made of."""
    _tick(desk, "1")
    assert _is_brief(desk)
    log = next((desk.root / "jobs" / "elm" / "record").glob("*.jsonl"))
    log.write_bytes(log.read_bytes().replace(b'"result":"pass"', b'"result":"fail"'))
    assert not _is_brief(desk)


@pytest.mark.parametrize("spoil", [b"", b"{}", b"\x00" * 200])
def test_what_is_kept_can_be_spoilt_or_lost(desk: Desk, spoil: bytes) -> None:
    """A kept state that is damaged is made again, and nobody notices."""
    _tick(desk, "1")
    _kept(desk).write_bytes(spoil)
    assert _tick(desk, "2").left == 2
    _kept(desk).unlink()
    assert standing.load(desk, "elm").state.items[1].standing == "pass"


def test_what_is_kept_cannot_be_forged(desk: Desk) -> None:
    """A kept state that says something else, without this installation's seal, is not believed."""
    _tick(desk, "1")
    path = _kept(desk)
    content = path.read_bytes()
    assert b'"standing":"open"' in content
    path.write_bytes(content.replace(b'"standing":"open"', b'"standing":"pass"'))
    assert standing.load(desk, "elm").state.items[1].standing == "open"


def test_another_pinned_list_is_not_gone_on_from(desk: Desk) -> None:
    """A pinned list that was changed is found as it is without a cache."""
    _tick(desk, "1")
    pin = next((desk.root / "jobs" / "elm" / "checklists").iterdir())
    pin.write_text(pin.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert standing.load(desk, "elm").problems


def test_the_record_after_brief_ticks_is_sound(desk: Desk) -> None:
    """Lines that were appended without reading the whole log follow the chain and count on."""
    for word in ("1", "2", "1", "2"):
        _tick(desk, word)
    held = jobs.load(desk, "elm")
    assert held.problems == ()
    lines = next((desk.root / "jobs" / "elm" / "record").glob("*.jsonl")).read_bytes().splitlines()
    assert [json.loads(line)["seq"] for line in lines] == list(range(1, len(lines) + 1))
