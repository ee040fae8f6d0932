"""Sync, clone and resolve, as real processes on a bare repository."""

import json
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from cli.terminals import Terminal
from conftest import Shell
from devices import Device, another, environment, first

NOTHING = "Nothing new here or there.\n"


@pytest.fixture
def dana(workspace: Shell, tmp_path: Path) -> Device:
    """The device that began."""
    return first(workspace, tmp_path)


@pytest.fixture
def ravi(dana: Device) -> Device:
    """A second device, with a clone."""
    return another(dana, "van", "ravi")


def test_what_one_ticked_comes_in_on_the_other_in_words(dana: Device, ravi: Device) -> None:
    """How many items, on which job, by whom; and the second time there is nothing new."""
    ravi("tick", "1", "2", "3")
    ravi("note", "key is with the neighbour")
    assert ravi.sync() == "Sent: Elm Street kitchen.\n"
    assert dana.sync() == "Elm Street kitchen: 3 items ticked, 1 note (Ravi Shah).\n"
    assert dana.sync() == NOTHING
    assert dana.files() == ravi.files()


def test_a_photo_comes_with_the_tick_it_belongs_to(dana: Device, ravi: Device) -> None:
    """It is counted, and lies in the folder it belongs to."""
    (ravi.folder / "delivery.txt").write_text("12 crates\n", encoding="utf-8")
    ravi("tick", "1", "--file", "delivery.txt")
    ravi.sync()
    assert dana.sync() == "Elm Street kitchen: 1 item ticked, 1 file (Ravi Shah).\n"
    assert dana.findings() & {"evidence-absent", "evidence-altered"} == set()


def test_two_devices_that_worked_at_once_meet_without_a_conflict(dana: Device, ravi: Device) -> None:
    """Each has a log of its own; whoever syncs last brings both together."""
    dana("tick", "1")
    ravi("tick", "2")
    dana.sync()
    assert ravi.sync() == "Elm Street kitchen: 1 item ticked (Dana Miller).\nSent: Elm Street kitchen.\n"
    dana.sync()
    assert dana.standings()[:2] == ["pass", "pass"]
    assert dana.files() == ravi.files()
    assert len(dana.record()) == 2


def test_offline_says_what_waits_and_the_next_sync_sends_it(dana: Device, ravi: Device) -> None:
    """Exit code 1, so that a script knows; nothing is lost."""
    remote = dana.folder.parent / "remote.git"
    remote.rename(remote.with_suffix(".away"))
    ravi("tick", "1")
    said = ravi.sync(code=1)
    assert said == (
        f"Not exchanged. '{remote}' does not appear to be a git repository.\n"
        "Waiting to be sent: Elm Street kitchen. Nothing is lost; sync again.\n"
    )
    remote.with_suffix(".away").rename(remote)
    assert ravi.sync() == "Sent: Elm Street kitchen.\n"
    assert dana.sync() == "Elm Street kitchen: 1 item ticked (Ravi Shah).\n"


def test_the_status_needs_no_network(ravi: Device) -> None:
    """What waits, in words, committed or not, and when the last sync was."""
    when = r"Last sync: \w{3} \d+ \w{3} \d{4} \d\d:\d\d\.\n"
    assert re.fullmatch(f"Nothing waits to be sent\\.\n{when}", ravi("sync", "--status").out)
    ravi("tick", "1")
    shutil.rmtree(ravi.folder.parent / "remote.git")
    waits = r"Waits to be sent: Elm Street kitchen: 1 item ticked \(Ravi Shah\)\.\n"
    assert re.fullmatch(waits + when, ravi("sync", "--status").out)
    ravi.sync(code=1)
    assert re.fullmatch(waits + when, ravi("sync", "--status").out)
    told = json.loads(ravi("sync", "--status", "--json").out)
    assert (told["jobs"], told["files"], told["commits"]) == (["elm-street-kitchen"], [], 1)


def test_machines_read_what_came(dana: Device, ravi: Device) -> None:
    """As JSON, with nothing beside it."""
    ravi("fail", "2", "--note", "gap")
    ravi.sync()
    told = json.loads(dana("sync", "--json").out)
    assert told["outcome"] == "exchanged"
    assert told["news"] == [
        {
            "job": "elm-street-kitchen",
            "name": "Elm Street kitchen",
            "words": ["1 item failed"],
            "by": ["Ravi Shah"],
            "contested": 0,
            "stale": [],
            "still_here": 0,
        }
    ]


