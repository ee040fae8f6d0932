"""The firm's colour and logo on pages, and what is said where they cannot be used."""

from base64 import b64encode
from pathlib import Path

import pytest

from conftest import Shell

DRAWN = b'<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"><path d="M0 0" /></svg>'


def branded(elm: Shell, brand: str) -> Path:
    """The settings, with that said of the brand at their end; where that stands."""
    path = elm.folder / "qcheck.yaml"
    path.write_text(f"{path.read_text(encoding='utf-8')}brand: {brand}\n", encoding="utf-8")
    return path


def line_of(path: Path) -> int:
    """The line of the brand."""
    return len(path.read_text(encoding="utf-8").splitlines())


def test_the_page_has_the_firms_colour_and_logo(elm: Shell) -> None:
    """Within itself; the seal's state does not know them."""
    before = elm("report", "--data").out
    branded(elm, '{accent: "#7A1F2B", logo: art/logo.svg}')
    (elm.folder / "art").mkdir()
    (elm.folder / "art" / "logo.svg").write_bytes(DRAWN)
    page = elm("report", "--out", "-").out
    assert "--accent: #7a1f2b;" in page
    assert f'<img class="logo" src="data:image/svg+xml;base64,{b64encode(DRAWN).decode()}" alt="">' in page
    state = [line for line in before.splitlines() if '"state"' in line]
    assert state == [line for line in elm("report", "--data").out.splitlines() if '"state"' in line]
    assert "logo" not in elm("lint").out
    for command in (("stats", "elm", "--format", "html"), ("sheet", "card")):
        other = elm(*command, "--out", "-").out
        assert "--accent: #7a1f2b;" in other
        assert '<img class="logo"' in other


WRONG = {
    "pale": (
        '{accent: "#ffcc00"}',
        (
            "17: block: accent needs a darker colour, with a contrast of 4.5 or more to white; this is"
            ' "#ffcc00", with one of 1.5 [value-wrong]'
        ),
    ),
    "unquoted": (
        "{accent: red}",
        '17: block: accent needs a colour such as "#0b5a6b", in quotation marks; this is "red"',
    ),
    "out of the workspace": (
        "{logo: ../logo.png}",
        "15: block: logo needs a PNG, JPEG or SVG file inside the workspace",
    ),
    "absolute": ("{logo: /logo.png}", "15: block: logo needs a PNG, JPEG or SVG file inside the workspace"),
    "another file": ("{logo: qcheck.yaml}", "15: block: logo needs a PNG, JPEG or SVG file inside the workspace"),
    "not there": (
        "{logo: logo.png}",
        "15: block: logo.png cannot be the logo: No such file or directory [logo-unusable]",
    ),
    "a link": (
        "{logo: link.png}",
        "15: block: link.png cannot be the logo: it is a link, and only what lies there itself is read [logo-unusable]",
    ),
    "behind a link": (
        "{logo: linked/x.png}",
        "15: block: linked/x.png cannot be the logo: it is a link, and only what lies there itself is touched",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_used_is_told_with_its_place(elm: Shell, case: str) -> None:
    """No page is made; the line and column of the settings say where."""
    brand, said = WRONG[case]
    path = branded(elm, brand)
    outside = elm.folder.parent / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "x.png").write_bytes(b"\x89PNG")
    (elm.folder / "link.png").symlink_to(outside / "x.png")
    (elm.folder / "linked").symlink_to(outside)
    told = elm("report", "--out", "-", code=2)
    assert f"qcheck.yaml:{line_of(path)}:{said}" in told.err
    assert not told.out
    assert (
        f"qcheck.yaml:{line_of(path)}:{said.partition(' [')[0]}"
        in elm("lint", code=None).out + elm("lint", code=None).err
    )
