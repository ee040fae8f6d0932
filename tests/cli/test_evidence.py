"""Photos and files from the command line: taken, refused, kept without the place, shown in reports, missed."""

import base64
import errno
import hashlib
import io
import os
import re
import struct
import time
import zlib
from pathlib import Path

import pytest
from PIL import Image

from cli.onsite import (
    BLOCK,
    CAMERA,
    PLACE,
    TAKEN,
    TIME,
    configured,
    evidence,
    findings,
    held,
    opened,
    photograph,
    said,
    standings,
)
from conftest import Shell

GIGABYTE = 10**9
MINUTES = 60
NOTHING = "\nNothing was recorded.\n"
ELSEWHERE = "or set QCHECK_INBOX to another folder of this machine, or name the photo."


@pytest.fixture
def site(workspace: Shell) -> Shell:
    """One job with a list of every kind of item; the first one needs a photo."""
    return opened(workspace)


@pytest.fixture
def inbox(site: Shell) -> Path:
    """The workspace's inbox, where a phone dropped an old photo and a newer one."""
    folder = site.folder / "inbox"
    photograph(folder / "old.jpg", "red")
    photograph(folder / "new.jpg", "green")
    age(folder / "old.jpg", minutes=200)
    age(folder / "new.jpg", minutes=150)
    return folder


def age(path: Path, minutes: float) -> None:
    """Makes a file as if it had been there for a while."""
    then = time.time() - minutes * MINUTES
    os.utime(path, (then, then))


def bomb() -> bytes:
    """A PNG of a few bytes that says of itself that it has 2,500 million pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def test_what_is_no_photo_is_refused_and_nothing_is_kept(site: Shell) -> None:
    """Neither in the record nor in the evidence folder, to the byte."""
    photo = photograph(site.folder / "good.jpg")
    contents = {"letter.jpg": b"no photo", "cut.jpg": photo[:300], "empty.jpg": b"", "bomb.png": bomb()}
    for name, content in contents.items():
        (site.folder / name).write_bytes(content)
    (site.folder / "loop.jpg").symlink_to("loop.jpg")
    with (site.folder / "huge.jpg").open("wb") as huge:
        huge.truncate(GIGABYTE)
    wanted = {
        "letter.jpg": "it is no JPEG, PNG, WebP or HEIC photo. Other files are kept with --file.",
        "cut.jpg": "it is damaged, or was not copied whole. Copy it again, or take another.",
        "empty.jpg": "it is empty. Was it copied whole? Copy it again.",
        "bomb.png": "it has more than 100 million pixels. Save it smaller, then try again.",
        "huge.jpg": "it is larger than 60 MB. Make it smaller, then try again.",
        "gone.jpg": "there is no such file. Check the name and the folder.",
        ".": "this is a folder. Name the files in it.",
    }
    before = held(site)
    for command in (["tick", "1"], ["found", "Scratch"]):
        given = [word for name in wanted for word in ("--photo", name)]
        lines = "".join(f"{name}: {words}\n" for name, words in wanted.items())
        assert site(*command, *given, code=2).err == f"{lines}Nothing was recorded.\n"
    assert site("tick", "1", "--photo", "good.jpg", "--photo", "loop.jpg", code=2).err.startswith("loop.jpg: ")
    assert held(site) == before


@pytest.mark.skipif(os.name == "nt", reason="there are no named pipes in folders there")
def test_a_pipe_is_not_waited_for(site: Shell) -> None:
    """Nobody may ever write into it."""
    os.mkfifo(site.folder / "pipe.jpg")
    before = held(site)
    wrong = "pipe.jpg: this is a pipe or a device. Name a file.\nNothing was recorded.\n"
    assert site("tick", "1", "--photo", "pipe.jpg", code=2).err == wrong
    assert site("attach", "1", "--file", "pipe.jpg", code=2).err == wrong
    assert held(site) == before


@pytest.mark.usefixtures("inbox")
def test_a_bare_photo_is_the_newest_of_the_inbox_that_the_job_does_not_hold(site: Shell) -> None:
    """Its name and age are said; wherever on the line the option stands, and however it is written."""
    assert site("tick", "2", "--photo").out == (
        "Elm Street: 2 Pipes seen: ticked, 10 left. With new.jpg (2 hours old). Wrong? qcheck undo\n"
    )
    assert " With old.jpg (3 hours old). " in site("tick", "--photo", "--note", "seen", "7=batch 12").out
    before = held(site)
    assert site("attach", "10", "-p", code=2).err == (
        f"{site.folder / 'inbox'}: every photo in it stands with something already. "
        f"To give one again, name it: --photo new.jpg{NOTHING}"
    )
    assert held(site) == before
    assert site("attach", "10", "-p", "new.jpg").out.startswith("Elm Street: added to 10 Fronts aligned. With new.jpg")
    assert [e["body"]["kept"][0]["name"] for e in said(site, "answered")] == ["new.jpg", "old.jpg"]
    assert len(evidence(site)) == 2


@pytest.mark.usefixtures("inbox")
def test_a_photo_that_was_taken_back_is_free_again(site: Shell) -> None:
    """The newest goes with the item that was meant."""
    site("tick", "2", "--photo")
    site("undo")
    assert " With new.jpg (2 hours old). " in site("tick", "10", "--photo").out


@pytest.mark.usefixtures("inbox")
def test_a_bare_photo_is_none_that_another_job_holds(site: Shell) -> None:
    """One client's photo goes to another only by its name; one that was taken back there is free again.

    A job that cannot be read may hold whatever lies in its folder.
    """
    site("open", "Oak Road", "-c", "site", "--handover", "2099-12-04", "--fact", "worktop=laminate")
    site("tick", "2", "--photo", "--job", "elm")
    assert " With old.jpg (3 hours old). " in site("tick", "2", "--photo", "--job", "oak").out
    assert " With new.jpg" in site("tick", "7=batch 12", "--photo", "new.jpg", "--job", "oak").out
    site("undo", "--job", "elm")
    site("undo", "--job", "oak")
    assert " With new.jpg (2 hours old). " in site("tick", "10", "--photo", "--job", "oak").out
    (site.folder / "jobs" / "oak-road" / "record" / "0badbad0.jsonl").symlink_to("nowhere")
    assert site("tick", "10", "--photo", "--job", "elm", code=2).err == (
        f"{site.folder / 'inbox'}: every photo in it stands with something already. "
        f"To give one again, name it: --photo new.jpg{NOTHING}"
    )


def test_a_name_that_no_file_can_have_is_refused(site: Shell) -> None:
    """In the system's words."""
    before = held(site)
    name = f"{'x' * 300}.jpg"
    assert site("tick", "2", "--photo", name, code=2).err == (
        f"{name}: {os.strerror(errno.ENAMETOOLONG)}. Check that you may read it.{NOTHING}"
    )
    assert held(site) == before


