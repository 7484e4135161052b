"""What a person typed in a directive: its argument, its options and its body, each with its place.

Neither parser's own reading of options serves: both drop a repeated option in silence, MyST takes quotes and
``#`` for YAML's, and neither says on which line an option stands. So our directives declare no options, get
the whole block, and read it here, the same way in Markdown and in reStructuredText.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_homepage.diagnostics import Code, Problem, source_lines
from sphinx_homepage.model.text import Position, Text

if TYPE_CHECKING:
    from sphinx.util.docutils import SphinxDirective

_OPTION = re.compile(r":([A-Za-z][\w-]*):(?: +(.*?))? *\Z")
_YAML_OPTION = re.compile(r"([A-Za-z][\w-]*):(?: +(.*?))? *\Z")


@dataclass(slots=True)
class TypedBlock:
    """A directive as it was typed."""

    start: Position
    """Where the directive begins."""
    argument: Text | None
    options: dict[Text, Text] = field(default_factory=dict)
    """By name, with ``_`` for ``-``."""
    body: list[Text] = field(default_factory=list)
    """The lines of the body, blank ones at the ends left out."""
    body_index: int = 0
    """How many lines of the directive's content stand before the body."""
    shift: int = 0
    """By how many lines the parser's count of lines is less than the file's."""
    problems: list[Problem] = field(default_factory=list)


def read_typed(directive: SphinxDirective, *, is_rst: bool) -> TypedBlock:
    """Read the block of *directive*, which declares one optional argument and no options."""
    source, line = directive.get_source_info()
    path = _relative(source, directive)
    lines = source_lines(Path(directive.env.srcdir, path))
    shift = _shift(directive.block_text, line, lines)
    start = _placed(directive.block_text.partition("\n")[0], path, line + shift, lines).position
    assert start is not None
    argument, head, content = _split(directive, start, lines, shift, is_rst=is_rst)
    typed = TypedBlock(start, argument, shift=shift)
    used = _read_options(typed, head if is_rst else content, keeps_rest=is_rst)
    stranded: list[Text] = []
    if is_rst:
        stranded = _join_argument(typed, head[used:])
        used = 0
    typed.body_index = used + _blank_lines(content[used:])
    typed.body = stranded + content[typed.body_index :]
    while typed.body and not typed.body[-1].strip():
        typed.body.pop()
    return typed


def _shift(block: str, line: int, lines: list[str]) -> int:
    """Return how many lines below *line* the *block* stands in fact, in the file of these *lines*.

    MyST counts one line too many in a fence that another begins, and reStructuredText counts
    the lines of an included file from the first that it includes.
    """
    typed = [words.strip() for words in block.splitlines()[:3]]
    for shift in (shift for distance in range(len(lines)) for shift in (-distance, distance)):
        here = lines[max(line + shift - 1, 0) : max(line + shift + 2, 0)]
        if all(words in whole for words, whole in zip_longest(typed, here[: len(typed)], fillvalue="")):
            return shift
    return 0


def _split(
    directive: SphinxDirective, start: Position, lines: list[str], shift: int, *, is_rst: bool
) -> tuple[Text | None, list[Text], list[Text]]:
    """Return the argument, the lines that reStructuredText took for one with it, and the content's lines."""
    words = directive.arguments[0] if directive.arguments else ""
    if not is_rst:
        first = start.line + 1 + directive.content_offset  # In MyST the offset counts from the directive.
        content = [
            _placed(line, start.path, first + number, lines) for number, line in enumerate(directive.content)
        ]
        return _argument(words.strip(), start, lines), [], content
    content = [
        _placed(line, start.path, (offset or 0) + 1 + shift, lines)
        for line, (_, offset) in zip(directive.content.data, directive.content.items, strict=True)
    ]
    # Without declared options, reStructuredText joins all up to the first blank line to one argument.
    on_first_line = bool(directive.block_text.partition("\n")[0].partition("::")[2].strip())
    typed = words.split("\n") if words else []
    argument = _argument(typed.pop(0), start, lines) if on_first_line else None
    head = [_placed(line, start.path, start.line + 1 + number, lines) for number, line in enumerate(typed)]
    return argument, head, content


