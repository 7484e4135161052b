"""What is done to entries once their page, or the assembled book, is known as a whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_homepage.nodes import hp_entry, hp_group, hp_heading

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_homepage.model.entries import Common


class NoteEntries(SphinxTransform):
    """Gives every entry on the page its id, and tells the domain where it is."""

    default_priority = 700

    def apply(self, **kwargs: Any) -> None:
        """Run when the page has been parsed: only then are all its ids known."""
        shown: list[tuple[Element, Common]] = self.env.current_document.get("homepage_shown", [])
        if not shown:
            return
        from sphinx_homepage.diagnostics import report
        from sphinx_homepage.domain import HomepageDomain, ShownEntry
        from sphinx_homepage.model.anchors import duplicate, free_anchor, long_anchor, short_anchor

        domain = self.env.domains["homepage"]
        assert isinstance(domain, HomepageDomain)
        ids = self.document.ids
        seen: dict[str, Common] = {}
        times = Counter(entry.anchor or short_anchor(entry) for _, entry in shown)
        for node, entry in shown:
            anchor = entry.anchor or short_anchor(entry)
            if entry.anchor:
                if anchor in seen and seen[anchor].typed_at == entry.typed_at:
                    continue  # The same entry, shown twice on one page: the first has the anchor.
            elif times[anchor] > 1 or anchor in ids:
                anchor = long_anchor(entry)
            if anchor in seen:
                report(duplicate(anchor, entry, seen[anchor]), self.env.srcdir)
            if anchor in ids or anchor in seen:
                anchor = free_anchor(anchor, [*ids, *seen])
            seen[anchor] = entry
            node["ids"].append(anchor)
            ids[anchor] = node
            domain.note_entry(self.env.docname, ShownEntry(anchor, entry.section, _title(entry)))


def _title(entry: Common) -> str:
    head = entry.head
    value = getattr(entry, head) if head and head != "date" else getattr(entry, "summary", None)
    return str(value or entry.section)


class SetHeadingLevels(SphinxPostTransform):
    """Sets the level of entry headings from the sections above them.

    A page's own level is known only here: single-page HTML and LaTeX put pages below one another.
    """

    default_priority = 800

    def run(self, **kwargs: Any) -> None:
        """Count the sections, groups and entries above each heading."""
        for heading in self.document.findall(hp_heading):
            heading["heading-level"] = min(max(_depth(heading) + 1, 2), 6)


def _depth(heading: hp_heading) -> int:
    depth = 0
    node: Element | None = heading.parent
    while node is not None:
        # The entry or group that the heading is of counts as the section above it would.
        if isinstance(node, (nodes.section, hp_group, hp_entry)) and node is not heading.parent:
            depth += 1
        node = node.parent
    return depth
