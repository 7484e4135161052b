"""The characters of a YAML stream: its encoding, what it may not hold, what the parser would misread.

A character that stops the parser, or that it takes for the end of a line, gives its place to a stand-in,
so that every position stays true.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from sphinx_homepage.diagnostics import Code, Problem
from sphinx_homepage.model.text import Position

TAB: Final = "\U000f0009"
"""Stands for a tab inside a text, which stops the pure parser."""

# YAML 1.1 breaks lines at these, and drops a byte order mark: no editor counts lines so.
_LINE_BREAKS: Final = "\x85\u2028\u2029\ufeff"
# What is not printable, for what is takes ten times as long to compile.
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_MAX_UNPRINTABLE: Final = 20
_FILLER: Final = "\U0010fffd"
_JSON_STRING: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\t', re.DOTALL)
_SURROGATES: Final = re.compile(
    r"\\\\|\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
)


def decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """Return the text of a file's bytes, and what is wrong with its encoding.

    A byte that is not UTF-8 is reported once, where the first one stands; such bytes are read as
    Windows-1252, so that the rest of the file is read all the same.

    Args:
        data: The file's bytes, with or without a byte order mark.
        path: The file, for positions.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "the file is UTF-16: save it as UTF-8"
        return data.decode("utf-16", "replace"), [Problem(Code.FILE_ENCODING, message, Position(path, 1, 1))]
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        return data.decode(), []
    except UnicodeDecodeError as error:
        before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        place = Position(path, len(before), len(before[-1].decode()) + 1)
        byte = data[error.start]
    windows = {
        0xDC00 + byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)
    }
    text = data.decode("utf-8", "surrogateescape").translate(windows)
    message = (
        f'byte 0x{byte:02X} is not UTF-8 and is read as "{windows[0xDC00 + byte]}" (Windows-1252): '
        "save the file as UTF-8"
    )
    return text, [Problem(Code.FILE_ENCODING, message, place)]


def printable(source: str, origin: Position) -> tuple[str, list[Problem]]:
    """Return *source* with U+FFFD for each character that YAML has not, and a problem for each."""
    problems: list[Problem] = []
    for match in islice(_UNPRINTABLE.finditer(source), _MAX_UNPRINTABLE):
        line = source.count("\n", 0, match.start())
        column = match.start() - source.rfind("\n", 0, match.start()) - 1
        message = f"the character U+{ord(match[0]):04X} cannot be printed and is shown as \ufffd: remove it"
        place = Position(origin.path, origin.line + line, origin.column + column)
        problems.append(Problem(Code.YAML_SYNTAX, message, place))
    return _UNPRINTABLE.sub("\ufffd", source) if problems else source, problems


def with_stand_ins(source: str, *, is_json: bool) -> tuple[str, dict[int, str | None]]:
    """Return the source as the parser needs it, each character at its place, and what was typed instead."""
    typed: dict[int, str | None] = {}
    text = source
    if is_json and "\t" in text:
        # JSON may indent by tabs.
        text = _JSON_STRING.sub(lambda match: " " if match[0] == "\t" else match[0], text)
    if is_json and "\\u" in text:
        text = _SURROGATES.sub(_paired, text)
        typed[ord(_FILLER)] = None
    if not text.isascii():
        for character in _LINE_BREAKS:
            if character in text:
                stand_in = chr(0xF0000 + ord(character))
                text = text.replace(character, stand_in)
                typed[ord(stand_in)] = character
    return text, typed


def _paired(escapes: re.Match[str]) -> str:
    """Return the character that JSON's surrogate escapes mean, filled up to their length."""
    if escapes[0] == "\\\\":
        return escapes[0]
    character = "\ufffd"
    if escapes[1]:
        character = chr(0x10000 + ((int(escapes[1], 16) - 0xD800) << 10) + int(escapes[2], 16) - 0xDC00)
    return character.ljust(len(escapes[0]), _FILLER)
