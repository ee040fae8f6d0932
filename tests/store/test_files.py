"""Files: read and written whole, listed in order, with the disk's refusals in words."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from qcheck.errors import StorageFailed
from qcheck.store import files


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_is_written_and_read_whole(tmp_path: Path) -> None:
    """Folders on the way are made, and no part of the writing is left behind."""
    path = tmp_path / "a" / "b" / "file"
    files.write(path, b"one\r\ntwo\0")
    assert files.read(path) == b"one\r\ntwo\0"
    assert [p.name for p in path.parent.iterdir()] == ["file"]


def test_writing_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    """The old content is gone, also where it was longer."""
    files.write(tmp_path / "file", b"a long old content")
    files.write(tmp_path / "file", b"new")
    assert files.read(tmp_path / "file") == b"new"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_secret_is_for_its_owner_only(tmp_path: Path) -> None:
    """The mode holds from the first byte on."""
    files.write(tmp_path / "key", b"k", 0o600)
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("refusing", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusing: str) -> None:
    """Neither half a file nor a part file is left, and the message says what to do."""
    path = tmp_path / "file"
    files.write(path, b"old")
    monkeypatch.setattr(Path if refusing == "replace" else os, refusing, _full)
    with pytest.raises(StorageFailed) as caught:
        files.write(path, b"new")
    monkeypatch.undo()
    assert caught.value.message == f"Cannot write {path}: No space left on device."
    assert caught.value.hint == "Free some space; nothing was recorded."
    assert files.read(path) == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_file_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    """The path and the system's reason."""
    with pytest.raises(StorageFailed) as caught:
        files.read(tmp_path / "gone")
    assert caught.value.message == f"Cannot read {tmp_path / 'gone'}: No such file or directory."


def test_a_file_that_may_be_missing_is_none(tmp_path: Path) -> None:
    """Also where a folder on its way is a file."""
    (tmp_path / "file").write_bytes(b"here")
    assert files.read_if_there(tmp_path / "file") == b"here"
    assert files.read_if_there(tmp_path / "gone") is None
    assert files.read_if_there(tmp_path / "file" / "below") is None


def test_a_folder_is_no_file_that_may_be_missing(tmp_path: Path) -> None:
    """What is there and cannot be read is never taken for missing."""
    with pytest.raises(StorageFailed) as caught:
        files.read_if_there(tmp_path)
    assert caught.value.message == f"Cannot read {tmp_path}: Is a directory."


def test_a_file_named_by_its_content_is_written_once(tmp_path: Path) -> None:
    """The same content again leaves the file alone; another content mends it."""
    path = tmp_path / "file"
    files.write_once(path, b"content")
    first = path.stat().st_ino
    files.write_once(path, b"content")
    assert path.stat().st_ino == first
    path.write_bytes(b"damaged")
    files.write_once(path, b"content")
    assert path.read_bytes() == b"content"


def test_files_are_listed_by_name_and_ending(tmp_path: Path) -> None:
    """Hidden files, other endings and folders are left out."""
    for name in ("b.yaml", "a.yml", ".c.yaml", "d.txt", "yaml"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "e.yaml").mkdir()
    assert [path.name for path in files.names(tmp_path, ".yaml", ".yml")] == ["a.yml", "b.yaml"]
    assert files.names(tmp_path / "gone", ".yaml") == []


@pytest.mark.skipif(os.name == "nt", reason="Windows makes no links without a right to")
def test_a_link_that_leads_nowhere_is_listed_and_cannot_be_read(tmp_path: Path) -> None:
    """What is there and cannot be read must not be overlooked."""
    (tmp_path / "a.yaml").symlink_to(tmp_path / "gone")
    (path,) = files.names(tmp_path, ".yaml")
    with pytest.raises(StorageFailed) as caught:
        files.read(path)
    assert path.name == "a.yaml"
    assert caught.value.message == f"Cannot read {path}: No such file or directory."


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
@pytest.mark.parametrize("read", [files.read, files.read_plain, files.read_if_there])
def test_what_has_no_end_is_not_read(tmp_path: Path, read: Callable[[Path], bytes | None]) -> None:
    """A pipe is not waited for; a device is not read, whoever made a link to it."""
    pipe, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(pipe)
    link.symlink_to("/dev/zero")
    for path in (pipe, link, Path("/dev/zero")):
        with pytest.raises(StorageFailed) as caught:
            read(path)
        linked = read is files.read_plain and path is link
        why = "link, and only what lies there itself is read" if linked else "pipe or a device, and no file"
        assert caught.value.message == f"Cannot read {path}: it is a {why}."


@pytest.mark.skipif(os.name == "nt", reason="Windows makes no links without a right to")
def test_a_link_to_a_file_is_followed_unless_only_what_lies_there_is_wanted(tmp_path: Path) -> None:
    """A checklist may be shared by a link; a log may not."""
    (tmp_path / "file").write_bytes(b"here")
    (tmp_path / "link").symlink_to("file")
    assert files.read(tmp_path / "link") == files.read_if_there(tmp_path / "link") == b"here"
    assert files.read_plain(tmp_path / "file") == b"here"
    with pytest.raises(StorageFailed):
        files.read_plain(tmp_path / "link")


def test_folders_are_listed_by_name(tmp_path: Path) -> None:
    """Hidden ones and files are left out."""
    for name in ("b", "a", ".hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "file").write_bytes(b"")
    assert files.folders(tmp_path) == ["a", "b"]
    assert files.folders(tmp_path / "gone") == []
    assert files.folders(tmp_path / "file") == []


def test_no_advice_is_given_where_there_is_none(tmp_path: Path) -> None:
    """An unknown error is passed on in the system's words, or named by its kind."""
    with pytest.raises(StorageFailed) as caught, files.told("Cannot read", tmp_path):
        raise OSError(errno.EIO, "Input/output error")
    assert (caught.value.message, caught.value.hint) == (f"Cannot read {tmp_path}: Input/output error.", "")
    with pytest.raises(StorageFailed) as caught, files.told("Cannot read", tmp_path):
        raise TimeoutError
    assert caught.value.message == f"Cannot read {tmp_path}: TimeoutError."
