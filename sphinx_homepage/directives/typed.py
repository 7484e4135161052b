"""What a person typed in a directive: its argument, its options and its body, each with its place.

Neither parser's own reading of options serves: both drop a repeated option in silence, MyST takes quotes and
``#`` for YAML's, and neither says on which line an option stands. So our directives declare no options, get
the whole block, and read it here, the same way in Markdown and in reStructuredText.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_homepage.diagnostics import Code, Problem, source_lines
from sphinx_homepage.model.text import Position, Text

if TYPE_CHECKING:
    from docutils.statemachine import StringList
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
    problems: list[Problem] = field(default_factory=list)


def read_typed(directive: SphinxDirective, *, is_rst: bool) -> TypedBlock:
    """Read the block of *directive*, which declares one optional argument and no options."""
    source, line = directive.get_source_info()
    path = _relative(source, directive)
    start = Position(path, line, 1)
    argument, head, content = _split(directive, path, line, is_rst=is_rst)
    typed = TypedBlock(start, argument)
    lines = head if is_rst else content
    used = _read_options(typed, lines, keeps_rest=is_rst)
    stranded: list[Text] = []
    if is_rst:
        stranded = _join_argument(typed, head[used:])
        used = 0
    typed.body_index = used + _blank_lines(content[used:])
    typed.body = stranded + content[typed.body_index :]
    while typed.body and not typed.body[-1].strip():
        typed.body.pop()
    return typed


def _split(
    directive: SphinxDirective, path: str, line: int, *, is_rst: bool
) -> tuple[Text | None, list[Text], list[Text]]:
    """Return the argument, the lines that reStructuredText took for one with it, and the content's lines."""
    content = _content_lines(directive.content, directive, path, line, is_rst=is_rst)
    words = directive.arguments[0] if directive.arguments else ""
    if not is_rst:
        return (_argument(words.strip(), start_line=line, path=path, directive=directive)), [], content
    # Without declared options, reStructuredText joins all up to the first blank line to one argument.
    on_first_line = bool(directive.block_text.partition("\n")[0].partition("::")[2].strip())
    lines = words.split("\n") if words else []
    argument = _argument(lines.pop(0), start_line=line, path=path, directive=directive) if on_first_line else None
    head = [_placed(words, path, line + 1 + number, directive.env.srcdir) for number, words in enumerate(lines)]
    return argument, head, content


def _argument(words: str, *, start_line: int, path: str, directive: SphinxDirective) -> Text | None:
    if not words:
        return None
    lines = source_lines(Path(directive.env.srcdir, path))
    whole = lines[start_line - 1] if 0 < start_line <= len(lines) else ""
    return Text(words, Position(path, start_line, max(whole.find(words), 0) + 1))


def _content_lines(
    content: StringList, directive: SphinxDirective, path: str, line: int, *, is_rst: bool
) -> list[Text]:
    if is_rst:
        return [
            _placed(words, _relative(source, directive), (offset or 0) + 1, directive.env.srcdir)
            for words, (source, offset) in zip(content.data, content.items, strict=True)
        ]
    first = line + 1 + directive.content_offset  # In MyST the offset counts from the directive.
    return [_placed(words, path, first + number, directive.env.srcdir) for number, words in enumerate(content)]


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
                    line.position,
                )
            )
            value = typed.options[last]
            typed.options[last] = Text(f"{value} {line.strip()}", value.position)
        elif not is_yaml:
            break
        number += 1
    return number


def _note_option(typed: TypedBlock, line: Text, match: re.Match[str]) -> Text:
    assert line.position is not None
    column = line.position.column + len(line) - len(line.lstrip())
    position = line.position._replace(column=column)
    name = Text(match[1].replace("-", "_"), position._replace(column=column + match.start(1)))
    value = Text(match[2] or "", position._replace(column=column + match.start(2) if match[2] else column))
    if name in typed.options:
        typed.problems.append(
            Problem(Code.DIRECTIVE_OPTION, f'the option "{match[1]}" is given twice; the first is used', name.position)
        )
    else:
        typed.options[name] = value
    return next(key for key in typed.options if key == name)


def _join_argument(typed: TypedBlock, rest: list[Text]) -> list[Text]:
    """Take lines that reStructuredText gave to the argument: more of it, or a body without a blank line above."""
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
    path = Path(source or directive.env.doc2path(directive.env.docname))
    srcdir = Path(directive.env.srcdir)
    return path.relative_to(srcdir).as_posix() if path.is_relative_to(srcdir) else str(path)


def _placed(words: str, path: str, line: int, srcdir: str | Path) -> Text:
    """Return a line as text, at its real column: parsers take off the indent of the block it is in."""
    lines = source_lines(Path(srcdir, path))
    whole = lines[line - 1] if 0 < line <= len(lines) else ""
    indent = len(whole) - len(whole.lstrip()) - (len(words) - len(words.lstrip()))
    return Text(words, Position(path, line, max(indent, 0) + 1))
