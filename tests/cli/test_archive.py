"""Archive and restore, as real processes on real zips."""

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder import KITCHEN
from cli.onsite import held, photograph, said
from cli.terminals import Start
from conftest import Shell
from qcheck.app import archive as app
from qcheck.app.desk import Caller, open_desk
from qcheck.cli import boundary
from qcheck.core.archive import manifest

ELM = "Elm Street kitchen"
JOB = "elm-street-kitchen"


@pytest.fixture
def site(workspace: Shell) -> Shell:
    """A job with a client, an answer with a photo, a condition found, a note and a refusal that was signed."""
    given = ("--client", "Ann Köhler", "--site", "12 Elm Street", "--contact", "+49 171 555")
    workspace("open", ELM, "--checklist", "kitchen", "--handover", "2099-12-04", *given)
    photograph(workspace.folder / "photos" / "joint.jpg")
    photograph(workspace.folder / "photos" / "floor.jpg", "red")
    workspace("tick", "2", "--photo", "photos/joint.jpg")
    workspace("found", "Scratch on the floor", "--photo", "photos/floor.jpg")
    workspace("note", "key under the mat")
    workspace("handover", "--outcome", "refused", "--name", "Ann Köhler", "--comment", "not yet")
    workspace("tick", "3")
    return workspace


def entries(path: Path) -> dict[str, bytes]:
    """The files of a zip by name."""
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def checked(shell: Shell, job: str = JOB) -> Any:
    """What a check says of a job as machines read it."""
    report = shell("check", job, "--as-of", "2099-12-31", "--output", "json=-", code=None).out
    return json.loads(report)


def moved(site: Shell) -> None:
    """Takes the job's folder away."""
    shutil.rmtree(site.folder / "jobs" / JOB)


def test_an_archive_holds_all_of_a_job_in_one_folder(site: Shell) -> None:
    """Record, lists, evidence, private data, pages, settings, what tells of them, and the manifest last."""
    assert site("archive", "elm").out == f"{ELM}: 11 files packed and read back.\nArchive: {site.folder / JOB}.zip\n"
    packed = entries(site.folder / f"{JOB}.zip")
    of_job = {f"{JOB}/{name.removeprefix(f'{JOB}/')}": content for name, content in held(site).items()}
    assert of_job.items() <= packed.items()
    others = {name.removeprefix(f"{JOB}/") for name in packed.keys() - of_job.keys()}
    assert others == {"README.txt", "manifest-sha256.txt", "qcheck.yaml", "record.txt", "report.html"}
    assert list(packed)[-1] == f"{JOB}/manifest-sha256.txt"
    assert packed[f"{JOB}/qcheck.yaml"] == (site.folder / "qcheck.yaml").read_bytes()


def test_two_archives_of_one_state_are_the_same_bytes(site: Shell) -> None:
    """Whenever they are made, and by whatever environment."""
    site("archive", "--out", "one.zip")
    site("archive", "--out", "two.zip", TZ="Asia/Tokyo", LC_ALL="C")
    assert (site.folder / "one.zip").read_bytes() == (site.folder / "two.zip").read_bytes()


def test_the_files_of_an_archive_are_neither_compressed_nor_dated(site: Shell) -> None:
    """Photos are compressed already, and no two compressors agree."""
    site("archive", "--out", "one.zip")
    with zipfile.ZipFile(site.folder / "one.zip") as packed:
        assert {(e.compress_type, e.date_time, e.external_attr >> 16) for e in packed.infolist()} == {
            (zipfile.ZIP_STORED, (1980, 1, 1, 0, 0, 0), 0o100644)
        }


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum on this machine")
def test_anyone_can_check_an_unzipped_archive(site: Shell, tmp_path: Path) -> None:
    """With a program that every Linux has; a changed file is named."""
    site("archive", "--out", "one.zip")
    with zipfile.ZipFile(site.folder / "one.zip") as packed:
        packed.extractall(tmp_path / "un")
    folder = tmp_path / "un" / JOB
    check = ["sha256sum", "--strict", "-c", "manifest-sha256.txt"]
    good = subprocess.run(check, cwd=folder, capture_output=True, text=True, check=True)
    assert len(good.stdout.splitlines()) == 10
    (folder / "record.txt").write_text("other\n", encoding="utf-8")
    bad = subprocess.run(check, cwd=folder, capture_output=True, text=True, check=False)
    assert (bad.returncode, "record.txt: FAILED" in bad.stdout) == (1, True)