@pytest.mark.usefixtures("inbox")
def test_two_bare_photos_are_the_two_newest(site: Shell) -> None:
    """The newest first."""
    assert " With new.jpg (2 hours old), old.jpg (3 hours old). " in site("tick", "2", "--photo", "--photo").out
    assert len(evidence(site)) == 2


def test_an_inbox_without_a_photo_is_told(site: Shell, inbox: Path) -> None:
    """It is missing, empty, or holds nothing but a link out of it, a hidden file and what is no photo."""
    before = held(site)
    for name in ("old.jpg", "new.jpg"):
        (inbox / name).rename(site.folder / name)
    (inbox / "link.jpg").symlink_to(site.folder / "new.jpg")
    (inbox / ".hidden.jpg").write_bytes((site.folder / "new.jpg").read_bytes())
    (inbox / "new.jpg.part").write_bytes(b"half")
    nothing = f"There is no photo in the inbox {inbox}. Send one, {ELSEWHERE}{NOTHING}"
    assert site("tick", "1", "--photo", code=2).err == nothing
    for path in inbox.iterdir():
        path.unlink()
    assert site("tick", "1", "--photo", code=2).err == nothing
    inbox.rmdir()
    assert site("tick", "1", "--photo", code=2).err == (f"There is no inbox {inbox}. Make it, {ELSEWHERE}{NOTHING}")
    outside = site.folder.parent / "elsewhere"
    photograph(outside / "private.jpg")
    inbox.symlink_to(outside)
    assert site("tick", "1", "--photo", code=2).err == (
        f"The inbox {inbox} leads out of the workspace. "
        f"Make it a folder, or set QCHECK_INBOX to another folder of this machine.{NOTHING}"
    )
    assert held(site) == before


@pytest.mark.usefixtures("inbox")
def test_what_lies_in_the_inbox_may_be_no_photo(site: Shell, inbox: Path) -> None:
    """The newest is not passed over in silence for an older one; a link in it is not followed by its name either."""
    (inbox / "link.jpg").symlink_to(site.folder / "qcheck.yaml")
    (inbox / "letter.jpg").write_bytes(b"no photo")
    before = held(site)
    assert site("tick", "1", "--photo", code=2).err == (
        f"{inbox / 'letter.jpg'}: it is no JPEG, PNG, WebP or HEIC photo. Other files are kept with --file.{NOTHING}"
    )
    assert site("tick", "1", "--photo", "link.jpg", code=2).err == (
        f"{inbox / 'link.jpg'}: this is a link. Name the file that it leads to.{NOTHING}"
    )
    assert held(site) == before


