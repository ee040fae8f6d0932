"""A job on site for whole-process tests: a list of every kind of item, photos, and what lies in the job's folder."""

import json
from pathlib import Path
from typing import Any

from PIL import Image

from conftest import Shell

SITE = """\
checklist: site
title: Site
ask:
  worktop: {text: "Worktop material?", choice: [laminate, granite]}
sections:
  - id: start
    title: Start
    items:
      - id: isolated
        text: Power isolated
        accept: 0 V
        gate: start
        evidence: {photos: 1}
      - id: pipes
        text: Pipes seen
        hold: {release: office}
      - covered: Pipes covered
      - id: walk
        text: Walked through with the client
        hold: {witness: client}
  - id: measured
    title: Measured
    items:
      - id: level
        text: Worktop level
        answer: {number: {unit: mm, max: 2}}
        on_fail: {raise: {category: A, trade: joinery}}
      - id: colour
        text: Joint colour
        answer: {choice: {options: [clear, white, grey], pass: [clear, white]}}
      - id: batch
        text: Batch
        answer: {text: {min: 3}}
      - id: filter
        text: Filter changed on
        answer: {date: {before: today}}
      - id: sealed
        text: Stone sealed
        when: {fact.worktop: granite}
      - id: fronts
        text: Fronts aligned
        on_fail: {raise: {category: B, text: Align the fronts}}
      - id: gas
        text: Gas tight
        role: fitter
        needs: measured.level
      - id: paper
        text: Certificate with the client
        evidence: {file: 1}
  - id: after
    title: After
    items:
      - id: call
        text: Client called
        gate: closeout
"""
TAKEN = "2026:12:03 14:07:31"
CAMERA, BLOCK, TIME, PLACE = 0x010F, 0x8769, 0x9003, 0x8825
LONDON = {1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)}


def opened(shell: Shell, site: str = SITE) -> Shell:
    """The workspace with one job for that list: its worktop is of laminate, its handover at 17:00."""
    (shell.folder / "checklists" / "site.yaml").write_text(site, encoding="utf-8")
    shell("open", "Elm Street", "-c", "site", "--handover", "2099-12-04 17:00", "--fact", "worktop=laminate")
    return shell


def configured(shell: Shell, old: str, new: str) -> None:
    """Gives a key of qcheck.yaml another value."""
    path = shell.folder / "qcheck.yaml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, text
    path.write_text(text.replace(old, new), encoding="utf-8")


def photograph(path: Path, colour: str = "green", size: tuple[int, int] = (60, 40)) -> bytes:
    """Takes a photo as a phone does, with the time, the place and the camera's maker in it."""
    exif = Image.Exif()
    exif[CAMERA] = "Phone"
    exif.get_ifd(BLOCK)[TIME] = TAKEN
    exif.get_ifd(PLACE).update(LONDON)
    path.parent.mkdir(exist_ok=True)
    Image.new("RGB", size, colour).save(path, "JPEG", exif=exif.tobytes())
    return path.read_bytes()


def held(shell: Shell) -> dict[str, bytes]:
    """Everything that lies in the folders of all jobs, byte for byte."""
    jobs = shell.folder / "jobs"
    return {str(path.relative_to(jobs)): path.read_bytes() for path in sorted(jobs.rglob("*")) if path.is_file()}


def evidence(shell: Shell) -> list[Path]:
    """The files that are kept as evidence."""
    return sorted(shell.folder.glob("jobs/*/evidence/*"))


def said(shell: Shell, kind: str) -> list[dict[str, Any]]:
    """What the record holds of one kind, as it was written."""
    logs = (shell.folder / "jobs").glob("*/record/*.jsonl")
    events = [json.loads(line) for log in logs for line in log.read_text(encoding="utf-8").splitlines()]
    return [event for event in events if event["kind"] == kind]


def standings(shell: Shell) -> dict[int, str]:
    """How each item stands, by its number."""
    rows = [line.split("\t") for line in shell("status", "--porcelain").out.splitlines()]
    return {int(row[1]): row[3] for row in rows if row[0] == "item"}


def findings(shell: Shell, *words: str, code: int | None = 1) -> list[tuple[str, int]]:
    """What `check` finds beside what was not checked yet: code and item's number."""
    report = json.loads(shell("check", *words, "--output", "json=-", code=code).out)
    return [(f["code"], f["number"]) for c in report["checks"] for f in c["findings"] if f["code"] != "item-missed"]
