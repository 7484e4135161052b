"""What of the record a PDF carries along: the entries and publications that it shows, and nothing else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes

from sphinx_homepage.domain import domain_of
from sphinx_homepage.model.record import Record
from sphinx_homepage.model.rows import Publications
from sphinx_homepage.nodes import hp_address, hp_block, hp_phrase
from sphinx_homepage.sources.bibliography import publications_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.rows import Contact


def resume_of(
    env: BuildEnvironment, document: nodes.document, publications: Sequence[Publication], language: str
) -> str:
    """Return ``resume.json`` for the PDF of a page; nothing where the page shows nothing of the record.

    Args:
        env: the environment.
        document: the page, resolved.
        publications: what its lists show.
        language: the site's language.
    """
    domain = domain_of(env)
    record = domain.record if domain.data_files else Record()
    keys = {item.key for item in publications}
    shown = _Shown(document)
    sections = {
        name: [entry for entry in entries if _is_shown(entry, name, shown, keys)]
        for name, entries in record.sections.items()
    }
    sections = {name: entries for name, entries in sections.items() if entries}
    if not sections and not publications:
        return ""
    from sphinx_homepage.exports.json_resume import to_json, to_json_resume

    # Its "x-" keys, and what is private, no page shows; neither does this.
    data, _ = to_json_resume(
        Record(sections), publications, language=language, medium="pdf", are_extras_shown=False
    )
    return to_json(data)


class _Shown:
    """What is to be found on a page."""

    def __init__(self, document: nodes.document) -> None:
        self.ids = {name for node in document.findall(nodes.Element) for name in node["ids"]}
        self.blocks = {name for block in document.findall(hp_block) for name in block["classes"]}
        self.names = {
            name.astext()
            for block in document.findall(hp_block)
            if "hp-profile" in block["classes"]
            for name in block.findall(hp_phrase)
            if "p-name" in name["classes"]
        }
        addresses = [*document.findall(hp_address)]
        links = [link for node in addresses for link in node.findall(nodes.reference)]
        shown = [*(node.astext() for node in addresses), *(str(link.get("refuri", "")) for link in links)]
        self.addresses = " ".join(shown)

    def has(self, anchor: str) -> bool:
        """Whether an entry with this *anchor* is there, which on a clash has a number behind it."""
        if not anchor:
            return False
        numbered = re.compile(rf"{re.escape(anchor)}-[0-9]+")
        return anchor in self.ids or any(map(numbered.fullmatch, self.ids))


def _is_shown(entry: Common, section: str, shown: _Shown, keys: set[str]) -> bool:
    if entry.only == "web":
        return False
    public: Any = entry.published()
    if section == "profile":
        return any(public.name and plain in str(public.name) for plain in shown.names)
    if section == "contact":
        contact = cast("Contact", public)
        return bool(shown.addresses) and all(mail in shown.addresses for mail in contact.email or ())
    if f"hp-{section}" not in shown.blocks:
        return False
    if isinstance(public, Publications):
        return any(item.key in keys for item in publications_of([public]))
    return shown.has(entry.anchor)
