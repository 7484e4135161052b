"""LaTeX formulas, written with the commands and environments that latex2mathml knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator


class FormulaError(ValueError):
    """A formula that cannot be translated; the message says why, in words that follow its TeX."""


_SAME: Final = {
    r"\nonumber": "",
    r"\notag": "",
    r"\ensuremath": "",
    r"\mathds": r"\mathbb",
    r"\mathbbm": r"\mathbb",
    r"\textsc": r"\text",
    r"\arg": r"\operatorname{arg}",
}
"""Commands that are left as text or lose their meaning, and what says the same."""

_DEFINITIONS: Final = {r"\newcommand", r"\renewcommand", r"\def", r"\newenvironment", r"\DeclareMathOperator"}

_ENVIRONMENTS: Final = {
    **dict.fromkeys(("align", "align*", "aligned", "flalign", "flalign*"), "align*"),
    **dict.fromkeys(("alignat", "alignat*", "alignedat"), "align*"),
    **dict.fromkeys(("gather", "gather*", "gathered", "multline", "multline*"), "displaylines"),
    **dict.fromkeys(("eqnarray", "eqnarray*"), "array"),
    **dict.fromkeys(("equation", "equation*", "displaymath", "math"), ""),
    **{name: name for name in ("split", "cases", "array", "smallmatrix")},
    **{letter + name: letter + name for letter in ("", *"pbBvV") for name in ("matrix", "matrix*")},
    "dcases": "cases",
}
"""Environments, and the one of latex2mathml that lays its content out alike."""

_PIECE: Final = re.compile(
    r"""
      (?P<row> \\\\ \*? (?: \s* \[ \s* -?[\d.]+ \s* [a-z]{2} \s* \] )? )
    | \\ (?P<edge> begin | end ) \s* \{ (?P<environment> [^{}]* ) \}
    | \\ label \s* \{ [^{}]* \}
    | (?P<text> \\ (?: text(?:rm|bf|it|sf|tt|up|md|normal|sc)? | mbox | emph ) ) \s* \{
    | (?P<operator> \\ operatorname (?: \* | withlimits )? ) \s* \{
    | (?P<command> \\ (?: [A-Za-z]+ | . ) )
    """,
    re.VERBOSE | re.DOTALL,
)


def prepared(tex: str) -> str:
    """Return *tex* written with what latex2mathml knows.

    Args:
        tex: LaTeX without the dollars around it.

    Raises:
        FormulaError: A brace is not one of a pair, an environment is not known, or a macro is defined.
    """
    depth = 0
    for brace in re.finditer(r"\\.|[{}]", tex, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if depth < 0:
            raise FormulaError("has a } that closes nothing")
    if depth:
        raise FormulaError("has a { that is not closed")
    return "".join(_pieces(tex))


def _pieces(tex: str) -> Iterator[str]:
    end = 0
    while piece := _PIECE.search(tex, end):
        yield tex[end : piece.start()]
        end = piece.end()
        if piece["row"]:
            yield r"\\ "
        elif piece["edge"]:
            prefix, end = _edge(piece["edge"], piece["environment"].strip(), tex, end)
            yield prefix
        elif piece["text"]:
            content, end = _braced(tex, end)
            yield from _text(_SAME.get(piece["text"], piece["text"]), content)
        elif piece["operator"]:
            content, end = _braced(tex, end)
            yield _operator(piece["operator"], content)
        elif piece["command"] in _DEFINITIONS:
            raise FormulaError(
                f"defines a macro with {piece['command']}: write out what the macro stands for"
            )
        elif piece["command"]:
            yield _SAME.get(piece["command"], piece["command"])
    yield tex[end:]


def _edge(edge: str, name: str, tex: str, end: int) -> tuple[str, int]:
    """Return how an environment begins or ends, and where the rest of *tex* does."""
    if name not in _ENVIRONMENTS:
        raise FormulaError(f'uses the environment "{name}", which is not known')
    known = _ENVIRONMENTS[name]
    columns = ""
    if edge == "begin":
        # Where it stands beside the line ([t]), how many columns it has ({2}): neither means a thing here.
        arguments = r"\s*\{\d+\}" if "at" in name and known == "align*" else r"\s*\[[tbc]\]"
        if found := re.compile(arguments).match(tex, end):
            end = found.end()
        columns = "{rcl}" if name.startswith("eqnarray") else ""
    return (rf"\{edge}{{{known}}}{columns}" if known else " "), end


def _braced(tex: str, start: int) -> tuple[str, int]:
    """Return what stands from *start*, after a brace, to the brace that closes it, and where that ends."""
    depth = 1
    for brace in re.finditer(r"\\.|[{}]", tex[start:], re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace[0], 0)
        if not depth:
            return tex[start : start + brace.start()], start + brace.end()
    raise FormulaError("has a { that is not closed")


def _text(command: str, content: str) -> Iterator[str]:
    """Yield a text, and the formulas that stand between dollars in it as formulas."""
    for i, part in enumerate(re.split(r"(?<!\\)\$", content)):
        if i % 2:
            yield "{" + "".join(_pieces(part)) + "}"
        elif part:
            plain = re.sub(r"\\([$%&#_ ])", r"\1", re.sub(r"(?<!\\)[{}]", "", part)).replace("~", "\u00a0")
            yield f"{command}{{{plain}}}"


def _operator(command: str, content: str) -> str:
    name = re.sub(r"\\[,;:! ]|[~{}\s]|\\(?:mathrm|rm|text)\b", "", content)
    if re.fullmatch(r"[A-Za-z]+", name):
        return f"{command}{{{name}}}"
    return rf"\text{{{re.sub(r'[{}]', '', content)}}}"
