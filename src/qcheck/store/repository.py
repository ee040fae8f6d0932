"""The repository around a workspace: what git says of it."""

import os
from pathlib import Path

from msgspec import Struct

from qcheck.core import remote
from qcheck.core.parts import is_shared
from qcheck.errors import Refused
from qcheck.store import files, workspace
from qcheck.store.git import Done, Git, said

# What git may change of bytes that are named by their digest, or run on them, whatever a `.gitattributes` that came
# with a merge says. Of two such files this one counts.
ATTRIBUTES = (
    ("**", "-filter -ident -working-tree-encoding"),
    ("jobs/*/record/*.jsonl", "-text merge=union"),
    *((f"jobs/*/{folder}/*", "-text") for folder in ("checklists", "private", "evidence")),
)


class Repository(Struct, frozen=True):
    """A repository with a workspace in it: git called there, its top folder, where in it the workspace is (empty, or
    ending in a slash), git's own folder, and its settings by key.
    """

    git: Git
    top: Path
    prefix: str
    folder: Path
    settings: dict[str, str]

    def inside(self, path: str) -> str:
        """A path of the repository as one of the workspace; empty if it is not in there."""
        return path.removeprefix(self.prefix) if path.startswith(self.prefix) else ""

    def shared(self, path: str) -> bool:
        """Whether a path of the repository is among what devices share."""
        return is_shared(self.inside(path))


def around(root: Path, environ: dict[str, str]) -> Repository | None:
    """The repository that a workspace is in; None if it is in none. Raises `Refused` for one that cannot be used."""
    try:
        git = Git(root, environ)
    except Refused:
        if any((folder / ".git").exists() for folder in (root, *root.parents)):
            raise
        return None
    places = git.start("rev-parse", "--show-toplevel", "--show-prefix", "--absolute-git-dir", "--git-common-dir")
    settings = git.start("config", "--list", "--show-scope", "-z")
    asked, listed = places.wait(), settings.wait()
    if asked.code:
        if "not a git repository" in asked.err:
            return None
        raise Refused(f"git cannot work here: {said(asked)}")
    lines = asked.lines()
    if len(lines) != 4:  # noqa: PLR2004 (one for each of the questions)
        raise Refused("The name of the folder holds a line break, which git cannot be asked about.", "Rename it.")
    top, prefix, folder, common = lines
    git.folder = Path(top)
    _require_own(git, top, prefix)
    repository = Repository(git, Path(top), prefix, Path(folder), _settings(git, listed))
    _lay_attributes(root / common / "info" / "attributes", prefix)
    return repository


def fresh(git: Git, folder: Path, prefix: str) -> Repository:
    """A repository that was just cloned and has no files on the disk yet, with the workspace at a place in it."""
    _lay_attributes(folder / ".git" / "info" / "attributes", prefix)
    return Repository(git, folder, prefix, folder / ".git", {})


def _require_own(git: Git, top: str, prefix: str) -> None:
    """A workspace below the top of a repository has to be part of it: not every folder around one is meant."""
    if prefix and git.run("ls-files", "--error-unmatch", "--", f"{prefix}{workspace.SETTINGS}").code:
        raise Refused(
            f"The repository in {top} does not hold this workspace: its {workspace.SETTINGS} is not in there.",
            "Make one of its own: git init -b main. Or add it there: git add qcheck.yaml",
        )


def _settings(git: Git, listed: Done) -> dict[str, str]:
    """The settings by key, the last word of each. Raises `Refused` where those of the repository run programs."""
    if listed.code:
        raise Refused(f"git cannot read its settings: {said(listed)}")
    parts = os.fsdecode(listed.out).split("\0")
    settings: dict[str, str] = {}
    own: list[str] = []
    for scope, setting in zip(parts[::2], parts[1::2], strict=False):
        key, _, value = setting.partition("\n")
        if not (key in settings and key.startswith("remote.") and remote.wrong(settings[key])):  # no other hides it
            settings[key] = value
        if scope in {"local", "worktree"}:
            own.append(key)
    if found := remote.running(own):
        raise Refused(
            f"The settings that came with this repository would have git run a program, or go elsewhere: "
            f"{', '.join(found)}.",
            f"If they are yours, move them into your own: git config --global {found[0]} …; then remove them here: "
            f"git config --unset-all {found[0]}",
        )
    if "core.sshcommand" not in settings:
        git.batch_ssh()
    return settings


