"""Trust: what a user of a machine lets run, in which workspace, and when that has to be asked again."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qcheck.errors import Refused
from qcheck.store import trust
from qcheck.store.installation import Installation
from qcheck.store.trust import Bound, Granted, grant, granted, revoke, trusted

ARGV = ("python3", "tools/links.py", "--config=tools/links.ini", "--depth", "2")


def bound(root: Path, argv: tuple[str, ...], *search: Path) -> Bound:
    """A command where programs are looked for in some folders, and nowhere else."""
    return trust.bound(root, argv, {"PATH": os.pathsep.join(map(str, search))})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with two files that a command names, and one that it does not."""
    root = tmp_path / "work"
    (root / "tools").mkdir(parents=True)
    (root / "jobs").mkdir()
    (root / "qcheck.yaml").write_text("company: Miller\n", encoding="utf-8")
    (root / "tools" / "links.py").write_text("print('fine')\n", encoding="utf-8")
    (root / "tools" / "links.ini").write_text("[links]\n", encoding="utf-8")
    (root / "tools" / "other.py").write_text("print('other')\n", encoding="utf-8")
    return root


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """One that trusts nothing yet."""
    return Installation(tmp_path / "home")


def test_nothing_is_trusted_at_first(root: Path, installation: Installation) -> None:
    """And asking leaves no trace."""
    assert not trusted(installation, root, bound(root, ARGV))
    assert granted(installation, root) == ()
    assert not installation.home.exists()


def test_what_was_trusted_stays_trusted(root: Path, installation: Installation) -> None:
    """For another process too, and however the workspace is reached; it names what it covers."""
    command = bound(root, ARGV)
    assert command.files == ("tools/links.py", "tools/links.ini")
    grant(installation, root, command)
    assert trusted(Installation(installation.home), root, bound(root, ARGV))
    link = root.parent / "link"
    link.symlink_to(root)
    assert trusted(installation, link, bound(link, ARGV))
    assert granted(installation, root) == (Granted(ARGV, ("tools/links.py", "tools/links.ini")),)


def test_trust_leaves_no_trace_in_the_workspace(root: Path, installation: Installation) -> None:
    """What is copied, cloned or sent on brings none along."""
    before = sorted(root.rglob("*"))
    grant(installation, root, bound(root, ARGV))
    assert sorted(root.rglob("*")) == before


@pytest.mark.parametrize(
    "argv",
    [
        ARGV[:-1],
        (*ARGV, ""),
        (*ARGV[:-1], "3"),
        ("python3", "tools/links.py", "--config=tools/links.ini", "--depth 2"),
        ("python3", "tools/links.py", "--config=tools/links.ini", "2", "--depth"),
        ("python", *ARGV[1:]),
        ("python3", "./tools/links.py", *ARGV[2:]),
        (),
    ],
    ids=str,
)
def test_other_words_are_another_command(root: Path, installation: Installation, argv: tuple[str, ...]) -> None:
    """One more, one less, one changed, two in one, another order."""
    grant(installation, root, bound(root, ARGV))
    assert not trusted(installation, root, bound(root, argv))


def _changed(root: Path) -> None:
    (root / "tools" / "links.py").write_text("print('evil')\n", encoding="utf-8")


def _changed_after_equals(root: Path) -> None:
    (root / "tools" / "links.ini").write_text("[evil]\n", encoding="utf-8")


def _swapped(root: Path) -> None:
    """The same contents under each other's names."""
    (root / "tools" / "links.py").rename(root / "tools" / "x")
    (root / "tools" / "links.ini").rename(root / "tools" / "links.py")
    (root / "tools" / "x").rename(root / "tools" / "links.ini")


def _gone(root: Path) -> None:
    (root / "tools" / "links.py").unlink()


def _led_elsewhere(root: Path) -> None:
    """A link in the place of the file, to another one outside."""
    outside = root.parent / "outside.py"
    outside.write_text("print('evil')\n", encoding="utf-8")
    _gone(root)
    (root / "tools" / "links.py").symlink_to(outside)


