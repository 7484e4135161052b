"""The files of single publications that no source file stands behind: their own pages, PDFs, BibTeX."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_homepage.build_notes import BuildNotes, stamp_of, write_file
from sphinx_homepage.domain import PUBLICATIONS_DIR, domain_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from sphinx_homepage.domain import HomepageDomain

_FILE = "homepage-papers.json"


class PaperFiles:
    """What the last build of one builder wrote for publications."""

    def __init__(self, app: Sphinx) -> None:
        self._outdir = Path(app.outdir)
        self._notes = BuildNotes(app, _FILE)
        self._own = self._notes.load()

    @property
    def papers(self) -> dict[str, Any]:
        """By the paper's directory: the page of its ``list``, and its ``files``, each with its stamp."""
        papers: dict[str, Any] = self._own.setdefault("papers", {})
        return papers

    def list_page(self, slug: str) -> str | None:
        """Return the page of the list that the paper's page was written from."""
        paper = self.papers.get(slug)
        return paper["list"] if paper else None

    def note_paper(self, slug: str, list_page: str, paths: Iterable[str]) -> None:
        """Note the files of a paper that was written now, and delete those that it had and has no more."""
        before = self.papers.get(slug, {"files": {}})["files"]
        stamps = {path: [*stamp] for path in sorted(paths) if (stamp := stamp_of(self._outdir / path))}
        self.papers[slug] = {"list": list_page, "files": stamps}
        self._delete({path: stamp for path, stamp in before.items() if path not in stamps})

    def keep_papers(self, slugs: Iterable[str]) -> None:
        """Delete the files of all other papers."""
        for slug in self.papers.keys() - set(slugs):
            self._delete(self.papers.pop(slug)["files"])

    def save(self) -> None:
        """Write the notes if they have changed."""
        self._notes.save(self._own)

    def _delete(self, files: dict[str, list[int]]) -> None:
        for path, stamp in files.items():
            file = self._outdir / path
            if stamp_of(file) == (*stamp,):
                file.unlink()
                with suppress(OSError):  # Something else is in it.
                    file.parent.rmdir()


def their_file(app: Sphinx, path: str) -> Path | None:
    """Return the file of the person's own that is published at *path*, by ``html_extra_path``."""
    for entry in app.config.html_extra_path:
        place = Path(app.confdir, entry)
        found = place if place.is_file() and place.name == path else place / path
        if found.exists():
            return found
    return None


def is_theirs(app: Sphinx, path: str) -> bool:
    """Whether the person publishes a file of their own at *path*, by ``html_extra_path``."""
    return their_file(app, path) is not None


def publish(app: Sphinx, exception: Exception | None) -> None:
    """Write the BibTeX of publications that a page shows, and delete what belongs to none any more."""
    if exception or app.builder.format != "html" or app.builder.name == "epub":
        return
    domain = domain_of(app.env)
    files = PaperFiles(app)
    for path, entry in domain.bibtex_files.items():
        if not is_theirs(app, path):
            write_file(Path(app.outdir, path), entry.encode())
    for slug, (list_page, paths) in _written(app, domain).items():
        files.note_paper(slug, list_page, paths)
    files.keep_papers(domain.slugs[key] for key in domain.papers)
    files.save()


def _written(app: Sphinx, domain: HomepageDomain) -> dict[str, tuple[str, list[str]]]:
    """Return the page of its list and the files of every paper that this build has written."""
    found: dict[str, tuple[str, list[str]]] = {}
    for key, list_page in domain.papers.items():
        slug = domain.slugs[key]
        bibtex = f"{PUBLICATIONS_DIR}/{slug}.bib"
        paths = [*domain.paper_files.get(slug, ()), *([bibtex] if bibtex in domain.bibtex_files else [])]
        if paths:
            found[slug] = list_page, [path for path in paths if not is_theirs(app, path)]
    return found
