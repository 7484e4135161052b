"""The file of co-authors: a name -> where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code, in_order, shown
from sphinx_homepage.model.networks import ProfileError, orcid_id
from sphinx_homepage.model.publications.identity import is_orcid
from sphinx_homepage.model.publications.names import Name
from sphinx_homepage.model.publications.people import People, Person
from sphinx_homepage.model.publications.written_names import forms_of
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.model.values import shape_of
from sphinx_homepage.sources.tables import Table

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.text import Tree

_EXAMPLE: Final = '"Ana Petrov": https://example.org/ana'
_FIELDS: Final = ("url", "orcid", "other_names")
_AL_FOLIO_FIELDS: Final = ("firstname", "url")


class Coauthors:
    """Where the names of co-authors lead."""

    def __init__(self, urls: list[tuple[Person, Text]]) -> None:
        self._people = People(person for person, _ in urls)
        self._urls = [url for _, url in urls]

    def __bool__(self) -> bool:
        return bool(self._urls)

    def url_of(self, name: Name) -> Text | None:
        """Return where *name* leads, or None where nobody or several people may be meant.

        Returns:
            An http(s) address, or a path of the site as :func:`paths.site_path` reads it from the file's
            folder.
        """
        urls = {self._urls[number] for number in self._people.best(name)}
        return urls.pop() if len(urls) == 1 else None


def load_coauthors(name: Text, srcdir: Path) -> tuple[Coauthors, list[Problem]]:
    """Read the file that ``homepage_coauthors`` names: YAML or JSON of one of two forms.

    Ours has full names or ORCIDs for keys, and for values an address or ``{url, orcid, other_names}``.
    Al-folio's ``coauthors.yml`` has families for keys, and for values lists of ``{firstname: [...], url}``.

    Args:
        name: The file, relative to the source directory.
        srcdir: The source directory.
    """
    table = Table("homepage_coauthors", name, srcdir, _EXAMPLE)
    urls: list[tuple[Person, Text]] = []
    for key, value in table.rows.items():
        if key.startswith("x-"):
            continue
        if isinstance(value, Sequence):
            for item in value:
                urls += _of_family(table, key, item)
        elif isinstance(value, Mapping) and "firstname" in value:
            urls += _of_family(table, key, value)
        else:
            urls += _of_person(table, key, value)
    return Coauthors(urls), in_order(table.problems)


def _of_family(table: Table, family: str, item: Tree) -> list[tuple[Person, Text]]:
    """Read an item of al-folio's: one co-author of a family."""
    if not isinstance(item, Mapping):
        message = (
            f'a co-author of "{shown(family)}" is {shape_of(item)}; '
            'write it as  - {firstname: ["Ana", "A."], url: https://example.org/ana}'
        )
        table.report(Code.WRONG_SHAPE, message, item, family)
        return []
    fields = table.fields(item, _AL_FOLIO_FIELDS, "a co-author of a family")
    given = table.texts(fields.get("firstname"))
    url = table.link(fields.get("url"))
    if not given:
        message = f'a co-author of "{shown(family)}" has no firstname; write firstname: ["Ana", "A."]'
        table.report(Code.MISSING_FIELD, message, item, family)
    if not given or url is None:
        return []
    return [(Person(tuple(Name(family=str(family), given=str(name)) for name in given)), url)]


def _of_person(table: Table, key: str, value: Tree) -> list[tuple[Person, Text]]:
    """Read an entry of ours: a full name or an ORCID, and where it leads."""
    fields = (
        table.fields(value, _FIELDS, f'the co-author "{shown(key)}"')
        if isinstance(value, Mapping)
        else {"url": value}
    )
    names = [*table.texts(fields.get("other_names"))]
    orcids = [*table.texts(fields.get("orcid"))]
    if is_orcid(key):
        orcids.append(Text(key, getattr(key, "position", None)))
    else:
        names.append(Text(key))
    orcid = ""
    for typed in orcids:
        try:
            orcid = orcid_id(typed)
        except ProfileError as error:
            table.report(Code.NETWORK, str(error), typed, key)
    if fields.get("url") is None:
        if not orcid:
            message = f'the co-author "{shown(key)}" has no url; write {_EXAMPLE}'
            table.report(Code.MISSING_FIELD, message, value, key)
            return []
        url: Text | None = Text(f"https://orcid.org/{orcid}")
    else:
        url = table.link(fields["url"])
    person = Person(tuple(form for name in names for form in forms_of(name)), orcid)
    return [(person, url)] if url is not None and (person.names or orcid) else []
