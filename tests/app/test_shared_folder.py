"""A folder that is shared without git: what the sharing program leaves beside our files."""

import json
import shutil
from pathlib import Path

import pytest

from conftest import Shell
from qcheck.core.copies import original
from qcheck.core.sides import lacks, union

JOB = "jobs/elm-street-kitchen"

NAMES = [
    ("{} (Dana's conflicted copy 2026-12-03)", "Dropbox"),
    ("{} (conflicted copy 2026-12-03 140731)", "Nextcloud"),
    ("{} (in Konflikt stehende Kopie von Dana 2026-12-03)", "Dropbox in German"),
    ("{} (Case Conflict)", "Dropbox"),
    ("{}_conflict-20261203-140731", "ownCloud"),
    ("{}.sync-conflict-20261203-140731-ABCDEFG", "Syncthing"),
    ("{} (SFConflict dana@miller.example 2026-12-03-14-07-31)", "Seafile"),
    ("{}.Conflict", "Resilio"),
    ("{} [conflicted]", "pCloud"),
    ("{} (1)", "Google Drive"),
    ("{} 2", "iCloud"),
    ("{}-LAPTOP-7QK2", "OneDrive"),
    ("{} - Copy", "Windows Explorer"),
]


@pytest.mark.parametrize("form", [form for form, _ in NAMES])
def test_a_copy_is_known_by_its_name(form: str) -> None:
    """A log, a list and a photo alike."""
    for name in ("record/a1b2c3d4.jsonl", f"evidence/{'ab' * 32}.jpg"):
        stem, _, suffix = name.rpartition(".")
        assert original(f"{JOB}/{form.format(stem)}.{suffix}") == f"{JOB}/{name}"
    assert original(f"checklists/{form.format('kitchen')}.yaml") == "checklists/kitchen.yaml"
    assert original(f"{form.format('qcheck')}.yaml") == "qcheck.yaml"


@pytest.mark.parametrize("name", ["kitchen-install", "kitchen", "office-cleaning-2", "a1b2c3d4", "kitchen.v2"])
def test_what_is_named_like_a_list_is_no_copy(name: str) -> None:
    """Lower case and hyphens are names that people give."""
    assert original(f"checklists/{name}.yaml") == ""


def test_lines_are_put_together_whatever_the_order_of_sides() -> None:
    """Each once; a line that was cut off is kept, and gets an end."""
    one, other = b"a\nb\nc\n", b"a\nb\nd\ncut"
    assert union(one, other) == union(other, one) == b"a\nb\nc\nd\ncut\n"
    assert union(one, b"a\r\nb\r\n") == one
    assert union(b"", one) == one
    assert (lacks(b"a\n", one), lacks(one, b"a\n"), lacks(b"c\nb\r\na\n", one)) == (True, False, False)


def _log(shell: Shell) -> Path:
    return next((shell.folder / JOB / "record").glob("*.jsonl"))


@pytest.mark.parametrize("form", ["{} (Dana's conflicted copy 2026-12-03)", "{}-LAPTOP-7QK2", "{} (1)"])
def test_a_copied_log_is_read_at_once_and_put_back_into_the_log(elm: Shell, form: str) -> None:
    """Its lines count before anyone tidies up, and none is lost when someone does."""
    log = _log(elm)
    before = log.read_bytes()
    elm("tick", "1")
    ticked = log.read_bytes()
    copy = log.with_name(f"{form.format(log.stem)}.jsonl")
    copy.write_bytes(ticked)
    log.write_bytes(before)
    assert [r.split("\t")[3] for r in elm("status", "--porcelain").out.splitlines()[1:3]] == ["pass", "open"]
    assert elm("sync").out == (f"Taken in from copies of a shared folder: {copy.relative_to(elm.folder).as_posix()}.\n")
    assert not copy.exists()
    assert log.read_bytes() == ticked
    assert elm("sync", code=2).err.startswith("This workspace is in no git repository")


