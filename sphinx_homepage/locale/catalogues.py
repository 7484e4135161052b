"""The catalogues of our labels: gathers the message ids, brings the ``.po`` files up to date, compiles them.

Run it after a label has changed in the code, or a translation in a ``.po`` file::

    python -m sphinx_homepage.locale.catalogues

With the code of a language that has no catalogue yet, it begins one::

    python -m sphinx_homepage.locale.catalogues hu
"""

from __future__ import annotations

import argparse
import ast
import io
import sys
from typing import TYPE_CHECKING, Final, NamedTuple

from babel.core import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from sphinx_homepage.directives.publications.citation import STATES
from sphinx_homepage.locale import CATALOGUE, LOCALE_DIR
from sphinx_homepage.locale.dates import LABELS
from sphinx_homepage.model.entries import Entry
from sphinx_homepage.model.publications.links import LINK_FIELDS
from sphinx_homepage.model.publications.signs import LABELS as ROLES
from sphinx_homepage.model.publications.types import TYPES, WORDS
from sphinx_homepage.model.sections import POSITIONS, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from sphinx_homepage.model.entries import Common

PACKAGE: Final = LOCALE_DIR.parent

HEADER: Final = """\
# {name}: the labels that sphinx-homepage prints on its own.
#
# Translate as a CV of your language has it; where the language lets you, without a gender.
# A line with "#." says where a label stands. Labels of fields stand before a colon, those of sections
# and kinds stand alone as headings. What is in braces stays; put it where your language has it.
# A number may be any: there are no plural forms, so word it to be right for 2, 5 and 21 alike.
# What is in lower case follows other words; where it begins a line, it gets its capital by itself.
# What belongs together takes a no-break space.
# Months and the sign of a range ("2019 – present") come from CLDR and not from here.
#
# After a change: python -m sphinx_homepage.locale.catalogues"""


NOTES: Final = {
    "All": "The first choice in menus of years, types, venues and keywords: it chooses all of them.",
    "All {number} publications": "A link to the page that has them all.",
    "Citations": "Before how often a publication is cited: a number.",
    "Copied": "Said when the button `Copy` has copied BibTeX.",
    "Copy": "A button.",
    "Dark mode": "A button that is pressed or not, of our own theme: what a page's colours are.",
    "Download": "A link to a file with one publication's BibTeX.",
    "Page {page} of {pages}": "At the foot of a PDF's pages. Both are numbers.",
    "The data of this document, as JSON Resume": "What a PDF's attachment is called; JSON Resume is a name.",
    "Updated {date}": "At the foot of a PDF. The date is a month with its year, as CLDR writes it: Sep 2026.",
    "{number} p.": "How many pages a PDF has, short: beside its size, behind a link to it.",
    "{pages}, {size}": "In parentheses behind a link to a PDF: 3 p., 120 kB. Only what joins the two.",
    "Other": "The heading of publications that belong in no other group, whatever they are grouped by.",
    "Search": "Before the field to type in.",
    "Skip to content": "The first link of a page of our own theme, past its navigation.",
    "Stars": "Before how many people have marked a project on GitHub: a number. As GitHub calls them.",
    "Undated": "The heading of publications without a year.",
    "Venue": "Before a menu of journals and conferences.",
    "author {place} of {total}": "In brackets behind the person's own name: 14 of 16.",
    "edited by {names}": "Names as they are, in the nominative: an abbreviation may be best.",
    "editor": "In brackets behind one name.",
    "editors": "In brackets behind several names.",
    "edition {number}": "The number is a number.",
    "{first}, {second}": "What stands between the items of a list: what joins the two.",
    "{number} edition": "What stands for the number is words as typed: Second, 2nd, Revised.",
    "{number} more": "Authors that are folded away, two or more.",
    "{number} of {total} publications": "Said while searching.",
}
"""What a translator should know of a label that stands in the code as it is."""


class Labels(Catalog):
    """A catalogue whose header names no time and no tool, so that it changes only with its labels."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The header of the file."""
        return [
            ("Project-Id-Version", "sphinx-homepage"),
            *([("Language", str(self.locale_identifier))] if self.locale_identifier else []),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


class Update(NamedTuple):
    """A catalogue that has just the labels of the code."""

    catalogue: Labels
    new: tuple[str, ...]
    """What has no translation yet."""
    stale: tuple[str, ...]
    """What the file had and the code has no more."""


def messages() -> dict[str, list[str]]:
    """Return every English label of the code, each with what a translator should know of it."""
    found: dict[str, list[str]] = {}
    for message, comment in _messages():
        comments = found.setdefault(message, [])
        if comment and comment not in comments:
            comments.append(comment)
    for message, note in NOTES.items():
        found[message].append(note)
    return found


def _messages() -> Iterator[tuple[str, str]]:
    sections = (*SECTIONS.values(), POSITIONS)
    for section in sections:
        yield section.label, f"The section `{section.name}`. {_first_line(section.entry)}"
    for section in sections:
        for kind in section.kinds:
            yield kind.capitalize(), f"A kind of `{section.name}`: the heading of such entries."
    for section in sections:
        yield from _labels_of(section.entry, section.entry.own_fields, f"`{section.name}`")
    yield from _labels_of(Entry, Entry.model_fields, "every entry")
    for message in LABELS:
        yield message, "A date, or a part of one."
    yield from _labels_of_publications()
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE.parent).as_posix()
        for message in literal_labels(path.read_text(encoding="utf-8")):
            yield message, f"In {name}."


