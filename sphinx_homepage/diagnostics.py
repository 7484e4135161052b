"""Every warning: its code, its one-line meaning, and the place it points at."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import category, east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx

    from sphinx_homepage.model.text import Position


class Code(Enum):
    """The codes, each with what it means. ``suppress_warnings`` takes ``homepage.<code>``."""

    def __init__(self, slug: str, meaning: str) -> None:
        self.slug = slug
        self.meaning = meaning

    # Files
    FILE_MISSING = ("file-missing", "A file that the settings or a field name does not exist.")
    FILE_OUTSIDE = ("file-outside", "A path leaves the source directory.")
    FILE_ENCODING = ("file-encoding", "A data file is not UTF-8.")
    FILE_EMPTY = ("file-empty", "A data file holds nothing.")
    IMAGE_FILE = ("image-file", "A picture that cannot be shown, or that tells where it was taken.")
    FILE_SHAPE = ("file-shape", "A data file is not a mapping of sections.")
    PLACEHOLDER = ("placeholder", "A text of a new site still stands where a person's own should be.")
    # YAML
    YAML_SYNTAX = ("yaml-syntax", "The text is not YAML.")
    YAML_QUOTE = ("yaml-quote", "A value holds or begins with a character that YAML owns: quote it.")
    YAML_TAB = ("yaml-tab", "A tab indents a line: YAML takes spaces only.")
    YAML_TAG = ("yaml-tag", "A YAML tag, which is never followed.")
    YAML_DUPLICATE_KEY = ("yaml-duplicate-key", "A mapping has one key twice.")
    YAML_COMMENT = ("yaml-comment", "A ' #' cuts the rest of a text off as a comment.")
    YAML_EXPANSION = ("yaml-expansion", "Aliases expand without end.")
    # Records
    UNKNOWN_SECTION = ("unknown-section", "A data file names a section that does not exist.")
    UNKNOWN_FIELD = ("unknown-field", "An entry has a field that its section does not.")
    FOREIGN_FIELD = ("foreign-field", "A field has the name that another format gives it.")
    MISSING_FIELD = ("missing-field", "An entry lacks the field that heads it.")
    WRONG_SHAPE = ("wrong-shape", "A value has another shape than its field: a mapping, a list or a text.")
    DATE = ("date", "A date that cannot be read.")
    DATE_ORDER = ("date-order", "A range ends before it starts.")
    EMAIL = ("email", "An e-mail address that is not one.")
    URL = ("url", "An address that is not one, or has a scheme that is not allowed.")
    NETWORK = ("network", "A contact names a network that is not known.")
    IMAGE_ALT = ("image-alt", "An image has no alternative text.")
    DUPLICATE_ID = ("duplicate-id", "Two entries would share one anchor.")
    NOT_CARRIED = ("not-carried", "A foreign file has fields that are kept under x- keys.")
    # Pages
    DIRECTIVE_OPTION = ("directive-option", "A directive has an option that it cannot use.")
    DIRECTIVE_ARGUMENT = ("directive-argument", "A directive has an argument that it cannot use.")
    DIRECTIVE_BODY = ("directive-body", "A directive's body is not what its form asks for.")
    STRAY_FENCE = ("stray-fence", "A ':::' closes nothing.")
    NO_ENTRIES = ("no-entries", "A directive finds no entry to show.")
    FRONT_MATTER = ("front-matter", "A front matter key cannot be used as it is.")
    PAGE_URL = ("page-url", "A page's url cannot be served there.")
    COPY_SOURCE = ("copy-source", "html_copy_source publishes the pages' sources.")
    MATH = ("math", "A formula that cannot be turned into MathML.")
    # Publications
    BIB_TEX = ("bib-tex", "A field has a TeX command that is not known.")
    BIB_NAME = ("bib-name", "A name of an author or editor that cannot be taken apart.")
    BIB_SYNTAX = ("bib-syntax", "A .bib file has a brace, quote, comma or the like too many or too few.")
    BIB_STRING = ("bib-string", "A field uses an abbreviation that no @string defines.")
    BIB_DUPLICATE_FIELD = ("bib-duplicate-field", "An entry has one field twice.")
    BIB_CROSSREF = ("bib-crossref", "A crossref or an xdata names no entry, or leads back to its own entry.")
    SETTING = ("setting", "A setting has a value that it cannot have.")
    BIB_ANNOTATION = ("bib-annotation", "An annotation of authors that cannot be read, or is of nobody.")
    COLOR = ("color", "A colour that is neither a hexadecimal number nor a name of CSS.")
    BIB_DUPLICATE_KEY = ("bib-duplicate-key", "Two entries have one citation key.")
    BIB_TITLE = ("bib-title", "A publication has no title.")
    BIB_DATE = ("bib-date", "A publication's date that cannot be read.")
    BIB_IDENTIFIER = ("bib-identifier", "A DOI, an arXiv number or the like that is not one.")
    BIB_NOT_MINE = ("bib-not-mine", "Nobody among the authors of an own publication is the person.")
    BIB_RELATED = ("bib-related", "A publication names a preprint or a version that is not there.")
    # Values of services
    SYNCED = ("synced", "A value in the file of `sphinx-homepage sync` that cannot be used.")
    # PDF
    PDF = ("pdf", "A PDF that cannot be made, or a part of a page that it has no form for.")
    PDF_IMAGE = ("pdf-image", "A PDF cannot show an image.")
    PDF_FONT = ("pdf-font", "No font has a character of a PDF.")
    # Files for other programs
    EXPORT = ("export", "A page offers a file that the site does not have.")
    EXPORT_LOSS = ("export-loss", "A file for other programs does not hold all that pages show.")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in what a person wrote, and where."""

    code: Code
    message: str
    """One sentence that begins in lower case, names the value, and says what to do."""
    position: Position | None = None
    is_information: bool = False
    """Said, but not a warning: ``-W`` does not stop on it."""


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of one file in the order of their places in it."""
    return sorted(problems, key=lambda problem: problem.position[1:] if problem.position else (0, 0))


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the known word that is most like *word*, or None where none is at least *cutoff* like it."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=cutoff)), None)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean "..."?`` for the known word nearest to *word*, or nothing."""
    near = nearest(word, known)
    return f'; did you mean "{near}"?' if near else ""