def test_the_readme_says_what_is_where_and_what_it_proves(site: Shell) -> None:
    """In plain words, with the names of the photos."""
    site("archive", "--out", "one.zip")
    readme = entries(site.folder / "one.zip")[f"{JOB}/README.txt"].decode()
    assert readme.startswith(f"{ELM}, Miller Kitchens\n===================================\n")
    assert "reports/handover-A.html   the page that belongs to sign-off A\n" in readme
    assert "It holds personal data of the client. Keep it as carefully as that asks for.\n" in readme
    assert readme.count("  joint.jpg\n") == readme.count("  floor.jpg\n") == 1
    assert all(len(line) <= 120 for line in readme.splitlines())


def test_the_record_is_there_in_plain_words(site: Shell) -> None:
    """Who said what, with what became of it."""
    site("archive", "--out", "one.zip")
    told = entries(site.folder / "one.zip")[f"{JOB}/record.txt"].decode()
    assert "    2 Joints sealed, no visible gap: passed [joint.jpg]\n" in told
    assert ", Dana Miller\n    Ann Köhler: refused, revision A\n" in told


def test_without_the_client_neither_data_nor_pages_name_them(site: Shell) -> None:
    """What was typed into the record is there still, and the README says so."""
    site("archive", "--out", "one.zip", "--without-client")
    packed = entries(site.folder / "one.zip")
    assert not [name for name in packed if "/private/" in name]
    for word in ("12 Elm Street", "+49 171 555"):
        assert not [name for name, content in packed.items() if word.encode() in content]
    assert b"Ann K\xc3\xb6hler" in packed[f"{JOB}/record.txt"]
    assert b"The client's name, address and contact are not in it" in packed[f"{JOB}/README.txt"]


def test_a_page_of_a_sign_off_that_is_not_here_is_made_as_it_stood_then(site: Shell) -> None:
    """Another device may have handed over; what was ticked since is not in it."""
    (site.folder / "jobs" / JOB / "reports" / "handover-A.html").unlink()
    site("archive", "--out", "one.zip")
    page = entries(site.folder / "one.zip")[f"{JOB}/reports/handover-A.html"].decode()
    assert "Ann Köhler" in page
    assert page != entries(site.folder / "one.zip")[f"{JOB}/report.html"].decode()


def test_what_is_missing_or_changed_is_told_and_the_rest_is_packed(site: Shell) -> None:
    """A photo that is gone must not keep all others from being saved."""
    one, two = sorted((site.folder / "jobs" / JOB / "evidence").iterdir())
    names = {kept["digest"]: kept["name"] for e in said(site, "answered") for kept in e["body"].get("kept", ())}
    names |= {kept["digest"]: kept["name"] for e in said(site, "found") for kept in e["body"]["kept"]}
    two.write_bytes(b"\0" * two.stat().st_size)
    one.unlink()
    ran = site("archive", "--out", "one.zip")
    gone = f"{names[one.stem]} ({one.stem[:12]}.jpg)"
    assert ran.err == (
        f"The record names these, and they are not here, so they are not in it:\n  {gone}\n"
        f"These are not what was recorded; they are in it as they are:\n  evidence/{two.name}\n"
    )
    readme = entries(site.folder / "one.zip")[f"{JOB}/README.txt"].decode()
    assert f"The record names these photos and files, which were not there:\n  {gone}\n" in readme
    assert f"These photos and files are not what was recorded:\n  evidence/{two.name}\n" in readme


def test_an_archive_is_never_written_over(site: Shell) -> None:
    """It may be the only one; a link that leads nowhere is a file too."""
    (site.folder / "one.zip").write_bytes(b"mine")
    assert site("archive", "--out", "one.zip", code=2).err == (
        "one.zip is there already.\nGive the archive another name: --out FILE\n"
    )
    assert (site.folder / "one.zip").read_bytes() == b"mine"
    (site.folder / "two.zip").symlink_to("nowhere")
    assert site("archive", "--out", "two.zip", code=2).err.startswith("two.zip is there already.\n")


def test_a_name_that_not_every_system_takes_stops_an_archive(site: Shell) -> None:
    """It could not be unpacked on the machine that it is for."""
    (site.folder / "jobs" / JOB / "record" / "con.jsonl").write_text("\n", encoding="utf-8")
    assert site("archive", code=2).err == (
        "con.jsonl: a file of that name cannot be unpacked on every system.\nRename it; nothing was archived.\n"
    )


