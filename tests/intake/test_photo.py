"""Photos: the copy that is kept, and what is told of bytes that are no photo."""

import importlib.util
import io
import struct
import sys
import zlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageCms, ImageDraw

from qcheck.intake import opening
from qcheck.intake.photo import NotPhoto, Photo, photo, thumbnail

DAMAGED = ("it is damaged, or was not copied whole.", "Copy it again, or take another.")
NO_PHOTO = ("it is no JPEG, PNG, WebP or HEIC photo.", "Other files are kept with --file.")
TOO_MANY = ("it has more than 100 million pixels.", "Save it smaller, then try again.")
SECRETS = (b"Ravi's phone", b"serial 4711", b"a comment", b"<x:xmpmeta", b"Photoshop 3.0", b"GPS")


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    """An image as a file of a format."""
    into = io.BytesIO()
    image.save(into, form, **options)
    return into.getvalue()


def decoded(content: bytes) -> Image.Image:
    """A file as an image, whole."""
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def exif(turn: int = 1, taken: str = "2026:12:03 14:07:31") -> bytes:
    """What a phone writes: make, serial number, taking time, place."""
    made = Image.Exif()
    made[ExifTags.Base.Orientation] = turn
    made[ExifTags.Base.Make] = "Ravi's phone"
    made[ExifTags.Base.DateTime] = "2030:01:01 00:00:00"
    made.get_ifd(ExifTags.IFD.Exif).update({0x9003: taken, 0xA431: "serial 4711", 0x9209: 1})
    made.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (50.0, 6.0, 30.0), 29: "GPS"})
    return made.tobytes()


