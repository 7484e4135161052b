"""What Typst says of a source -> what a person should know of it, and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinx_homepage.pdf.fonts import described, package_for, stand_in

if TYPE_CHECKING:
    from collections.abc import Sequence

MAIN: Final = "main.typ"
"""What the source is called; places in other files are those of templates."""
_NAMED: Final = 5
"""So many characters are named in one complaint."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a PDF, or why there is none.

    Attributes:
        message: words that begin in lower case.
        line: of ``main.typ``, from 1; None where it is not known.
        hints: what Typst advises.
        place: file, line and column as Typst says them, where it is not in ``main.typ``.
        characters: those that no font has, if it is about them.
    """

    message: str
    line: int | None = None
    hints: tuple[str, ...] = ()
    place: str = ""
    characters: str = ""


# What Typst says: "error: ...", "┌─ main.typ:4:2", the line with carets, "= hint: ...", and for each call
# on the way "help: while calling ..." with its own place.

_HEAD: Final = re.compile(r"^(?:error|warning): (.*)$", re.MULTILINE)
_PLACE: Final = re.compile(r"┌─ (?P<file>[^\n]*?):(?P<line>\d+):(?P<column>\d+)[ \t]*$", re.MULTILINE)
_HINT: Final = re.compile(r"^\s*= hint: (.*)$", re.MULTILINE)
_SEARCHED: Final = re.compile(r" \(searched at [^)]*\)")
"""Where in the folder that Typst was given, which is gone when a person reads this."""
_STANDARDS: Final = re.compile(r"PDF/[^:]*? error: ")
_NO_FONT: Final = re.compile(
    r'the text `"(?P<text>.*)"` could not be displayed with font `"(?P<font>.*)"`', re.DOTALL
)
DAMAGED: Final = re.compile(r'failed to process font `"(.*?)"`')
_PACKAGE: Final = re.compile(
    r"failed to (?:download|find|load) package[^(]*\((?P<address>[^\s:)]*:?[^\s:)]*)"
)


def complaints_in(diagnostic: str, kind: str) -> list[Complaint]:
    """Return what Typst complains of in *diagnostic*, each an ``error`` or a ``warning``."""
    parts = re.split(rf"^(?={kind}: )", diagnostic, flags=re.MULTILINE)
    return [_complaint(part) for part in parts if part.startswith(f"{kind}: ")] or [
        Complaint(diagnostic.strip())
    ]


def are_about_standards(diagnostic: str) -> bool:
    """Return whether all that is wrong is that the PDF would not be as the standards want it."""
    return all(_STANDARDS.match(found[1]) for found in _HEAD.finditer(diagnostic))


def _complaint(part: str) -> Complaint:
    head = _HEAD.match(part)
    message = head[1] if head else part.strip()
    places = list(_PLACE.finditer(part))
    in_main = [place for place in places if _name_of(place["file"]) == MAIN]
    # The innermost call in what the page wrote.
    line = int(in_main[0]["line"]) if in_main else None
    place = ""
    if places and places[0] not in in_main:
        place = f"{_name_of(places[0]['file'])}:{places[0]['line']}:{int(places[0]['column']) + 1}"
    hints = tuple(_HINT.findall(part))
    if found := _NO_FONT.search(message):
        characters = "".join(dict.fromkeys(c for c in _unescaped(found["text"]) if not c.isspace()))
        return _no_font(characters or " ", line, place)
    if found := _PACKAGE.search(message):
        name = found["address"].rpartition("/")[2].removesuffix(".tar.gz")
        return Complaint(
            f'the template asks for the package "{name}": no build downloads one; copy what you need of it '
            "into a .typ file of your own",
            line,
            (),
            place,
        )
    message = _SEARCHED.sub("", message)
    return Complaint(message[:1].lower() + message[1:], line, hints, place)


def _no_font(characters: str, line: int | None, place: str) -> Complaint:
    # What joins letters or chooses their forms is not to be seen itself.
    seen = "".join(filter(stand_in, characters)) or characters
    packages = " and ".join(dict.fromkeys(map(package_for, seen)))
    several = len(seen) > 1
    message = (
        f"no font has the character{'s' if several else ''} {named(seen)}; install a font that has "
        f"{'them' if several else 'it'} (on Debian and Ubuntu {packages}), or name its file in "
        "homepage_pdf_fonts"
    )
    return Complaint(message, line, (), place, characters)


def named(characters: str) -> str:
    """Return the first of some characters with their names, and how many others there are."""
    first = ", ".join(described(c) for c in characters[:_NAMED])
    return first + (f" and {len(characters) - _NAMED} more" if len(characters) > _NAMED else "")


def _name_of(file: str) -> str:
    return file.replace("\\", "/").rpartition("/")[2]


def _unescaped(text: str) -> str:
    """Return a text that Rust prints for programmers."""
    escapes = {"n": "\n", "t": "\t", "r": "\r", "0": "\0"}

    def character(found: re.Match[str]) -> str:
        return chr(int(found[1], 16)) if found[1] else escapes.get(found[2], found[2])

    return re.sub(r"\\(?:u\{([0-9a-f]+)\}|(.))", character, text)


def missing_characters(complaints: Sequence[Complaint]) -> list[Complaint]:
    """Return the complaints about characters: one for each line that has one that no line before it has."""
    seen: set[str] = set()
    by_place: dict[tuple[int | None, str], str] = {}
    for complaint in complaints:
        new = "".join(c for c in complaint.characters if c not in seen)
        if new:
            seen |= set(new)
            at = (complaint.line, complaint.place)
            by_place[at] = by_place.get(at, "") + new
    return [_no_font(characters, line, place) for (line, place), characters in by_place.items()]


def stand_ins(missing: Sequence[Complaint]) -> str:
    """Return the rule that prints what characters are called where no font has them."""
    characters = sorted({character for complaint in missing for character in complaint.characters})
    table = ", ".join(f'"\\u{{{ord(c):x}}}": "{stand_in(c)}"' for c in characters)
    pattern = "".join(f"\\u{{{ord(c):x}}}" for c in characters)
    return f'#show regex("[{pattern}]"): it => ({table}).at(it.text);'


def without_standards(message: str) -> str:
    """Return what is said of a PDF that is made without the standards, for the reason in *message*."""
    stripped = _STANDARDS.sub("", message[:1].upper() + message[1:])
    return f"the PDF is neither accessible nor archival as the standards want it: {stripped}"