def _a_program_named_so(root: Path) -> None:
    """A file by the name of the program itself, which a search path with `.` in it would find."""
    (root / "python3").write_text("#!/bin/sh\n", encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [_changed, _changed_after_equals, _swapped, _gone, _led_elsewhere, _a_program_named_so],
    ids=lambda change: change.__name__,
)
def test_a_file_that_changes_asks_again(root: Path, installation: Installation, change: Callable[[Path], None]) -> None:
    """Whoever changed it; and it is trusted again when it is as it was."""
    kept = root.parent / "kept"
    shutil.copytree(root, kept)
    grant(installation, root, bound(root, ARGV))
    change(root)
    assert not trusted(installation, root, bound(root, ARGV))
    shutil.rmtree(root)
    kept.rename(root)
    assert trusted(installation, root, bound(root, ARGV))


def test_a_file_that_no_word_names_may_change(root: Path, installation: Installation) -> None:
    """What a script runs in turn is not covered: the prompt says so."""
    grant(installation, root, bound(root, ARGV))
    (root / "tools" / "other.py").write_text("print('changed')\n", encoding="utf-8")
    assert trusted(installation, root, bound(root, ARGV))


def test_a_file_that_changes_while_one_is_asked_is_not_trusted(root: Path, installation: Installation) -> None:
    """What was shown is what is trusted."""
    shown = bound(root, ARGV)
    _changed(root)
    grant(installation, root, shown)
    assert not trusted(installation, root, bound(root, ARGV))


@pytest.mark.parametrize("how", ["copied", "moved"])
def test_a_workspace_elsewhere_asks_again(root: Path, installation: Installation, how: str) -> None:
    """A copy, a clone, a folder of another's that was moved to: nobody has looked at what is there."""
    grant(installation, root, bound(root, ARGV))
    other = root.parent / "other"
    shutil.copytree(root, other) if how == "copied" else root.rename(other)
    assert not trusted(installation, other, bound(other, ARGV))
    assert granted(installation, other) == ()


def test_another_user_s_trust_is_not_mine(root: Path, installation: Installation, tmp_path: Path) -> None:
    """Each installation is asked for itself."""
    grant(installation, root, bound(root, ARGV))
    assert not trusted(Installation(tmp_path / "other home"), root, bound(root, ARGV))


def test_a_folder_stands_for_all_that_is_in_it(root: Path, installation: Installation) -> None:
    """A file that comes, goes or changes in it asks again."""
    argv = ("pytest", "tools")
    command = bound(root, argv)
    assert command.files == ("tools/ (3 files)",)
    grant(installation, root, command)
    assert trusted(installation, root, bound(root, argv))
    (root / "tools" / "deep" / "er").mkdir(parents=True)
    assert trusted(installation, root, bound(root, argv))
    (root / "tools" / "deep" / "er" / "conftest.py").write_text("", encoding="utf-8")
    assert not trusted(installation, root, bound(root, argv))
    shutil.rmtree(root / "tools" / "deep")
    assert trusted(installation, root, bound(root, argv))
    (root / "tools" / "other.py").rename(root / "tools" / "another.py")
    assert not trusted(installation, root, bound(root, argv))


def many(root: Path) -> None:
    for number in range(trust.MOST_FILES + 1):
        (root / "tools" / f"{number}.py").touch()


def large(root: Path) -> None:
    with (root / "tools" / "large.bin").open("wb") as file:
        file.truncate(trust.MOST_BYTES + 1)


def fifo(root: Path) -> None:
    os.mkfifo(root / "tools" / "pipe")


def linked(root: Path) -> None:
    (root / "tools" / "away").symlink_to(root.parent)


def dangling(root: Path) -> None:
    (root / "tools" / "lost.py").symlink_to(root / "nowhere")


def looping(root: Path) -> None:
    (root / "jobs").rmdir()
    (root / "jobs").symlink_to("jobs")


def untouched(_: Path) -> None:
    """Nothing is changed."""


RECORD = "holds the record, which changes with every answer"


