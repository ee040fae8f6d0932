"""Syncing under faults: devices that are faster, killed, copied, brought back; remotes that die or mean ill."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conftest import Shell
from devices import Device, another, environment, first, wrapped
from qcheck.app import answer as answering
from qcheck.app import sync as use_case
from qcheck.app.desk import Caller, open_desk

NOTHING = "Nothing new here or there.\n"
JOB = "jobs/elm-street-kitchen"


@pytest.fixture
def dana(workspace: Shell, tmp_path: Path) -> Device:
    """The device that began."""
    return first(workspace, tmp_path)


@pytest.fixture
def ravi(dana: Device) -> Device:
    """A second device, with a clone."""
    return another(dana, "van", "ravi")


def meet(*devices: Device) -> None:
    """Syncs until all have everything, and holds that they are the same."""
    for device in (*devices, *devices):
        device.sync()
    assert len({frozenset(device.files().items()) for device in devices}) == 1
    assert all(device.git("status", "--short") == "" for device in devices)


def python(device: Device, *arguments: str) -> str:
    """The source of a call that runs qcheck on another device, for a program in place of git."""
    command = [sys.executable, "-m", "qcheck", *arguments]
    return (
        f"__import__('subprocess').run({command!r}, cwd={str(device.folder)!r}, env={device.environment!r}, check=True)"
    )


def test_a_device_that_was_faster_is_taken_in_and_the_push_tried_again(dana: Device, ravi: Device) -> None:
    """Between fetch and push; the second try has both."""
    dana("tick", "1")
    ravi("tick", "2")
    mark = dana.folder.parent / "raced"
    race = f"if 'push' in arguments and not os.path.exists({str(mark)!r}):\n    open({str(mark)!r}, 'w').close()\n    "
    said = wrapped(ravi, race + python(dana, "sync")).sync()
    assert said == "Elm Street kitchen: 1 item ticked (Dana Miller).\nSent: Elm Street kitchen.\n"
    meet(dana, ravi)
    assert dana.standings()[:2] == ["pass", "pass"]


def test_three_devices_end_with_the_same_files_whatever_the_order(dana: Device, ravi: Device) -> None:
    """No line is lost, no file differs."""
    olga = another(dana, "office", "olga")
    said = set()
    for count, device in enumerate((ravi, dana, olga, ravi, olga, dana)):
        device("note", f"note {count}")
        said |= device.lines()
        if count % 2:
            device.sync()
    meet(dana, ravi, olga)
    assert dana.lines() >= said


def test_the_workspace_is_not_locked_while_the_network_is_waited_for(dana: Device, ravi: Device) -> None:
    """Someone ticks while a fetch is on its way; what they said goes along with the next sync."""
    dana("note", "something to fetch")
    dana.sync()
    slow = wrapped(ravi, f"if 'fetch' in arguments or 'push' in arguments:\n    {python(ravi, 'note', 'meanwhile')}")
    slow.sync()
    meet(ravi, dana)
    assert sum(b"meanwhile" in line for line in dana.lines()) == 2


KILLED = """
with open({mark!r}, "a") as calls:
    calls.write(" ".join(arguments) + "\\n")
if len(open({mark!r}).readlines()) == {call} or {word!r} in arguments:
    if {after}:
        __import__("subprocess").run([real, *arguments])
    os.kill(os.getppid(), signal.SIGKILL)
    sys.exit(1)
