"""Evidence on disk: foreign files read with care, kept once and whole, and found again only as they were."""

import errno
import hashlib
import os
import socket
from pathlib import Path

import pytest
from msgspec.structs import replace

from qcheck.errors import NotFound, StorageFailed
from qcheck.intake import opening
from qcheck.model.event import Kept
from qcheck.store import evidence, inbox

CONTENT = b"what was seen"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
KEPT = Kept(DIGEST, "seen.jpg", len(CONTENT), "jpg")
MB = 1_000_000

on_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")


@pytest.fixture
def job(tmp_path: Path) -> Path:
    """A job's folder that keeps one photo."""
    folder = tmp_path / "jobs" / "elm"
    evidence.keep(folder, CONTENT, "jpg")
    return folder


def said(path: Path, *, follow: bool = True, most: int = MB) -> tuple[str, str]:
    """What is said of a file that is not read; the path left out."""
    with pytest.raises(StorageFailed) as caught:
        evidence.read_foreign(path, most, follow=follow)
    assert caught.value.message.startswith(f"{path}: ")
    return caught.value.message.removeprefix(f"{path}: "), caught.value.hint


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    """Up to the last byte that is allowed, and an empty one too."""
    path = tmp_path / "photo.jpg"
    for content in (b"", b"a\r\n\x1a\0b", os.urandom(3 * MB)):
        path.write_bytes(content)
        assert evidence.read_foreign(path, len(content), follow=False) == content


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    """Also one in a folder that is none."""
    (tmp_path / "file").write_bytes(b"")
    expected = ("there is no such file.", "Check the name and the folder.")
    assert said(tmp_path / "gone.jpg") == expected
    assert said(tmp_path / "file" / "gone.jpg") == expected


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_a_name_that_no_file_has_is_told_so(tmp_path: Path, name: str) -> None:
    """Names come from elsewhere too, not only from a shell."""
    assert said(tmp_path / name) == ("no file can be called that.", "Check the name.")


def test_a_name_that_is_too_long_is_told_in_the_system_s_words(tmp_path: Path) -> None:
    """Whatever else the disk refuses comes with its reason."""
    assert said(tmp_path / ("a" * 300)) == ("File name too long.", "Check that you may read it.")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """It is told what it is."""
    assert said(tmp_path) == ("this is a folder.", "Name the files in it.")


@on_posix
def test_pipes_sockets_and_devices_are_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe that nobody writes to would hang for ever, a device may never end."""
    expected = ("this is a pipe or a device.", "Name a file.")
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    assert said(pipe) == said(pipe, follow=False) == expected
    assert said(Path("/dev/zero")) == said(Path("/dev/tty")) == expected
    with socket.socket(socket.AF_UNIX) as served:
        monkeypatch.chdir(tmp_path)  # a socket's whole path may not be long
        served.bind("socket.jpg")
        assert said(tmp_path / "socket.jpg") == expected


@on_posix
def test_a_pipe_that_takes_a_file_s_place_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was opened is looked at once more."""
    file, pipe, link = tmp_path / "file.jpg", tmp_path / "pipe.jpg", tmp_path / "link.jpg"
    file.write_bytes(CONTENT)
    os.mkfifo(pipe)
    link.symlink_to(file)
    opened = os.open
    monkeypatch.setattr(os, "open", lambda _, flags: opened(pipe, flags))
    assert said(file) == ("this is a pipe or a device.", "Name a file.")
    monkeypatch.setattr(os, "open", lambda _, flags: opened(link, flags))
    assert said(file, follow=False) == ("Too many levels of symbolic links.", "Check that you may read it.")


@on_posix
def test_a_link_is_taken_only_from_who_named_it(tmp_path: Path) -> None:
    """A person may name a link; a folder that others fill may not lead out of itself."""
    (tmp_path / "secret").write_bytes(CONTENT)
    link = tmp_path / "photo.jpg"
    link.symlink_to(tmp_path / "secret")
    assert evidence.read_foreign(link, MB, follow=True) == CONTENT
    assert said(link, follow=False) == ("this is a link.", "Name the file that it leads to.")
    link.unlink()
    link.symlink_to(tmp_path / "gone")
    assert said(link)[0] == "there is no such file."
    link.unlink()
    link.symlink_to(link)
    assert said(link) == ("Too many levels of symbolic links.", "Check that you may read it.")


