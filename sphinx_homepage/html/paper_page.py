"""One paper's own page: what a theme's template is filled with."""

from __future__ import annotations

import shutil
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from docutils import nodes
from sphinx.util.osutil import relative_uri

from sphinx_homepage.directives.publications.page import paper_section
from sphinx_homepage.directives.publications.targets import local_path, settle_images
from sphinx_homepage.domain import domain_of
from sphinx_homepage.exports.citation_tags import citation_tags
from sphinx_homepage.exports.profile_page import person_id
from sphinx_homepage.exports.scholarly_article import scholarly_article
from sphinx_homepage.exports.texts import readable
from sphinx_homepage.html.addresses import site_url
from sphinx_homepage.html.metadata import json_ld, shortened
from sphinx_homepage.html.page import PAPER
from sphinx_homepage.model.values import is_local
from sphinx_homepage.sources.paths import inside, is_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_homepage.directives.publications.listing import Listing
    from sphinx_homepage.model.publications.publication import Publication


class Paper(NamedTuple):
    """A publication that has a page of its own, and the list that it stands in."""

    publication: Publication
    listing: Listing
    doctree: nodes.document
    """The page of the list that it is written from."""
    docname: str
    """The name of that page."""


class PaperPage:
    """The page of one paper."""

    def __init__(self, app: Sphinx, builder: StandaloneHTMLBuilder, paper: Paper, pagename: str) -> None:
        self.app = app
        self.builder = builder
        self.paper = paper
        self.publication = paper.publication
        self.pagename = pagename
        self.uri = builder.get_target_uri(pagename)
        self.url = f"{site_url(app.config)}{self.uri.removesuffix('index.html')}"
        self.files = [Path(builder.get_outfilename(pagename)).relative_to(app.outdir).as_posix()]
        """What is written for the paper, from the site's root."""

    def context(self) -> dict[str, Any]:
        """Return what the theme's template of a page is filled with."""
        pdf = self._publish_pdf()
        parts = self._rendered(pdf)
        env, list_page = self.app.env, self.paper.docname
        back = relative_uri(self.uri, self.builder.get_target_uri(list_page))
        title = env.titles[list_page].astext()
        return {
            "title": escape(readable(self.publication.title)),
            "body": parts["fragment"],
            "metatags": self._metadata(pdf),
            "parents": [{"link": back, "title": escape(title)}],
            "pageurl": self.url if site_url(self.app.config) else None,
            "toc": "",
            "display_toc": False,
            PAPER: True,
            "sourcename": "",
            "meta": {},
        }

    # The body

    def _rendered(self, pdf: str) -> dict[str, str]:
        builder, env = self.builder, self.app.env
        document = nodes.document(settings=self.paper.doctree.settings, reporter=self.paper.doctree.reporter)
        before = env.current_document.docname
        env.current_document.docname = self.pagename  # What links are relative to.
        try:
            list_page, listing = self.paper.docname, self.paper.listing
            document += paper_section(self.publication, listing, list_page, pdf, env, document)
            settle_images(env)
        finally:
            env.current_document.docname = before
        env.resolve_references(document, self.pagename, builder)
        # As Sphinx does before it writes a page.
        builder.imgpath = relative_uri(self.uri, "_images")
        builder.dlpath = relative_uri(self.uri, "_downloads")
        builder.current_docname = self.pagename
        builder.post_process_images(document)
        return builder.render_partial(document[0])

    def _publish_pdf(self) -> str:
        """Copy the paper's PDF beside its page, where Google Scholar looks for it; return its name."""
        link = next((link for link in self.publication.links if link.name == "pdf"), None)
        if link is None or not is_local(link.url):
            return ""
        file = inside(self.app.srcdir, local_path(link.url))
        if file is None or not is_file(file) or file.suffix.lower() != ".pdf":
            return ""
        folder = Path(self.builder.get_outfilename(self.pagename)).parent
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, folder / file.name)
        self.files.append((folder / file.name).relative_to(self.app.outdir).as_posix())
        return file.name

    # The head

    def _metadata(self, pdf: str) -> str:
        """Return the tags that Google Scholar reads, and the same for every other reader of data."""
        # Where no one says on which host the site is, an address would be of somewhere else.
        site = site_url(self.app.config)
        url = self.url if site else ""
        pdf_url = f"{url}{quote(pdf)}" if pdf and site else ""
        tags = citation_tags(self.publication, page_url=url, pdf_url=pdf_url)
        description = shortened(readable(self.publication.fields.get("abstract", "")))
        if description:
            tags = [("description", description), *tags]
        lines = [f'<meta name="{escape(name)}" content="{escape(content)}" />' for name, content in tags]
        names = self.publication.authors
        mine = domain_of(self.app.env).files.bibliography.found_in(names, self.publication.key)
        data = scholarly_article(
            self.publication,
            url=url,
            pdf_url=pdf_url,
            person_id=person_id(site),
            is_me=mine.__contains__,
        )
        lines.append(json_ld(data))
        return "\n".join(lines)
