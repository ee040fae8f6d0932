"""The record on disk: read with all its problems, continued only where this installation left off, merged by git."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from qcheck.core import events
from qcheck.errors import StorageFailed
from qcheck.model.event import Draft, Event, Noted
from qcheck.store import record, workspace
from qcheck.store.installation import Installation

WRITE = os.write


def _draft(text: str) -> Draft:
    return Draft("job", "2026-12-01T08:00:00Z", "b", Noted(text), "dana", "dana", "noted")


class Place:
    """A job's folder in a workspace, as one installation sees it; every new log gets the next tag."""

    def __init__(self, root: Path, home: Path, tag: str = "aaaa") -> None:
        self.root = root
        self.job = root / "jobs" / "elm"
        self.installation = Installation(home)
        self.tag = tag
        self.job.mkdir(parents=True, exist_ok=True)

    def say(self, *texts: str, seen: record.Record | None = None) -> list[Event]:
        drafts = [_draft(text) for text in texts]
        before = {event.id for event in self.read().events}
        held = record.append(self.job, drafts, seen or self.read(), self.installation, self.tag)
        said = [event for event in held.events if event.id not in before]
        assert len(said) == len(drafts)
        assert held == self.read() or seen is not None
        return said

    def read(self) -> record.Record:
        return record.read(self.job, "jobs/elm")

    def tips(self) -> dict[str, str]:
        """The last line of each log."""
        return {name: log.tip for name, log in self.read().logs.items()}

    def texts(self) -> list[str]:
        """Everything said, sorted."""
        return sorted(e.body.text for e in self.read().events if isinstance(e.body, Noted))

    def kinds(self) -> set[str]:
        return {problem.kind for problem in self.read().problems}

    def logs(self) -> list[str]:
        return sorted(path.name for path in (self.job / "record").iterdir())

    def log(self, name: str = "aaaa") -> Path:
        return self.job / "record" / f"{name}.jsonl"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """An empty job."""
    return Place(tmp_path / "work", tmp_path / "home")


def _copied(place: Place, to: Path, tag: str, home: Path | None = None) -> Place:
    shutil.copytree(place.root, to)
    return Place(to, home or place.installation.home, tag)


def test_a_job_without_a_record_is_empty(place: Place) -> None:
    """No folder, no events, no problems."""
    assert place.read() == record.Record({})


def test_what_was_appended_is_read_back(place: Place) -> None:
    """The lines come back in their log, with their places, as one chain."""
    first = place.say("one", "two")
    second = place.say("three")
    held = place.read()
    assert [e.id for e in held.events] == [line.id for line in (*first, *second)]
    assert [e.prev for e in held.events] == ["", *(line.id for line in first)]
    assert [str(e.place) for e in held.events] == [f"jobs/elm/record/aaaa.jsonl:{n}" for n in (1, 2, 3)]
    assert (held.problems, place.tips()) == ((), {"aaaa": second[0].id})


def test_a_sequence_goes_on_from_the_highest_of_all_logs(place: Place, tmp_path: Path) -> None:
    """Whoever saw a line counts on from it, whichever log it is in."""
    place.say("one", "two", "three")
    other = Place(place.root, tmp_path / "other home", "bbbb")
    assert [line.seq for line in other.say("four")] == [4]
    assert [line.seq for line in place.say("five")] == [5]
    assert place.logs() == ["aaaa.jsonl", "bbbb.jsonl"]


def test_another_installation_starts_a_log_of_its_own(place: Place, tmp_path: Path) -> None:
    """Nobody continues a log that they did not write."""
    place.say("one")
    before = place.log().read_bytes()
    Place(place.root, tmp_path / "other home", "bbbb").say("two")
    assert place.log().read_bytes() == before
    assert place.texts() == ["one", "two"]


def test_an_installation_that_lost_its_memory_starts_a_new_log(place: Place) -> None:
    """State outside the workspace may be deleted at any time; nothing is lost by it."""
    place.say("one")
    shutil.rmtree(place.installation.home)
    place.tag = "bbbb"
    place.say("two")
    assert (place.logs(), place.texts(), place.kinds()) == (["aaaa.jsonl", "bbbb.jsonl"], ["one", "two"], set())


