"""Syncing where files of a record were spoilt or removed by hand: nothing of it reaches another device."""

from pathlib import Path

import pytest
from PIL import Image

from conftest import Shell
from devices import Device, another, first

NOTHING = "Nothing new here or there.\n"
JOB = "jobs/elm-street-kitchen"
MEND = (
    "Remove the line and sync again: one that was sent before comes back as it was. One that was not is only here: "
    "undo what was changed in it."
)
UNSENT = "Nothing was sent, so that no other device gets it."


@pytest.fixture
def dana(workspace: Shell, tmp_path: Path) -> Device:
    """The device that began."""
    return first(workspace, tmp_path)


@pytest.fixture
def ravi(dana: Device) -> Device:
    """A second device, with a clone."""
    return another(dana, "van", "ravi")


def log(device: Device) -> Path:
    """The only log of the job."""
    return device.folder / JOB / "record" / next(iter(device.record()))


def shown(path: Path) -> str:
    """A log as it is named."""
    return f"{JOB}/record/{path.name}"


def held(device: Device, folder: str = "private") -> Path:
    """The only file in a folder of the job."""
    return next((device.folder / JOB / folder).iterdir())


def photo(device: Device) -> Path:
    """A photo that an answer names, where it is kept."""
    Image.new("RGB", (32, 24), (200, 40, 40)).save(device.folder / "a.jpg")
    device("tick", "1", "--photo", "a.jpg")
    return held(device, "evidence")


def test_a_changed_line_is_sent_to_nobody_and_comes_back_as_it_was(dana: Device, ravi: Device) -> None:
    """The file and the line are named; nothing is committed, and what the advice says leads back to a whole record."""
    dana("tick", "1")
    dana.sync()
    ravi.sync()
    kept, path, head = dana.record(), log(dana), dana.git("rev-parse", "HEAD")
    lines = path.read_bytes().split(b"\n")
    number = next(n for n, line in enumerate(lines) if b'"answered"' in line)
    spoilt = lines[number].replace(b'"pass"', b'"fail"')
    path.write_bytes(b"\n".join([*lines[:number], spoilt, *lines[number + 1 :]]))
    (dana.folder / "checklists" / "new.txt").write_text("new", encoding="utf-8")
    back = f"Or bring back the file as it was sent, without what was recorded since: git checkout -- {shown(path)}"
    assert dana("sync", code=2).err == (
        f"{shown(path)}:{number + 1}: this line is not as qcheck wrote it: it was changed after it was written. "
        f"{UNSENT}\n{MEND} {back}\n"
    )
    assert dana.git("rev-parse", "HEAD") == head
    assert ravi.sync() == NOTHING
    path.write_bytes(b"\n".join([*lines[:number], *lines[number + 1 :]]))
    dana("note", "recorded since")
    dana.sync()
    ravi.sync()
    assert dana.lines() >= set(kept[path.name].splitlines())
    assert b"recorded since" in b"".join(ravi.lines())
    assert ravi.findings() & {"chain-broken", "line-unreadable", "line-torn"} == set()
    assert dana.findings() & {"chain-broken", "line-unreadable", "line-torn"} == set()


def test_lines_that_are_none_are_counted_and_sent_to_nobody(dana: Device, ravi: Device) -> None:
    """Also in a log that was never sent, which git cannot bring back."""
    ravi("tick", "1")
    path = next(each for each in (ravi.folder / JOB / "record").iterdir() if each.name not in dana.record())
    with path.open("ab") as file:
        file.write(b"garbage{\n<<<<<<< ours\n")
    number = path.read_bytes().count(b"\n") - 1
    assert ravi("sync", code=2).err == (
        f"{shown(path)}:{number}: this line is not as qcheck wrote it (and 1 more in this file): it is not JSON. "
        f"{UNSENT}\n{MEND}\n"
    )
    assert dana.sync() == NOTHING


def test_a_line_that_was_torn_off_is_sent_as_it_is(dana: Device, ravi: Device) -> None:
    """Nothing confirmed is in it, and the next command begins on a new line; both before and after that."""
    dana("tick", "1")
    dana.sync()
    whole = log(dana).read_bytes()
    log(dana).write_bytes(whole + whole.splitlines()[-1][:90])
    dana.sync()
    log(dana).write_bytes(log(dana).read_bytes() + b"\n" + whole.splitlines()[-1][:40])
    dana("note", "goes on")
    dana.sync()
    ravi.sync()
    assert ravi.lines() == dana.lines()
    assert ravi.findings() & {"chain-broken", "line-unreadable", "line-torn"} == {"line-torn"}


def test_a_spoilt_copy_of_a_shared_folder_is_not_taken_in(dana: Device) -> None:
    """The copy is named; it stays, and the log stays as it is."""
    kept, path = dana.record(), log(dana)
    copy = path.with_name(f"{path.stem} (1).jsonl")
    copy.write_bytes(path.read_bytes().replace(b'"opened"', b'"closed"'))
    assert dana("sync", code=2).err.startswith(f"{shown(copy)}:1: this line is not as qcheck wrote it: ")
    assert copy.exists()
    assert {path.name: path.read_bytes()} == kept


def test_a_photo_that_was_removed_by_mistake_is_put_back(dana: Device, ravi: Device) -> None:
    """So is the client's data: what the record names goes when it says so, and not because a file is gone."""
    of_client, of_job = held(dana), photo(dana)
    dana.sync()
    kept = {path: path.read_bytes() for path in (of_client, of_job)}
    for path in kept:
        path.unlink()
    names = [path.relative_to(dana.folder).as_posix() for path in (of_job, of_client)]
    assert dana.sync() == f"Put back, since it belongs to the record: {', '.join(names)}.\n{NOTHING}"
    assert {path: path.read_bytes() for path in kept} == kept
    ravi.sync()
    assert "evidence-absent" not in ravi.findings()


def test_a_photo_that_was_removed_on_request_goes_everywhere(dana: Device, ravi: Device) -> None:
    """Sync does not bring it back, not even where another device had removed it by mistake."""
    of_job = photo(dana)
    dana.sync()
    ravi.sync()
    dana("forget", "elm", "--photos", "--why", "client asked", "--yes")
    (ravi.folder / JOB / "evidence" / of_job.name).unlink()
    dana.sync()
    ravi.sync()
    dana.sync()
    for device in (dana, ravi):
        assert not list((device.folder / JOB).glob("evidence/*"))
        assert not list((device.folder / JOB).glob("private/*"))


def test_small_pictures_of_removed_photos_go_too(dana: Device, ravi: Device) -> None:
    """They are kept on each device that made a report of them."""
    photo(dana)
    dana.sync()
    ravi.sync()
    ravi("check", code=None)
    cache = ravi.folder / ".qcheck" / "cache"
    before = set(cache.iterdir())
    ravi("report", "elm")
    assert (pictures := set(cache.iterdir()) - before)
    dana("forget", "elm", "--photos", "--why", "client asked", "--yes")
    dana.sync()
    ravi.sync()
    assert not pictures & set(cache.iterdir())


def test_a_file_that_no_statement_names_can_be_removed(dana: Device, ravi: Device) -> None:
    """It is no evidence, whatever folder it lies in."""
    stray = dana.folder / JOB / "evidence" / "notes.txt"
    stray.parent.mkdir(exist_ok=True)
    stray.write_text("mine", encoding="utf-8")
    dana.sync()
    ravi.sync()
    stray.unlink()
    dana.sync()
    ravi.sync()
    assert not (ravi.folder / JOB / "evidence" / "notes.txt").exists()
