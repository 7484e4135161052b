"""The one rich text: what a person typed in a field -> docutils nodes, on whatever page."""

from __future__ import annotations

import posixpath
import re
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from docutils import nodes
from docutils.utils import normalize_language_tag
from docutils.utils.smartquotes import smartchars
from myst_parser.mdit_to_docutils.base import token_line
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser
from sphinx import addnodes
from sphinx.util import logging

from sphinx_homepage.diagnostics import Code, Problem, report, source_lines
from sphinx_homepage.locale import label
from sphinx_homepage.locale.dates import format_range_parts
from sphinx_homepage.model.directions import first_strong, side_of
from sphinx_homepage.model.text import Position
from sphinx_homepage.model.values import AsTyped, in_language, other_language
from sphinx_homepage.nodes import hp_foreign, hp_foreign_blocks, hp_paragraph, hp_phrase, marked
from sphinx_homepage.sources.paths import inside, site_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils.nodes import Element, Node
    from markdown_it.tree import SyntaxTreeNode
    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.model.text import Text

_LOGGER = logging.getLogger(__name__)

_MARKUP = re.compile(r"[\\`*_\[\]<&$!{~^§\n]")
"""A text without any of these is itself: no parser need look at it."""
_MARKUP_OF_EXTENSIONS = re.compile(r"[^\w ,;-]")
"""The same where MyST's linkify, replacements or smartquotes are on."""

_SPACES = " \t\n"
_MANY_SPACES = re.compile(r"[ \t\n]+")
"""Those that mean no more than one; a no-break space is a character as any other."""

_LITERAL_RULES = (
    # A field holds no page: a "#" or a "%" that begins it, four spaces or a line of dashes are as typed.
    "heading",
    "lheading",
    "code",
    "hr",
    "front_matter",
    "myst_line_comment",
    "myst_block_break",
    "myst_target",
    "footnote_def",
    "footnote_ref",
    # Data may come from anywhere: no HTML, no directives (which read files), no templates.
    "html_block",
    "html_inline",
    "substitution_inline",
    "substitution_block",
)


class FieldRenderer(SphinxRenderer):
    """Renders the text of one field, and speaks of it by the place where it was typed."""

    text: Text
    """The text at work."""
    folder: str
    """The folder of the file that holds it, relative to the source directory."""

    def create_warning(
        self,
        message: str,
        subtype: Any,
        *,
        wtype: str | None = None,
        line: int | None = None,
        append_to: Element | None = None,
    ) -> None:
        """Log a warning of MyST's at the field, not at the directive that shows it."""
        position = self.text.position
        path = Path(self.sphinx_env.srcdir, position.path) if position else self.sphinx_env.docname
        _LOGGER.warning(
            message,
            type=wtype or "myst",
            subtype=getattr(subtype, "value", subtype),
            location=f"{path}:{line or (position.line if position else '')}",
        )

    def render_paragraph(self, token: SyntaxTreeNode) -> None:
        """Render a paragraph as ours, which is translated as the Markdown that it is."""
        paragraph = hp_paragraph(token.children[0].content if token.children else "")
        self.copy_attributes(token, paragraph, keys=("class", "id"))
        self.add_line_and_source_path(paragraph, token)
        with self.current_node_context(paragraph, append=True):
            self.render_children(token)

    def add_line_and_source_path(self, node: Element, token: SyntaxTreeNode) -> None:
        """Give *node* its place in the file that holds the field."""
        set_source(node, self.text, self.sphinx_env)
        node.line = token_line(token, node.line)

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Render a role; one that does not exist is shown as typed."""
        before = len(self.current_node)
        super().render_myst_role(token)
        if all(isinstance(node, nodes.system_message) for node in self.current_node[before:]):
            self.current_node.append(nodes.Text(f"{{{token.meta['name']}}}`{token.content}`"))

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Render a link; a path is relative to the file that holds the text."""
        if self._keep_inside(token, "href"):
            super().render_link(token)
        else:
            self.render_children(token)

    def render_image(self, token: SyntaxTreeNode) -> None:
        """Render an image; a path is relative to the file that holds the text."""
        if self._keep_inside(token, "src"):
            super().render_image(token)
            # What is rendered when the page is written, Sphinx does not look for.
            images: Any = self.sphinx_env.current_document.setdefault("homepage_images", [])
            images.append(self.current_node[-1])
        else:
            self.current_node.append(nodes.Text(self.renderInlineAsText(token.children or [])))

    def _keep_inside(self, token: SyntaxTreeNode, name: str) -> bool:
        url = str(token.attrGet(name) or "")
        parts = urlsplit(url)
        if parts.scheme or parts.netloc or not parts.path:
            return True
        path = site_path(parts.path, self.folder)
        climbs = posixpath.normpath(posixpath.join(self.folder, parts.path.lstrip("/"))).startswith("..")
        if climbs or inside(Path(self.sphinx_env.srcdir), path) is None:
            message = f'the path "{url}" leaves the source directory; move the file into it'
            report(
                Problem(Code.FILE_OUTSIDE, message, place_of(url, self.text, self.sphinx_env)),
                self.sphinx_env.srcdir,
            )
            return False
        token.attrs[name] = path + (f"#{parts.fragment}" if parts.fragment else "")
        return True

    def render_directive(self, token: SyntaxTreeNode, name: str, arguments: str, **_: Any) -> None:
        """Show a directive as it was typed: directives read files, and a field may be anyone's."""
        message = f'a field cannot hold a directive; put "{name}" on the page itself'
        fence = token.markup
        place = place_of(f"{fence}{{{name}}}", self.text, self.sphinx_env)
        report(Problem(Code.WRONG_SHAPE, message, place), self.sphinx_env.srcdir)
        typed = f"{fence}{token.info}\n{token.content}{fence}"
        self.current_node.append(nodes.literal_block(typed, typed, language="none"))


