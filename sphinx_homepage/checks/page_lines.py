"""The lines of a page, without its comments and without what it shows as code."""

from __future__ import annotations

import re
from typing import Final

from sphinx_homepage.model.sections import POSITIONS, SECTIONS

COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
CODE_DIRECTIVES: Final = frozenset(
    {"code", "code-block", "code-cell", "sourcecode", "parsed-literal", "literalinclude", "math", "raw"}
    | {
        "eval-rst",
        "highlight",
        "mermaid",
        "graphviz",
        "doctest",
        "testcode",
        "jupyter-execute",
        "productionlist",
    }
)
"""The directives whose body is no prose."""
OURS: Final = frozenset(
    name for row in (*SECTIONS.values(), POSITIONS) for name in (row.name, row.singular) if name
)
"""The names of our own directives."""

_PROSE: Final = OURS | {
    *("admonition", "attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip"),
    *("warning", "card", "dropdown", "figure", "grid", "image", "list-table", "only", "sidebar", "topic"),
}
"""The directives that people write with backticks too, and whose body is prose."""
_FENCE: Final = re.compile(r"\s*(`{3,}(?=[^`]*\Z)|~{3,}|:{3,})(?:\{([\w-]+)\})?")
_CODE: Final = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_RST_MARK: Final = re.compile(r" *\.\.(?: +(.*))?\Z")
_RST_DIRECTIVE: Final = re.compile(r"([\w-]+)(?::[\w-]+)?::")
_RST_TARGET: Final = re.compile(r"_[^:]+:|__ |\[[^\]]+\] |\|[^|]+\| ")
_RST_CODE: Final = re.compile(r"``.+?``")


def is_rst(name: str) -> bool:
    """Whether the page *name* is reStructuredText."""
    return name.endswith(".rst")


def shown_lines(name: str, source: str) -> list[str]:
    """Return the lines of the page *name*, with blanks for its comments and its code."""
    return _rst_lines(source) if is_rst(name) else _markdown_lines(source)


def blanked(match: re.Match[str]) -> str:
    """Return as many blanks, on as many lines."""
    return re.sub(r"[^\n]", " ", match[0])


def _markdown_lines(source: str) -> list[str]:
    lines = []
    fences: list[tuple[str, bool]] = []
    for line in COMMENT.sub(blanked, source).split("\n"):
        found = _FENCE.match(line)
        mark, is_bare = (found[1], line.strip() == found[1]) if found else ("", False)
        if fences and is_bare and mark.startswith(fences[-1][0]):
            fences.pop()
            lines.append("")
        elif fences and fences[-1][1]:
            lines.append("")
        elif found and not (is_bare and mark[0] == ":"):
            is_code = found[2] in CODE_DIRECTIVES if mark[0] == ":" else found[2] not in _PROSE
            fences.append((mark, is_code))
            lines.append("" if is_code else line)
        elif line.startswith(("% ", "    #")):
            lines.append("")
        else:
            lines.append(_CODE.sub(blanked, line))
    return lines


def _rst_lines(source: str) -> list[str]:
    lines: list[str] = []
    hidden: int | None = None
    """How far what is a block of code or a comment stands to the right at least."""
    for whole in source.split("\n"):
        line = whole
        indent = len(line) - len(line.lstrip())
        if hidden is not None and (not line.strip() or indent > hidden):
            lines.append("")
            continue
        hidden = None
        if mark := _RST_MARK.match(line):
            words = mark[1] or ""
            directive = _RST_DIRECTIVE.match(words)
            is_comment = not directive and not _RST_TARGET.match(words)
            if is_comment or (directive and directive[1] in CODE_DIRECTIVES):
                hidden = indent
                line = ""
        elif line.rstrip().endswith("::"):
            hidden = indent
        lines.append(_RST_CODE.sub(blanked, line))
    return lines
