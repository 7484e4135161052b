"""What of the record a PDF carries along: the entries and publications that it shows, and nothing else.

A page that is also a PDF is read with its entries on the nodes that show them, wherever they were typed.
What the PDF leaves out of the page, goes with them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from docutils import nodes

from sphinx_homepage.domain import domain_of
from sphinx_homepage.model.record import Record, with_children
from sphinx_homepage.model.rows import Publications
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.nodes import hp_pdf_only
from sphinx_homepage.published import printed, printed_words, with_shown_children
from sphinx_homepage.translations import translated, translation_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docutils.nodes import Node
    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.rows import Profile

_CARRIED = "hp_carried"
"""The attribute of a node that holds an entry. Not one of docutils' own, which builders print."""


def carry(env: BuildEnvironment, made: Iterable[Node], entry: Common) -> None:
    """Note on the first of the nodes *made* that the PDF shows that they show *entry*."""
    for node in made:
        if isinstance(node, hp_pdf_only):
            carry(env, node.content, entry)
            return
        if isinstance(node, nodes.Element) and node.get("hp-only") != "web":
            # Pages are stored as read, and published so by mistake: what no page prints is not stored.
            shown = printed(entry, printed_words(env), medium="pdf")
            setattr(node, _CARRIED, translated(shown, translation_of(env)))
            return


def resume_of(
    env: BuildEnvironment, document: nodes.document, publications: Sequence[Publication], language: str
) -> str:
    """Return ``resume.json`` for the PDF of a page; nothing where the page shows nothing of a record.

    Args:
        env: the environment.
        document: the page, resolved.
        publications: what its lists show.
        language: the site's language.
    """
    sections: dict[str, list[Common]] = {}
    for entry in _carried(document):
        entries = sections.setdefault(entry.section, [])
        if entry.section in SECTIONS and entry not in entries:  # Shown twice, it is one.
            entries.append(entry)
    if "profile" in sections:
        sections["profile"] = [_as_typed(cast("Profile", sections["profile"][0]), sections)]
    if rows := _rows(env, publications):
        sections["publications"] = rows
    if not sections and not publications:
        return ""
    from sphinx_homepage.exports.json_resume import to_json, to_json_resume

    public = [replace(item, tags=()) for item in publications]
    data, _ = to_json_resume(
        Record(sections), public, language=language, medium="pdf", are_extras_shown=False
    )
    return to_json(data)


def _carried(node: Node) -> Iterator[Common]:
    """Yield the entries that are shown, in order; what nests in one it has itself."""
    entry: Common | None = getattr(node, _CARRIED, None)
    inner = (found for child in node.children for found in _carried(child))
    if entry is None:
        yield from inner
        return
    if any(entry.children()):
        kept = {found.typed_at for child in inner for found in with_children(child)}
        entry = with_shown_children(entry, lambda child: child.typed_at in kept)
    yield entry


def _as_typed(profile: Profile, sections: dict[str, list[Common]]) -> Profile:
    """Return *profile* without the organizations that it takes from the experience beside it."""
    bare = profile.without("organization")
    filled = Record(sections | {"profile": [bare]}).profile
    return bare if filled and filled.organization == profile.organization else profile


def _rows(env: BuildEnvironment, publications: Sequence[Publication]) -> list[Common]:
    """Return the entries of the data files that are among *publications*, as they were typed."""
    domain = domain_of(env)
    if not publications or not domain.files.data_files:
        return []
    places = {item.position for item in publications}
    return [
        printed(entry, medium="pdf")
        for entry in domain.files.record["publications"]
        if isinstance(entry, Publications) and entry.only != "web" and entry.typed_at in places
    ]