def test_what_came_in_and_is_contested_now_is_told(dana: Device, ravi: Device) -> None:
    """With what settles it, on both devices; once, and not again for what was contested before."""
    dana("tick", "2")
    dana("plan", "--handover", "2099-12-05", "--reason", "worktop late")
    ravi("fail", "2", "--note", "gap")
    ravi("plan", "--handover", "2099-12-06", "--reason", "client away")
    dana.sync()
    told = "; 2 things are contested now: qcheck resolve elm-street-kitchen."
    assert ravi.sync().splitlines()[0].endswith(f"(Dana Miller){told}")
    ravi.sync()
    assert dana.sync().splitlines()[0].endswith(f"(Ravi Shah){told}")
    ravi("note", "key is with the neighbour")
    ravi.sync()
    assert dana.sync() == "Elm Street kitchen: 1 note (Ravi Shah).\n"


def test_what_came_in_and_reopened_a_signature_is_told(dana: Device, ravi: Device) -> None:
    """In text, and for machines."""
    dana("tick", "1-4")
    dana("handover", "--outcome", "accepted", "--name", "Ann Client")
    dana.sync()
    ravi.sync()
    ravi("fail", "2", "--note", "gap")
    ravi.sync()
    twin = another(dana, "office", "olga")
    twin.git("reset", "-q", "--hard", "HEAD~1")
    assert json.loads(twin("sync", "--json").out)["news"][0]["stale"] == ["A"]
    assert dana.sync() == (
        "Elm Street kitchen: 1 item failed (Ravi Shah); the handover is to be signed again, revision A is stale.\n"
    )


def test_pages_that_a_removal_left_on_another_device_are_told(dana: Device, ravi: Device) -> None:
    """With the command that removes them there."""
    ravi("report", "elm")
    dana("forget", "elm", "--why", "client asked", "--yes")
    dana.sync()
    assert ravi.sync() == (
        "Elm Street kitchen: 1 removal on request (Dana Miller); 1 file of what was removed to remove here too: "
        "qcheck forget elm-street-kitchen.\n"
    )
    ravi("forget", "elm", "--yes")
    assert not list((ravi.folder / "jobs" / "elm-street-kitchen" / "reports").iterdir())


def test_a_page_that_was_signed_before_a_removal_is_found_until_it_is_removed(dana: Device, ravi: Device) -> None:
    """On the device that heard of the removal; a page that is signed after it names nobody and stays."""
    ravi("handover", "--outcome", "refused", "--name", "Ann Client")
    ravi.sync()
    dana("forget", "elm", "--why", "client asked", "--yes")
    dana.sync()
    assert "removed-but-here" not in dana.findings()
    ravi.sync()
    assert "reports/handover-A.html: this was removed on request and is here all the same" in ravi("check", code=1).out
    ravi("forget", "elm", "--yes")
    ravi("handover", "--outcome", "refused", "--name", "Ann Client")
    assert "removed-but-here" not in ravi.findings()


def test_quietly_all_that_is_said_is_that_something_waits(ravi: Device) -> None:
    """With -q a sync that went well is silent."""
    ravi("tick", "1")
    assert ravi("-q", "sync").out == ""
    ravi.git("remote", "set-url", "origin", "/nowhere/at/all")
    assert ravi("-q", "sync", code=1).out.startswith("Not exchanged. ")


def test_a_device_begins_with_a_clone_and_works_at_once(dana: Device, tmp_path: Path) -> None:
    """It knows who uses it, and writes to a log of its own."""
    away = Device(tmp_path, tmp_path / "s3", {**dana.environment, "QCHECK_STATE": str(tmp_path / "s3")})
    assert away("clone", "remote.git", "office", "--as", "olga").out == (
        f"{tmp_path / 'office'}: 1 job. You are Olga Petrova.\n"
        "Next: qcheck -C office jobs, and qcheck sync whenever there is a network.\n"
    )
    office = Device(tmp_path / "office", away.state, away.environment)
    before = office.record()
    office("tick", "1")
    assert {name: office.record()[name] for name in before} == before
    assert len(office.record()) == 2
    assert office.git("log", "-1", "--format=%an <%ae>") == "Dana Miller <dana@qcheck.invalid>\n"


