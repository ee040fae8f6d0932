"""Names: ids made from words, and those that become parts of file names checked before any path is made."""

import re

HEXADECIMAL = frozenset("0123456789abcdef")
SLUG = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
DIGEST_LENGTH = 64
LONGEST_ID = 60
LONGEST_FILE = 255
# Names of devices that no file may have on Windows.
DEVICES = frozenset({"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(1, 10))})
FORBIDDEN = frozenset('<>:"/\\|?*')
NUMBER = r"[0-9]+(e[0-9]+)?|0x[0-9a-f]+|0o[0-7]+"


def is_slug(text: str) -> bool:
    """Lower-case ASCII letters and digits, in words joined by single hyphens; no longer than a file's name may be."""
    return len(text) <= LONGEST_ID and all(word and SLUG.issuperset(word) for word in text.split("-"))


def is_digest(text: str) -> bool:
    """A SHA-256 in lower-case hexadecimal."""
    return len(text) == DIGEST_LENGTH and HEXADECIMAL.issuperset(text)


def is_file_name(text: str) -> bool:
    """Whether a file may be called that on every system: not hidden, no device, and nothing in it that is no name."""
    return (
        bool(text)
        and text.isprintable()
        and not (text.startswith((".", " ", "-")) or text.endswith((".", " ")))
        and FORBIDDEN.isdisjoint(text)
        and len(text.encode()) <= LONGEST_FILE
        and text.partition(".")[0].upper() not in DEVICES
    )


def wordlike(text: str) -> str:
    """An id with a letter in it, made from a number."""
    digits = re.sub(r"\W+", "-", text).strip("-").lower()
    return f"item-{digits}" if digits else "item"


def suggest_id(text: str) -> str:
    """An id made from words, to offer where none or a wrong one was written."""
    import unicodedata  # 1 ms, only where an id is made

    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", plain)[:4])[:LONGEST_ID].rstrip("-")
    return wordlike(slug) if not slug or re.fullmatch(NUMBER, slug.replace("-", "")) else slug


def plain_words(text: str) -> str:
    """The words of a text in lower case, joined by hyphens: letters of any script, without accents, and digits."""
    if not text.isascii():
        import unicodedata  # 1 ms, and most text is ASCII

        parts = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
        text = unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))
    return "-".join(re.findall(r"[^\W_]+", text.casefold()))
