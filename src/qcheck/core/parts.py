"""The parts of a workspace that its devices share, told from paths."""

from msgspec import Struct

from qcheck.core.names import HEXADECIMAL

# In a workspace: what is whole files that people edit, and in each job what the record is made of.
SHARED = ("checklists", "templates", "schema")
FILES = ("qcheck.yaml", "allowed_signers", ".gitignore", ".gitattributes")
OF_JOBS = ("record", "checklists", "evidence", "private")
# Where nothing but files and folders may stand: through a link, what is written there would land elsewhere.
GUARDED = {*SHARED, *FILES, "jobs", "inbox", ".qcheck"}
# How much of a blob's id tells the side of a file that was not chosen.
DIGITS = 12


class Part(Struct, frozen=True):
    """Where in a workspace a path leads: the job, which folder of it, and the file's name. Outside of jobs the first
    is empty.
    """

    job: str
    folder: str
    name: str


def part(path: str) -> Part:
    """Which part of a workspace a path is (with slashes, from its root)."""
    first, _, rest = path.partition("/")
    if first == "jobs":
        job, _, rest = rest.partition("/")
        folder, _, name = rest.partition("/")
        return Part(job, folder, name)
    return Part("", first if rest else "", rest or first)


def is_shared(path: str) -> bool:
    """Whether what stands at a path belongs to what devices share; half-written files do not."""
    found = part(path)
    if found.job:
        return found.folder in OF_JOBS and bool(found.name) and not found.name.startswith(".")
    if found.folder:
        return found.folder in SHARED and not any(piece.startswith(".") for piece in path.split("/"))
    return found.name in FILES or is_loser(found.name)


def is_log(path: str) -> bool:
    """Whether a path is that of a log."""
    found = part(path)
    return bool(found.job) and found.folder == "record" and found.name.endswith(".jsonl")


def is_kept(path: str) -> bool:
    """Whether a path is that of a file which never changes, since its digest is its name."""
    found = part(path)
    return bool(found.job) and found.folder in {"checklists", "evidence", "private"}


def is_guarded(path: str) -> bool:
    """Whether nothing but a file may stand at a path."""
    return path.partition("/")[0].casefold() in GUARDED


def is_loser(name: str) -> bool:
    """Whether a file's name is that of a side which was not chosen: `qcheck.1a2b3c4d5e6f.yaml`."""
    pieces = name.rsplit(".", 2)
    return len(pieces) == 3 and len(pieces[1]) == DIGITS and HEXADECIMAL.issuperset(pieces[1])  # noqa: PLR2004


def loser(path: str, blob: str) -> str:
    """Where the side of a file is kept that was not chosen, by the id of its blob."""
    folder, slash, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    return f"{folder}{slash}{stem or suffix}.{blob[:DIGITS]}.{suffix if dot and stem else 'txt'}"


def of_loser(path: str) -> str:
    """The file whose other side a path is: one of the workspace's own, or as its name tells."""
    stem, _, suffix = path.rsplit(".", 2)
    return next((name for name in FILES if name.removeprefix(".") == stem), f"{stem}.{suffix}")
