"""Sign-offs with an SSH key, by real keys and the real `ssh-keygen`."""

import json
import os
import shlex
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT, Shell
from qcheck.store import files

KEYGEN = shutil.which("ssh-keygen")
pytestmark = pytest.mark.skipif(KEYGEN is None, reason="ssh-keygen is not installed; .ci/run installs it")

JOB = "jobs/elm-street-kitchen"
CLIENT = ("handover", "--outcome", "accepted", "--name", "Ann Client")
SETTINGS = 'namespaces="qcheck-signoff"'


def key(folder: Path, name: str, passphrase: str = "") -> Path:
    """A new key in a folder."""
    path = folder / name
    subprocess.run([str(KEYGEN), "-q", "-t", "ed25519", "-N", passphrase, "-C", "", "-f", str(path)], check=True)
    return path


def public(path: Path) -> str:
    """The public half of a key."""
    return path.with_suffix(".pub").read_text(encoding="ascii").strip()


def fingerprint(path: Path) -> str:
    """How a key is named in short."""
    done = subprocess.run([str(KEYGEN), "-l", "-f", str(path)], check=True, capture_output=True, text=True)
    return done.stdout.split()[1]


def allow(shell: Shell, *lines: str) -> None:
    (shell.folder / "allowed_signers").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def log(shell: Shell) -> Path:
    return files.names(shell.folder / JOB / "record", ".jsonl")[0]


@pytest.fixture
def ann(tmp_path: Path) -> Path:
    """Ann Client's key."""
    return key(tmp_path, "ann")


@pytest.fixture
def ready(elm: Shell) -> Shell:
    """A kitchen that is ready."""
    elm("tick", "1-4")
    return elm


@pytest.fixture
def signed(ready: Shell, ann: Path) -> Shell:
    """A kitchen that Ann has signed for with her key."""
    allow(ready, f'"Ann Client" {SETTINGS} {public(ann)}')
    ready(*CLIENT, "--sign", str(ann))
    return ready


def found(shell: Shell, *given: str, code: int, **environment: str) -> list[str]:
    """The lines of an audit about differences and seals."""
    out = shell("audit", *given, code=code, **environment).out
    return [line for line in out.split("\n\n")[0].splitlines() if not line.startswith("    ")]


def test_a_signature_by_a_key_that_is_allowed_holds(signed: Shell, ann: Path) -> None:
    """The audit names the key, the page says that there is one, and nothing stands in the way."""
    line = found(signed, code=0)[1]
    assert line.startswith("  Revision A, accepted by Ann Client, client, ")
    assert line.endswith(f"fits; what its page said fits too; signed with their key {fingerprint(ann)}")
    assert "signature" not in signed("check", code=None).out
    page = (signed.folder / JOB / "reports" / "handover-A.html").read_text(encoding="utf-8")
    assert "recorded by Dana Miller, with a signature by a key" in page
    seal = json.loads(signed("audit", "--json").out)["jobs"][0]["seals"][0]
    assert (seal["signature"], seal["key"]) == ("good", fingerprint(ann))


def test_a_key_that_nobody_could_check_signs_nothing(ready: Shell, ann: Path) -> None:
    """The line that is missing is given, since what is signed cannot be undone."""
    before = log(ready).read_bytes()
    assert ready(*CLIENT, "--sign", str(ann), code=2).err == (
        f"{fingerprint(ann)} signed, and nobody could tell that it is the key of Ann Client: "
        "there is no allowed_signers that says whose it is.\n"
        "Nothing was recorded. Whoever may, adds this line to allowed_signers in the workspace:\n"
        f'  "Ann Client" {SETTINGS} {public(ann)}\n'
    )
    allow(ready, f"olga {SETTINGS} {public(ann)}")
    assert ready(*CLIENT, "--sign", str(ann), code=2).err.splitlines()[0] == (
        f"{fingerprint(ann)} signed, and nobody could tell that it is the key of Ann Client: "
        "allowed_signers does not allow it for Ann Client at that time."
    )
    assert log(ready).read_bytes() == before