@pytest.mark.parametrize(
    ("word", "prepare", "wrong"),
    [
        ("tools", many, "tools holds more than 1000 files"),
        ("tools", large, "its files are larger than 50 MB together"),
        ("tools/large.bin", large, "its files are larger than 50 MB together"),
        ("tools", fifo, "tools/pipe is no ordinary file"),
        ("tools/pipe", fifo, "tools/pipe is no ordinary file"),
        ("tools", linked, "tools/away is a link to a folder"),
        ("tools", dangling, "tools/lost.py is no ordinary file"),
        (".", untouched, f"the workspace itself {RECORD}"),
        ("--root=.", untouched, f"the workspace itself {RECORD}"),
        ("tools/..", untouched, f"tools/.. {RECORD}"),
        ("jobs", untouched, f"jobs {RECORD}"),
        (".", looping, f"the workspace itself {RECORD}"),
        ("\ud800", untouched, "a word of it, or the name of a file, is no text"),
    ],
    ids=lambda value: value.__name__ if callable(value) else ascii(value),
)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_what_cannot_be_watched_cannot_be_trusted(
    root: Path, installation: Installation, word: str, prepare: Callable[[Path], None], wrong: str
) -> None:
    """It says why, and what to do instead."""
    prepare(root)
    command = bound(root, ("check", word))
    assert command == Bound(("check", word), (), "", wrong)
    assert not trusted(installation, root, command)
    with pytest.raises(Refused) as caught:
        grant(installation, root, command)
    assert caught.value.message == f"{wrong}; what would run cannot be watched."
    assert caught.value.hint == "Put what it does into a script in the workspace, and let the item run that."
    assert granted(installation, root) == ()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_cannot_be_trusted(root: Path) -> None:
    """What it holds is not known."""
    (root / "tools" / "links.py").chmod(0)
    assert bound(root, ARGV).wrong == "tools/links.py cannot be read: Permission denied"


@pytest.mark.parametrize(
    ("word", "covered"),
    [
        ("tools/links.py", ("tools/links.py",)),
        ("./tools/links.py", ("tools/links.py",)),
        ("--config=tools/links.ini", ("tools/links.ini",)),
        ("../{here}/tools/links.py", ("../{here}/tools/links.py",)),
        ("../outside.py", ()),
        ("tools/in.py", ("tools/in.py",)),
        ("tools/none.py", ()),
        ("https://example.org/tools/links.py", ()),
        ("", ()),
        ("=", ()),
        ("--flag=", ()),
        ("x" * 5_000, ()),
        ("a\0b", ()),
        ("print('tools/links.py')\n" * 50, ()),
    ],
    ids=lambda value: ascii(value)[:30],
)
def test_which_words_name_a_file_of_the_workspace(root: Path, word: str, covered: tuple[str, ...]) -> None:
    """Files outside are those of the machine and its user; a link inside counts for what it leads to."""
    word, covered = word.replace("{here}", root.name), tuple(path.replace("{here}", root.name) for path in covered)
    (root.parent / "outside.py").write_text("", encoding="utf-8")
    (root / "tools" / "in.py").symlink_to(root.parent / "outside.py")
    assert bound(root, ("python3", word)).files == covered
    assert bound(root, (word,)).files == covered


def test_an_absolute_path_into_the_workspace_is_covered(root: Path) -> None:
    """By whatever way it leads there."""
    link = root.parent / "link"
    link.symlink_to(root)
    path = str(link / "tools" / "links.py")
    assert bound(root, ("python3", path)).files == (path,)
    assert bound(root, ("python3", str(root / "tools" / "links.py"))).files == ("tools/links.py",)


def _executable(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="Windows tells programs by their endings")
def test_a_program_that_the_search_path_finds_in_the_workspace_is_covered(
    root: Path, installation: Installation
) -> None:
    """As a virtual environment has them; the one that would run, not another of that name."""
    argv, ours, other = ("mytool", "--fast"), root / "venv" / "bin", root / "bin"
    _executable(ours / "mytool", "#!/bin/sh\n")
    command = bound(root, argv, ours)
    assert command.files == ("venv/bin/mytool",)
    grant(installation, root, command)
    assert trusted(installation, root, bound(root, argv, ours))
    _executable(other / "mytool", "#!/bin/sh\n")
    assert trusted(installation, root, bound(root, argv, ours, other))
    assert not trusted(installation, root, bound(root, argv, other, ours))
    assert not trusted(installation, root, bound(root, argv))
    _executable(ours / "mytool", "#!/bin/sh\nrm -r ~\n")
    assert not trusted(installation, root, bound(root, argv, ours))