def shown(text: str, limit: int = 80) -> str:
    """Return *text* as a message can hold it: on one line, and not longer than one."""
    line = " ".join(text[: 2 * limit].split())
    return line if len(line) <= limit and len(text) <= 2 * limit else line[: limit - 1] + "…"


def report(problem: Problem, srcdir: str | Path) -> None:
    """Log *problem* as Sphinx does, with the source line and a caret below the message."""
    from sphinx.util.logging import getLogger  # Late: the model, which names problems, knows no Sphinx.

    logger = getLogger(__name__)
    location = None
    excerpt = ""
    if problem.position is not None:
        path, line, column = problem.position
        location = f"{Path(srcdir, path)}:{line}:{column}"
        excerpt = excerpt_of(Path(srcdir, path), line, column)
    message = printable(problem.message)
    if problem.is_information:
        logger.info("%s: %s [homepage.%s]", location, message, problem.code.slug)
    else:
        logger.warning(
            message,
            type="homepage",
            subtype=problem.code.slug,
            location=location,
            extra={"homepage_excerpt": excerpt},
        )


# How warnings are printed


def connect(app: Sphinx) -> None:
    """Print source lines below our warnings, and what Sphinx says of a data file's text only once."""
    from sphinx.util.logging import NAMESPACE, WarningStreamHandler

    for handler in logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, WarningStreamHandler):
            handler.filters.insert(0, _DropRepeated(app))
            handler.addFilter(_AddExcerpt())


class _DropRepeated(logging.Filter):
    """Drops a warning about a data file that was printed already: each page that shows a text warns of it."""

    def __init__(self, app: Sphinx) -> None:
        super().__init__()
        self._app = app
        self._printed: set[tuple[str, str]] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        from docutils.nodes import Node
        from sphinx.util.logging import get_node_location

        from sphinx_homepage.config import files_of

        location = getattr(record, "location", None)
        if isinstance(location, Node):
            location = get_node_location(location)
        settings = ("homepage_data", "homepage_bibliography")
        names = [name for setting in settings for name in files_of(self._app.config, setting)]
        files = tuple(f"{Path(self._app.srcdir, name)}:" for name in names)
        # An option may name other .bib files, on any number of pages.
        if not isinstance(location, str) or not (location.startswith(files) or ".bib:" in location):
            return True
        warning = location, record.getMessage()
        is_new = warning not in self._printed
        self._printed.add(warning)
        return is_new


class _AddExcerpt(logging.Filter):
    """Prints the source line and the caret below the message, behind whose end Sphinx has put the code."""

    def filter(self, record: logging.LogRecord) -> bool:
        if excerpt := getattr(record, "homepage_excerpt", ""):
            record.msg += excerpt
        return True


_WIDEST = 160
"""How many characters of a source line are printed at most."""


def excerpt_of(path: Path, line: int, column: int) -> str:
    """Return a line of a source with a caret below it, to be put behind a message; or nothing."""
    lines = source_lines(path)
    if not 0 < line <= len(lines):
        return ""
    typed, before = lines[line - 1], column - 1
    if len(typed) > _WIDEST:
        start = max(0, min(before - _WIDEST // 2, len(typed) - _WIDEST))
        end = start + _WIDEST
        typed = ("…" if start else "") + typed[start:end] + ("…" if end < len(typed) else "")
        before += bool(start) - start
    typed = printable(typed)
    number = f"{line:5} | "
    return f"\n{number}{typed}\n{'':5} | {''.join(map(_blank, typed[:before]))}^"


def printable(text: str) -> str:
    """Return *text* with U+FFFD for what would move a terminal's cursor or colour what follows."""
    return "".join(
        char if char == "\t" or category(char) not in {"Cc", "Cs", "Zl", "Zp"} else "\ufffd" for char in text
    )


def _blank(char: str) -> str:
    """Return what is as wide as *char* on a terminal and shows nothing."""
    if char == "\t":
        return char
    if category(char) in {"Mn", "Me", "Cf"}:
        return ""
    return "\u3000" if east_asian_width(char) in {"W", "F"} else " "


@lru_cache(maxsize=8)
def _lines_at(path: Path, _modified: int) -> list[str]:
    # At line feeds alone: what Python takes for the end of a line too, no editor counts.
    return path.read_text("utf-8-sig", errors="replace").split("\n")


def source_lines(path: Path) -> list[str]:
    """Return the lines of a file as they are on the disk: none where it cannot be read."""
    try:
        return _lines_at(path, path.stat().st_mtime_ns)
    except OSError:
        return []