def test_a_huge_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A gigabyte is refused by its size alone."""
    path = tmp_path / "film.jpg"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    monkeypatch.setattr(os, "read", lambda *_: pytest.fail("it was read"))
    expected = ("it is larger than 60 MB.", "Make it smaller, then try again.")
    assert said(path, most=evidence.MOST_BYTES) == expected


@pytest.mark.parametrize("late", [b"", CONTENT + b"more", b"other " + CONTENT])
def test_a_file_that_changes_while_it_is_read_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, late: bytes
) -> None:
    """A phone may still be sending it."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(CONTENT)
    read = os.read

    def changing(fd: int, size: int) -> bytes:
        path.write_bytes(late)
        os.utime(path, ns=(1, 1))
        return read(fd, size)

    monkeypatch.setattr(os, "read", changing)
    assert said(path) == ("it changed while it was read.", "Wait until it is copied whole, then try again.")


def test_a_file_that_grows_without_end_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more than one byte over the limit is ever read."""
    path, sizes = tmp_path / "photo.jpg", []
    path.write_bytes(CONTENT)

    def endless(_: int, size: int) -> bytes:
        sizes.append(size)
        return b"a" * size

    monkeypatch.setattr(os, "read", endless)
    assert said(path, most=3 * MB)[0] == "it changed while it was read."
    assert sum(sizes) == 3 * MB + 1


def test_a_file_that_vanishes_is_told_to_be_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look and the reading."""
    path, opened = tmp_path / "photo.jpg", os.open
    path.write_bytes(CONTENT)

    def vanishing(name: Path, flags: int) -> int:
        path.unlink()
        return opened(name, flags)

    monkeypatch.setattr(os, "open", vanishing)
    assert said(path)[0] == "there is no such file."


def test_a_disk_that_fails_while_reading_is_told_in_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the file is closed again."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(CONTENT)

    def broken(*_: object) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "read", broken)
    assert said(path) == ("Input/output error.", "Check that you may read it.")


def test_photos_and_files_have_one_limit() -> None:
    """What is read is also looked at, and what was kept is also read."""
    assert evidence.MOST_BYTES == opening.MOST_BYTES


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("report.PDF", "pdf"),
        ("a.tar.gz", "gz"),
        ("README", "bin"),
        (".hidden", "hidden"),
        ("plan.", "bin"),
        ("plan.p df", "bin"),
        ("plan.überlang", "bin"),
        ("plan.ninechars", "bin"),
        ("plan.../../x", "bin"),
        ("", "bin"),
    ],
)
def test_a_suffix_is_plain_or_none(name: str, suffix: str) -> None:
    """It becomes part of a file's name."""
    assert evidence.suffix_of(name) == suffix
    assert evidence.is_suffix(suffix)


def test_evidence_is_kept_under_its_digest(job: Path) -> None:
    """And nothing else is left in its folder."""
    assert [path.name for path in (job / "evidence").iterdir()] == [f"{DIGEST}.jpg"]
    assert evidence.path_of(job, KEPT) == job / "evidence" / f"{DIGEST}.jpg"
    assert evidence.content(job, KEPT) == CONTENT
    assert evidence.missing(job, KEPT) == ""


def test_evidence_that_is_there_is_left_alone(job: Path) -> None:
    """The same content again writes nothing."""
    path = job / "evidence" / f"{DIGEST}.jpg"
    before = path.stat()
    assert evidence.keep(job, CONTENT, "jpg") == DIGEST
    assert os.path.samestat(before, path.stat())


def test_evidence_that_was_altered_is_mended_when_it_is_given_again(job: Path) -> None:
    """Also where its size is the same."""
    path = job / "evidence" / f"{DIGEST}.jpg"
    path.write_bytes(CONTENT[::-1])
    evidence.keep(job, CONTENT, "jpg")
    assert path.read_bytes() == CONTENT


