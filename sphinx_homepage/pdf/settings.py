"""What conf.py says of PDFs: which pages, which files, how they look; and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.config import place_of
from sphinx_homepage.diagnostics import Code, Problem, did_you_mean, shown
from sphinx_homepage.pdf.font_files import FONT_FILES, BrokenFontError, characters_of
from sphinx_homepage.sources.paths import inside, is_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.config import Config

TEMPLATES_DIR: Final = Path(__file__).parent / "templates"
TEMPLATES: Final = ("classic", "modern", "compact")

PRIVATE_TAG: Final = "private"
"""The tag that puts private fields into the PDFs of one build: ``sphinx-build -t private``."""


@dataclass
class Wishes:
    """What a build's PDFs are to be."""

    files: dict[str, str] = field(default_factory=dict)
    """The names of the files, by page."""
    template: Path = TEMPLATES_DIR / "classic.typ"
    look: dict[str, Any] = field(default_factory=dict)
    """What ``homepage_pdf_settings`` says, with ``_`` in its names."""
    fonts: tuple[Path, ...] = ()
    """Files of fonts beside those that come along."""
    has_system_fonts: bool = False
    problems: list[Problem] = field(default_factory=list)


def wishes_of(config: Config, pages: Iterable[str], srcdir: Path) -> Wishes:
    """Read the settings; what cannot be used is left out and reported.

    Args:
        config: conf.py's settings.
        pages: the pages that there are.
        srcdir: the source directory.
    """
    wishes = Wishes()
    reader = _Reader(config, srcdir, wishes.problems)
    wishes.files = reader.files(pages)
    if wishes.files:
        wishes.template = reader.template()
        wishes.look = reader.look()
        wishes.fonts, wishes.has_system_fonts = reader.fonts()
    return wishes


def pages_of(config: Config) -> frozenset[str]:
    """Return the pages that PDFs are asked for, whether or not they exist."""
    wanted = config.homepage_pdf
    return (
        frozenset(name for name in wanted if isinstance(name, str))
        if isinstance(wanted, dict)
        else frozenset()
    )


class _Reader:
    def __init__(self, config: Config, srcdir: Path, problems: list[Problem]) -> None:
        self.config = config
        self.srcdir = srcdir
        self.problems = problems

    def _wrong(self, setting: str, message: str, value: object = "") -> None:
        place = place_of(setting, self.config, str(value))
        place = place or place_of(setting, self.config)
        self.problems.append(Problem(Code.SETTING, f"{setting} {message}", place))

    def files(self, pages: Iterable[str]) -> dict[str, str]:
        """Return the names of the files, by page."""
        wanted = self.config.homepage_pdf
        found: dict[str, str] = {}
        if not isinstance(wanted, dict):
            return found  # Sphinx has said it.
        pages = set(pages)
        for page, name in wanted.items():
            if not isinstance(page, str) or not isinstance(name, str):
                message = f'names a page and a file, each as a text, not "{shown(f"{page!r}: {name!r}")}"'
                self._wrong("homepage_pdf", message)
            elif page not in pages:
                self._wrong(
                    "homepage_pdf",
                    f'names the page "{shown(page)}", and there is none{_page(page, pages)}',
                    page,
                )
            elif problem := _file_problem(name):
                self._wrong("homepage_pdf", f'calls a file "{shown(name)}"; {problem}', name)
            elif name.casefold() in map(str.casefold, found.values()):  # One file where case is none.
                self._wrong("homepage_pdf", f'calls two files "{name}"; give each page its own', name)
            else:
                found[page] = name
        return found

    def template(self) -> Path:
        """Return the file of the template."""
        name = self.config.homepage_pdf_template
        if isinstance(name, str) and name in TEMPLATES:
            return TEMPLATES_DIR / f"{name}.typ"
        name = str(name)
        setting = "homepage_pdf_template"
        if not name.endswith(".typ"):
            hint = (
                did_you_mean(name, TEMPLATES) or f"; it is {', '.join(TEMPLATES)}, or a .typ file of your own"
            )
            self._wrong(setting, f'is "{shown(name)}", which is no template{hint}', name)
        elif (file := inside(self.srcdir, name)) is None:
            self._wrong(setting, f'"{shown(name)}" leaves the source directory; move the file into it', name)
        elif not is_file(file):
            self._wrong(
                setting, f'names "{shown(name)}", and there is no such file in the source directory', name
            )
        else:
            return file
        return TEMPLATES_DIR / "classic.typ"

    def fonts(self) -> tuple[tuple[Path, ...], bool]:
        """Return the files of fonts, and whether the machine's own are to be used."""
        given = self.config.homepage_pdf_fonts
        names = [given] if isinstance(given, str) else given if isinstance(given, (list, tuple)) else []
        found: list[Path] = []
        setting = "homepage_pdf_fonts"
        for name in (str(name) for name in names if name != "system"):
            file = inside(self.srcdir, name)
            if file is None:
                self._wrong(setting, f'names "{shown(name)}", which leaves the source directory', name)
            elif not is_file(file) and not file.is_dir():
                message = (
                    f'names "{shown(name)}", and there is no such file or folder in the source directory'
                )
                self._wrong(setting, message, name)
            else:
                files = [file] if is_file(file) else sorted(path for path in file.rglob("*") if is_file(path))
                fonts = [path for path in files if path.suffix.lower() in FONT_FILES]
                for font in [*fonts]:
                    try:
                        characters_of(font)
                    except BrokenFontError:
                        self._wrong(setting, unreadable(font, self.srcdir), name)
                        fonts.remove(font)
                if not any(path.suffix.lower() in FONT_FILES for path in files):
                    message = f'names "{shown(name)}", which is no TrueType or OpenType font and holds none'
                    self._wrong(setting, message, name)
                found += fonts
        return tuple(dict.fromkeys(found)), "system" in names

    def look(self) -> dict[str, Any]:
        """Return what the template is told."""
        given = self.config.homepage_pdf_settings
        found: dict[str, Any] = {}
        for typed, value in (given if isinstance(given, dict) else {}).items():
            name = str(typed).replace("-", "_")
            setting = "homepage_pdf_settings"
            if name not in _LOOKS:
                known = ", ".join(_LOOKS)
                hint = did_you_mean(name, _LOOKS) or f"; it has {known}"
                self._wrong(setting, f'has no "{shown(str(typed))}"{hint}', typed)
            elif not _LOOKS[name][0](value):
                message = f'gives "{name}" as {shown(repr(value))}; it is {_LOOKS[name][1]}'
                self._wrong(setting, message, typed)
            else:
                found[name] = value
        return found


