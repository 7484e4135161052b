"""Publications: what is missing, and what is there twice."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.checks.material import Remark
from sphinx_homepage.diagnostics import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.checks.material import Facts
    from sphinx_homepage.model.publications.publication import Publication

_SERVERS: Final = re.compile(
    r"\b(?:ar|bio|med|chem|psy|soc|eng|earth|eco|agri|hal|phil|techr|ssoar|lawar|psyar|soca)\w*r?xiv\b"
    r"|\barxiv\b|\bcorr\b|\bssrn\b|\bosf preprint|\bpreprint\b|\bresearch square\b|\bzenodo\b|\bviXra\b"
    r"|\bhal\b|\beprint archive\b",
    re.IGNORECASE,
)
_FIRST_YEAR_OF_DOIS: Final = 2000


def without_doi(facts: Facts) -> Iterator[Remark]:
    """Articles of journals that have appeared, and by which link is not said for good."""
    for publication in facts.publications:
        if publication.type != "article" or publication.state or is_preprint(publication):
            continue
        year = publication.year
        if year is None or year < _FIRST_YEAR_OF_DOIS or not publication.fields.get("journal"):
            continue
        if not any(link.name in {"doi", "handle", "hdl", "jstor"} for link in publication.links):
            message = (
                f'the article "{shown(publication.key)}" has no DOI; find it with sphinx-homepage sync '
                "crossref, or by its title at search.crossref.org, and add doi = {10...}"
            )
            yield Remark(message, publication.position)


def is_preprint(publication: Publication) -> bool:
    """Whether *publication* stands on a server for preprints and nowhere else."""
    if publication.type == "preprint":
        return True
    names = ("journal", "booktitle", "publisher", "howpublished", "note", "institution", "organization")
    fields = publication.fields
    is_on_server = "eprint" in fields or any(
        _SERVERS.search(fields[name]) for name in names if name in fields
    )
    venue = fields.get("journal") or fields.get("booktitle") or ""
    return is_on_server and (not venue or bool(_SERVERS.search(venue))) and publication.type in _UNBOUND


_UNBOUND: Final = frozenset({"article", "inproceedings", "misc", "online", "report", "unpublished"})
_ALIKE: Final = 0.8
"""How many of two titles' words are in both, where it is the same work."""


def loose_preprints(facts: Facts) -> Iterator[Remark]:
    """Preprints beside their published versions, as items of their own."""
    titled = [
        _Titled(words, publication, _families(publication))
        for publication in facts.publications
        if (words := _words(str(publication.fields.get("title", ""))))
    ]
    by_word: dict[str, list[_Titled]] = {}
    for version in titled:
        if version.publication.type in _VERSIONS and not is_preprint(version.publication):
            for word in version.words:
                by_word.setdefault(word, []).append(version)
    for preprint in titled:
        if not is_preprint(preprint.publication):
            continue
        # Who shares most of the words has one at least of any few: the rarest find the fewest candidates.
        rarest = sorted(preprint.words, key=lambda word: len(by_word.get(word, ())))
        candidates = (other for word in rarest[: len(rarest) // 5 + 1] for other in by_word.get(word, ()))
        found = next((other for other in candidates if _is_version(preprint, other)), None)
        if found is not None:
            key = shown(found.publication.key)
            message = (
                f'the preprint "{shown(preprint.publication.key)}" has appeared as "{key}"; add '
                f"preprint_of = {{{key}}}, and lists show the two as one"
            )
            yield Remark(message, preprint.publication.position)


_VERSIONS: Final = frozenset({"article", "inproceedings", "incollection", "book"})


class _Titled(NamedTuple):
    words: frozenset[str]
    publication: Publication
    families: frozenset[str]


def _is_version(preprint: _Titled, other: _Titled) -> bool:
    words, typed = preprint.words, other.words
    alike = len(words & typed) / len(words | typed)
    if words != typed and (alike < _ALIKE or min(len(words), len(typed)) < 4):
        return False
    if preprint.families.isdisjoint(other.families):
        return False
    early, late = preprint.publication.year, other.publication.year
    return early is None or late is None or -1 <= late - early <= 6


def _words(title: str) -> frozenset[str]:
    letters = unicodedata.normalize("NFKD", title).casefold()
    letters = "".join(char for char in letters if not unicodedata.combining(char))
    return frozenset(re.findall(r"\w+", letters)) - {"a", "an", "the"}


def _families(publication: Publication) -> frozenset[str]:
    return frozenset(person.family.casefold() for person in publication.authors.people if person.family)
