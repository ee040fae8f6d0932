"""Similar words: what was most likely meant."""

import difflib


def near(word: str, known: tuple[str, ...] | list[str]) -> str:
    """The known word that was most likely meant, or an empty string."""
    folded = {k.casefold(): k for k in known}
    match = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return folded[match[0]] if match else ""