def test_a_clone_goes_nowhere_else(dana: Device, tmp_path: Path) -> None:
    """Not into a folder that holds something, not from what is no workspace, and it leaves nothing behind."""
    away = Device(tmp_path, tmp_path / "s3", dana.environment)
    assert away("clone", "remote.git", "work", code=2).err == (
        f"{tmp_path / 'work'} is there already.\nName another folder: qcheck clone URL DIR\n"
    )
    away.git("init", "-q", "--bare", "empty.git")
    assert away("clone", "empty.git", code=2).err == (
        "empty.git is empty.\nBegin in a workspace: git init -b main, git remote add origin URL, then qcheck sync.\n"
    )
    away.git("init", "-q", "-b", "main", "other")
    (tmp_path / "other" / "a.txt").write_text("a", encoding="utf-8")
    other = Device(tmp_path / "other", away.state, away.environment)
    other.git("add", "a.txt")
    other.git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "a")
    assert away("clone", "other", "there", code=2).err == "other holds no workspace: no qcheck.yaml is in it.\n"
    assert away("clone", "gone.git", code=2).err == (
        "gone.git could not be cloned: repository 'gone.git' does not exist.\n"
        "Is the address right, and may this device read it?\n"
    )
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".", "there", "empty"))] == ["empty.git"]


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("ext::sh -c touch% pwned", "it would start a program of its own"),
        ("fd::17", "it would start a program of its own"),
        ("--upload-pack=touch pwned", "it begins like an option"),
        ("ssh://-oProxyCommand=touch/x", "its host begins like an option"),
        ("gopher://a/b", "git is sent to file, git, http, https and ssh only"),
        ("host:-x", "its path begins like an option"),
    ],
)
def test_an_address_that_runs_something_is_no_address(shell: Shell, url: str, wrong: str) -> None:
    """Neither by a transport of its own nor by an option smuggled in."""
    ran = shell("clone", "--", url, "x", code=2)
    assert ran.err == f"{url}: {wrong}.\nAn address is a path, https://…, ssh://… or user@host:path.\n"
    assert list(shell.folder.iterdir()) == []


def test_an_address_that_is_empty_is_called_that(shell: Shell) -> None:
    """There is nothing to name."""
    assert shell("clone", "", "x", code=2).err == (
        "The address is empty.\nAn address is a path, https://…, ssh://… or user@host:path.\n"
    )


def test_a_name_that_is_not_known_leaves_nothing_behind(dana: Device, tmp_path: Path) -> None:
    """So that the same command with the right name does."""
    away = Device(tmp_path, tmp_path / "s3", dana.environment)
    assert away("clone", "remote.git", "office", "--as", "rvai", code=2).err.startswith(
        "rvai is not among the people in qcheck.yaml.\n"
    )
    assert not [path for path in tmp_path.iterdir() if "office" in path.name]
    assert "You are Ravi Shah." in away("clone", "remote.git", "office", "--as", "ravi").out


def test_a_folder_that_cannot_be_made_is_not_blamed_on_the_address(dana: Device, tmp_path: Path) -> None:
    """The folder is named, with why."""
    away, name = Device(tmp_path, tmp_path / "s3", dana.environment), "x" * 250
    assert away("clone", "remote.git", name, code=2).err.startswith(f"Cannot make {tmp_path / name}: ")


def test_a_repository_that_names_a_branch_it_lacks_is_not_called_empty(dana: Device, tmp_path: Path) -> None:
    """As one made without `-b main` does: the only branch is taken; of several, whoever keeps it has to say which."""
    remote = tmp_path / "remote.git"
    dana.git("--git-dir", str(remote), "symbolic-ref", "HEAD", "refs/heads/master")
    ravi = another(dana, "van", "ravi")
    ravi("tick", "1")
    assert ravi.sync() == "Sent: Elm Street kitchen.\n"
    assert dana.sync() == "Elm Street kitchen: 1 item ticked (Ravi Shah).\n"
    dana.git("push", "-q", "origin", "main:beta")
    away = Device(tmp_path, tmp_path / "s3", dana.environment)
    assert away("clone", "remote.git", "office", code=2).err == (
        "remote.git names a branch as its own that it does not have; it has beta, main.\n"
        "Whoever keeps it says there which it is: git symbolic-ref HEAD refs/heads/beta\n"
    )


def test_without_git_it_says_how_to_begin(elm: Shell) -> None:
    """Nothing was sent, so that is no success."""
    assert elm("sync", code=2).err == (
        "This workspace is in no git repository, so that nothing was sent; and no copies of a shared folder are in "
        "it.\n"
        "Begin: git init -b main, then git remote add origin URL. See docs/sync.md.\n"
    )


def test_a_workspace_without_a_remote_is_committed_and_says_so(elm: Shell, tmp_path: Path) -> None:
    """So that the first sync with one has everything."""
    device = Device(elm.folder, elm.state, environment(elm, tmp_path))
    device.git("init", "-q", "-b", "main")
    assert re.fullmatch(
        r"Not exchanged\. No remote is named\. git remote add origin URL\n"
        r"Waiting to be sent: Elm Street kitchen, \d+ files of the workspace\. Nothing is lost; sync again\.\n",
        device.sync(code=1),
    )
    told = device("sync", "--status").out.splitlines()
    assert told[0] == "Waits to be sent: Elm Street kitchen: opened (Dana Miller)."
    assert told[-1] == "This device was never synced."
    assert device.git("status", "--short") == ""


