"""The values of private fields, and how to find them in whatever a site is made of."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_homepage.checks.walking import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.checks.material import Facts
    from sphinx_homepage.model.entries import Common

_SHORTEST: Final = 6
"""A text of fewer characters may stand anywhere, and say something else."""


_SAYS_SOMETHING: Final = re.compile(r"[^\W\d].*[\s/\\].*[^\W\d]|@")
"""What no other may be found by chance of the fields that programs write: a sentence, a path, an address."""


class Secret(NamedTuple):
    """A text that no page shows."""

    field: str
    section: str
    where: str
    """Its place in the sources, for messages: they do not quote it."""
    may_be_in_pdf: bool


class Secrets:
    """What is private in a record, and public nowhere in it."""

    def __init__(self, facts: Facts) -> None:
        entries = facts.entries()
        public = "\n".join(_public(facts, entries))
        by_form: dict[str, Secret] = {}
        for entry in entries:
            may_be_in_pdf = facts.has_private_pdf and entry.section in {"profile", "contact"}
            shown = {id(text) for _, text in texts_of(entry.published())}
            for field, text in texts_of(entry):
                if id(text) in shown or field == "private":
                    continue
                place = text.position or entry.typed_at
                where = f"line {place.line} of {place.path}" if place else "the record"
                for form in _forms(text):
                    if form not in public:
                        by_form.setdefault(form, Secret(field, entry.section, where, may_be_in_pdf))
        for field, key, text in facts.hidden:
            where = f"line {text.position.line} of {text.position.path}" if text.position else "a .bib file"
            for form in _forms(text):
                if _SAYS_SOMETHING.search(form) and form not in public:
                    by_form.setdefault(form, Secret(field, f'"{key}"', where, may_be_in_pdf=False))
        self._found_by = [(form.split(), _pattern(form), secret) for form, secret in by_form.items()]

    def __bool__(self) -> bool:
        """Whether anything is private."""
        return bool(self._found_by)

    def found_in(self, text: str) -> Iterator[tuple[Secret, int]]:
        """Yield each private text that *text* holds, and where its first use begins."""
        for words, pattern, secret in self._found_by:
            # To look for words is many times quicker than for a pattern.
            if all(word in text for word in words):
                starts = (match.start() for match in pattern.finditer(text))
                first = next((at for at in starts if not at or not _is_in_word(text[at - 1])), None)
                if first is not None:
                    yield secret, first


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, form.split())) + r"(?!\w)")


def _is_in_word(char: str) -> bool:
    return char.isalnum() or char == "_"


def _public(facts: Facts, entries: list[Common]) -> Iterator[str]:
    for entry in entries:
        for _, text in texts_of(entry.published()):
            yield from _forms(text, 1)
    for publication in facts.publications:
        yield from publication.fields.values()
    for source in facts.pages.values():
        yield " ".join(source.split())  # What a page says itself was meant to be said.


def _forms(text: str, shortest: int = _SHORTEST) -> Iterator[str]:
    """Yield a text on one line, and a telephone number as a link has it."""
    line = " ".join(text.split())
    if len(line) >= shortest and any(map(str.isalnum, line)):
        yield line
    if re.fullmatch(r"\+?[\d\s().\-/]{6,}", line):
        digits = re.sub(r"[^\d+]", "", line)
        if len(digits) >= shortest and digits != line:
            yield digits


_ESCAPE: Final = re.compile(r"\\u([0-9a-fA-F]{4})")


def readings(text: str) -> Iterator[str]:
    """Yield a text, and what it is with its references or escapes read, if it has any."""
    yield text
    if "&" in text:
        yield html.unescape(text)
    if "\\u" in text:
        yield _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
