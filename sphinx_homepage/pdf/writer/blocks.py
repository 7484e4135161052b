"""What a page's own Markdown has: sections, paragraphs, lists, notes, code, figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_homepage.pdf.source import array, block, call, dictionary, optional, string, words
from sphinx_homepage.pdf.writer.core import elements
from sphinx_homepage.pdf.writer.direction import DirectedWriter

if TYPE_CHECKING:
    from docutils.nodes import Element, Node

_SIGNS = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
"""How lists count, and how Typst calls it: https://typst.app/docs/reference/model/numbering/."""


class BlockWriter(DirectedWriter):
    """Writes blocks."""

    # What has no form of its own

    def _block_container(self, node: Element) -> str:
        anchors = self.anchors(node)
        return self.line(self.place(node), anchors) + self.blocks(node.children)

    _block_compound = _block_container
    _block_document = _block_container
    _block_decoration = _block_container
    _block_glossary = _block_container
    _block_hlist = _block_container
    _block_hlistcol = _block_container
    _block_acks = _block_container
    _block_only = _block_container
    _block_start_of_file = _block_container
    _block_legend = _block_container
    _block_desc = _block_container
    _block_desc_content = _block_container

    def _block_nothing(self, _node: Element) -> str:
        return ""

    _block_comment = _block_nothing
    _block_toctree = _block_nothing
    _block_index = _block_nothing
    _block_meta = _block_nothing
    _block_pending = _block_nothing
    _block_substitution_definition = _block_nothing
    _block_system_message = _block_nothing
    _block_tabular_col_spec = _block_nothing
    _block_highlightlang = _block_nothing
    _block_title = _block_nothing  # Its section has written it.
    _block_subtitle = _block_nothing
    _block_sd_tab_input = _block_nothing

    def _block_raw(self, node: nodes.raw) -> str:
        text = words(self.said_by(node))
        return self.line(self.place(node), call("para", text)) if text else ""

    def _block_target(self, node: Element) -> str:
        # One that stands for the next block: a link leads to that block's own anchor.
        return self.line(self.place(node), self.anchors(node))

    # Headings

    def _block_section(self, node: nodes.section) -> str:
        title = node.next_node(nodes.title) if node.children else None
        before, self.depth = self.depth, self.depth + 1
        own, others = self.own_anchor(node)
        heading = ""
        if title is not None:
            arguments = f"level: {self.depth}, id: {own}"
            inner = self.anchors(title) + self.title(title.children)
            heading = self.line(self.place(title), f"{others}#section({arguments})[{inner}];")
        written = heading + self.blocks(node.children)
        self.depth = before
        return written

    def _block_rubric(self, node: Element) -> str:
        typed = node.get("heading-level") or node.get("level")
        if typed:  # A heading in a directive's body.
            inner = self.title(node.children)
            own, others = self.own_anchor(node)
            level = min(max(int(typed), 2), self.depth + 1)
            return self.line(self.place(node), f"{others}#section(level: {level}, id: {own})[{inner}];")
        inner = call("strong-of", self.inline(node.children))
        return self.line(self.place(node), self.anchors(node) + call("para", inner))

    # Paragraphs

    def _block_paragraph(self, node: Element) -> str:
        inner = self.anchors(node) + self.inline(node.children)
        return self.line(self.place(node), call("para", inner)) if inner else ""

    _block_term = _block_paragraph
    _block_caption = _block_paragraph
    _block_sd_tab_label = _block_paragraph

    def _block_attribution(self, node: Element) -> str:
        return self.line(self.place(node), call("para", words("— ") + self.inline(node.children)))

    def _block_centered(self, node: Element) -> str:
        inner = call("strong-of", self.inline(node.children))
        return self.line(self.place(node), call("para", inner))

    _block_desc_signature = _block_paragraph

    def _inline_desc_signature_line(self, node: Element) -> str:
        return self.inline(node.children) + "#linebreak();"

    def _inline_desc_sig_element(self, node: Element) -> str:
        return self.inline(node.children)

    _inline_desc_addname = _inline_desc_sig_element
    _inline_desc_type = _inline_desc_sig_element
    _inline_desc_annotation = _inline_desc_sig_element
    _inline_desc_signature = _inline_desc_sig_element

    def _inline_desc_returns(self, node: Element) -> str:
        return words(" → ") + self.inline(node.children)

    def _inline_desc_name(self, node: Element) -> str:
        return call("strong-of", self.inline(node.children))

    def _inline_desc_parameterlist(self, node: Element) -> str:
        return words(node.astext())

    _inline_desc_type_parameter_list = _inline_desc_parameterlist

    def _block_line_block(self, node: Element) -> str:
        lines = "#linebreak();".join(self._lines(node, 0))
        return self.line(self.place(node), call("para", lines)) if lines else ""

    def _lines(self, node: Element, depth: int) -> list[str]:
        found = []
        for child in node.children:
            if isinstance(child, nodes.line_block):
                found += self._lines(child, depth + 1)
            else:
                indent = f"#h({2 * depth}em);" if depth else ""
                found.append(indent + self.inline(child.children))
        return found

    def _block_transition(self, node: Element) -> str:
        if "footnotes" in node["classes"]:  # MyST's, before footnotes: they stand where they belong.
            return ""
        return self.line(self.place(node), "#rule();")

    def _block_block_quote(self, node: Element) -> str:
        inner = self.blocks(node.children)
        return self.line(self.place(node), f"#quotation[\n{inner}];") if inner else ""

    # Lists

    def _block_bullet_list(self, node: Element) -> str:
        items = array(self._item(item) for item in node.children)
        return self.line(self.place(node), f"#bullets({items});") if node.children else ""

    def _block_enumerated_list(self, node: Element) -> str:
        items = array(self._item(item) for item in node.children)
        start = int(node.get("start", 1))
        sign = _SIGNS.get(str(node.get("enumtype")), "1")
        pattern = f"{node.get('prefix', '')}{sign}{node.get('suffix', '.')}"
        numbering = f"numbering: {string(pattern)}, " if pattern != "1." else ""
        written = f"#numbers(start: {max(start, 0)}, {numbering}{items});"
        return self.line(self.place(node), written) if node.children else ""

    def _item(self, node: Node) -> str:
        assert isinstance(node, nodes.Element)
        return block(self.places.mark(self.place(node)) + self.anchors(node) + self.tight(node.children))

    def _block_list_item(self, node: Element) -> str:
        return self.blocks(node.children)

    def _block_definition_list(self, node: Element) -> str:
        items = []
        for item in node.children:
            terms, bodies = [], []
            for child in item.children:
                if isinstance(child, nodes.definition):
                    bodies += child.children
                else:
                    terms.append(self.anchors(child) + self.inline(child.children))
            body = self.tight(bodies)
            items.append(self._definition(self.anchors(item) + words(", ").join(filter(None, terms)), body))
        return self._definitions(node, items)

    def _block_field_list(self, node: Element) -> str:
        items = []
        for item in elements(node):
            name, body = item.children
            items.append(self._definition(self.inline(name.children), self.tight(body.children)))
        return self._definitions(node, items)

    def _block_docinfo(self, _node: Element) -> str:
        return ""  # About the page, not of it.

    def _block_option_list(self, node: Element) -> str:
        items = [
            self._definition(f"#code({string(item[0].astext())});", self.tight(item[1].children))
            for item in elements(node)
        ]
        return self._definitions(node, items)

    def _definition(self, term: str, body: str) -> str:
        return dictionary({"term": block(term), "body": block(body)})

    def _definitions(self, node: Element, items: list[str]) -> str:
        return self.line(self.place(node), f"#definitions({array(items)});") if items else ""

    # Notes

    def _block_Admonition(self, node: Element) -> str:  # noqa: N802 - docutils names nodes so
        title = next((child for child in node.children if isinstance(child, nodes.title)), None)
        if title is not None:
            words_of_title = self.inline(title.children)
        else:
            words_of_title = words(self.around.labels.get(type(node).__name__, ""))
        return self._note(node, words_of_title)

    _block_admonition = _block_Admonition
    _block_seealso = _block_Admonition
    _block_topic = _block_Admonition
    _block_sidebar = _block_Admonition

    def _block_versionmodified(self, node: Element) -> str:
        return self._note(node, "")

    def _note(self, node: Element, title: str) -> str:
        inner = self.blocks(node.children)
        anchors = self.anchors(node)
        written = f"{anchors}#note(title: {optional(title)})[\n{inner}];"
        return self.line(self.place(node), written) if inner or title else ""

    # Code and formulas

    def _block_literal_block(self, node: Element) -> str:
        language = str(node.get("language") or "")
        # Without the classes of Pygments, which a parsed literal may have.
        is_known = language and language not in {"default", "none", "text", "guess"}
        lang = string(language) if is_known else "none"
        text = node.astext().rstrip("\n")
        written = f"{self.anchors(node)}#code-block({string(text)}, lang: {lang});"
        return self.line(self.place(node), written) if text else ""

    _block_doctest_block = _block_literal_block
    _block_productionlist = _block_literal_block

    def _block_math_block(self, node: nodes.math_block) -> str:
        anchors = self.anchors(node)
        formula = self.formula(node)
        if formula is None:
            return self.line(self.place(node), f"{anchors}#code-block({string(node.astext())}, lang: none);")
        number = node.get("number")
        shown = f"[{words(f'({number})')}]" if number else "none"
        written = f"{anchors}#math-block({formula.equation}, alt: {string(formula.alt)}, number: {shown});"
        return self.line(self.place(node), written)

    # Pictures

    def _block_image(self, node: nodes.image) -> str:
        picture = self.picture(node)
        if picture is None:
            alt = words(str(node.get("alt") or ""))
            return self.line(self.place(node), call("para", alt)) if alt else ""
        return self.line(self.place(node), f"{self.anchors(node)}#{picture};")

    def _block_figure(self, node: Element) -> str:
        caption, rest, picture, alt = "", [], None, ""
        for child in node.children:
            image = next(child.findall(nodes.image), None) if isinstance(child, nodes.Element) else None
            if isinstance(child, nodes.caption):
                caption = self.anchors(child) + self.inline(child.children)
            elif picture is None and image is not None and not isinstance(child, nodes.legend):
                picture, alt = self.picture(image), str(image.get("alt") or "")
                if picture is not None and isinstance(child, nodes.reference):
                    picture = block(self.inline_node(child))
            else:
                rest.append(child)
        anchors = self.anchors(node)
        if picture is None:
            shown = [call("para", inner) for inner in (words(alt), caption) if inner]
            written = "".join(self.line(self.place(node), anchors + line) for line in shown)
        else:
            figure = f"{anchors}#figure-of({picture}, caption: {optional(caption)});"
            written = self.line(self.place(node), figure)
        return written + self.blocks(rest)

    # Footnotes and citations

    def _block_footnote(self, node: nodes.footnote) -> str:
        """Write a footnote that nothing refers to where it stands."""
        names: list[str] = node.get("ids", [])
        if node.get("backrefs") or any(name in self.footnotes_begun for name in names):
            return ""
        label = next((child.astext() for child in node.children if isinstance(child, nodes.label)), "")
        item = self._definition(words(label), self.footnote_body(node))
        return self._definitions(node, [item])

    def _block_citation(self, node: Element) -> str:
        label = next((child.astext() for child in node.children if isinstance(child, nodes.label)), "")
        children = [child for child in node.children if not isinstance(child, nodes.label)]
        item = self._definition(self.anchors(node) + words(f"[{label}]"), self.tight(children))
        return self._definitions(node, [item])
