"""Photos: the bytes a camera wrote into the copy that is kept as evidence."""

import io
import threading
from contextlib import nullcontext, suppress
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from qcheck.intake.opening import NotPhoto, form_of, opened

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["NotPhoto", "Photo", "photo", "thumbnail"]

# A drawing or a screenshot has few colours: as PNG it stays sharp, and is mostly smaller.
FEW_COLOURS = 128
COPY_QUALITY = 85
REPORT_QUALITY = 78
REPORT_LONGEST = 480
# Larger than what most cameras make. Of several threads only one at a time has such a photo: it may take 400 MB.
LARGE = 16_000_000
_ALONE = threading.Lock()

SUFFIXES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "HEIF": "heic"}

# EXIF: how the camera was held (1 to 8, 5 to 8 on its side), the block of camera values, and the taking time in it.
ORIENTATION, EXIF_BLOCK, TAKEN = 0x0112, 0x8769, 0x9003
UPRIGHT = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}  # to the numbers of Pillow's `Transpose`
ON_ITS_SIDE = 5


class Photo(Struct, frozen=True):
    """What is kept of a photo; `taken` is its camera's clock (`2026-12-03T14:07:31`), empty if it does not say.

    Width and height are those of `content`, in pixels, as it is looked at.
    """

    content: bytes
    suffix: str
    taken: str
    width: int
    height: int


def photo(source: bytes, longest: int, originals: bool) -> Photo:
    """The copy to keep of a JPEG, PNG, WebP or HEIC photo: upright, at most `longest` pixels on its longer side.

    The taking time is kept, place and everything else that a camera wrote is not; transparent parts are white,
    colours are sRGB. `originals` keeps the bytes as they are. The same bytes give the same copy. Raises `NotPhoto`.
    """
    with opened(source) as image:
        taken, turn = _taken(image), _turn(image)
        if originals:
            image.load()
            width, height = reversed(image.size) if turn >= ON_ITS_SIDE else image.size
            return Photo(source, SUFFIXES[form_of(source)], taken, width, height)
        plain = _plain(image)
        drawn = image.format in {"PNG", "WEBP"} and plain.getcolors(FEW_COLOURS) is not None
        shown = _shown(plain, longest, turn)
        content = _jpeg(shown, taken, COPY_QUALITY)
        if drawn and len(sharp := _png(shown, taken)) <= len(content):
            return Photo(sharp, "png", taken, *shown.size)
        return Photo(content, "jpg", taken, *shown.size)


def thumbnail(content: bytes, longest: int = REPORT_LONGEST) -> bytes:
    """A small JPEG of a photo, for reports. Raises `NotPhoto`."""
    with opened(content) as image, _ALONE if image.width * image.height > LARGE else nullcontext():
        return _jpeg(_shown(_plain(image), longest, _turn(image)), "", REPORT_QUALITY)


def _turn(image: "Image") -> int:
    """How the camera was held, 1 to 8 as EXIF counts; 1, upright, if it does not say."""
    with suppress(Exception):  # what a camera wrote beside the photo may be broken, and the photo whole
        turn = image.getexif().get(ORIENTATION)
        return turn if turn in UPRIGHT else 1
    return 1


def _taken(image: "Image") -> str:
    """When the photo was taken by its camera's clock; empty if that cannot be told."""
    with suppress(Exception):
        day, _, clock = image.getexif().get_ifd(EXIF_BLOCK)[TAKEN].strip("\0 ").partition(" ")
        moment = f"{day.replace(':', '-')}T{clock}"
        if datetime.fromisoformat(moment).isoformat() == moment:
            return moment
    return ""


def _plain(image: "Image") -> "Image":
    """The image in a mode that can be made smaller well: 16 bits a colour become 8, and palettes their colours."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value * (1 / 256)).convert("L")
        image.info.pop("transparency", None)  # it counts in 16 bits
        return image
    if image.has_transparency_data:
        return image if image.mode == "RGBA" else image.convert("RGBA")
    return image.convert("L" if image.mode == "1" else "RGB") if image.mode in {"1", "P"} else image


def _shown(image: "Image", longest: int, turn: int) -> "Image":
    """The pixels and nothing else: made smaller, turned upright, on white, in sRGB."""
    from PIL.Image import Transpose, new

    image.thumbnail((longest, longest), reducing_gap=2.0)  # also lets a JPEG be decoded at a fraction of its size
    if turn in UPRIGHT:
        image = image.transpose(Transpose(UPRIGHT[turn]))
    profile = image.info.get("icc_profile")
    if image.mode == "RGBA":
        white = new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        image = white
    image = _in_srgb(image, profile) if profile else image
    image = image if image.mode in {"L", "RGB"} else image.convert("RGB")
    bare = new(image.mode, image.size)
    bare.paste(image)
    return bare


def _in_srgb(image: "Image", profile: bytes) -> "Image":
    """The image's colours as any screen shows them; as they are where their profile is of no use."""
    from PIL import ImageCms  # 7 ms, for the phones that take photos in a wider range of colours

    with suppress(Exception):
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        turned = ImageCms.profileToProfile(image, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
        return turned or image
    return image


def _exif(taken: str) -> bytes:
    """EXIF with the taking time alone; empty without one."""
    from PIL.Image import Exif

    exif = Exif()
    if taken:
        exif.get_ifd(EXIF_BLOCK)[TAKEN] = taken.replace("-", ":").replace("T", " ")
    return exif.tobytes() if taken else b""


def _jpeg(image: "Image", taken: str, quality: int) -> bytes:
    into = io.BytesIO()
    image.save(into, "JPEG", quality=quality, optimize=True, exif=_exif(taken))
    return into.getvalue()


def _png(image: "Image", taken: str) -> bytes:
    into = io.BytesIO()
    image.save(into, "PNG", exif=_exif(taken) or None)
    return into.getvalue()
