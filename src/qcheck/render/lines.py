"""Lines: what runs on in a paragraph, as runs of text that each look alike."""

import re
import unicodedata
from typing import Any

from qcheck.core.clean import clean
from qcheck.render.dom import Element

# How a run looks, a letter each: bold, quiet, of one width, a tag, ornament that is not read out. The typesetter adds
# one for the number of a sign that no font has (store/typesetter.py).
LOOKS = {"strong": "b", "b": "b", "code": "m", "kbd": "m", "samp": "m"}
CLASSES = {"value": "b", "fine": "q", "count": "q", "later": "q", "when": "q", "digest": "m", "tag": "t"}
CLASSES |= {"fail": "b", "contested": "b"}
# What keeps a text of another direction from turning what stands around it.
ISOLATE, ISOLATED = "\u2068", "\u2069"
# A box to tick, the end of a line, a line to write on.
BOX, BREAK, LINE = "box", "break", "line"
APART = frozenset({BOX, BREAK, LINE})
# A word that is longer than a column is wide: one of letters that stand alone sooner, any but of those between which a
# line may end anyway later.
LONG_WORD, LONG = "w", 25
_LONG = re.compile(
    rf"([!-~\u00a1-\u058f\u10a0-\u10ff\u1e00-\u1fff\u2010-\u2bff]{{{LONG},}}"
    r"|[^\s\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\uffef\U0001f000-\U0003ffff]{80,})"
)
_SPACE = re.compile(r"[ \t\r\n\f]+")

Run = list[str]


class Lines:
    """Gathers the runs of one paragraph; `kept` if the ends of its lines are the writer's own."""

    def __init__(self, *, kept: bool = False) -> None:
        self.kept = kept
        self.gathered: list[Run] = []

    def add(self, text: str, looks: str = "", *, kept: bool = False) -> None:
        """A text, white space as a browser has it."""
        pieces = clean(text).split("\n") if self.kept or kept else [clean(text)]
        for number, piece in enumerate(pieces):
            if number:
                self._run("\n", BREAK)
            self._run(_SPACE.sub(" ", piece), looks)

    def _run(self, text: str, looks: str) -> None:
        last = self.gathered[-1] if self.gathered else ["", BREAK]
        if looks not in APART and text.startswith(" ") and (last[1] == BREAK or last[0].endswith(" ")):
            text = text[1:]
        if not text:
            return
        if last[1] == looks and looks not in APART and self.gathered:
            last[0] += text
        else:
            self.gathered.append([text, looks])

    def element(self, each: Element, looks: str = "", *, kept: bool = False) -> None:
        """An element that runs on, with all that is in it."""
        if each.tag == "br":
            self._run("\n", BREAK)
            return
        if "inline-label" in each.classes or "hidden" in each.attributes:
            return
        if "box" in each.classes:
            self._run("☐", BOX)
        if "write" in each.classes:
            self._run(" ", LINE)
        looks = _looks(each, looks)
        if each.tag == "bdi":
            self._run(ISOLATE, looks)
        self.inside(each, looks, kept=kept or bool({"said", "site"} & each.classes))
        if each.tag == "bdi":
            self._run(ISOLATED, looks)

    def inside(self, each: Element, looks: str = "", *, kept: bool = False) -> None:
        """What is in an element."""
        for part in each.inside:
            if isinstance(part, str):
                self.add(part, looks, kept=kept)
            elif part.tag not in {"script", "style"}:
                self.element(part, looks, kept=kept)

    def runs(self) -> list[Run]:
        """What was gathered, without space at its ends; a word that is longer than any line is a run of its own."""
        runs, self.gathered = self.gathered, []
        while runs and runs[0][1] not in {BOX, LINE} and not runs[0][0].strip(" \n"):
            runs = runs[1:]
        while runs and runs[-1][1] not in {BOX, LINE} and not runs[-1][0].strip(" \n"):
            runs = runs[:-1]
        if runs:
            runs = [*runs[:-1], [runs[-1][0].rstrip(" ") or " ", runs[-1][1]]]
        return [part for text, looks in runs for part in _split(text, looks)]

    def taken(self, style: str = "") -> list[dict[str, Any]]:
        """What was gathered as a paragraph; nothing where there was only space."""
        runs = self.runs()
        return [{"k": "p", "style": style, "runs": runs, "rtl": rtl(runs)}] if runs else []


def _split(text: str, looks: str) -> list[Run]:
    if looks in APART or len(text) < LONG:
        return [[text, looks]]
    pieces = _LONG.split(text)
    return [[piece, looks + LONG_WORD * (number % 2)] for number, piece in enumerate(pieces) if piece]


def _looks(each: Element, looks: str) -> str:
    """How what is in an element looks, beside how it looked around it."""
    own = {LOOKS.get(each.tag, ""), *(CLASSES.get(name, "") for name in each.classes)}
    if each.attributes.get("aria-hidden") == "true":
        own.add("a")
    return "".join(sorted({*looks, *"".join(own)}))


def rtl(runs: list[Run]) -> bool:
    """Whether a paragraph is written from the right: its first letter decides."""
    kinds = (unicodedata.bidirectional(sign) for text, _ in runs for sign in text)
    return next((kind in {"R", "AL"} for kind in kinds if kind in {"L", "R", "AL"}), False)
