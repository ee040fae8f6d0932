"""The walk killed at any moment: what its screen had acknowledged is in the record, and the record is whole."""

import json
import os
import random
import re
import select
from typing import Any

import pytest

from cli.terminals import Start
from conftest import Shell

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no such terminal, and no such signal")

FULL = {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
ITEMS = 60
TICKED = re.compile(r"\b(\d+) ticked\. ")
LEFT = re.compile(r"\b(\d+) left\b")
MOMENT = 0.1  # seconds in which a burst of keys is read, recorded and drawn


@pytest.fixture
def long(workspace: Shell) -> Shell:
    """The workspace with a job of sixty items."""
    items = "".join(f"      - i{n}: Item {n}\n" for n in range(1, ITEMS + 1))
    text = f"checklist: long\ntitle: Long\nsections:\n  - id: s\n    title: S\n    items:\n{items}"
    (workspace.folder / "checklists" / "long.yaml").write_text(text, encoding="utf-8")
    workspace("open", "Elm", "--checklist", "long", "--handover", "2099-12-04")
    return workspace


def test_a_key_that_the_screen_acknowledged_is_in_the_record(long: Shell, terminal: Start) -> None:
    """A pass, a failure and a remark, with the process killed as soon as the last of them is told."""
    at = terminal(long, "walk", **FULL)
    at.answer(f"{ITEMS} left", "p", end="")
    at.answer("1 ticked. 59 left.", "f", end="")
    at.answer("FAILED, recorded", "\x1b", end="")
    at.answer("2 FAILED. 59 left.", "t", end="")
    at.answer("Remark", "wet\r", end="")
    while "Noted." not in at.screen[at.read :]:
        assert at.more()
    at.process.kill()
    assert [result for _, result in _answered(long)] == ["pass", "fail"]
    assert [line["body"]["text"] for line in _said(long) if line["kind"] == "noted"] == ["wet"]
    assert _problems(long) == set()


def test_a_walk_killed_at_any_moment_loses_nothing_that_it_showed(long: Shell, terminal: Start) -> None:
    """Ten times, each while a burst of keys is being recorded; the next walk goes on where the last one ended."""
    chance = random.Random(7)  # noqa: S311 (moments, no secrets)
    told = 0
    for _ in range(10):
        before = len(_answered(long))
        at = terminal(long, "walk", **FULL)
        at.answer(f"{ITEMS - before} left", "p", end="")
        at.answer(f"{ITEMS - before - 1} left", "ppp", end="")
        select.select([], [], [], chance.uniform(0, MOMENT))
        at.process.kill()
        while at.more():  # what the terminal had taken by then was seen as well
            pass
        shown = {int(number) for number in TICKED.findall(at.screen)}
        left = min(int(number) for number in LEFT.findall(at.screen))
        recorded = [number for number, _ in _answered(long)]
        assert shown <= set(recorded)
        assert len(recorded) == len(set(recorded)) >= ITEMS - left
        told += ITEMS - before - left
    assert told >= 10
    assert _problems(long) == set()


def _said(shell: Shell) -> list[dict[str, Any]]:
    logs = (shell.folder / "jobs" / "elm" / "record").glob("*.jsonl")
    lines = b"".join(log.read_bytes() for log in logs).split(b"\n")
    return [json.loads(line) for line in lines[:-1]]  # the last is empty, or the half that a kill left


def _answered(shell: Shell) -> list[tuple[int, str]]:
    """Every answer in the record: the item's number and the result."""
    answers = (line for line in _said(shell) if line["kind"] == "answered")
    return [(int(str(line["about"]).rpartition(".i")[2]), line["body"]["result"]) for line in answers]


def _problems(shell: Shell) -> set[str]:
    """What the check finds wrong with the record, but for a line that a kill cut in half, which it knows as such."""
    found = json.loads(shell("check", "--output", "json=-", code=1).out)["checks"][0]["findings"]
    return {str(f["code"]) for f in found} - {"item-missed", "item-failed", "line-torn"}
