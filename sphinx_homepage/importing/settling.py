"""What a reader found -> what our own reader takes without a warning, with nothing lost.

The data file is written and read as a build would read it. What our reader warns of is put right where there
is one way to do so, and else moves under an ``x-`` key beside its place; both are noted.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from itertools import count
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from sphinx_homepage.diagnostics import Code, Problem, printable, shown
from sphinx_homepage.importing.found import Note
from sphinx_homepage.importing.markup import with_scheme
from sphinx_homepage.importing.reading import RefusedError
from sphinx_homepage.importing.writing import data_file
from sphinx_homepage.model.dates import DateError, parse
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.model.validation import merge_records, read_record
from sphinx_homepage.sources import yaml
from sphinx_homepage.sources.files import local_urls
from sphinx_homepage.sources.foreign import is_empty, model_of, named
from sphinx_homepage.sources.paths import inside, is_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_homepage.importing.found import Found
    from sphinx_homepage.model.record import Record
    from sphinx_homepage.model.text import Tree

Path_: TypeAlias = "tuple[str | int, ...]"
_Place: TypeAlias = "tuple[int, int, Path_]"
"""A line and a column of the data file, and the path of what begins there."""

_LONGEST_KEY: Final = 200
"""YAML takes a key for one only below 1024 characters."""
_DEEPEST: Final = 60
_ROUNDS: Final = 60
_NAME: Final = "cv.yaml"
_YEAR: Final = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")


def settle(found: Found, path: Path) -> None:
    """Put what *found* holds right, and note what is kept under ``x-`` keys.

    Args:
        found: What a reader made of a source; it is changed in place.
        path: The source.
    """
    found.data = _clean(found.data)
    name = path.name
    noted = {key for note in found.notes for key in re.findall(r"\bx-[\w-]+", note.message)}
    found.notes += [
        note for note in _kept(found.data, name) if re.split(r"[ .]", note.message)[-1] not in noted
    ]
    respelled: list[tuple[str, str]] = []
    for number in range(_ROUNDS):
        places, record, problems = _as_read(found.data)
        problems += _missing_files(record, found, path)
        if not problems:
            if respelled:
                old, new = respelled[-1]
                message = (
                    f'dates are written as this program writes them: "{shown(old)}" as {new}, for example'
                )
                found.notes.append(Note(name, None, message))
            return
        done: set[Path_] = set()
        around: set[Path_] = set()
        anchors = {entry.typed_at: entry.anchor for entry in record.entries()}
        said: list[Note] = []
        gone: dict[str, set[int]] = {}
        # From the end: what is moved out of a list moves nothing that stands before it.
        for problem in sorted(problems, key=_line, reverse=True):
            at = _place_of(problem, places)
            at = at[: max(1, len(at) - number // 20)]  # If it helps nothing, what is around it goes.
            while len(at) > 1 and str(at[-1]).startswith("x-"):  # It has been moved, which did not help.
                at = at[:-1]
            if at in around or any(at[:length] in done for length in range(1, len(at) + 1)):
                continue
            done.add(at)
            around.update(at[:length] for length in range(1, len(at)))
            if not _respell(found.data, at, problem, respelled):
                if at[-1] in {"start", "end"}:  # The two may become one; if not, the other's turn is next.
                    done.update((*at[:-1], name) for name in ("start", "end"))
                said.insert(0, _put_right(found, at, problem, anchors.get(problem.position, ""), name, gone))
        for section, numbers in gone.items():
            found.comments = _moved(found.comments, section, numbers)
        found.notes += said
        found.data = _clean(found.data)
    message = "it holds values that our own reader cannot take"
    raise RefusedError(f"{message}: {problems[0].message}")


def _line(problem: Problem) -> tuple[int, int]:
    return problem.position[1:] if problem.position else (1, 1)


def _as_read(data: dict[str, Any]) -> tuple[list[_Place], Record, list[Problem]]:
    """Return what our reader makes of *data* as a file: the places in it, the record, what it warns of."""
    tree, problems = yaml.parse(data_file(data), _NAME)
    assert tree is None or isinstance(tree, Mapping)
    places = sorted(_places(tree), key=lambda place: place[:2])  # Reading changes the tree.
    record, found = read_record(tree or Mapping())
    problems += found
    merged, found = merge_records([record])
    problems += found
    return places, merged, [problem for problem in problems if not problem.is_information]


# Where a problem is


def _places(tree: Tree, path: Path_ = ()) -> Iterator[_Place]:
    """Yield the places of all keys, values and entries of a tree that was just written, and their paths."""
    if isinstance(tree, Mapping):
        for key, value in tree.items():
            yield _at(key, (*path, str(key)))
            if isinstance(value, (Mapping, Sequence)):
                yield _at(value, (*path, str(key)))
            yield from _places(value, (*path, str(key)))
    elif isinstance(tree, Sequence):
        for number, item in enumerate(tree):
            yield _at(item, (*path, number))
            yield from _places(item, (*path, number))
    elif isinstance(tree, Text):
        yield _at(tree, path)


def _at(tree: Any, path: Path_) -> _Place:
    position = getattr(tree, "position", None)
    return (position.line, position.column, path) if position else (0, 0, path)


def _place_of(problem: Problem, places: list[_Place]) -> Path_:
    """Return the path of what a problem is about: the last thing that begins at its place or before."""
    end = bisect_right(places, _line(problem), key=lambda place: place[:2])
    if not end:
        return places[0][2][:1]
    start = bisect_left(places, places[end - 1][:2], key=lambda place: place[:2])
    paths = [place[2] for place in places[start:end]]
    is_whole = problem.code in {Code.MISSING_FIELD, Code.DUPLICATE_ID, Code.WRONG_SHAPE}
    at = min(paths, key=len) if is_whole else max(paths, key=len)
    # Of a picture without its file, or a thesis without its title, nothing is left.
    whole = [number for number, step in enumerate(at) if step in {"image", "thesis"} and number]
    return at[: whole[0] + 1] if whole else at


# What is done


def _put_right(
    found: Found, at: Path_, problem: Problem, anchor: str, name: str, gone: dict[str, set[int]]
) -> Note:
    """Put right what a problem is about, or move it under an ``x-`` key; return the note of it.

    *gone* gets the numbers of the entries that are in their sections no more.
    """
    holder: Any = found.data
    for step in at[:-1]:
        holder = holder[step]
    last = at[-1]
    value = holder[last]
    where = _shown_path(at)
    if problem.code is Code.DUPLICATE_ID and last == "id" and isinstance(holder, dict):
        taken = {str(entry.get("id")) for entry in found.data[str(at[0])] if isinstance(entry, dict)}
        new = next(key for number in count(2) if (key := f"{value}-{number}") not in taken)
        holder["id"] = Text(new, getattr(value, "position", None))
        return _note(name, value, f'{where} is that of another entry too, and is "{shown(new)}" now')
    if problem.code is Code.DUPLICATE_ID and len(at) > 1:
        if not isinstance(value, dict):
            value = holder[last] = {model_of(str(at[0])).heads[0]: value}
        value["id"] = anchor
        return _note(name, value, f'{where} looks like another entry and got the id "{anchor}"')
    year = _YEAR.search(value) if isinstance(value, str) else None
    if problem.code is Code.DATE and last in {"start", "end"} and (words := _in_words(holder)):
        return _note(name, value, f'the dates of {_shown_path(at[:-1])} are kept in words: "{shown(words)}"')
    if problem.code is Code.DATE and last == "date" and year and "sort_date" not in holder:
        holder["sort_date"] = year[0]
        message = f'the date "{shown(value)}" of {where} is kept as typed, and sorted by {year[0]}'
        return _note(name, value, message)
    if problem.code is Code.FILE_MISSING and isinstance(value, str):
        address = with_scheme(Text(value, getattr(value, "position", None)))
        if address != value:
            holder[last] = address
            return _note(name, value, f'{where} is "{shown(address)}" now: an address of the web')
    kept = _displace(found, at, gone)
    why = re.sub(r"^[\w.\[\]]+(?: \([^)]*\))?: ", "", problem.message)
    return _note(name, value, f"{where} is kept as {kept}, for our reader says of it: {printable(why)}")


def _in_words(holder: dict[str, Any]) -> str:
    """Make one date in words of a start and an end, for without the end it would go on; return the words."""
    dates = [holder.get(name) for name in ("start", "end")]
    if not all(isinstance(date, str) for date in dates) or not holder.keys().isdisjoint(
        {"date", "sort_date"}
    ):
        return ""
    words = " – ".join(map(str, dates))
    years = _YEAR.findall(words)
    if not years:
        return ""
    holder[Text("date", getattr(dates[0], "position", None))] = Text(words)
    holder["sort_date"] = max(years)
    del holder["start"], holder["end"]
    return words


def _respell(data: Any, at: Path_, problem: Problem, respelled: list[tuple[str, str]]) -> bool:
    """Put a date in another spelling in its place, where it can mean one only; return whether it could."""
    if problem.code is not Code.DATE:
        return False
    for step in at[:-1]:
        data = data[step]
    text = data[at[-1]]
    try:
        parse(str(text))
    except DateError as error:
        if len(error.suggestions) == 1 and isinstance(text, str):
            data[at[-1]] = Text(error.suggestions[0], getattr(text, "position", None))
            respelled.append((text, error.suggestions[0]))
            return True
    return False


def _displace(found: Found, at: Path_, gone: dict[str, set[int]]) -> str:
    """Move what stands at a path under an ``x-`` key beside it; return where it is then."""
    number = None
    if isinstance(at[-1], int):
        number, at = at[-1], at[:-1]
    while isinstance(at[-1], int):  # A list in a list.
        number, at = at[-1], at[:-1]
    holder: Any = found.data
    for step in at[:-1]:
        holder = holder[step]
    key = str(at[-1])
    if number is None or not isinstance(holder[key], list):
        value = holder.pop(key)
    else:
        value = holder[key].pop(number)
        if len(at) == 1:
            gone.setdefault(key, set()).add(number)
    name = base = f"x-{key}" if not key.startswith("x-") else key
    if number is not None and isinstance(holder.get(name), list):
        holder[name].insert(0, value)
    else:
        numbers = count(2)
        while name in holder:
            name = f"{base}-{next(numbers)}"
        holder[Text(name, getattr(value, "position", None))] = value if number is None else [value]
    return _shown_path((*at[:-1], name))


def _moved(comments: dict[str, str], section: str, gone: set[int]) -> dict[str, str]:
    """Return the comments after entries of a section are gone; their own go above the section."""
    moved: dict[str, str] = {}
    numbers = sorted(gone)
    for key, text in comments.items():
        found = re.fullmatch(rf"{re.escape(section)}\[(\d+)\]", key)
        number = int(found[1]) if found else -1
        new = key if number < 0 else f"{section}[{number - bisect_left(numbers, number)}]"
        new = section if number in gone else new
        moved[new] = f"{moved[new]}\n{text}" if new in moved else text
    return moved


def _missing_files(record: Record, found: Found, path: Path) -> list[Problem]:
    """Return a problem for each file that the record names and that is not beside the source either."""
    problems = []
    folder = path if path.is_dir() else path.parent
    for entries in record.sections.values():
        for entry in entries:
            for url in local_urls(entry):
                target = url.lstrip("/").partition("#")[0].partition("?")[0]
                if target in found.files or target in found.pages:
                    continue
                file = inside(folder, url)
                if file is not None and target and is_file(file) and file != path:
                    found.files[target] = file
                    continue
                message = f'there is no file "{shown(url)}" beside the source'
                problems.append(Problem(Code.FILE_MISSING, message, url.position or entry.typed_at))
    return problems


# Values as they can be written


def _clean(data: Any) -> Any:
    """Return *data* with no character that YAML or a page cannot hold, and no value that says nothing."""
    cleaned = {} if is_empty(data) else _cleaned(data, 0)
    for section, value in cleaned.items():
        if section in SECTIONS:
            for entry in value if isinstance(value, list) else [value]:
                _order(entry, section)
    order = {name: number for number, name in enumerate(("profile", "contact"))}
    rest = {key: len(order) + key.startswith("x-") for key in cleaned}
    return dict(sorted(cleaned.items(), key=lambda item: order.get(item[0], rest[item[0]])))


def _order(entry: Any, section: str) -> None:
    """Put what heads an entry first, the rest as typed, ``x-`` keys last; bullets are the highlights."""
    if not isinstance(entry, dict):
        return
    model = model_of(section)
    heads = [name for name in model.heads if name in entry][:1]
    ordered = sorted(
        entry.items(), key=lambda item: (item[0] not in heads, item[0].startswith("x-"), _typed_at(item[0]))
    )
    entry.clear()
    for key, value in ordered:
        lines = value.split("\n") if key == "summary" and isinstance(value, str) else []
        while lines and not lines[-1]:
            lines.pop()
        is_list = (
            bool(lines)
            and all(line.startswith("- ") for line in lines)
            and "highlights" in model.model_fields
        )
        if is_list and "highlights" not in dict(ordered):
            entry[named("highlights", key)] = [
                _bullet(line, value, number) for number, line in enumerate(lines)
            ]
        else:
            entry[key] = value
    for name, part in model.nested.items():
        for child in entry[name] if isinstance(entry.get(name), list) else ():
            _order(child, part.section)


def _typed_at(key: Any) -> tuple[float, float]:
    """Return where a key stands in the source; what was made of several stands behind."""
    position = getattr(key, "position", None)
    return (position.line, position.column) if position else (math.inf, math.inf)


def _bullet(line: str, text: Any, number: int) -> Text:
    position = getattr(text, "position", None)
    return Text(line[2:].strip(), position and position._replace(line=position.line + number))


def _cleaned(value: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        return "…"
    if isinstance(value, dict):
        cleaned = Mapping()
        cleaned.position = getattr(value, "position", None)
        for key, part in value.items():
            name = base = Text(_line_of(key)[:_LONGEST_KEY] or "-", getattr(key, "position", None))
            number = 2
            while name in cleaned:
                name = Text(f"{base}-{number}", base.position)
                number += 1
            if not is_empty(part) or (name == "alt" and part == ""):
                cleaned[name] = _cleaned(part, depth + 1)
        return cleaned
    if isinstance(value, (list, tuple)):
        sequence = Sequence(_cleaned(item, depth + 1) for item in value if not is_empty(item))
        sequence.position = getattr(value, "position", None)
        return sequence
    if isinstance(value, str):
        return Text(_text_of(value), getattr(value, "position", None))
    return value


_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_BREAKS: Final = re.compile("\r\n?|[\x85\u2028\u2029]")
_SURROGATES: Final = re.compile("[\ud800-\udfff\U000f0000-\U0010ffff]")
"""Halves of characters, and the last planes, which no font has and our reader uses for itself."""


def _text_of(text: str) -> str:
    text = _BREAKS.sub("\n", text).expandtabs(4).replace("\ufeff", "")
    text = _SURROGATES.sub("\ufffd", _CONTROLS.sub("", text))
    text = "\n".join(line.rstrip() for line in text.strip("\n").rstrip().split("\n"))
    # A block's first line says how deep it is indented.
    return f"{text.lstrip(' ')}\n" if "\n" in text else text.strip(" ")


def _line_of(text: str) -> str:
    return " ".join(_text_of(str(text)).split())


# What is kept

_OURS: Final = {"x-section-order"}
"""What the readers of foreign files add themselves."""


def _kept(tree: Any, name: str, path: Path_ = ()) -> Iterator[Note]:
    """Yield a note for each ``x-`` key that says something."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            if key.startswith("x-") and key not in _OURS:
                message = f'"{shown(key[2:])}" has no place; it is kept as {_shown_path((*path, key))}'
                yield _note(name, key if getattr(key, "position", None) else value, message)
            elif not key.startswith("x-"):
                yield from _kept(value, name, (*path, str(key)))
    elif isinstance(tree, list):
        for number, item in enumerate(tree):
            yield from _kept(item, name, (*path, number))


def _note(name: str, typed: Any, message: str) -> Note:
    """Return a note of what was *typed* in the source *name*, which may be an archive of files."""
    position = getattr(typed, "position", None)
    if position is None:
        return Note(name, None, message)
    path = position.path
    is_own = path in {"", name, f"{name}.json"}
    return Note(name if is_own else f"{name}/{path}", position.line, message)


def _shown_path(path: Path_) -> str:
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{shown(step, 40)}" for step in path)
    return steps.lstrip(".")
