"""The trade's own words as commands: `qcheck snag` where `terminology:` calls a punch item so."""

import unicodedata
from collections.abc import Mapping

# The terms whose word reads right as a command, and the command that it is then.
COMMANDS = {"punch item": "punch", "complaint": "complain", "handover": "handover", "waiver": "waive"}

# The names that are taken: a word that is one of them stays that command. A test holds them to the table of commands.
TAKEN = frozenset((
    "open", "status", "walk", "next", "tick", "fail", "na", "note", "undo", "found", "attach", "release",
    "witness", "punch", "complain", "contact", "handover", "jobs", "due", "plan", "agree", "upgrade", "waive",
    "report", "rate", "log", "learn", "stats", "check", "run", "explain", "rules", "init", "lists", "show",
    "lint", "trust", "templates", "demo", "forget", "restore", "archive", "audit", "sync", "clone",
    "diff",
    "resolve", "sheet",
))  # fmt: skip


def spelled(word: str) -> str:
    """A word as it is typed for a command: in lower case, with dashes for blanks; letters of any script stay."""
    return "-".join(unicodedata.normalize("NFC", word.casefold()).split())


def commands(terminology: Mapping[str, str]) -> dict[str, str]:
    """The words that are commands beside the names there are, each with the command that it is; of two terms with one
    word the first in the table has it.
    """
    found: dict[str, str] = {}
    for term, command in COMMANDS.items():
        word = spelled(terminology.get(term, ""))
        if word and word not in TAKEN and not word.startswith("-"):
            found.setdefault(word, command)
    return found
