"""Which pages become which PDFs, when they are made again, and what is said of it.

They are made when all pages are read and before the first is written: a page says of its PDF how long it is.
"""

from __future__ import annotations

import hashlib
import os
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.display import status_iterator

import sphinx_homepage
from sphinx_homepage.config import place_of
from sphinx_homepage.diagnostics import Code, Problem, report
from sphinx_homepage.domain import domain_of
from sphinx_homepage.html.addresses import site_url
from sphinx_homepage.html.paper_files import is_theirs
from sphinx_homepage.pdf.builder import NAME, PdfBuilder
from sphinx_homepage.pdf.links import Pdf
from sphinx_homepage.pdf.notes import Made, Notes
from sphinx_homepage.pdf.settings import wishes_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.pdf.settings import Wishes


def writes_pdfs(app: Sphinx) -> bool:
    """Whether the builder that runs writes PDFs too: those of whole sites in HTML, and our own."""
    return app.builder.name in {"html", "dirhtml", "singlehtml", "readthedocs", "readthedocsdirhtml", NAME}


def make_pdfs(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the PDFs that are out of date; return the pages whose link to theirs has changed."""
    pdfs = domain_of(env).pdfs
    pdfs.clear()
    if not writes_pdfs(app):
        return []
    notes = Notes(app)
    if not notes.made and not app.config.homepage_pdf:
        return []
    wishes = wishes_of(app.config, env.found_docs, Path(app.srcdir))
    if wishes.files and find_spec("typst") is None:
        message = "homepage_pdf needs Typst, which is not installed: python -m pip install typst"
        wishes.problems.append(Problem(Code.PDF, message, place_of("homepage_pdf", app.config)))
        wishes.files = {}
    for problem in wishes.problems:
        report(problem, app.srcdir)
    before = {made.docname: (name, made.pages, made.size) for name, made in notes.made.items()}
    _delete_unwanted(app, wishes, notes)
    press = _Press(app, wishes)
    outdated = [
        (docname, name)
        for docname, name in wishes.files.items()
        if not is_theirs(app, name) and not press.is_current(notes.made.get(name), docname, name)
    ]
    for docname, name in _progress(app, outdated):
        made = press.make(docname, name, notes.made.get(name))
        if made is not None:
            notes.made[name] = made
    notes.save()
    for name, made in notes.made.items():
        pdfs[made.docname] = Pdf(name, made.pages, made.size)
    after = {docname: tuple(pdf) for docname, pdf in pdfs.items()}
    changed = {docname for docname in before.keys() | after if before.get(docname) != after.get(docname)}
    return sorted(changed & set(env.found_docs))


def _progress(app: Sphinx, outdated: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    if not outdated:
        return
    yield from status_iterator(
        outdated,
        "writing PDFs... ",
        "darkgreen",
        len(outdated),
        app.verbosity,
        stringify_func=lambda pdf: pdf[1],
    )


def _delete_unwanted(app: Sphinx, wishes: Wishes, notes: Notes) -> None:
    """Delete the PDFs that nobody asks for any more, unless they are somebody else's by now."""
    for name, made in [*notes.made.items()]:
        if wishes.files.get(made.docname) != name:
            path = Path(app.outdir, name)
            if made.is_at(path):
                path.unlink()
            del notes.made[name]


class _Press:
    """Makes PDFs in one build."""

    def __init__(self, app: Sphinx, wishes: Wishes) -> None:
        self.app = app
        self.env = app.env
        self.wishes = wishes
        self.builder: PdfBuilder | None = None

    # When

    def is_current(self, made: Made | None, docname: str, name: str) -> bool:
        """Whether nothing that the PDF is made from has changed since it was."""
        if made is None or made.docname != docname or not made.is_at(Path(self.app.outdir, name)):
            return False
        return made.key == self._key(docname, made.refers_to, made.files)

    def _key(self, docname: str, refers_to: list[str], files: list[str]) -> str:
        """Return what changes when the PDF may have to be made again; quick to find."""
        config = self.app.config
        own = (config.homepage_pdf_fonts, config.homepage_pdf_private, config.project, config.author)
        pages = [(name, self.env.all_docs.get(name)) for name in (docname, *refers_to)]
        stamps = [(name, _stamp(Path(name))) for name in files]
        parts = (
            *(pages, stamps, own, self.wishes.look, str(self.wishes.template)),
            *(config.language, site_url(config), self.app.builder.name, sorted(self.app.tags)),
            *(self._timestamp(docname), _versions()),
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def _timestamp(self, docname: str) -> int:
        """Return the time of the newest source, or what ``SOURCE_DATE_EPOCH`` says.

        https://reproducible-builds.org/specs/source-date-epoch/
        """
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if epoch.isascii() and epoch.isdigit():
            return int(epoch)
        own = Path(self.env.doc2path(docname))
        others = (Path(self.app.srcdir, name) for name in self.env.dependencies.get(docname, ()))
        files = [own, *(file for file in others if not file.is_relative_to(sys.prefix))]
        return max((stamp[1] for file in files if (stamp := _stamp(file))), default=0) // 10**9

    # Making

    def make(self, docname: str, name: str, made: Made | None) -> Made | None:
        """Make a PDF and write it, unless the same one is there; return what is to be known of it."""
        from sphinx_homepage.pdf.sheet import Sheet

        if self.builder is None:
            self.builder = PdfBuilder.beside(self.app)
        sheet = Sheet(self.app, self.builder, self.wishes, docname, self._timestamp(docname))
        path = Path(self.app.outdir, name)
        refers_to, files = sorted(sheet.refers_to), sorted(map(str, sheet.depends_on))
        key = self._key(docname, refers_to, files)
        digest = sheet.digest(_versions())
        if made is not None and made.docname == docname and made.digest == digest and made.is_at(path):
            sheet.report()
            return Made(docname, refers_to, files, key, digest, made.size, made.time, made.pages)
        data = sheet.pdf()
        sheet.report()
        if data is None:
            return None
        if not path.is_file() or path.read_bytes() != data:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        stat = path.stat()
        return Made(docname, refers_to, files, key, digest, stat.st_size, stat.st_mtime_ns, sheet.pages)


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


def _versions() -> tuple[str, str]:
    return sphinx_homepage.__version__, version("typst")
