"""Which pages become which PDFs, when they are made again, and what is said of it.

They are made when all pages are read and before the first is written: a page says of its PDF how long it is.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx.util.display import status_iterator

import sphinx_homepage
from sphinx_homepage.build_notes import stamp_of, write_file
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
    from collections.abc import Iterable, Iterator, Mapping
    from concurrent.futures import Future

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.pdf.settings import Wishes
    from sphinx_homepage.pdf.sheet import Sheet

_AT_A_TIME: Final = min(4, os.cpu_count() or 1)
"""So many PDFs are set at the same time."""


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
    for docname, name in [*wishes.files.items()]:
        if is_theirs(app, name):
            message = (
                f'homepage_pdf writes "{name}", which html_extra_path has already, so there is no PDF of '
                f'"{docname}"; rename one of them'
            )
            wishes.problems.append(Problem(Code.SETTING, message, place_of("homepage_pdf", app.config, name)))
            del wishes.files[docname]
    for problem in wishes.problems:
        report(problem, app.srcdir)
    before = {made.docname: (name, made.pages, made.size) for name, made in notes.made.items()}
    _delete_unwanted(app, wishes, notes)
    press = _Press(app, wishes)
    outdated = [
        (docname, name)
        for docname, name in wishes.files.items()
        if not press.is_current(notes.made.get(name), docname, name)
    ]
    notes.made |= press.make(_progress(app, outdated), notes.made)
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


class _Draft(NamedTuple):
    """A PDF that is to be made, unless the same one is there."""

    docname: str
    name: str
    sheet: Sheet
    key: str
    digest: str
    files: list[str]
    same: Made | None = None
    """The one that is there."""

    def made(self, size: int, time: int, pages: int) -> Made:
        """Return what is to be known of it."""
        refers_to = sorted(self.sheet.refers_to)
        return Made(self.docname, refers_to, self.files, self.key, self.digest, size, time, pages)


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
        languages = domain_of(self.env).data["languages"]  # Of which other pages' a native name may be.
        names = (docname, *refers_to)
        pages = [(name, self.env.all_docs.get(name)) for name in names]
        numbers = [(self.env.toc_secnumbers.get(name), self.env.toc_fignumbers.get(name)) for name in names]
        stamps = [(name, stamp_of(Path(name))) for name in files]
        parts = (
            *(pages, numbers, stamps, own, languages, self.wishes.look, str(self.wishes.template)),
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
        return max((stamp[1] for file in files if (stamp := stamp_of(file))), default=0) // 10**9

    # Making

    def make(self, wanted: Iterable[tuple[str, str]], before: Mapping[str, Made]) -> dict[str, Made]:
        """Make PDFs and write them, unless the same ones are there; return what is to be known of each.

        Typst takes most of the time, and nothing of Python meanwhile: while it sets some, the next are
        drafted. No more than a few drafts are kept, for each holds a page.
        """
        found: dict[str, Made] = {}
        waiting: deque[tuple[_Draft, Future[bytes | None] | None]] = deque()

        def finish() -> None:
            draft, pdf = waiting.popleft()
            data = pdf.result() if pdf else None
            draft.sheet.report()
            made = draft.same if data is None else self._write(draft, data)
            if made is not None:
                found[draft.name] = made

        with ThreadPoolExecutor(_AT_A_TIME) as pool:
            for docname, name in wanted:
                draft = self._draft(docname, name, before.get(name))
                waiting.append((draft, None if draft.same else pool.submit(draft.sheet.pdf)))
                if len(waiting) > 2 * _AT_A_TIME:
                    finish()
            while waiting:
                finish()
        return found

    def _draft(self, docname: str, name: str, made: Made | None) -> _Draft:
        from sphinx_homepage.pdf.sheet import Sheet

        if self.builder is None:
            self.builder = PdfBuilder.beside(self.app)
        sheet = Sheet(self.app, self.builder, self.wishes, docname, self._timestamp(docname))
        files = sorted(map(str, sheet.depends_on))
        key = self._key(docname, sorted(sheet.refers_to), files)
        digest = sheet.digest(_versions())
        is_same = made is not None and made.docname == docname and made.digest == digest
        draft = _Draft(docname, name, sheet, key, digest, files)
        if is_same and made is not None and made.is_at(Path(self.app.outdir, name)):
            return draft._replace(same=draft.made(made.size, made.time, made.pages))
        return draft

    def _write(self, draft: _Draft, data: bytes) -> Made | None:
        path = Path(self.app.outdir, draft.name)
        try:
            write_file(path, data)
            stat = path.stat()
        except OSError as error:
            why = error.strerror or error
            message = f'the PDF of "{draft.docname}" cannot be written to "{draft.name}": {why}'
            report(Problem(Code.PDF, message, place_of("homepage_pdf", self.app.config)), self.app.srcdir)
            return None
        return draft.made(stat.st_size, stat.st_mtime_ns, draft.sheet.pages)


@cache
def _versions() -> tuple[str, str]:
    return sphinx_homepage.__version__, version("typst")
