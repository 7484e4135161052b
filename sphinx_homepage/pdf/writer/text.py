"""Running text: emphasis, links, code, pictures, formulas, footnotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_homepage.diagnostics import Code, shown
from sphinx_homepage.pdf.pictures import kind_of
from sphinx_homepage.pdf.raw_html import FORMS, SIGNS, is_html, said_by, tag_of
from sphinx_homepage.pdf.source import call, string, words
from sphinx_homepage.pdf.writer.core import Core

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils.nodes import Element, Node

    from sphinx_homepage.pdf.math import Formula

_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ANCHOR = re.compile(r'#anchor\("(?:[^"\\]|\\.)*"\);', re.DOTALL)
_TO_SEE = re.compile("[^\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_SCHEMES = frozenset(
    [
        "http",
        "https",
        "mailto",
        "tel",
        "ftp",
        "ftps",
        "sftp",
        "sms",
        "sip",
        "geo",
        "xmpp",
        "matrix",
        "news",
        "nntp",
        "irc",
        "ircs",
        "urn",
        "doi",
        "magnet",
        "ssh",
        "git",
    ]
)
"""What a link may begin with: PDF readers ask, or do worse, at others."""

_LONGEST_URL = 8000
"""https://typst.app/docs/reference/model/link/ takes no longer one."""


def _shows_something(source: str) -> bool:
    """Whether there is something to see in a string of Typst *source*."""
    return any(_TO_SEE.search(text) for text in _STRING.findall(_ANCHOR.sub("", source)))


