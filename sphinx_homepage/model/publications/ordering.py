"""In what order publications stand: the option ``sort``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from sphinx_homepage.model.publications import subjects
from sphinx_homepage.model.publications.option_texts import parts, unknown, wrong
from sphinx_homepage.model.publications.subjects import STATES, fold, joined, words
from sphinx_homepage.model.publications.types import ORDER as TYPE_ORDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.text import Text

Moment: TypeAlias = tuple[int, Any]
"""The place of a publication in time; a greater one is newer."""

_MOST_NAMES = 10
"""How many authors are compared: the eleventh of a thousand decides nothing that a reader sees."""


class Sort(NamedTuple):
    """A row of the table of orders."""

    meaning: str
    key: Callable[[Publication], Any]
    """What is compared; what has None stands last in this order and in its reverse."""
    is_reversed: bool = False


def moment(publication: Publication) -> Moment | None:
    """Return when something was published or, later than all that was, how far it is from that.

    ``inpreparation`` is later than ``submitted``, and that than ``forthcoming``, ``inpress`` and
    ``prepublished``. What has neither a date nor a state is undated: None.
    """
    if state := subjects.state(publication):
        return 1, STATES.index(state)
    span = publication.sort_key
    return (0, span) if span.is_dated else None


def _title(publication: Publication) -> str:
    return words(publication.fields.get("sorttitle") or publication.title)


def _author(publication: Publication) -> tuple[str, ...] | None:
    people = publication.authors.people or publication.editors.people
    return tuple([subjects.inverted(name) for name in people[:_MOST_NAMES]]) or None


def _venue(publication: Publication) -> str | None:
    return words(subjects.venue(publication) or "") or None


def _type(publication: Publication) -> tuple[int, str]:
    return TYPE_ORDER.get(publication.type, len(TYPE_ORDER)), publication.type


SORTS: Final[dict[str, Sort]] = {
    "newest": Sort(
        "the newest first; before it what is in preparation, submitted, forthcoming or in press, "
        "what is undated last",
        moment,
        is_reversed=True,
    ),
    "oldest": Sort("the reverse, with what is undated last again", moment),
    "title": Sort("by title", _title),
    "author": Sort("by the authors' family names, or by the editors'", _author),
    "venue": Sort("by venue", _venue),
    "type": Sort("by type, in the order of a CV", _type),
    "key": Sort("by citation key", lambda publication: fold(publication.key)),
}
"""The orders by name; ``typed``, the order of the files, is the one that no publication knows by itself."""

TYPED: Final = "typed"

_ALIASES = {"alphabetical": "title", "file": TYPED, "authors": "author", "reverse": "oldest"}


def places(publications: Iterable[Publication]) -> dict[int, int]:
    """Return the place of each publication in the files, by its ``id()``."""
    return {id(publication): number for number, publication in enumerate(publications)}


def ordered(
    publications: Sequence[Publication], sort: Text | None, typed: Mapping[int, int]
) -> tuple[list[Publication], list[str], list[Problem]]:
    """Return the publications in order, the names of the orders, and what is wrong with the option.

    Of several orders the first counts, and each other among what is equal in those before. What is equal in
    all stays in the order in which it came. ``-`` in front turns an order round.

    Args:
        publications: In the order in which they came.
        sort: The option's value: names of :data:`SORTS` with commas between, or ``typed``.
        typed: The publications' places in the files, as :func:`places` returns them.
    """
    problems: list[Problem] = []
    chosen: list[tuple[str, bool]] = []
    for word in parts(sort, r",\s") if sort is not None else ():
        name = joined(word.removeprefix("-"))
        name = _ALIASES.get(name, name)
        if name in SORTS or name == TYPED:
            chosen.append((name, word.startswith("-")))
        elif not name:
            problems.append(wrong('"sort" has no word behind "-": write -title', word))
        else:
            problems.append(unknown("sort", word, [*SORTS, TYPED]))
    found = list(publications)
    for name, is_turned in reversed(chosen):
        key, is_reversed = (
            (SORTS[name].key, SORTS[name].is_reversed)
            if name in SORTS
            else (lambda publication: typed[id(publication)], False)
        )
        found = _sorted(found, key, is_reversed=is_reversed != is_turned)
    directions = [
        {"newest": "oldest", "oldest": "newest"}.get(name, name) if is_turned else name
        for name, is_turned in chosen
    ]
    return found, directions, problems


def _sorted(
    publications: list[Publication], key: Callable[[Publication], Any], *, is_reversed: bool
) -> list[Publication]:
    keyed = [(key(publication), publication) for publication in publications]
    there = [pair for pair in keyed if pair[0] is not None]
    there.sort(key=lambda pair: pair[0], reverse=is_reversed)
    return [publication for _, publication in there] + [
        publication for value, publication in keyed if value is None
    ]


def in_time(publications: Sequence[Publication]) -> list[Publication]:
    """Return the publications with the newest first: the order where no option says another."""
    return _sorted(list(publications), moment, is_reversed=True)
