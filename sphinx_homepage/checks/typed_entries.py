"""Entries that stand in pages, as directives with an argument or with a body of YAML.

This reads them without Sphinx, as far as checks need it. What is wrong with a directive, the build says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from sphinx_homepage.checks.page_lines import CODE_DIRECTIVES, OURS, is_rst
from sphinx_homepage.model.sections import POSITIONS, section_named
from sphinx_homepage.model.text import Mapping, Position, Sequence, Text
from sphinx_homepage.model.validation import read_entry, read_section
from sphinx_homepage.sources.yaml import parse

if TYPE_CHECKING:
    from sphinx_homepage.model.entries import Common, Entry
    from sphinx_homepage.model.text import Tree

_OPENING: Final = re.compile(r"( *)(:{3,}|`{3,})\{([\w-]+)\}[ \t]*(.*?)[ \t]*\Z")
_CODE: Final = re.compile(r" *(`{3,}|~{3,})(?!\{)[^`]*\Z")
_RST_OPENING: Final = re.compile(r"( *)(\.\.) +([\w-]+)::[ \t]*(.*?)[ \t]*\Z")
_CLOSING: Final = re.compile(r" *(:{3,}|`{3,})[ \t]*\Z")
_OPTION: Final = re.compile(r"[ \t]*:([A-Za-z][\w-]*):(?:[ \t]+(.*?))?[ \t]*\Z")
_ITEM: Final = re.compile(r"[ \t]*[-*+][ \t]+")


@dataclass(slots=True)
class _Block:
    """A directive that is open."""

    fence: str
    name: str
    """Of one of our directives; of any other, nothing."""
    position: Position
    is_code: bool = False
    argument: Text | None = None
    options: list[tuple[Text, Text]] = field(default_factory=list)
    body: list[tuple[int, str]] = field(default_factory=list)
    children: list[Common] = field(default_factory=list)


def typed_entries(name: str, source: str) -> list[Common]:
    """Return the entries that the page *name* holds itself."""
    found: list[Common] = []
    lines = [*enumerate(source.split("\n"), 1)]
    blocks = _of_rst(name, lines, found) if is_rst(name) else _of_markdown(name, lines, found)
    while blocks:
        _close(blocks, found)
    return found


def _of_markdown(name: str, lines: list[tuple[int, str]], found: list[Common]) -> list[_Block]:
    """Read *lines*, and return the directives that are still open at their end."""
    blocks: list[_Block] = []
    for number, line in lines:
        closing = _CLOSING.match(line)
        if closing and blocks and closing[1].startswith(blocks[-1].fence):
            _close(blocks, found)
        elif blocks and blocks[-1].is_code:
            continue
        elif opening := _OPENING.match(line):
            blocks.append(_opened(opening, name, number))
        elif code := _CODE.match(line):
            blocks.append(_Block(code[1], "", Position(name, number, 1), is_code=True))
        elif blocks:
            _take(blocks[-1], name, number, line)
    return blocks


def _of_rst(name: str, lines: list[tuple[int, str]], found: list[Common]) -> list[_Block]:
    """Read *lines*, and return the directives that are still open at their end; each ends with its indent."""
    blocks: list[_Block] = []
    for number, line in lines:
        indent = len(line) - len(line.lstrip())
        while line.strip() and blocks and indent < blocks[-1].position.column:
            _close(blocks, found)
        if blocks and blocks[-1].is_code:
            continue
        if opening := _RST_OPENING.match(line):
            blocks.append(_opened(opening, name, number))
        elif line.rstrip().endswith("::") and not (blocks and blocks[-1].name):
            blocks.append(_Block("", "", Position(name, number, indent + 1), is_code=True))
        elif blocks:
            _take(blocks[-1], name, number, line)
    return blocks


def _opened(match: re.Match[str], page: str, number: int) -> _Block:
    position = Position(page, number, match.start(2) + 1)
    ours = match[3] if match[3] in OURS else ""
    argument = Text(match[4], position._replace(column=match.start(4) + 1)) if match[4] else None
    return _Block(match[2], ours, position, match[3] in CODE_DIRECTIVES, argument)


def _take(block: _Block, page: str, number: int, line: str) -> None:
    """Note a line that stands in *block*."""
    option = None if block.body else _OPTION.match(line)
    if option and block.name:
        block.options.append(_option(option, page, number))
    elif line.strip() or block.body:
        block.body.append((number, line))


def _option(match: re.Match[str], page: str, number: int) -> tuple[Text, Text]:
    name = Text(match[1].replace("-", "_"), Position(page, number, match.start(1) + 1))
    return name, Text(match[2] or "", Position(page, number, match.start(2) + 1 if match[2] else 1))


def _close(blocks: list[_Block], found: list[Common]) -> None:
    block = blocks.pop()
    outer = next((other for other in reversed(blocks) if other.name), None)
    entries = _entries_of(block) if block.name else []
    for entry in entries:
        is_nested = outer is not None and type(entry) in section_named(outer.name).entry.nested.values()
        (outer.children if outer is not None and is_nested else found).append(entry)


def _entries_of(block: _Block) -> list[Common]:
    section = section_named(block.name)
    if block.argument is None and not section.is_single:
        if not block.body or section is POSITIONS:
            return []
        tree, _ = _parsed(block)
        return read_section(section, tree)[0] if isinstance(tree, (Mapping, Sequence)) else []
    if section.is_single and not block.options and not block.argument:
        tree, _ = _parsed(block)
        return read_section(section, tree)[0] if isinstance(tree, Mapping) else []
    tree = Mapping()
    tree.position = block.position
    if block.argument is not None and section.entry.heads:
        tree[Text(section.entry.heads[0], block.argument.position)] = block.argument
    for name, value in block.options:
        tree.setdefault(name, _value(section.entry, name, value))
    _read_body(block, section.entry, tree)
    entry, _ = read_entry(section.entry, tree, block.name)
    return [_with_children(entry, block.children)]


def _parsed(block: _Block) -> tuple[Tree, object]:
    if not block.body:
        return None, None
    lines = [line for _, line in block.body]
    first = block.position._replace(line=block.body[0][0], column=1)
    return parse("\n".join(lines), first.path, first_line=first.line)


def _value(model: type[Common], name: Text, value: Text) -> Tree:
    is_flow = name in model.model_fields and model.form(name).is_flow
    if not is_flow or value[:1] not in {"[", "{"} or value.position is None:
        return value or None
    path, line, column = value.position
    return parse(value, path, first_line=line, first_column=column)[0]


def _read_body(block: _Block, model: type[Common], tree: Mapping) -> None:
    """Put the running text into *tree* as its summary, and the items behind it as its highlights."""
    items = Sequence()
    words: list[tuple[int, str]] = []
    left = min(len(line) - len(line.lstrip()) for _, line in block.body if line.strip()) if block.body else 0
    for number, whole in block.body:
        line = whole[left:]
        if mark := _ITEM.match(line):
            column = left + mark.end() + 1
            items.append(Text(line[mark.end() :], Position(block.position.path, number, column)))
        elif items and line[:1] in {" ", "\t"} and isinstance(items[-1], Text):
            items[-1] = Text(f"{items[-1]} {line.strip()}", items[-1].position)
        else:
            words.append((number, line))
    if text := "\n".join(line for _, line in words).strip():
        number = next(number for number, line in words if line.strip())
        tree.setdefault(Text("summary"), Text(text, Position(block.position.path, number, left + 1)))
    if items and "highlights" in model.model_fields:
        tree.setdefault(Text("highlights"), items)


def _with_children(entry: Common, children: list[Common]) -> Common:
    by_field: dict[str, tuple[Entry, ...]] = {}
    for name, row in entry.nested.items():
        own = tuple(child for child in children if isinstance(child, row) and type(child) is row)
        if own:
            by_field[name] = own
    return entry.model_copy(update=by_field) if by_field else entry
