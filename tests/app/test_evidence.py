"""Evidence given with a command: all of it is looked at before any is kept, and told in words."""

import errno
import hashlib
import io
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from msgspec.structs import replace
from PIL import Image

from qcheck.app import evidence
from qcheck.app.desk import Caller, Desk
from qcheck.app.evidence import Gathered, keep, of_job
from qcheck.app.jobs import Job
from qcheck.app.pictures import pictures
from qcheck.errors import Refused, StorageFailed
from qcheck.intake import photo as intake
from qcheck.model.event import Kept
from qcheck.model.settings import Photos, Settings
from qcheck.model.state import JobState
from qcheck.store.cache import Cache
from qcheck.store.installation import Installation
from qcheck.store.record import Record

NOW = datetime(2026, 12, 3, 14, 0, tzinfo=UTC)


def gather(
    desk: Desk, job: str, photos: tuple[str, ...], files: tuple[str, ...], inbox: str = ""
) -> tuple[Gathered, ...]:
    """Takes photos and files in and keeps them, as a command does whose statement is taken."""
    return keep(desk.root / "jobs" / job, of_job(desk, job, photos, files, inbox))


def jpeg(colour: str = "red", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """A photo."""
    into = io.BytesIO()
    Image.new("RGB", size, colour).save(into, "JPEG", **options)
    return into.getvalue()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A workspace with one job and an inbox, called from a folder beside it that holds a photo and a plan."""
    root, here = tmp_path / "workspace", tmp_path / "here"
    for folder in (root / "jobs" / "elm", root / "inbox", here):
        folder.mkdir(parents=True)
    (here / "door.jpg").write_bytes(jpeg())
    (here / "plan.PDF").write_bytes(b"%PDF-1.7")
    monkeypatch.chdir(here)
    installation = Installation(tmp_path / "home")
    caller = Caller(NOW, root, tmp_path / "home", "a" * 32, "b" * 32)
    return Desk(root, Settings(), caller, installation, Cache(root / ".qcheck" / "cache", installation))


def drop(desk: Desk, name: str, seconds: float, content: bytes = b"") -> None:
    """A photo that came into the inbox so many seconds ago."""
    path = desk.root / "inbox" / name
    path.write_bytes(content or jpeg("blue"))
    os.utime(path, (NOW.timestamp() - seconds,) * 2)


def held(desk: Desk) -> set[str]:
    """What the job keeps."""
    folder = desk.root / "jobs" / "elm" / "evidence"
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def refused(desk: Desk, *photos: str, files: tuple[str, ...] = (), inbox: str = "") -> list[str]:
    """What is said of evidence that is not kept, a line each; none of it is."""
    before = held(desk)
    with pytest.raises(Refused) as caught:
        gather(desk, "elm", photos, files, inbox)
    assert held(desk) == before
    assert caught.value.hint == "Nothing was recorded."
    return caught.value.message.split("\n")


def test_photos_and_files_are_kept_and_told(desk: Desk) -> None:
    """A photo as its copy with its size, a file as it is; each under its digest."""
    photo, file = gather(desk, "elm", ("door.jpg",), ("plan.PDF",))
    content = (desk.root / "jobs" / "elm" / "evidence" / f"{photo.kept.digest}.jpg").read_bytes()
    assert photo == Gathered(
        Kept(
            digest=hashlib.sha256(content).hexdigest(),
            name="door.jpg",
            size=len(content),
            suffix="jpg",
            width=40,
            height=30,
        ),
        "door.jpg",
    )
    assert file == Gathered(Kept(hashlib.sha256(b"%PDF-1.7").hexdigest(), "plan.PDF", 8, "pdf", "file"), "plan.PDF")
    assert held(desk) == {f"{photo.kept.digest}.jpg", f"{file.kept.digest}.pdf"}


def test_a_photo_is_kept_as_the_settings_say(desk: Desk) -> None:
    """A copy of so many pixels, with the time it was taken; or the original."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = "2026:12:03 14:07:31"
    source = jpeg(size=(600, 300), exif=exif.tobytes())
    Path("large.jpg").write_bytes(source)
    (small,) = gather(replace(desk, settings=Settings(photos=Photos(longest=200))), "elm", ("large.jpg",), ())
    assert (small.kept.width, small.kept.height, small.kept.taken) == (200, 100, "2026-12-03T14:07:31")
    (whole,) = gather(replace(desk, settings=Settings(photos=Photos(originals=True))), "elm", ("large.jpg",), ())
    assert (whole.kept.width, whole.kept.size, whole.kept.taken) == (600, len(source), "2026-12-03T14:07:31")
    assert whole.kept.digest == hashlib.sha256(source).hexdigest()


def test_what_the_job_held_before_is_told(desk: Desk) -> None:
    """So that one photo is not shown for two things unnoticed; it is kept once."""
    (first,) = gather(desk, "elm", ("door.jpg",), ())
    (again,) = gather(desk, "elm", ("door.jpg",), ())
    assert (first.again, again.again) == (False, True)
    assert first.kept == again.kept
    assert len(held(desk)) == 1


def test_what_is_given_twice_is_kept_once(desk: Desk) -> None:
    """In the order given, whatever it is called."""
    Path("same.jpg").write_bytes(Path("door.jpg").read_bytes())
    gathered = gather(desk, "elm", ("door.jpg", "same.jpg", "door.jpg"), ("plan.PDF", "plan.PDF"))
    assert [each.name for each in gathered] == ["door.jpg", "plan.PDF"]


def test_each_bare_photo_is_another_one(desk: Desk) -> None:
    """Two of them are the two newest of the inbox; a third that is not there is refused, and none is kept."""
    drop(desk, "old.jpg", 120, jpeg("green"))
    drop(desk, "new.jpg", 60)
    inbox = desk.root / "inbox"
    said = f"{inbox}: every photo in it stands with something already. To give one again, name it: --photo new.jpg"
    assert refused(desk, "", "-", "") == [said]
    assert [each.name for each in gather(desk, "elm", ("door.jpg", "", "-"), ())] == ["door.jpg", "new.jpg", "old.jpg"]


def test_nothing_given_is_nothing_kept(desk: Desk) -> None:
    """No folder is made for it."""
    assert gather(desk, "elm", (), ()) == ()
    assert list((desk.root / "jobs" / "elm").iterdir()) == []


@pytest.mark.parametrize("typed", ["", "-"])
def test_the_newest_photo_of_the_inbox_is_taken_and_its_age_told(desk: Desk, typed: str) -> None:
    """A bare --photo means what the phone sent last."""
    drop(desk, "old.jpg", 7200, jpeg("green"))
    drop(desk, "new.jpg", 90)
    (photo,) = gather(desk, "elm", (typed,), ())
    assert (photo.name, photo.age) == ("new.jpg", "1 minute old")


@pytest.mark.parametrize(
    ("seconds", "age"),
    [
        (-7200, "dated in the future"),
        (-30, "less than a minute old"),
        (0, "less than a minute old"),
        (59, "less than a minute old"),
        (60, "1 minute old"),
        (3599, "59 minutes old"),
        (3600, "1 hour old"),
        (86_399, "23 hours old"),
        (86_400, "1 day old"),
        (40 * 86_400, "40 days old"),
    ],
)
def test_ages_are_told_in_words(desk: Desk, seconds: float, age: str) -> None:
    """Whole minutes, hours or days; a device's clock may be wrong."""
    drop(desk, "new.jpg", seconds)
    assert gather(desk, "elm", ("",), ())[0].age == age


def test_the_user_of_a_machine_may_have_another_inbox(desk: Desk, tmp_path: Path) -> None:
    """Anywhere on it."""
    drop(desk, "new.jpg", 60)
    (photo,) = gather(desk, "elm", ("",), (), str(tmp_path / "here"))
    assert photo.name == "door.jpg"


def test_everything_wrong_is_told_at_once_and_nothing_is_kept(desk: Desk) -> None:
    """A line for each, with what to do; what was right is not kept either."""
    Path("photo.png").write_bytes(b"%PDF-1.7")
    Path("half.jpg").write_bytes(jpeg()[:300])
    Path("empty.txt").write_bytes(b"")
    said = refused(
        desk, "door.jpg", "gone.jpg", "photo.png", "half.jpg", ".", "", files=("plan.PDF", "empty.txt", "no\nfile")
    )
    inbox = desk.root / "inbox"
    assert said == [
        "gone.jpg: there is no such file. Check the name and the folder.",
        "photo.png: it is no JPEG, PNG, WebP or HEIC photo. Other files are kept with --file.",
        "half.jpg: it is damaged, or was not copied whole. Copy it again, or take another.",
        ".: this is a folder. Name the files in it.",
        (
            f"There is no photo in the inbox {inbox}. "
            "Send one, or set QCHECK_INBOX to another folder of this machine, or name the photo."
        ),
        "empty.txt: it is empty. Was it copied whole? Copy it again.",
        "no file: there is no such file. Check the name and the folder.",
    ]


@pytest.mark.skipif(os.name == "nt", reason="Windows makes links for administrators only")
def test_a_person_may_name_a_link_and_the_inbox_may_not_hold_one(desk: Desk, tmp_path: Path) -> None:
    """What lies in the inbox was not chosen by whoever types."""
    Path("link.jpg").symlink_to("door.jpg")
    assert gather(desk, "elm", ("link.jpg",), ())[0].name == "link.jpg"
    (desk.root / "inbox" / "link.jpg").symlink_to(tmp_path / "here" / "door.jpg")
    assert refused(desk, "-")[0].startswith("There is no photo in the inbox ")
    (desk.root / "inbox" / "link.jpg").unlink()
    (desk.root / "inbox").rmdir()
    (desk.root / "inbox").symlink_to(tmp_path / "here")
    assert refused(desk, "-")[0].startswith(f"The inbox {desk.root / 'inbox'} leads out of the workspace.")


def test_without_pillow_files_are_kept_and_photos_are_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what to install."""
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    assert refused(desk, "door.jpg") == [
        'door.jpg: reading photos needs one more package. pip install "qcheck-cli[photos]"'
    ]
    assert len(gather(desk, "elm", (), ("door.jpg",))) == 1


def test_more_than_memory_should_hold_is_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """All is read before any is kept, so there is a limit to all."""
    monkeypatch.setattr(evidence, "MOST_AT_ONCE", 20)
    for name in ("a", "b", "c"):
        Path(name).write_bytes(name.encode() * 15)
    assert refused(desk, files=("a", "b", "c")) == ["These are more than 600 MB together. Give fewer at once."]
    assert len(gather(desk, "elm", (), ("a", "a"))) == 1


def test_a_full_disk_keeps_nothing_by_halves(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was kept before is whole."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFailed) as caught:
        gather(desk, "elm", ("door.jpg",), ())
    assert caught.value.hint == "Free some space; nothing was recorded."
    assert held(desk) == set()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize(
    ("called", "name"),
    [
        ("Küche 1.jpg", "Küche 1.jpg"),
        ("C:\\Users\\dana\\door.jpg", "door.jpg"),
        ("a\x1b[2Jb.jpg", "a�[2Jb.jpg"),
        ("a\nb\tc.jpg", "a b c.jpg"),
        ("gpj.\u202ejpg", "gpj.�jpg"),
        ("back\\", "unnamed"),
        (" \t ", "unnamed"),
        (f"{'a' * 150}.jpg", f"{'a' * 90}…aaaaa.jpg"),
        (os.fsdecode(b"caf\xe9.jpg"), "caf�.jpg"),
    ],
)
def test_a_name_is_fit_to_be_recorded(desk: Desk, called: str, name: str) -> None:
    """One line without controls or folders, of at most a hundred characters."""
    Path(called).write_bytes(b"content")
    (file,) = gather(desk, "elm", (), (called,))
    assert file.name == file.kept.name == name
    assert len(name) <= 100


def job(desk: Desk) -> Job:
    """The job, as far as its folder is concerned."""
    return Job("elm", desk.root / "jobs" / "elm", cast(JobState, None), (), Record({}))


def test_pictures_are_made_once_and_remembered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small JPEGs of photos by digest; files are none, whatever they hold."""
    Path("large.jpg").write_bytes(jpeg(size=(1600, 800)))
    kepts = [each.kept for each in gather(desk, "elm", ("large.jpg",), ("door.jpg",))]
    made = pictures(desk, job(desk), kepts)
    assert list(made) == [kepts[0].digest]
    image = Image.open(io.BytesIO(made[kepts[0].digest]))
    assert (image.format, image.size) == ("JPEG", (480, 240))
    monkeypatch.setattr(intake, "thumbnail", lambda _: pytest.fail("it was made again"))
    assert pictures(desk, job(desk), kepts) == made


def test_pictures_are_made_by_several_threads_and_told_while_they_are_made(desk: Desk) -> None:
    """They are those that one thread makes, in the order that was asked for; the second time nothing is told."""
    names = [f"{number}.jpg" for number in range(9)]
    for number, name in enumerate(names):
        Path(name).write_bytes(jpeg(size=(700 + number, 600)))
    kepts = [each.kept for each in gather(desk, "elm", tuple(names), ())]
    told: list[str] = []
    shown = replace(desk, caller=replace(desk.caller, passing=told.append))
    made = pictures(shown, job(desk), kepts)
    assert list(made) == [kept.digest for kept in kepts]
    assert list(made.values()) == [intake.thumbnail(Path(name).read_bytes()) for name in names]
    assert (told[0], told[-2:]) == ("Photos: 1 of 9", ["Photos: 9 of 9", ""])
    told.clear()
    assert pictures(shown, job(desk), kepts) == made
    assert told == []


def test_a_poisoned_cache_changes_no_picture(desk: Desk) -> None:
    """An entry that this installation did not write, or of another photo, is made again."""
    kepts = [each.kept for each in gather(desk, "elm", ("door.jpg",), ())]
    made = pictures(desk, job(desk), kepts)
    (entry,) = desk.cache.folder.iterdir()
    whole = entry.read_bytes()
    for poison in (b"", b"x" * 400, whole[:64] + b'"' + b"QUJD" * 20 + b'"', whole[::-1]):
        entry.write_bytes(poison)
        assert pictures(desk, job(desk), kepts) == made


def test_a_photo_that_is_gone_or_altered_is_not_shown(desk: Desk) -> None:
    """Nor one whose bytes are of the same size and are others, nor what a hostile line names; nothing is remembered."""
    drop(desk, "new.jpg", 60)
    kepts = [each.kept for each in gather(desk, "elm", ("door.jpg", ""), ())]
    folder = desk.root / "jobs" / "elm" / "evidence"
    altered = folder / f"{kepts[0].digest}.jpg"
    content = altered.read_bytes()
    (folder / f"{kepts[1].digest}.jpg").unlink()
    altered.write_bytes(jpeg("green").ljust(len(content), b"\0")[: len(content)])
    assert pictures(desk, job(desk), [*kepts, replace(kepts[0], digest="../x")]) == {}
    altered.write_bytes(content)
    lying = replace(kepts[0], size=1)
    assert list(pictures(desk, job(desk), [kepts[0], lying])) == [kepts[0].digest]


def test_what_cannot_be_shown_is_left_out(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that a record calls a photo and are none; any photo without Pillow."""
    (file,) = gather(desk, "elm", (), ("plan.PDF",))
    assert pictures(desk, job(desk), [replace(file.kept, kind="photo")]) == {}
    (photo,) = gather(desk, "elm", ("door.jpg",), ())
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    assert pictures(desk, job(desk), [photo.kept]) == {}
