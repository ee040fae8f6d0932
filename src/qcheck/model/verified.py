"""Verified: what came of checking a signature by a key."""

from typing import Literal

from msgspec import Struct

How = Literal["good", "bad", "foreign", "unchecked"]


class Verified(Struct, frozen=True):
    """`good`: the key signed exactly this, and is allowed to for that name at that time; `foreign`: it signed this, and
    is not allowed to; `bad`: it did not sign this; `unchecked`: that cannot be told here. `key` is its fingerprint,
    `reason` says why it is not good.
    """

    how: How
    key: str = ""
    reason: str = ""
