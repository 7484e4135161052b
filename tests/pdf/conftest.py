"""Pages as Typst source, and PDFs as text."""

from __future__ import annotations

import shutil
import struct
import subprocess
import zlib
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


@pytest.fixture
def typst_of(build) -> Callable[..., str]:
    """Return a function that builds a page and returns what is written of it, behind its title.

    ``typst_of("Words.\\n")`` is the page's blocks, one a line.
    """

    def source(
        page: str, files: dict[str, Any] | None = None, *, whole: bool = False, **settings: Any
    ) -> str:
        from sphinx_homepage.pdf.builder import PdfBuilder
        from sphinx_homepage.pdf.settings import wishes_of
        from sphinx_homepage.pdf.sheet import Sheet

        own = settings.pop("homepage_pdf", {"index": "index.pdf"})
        site = build({"index.md": page, **(files or {})}, homepage_pdf=own, **settings)
        wishes = wishes_of(site.app.config, site.app.env.found_docs, site.srcdir)
        sheet = Sheet(site.app, PdfBuilder.beside(site.app), wishes, "index", 0)
        text = sheet.written.source.text
        if whole:
            return text
        return text[text.index("#name-block(") :].partition("\n")[2]

    return source


@pytest.fixture
def pdf_text() -> Callable[[Path], str]:
    """Return a function that returns a PDF's words, as a program reads them, with single spaces."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")

    def text(path: Path) -> str:
        run = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
        return " ".join(run.stdout.decode().split())

    return text


def png(rows: Iterable[bytes] = (b"\xff\0\0" * 2,) * 2) -> bytes:
    """Return a picture of two red pixels by two."""
    lines = [*rows]
    data = zlib.compress(b"".join(b"\0" + row for row in lines))
    head = struct.pack(">IIBBBBB", len(lines[0]) // 3, len(lines), 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", data), (b"IEND", b""))
    packed = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


@pytest.fixture
def red_png() -> bytes:
    """Return a small picture."""
    return png()
