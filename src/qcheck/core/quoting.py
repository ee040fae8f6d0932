"""Quoting: any text as a YAML string."""

import json


def quoted(text: str) -> str:
    """A text as a YAML string that reads back to the same: what cannot be seen is escaped."""
    escaped = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped)
