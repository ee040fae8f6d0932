"""The language that a renderer is to speak, from its assets: `language` its tag, `messages` as an .mo file has them."""

from collections.abc import Mapping

from qcheck.core.tongue import ENGLISH, Tongue


def tongue(assets: Mapping[str, bytes]) -> Tongue:
    """The language; the original one without messages."""
    messages = assets.get("messages", b"")
    if not messages:
        return ENGLISH
    from gettext import GNUTranslations  # 2 ms, only for what is not in English
    from io import BytesIO

    return Tongue(assets["language"].decode(), GNUTranslations(BytesIO(messages)))