def test_a_link_among_the_evidence_is_not_followed(site: Shell) -> None:
    """It could lead to anything on this machine."""
    link = site.folder / "jobs" / JOB / "evidence" / "passwd.jpg"
    link.symlink_to("/etc/passwd")
    assert site("archive", code=2).err == (
        f"Cannot read {link}: it is a link, and only what lies there itself is read.\n"
    )
    assert not (site.folder / f"{JOB}.zip").exists()


@pytest.mark.parametrize("name", ["evidence", "private", "reports", "record", "checklists"])
def test_a_folder_that_is_a_link_is_not_packed(site: Shell, tmp_path: Path, name: str) -> None:
    """It could lead to the keys of whoever archives."""
    own = site.folder / "jobs" / JOB / name
    own.rename(tmp_path / name)
    own.symlink_to(tmp_path / name)
    assert site("archive", code=2).err.startswith(
        f"Cannot read {own}: it is a link, and only what lies there itself is touched.\n"
    )


def test_a_page_that_is_a_link_is_not_followed(site: Shell) -> None:
    """Git can put one where a page should be."""
    page = site.folder / "jobs" / JOB / "reports" / "handover-A.html"
    page.unlink()
    page.symlink_to("/etc/passwd")
    assert site("archive", code=2).err == (
        f"Cannot read {page}: it is a link, and only what lies there itself is read.\n"
    )


def test_what_is_restored_is_the_same_byte_for_byte(site: Shell) -> None:
    """The folder, the verdict with every finding, and the next archive."""
    site("archive", "--out", "one.zip")
    before, verdict = held(site), checked(site)
    moved(site)
    assert site("restore", "one.zip").out == (
        f"{ELM}: restored as jobs/{JOB}. Statements: 9, 2 of evidence.\nNext: qcheck check {JOB}\n"
    )
    assert held(site) == before
    assert checked(site) == verdict
    site("archive", "--out", "two.zip")
    assert (site.folder / "one.zip").read_bytes() == (site.folder / "two.zip").read_bytes()


def test_a_restored_job_begins_a_new_log(site: Shell) -> None:
    """This machine wrote the last line, but of another copy: one of them would fork the log."""
    site("archive", "--out", "one.zip")
    site("restore", "one.zip", "--as", "Elm again")
    site("tick", "1", "--job", "elm-again")
    site("tick", "1", "--job", JOB)
    logs = {job: len(list((site.folder / "jobs" / job / "record").iterdir())) for job in (JOB, "elm-again")}
    assert logs == {JOB: 2, "elm-again": 2}
    for job in logs:
        (check,) = checked(site, job)["checks"]
        assert {f["code"] for f in check["findings"]} & {"chain-broken", "log-forked"} == set()


def test_a_job_that_is_here_is_never_changed_by_restoring(site: Shell) -> None:
    """It says how the two stand to each other."""
    site("archive", "--out", "old.zip")

    def refused() -> str:
        before = held(site)
        told = site("restore", "old.zip", code=2).err
        assert held(site) == before
        return told.removesuffix("\nNothing was changed.\n")

    same = f"There is a job called {JOB} already"
    merged = "Records are merged by git, never from an archive; restore it under another name: --as NAME"
    assert refused() == f"{same}, and its record is the very same: there is nothing to restore."
    site("tick", "1")
    assert refused() == f"{same}, and its record goes on from this one, by 1 line: it is the newer one."
    (log,) = (site.folder / "jobs" / JOB / "record").iterdir()
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join([*lines[:7], lines[9]]))
    assert refused() == f"{same}: the same one, with 1 line that the archive lacks and without 2 lines of it. {merged}"
    log.write_bytes(b"".join(lines[:8]))
    assert refused() == f"{same}: the same one without 1 line of it. {merged}"
    moved(site)
    site("open", ELM, "--checklist", "kitchen")
    assert refused() == f"{same}, and it is another one. Restore this one under another name: --as NAME"


def test_a_job_is_restored_into_another_workspace(site: Shell, tmp_path: Path) -> None:
    """It says that it was judged by other settings."""
    site("archive", "--out", "one.zip")
    (tmp_path / "other").mkdir()
    other = Shell(
        tmp_path / "other", tmp_path / "state2", {**site.environment, "QCHECK_STATE": str(tmp_path / "state2")}
    )
    other("init", "--company", "Other", "--name", "Bo Lee", "--zone", "UTC")
    assert other("restore", str(site.folder / "one.zip")).out == (
        f"{ELM}: restored as jobs/{JOB}. Statements: 9, 2 of evidence.\n"
        "It was judged by another qcheck.yaml than the one here; the archive holds it.\n"
        f"Next: qcheck check {JOB}\n"
    )
    assert held(other) == held(site)


