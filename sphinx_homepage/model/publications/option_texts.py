"""The parts of an option's value, each with its own position, and what is said of a wrong one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_homepage.diagnostics import Code, Problem, did_you_mean, shown
from sphinx_homepage.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

CLOSING_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’"}
"""The quotes that hold spaces and separators, by what opens them; word processors type the curly ones."""

MOST_SUGGESTIONS = 20
"""Of how many wrong words of one option a near one is looked for: comparing takes its time."""

_MOST_SHOWN = 12


def part(text: Text, start: int, end: int | None = None) -> Text:
    """Return a slice of an option's one line, without the space around it, that knows its own column."""
    piece = text[start:end]
    at = start + len(piece) - len(piece.lstrip())
    position = text.position
    if position is not None:
        position = position._replace(column=position.column + at)
    return Text(piece.strip(), position)


def parts(text: Text, separators: str) -> list[Text]:
    """Return what stands between *separators*, which are the inside of a regular expression's ``[...]``.

    A part that a quote begins reaches to the quote that closes it, and loses both. Empty parts are left out,
    and so are the brackets of a list in YAML's form: ``[a, b]``.
    """
    if text.startswith("[") and text.endswith("]"):
        text = part(text, 1, -1)
    return [piece for piece in all_parts(text, separators) if piece]


def all_parts(text: Text, separators: str) -> list[Text]:
    """Return what :func:`parts` does, with the empty parts."""
    separator = re.compile(f"[{separators}]")
    behind_quote = re.compile(rf"\s*(?:[{separators}]|$)")
    opening = re.compile(r"\s*([\"'“‘])")
    last = {closing: text.rfind(closing) for closing in CLOSING_QUOTES.values()}
    found: list[Text] = []
    begin = 0
    while begin <= len(text):
        first = end = begin
        if quote := opening.match(text, begin):
            closing = CLOSING_QUOTES[quote[1]]
            # A sign that is nowhere behind is not looked for, or a line of openings would take long.
            at = text.find(closing, quote.end()) if last[closing] >= quote.end() else -1
            # The apostrophe in "'t Hooft's" closes nothing: more than a separator stands behind it.
            if at >= 0 and behind_quote.match(text, at + 1):
                first, end = quote.end(), at
        match = separator.search(text, end)
        found.append(part(text, first, end if first > begin else match.start() if match else len(text)))
        if match is None:
            break
        begin = match.end()
    return found


def wrong(message: str, text: Text) -> Problem:
    """Return the problem that points at *text*, a part of an option's value."""
    return Problem(Code.DIRECTIVE_OPTION, message, text.position)


def unknown(option: str, word: Text, known: Iterable[str], *, is_near_looked_for: bool = True) -> Problem:
    """Return the problem of a word that an option does not know, with the near one or those that it knows."""
    words = list(dict.fromkeys(known))
    near = did_you_mean(word.lower(), words) if is_near_looked_for else ""
    return wrong(f'"{option}" does not know "{shown(word)}"{near or _one_of(words)}', word)


def _one_of(words: list[str]) -> str:
    if not words:
        return ""
    rest = f" … ({len(words)} in all)" if len(words) > _MOST_SHOWN else ""
    return f"; it takes {', '.join(words[:_MOST_SHOWN])}{rest}"
