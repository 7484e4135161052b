"""What a build knows of the record and the site -> the facts that files for other programs are made from."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx_homepage.config import files_of
from sphinx_homepage.domain import ShownPublication, domain_of
from sphinx_homepage.downloads.settings import person_of
from sphinx_homepage.exports.facts import Facts, Page, Site
from sphinx_homepage.html.addresses import site_url
from sphinx_homepage.locale import label
from sphinx_homepage.model.anchors import short_anchor
from sphinx_homepage.model.publications.plain import plain
from sphinx_homepage.model.publications.publication import Publication
from sphinx_homepage.published import is_own, published_publications, published_record
from sphinx_homepage.sources.paths import inside, is_file, site_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx

    from sphinx_homepage.downloads.settings import Wish
    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.text import Text


def facts_of(app: Sphinx, wishes: Mapping[str, Wish]) -> Facts:
    """Return what pages show of the record, and what files for other programs say of the site."""
    domain = domain_of(app.env)
    files = [str(name) for name in files_of(app.config, "homepage_bibliography")]
    publications = published_publications(domain)
    site = _Site(app, wishes)
    return Facts(
        record=published_record(app.env, app.tags),
        publications=[item for item in publications if is_own(item, files)],
        others=[item for item in publications if not is_own(item, files)],
        name=person_of(app.config),
        language=app.config.language or "en",
        labels=label,
        site=site.described(),
        photo=site.bytes_of,
    )


class _Site:
    def __init__(self, app: Sphinx, wishes: Mapping[str, Wish]) -> None:
        self._app = app
        self._env = app.env
        self._domain = domain_of(app.env)
        self._wishes = wishes
        self._url = site_url(app.config)
        self._is_single = app.builder.name == "singlehtml"

    def described(self) -> Site:
        """Return the site."""
        config, env = self._app.config, self._env
        feed, sitemap = self._wishes.get("atom"), self._wishes.get("sitemap")
        return Site(
            url=self._url,
            title=str(config.html_title or config.project),
            description=self._description(str(config.root_doc)) if config.root_doc in env.all_docs else "",
            pages=tuple(self._pages()),
            files=tuple(self._files()),
            feed=feed.file if feed else "",
            sitemap=self._sitemap(sitemap),
            address_of=self.address_of,
            words_of=self.words_of,
            place_of=self.place_of,
        )

    def _sitemap(self, wish: Wish | None) -> str:
        if wish is None and "sphinx_sitemap" in self._app.extensions:
            return str(getattr(self._app.config, "sitemap_filename", "sitemap.xml"))
        return wish.file if wish else ""

    def _pages(self) -> Iterator[Page]:
        root = str(self._app.config.root_doc)
        names = (
            [root] if self._is_single else sorted(self._env.found_docs, key=lambda name: (name != root, name))
        )
        for docname in names:
            if docname in self._env.titles:
                yield Page(
                    self._env.titles[docname].astext(), self.url_of(docname), self._description(docname)
                )
        if self._app.builder.name in {"html", "dirhtml"}:
            for key in sorted(self._domain.papers):
                place = self._domain.place_of_publication(key)
                path = self._app.builder.get_target_uri(self._domain.docname_of_paper(key))
                url = self._url + path.removesuffix("index.html")
                yield Page(place[1].title if place else key, url)

    def _files(self) -> Iterator[Page]:
        pdfs = self._app.config.homepage_pdf
        for docname, name in (pdfs if isinstance(pdfs, dict) else {}).items():
            if docname in self._env.titles:
                yield Page(str(name), self._url + quote(str(name)), self._env.titles[docname].astext())
        for wish in self._wishes.values():
            if not wish.format.needs_site:
                yield Page(wish.file, self._url + quote(wish.file), plain(wish.format.meaning))

    def _description(self, docname: str) -> str:
        metadata: Any = self._env.metadata.get(docname, {})
        return str(metadata.get("description", ""))

    def url_of(self, docname: str) -> str:
        """Return the address of a page: the canonical one that its front matter gives, if any."""
        own = self._domain.urls.get(docname)
        if own is not None and not self._is_single:
            return f"{self._url.rstrip('/')}{own}"
        if self._is_single:
            return f"{self._url}{self._app.config.root_doc}.html"
        return self._url + self._app.builder.get_target_uri(docname)

    # What texts lead to

    def address_of(self, address: str, text: Text) -> str:
        """Return the absolute address of the page or the published file that a text names."""
        if not self._url:
            return ""
        source = text.position.path if text.position else ""
        if source and Path(source).is_absolute() and Path(source).is_relative_to(self._env.srcdir):
            source = Path(source).relative_to(self._env.srcdir).as_posix()
        path = site_path(address, posixpath.dirname(source))
        anchor = address.partition("#")[2]
        names = (self._env.path2doc(path.lstrip("/")), path.strip("/").removesuffix(".html"), path.strip("/"))
        docname = next((name for name in names if name and name in self._env.found_docs), None)
        if docname is not None:
            return self.url_of(docname) + (f"#{anchor}" if anchor else "")
        file = inside(self._env.srcdir, path)
        name = path.lstrip("/")
        if file is None or not is_file(file):
            return ""
        downloads: Any = self._env.dlfiles  # Whose keys Sphinx says to be paths; some are texts.
        images: Any = self._env.images
        for files, folder in ((downloads, "_downloads"), (images, "_images")):
            found = files.get(name) or files.get(Path(name))
            if found:
                return f"{self._url}{folder}/{quote(str(found[1]))}"
        return ""

    def words_of(self, role: str, target: str) -> tuple[str, str]:
        """Return the words and the address of what a role names."""
        if role in {"pub", "homepage:pub"} and (place := self._domain.place_of_publication(target)):
            docname, shown = place
            return shown.citation, self._at(docname, shown.anchor)
        if role == "doc" and target.lstrip("/") in self._env.titles:
            docname = target.lstrip("/")
            return self._env.titles[docname].astext(), self.url_of(docname) if self._url else ""
        return target, ""

    def place_of(self, entry: Common | Publication) -> str:
        """Return the address of the place where a page shows an entry."""
        if isinstance(entry, Publication):
            place = self._domain.place_of_publication(entry.key)
            return self._at(place[0], place[1].anchor) if place else ""
        anchor = entry.anchor or short_anchor(entry)
        found = self._domain._canonical.get(anchor)
        if found is None or isinstance(found[1], ShownPublication) or found[1].section != entry.section:
            return ""
        return self._at(found[0], anchor)

    def _at(self, docname: str, anchor: str) -> str:
        return f"{self.url_of(docname)}#{quote(anchor)}" if self._url else ""

    def bytes_of(self, path: Text) -> bytes | None:
        """Return an image of the site."""
        folder = posixpath.dirname(path.position.path) if path.position else ""
        file = inside(self._env.srcdir, site_path(path, folder))
        return file.read_bytes() if file is not None and is_file(file) else None
