"""``{checks-table}``: what ``sphinx-homepage check`` looks for, with what it really says of an example.

The examples are the files ``guide/checks/<code>.*``, and each is checked as a project of its own. A ``.txt``
holds several files, each behind a line ``== name``; what is no text is made here, and the line says so.
"""

from __future__ import annotations

import re
import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image
from tables import Generated, table

from sphinx_homepage.checks import printing, reading, running
from sphinx_homepage.checks import table as checks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

EXAMPLES = Path(__file__).parents[1] / "guide" / "checks"
TODAY = date(2026, 11, 21)

_LANGUAGES = {".yaml": "yaml", ".bib": "bibtex", ".md": "markdown", ".py": "python", ".html": "html"}
_NAMES = {".yaml": "cv.yaml", ".bib": "papers.bib"}
"""What the one file of an example is called."""
_SETTINGS = {"cv.yaml": "homepage_data", "papers.bib": "homepage_bibliography"}
_HOME = "/home/amara/site"
"""What examples call the folder that they are in."""
_BEGINNING = re.compile(r"^== (\S+)(?: \((.+)\))?\n", re.MULTILINE)


class File(NamedTuple):
    """A file of an example."""

    name: str
    text: str
    words: str = ""
    """What it is, where it is no text."""


def _photo() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (6.0, 27.0, 0.0), 3: "E", 4: (7.0, 30.0, 0.0)})
    return _picture(400, "JPEG", exif=exif)


def _picture(size: int, form: str, **options: object) -> bytes:
    file = BytesIO()
    noise = Random(0).randbytes(3 * size * size)  # noqa: S311 - it stands for a picture
    Image.frombytes("RGB", (size, size), noise).save(file, form, **options)
    return file.getvalue()


_MADE: dict[str, Callable[[], bytes]] = {
    "bridge.jpg": _photo,
    "bridge.png": lambda: _picture(900, "PNG"),
    "cv.pdf": lambda: b"%PDF-1.7\n1 0 obj << /Type /Pages /Count 3 /Kids [] >> endobj\n",
    "environment.pickle": lambda: b"",
}
"""The files of examples that are no text, by their names."""


def example_of(code: str) -> Path | None:
    """Return the file of a check's example, if it has one."""
    return next(iter(sorted(EXAMPLES.glob(f"{code}.*"))), None)


def files_of(example: Path) -> list[File]:
    """Return the files of an example."""
    text = example.read_text("utf-8")
    if example.suffix != ".txt":
        return [File(_NAMES[example.suffix], text)]
    _, *parts = _BEGINNING.split(text)
    return [
        File(name, text, words or "")
        for name, words, text in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    ]


def said_of(example: Path) -> str:
    """Return what the command prints of an example."""
    files = files_of(example)
    names = [file.name for file in files]
    with tempfile.TemporaryDirectory() as folder:
        srcdir = Path(folder).resolve()
        conf = "".join(f"{setting} = {name!r}\n" for name, setting in _SETTINGS.items() if name in names)
        conf += 'html_baseurl = "https://okafor.example.edu/"\ntemplates_path = ["_templates"]\n'
        (srcdir / "conf.py").write_text(conf, "utf-8")
        (srcdir / "index.md").write_text("# Amara Okafor\n", "utf-8")
        Image.new("RGB", (400, 400)).save(srcdir / "portrait.png")
        for name, text, words in files:
            path = srcdir / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = _MADE[path.name]() if words else text.replace(_HOME, str(srcdir)).encode()
            path.write_bytes(data)
        facts, _ = reading.read_facts(reading.read_config(srcdir), srcdir, TODAY)
        found = [*running.check_facts(facts)]
        root = srcdir / "_site"
        if root.is_dir():
            found += running.check_site(reading.read_site(root, facts))
        text = "\n".join(printing.as_text(one, srcdir, root) for one in running.in_order(found))
        return text.replace(f"{srcdir}/", "").replace(str(srcdir), _HOME)


def _shown(file: File) -> str:
    if file.words:
        return f"`{file.name}`: {file.words}"
    language = _LANGUAGES.get(Path(file.name).suffix, "text")
    return f":::{{code-block}} {language}\n:caption: {file.name}\n\n{file.text}:::"


class ChecksTable(Generated):
    """Every check: its code, its meaning, an example, and what to do."""

    sources = (checks,)

    def markdown(self) -> str:
        """Return a table of the codes."""
        rows = ((f"[`{row.code}`](#check-{row.code})", row.severity, row.meaning) for row in checks.CHECKS)
        return table(("Code", "Severity", "What it means"), rows)

    def sections(self) -> Iterator[nodes.section]:
        """Yield a section for each code."""
        for row in checks.CHECKS:
            example = example_of(row.code)
            parts = [row.meaning]
            if example is not None:
                self.env.note_dependency(str(example))
                parts += map(_shown, files_of(example))
                parts.append(f"```text\n{said_of(example)}\n```")
            parts.append(row.fix)
            yield self.section(row.code, "\n\n".join(parts), label=f"check-{row.code}")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive."""
    app.add_directive("checks-table", ChecksTable)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
