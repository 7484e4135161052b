"""XML -> a tree of texts with their places. No document type is read, so nothing in it is expanded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from xml.parsers import expat

from sphinx_homepage.importing.reading import RefusedError
from sphinx_homepage.model.text import Mapping, Position, Sequence, Text

if TYPE_CHECKING:
    from sphinx_homepage.model.text import Tree

_DEEPEST: Final = 60
_MOST_ELEMENTS: Final = 200_000
_WITH_LANGUAGE: Final = {"SkillsPassport", "CandidateProfile"}
_DATE_PARTS: Final = {"year": "Year", "month": "Month", "day": "Day"}


class _Reader:
    def __init__(self, name: str) -> None:
        self.root = ""
        self._name = name
        self._stack: list[tuple[str, Mapping, list[str], Position]] = []
        self._elements = 0
        self._parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        self.tree: Tree = None

    def read(self, data: bytes) -> None:
        try:
            self._parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            if isinstance(error, RefusedError):
                raise
            raise RefusedError(f"its XML cannot be read: {error}") from None

    def _refuse(self, *_: Any) -> None:
        raise RefusedError("its XML has a document type (<!DOCTYPE ...>), which no CV needs; remove it")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        if len(self._stack) >= _DEEPEST or self._elements > _MOST_ELEMENTS:
            raise RefusedError("its XML nests too deeply, or has too many elements, for a CV")
        local = name.rpartition(" ")[2]
        self.root = self.root or local
        place = Position(self._name, self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1)
        mapping = Mapping()
        mapping.position = place
        for key, part in _DATE_PARTS.items():
            if value := attributes.get(key, "").strip("-"):
                mapping[Text(part, place)] = Text(value, place)
        if local in _WITH_LANGUAGE:
            for key in ("locale", "languageCode"):
                if value := attributes.get(key, "").strip():
                    mapping[Text("Locale", place)] = Text(value, place)
        self._stack.append((local, mapping, [], place))

    def _text(self, text: str) -> None:
        if self._stack:
            self._stack[-1][2].append(text)

    def _end(self, _name: str) -> None:
        local, mapping, texts, place = self._stack.pop()
        text = "".join(texts).strip()
        value: Tree = mapping or (Text(text, place) if text else None)
        if not self._stack:
            self.tree = value
            return
        parent = self._stack[-1][1]
        key = Text(local, place)
        if local.endswith("List") and isinstance(value, Mapping) and len(value) == 1:
            # A list is said twice: <TelephoneList><Telephone>.
            key, value = next(iter(value.items()))  # type: ignore[assignment]
        if value is None:
            return
        before = parent.get(key)
        values = list(value) if isinstance(value, Sequence) else [value]
        if before is None:
            parent[key] = value
        elif isinstance(before, Sequence):
            before.extend(values)
        else:
            parent[key] = Sequence([before, *values])


def xml_tree(data: bytes, name: str) -> tuple[str, Mapping]:
    """Return the name of the outermost element, and its elements by their names without namespaces.

    An element that is there several times is a list. A ``FooList`` of ``Foo`` is the list itself. Attributes
    are left out, but for the parts of dates, and the language of the whole.

    Raises:
        RefusedError: It is no XML, declares a document type, or is too large.
    """
    reader = _Reader(name)
    reader.read(data)
    return reader.root, reader.tree if isinstance(reader.tree, Mapping) else Mapping()
