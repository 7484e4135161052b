"""The .bib file of an al-folio site: a copy that builds, with the files that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx_homepage.importing.sites.links import Links

_FOLDERS: Final = (
    "assets/pdf",
    "assets/img/publication_preview",
    "assets/html",
    "assets/video",
    "_bibliography",
)
_FIELD: Final = re.compile(
    r"""^(?P<indent>[ \t]*)(?P<name>pdf|html|slides|poster|supp|video|preview|blog|website|code)"""
    r"""(?P<sign>[ \t]*=[ \t]*)(?P<value>["{]+(?P<file>[^"{}\n]+)["}]+)""",
    re.MULTILINE | re.IGNORECASE,
)
_ENTRY: Final = re.compile(r"^[ \t]*@[ \t]*\w+[ \t]*[{(]", re.MULTILINE)
_TITLE: Final = re.compile(
    r"""^[ \t]*title[ \t]*=[ \t]*["{](?P<title>[^\n]*)""", re.MULTILINE | re.IGNORECASE
)
_ADDRESS: Final = re.compile(r"[a-z]+:|//|www\.", re.IGNORECASE)


def carried(path: str, links: Links) -> str:
    """Return the text of a .bib file such that a build says nothing of it, and bring what its fields name.

    A field that names a file that is not there gets the name ``x-...``, and a thumbnail that nothing is said
    of says whose it is.
    """
    checkout = links.checkout
    text = checkout.read(path)
    starts = [match.start() for match in _ENTRY.finditer(text)] or [0]
    parts = [text[: starts[0]]]
    undescribed: list[int] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        entry = text[start:end]
        is_described = re.search(r"^\s*preview_alt\s*=", entry, re.MULTILINE | re.IGNORECASE) is not None
        done, at = [], 0
        for match in _FIELD.finditer(entry):
            name, file = match["name"].lower(), match["file"].strip()
            line = text.count("\n", 0, start + match.start("file")) + 1
            found = None if _ADDRESS.match(file) else checkout.find(file, *_FOLDERS)
            done.append(entry[at : match.start()])
            at = match.end()
            if found is not None:
                links.files[found] = checkout.folder / found
            elif not _ADDRESS.match(file) and name not in {"code", "website", "blog"}:
                message = f'the file "{file[:80]}" is not there: {name} is x-{name} now, which no page shows'
                checkout.note(path, line, message)
                done.append(f"{match['indent']}x-{match['name']}{match['sign']}{match['value']}")
                continue
            done.append(match[0])
            if name == "preview" and not is_described:
                undescribed.append(line)
                done.append(f",\n{match['indent']}preview_alt{match['sign']}{{{_words_for(entry)}}}")
        parts.append("".join([*done, entry[at:]]))
    if undescribed:
        message = (
            f"thumbnails ({len(undescribed)}) have no words for those who do not see them: "
            "each has a preview_alt now that says whose picture it is; write there what it shows"
        )
        checkout.note(path, undescribed[0], message)
    return "".join(parts)


def _words_for(entry: str) -> str:
    """Return what can be said of an entry's thumbnail by one who has not seen it."""
    title = _TITLE.search(entry)
    words = re.sub(r"\\[a-zA-Z]+|[\\{}\"$%#@~^]|,?\s*$", "", title["title"]) if title else ""
    words = " ".join(words.split()).rstrip(",")
    return f"A picture from “{words}”" if words else "A picture from this publication"


def titles_in(text: str) -> list[str]:
    """Return the titles of the entries of a .bib file, as letters and digits alone."""
    return [bare for match in _TITLE.finditer(text) if len(bare := bare_of(match["title"])) > 12]


def bare_of(text: str) -> str:
    """Return the letters and digits of a text, to tell whether another says the same."""
    return re.sub(r"\\[a-zA-Z]+|[\W_]+", "", text).casefold()
