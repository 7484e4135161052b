"""The directives: one class for every section, made from the table of sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from sphinx.util.docutils import SphinxDirective

from sphinx_homepage.model.sections import POSITIONS, SECTIONS

if TYPE_CHECKING:
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
        from sphinx_homepage.directives.section import SectionBlock  # Late: a build may read no page.

        return SectionBlock(self).nodes()


def add_directives(app: Sphinx) -> None:
    """Register a directive for every section, under its name and its singular."""
    for section in (*SECTIONS.values(), POSITIONS):
        directive = type(
            f"{section.name.capitalize()}Directive", (SectionDirective,), {"section_name": section.name}
        )
        for name in filter(None, (section.name, section.singular)):
            app.add_directive(name, directive)