def test_an_installation_that_cannot_remember_still_records(place: Place) -> None:
    """A home that cannot be written to costs a new log for each command, and no statement."""
    place.installation.home.write_text("no folder")
    for tag in ("aaaa", "bbbb"):
        place.tag = tag
        place.say(tag)
    assert (place.logs(), place.texts(), place.kinds()) == (["aaaa.jsonl", "bbbb.jsonl"], ["aaaa", "bbbb"], set())


def test_a_copied_folder_goes_on_in_a_new_log(place: Place, tmp_path: Path) -> None:
    """Both copies are written to on one machine: the second one starts anew, and all can be brought together."""
    place.say("one")
    copy = _copied(place, tmp_path / "copy", "bbbb")
    place.say("two")
    copy.say("three")
    place.say("four")
    assert (place.logs(), copy.logs()) == (["aaaa.jsonl"], ["aaaa.jsonl", "bbbb.jsonl"])
    shutil.copy(copy.log("bbbb"), place.log("bbbb"))
    assert (place.texts(), place.kinds()) == (["four", "one", "three", "two"], set())


def test_a_restored_backup_goes_on_in_a_new_log(place: Place) -> None:
    """What was said after the backup may come back later, and then fits."""
    place.say("one")
    backup = place.log().read_bytes()
    place.say("two")
    later = place.log().read_bytes()
    place.log().write_bytes(backup)
    place.tag = "bbbb"
    place.say("three")
    assert (place.texts(), place.kinds()) == (["one", "three"], set())
    place.log().write_bytes(later)
    assert (place.texts(), place.kinds()) == (["one", "three", "two"], set())


def test_two_machines_with_one_memory_fork_a_log_and_both_ways_count(place: Place, tmp_path: Path) -> None:
    """A machine that was cloned whole cannot know of the other: the fork is shown and nothing is lost."""
    place.say("one")
    shutil.copytree(place.installation.home, tmp_path / "cloned home")
    clone = _copied(place, tmp_path / "clone", "bbbb", tmp_path / "cloned home")
    place.say("two")
    ours = place.log().read_bytes()
    clone.say("three")
    place.log().write_bytes(ours + clone.log().read_bytes().splitlines(keepends=True)[-1])
    assert (place.texts(), place.kinds()) == (["one", "three", "two"], {"log-forked"})


@pytest.mark.parametrize(
    "torn", [b'{"about":"job","at":"2026-', b"{", b"\0" * 100], ids=["half a line", "a byte", "NUL"]
)
def test_a_torn_last_line_is_finished_before_the_next_one(place: Place, torn: bytes) -> None:
    """The fragment stays in the file, and the next line stands on its own."""
    (one,) = place.say("one")
    with place.log().open("ab") as log:
        log.write(torn)
    (two,) = place.say("two")
    assert two.prev == one.id
    assert place.log().read_bytes().splitlines()[1] == torn
    assert (place.texts(), place.kinds(), place.logs()) == (["one", "two"], {"line-torn"}, ["aaaa.jsonl"])


def test_a_very_long_line_is_continued(place: Place) -> None:
    """A note of a megabyte is no reason to start another log."""
    (one,) = place.say("o" * 1_000_000)
    assert place.say("two")[0].prev == one.id
    assert (place.logs(), place.kinds()) == (["aaaa.jsonl"], set())


def test_a_torn_fragment_of_any_length_is_finished(place: Place) -> None:
    """A note of a megabyte that was cut off does not end the log either."""
    (one,) = place.say("one")
    with place.log().open("ab") as log:
        log.write(b'{"about":"job","at":"2026-12-01T08:00:00Z","batch":"b","body":{"text":"' + b"o" * 1_000_000)
    (two,) = place.say("two")
    assert (two.prev, str(two.place)) == (one.id, "jobs/elm/record/aaaa.jsonl:3")
    assert (place.texts(), place.kinds(), place.logs()) == (["one", "two"], {"line-torn"}, ["aaaa.jsonl"])


def test_a_torn_fragment_that_got_a_line_feed_is_passed_over(place: Place) -> None:
    """A merge or an editor ended the fragment's line: the log goes on from the line before it."""
    (one,) = place.say("one")
    with place.log().open("ab") as log:
        log.write(b'{"about":"job","at":"2026-\n')
    (two,) = place.say("two")
    assert (two.prev, str(two.place)) == (one.id, "jobs/elm/record/aaaa.jsonl:3")
    assert (place.texts(), place.kinds(), place.logs()) == (["one", "two"], {"line-torn"}, ["aaaa.jsonl"])


