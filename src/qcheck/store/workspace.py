"""Workspace: the folder with `qcheck.yaml`; found from any folder below it, made by `init`."""

from pathlib import Path

from qcheck.errors import NotFound, Refused
from qcheck.store import files

SETTINGS = "qcheck.yaml"
# What a workspace that came as a copy could hold as links, so that something else were read or written.
OWN = (".qcheck", ".qcheck/cache", ".qcheck/lock", "jobs", "checklists", "templates")

GITIGNORE = """\
# What qcheck can make again, and what belongs to this device alone; photos in the inbox are no part of a job yet.
.qcheck/
/inbox/
"""

GITATTRIBUTES = """\
# Logs only grow: a merge keeps every line of both sides. Their bytes are what their digests are made of.
jobs/*/record/*.jsonl -text merge=union
jobs/*/checklists/* -text
jobs/*/private/* -text
jobs/*/evidence/* -text
"""

README = """\
Your own checklists go here, one YAML file each. A list here takes the place of a shipped one of the same name.
See `qcheck lists`, and `qcheck lists --copy NAME` to start from a shipped one.
"""


def find(start: Path) -> Path | None:
    """The nearest folder from `start` upwards that is a workspace; else the only one directly below it.

    Raises `StorageFailed` where a part of it is a link: what it leads to is no part of a workspace.
    """
    root = _around(start)
    if root is None:
        return None
    for name in OWN:
        files.require_no_link(root / name)
    return root


def _around(start: Path) -> Path | None:
    above = next((folder for folder in (start, *start.parents) if (folder / SETTINGS).is_file()), None)
    if above:
        return above
    below = _below(start)
    return below[0] if len(below) == 1 else None


def _below(start: Path) -> list[Path]:
    return [start / name for name in files.folders(start) if (start / name / SETTINGS).is_file()]


def prefix(root: Path) -> str:
    """Where a workspace is in the repository around it, as `jobs-2026/`; empty if it is its top, or in none.

    The folder above that holds `.git` is taken for it: git itself is not asked, which would be its start for one name.
    """
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    inside = root.relative_to(top).as_posix()
    return "" if inside == "." else f"{inside}/"


def require(start: Path) -> Path:
    """The same, or `NotFound` with what to do."""
    root = find(start)
    if root is None and (below := _below(start)):
        named = ", ".join(folder.name for folder in below)
        raise NotFound(f"There are several workspaces here: {named}.", f"Say which: qcheck -C {below[0].name}")
    if root is None:
        raise NotFound(
            f"There is no workspace here: no {SETTINGS} in {start} or above it.",
            "Make one: qcheck init. Or see a job played: qcheck demo",
        )
    return root


def make(root: Path, settings: str, schemas: dict[str, bytes]) -> None:
    """Lays out a new workspace. Files that are there already are left alone, but git's get the lines they lack.

    Raises `Refused` where there is a `qcheck.yaml`.
    """
    if (root / SETTINGS).exists():
        raise Refused(
            f"{root} is a workspace already.", "Nothing was changed. Open a job: qcheck open NAME --checklist LIST"
        )
    laid = {
        "checklists/README.md": README.encode(),
        **{f"schema/{name}.schema.json": content for name, content in schemas.items()},
        SETTINGS: settings.encode(),
    }
    for name, lines in ((".gitignore", GITIGNORE), (".gitattributes", GITATTRIBUTES)):
        held = files.read_if_there(root / name) or b""
        if lines.encode() not in held:
            laid[name] = held + (b"" if not held or held.endswith(b"\n") else b"\n") + lines.encode()
    for name, content in laid.items():
        if name.startswith(".git") or files.read_if_there(root / name) is None:
            files.write(root / name, content)


def jobs(root: Path) -> list[str]:
    """The ids of all jobs: the folders in `jobs/`. One whose record is gone is among them: it is not ready."""
    return files.folders(root / "jobs")


def has_record(root: Path, job: str) -> bool:
    """Whether anything was ever said about a job here; opening one that was interrupted leaves none."""
    return bool(files.names(root / "jobs" / job / "record", ".jsonl"))


def last_job(root: Path) -> str:
    """The job that this device used last; empty if none."""
    return (files.read_if_there(root / ".qcheck" / "job") or b"").decode("utf-8", "replace").strip()


def use_job(root: Path, job: str) -> None:
    """Remembers the job that was used, unless it is remembered already."""
    if last_job(root) != job:
        files.write(root / ".qcheck" / "job", job.encode())


def last_sync(root: Path) -> str:
    """When this device last exchanged what was recorded (UTC, as in the record); empty if never."""
    return (files.read_if_there(root / ".qcheck" / "synced") or b"").decode("utf-8", "replace").strip()


def note_sync(root: Path, at: str) -> None:
    """Remembers that it did now."""
    files.write(root / ".qcheck" / "synced", at.encode(), lasting=False)


def job_of_folder(root: Path, folder: Path) -> str:
    """The job whose folder one is in; empty if none."""
    try:
        parts = folder.resolve().relative_to((root / "jobs").resolve()).parts
    except ValueError:
        return ""
    return parts[0] if parts else ""


def home(environ: dict[str, str], platform: str) -> Path:
    """Where this installation keeps what it remembers, by the custom of the system; `QCHECK_STATE` overrides it."""
    if environ.get("QCHECK_STATE"):
        return Path(environ["QCHECK_STATE"])
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "qcheck"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "qcheck"
    return Path(environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "qcheck"


def device_user(environ: dict[str, str]) -> str:
    """The login name of whoever runs this process; only offered, never recorded unasked."""
    return environ.get("USER") or environ.get("USERNAME") or environ.get("LOGNAME", "")
