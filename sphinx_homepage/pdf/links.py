"""Links from pages to their PDFs: below the title, where the author puts one, and in the page's head."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import ReferenceRole
from sphinx.util.osutil import relative_uri

from sphinx_homepage.application import app_of
from sphinx_homepage.diagnostics import Code, did_you_mean, shown
from sphinx_homepage.domain import domain_of
from sphinx_homepage.html.addresses import site_url
from sphinx_homepage.locale import label
from sphinx_homepage.nodes import hp_masthead
from sphinx_homepage.pdf.builder import NAME

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx


class Pdf(NamedTuple):
    """The PDF of a page."""

    name: str
    """Its file, in the root of the site."""
    pages: int
    size: int


class hp_pdf_link(nodes.inline):  # noqa: N801 - docutils names nodes so
    """A link to the PDF of a page, before it is known what there is to say of it."""


def connect(app: Sphinx) -> None:
    """Add the role, and what becomes of it."""
    app.add_node(hp_pdf_link)
    app.add_role("pdf", PdfRole())
    app.add_post_transform(AddPdfLink)
    app.add_post_transform(ShowPdfLinks)
    app.connect("html-page-context", link_alternate)


class PdfRole(ReferenceRole):
    """``{pdf}`cv``` and ``{pdf}`the CV on paper <cv>```: a link to the PDF of a page."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the link."""
        docname = self.target.strip("/")
        asked = self.config.homepage_pdf
        words = self.title if self.has_explicit_title else "PDF"
        if not isinstance(asked, dict) or docname not in asked:
            hint = did_you_mean(docname, asked or ()) or "; name the page in homepage_pdf"
            message = f'the page "{shown(docname)}" is no PDF{hint}'
            from sphinx.util.logging import getLogger

            getLogger(__name__).warning(
                message, type="homepage", subtype=Code.PDF.slug, location=self.get_location()
            )
            return [nodes.inline("", words)], []
        link = hp_pdf_link("", words, target=docname)
        if docname != self.env.docname:  # Written anew when the other page is, which may have another PDF.
            self.env.files_to_rebuild.setdefault(docname, set()).add(self.env.docname)
        return [link], []


class AddPdfLink(SphinxPostTransform):
    """Links a page's PDF below its title, unless the page does that itself."""

    default_priority = 880
    builders = ("html", "dirhtml", "readthedocs", "readthedocsdirhtml")

    def run(self, **_: Any) -> None:
        """Run before the lines around the title are put in their order."""
        docname = self.env.docname
        if docname not in domain_of(self.env).pdfs:
            return
        if any(link["target"] == docname for link in self.document.findall(hp_pdf_link)):
            return
        line = nodes.paragraph("", "", hp_pdf_link("", "PDF", target=docname), classes=["hp-pdf"])
        masthead = next(self.document.findall(hp_masthead), None)
        if masthead is not None:
            images = [at for at, node in enumerate(masthead.children) if isinstance(node, nodes.image)]
            masthead.insert(min(images, default=len(masthead)), line)
            return
        masthead = hp_masthead("", line, classes=["hp-masthead"])
        title = next(self.document.findall(nodes.title), None)
        if title is not None and isinstance(title.parent, nodes.section):
            title.parent.insert(1, masthead)
        else:
            self.document.insert(0, masthead)


class ShowPdfLinks(SphinxPostTransform):
    """Makes links of those to PDFs, with what is known of each."""

    default_priority = 885

    def run(self, **_: Any) -> None:
        """Run for every builder."""
        for node in [*self.document.findall(hp_pdf_link)]:
            node.replace_self(self._link(node))

    def _link(self, node: hp_pdf_link) -> list[Node]:
        builder = app_of(self.env).builder
        docname = self.env.docname
        if builder.name == NAME and node["target"] == docname:
            return []  # In the PDF itself.
        pdf = domain_of(self.env).pdfs.get(node["target"])
        asked = self.config.homepage_pdf
        name = pdf.name if pdf else str(asked.get(node["target"], ""))
        if builder.format == "html" and builder.name != "epub":
            if pdf is None:  # It could not be made, which was said.
                return node.children
            uri = relative_uri(builder.get_target_uri(docname).partition("#")[0], quote(name))
            words = nodes.Text(f" ({_size(pdf, self.config.language or 'en')})")
            link = nodes.reference(
                "", "", *node.children, refuri=uri, internal=False, classes=["hp-pdf-link"]
            )
            return [link, nodes.inline("", "", words, classes=["hp-pdf-size"])]
        base = site_url(self.config)
        return [nodes.reference("", "", *node.children, refuri=base + quote(name))] if base else node.children


def _size(pdf: Pdf, language: str) -> str:
    """Return how long a PDF is, as ``3 p., 120 kB``."""
    from babel.core import Locale, UnknownLocaleError
    from babel.units import format_unit

    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    kilobytes = max(1, round(pdf.size / 1000))
    number, unit = (kilobytes, "kilobyte") if kilobytes < 1000 else (round(kilobytes / 1000, 1), "megabyte")
    size = format_unit(number, unit, length="short", locale=locale).replace(" ", "\u00a0")
    pages = label("{number} p.").replace("{number}", str(pdf.pages))
    return label("{pages}, {size}").replace("{pages}", pages).replace("{size}", size)


def link_alternate(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Say in a page's head that there is a PDF of it (https://html.spec.whatwg.org/#rel-alternate)."""
    pdf = domain_of(app.env).pdfs.get(pagename)
    if pdf is None:
        return
    here = app.builder.get_target_uri(pagename).partition("#")[0]
    href = escape(relative_uri(here, quote(pdf.name)))
    link = f'<link rel="alternate" type="application/pdf" href="{href}" />'
    context["metatags"] = f"{context.get('metatags', '')}\n{link}"
