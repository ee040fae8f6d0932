"""Forgetting, as real processes on real files."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from cli.onsite import evidence, held, opened, photograph, said
from cli.terminals import Start
from conftest import Shell

ELM = "Elm Street kitchen"
JOB = "elm-street-kitchen"
LIMITS = """\
What this does not reach:
  git keeps what was committed, here and in every clone: commit and push the removal, and see docs/privacy.md
  backups, archives made before (qcheck archive) and other devices, until they have this removal too
  pages and punch lists that were printed, mailed or saved elsewhere, and photos in the inbox
"""
CLIENT = ("--client", "Ann Köhler", "--site", "12 Elm Street", "--contact", "+49 171 555 666")


@pytest.fixture
def site(workspace: Shell) -> Shell:
    """A job with a client, whose data was corrected once, a photo, a file, a page and a note that names the client."""
    workspace("open", ELM, "--checklist", "kitchen", "--handover", "2099-12-04", *CLIENT)
    workspace("plan", "--contact", "ann@example.org")
    photograph(workspace.folder / "photos" / "joint.jpg")
    (workspace.folder / "bill.pdf").write_bytes(b"%PDF bill")
    workspace("tick", "2", "--photo", "photos/joint.jpg", "--file", "bill.pdf")
    workspace("note", "Ann rang from 0171 555 666")
    workspace("note", "bring the drill")
    workspace("handover", "--outcome", "refused", "--name", "Ann Köhler")
    return workspace


def log(shell: Shell) -> Path:
    """The one log of the job."""
    (path,) = (shell.folder / "jobs" / JOB / "record").iterdir()
    return path


def folder(shell: Shell, name: str) -> list[str]:
    """What lies in a folder of the job."""
    return sorted(path.name for path in (shell.folder / "jobs" / JOB / name).glob("*"))


def codes(shell: Shell) -> dict[str, str]:
    """The findings about what was kept and removed: code and message."""
    (check,) = json.loads(shell("check", JOB, "--output", "json=-", code=1).out)["checks"]
    wanted = ("evidence-", "removed-", "chain-", "line-", "kind-")
    return {f["code"]: f["message"] for f in check["findings"] if f["code"].startswith(wanted)}


def test_the_clients_data_and_the_pages_are_removed_and_the_record_stays(site: Shell) -> None:
    """Corrected data too. It says where the record names them, and what it cannot reach."""
    before, place = log(site).read_bytes(), f"jobs/{JOB}/record/{log(site).name}"
    assert len(folder(site, "private")) == 2
    assert site("forget", "elm", "--why", "client asked", "--yes").out == (
        f"{ELM}: the client's data removed. The record says so, and holds without it.\n"
        "These lines of the record name the client. They cannot be removed:\n"
        f"  {place}:7: “Ann rang from 0171 555 666”\n"
        f"  {place}:9: “Ann Köhler”\n"
        "This evidence stays; look whether it shows or names the client:\n"
        "  bill.pdf\n"
        f"Photos stay, 1 of them; they are removed with --photos.\n{LIMITS}"
    )
    assert (folder(site, "private"), folder(site, "reports"), len(folder(site, "evidence"))) == ([], [], 2)
    assert log(site).read_bytes().startswith(before)
    (event,) = said(site, "forgotten")
    assert (event["about"], event["by"], event["body"]["reason"]) == ("job", "dana", "client asked")
    assert (len(event["body"]["private"]), "evidence" in event["body"]) == (2, False)


def test_nothing_that_is_left_holds_the_clients_address(site: Shell) -> None:
    """Neither the job's folder nor what qcheck keeps for itself."""
    site("report")
    site("status")
    site("forget", "elm", "--why", "client asked", "--photos", "--yes")
    left = [path.read_bytes() for root in (site.folder, site.state) for path in root.rglob("*") if path.is_file()]
    assert [word for word in (b"12 Elm Street", b"ann@example.org") if any(word in content for content in left)] == []


