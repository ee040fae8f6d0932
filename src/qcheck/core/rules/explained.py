"""What a rule says of itself: the text that `qcheck explain`, the documentation and machine outputs show."""

import inspect
from importlib import import_module

from qcheck.core.rules.table import RULES


def explanation(code: str) -> str:
    """The whole text of a rule, its first paragraph being what it finds."""
    module, _, name = RULES[code].where.partition(":")
    return inspect.getdoc(getattr(import_module(module), name)) or ""


def summary(text: str) -> str:
    """The first paragraph of such a text, on one line."""
    return " ".join(text.partition("\n\n")[0].split())