def test_this_machine_may_have_an_inbox_of_its_own(site: Shell, tmp_path: Path) -> None:
    """It goes before the workspace's."""
    photograph(tmp_path / "phone" / "today.jpg")
    own = str(tmp_path / "phone")
    run = site("tick", "1", "--photo", QCHECK_INBOX=own)
    assert run.out.endswith(" left. With today.jpg (less than a minute old). Wrong? qcheck undo\n")
    (tmp_path / "phone" / "today.jpg").unlink()
    assert site("tick", "1", "--photo", code=2, QCHECK_INBOX=own).err.startswith(
        f"There is no photo in the inbox {own}."
    )


def test_the_place_is_dropped_and_the_time_kept(site: Shell) -> None:
    """A copy is kept, with no other thing that the camera wrote, and at most 2000 pixels on its longer side."""
    photograph(site.folder / "large.jpg", size=(2600, 1300))
    assert "With large.jpg." in site("tick", "1", "--photo", "large.jpg").out
    (path,) = evidence(site)
    with Image.open(path) as kept:
        exif = kept.getexif()
        assert (kept.format, kept.size) == ("JPEG", (2000, 1000))
        assert dict(exif.get_ifd(BLOCK)) == {TIME: TAKEN}
        assert (dict(exif.get_ifd(PLACE)), CAMERA in exif) == ({}, False)
    (body,) = (e["body"]["kept"][0] for e in said(site, "answered"))
    assert (body["digest"], body["taken"]) == (path.stem, "2026-12-03T14:07:31")
    assert hashlib.sha256(path.read_bytes()).hexdigest() == path.stem


def test_originals_are_kept_to_the_byte_where_that_is_asked_for(site: Shell) -> None:
    """With everything that the camera wrote into them."""
    configured(site, "originals: false", "originals: true")
    taken = photograph(site.folder / "door.jpg")
    site("tick", "1", "--photo", "door.jpg")
    assert [path.read_bytes() for path in evidence(site)] == [taken]


def test_several_photos_and_files_go_with_one_item(site: Shell) -> None:
    """Each is kept once; with several items it would not be known which they show."""
    photograph(site.folder / "one.jpg", "red")
    photograph(site.folder / "two.jpg", "blue")
    (site.folder / "offer.pdf").write_bytes(b"%PDF-1.7")
    pair = ("--photo", "one.jpg", "-p", "two.jpg")
    before = held(site)
    assert site("tick", "2", "12", *pair, code=2).err == (
        "Photos and files go with one item.\nAnswer the others without them.\n"
    )
    assert held(site) == before
    assert "With one.jpg, two.jpg. " in site("tick", "2", *pair).out
    assert "With one.jpg, offer.pdf. " in site("tick", "12", "--photo", "one.jpg", "--file", "offer.pdf").out
    assert sorted(path.suffix for path in evidence(site)) == [".jpg", ".jpg", ".pdf"]
    assert (site.folder / "one.jpg").exists()


@pytest.mark.usefixtures("inbox")
def test_an_answer_without_its_photo_is_recorded_and_blocks_until_it_has_one(site: Shell) -> None:
    """What is missing is said at once, with the way to add it."""
    assert site("tick", "1").out == (
        "Elm Street: 1 Power isolated: ticked, 11 left. Wrong? qcheck undo\n"
        "  1 Power isolated: 1 photo still missing. qcheck attach 1 --photo FILE\n"
    )
    assert findings(site) == [("evidence-missing", 1)]
    assert site("attach", "1", "--photo").out == (
        "Elm Street: added to 1 Power isolated. With new.jpg (2 hours old).\n"
    )
    assert findings(site) == []
    assert site("tick", "12").out.endswith(
        "  12 Certificate with the client: 1 file still missing. qcheck attach 12 --file FILE\n"
    )


@pytest.mark.usefixtures("inbox")
def test_what_was_attached_before_the_answer_goes_with_it(site: Shell) -> None:
    """A photo taken before the work is hidden, say."""
    site("attach", "1", "--photo")
    assert standings(site)[1] == "open"
    assert "missing" not in site("tick", "1").out
    assert findings(site) == []


def test_a_failures_photo_never_serves_the_later_pass(site: Shell, inbox: Path) -> None:
    """Not even where it is given again."""
    site("fail", "1", "--note", "live", "--photo")
    missing = "  1 Power isolated: 1 photo still missing. qcheck attach 1 --photo FILE\n"
    assert site("tick", "1").out.endswith(missing)
    assert site("tick", "1", "--photo", str(inbox / "new.jpg")).out.endswith(missing)
    assert findings(site) == [("evidence-missing", 1)]
    assert "missing" not in site("tick", "1", "--photo", str(inbox / "old.jpg")).out
    assert findings(site) == []


