"""The files of single publications that no source file stands behind: their own pages, PDFs, BibTeX.

What a build wrote is noted beside its doctrees, so that a later one can take back what nothing asks for any
more. A file that has changed since is somebody else's, and stays.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_homepage.domain import PUBLICATIONS_DIR, domain_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from sphinx_homepage.domain import HomepageDomain

_NOTES = "homepage-papers.json"
"""The file, among the doctrees, that says what was written; by the directory written to."""

Stamp = list[int]
"""The size and the time of a file."""


class PaperFiles:
    """What the last build of one builder wrote for publications."""

    def __init__(self, app: Sphinx) -> None:
        self._outdir = Path(app.outdir)
        self._file = Path(app.doctreedir, _NOTES)
        self._all = _read(self._file)
        # A digest: the doctrees are published by mistake at times, and a path says whose machine it was.
        self._name = hashlib.sha256(f"{app.builder.name} {self._outdir}".encode()).hexdigest()[:16]
        notes = self._all.get(self._name)
        self._notes: dict[str, Any] = json.loads(json.dumps(notes)) if isinstance(notes, dict) else {}

    @property
    def papers(self) -> dict[str, Any]:
        """By the paper's directory: the page of its ``list``, and its ``files``, each with its stamp."""
        papers: dict[str, Any] = self._notes.setdefault("papers", {})
        return papers

    def list_page(self, slug: str) -> str | None:
        """Return the page of the list that the paper's page was written from."""
        paper = self.papers.get(slug)
        return paper["list"] if paper else None

    def note_paper(self, slug: str, list_page: str, paths: Iterable[str]) -> None:
        """Note the files of a paper that was written now, and delete those that it had and has no more."""
        before = self.papers.get(slug, {"files": {}})["files"]
        stamps = {path: stamp for path in sorted(paths) if (stamp := _stamp(self._outdir / path))}
        self.papers[slug] = {"list": list_page, "files": stamps}
        self._delete({path: stamp for path, stamp in before.items() if path not in stamps})

    def keep_papers(self, slugs: Iterable[str]) -> None:
        """Delete the files of all other papers."""
        for slug in self.papers.keys() - set(slugs):
            self._delete(self.papers.pop(slug)["files"])

    def save(self) -> None:
        """Write the notes if they have changed."""
        if self._all.get(self._name, {}) != self._notes:
            self._file.write_text(json.dumps(self._all | {self._name: self._notes}), "utf-8")

    def _delete(self, files: dict[str, Stamp]) -> None:
        for path, stamp in files.items():
            file = self._outdir / path
            if _stamp(file) == stamp:
                file.unlink()
                with suppress(OSError):  # Something else is in it.
                    file.parent.rmdir()


def _read(file: Path) -> dict[str, Any]:
    try:
        notes = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}


def _stamp(file: Path) -> Stamp | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return [stat.st_size, stat.st_mtime_ns]


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
            _write(Path(app.outdir, path), entry)
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


def _write(path: Path, text: str) -> None:
    """Write a file unless it says the same already."""
    data = text.encode()
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
