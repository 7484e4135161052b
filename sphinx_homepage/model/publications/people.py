"""Persons who are found in bibliographies by their names and ORCIDs."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.model.publications.comparison import FULL, compacts, strength
from sphinx_homepage.model.publications.spellings import is_east_asian, joined, skeletons, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_homepage.model.publications.names import Name

ORCID: Final = FULL + 1
"""The strength of a match by ORCID."""


class Person(NamedTuple):
    """Someone to be found in bibliographies."""

    names: tuple[Name, ...]
    """Every name, in every way in which its words may be given name and family."""
    orcid: str = ""
    """``0000-0002-1825-0097``."""


class People:
    """Persons who are found by name, quickly: each name of a bibliography is compared with few of them.

    Args:
        persons: Who is to be found.
    """

    def __init__(self, persons: Iterable[Person]) -> None:
        self.persons = tuple(persons)
        self._by_key: dict[str, dict[int, None]] = defaultdict(dict)
        for number, person in enumerate(self.persons):
            for listed in person.names:
                for key in _keys_of(listed):
                    self._by_key[key][number] = None
        self._by_key.default_factory = None
        self._by_orcid = {
            person.orcid: n for n, person in reversed([*enumerate(self.persons)]) if person.orcid
        }
        self._found: dict[Name, dict[int, int]] = {}

    def __bool__(self) -> bool:
        return bool(self.persons)

    def find(self, name: Name) -> dict[int, int]:
        """Return who *name* may be: the persons' numbers, each with the strength of the match.

        An ORCID decides: whoever has the same is the only one, and whoever has another is none.
        """
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = self._compare(name)
        return found

    def best(self, name: Name) -> list[int]:
        """Return whom *name* most surely is; several where nothing tells them apart."""
        found = self.find(name)
        most = max(found.values(), default=0)
        return [number for number, strength in found.items() if strength == most]

    def _compare(self, name: Name) -> dict[int, int]:
        if name.orcid and name.orcid in self._by_orcid:
            return {self._by_orcid[name.orcid]: ORCID}
        by_key = self._by_key
        keys = [key for key in _keys_in(name) if key in by_key]
        found: dict[int, int] = {}
        for number in sorted({number for key in keys for number in by_key[key]}):
            person = self.persons[number]
            if name.orcid and person.orcid:
                continue
            surest = max(strength(name, listed) for listed in person.names)
            if surest:
                found[number] = surest
        return found


def _keys_in(name: Name) -> Iterable[str]:
    """Return the keys under which whoever *name* is stands; somebody else may stand there too."""
    family = f"{name.prefix} {name.family}"
    text = f"{name.given} {family}"
    if not text.isascii() and is_east_asian(text):
        return joined(words_of(name.full)) if name.is_corporate else compacts(name)
    words = skeletons(text)
    if name.is_corporate:
        return ("".join(words),)
    parts = skeletons(family)
    # Joined too: "van der Berg" may be "Vanderberg". Of a family like "Ea" the skeleton is empty.
    return (*words, "".join(parts), "".join(parts[1:]), "") if len(parts) > 1 else (*words, "")


def _keys_of(listed: Name) -> set[str]:
    if is_east_asian(listed.full):
        return {*compacts(listed), *joined(words_of(listed.full))}
    family = skeletons(listed.family)
    keys = {"".join(skeletons(listed.full)), "".join(skeletons(f"{listed.prefix} {listed.family}"))}
    return keys | {"".join(family[at:]) for at in range(len(family) or 1)}
