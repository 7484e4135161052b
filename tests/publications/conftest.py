"""What these tests read pages with, and the .bib files they write."""

from __future__ import annotations

from typing import NamedTuple

import html5lib
import pytest


class Shown(NamedTuple):
    """A publication as a page shows it."""

    id: str
    number: str
    title: str
    href: str
    """Where the title leads."""
    authors: str
    venue: str
    links: tuple[tuple[str, str], ...]


def tree(html):
    return html5lib.parse(html, namespaceHTMLElements=False)


def words(element):
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def with_class(element, name):
    """Return the elements of a class, in the order of the page."""
    return [node for node in element.iter() if name in node.get("class", "").split()]


def _first(element, name):
    return next(iter(with_class(element, name)), None)


def read_items(html):
    """Return the publications in a page, in its order."""
    return [_read(item) for item in with_class(tree(html), "hp-pub")]


def _read(item):
    title = _first(item, "hp-pub-title")
    name = _first(item, "p-name")
    link = next((node for node in (title if title is not None else item).iter("a")), None)
    links = [
        node for line in item.iter("p") if line.get("class") == "hp-pub-links" for node in line.iter("a")
    ]
    return Shown(
        item.get("id", ""),
        words(_first(item, "hp-number")),
        words(name),
        link.get("href") if link is not None and name in [*link.iter()] else "",
        words(_first(item, "hp-pub-authors")),
        words(_first(item, "hp-pub-venue")),
        tuple((words(node), node.get("href")) for node in links if words(node) != "Download"),
    )


@pytest.fixture(scope="session")
def items():
    """Return a function that reads the publications of a page."""
    return read_items


@pytest.fixture(scope="session")
def titles():
    """Return a function that reads the titles of the publications of a page."""
    return lambda html: [item.title for item in read_items(html)]


@pytest.fixture(scope="session")
def parsed():
    """Return a function that parses a page: its elements have no namespace."""
    return tree


@pytest.fixture(scope="session")
def text_of():
    """Return a function that returns an element's words on one line."""
    return words


@pytest.fixture(scope="session")
def of_class():
    """Return a function that returns the elements of a class."""
    return with_class


def bib_entry(key, kind="article", **fields):
    """Return an entry of a .bib file; without a title of its own it has its key's."""
    fields = {"title": f"Title of {key}", **fields}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{{key},\n{lines}}}\n"


@pytest.fixture(scope="session")
def entry():
    """Return a function that writes an entry of a .bib file."""
    return bib_entry


@pytest.fixture
def publish(build):
    """Return a function that builds pages about ``papers.bib``; the text of one alone is the root page's."""

    def publish(page=None, bib=None, builder="html", **settings):
        files = {} if page is None else {"index.md": page} if isinstance(page, str) else dict(page)
        if bib is not None:
            files["papers.bib"] = bib
        settings.setdefault("homepage_bibliography", ["papers.bib"])
        return build(files, builder, **settings)

    return publish


@pytest.fixture(scope="session")
def places():
    """Return a function that returns a site's warnings as (path, line, column, code)."""
    return lambda site: [(said.path, said.line, said.column, said.code) for said in site.warnings]
