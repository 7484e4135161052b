"""Smaller pictures from one picture, with Pillow, which is imported only when one is to be made."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx_homepage.pictures.metadata import stripped

if TYPE_CHECKING:
    from PIL.Image import Image


class Box(NamedTuple):
    """What a picture is shown in, in pixels of CSS."""

    width: int
    height: int = 0
    """0 where only the width is limited."""
    is_square: bool = False
    """Whether the middle of the picture fills the box; if not, the whole picture fits into it."""
    is_print: bool = False
    """Whether one picture is wanted, of the size of the box, in a format that every program reads."""


class Made(NamedTuple):
    """The pictures made of one."""

    width: int
    """In pixels of CSS, as shown; never more than the picture has."""
    height: int
    fallback: bytes
    kind: str
    """How the name of the fallback's file ends."""
    modern: tuple[tuple[str, bytes], ...] = ()
    """WebP, with the pixels it has for one of CSS: ``1``, ``2``. None where it would be larger."""


class Untouched(NamedTuple):
    """A picture that is shown as it is: it moves."""

    width: int
    height: int


class UnusablePictureError(Exception):
    """There is nothing that a browser could show; the message says why, and what to do."""


RECIPE: Final = 1
"""To be counted up when the same file is to give other bytes."""
_FORMATS: Final = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF", "BMP")
"""What is read. Pillow knows many more, and one of them runs another program."""
_KEEPABLE: Final = {"JPEG": ".jpg", "MPO": ".jpg", "PNG": ".png", "WEBP": ".webp"}
_LOSSLESS: Final = frozenset(["PNG", "GIF", "BMP", "TIFF"])
_ORIENTATION: Final = 0x0112
_DENSEST: Final = 2.0
_QUALITY: Final = 80
_QUALITY_OF_WEBP: Final = 75
_LONGEST_WEBP: Final = 16383
_PLAIN: Final = 0.75
"""So many bytes for a point, at most, has a lossless file of a drawing; a photo has two and more."""


def make(data: bytes, box: Box) -> Made | Untouched:
    """Return the pictures to be shown in *box* of a file with the bytes *data*.

    Raises:
        UnusablePictureError: There is nothing that a browser could show.
    """
    try:
        return _made(data, box)
    except UnusablePictureError:
        raise
    except MemoryError as error:
        raise UnusablePictureError("is too large for this machine; make it smaller") from error
    except Exception as error:  # What Pillow raises on a damaged file is of any kind.
        why = " ".join(str(error).split())[:100] or type(error).__name__
        message = f"is damaged ({why}); save it anew as JPEG or PNG"
        raise UnusablePictureError(message) from error


def _made(data: bytes, box: Box) -> Made | Untouched:
    picture, file_format, turned, is_srgb = _opened(data, box)
    if isinstance(picture, Untouched):
        return picture
    width, height = picture.size
    if box.is_square:
        width = height = min(picture.size)
    scale = min(1.0, box.width / width, box.height / height if box.height else 1.0)
    shown = max(1, round(width * scale)), max(1, round(height * scale))
    density = min(1.0 if box.is_print else _DENSEST, 1 / scale)
    if density < 1.2:  # Not worth a file of its own.
        density = 1.0 if scale < 1 else 1 / scale
    is_whole = density * scale > 0.999
    dense = (width, height) if is_whole else (round(shown[0] * density), round(shown[1] * density))
    largest = _in_srgb(_resized(picture, dense, box))
    if largest.mode == "RGBA":
        kind, fallback = ".png", _encoded(largest, "PNG", optimize=True)
    else:
        # Letters and lines, which are rarely kept as JPEG, have the colour of each of their points.
        options = {"subsampling": 0} if file_format in _LOSSLESS else {}
        kind = ".jpg"
        fallback = _encoded(largest, "JPEG", quality=_QUALITY, optimize=True, progressive=True, **options)
    is_same = is_whole and dense == picture.size and is_srgb and not turned and picture.mode != "CMYK"
    if is_same and file_format in _KEEPABLE and len(original := stripped(data)) <= len(fallback):
        kind, fallback = _KEEPABLE[file_format], original
    if box.is_print or max(dense) > _LONGEST_WEBP:
        return Made(*shown, fallback, kind)
    is_drawing = file_format in _LOSSLESS and len(data) < _PLAIN * picture.size[0] * picture.size[1]
    best = _webp(largest, is_drawing=is_drawing)
    if len(best) >= len(fallback):
        return Made(*shown, fallback, kind)
    modern = [(f"{density:.3g}", best)]
    if density > 1:
        plain = _webp(_resized(largest, shown, box), is_drawing=is_drawing)
        if len(plain) < len(best):
            modern.insert(0, ("1", plain))
    return Made(*shown, fallback, kind, tuple(modern))


