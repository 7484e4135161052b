"""Faults: where a YAML parser stops, which is often not the place to mend."""

from __future__ import annotations

from typing import Any, Final, NamedTuple, Protocol

import yaml

TOO_DEEP: Final = "mappings and lists nest too deep"
UNCLOSED_QUOTE: Final = "the quote that opens here is not closed"
WRONG_ESCAPE: Final = "a backslash in double quotes begins an escape that does not exist"

MAX_DEPTH: Final = 100
"""How deep mappings and sequences may nest: what reads the tree may recurse."""


class Fault(NamedTuple):
    """The place to mend, both counted from 0, and what the parser says."""

    problem: str
    line: int
    column: int


class FaultFinder(Protocol):
    """Reads a text for its first fault."""

    def __call__(self, text: str, *, as_part: bool = False) -> Fault | None:
        """Return the first fault; in a part of a larger tree, a bare text is one too."""


class StopError(Exception):
    """The parser would read on, but not as the author meant.

    Args:
        problem: What is wrong.
        mark: Where it is.
    """

    def __init__(self, problem: str, mark: Any) -> None:
        super().__init__(problem)
        self.fault = Fault(problem, mark.line, mark.column)


def fault_of(error: yaml.YAMLError | ValueError | OverflowError, last: Any, folded: Any) -> Fault:
    """Return the fault at which the parser stopped.

    Args:
        error: What the parser raised.
        last: The last event before it, if there is one.
        folded: The last quoted scalar that goes on over lines, if there is one.
    """
    mark: Any
    if not isinstance(error, yaml.MarkedYAMLError):
        # An escape beyond Unicode, a tag that is not UTF-8: raised without a mark.
        mark = last.end_mark if last is not None else None
        return Fault(str(error), mark.line if mark else 0, mark.column if mark else 0)
    problem, context = error.problem or "", error.context or ""
    mark = error.problem_mark
    opening: Any = error.context_mark or mark
    if folded is not None and folded.end_mark.line == mark.line:
        return Fault(UNCLOSED_QUOTE, folded.start_mark.line, folded.start_mark.column)
    if "quoted" in context:
        kind = UNCLOSED_QUOTE if "found unexpected" in problem else WRONG_ESCAPE
        return Fault(kind, opening.line, opening.column)
    if "simple key" in context or ("flow" in context and opening.line != mark.line):
        return Fault(problem, opening.line, opening.column)
    return Fault(problem, mark.line, mark.column)
