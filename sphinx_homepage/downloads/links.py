"""Links from pages to files for other programs: where the author puts one, and in every page's head."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import ReferenceRole
from sphinx.util.logging import getLogger
from sphinx.util.osutil import relative_uri

from sphinx_homepage.application import app_of
from sphinx_homepage.diagnostics import Code, did_you_mean, shown
from sphinx_homepage.domain import domain_of
from sphinx_homepage.html.addresses import site_url
from sphinx_homepage.publication_nodes import hp_download

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message
    from sphinx.application import Sphinx


class hp_export_link(nodes.inline):  # noqa: N801 - docutils names nodes so
    """A link to a file for other programs, before it is known what there is to say of it."""


def connect(app: Sphinx) -> None:
    """Add the role, and what becomes of it."""
    app.add_node(hp_export_link)
    app.add_role("export", ExportRole())
    app.add_post_transform(ShowExportLinks)
    app.connect("html-page-context", link_feed)


class ExportRole(ReferenceRole):
    """``{export}`vcard``` and ``{export}`my card <vcard>```: a link to a file for other programs."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the link."""
        from sphinx_homepage.downloads.settings import wishes_of  # Late: most builds read no such page.

        name = self.target.strip()
        wishes, _ = wishes_of(self.config)
        if name not in wishes:
            hint = did_you_mean(name, wishes) or "; name the format in homepage_exports"
            message = f'the site has no file of the format "{shown(name)}"{hint}'
            getLogger(__name__).warning(
                message, type="homepage", subtype=Code.EXPORT.slug, location=self.get_location()
            )
            return [nodes.inline("", self.title)], []
        file = wishes[name].file
        words = self.title if self.has_explicit_title else file
        domain_of(self.env).note_offer(self.env.docname, name)
        return [hp_export_link("", words, target=name, file=file)], []


class ShowExportLinks(SphinxPostTransform):
    """Makes links of those to files, with the size of each."""

    default_priority = 885

    def run(self, **_: Any) -> None:
        """Run for every builder."""
        for node in [*self.document.findall(hp_export_link)]:
            node.replace_self(self._link(node))

    def _link(self, node: hp_export_link) -> list[Node]:
        builder = app_of(self.env).builder
        download = domain_of(self.env).downloads.get(node["target"])
        if download is not None and builder.format == "html" and builder.name != "epub":
            link = hp_download("", "", *node.children, file=quote(download.file))
            size = nodes.Text(f" ({_size(download.size, self.config.language or 'en')})")
            return [link, nodes.inline("", "", size, classes=["hp-export-size"])]
        base = site_url(self.config)
        if not base or (builder.format == "html" and builder.name != "epub"):
            return node.children  # Not written, which was said.
        return [nodes.reference("", "", *node.children, refuri=base + quote(node["file"]))]


def _size(size: int, language: str) -> str:
    """Return how large a file is, as ``12 kB``."""
    from babel.core import Locale, UnknownLocaleError
    from babel.numbers import format_decimal

    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    kilobytes = max(1, round(size / 1000))
    number, unit = (kilobytes, "kB") if kilobytes < 1000 else (round(kilobytes / 1000, 1), "MB")
    return f"{format_decimal(number, locale=locale)}\u00a0{unit}"


def link_feed(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Name the feed in a page's head (https://html.spec.whatwg.org/#rel-alternate)."""
    feed = domain_of(app.env).downloads.get("atom")
    if feed is None or doctree is None:
        return
    here = app.builder.get_target_uri(pagename).partition("#")[0]
    href = escape(relative_uri(here, quote(feed.file)))
    title = escape(str(app.config.html_title))
    link = f'<link rel="alternate" type="{feed.media_type}" title="{title}" href="{href}" />'
    context["metatags"] = f"{context.get('metatags', '')}\n{link}"
