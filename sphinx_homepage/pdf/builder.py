"""The builder of PDFs alone, and what Sphinx is told while a page is resolved for one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import quote

from sphinx.builders import Builder

from sphinx_homepage.html.addresses import site_url

if TYPE_CHECKING:
    from collections.abc import Set

    from docutils import nodes
    from sphinx.application import Sphinx

    from sphinx_homepage.model.publications.publication import Publication

NAME = "homepage-pdf"

NOWHERE = "homepage-nowhere"
"""The scheme of addresses that nobody knows: the writer makes no link of one."""

IMAGE_TYPES = ["image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"]
"""What Typst shows (https://typst.app/docs/reference/visualize/image/), the best first."""


@dataclass
class Resolved:
    """A page as the PDF shows it."""

    document: nodes.document
    refers_to: set[str] = field(default_factory=set)
    """The other pages that it refers to: what it says of them changes with them."""
    publications: list[Publication] = field(default_factory=list)
    """What its lists show."""
    has_lost_links: bool = False
    """Whether it refers to other pages, and no one says where the site is served."""


class PdfBuilder(Builder):
    """Says to Sphinx what holds for PDFs, and where the other pages are."""

    name = NAME
    format = "pdf"
    supported_image_types: ClassVar = IMAGE_TYPES
    supported_remote_images = True  # So that nothing is downloaded: the writer says what it cannot show.
    allow_parallel = True

    def init(self) -> None:
        """Begin without a page."""
        self.resolved: Resolved | None = None
        self.web: Builder | None = None
        """The builder of the site's pages, where it runs in this build."""

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the absolute address of the page *docname*."""
        base = site_url(self.config)
        if not base:
            if self.resolved is not None:
                self.resolved.has_lost_links = True
            return f"{NOWHERE}:{docname}"
        return base + self._path(docname)

    def _path(self, docname: str) -> str:
        if self.web is not None:
            return self.web.get_target_uri(docname)
        suffix = self.config.html_file_suffix or ".html"
        return f"{quote(docname)}{self.config.html_link_suffix or suffix}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the absolute address of *to*; nothing for the page itself."""
        if from_ == to:
            return ""
        if self.resolved is not None:
            self.resolved.refers_to.add(to)
        return self.get_target_uri(to, typ)

    @classmethod
    def beside(cls, app: Sphinx) -> PdfBuilder:
        """Return a builder beside the one that runs, which does not hear of it."""
        tags = [*app.tags]
        builder = cls(app, app.env)
        for tag in {*app.tags}.difference(tags):  # What is for PDFs alone is not for the running one.
            app.tags.remove(tag)
        builder.init()
        builder.web = None if app.builder.name == NAME else app.builder
        return builder

    # As the builder that runs: the PDFs are made when all pages are read

    def get_outdated_docs(self) -> list[str]:
        """Return no page: see ``pages``."""
        return []

    def write_documents(self, docnames: Set[str]) -> None:
        """Write nothing of single pages."""
