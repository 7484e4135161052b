"""A data file as YAML in our style: block lists, and no more quotes than the reader needs.

What our reader reads of it is, character for character, what was to be written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.sources.yaml_lines import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping as Table

SCHEMA: Final = "# yaml-language-server: $schema=cv.schema.json"
"""What tells editors the schema; ``sphinx-homepage schema`` prints it."""

_PLAIN_KEY: Final = re.compile(r"[A-Za-z_][\w.-]*\Z", re.ASCII)
_PLAIN: Final = re.compile(r"(?![-?:](?:\s|\Z)|[-?:,\[\]{}#&*!|>'\"%@`~=<])\S(?:.*\S)?\Z")
"""A text that may stand without quotes, if it has none of the signs below."""
_SIGNS: Final = re.compile(r":(?:\s|\Z)|\s#|[\t\x85\u2028\u2029\ufeff]")
_OTHER_VALUES: Final = re.compile(
    r"(?i:null|true|false|yes|no|on|off|y|n)\Z"  # nothing, and truth, to YAML 1.1
    r"|[-+]?\.(?i:inf|nan)\Z"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\Z"  # 12:30 is 750
    r"|[-+]?0[xob]?[0-9a-fA-F_]+\Z|[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?\Z"  # 3.10 is 3.1
    r"|[-+][0-9_]+\Z|[0-9]+[eE][-+]?[0-9]+\Z|---|\.\.\."
)
"""What means something else to other programs, or to our reader."""
_BLOCK: Final = re.compile(r"(?! )[^\n]+(?:\n[^\n]*)*(?<=[^\n])\n\Z")
"""Several lines that may stand as a block: the first says how deep it is indented."""
_UNPRINTABLE: Final = re.compile("[^\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def data_file(data: Table[str, Any], comments: Table[str, str] | None = None) -> str:
    """Return the text of a data file.

    Args:
        data: Its sections; what is None is left out.
        comments: What stands above a section, or above an entry of one (``education[0]``).
    """
    notes = comments or {}
    lines = [SCHEMA]
    for key, value in data.items():
        if value is None:
            continue
        lines += ["", *_comment(notes.get(key, ""), "")]
        lines += _pair(key, value, 0, {f"{key}[": notes})
    if notes.get("", ""):
        lines += ["", *_comment(notes[""], "")]
    return "\n".join(lines) + "\n"


def _comment(text: str, indent: str) -> Iterator[str]:
    for line in text.splitlines():
        yield f"{indent}# {line}".rstrip()


def _pair(key: str, value: Any, depth: int, notes: Table[str, Table[str, str]]) -> Iterator[str]:
    indent = "  " * depth
    start = f"{indent}{scalar_key(key)}:"
    if isinstance(value, dict) and _said(value):
        yield start
        for name, part in _said(value):
            yield from _pair(name, part, depth + 1, {})
    elif isinstance(value, (list, tuple)) and any(item is not None for item in value):
        yield start
        comments = next(((prefix, table) for prefix, table in notes.items()), None)
        number = 0
        for item in value:
            if item is None:
                continue
            if comments is not None:
                prefix, table = comments
                yield from _comment(table.get(f"{prefix}{number}]", ""), f"{indent}  ")
            yield from _item(item, depth + 1)
            number += 1
    else:
        yield from _scalar(start, value, depth + 1)


def _item(value: Any, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(value, dict) and _said(value):
        lines = [line for key, part in _said(value) for line in _pair(key, part, depth + 1, {})]
        lines[0] = f"{indent}- {lines[0][len(indent) + 2 :]}"
        yield from lines
    elif isinstance(value, (list, tuple)) and any(item is not None for item in value):
        lines = [line for item in value if item is not None for line in _item(item, depth + 1)]
        lines[0] = f"{indent}- {lines[0][len(indent) + 2 :]}"
        yield from lines
    else:
        yield from _scalar(f"{indent}-", value, depth + 1)


def _said(value: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(key, part) for key, part in value.items() if part is not None]


def _scalar(start: str, value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, dict):
        yield f"{start} {{}}"
        return
    if isinstance(value, (list, tuple)):
        yield f"{start} []"
        return
    text = {True: "true", False: "false"}.get(value, "") if isinstance(value, bool) else str(value)
    if isinstance(value, (bool, int, float)):
        yield f"{start} {text}"
    elif _BLOCK.match(text) and not _UNPRINTABLE.search(text):
        lines = text.split("\n")
        yield f"{start} |"
        indent = "  " * depth
        for line in lines[:-1]:
            yield f"{indent}{line}" if line else ""
    else:
        yield f"{start} {scalar(text)}"


def scalar(text: str) -> str:
    """Return a text on one line, quoted where it has to be."""
    if _UNPRINTABLE.search(text) or (_SIGNS.search(text) and not text.isprintable()) or "\n" in text:
        return '"' + "".join(map(_escaped, text)) + '"'
    if _PLAIN.match(text) and not _SIGNS.search(text) and not _OTHER_VALUES.match(text):
        return text
    return quoted(text)


def scalar_key(key: str) -> str:
    """Return a key, quoted where it has to be."""
    is_plain = _PLAIN_KEY.match(key) and not _OTHER_VALUES.match(key)
    return key if is_plain else '"' + "".join(map(_escaped, key)) + '"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character == "\n":
        return "\\n"
    code = ord(character)
    if character in "\x85\u2028\u2029\ufeff" or _UNPRINTABLE.match(character):
        return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
    return character
