"""The items that a job has by what was promised and agreed: their texts, which are ours and not a list's."""

from collections.abc import Callable

from qcheck.core.phrase import phrase

SCOPE, AGREED = "scope", "agreed"
SCOPE_TITLE = phrase("What was promised")
AGREED_TITLE = phrase("Agreed changes")
READ_BACK = "Read back to the client: "
PROMISED = "As promised: "
AS_AGREED = "As agreed: "
NOTHING_LEFT = "nothing is left of it"
_TEXTS: dict[str, Callable[[str], str]] = {
    READ_BACK: lambda text: phrase("Read back to the client: {text}", text=text),
    PROMISED: lambda text: phrase("As promised: {text}", text=text),
    AS_AGREED: lambda text: phrase("As agreed: {text}", text=text),
}
_TITLES = {str(title): title for title in (SCOPE_TITLE, AGREED_TITLE)}


def scoped(subject: str, text: str) -> str:
    """The text or the title of an item, as a phrase if it is one of these."""
    if not subject.startswith((f"{SCOPE}/", f"{AGREED}/")):
        return text
    for beginning, made in _TEXTS.items():
        if text.startswith(beginning):
            rest = text.removeprefix(beginning)
            return made(phrase("nothing is left of it") if rest == NOTHING_LEFT else rest)
    return _TITLES.get(text, text)