def _opened(data: bytes, box: Box) -> tuple[Image | Untouched, str, bool, bool]:
    """Return the picture, the right side up; its format, whether it was turned, and whether it is in sRGB."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        opened = Image.open(io.BytesIO(data), formats=_readable())
    except UnidentifiedImageError as error:
        message = "is no picture that can be read; save it as JPEG, PNG, WebP, GIF or SVG"
        raise UnusablePictureError(message) from error
    except Image.DecompressionBombError as error:
        raise UnusablePictureError("has too many pixels; make it smaller") from error
    width, height = opened.size
    if Image.MAX_IMAGE_PIXELS and width * height > Image.MAX_IMAGE_PIXELS:
        raise UnusablePictureError(f"has too many pixels ({width} x {height}); make it smaller")
    file_format = str(opened.format)
    if getattr(opened, "is_animated", False) and file_format not in {"MPO", "TIFF"}:
        return Untouched(width, height), file_format, False, True
    side = 4 * max(box.width, box.height)
    opened.draft(None, (side, side))  # A JPEG is decoded at half its size, or less.
    is_srgb = _is_srgb(opened.info.get("icc_profile"))
    opened.load()
    try:
        upright, turned = ImageOps.exif_transpose(opened), opened.getexif().get(_ORIENTATION, 1) > 1
    except Exception:  # Its notes are damaged, not the picture.
        upright, turned = opened, False
    return _of_plain_mode(upright), file_format, turned, is_srgb


@cache
def _readable() -> tuple[str, ...]:
    from importlib import import_module

    from PIL import Image

    Image.preinit()
    for name in ("WebP", "Tiff", "Avif"):
        try:
            import_module(f"PIL.{name}ImagePlugin")
        except ImportError:  # An older Pillow, or one made without it.
            continue
    return tuple(name for name in _FORMATS if name in Image.OPEN)


def _of_plain_mode(picture: Image) -> Image:
    """Return a picture of eight bits a colour, with transparency only if some of it is transparent."""
    if picture.mode in {"I;16", "I;16L", "I;16B", "I;16N", "I", "F"}:
        picture = _of_eight_bits(picture)
    elif picture.has_transparency_data and picture.mode not in {"RGBA", "LA"}:
        picture = _with_info(picture.convert("RGBA"), picture)
    elif picture.mode not in {"L", "LA", "RGB", "RGBA", "CMYK", "LAB"}:
        picture = _with_info(picture.convert("RGB"), picture)
    if picture.mode in {"RGBA", "LA"} and picture.getchannel("A").getextrema() == (255, 255):
        picture = _with_info(picture.convert(picture.mode[:-1]), picture)
    return picture


def _with_info(new: Image, old: Image) -> Image:
    new.info = {"icc_profile": old.info["icc_profile"]} if "icc_profile" in old.info else {}
    return new


def _of_eight_bits(picture: Image) -> Image:
    lowest, highest = (float(value) for value in picture.getextrema())  # type: ignore[arg-type]
    wide = picture.convert("F")
    if picture.mode != "F" and lowest >= 0 and highest <= 0xFFFF:
        lowest, highest = 0.0, 65535.0
    factor = 255 / ((highest - lowest) or 1)
    return wide.point(lambda value: value * factor - lowest * factor).convert("L")


def _resized(picture: Image, size: tuple[int, int], box: Box) -> Image:
    from PIL.Image import Resampling

    width, height = picture.size
    part = (0.0, 0.0, float(width), float(height))
    if box.is_square:
        side = min(width, height)
        left, top = (width - side) / 2, (height - side) / 2
        part = (left, top, left + side, top + side)
    if size == picture.size:
        return picture
    resized = picture.resize(size, Resampling.LANCZOS, box=part, reducing_gap=3.0)
    return _with_info(resized, picture)


def _is_srgb(profile: bytes | None) -> bool:
    if not profile:
        return True
    from PIL import ImageCms

    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.getProfileDescription(opened).strip().startswith("sRGB")
    except (ImageCms.PyCMSError, OSError):
        return False


def _in_srgb(picture: Image) -> Image:
    """Return the picture in the colours that a browser expects, without any note in it."""
    profile = picture.info.get("icc_profile")
    wanted = "RGBA" if picture.mode.endswith("A") else "RGB"
    if profile and not _is_srgb(profile):
        from PIL import ImageCms

        given = ImageCms.ImageCmsProfile
        try:
            source = picture.convert("RGBA") if picture.mode == "LA" else picture
            changed = ImageCms.profileToProfile(
                source, given(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode=wanted
            )
            picture = changed or picture
        except (ImageCms.PyCMSError, OSError):
            pass  # A profile that is none, or of other colours than the picture has.
    if picture.mode not in {"L", "RGB", "RGBA"}:
        picture = picture.convert(wanted)
    picture = picture.copy()
    picture.info = {}
    return picture


def _webp(picture: Image, *, is_drawing: bool) -> bytes:
    lossy = _encoded(picture, "WEBP", quality=_QUALITY_OF_WEBP, method=4)
    if not is_drawing:
        return lossy
    return min(lossy, _encoded(picture, "WEBP", lossless=True, quality=25, method=2), key=len)


def _encoded(picture: Image, file_format: str, **options: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, file_format, **options)
    return target.getvalue()
