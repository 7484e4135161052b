"""Links and pictures in the running text of pages."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import unquote

from sphinx_homepage.checks.material import Remark
from sphinx_homepage.checks.page_lines import is_rst, shown_lines
from sphinx_homepage.checks.walking import texts_of
from sphinx_homepage.diagnostics import shown
from sphinx_homepage.model.text import Position
from sphinx_homepage.sources.paths import inside, is_file, site_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.checks.material import Facts


class _Named(NamedTuple):
    """A file or an address that a page names."""

    target: str
    words: str
    """What a reader sees of it."""
    position: Position
    is_picture: bool = False
    is_of_record: bool = False
    """It stands in a text of the record, which any page may show."""


_LINK: Final = re.compile(
    r"(?<!\\)(!?)\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\(\s*(<[^<>]*>|[^\s()]*(?:\([^\s()]*\))?[^\s()]*)"
)
_ROLE: Final = re.compile(r"(?:\{download\}|:download:)`(?:([^`<>]*)<([^`<>]+)>|([^`<>]+))`")
_RST_LINK: Final = re.compile(r"(?<![`:\w])`([^`<>]*?)\s*<([^`<>]+)>`__?")
_PICTURE: Final = re.compile(r"\s*(?:(?::{3,}|`{3,})\{(?:image|figure)\}|\.\. (?:image|figure)::)\s+(\S+)")
_ALT: Final = re.compile(r"\s*:alt:")
_OPTION: Final = re.compile(r"\s*:[\w-]+:")


def _named(name: str, source: str) -> Iterator[_Named]:
    lines = shown_lines(name, source)
    links = _RST_LINK if is_rst(name) else _LINK
    typed = source.split("\n")
    for number, line in enumerate(lines, 1):
        for match in links.finditer(line):
            is_picture = not is_rst(name) and bool(match[1])
            words, target = (match[1], match[2]) if is_rst(name) else (match[2], match[3].strip("<>"))
            yield _Named(target, words, Position(name, number, match.start() + 1), is_picture)
        if picture := _PICTURE.match(line):
            yield _Named(picture[1], "image", Position(name, number, picture.start(1) + 1))
        # The words of a role look like code.
        for match in _ROLE.finditer(typed[number - 1]) if line.strip() else ():
            target = match[2] or match[3]
            yield _Named(target.strip(), match[1] or target, Position(name, number, match.start() + 1))


def _all_named(facts: Facts) -> Iterator[_Named]:
    """Yield what pages name, and texts of the record, whose paths begin at the page that shows them."""
    for name, source in facts.pages.items():
        yield from _named(name, source)
    for entry in facts.record.entries():
        for _, text in texts_of(entry):
            position = text.position or entry.typed_at
            if "](" in text and position is not None:
                for match in _LINK.finditer(text):
                    yield _Named(match[3].strip("<>"), match[2], position, bool(match[1]), is_of_record=True)


# Files that are not there

_ELSEWHERE: Final = re.compile(r"[a-zA-Z][\w+.-]*:|//|#|\Z")
_PAGES: Final = (".md", ".rst", ".ipynb", ".myst", ".markdown")


def dead_files(facts: Facts) -> Iterator[Remark]:
    """Files that pages name, and that are not there."""
    for target, _, position, _, is_of_record in _all_named(facts):
        path = unquote(target.partition("#")[0].partition("?")[0])
        if _ELSEWHERE.match(path) or (is_of_record and not path.startswith("/")):
            continue
        place = site_path(path, PurePosixPath(position.path).parent.as_posix())
        if _is_made(facts, place.lstrip("/"), path):
            continue
        files = [inside(facts.srcdir, f"{place}{end}") for end in ("", *_PAGES, "/index.md", "/index.rst")]
        if not any(file is not None and is_file(file) for file in files):
            message = f'there is no file "{shown(place.lstrip("/"))}"; mend the path, or add the file'
            yield Remark(message, position, target)


def _is_made(facts: Facts, place: str, path: str) -> bool:
    """Whether a build makes what is named: a page, a PDF, a file for other programs, a static file."""
    suffix = PurePosixPath(place).suffix.lower()
    if not suffix or suffix == ".html" or path.endswith("/"):
        return True  # dead-link looks at the addresses of pages, where they are known.
    return place in facts.made or place.startswith(("_static/", "_images/", "_downloads/"))


# Words of links

_EMPTY: Final = frozenset(
    {
        *("here", "click", "click here", "this", "this link", "this page", "link", "more", "read more"),
        *("learn more", "see here", "see more", "details", "hier", "mehr", "link hier", "klicken sie hier"),
        *(
            "ici",
            "cliquez ici",
            "lire la suite",
            "aquí",
            "aqui",
            "clic aquí",
            "clique aqui",
            "qui",
            "clicca qui",
        ),
        *("тут", "здесь", "ссылка", "こちら", "ここ", "点击这里", "这里", "點擊這裡", "這裡", "여기"),
    }
)
"""Words that say nothing of where a link leads, to those who hear a list of a page's links."""


def empty_links(facts: Facts) -> Iterator[Remark]:
    """Links whose words do not say where they lead."""
    for _, words, position, is_picture, _ in _all_named(facts):
        said = words.strip(" *_.>→»…").casefold()
        if not is_picture and said in _EMPTY:
            message = (
                f'the link "{shown(words)}" does not say where it leads; make a link of the words that '
                'do, such as "the slides"'
            )
            yield Remark(message, position)


# Pictures


def pictures_without_words(facts: Facts) -> Iterator[Remark]:
    """Pictures in running text of which nothing is said for those who do not see them."""
    for target, words, position, is_picture, _ in _all_named(facts):
        if is_picture and not words.strip():
            yield _undescribed(target, position)
    for name, source in facts.pages.items():
        lines = shown_lines(name, source)
        for number, line in enumerate(lines, 1):
            match = _PICTURE.match(line)
            if match and not any(map(_ALT.match, _options(lines[number:]))):
                yield _undescribed(match[1], Position(name, number, match.start(1) + 1))


def _options(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if not _OPTION.match(line):
            return
        yield line


def _undescribed(target: str, position: Position) -> Remark:
    message = (
        f'nothing is said of the picture "{shown(target)}" for those who do not see it; describe it, or '
        "give a directive an empty :alt: if it is decoration"
    )
    return Remark(message, position)


# Settings


def missing_address(facts: Facts) -> Iterator[Remark]:
    """No address of the site, which search engines and previews need."""
    if facts.pages and not facts.has_address:
        message = 'conf.py has no html_baseurl; write the site\'s address, as html_baseurl = "https://name.example.org/"'
        yield Remark(message, Position("conf.py", 1, 1))