def test_a_whole_last_line_without_a_line_feed_counts_and_is_continued(place: Place) -> None:
    """An editor took the last line feed away: nothing was cut off, and the next line follows it."""
    *_, two = place.say("one", "two")
    place.log().write_bytes(place.log().read_bytes().removesuffix(b"\n"))
    assert (place.texts(), place.kinds(), place.tips()) == (["one", "two"], set(), {"aaaa": two.id})
    (three,) = place.say("three")
    assert (three.prev, str(three.place)) == (two.id, "jobs/elm/record/aaaa.jsonl:3")
    assert (place.texts(), place.kinds(), place.logs()) == (["one", "three", "two"], set(), ["aaaa.jsonl"])


def test_a_line_that_lost_only_its_line_feed_to_a_crash_makes_no_fork(place: Place) -> None:
    """It was never confirmed, but it is whole: it counts, and what is said next follows no line twice."""
    (one,) = place.say("one")
    place.say("two")
    place.log().write_bytes(place.log().read_bytes().removesuffix(b"\n"))
    place.installation.remember("aaaa", one.id)
    place.tag = "bbbb"
    place.say("three")
    place.say("four")
    assert (place.texts(), place.kinds(), place.logs()) == (
        ["four", "one", "three", "two"],
        set(),
        ["aaaa.jsonl", "bbbb.jsonl"],
    )


def test_a_log_goes_on_behind_the_marks_of_a_merge(place: Place) -> None:
    """The marks say nothing, so the line before them is the last one; they stay until somebody takes them out."""
    (one,) = place.say("one")
    with place.log().open("ab") as log:
        log.write(b"<<<<<<< HEAD\n")
    (two,) = place.say("two")
    assert two.prev == one.id
    assert (place.texts(), place.kinds(), place.logs()) == (["one", "two"], {"merge-conflict"}, ["aaaa.jsonl"])


def test_a_log_whose_last_line_was_spoilt_is_left_alone(place: Place) -> None:
    """What this installation wrote last is not there any more: a new log begins, and the damage still shows."""
    place.say("one", "two")
    spoilt = place.log().read_bytes().replace(b'"text":"two"', b'"text";"two"')
    place.log().write_bytes(spoilt)
    place.tag = "bbbb"
    place.say("three")
    assert place.log().read_bytes() == spoilt
    assert (place.texts(), place.kinds()) == (["one", "three"], {"line-unreadable"})


def test_a_clock_at_its_end_refuses_the_next_line(place: Place) -> None:
    """A forged sequence must not make lines that nobody can read: the command is refused, and says which line it is."""
    place.say("one")
    chained = events.chain([_draft("last")], "", events.LAST_SEQ - 1)
    place.log("bbbb").write_bytes(events.encode(chained[0]) + b"\n")
    before = place.log().read_bytes()
    with pytest.raises(StorageFailed) as caught:
        place.say("two")
    assert (caught.value.message, caught.value.hint) == (
        "jobs/elm/record/bbbb.jsonl:1: nothing can follow this line, since its `seq` is as high as it can be.",
        "Bring the file back from a backup or another device; nothing was recorded.",
    )
    assert place.log().read_bytes() == before
    assert (place.texts(), place.kinds()) == (["last", "one"], set())


def test_a_clock_goes_on_to_its_end(place: Place) -> None:
    """The last sequence there is can be written and read; only the one after it is refused."""
    place.say("one")
    chained = events.chain([_draft("late")], "", events.LAST_SEQ - 2)
    place.log("bbbb").write_bytes(events.encode(chained[0]) + b"\n")
    assert [event.seq for event in place.say("two")] == [events.LAST_SEQ]
    assert (place.texts(), place.kinds()) == (["late", "one", "two"], set())


LINK = "it is a link, and only what lies there itself is read"
NO_FILE = "it is a pipe or a device, and no file"


def _link_to_nowhere(log: Path) -> None:
    log.symlink_to(log.parent / "gone")


def _link_to_a_log(log: Path) -> None:
    log.symlink_to(next(log.parent.glob("aaaa*.jsonl")))


