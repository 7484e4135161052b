"""Where the links of publications lead: to other sites, to files published with the page, to pages."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging

from sphinx_homepage.domain import PUBLICATIONS_DIR
from sphinx_homepage.exports.texts import readable
from sphinx_homepage.locale import label
from sphinx_homepage.model.values import is_local
from sphinx_homepage.nodes import hp_named
from sphinx_homepage.sources.paths import inside, is_file, site_path

if TYPE_CHECKING:
    from collections.abc import Container

    from docutils.nodes import Element, Node
    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.directives.links import Links
    from sphinx_homepage.directives.publications.listing import Listing
    from sphinx_homepage.domain import HomepageDomain
    from sphinx_homepage.model.publications.links import Link
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.text import Text

_LOGGER = logging.getLogger(__name__)

_OF_TITLES = ("website", "html", "url", "doi", "arxiv", "pdf")
"""The links that a title may lead to where the paper has no page of its own, the best first."""


class Targets:
    """Makes the links of publications on one page."""

    def __init__(self, env: BuildEnvironment, domain: HomepageDomain, links: Links) -> None:
        self.env = env
        self.domain = domain
        self.links = links

    def of(self, link: Link, publication: Publication) -> Element:
        """Return a link of *publication* with its words."""
        node = self.to(link.url, [nodes.Text(label(link.label))])
        return hp_named("", "", node, of=readable(publication.title))

    def to(self, url: Text, words: list[Node]) -> Element:
        """Return a link to *url*; a file was registered when the page was read."""
        node = self.links.link(url, words)
        if isinstance(node, addnodes.download_reference):
            file = self.env.dlfiles.get(Path(local_path(url)))
            if file is not None:
                node["filename"] = file[1].as_posix()
        return node

    def of_title(self, publication: Publication, words: Element) -> Element:
        """Return a title as a link: to the paper's own page, else to where the paper is."""
        best = best_link(publication)
        elsewhere = self.to(best.url, [words]) if best else words
        if publication.key not in self.domain.papers:
            return elsewhere
        # Only the builder knows whether there are such pages, and where.
        return addnodes.pending_xref(
            "",
            elsewhere,
            refdomain="homepage",
            reftype="paper",
            reftarget=publication.key,
            refdoc=self.env.docname,
            refexplicit=True,
            refwarn=False,
        )

    def image(self, url: Text) -> str | None:
        """Return the path of a picture that is registered, from the source directory."""
        path = local_path(url) if is_local(url) else ""
        return path if path in self.env.images else None

    def bibtex_file(self, publication: Publication, entry: str) -> str:
        """Return the path, in the site, of the file with *entry*, the BibTeX of *publication*.

        It is published with the paper's own page; a paper that has none has no file.
        """
        if publication.key not in self.domain.papers:
            return ""
        path = f"{PUBLICATIONS_DIR}/{self.domain.slugs[publication.key]}.bib"
        self.domain.bibtex_files[path] = entry
        return path

    def mentions(self, publication: Publication) -> list[Node]:
        """Return a link to each page that mentions *publication*."""
        docnames = self.domain.mentioned_in((publication.key, *publication.aliases))
        return [self.page(docname) for docname in docnames if docname != self.env.docname]

    def all_publications(self) -> Element | None:
        """Return a link to the page that shows most publications, unless this is it."""
        docname, number = self.domain.fullest_page
        if docname in {"", self.env.docname}:
            return None
        words = label("All {number} publications").replace("{number}", str(number))
        return self.page(docname, nodes.inline("", words))

    def page(self, docname: str, words: Element | None = None) -> addnodes.pending_xref:
        """Return a link to a page, by its title unless there are other *words*."""
        return addnodes.pending_xref(
            "",
            nodes.inline() if words is None else words,
            refdomain="std",
            reftype="doc",
            reftarget=f"/{docname}",
            refdoc=self.env.docname,
            refexplicit=words is not None,
            refwarn=True,
        )


def local_path(url: Text) -> str:
    """Return the path of a local *url* from the source directory, without a ``/`` before it."""
    folder = str(PurePosixPath(url.position.path).parent) if url.position else ""
    return site_path(url, folder).lstrip("/")


def register_files(listing: Listing, env: BuildEnvironment, paged: Container[str]) -> None:
    """Tell Sphinx of the files that the page shows of its publications, so that it publishes them.

    Args:
        listing: the publications.
        env: Sphinx's environment, which is reading the page.
        paged: the keys of those that have a page of their own, which shows all of them.
    """
    for publication in listing.publications():
        is_whole = publication.key in paged
        best = best_link(publication)
        links = publication.links if is_whole or "links" in listing.look.parts else [best] if best else []
        for link in links:
            path = _existing(link.url, env)
            if path and not env.path2doc(path) and path.removesuffix(".html") not in env.found_docs:
                env.note_dependency(path)
                env.dlfiles.add_file(env.docname, path)
        preview = publication.fields.get("preview")
        path = _existing(preview, env) if preview else None
        if path and (is_whole or "image" in listing.look.parts):
            env.note_dependency(path)
            env.images.add_file(env.docname, path)


def settle_images(env: BuildEnvironment) -> None:
    """Do for the images in the words of publications what Sphinx does for those of a page that it reads.

    They were rendered when the page is written.
    """
    images: Any = env.current_document.pop("homepage_images", ())
    for image in images:
        uri = image["uri"]
        if "://" in uri or uri.startswith("data:"):
            image["candidates"] = {"?": uri}
            continue
        path = uri.lstrip("/")
        file = inside(env.srcdir, path)
        if file is not None and is_file(file):
            env.images.add_file(env.docname, path)
            image["uri"], image["candidates"] = path, {"*": path}
            continue
        message = "image file not readable: %s"
        _LOGGER.warning(message, path, location=image, type="image", subtype="not_readable")
        image.replace_self(nodes.Text(image.get("alt", "")))


def best_link(publication: Publication) -> Link | None:
    """Return where the title leads of a paper that has no page of its own."""
    by_name = {link.name: link for link in publication.links}
    return next((by_name[name] for name in _OF_TITLES if name in by_name), None)


def _existing(url: Text, env: BuildEnvironment) -> str | None:
    if not is_local(url):
        return None
    path = local_path(url)
    file = inside(env.srcdir, path)
    return path if file is not None and is_file(file) else None
