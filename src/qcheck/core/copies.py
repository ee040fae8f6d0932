"""Copies: the names that programs which share folders give a file when two devices changed it at once."""

import re

from qcheck.core.parts import is_log, part

# What is put behind a file's name, before its ending, by program.
MARKS: dict[str, str] = {
    "Dropbox, Nextcloud, ownCloud": r" \([^()]*conflicted copy[^()]*\)",
    "Dropbox in German": r" \([^()]*in Konflikt stehende Kopie[^()]*\)",
    "Dropbox, names that differ in case": r" \([^()]*Case Conflict[^()]*\)",
    "ownCloud before 2.5": r"_conflict-\d{8}-\d{6}",
    "Syncthing": r"\.sync-conflict-\d{8}-\d{6}(-[A-Z0-9]{7})?",
    "Seafile": r" \(SFConflict [^()]*\)",
    "Resilio": r"\.Conflict( \(\d+\))?",
    "pCloud": r" (\[conflicted\]|\(conflicted\))( \(\d+\))?",
    "Google Drive, Box, browsers": r" ?\(\d+\)",
    "iCloud": r" \d+",
    "OneDrive, the name of the computer": r"-(?=[A-Z0-9-]*[A-Z])[A-Z0-9][A-Z0-9-]*",
    "Windows Explorer": r" - Copy( \(\d+\))?",
}
# The names of logs hold no hyphen, so that a computer's name behind one is told from it in any case of letters.
OF_LOGS = r"-[A-Za-z0-9][A-Za-z0-9-]*"


def original(path: str) -> str:
    """The path of the file that another is a copy of, by its name; empty if it does not look like one."""
    found = part(path)
    name = path.rpartition("/")[2]
    stem, dot, suffix = name.rpartition(".")
    if not (found.name and dot and stem):
        return ""
    marks = [*MARKS.values(), *([OF_LOGS] if is_log(path) else [])]
    for mark in marks:
        if cut := re.fullmatch(f"(.+?)(?:{mark})", stem):
            return f"{path[: len(path) - len(name)]}{cut[1]}.{suffix}"
    return ""
