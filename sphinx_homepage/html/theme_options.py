"""The options of our own theme: which they may be, and what they make of its style sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Final

from sphinx_homepage.diagnostics import Code, Problem, did_you_mean, shown
from sphinx_homepage.model.colors import ColorError, contrast, mixed, read_color

if TYPE_CHECKING:
    from collections.abc import Mapping

FONTS: Final = {"sans": "var(--hp-sans)", "serif": "var(--hp-serif)"}
BOOLEANS: Final = ("show_toc", "show_prev_next")

_FAMILIES: Final = re.compile(r"""(?: [\w\s,-] | "[\w\s.-]+" | '[\w\s.-]+' )+""", re.VERBOSE)
_READABLE: Final = 4.5
"""The contrast of text by WCAG 2.2, AA (https://www.w3.org/TR/WCAG22/#contrast-minimum)."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the options make of the theme."""

    accent: str = "#9a2c1d"
    accent_dark: str = "#ef9582"
    font: str = FONTS["sans"]

    COLORS: ClassVar = {
        "--hp-paper": ("#fdfcfa", "#161514"),
        "--hp-text": ("#211f1c", "#e6e2db"),
        "--hp-muted": ("#64605a", "#aaa49a"),
        "--hp-line": ("#dfdad2", "#393632"),
        "--hp-surface": ("#f4f1ec", "#211f1d"),
        "--hp-accent": ("", ""),
    }
    """On light and on dark; the accent is an option."""

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> tuple[Look, list[tuple[Problem, str]]]:
        """Return the look, and what is wrong with the options, each with the option's name."""
        problems: list[tuple[Problem, str]] = []

        def wrong(name: str, message: str) -> None:
            problems.append((Problem(Code.SETTING, f'html_theme_options: "{name}" {message}'), name))

        found: dict[str, str] = {}
        for at, name in enumerate(("accent", "accent_dark")):
            if not (typed := options.get(name)):
                continue
            paper = cls.COLORS["--hp-surface"][at]
            try:
                found[name] = value = read_color(str(typed)).value
            except ColorError as error:
                wrong(name, f"is no colour: {error}")
                continue
            if (ratio := contrast(value, paper)) < _READABLE:
                side = ("light", "dark")[at]
                better = _readable(value, paper, ("#000000", "#ffffff")[at])
                wrong(
                    name,
                    f"{value} has a contrast of {ratio:.1f}:1 on the {side} page, and links need "
                    f"{_READABLE}:1; {better} would do",
                )
        if "accent" in found and "accent_dark" not in found:
            found["accent_dark"] = _readable(found["accent"], cls.COLORS["--hp-surface"][1], "#ffffff", 6)
        font = options.get("font", "sans")
        if isinstance(font, str) and font in FONTS:
            found["font"] = FONTS[font]
        elif isinstance(font, str) and "," in font and _FAMILIES.fullmatch(font):
            found["font"] = font
        else:
            form = "; write sans, serif, or families with commas between them"
            hint = did_you_mean(str(font), FONTS) or form
            wrong("font", f"is {shown(repr(font))}{hint}")
        for name in BOOLEANS:
            value = options.get(name, False)
            if str(value).lower() not in {"true", "false", "1", "0", "yes", "no", "on", "off"}:
                wrong(name, f"is {shown(repr(value))}; write True or False")
        return cls(**found), problems

    def css(self) -> str:
        """Return the rules that give the theme its colours: the light ones where a browser knows no other."""
        colors = {**self.COLORS, "--hp-accent": (self.accent, self.accent_dark)}
        light = " ".join(f"{name}: {light};" for name, (light, _) in colors.items())
        both = " ".join(f"{name}: light-dark({light}, {dark});" for name, (light, dark) in colors.items())
        return (
            f":root {{ --hp-font: {self.font}; {light} }}\n"
            f"@supports (color: light-dark(#000, #fff)) {{\n"
            f":root {{ color-scheme: light dark; {both} }}\n"
            "[data-theme=light] { color-scheme: light; }\n"
            "[data-theme=dark] { color-scheme: dark; }\n"
            "@media print { :root { color-scheme: light !important; } }\n"
            "[data-theme] .hp-tools .hp-switch { display: grid !important; }\n"
            "}\n"
        )


def _readable(color: str, paper: str, towards: str, ratio: float = _READABLE) -> str:
    """Return the colour nearest to *color*, on the way to black or white, that can be read on *paper*."""
    steps = (mixed(color, towards, step / 50) for step in range(51))
    return next(step for step in steps if contrast(step, paper) >= ratio)