def test_two_copies_that_went_on_from_one_log_are_both_kept(elm: Shell, tmp_path: Path) -> None:
    """A machine that was copied: the fork shows, and both ways count."""
    log = _log(elm)
    other = Shell(tmp_path / "copy", tmp_path / "s2", {**elm.environment, "QCHECK_STATE": str(tmp_path / "s2")})
    shutil.copytree(elm.folder, other.folder)
    shutil.copytree(elm.state, other.state)
    elm("tick", "1")
    other("tick", "2", "--as", "dana")
    theirs = _log(other).read_bytes()
    log.with_name(f"{log.stem} (conflicted copy 2026-12-03 140731).jsonl").write_bytes(theirs)
    lines = {*log.read_bytes().splitlines(), *theirs.splitlines()}
    elm("sync")
    assert {*log.read_bytes().splitlines()} == lines
    report = json.loads(elm("check", "--output", "json=-", code=1).out)
    codes = {f["code"] for check in report["checks"] for f in check["findings"]}
    assert codes & {"log-forked", "chain-broken"} == {"log-forked"}
    assert [r.split("\t")[3] for r in elm("status", "--porcelain").out.splitlines()[1:3]] == ["pass", "pass"]


def test_a_copied_text_is_kept_beside_and_found(elm: Shell) -> None:
    """The program has chosen which holds; the copy gets a name of ours, and is no list of its own."""
    path = elm.folder / "checklists" / "kitchen.yaml"
    (elm.folder / "checklists" / "kitchen-LAPTOP.yaml").write_bytes(path.read_bytes() + b"# theirs\n")
    said = elm("sync").out
    beside = next(p for p in path.parent.iterdir() if p.name.startswith("kitchen.") and p != path)
    assert said == (f"Changed on two devices at once; the side that does not hold is in: checklists/{beside.name}.\n")
    assert beside.read_bytes().endswith(b"# theirs\n")
    assert elm("lint").out == (
        f"checklists/{beside.name}: warn: checklists/kitchen.yaml was changed on two devices at once; this is the side "
        "that does not hold [text-contested]\n"
        "    Take over from it what is missing, then remove it\n"
        "1 checklist, 1 finding.\n"
    )


def test_names_that_some_devices_take_for_one_are_found(elm: Shell) -> None:
    """A Windows laptop would have one list of the two, and the other would seem to be gone."""
    path = elm.folder / "checklists" / "kitchen.yaml"
    path.with_name("KITCHEN.yaml").write_bytes(path.read_bytes())
    said = (
        "checklists/kitchen.yaml: warn: The name differs from checklists/KITCHEN.yaml only in the case of letters: "
        "Windows, macOS and USB sticks keep one of the two [names-alike]\n"
    )
    assert said in elm("lint", code=1).out
    assert said in elm("check", "--all", code=1).out


def test_copies_of_what_never_changes_go_where_they_are_the_same(elm: Shell) -> None:
    """A photo or file that is missing comes back from its copy; one that differs is left alone."""
    (elm.folder / "a.txt").write_text("one", encoding="utf-8")
    elm("tick", "1", "--file", "a.txt")
    kept = next((elm.folder / JOB / "evidence").iterdir())
    same = kept.with_name(f"{kept.stem} (1){kept.suffix}")
    shutil.copy(kept, same)
    elm("sync")
    assert [p.name for p in kept.parent.iterdir()] == [kept.name]
    kept.rename(same)
    elm("sync")
    assert [p.name for p in kept.parent.iterdir()] == [kept.name]
    same.write_text("another", encoding="utf-8")
    elm("sync", code=2)
    assert same.read_text(encoding="utf-8") == "another"
    assert kept.read_text(encoding="utf-8") == "one"


def test_a_copy_of_a_log_in_a_repository_is_taken_in_before_it_is_sent(elm: Shell, tmp_path: Path) -> None:
    """Where a shared folder is in git as well."""
    from devices import Device, environment

    device = Device(elm.folder, elm.state, environment(elm, tmp_path))
    device.git("init", "-q", "-b", "main")
    device.git("init", "-q", "--bare", str(tmp_path / "remote.git"))
    device.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    device.sync()
    log = _log(elm)
    shutil.copy(log, log.with_name(f"{log.stem} (1).jsonl"))
    assert device.sync() == (
        f"Taken in from copies of a shared folder: {JOB}/record/{log.stem} (1).jsonl.\nNothing new here or there.\n"
    )