def _pipe(log: Path) -> None:
    os.mkfifo(log)


@pytest.mark.skipif(os.name == "nt", reason="Windows makes no links without a right to, and has no such pipes")
@pytest.mark.parametrize(
    ("put", "why"),
    [
        (_link_to_nowhere, LINK),
        (_link_to_a_log, LINK),
        (_pipe, NO_FILE),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_log_that_is_no_plain_file_is_not_overlooked(place: Place, put: Callable[[Path], None], why: str) -> None:
    """A record of which a part cannot be reached is not read as if the part were not there, nor waited for."""
    place.say("one")
    put(place.log("bbbb"))
    with pytest.raises(StorageFailed) as caught:
        place.read()
    assert caught.value.message == f"Cannot read {place.log('bbbb')}: {why}."


def test_a_log_with_line_ends_of_windows_is_continued(place: Place) -> None:
    """An editor that changed the line ends did no harm."""
    place.say("one")
    place.log().write_bytes(place.log().read_bytes().replace(b"\n", b"\r\n"))
    place.say("two")
    assert (place.texts(), place.kinds(), place.logs()) == (["one", "two"], set(), ["aaaa.jsonl"])


def test_only_logs_are_read(place: Place) -> None:
    """Hidden files, other endings and folders in the record are nobody's statements."""
    place.say("one")
    folder = place.job / "record"
    shutil.copy(place.log(), folder / ".aaaa.jsonl")
    shutil.copy(place.log(), folder / "aaaa.txt")
    (folder / "folder.jsonl").mkdir()
    assert list(place.tips()) == ["aaaa"]
    assert len(place.read().events) == 1


def test_a_log_that_was_replaced_after_it_was_read_loses_nothing(place: Place, tmp_path: Path) -> None:
    """A merge brings lines in between reading and appending: they stay, and ours is recorded beside them."""
    place.say("one")
    seen = place.read()
    shutil.copytree(place.installation.home, tmp_path / "cloned home")
    other = _copied(place, tmp_path / "copy", "bbbb", tmp_path / "cloned home")
    other.say("two")
    other.log().replace(place.log())
    place.tag = "cccc"
    (line,) = place.say("three", seen=seen)
    assert (place.texts(), place.kinds(), place.logs()) == (
        ["one", "three", "two"],
        set(),
        ["aaaa.jsonl", "cccc.jsonl"],
    )
    assert line.seq == 3


def test_a_log_that_is_gone_after_it_was_read_is_written_anew(place: Place) -> None:
    """Another branch without the log was checked out in between: ours is recorded all the same."""
    place.say("one")
    seen = place.read()
    place.log().unlink()
    place.tag = "bbbb"
    place.say("two", seen=seen)
    assert (place.texts(), place.kinds(), place.logs()) == (["two"], set(), ["bbbb.jsonl"])


def test_a_log_that_is_replaced_while_it_is_written_loses_nothing(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Git puts another file in place under an open one: the line is written again to the one that stays."""
    place.say("one")
    held = place.log().read_bytes()

    def write(fd: int, content: bytes) -> int:
        monkeypatch.setattr(os, "write", WRITE)
        new = place.log().with_name("new")
        new.write_bytes(held)
        new.replace(place.log())
        return WRITE(fd, content)

    monkeypatch.setattr(os, "write", write)
    (line,) = place.say("two")
    assert [e.id for e in place.read().events][-1] == line.id
    assert (place.texts(), place.kinds(), place.logs()) == (["one", "two"], set(), ["aaaa.jsonl"])


def test_a_log_that_never_stays_is_given_up_with_its_reason(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """After some tries the command ends, and says what to do."""
    place.say("one")
    held = place.log().read_bytes()

    def write(fd: int, content: bytes) -> int:
        new = place.log().with_name("new")
        new.write_bytes(held)
        new.replace(place.log())
        return WRITE(fd, content)

    monkeypatch.setattr(os, "write", write)
    with pytest.raises(StorageFailed) as caught:
        place.say("two")
    assert caught.value.message == f"The files in {place.job / 'record'} keep changing while they are written to."
    assert caught.value.hint == "Let git finish, then try again."
    assert place.texts() == ["one"]


def _git(folder: Path, *arguments: str) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = {f"GIT_{role}_{part}": "dana@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", "-c", "init.defaultBranch=main", "-c", "core.autocrlf=true", *arguments],
        cwd=folder,
        env={**kept, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "true"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _commit(place: Place, message: str) -> None:
    _git(place.root, "add", "--all")
    _git(place.root, "commit", "--quiet", "--message", message)


@pytest.fixture
def cloned(place: Place, tmp_path: Path) -> tuple[Place, Place]:
    """A workspace under git with one line, and its clone on a machine of its own."""
    (place.root / ".gitattributes").write_text(workspace.GITATTRIBUTES, encoding="utf-8", newline="\n")
    place.say("one")
    _git(place.root, "init", "--quiet")
    _commit(place, "one")
    _git(tmp_path, "clone", "--quiet", str(place.root), "clone")
    return place, Place(tmp_path / "clone", tmp_path / "other home", "bbbb")


def test_git_merges_two_clones_without_a_conflict(cloned: tuple[Place, Place]) -> None:
    """Both sides said something: after the merge all of it is there, on both sides, and nothing is complained of."""
    ours, theirs = cloned
    ours.say("two", "three")
    _commit(ours, "ours")
    theirs.say("four")
    _commit(theirs, "theirs")
    _git(theirs.root, "pull", "--quiet", "--no-rebase", "--no-edit")
    _git(ours.root, "pull", "--quiet", "--no-rebase", "--no-edit", str(theirs.root), "main")
    for side in (ours, theirs):
        assert (side.texts(), side.read().problems) == (["four", "one", "three", "two"], ())
    assert theirs.log().read_bytes() == ours.log().read_bytes()


def test_each_side_of_a_merge_goes_on_in_its_own_log(cloned: tuple[Place, Place]) -> None:
    """A merge that brings only other logs is no reason to start a new one."""
    ours, theirs = cloned
    theirs.say("two")
    _commit(theirs, "theirs")
    _git(ours.root, "pull", "--quiet", "--no-rebase", "--no-edit", str(theirs.root), "main")
    ours.tag = "cccc"
    ours.say("three")
    assert (ours.logs(), ours.texts()) == (["aaaa.jsonl", "bbbb.jsonl"], ["one", "three", "two"])


def test_git_keeps_both_ways_of_one_log(cloned: tuple[Place, Place]) -> None:
    """Two machines with one memory wrote to one log: the merge keeps all lines, and the fork is shown."""
    ours, theirs = cloned
    theirs.installation.remember("aaaa", ours.tips()["aaaa"])
    ours.say("two", "three")
    _commit(ours, "ours")
    theirs.say("four", "five")
    _commit(theirs, "theirs")
    _git(ours.root, "pull", "--quiet", "--no-rebase", "--no-edit", str(theirs.root), "main")
    assert (ours.texts(), ours.kinds()) == (["five", "four", "one", "three", "two"], {"log-forked"})


def test_a_torn_line_survives_a_merge(cloned: tuple[Place, Place]) -> None:
    """Git glues no line to a fragment without a line feed."""
    ours, theirs = cloned
    theirs.installation.remember("aaaa", ours.tips()["aaaa"])
    ours.say("two")
    with ours.log().open("ab") as log:
        log.write(b'{"about":"jo')
    _commit(ours, "ours")
    theirs.say("three")
    _commit(theirs, "theirs")
    _git(ours.root, "pull", "--quiet", "--no-rebase", "--no-edit", str(theirs.root), "main")
    assert ours.texts() == ["one", "three", "two"]


def test_a_switched_branch_goes_on_in_a_new_log_and_merges_back(cloned: tuple[Place, Place]) -> None:
    """Lines of a branch that is not checked out are not continued, and come together again when it is merged."""
    ours, _ = cloned
    _git(ours.root, "switch", "--quiet", "--create", "side")
    ours.say("two")
    _commit(ours, "side")
    _git(ours.root, "switch", "--quiet", "main")
    ours.tag = "cccc"
    ours.say("three")
    assert (ours.logs(), ours.texts()) == (["aaaa.jsonl", "cccc.jsonl"], ["one", "three"])
    _commit(ours, "main")
    _git(ours.root, "merge", "--quiet", "--no-edit", "side")
    assert (ours.texts(), ours.read().problems) == (["one", "three", "two"], ())