@on_posix
@pytest.mark.parametrize("planted", ["link", "pipe", "dead link"])
def test_what_was_planted_in_place_of_evidence_is_replaced(job: Path, planted: str) -> None:
    """It is neither followed nor waited for."""
    path, other = job / "evidence" / f"{DIGEST}.jpg", job / "other"
    path.unlink()
    if planted == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(other)
    if planted == "link":
        other.write_bytes(CONTENT)
    assert evidence.missing(job, KEPT) == "altered"
    assert evidence.content(job, KEPT) is None
    evidence.keep(job, CONTENT, "jpg")
    assert not path.is_symlink()
    assert evidence.content(job, KEPT) == CONTENT
    assert other.exists() == (planted == "link")


def test_a_hostile_suffix_never_becomes_a_path(tmp_path: Path) -> None:
    """The content is kept all the same."""
    evidence.keep(tmp_path, CONTENT, "/../../x")
    assert [path.name for path in (tmp_path / "evidence").iterdir()] == [f"{DIGEST}.bin"]


HOSTILE = [
    replace(KEPT, digest="../../../etc/passwd"),
    replace(KEPT, digest=DIGEST.upper()),
    replace(KEPT, digest=""),
    replace(KEPT, digest=DIGEST[:-1] + "\n"),
    replace(KEPT, digest="\0" * 64),
    replace(KEPT, suffix=""),
    replace(KEPT, suffix="/x"),
    replace(KEPT, suffix="jpg/../../x"),
    replace(KEPT, suffix="JPG"),
    replace(KEPT, suffix="a" * 9),
    replace(KEPT, suffix="jpg\n"),
]


@pytest.mark.parametrize("kept", HOSTILE, ids=lambda kept: repr(kept.digest[:9] + "." + kept.suffix))
def test_a_record_s_line_never_names_a_path_of_its_own(job: Path, kept: Kept) -> None:
    """Digest and suffix are looked at before a path is made of them."""
    assert evidence.path_of(job, kept) is None
    assert evidence.missing(job, kept) == "absent"
    assert evidence.content(job, kept) is None


@pytest.mark.parametrize("size", [0, -1, len(CONTENT) - 1, len(CONTENT) + 1, 1 << 80])
def test_evidence_of_another_size_is_altered(job: Path, size: int) -> None:
    """Whatever size a line claims."""
    kept = replace(KEPT, size=size)
    assert evidence.missing(job, kept) == "altered"
    assert evidence.content(job, kept) is None


def test_evidence_that_was_altered_is_never_given_out(job: Path) -> None:
    """The look at its size does not see it; reading does."""
    (job / "evidence" / f"{DIGEST}.jpg").write_bytes(CONTENT[::-1])
    assert evidence.missing(job, KEPT) == ""
    assert evidence.content(job, KEPT) is None


def test_evidence_that_is_gone_is_absent(job: Path) -> None:
    """The file, its folder, or a file where the folder was; a folder in its place is no evidence."""
    path = job / "evidence" / f"{DIGEST}.jpg"
    path.unlink()
    assert (evidence.missing(job, KEPT), evidence.content(job, KEPT)) == ("absent", None)
    path.mkdir()
    assert (evidence.missing(job, KEPT), evidence.content(job, KEPT)) == ("altered", None)
    path.rmdir()
    path.parent.rmdir()
    assert evidence.missing(job, KEPT) == "absent"
    path.parent.write_bytes(b"")
    assert evidence.missing(job, KEPT) == "absent"


def test_many_are_looked_at_at_once(job: Path) -> None:
    """Only those that are not as they were are told, each once."""
    gone, other = replace(KEPT, digest="a" * 64), replace(KEPT, size=1)
    assert evidence.missing_of(job, [KEPT, gone, other, gone, HOSTILE[0]]) == {
        gone: "absent",
        other: "altered",
        HOSTILE[0]: "absent",
    }
    assert evidence.missing_of(job, []) == {}