def test_an_archive_opens_as_a_workspace_for_those_who_only_look(site: Shell) -> None:
    """The job with the settings it was judged by, in a folder that is gone afterwards."""
    site("archive", "--out", "one.zip")
    with app.as_workspace(site.folder / "one.zip") as (root, job):
        there = Shell(root, site.state, site.environment)
        assert checked(there, job) == checked(site)
        assert held(there) == held(site)
    assert not root.exists()


def test_a_process_that_is_killed_leaves_no_file_of_that_name(site: Shell, tmp_path: Path) -> None:
    """At whatever moment: what has the name is whole. A second try is not in its way."""
    for number in range(12):
        (site.folder / "jobs" / JOB / "evidence" / f"{number:064x}.bin").write_bytes(os.urandom(4_000_000))
    (tmp_path / "out").mkdir()
    target = tmp_path / "out" / "elm.zip"
    for size in (0, 1, 8_000_000, 20_000_000, 40_000_000):
        process = subprocess.Popen(
            [sys.executable, "-m", "qcheck", "archive", "--out", str(target)], cwd=site.folder, env=site.environment
        )
        part = target.with_name(f".elm.zip.{process.pid}.part")
        while not part.exists() or part.stat().st_size < size:
            assert process.poll() is None, f"it ended before {size} bytes were written"
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert (target.exists(), part.exists()) == (False, True)
    site("archive", "--out", str(target))
    with app.opened(target) as found:
        assert len(found.digests) == 22


