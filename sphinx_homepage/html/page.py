"""The context of an HTML page: its style sheet, its canonical address, its e-mail addresses."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_homepage.diagnostics import Code, Problem, report
from sphinx_homepage.domain import domain_of
from sphinx_homepage.html import publication_styles
from sphinx_homepage.html.addresses import site_url
from sphinx_homepage.html.metadata import with_title
from sphinx_homepage.html.person import person_of
from sphinx_homepage.nodes import hp_block, hp_hero, hp_masthead
from sphinx_homepage.publication_nodes import hp_bibtex, hp_listing, hp_pub_row, hp_pubs, script_words

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx, TemplateBridge
    from sphinx.builders.html import StandaloneHTMLBuilder


STATIC_DIR = Path(__file__).parent / "static"
WEB_DIR = Path(__file__).parent / "static_web"
"""What a book has no use for, and epubcheck no kind word: rules of a text's direction, a script."""
STYLE_SHEET = "sphinx-homepage.css"
SCRIPT = "sphinx-homepage.js"
PAPER = "homepage_paper"
"""What is true in the context of a page of one publication, which has no doctree."""


def add_static_files(app: Sphinx) -> None:
    """Put the style sheets and the script among the files of the site, for the builders that write HTML."""
    if app.builder.format == "html":
        is_book = app.builder.name == "epub"
        own = [str(STATIC_DIR), *([] if is_book else [str(WEB_DIR)])]
        # A new list: the one there may be Sphinx's own, which the next build in this process finds again.
        app.config.html_static_path = [*app.config.html_static_path, *own]


def link_static_files(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Link each style sheet, and the script, from the pages that show something for it, and from no other."""
    is_paper = bool(context.get(PAPER))
    if is_paper or _has(doctree, hp_block, hp_hero, hp_masthead):
        app.add_css_file(STYLE_SHEET)
    if app.builder.name == "epub":
        return  # Where publications are plain lists.
    if is_paper or _has(doctree, hp_pubs, hp_pub_row, hp_listing, hp_bibtex):
        app.add_css_file(publication_styles.STYLE_SHEET)
    if is_paper or _has(doctree, hp_listing, hp_bibtex):
        words: dict[str, Any] = {"data-words": json.dumps(script_words(), ensure_ascii=False)}
        app.add_js_file(SCRIPT, loading_method="defer", **words)


def _has(doctree: nodes.document | None, *kinds: type[nodes.Element]) -> bool:
    return doctree is not None and any(True for _ in doctree.findall(lambda node: isinstance(node, kinds)))


def set_canonical_url(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Give the page its canonical address, that of its front matter if the page is served there."""
    if app.builder.name not in {"html", "dirhtml"}:
        return
    builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]
    site = site_url(app.config)
    served = _served_at(builder.get_target_uri(pagename))
    url = domain_of(app.env).urls.get(pagename)
    if url is not None and url not in served:
        message = (
            f'this page is served at "{served[0]}", not at "{url}"; give that as its url, or move the file'
        )
        report(Problem(Code.PAGE_URL, message, url.position), app.srcdir)
        url = None
    if site and (url is not None or person_of(app.env).is_homepage):
        context["pageurl"] = site.rstrip("/") + (url or served[0])


def _served_at(target: str) -> list[str]:
    """Return the paths at which static hosts serve the page written for *target*, the usual one first."""
    path = f"/{target}"
    if path.endswith("/"):  # dirhtml
        return [path, *filter(None, [path.rstrip("/")]), f"{path}index.html"]
    if path.rpartition("/")[2] in {"index.html", ""}:
        folder = path.removesuffix("index.html")
        return [folder, path, *filter(None, [folder.rstrip("/")])]
    return [path, path.removesuffix(".html")]


class _Templates:
    """A theme's templates, whose pages have e-mail addresses written as the person asks."""

    def __init__(self, templates: TemplateBridge, *, is_cloaked: bool) -> None:
        self._templates: Any = templates  # Sphinx says that "render" returns nothing.
        self._is_cloaked = is_cloaked

    def __getattr__(self, name: str) -> Any:
        return getattr(self._templates, name)

    def render(self, template: str, context: dict[str, Any]) -> str:
        """Return the whole page: themes put addresses in the head, the contents and their icon links too."""
        page = with_title(self._templates.render(template, context), context)
        return _written(page, is_cloaked=self._is_cloaked)


def wrap_templates(app: Sphinx) -> None:
    """Have a say in every page that a builder of HTML writes."""
    if getattr(app.builder, "templates", None) is not None and app.builder.format == "html":
        app.builder.templates = _Templates(app.builder.templates, is_cloaked=app.config.homepage_cloak_email)


def write_addresses(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Write the addresses in the context of a page, where that is what the builder writes: json, pickle."""
    if hasattr(app.builder, "dump_context"):
        is_cloaked = app.config.homepage_cloak_email
        context.update({name: _written_in(value, is_cloaked=is_cloaked) for name, value in context.items()})


def _written_in(value: Any, *, is_cloaked: bool) -> Any:
    if isinstance(value, str):
        return _written(value, is_cloaked=is_cloaked)
    if isinstance(value, dict):
        return {key: _written_in(item, is_cloaked=is_cloaked) for key, item in value.items()}
    if type(value) in {list, tuple}:
        return type(value)(_written_in(item, is_cloaked=is_cloaked) for item in value)
    return value


def _written(fragment: str, *, is_cloaked: bool) -> str:
    plain = _plain(fragment)
    if not is_cloaked:
        return plain
    from sphinx_homepage.html.email import cloak

    return cloak(plain)


_SCRIPT = re.compile(r"(<(script|style)\b.*?</\2>)", re.DOTALL | re.IGNORECASE)
_DOCUTILS = re.compile(r"<span>&#(64|46);</span>|&#(64);")
_DOCUTILS_LINK = re.compile(r'(?<=href="mailto:)[^"]*')


def _plain(fragment: str) -> str:
    """Undo what docutils does to every ``@``, of ``recall@100`` too, and to links."""
    if "&#64;" not in fragment and "&#37;" not in fragment:
        return fragment
    pieces = _SCRIPT.split(fragment)
    for number in range(0, len(pieces), 3):  # Between them stand a script and the name of its tag.
        piece = _DOCUTILS.sub(lambda code: chr(int(code[1] or code[2])), pieces[number])
        pieces[number] = _DOCUTILS_LINK.sub(_plain_link, piece)
    del pieces[2::3]
    return "".join(pieces)


def _plain_link(address: re.Match[str]) -> str:
    return address[0].replace("&#37;&#52;&#48;", "@").replace("&#46;", ".")


def clean_search_index(app: Sphinx, exception: Exception | None) -> None:
    """Cloak the addresses in the search index, and take out the words that no page has any more.

    Sphinx keeps each word that was once on a page: a field that is private now would stay there.
    A program that reads JSON finds the same addresses as before.
    """
    builder: Any = app.builder
    index = Path(app.outdir, getattr(builder, "searchindex_filename", None) or "searchindex.js")
    if exception or index.suffix not in {".js", ".json"} or not index.is_file():
        return
    typed = index.read_text("utf-8")
    words = typed
    if ":[]" in words:
        found = builder.indexer_format.loads(words)
        for name in ("terms", "titleterms"):
            found[name] = {word: pages for word, pages in found[name].items() if pages != []}
        words = builder.indexer_format.dumps(found)
    if app.config.homepage_cloak_email:
        words = re.sub(r"(?<=\w)@(?=\w)", r"\\u0040", words)
    if words != typed:
        index.write_text(words, "utf-8")