def test_someone_of_the_firm_is_known_by_their_short_name(ready: Shell, tmp_path: Path) -> None:
    """As they are in qcheck.yaml."""
    dana = key(tmp_path, "dana")
    allow(ready, f"dana {SETTINGS} {public(dana)}")
    ready("handover", "--outcome", "accepted", "--name", "Dana Miller", "--role", "lead", "--sign", str(dana))
    assert found(ready, code=0)[1].endswith(f"signed with their key {fingerprint(dana)}")


def test_the_usual_key_is_taken_where_none_is_named(ready: Shell, ann: Path, tmp_path: Path) -> None:
    """As ssh does."""
    home = tmp_path / "home"
    (home / ".ssh").mkdir(parents=True)
    allow(ready, f'"Ann Client" {SETTINGS} {public(ann)}')
    assert ready(*CLIENT, "--sign", code=2, HOME=str(home), USERPROFILE=str(home)).err == (
        "There is no SSH key in the usual place.\nName one: --sign FILE. Make one: ssh-keygen -t ed25519\n"
    )
    shutil.copy(ann, home / ".ssh" / "id_ed25519")
    ready(*CLIENT, "--sign", HOME=str(home), USERPROFILE=str(home))
    assert found(ready, code=0)[1].endswith(f"signed with their key {fingerprint(ann)}")


def test_a_key_with_a_passphrase_asks_for_nothing_and_signs_nothing(ready: Shell, tmp_path: Path) -> None:
    """It says what to do instead, at once."""
    locked = key(tmp_path, "locked", "secret")
    allow(ready, f'"Ann Client" {SETTINGS} {public(locked)}')
    start = time.monotonic()
    assert ready(*CLIENT, "--sign", str(locked), code=2, SSH_AUTH_SOCK="", DISPLAY=":9").err == (
        f"{locked} did not sign: incorrect passphrase supplied to decrypt private key.\n"
        "A key with a passphrase signs through ssh-agent: ssh-add FILE, then try again.\n"
    )
    assert time.monotonic() - start < 20
    assert ready(*CLIENT, "--sign", "nothing here", code=2).err == (
        f"{ready.folder / 'nothing here'}: there is no such key.\nCheck the name and the folder: --sign FILE\n"
    )


@pytest.mark.skipif(shutil.which("ssh-agent") is None, reason="ssh-agent is not installed")
def test_a_key_that_an_agent_holds_signs_by_its_public_half(ready: Shell, ann: Path, tmp_path: Path) -> None:
    """The key itself may be elsewhere."""
    agent = subprocess.Popen(["ssh-agent", "-D", "-a", str(tmp_path / "agent")], stdout=subprocess.DEVNULL)
    try:
        socket = str(tmp_path / "agent")
        environment = {**os.environ, "SSH_AUTH_SOCK": socket}
        add = ["ssh-add", "-q", str(ann)]
        for _ in range(100):
            if subprocess.run(add, env=environment, capture_output=True, check=False).returncode == 0:
                break
            agent.poll()
        allow(ready, f'"Ann Client" {SETTINGS} {public(ann)}')
        ann.unlink()
        ready(*CLIENT, "--sign", f"{ann}.pub", SSH_AUTH_SOCK=socket)
    finally:
        agent.terminate()
        agent.wait()
    assert found(ready, code=0)[1].endswith("SHA256:" + fingerprint(ann.with_suffix(".pub")).removeprefix("SHA256:"))


