"""What the terms of the option ``filter`` say of a publication, and what is wrong with them."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, TypeAlias

from sphinx_homepage.diagnostics import shown
from sphinx_homepage.model.publications.fields import FIELDS as TABLE
from sphinx_homepage.model.publications.fields import find_field
from sphinx_homepage.model.publications.filter_fields import (
    ALIASES,
    FIELDS,
    PARTS,
    WORDS,
    any_field,
    type_name,
)
from sphinx_homepage.model.publications.filter_terms import read_terms
from sphinx_homepage.model.publications.links import ORDER as LINKS
from sphinx_homepage.model.publications.option_texts import MOST_SUGGESTIONS, parts, unknown, wrong
from sphinx_homepage.model.publications.subjects import STATES, fold, joined, name_words
from sphinx_homepage.model.publications.types import TYPES, canonical
from sphinx_homepage.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.publications.filter_fields import Field
    from sphinx_homepage.model.publications.filter_terms import Term
    from sphinx_homepage.model.publications.publication import Publication

Test: TypeAlias = "Callable[[Publication], bool]"
"""Whether a publication is to be shown."""

YES = frozenset(("", "true", "yes", "on", "1"))
NO = frozenset(("false", "no", "off", "0"))

_YEARS = re.compile(r"(\d{4})(?:\s*(?:-|–|—|\.\.|/)\s*(\d{4}))?", re.ASCII)
_ORDERS: dict[str, Callable[[float, float], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


class Conditions:
    """Makes tests of what a person typed, and collects what is wrong with it."""

    def __init__(
        self, publications: Sequence[Publication], is_me: Callable[[Publication, int], bool]
    ) -> None:
        self.problems: list[Problem] = []
        self._publications = publications
        self._is_me = is_me
        self._numbers: dict[int, tuple[int, ...]] = {}
        self._names: set[str] | None = None
        self._unknown = 0

    def of_kind(self, value: Text | None) -> list[Test]:
        """Return the test for the types that the option ``kind`` names."""
        types = self._known_types("kind", parts(value, r",|\s")) if value else []
        return [_equals(FIELDS["type"], types)] if types else []

    def of_filter(self, value: Text | None) -> list[Test]:
        """Return the tests for the terms of the option ``filter``, all of which must hold."""
        if value is None:
            return []
        terms, problems = read_terms(value, self._is_field, lambda name: _name(name) in WORDS)
        self.problems += problems
        tests = [(self._test(term), term.is_negated) for term in terms]
        return [_negated(test) if is_negated else test for test, is_negated in tests if test]

    def _test(self, term: Term) -> Test | None:
        """Return the test of a term, or None where it cannot be used, which is then said."""
        name = _name(term.name)
        if not term.operator:
            return self._word(term, name)
        if name in WORDS:
            return self._flag(term, name)
        field = self._field(name)
        if field is None:
            self._say_unknown(term.name, self._field_names())
            return None
        if term.operator in _ORDERS:
            return self._order(term, field)
        test = self._equality(term, name, field)
        return _negated(test) if test and term.operator == "!=" else test

    # Words

    def _word(self, term: Term, name: str) -> Test | None:
        if name in WORDS:
            holds, mine = WORDS[name].holds, self._mine
            return lambda publication: holds(publication, mine)
        if self._field(name):
            is_there = f" or, for all that have one, has:{name}" if name not in FIELDS else ""
            self._say(f'"filter" wants a value for "{term.name}": write {term.name}:...{is_there}', term.name)
        else:
            self._say_unknown(term.name, WORDS)
        return None

    def _flag(self, term: Term, name: str) -> Test | None:
        """Return the test of a word with a value, as "selected" has one in a .bib file: ``selected=true``."""
        value = fold(term.values[0])
        if len(term.values) > 1 or term.operator in _ORDERS or value not in YES | NO:
            self._say(f'"filter" takes "{name}" alone, or "-{name}", without a value', term.values[0])
            return None
        holds, mine = WORDS[name].holds, self._mine
        wanted = (value in YES) == (term.operator != "!=")
        return lambda publication: holds(publication, mine) == wanted

    def _mine(self, publication: Publication) -> tuple[int, ...]:
        found = self._numbers.get(id(publication))
        if found is None:
            numbers = range(len(publication.authors.people))
            found = tuple(number for number in numbers if self._is_me(publication, number))
            self._numbers[id(publication)] = found
        return found

    # Fields

    def _field(self, name: str) -> Field | None:
        if name in FIELDS:
            return FIELDS[name]
        return any_field(name) if name in TABLE or name in self._names_in_files() else None

    def _names_in_files(self) -> set[str]:
        """Return the names of all fields and links that some publication has."""
        if self._names is None:
            self._names = {name for publication in self._publications for name in publication.fields}
            self._names.update(link.name for publication in self._publications for link in publication.links)
        return self._names

    def _is_field(self, name: str) -> bool:
        return self._field(_name(name)) is not None

    def _field_names(self) -> list[str]:
        return [*FIELDS, *WORDS, *TABLE]

    def _order(self, term: Term, field: Field) -> Test | None:
        number = field.number
        if number is None:
            self._say(f'"filter" takes =, != and : for "{term.name}", not "{term.operator}"', term.name)
            return None
        is_year = field is FIELDS["year"]
        value = term.values[0]
        if len(term.values) > 1:
            self._say(f'"{term.name}{term.operator}" takes one number, not several', term.values[1])
        if not re.fullmatch(r"\d{4}" if is_year else r"\d{1,18}", value, re.ASCII):
            what = "a year of four digits" if is_year else "a number"
            self._say(f'"{term.name}{term.operator}" takes {what}, not "{shown(value)}"', value)
            return None
        compare, limit = _ORDERS[term.operator], float(value)

        def test(publication: Publication) -> bool:
            found = number(publication)
            return found is not None and compare(float(found), limit)

        return test

    def _equality(self, term: Term, name: str, field: Field) -> Test | None:
        if name == "year":
            return self._years(term.values)
        values = term.values
        if name == "type":
            values = self._known_types("filter", values)
        elif name == "state":
            values = self._known(values, ("published", *STATES), joined)
        elif name == "has":
            values = self._known_links(values)
        elif name in {"author", "editor"}:
            return self._people(term, name, field)
        if not values:
            return None
        return (
            _contains(field, values)
            if term.operator == ":" and not field.is_closed
            else _equals(field, values)
        )

    def _years(self, values: list[Text]) -> Test | None:
        spans: list[tuple[int, int]] = []
        for value in values:
            if match := _YEARS.fullmatch(value):
                first, last = int(match[1]), int(match[2] or match[1])
                spans.append((min(first, last), max(first, last)))
            else:
                self._say(
                    f'"year" takes a year of four digits, or two as in 2019-2024, not "{shown(value)}"', value
                )
        if not spans:
            return None

        def test(publication: Publication) -> bool:
            year = publication.year
            return year is not None and any(first <= year <= last for first, last in spans)

        return test

    def _people(self, term: Term, name: str, field: Field) -> Test | None:
        """Return the test for some names, and for ``me``."""
        names = [value for value in term.values if fold(value) != "me"]
        mine = self._mine
        is_me: Test | None = None
        if len(names) < len(term.values):
            if name == "author":
                is_me = lambda publication: bool(mine(publication))  # noqa: E731
            else:
                me = next(value for value in term.values if fold(value) == "me")
                self._say('"filter" finds "me" among the authors alone: write the name', me)
        if not names:
            return is_me
        compare = _contains(field, names) if term.operator == ":" else _equals(field, names)
        # All ways of writing all names are compared only where all the words are there.
        needed = [fold(value).replace(",", " ").split() for value in names]

        def test(publication: Publication) -> bool:
            people = publication.authors.people if name == "author" else publication.editors.people
            if is_me is not None and is_me(publication):
                return True
            there = name_words(people)
            return any(all(word in there for word in some) for some in needed) and compare(publication)

        return test

    # Values

    def _known_types(self, option: str, values: list[Text]) -> list[Text]:
        typed = {publication.typed_type for publication in self._publications}
        typed.update(publication.type for publication in self._publications)
        found = []
        for value in values:
            name = type_name(value)
            if name in typed or canonical(name) in TYPES:
                found.append(value)
            else:
                self._say_unknown(value, [*TYPES, *sorted(typed - TYPES.keys())], option)
        return found

    def _known(self, values: list[Text], known: Sequence[str], ready: Callable[[str], str]) -> list[Text]:
        found = []
        for value in values:
            if ready(value) in known:
                found.append(value)
            else:
                self._say_unknown(value, known)
        return found

    def _known_links(self, values: list[Text]) -> list[Text]:
        """Return the names of links and fields, by the name that the tables have for them."""
        there = self._names_in_files()
        found = []
        for value in values:
            name = fold(value)
            row = find_field(name) or find_field(name.replace("-", "_"))
            if name in there or name in LINKS or name in PARTS:
                found.append(value)
            elif row is not None:
                found.append(Text(row.name, value.position))
            else:
                self._say_unknown(value, [*LINKS, *PARTS, *sorted(there), *TABLE])
        return found

    def _say(self, message: str, text: Text) -> None:
        self.problems.append(wrong(message, text))

    def _say_unknown(self, word: Text, known: Iterable[str], option: str = "filter") -> None:
        self._unknown += 1
        is_near_looked_for = self._unknown <= MOST_SUGGESTIONS
        self.problems.append(unknown(option, word, known, is_near_looked_for=is_near_looked_for))


def _name(typed: str) -> str:
    """Return the name of a field or a word as the tables have it."""
    name = typed.lower()
    if name in FIELDS or name in WORDS:
        return name
    hyphened = name.replace("_", "-")
    if hyphened in WORDS or hyphened in ALIASES:
        return ALIASES.get(hyphened, hyphened)
    row = find_field(name) or find_field(name.replace("-", "_"))
    return ALIASES.get(row.name, row.name) if row else name


def _equals(field: Field, values: Iterable[str]) -> Test:
    wanted = {field.ready(value) for value in values}
    texts = field.texts
    return lambda publication: not wanted.isdisjoint(texts(publication))


def _contains(field: Field, values: Iterable[str]) -> Test:
    wanted = [field.ready(value) for value in values]
    texts = field.texts

    def test(publication: Publication) -> bool:
        return any(value in text for text in texts(publication) for value in wanted)

    return test


def _negated(test: Test) -> Test:
    return lambda publication: not test(publication)
