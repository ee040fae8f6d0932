"""Logos: what may stand at the head of a page, and why the rest may not."""

import struct

import pytest

from qcheck.intake.logo import NotLogo, logo

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR%s\x08\x02\x00\x00\x00" + b"\x00" * 8
JPEG = b"\xff\xd8\xff\xe0\x00\x04AA\xff\xc0\x00\x11\x08%s\x03" + b"\x00" * 9
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">%s</svg>'


def drawing(inside: str) -> bytes:
    """An SVG with that in it."""
    return (SVG % inside).encode()


@pytest.mark.parametrize(
    "content", [PNG % struct.pack(">II", 400, 100), JPEG % struct.pack(">HH", 100, 400)], ids=["png", "jpeg"]
)
def test_a_picture_is_taken_as_it_is(content: bytes) -> None:
    """Byte for byte."""
    assert logo(content) == content


def test_what_is_drawn_in_an_svg_is_kept() -> None:
    """Shapes, styles and references within it, as any drawing program writes them; its own notes are left out."""
    content = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">' + drawing(
        "<metadata><x/></metadata><!-- made by me --><style>.a{fill:url(#g)}</style>"
        "<defs><linearGradient id='g'/></defs>"
        "<use xlink:href='#g'/><path class='a' d='M0 0' xmlns:i='http://inkscape' i:label='l'/>"
    )
    assert logo(content).decode() == (
        '<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg"><style>.a{fill:url(#g)}</style>'
        '<defs><linearGradient id="g" /></defs><use href="#g" /><path class="a" d="M0 0" /></svg>'
    )


REFUSED = {
    "no picture": (b"GIF89a", "it is no PNG, JPEG or SVG picture"),
    "too large": (b"\x89PNG\r\n\x1a\n" + b"x" * 200_000, "it has 200 KB, and a logo may have 200"),
    "too wide": (PNG % struct.pack(">II", 4001, 3), "it is 4001 by 3 pixels, and a logo may have 4000 each way"),
    "cut off": (b"\xff\xd8\xff\xe0\x00\x10", "it is damaged: it does not say how large it is"),
    "no size": (PNG % struct.pack(">II", 0, 3), "it is damaged: it does not say how large it is"),
    "a script": (drawing("<script>alert(1)</script>"), "it has <script> in it, and a logo may only draw"),
    "HTML": (drawing("<foreignObject/>"), "it has <foreignObject> in it, and a logo may only draw"),
    "a picture": (drawing("<image href='//x.invalid'/>"), "it has <image> in it, and a logo may only draw"),
    "movement": (drawing("<animate/>"), "it has <animate> in it, and a logo may only draw"),
    "a handler": (drawing("<g onload='alert(1)'/>"), "its <g> has onload, and a logo may run nothing"),
    "a link out": (drawing("<use xlink:href='//x.invalid#a'/>"), "href of its <use> would load something"),
    "a colour from elsewhere": (drawing("<g fill='url(//x.invalid#a)'/>"), "fill of its <g> would load something"),
    "a style from elsewhere": (drawing("<style>@import 'x'</style>"), "its <style> would load something"),
    "entities": (
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + drawing("&a;"),
        "it defines entities, which could grow without end",
    ),
    "another root": (b"<g><svg/></g>", "it is no SVG picture"),
    "uses of uses": (
        drawing("<use href='#a'/>" * 21),
        "it has more than 20 <use> in it, which could grow without end",
    ),
    "clips of clips": (
        drawing("<clipPath><path clip-path='url(#a)'/></clipPath>"),
        "its <clipPath> refers to another, which could grow without end",
    ),
    "clips by style": (
        drawing("<style>.a{clip-path: url(#a)}</style>"),
        "its <style> has clip-path, which belongs to the shape itself",
    ),
    "patterns": (drawing("<pattern/>"), "it has <pattern> in it, and a logo may only draw"),
    "too deep": (drawing("<g>" * 9000 + "</g>" * 9000), "it is nested too deep"),
    "UTF-16": (b"<svg\xff", "it is not written in UTF-8"),
    "no XML": (b"<svg", "it cannot be read: unclosed token: line 1, column 0"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_a_logo_says_why(case: str) -> None:
    """What would run, load or grow, and what is no picture."""
    content, why = REFUSED[case]
    with pytest.raises(NotLogo) as refused:
        logo(content)
    assert str(refused.value) == why
