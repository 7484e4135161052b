"""The context of an HTML page: its style sheet, its canonical address, its e-mail addresses."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_homepage.diagnostics import Code, Problem, report
from sphinx_homepage.nodes import hp_block, hp_hero, hp_masthead

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_homepage.domain import HomepageDomain

STATIC_DIR = Path(__file__).parent / "static"
STYLE_SHEET = "sphinx-homepage.css"


def add_style_sheet(app: Sphinx) -> None:
    """Put the style sheet among the files of the site, for the builders that write HTML."""
    if app.builder.format == "html":
        app.config.html_static_path.append(str(STATIC_DIR))
        app.config.epub_exclude_files.extend([])


def link_style_sheet(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Link the style sheet from the pages that show something of ours, and from no other."""
    if doctree is not None and any(True for _ in doctree.findall(_is_ours)):
        app.add_css_file(STYLE_SHEET)


def _is_ours(node: nodes.Node) -> bool:
    return isinstance(node, (hp_block, hp_hero, hp_masthead))


def set_canonical_url(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give the page the canonical address of its front matter, if the page is served there."""
    domain: HomepageDomain = app.env.domains["homepage"]  # type: ignore[assignment]
    url = domain.urls.get(pagename)
    if url is None or app.builder.name not in {"html", "dirhtml"}:
        return
    builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]
    served = _served_at(builder.get_target_uri(pagename))
    if url not in served:
        message = f'this page is served at "{served[0]}", not at "{url}"; give that as its url, or move the file'
        report(Problem(Code.PAGE_URL, message, url.position), app.srcdir)
    elif app.config.html_baseurl:
        context["pageurl"] = app.config.html_baseurl.rstrip("/") + url


def _served_at(target: str) -> list[str]:
    """Return the paths at which static hosts serve the page written for *target*, the usual one first."""
    path = f"/{target}"
    if path.endswith("/"):  # dirhtml
        return [path, *filter(None, [path.rstrip("/")]), f"{path}index.html"]
    if path.rpartition("/")[2] in {"index.html", ""}:
        folder = path.removesuffix("index.html")
        return [folder, path, *filter(None, [folder.rstrip("/")])]
    return [path, path.removesuffix(".html")]


def cloak_addresses(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Cloak the e-mail addresses of a page wherever they stand: body, head, contents, the theme's icon links."""
    if not app.config.homepage_cloak_email:
        return
    from sphinx_homepage.html.email import cloak

    for name in ("body", "metatags", "toc", "title", "shorttitle", "docstitle", "copyright"):
        value = context.get(name)
        if isinstance(value, str) and ("@" in value or "&#" in value or "%40" in value):
            context[name] = cloak(value)
    links = context.get("theme_icon_links")
    if isinstance(links, list):
        context["theme_icon_links"] = [
            {**link, "url": cloak(link["url"]), "name": cloak(str(link.get("name", "")))}
            if isinstance(link, dict) and "@" in str(link.get("url"))
            else link
            for link in links
        ]
