"""Formulas as plain text, for what holds no markup: titles of tabs, keywords, sorting."""

from __future__ import annotations

import re
from typing import Final

from sphinx_homepage.sources.bibtex.tex_symbols import MATH_NAMES, MATH_SYMBOLS, SYMBOLS

_TOKEN: Final = re.compile(r"\\([A-Za-z]+)[ ]*|\\(.)|~", re.DOTALL)
_FIRST_SCRIPT: Final = re.compile(r"\A[\^_](?:\{([^{}]*)\}|(.))", re.DOTALL)
_SHORT_GROUP: Final = re.compile(r"\{(.?)\}", re.DOTALL)
_GROUP: Final = re.compile(r"(?<![\^_])\{([^{}]*)\}")
_STYLES: Final = frozenset(
    {
        *("mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathcal", "mathbb", "mathfrak", "mathscr"),
        *(
            "boldsymbol",
            "bm",
            "text",
            "textrm",
            "textit",
            "textbf",
            "mbox",
            "hbox",
            "operatorname",
            "ensuremath",
        ),
        *(
            "rm",
            "bf",
            "it",
            "cal",
            "left",
            "right",
            "big",
            "Big",
            "displaystyle",
            "textstyle",
            "limits",
            "nolimits",
        ),
    }
)
"""Commands that do not change what a formula says."""
_SPACES: Final = {",": " ", ":": " ", ";": " ", ">": " ", " ": " ", "quad": " ", "qquad": " ", "!": ""}


class _UnknownError(Exception):
    """A command that has no plain text."""


def plain_formula(source: str) -> str:
    r"""Return a formula without its markup where it is simple, else its source.

    A script without a base, as in ``CO$_2$``, is its characters; other scripts keep their sign.

    >>> plain_formula(r"\alpha_{1} \leq x^2"), plain_formula("_{2}"), plain_formula(r"\frac{a}{b}")
    ('α_1 ≤ x^2', '2', '\\frac{a}{b}')
    """
    try:
        text = _TOKEN.sub(_printed, source)
    except _UnknownError:
        return source
    text = _FIRST_SCRIPT.sub(lambda found: found[1] if found[1] is not None else found[2], text, count=1)
    text = _SHORT_GROUP.sub(r"\1", text)
    text = _GROUP.sub(r"\1", text)
    text = text.replace("^∘", "°").translate(_BRACES)
    return "°" + text[1:] if text.startswith("∘") else text


_BRACES: Final = {ord("\ue000"): "{", ord("\ue001"): "}"}
"""Braces that are printed, while those that group are looked for."""


def _printed(found: re.Match[str]) -> str:
    name = found[1] or found[2]
    if name is None:
        return " "
    if name in _STYLES:
        return ""
    if name in "{}":
        return "\ue000" if name == "{" else "\ue001"
    if name in _SPACES:
        return _SPACES[name]
    if name in MATH_NAMES:
        return name + " " * (found[0][-1] == " ")
    symbol = MATH_SYMBOLS.get(name) or SYMBOLS.get(name)
    if symbol is None:
        raise _UnknownError
    return symbol + " " * (found[0][-1] == " " and _is_apart(found))


def _is_apart(found: re.Match[str]) -> bool:
    r"""Whether a space stands before a symbol, so that the one behind it is meant: ``a \leq b``."""
    return found.string[found.start() - 1 : found.start()] == " "
