"""JSON: a view as machines read it; its schema is in `schema/`."""

from collections.abc import Mapping
from typing import Any

import msgspec

from qcheck.core.phrase import plain


def view(of: Any, _: Mapping[str, bytes]) -> bytes:
    """A view as indented JSON with a line feed."""
    return msgspec.json.format(msgspec.json.encode(of, enc_hook=plain), indent=2) + b"\n"