def scene(width: int = 60, height: int = 40) -> Image.Image:
    """A picture of many colours, red in its upper left corner."""
    down = Image.linear_gradient("L")
    image = Image.merge("RGB", (down.rotate(180), down, down.rotate(90))).resize((width, height))
    ImageDraw.Draw(image).rectangle((0, 0, width // 4, height // 4), fill="red")
    return image


def cut(content: bytes) -> bytes:
    """What arrives of a file whose copying was broken off."""
    return content[: len(content) * 2 // 3]


def refused(source: bytes, *, originals: bool = False) -> tuple[str, str]:
    """What is said of bytes that are no photo; the same for a report's picture."""
    with pytest.raises(NotPhoto) as caught:
        photo(source, 2000, originals)
    with pytest.raises(NotPhoto) as again:
        thumbnail(source)
    assert (caught.value.message, caught.value.hint) == (again.value.message, again.value.hint)
    return caught.value.message, caught.value.hint


def near(pixel: Any, colour: tuple[int, int, int]) -> bool:
    """Whether a pixel is of a colour, but for what compression takes."""
    return all(abs(a - b) < 24 for a, b in zip(pixel, colour, strict=True))


def test_a_photo_keeps_its_time_and_loses_its_place_and_camera() -> None:
    """A copy holds the taking time and the pixels: no place, camera, comment, thumbnail, profile or editor's data."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    extra = b"\xff\xed\x00\x1bPhotoshop 3.0\x008BIM secret"
    source = encoded(
        scene(), "JPEG", exif=exif(), comment=b"a comment", xmp=b"<x:xmpmeta/>", icc_profile=profile, extra=extra
    )
    assert all(secret in source for secret in SECRETS)
    kept = photo(source, 2000, originals=False)
    assert [secret for secret in (*SECRETS, b"ICC_PROFILE") if secret in kept.content] == []
    image = decoded(kept.content)
    held = image.getexif()
    assert set(image.info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density", "exif", "dpi"}
    assert set(held) == {ExifTags.IFD.Exif}
    assert held.get_ifd(ExifTags.IFD.Exif) == {0x9003: "2026:12:03 14:07:31"}
    assert (kept.taken, kept.suffix, kept.width, kept.height) == ("2026-12-03T14:07:31", "jpg", 60, 40)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_every_format_gives_its_taking_time(form: str) -> None:
    """EXIF is read from wherever a format keeps it, and the copy tells the same time."""
    kept = photo(encoded(scene(), form, exif=exif()), 2000, originals=False)
    assert kept.taken == "2026-12-03T14:07:31"
    assert photo(kept.content, 2000, originals=True).taken == kept.taken


@pytest.mark.parametrize(
    "taken",
    [
        "",
        "0000:00:00 00:00:00",
        "    :  :     :  :  ",
        "2026:02:30 10:00:00",
        "2026:12:03",
        "yesterday",
        "2026:12:03 14:07",
    ],
)
def test_a_camera_without_a_clock_gives_no_time(taken: str) -> None:
    """What is no moment is left out, and the file's change does not stand in for it."""
    kept = photo(encoded(scene(), "JPEG", exif=exif(taken=taken)), 2000, originals=False)
    assert kept.taken == ""
    assert b"Exif" not in kept.content


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_stands_upright_however_the_camera_was_held(turn: int) -> None:
    """The pixels themselves are turned, and the sizes told are those one sees."""
    held = {1: None, 2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}[turn]  # what undoes the turn that EXIF asks for
    seen = scene(64, 48)
    raw = seen if held is None else seen.transpose(Image.Transpose(held))
    kept = photo(encoded(raw, "JPEG", quality=95, exif=exif(turn)), 2000, originals=False)
    image = decoded(kept.content)
    assert (kept.width, kept.height) == image.size == (64, 48)
    assert near(image.getpixel((4, 4)), (255, 0, 0))
    assert not near(image.getpixel((60, 44)), (255, 0, 0))
    assert decoded(thumbnail(encoded(raw, "JPEG", exif=exif(turn)))).size == (64, 48)
    original = photo(encoded(raw, "JPEG", exif=exif(turn)), 2000, originals=True)
    assert (original.width, original.height) == (64, 48)


@pytest.mark.parametrize(
    ("size", "copied"),
    [((3000, 2000), (300, 200)), ((2000, 3000), (200, 300)), ((300, 200), (300, 200)), ((3000, 4), (300, 1))],
)
def test_a_copy_has_at_most_the_pixels_asked_for(size: tuple[int, int], copied: tuple[int, int]) -> None:
    """The longer side is the one that counts, and what is small is not blown up."""
    kept = photo(encoded(scene(*size), "JPEG"), 300, originals=False)
    assert (kept.width, kept.height) == decoded(kept.content).size == copied


def test_an_original_is_kept_to_the_byte() -> None:
    """Where the firm wants it so; sizes and time are told all the same."""
    source = encoded(scene(), "WEBP", exif=exif())
    assert photo(source, 20, originals=True) == Photo(source, "webp", "2026-12-03T14:07:31", 60, 40)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_same_photo_gives_the_same_copy(form: str) -> None:
    """So that it has one digest, however often it is given."""
    source = encoded(scene(), form, exif=exif())
    assert photo(source, 50, originals=False) == photo(source, 50, originals=False)


def test_a_drawing_stays_sharp() -> None:
    """Few colours are kept as PNG, to the pixel; many become JPEG."""
    drawing = Image.new("RGB", (400, 300), "white")
    ImageDraw.Draw(drawing).line((0, 0, 400, 300), fill="blue", width=3)
    kept = photo(encoded(drawing, "PNG", pnginfo=None), 2000, originals=False)
    assert kept.suffix == "png"
    assert decoded(kept.content).tobytes() == drawing.tobytes()
    assert photo(encoded(drawing, "WEBP", lossless=True), 2000, originals=False).suffix == "png"
    assert photo(encoded(scene(), "PNG"), 2000, originals=False).suffix == "jpg"
    assert photo(encoded(drawing, "JPEG"), 2000, originals=False).suffix == "jpg"


def _palette() -> Image.Image:
    image = Image.new("P", (20, 20), 1)
    image.putpalette([255, 0, 0, 0, 255, 0])
    return image


FLAT: dict[str, tuple[bytes, tuple[int, int, int]]] = {
    "CMYK": (encoded(Image.new("CMYK", (20, 20), (0, 255, 255, 0)), "JPEG"), (255, 0, 0)),
    "grey": (encoded(Image.new("L", (20, 20), 90), "JPEG"), (90, 90, 90)),
    "one bit": (encoded(Image.new("1", (20, 20), 1), "PNG"), (255, 255, 255)),
    "16 bits": (encoded(Image.new("I;16", (20, 20), 0x8000), "PNG"), (128, 128, 128)),
    "16 bits, a grey transparent": (
        encoded(Image.new("I;16", (20, 20), 0x8000), "PNG", transparency=0xFFFF),
        (128, 128, 128),
    ),
    "palette": (encoded(_palette(), "PNG"), (0, 255, 0)),
    "palette, one transparent": (encoded(_palette(), "PNG", transparency=1), (255, 255, 255)),
    "palette, one half transparent": (encoded(_palette(), "PNG", transparency=b"\xff\x80"), (127, 255, 127)),
    "a transparent colour": (
        encoded(Image.new("RGB", (20, 20), (1, 2, 3)), "PNG", transparency=(1, 2, 3)),
        (255, 255, 255),
    ),
    "transparent": (encoded(Image.new("RGBA", (20, 20), (9, 9, 9, 0)), "PNG"), (255, 255, 255)),
    "transparent grey": (encoded(Image.new("LA", (20, 20), (9, 0)), "PNG"), (255, 255, 255)),
    "transparent WebP": (encoded(Image.new("RGBA", (20, 20), (9, 9, 9, 0)), "WEBP", lossless=True), (255, 255, 255)),
    "one pixel": (encoded(Image.new("RGB", (1, 1), "blue"), "JPEG"), (0, 0, 255)),
    "moving PNG": (
        encoded(Image.new("RGB", (20, 20), "red"), "PNG", save_all=True, append_images=[Image.new("RGB", (20, 20))]),
        (255, 0, 0),
    ),
    "moving WebP": (
        encoded(Image.new("RGB", (20, 20), "red"), "WEBP", save_all=True, append_images=[Image.new("RGB", (20, 20))]),
        (255, 0, 0),
    ),
    "two photos in one": (
        encoded(Image.new("RGB", (20, 20), "red"), "MPO", save_all=True, append_images=[Image.new("RGB", (20, 20))]),
        (255, 0, 0),
    ),
}


@pytest.mark.parametrize("name", FLAT)
def test_every_kind_of_picture_looks_as_it_did_on_white(name: str) -> None:
    """Ink, grey, palettes, 16 bits, transparency and first pictures of many come out as plain colours."""
    source, colour = FLAT[name]
    kept = photo(source, 2000, originals=False)
    image = decoded(kept.content)
    assert image.mode in {"L", "RGB"}
    assert near(image.convert("RGB").getpixel((0, 0)), colour)
    assert near(decoded(thumbnail(source)).convert("RGB").getpixel((0, 0)), colour)


def _swapped() -> bytes:
    """A colour profile in which what is stored as red is meant as something else."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    tags = {bytes(profile[132 + 12 * n : 136 + 12 * n]): 132 + 12 * n for n in range(profile[131])}
    red, blue = tags[b"rXYZ"], tags[b"bXYZ"]
    profile[red + 4 : red + 12], profile[blue + 4 : blue + 12] = (
        profile[blue + 4 : blue + 12],
        profile[red + 4 : red + 12],
    )
    return bytes(profile)


def test_colours_are_what_the_phone_meant() -> None:
    """A profile is applied and dropped, so that the copy looks the same everywhere."""
    source = encoded(Image.new("RGB", (20, 20), "red"), "JPEG", icc_profile=_swapped())
    assert near(decoded(photo(source, 2000, originals=False).content).getpixel((0, 0)), (0, 0, 255))


@pytest.mark.parametrize("profile", [b"x", b"\0" * 4000, _swapped()[:300]])
def test_a_useless_colour_profile_does_no_harm(profile: bytes) -> None:
    """The colours stay as they are stored."""
    source = encoded(Image.new("RGB", (20, 20), "red"), "JPEG", icc_profile=profile)
    assert near(decoded(photo(source, 2000, originals=False).content).getpixel((0, 0)), (255, 0, 0))


def test_a_picture_for_reports_is_a_small_jpeg_without_anything_else() -> None:
    """Of the pixels asked for, with no time or place in it."""
    picture = thumbnail(encoded(scene(1200, 900), "JPEG", exif=exif()), 240)
    assert decoded(picture).size == (240, 180)
    assert len(picture) < 20_000
    assert b"Exif" not in picture


def test_what_a_file_is_called_does_not_matter() -> None:
    """The bytes tell the format."""
    assert photo(encoded(scene(), "WEBP"), 2000, originals=True).suffix == "webp"
    assert photo(encoded(scene(), "PNG"), 2000, originals=True).suffix == "png"


@pytest.mark.parametrize("originals", [False, True])
@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", ("it is empty.", "Was it copied whole? Copy it again.")),
        (b"%PDF-1.7 no photo at all", NO_PHOTO),
        (b"GIF89a" + bytes(20), NO_PHOTO),
        (b"\0" * 100, NO_PHOTO),
        (b"\xff\xd8\xff", DAMAGED),
        (b"\xff\xd8\xff\xe0", DAMAGED),
        (b"\x89PNG\r\n\x1a\n", DAMAGED),
        (b"RIFF\0\0\0\0WEBP", DAMAGED),
        (cut(encoded(scene(), "JPEG")), DAMAGED),
        (cut(encoded(scene(), "PNG")), DAMAGED),
        (cut(encoded(scene(), "WEBP")), DAMAGED),
    ],
    ids=lambda value: str(value[:12]) if isinstance(value, bytes) else "",
)
def test_what_is_no_whole_photo_is_refused_with_what_to_do(
    source: bytes, said: tuple[str, str], originals: bool
) -> None:
    """An original is looked at as well as a copy is."""
    assert refused(source, originals=originals) == said


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            chunk(b"IDAT", zlib.compress(bytes(1000))),
            chunk(b"IEND", b""),
        )
    )


@pytest.mark.parametrize("size", [(50_000, 50_000), (10_001, 10_000), (13_000, 13_000), (2**31 - 1, 2**31 - 1)])
def test_a_pixel_bomb_is_not_unpacked(size: tuple[int, int]) -> None:
    """The size in the head is enough to refuse it, also where Pillow itself would only warn."""
    assert refused(_png(*size)) == TOO_MANY


def test_a_webp_that_would_take_a_gigabyte_is_not_unpacked() -> None:
    """34 bytes that fuzzing found: 16,148 by 4,972 pixels of one colour."""
    source = bytes.fromhex("524946461a000000574542505650384c0d0000002f13ffda14071011118888fe0700")
    assert refused(source) == (
        "it is a WebP of more than 25 million pixels.",
        "Save it smaller or as a JPEG, then try again.",
    )


def test_a_picture_of_no_size_is_damaged() -> None:
    """Nothing is shown of it."""
    assert refused(_png(0, 10)) == DAMAGED


def test_a_machine_without_enough_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """A photo too large for this machine is no damaged one."""

    def full(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Image.Image, "thumbnail", full)
    assert refused(encoded(scene(), "JPEG")) == TOO_MANY


def test_a_file_of_more_than_60_megabytes_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it is."""
    monkeypatch.setattr(opening, "MOST_BYTES", 1000)
    photo(encoded(Image.new("RGB", (9, 9)), "JPEG"), 2000, originals=False)
    assert refused(b"\xff" * 1001) == ("it is larger than 60 MB.", "Save it smaller, then try again.")


def test_a_jpeg_that_would_be_decoded_without_end_is_refused() -> None:
    """Each scan goes over all pixels; markers without a length do not hide them."""
    source = encoded(scene(), "JPEG", progressive=True)
    last = source.rindex(b"\xff\xda")
    many = source[:2] + b"\xff\x01" + source[2:-2] + source[last:-2] * 60 + b"\xff\xd9"
    said = ("it is made of too many layers to be a camera's.", "Save it smaller, then try again.")
    assert refused(many) == said
    assert photo(source[:-2] + source[last:-2] * 20 + b"\xff\xd9", 2000, originals=False).width == 60


def test_broken_exif_costs_a_photo_nothing_but_its_time() -> None:
    """What the camera wrote beside the pixels is not needed to see them."""
    for broken in (b"Exif\0\0", b"Exif\0\0MM\0*\xff\xff\xff\xff", b"Exif\0\0" + b"\xff" * 300, exif()[:40]):
        kept = photo(encoded(scene(), "JPEG", exif=broken), 2000, originals=False)
        assert (kept.taken, kept.width, kept.height) == ("", 60, 40)


def test_without_pillow_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Photos are an extra."""
    source = encoded(scene(), "JPEG")
    monkeypatch.setitem(sys.modules, "PIL.Image", None)
    assert refused(source) == ("reading photos needs one more package.", 'pip install "qcheck-cli[photos]"')


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


def test_without_the_plug_in_for_heic_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """An iPhone's format is an extra of its own, and there is a way without."""
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert refused(HEIC) == (
        "reading HEIC photos needs one more package.",
        'pip install "qcheck-cli[heic]", or set the phone to take JPEG.',
    )


@pytest.mark.skipif(not importlib.util.find_spec("pillow_heif"), reason="pillow-heif is not installed (extra heic)")
def test_a_photo_of_an_iphone_becomes_a_jpeg() -> None:
    """Upright, with its time and without its place, like any other."""
    importlib.import_module("pillow_heif").register_heif_opener()
    source = encoded(scene(64, 48), "HEIF", exif=exif(6))
    kept = photo(source, 2000, originals=False)
    assert (kept.suffix, kept.taken, kept.width, kept.height) == ("jpg", "2026-12-03T14:07:31", 48, 64)
    assert [secret for secret in SECRETS if secret in kept.content] == []
    assert photo(source, 2000, originals=True) == Photo(source, "heic", "2026-12-03T14:07:31", 48, 64)
    assert refused(cut(source)) == DAMAGED
    assert refused(HEIC) == DAMAGED


def answered(source: bytes) -> None:
    """Reading gives photos or `NotPhoto`, and nothing else."""
    with suppress(NotPhoto):
        assert photo(source, 40, originals=False).content
    with suppress(NotPhoto):
        assert photo(source, 40, originals=True).content == source
    with suppress(NotPhoto):
        assert thumbnail(source, 30)


STARTS = st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8X", HEIC])
WHOLE = [
    encoded(scene(), "JPEG", exif=exif(6), icc_profile=_swapped()),
    encoded(scene(), "JPEG", progressive=True),
    encoded(scene(), "PNG", exif=exif(8)),
    encoded(scene(), "WEBP", exif=exif(3)),
    *(source for source, _ in FLAT.values()),
]


@given(STARTS, st.binary(max_size=400))
def test_any_bytes_are_a_photo_or_told_to_be_none(start: bytes, rest: bytes) -> None:
    """No decoder's error comes through, however the bytes begin."""
    answered(start + rest)


@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 255)), max_size=6),
    st.integers(0, 3000),
)
def test_a_photo_with_wrong_bytes_is_shown_or_told_to_be_damaged(
    source: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    """Wherever a copy went wrong, and wherever it ended."""
    changed = bytearray(source)
    for at, value in changes:
        changed[at % len(changed)] = value
    answered(bytes(changed[: cut or None]))
