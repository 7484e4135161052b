"""The directives: one class for every section, made from the table of sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx.util.docutils import SphinxDirective

from sphinx_homepage.model.sections import POSITIONS, SECTIONS
from sphinx_homepage.publication_nodes import hp_publications

if TYPE_CHECKING:
    from docutils import nodes
    from docutils.nodes import Node
    from sphinx.application import Sphinx


class SectionDirective(SphinxDirective):
    """Shows the entries of one section, in one of three forms.

    With an argument it is one entry: its fields are the options, its body is the page's own markup.
    With a body alone, that is a YAML list of entries.
    With neither it shows the entries of the data files, selected by its options.

    It declares no options, so that it gets its block as it was typed: see ``directives.typed``.
    """

    section_name: ClassVar[str]
    has_content = True
    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Node]:
        """Return the block of the entries, or in another entry's body the entries alone."""
        # Late: a build may read no page.
        if self.section_name == "publications":
            from sphinx_homepage.directives.publications.block import PublicationsBlock

            return PublicationsBlock(self).nodes()
        from sphinx_homepage.directives.section import SectionBlock

        return SectionBlock(self).nodes()


def add_directives(app: Sphinx) -> None:
    """Register a directive for every section, under its name and its singular."""
    for section in (*SECTIONS.values(), POSITIONS):
        directive = type(
            f"{section.name.capitalize()}Directive", (SectionDirective,), {"section_name": section.name}
        )
        for name in filter(None, (section.name, section.singular)):
            app.add_directive(name, directive)
    app.connect("doctree-read", _list_headings, priority=600)  # Behind Sphinx's collector of contents.


def _list_headings(app: Sphinx, doctree: nodes.document) -> None:
    """Put the headings of publications into the page's contents, where it has any."""
    if any(True for _ in doctree.findall(hp_publications)):
        from sphinx_homepage.directives.publications.headings import list_in_contents

        list_in_contents(app, doctree)