def _argument(words: str, start: Position, lines: list[str]) -> Text | None:
    if not words:
        return None
    whole = lines[start.line - 1] if 0 < start.line <= len(lines) else ""
    return Text(words, start._replace(column=max(whole.find(words, start.column), 0) + 1))


def _read_options(typed: TypedBlock, lines: list[Text], *, keeps_rest: bool) -> int:
    """Read the options that *lines* begin with; return how many lines they take."""
    is_yaml = bool(lines) and lines[0].rstrip() == "---" and not keeps_rest
    pattern = _YAML_OPTION if is_yaml else _OPTION
    number = int(is_yaml)
    last: Text | None = None
    while number < len(lines):
        line = lines[number]
        if is_yaml and line.startswith("---"):
            return number + 1
        match = pattern.match(line.strip()) if line.strip() else None
        if match:
            last = _note_option(typed, line, match)
        elif last is not None and line[:1] in {" ", "\t"} and line.strip():
            typed.problems.append(
                Problem(
                    Code.DIRECTIVE_OPTION,
                    f'an option is one line, and "{last}" goes on here; put long text into the body',
                    _place_of_words(line),
                )
            )
            value = typed.options[last]
            typed.options[last] = Text(f"{value} {line.strip()}", value.position)
        elif not is_yaml:
            break
        number += 1
    return number


def _place_of_words(line: Text) -> Position:
    assert line.position is not None
    return line.position._replace(column=line.position.column + len(line) - len(line.lstrip()))


def _note_option(typed: TypedBlock, line: Text, match: re.Match[str]) -> Text:
    position = _place_of_words(line)
    column = position.column
    typed_name = match[1]
    name = Text(
        typed_name if typed_name.startswith("x-") else typed_name.replace("-", "_"),
        position._replace(column=column + match.start(1)),
    )
    value = Text(match[2] or "", position._replace(column=column + match.start(2) if match[2] else column))
    if name in typed.options:
        typed.problems.append(
            Problem(
                Code.DIRECTIVE_OPTION,
                f'the option "{match[1]}" is given twice; the first is used',
                name.position,
            )
        )
    else:
        typed.options[name] = value
    return next(key for key in typed.options if key == name)


def _join_argument(typed: TypedBlock, rest: list[Text]) -> list[Text]:
    """Take lines that reStructuredText gave to the argument: more of it, or a body right below."""
    if not rest:
        return []
    is_body = bool(typed.options) or rest[0].lstrip().startswith(("- ", "* "))
    if typed.argument is not None and not is_body:
        words = " ".join([typed.argument, *(line.strip() for line in rest)])
        typed.argument = Text(words, typed.argument.position)
        return []
    message = "the body begins here without a blank line before it; put one above this line"
    typed.problems.append(Problem(Code.DIRECTIVE_BODY, message, rest[0].position))
    return rest


def _blank_lines(lines: list[Text]) -> int:
    return next((number for number, line in enumerate(lines) if line.strip()), len(lines))


def _relative(source: str | None, directive: SphinxDirective) -> str:
    # Docutils names an included file from the working directory.
    path = Path(source or directive.env.doc2path(directive.env.docname)).absolute()
    path = Path(os.path.normpath(path))
    srcdir = Path(directive.env.srcdir)
    return path.relative_to(srcdir).as_posix() if path.is_relative_to(srcdir) else str(path)


def _placed(words: str, path: str, line: int, lines: list[str]) -> Text:
    """Return a line as text, at its real column: parsers take off the indent of the block it is in."""
    whole = lines[line - 1] if 0 < line <= len(lines) else ""
    indent = whole.find(words.strip()) - (len(words) - len(words.lstrip()))
    return Text(words, Position(path, line, max(indent, 0) + 1))