def _page(name: str, pages: set[str]) -> str:
    bare = name.removesuffix(".md").removesuffix(".rst").removesuffix(".html").strip("/")
    return f'; did you mean "{bare}"?' if bare in pages else did_you_mean(name, pages)


def unreadable(font: Path, srcdir: Path) -> str:
    """Return what is wrong with a file that is no font, as the setting that names it says it."""
    name = font.relative_to(srcdir).as_posix() if font.is_relative_to(srcdir) else font.name
    return f'has "{shown(name)}", which cannot be read as a font; copy it anew, or take it away'


def _file_problem(name: str) -> str:
    if "/" in name or "\\" in name or name in {"", ".", ".."} or ":" in name:
        return "a PDF stands in the root of the site, so give a name without a folder"
    if _NO_NAME.search(name) or len(name.encode(errors="replace")) > _LONGEST_NAME:
        return "no file can be called so everywhere; give it a short name of letters, digits and hyphens"
    if not name.lower().endswith(".pdf") or name.startswith("."):
        return 'its name ends in ".pdf", and has something before that'
    return ""


_NO_NAME = re.compile(r'[\x00-\x1f\x7f\ud800-\udfff<>"|?*]')
_LONGEST_NAME = 200
"""Bytes. File systems allow 255, and programs put something behind a name for a while."""

# Settings of the look

_COLOR = re.compile(r"#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})")
_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]+)?)(pt|mm|cm|in)")
_PAPERS = frozenset(
    [
        "a0",
        "a1",
        "a2",
        "a3",
        "a4",
        "a5",
        "a6",
        "letter",
        "legal",
        "us-letter",
        "us-legal",
        "us-executive",
        "iso-b5",
        "jis-b5",
        "presentation-16-9",
    ]
)


def _is_texts(value: object) -> bool:
    if isinstance(value, str):
        return bool(value)
    return isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)


def _is_margins(value: object) -> bool:
    if isinstance(value, str):
        return bool(_LENGTH.fullmatch(value))
    if not isinstance(value, dict) or not value.keys() <= {"x", "y"}:
        return False
    return all(isinstance(item, str) and _LENGTH.fullmatch(item) for item in value.values())


_LOOKS: Mapping[str, Any] = {
    "paper": (lambda value: value in _PAPERS, '"a4", "letter" or another paper that Typst knows'),
    "font": (_is_texts, "the name of a font, or a list of names"),
    "accent": (
        lambda value: isinstance(value, str) and bool(_COLOR.fullmatch(value)),
        'a colour like "#0a5" or "#00aa55"',
    ),
    "margins": (_is_margins, 'a length like "2cm", or {"x": "2cm", "y": "1.5cm"}'),
    "page_numbers": (lambda value: isinstance(value, bool), "True or False"),
    "last_updated": (lambda value: isinstance(value, (bool, str)), "True, False or a text"),
    "photo": (
        lambda value: isinstance(value, bool) or value in {"round", "square"},
        'True, False, "round" or "square"',
    ),
}
"""What each may be: a test of a value, and in words."""


def margins_of(value: str | dict[str, str]) -> dict[str, str]:
    """Return margins as lengths of Typst."""
    return {"x": value, "y": value} if isinstance(value, str) else dict(value)
