"""Paper: a page that was set as PDF."""

from msgspec import Struct


class Paper(Struct, frozen=True):
    """A file of PDF; `missing` are the signs that no font here has, which show as their numbers."""

    content: bytes
    missing: tuple[str, ...] = ()