class RichText:
    """Turns texts into nodes for one document, with one parser made when the first markup is met."""

    def __init__(self, env: BuildEnvironment, document: nodes.document) -> None:
        self.env = env
        self.document = document
        self.language: str = env.config.language or "en"
        extensions = set(env.myst_config.enable_extensions)  # type: ignore[attr-defined]
        is_plain = not extensions & {"linkify", "replacements", "smartquotes", "gfm_autolink", "section_ref"}
        self._markup = _MARKUP if is_plain else _MARKUP_OF_EXTENSIONS
        self._renderer: FieldRenderer | None = None
        self.date_parts = cache(partial(format_range_parts, locale=self.language, labels=label))
        """The words of a date and what each stands for, in the site's language."""

    @classmethod
    def of(cls, env: BuildEnvironment, document: nodes.document) -> RichText:
        """Return the one of the document that is being read."""
        found: RichText | None = env.current_document.get("homepage_rich_text")
        if found is None or found.document is not document:
            found = cls(env, document)
            env.current_document["homepage_rich_text"] = found
        return found

    def inline(self, text: Text) -> list[Node]:
        """Return the nodes of a text of one line."""
        if tag := other_language(text, self.language):
            return [hp_foreign("", "", *self.inline(in_language(text, self.language)), classes=[marked(tag)])]
        text = in_language(text, self.language)
        words = text.strip(_SPACES)
        if isinstance(text, AsTyped) or not self._markup.search(words):
            return [nodes.Text(_MANY_SPACES.sub(" ", words))] if words else []
        return self._render(text, words, is_inline=True)

    def blocks(self, text: Text) -> list[Node]:
        """Return the paragraphs, lists ... of a text; one line is one paragraph."""
        if tag := other_language(text, self.language):
            found = self.blocks(in_language(text, self.language))
            if first_strong(str(in_language(text, self.language))) not in {"", side_of(self.language)}:
                found = [hp_foreign_blocks("", *found)]
            for node in found:
                if isinstance(node, nodes.Element):
                    self._mark(node, tag)
            return found
        text = in_language(text, self.language)
        words = text.strip(_SPACES)
        if not words:
            return []
        if "\n" not in words:
            paragraph = hp_paragraph()
            self.fill(paragraph, text)
            return [paragraph]
        return self._render(text, words, is_inline=False)

    def _mark(self, node: Element, tag: str) -> None:
        """Mark a block with its language: later, if docutils would warn that it has no quotation marks."""
        if any(part in smartchars.quotes for part in normalize_language_tag(tag)):
            node["classes"].append(marked(tag))
        else:
            node["hp-language"] = tag
            self.env.current_document["homepage_languages"] = True

    def phrase(self, text: Text, *classes: str) -> hp_phrase:
        """Return an inline node that holds a text, and that a translator can translate."""
        node = hp_phrase(classes=list(classes))
        self.fill(node, text)
        return node

    def fill(self, node: nodes.TextElement, text: Text) -> None:
        """Put a text into a node that a translator can translate."""
        chosen = in_language(text, self.language)
        node.rawsource = chosen.strip(_SPACES)
        node += self.inline(text)
        set_source(node, chosen, self.env)

    def _render(self, text: Text, words: str, *, is_inline: bool) -> list[Node]:
        renderer = self._renderer or self._make_renderer()
        renderer.text = text
        position = text.position
        renderer.folder = _folder(position.path, self.env) if position else ""
        holder = nodes.Element()
        first = position.line + _blank_lines(text) if position else 1
        with renderer.current_node_context(holder):
            # A formula that begins a text is only seen if the text ends in no digit and no backslash:
            # the parser takes the last character for the one before it.
            padded = f"{words} " if words.startswith("$") else words
            renderer.nested_render_text(padded, first - 1, inline=is_inline)
        if padded is not words and holder.children and isinstance(holder[-1], nodes.Text):
            holder[-1] = nodes.Text(holder[-1].rstrip(" "))
        for node in holder.findall(nodes.Element):
            if node.source is not None or node.line is not None:
                line = node.line
                set_source(node, text, self.env)
                node.line = line or node.line
            if isinstance(node, addnodes.download_reference):
                self._check_download(node, text)
        return holder.children

    def _check_download(self, node: addnodes.download_reference, text: Text) -> None:
        target = node["reftarget"]
        _, path = self.env.relfn2path(target, self.env.docname)
        if not Path(path).resolve().is_relative_to(Path(self.env.srcdir).resolve()):
            message = f'the path "{target}" leaves the source directory; move the file into it'
            report(Problem(Code.FILE_OUTSIDE, message, place_of(target, text, self.env)), self.env.srcdir)
            assert node.parent is not None
            node.replace_self(nodes.inline("", node.astext()))

    def _make_renderer(self) -> FieldRenderer:
        parser = create_md_parser(self.env.myst_config, FieldRenderer)  # type: ignore[attr-defined]
        parser.disable(_LITERAL_RULES, ignoreInvalid=True)
        parser.options["document"] = self.document
        renderer = parser.renderer
        assert isinstance(renderer, FieldRenderer)
        renderer.setup_render(dict(parser.options), {})
        self._renderer = renderer
        return renderer


