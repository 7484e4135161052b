"""Every warning: its code, its one-line meaning, and the place it points at."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_homepage.model.text import Position

_LOGGER = logging.getLogger(__name__)


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
    FILE_SHAPE = ("file-shape", "A data file is not a mapping of sections.")
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
    DRAFT_LINK = ("draft-link", "A page links to a draft.")
    COPY_SOURCE = ("copy-source", "html_copy_source publishes the pages' sources.")
    MATH = ("math", "A formula that cannot be turned into MathML.")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in what a person wrote, and where."""

    code: Code
    message: str
    """One sentence that begins in lower case, names the value, and says what to do."""
    position: Position | None = None
    is_information: bool = False
    """Said, but not a warning: ``-W`` does not stop on it."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return ``; did you mean "..."?`` for the known word nearest to *word*, or nothing."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""


def report(problem: Problem, srcdir: str | Path) -> None:
    """Log *problem* as Sphinx does, with the source line and a caret below the message."""
    location = None
    message = problem.message
    if problem.position is not None:
        path, line, column = problem.position
        location = f"{Path(srcdir, path)}:{line}:{column}"
        message += _excerpt(Path(srcdir, path), line, column)
    if problem.is_information:
        _LOGGER.info("%s: %s [homepage.%s]", location, message, problem.code.slug)
    else:
        _LOGGER.warning(message, type="homepage", subtype=problem.code.slug, location=location)


def _excerpt(path: Path, line: int, column: int) -> str:
    lines = source_lines(path)
    if not 0 < line <= len(lines):
        return ""
    typed = lines[line - 1]
    number = f"{line:5} | "
    blank = "".join("\t" if char == "\t" else "\u3000" if is_wide(char) else " " for char in typed[: column - 1])
    return f"\n{number}{typed}\n{'':5} | {blank}^"


def is_wide(char: str) -> bool:
    """Whether a terminal gives *char* two columns."""
    return east_asian_width(char) in {"W", "F"}


@lru_cache(maxsize=8)
def _lines_at(path: Path, _modified: int) -> list[str]:
    return path.read_text("utf-8", errors="replace").splitlines()


def source_lines(path: Path) -> list[str]:
    """Return the lines of a file as they are on the disk: none where it cannot be read."""
    try:
        return _lines_at(path, path.stat().st_mtime_ns)
    except OSError:
        return []
