"""Patches: the difference of two texts as `git apply` and `patch -p1` take it."""

import difflib

UNENDED = "\\ No newline at end of file\n"


def patch(before: str, after: str, path: str) -> str:
    """The unified diff of a file's texts; empty where they are the same. Lines end as they do in the file."""
    lines = difflib.unified_diff(_lines(before), _lines(after), f"a/{path}", f"b/{path}")
    return "".join(line if line.endswith("\n") else f"{line}\n{UNENDED}" for line in lines)


def _lines(text: str) -> list[str]:
    """Lines as git counts them: only a line feed ends one."""
    return [line for line in text.replace("\n", "\n\0").split("\0") if line]
