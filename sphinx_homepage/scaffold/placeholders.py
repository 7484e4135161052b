"""The texts that a new site holds until its owner writes their own, and where they still stand."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import Code, Problem
from sphinx_homepage.model.text import Position

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NAME: Final = "Your Name"
ROLE: Final = "Your Role"
TOWN: Final = "Your Town"
INTRODUCTION: Final = (
    "Say in two or three sentences what you do, for whom, and what is special about how you do it."
)
RESULT: Final = "Name one result of your work here, with a number that shows its size."
DUTY: Final = "Say what you were responsible for, beginning with a verb."
PROJECT: Final = "Say in one sentence what this project is and who uses it."

PLACEHOLDERS: Final = (
    NAME,
    ROLE,
    TOWN,
    INTRODUCTION,
    RESULT,
    DUTY,
    PROJECT,
    "Your Employer",
    "Your Former Employer",
    "Your Former Role",
    "Your University",
    "Your Degree",
    "Your Subject",
    "Your First Project",
    "Your Second Project",
    "Your Field",
    "Your First Skill",
    "Your Second Skill",
    "Your Third Skill",
    "Your First Paper",
    "Your Second Paper",
    "Your Journal",
    "Your Conference",
)
"""Every one, as it stands in the templates. None is in a line's comment, where nobody would see it."""

ANY: Final = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, PLACEHOLDERS))})(?!\w)")
"""Finds them in a text."""
_CODE = re.compile(r"^([ \t]*)(`{3,}|~{3,})(?![ \t]*\{).*?^\1\2[`~]*[ \t]*$", re.MULTILINE | re.DOTALL)
_RST_CODE = re.compile(
    r"^([ \t]*)(?:\.\. (?:code|code-block|sourcecode|parsed-literal)::.*|(?!\.\. ).*::)[ \t]*\n"
    r"(?:[ \t]*\n|\1[ \t]+\S.*(?:\n|\Z))+",
    re.MULTILINE,
)
_CODES = {".md": _CODE, ".markdown": _CODE, ".myst": _CODE, ".rst": _RST_CODE}


def placeholders_in(source: str, path: str) -> Iterator[Problem]:
    """Yield a problem for each placeholder in *source*: information, for a new site has to build strictly.

    Args:
        source: A file's text.
        path: The file; what a page shows as code is left out.
    """
    if ANY.search(source) is None:
        return
    if code := _CODES.get(Path(path).suffix):
        source = code.sub(lambda match: "\n" * match[0].count("\n"), source)
    for number, line in enumerate(source.split("\n"), 1):
        for match in ANY.finditer(line):
            message = f'"{match[0]}" is a placeholder; write what is true of you, or delete it'
            position = Position(path, number, match.start() + 1)
            yield Problem(Code.PLACEHOLDER, message, position, is_information=True)


def placeholders_of(names: Iterable[str], srcdir: Path) -> list[Problem]:
    """Return the problems of the files *names* in *srcdir*; one that cannot be read has none of these."""
    found: list[Problem] = []
    for name in names:
        try:
            source = Path(srcdir, name).read_text("utf-8-sig", errors="replace")
        except (OSError, ValueError):
            continue
        found += placeholders_in(source, str(name))
    return found
