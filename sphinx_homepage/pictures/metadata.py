"""Where a photo was taken, with which camera and by whom: taken out of its file, the picture untouched.

What is left is named here, and everything else goes: thumbnails of the uncropped photo, maker's notes,
a second picture or a film behind the end.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator


PNG: Final = b"\x89PNG\r\n\x1a\n"
JPEG: Final = b"\xff\xd8\xff"


def stripped(data: bytes) -> bytes:
    """Return a JPEG, PNG or WebP without its metadata, and any other file as it is.

    Colours and the way it is turned stay as they are: an ICC profile is kept, and the number that says which
    side is up, alone. Of a damaged file there is what can be told to be the picture.
    """
    if data.startswith(JPEG):
        return _jpeg(data)
    if data.startswith(PNG):
        return _png(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    return data


def may_hold_metadata(data: bytes) -> bool:
    """Whether a file, of a format that is not taken apart here, names what holds a camera's notes."""
    is_of_a_camera = data[4:8] == b"ftyp" or data[:4] in {b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"}
    return is_of_a_camera and any(name in data for name in _NOTES)


_NOTES: Final = (b"Exif", b"GPS", b"xpacket", b"\x25\x88\x04\0", b"\x88\x25\0\x04")
"""The last two are how a TIFF, of either order of bytes, begins to say where it was taken."""


# JPEG: segments, and behind each start of a scan the picture itself

_START_OF_SCAN: Final = 0xDA
_END: Final = 0xD9
_FILLING: Final = frozenset([0x00, 0x01, 0xFF, *range(0xD0, 0xD9)])
"""What begins no segment."""
_IN_SCAN: Final = frozenset([0x00, 0xFF, *range(0xD0, 0xD8)])


def _jpeg(data: bytes) -> bytes:
    kept: list[bytes] = []
    turned = 1
    for marker, part in _segments(data):
        if marker == 0xE1 and part[4:10] == b"Exif\0\0":
            turned = orientation(part[10:])
        if _is_kept(marker, part):
            kept.append(part)
    if turned != 1:
        exif = b"Exif\0\0" + _only_orientation(turned)
        place = 1 if kept and kept[0].startswith(b"\xff\xe0") else 0  # Behind what a JFIF file begins with.
        kept.insert(place, b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif)
    return b"".join([b"\xff\xd8", *kept, b"\xff\xd9"])


def _is_kept(marker: int, part: bytes) -> bool:
    """Whether a segment says how the picture looks: the frame, the tables, the colours."""
    if marker == 0xE0:
        return part[4:9] == b"JFIF\0"
    if marker == 0xE2:
        return part[4:16] == b"ICC_PROFILE\0"
    if marker == 0xEE:
        return part[4:9] == b"Adobe"
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the marker of each segment up to the end of the picture, and the segment."""
    place = 2
    while (place := data.find(b"\xff", place)) >= 0 and place + 4 <= len(data):
        marker = data[place + 1]
        if marker == _END:
            return
        if marker in _FILLING:
            place += 1
            continue
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if marker == _START_OF_SCAN:
            end = _end_of_scan(data, end)
        part = data[place:end]
        if marker == 0xE0 and len(part) > 18:  # With a thumbnail.
            part = b"\xff\xe0\0\x10" + part[4:16] + b"\0\0"
        yield marker, part
        place = end


def _end_of_scan(data: bytes, place: int) -> int:
    """Return where the next marker is: in a scan, 0xFF before 0 is a number, and 0xD0 to 0xD7 begin anew."""
    while (place := data.find(b"\xff", place)) >= 0 and place + 1 < len(data):
        following = data[place + 1]
        if following not in _IN_SCAN:
            return place
        place += 1 if following == 0xFF else 2
    return len(data)


# PNG: chunks

_CHUNKS: Final = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD hIST pHYs sPLT cICP mDCV cLLI "
    b"acTL fcTL fdAT".split()
)


def _png(data: bytes) -> bytes:
    kept = [PNG]
    exif = b""
    place = len(PNG)
    while place + 8 <= len(data):
        name, end = data[place + 4 : place + 8], place + 12 + int.from_bytes(data[place : place + 4], "big")
        if name == b"eXIf" and (turned := orientation(data[place + 8 : end - 4])) != 1:
            exif = _chunk(b"eXIf", _only_orientation(turned))
        if name in {b"IDAT", b"IEND"} and exif:
            kept.append(exif)
            exif = b""
        if name in _CHUNKS:
            kept.append(data[place:end])
        if name == b"IEND":
            break
        place = end
    return b"".join(kept)


def _chunk(name: bytes, content: bytes) -> bytes:
    from zlib import crc32

    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", crc32(name + content))


# WebP: chunks in a RIFF file

_EXIF_FLAG: Final = 0x08
_XMP_FLAG: Final = 0x04
_OF_WEBP: Final = frozenset([b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"])


def _webp(data: bytes) -> bytes:
    kept: list[bytes] = []
    turned = 1
    place, end = 12, 8 + int.from_bytes(data[4:8], "little")
    while place + 8 <= min(end, len(data)):
        name, length = data[place : place + 4], int.from_bytes(data[place + 4 : place + 8], "little")
        following = place + 8 + length + length % 2
        if name == b"EXIF":
            turned = orientation(data[place + 8 : place + 8 + length].removeprefix(b"Exif\0\0"))
        if name in _OF_WEBP:
            kept.append(data[place:following])
        place = following
    if kept and kept[0].startswith(b"VP8X") and len(kept[0]) > 8:
        flags = kept[0][8] & ~(_EXIF_FLAG | _XMP_FLAG) | (_EXIF_FLAG if turned != 1 else 0)
        kept[0] = kept[0][:8] + bytes([flags]) + kept[0][9:]
        if turned != 1:
            exif = _only_orientation(turned)
            kept.append(b"EXIF" + struct.pack("<I", len(exif)) + exif)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body


# Exif: which side is up

_ORIENTATION: Final = 0x0112


def orientation(exif: bytes) -> int:
    """Return the number, from 1 to 8, that says how a picture is to be turned: 1 for not at all."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    try:
        (directory,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, directory)
        for number in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, directory + 2 + 12 * number)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _only_orientation(turned: int) -> bytes:
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