def _folder(path: str, env: BuildEnvironment) -> str:
    file = Path(env.srcdir, path)
    return file.parent.relative_to(env.srcdir).as_posix() if file.is_relative_to(env.srcdir) else ""


def _blank_lines(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")


def place_of(words: str, text: Text, env: BuildEnvironment) -> Position | None:
    """Return where *words* stand in the file that holds *text*, else where the text begins."""
    position = text.position
    if position is None:
        return None
    lines = source_lines(Path(env.srcdir, position.path))[position.line - 1 :][: text.count("\n") + 1]
    for number, line in enumerate(lines):
        column = line.find(words, 0 if number else position.column - 1)
        if column >= 0:
            return Position(position.path, position.line + number, column + 1)
    return position


def set_source(node: Element, text: Text, env: BuildEnvironment) -> None:
    """Give *node* the place where *text* was typed: for warnings, and for translators."""
    position = text.position
    if position is not None:
        node.source = str(Path(env.srcdir, position.path))
        node.line = position.line


def joined(parts: Iterable[Sequence[Node]], separator: str) -> list[Node]:
    """Return the nodes of all *parts* that have any, with *separator* between them."""
    result: list[Node] = []
    for part in parts:
        if part:
            if result:
                result.append(nodes.Text(separator))
            result += part
    return result