def _labels_of_publications() -> Iterator[tuple[str, str]]:
    # What an identifier's link says is a name.
    for name, type_ in TYPES.items():
        yield type_.title, f"Publications of type `{name}`, as a heading."
    for name, type_ in TYPES.items():
        yield type_.singular, f"What one publication of type `{name}` is called."
    first = {message: name for name, message in reversed(WORDS.items())}
    for message, name in reversed(first.items()):
        yield message, f"What one publication of type `{name}` is called."
    for name, message in STATES.items():
        yield message, f"A publication is `{name}`; it also heads a group of such."
    for role, message in ROLES.items():
        yield message, f"Below a list of publications, what the sign behind an author means: `{role}`."
    for name, link in LINK_FIELDS.items():
        if not link.label.isupper():  # PDF and HTML are names.
            yield link.label, f"The link to the `{name}` of a publication."


def _labels_of(row: type[Common], names: Iterable[str], place: str) -> Iterator[tuple[str, str]]:
    for name in names:
        if message := row.shown(name).label:
            yield message, f"The field `{name}` of {place}. {row.model_fields[name].description}"


def _first_line(row: type[Common]) -> str:
    return (row.__doc__ or "").partition("\n")[0]


def literal_labels(source: str) -> Iterator[str]:
    """Yield the texts in calls of ``label`` in a Python source: ``label("Keywords")``.

    Of a choice, ``label("Undated" if is_year else "Other")``, it is both. Only the ``label`` of this package
    counts, under whatever name the source imports it.
    """
    tree = ast.parse(source)
    names = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "sphinx_homepage.locale"
        for alias in node.names
        if alias.name == "label"
    }
    # Where it is made: label = get_translation(...)
    names |= {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and "get_translation" in ast.dump(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            for argument in node.args[:1]:
                yield from _literals(argument)


def _literals(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from _literals(argument.body)
        yield from _literals(argument.orelse)


def po_file(language: str) -> Path:
    """Return where the catalogue of *language* is; its ``.mo`` is beside it."""
    return LOCALE_DIR / language / "LC_MESSAGES" / f"{CATALOGUE}.po"


def languages() -> list[str]:
    """Return the codes of the languages that have a catalogue."""
    return sorted(path.parts[-3] for path in LOCALE_DIR.glob(f"*/LC_MESSAGES/{CATALOGUE}.po"))


def updated(language: str) -> Update:
    """Return the catalogue of *language* with the labels of the code: translations kept, others empty.

    Raises:
        ValueError: CLDR knows no such language.
    """
    try:
        name = Locale.parse(language).english_name or language
    except UnknownLocaleError as error:
        raise ValueError(str(error)) from error
    catalogue = Labels(locale=language, header_comment=HEADER.format(name=name), fuzzy=False)
    path = po_file(language)
    old = read_po(io.BytesIO(path.read_bytes() if path.is_file() else b""), locale=language)
    new = []
    for message, comments in messages().items():
        known = old.get(message)
        string = str(known.string) if known else ""
        flags = (known.flags if known else set()) | ({"python-brace-format"} if "{" in message else set())
        catalogue.add(
            message,
            string,
            flags=flags,
            auto_comments=comments,
            user_comments=known.user_comments if known else (),
        )
        if not string or "fuzzy" in flags:
            new.append(message)
    stale = [str(message.id) for message in old if message.id and message.id not in catalogue]
    return Update(catalogue, tuple(new), tuple(stale))


def template() -> Labels:
    """Return the catalogue without translations, for the programs that translators use."""
    catalogue = Labels(header_comment=HEADER.format(name="Template"), fuzzy=False)
    for message, comments in messages().items():
        flags = {"python-brace-format"} if "{" in message else set()
        catalogue.add(message, flags=flags, auto_comments=comments)
    return catalogue


def po_text(catalogue: Catalog) -> bytes:
    """Return a catalogue as its ``.po`` or ``.pot`` file has it."""
    file = io.BytesIO()
    write_po(file, catalogue, width=110, ignore_obsolete=True)
    return file.getvalue().rstrip(b"\n") + b"\n"


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as its ``.mo`` file has it."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def main(arguments: Sequence[str] | None = None) -> int:
    """Bring the catalogues up to date; return 1 if a label lacks its translation."""
    summary, _, rest = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        prog="python -m sphinx_homepage.locale.catalogues",
        description=summary,
        epilog=rest,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("language", nargs="*", help="its code, as Sphinx has it: hu, pt_BR; without one, all")
    options = parser.parse_args(arguments)
    codes = [code.replace("-", "_") for code in options.language] or languages()
    try:
        updates = {code: updated(code) for code in codes}
    except ValueError as error:
        parser.error(str(error))
    (LOCALE_DIR / f"{CATALOGUE}.pot").write_bytes(po_text(template()))
    for code, update in updates.items():
        path = po_file(code)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po_text(update.catalogue))
        path.with_suffix(".mo").write_bytes(compiled(update.catalogue))
        for what, labels in (("to translate", update.new), ("no longer used", update.stale)):
            if labels:
                sys.stdout.write(f"{code}: {what}: {', '.join(labels)}\n")
    return int(any(update.new for update in updates.values()))


if __name__ == "__main__":
    raise SystemExit(main())