def test_photos_are_removed_on_request_and_told_apart_from_lost_ones(site: Shell) -> None:
    """With their small pictures; a file that is gone without a word still shuts the gate."""
    site("report")
    digest = next(p.stem for p in evidence(site) if p.suffix == ".jpg")
    small = [p for p in (site.folder / ".qcheck" / "cache").iterdir() if not p.name.startswith("standing")]
    assert small
    site("forget", "elm", "--why", "client asked", "--photos", "--yes")
    assert [p.suffix for p in evidence(site)] == [".pdf"]
    assert said(site, "forgotten")[0]["body"]["evidence"] == [digest]
    assert list((site.folder / ".qcheck" / "cache").iterdir()) == []
    assert list(codes(site)) == ["removed-on-request"]
    assert codes(site)["removed-on-request"].endswith(" by Dana Miller: the client's data and 1 photo (client asked)")
    evidence(site)[0].unlink()
    assert sorted(codes(site)) == ["evidence-absent", "removed-on-request"]


def test_the_report_the_plan_and_the_log_say_that_the_client_was_removed(site: Shell) -> None:
    """With the day, in every format."""
    site("forget", "elm", "--why", "client asked", "--photos", "--yes")
    for form in ("text", "markdown", "html"):
        page = site("report", "--format", form, "--out", "-").out
        assert "removed on request, " in page
        assert "12 Elm Street" not in page
    lines = dict(json.loads(site("plan", "--json").out)["lines"])
    assert lines["client"].startswith("removed on request, ")
    assert json.loads(site("log", "--json").out)["entries"][-1]["what"] == (
        "removed on request: the client's data and 1 photo (client asked)"
    )


def test_an_earlier_state_can_still_be_looked_at(site: Shell) -> None:
    """What is gone now was there then: it is no evidence that was lost."""
    site("forget", "elm", "--why", "client asked", "--photos", "--yes")
    lines = [json.loads(line) for line in log(site).read_text(encoding="utf-8").splitlines()]
    (check,) = json.loads(site("check", JOB, "--as-of", lines[-2]["at"], "--output", "json=-", code=1).out)["checks"]
    assert [f for f in check["findings"] if f["code"].startswith("evidence-")] == []


def test_it_is_not_done_by_a_script_that_did_not_agree(site: Shell) -> None:
    """Nothing is removed, and the option is named."""
    before = held(site)
    assert site("forget", "elm", "--why", "client asked", code=2).err == (
        f"{ELM}: the client's data would be removed. This cannot be undone.\nIn a script, agree with --yes.\n"
    )
    assert site("forget", "elm", "--photos", "--yes", code=2).err == (
        'It needs a reason, which stays in the record.\nSay why, without names: --why "client asked"\n'
    )
    assert held(site) == before


def test_it_cannot_be_undone(site: Shell) -> None:
    """What is gone is gone."""
    site("forget", "elm", "--why", "client asked", "--yes")
    assert site("undo", code=2).err == (
        "What was removed on request cannot be brought back.\n"
        "Nothing in a record is removed; say what holds now instead.\n"
    )


def test_what_came_back_is_found_left_out_and_removed_again(site: Shell, tmp_path: Path) -> None:
    """From a backup, or a device that had not heard of it; the record already says why."""
    shutil.copytree(site.folder / "jobs" / JOB, tmp_path / "backup")
    site("forget", "elm", "--why", "client asked", "--photos", "--yes")
    for name in ("private", "evidence"):
        shutil.copytree(tmp_path / "backup" / name, site.folder / "jobs" / JOB / name, dirs_exist_ok=True)
    report = site("check", JOB, code=1).out
    assert report.count(": this was removed on request and is here all the same [removed-but-here]\n") == 3
    assert f"    Remove it here too: qcheck forget {JOB}\n" in report
    page = site("report", "--format", "html", "--out", "-").out
    assert ("12 Elm Street" in page, "data:image/jpeg" in page) == (False, False)
    assert site("forget", "elm", "--yes").out.startswith(f"{ELM}: 3 files removed. The record said so before.\n")
    assert (len(said(site, "forgotten")), list(codes(site))) == (1, ["removed-on-request"])
    assert (
        site("forget", "elm", "--yes", code=2).err
        == f"{ELM}: there is nothing to remove.\nPhotos are removed with --photos.\n"
    )


