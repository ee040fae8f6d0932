"""Quoting: a text as one line of YAML that reads back as it is."""

from qcheck.core.nodes import FLAGS, NULLS

# What YAML 1.1, and so many an editor, takes for true or false.
WORDS = frozenset({"yes", "no", "on", "off", "y", "n", *FLAGS, *NULLS})


def scalar(text: str) -> str:
    """A tidied text as a value in block style: bare where no reader could take it for something else."""
    bare = (
        text.isprintable()
        and text[:1].isalpha()
        and ": " not in text
        and " #" not in text
        and not text.endswith(":")
        and text.casefold() not in {word.casefold() for word in WORDS}
    )
    return text if bare else quoted(text)


def quoted(text: str) -> str:
    """A tidied text in double quotes, as it may stand anywhere."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
