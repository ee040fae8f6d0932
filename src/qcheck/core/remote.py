"""Remotes: which addresses git may be sent to, and which settings of a repository run programs."""

import re
from collections.abc import Iterable

# What an address may begin with; anything by which git would start a program of another name is not among them.
PROTOCOLS = ("file", "git", "http", "https", "ssh")

# Keys that have git run a program, go to another address, or read other settings, by pattern. In someone's own
# settings they are their own choice; in those of a repository they come along with a folder that was copied.
RUNNING = (
    r"core\.(sshcommand|gitproxy|askpass|alternaterefscommand|worktree)",
    r"credential\.(.*\.)?helper",
    r"remote\..*\.(uploadpack|receivepack|vcs)",
    r"url\..*\.(insteadof|pushinsteadof)",
    r"(gpg|gpg\..*)\.(program|defaultkeycommand)",
    r"http\.(.*\.)?(proxy|sslverify)",
    r"remote\..*\.proxy",
    r"(include|includeif\..*)\.path",
    r"gc\.recentobjectshook",
)
_RUNNING = re.compile("|".join(RUNNING))


def wrong(url: str) -> str:
    """What is wrong with an address, as the end of a sentence; empty if git may be sent there."""
    if not url.strip():
        return "it is empty"
    if url.startswith("-"):
        return "it begins like an option"
    if any(ord(char) < 32 or ord(char) == 127 for char in url):  # noqa: PLR2004 (the first printable one, and DEL)
        return "it holds control characters"
    if re.match(r"[A-Za-z0-9+.-]*::", url):
        return "it would start a program of its own"
    scheme, mark, rest = url.partition("://")
    if mark and scheme.lower() not in PROTOCOLS:
        return f"git is sent to {', '.join(PROTOCOLS[:-1])} and {PROTOCOLS[-1]} only"
    if mark and rest.startswith("-"):
        return "its host begins like an option"
    host, colon, path = url.partition(":")
    if not mark and colon and "/" not in host and (path.startswith("-") or host.startswith("-")):
        return "its path begins like an option"
    return ""


def running(keys: Iterable[str]) -> tuple[str, ...]:
    """The keys of a repository's own settings that would run a program or lead git elsewhere."""
    return tuple(sorted({key for key in keys if _RUNNING.fullmatch(key.casefold())}))


def named(url: str) -> str:
    """The folder that a clone is made in if none is named: the last part of its address."""
    last = re.split(r"[/:\\]", url.rstrip("/\\"))[-1]
    return last.removesuffix(".git").strip(". ")