"""


@pytest.fixture
def apart(dana: Device, ravi: Device) -> tuple[Device, Device]:
    """Two devices with news on both sides and a text that both changed; what the first has is sent."""
    for device in (dana, ravi):
        device("tick", "1" if device is dana else "2")
        (device.folder / "checklists" / "README.md").write_text(f"{device.folder.name}\n", encoding="utf-8")
    dana.sync()
    return dana, ravi


def _killed(device: Device, call: int, word: str, *, after: bool) -> list[str]:
    """Runs a sync that is killed at a call of git, before it or after it; gives the calls it made."""
    mark = device.folder.parent / "calls"
    mark.write_text("", encoding="ascii")
    wrapped(device, KILLED.format(mark=str(mark), call=call, word=word, after=after))("sync", code=None)
    return mark.read_text(encoding="utf-8").splitlines()


WRITING = ["fetch", "update-index", "write-tree", "commit-tree", "update-ref", "read-tree", "push"]


@pytest.mark.parametrize("word", WRITING)
def test_a_sync_that_is_killed_is_continued_by_the_next(apart: tuple[Device, Device], word: str) -> None:
    """After any call of git that changes something: no line is lost, and both end with the same files."""
    dana, ravi = apart
    said = dana.lines() | ravi.lines()
    assert any(f" {word} " in f"{call} " for call in _killed(ravi, 0, word, after=True))
    assert ravi.lines() >= said & ravi.lines()
    meet(ravi, dana)
    assert dana.lines() == said
    assert dana.findings() & SPOILT == set()
    assert len([name for name in dana.files() if name.startswith("checklists/README.")]) == 2


SPOILT = {"chain-broken", "line-unreadable", "line-torn", "log-forked", "merge-conflict"}


@pytest.mark.skipif(
    not os.environ.get("QCHECK_FAULTS"),
    reason="QCHECK_FAULTS is not set: a sync is killed at some of its calls of git, not at each",
)
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_a_sync_that_is_killed_at_any_call_of_git_is_continued_by_the_next(
    apart: tuple[Device, Device], tmp_path: Path, *, after: bool
) -> None:
    """At every single one, from the same beginning: no line is lost, and both end with the same files."""
    dana, ravi = apart
    said = dana.lines() | ravi.lines()
    names = ("work", "van", "remote.git")
    for name in names:
        shutil.copytree(tmp_path / name, tmp_path / "kept" / name, symlinks=True)
    call = 0
    while True:
        call += 1
        finished = len(_killed(ravi, call, "-", after=after)) < call
        ravi.sync()
        dana.sync()
        assert dana.lines() == ravi.lines() == said, call
        assert dana.files() == ravi.files(), call
        assert ravi.git("status", "--short") == "", call
        if finished:
            break
        for name in names:
            shutil.rmtree(tmp_path / name)
            shutil.copytree(tmp_path / "kept" / name, tmp_path / name, symlinks=True)
    assert call > 25
    assert dana.findings() & SPOILT == set()


LOCKING = """
if {word!r} in arguments:
    for name in ("index.lock", "HEAD.lock", "refs/heads/main.lock"):
        open(os.path.join({folder!r}, name), "w").close()
    os.kill(os.getppid(), signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("word", ["update-index", "read-tree", "update-ref"])
def test_locks_of_a_git_that_was_cut_off_do_not_stop_the_next_sync(dana: Device, ravi: Device, word: str) -> None:
    """An empty battery in the middle of a sync leaves them."""
    dana("tick", "1")
    ravi("tick", "2")
    dana.sync()
    wrapped(ravi, LOCKING.format(word=word, folder=str(ravi.folder / ".git")))("sync", code=None)
    assert (ravi.folder / ".git" / "index.lock").exists()
    meet(ravi, dana)


def test_another_git_that_is_at_work_is_waited_for_and_never_pushed_aside(dana: Device) -> None:
    """Its lock is named; nothing was changed."""
    lock = dana.folder / ".git" / "index.lock"
    lock.touch()
    dana("tick", "1")
    quick = "import qcheck.store.git as git; git.PATIENCE = 0\nfrom qcheck.__main__ import main\nsys.exit(main())"
    ran = subprocess.run(
        [sys.executable, "-c", f"import sys\n{quick}", "sync"],
        cwd=dana.folder,
        env=dana.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert ran.stderr == (
        f"Another git is at work in this workspace: Unable to create '{lock}': File exists.\n"
        "Wait for it to end, then try again. If there is none, remove the file that is named.\n"
    )
    assert lock.exists()
    lock.unlink()
    assert dana.sync() == "Sent: Elm Street kitchen.\n"


OUTRUN = """
lock = os.path.join({folder!r}, "refs/remotes/origin/main.lock")
if "fetch" in arguments and not os.path.exists({mark!r}):
    open({mark!r}, "w").close()
    open(lock, "w").close()
    done = __import__("subprocess").run([real, *arguments])
    os.unlink(lock)
    sys.exit(done.returncode)
"""


def test_another_git_that_fetches_at_the_same_time_is_waited_for(dana: Device, ravi: Device, tmp_path: Path) -> None:
    """An editor does so by itself, and so does the last git of a sync that was killed."""
    dana("tick", "1")
    dana.sync()
    mark = tmp_path / "outrun"
    said = wrapped(ravi, OUTRUN.format(mark=str(mark), folder=str(ravi.folder / ".git"))).sync()
    assert mark.exists()
    assert said.startswith("Elm Street kitchen: 1 item ticked")


def test_a_remote_that_dies_in_mid_push_leaves_nothing_half(dana: Device, ravi: Device, tmp_path: Path) -> None:
    """What waits is told; once it is back, the next sync sends it."""
    hook = tmp_path / "remote.git" / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nkill -9 $PPID\n", encoding="ascii")
    hook.chmod(0o755)
    ravi("tick", "1")
    said = ravi.sync(code=1)
    assert said.startswith("Not exchanged. ")
    assert said.endswith("Waiting to be sent: Elm Street kitchen. Nothing is lost; sync again.\n")
    assert dana.sync() == NOTHING
    hook.unlink()
    assert ravi.sync() == "Sent: Elm Street kitchen.\n"
    meet(dana, ravi)


def test_a_remote_that_refuses_is_quoted(ravi: Device, tmp_path: Path) -> None:
    """Its own reason, so that whoever keeps it can be asked."""
    hook = tmp_path / "remote.git" / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    hook.chmod(0o755)
    ravi("tick", "1")
    assert ravi.sync(code=1).startswith(
        "Not exchanged. The remote does not take it: remote rejected: pre-receive hook declined.\n"
    )


def test_a_switched_branch_loses_nothing_and_is_not_sent_unasked(dana: Device) -> None:
    """What is ticked on another branch goes to a new log; a branch that the remote lacks is named."""
    dana("tick", "1")
    dana.sync()
    kept = dana.record()
    dana.git("switch", "-q", "-c", "site-b", "HEAD~1")
    dana("tick", "2")
    assert all(kept[name].startswith(content) for name, content in dana.record().items() if name in kept)
    assert len(dana.record()) == 2
    assert dana("sync", code=2).err == (
        "The remote has no branch site-b; it has main.\n"
        "If they are the same to you: git branch -m main. To have this one there too: git push -u origin site-b\n"
    )
    dana.git("switch", "-q", "main")
    assert dana.record() == kept
    assert dana.sync() == NOTHING
    dana.git("-c", "user.name=x", "-c", "user.email=x@y.z", "merge", "-q", "site-b", "-m", "both")
    dana.sync()
    assert dana.standings()[:2] == ["pass", "pass"]
    assert dana.findings() & {"chain-broken", "log-forked"} == set()


def test_a_copied_folder_goes_on_in_a_log_of_its_own(dana: Device, tmp_path: Path) -> None:
    """On another machine; both are kept."""
    shutil.copytree(dana.folder, tmp_path / "copy", symlinks=True)
    copy = Device(tmp_path / "copy", tmp_path / "s9", {**dana.environment, "QCHECK_STATE": str(tmp_path / "s9")})
    dana("tick", "1")
    copy("tick", "2", "--as", "ravi")
    meet(dana, copy)
    assert len(dana.record()) == 2
    assert "log-forked" not in dana.findings()


def test_a_copied_machine_forks_its_log_and_both_ways_are_kept(dana: Device, tmp_path: Path) -> None:
    """Even what qcheck remembers was copied: both write to one log, and no line of it is lost or spoilt."""
    shutil.copytree(dana.folder, tmp_path / "copy", symlinks=True)
    shutil.copytree(dana.state, tmp_path / "s9")
    copy = Device(tmp_path / "copy", tmp_path / "s9", {**dana.environment, "QCHECK_STATE": str(tmp_path / "s9")})
    dana("tick", "1", "--as", "dana")
    copy("fail", "2", "--note", "gap", "--as", "dana")
    said = dana.lines() | copy.lines()
    meet(dana, copy)
    assert dana.lines() == said
    assert len(dana.record()) == 1
    assert dana.standings()[:2] == ["pass", "fail"]
    assert dana.findings() & {"log-forked", "chain-broken", "line-unreadable"} == {"log-forked"}


def test_a_backup_that_is_brought_back_gets_its_newer_lines_again(dana: Device, ravi: Device) -> None:
    """Logs that are shorter than what was committed, or gone; a pinned list too. No device sees anything vanish."""
    backup = dana.folder.parent / "backup"
    shutil.copytree(dana.folder / JOB, backup)
    dana("tick", "1")
    dana("tick", "2")
    meet(dana, ravi)
    kept = dana.lines()
    shutil.rmtree(dana.folder / JOB)
    shutil.copytree(backup, dana.folder / JOB)
    pin = next((dana.folder / JOB / "checklists").iterdir())
    dana("tick", "2", "--note", "again")
    pin.unlink()
    log = next(iter(ravi.record()))
    said = dana.sync()
    assert f"Put back, since it belongs to the record: {JOB}/checklists/{pin.name}, {JOB}/record/{log}.\n" in said
    assert dana.lines() >= kept
    meet(dana, ravi)
    assert dana.findings() & {"chain-broken", "checklist-altered"} == set()


def test_a_whole_backup_with_its_repository_catches_up(dana: Device, ravi: Device, tmp_path: Path) -> None:
    """An older state of everything is no more than a device that was away."""
    shutil.copytree(dana.folder, tmp_path / "backup", symlinks=True)
    dana("tick", "1")
    dana.sync()
    shutil.rmtree(dana.folder)
    (tmp_path / "backup").rename(dana.folder)
    dana("tick", "2")
    assert dana.sync() == "Elm Street kitchen: 1 item ticked (Dana Miller).\nSent: Elm Street kitchen.\n"
    meet(dana, ravi)
    assert dana.standings()[:2] == ["pass", "pass"]


def test_a_clock_that_is_years_ahead_or_behind_decides_nothing(dana: Device, ravi: Device) -> None:
    """What was said after having seen it replaces it, whatever the clocks say; the one that runs ahead is found."""
    for year, item in ((2036, "1"), (1999, "2")):
        wrong = Caller(datetime(year, 1, 1, tzinfo=UTC), ravi.folder, ravi.state, f"{year:032x}", "cd" * 16)
        answering.answer(open_desk(wrong), "elm", (item,), "pass", {"as": "ravi"})
        meet(ravi, dana)
        assert ("clock-ahead" in dana.findings()) is True
        dana("fail", item, "--note", "looked again")
        meet(dana, ravi)
    assert ravi.standings()[:2] == dana.standings()[:2] == ["fail", "fail"]
    assert "answer-contested" not in ravi.findings()


def test_someone_who_ticks_while_a_merge_replaces_the_files_waits_for_it(dana: Device, ravi: Device) -> None:
    """They write to the log as the merge left it."""
    dana("tick", "1")
    dana.sync()
    told = ravi.folder.parent / "told"
    os.mkfifo(told)
    reader = os.open(told, os.O_RDONLY | os.O_NONBLOCK)
    command = [sys.executable, "-m", "qcheck", "note", "in the middle"]
    begin = f"import subprocess\n    subprocess.Popen({command!r}, cwd={str(ravi.folder)!r}, env={ravi.environment!r}, "
    begin += f"stdout=open({str(told)!r}, 'w'), stderr=subprocess.STDOUT)\n    time.sleep(1)"
    assert wrapped(ravi, f"if '-u' in arguments:\n    {begin}").sync().startswith("Elm Street kitchen: 1 item ticked")
    os.set_blocking(reader, True)
    with os.fdopen(reader, encoding="utf-8") as said:
        assert said.read() == "Elm Street kitchen: noted.\n"
    meet(ravi, dana)
    assert sum(b"in the middle" in line for line in dana.lines()) == 1
    assert dana.findings() & SPOILT == set()


def test_what_was_removed_of_a_client_stays_removed(dana: Device, ravi: Device) -> None:
    """On every device, also where another one works on."""
    gone = next((dana.folder / JOB / "private").iterdir())
    dana("forget", "elm", "--why", "client asked", "--yes")
    ravi("tick", "1")
    meet(dana, ravi)
    assert not (ravi.folder / JOB / "private" / gone.name).exists()
    assert not gone.exists()


def test_what_someone_takes_out_of_git_is_taken_out_and_stays_on_their_disk(dana: Device, ravi: Device) -> None:
    """Personal data, as the documentation says; a log that is taken out so is put back."""
    private = next((dana.folder / JOB / "private").iterdir()).relative_to(dana.folder).as_posix()
    log = f"{JOB}/record/{next(iter(dana.record()))}"
    with (dana.folder / ".gitignore").open("a", encoding="utf-8") as ignored:
        ignored.write("jobs/*/private/\n")
    dana.git("rm", "-q", "--cached", private, log)
    (dana.folder / "notes.txt").write_text("mine", encoding="utf-8")
    dana.git("add", "notes.txt")
    dana("tick", "1")
    kept = dana.record()
    dana.sync()
    ravi.sync()
    assert (dana.folder / private).exists()
    assert not (ravi.folder / private).exists()
    assert ravi.record() == dana.record() == kept
    assert dana.git("status", "--short") == "A  notes.txt\n"
    dana.git("rm", "-q", log)
    dana.sync()
    assert dana.record() == kept


def test_a_text_that_both_changed_is_chosen_alike_on_every_device(dana: Device, ravi: Device) -> None:
    """Whoever merges; the other side lies beside it, and a finding says so until it is removed."""
    chosen = set()
    for order in ((dana, ravi), (ravi, dana)):
        for device, zone in ((dana, "Europe/Berlin"), (ravi, "Europe/London")):
            path = device.folder / "qcheck.yaml"
            path.write_text("".join(_zoned(path.read_text(encoding="utf-8"), zone)), encoding="utf-8")
        order[0].sync()
        said = order[1].sync()
        beside = next(name for name in order[1].files() if name.startswith("qcheck.") and name != "qcheck.yaml")
        assert f"Changed on two devices at once; the side that does not hold is in: {beside}.\n" in said
        meet(dana, ravi)
        chosen.add((dana.files()["qcheck.yaml"], beside, dana.files()[beside]))
        assert "text-contested" in dana.findings()
        assert dana("lint").out.startswith(f"{beside}: warn: qcheck.yaml was changed on two devices at once; ")
        (dana.folder / beside).unlink()
        for device in (dana, ravi):
            path = device.folder / "qcheck.yaml"
            path.write_text("".join(_zoned(path.read_text(encoding="utf-8"), "UTC")), encoding="utf-8")
        meet(dana, ravi)
        assert "text-contested" not in ravi.findings()
    assert len(chosen) == 1


def _zoned(text: str, zone: str) -> list[str]:
    return [f"zone: {zone}\n" if line.startswith("zone:") else line for line in text.splitlines(keepends=True)]


def test_other_lines_of_one_text_are_put_together(dana: Device, ravi: Device) -> None:
    """One adds a person, the other a rule: both hold, and nothing is beside it."""
    for device, old, new in (
        (dana, "  olga:", "  ann: {name: Ann Lee}\n  olga:"),
        (ravi, "rules: {}", "rules: {lead-missing: warn}"),
    ):
        path = device.folder / "qcheck.yaml"
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    meet(dana, ravi)
    text = dana.files()["qcheck.yaml"].decode()
    assert "ann: {name: Ann Lee}" in text
    assert "rules: {lead-missing: warn}" in text
    assert [name for name in dana.files() if name.startswith("qcheck.")] == ["qcheck.yaml"]


def test_a_text_that_one_removed_and_the_other_changed_stays(dana: Device, ravi: Device) -> None:
    """What people wrote is not lost by a merge."""
    (dana.folder / "checklists" / "kitchen.yaml").unlink()
    path = ravi.folder / "checklists" / "kitchen.yaml"
    path.write_text(f"# changed\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    meet(dana, ravi)
    assert dana.files()["checklists/kitchen.yaml"].startswith(b"# changed\n")


def test_a_start_page_knows_what_waits_by_one_look(dana: Device, tmp_path: Path) -> None:
    """By one status and what git needs to be found, without the network; where there is no git it knows nothing."""
    trace = tmp_path / "trace"
    where = {**dana.environment, "GIT_TRACE2_EVENT": str(trace)}
    caller = Caller(datetime(2026, 12, 3, tzinfo=UTC), dana.folder, dana.state, "ab" * 16, "cd" * 16, environ=where)
    (dana.folder / "checklists" / "new.yaml").write_text("checklist: new\n", encoding="utf-8")
    dana("tick", "1")
    found = use_case.waiting(open_desk(caller))
    assert found is not None
    assert (found.jobs, found.files, found.commits) == (("elm-street-kitchen",), ("checklists/new.yaml",), 0)
    assert found.synced.startswith("20")
    calls = [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]
    assert sorted(call["name"] for call in calls if call["event"] == "cmd_name") == ["config", "rev-parse", "status"]
    (tmp_path / "remote.git").rename(tmp_path / "away.git")
    dana.sync(code=1)
    assert use_case.waiting(open_desk(caller)) == found.__class__(found.jobs, found.files, 1, found.synced)
    shutil.rmtree(dana.folder / ".git")
    assert use_case.waiting(open_desk(caller)) is None


def test_two_workspaces_that_were_begun_apart_are_not_mixed(dana: Device, tmp_path: Path) -> None:
    """It is said how to go on."""
    other = Device(tmp_path / "other", tmp_path / "s5", {**dana.environment, "QCHECK_STATE": str(tmp_path / "s5")})
    other.folder.mkdir()
    other("init", "--name", "Bob", "--zone", "UTC")
    other.git("init", "-q", "-b", "main")
    other.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    assert other("sync", code=2).err == (
        "What is here and what is there have no beginning in common.\n"
        "Two workspaces were begun. Go on with theirs: qcheck clone URL, then bring your jobs folders into it.\n"
    )


def test_what_someone_began_with_git_is_theirs_to_finish(dana: Device) -> None:
    """A merge by hand, and an old state without a branch."""
    (dana.folder / ".git" / "MERGE_HEAD").write_text(dana.git("rev-parse", "HEAD"), encoding="ascii")
    assert dana("sync", code=2).err == (
        "A merge that was begun here with git is not finished.\n"
        "Finish it, or drop it: git merge --abort. Then sync again.\n"
    )
    (dana.folder / ".git" / "MERGE_HEAD").unlink()
    dana.git("checkout", "-q", "--detach")
    assert dana("sync", code=2).err == (
        "git is on no branch here, but on an old state.\nGo back to yours: git switch main\n"
    )


def test_what_someone_staged_of_other_files_is_not_committed(dana: Device, ravi: Device) -> None:
    """Only what belongs to the workspace is; their staged file waits for them."""
    (dana.folder / "notes.txt").write_text("mine", encoding="utf-8")
    dana.git("add", "notes.txt")
    dana("tick", "1")
    dana.sync()
    assert dana.git("status", "--short") == "A  notes.txt\n"
    ravi.sync()
    assert "notes.txt" not in ravi.files()


def test_a_workspace_inside_a_larger_repository_syncs_its_own_part(workspace: Shell, tmp_path: Path) -> None:
    """If it belongs to it; a repository that merely lies around the folder is left alone."""
    workspace("open", "Elm Street kitchen", "--checklist", "kitchen", "--handover", "2099-12-04")
    device = Device(workspace.folder, workspace.state, environment(workspace, tmp_path))
    around = Device(tmp_path, workspace.state, device.environment)
    around.git("init", "-q", "-b", "main")
    assert device("sync", code=2).err == (
        f"The repository in {tmp_path} does not hold this workspace: its qcheck.yaml is not in there.\n"
        "Make one of its own: git init -b main. Or add it there: git add qcheck.yaml\n"
    )
    around.git("init", "-q", "--bare", "-b", "main", str(tmp_path / "remote.git"))
    around.git("remote", "add", "origin", str(tmp_path / "remote.git"))
    device.git("add", "qcheck.yaml")
    device("tick", "1")
    device.sync()
    there = around.git("ls-tree", "-r", "--name-only", "HEAD").splitlines()
    assert f"work/{JOB}/record/{next(iter(device.record()))}" in there
    assert all(name.startswith("work/") for name in there)
    assert device.sync() == NOTHING


# Whatever comes with a remote, or lies in a repository, runs nothing here.

HOOKS = (
    *("pre-commit", "commit-msg", "post-commit", "post-checkout", "post-merge", "pre-push", "reference-transaction"),
    *("post-index-change", "post-rewrite", "update", "pre-receive", "fsmonitor-watchman"),
)


def _trap(path: Path, mark: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho {path.name} >>{mark}\ncat\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_neither_hooks_nor_filters_nor_monitors_of_a_repository_run(dana: Device, ravi: Device, tmp_path: Path) -> None:
    """Whatever is set up in `.git`, and whatever attributes came with a merge."""
    mark = tmp_path / "pwned"
    for hook in HOOKS:
        _trap(ravi.folder / ".git" / "hooks" / hook, mark)
    ravi.git("config", "core.fsmonitor", _trap(tmp_path / "monitor", mark))
    for what in ("clean", "smudge"):
        ravi.git("config", f"filter.trap.{what}", _trap(tmp_path / what, mark))
    ravi.git("config", "merge.trap.driver", _trap(tmp_path / "driver", mark))
    (dana.folder / ".gitattributes").write_text("* filter=trap merge=trap\n", encoding="utf-8")
    dana("tick", "1")
    ravi("tick", "2")
    dana.sync()
    ravi.sync()
    ravi("tick", "3")
    ravi.sync()
    ravi("sync", "--status")
    assert not mark.exists()
    dana.sync()
    assert dana.lines() == ravi.lines()


HOSTILE = "* text eol=crlf ident\njobs/** working-tree-encoding=UTF-16 text eol=crlf\n"


def test_attributes_that_came_with_a_merge_change_no_byte_of_a_record(dana: Device, ravi: Device) -> None:
    """Neither line ends nor encodings nor keywords; digests go on fitting."""
    (dana.folder / ".gitattributes").write_text(HOSTILE, encoding="utf-8")
    (dana.folder / "answer.txt").write_text("$Id$\n", encoding="utf-8")
    dana("tick", "1", "--file", "answer.txt")
    dana.sync()
    ravi.sync()
    olga = another(dana, "office", "olga")
    for device in (ravi, olga):
        assert device.record() == dana.record()
        assert device.findings() & {"chain-broken", "evidence-altered", "checklist-altered"} == set()


@pytest.mark.parametrize("name", ["my jobs", "jobs [2026]", 'a"b', "#1 x"])
def test_a_workspace_with_any_name_inside_a_larger_repository_is_kept_from_attributes(dana: Device, name: str) -> None:
    """What git is told holds for its folder, however that is called."""
    around = Device(dana.folder.parent / "around", dana.state, dana.environment)
    shutil.copytree(dana.folder, around.folder / name, ignore=shutil.ignore_patterns(".git"))
    around.git("init", "-q", "-b", "main")
    around.git("add", ".")
    inside = Device(around.folder / name, dana.state, dana.environment)
    inside.sync(code=1)
    log = f"{name}/{JOB}/record/{next(iter(inside.record()))}"
    told = around.git("check-attr", "-z", "text", "filter", "merge", "--", log).split("\0")
    assert dict(zip(told[1::3], told[2::3], strict=False)) == {"text": "unset", "filter": "unset", "merge": "union"}
    (around.folder / ".gitattributes").write_text("* filter=trap\n", encoding="utf-8")
    told = around.git("check-attr", "-z", "filter", "--", f"{name}/qcheck.yaml").split("\0")
    assert told[2] == "unset"


def test_line_ends_of_windows_reach_no_record(dana: Device, ravi: Device) -> None:
    """With autocrlf, lists get other line ends on the disk and none in git; logs stay as they are."""
    with (dana.folder.parent / "gitconfig").open("a", encoding="utf-8") as config:
        config.write("[core]\n\tautocrlf = true\n")
    dana("tick", "1")
    path = dana.folder / "checklists" / "kitchen.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"# end\r\n")
    dana.sync()
    ravi.sync()
    olga = another(dana, "office", "olga")
    assert dana.record() == ravi.record() == olga.record()
    assert ravi.sync() == olga.sync() == NOTHING
    assert "chain-broken" not in olga.findings()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("core.sshCommand", "touch pwned"),
        ("remote.origin.uploadpack", "touch pwned;git-upload-pack"),
        ("credential.helper", "!touch pwned"),
        ("url.ext::sh -c touch% pwned.insteadOf", "/"),
        ("core.gitProxy", "./pwned"),
        ("gpg.program", "./pwned"),
        ("http.proxy", "http://127.0.0.1:9"),
        ("http.https://example.com/.sslVerify", "false"),
        ("remote.origin.proxy", "http://127.0.0.1:9"),
        ("include.path", "/etc/gitconfig-of-theirs"),
    ],
)
def test_settings_that_came_with_a_folder_and_run_programs_are_refused(dana: Device, key: str, value: str) -> None:
    """Nothing is fetched; it is said where they would have to stand."""
    dana.git("config", key, value)
    ran = dana("sync", code=2)
    assert ran.err.startswith(
        "The settings that came with this repository would have git run a program, or go elsewhere: "
    )
    assert key.casefold() in ran.err.casefold()
    assert not (dana.folder / "pwned").exists()


@pytest.mark.parametrize("url", ["ext::sh -c touch% pwned", "--upload-pack=touch pwned", "ssh://-oProxyCommand=x/y"])
def test_an_address_in_the_settings_that_runs_something_is_refused(dana: Device, url: str) -> None:
    """Also where a protocol was allowed on purpose."""
    dana.git("config", "protocol.ext.allow", "always")
    dana.git("config", "remote.origin.url", url)
    assert dana("sync", code=2).err.startswith("The address of origin will not do: ")
    assert not (dana.folder / "pwned").exists()


@pytest.mark.parametrize("name", [f"{JOB}/record/x", "checklists/etc", ".qcheck", "JOBS"])
def test_a_link_in_the_tree_of_a_remote_is_not_taken_in(dana: Device, ravi: Device, name: str, tmp_path: Path) -> None:
    """It would lead out of the workspace; nothing of what came with it is on the disk, and a clone is refused too."""
    blob = _blob(dana, b"../../..")
    dana.git("update-index", "--add", "--cacheinfo", f"120000,{blob},{name}")
    _push(dana)
    before = ravi.files()
    assert ravi("sync", code=2).err.startswith(
        f"The other side has a link where only files may be: {name}. Nothing was taken in.\n"
    )
    assert ravi.files() == before
    away = Device(tmp_path, tmp_path / "s7", dana.environment)
    assert "The other side has a link" in away("clone", "remote.git", "third", code=2).err
    assert not (tmp_path / "third").exists()


def test_a_repository_inside_the_tree_of_a_remote_is_not_taken_in(dana: Device, ravi: Device) -> None:
    """A sub-module is a link to a place that someone else chooses."""
    dana.git("update-index", "--add", "--cacheinfo", f"160000,{dana.git('rev-parse', 'HEAD').strip()},checklists/sub")
    (dana.folder / ".gitmodules").write_text(
        '[submodule "sub"]\n\tpath = checklists/sub\n\turl = ext::sh -c touch% pwned\n', encoding="utf-8"
    )
    dana.git("add", ".gitmodules")
    _push(dana)
    assert "checklists/sub" in ravi("sync", code=2).err
    assert not list(ravi.folder.rglob("pwned"))


def _blob(device: Device, content: bytes) -> str:
    path = device.folder.parent / "content"
    path.write_bytes(content)
    return device.git("hash-object", "-w", str(path)).strip()


def _push(device: Device) -> None:
    device.git("-c", "user.name=x", "-c", "user.email=x@y.z", "commit", "-qm", "x")
    device.git("push", "-q", "origin", "main")


def test_a_link_here_is_neither_sent_nor_followed(dana: Device, ravi: Device, tmp_path: Path) -> None:
    """What it leads to is nobody's business."""
    (tmp_path / "secret.yaml").write_text("secret", encoding="utf-8")
    (dana.folder / "checklists" / "mine.yaml").symlink_to(tmp_path / "secret.yaml")
    dana("note", "one")
    assert dana.sync() == "Sent: Elm Street kitchen.\n"
    ravi.sync()
    assert "checklists/mine.yaml" not in ravi.files()


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="these systems know no such names")
def test_names_that_are_no_text_come_over_as_they_are(dana: Device, ravi: Device) -> None:
    """And are shown without harming the terminal."""
    name = os.fsdecode(b"caf\xe9 \x1b[31m.yaml")
    (dana.folder / "checklists" / name).write_text("checklist: x\n", encoding="utf-8")
    assert "checklists/caf� �[31m.yaml" in dana("sync", "--status").out
    assert dana("sync").out == "Sent: checklists/caf� �[31m.yaml.\n"
    assert json.loads(ravi("sync", "--json").out)["changed"] == ["checklists/caf� �[31m.yaml"]
    assert (ravi.folder / "checklists" / name).exists()


def test_a_question_is_never_waited_for(dana: Device, tmp_path: Path) -> None:
    """Whatever would ask for a password fails at once."""
    asking = _trap(tmp_path / "ask", tmp_path / "asked")
    for key in ("GIT_ASKPASS", "SSH_ASKPASS"):
        dana.environment[key] = asking
    dana.git("remote", "set-url", "origin", "https://127.0.0.1:9/x.git")
    dana("tick", "1")
    assert dana.sync(code=1).startswith("Not exchanged. ")
    assert not (tmp_path / "asked").exists()


def test_files_in_the_way_are_named(dana: Device, ravi: Device) -> None:
    """What is on the disk and not in git is never overwritten."""
    (dana.folder / "plan.txt").write_text("theirs", encoding="utf-8")
    dana.git("add", "plan.txt")
    _push(dana)
    (ravi.folder / "plan.txt").write_text("mine", encoding="utf-8")
    ravi("tick", "1")
    err = ravi("sync", code=2).err
    assert err.startswith("What is new cannot be put onto the disk: ")
    assert "plan.txt" in err
    assert (ravi.folder / "plan.txt").read_text(encoding="utf-8") == "mine"
    (ravi.folder / "plan.txt").unlink()
    meet(dana, ravi)


def test_the_mail_address_is_the_one_git_was_given(dana: Device) -> None:
    """Else none that leads anywhere; never one made of the login and the machine's name."""
    dana.git("config", "user.email", "dana@miller.example")
    dana("tick", "1")
    dana.sync()
    assert dana.git("log", "-2", "--format=%an <%ae> %cn <%ce>").splitlines() == [
        "Dana Miller <dana@miller.example> Dana Miller <dana@miller.example>",
        "Dana Miller <dana@qcheck.invalid> Dana Miller <dana@qcheck.invalid>",
    ]


def test_a_device_may_have_only_some_jobs_and_photos_on_its_disk(dana: Device, tmp_path: Path) -> None:
    """A partial clone with a sparse checkout: what is not there is not taken for removed, what is new stays."""
    dana("open", "Oak Lane", "--checklist", "kitchen", "--handover", "2099-12-04")
    dana.sync()
    dana.git("-C", str(tmp_path / "remote.git"), "config", "uploadpack.allowFilter", "true")
    dana.git("clone", "-q", "--filter=blob:none", "--sparse", f"file://{tmp_path}/remote.git", str(tmp_path / "part"))
    state = {"QCHECK_STATE": str(tmp_path / "s8"), "QCHECK_USER": "ravi"}
    part = Device(tmp_path / "part", tmp_path / "s8", {**dana.environment, **state})
    part.git("sparse-checkout", "set", "checklists", "templates", "schema", JOB)
    part("tick", "1", "-j", "elm")
    assert part.sync() == "Sent: Elm Street kitchen.\n"
    part("open", "New Lane", "--checklist", "kitchen", "--handover", "2099-12-04")
    dana("tick", "2", "-j", "elm")
    dana("tick", "2", "-j", "oak")
    dana.sync()
    assert part.sync() == "Elm Street kitchen: 1 item ticked (Dana Miller).\nSent: New Lane.\n"
    dana("tick", "3", "-j", "elm")
    dana.sync()
    part.sync()
    assert [path.name for path in sorted((part.folder / "jobs").iterdir())] == ["elm-street-kitchen", "new-lane"]
    assert [path.name for path in sorted((dana.folder / "jobs").iterdir())][1:] == ["new-lane", "oak-lane"]
    assert part.git("status", "--short") == ""
