"""Our own theme, ``html_theme = "homepage"``: registered here, and each of its pages put together."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from docutils import nodes

from sphinx_homepage.config import place_of
from sphinx_homepage.diagnostics import report
from sphinx_homepage.html import page as pages
from sphinx_homepage.html import publication_styles, theme_assets
from sphinx_homepage.html.theme_options import BOOLEANS, Look
from sphinx_homepage.locale import label
from sphinx_homepage.model.directions import side_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.builders.html import StandaloneHTMLBuilder

NAME: Final = "homepage"
THEME_DIR: Final = Path(__file__).parent.parent / "themes" / NAME


def connect(app: Sphinx) -> None:
    """Register the theme, and hook into the writing of its pages."""
    app.add_html_theme(NAME, str(THEME_DIR))
    app.connect("builder-inited", check_options)
    app.connect("doctree-resolved", wrap_tables)
    app.connect("write-started", write_assets)
    # After every extension has said which files it wants in the page.
    app.connect("html-page-context", arrange_page, priority=890)


def is_ours(builder: Builder) -> bool:
    """Return whether pages are written with our theme, or with one that builds on it."""
    theme = getattr(builder, "theme", None)
    # The builders of JSON and pickles keep a page's parts: no template shows them.
    is_page = not hasattr(builder, "dump_context")
    return is_page and theme is not None and THEME_DIR in [Path(folder) for folder in theme.get_theme_dirs()]


def check_options(app: Sphinx) -> None:
    """Report options that cannot be used."""
    if not is_ours(app.builder):
        return
    builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]
    if app.config.html_permalinks_icon == "¶":  # The style sheet draws it: its name would be "pilcrow sign".
        app.config.html_permalinks_icon = ""
    for problem, name in Look.of(builder.theme_options)[1]:
        place = place_of("html_theme_options", app.config, f'"{name}"')
        report(problem.__class__(problem.code, problem.message, place), app.srcdir)


def write_assets(app: Sphinx, builder: Builder) -> None:
    """Write the theme's files."""
    if is_ours(builder):
        html_builder: StandaloneHTMLBuilder = builder  # type: ignore[assignment]
        theme_assets.write_assets(html_builder, Look.of(html_builder.theme_options)[0])


# A page


class Link(NamedTuple):
    """A link of the navigation."""

    title: str
    """As HTML."""
    link: str
    current: str = ""
    """What ``aria-current`` says."""


