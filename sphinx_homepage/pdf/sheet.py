"""One page as a PDF: its source, what it is made from, and what is wrong with it."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.locale import admonitionlabels

from sphinx_homepage.config import place_of
from sphinx_homepage.diagnostics import Code, Problem, report
from sphinx_homepage.locale import label
from sphinx_homepage.model.directions import side_of
from sphinx_homepage.model.text import Position
from sphinx_homepage.nodes import hp_block, hp_phrase
from sphinx_homepage.pdf.attachment import NAME, typst_attachment
from sphinx_homepage.pdf.fonts import open_fonts
from sphinx_homepage.pdf.pictures import Pictures
from sphinx_homepage.pdf.record import resume_of
from sphinx_homepage.pdf.resolve import resolve
from sphinx_homepage.pdf.settings import margins_of, unreadable
from sphinx_homepage.pdf.source import Expression, string
from sphinx_homepage.pdf.template import template_files
from sphinx_homepage.pdf.writer import Surroundings, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx

    from sphinx_homepage.pdf.builder import PdfBuilder
    from sphinx_homepage.pdf.complaints import Complaint
    from sphinx_homepage.pdf.settings import Wishes
    from sphinx_homepage.pdf.writer import Written


class Sheet:
    """The source of a page's PDF."""

    def __init__(
        self, app: Sphinx, builder: PdfBuilder, wishes: Wishes, docname: str, timestamp: int
    ) -> None:
        self.app = app
        self.wishes = wishes
        self.docname = docname
        self.timestamp = timestamp
        self.pages = 0
        """How many pages the PDF has, once it is made."""
        self.problems: list[Problem] = []
        resolved = resolve(app, docname, builder)
        self.refers_to = resolved.refers_to
        self.document = resolved.document
        self.pictures = Pictures(app.env, docname)
        # Asked now: it may be written again while another page is resolved, and another builder runs.
        self._warns_of_math = getattr(app.builder, "math_renderer_name", None) != "mathml"
        self.written = self._write()
        self.template = template_files(wishes.template, Path(app.srcdir))
        self.resume = resume_of(app.env, self.document, resolved.publications, app.config.language or "en")
        if resolved.has_lost_links:
            message = (
                f'the PDF of "{docname}" has no links to the other pages: set html_baseurl to where the '
                "site is served"
            )
            self.problems.append(Problem(Code.PDF, message, is_information=True))

    def _write(self) -> Written:
        around = Surroundings(
            Path(self.app.srcdir),
            self.docname,
            warns_of_math=self._warns_of_math,
            images=self.pictures,
            is_missing=self.pictures.is_missing,
            labels={name: str(words) for name, words in admonitionlabels.items()},
            side=side_of(self.app.config.language or "en"),
        )
        return write(self.document, around, self._meta(), self._settings())

    # What it says of itself

    def _meta(self) -> dict[str, Any]:
        config = self.app.config
        language, region = _language(config.language or "en")
        when = datetime.fromtimestamp(self.timestamp, UTC)
        given = {str(node.get("name", "")).lower(): node for node in self.document.findall(nodes.meta)}
        author = self._author()
        return {
            "title": author or config.project,
            "author": [author] if author else [],
            "language": language,
            "region": region,
            "direction": Expression(side_of(config.language or "en")),
            "keywords": [*_keywords(self.document, given.get("keywords"))],
            "date": Expression(
                f"datetime(year: {when.year}, month: {when.month}, day: {when.day}, "
                f"hour: {when.hour}, minute: {when.minute}, second: {when.second})"
            ),
            "description": str(given["description"]["content"]) if "description" in given else None,
        }

    def _author(self) -> str:
        for block in self.document.findall(hp_block):
            if "hp-profile" in block["classes"]:
                for name in block.findall(hp_phrase):
                    if "p-name" in name["classes"]:
                        return " ".join(name.astext().split())
        author = str(self.app.config.author or "")
        return author if author not in {"unknown", "Author name not set"} else ""

    def _settings(self) -> dict[str, Any]:
        look = self.wishes.look
        margins = look.get("margins")
        return {
            "paper": look.get("paper", "a4"),
            "font": self._families or None,
            "stand_ins": self._stand_ins,
            "accent": look.get("accent"),
            "margins": margins and {name: Expression(value) for name, value in margins_of(margins).items()},
            "page_numbers": look.get("page_numbers", True),
            "last_updated": self._last_updated(look.get("last_updated", False)),
            "photo": look.get("photo", True),
            "labels": {"page": label("Page {page} of {pages}")},
        }

    @property
    def _stand_ins(self) -> list[str]:
        fonts = open_fonts(self.wishes.fonts, has_system=self.wishes.has_system_fonts)
        for font in fonts.unreadable:
            message = f"homepage_pdf_fonts {unreadable(font, Path(self.app.srcdir))}"
            place = place_of("homepage_pdf_fonts", self.app.config)
            problem = Problem(Code.SETTING, message, place)
            if problem not in self.wishes.problems:  # Said once, for whichever page comes first.
                self.wishes.problems.append(problem)
                self.problems.append(problem)
        return [*fonts.stand_ins]

    @property
    def _families(self) -> list[str]:
        font = self.wishes.look.get("font", [])
        return [font] if isinstance(font, str) else [*font]

    def _last_updated(self, given: bool | str) -> str | None:
        if isinstance(given, str) or not given:
            return given or None
        from sphinx_homepage.locale.dates import format_date
        from sphinx_homepage.model.dates import Date

        when = datetime.fromtimestamp(self.timestamp, UTC)
        date = format_date(Date(when.year, when.month), self.app.config.language or "en", label)
        return label("Updated {date}").replace("{date}", date)

    # What it is made from

    @property
    def depends_on(self) -> set[Path]:
        """The files that the PDF is made from, beside the page's own."""
        own = [path for path in self.template.values() if path.is_relative_to(self.app.srcdir)]
        return {*own, *self.written.files.values(), *self.wishes.fonts}

    def digest(self, *parts: object) -> str:
        """Return what changes when the PDF does."""
        fonts = [(str(path), path.stat().st_mtime_ns) for path in self.wishes.fonts]
        of_texts = (
            self.written.source.text,
            self.resume,
            self.timestamp,
            fonts,
            self.wishes.has_system_fonts,
        )
        digest = hashlib.sha256(repr((*of_texts, parts)).encode())
        for name, path in sorted({**self.template, **self.written.files}.items()):
            digest.update(f"{name}\n".encode() + path.read_bytes())
        return digest.hexdigest()

    # Making

    def pdf(self) -> bytes | None:
        """Return the PDF; None where it cannot be made, which is a problem then."""
        from sphinx_homepage.pdf.compile import CompileError, compile_pdf

        while True:
            main = self.written.source.text
            files: dict[str, bytes | Path] = {**self.template, **self.written.files}
            if self.resume:
                files[NAME] = self.resume.encode()
                attached = typst_attachment(NAME, label("The data of this document, as JSON Resume"))
                main = f"{main}#{attached};\n"  # Last: each line stays the one that it is.
            try:
                compiled = compile_pdf(
                    main,
                    files,
                    timestamp=self.timestamp,
                    font_paths=self.wishes.fonts,
                    has_system_fonts=self.wishes.has_system_fonts,
                    families=self._families,
                    is_sans=self.wishes.template.stem in {"modern", "compact"},
                )
            except CompileError as error:
                if self._leaves_out_pictures(error.complaints):
                    continue
                self._complain(error.complaints, "there is no PDF of this page: ")
                return None
            self._complain(compiled.complaints, "")
            self.pages = compiled.pages
            return compiled.pdf

    def _leaves_out_pictures(self, complaints: Sequence[Complaint]) -> bool:
        """Leave out the pictures that Typst cannot read; return whether there was one.

        It says that there is one, and not which: each is tried alone.
        """
        if not any("image" in complaint.message for complaint in complaints):
            return False
        pictures = [(name, path) for name, path in self.written.files.items() if name.startswith("files/")]
        found = {path for name, path in pictures if not _is_readable(name, path)}
        self.pictures.unreadable |= found
        if found:
            self.written = self._write()
        return bool(found)

    def _complain(self, complaints: Sequence[Complaint], before: str) -> None:
        for complaint in complaints:
            code = Code.PDF_FONT if complaint.characters else Code.PDF
            in_page, in_template = self._in_page(complaint.line), self._in_template(complaint.place)
            hints = "".join(f"; {hint}" for hint in complaint.hints)
            # What is wrong may be in the template, or in what this line of the page gives it.
            called = f", for line {in_page.line} of {in_page.path}" if in_template and complaint.line else ""
            message = f"{before}{complaint.message}{called}{hints}"
            self.problems.append(Problem(code, message, in_template or in_page))

    def _in_template(self, typed: str) -> Position | None:
        """Return the place in a template of the person's own that Typst names."""
        name, _, rest = typed.partition(":")
        file = self.template.get(name)
        if file is None or not file.is_relative_to(self.app.srcdir):
            return None
        line, _, column = rest.partition(":")
        return Position(file.relative_to(self.app.srcdir).as_posix(), int(line), int(column or 1))

    def _in_page(self, line: int | None) -> Position:
        """Return where a line of the source comes from, else where the page begins."""
        place = self.written.source.place_of(line) if line else None
        path = Path(place.path if place else self.app.env.doc2path(self.docname))
        name = (
            path.relative_to(self.app.srcdir).as_posix()
            if path.is_relative_to(self.app.srcdir)
            else str(path)
        )
        return Position(name, place.line if place else 1, 1)

    def report(self) -> None:
        """Say what is wrong."""
        for problem in dict.fromkeys([*self.written.problems, *self.problems]):
            report(problem, self.app.srcdir)


