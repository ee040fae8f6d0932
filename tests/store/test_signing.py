"""Checking signatures: whatever stands in a list of signers or a signature, it is told and nothing is raised."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcheck.store.signing import public, sign, verify

KEYGEN = shutil.which("ssh-keygen")
pytestmark = pytest.mark.skipif(KEYGEN is None, reason="ssh-keygen is not installed; .ci/run installs it")
AT = "2026-12-03T14:07:31Z"


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes]:
    """A signature by a key made for the test, and the list that allows it."""
    key = tmp_path_factory.mktemp("keys") / "id_ed25519"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    return sign(b"said", Path(key), "qcheck", os.environ), f"dana {public(key)}\n".encode()


def test_a_signature_holds_by_a_list_that_allows_its_key(signed: tuple[str, bytes]) -> None:
    """Else what follows would prove nothing."""
    assert verify(b"said", signed[0], "qcheck", (signed[1], ("dana",), AT), os.environ).how == "good"


LINES = st.sampled_from(
    [
        b"dana ",
        b"* ",
        b"ssh-ed25519 AAAA\n",
        b'valid-after="x" ',
        b"cert-authority ",
        b"#",
        b"\n",
        b"\0",
        b"\xff",
        b"-f /etc/passwd\n",
    ]
)


@given(st.lists(LINES | st.binary(max_size=6)).map(b"".join), st.text(max_size=6), st.text(max_size=12))
@settings(max_examples=8)
def test_no_list_of_signers_and_no_name_makes_a_signature_hold(
    signed: tuple[str, bytes], listed: bytes, name: str, at: str
) -> None:
    """A name may look like an option, a time like anything; the list does not hold the key."""
    found = verify(b"said", signed[0], "qcheck", (listed, (name, "-Y"), at), os.environ)
    assert found.how in {"foreign", "unchecked"}


@given(st.text(max_size=40), st.binary(max_size=10))
@settings(max_examples=8)
def test_no_text_is_a_signature(signed: tuple[str, bytes], text: str, message: bytes) -> None:
    """With or without what one begins and ends with, and cut off in its middle."""
    for tried in (
        text,
        f"-----BEGIN SSH SIGNATURE-----\n{text}\n-----END SSH SIGNATURE-----\n",
        signed[0][:-60] + text,
    ):
        assert verify(message, tried, "qcheck", (signed[1], ("dana",), AT), os.environ).how == "bad"