@pytest.mark.usefixtures("inbox")
def test_one_photo_for_two_items_is_told(site: Shell) -> None:
    """It warns; nothing stands in the way for it."""
    site("tick", "1", "--photo")
    site("tick", "10", "--photo", "inbox/new.jpg")
    assert findings(site) == [("photo-reused", 10)]
    assert ": warn: 10 Fronts aligned: has the same photo as 1 Power isolated [photo-reused]\n" in (
        site("check", code=1).out
    )


@pytest.mark.usefixtures("inbox")
def test_evidence_that_is_missing_or_cut_short_blocks(site: Shell) -> None:
    """Also once the item is answered; a copy that is brought back is good again."""
    site("tick", "1", "--photo")
    (path,) = evidence(site)
    kept, named = path.read_bytes(), f"new.jpg ({path.name[:12]}.jpg): this photo or file is not"
    path.write_bytes(kept[:-1])
    assert findings(site) == [("evidence-altered", 0)]
    assert f": block: {named} what was recorded [evidence-altered]\n" in site("check", code=1).out
    path.unlink()
    assert findings(site) == [("evidence-absent", 0)]
    assert f": block: {named} in the evidence folder [evidence-absent]\n" in site("check", code=1).out
    assert site("report", "--format", "html").code == 0
    path.write_bytes(kept)
    assert findings(site) == []


def test_reports_show_photos_beside_their_items(site: Shell, inbox: Path) -> None:
    """As pictures in the page itself, with words for who does not see them; by name where there are words only."""
    site("fail", "1", "--note", "live", "--photo")
    site("tick", "1", "--photo", str(inbox / "old.jpg"))
    site("found", "Scratch <b>", "--photo", str(inbox / "old.jpg"))
    site("report")
    page = next(site.folder.glob("jobs/*/reports/handover.html")).read_text(encoding="utf-8")
    shown = re.findall(r'<img src="data:image/jpeg;base64,([^"]+)"', page)
    pictures = [Image.open(io.BytesIO(base64.b64decode(picture))) for picture in shown]
    assert [(p.format, p.size, dict(p.getexif())) for p in pictures] == [("JPEG", (60, 40), {})] * 3
    alternatives = [re.sub(r"FAILED .*:", "FAILED …:", text) for text in re.findall(r'alt="([^"]*)"', page)]
    assert alternatives == [
        "As found, Scratch &lt;b&gt;: old.jpg",
        "Item 1, Power isolated: old.jpg",
        "Item 1, Power isolated, FAILED …: new.jpg",
    ]
    markdown = site("report", "--format", "markdown").out
    old, new = (
        next(e["body"]["kept"][0]["digest"][:12] for e in said(site, "answered") if e["body"]["result"] == r)
        for r in ("pass", "fail")
    )
    assert f"  - With photo old.jpg, taken Thu 3 Dec 2026 14:07 ({old})\n" in markdown
    assert f": live, with photo new.jpg, taken Thu 3 Dec 2026 14:07 ({new})\n" in markdown
    text = site("report", "--format", "text").out
    assert f"      Photo: old.jpg, taken Thu 3 Dec 2026 14:07 ({old})\n" in text
    assert f"        Photo: new.jpg, taken Thu 3 Dec 2026 14:07 ({new})\n" in text


@pytest.mark.usefixtures("inbox")
def test_what_is_refused_for_another_reason_keeps_no_photo(site: Shell) -> None:
    """Nothing lies in the evidence folder that no line of the record speaks of."""
    before = held(site)
    assert site("tick", "5", "--photo", code=2).err == (
        "5 Worktop level: it needs a number in mm (at most 2 mm).\nFor example: qcheck tick 5=1.5\n"
    )
    assert site("tick", "3", "--photo", code=2).err.startswith("3 Pipes covered: behind the hold point 2 ")
    assert site("attach", "9", "--photo", code=2).err == (
        "9 Stone sealed: not needed (only where worktop is granite).\n"
    )
    assert site("attach", "1-4", "--photo", code=2).err == (
        "1-4: photos and files go with one item.\nName it by its number.\n"
    )
    assert site("attach", "1", code=2).err == ("Nothing was attached.\nFor example: qcheck attach 1 --photo door.jpg\n")
    assert site("found", " ", "--photo", code=2).err.startswith("The text is empty.\n")
    assert held(site) == before
