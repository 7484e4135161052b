"""The .bib files and the data files' publications -> publications."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from sphinx_homepage.diagnostics import Code, Problem, in_order, shown
from sphinx_homepage.garbage import lasting_objects
from sphinx_homepage.model.publications.preprints import join_preprints
from sphinx_homepage.model.text import Text
from sphinx_homepage.model.values import is_local as is_path
from sphinx_homepage.sources.bibtex.entries import read_publications
from sphinx_homepage.sources.bibtex.inheritance import inherit
from sphinx_homepage.sources.bibtex.reader import decode, read
from sphinx_homepage.sources.paths import inside, is_file, site_path
from sphinx_homepage.sources.publication_rows import publication_of, publications_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.sources.bibtex.reader import RawEntry

__all__ = ["load_bibliography", "publication_of", "publications_of"]

_ALFOLIO_FOLDERS: Final = {
    "html": "assets/html",
    "video": "assets/video",
    "preview": "assets/img/publication_preview",
}
"""Where al-folio looks for the files that fields name; for all others in ``assets/pdf``."""
_PAGES: Final = (".md", ".rst", ".ipynb", ".myst")
"""What a page of the site may be made from."""


def load_bibliography(
    names: Sequence[Text],
    srcdir: Path,
    aliases: Mapping[str, str] | None = None,
    *,
    named_by: str = "homepage_bibliography",
) -> tuple[list[Publication], list[Problem]]:
    """Read the .bib files *names*, relative to *srcdir*, in order, as one bibliography.

    An entry may inherit from one of another file. Of two with one key the first counts.

    Args:
        names: The files, each with the place where it is named.
        srcdir: The source directory.
        aliases: What fields of the person's own mean: the name of another field, or a link's label.
        named_by: The setting or the option that names the files, as messages call it.
    """
    with lasting_objects():
        return _load(names, srcdir, aliases, named_by)


def _load(
    names: Sequence[Text], srcdir: Path, aliases: Mapping[str, str] | None, named_by: str
) -> tuple[list[Publication], list[Problem]]:
    problems: list[Problem] = []
    entries: dict[str, RawEntry] = {}
    for name in dict.fromkeys(names):
        for entry in _read_file(name, srcdir, named_by, problems):
            first = entries.setdefault(entry.key, entry)
            if first is not entry:
                message = (
                    f"duplicate key '{shown(entry.key)}', which an entry in line {first.position.line} of "
                    f"{first.position.path} has already, so that this one is left out; write another key"
                )
                position = entry.key.position or entry.position
                problems.append(Problem(Code.BIB_DUPLICATE_KEY, message, position))
    inherited, found = inherit(list(entries.values()))
    problems += found
    # A set of biblatex is a list of other entries, which are shown themselves.
    publications, found = read_publications(
        (entry for entry in inherited if entry.type != "set" or "title" in entry.fields), aliases
    )
    problems += found
    files = _Files(srcdir)
    publications = [files.placed(publication) for publication in publications]
    problems += files.problems
    problems += _undescribed(publications)
    publications, found = join_preprints(publications)
    return publications, _by_file(problems + found, names)


def _read_file(name: Text, srcdir: Path, named_by: str, problems: list[Problem]) -> list[RawEntry]:
    file = inside(srcdir, name)
    if file is None:
        message = f'{named_by} names "{name}", which leaves the source directory; move the file into it'
        problems.append(Problem(Code.FILE_OUTSIDE, message, name.position))
        return []
    try:
        data = file.read_bytes()
    except OSError:
        message = f'{named_by} names "{name}", and there is no such file in the source directory'
        problems.append(Problem(Code.FILE_MISSING, message, name.position))
        return []
    source, found = decode(data, str(name))
    problems += found
    entries, found = read(source, str(name))
    problems += found
    return entries


def _by_file(problems: Iterable[Problem], names: Sequence[Text]) -> list[Problem]:
    order = {str(name): number for number, name in enumerate(names)}

    def path(problem: Problem) -> str:
        return problem.position.path if problem.position else ""

    by_file = sorted(problems, key=lambda problem: order.get(path(problem), -1))
    return [problem for _, group in groupby(by_file, path) for problem in in_order(group)]


def _undescribed(publications: Iterable[Publication]) -> Iterable[Problem]:
    """Yield one problem for all the thumbnails that nothing is said of, for there may be one an entry."""
    fields = (publication.fields for publication in publications)
    found = [names["preview"] for names in fields if "preview" in names and "preview_alt" not in names]
    if found:
        message = (
            f"there are thumbnails without alternative text ({len(found)}), of which this is the first; "
            "say in each entry's preview_alt what its picture shows"
        )
        yield Problem(Code.IMAGE_ALT, message, found[0].position)


def is_local(url: str) -> bool:
    """Whether *url*, which may be anything that somebody typed, is a path of the site."""
    try:
        return is_path(url)
    except ValueError:  # //[ begins the address of a host.
        return False


class _Files:
    """Looks for the files that publications name."""

    def __init__(self, srcdir: Path) -> None:
        self.problems: list[Problem] = []
        self._srcdir = srcdir
        self._known: dict[tuple[str, str, str], str | None] = {}

    def placed(self, publication: Publication) -> Publication:
        """Return *publication* with its local files as paths from the source directory.

        A link to a file that is not there is left out, and a picture too, each with a problem.
        """
        links = publication.links
        if any(is_local(link.url) for link in links):
            placed = ((link, self._place(link.name, link.url, publication)) for link in links)
            links = tuple(link._replace(url=url) for link, url in placed if url is not None)
            publication = replace(publication, links=links)
        if (preview := publication.fields.get("preview")) is not None:
            picture = self._picture(preview, publication)
            if picture is None:
                del publication.fields["preview"]
            else:
                publication.fields["preview"] = picture
        return publication

    def _picture(self, preview: Text, publication: Publication) -> Text | None:
        if is_local(preview):
            return self._place("preview", preview, publication)
        message = f'the image "{shown(preview)}" is on another site; put the file into the source directory'
        self.problems.append(Problem(Code.URL, message, preview.position))
        return None

    def _place(self, name: str, url: Text, publication: Publication) -> Text | None:
        if not is_local(url):
            return url
        position = url.position or publication.position
        folder = str(PurePosixPath(position.path).parent) if position else ""
        path = url.partition("#")[0].partition("?")[0]
        if posixpath.normpath(posixpath.join(folder, path.lstrip("/"))).startswith(".."):
            message = f'the path "{shown(url)}" leaves the source directory; move the file into it'
            self.problems.append(Problem(Code.FILE_OUTSIDE, message, position))
            return None
        key = (name, folder, path)
        if key not in self._known:
            self._known[key] = self._find(*key)
        found = self._known[key]
        if found is None:
            where = site_path(path, folder).lstrip("/")
            message = f'there is no file "{shown(where)}" in the source directory'
            self.problems.append(Problem(Code.FILE_MISSING, message, position))
            return None
        return Text(found + url[len(path) :], url.position)

    def _find(self, name: str, folder: str, path: str) -> str | None:
        """Return a file's path from the source directory: where the field says, or where al-folio looks."""
        places = [site_path(path, folder)]
        if not path.startswith("/"):
            places.append(site_path(path, f"/{_ALFOLIO_FOLDERS.get(name, 'assets/pdf')}"))
        for place in places:
            for candidate in dict.fromkeys((place, unquote(place))):
                file = inside(self._srcdir, candidate)
                if file is not None and (is_file(file) or (name != "preview" and _is_page(file, path))):
                    return candidate + ("/" if path.endswith("/") else "")
        return None


def _is_page(file: Path, path: str) -> bool:
    """Whether a page of the site will stand where an address says."""
    if path.endswith("/"):
        return any(
            is_file(page)
            for end in _PAGES
            for page in (file.with_name(file.name + end), file / f"index{end}")
        )
    return path.endswith(".html") and any(is_file(file.with_suffix(end)) for end in _PAGES)