@pytest.fixture
def small_disk(tmp_path: Path) -> object:
    """A disk of 256 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        pytest.skip(f"a small disk may not be mounted here, so the full disk is not tested for real: {made.stderr}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(not shutil.which("mount"), reason="no mount command: the full disk is not tested for real")
def test_a_full_disk_is_told_and_leaves_nothing(site: Shell, small_disk: Path) -> None:
    """Neither half an archive nor what it was written to."""
    (site.folder / "jobs" / JOB / "evidence" / f"{1:064x}.bin").write_bytes(os.urandom(400_000))
    target = small_disk / "elm.zip"
    assert site("archive", "--out", str(target), code=2).err == (
        f"Cannot write {target}: No space left on device.\nFree some space; nothing was recorded.\n"
    )
    assert list(small_disk.iterdir()) == []


def test_many_files_are_counted_at_a_terminal(site: Shell, terminal: Start) -> None:
    """So that nobody takes it for hung; what was counted is wiped away."""
    for number in range(60):
        (site.folder / "jobs" / JOB / "evidence" / f"{number}.bin").write_bytes(b"x")
    screen = terminal(site, "archive", "--out", "one.zip").end()
    assert "\r40 of 69 files" in screen
    assert screen.split("\r")[-1].startswith(f"{ELM}: 71 files packed and read back.\n")


def test_quiet_says_nothing(site: Shell) -> None:
    """The exit code tells."""
    assert site("-q", "archive", "--out", "one.zip").out == ""
    assert site("-q", "restore", "one.zip", "--as", "again").out == ""


def test_a_desk_opens_on_an_archive(site: Shell, tmp_path: Path) -> None:
    """For use cases that look at a job without putting it anywhere."""
    from datetime import UTC, datetime

    site("archive", "--out", "one.zip")
    with app.as_workspace(site.folder / "one.zip") as (root, job):
        desk = open_desk(Caller(datetime(2026, 12, 1, tzinfo=UTC), root, tmp_path / "home", "t" * 32, "s" * 32))
        assert (desk.settings.company, job) == ("Miller Kitchens", JOB)


HOSTILE = {
    "elm/../../escaped.jsonl": "elm/../../escaped.jsonl leads out of its folder",
    "/escaped.jsonl": "/escaped.jsonl leads out of its folder",
    "elm/record/../escaped": "elm/record/../escaped leads out of its folder",
    "elm/.git/hooks/post-checkout": "elm/.git/hooks/post-checkout is nothing that an archive of a job holds",
    "elm/record/b.jsonl": "record/b.jsonl is in it and not in its manifest",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_of_a_hostile_archive_is_written(workspace: Shell, tmp_path: Path, name: str) -> None:
    """Neither in the workspace nor beside it, and the reason is told."""
    sound = {"qcheck.yaml": b"x\n", "record/aaaa.jsonl": b"{}\n"}
    sums = {own: hashlib.sha256(content).hexdigest() for own, content in sound.items()}
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as made:
        for own, content in sound.items():
            made.writestr(f"elm/{own}", content)
        made.writestr(name, b"x")
        made.writestr("elm/manifest-sha256.txt", manifest(sums))
    before = sorted(tmp_path.rglob("*"))
    bad = tmp_path / "bad.zip"
    assert workspace("restore", str(bad), code=2).err == (
        f"{bad}: this is no archive of a job that can be believed: {HOSTILE[name]}.\nNothing was restored.\n"
    )
    left = set(tmp_path.rglob("*")) - set(before)
    assert {path.relative_to(workspace.folder).parts[0] for path in left if path.is_relative_to(workspace.folder)} <= {
        ".qcheck"
    }
    assert not (workspace.folder / "jobs").exists()


def test_a_restore_that_is_killed_leaves_no_half_job(site: Shell, tmp_path: Path) -> None:
    """The job is there whole or not at all, and the next try is not in its way."""
    for number in range(12):
        (site.folder / "jobs" / JOB / "evidence" / f"{number:064x}.bin").write_bytes(os.urandom(4_000_000))
    site("archive", "--out", str(tmp_path / "elm.zip"))
    before = held(site)
    moved(site)
    for count in (0, 3, 9):
        process = subprocess.Popen(
            [sys.executable, "-m", "qcheck", "restore", str(tmp_path / "elm.zip")],
            cwd=site.folder,
            env=site.environment,
        )
        part = site.folder / ".qcheck" / f"restored-{process.pid}"
        while not part.exists() or len(list(part.rglob("*.*"))) < count:
            assert process.poll() is None, f"it ended before {count} files were written"
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert not (site.folder / "jobs" / JOB).exists()
    site("restore", str(tmp_path / "elm.zip"))
    assert held(site) == before


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(lambda t: t.strip("- "))
SAID = st.one_of(
    st.tuples(st.sampled_from(["tick", "fail"]), st.sampled_from(["1", "2", "3"])),
    st.tuples(st.just("note"), WORDS),
    st.tuples(st.just("found"), WORDS),
    st.just(("undo",)),
    WORDS.map(lambda name: ("handover", "--outcome", "refused", "--name", name)),
    st.tuples(
        st.just("forget"), st.just("elm"), st.just("--why"), st.just("asked"), st.just("--photos"), st.just("--yes")
    ),
    st.just(("tick", "4", "--photo", "PHOTO")),
)


def in_process(folder: Path, *words: str) -> int:
    """Runs the program here: a hundred starts would take too long."""
    with mock.patch.dict(os.environ, {"QCHECK_STATE": str(folder / "state"), "QCHECK_JOB": "", "QCHECK_USER": ""}):
        return boundary.run(["-C", str(folder / "work"), "-q", *words])


@settings(max_examples=15)
@given(st.lists(SAID, max_size=8), WORDS)
def test_any_job_comes_back_as_it_was(commands: list[tuple[str, ...]], client: str) -> None:
    """Every byte of its folder, and the verdict with all findings as machines read it."""
    with TemporaryDirectory() as name:
        folder, work = Path(name), Path(name) / "work"
        work.mkdir()
        photo = folder / "photo.jpg"
        photograph(photo)
        in_process(folder, "init", "--company", "M", "--name", "Dana Miller", "--zone", "UTC")
        (work / "checklists" / "kitchen.yaml").write_text(KITCHEN, encoding="utf-8")
        assert in_process(folder, "open", ELM, "--checklist", "kitchen", "--client", client) == 0
        for words in commands:
            in_process(folder, *(str(photo) if word == "PHOTO" else word for word in words))

        def check(to: str) -> str:
            in_process(folder, "check", JOB, "--as-of", "2099-12-31", "--output", f"json={folder / to}")
            return (folder / to).read_text(encoding="utf-8")

        shell = Shell(work, folder / "state", {})
        before, verdict = held(shell), check("before.json")
        assert in_process(folder, "archive", JOB, "--out", str(folder / "elm.zip")) == 0
        moved(shell)
        assert in_process(folder, "restore", str(folder / "elm.zip")) == 0
        made_anew = {n for n in held(shell).keys() - before.keys() if "/reports/handover-" in n}
        assert {n: content for n, content in held(shell).items() if n not in made_anew} == before
        assert check("after.json") == verdict


def test_an_archive_is_audited_by_itself(site: Shell, tmp_path: Path) -> None:
    """With no workspace around; one that cannot be believed is refused, and jobs and archives are not mixed."""
    site("archive", "--out", "one.zip")
    alone = Shell(tmp_path, site.state, site.environment)
    assert json.loads(alone("audit", str(site.folder / "one.zip"), "--json").out)["verdict"] == "whole"
    spoilt = tmp_path / "spoilt.zip"
    spoilt.write_bytes((site.folder / "one.zip").read_bytes()[:-30])
    assert alone("audit", str(spoilt), code=2).err == (
        f"{spoilt}: this is no archive of a job that can be believed: it was cut off, or its end is damaged.\n"
        "Get it again from where it came, or from a backup.\n"
    )
    assert site("audit", "one.zip", "site", code=2).err == (
        "Archives are audited by themselves.\nFor example: qcheck audit one.zip\n"
    )


def test_an_audit_of_an_archive_names_what_lies_in_it(site: Shell) -> None:
    """Not where the job would lie in a workspace."""
    site("archive", "--out", "one.zip")
    out = site("audit", "one.zip").out
    assert "jobs/" not in out
    path = next((site.folder / "jobs" / JOB / "record").iterdir())
    path.write_bytes(path.read_bytes().replace(b"under the mat", b"under the cat"))
    site("archive", "--out", "two.zip")
    out = site("audit", "two.zip", code=1).out
    assert out.startswith(f"{JOB}/record/{path.name}:7: block: ")
    assert f"the first at {JOB}/record/{path.name}:7. Checked: " in out


@pytest.mark.parametrize("where", ["evidence/", "record/"])
def test_an_entry_that_is_damaged_is_named(site: Shell, where: str) -> None:
    """One byte on a bad stick."""
    site("archive", "--out", "one.zip")
    packed = entries(site.folder / "one.zip")
    name = next(n for n in packed if n.startswith(f"{JOB}/{where}"))
    content = (site.folder / "one.zip").read_bytes()
    at = content.index(packed[name]) + 20
    (site.folder / "bad.zip").write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    said_ = f"bad.zip: this is no archive of a job that can be believed: {name} is damaged.\n"
    assert site("restore", "bad.zip", "--as", "x", code=2).err == f"{said_}Nothing was restored.\n"
    assert site("audit", "bad.zip", code=2).err.endswith(f"{said_}Get it again from where it came, or from a backup.\n")


@pytest.mark.parametrize(
    ("part", "why"), [(0.5, "it was cut off, or its end is damaged"), (0.0, "it is empty"), (None, "it is no zip")]
)
def test_a_file_that_is_no_whole_zip_is_told_by_what_it_is(site: Shell, part: float | None, why: str) -> None:
    """Cut off on its way, or another file altogether."""
    site("archive", "--out", "one.zip")
    content = (site.folder / "one.zip").read_bytes()
    (site.folder / "bad.zip").write_bytes(b"hello" if part is None else content[: int(len(content) * part)])
    assert site("audit", "bad.zip", code=2).err.splitlines()[0].endswith(f"that can be believed: {why}.")


def test_an_archive_makes_no_folder(site: Shell, tmp_path: Path) -> None:
    """It may be a typing error, or a stick that is not in."""
    assert site("archive", "--out", str(tmp_path / "nope" / "dir" / "x.zip"), code=2).err == (
        f"{tmp_path / 'nope' / 'dir'}: there is no such folder.\n"
        "Nothing was archived. Make it first, or give another.\n"
    )
    assert not (tmp_path / "nope").exists()


def test_jobs_of_the_same_name_are_told_apart_by_their_ids(site: Shell) -> None:
    """A job and what was restored beside it; any other is called by its name alone."""
    site("archive", "--out", "one.zip")
    site("restore", "one.zip", "--as", "elm again")
    site("open", "Oak Lane", "--checklist", "kitchen")
    for look in ((), ("--plain",)):
        out = site(*look, "jobs").out
        assert f"{ELM} ({JOB})" in out
        assert f"{ELM} (elm-again)" in out
        assert "Oak Lane" in out
        assert "(oak-lane)" not in out
