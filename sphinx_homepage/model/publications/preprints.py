"""A preprint and its published version, shown as one item: where an entry says so, and only there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code, Problem, did_you_mean, shown
from sphinx_homepage.model.publications.links import ORDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.text import Text

_IS_PREPRINT_OF: Final = frozenset({"preprintof", "publishedas", "publishedin"})
"""The values of ``relatedtype`` of a preprint: it names its published version."""
_HAS_PREPRINT: Final = frozenset({"preprint", "prepublishedas"})
"""The values of ``relatedtype`` of a published version: it names its preprint."""


def join_preprints(publications: Iterable[Publication]) -> tuple[list[Publication], list[Problem]]:
    """Return the publications with each preprint in its published version, which stays where it is.

    A preprint has ``preprint_of = {key}``, or biblatex's ``related = {key}, relatedtype = {preprintof}``; or
    else the published version has ``related = {key}, relatedtype = {preprint}``. The published version gets
    the links that only the preprint has, and its key as another name. A preprint of itself, by whatever
    way, stays an item of its own, and so does one whose published version is missing.
    """
    publications = list(publications)
    if not any(_NAMES & publication.fields.keys() for publication in publications):
        return publications, []
    by_key = {key: item for item in reversed(publications) for key in (*item.aliases, item.key)}
    published: dict[str, str] = {}
    problems: list[Problem] = []
    for publication in publications:
        for preprint, version, where in _pairs(publication):
            missing = version if preprint == publication.key else preprint
            if missing not in by_key:
                hint = did_you_mean(missing, by_key) if len(by_key) < 2000 else ""
                message = (
                    f'"{shown(publication.key)}" names "{shown(missing)}", and no entry has that key{hint}'
                )
                problems.append(Problem(Code.BIB_RELATED, message, where.position))
            else:
                published.setdefault(by_key[preprint].key, by_key[version].key)
    versions = _last_versions(published)
    for preprint in published.keys() - versions.keys():
        message = f'"{shown(preprint)}" is a preprint of itself, by way of others; leave one of them out'
        problems.append(Problem(Code.BIB_RELATED, message, by_key[preprint].position))
    preprints: dict[str, list[Publication]] = {}
    for preprint, version in versions.items():
        preprints.setdefault(version, []).append(by_key[preprint])
    joined = [
        _joined(item, preprints[item.key]) if item.key in preprints else item
        for item in publications
        if item.key not in versions
    ]
    return joined, problems


_NAMES: Final = {"preprint_of", "related"}


def _pairs(publication: Publication) -> Iterator[tuple[str, str, Text]]:
    """Yield the keys of a preprint and of its published version, and where they are said."""
    fields = publication.fields
    if "preprint_of" in fields:
        yield publication.key, fields["preprint_of"].strip(), fields["preprint_of"]
    if "related" in fields:
        kind = re.sub(r"[\s_-]", "", fields.get("relatedtype", "").lower())
        for key in filter(None, re.split(r"[\s,]+", fields["related"])):
            if kind in _IS_PREPRINT_OF:
                yield publication.key, key, fields["related"]
            elif kind in _HAS_PREPRINT:
                yield key, publication.key, fields["related"]


def _last_versions(published: dict[str, str]) -> dict[str, str]:
    """Return each preprint's version that is published at last; none where the way leads in a circle."""
    last: dict[str, str | None] = {}
    for preprint in published:
        way: dict[str, None] = {}
        key = preprint
        while key in published and key not in last and key not in way:
            way[key] = None
            key = published[key]
        found = None if key in way else last.get(key, key)
        last.update(dict.fromkeys(way, found))
    return {preprint: version for preprint, version in last.items() if version is not None}


def _joined(version: Publication, preprints: list[Publication]) -> Publication:
    links = list(version.links)
    names = {link.name for link in links}
    urls = {str(link.url) for link in links}
    for preprint in preprints:
        for link in preprint.links:
            # The preprint's own DOI and page would stand for the published version's.
            if link.name not in names and link.url not in urls:
                links.append(link)
                urls.add(str(link.url))
        names = {link.name for link in links}
    aliases = (*version.aliases, *(key for item in preprints for key in (item.key, *item.aliases)))
    return replace(
        version,
        links=tuple(sorted(links, key=lambda link: ORDER.get(link.name, len(ORDER)))),
        related=(*version.related, *preprints),
        aliases=tuple(dict.fromkeys(aliases)),
        is_selected=version.is_selected or any(item.is_selected for item in preprints),
    )
