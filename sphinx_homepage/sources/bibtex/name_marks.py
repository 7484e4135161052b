r"""The signs that people type behind an author's name: ``Doe*``, ``Doe$^{\dagger}$``, ``Doe{\ddag}``."""

from __future__ import annotations

import re
from typing import Final

from sphinx_homepage.sources.bibtex.tex import name_to_plain

_SIGNS: Final = "*†‡§¶#‖∗⋆★✉⁎¹²³⁰⁴⁵⁶⁷⁸⁹"
_NAMES: Final = (
    r"(?:dagger|dag|ddagger|ddag|S|P|ast|star|textdagger|textdaggerdbl|textasteriskcentered|textsection"
    r"|textparagraph|textbardbl|[*#])(?![A-Za-z])"
)

MARKED: Final = re.compile(rf"[{_SIGNS}^$]|\\(?:textsuperscript|{_NAMES})")
"""A name with signs holds one of these."""

_MARK: Final = re.compile(
    rf"""
      \$ \s* (?P<caret> \^? ) \s*
         (?P<math> \{{ [^{{}}$]* (?: \{{ [^{{}}$]* \}} [^{{}}$]* )* \}} | [^{{}}$]+ ) \$
    | \\textsuperscript \s* \{{ (?P<raised> (?: [^{{}}\\] | \\. | \{{ [^{{}}]* \}} )* ) \}}
    | \^ (?: \{{ (?P<group> [^{{}}]* ) \}} | (?P<sign> [{_SIGNS}0-9] ) )
    | \{{ \s* (?P<braced> \\{_NAMES} ) \s* \}}
    | (?P<command> \\{_NAMES} ) (?: \{{\}} )?
    | (?P<typed> [{_SIGNS}]+ )
    | \\.
    | (?P<open> \{{ )
    | (?P<close> \}} )
    """,
    re.VERBOSE | re.DOTALL,
)
_SHOWN: Final = re.compile(r"(?:[^\W\d_](?![^\W\d_])|\d|[^\w\s])+")
r"""Numbers, signs and single letters: ``1,2``, ``a,b``, but not the ``rd`` of ``3\textsuperscript{rd}``."""


def without_marks(name: str) -> tuple[str, str]:
    r"""Return a name without its signs, and the signs.

    A sign stands at the end of a word or before the whole name; what stands in braces is part of the name.

    >>> without_marks(r"Doe$^{*,\dagger}$, Jane")
    ('Doe, Jane', '*,†')
    """
    symbols: list[str] = []
    depth = 0

    def take(found: re.Match[str]) -> str:
        nonlocal depth
        kind = found.lastgroup
        if kind in {"open", "close"}:
            depth += 1 if kind == "open" else -1
        elif kind is not None and depth <= 0 and _is_at_edge(name, found) and (signs := _signs(found)):
            symbols.append(signs)
            return ""
        return found[0]

    stripped = _MARK.sub(take, name)
    return (stripped.strip(), "".join(symbols)) if symbols else (name, "")


def _is_at_edge(name: str, found: re.Match[str]) -> bool:
    following = name[found.end() : found.end() + 1]
    is_first = not name[: found.start()].strip() if found.start() < 3 else False
    return following in " ,~\t\r\n" or is_first or _MARK.match(name, found.end()) is not None


def _signs(found: re.Match[str]) -> str:
    """Return what the signs show, or nothing where it is part of a name."""
    is_math = found["math"] is not None
    content = next(part for part in (found[kind] for kind in _KINDS) if part is not None)
    plain = name_to_plain(f"${content}$" if is_math or found["group"] is not None else content)
    plain = plain.replace("∗", "*").replace(" ", "").strip("{}").strip(",;")
    if is_math and not found["caret"] and any(char.isalnum() for char in plain):
        return ""
    return plain if _SHOWN.fullmatch(plain) else ""


_KINDS: Final = ("math", "raised", "group", "sign", "braced", "command", "typed")
