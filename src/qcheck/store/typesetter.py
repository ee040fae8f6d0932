"""The typesetter: a program of its own that sets a galley as PDF with typst, so that it can be ended from outside.

It sets `main.typ` of the folder that it is started in, and writes MessagePack. It reads nothing outside of that folder
but fonts of the machine, and those only for signs that typst's own have not.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import msgspec
import typst

STANDARDS: Any = ["a-2a", "ua-1"]  # its types know no shorter list than that of all
# Fonts inside typst: Latin, Greek, Cyrillic, Hebrew; then symbols.
OWN, FIXED = ("Libertinus Serif", "DejaVu Sans Mono"), ("DejaVu Sans Mono", "Libertinus Serif")
# Fonts of machines in the order in which they are asked for a sign; after them, any that has it.
FOUND = (
    "Noto Sans", "DejaVu Sans", "Arial", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK KR", "Noto Sans SC",
    "Source Han Sans SC", "PingFang SC", "Hiragino Sans", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic",
    "Apple SD Gothic Neo", "Droid Sans Fallback", "WenQuanYi Micro Hei", "Noto Sans Arabic", "Noto Sans Hebrew",
    "Noto Color Emoji", "Apple Color Emoji", "Segoe UI Emoji", "Noto Emoji", "Segoe UI Symbol", "Noto Sans Symbols",
    "Noto Sans Symbols2",
)  # fmt: skip
# How typst says that a sign cannot be shown: on which line of its source, and the text with the sign.
PLACED = re.compile(r"main:(\d+):\d+")
NAMED = re.compile(r"error: [^\n]*?(?:the text|disallowed codepoint) `(\"(?:[^\"\\]|\\.)*\")`")
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
# A sign that only turns out to be missing beside another is left out of the next try.
TRIES = 4
# How runs look in galley.typ: a word that may break anywhere, the number of a sign.
LONG_WORD, NUMBER = "w", "u"


def main() -> None:
    """Sets what lies in the folder."""
    sys.stdout.buffer.write(msgspec.msgpack.encode(_set(Path.cwd())))


def _set(folder: Path) -> dict[str, Any]:
    """The file, with the signs that no font has; or what typst said of it."""
    galley = json.loads((folder / "galley.json").read_bytes())
    signs = sorted({sign for text in _texts(galley) for sign in text if sign > "~"})
    fonts = typst.Fonts(include_system_fonts=False)
    families, missing = list(OWN), _missing(signs, OWN, fonts)
    searched = bool(missing)
    if searched:
        fonts = typst.Fonts(include_system_fonts=True)
        here = set(fonts.families())
        families += [family for family in FOUND if family in here]
        missing = _missing(missing, families, fonts, fallback=True)
    said = ""
    for _ in range(TRIES):
        told = {"families": families, "fixed": [*FIXED, *families[2:]], "fallback": searched}
        (folder / "fonts.json").write_text(json.dumps(told), encoding="utf-8")
        (folder / "galley.json").write_text(json.dumps(_numbered(galley, set(missing))), encoding="utf-8")
        try:
            compiler = typst.Compiler(
                folder / "main.typ", root=folder, font_paths=fonts, package_path=folder, package_cache_path=folder
            )
            return {"pdf": compiler.compile(format="pdf", pdf_standards=STANDARDS), "missing": missing}
        except typst.TypstError as error:
            said = error.diagnostic
            more = {sign for text in NAMED.findall(said) for sign in _unescaped(text) if sign not in missing}
            # One that no font can put on a letter goes, before the letter does.
            marks = {sign for sign in more if unicodedata.category(sign)[0] in "MC"}
            more = marks or {sign for sign in more if sign > "~"}
            if not more:
                break
            missing = sorted({*missing, *more})
    return {"said": said}


def _texts(of: Any) -> list[str]:
    if isinstance(of, dict):
        of = list(of.values())
    return [of] if isinstance(of, str) else [t for each in of for t in _texts(each)] if isinstance(of, list) else []


def _missing(signs: list[str], families: Iterable[str], fonts: typst.Fonts, *, fallback: bool = False) -> list[str]:
    """Those of the signs that these fonts cannot show, as typst finds when it sets each on a line of its own."""
    head = [
        '#set document(title: "signs", date: datetime(year: 2000, month: 1, day: 1))',
        f'#set text(lang: "en", font: {_array(families)}, fallback: {str(fallback).lower()})',
    ]
    lines = [f'#"\\u{{{ord(sign):x}}}" *#"\\u{{{ord(sign):x}}}"*' for sign in signs]
    try:
        compiler = typst.Compiler("\n".join([*head, *lines]).encode(), font_paths=fonts)
        compiler.compile(format="pdf", pdf_standards=STANDARDS)
    except typst.TypstError as error:
        found = {int(number) - len(head) - 1 for number in PLACED.findall(error.diagnostic)}
        return [sign for number, sign in enumerate(signs) if number in found]
    return []


def _array(families: Iterable[str]) -> str:
    return "(" + "".join(f"{json.dumps(family)}, " for family in families) + ")"


def _numbered(of: Any, missing: set[str]) -> Any:
    """A galley with the number of each missing sign in its place, as a run of its own."""
    if not missing:
        return of
    if isinstance(of, dict):
        of = {key: _numbered(each, missing) for key, each in of.items()}
        return (
            {**of, "runs": [part for run in of["runs"] for part in _parts(run[0], run[1], missing)]}
            if "runs" in of
            else of
        )
    return [_numbered(each, missing) for each in of] if isinstance(of, list) else of


def _parts(text: str, looks: str, missing: set[str]) -> list[list[str]]:
    parts: list[list[str]] = []
    for sign in text:
        if sign in missing:
            parts.append([f"U+{ord(sign):04X}", looks.replace(LONG_WORD, "") + NUMBER])
        elif parts and parts[-1][1] == looks:
            parts[-1][0] += sign
        else:
            parts.append([sign, looks])
    return parts


def _unescaped(text: str) -> str:
    """A text as typst quotes it, without the quotes."""
    put: Callable[[re.Match[str]], str] = lambda found: chr(int(found[1], 16))  # noqa: E731 (typed for mypy)
    return ESCAPED.sub(put, text[1:-1].replace('\\"', '"').replace("\\\\", "\\"))


if __name__ == "__main__":
    main()
