"""Long lists of authors: what is shown at once, and what is folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx_homepage.model.publications.names import Name

AT_MOST: Final = 10
"""How many names of a list are shown at once, unless somebody says otherwise."""


class Run(NamedTuple):
    """Neighbours in a list of authors: ``names[start:stop]``."""

    start: int
    stop: int
    is_hidden: bool
    """Folded away: an ellipsis stands for them."""


class AuthorLine(NamedTuple):
    """A list of authors with some of them folded away."""

    runs: tuple[Run, ...]
    """The whole list in order, shown and hidden runs in turn; a hidden one holds at least two names."""
    me: tuple[int, ...]
    """Who of the shown stand behind an ellipsis, counted from 0: of them the place is to be said, as
    ``97th of 189`` (*place* is the number plus one, :attr:`total` the other)."""
    hidden: int
    """How many names are folded away: none, or at least two."""
    total: int
    """How many names there are."""
    has_others: bool
    """The list ends in ``and others``: there are more than :attr:`total`."""

    @property
    def shown(self) -> tuple[int, ...]:
        """Which names are shown at once, counted from 0."""
        return tuple(at for run in self.runs if not run.is_hidden for at in range(run.start, run.stop))


def fold(
    names: Sequence[Name],
    is_me: Callable[[Name], bool] | Sequence[int],
    at_most: int = AT_MOST,
    *,
    has_others: bool = False,
) -> AuthorLine:
    """Return what of a list of authors is shown at once.

    Shown are the first *at_most* names and, wherever they stand, those that are the person. What is between
    and behind them is hidden, but never one name alone: it takes no more room than the ellipsis.

    Args:
        names: The authors in order.
        is_me: Whether an author is the person (:meth:`Identity.matches`); or the places of those who are,
            counted from 0 (:meth:`Identity.found_in`).
        at_most: How many are shown; 0 for all.
        has_others: The list ends in ``and others``.
    """
    total = len(names)
    if at_most <= 0 or total <= at_most + 1:
        runs = (Run(0, total, is_hidden=False),) if total else ()
        return AuthorLine(runs, (), 0, total, has_others)
    if callable(is_me):
        mine = {at for at in range(at_most, total) if is_me(names[at])}
    else:
        mine = {at for at in is_me if at_most <= at < total}
    pieces: list[Run] = []
    start = 0
    for stop in (at_most, *(place for at in sorted(mine) for place in (at, at + 1)), total):
        is_hidden = start >= at_most and start not in mine and stop - start > 1
        if pieces and stop > start and pieces[-1].is_hidden == is_hidden:
            pieces[-1] = pieces[-1]._replace(stop=stop)
        elif stop > start:
            pieces.append(Run(start, stop, is_hidden))
        start = stop
    first_hidden = next((run.start for run in pieces if run.is_hidden), total)
    hidden = sum(run.stop - run.start for run in pieces if run.is_hidden)
    return AuthorLine(
        tuple(pieces), tuple(at for at in sorted(mine) if at > first_hidden), hidden, total, has_others
    )
