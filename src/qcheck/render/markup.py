"""Markup: texts that Markdown shows as they were written."""

ESCAPED = str.maketrans({**{sign: f"\\{sign}" for sign in "\\`*_{}[]()<>#+-!|~"}, "\n": " ", "&": "&amp;"})


def markdown(text: str) -> str:
    """Text without links, emphasis, HTML or headings that someone's note would make."""
    return text.translate(ESCAPED)