def arrange_page(
    app: Sphinx, pagename: str, template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Give the template what it shows, and the page the files that it has a use for."""
    if not is_ours(app.builder):
        return
    builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]
    parents = {parent["link"] for parent in context.get("parents", [])}
    context["hp_labels"] = {"skip": label("Skip to content"), "dark": label("Dark mode")}
    context["hp_direction"] = side_of(context.get("language") or "en")
    context["hp_search"] = context["hasdoc"]("search") and builder.name != "singlehtml"
    has_icon = 'rel="icon"' in str(context.get("metatags")) or Path(builder.outdir, "favicon.ico").is_file()
    context["hp_no_icon"] = not has_icon
    context["hp_navigation"] = [*_navigation(context, parents)]
    context["hp_children"] = [*_children(app, pagename, context)]
    context["hp_indices"] = [link for link in context["rellinks"] if _is_index(app, link)]
    _link_files(app, builder, template, context)


_ENTRY: Final = re.compile(
    r'<li class="toctree-l1(?P<within> current)?"><a class="(?P<here>current )?reference (?:in|ex)ternal" '
    r'href="(?P<link>[^"]*)">(?P<title>.*?)</a>',
    re.DOTALL,
)


def _navigation(context: dict[str, Any], parents: set[str]) -> list[Link]:
    """Return the entries of the root page's toctrees."""
    html = context["toctree"](maxdepth=1, collapse=True, includehidden=True, titles_only=True)
    return [
        Link(
            found["title"],
            found["link"],
            "page" if found["here"] else "true" if found["within"] or found["link"] in parents else "",
        )
        for found in _ENTRY.finditer(html)
    ]


def _children(app: Sphinx, pagename: str, context: dict[str, Any]) -> list[Link]:
    """Return the pages below this one that no list on it shows; those below the root are in the head."""
    if pagename == app.config.root_doc or "toctree-l1" in context.get("body", ""):
        return []
    env = app.env
    return [
        Link(app.builder.render_partial(env.titles[child])["title"], context["pathto"](child))  # type: ignore[attr-defined]
        for child in env.toctree_includes.get(pagename, [])
        if child in env.titles
    ]


def _is_index(app: Sphinx, link: tuple[str, str, str, str]) -> bool:
    """Return whether a link leads to an index that has something in it."""
    if link[0] == "genindex":
        return any(app.env.get_domain("index").data["entries"].values())
    return link[2] not in {"N", "P"}


# The files of a page

_OF_SPHINX: Final = ("documentation_options.js", "doctools.js", "sphinx_highlight.js", "translations.js")
_ITS_NAMES: Final = re.compile(r"\b(?:DOCUMENTATION_OPTIONS|Documentation|SPHINX_HIGHLIGHT_ENABLED|_ready)\b")
_DOCUMENT: Final = re.compile(
    r'<(?:pre|kbd|blockquote|dl|table|figure|hr)\b|<div class="math\b|class="(?:[^"]* )?(?:'
    r"highlight|admonition|topic|footnote|citation|line-block|guilabel|menuselection|toctree-l1|"
    r"align-(?:left|right|center)|(?:lower|upper)(?:alpha|roman)|"
    r"version(?:modified|added|changed)|deprecated|sidebar)\b"
)
"""What has its rules in the sheet for documents."""
_YES: Final = {"true", "1", "yes", "on"}
"""As Sphinx's templates read an option."""


def _link_files(app: Sphinx, builder: StandaloneHTMLBuilder, template: str, context: dict[str, Any]) -> None:
    """Link one style sheet and one script of ours, and of Sphinx's own those that the page has a use for."""
    styles = {_name(file): file for file in context["css_files"]}
    scripts = {_name(file): file for file in context["script_files"]}
    is_searched = template == "search.html"
    has_publications = publication_styles.STYLE_SHEET in styles
    listing = scripts.get(pages.SCRIPT)

    drop = {"pygments.css", "pygments_dark.css"}
    # A style sheet that is named by html_style takes the place of ours, and has the blocks' beside it.
    if theme_assets.STYLE_SHEET in styles:
        drop |= {pages.STYLE_SHEET, publication_styles.STYLE_SHEET}
        if has_publications:
            drop.add(theme_assets.STYLE_SHEET)
            app.add_css_file(theme_assets.STYLE_SHEET_WITH_PUBLICATIONS, priority=200)
    is_document = _DOCUMENT.search(context.get("body", "")) or _has_ways(builder, context)
    if template != "page.html" or is_document:
        app.add_css_file(theme_assets.DOCUMENT_STYLE, priority=201)

    drop.add(pages.SCRIPT)
    if listing is None:
        app.add_js_file(theme_assets.SCRIPT, priority=100)
    else:
        words = {"data-words": listing.attributes["data-words"]}
        app.add_js_file(theme_assets.SCRIPT_WITH_PUBLICATIONS, priority=100, **words)
    others = [name for name in scripts if name not in {*_OF_SPHINX, pages.SCRIPT}]
    if is_searched:
        drop.add("translations.js")
        if theme_assets.write_words(builder):
            app.add_js_file(theme_assets.WORDS, priority=499)
    elif not any(_needs_sphinx(builder, name) for name in others):
        drop |= {*_OF_SPHINX}

    context["css_files"] = [file for file in builder._css_files if _name(file) not in drop]
    context["script_files"] = [file for file in builder._js_files if _name(file) not in drop]


def _has_ways(builder: StandaloneHTMLBuilder, context: dict[str, Any]) -> bool:
    """Return whether the page has more ways through the site than the navigation in its head."""
    is_asked = any(str(builder.theme_options.get(name, "")).lower() in _YES for name in BOOLEANS)
    return bool(is_asked or context.get("parents") or context["hp_children"])


def _name(file: Any) -> str:
    """Return a file's path in ``_static``, or what else it is linked by."""
    return str(getattr(file, "filename", None) or "").removeprefix("_static/")


def _needs_sphinx(builder: StandaloneHTMLBuilder, name: str) -> bool:
    """Return whether an extension's or the person's script may call those of Sphinx."""
    path = Path(builder.outdir, "_static", name)
    try:
        return bool(_ITS_NAMES.search(path.read_text("utf-8", errors="replace")))
    except (OSError, ValueError):
        return False


def wrap_tables(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Put each table in a box of its own, which scrolls where the table is wider than the page."""
    if not is_ours(app.builder):
        return
    for table in [*doctree.findall(nodes.table)]:
        if "hp-pubs" not in table["classes"]:
            box = nodes.container(classes=["hp-scroll"])
            table.parent.replace(table, box)
            box += table
