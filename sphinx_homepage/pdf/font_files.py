"""Which characters a font's file has, as its table ``cmap`` says.

https://learn.microsoft.com/typography/opentype/spec/cmap
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

FONT_FILES: Final = frozenset({".ttf", ".otf", ".ttc", ".otc"})
"""The endings of their names."""


class BrokenFontError(Exception):
    """A file is no font, or not a whole one."""


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters that a font has, as runs of numbers."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    def __contains__(self, character: str) -> bool:
        """Whether the font has *character*."""
        number = ord(character)
        at = bisect_right(self.firsts, number) - 1
        return at >= 0 and number <= self.lasts[at]


def stamp_of(path: Path) -> tuple[int, int]:
    """Return what tells one state of a file from another: when it was written, and how long it is."""
    try:
        state = path.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


def characters_of(path: Path, index: int = 0) -> Characters:
    """Return the characters of the font with the number *index* in a file.

    Raises:
        BrokenFontError: The file cannot be read as a font.
    """
    return _characters_of(path, index, stamp_of(path))


@lru_cache(maxsize=1024)
def _characters_of(path: Path, index: int, _stamp: tuple[int, int]) -> Characters:
    try:
        with path.open("rb") as file:
            table = _cmap(file, index)
        runs = sorted(_runs(table))
    except (OSError, struct.error, IndexError, ValueError) as error:
        raise BrokenFontError(str(error)) from error
    return Characters(tuple(first for first, _ in runs), tuple(last for _, last in runs))


def _cmap(file: BinaryIO, index: int) -> bytes:
    """Return the table, from the directory of tables of one font of the file."""
    start = 0
    if file.read(4) == b"ttcf":
        _, _, count = struct.unpack(">HHL", file.read(8))
        start = struct.unpack(f">{count}L", file.read(4 * count))[index]
    file.seek(start + 4)
    (count,) = struct.unpack(">H", file.read(2))
    file.seek(start + 12)
    directory = file.read(16 * count)
    for tag, _, offset, length in struct.iter_unpack(">4sLLL", directory):
        if tag == b"cmap":
            file.seek(offset)
            table = file.read(length)
            if len(table) == length:
                return table
    raise ValueError("there is no whole table cmap")


_UNICODE: Final = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
"""Platforms and encodings whose numbers are Unicode's, the most complete first."""


def _runs(table: bytes) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of characters."""
    (count,) = struct.unpack_from(">H", table, 2)
    offsets = {}
    for at in range(count):
        platform, encoding, offset = struct.unpack_from(">HHL", table, 4 + 8 * at)
        offsets[platform, encoding] = offset
    offset = next((offsets[kind] for kind in _UNICODE if kind in offsets), None)
    if offset is None:
        return  # A font of symbols alone.
    (form,) = struct.unpack_from(">H", table, offset)
    if form in {12, 13}:
        (groups,) = struct.unpack_from(">L", table, offset + 12)
        body = table[offset + 16 : offset + 16 + 12 * groups]
        yield from ((first, last) for first, last, glyph in struct.iter_unpack(">LLL", body) if first <= last)
    elif form == 4:
        yield from _segments(table, offset)
    elif form in {6, 10}:
        layout, wide = (">HH", 6) if form == 6 else (">LL", 12)
        first, count = struct.unpack_from(layout, table, offset + wide)
        if count:
            yield first, first + count - 1


def _segments(table: bytes, offset: int) -> Iterator[tuple[int, int]]:
    (double,) = struct.unpack_from(">H", table, offset + 6)
    count = double // 2
    ends = struct.unpack_from(f">{count}H", table, offset + 14)
    at = offset + 16 + double
    starts = struct.unpack_from(f">{count}H", table, at)
    deltas = struct.unpack_from(f">{count}H", table, at + double)
    places = struct.unpack_from(f">{count}H", table, at + 2 * double)
    for number, (first, last, delta, place) in enumerate(zip(starts, ends, deltas, places, strict=True)):
        glyphs = at + 2 * double + 2 * number + place
        for character in range(first, min(last, 0xFFFE) + 1):
            if place:
                (glyph,) = struct.unpack_from(">H", table, glyphs + 2 * (character - first))
            else:
                glyph = character + delta
            if glyph % 0x10000:  # Number 0 is the box of what a font has not.
                yield character, character
