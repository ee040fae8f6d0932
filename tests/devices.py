"""Devices of one firm: workspaces with installations of their own that share a repository, as real processes."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conftest import Shell

GIT = shutil.which("git") or "git"
PROVOKED = "import os, signal, sys, time\n"


@dataclass
class Device(Shell):
    """A workspace in which qcheck and git are run."""

    def git(self, *arguments: str, code: int | None = 0) -> str:
        """Runs git by hand."""
        done = subprocess.run(
            [GIT, *arguments], cwd=self.folder, env=self.environment, capture_output=True, check=False, timeout=60
        )
        assert code is None or done.returncode == code, (arguments, done.stdout, done.stderr)
        return done.stdout.decode("utf-8", "replace")

    def sync(self, code: int | None = 0) -> str:
        """Syncs and gives what it said."""
        return self("sync", code=code).out

    def record(self, job: str = "elm-street-kitchen") -> dict[str, bytes]:
        """The logs of a job by name."""
        folder = self.folder / "jobs" / job / "record"
        return {path.name: path.read_bytes() for path in sorted(folder.glob("*.jsonl"))}

    def lines(self, job: str = "elm-street-kitchen") -> set[bytes]:
        """All lines of a job's record."""
        return {line for log in self.record(job).values() for line in log.splitlines()}

    def standings(self) -> list[str]:
        """How each item of the job stands."""
        rows = [row.split("\t") for row in self("status", "--porcelain").out.splitlines()]
        return [row[3] for row in rows if row[0] == "item"]

    def findings(self) -> set[str]:
        """The codes of the job's findings."""
        report: dict[str, Any] = json.loads(self("check", "--output", "json=-", code=None).out)
        return {f["code"] for check in report["checks"] for f in check["findings"]}

    def files(self) -> dict[str, bytes]:
        """All files but those of git and of this device alone."""
        every = (path for path in self.folder.rglob("*") if path.is_file())
        inside = ((path.relative_to(self.folder), path) for path in every)
        return {
            relative.as_posix(): path.read_bytes()
            for relative, path in inside
            if relative.parts[0] not in {".git", ".qcheck"}
        }


def environment(of: Shell, base: Path) -> dict[str, str]:
    """An environment in which git knows nobody and nothing of this machine."""
    kept = {k: v for k, v in of.environment.items() if not k.startswith(("GIT_", "SSH_"))}
    empty = base / "gitconfig"
    empty.touch()
    return {**kept, "GIT_CONFIG_GLOBAL": str(empty), "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(base)}


def first(workspace: Shell, base: Path) -> Device:
    """The device that begins: a workspace with the job Elm Street kitchen, sent to a bare repository."""
    device = Device(workspace.folder, workspace.state, environment(workspace, base))
    device("open", "Elm Street kitchen", "--checklist", "kitchen", "--handover", "2099-12-04", "--client", "Ann Client")
    device.git("init", "-q", "--bare", "-b", "main", str(base / "remote.git"))
    device.git("init", "-q", "-b", "main")
    device.git("remote", "add", "origin", str(base / "remote.git"))
    device.sync()
    return device


def another(of: Device, name: str, person: str) -> Device:
    """Another device of the same firm, with a clone."""
    base = of.folder.parent
    above = Device(base, base / f"state-{name}", {**of.environment, "QCHECK_STATE": str(base / f"state-{name}")})
    above("clone", str(base / "remote.git"), name, "--as", person)
    return Device(base / name, above.state, above.environment)


def wrapped(device: Device, script: str) -> Device:
    """The same device with a program in place of git: Python that has `real`, the path of git, and `arguments`."""
    folder = device.folder.parent / f"bin-{device.folder.name}"
    folder.mkdir(exist_ok=True)
    program = folder / "git"
    head = f"#!{shutil.which('python3')}\n{PROVOKED}real, arguments = {GIT!r}, sys.argv[1:]\n"
    program.write_text(f"{head}{script}\nos.execv(real, [real, *arguments])\n", encoding="utf-8")
    program.chmod(0o755)
    path = f"{folder}{os.pathsep}{device.environment.get('PATH', '')}"
    return Device(device.folder, device.state, {**device.environment, "PATH": path})
