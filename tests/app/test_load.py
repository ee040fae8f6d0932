"""Loading in process: one write, one fsync, and what happens when the job changes meanwhile."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qcheck.app import load as loading
from qcheck.app.desk import BadFile, Caller, Desk, open_desk
from qcheck.app.init import Founding, found
from qcheck.app.load import load
from qcheck.app.open import Opening, open_job

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
LIST = "checklist: least\nsections:\n  - id: all\n    items:\n      - done: Everything done\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A workspace with a job, Elm, and a list of two items."""
    folder = tmp_path / "work"
    caller = Caller(NOW, folder, tmp_path / "state", "ab" * 16, "cd" * 16)
    found(folder, caller.home, Founding("Miller", "Dana Miller", "UTC"))
    (folder / "checklists" / "least.yaml").write_text(LIST, encoding="utf-8")
    opened = open_desk(caller)
    open_job(opened, Opening("Elm", ("least",), handover="5d"))
    (folder / "walk.csv").write_text("text,where\nScratch,hall\nTap drips,bath\n", encoding="utf-8")
    return opened


def test_everything_is_written_at_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """One write and one fsync of the log; loading again makes none."""
    calls: list[str] = []
    real_write, real_sync = os.write, os.fsync
    log = next((desk.root / "jobs").rglob("*.jsonl")).stat().st_ino

    def write(fd: int, content: bytes) -> int:
        calls.extend(["write"] if os.fstat(fd).st_ino == log else [])
        return real_write(fd, content)

    def sync(fd: int) -> None:
        calls.extend(["fsync"] if os.fstat(fd).st_ino == log else [])
        real_sync(fd)

    monkeypatch.setattr(os, "write", write)
    monkeypatch.setattr(os, "fsync", sync)
    assert len(load(desk, "elm", (desk.root / "walk.csv",), {}).raised) == 2
    assert calls == ["write", "fsync"]
    assert load(desk, "elm", (desk.root / "walk.csv",), {}).standing == 2
    assert calls == ["write", "fsync"]


def test_photos_of_more_than_a_command_takes_are_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are all held before anything is recorded."""
    from PIL import Image

    Image.new("RGB", (60, 40), "red").save(desk.root / "door.jpg")
    (desk.root / "walk.csv").write_text("text,photo\nScratch,door.jpg\n", encoding="utf-8")
    monkeypatch.setattr(loading, "MOST_PHOTOS", 100)
    with pytest.raises(BadFile) as error:
        load(desk, "elm", (desk.root / "walk.csv",), {})
    assert [f.args["why"] for f in error.value.findings] == ["The photos are more than 600 MB together"]