def test_another_job_of_the_same_client_is_named(site: Shell) -> None:
    """By name or by how they are reached; its data has a digest of its own, and stays."""
    site("open", "Oak Lane", "--checklist", "kitchen", "--client", "ann  köhler")
    site("open", "Pine Way", "--checklist", "kitchen", "--contact", "ANN@example.org")
    site("open", "Fir Court", "--checklist", "kitchen", "--client", "Bo Lee")
    out = site("forget", JOB, "--why", "client asked", "--yes").out
    assert [line for line in out.splitlines() if "another job" in line] == [
        "The same client is in another job: qcheck forget oak-lane",
        "The same client is in another job: qcheck forget pine-way",
    ]
    assert len(list((site.folder / "jobs" / "oak-lane" / "private").iterdir())) == 1


def test_a_copy_of_a_job_keeps_its_own_file_of_the_same_data(site: Shell) -> None:
    """Both have the same digest; what is removed from one is named for the other."""
    site("archive", "elm", "--out", "one.zip")
    site("restore", "one.zip", "--as", "copy")
    assert (
        "The same client is in another job: qcheck forget copy\n"
        in site("forget", JOB, "--why", "client asked", "--yes").out
    )
    assert len(list((site.folder / "jobs" / "copy" / "private").iterdir())) == 2


def test_an_archive_of_what_is_left_says_what_was_removed(site: Shell) -> None:
    """It lacks nothing."""
    site("forget", "elm", "--why", "client asked", "--photos", "--yes")
    assert site("archive", "elm", "--out", "one.zip").err == ""
    with zipfile.ZipFile(site.folder / "one.zip") as packed:
        readme = packed.read(f"{JOB}/README.txt").decode()
    assert "Removed on request: the client's data and 1 photo; the record says when, by whom and why.\n" in readme
    before = held(site)
    shutil.rmtree(site.folder / "jobs" / JOB)
    site("restore", "one.zip")
    pages = {name for name in held(site) if "/reports/" in name}
    assert {name: content for name, content in held(site).items() if name not in pages} == before
    assert pages == {f"{JOB}/reports/handover-A.html"}


def test_data_that_is_not_here_is_called_removed_all_the_same(site: Shell) -> None:
    """It may be on another device; there was nobody to look for in the record."""
    shutil.rmtree(site.folder / "jobs" / JOB / "private")
    out = site("forget", "elm", "--why", "client asked", "--yes").out
    assert "The client's data was not on this device, so the record could not be searched for their name.\n" in out
    assert len(said(site, "forgotten")[0]["body"]["private"]) == 2


def test_a_new_client_after_that_is_shown_again(site: Shell) -> None:
    """What was removed does not come back with a correction."""
    site("forget", "elm", "--why", "client asked", "--yes")
    site("plan", "--client", "Bo Lee")
    lines = dict(json.loads(site("plan", "--json").out)["lines"])
    assert (lines["client"], "site" in lines) == ("Bo Lee", False)