@pytest.mark.skipif(os.name == "nt", reason="Windows tells programs by their endings")
def test_a_program_is_covered_by_whatever_way_the_search_path_leads_to_it(root: Path) -> None:
    """The folder may be spelled by a link to the workspace, or be a link into it; one outside is the machine's own."""
    _executable(root / "bin" / "mytool", "#!/bin/sh\n")
    _executable(root.parent / "bin" / "mytool", "#!/bin/sh\n")
    alias, into = root.parent / "alias", root.parent / "into"
    alias.symlink_to(root)
    into.symlink_to(root / "bin")
    assert bound(root, ("mytool",), alias / "bin").files == (str(alias / "bin" / "mytool"),)
    assert bound(root, ("mytool",), into).files == (str(into / "mytool"),)
    assert bound(root, ("mytool",), root.parent / "bin").files == ()
    (root / "lib").symlink_to(root.parent / "bin")
    assert bound(root, ("mytool",), root / "lib").files == ("lib/mytool",)


def test_a_way_through_a_link_leads_where_the_system_says(root: Path, installation: Installation) -> None:
    """`link/../x` is not `x`: the file that would run is the one that is watched."""
    deep = root / "tools" / "deep"
    deep.mkdir()
    (root / "link").symlink_to(deep)
    argv = ("python3", "link/../links.py", "links.py")
    (root / "links.py").write_text("print('another')\n", encoding="utf-8")
    grant(installation, root, bound(root, argv))
    (root / "tools" / "links.py").write_text("print('evil')\n", encoding="utf-8")
    assert not trusted(installation, root, bound(root, argv))


def test_trust_is_taken_back(root: Path, installation: Installation) -> None:
    """In every state that the files were trusted in; other commands stay."""
    other = ("python3", "tools/other.py")
    grant(installation, root, bound(root, other))
    grant(installation, root, bound(root, ARGV))
    before = (root / "tools" / "links.py").read_bytes()
    _changed(root)
    grant(installation, root, bound(root, ARGV))
    assert [g.argv for g in granted(installation, root)].count(ARGV) == 2
    assert revoke(installation, root, ARGV)
    assert not trusted(installation, root, bound(root, ARGV))
    (root / "tools" / "links.py").write_bytes(before)
    assert not trusted(installation, root, bound(root, ARGV))
    assert trusted(installation, root, bound(root, other))
    assert not revoke(installation, root, ARGV)


def test_a_memory_in_the_workspace_is_not_believed(root: Path) -> None:
    """Whoever may write the workspace could have put the trust there."""
    outside = Installation(root.parent / "home")
    grant(outside, root, bound(root, ARGV))
    shutil.copytree(outside.home, root / "state")
    inside = Installation(root / "state")
    assert not trusted(inside, root, bound(root, ARGV))
    with pytest.raises(Refused) as caught:
        grant(inside, root, bound(root, ARGV))
    assert caught.value.message == (
        f"What this machine remembers lies in the workspace ({root / 'state'}), where others may write it."
    )
    assert caught.value.hint == "Let QCHECK_STATE name a folder outside."


def test_a_damaged_or_lost_memory_trusts_nothing_more(root: Path, installation: Installation) -> None:
    """What it holds is for people; names that are no digests are passed over."""
    command = bound(root, ARGV)
    grant(installation, root, command)
    folder = next((installation.home / "trust").iterdir())
    (folder / "notes.txt").write_text("hello", encoding="utf-8")
    (folder / command.digest).write_bytes(b"\xff not JSON")
    assert trusted(installation, root, command)
    assert granted(installation, root) == (Granted((), ()),)
    shutil.rmtree(installation.home)
    assert not trusted(installation, root, command)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(), max_size=8) | st.sampled_from(["tools", "..", "/", "=", "jobs/.", "~"])))
def test_no_words_are_an_exception(root: Path, installation: Installation, words: list[str]) -> None:
    """Whatever they hold, a command is either told by its digest or why it cannot be trusted."""
    command = bound(root, tuple(words))
    assert bool(command.digest) != bool(command.wrong)
    assert not trusted(installation, root, command)