class TextWriter(Core):
    """Writes running text."""

    # What has no form of its own

    def _inline_inline(self, node: Element) -> str:
        return self.inline(node.children)

    _inline_generated = _inline_inline
    _inline_acronym = _inline_inline
    _inline_pending_xref = _inline_inline
    _inline_problematic = _inline_inline
    _inline_substitution_reference = _inline_inline
    _inline_desc_inline = _inline_inline
    _inline_citation_reference = _inline_inline
    _inline_PassthroughTextElement = _inline_inline  # noqa: N815 - sphinx-design's

    def _inline_abbreviation(self, node: Element) -> str:
        meaning = str(node.get("explanation") or "")
        is_new = bool(meaning) and meaning not in self.explained
        self.explained.add(meaning)
        return self.inline(node.children) + (words(f" ({meaning})") if is_new else "")

    explained: set[str]

    def _inline_nothing(self, _node: Element) -> str:
        return ""

    _inline_comment = _inline_nothing
    _inline_index = _inline_nothing
    _inline_hp_icon = _inline_nothing
    _inline_hp_value = _inline_nothing
    _inline_hp_coins = _inline_nothing
    _inline_hp_bibtex = _inline_nothing
    _inline_substitution_definition = _inline_nothing
    _inline_system_message = _inline_nothing
    _inline_meta = _inline_nothing
    _inline_fontawesome = _inline_nothing  # An icon of sphinx-design's.

    def _inline_target(self, node: Element) -> str:
        return self.inline(node.children)

    # HTML as it is

    def inline(self, children: Iterable[Node]) -> str:
        """Return running text; what stands between two tags of HTML in the form that they give it."""
        runs: list[tuple[str, list[str]]] = [("", [])]
        for node in children:
            tag = tag_of(node)
            if tag in FORMS:
                runs.append((tag, []))
            elif tag and tag == f"/{runs[-1][0]}":
                form, inner = FORMS[runs[-1][0]], "".join(runs.pop()[1])
                runs[-1][1].append(call(form, inner) if inner else "")
            else:
                runs[-1][1].append(SIGNS[tag] if tag in SIGNS else self.inline_node(node))
        return "".join(part for _, run in runs for part in run)

    def _inline_raw(self, node: nodes.raw) -> str:
        return words(self.said_by(node))

    def said_by(self, node: nodes.raw) -> str:
        """Return the text of HTML that the PDF has no form for."""
        text, is_seen = said_by(node.astext()) if is_html(node) else ("", False)
        if is_seen:
            message = (
                'the PDF has no form for raw HTML, and shows its text alone; "only" with "html" hides that'
            )
            self.warn_once("raw", message, node)
        return text

    # Forms

    def title(self, children: Sequence[Node], otherwise: str = "–") -> str:
        """Return the words of a heading: *otherwise* where there is nothing to see, which none may lack."""
        inner = self.inline(children)
        return inner if _shows_something(inner) else words(otherwise or "–")

    def _formed(self, name: str, node: Element) -> str:
        inner = self.inline(node.children)
        return call(name, inner) if inner else ""

    def _inline_strong(self, node: Element) -> str:
        return self._formed("strong-of", node)

    def _inline_emphasis(self, node: Element) -> str:
        return self._formed("emph-of", node)

    _inline_title_reference = _inline_emphasis
    _inline_literal_emphasis = _inline_emphasis
    _inline_manpage = _inline_emphasis
    _inline_literal_strong = _inline_strong

    def _inline_subscript(self, node: Element) -> str:
        return self._formed("sub-of", node)

    def _inline_superscript(self, node: Element) -> str:
        return self._formed("super-of", node)

    def _inline_literal(self, node: Element) -> str:
        text = node.astext()
        return f"#code({string(text)});" if text else ""

    # Links

    def _inline_reference(self, node: Element) -> str:
        inner = self.inline(node.children)
        if node.get("refid"):
            return self.refer(str(node["refid"]), inner)
        url = str(node.get("refuri") or "")
        if url.startswith("#"):
            return self.refer(url[1:], inner)
        return self.link(url, inner)

    def link(self, url: str, inner: str) -> str:
        """Return a link to another site."""
        scheme = url.partition(":")[0].lower()
        # Typst cannot tag a link that shows nothing, and gives up.
        if not _shows_something(inner) or scheme not in _SCHEMES or ":" not in url or len(url) > _LONGEST_URL:
            return inner
        return f"#link-to({string(url)})[{inner}];"

    def _inline_download_reference(self, node: Element) -> str:
        # Made a plain link where the file has an address: see ``resolve``.
        return self.inline(node.children)

    # Pictures

    def _inline_image(self, node: nodes.image) -> str:
        picture = self.picture(node)
        if picture is None:
            return words(str(node.get("alt") or ""))
        return f"#box({picture});"

    def picture(self, node: nodes.image) -> str | None:
        """Return a picture as an expression; None where there is no file that Typst can show."""
        if (path := self.picture_path(node)) is None:
            return None
        width = str(node.get("width") or "").strip().lower()
        arguments = f"path: {string(path)}, alt: {string(str(node.get('alt') or ''))}"
        return f"picture({arguments}, width: {string(width) if width else 'none'})"

    def picture_path(self, node: nodes.image) -> str | None:
        """Return the path that a picture has in the source."""
        file = self.around.images(node)
        if file is None and not self.around.is_missing(node):
            uri = str(node.get("uri", ""))
            message = (
                f'the PDF cannot show the image "{shown(uri)}", and has its alternative text in its place; '
                "give a PNG, JPEG, GIF, SVG or WebP file in the source directory"
            )
            self.warn(Code.PDF_IMAGE, message, node)
        if file is None:
            return None
        return self.files.setdefault(file, f"files/{len(self.files) + 1}{kind_of(file)}")

    # Formulas

    def _inline_math(self, node: nodes.math) -> str:
        formula = self.formula(node)
        if formula is None:
            return f"#code({string(node.astext())});"
        return f"#math-inline({formula.equation}, alt: {string(formula.alt)});"

    def formula(self, node: nodes.math | nodes.math_block) -> Formula | None:
        """Return a formula; None where it cannot be shown, on the page neither."""
        from sphinx_homepage.formulas.latex import FormulaError  # Late: few pages have a formula.
        from sphinx_homepage.pdf.math import formula_of

        try:
            return formula_of(node)
        except FormulaError as error:
            if self.around.warns_of_math or node.get("hp-only") == "pdf":
                message = f'the formula "{shown(node.astext())}" {error}; it is shown as it is typed'
                self.warn(Code.MATH, message, node)
            return None

    # Footnotes

    def _inline_footnote_reference(self, node: Element) -> str:
        target = str(node.get("refid", ""))
        footnote = self.footnotes.get(target)
        if footnote is None or target in self.footnotes_begun:
            return call("super-of", words(node.astext()))
        self.footnotes_begun.add(target)
        return f"#footnote-of[{self.footnote_body(footnote)}];"

    footnotes: dict[str, nodes.footnote]
    footnotes_begun: set[str]

    def footnote_body(self, footnote: nodes.footnote) -> str:
        """Return what a footnote says; a paragraph alone is running text."""
        children = [child for child in footnote.children if not isinstance(child, nodes.label)]
        return self.anchors(footnote) + self.tight(children)

    def tight(self, children: Sequence[Node]) -> str:
        """Return blocks, or where they are one paragraph its text."""
        if len(children) == 1 and type(children[0]) is nodes.paragraph:
            paragraph = children[0]
            return self.anchors(paragraph) + self.inline(paragraph.children)
        blocks = self.blocks(children)
        return f"\n{blocks}" if blocks else ""
