"""Every byte that a build writes, by every builder."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib
from base64 import b64decode
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUILDERS = [
    "html",
    "dirhtml",
    "singlehtml",
    "epub",
    "text",
    "latex",
    "man",
    "texinfo",
    "gettext",
    "json",
    "pickle",
    "xml",
    "pseudoxml",
]
"""Those that write what pages show."""

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
"""A picture of one pixel."""


def unpacked(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of a file, and those of what is packed in it, with the name of each part."""
    data = path.read_bytes()
    yield "", data
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield name, archive.read(name)
    if path.name == "objects.inv":
        yield "objects", zlib.decompress(data.split(b"\n", 4)[4])
    if path.suffix == ".pdf" and b"%%EOF" in data:  # Some tests have a few words for a PDF.
        yield from _in_pdf(data)
    if data.startswith(b"\x89PNG"):
        for text in re.findall(rb"(?:zTXt|iTXt|tEXt)(.*?)IDAT", data, re.DOTALL):
            yield "text", text


def _in_pdf(data: bytes) -> Iterator[tuple[str, bytes]]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, item in enumerate(pdf.objects):
            if not isinstance(item, pikepdf.Stream):
                yield str(number), repr(item).encode()
            elif item.get("/Subtype") == "/Image":
                yield str(number), item.read_raw_bytes()
            else:
                yield str(number), item.read_bytes()


def contents(site) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every file: of the output, of the doctrees, and packed in one."""
    for path in sorted((site.srcdir / "_build").rglob("*")):
        if path.is_file():
            name = path.relative_to(site.srcdir).as_posix()
            for part, data in unpacked(path):
                yield f"{name}!{part}" if part else name, data


def holding(site, *secrets: str) -> list[tuple[str, str]]:
    """Return the files that hold one of *secrets*, in any case, plain or as character references."""
    found = []
    for name, data in contents(site):
        text = data.decode("utf-8", errors="replace")
        seen = (text + html.unescape(text)).casefold()
        found += [(name, secret) for secret in secrets if secret.casefold() in seen]
    return found
