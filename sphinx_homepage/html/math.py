"""Formulas in a page: MathML that the browser shows itself, without a script and without another server.

``mathml`` is an ``html_math_renderer`` like Sphinx's own ``mathjax``, and the one that is used
unless ``html_math_renderer`` or a third renderer's extension says otherwise.
"""

from __future__ import annotations

import html
import re
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from docutils import nodes
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from sphinx_homepage.diagnostics import Code
from sphinx_homepage.formulas.latex import FormulaError
from sphinx_homepage.formulas.mathml import to_mathml

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.builders.epub3 import Epub3Builder
    from sphinx.config import Config
    from sphinx.writers.html5 import HTML5Translator

RENDERER: Final = "mathml"

logger = logging.getLogger(__name__)


def connect(app: Sphinx) -> None:
    """Register the renderer, make it the default, and let EPUB books say which pages hold formulas."""
    app.add_html_math_renderer(RENDERER, (visit_math, None), (visit_math_block, None))
    app.connect("config-inited", _choose_renderer)
    app.connect("builder-inited", _declare_in_epub)
    app.connect("html-page-context", _strip_titles)
    app.connect("doctree-resolved", partial(_check, warned=set()))


def _choose_renderer(app: Sphinx, config: Config) -> None:
    """Choose the renderer where the user has not: Sphinx gives up on three."""
    if config.html_math_renderer is not None:
        return
    others = [name for name in app.registry.html_inline_math_renderers if name not in {"mathjax", RENDERER}]
    config.html_math_renderer = others[0] if others else RENDERER


# Visitors. The structure around a formula is sphinx.ext.mathjax's, which themes have their CSS for.


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula that stands in a line of text."""
    self.body.append(self.starttag(node, "span", "", CLASS="math notranslate nohighlight"))
    self.body.append(_mathml_or_source(node))
    self.body.append("</span>")
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula that stands alone, with its number if it has one."""
    self.body.append(self.starttag(node, "div", CLASS="math notranslate nohighlight"))
    if node.get("number"):
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(_mathml_or_source(node))
    self.body.append("</div>\n")
    raise nodes.SkipNode


def joined(source: str) -> str:
    r"""Return a block's TeX as one formula: blank lines divide equations, ``\\`` the lines of one."""
    parts = [part.strip() for part in source.split("\n\n") if part.strip()]
    lines = [rf"\begin{{split}}{part}\end{{split}}" if r"\\" in part else part for part in parts]
    if len(lines) < 2:
        return "".join(lines)
    # Parts with lines of their own are aligned among themselves; the others one below the other.
    return r"\begin{aligned}" + r"\\".join(lines) + r"\end{aligned}"


def _mathml(node: nodes.math | nodes.math_block) -> str:
    source = node.astext()
    if isinstance(node, nodes.math):
        return to_mathml(source)
    is_wrapped = node.get("no-wrap", node.get("nowrap", False))
    return to_mathml(source if is_wrapped else joined(source), block=True, typed=source)


def _mathml_or_source(node: nodes.math | nodes.math_block) -> str:
    try:
        return _mathml(node)
    except FormulaError:
        return f'<code class="hp-math-source">{html.escape(node.astext())}</code>'


def _check(
    app: Sphinx, doctree: nodes.document, docname: str, *, warned: set[tuple[str | None, str]]
) -> None:
    """Warn of each formula of a page that cannot be shown.

    Not where it is written: a title's formula is written in the menus of other pages too.
    """
    if getattr(app.builder, "math_renderer_name", None) != RENDERER:
        return
    for node in doctree.findall(lambda node: isinstance(node, (nodes.math, nodes.math_block))):
        assert isinstance(node, (nodes.math, nodes.math_block))
        try:
            _mathml(node)
        except FormulaError as error:
            shown = " ".join(node.astext().split())
            message = (
                f'the formula "{shown if len(shown) <= 80 else shown[:79] + "…"}" {error}; '
                "it is shown as it is typed"
            )
            location = logging.get_node_location(node) or str(app.env.doc2path(docname))
            # A page is resolved once more for a book's table of contents.
            if (location, message) not in warned:
                warned.add((location, message))
                logger.warning(message, type="homepage", subtype=Code.MATH.slug, location=location)


_ANNOTATION: Final = re.compile(r'<annotation encoding="application/x-tex">[^<]*</annotation>')


def _strip_titles(
    _app: Sphinx, _pagename: str, _templatename: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Leave the TeX out of the titles: a template strips their tags, and would say each formula twice."""
    for holder in (context, context.get("prev"), context.get("next"), *(context.get("parents") or ())):
        if holder and isinstance(holder.get("title"), str):
            holder["title"] = _ANNOTATION.sub("", holder["title"])


# EPUB 3 wants to hear in the book's manifest which pages hold MathML or SVG, which Sphinx leaves out
# (https://www.w3.org/TR/epub-33/#sec-item-resource-properties).

_PROPERTIES: Final = {"mathml": re.compile(rb"<math[\s>]"), "svg": re.compile(rb"<svg[\s>]")}
_ITEM: Final = re.compile(r'<item\b[^>]*?\bmedia-type="application/xhtml\+xml"[^>]*?/>')


def _declare_in_epub(app: Sphinx) -> None:
    if app.builder.name != "epub":
        return
    builder: Epub3Builder = app.builder  # type: ignore[assignment]
    build_content = builder.build_content

    def build_content_with_properties() -> None:
        build_content()
        declare_properties(builder.outdir / "content.opf")

    # Wrapped and not subclassed: another extension may have put a builder of its own in this one's place.
    builder.build_content = build_content_with_properties  # type: ignore[method-assign]


def declare_properties(manifest: Path) -> None:
    """Add to each page of a book's ``content.opf`` the properties that EPUB 3 asks for."""
    before = manifest.read_text(encoding="utf-8")
    after = _ITEM.sub(lambda item: _item_with_properties(item[0], manifest.parent), before)
    if after != before:
        manifest.write_text(after, encoding="utf-8")


def _item_with_properties(item: str, folder: Path) -> str:
    href = re.search(r'\bhref="([^"]*)"', item)
    page = folder / unquote(html.unescape(href[1])) if href else None
    if page is None or not page.is_file():
        return item
    content = page.read_bytes()
    present = re.search(r'\s+properties="([^"]*)"', item)
    names = present[1].split() if present else []
    names += [name for name, used in _PROPERTIES.items() if name not in names and used.search(content)]
    if not names:
        return item
    bare = item.replace(present[0], "") if present else item
    return f'{bare[:-2].rstrip()} properties="{" ".join(names)}" />'
