"""Signing: signatures by SSH keys, made and checked by the `ssh-keygen` program."""

import os
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from qcheck.core.clean import line
from qcheck.errors import NotFound, StorageFailed
from qcheck.model.verified import Verified
from qcheck.store import files
from qcheck.store.command import program

PROGRAM = "ssh-keygen"
SIGNERS = "allowed_signers"
USUAL = ("id_ed25519", "id_ed25519_sk", "id_ecdsa", "id_ecdsa_sk", "id_rsa")
# Seconds: a key in a token waits for a touch, checking waits for nothing.
TO_SIGN, TO_CHECK = 60, 15
LONGEST = 300
# How it ends where a signature does not hold; an old one that knows no signatures ends otherwise.
REFUSED = 255
AGENT = "A key with a passphrase signs through ssh-agent: ssh-add FILE, then try again."


def usual(environ: Mapping[str, str]) -> Path:
    """The key that ssh itself would take first. Raises `NotFound` where there is none."""
    home = environ.get("HOME") or environ.get("USERPROFILE") or ""
    folder = Path(home) / ".ssh"
    found = next((folder / n for n in USUAL if (folder / n).is_file() or (folder / f"{n}.pub").is_file()), None)
    if not home or found is None:
        raise NotFound(
            "There is no SSH key in the usual place.", "Name one: --sign FILE. Make one: ssh-keygen -t ed25519"
        )
    return found


def sign(message: bytes, key: Path, namespace: str, environ: Mapping[str, str]) -> str:
    """A signature over a message, as text. Asks for nothing: a key with a passphrase has to be with an agent.

    Raises `NotFound` where there is no such key, `StorageFailed` with what the program said.
    """
    if not key.is_file():
        raise NotFound(f"{line(str(key))}: there is no such key.", "Check the name and the folder: --sign FILE")
    with tempfile.TemporaryDirectory(prefix="qcheck-") as folder:
        (Path(folder) / "message").write_bytes(message)
        argv = ["-Y", "sign", "-q", "-n", namespace, "-f", str(key), "message"]
        code, _, said = _run(argv, b"", Path(folder), environ, TO_SIGN)
        made = files.read_if_there(Path(folder) / "message.sig")
    if code or not made:
        raise StorageFailed(f"{line(str(key))} did not sign: {_why(said)}.", AGENT)
    return made.decode("ascii", "replace")


def _why(said: str) -> str:
    """The reason at the end of what the program said, without its prompt and the names before it."""
    return said.rpartition(": ")[2] or "no signature was made"


def public(key: Path) -> str:
    """The public half of a key as a list of allowed signers has it; empty if its file is not there."""
    path = key if key.suffix == ".pub" else key.with_name(f"{key.name}.pub")
    words = (files.read_if_there(path) or b"").decode("utf-8", "replace").split()
    return " ".join(words[:2])


def signers(root: Path) -> bytes:
    """The workspace's list of allowed signers, empty if there is none. Raises `StorageFailed`, also for a link."""
    path = root / SIGNERS
    return files.read_plain(path) if os.path.lexists(path) else b""


def verify(
    message: bytes,
    signature: str,
    namespace: str,
    allowed: tuple[bytes | None, tuple[str, ...], str],
    environ: Mapping[str, str],
) -> Verified:
    """Whether a signature is one over the message, by a key that a list of signers allows for one of the names at a
    moment of the record: `allowed` are these three. Without a list, as where an archive is looked at, that cannot be
    told. Never raises for what any of them holds.
    """
    listed, names, at = allowed
    with tempfile.TemporaryDirectory(prefix="qcheck-") as name:
        folder = Path(name)
        (folder / "signature").write_bytes(signature.encode("utf-8", "replace"))
        (folder / "signers").write_bytes(listed or b"")
        given = ["-n", namespace, "-s", "signature"]
        code, good, said = _run(["-Y", "check-novalidate", *given], message, folder, environ, TO_CHECK)
        if code not in {0, REFUSED}:
            return Verified("unchecked", reason=said)
        if code == REFUSED:
            return Verified("bad", reason="it was made over something else, or is no signature")
        key = good.rpartition(" ")[2]
        if listed is None:
            return Verified("unchecked", key, "no list of allowed signers was given")
        if not listed:
            return Verified("foreign", key, f"there is no {SIGNERS} that says whose it is")
        moment = "".join(c for c in at if c.isdigit())
        for identity in (n for n in names if "\0" not in n):
            who = ["-f", "signers", "-I", identity, "-O", f"verify-time={moment}"]
            code, _, said = _run(["-Y", "verify", *who, *given], message, folder, environ, TO_CHECK)
            if code == 0:
                return Verified("good", key)
            if code is None or "verify-time" in said:  # ended, or older than that option: of OpenSSH 8.8
                return Verified("unchecked", key, said)
    return Verified(
        "foreign", key, f"{SIGNERS} does not allow it for {line(' or '.join(names)) or 'nobody'} at that time"
    )


def _run(
    argv: list[str], given: bytes, folder: Path, environ: Mapping[str, str], limit: int
) -> tuple[int | None, str, str]:
    """Runs the program in a folder and gives its exit code and what it said on both its outputs, a line each; no code
    if it is not there, or was ended since it took too long.
    """
    found, reason = program((PROGRAM,), folder, environ)
    if found is None:
        return None, "", reason
    try:
        done = subprocess.run(  # noqa: S603 (no shell; names come after their options)
            [str(found), *argv],
            cwd=folder,
            env=_surroundings(environ),
            input=given,
            capture_output=True,
            timeout=limit,
            check=False,
            start_new_session=True,  # without a terminal of its own it cannot ask for a passphrase
        )
    except subprocess.TimeoutExpired:
        return None, "", f"{PROGRAM} did not end within {limit} seconds"
    except (OSError, ValueError) as error:
        return None, "", f"{PROGRAM}: {error}"
    return done.returncode, _last(done.stdout), _last(done.stderr)


def _surroundings(environ: Mapping[str, str]) -> dict[str, str]:
    """The caller's environment without what would open a window to ask; times are told in UTC."""
    kept = {k: v for k, v in environ.items() if k not in {"SSH_ASKPASS", "DISPLAY", "WAYLAND_DISPLAY"}}
    return {**kept, "SSH_ASKPASS_REQUIRE": "never", "TZ": "UTC"}


def _last(said: bytes) -> str:
    """The last line of what a program said, safe to show."""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return line(lines[-1].strip().rstrip("."))[:LONGEST] if lines else ""
