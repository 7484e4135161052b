"""A publication of a .bib file -> the fields of one in a data file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_homepage.exports.json_resume_values import address, exact, time_between
from sphinx_homepage.exports.losses import Loss
from sphinx_homepage.model.publications.fields import FIELDS
from sphinx_homepage.model.publications.links import links_of
from sphinx_homepage.model.publications.plain import plain
from sphinx_homepage.model.text import Text
from sphinx_homepage.sources.bibtex.dates import read_dates
from sphinx_homepage.sources.bibtex.names import read_name

if TYPE_CHECKING:
    from sphinx_homepage.exports.json_resume_values import Data
    from sphinx_homepage.model.publications.names import Name, Names
    from sphinx_homepage.model.publications.publication import Publication

_VENUES: Final = (
    "publisher",
    "journal",
    "booktitle",
    "school",
    "institution",
    "organization",
    "howpublished",
)
"""What JSON Resume's ``publisher`` says, in its absence: where the work appeared."""
_SPECIAL: Final = re.compile(r"([\\`*_\[\]<&$!{~^])")
_HIDDEN: Final = frozenset({"annotation", "author_an", "bibtex_show", "crossref", "editor_an", "xdata"})


def data_of_publication(publication: Publication, place: str) -> tuple[Data, list[Loss]]:
    """Return what a publication says, by the names that fields of a data file have, and what it cannot."""
    data: Data = {"id": publication.key, "type": publication.typed_type}
    losses = []
    for field, names in (("author", publication.authors), ("editor", publication.editors)):
        if names.people:
            data[field] = [_name(name) for name in names.people] + ["others"] * names.has_others
        said = _annotation(names)
        if said:
            data[f"{field}_an"] = said
        if signs := [name.full for name in names.people if name.symbols]:
            message = f'the signs behind the name "{signs[0]}" are left out'
            losses.append(Loss(f"{place}.{field}", message, publication.position))
    for name, text in publication.fields.items():
        row = FIELDS.get(name)
        if row is None or name in data or name in _HIDDEN or not text.strip():
            continue
        data[name] = [str(text)] if row.kind in {"names", "words"} else str(text)
    if publication.when:
        data["date"] = [exact(when, dict) for when in publication.when]
        for part in ("year", "month", "day"):
            data.pop(part, None)
    if publication.sort_date is not None:
        data["sort_date"] = exact(publication.sort_date, dict)
    if publication.state:
        data["pubstate"] = publication.state
    for field in ("keywords", "tags"):
        if values := getattr(publication, field):
            data[field] = [
                _SPECIAL.sub(_escaped, value) if field == "keywords" else value for value in values
            ]
    if publication.is_selected:
        data["selected"] = "true"
    own = [link for link in publication.links if link.name not in FIELDS]
    if own:
        data["links"] = [{"label": link.label, "url": str(link.url)} for link in own]
    if publication.only:
        data["only"] = publication.only
    return data, losses


def shown_of_publication(data: Data) -> Data:
    """Return what JSON Resume's own fields say of a publication where the fields that they are say nothing.

    The publisher is then whatever it appeared in, the address that of its first link.
    """
    texts = {name: Text(value) for name, value in data.items() if isinstance(value, str)}
    shown: Data = {}
    if "publisher" not in data:
        shown["publisher"] = next((str(texts[name]) for name in _VENUES if name in texts), "")
    if "url" not in data:
        links = links_of(texts).links
        shown["url"] = next(filter(None, (address(link.url) for link in links)), "")
    if "date" not in data and "year" in texts:
        shown["releaseDate"] = time_between(read_dates(texts)[0]).point
    return shown


def shown_of_bib(data: Data, publication: Publication) -> Data:
    """Return all that JSON Resume's own fields say of a publication of a .bib file."""
    shown = {
        "name": data.get("title", ""),
        "publisher": data.get("publisher", ""),
        "url": address(data.get("url")),
        "releaseDate": time_between(publication.when).point,
    }
    return shown | shown_of_publication(data)


def _name(name: Name) -> str:
    """Return a name as a data file has it: in reading order, if it is then taken apart as it was."""
    parts = name._replace(symbols="", roles=(), orcid="")
    if name.is_corporate:
        return f"{{{_SPECIAL.sub(_escaped, name.full)}}}"
    for text in (name.full, name.inverted):
        typed = _SPECIAL.sub(_escaped, text)
        if read_name(plain(typed)) == parts:
            return typed
    return _SPECIAL.sub(_escaped, name.inverted)


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _annotation(names: Names) -> str:
    """Return the roles and ORCIDs of people as biblatex annotates them."""
    said = []
    for number, name in enumerate(names.people, start=1):
        if name.roles:
            said.append(f"{number}={','.join(name.roles)}")
        if name.orcid:
            said.append(f'{number}="{name.orcid}"')
    return "; ".join(said)
