"""What a PDF says, as far as a search for words needs it."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_STREAM: Final = re.compile(rb"stream\r?\n")
_MOST: Final = 64 * 1024 * 1024
"""So many bytes are read of one stream: a small file may unpack to any size."""


def streams(data: bytes) -> Iterator[bytes]:
    """Yield the streams of a PDF, unpacked where they are packed as nearly all are."""
    for match in _STREAM.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[match.end() :], _MOST)
        except zlib.error:
            continue  # Not packed, and so found in the file as it is; or a picture.


_COUNT: Final = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)|/Count\s+(\d+)[^>]*?/Type\s*/Pages\b")


def page_count(data: bytes) -> int:
    """Return how many pages a PDF has; 0 where that cannot be told."""
    parts = (data, *(part for part in streams(data) if b"/Pages" in part))
    counts = [int(match[1] or match[2]) for part in parts for match in _COUNT.finditer(part)]
    return max(counts, default=0)  # The root of the tree of pages counts all.


def words_of(data: bytes) -> Iterator[str]:
    """Yield what can be searched for words: metadata, attached files, and what the pages show.

    Pages write the numbers of letters in their fonts. That is read by pypdf, where it is installed.
    """
    yield data.decode("utf-8", "replace")
    for part in streams(data):
        yield part.decode("utf-8", "replace")
    yield from _shown(data)


def can_read_pages() -> bool:
    """Whether what pages of PDFs show can be read."""
    from importlib.util import find_spec

    return find_spec("pypdf") is not None


def _shown(data: bytes) -> Iterator[str]:
    if not can_read_pages():
        return
    from io import BytesIO

    from pypdf import PdfReader

    try:
        reader = PdfReader(BytesIO(data))
        texts = [page.extract_text() for page in reader.pages]
        texts += [str(value) for value in (reader.metadata or {}).values()]
    except Exception:
        return
    yield from texts