@pytest.mark.parametrize("refusing", ["fsync", "replace"])
def test_a_full_disk_keeps_nothing_by_halves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refusing: str) -> None:
    """No part of the evidence stays, and the message says what to do."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path if refusing == "replace" else os, refusing, full)
    with pytest.raises(StorageFailed) as caught:
        evidence.keep(tmp_path, CONTENT, "jpg")
    monkeypatch.undo()
    path = tmp_path / "evidence" / f"{DIGEST}.jpg"
    assert caught.value.message == f"Cannot write {path}: No space left on device."
    assert caught.value.hint == "Free some space; nothing was recorded."
    assert list(path.parent.iterdir()) == []


ELSEWHERE = "set QCHECK_INBOX to another folder of this machine"


def dropped(folder: Path, name: str, at: float) -> Path:
    """A file that came into the inbox at a time."""
    path = folder / name
    path.write_bytes(CONTENT)
    os.utime(path, (at, at))
    return path


@pytest.mark.parametrize("name", ["a.jpg", "a.JPEG", "a.png", "a.webp", "a.HEIC", "a.heif"])
def test_the_newest_photo_is_the_one_that_came_last(tmp_path: Path, name: str) -> None:
    """Whatever the format; of two that came at once, the one that is later by name."""
    dropped(tmp_path, "z.jpg", 1000)
    path = dropped(tmp_path, name, 2000)
    dropped(tmp_path, "A.jpg", 2000)
    assert inbox.newest(tmp_path) == (path, 2000)


@on_posix
def test_what_is_no_photo_yet_is_passed_over(tmp_path: Path) -> None:
    """Hidden files, what is still being sent, other files, folders and links; also a photo from before all clocks."""
    photo = dropped(tmp_path, "first.jpg", 0)
    names = (".hidden.jpg", "a.jpg.part", "b.jpg.tmp", "c.jpg~", "d.jpg.crdownload", "._e.jpg", "f.pdf", "jpg")
    for name in names:
        dropped(tmp_path, name, 5000)
    (tmp_path / "folder.jpg").mkdir()
    (tmp_path / "link.jpg").symlink_to(dropped(tmp_path, "secret", 6000))
    (tmp_path / "dead.jpg").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe.jpg")
    assert inbox.newest(tmp_path) == (photo, 0)


def test_an_empty_inbox_says_what_to_do(tmp_path: Path) -> None:
    """The folder is named."""
    dropped(tmp_path, "notes.txt", 1000)
    with pytest.raises(NotFound) as caught:
        inbox.newest(tmp_path)
    assert caught.value.message == f"There is no photo in the inbox {tmp_path}."
    assert caught.value.hint == f"Send one, or {ELSEWHERE}, or name the photo."


def test_a_missing_inbox_says_what_to_do(tmp_path: Path) -> None:
    """Also where a file has its name."""
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "inbox", tmp_path / "file"):
        with pytest.raises(NotFound) as caught:
            inbox.newest(folder)
        assert caught.value.message == f"There is no inbox {folder}."
        assert caught.value.hint == f"Make it, or {ELSEWHERE}, or name the photo."


def test_an_inbox_that_cannot_be_read_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the system's reason."""

    def shut(_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "scandir", shut)
    with pytest.raises(StorageFailed) as caught:
        inbox.newest(tmp_path)
    assert caught.value.message == f"Cannot read {tmp_path}: Permission denied."


def test_the_inbox_is_the_workspace_s_or_the_user_s_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user of a machine may choose any folder of it, the settings only one of the workspace."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert inbox.folder(tmp_path, "in/box", "") == tmp_path / "in" / "box"
    assert inbox.folder(tmp_path, "inbox", "/photos") == Path("/photos")
    assert inbox.folder(tmp_path, "inbox", "~/Pictures") == tmp_path / "home" / "Pictures"
    assert inbox.folder(tmp_path, "inbox", "phones") == tmp_path / "phones"


@on_posix
def test_an_inbox_that_leads_out_of_the_workspace_is_refused(tmp_path: Path) -> None:
    """A repository can bring a link along, by which photos from elsewhere would end up in it."""
    root, outside = tmp_path / "workspace", tmp_path / "Pictures"
    root.mkdir()
    outside.mkdir()
    (root / "inbox").symlink_to(outside)
    (root / "loop").symlink_to(root / "loop")
    for named in ("inbox", "inbox/below"):
        with pytest.raises(NotFound) as caught:
            inbox.folder(root, named, "")
        assert caught.value.message == f"The inbox {root / named} leads out of the workspace."
        assert caught.value.hint == f"Make it a folder, or {ELSEWHERE}."
    assert inbox.folder(root, "loop", "") == root / "loop"
    (tmp_path / "door").symlink_to(root)
    (root / "real").mkdir()
    assert inbox.folder(tmp_path / "door", "real", "") == tmp_path / "door" / "real"