def test_a_key_that_is_another_persons_is_a_finding_of_check_and_audit(
    signed: Shell, tmp_path: Path, ann: Path
) -> None:
    """Whoever takes Ann's key off the list, or puts another's under her name, is found out."""
    other = key(tmp_path, "other")
    allow(signed, f'"Ann Client" {SETTINGS} {public(other)}')
    place = f"{JOB}/record/{log(signed).name}:{len(log(signed).read_bytes().splitlines())}"
    told = (
        f"{place}: block: Revision A is signed with a key that is not known to be the signer's: {fingerprint(ann)}, "
        "allowed_signers does not allow it for Ann Client at that time [signature-foreign]"
    )
    assert told in signed("check", code=1).out.splitlines()
    lines = found(signed, code=1)
    assert lines[0] == told
    assert lines[2].endswith(f"signed with the key {fingerprint(ann)}, which is NOT KNOWN TO BE THEIRS")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (f'{SETTINGS},valid-before="20200101"', 1),
        (f'{SETTINGS},valid-after="20200101"', 0),
        ('namespaces="git"', 1),
    ],
)
def test_a_key_counts_only_while_and_for_what_it_is_allowed(signed: Shell, ann: Path, options: str, code: int) -> None:
    """At the time that the sign-off was recorded."""
    allow(signed, f'"Ann Client" {options} {public(ann)}')
    assert (found(signed, code=code)[0].endswith(" [signature-foreign]")) is bool(code)


def test_a_signature_can_be_checked_without_qcheck(signed: Shell, tmp_path: Path) -> None:
    """By the lines of docs/audit.md, run as they are written there."""
    page = (ROOT / "docs" / "audit.md").read_text(encoding="utf-8")
    script, command = (page.partition(f"```{mark}\n")[2].partition("```")[0] for mark in ("python", "sh"))
    (tmp_path / "extract.py").write_text(script, encoding="utf-8")
    shutil.copy(signed.folder / "allowed_signers", tmp_path)
    subprocess.run([sys.executable, "extract.py", str(log(signed))], cwd=tmp_path, check=True)
    argv = shlex.split(command.partition("<")[0])
    message = (tmp_path / "message").read_bytes()
    done = subprocess.run(argv, cwd=tmp_path, input=message, capture_output=True, check=True)
    assert done.stdout.startswith(b'Good "qcheck-signoff" signature for Ann Client with ED25519 key SHA256:')


def test_a_list_of_signers_from_elsewhere_can_be_taken_instead(signed: Shell, tmp_path: Path, ann: Path) -> None:
    """Whoever may write in the workspace may change its list too."""
    allow(signed, f'"Ann Client" {SETTINGS} {public(key(tmp_path, "other"))}')
    mine = tmp_path / "mine"
    mine.write_text(f'"Ann Client" {public(ann)}\n', encoding="utf-8")
    assert found(signed, "--signers", str(mine), code=0)[1].endswith(f"signed with their key {fingerprint(ann)}")
    assert signed("audit", "--signers", "no such list", code=2).err.startswith("Cannot read ")


def test_a_signature_under_something_else_does_not_fit(signed: Shell) -> None:
    """Not even in a log that was written anew with care."""
    from qcheck.core.events import canonical, digest

    path = log(signed)
    lines = path.read_bytes().splitlines()
    held = json.loads(lines[-1])
    held["body"]["person"] = "Ann Clienta"
    held["id"] = ""
    held["id"] = digest(canonical(held), "")
    path.write_bytes(b"\n".join([*lines[:-1], canonical(held)]) + b"\n")
    lines_ = found(signed, code=1, QCHECK_STATE=str(signed.state.parent / "other"))
    assert lines_[0].endswith(
        "block: The signature by a key under revision A does not fit what stands there: "
        "it was made over something else, or is no signature [signature-bad]"
    )
    assert lines_[2].endswith("; its signature by a key does NOT FIT")
    assert " [signature-bad]" in signed("check", code=1).out


