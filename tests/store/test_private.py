"""Private data: kept beside the record, named by digest, and gone without a trace when it is removed."""

import hashlib
from pathlib import Path

import pytest

from qcheck.store import private
from qcheck.store.private import Client

ANN = Client(salt="5f" * 16, name="Ann Müller", site="Elm Street 4", contact="ann@example.org")


def _file(job: Path, digest: str) -> Path:
    return job / "private" / f"{digest}.json"


def test_a_client_s_data_is_found_by_its_digest(tmp_path: Path) -> None:
    """What was kept comes back whole, under the digest of its file."""
    digest = private.keep(tmp_path, ANN)
    assert private.find(tmp_path, digest) == ANN
    assert digest == hashlib.sha256(_file(tmp_path, digest).read_bytes()).hexdigest()


def test_the_digest_gives_nothing_away(tmp_path: Path) -> None:
    """The same name with another salt has another digest, so nobody can try names."""
    other = Client("6f" * 16, ANN.name, ANN.site, ANN.contact)
    assert private.keep(tmp_path, ANN) != private.keep(tmp_path, other)


def test_the_same_data_is_kept_once(tmp_path: Path) -> None:
    """Keeping it again changes nothing."""
    assert private.keep(tmp_path, ANN) == private.keep(tmp_path, ANN)
    assert len(list((tmp_path / "private").iterdir())) == 1


def test_data_that_was_removed_is_none(tmp_path: Path) -> None:
    """A person asked to be forgotten: the file is deleted, and the record goes on without it."""
    digest = private.keep(tmp_path, ANN)
    _file(tmp_path, digest).unlink()
    assert private.find(tmp_path, digest) is None


@pytest.mark.parametrize(
    "altered",
    [b"", b"{}", b'{"salt":"","name":"Someone else"}', b"\xff", b"[" * 100_000],
    ids=["empty", "no members", "another name", "bytes", "nesting"],
)
def test_data_that_was_altered_is_none(tmp_path: Path, altered: bytes) -> None:
    """What does not fit its digest is not what was recorded."""
    digest = private.keep(tmp_path, ANN)
    _file(tmp_path, digest).write_bytes(altered)
    assert private.find(tmp_path, digest) is None


def test_a_changed_letter_is_none(tmp_path: Path) -> None:
    """Also where the file is still in good form."""
    digest = private.keep(tmp_path, ANN)
    path = _file(tmp_path, digest)
    path.write_bytes(path.read_bytes().replace(b"Elm", b"Oak"))
    assert private.find(tmp_path, digest) is None


@pytest.mark.parametrize("content", [b"[]", b"no JSON", b'{"name":"Ann"}', b"\xff"])
def test_data_that_fits_its_digest_but_is_no_client_is_none(tmp_path: Path, content: bytes) -> None:
    """A file of another program under its right digest is nobody's data."""
    digest = hashlib.sha256(content).hexdigest()
    (tmp_path / "private").mkdir()
    _file(tmp_path, digest).write_bytes(content)
    assert private.find(tmp_path, digest) is None


@pytest.mark.parametrize("digest", ["", "../secret", "A" * 64, "a" * 63, "a" * 64 + "\n", "/etc/passwd"])
def test_what_is_no_digest_names_no_file(tmp_path: Path, digest: str) -> None:
    """A forged record cannot make the program read another file."""
    (tmp_path / "secret.json").write_bytes(b'{"salt":""}')
    (tmp_path / "private").mkdir()
    assert private.find(tmp_path, digest) is None


def test_nothing_is_kept_of_a_client_but_what_was_said(tmp_path: Path) -> None:
    """A client without a name has no name, and none is made up."""
    assert private.find(tmp_path, private.keep(tmp_path, Client("5f" * 16))) == Client("5f" * 16, "", "", "")
