"""Lines of authors: who is the person, who has a page, what is folded away."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes

from sphinx_homepage.locale import label
from sphinx_homepage.model.publications.folding import fold
from sphinx_homepage.model.publications.signs import author_signs
from sphinx_homepage.publication_nodes import hp_more_authors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docutils.nodes import Node

    from sphinx_homepage.bibliography import Bibliography
    from sphinx_homepage.directives.publications.targets import Targets
    from sphinx_homepage.model.publications.names import Name
    from sphinx_homepage.model.publications.publication import Publication
    from sphinx_homepage.model.publications.signs import LegendRow, Signs
    from sphinx_homepage.model.text import Text

ME = "hp-me"
"""The class of the person's own name."""


class Piece(NamedTuple):
    """A part of a line: a name, or several that nothing is to be said of."""

    text: str
    classes: tuple[str, ...] = ()
    url: Text | None = None
    signs: str = ""
    place: str = ""
    """Where the name stands among all, if others are folded away before it."""


class Fold(NamedTuple):
    """Names that are folded away."""

    summary: str
    names: str


AuthorLine = tuple[Piece | Fold, ...]
"""The authors of one publication, and behind the last of them what else is to be said."""


def author_lines(
    publications: Iterable[Publication], bibliography: Bibliography, max_authors: int
) -> tuple[dict[str, AuthorLine], tuple[LegendRow, ...]]:
    """Return the line of each of *publications* by its key, and what the signs in all of them mean."""
    publications = list(publications)
    signs = author_signs(publication.authors for publication in publications)
    writer = _LineWriter(bibliography, signs, max_authors)
    return {publication.key: writer.line(publication) for publication in publications}, signs.legend


class _LineWriter:
    """Writes the lines of one list."""

    def __init__(self, bibliography: Bibliography, signs: Signs, max_authors: int) -> None:
        self.bibliography = bibliography
        self.signs = signs
        self.max_authors = max_authors

    def line(self, publication: Publication) -> AuthorLine:
        """Return the authors; of a work that has none, the editors."""
        is_edited = not publication.authors.people
        names = publication.editors if is_edited else publication.authors
        if not names.people:
            return ()
        people = names.people
        mine = self.bibliography.found_in(names, publication.key)
        folded = fold(people, mine, self.max_authors)
        pieces: list[Piece | Fold] = []
        for run in folded.runs:
            if run.is_hidden:
                hidden = people[run.start : run.stop]
                summary = label("{number} more").replace("{number}", str(len(hidden)))
                pieces.append(Fold(summary, ", ".join(name.full for name in hidden)))
                continue
            for at in range(run.start, run.stop):
                place = label("author {place} of {total}") if at in folded.me else ""
                place = place.replace("{place}", str(at + 1)).replace("{total}", str(folded.total))
                pieces.append(self._piece(people[at], place, is_me=at in mine))
        if names.has_others:
            pieces.append(Piece(label("et al.")))
        if is_edited:
            last = label("editor") if len(people) == 1 else label("editors")
            pieces.append(Piece(f"({last})"))
        return tuple(_merged(pieces))

    def _piece(self, name: Name, place: str, *, is_me: bool) -> Piece:
        classes = tuple(f"hp-{mark}" for mark in self.bibliography.marks.classes_of(name))
        url = None if is_me else self.bibliography.coauthors.url_of(name)
        signs = "".join(sign.text for sign in self.signs.of(name))
        return Piece(name.full, (ME, *classes) if is_me else classes, url, signs, place)


def _merged(pieces: Sequence[Piece | Fold]) -> list[Piece | Fold]:
    """Join neighbours of which nothing is to be said, and put what separates them behind each."""
    found: list[Piece | Fold] = []
    for number, piece in enumerate(pieces):
        following = pieces[number + 1] if number + 1 < len(pieces) else None
        separator = "" if following is None else " " if _is_remark(following) else ", "
        if isinstance(piece, Fold):
            found.append(piece)
            if separator:
                found.append(Piece(separator))
            continue
        is_plain = piece == Piece(piece.text)
        last = found[-1] if found else None
        if is_plain and isinstance(last, Piece) and last == Piece(last.text):
            found[-1] = Piece(last.text + piece.text + separator)
        elif is_plain:
            found.append(Piece(piece.text + separator))
        else:
            found += [piece, Piece(separator)] if separator else [piece]
    return found


def _is_remark(piece: Piece | Fold) -> bool:
    return isinstance(piece, Piece) and piece.text.startswith("(")


class AuthorNodes:
    """Makes the nodes of lines of authors."""

    def __init__(self, targets: Targets) -> None:
        self.targets = targets

    def of(self, line: AuthorLine, *, has_folds: bool) -> list[Node]:
        """Return the nodes of *line*; where there are no folds, an ellipsis stands for what is in them."""
        found: list[Node] = []
        for piece in line:
            if isinstance(piece, Fold):
                found.append(self._fold(piece) if has_folds else nodes.Text("…"))
            elif piece == Piece(piece.text):
                found.append(nodes.Text(piece.text))
            else:
                found += self._name(piece)
        return found

    def _fold(self, fold: Fold) -> Node:
        return hp_more_authors("", nodes.Text(fold.names), summary=fold.summary, classes=["hp-more-authors"])

    def _name(self, piece: Piece) -> list[Node]:
        words: list[Node] = [nodes.Text(piece.text)]
        if ME in piece.classes:
            words = [nodes.strong("", "", *words, classes=list(piece.classes))]
        elif piece.classes:
            words = [nodes.inline("", "", *words, classes=list(piece.classes))]
        if piece.url is not None:
            words = [self.targets.to(piece.url, words)]
        if piece.signs:
            words.append(nodes.superscript("", piece.signs))
        if piece.place:
            words.append(nodes.inline("", f" ({piece.place})", classes=["hp-place"]))
        return words
