"""The installation: what a machine remembers outside every workspace, all of which may be lost."""

import os
import shutil
from pathlib import Path

import pytest

from qcheck.errors import StorageFailed
from qcheck.store.installation import Installation

IDENT = "a1" * 32

ROOT = Path("somewhere")


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    """One that has not remembered anything yet."""
    return Installation(tmp_path / "home")


def test_nothing_is_remembered_at_first(installation: Installation) -> None:
    """A new machine knows no log and no user, and asking makes no files."""
    assert (installation.tip("aaaa"), installation.user(ROOT)) == ("", "")
    assert not installation.home.exists()


def test_the_last_line_of_each_log_is_remembered(installation: Installation, tmp_path: Path) -> None:
    """Another process of the same installation knows it too."""
    installation.remember("aaaa", "0" * 64)
    installation.remember("bbbb", "1" * 64)
    installation.remember("aaaa", IDENT)
    again = Installation(tmp_path / "home")
    assert (again.tip("aaaa"), again.tip("bbbb"), again.tip("cccc")) == (IDENT, "1" * 64, "")
    assert sorted(p.name for p in (installation.home / "logs").iterdir()) == ["aaaa", "bbbb"]


@pytest.mark.parametrize("log", ["", "../key", "a b", "AAAA", "aaa", "a" * 33, "aaaa (copy)", "aaaa\n", "äääää"])
def test_a_log_of_another_name_is_nobody_s(installation: Installation, log: str) -> None:
    """A log that was renamed by hand, or names a file elsewhere, is never continued."""
    installation.key()
    assert installation.tip(log) == ""


def test_a_lost_memory_is_no_error(installation: Installation) -> None:
    """The folder may be deleted at any time."""
    installation.remember("aaaa", IDENT)
    installation.set_user(ROOT, "dana")
    shutil.rmtree(installation.home)
    assert (installation.tip("aaaa"), installation.user(ROOT)) == ("", "")


def test_a_damaged_memory_fits_no_line(installation: Installation) -> None:
    """Bytes that are no text are no id."""
    installation.remember("aaaa", IDENT)
    (installation.home / "logs" / "aaaa").write_bytes(b"\xff\xfe")
    assert installation.tip("aaaa") != IDENT


def test_the_key_stays_the_same(installation: Installation, tmp_path: Path) -> None:
    """It is made once, of 32 bytes, and another installation has another."""
    key = installation.key()
    assert (len(key), installation.key()) == (32, key)
    assert Installation(tmp_path / "other").key() != key


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_key_is_for_its_owner_only(installation: Installation) -> None:
    """Nobody else on the machine can seal with it."""
    installation.key()
    assert (installation.home / "key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damaged", [b"", b"short", b"k" * 33])
def test_a_damaged_key_is_made_again(installation: Installation, damaged: bytes) -> None:
    """A key of another length is none."""
    installation.key()
    (installation.home / "key").write_bytes(damaged)
    key = installation.key()
    assert key != damaged
    assert installation.key() == key


def test_the_user_is_remembered(installation: Installation) -> None:
    """The one given last."""
    installation.set_user(ROOT, "dana")
    installation.set_user(ROOT, "ravi")
    installation.set_user(Path("elsewhere"), "olga")
    assert (installation.user(ROOT), installation.user(Path("elsewhere"))) == ("ravi", "olga")


def test_a_home_that_cannot_be_written_is_told_in_words(installation: Installation) -> None:
    """Its path and the reason."""
    installation.home.write_text("no folder", encoding="utf-8")
    with pytest.raises(StorageFailed) as caught:
        installation.remember("aaaa", IDENT)
    assert caught.value.message == f"Cannot write {installation.home / 'logs' / 'aaaa'}: Not a directory."
