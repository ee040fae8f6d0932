"""Opening photos: foreign bytes into an image whose size and make are known to be fair."""

import io
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 60_000_000
MOST_PIXELS = 100_000_000
# Four pictures of a WebP are in memory while it is decoded: 400 MB at this size, as of the largest JPEG.
MOST_PIXELS_OF_WEBP = 25_000_000
# A progressive JPEG has about ten scans; each goes over all pixels, so that a small file can keep a machine busy.
MOST_SCANS = 50
HEIF_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}

WHAT_ELSE = "Other files are kept with --file."
SAVE_SMALLER = "Save it smaller, then try again."
TOO_LARGE = "it has more than 100 million pixels.", SAVE_SMALLER


class NotPhoto(ValueError):
    """These bytes cannot be kept as a photo: why, as the end of a sentence about the file, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


@contextmanager
def opened(source: bytes) -> Iterator["Image"]:
    """The image that bytes hold, not decoded yet; whatever goes wrong with it meanwhile is raised as `NotPhoto`."""
    form = form_of(source)
    decode = _decoder(form)
    from PIL.Image import DecompressionBombError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a decoder thinks of a file is no news for a terminal
        try:
            with decode(io.BytesIO(source), formats=(form,)) as image:
                _fair(image)
                yield image
        except NotPhoto:
            raise
        except (DecompressionBombError, MemoryError) as error:
            raise NotPhoto(*TOO_LARGE) from error
        except Exception as error:  # decoders raise nearly anything on bytes made to confuse them
            raise NotPhoto("it is damaged, or was not copied whole.", "Copy it again, or take another.") from error


def _fair(image: "Image") -> None:
    pixels = image.width * image.height
    if pixels > MOST_PIXELS:
        raise NotPhoto(*TOO_LARGE)
    if image.format == "WEBP" and pixels > MOST_PIXELS_OF_WEBP:
        raise NotPhoto("it is a WebP of more than 25 million pixels.", "Save it smaller or as a JPEG, then try again.")


def form_of(source: bytes) -> str:
    """The format that bytes are in by their own beginning, since a name may lie. Raises `NotPhoto`."""
    if not source:
        raise NotPhoto("it is empty.", "Was it copied whole? Copy it again.")
    if len(source) > MOST_BYTES:
        raise NotPhoto("it is larger than 60 MB.", SAVE_SMALLER)
    if source.startswith(b"\xff\xd8\xff"):
        if _scans(source) > MOST_SCANS:
            raise NotPhoto("it is made of too many layers to be a camera's.", SAVE_SMALLER)
        return "JPEG"
    if source.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if source.startswith(b"RIFF") and source[8:12] == b"WEBP":
        return "WEBP"
    if source[4:8] == b"ftyp" and source[8:12] in HEIF_BRANDS:
        return "HEIF"
    raise NotPhoto("it is no JPEG, PNG, WebP or HEIC photo.", WHAT_ELSE)


def _scans(source: bytes) -> int:
    """How many scans a JPEG is made of, as far as it can be followed."""
    marker, at, scans = re.compile(rb"\xff([\x02-\xcf\xd9-\xfe])"), 2, 0
    while (found := marker.search(source, at)) and found[1] != b"\xd9" and scans <= MOST_SCANS:
        scans += found[1] == b"\xda"
        at = found.end() + int.from_bytes(source[found.end() : found.end() + 2])
    return scans


def _decoder(form: str) -> Callable[..., "Image"]:
    """What makes an image of bytes in a format; it reads no more than their head. Raises `NotPhoto`."""
    try:
        from PIL.Image import open as decode  # 30 ms, 35 more on its first call; only where there are photos
    except ImportError as error:
        raise NotPhoto("reading photos needs one more package.", 'pip install "qcheck-cli[photos]"') from error
    if form == "WEBP":
        import_module("PIL.WebPImagePlugin")  # 5 ms; without it every plug-in would be loaded in search of one
    if form == "HEIF":
        try:
            import_module("pillow_heif").register_heif_opener()  # 40 ms
        except ImportError as error:
            raise NotPhoto(
                "reading HEIC photos needs one more package.",
                'pip install "qcheck-cli[heic]", or set the phone to take JPEG.',
            ) from error
    return decode