def _is_readable(name: str, path: Path) -> bool:
    from sphinx_homepage.pdf.compile import CompileError, compile_pdf

    try:
        compile_pdf(f"#image({string(name)})\n", {name: path}, timestamp=0, standards=())
    except CompileError:
        return False
    return True


def _language(typed: str) -> tuple[str, str | None]:
    """Return a language of Sphinx's as Typst has it: ``pt_BR`` is ``pt`` and ``BR``."""
    language, *rest = re.split("[-_@]", typed)
    if not re.fullmatch("[A-Za-z]{2,3}", language):
        return "en", None  # Sphinx has said that it does not know it.
    region = next((part for part in rest if re.fullmatch("[A-Za-z]{2}", part)), None)
    scripts = {"Hant": "TW", "Hans": "CN"}
    region = region or next((scripts[part] for part in rest if part in scripts), None)
    return language.lower(), region.upper() if region else None


def _keywords(document: nodes.document, typed: Any) -> Iterator[str]:
    """Yield the keywords that the page gives itself, else the interests that it shows."""
    if typed is not None:
        yield from filter(None, (word.strip() for word in str(typed["content"]).split(",")))
        return
    for block in document.findall(hp_block):
        if "hp-interests" in block["classes"]:
            for word in block.findall(hp_phrase):
                if "hp-word" in word["classes"]:
                    yield " ".join(word.astext().split())