def test_a_folder_that_is_a_link_is_not_emptied(site: Shell, tmp_path: Path) -> None:
    """It could lead to anybody's files."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.json").write_text("{}", encoding="utf-8")
    private = site.folder / "jobs" / JOB / "private"
    shutil.rmtree(private)
    private.symlink_to(tmp_path / "mine")
    assert site("forget", "elm", "--why", "client asked", "--yes", code=2).err.startswith(
        f"Cannot read {private}: it is a link, and only what lies there itself is touched.\n"
    )
    assert (tmp_path / "mine" / "letter.json").exists()
    assert said(site, "forgotten") == []


def test_a_link_among_the_files_is_removed_and_not_what_it_leads_to(site: Shell, tmp_path: Path) -> None:
    """As with any file."""
    (tmp_path / "letter.html").write_text("mine", encoding="utf-8")
    link = site.folder / "jobs" / JOB / "reports" / "page.html"
    link.symlink_to(tmp_path / "letter.html")
    site("forget", "elm", "--why", "client asked", "--yes")
    assert (link.is_symlink(), (tmp_path / "letter.html").read_text(encoding="utf-8")) == (False, "mine")


def test_a_job_without_a_client_has_nothing_to_remove(workspace: Shell) -> None:
    """It says so."""
    opened(workspace)
    assert workspace("forget", "elm", "--yes", code=2).err == (
        "Elm Street: there is nothing to remove.\nPhotos are removed with --photos.\n"
    )


def test_at_a_terminal_it_shows_what_goes_and_asks(site: Shell, terminal: Start) -> None:
    """No is what Enter means; the reason is asked for where none was given."""
    before = held(site)
    run = terminal(site, "forget", "elm", "--photos")
    run.answer("Why?", "client asked")
    run.answer("This cannot be undone. Remove it?", "")
    screen = run.end(code=130)
    assert f"{ELM}: this is removed for good:\n" in screen
    assert all(name in screen for name in before if "/private/" in name or "/reports/" in name)
    assert held(site) == before
    run = terminal(site, "forget", "elm", "--photos")
    run.answer("Why?", "client asked")
    run.answer("This cannot be undone. Remove it?", "y")
    assert "the client's data and 1 photo removed" in run.end()
    assert said(site, "forgotten")[0]["body"]["reason"] == "client asked"


def test_quiet_says_nothing(site: Shell) -> None:
    """The exit code tells."""
    assert site("-q", "forget", "elm", "--why", "client asked", "--yes").out == ""


def test_the_list_of_signers_and_archives_that_name_the_client_are_told_among_what_stays(site: Shell) -> None:
    """With the lines and the files; a zip of something else is none of ours."""
    (site.folder / "allowed_signers").write_text(
        'dana ssh-ed25519 AAAA\n"Ann K\u00f6hler" ssh-ed25519 BBBB\n', encoding="utf-8"
    )
    site("archive", "elm", "--out", "one.zip")
    site("open", "Oak Lane", "--checklist", "kitchen")
    site("archive", "oak", "--out", "oak.zip")
    (site.folder / "other.zip").write_bytes(b"hello")
    out = site("forget", JOB, "--why", "client asked", "--yes").out
    assert ("The client is named in allowed_signers, line 2; it stays, since what they signed needs it.\n") in out
    assert (
        "These archives hold the job as it was, with the client; remove them yourself:\n  one.zip\n" + LIMITS
    ) in out


def test_an_archive_that_brings_back_what_was_removed_says_so(site: Shell) -> None:
    """With the command that removes it again; then it is gone from the copy too."""
    site("archive", "elm", "--out", "one.zip")
    assert "removed on request" not in site("restore", "one.zip", "--as", "early").out
    site("forget", JOB, "--why", "client asked", "--yes")
    assert site("restore", "one.zip", "--as", "late").out.endswith(
        f"The job {JOB} here had this client's data or photos removed on request; now they are back.\n"
        "Remove them here too: qcheck forget late\nNext: qcheck check late\n"
    )
    site("forget", "late", "--why", "client asked", "--yes")
    assert list((site.folder / "jobs" / "late" / "private").iterdir()) == []


def test_what_was_removed_is_no_difference_and_not_among_what_was_checked(site: Shell) -> None:
    """The audit ends with 0, though the page can no longer be worked out anew."""
    assert "1 list, 2 photos and files, 1 sign-off, the client's data." in site("audit").out
    site("forget", "elm", "--why", "client asked", "--photos", "--yes")
    out = site("audit").out
    assert "1 list, 1 photo or file, 1 sign-off, not the client's data, which is not here." in out
    assert "what its page said could not be checked\n" in out
