"""The cache: saves reading a source again, and changes no value, whatever is done to it."""

import os
import shutil
from pathlib import Path

import pytest
from msgspec import Struct

from qcheck.store.cache import Cache
from qcheck.store.installation import Installation

SOURCE = b"title: Kitchen"


class Value(Struct, frozen=True):
    """Something that was read."""

    title: str


class Other(Struct, frozen=True):
    """Something else that the same source may be read as."""

    title: str = "other"


class Source:
    """Counts how often it is read."""

    def __init__(self, title: str = "Kitchen") -> None:
        self.title = title
        self.reads = 0

    def __call__(self) -> Value:
        self.reads += 1
        return Value(self.title)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """A cache that holds the value of `SOURCE`."""
    made = Cache(tmp_path / "cache", Installation(tmp_path / "home"))
    made.get(SOURCE, Value, Source())
    return made


def _entry(cache: Cache) -> Path:
    (entry,) = cache.folder.iterdir()
    return entry


def _read(cache: Cache, source: bytes = SOURCE) -> int:
    """How often the source had to be read for the right value."""
    made = Source()
    assert cache.get(source, Value, made) == Value("Kitchen")
    return made.reads


def test_a_source_is_read_once(cache: Cache) -> None:
    """The second time the value comes from the cache."""
    assert _read(cache) == 0


def test_another_source_is_read(cache: Cache) -> None:
    """A changed byte is another source."""
    assert _read(cache, SOURCE + b"\n") == 1


def test_another_kind_of_value_is_read(cache: Cache) -> None:
    """What a source was read as belongs to its entry."""
    assert cache.get(SOURCE, Other, Other) == Other()


def test_another_version_reads_again(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newer program may read more out of the same source."""
    monkeypatch.setattr("qcheck.store.cache.__version__", "999")
    assert _read(cache) == 1


@pytest.mark.parametrize(
    "poison",
    [
        b"",
        b"\n",
        b'{"title":"Poisoned"}',
        b"0" * 64 + b'{"title":"Poisoned"}',
        b"0" * 64,
        b"\xff" * 200,
        b"[" * 100_000,
    ],
    ids=["empty", "blank", "no seal", "wrong seal", "only a seal", "bytes", "nesting"],
)
def test_a_poisoned_entry_is_not_believed(cache: Cache, poison: bytes) -> None:
    """The source is read again, and the entry is mended."""
    _entry(cache).write_bytes(poison)
    assert _read(cache) == 1
    assert _read(cache) == 0


def test_an_altered_entry_is_not_believed(cache: Cache) -> None:
    """The seal is over the value."""
    entry = _entry(cache)
    entry.write_bytes(entry.read_bytes().replace(b"Kitchen", b"Bathroom"))
    assert _read(cache) == 1


def test_a_truncated_entry_is_not_believed(cache: Cache) -> None:
    """Wherever it was cut."""
    entry = _entry(cache)
    whole = entry.read_bytes()
    for cut in range(len(whole)):
        entry.write_bytes(whole[:cut])
        assert _read(cache) == 1


def test_an_entry_in_the_place_of_another_is_not_believed(cache: Cache) -> None:
    """The seal is over the name too, so a sealed value of another source is no help to a forger."""
    first = _entry(cache)
    cache.get(b"title: Bathroom", Value, Source("Bathroom"))
    other = next(path for path in cache.folder.iterdir() if path != first)
    shutil.copy(other, first)
    assert _read(cache) == 1


def test_a_cache_of_another_installation_is_not_believed(cache: Cache, tmp_path: Path) -> None:
    """A cache that came with the folder was sealed by somebody else."""
    assert _read(Cache(cache.folder, Installation(tmp_path / "other home"))) == 1


@pytest.mark.parametrize("key", [b"", b"short", b"k" * 32, b"k" * 64])
def test_a_changed_key_makes_the_cache_again(cache: Cache, key: bytes) -> None:
    """Without its key an installation knows none of its own entries, and no value is lost."""
    (cache.installation.home / "key").write_bytes(key)
    assert _read(cache) == 1
    assert _read(cache) == 0


def test_a_deleted_cache_is_made_again(cache: Cache) -> None:
    """At any time."""
    shutil.rmtree(cache.folder)
    assert _read(cache) == 1
    assert _read(cache) == 0


def test_a_cache_that_cannot_be_kept_costs_time_only(cache: Cache) -> None:
    """A file in the place of the folder: the source is read each time."""
    shutil.rmtree(cache.folder)
    cache.folder.write_text("no folder", encoding="utf-8")
    assert [_read(cache), _read(cache)] == [1, 1]


def test_a_folder_in_the_place_of_an_entry_costs_time_only(cache: Cache) -> None:
    """What cannot be read is read from its source."""
    entry = _entry(cache)
    entry.unlink()
    entry.mkdir()
    assert [_read(cache), _read(cache)] == [1, 1]


def test_an_installation_that_keeps_no_key_costs_time_only(cache: Cache) -> None:
    """A home that cannot be written to: the source is read each time."""
    shutil.rmtree(cache.installation.home)
    cache.installation.home.write_text("no folder", encoding="utf-8")
    assert [_read(cache), _read(cache)] == [1, 1]


def test_what_was_kept_longest_ago_goes_where_too_much_is_kept(cache: Cache) -> None:
    """So that the pictures of years do not fill a disk; a folder that is not there is no matter."""
    (cache.folder / "newer.json").write_bytes(b"x" * 500)
    os.utime(cache.folder / "newer.json", (2e9, 2e9))
    cache.prune(10_000)
    assert len(list(cache.folder.iterdir())) == 2
    cache.prune(500)
    assert [path.name for path in cache.folder.iterdir()] == ["newer.json"]
    cache.prune(499)
    assert list(cache.folder.iterdir()) == []
    shutil.rmtree(cache.folder)
    cache.prune(0)
