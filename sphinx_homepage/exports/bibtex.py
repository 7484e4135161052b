"""A publication -> BibTeX that every program can read, without what only this site needs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_homepage.model.publications.publication import Publication

_NOT_BIBTEX: Final = {"preprint": "misc", "talk": "misc", "code": "software", "data": "dataset"}
"""Types that no style of BibTeX or biblatex has, and what stands for each."""
_NO_NAME: Final = re.compile(r"[\s\"#%'(),={}@\\~]+")
"""What may not stand in a type, a field's name or a key (btxdoc; biber's manual)."""
_MONTHS: Final = {
    month: month[:3]
    for month in (
        *("january", "february", "march", "april", "may", "june"),
        *("july", "august", "september", "october", "november", "december"),
    )
}
"""The macros that every style has for the months, in its own language."""
_BRACE: Final = re.compile(r"(\\?)([{}])")


def to_bibtex(publication: Publication) -> str:
    """Return one entry, its fields in the order in which they were typed."""
    name = _NOT_BIBTEX.get(publication.typed_type, publication.typed_type)
    head = f"@{_name(name, 'misc')}{{{_name(publication.key, 'publication')}"
    fields = [
        f"  {_name(name, 'x')} = {_MONTHS.get(value.lower()) or f'{{{_value(value)}}}'}"
        for name, value in publication.bibtex.items()
    ]
    return ",\n".join([head, *fields]) + "\n}\n"


def to_bibtex_file(publications: Iterable[Publication]) -> str:
    """Return a whole .bib file; the preprint that is shown with its published version has its own entry."""
    entries = (
        to_bibtex(entry) for publication in publications for entry in (publication, *publication.related)
    )
    return "\n".join(entries)


def _name(text: str, otherwise: str) -> str:
    return _NO_NAME.sub("-", text).strip("-") or otherwise


def _value(text: str) -> str:
    text = balanced(" ".join(text.split()))
    # BibTeX would end the value here all the same; others would not.
    is_escaping = (len(text) - len(text.rstrip("\\"))) % 2
    return text + " " if is_escaping else text


def balanced(text: str) -> str:
    """Return TeX in which each brace has its other one: BibTeX counts them even behind a backslash."""
    if text.count("{") == text.count("}") == 0:
        return text
    braces = list(_BRACE.finditer(text))
    opened: list[int] = []
    alone: set[int] = set()
    for number, brace in enumerate(braces):
        if brace[2] == "{":
            opened.append(number)
        elif opened:
            opened.pop()
        else:
            alone.add(number)
    alone.update(opened)
    if not alone:
        return text
    parts, end = [], 0
    for number in sorted(alone):
        brace = braces[number]
        word = "left" if brace[2] == "{" else "right"
        parts += [text[end : brace.start()], f"\\textbrace{word} " if brace[1] else ""]
        end = brace.end()
    return "".join([*parts, text[end:]])
