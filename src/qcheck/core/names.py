"""Names that become parts of file names: checked before any path is made of them."""

HEXADECIMAL = frozenset("0123456789abcdef")
SLUG = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
DIGEST_LENGTH = 64


def is_slug(text: str) -> bool:
    """Lower-case ASCII letters and digits, in words joined by single hyphens."""
    return all(word and SLUG.issuperset(word) for word in text.split("-"))


def is_digest(text: str) -> bool:
    """A SHA-256 in lower-case hexadecimal."""
    return len(text) == DIGEST_LENGTH and HEXADECIMAL.issuperset(text)