def _lay_attributes(path: Path, prefix: str) -> None:
    escaped = "".join(f"\\{char}" if char in "*?[\\" else char for char in prefix)
    lines = "".join(f"{_quoted(escaped + pattern)} {what}\n" for pattern, what in ATTRIBUTES)
    held = (files.read_if_there(path) or b"").decode("utf-8", "surrogateescape")
    if lines not in held:
        begun = held if not held or held.endswith("\n") else f"{held}\n"
        files.write(path, (begun + lines).encode("utf-8", "surrogateescape"))


def _quoted(pattern: str) -> str:
    """A pattern as a line of attributes begins with it: one with a blank in it stands in quotes."""
    if not any(char in pattern for char in ' \t"#!'):
        return pattern
    return '"' + pattern.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"'


def branch_of(repository: Repository) -> str:
    """The branch that the files are on; empty on an old state. Read from where git keeps it, or asked of git."""
    held = (files.read_if_there(repository.folder / "HEAD") or b"").decode("utf-8", "surrogateescape").strip()
    mark = "ref: refs/heads/"
    if held.startswith(mark) and not held.endswith(".invalid"):
        return held.removeprefix(mark)
    return "".join(repository.git.run("symbolic-ref", "-q", "--short", "HEAD").lines())


def blobs(git: Git, names: list[str]) -> list[bytes | None]:
    """The contents of blobs by their ids, or of `COMMIT:PATH`; None for one that is not there."""
    if not names:
        return []
    given = b"".join(os.fsencode(name) + b"\n" for name in names if "\n" not in name)
    rest = git.must("cat-file", "--batch", given=given).out
    found: list[bytes | None] = []
    for name in names:
        if "\n" in name:
            found.append(None)
            continue
        head, _, rest = rest.partition(b"\n")
        words = head.split(b" ")
        if len(words) != 3 or not words[2].isdigit():  # noqa: PLR2004 (id, type, size)
            found.append(None)
            continue
        size = int(words[2])
        found.append(rest[:size])
        rest = rest[size + 1 :]
    return found


def refs(git: Git, *patterns: str) -> dict[str, str]:
    """The refs that begin so, with what each points to."""
    printed = git.must("for-each-ref", "--format=%(objectname) %(refname)", "--", *patterns).lines()
    return {ref: ident for ident, _, ref in (line.partition(" ") for line in printed)}


def remote_of(repository: Repository, branch: str) -> tuple[str, str]:
    """The remote that a branch goes to, and its branch there; no name where there is none. Raises `Refused` where it
    is not known which of several is meant, or its address is none that git may be sent to.
    """
    settings = repository.settings
    every = [key[7:-4] for key in settings if key.startswith("remote.") and key.endswith(".url")]
    name = settings.get(f"branch.{branch}.remote", "")
    if not name and every:
        name = "origin" if "origin" in every else every[0] if len(every) == 1 else ""
        if not name:
            raise Refused(
                f"There are several remotes: {', '.join(every)}.", f"Say which: git config branch.{branch}.remote NAME"
            )
    there = settings.get(f"branch.{branch}.merge", "").removeprefix("refs/heads/") or branch
    for key in (f"remote.{name}.url", f"remote.{name}.pushurl"):
        if (url := settings.get(key)) is not None and (wrong := remote.wrong(url)):
            raise Refused(f"The address of {name} will not do: {wrong}.", f"Set it anew: git remote set-url {name} URL")
    if name and name not in every:
        raise Refused(f"This branch goes to {name}, and there is no such remote.", f"git remote add {name} URL")
    if name.startswith("-"):
        raise Refused("The remote's name begins like an option.", "Rename it: git remote rename")
    return name, there


def author(repository: Repository, person: str, ident: str) -> dict[str, str]:
    """Who commits: the speaker, with the mail address that git has for this machine, or none that leads anywhere.

    Left to itself git would make one of the login and the machine's name.
    """
    name = " ".join("".join(c for c in person if c.isprintable() and c not in "<>").split()) or "qcheck"
    mail = repository.settings.get("user.email", "").strip() or f"{ident or 'qcheck'}@qcheck.invalid"
    return {
        f"GIT_{role}_{what}": text
        for role in ("AUTHOR", "COMMITTER")
        for what, text in (("NAME", name), ("EMAIL", mail))
    }