def test_contested_answers_are_settled_by_saying_which_side_holds(dana: Device, ravi: Device) -> None:
    """Both are shown with who and when; the answer that holds is said again, and ends it on every device."""
    dana("tick", "2")
    ravi("note", "looked at the joints")
    ravi("fail", "2", "--note", "gap")
    dana.sync()
    ravi.sync()
    shown = ravi("resolve", code=1).out
    assert re.sub(r"\w{3} \d+ \w{3} \d{4} \d\d:\d\d", "THEN", shown) == (
        "2 Joints sealed, no visible gap\n"
        "  1  passed: Dana Miller, THEN\n"
        "  2  FAILED “gap”: Ravi Shah, THEN\n"
        "Say which holds: qcheck resolve --take 2=1\n"
    )
    assert ravi("resolve", "--take", "2=ravi").out == "Elm Street kitchen: 1 settled, 0 contested still.\n"
    ravi.sync()
    dana.sync()
    assert dana.standings()[1] == "fail"
    assert "answer-contested" not in dana.findings()
    assert dana("resolve").out == "Elm Street kitchen: nothing is contested.\n"
    last = json.loads(max(dana.lines(), key=lambda raw: json.loads(raw)["seq"]))
    assert (last["by"], len(last["replaces"]), last["body"]["note"]) == ("ravi", 2, "gap")


def test_contested_fields_of_the_plan_are_settled_too(dana: Device, ravi: Device) -> None:
    """By number or by who said it; what is no side is refused with what there is."""
    dana("plan", "--handover", "2099-12-05", "--reason", "worktop late")
    ravi("plan", "--handover", "2099-12-06", "--reason", "client away")
    ravi.sync()
    dana.sync()
    assert "plan-contested" in dana.findings()
    assert dana("resolve", "--take", "handover=3", code=2).err == (
        "handover=3: that is none of its sides.\nSay handover=1 or handover=2; qcheck resolve shows them.\n"
    )
    assert dana("resolve", "--take", "lead=1", code=2).err == "lead: that is not contested.\nThere are: handover.\n"
    assert dana("resolve", "--take", "handover", code=2).err == (
        "handover: which side of what?\nFor example: --take 17=2, or --take handover=dana\n"
    )
    dana("resolve", "--take", "handover=ravi")
    assert "plan-contested" not in dana.findings()
    assert dict(json.loads(dana("plan", "--json").out)["lines"])["handover"].startswith("Sun 6 Dec 2099")


def test_a_person_at_a_terminal_is_asked_which_side_holds(dana: Device, ravi: Device) -> None:
    """Enter leaves it open."""
    dana("tick", "2")
    ravi("note", "looked at the joints")
    ravi("fail", "2", "--note", "gap")
    dana.sync()
    ravi.sync()
    for typed, code in (("", 1), ("3", 1), ("2", 0)):
        terminal = Terminal(ravi, "resolve")
        try:
            terminal.answer("Which holds? [Enter: neither yet]", typed)
            if typed == "3":
                terminal.answer("Type one of 1, 2, or only Enter.", "")
            terminal.end(code)
        finally:
            terminal.leave()
    assert ravi.standings()[1] == "fail"


def test_long_work_shows_at_a_terminal_and_is_wiped_away(dana: Device, ravi: Device) -> None:
    """Nothing of it stays on the screen, and nothing of it comes into a pipe."""
    dana("tick", "1")
    dana.sync()
    master, slave = os.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "qcheck", "sync"],
        cwd=ravi.folder,
        env={**ravi.environment, "TERM": "xterm"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=slave,
    )
    os.close(slave)
    parts = []
    with suppress(OSError):  # the other end is closed
        while part := os.read(master, 65536):
            parts.append(part)
    shown = b"".join(parts).decode()
    os.close(master)
    assert running.communicate()[0].decode() == "Elm Street kitchen: 1 item ticked (Dana Miller).\n"
    assert running.returncode == 0
    assert shown.startswith("\r\x1b[KAsking what is new …")
    assert "\r\x1b[KTaking in what is new …" in shown
    assert "Counting objects: 100%" in shown
    assert "origin/main" not in shown
    assert shown.endswith("\r\x1b[K")
    ran = ravi("sync")
    assert (ran.out, ran.err) == (NOTHING, "")