def test_without_ssh_keygen_a_signature_is_never_taken_on_trust(signed: Shell, tmp_path: Path) -> None:
    """The audit ends with 2, for nothing differs and something could not be checked; check keeps the gate shut."""
    (tmp_path / "empty").mkdir()
    environment = {"PATH": str(tmp_path / "empty"), "QCHECK_STATE": str(tmp_path / "elsewhere")}
    lines = found(signed, code=2, **environment)
    assert lines[0].endswith(
        "block: The signature by a key under revision A could not be checked: "
        "ssh-keygen: no such program is installed here [signature-unchecked]"
    )
    assert lines[1] == "Elm Street kitchen: COULD NOT BE CHECKED."
    assert lines[2].endswith("; its signature by a key could not be checked")
    assert " [signature-unchecked]" in signed("check", code=1, **environment).out


def test_names_are_text_to_ssh_keygen_whatever_they_hold(ready: Shell, ann: Path) -> None:
    """Options, patterns and control characters among them: nobody is let in by a name."""
    allow(ready, f'"Ann Client" {SETTINGS} {public(ann)}')
    for name in ("-Y", "*", "Ann*", "Ann Client,*", '" Ann', "\x1b[31mAnn", "!Ann Client", "../ann", "Ann\nClient"):
        err = ready("handover", "--outcome", "accepted", f"--name={name}", "--sign", str(ann), code=2).err
        assert err.startswith(f"{fingerprint(ann)} signed, and nobody could tell that it is the key of ")
        assert "\x1b" not in err


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_list_of_signers_that_is_a_link_is_not_followed(signed: Shell, tmp_path: Path) -> None:
    """It may lead out of the workspace."""
    path = signed.folder / "allowed_signers"
    path.rename(tmp_path / "outside")
    path.symlink_to(tmp_path / "outside")
    assert signed("audit", code=2).err == (
        f"Cannot read {path}: it is a link, and only what lies there itself is read.\n"
    )


def test_an_archive_of_a_job_that_is_signed_with_a_key_is_checked_by_the_list_that_is_given(
    signed: Shell, ann: Path, tmp_path: Path
) -> None:
    """Without a list nothing differs and something could not be checked; the README names the option."""
    signed("archive", "elm", "--out", str(tmp_path / "elm.zip"))
    alone = Shell(tmp_path, signed.state, signed.environment)
    lines = found(alone, "elm.zip", code=2)
    assert lines[0].startswith("elm-street-kitchen/record/")
    assert lines[0].endswith(
        f"block: The signature by a key under revision A could not be checked: {fingerprint(ann)}, "
        "no list of allowed signers was given [signature-unchecked]"
    )
    assert lines[1] == "Elm Street kitchen: COULD NOT BE CHECKED."
    assert "\n    Give the list of allowed signers: --signers FILE\n" in alone("audit", "elm.zip", code=2).out
    signers = str(signed.folder / "allowed_signers")
    assert found(alone, "elm.zip", "--signers", signers, code=0)[1].endswith(
        f"signed with their key {fingerprint(ann)}"
    )
    (tmp_path / "others").write_bytes(b"")
    assert found(alone, "elm.zip", "--signers", "others", code=1)[0].endswith(" [signature-foreign]")
    with zipfile.ZipFile(tmp_path / "elm.zip") as packed:
        readme = packed.read("elm-street-kitchen/README.txt").decode()
    assert "Signatures by keys too:      qcheck audit FILE.zip --signers LIST\n" in readme


def test_a_restore_tells_of_keys_that_are_not_known_here(signed: Shell, tmp_path: Path) -> None:
    """The gate stays shut over them, so it says why before anybody wonders."""
    signed("archive", "elm", "--out", str(tmp_path / "elm.zip"))
    told = "is signed with a key that is not known here"
    assert told not in signed("restore", str(tmp_path / "elm.zip"), "--as", "again").out
    (signed.folder / "allowed_signers").unlink()
    assert (
        "Revision A is signed with a key that is not known here, so its gate stays shut: "
        "add the key to allowed_signers.\n"
    ) in signed("restore", str(tmp_path / "elm.zip"), "--as", "once more").out
