"""Meaning: text made comparable, and the digest of what an item asks."""

import hashlib


def tidy(text: str) -> str:
    """Text as it is compared and shown: composed Unicode, runs of white space as one space."""
    if not text.isascii():
        import unicodedata  # 1 ms, and most text is ASCII

        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def fingerprint(text: str, accept: str) -> str:
    """The digest of what an item means, white space aside: another one turns its answers stale."""
    meaning = "\0".join(("check", tidy(text), tidy(accept)))
    return "v1:" + hashlib.sha256(meaning.encode()).hexdigest()[:32]
