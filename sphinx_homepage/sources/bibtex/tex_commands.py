"""What TeX's commands do to their arguments: styles, wrappings, and the arguments that nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Style(NamedTuple):
    """How a piece of text looks."""

    is_emphasis: bool = False
    is_strong: bool = False
    is_code: bool = False
    script: str = ""
    """``sup``, ``sub`` or nothing."""
    link: str = ""
    """An address with a scheme that is allowed, or nothing."""


PLAIN: Final = Style()


def _same(style: Style) -> Style:
    return style


def _emphasis(style: Style) -> Style:
    return style._replace(is_emphasis=True)


def _toggled(style: Style) -> Style:
    """Return the style of emphasis, which inside emphasis is upright."""
    return style._replace(is_emphasis=not style.is_emphasis)


def _upright(style: Style) -> Style:
    return style._replace(is_emphasis=False)


def _strong(style: Style) -> Style:
    return style._replace(is_strong=True)


def _medium(style: Style) -> Style:
    return style._replace(is_strong=False)


def _code(style: Style) -> Style:
    return style._replace(is_code=True)


def _proportional(style: Style) -> Style:
    return style._replace(is_code=False)


def _normal(style: Style) -> Style:
    return Style(script=style.script, link=style.link)


def _superscript(style: Style) -> Style:
    return style._replace(script="sup")


def _subscript(style: Style) -> Style:
    return style._replace(script="sub")


def _words(names: str) -> list[str]:
    return names.split()


def _each(names: str, change: Callable[[Style], Style]) -> dict[str, Callable[[Style], Style]]:
    return dict.fromkeys(names.split(), change)


STYLES: Final = {
    **_each("emph mkbibemph underline uline ul", _toggled),
    **_each("textit textsl mkbibitalic", _emphasis),
    **_each("textbf mkbibbold", _strong),
    **_each("texttt code", _code),
    **_each("textup", _upright),
    **_each("textmd", _medium),
    **_each("textrm textsf", _proportional),
    **_each("textnormal", _normal),
    **_each("textsuperscript mkbibsuperscript up", _superscript),
    **_each("textsubscript mkbibsubscript", _subscript),
    **_each(
        # Small capitals, sizes and boxes have no Markdown; nothing is lowercased.
        "textsc text mbox hbox fbox makebox framebox mathrm operatorname mkbibacro textlatin textgreek "
        "textcyrillic ensuretext uppercase lowercase MakeUppercase MakeLowercase NoCaseChange MakeCapital "
        "MakeSentenceCase autocap nocase num nolinkurl textlf titlecap hyperref bibfnamefont "
        "bibnamefont natexlab",
        _same,
    ),
}
"""Commands whose one argument is text in another style."""

SWITCHES: Final = {
    **_each("em", _toggled),
    **_each("it sl itshape slshape", _emphasis),
    **_each("bf bfseries", _strong),
    **_each("tt ttfamily", _code),
    **_each("upshape", _upright),
    **_each("mdseries", _medium),
    **_each("rm sf rmfamily sffamily", _proportional),
    **_each("normalfont", _normal),
    **_each(
        "sc scshape tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge relax protect "
        "noindent centering raggedright raggedleft leavevmode allowbreak nobreak xspace unskip ignorespaces "
        "displaystyle textstyle scriptstyle sloppy newblock bibspace boldmath unboldmath left right limits "
        "nolimits hss smallskip medskip bigskip null strut addabbrvspace addlowpenspace nopunct finentry "
        "maketitle frenchspacing nonfrenchspacing pagebreak clearpage newpage bigl bigr Bigl Bigr big Big",
        _same,
    ),
}
"""Commands that change the style until their group ends; many change nothing that Markdown knows."""

WRAPPINGS: Final = {
    "footnote": (" (", ")"),
    "thanks": (" (", ")"),
    "mkbibparens": ("(", ")"),
    "parentext": ("(", ")"),
    "mkbibbrackets": ("[", "]"),
    "brackettext": ("[", "]"),
}
"""What stands around the argument."""

QUOTES: Final = frozenset({"enquote", "mkbibquote", "textquote", "qu"})
"""Commands that put their argument in quotes, double ones outside and single ones inside."""

VERBATIM: Final = frozenset(
    _words(
        "cite citep citet citealp citealt citeauthor citeyear citeyearpar parencite textcite autocite "
        "footcite fullcite nocite ref eqref pageref autoref cref Cref nameref"
    )
)
"""Commands whose argument is a key: it is shown as typed."""

UNSEEN: Final = {
    **dict.fromkeys(_words("label index hspace vspace color selectlanguage pagestyle sortkey"), 1),
    **dict.fromkeys(_words("phantom hphantom vphantom input include bibliographystyle textcolor"), 1),
    **dict.fromkeys(_words("foreignlanguage hyperlink hypertarget raisebox scalebox rotatebox"), 1),
    **dict.fromkeys(_words("noopsort SortNoop colorbox"), 1),
    **dict.fromkeys(_words("fontsize setlength resizebox textlang"), 2),
}
"""How many arguments of a command, from the first on, nobody sees: a colour, a length. The next is text."""

STARRED: Final = frozenset(QUOTES | VERBATIM | {"hspace", "vspace", "url", "href", "nolinkurl", "textcolor"})
"""Commands with a starred form that means the same; elsewhere a star is a star."""

ALIGNED: Final = {
    **dict.fromkeys(("equation", "displaymath", "math"), ""),
    **dict.fromkeys(("align", "alignat", "flalign", "eqnarray", "multline", "split", "aligned"), "aligned"),
    **dict.fromkeys(("gather", "gathered"), "gathered"),
}
"""Environments of formulas, and the one that may stand in a line of text."""

LISTS: Final = {"itemize": False, "description": False, "enumerate": True}
"""Environments of lists, and whether their items have numbers."""

TRANSPARENT: Final = frozenset(
    {"abstract", "center", "flushleft", "flushright", "quote", "quotation", "document", "small", "minipage"}
)
"""Environments whose text is a paragraph."""

_SCHEMES: Final = ("http://", "https://", "ftp://", "mailto:")


def address(typed: str) -> str:
    """Return the address of a link, or nothing where its scheme is not one of those that may be linked.

    Args:
        typed: As it was typed, without TeX's escapes. ``doi:10...`` becomes the address of the resolver.
    """
    lower = typed[:8].lower()
    if lower.startswith("doi:"):
        number = typed[4:].strip().lstrip("/")
        return f"https://doi.org/{number}" if number else ""
    return typed if lower.startswith(_SCHEMES) and len(typed) > len("mailto:") else ""
