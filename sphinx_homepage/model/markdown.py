"""What of Markdown only MyST reads."""

from __future__ import annotations

import re
from typing import Final

_FENCE: Final = re.compile(r"[ \t]*(?:(?:[-*+>]|[0-9]+[.)])[ \t]+)*(`{3,}|~{3,}|:{3,})\{")
_TARGET: Final = re.compile(r"^[ \t]*\([^()\n]+\)=[ \t]*$", re.MULTILINE)


def without_directives(text: str) -> str:
    """Return Markdown without MyST's directives: what they print, if anything, is not what was typed."""
    if "{" not in text and ")=" not in text:
        return text
    kept: list[str] = []
    fence = ""
    for line in text.split("\n"):
        if fence:
            mark = line.strip(" \t>")
            if len(mark) >= len(fence) and set(mark) == {fence[0]}:
                fence = ""
        elif opening := _FENCE.match(line):
            fence = opening[1]
        else:
            kept.append(line)
    return _TARGET.sub("", "\n".join(kept)).strip("\n")
