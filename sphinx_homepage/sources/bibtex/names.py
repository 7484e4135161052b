r"""Names of authors and editors, by BibTeX's rules.

The rules are those of ``bibtex.web`` (https://ctan.org/pkg/bibtex), and for ``given=Hans, family=Harman``
of biblatex's manual. Where these would show a name that nobody has, a person's name comes first:

- A hyphen joins: BibTeX would take the ``pierre`` of ``Jean-pierre`` for a *von*, and lose the hyphen.
- An accent outside braces (``\v{S}ime``) is part of the letter, whatever letters its command has, and so is
  the space behind a command for a letter (``S\o ren``).
- ``Jr.`` behind two names without a comma is the *Jr* part.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code, Problem, shown
from sphinx_homepage.model.publications.names import Name, Names
from sphinx_homepage.model.text import Position
from sphinx_homepage.sources.bibtex.name_marks import MARKED, without_marks
from sphinx_homepage.sources.bibtex.tex import name_to_plain
from sphinx_homepage.sources.bibtex.tex_symbols import ACCENTS, LETTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_homepage.model.text import Text

_AND: Final = re.compile(r"(?<!\S)and(?!\S)", re.IGNORECASE)
_AND_OR_BRACE: Final = re.compile(r"[{}]|(?<!\S)and(?!\S)", re.IGNORECASE)
_ET_AL: Final = re.compile(r"(?<![,\s])[,\s]*\set\s+al\.?\Z", re.IGNORECASE)

_TEX: Final = re.compile(r"[{}\\~]")
_SEPARATOR: Final = re.compile(r"\\.|[{},;]|[\s~]+|\\", re.DOTALL)
_LETTER: Final = re.compile(
    rf"\\(?:{'|'.join(name for name in (*ACCENTS, *LETTERS) if name.isalpha())})(?![A-Za-z])"
)
_REFERENCE: Final = re.compile(r"&#?\w+;")
_KEY: Final = re.compile(r'[\s"]*([a-z]+(?:-i)?)\s*=')
_SUFFIXES: Final = frozenset({"Jr", "Sr", "II", "III", "IV"})
_LOWER_LETTERS: Final = frozenset({"i", "j", "o", "l", "ss", "aa", "ae", "oe", "dh", "th", "dj", "ng"})


def read_names(text: Text) -> tuple[Names, list[Problem]]:
    """Return the people of a whole author or editor field, and what is wrong with it.

    Names stand between ``and``. A last ``others`` or ``et al.`` says that there are more.
    An empty name is left out; a name that cannot be taken apart is shown as typed.

    Args:
        text: The field's TeX.
    """
    people: list[Name] = []
    problems: list[Problem] = []
    has_others = False
    for start, typed in _split(text):
        chunk = typed.strip()
        if not chunk:
            if text.strip():
                message = 'a name is empty: take out the "and" that has none before or behind it'
                problems.append(Problem(Code.BIB_NAME, message, _place(text, start)))
            continue
        if _is_others(chunk):
            has_others = True
            continue
        if chunk.endswith(("al", "al.")) and (rest := _ET_AL.sub("", chunk)) != chunk:
            has_others = True
            chunk = rest
        name, message = _read(chunk)
        if name is not None:
            people.append(name)
        if message:
            place = _place(text, start + len(typed) - len(typed.lstrip()))
            problems.append(Problem(Code.BIB_NAME, message, place))
    return Names(tuple(people), has_others), problems


def read_name(text: str) -> Name:
    """Return one person, ``Given Family`` or ``Family, Given``, also from a data file or a setting."""
    name, _ = _read(text.strip())
    return name or Name("")


def _is_others(chunk: str) -> bool:
    return len(chunk) < 20 and name_to_plain(chunk).lower() in {"others", "et al.", "et al"}


def _split(text: str) -> Iterator[tuple[int, str]]:
    """Yield each name as typed, and its offset."""
    start = depth = 0
    for found in (_AND_OR_BRACE if "{" in text else _AND).finditer(text):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth = max(depth - 1, 0)
        elif not depth:
            yield start, text[start : found.start()]
            start = found.end()
    yield start, text[start:]


def _place(text: Text, offset: int) -> Position | None:
    position = text.position
    if position is None:
        return None
    line_start = text.rfind("\n", 0, offset) + 1
    if not line_start:
        return position._replace(column=position.column + offset)
    return Position(position.path, position.line + text.count("\n", 0, offset), offset - line_start + 1)


@lru_cache(maxsize=8192)
def _read(chunk: str) -> tuple[Name | None, str]:
    """Return a name, and what is wrong with it; the same people write many papers."""
    if "=" in chunk and _KEY.match(chunk):
        return _read_keys(chunk)
    typed, symbols = without_marks(chunk) if MARKED.search(chunk) else (chunk, "")
    if not typed:
        return None, f'the name "{shown(chunk)}" is only a sign: write the name before it'
    if typed[0] == "{" and _closing(typed) == len(typed) - 1:
        plain = name_to_plain(typed)
        return (Name(plain, is_corporate=True, symbols=symbols), "") if plain else (None, _NOTHING)
    parts, has_semicolon = _words(typed)
    if has_semicolon:
        message = f'the name "{shown(chunk)}" has a semicolon: write "and" between two people'
        return Name(name_to_plain(typed), symbols=symbols), message
    if len(parts) > 3 or _is_list(parts):
        message = (
            f'the name "{shown(chunk)}" has {len(parts) - 1} commas: write "and" between two people, '
            "and braces around a name with commas of its own"
        )
        return Name(name_to_plain(typed), symbols=symbols), message
    name = _assemble(parts, symbols)
    return name, "" if name else _NOTHING


_NOTHING: Final = 'a name shows nothing: write it, or take out its "and"'


def _is_list(parts: list[list[str]]) -> bool:
    """Whether ``A. Alpha, B. Beta, C. Gamma`` was typed, where BibTeX reads a *Jr* part."""
    return (
        len(parts) == 3
        and all(len(part) > 1 for part in parts)
        and not any(word.removesuffix(".") in _SUFFIXES for word in parts[1])
    )


def _closing(text: str) -> int:
    """Return where the brace that begins *text* is closed, or -1."""
    depth = 0
    for found in re.finditer(r"[{}]", text):
        depth += 1 if found[0] == "{" else -1
        if not depth:
            return found.start()
    return -1


def _words(typed: str) -> tuple[list[list[str]], bool]:
    """Return the words of each part between commas, and whether a semicolon stands between."""
    if not _TEX.search(typed):
        has_semicolon = ";" in typed and ";" in _REFERENCE.sub("", typed)
        return [part.split() for part in typed.split(",")], has_semicolon
    parts: list[list[str]] = [[]]
    has_semicolon = False
    depth = start = 0
    in_reference = {found.end() - 1 for found in _REFERENCE.finditer(typed)}
    for found in _SEPARATOR.finditer(typed):
        mark = found[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth = max(depth - 1, 0)
        elif depth or (mark[0] == "\\" and mark != "\\ "):
            continue
        elif mark == ";":
            has_semicolon = has_semicolon or found.start() not in in_reference
        else:
            word = typed[start : found.start()]
            if mark.isspace() and "\\" in word and _ends_in_letter(word):
                continue
            if word:
                parts[-1].append(word)
            start = found.end()
            if mark == ",":
                parts.append([])
    if start < len(typed):
        parts[-1].append(typed[start:])
    return parts, has_semicolon


def _ends_in_letter(word: str) -> bool:
    r"""Whether a word ends in a command that takes the space behind it: ``S\o ren``."""
    return _LETTER.fullmatch(word, word.rindex("\\")) is not None


def _assemble(parts: list[list[str]], symbols: str) -> Name | None:
    given: list[str]
    suffix: list[str] = []
    if len(parts) == 1:
        words = parts[0]
        if len(words) > 2 and words[-1].removesuffix(".") in _SUFFIXES:
            suffix = [words[-1]]
            words = words[:-1]
        # The first von, which is never the last word; else only the last word is the family's.
        first = next((place for place, word in enumerate(words[:-1]) if _is_von(word)), len(words) - 1)
        given, family = words[: max(first, 0)], words[max(first, 0) :]
    else:
        family, given = parts[0], parts[-1]
        suffix = parts[1] if len(parts) == 3 else []
    end = next((place for place in range(len(family) - 1, 0, -1) if _is_von(family[place - 1])), 0)
    prefix, family = family[:end], family[end:]
    if not family:
        # "von" alone, or nothing before the comma.
        family, given = given, []
    plain = name_to_plain(" ".join(family))
    if not plain:
        return None
    return Name(
        plain,
        name_to_plain(" ".join(given)),
        name_to_plain(" ".join(prefix)) if prefix else "",
        name_to_plain(" ".join(suffix)) if suffix else "",
        symbols=symbols,
    )


def _is_von(word: str) -> bool:
    """Whether a word begins in lower case, outside braces or in a special character."""
    first = word[0]
    if first.isalpha():
        return first.islower()
    if "{" not in word and "\\" not in word:
        letter = next((char for char in word if char.isalpha()), "")
        return letter.islower()
    depth = 0
    place = 0
    is_special = False
    while place < len(word):
        char = word[place]
        if char == "{":
            depth += 1
            is_special = is_special or (depth == 1 and word.startswith("\\", place + 1))
        elif char == "}":
            depth -= 1
            is_special = is_special and depth > 0
        elif char == "\\" and (not depth or is_special):
            command = _COMMAND.match(word, place)
            if command is not None:
                if command[1] in LETTERS:
                    return command[1] in _LOWER_LETTERS
                # An accent's argument is the letter that counts.
                if not depth and word.startswith("{", command.end()):
                    place = command.end()
                    is_special = True
                    depth = 1
                else:
                    place = command.end() - 1
        elif char.isalpha() and (not depth or is_special):
            return char.islower()
        place += 1
    return False


_COMMAND: Final = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)


# Biblatex's names with keys


def _read_keys(chunk: str) -> tuple[Name | None, str]:
    values: dict[str, str] = {}
    unknown = ""
    is_quoted = chunk[0] == chunk[-1] == '"'
    for part in _split_keys(chunk[1:-1] if is_quoted else chunk):
        found = _KEY.match(part)
        if found is None:
            unknown = unknown or part.strip()
            continue
        value = part[found.end() :].strip().strip('"').strip()
        if found[1] in _KEYS:
            values[found[1]] = name_to_plain(value)
        elif found[1].removesuffix("-i").removesuffix("i") not in _KEYS_UNSEEN:
            unknown = unknown or part.strip()
    family = values.get("family", "")
    given = values.get("given", "")
    message = (
        f'"{shown(unknown)}" is no part of a name: write given, family, prefix or suffix before the "="'
        if unknown
        else ""
    )
    if not family and not given:
        return Name(name_to_plain(chunk)), message or _NOTHING
    return (
        Name(
            family or given,
            given if family else "",
            values.get("prefix", ""),
            values.get("suffix", ""),
            orcid=values.get("orcid", ""),
        ),
        message,
    )


_KEYS: Final = frozenset({"given", "family", "prefix", "suffix", "orcid"})
_KEYS_UNSEEN: Final = frozenset(
    {
        "given",
        "family",
        "prefix",
        "suffix",
        "id",
        "useprefix",
        "nametemplates",
        "sortingnamekeytemplate",
        "hash",
    }
)


def _split_keys(chunk: str) -> Iterator[str]:
    """Yield what stands between the commas outside braces and quotes."""
    depth = start = 0
    is_quoted = False
    for found in re.finditer(r'[{},"]', chunk):
        mark = found[0]
        if mark == '"':
            is_quoted = is_quoted if depth else not is_quoted
        elif mark == "{":
            depth += 1
        elif mark == "}":
            depth = max(depth - 1, 0)
        elif not depth and not is_quoted:
            yield chunk[start : found.start()]
            start = found.end()
    yield chunk[start:]
