"""Photos: any bytes are a photo, or told to be none."""

from collections.abc import Iterator

from intake.test_photo import WHOLE, answered

WORDS = [
    *(
        b"\xff\xd8\xff\xe1",
        b"\xff\xda",
        b"\xff\xc0",
        b"\xff\xc2",
        b"\x89PNG\r\n\x1a\n",
        b"IHDR",
        b"IDAT",
        b"iCCP",
        b"acTL",
    ),
    *(b"fcTL", b"RIFF", b"WEBPVP8X", b"VP8L", b"ALPH", b"ANIM", b"Exif\0\0", b"II*\0", b"MM\0*", b"ICC_PROFILE\0"),
]


def seeds() -> Iterator[bytes]:
    """Small photos of every format."""
    yield from WHOLE


def one(source: bytes) -> None:
    """Reads bytes as a photo, for the record and for a page."""
    answered(source)
