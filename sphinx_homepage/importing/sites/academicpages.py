"""A checkout of an academicpages site (https://github.com/academicpages) -> a site of ours."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.importing.headings import heading_of
from sphinx_homepage.importing.sites.checkout import line_of, text_of
from sphinx_homepage.importing.sites.cv import read_resume
from sphinx_homepage.importing.sites.dates import date_fields
from sphinx_homepage.importing.sites.jekyll import Jekyll
from sphinx_homepage.importing.sites.people import add_email, add_profile, merged
from sphinx_homepage.importing.sites.site import PAGES
from sphinx_homepage.importing.sites.tags import publications
from sphinx_homepage.model.text import Mapping

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.found import Found
    from sphinx_homepage.importing.sites.checkout import Document

_COLLECTIONS: Final = ("_publications", "_talks", "_teaching", "_portfolio")
_FOLDERS: Final = ("images", "files", "assets/images")
_LOOPS: Final = {
    "site.publications": publications(":group-by: year"),
    "site.talks": ":::{talks}\n:::",
    "site.teaching": ":::{teaching}\n:::",
    "site.portfolio": ":::{projects}\n:::",
}
_THEIR_PAGES: Final = {
    *("404", "about", "archive-layout-with-content", "category-archive", "collection-archive", "cv-json"),
    *(
        "markdown",
        "non-menu-page",
        "page-archive",
        "sitemap",
        "splash-page",
        "tag-archive",
        "talkmap",
        "terms",
    ),
    *("year-archive", "markdown_generator"),
}
_PERSON: Final = {
    "name": ("profile", "name"),
    "pronouns": ("profile", "pronouns"),
    "bio": ("profile", "headline"),
    "employer": ("profile", "organization"),
    "location": ("contact", "location"),
}
_TYPES: Final = {
    "conferences": "inproceedings",
    "books": "book",
    "manuscripts": "article",
    "preprints": "preprint",
}
_NAME: Final = r"[^\W\d_][\w'’ -]*?, (?:[^\W\d_]\.[ -]?)+"
_NAMES: Final = re.compile(rf"(?:{_NAME})(?:(?:,|;|,? (?:and|&)) (?:{_NAME}))*")
_WHOLE_NAME: Final = re.compile(r"(?:[^\W\d_][\w'’.-]*\s+){1,4}[^\W\d_][\w'’-]{2,}")
"""A given name and a family name, in this order."""
_KINDS: Final = {"poster": "poster", "invited": "invited", "keynote": "keynote", "panel": "panel"}


def is_one(folder: Path) -> bool:
    """Whether *folder* is a checkout of an academicpages site."""
    if not folder.is_dir() or not (folder / "_config.yml").is_file():
        return False
    return any((folder / name).is_dir() for name in _COLLECTIONS)


def read(folder: Path) -> Found:
    """Return the person's own content of an academicpages checkout."""
    return _AcademicPages(folder).read()


def _type_of(venue: str) -> str:
    """Return what a publication without a category is likely to be."""
    if re.search(r"(?i)\b(?:arxiv|biorxiv|medrxiv|ssrn|preprint)\b", venue):
        return "preprint"
    if re.search(r"(?i)\b(?:conference|proceedings|symposium|workshop)\b", venue):
        return "inproceedings"
    return "article"


class _AcademicPages(Jekyll):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder, dict(_LOOPS), _FOLDERS)
        author = self.config.get("author")
        self.author = author if isinstance(author, Mapping) else Mapping()
        self.name = text_of(self.author.get("name")) or text_of(self.config.get("name"))
        self.data: dict[str, Any] = {"profile": {}, "contact": {}}
        self._keys: set[str] = set()
        if self.config.get("publication_category") and any(
            page.text("category") for page in self.documents("_publications")
        ):
            self._loops["site.publications"] = publications(":group-by: type")

    def read(self) -> Found:
        self.read_language(text_of(self.config.get("locale")).partition("-")[0].lower())
        self._add_paths()
        self._read_person()
        self._read_record()
        self.data["publications"] = [
            self._publication(name, page) for name, page in self._of("_publications")
        ]
        self.data["talks"] = [self._talk(page) for _, page in self._of("_talks")]
        self.data["teaching"] = [self._course(page) for _, page in self._of("_teaching")]
        projects = [self._project(name, page) for name, page in self._of("_portfolio")]
        self.data["projects"] = [*self.data.get("projects", []), *projects]
        self._add_pages()
        if self.add_posts("_posts", "posts", "Blog posts"):
            self.nav.append((1e8, "posts"))
        self._add_section_pages()
        self._add_addresses()
        self._add_index()
        settings = {"project": self.name or "Homepage", "author": self.name}
        self.add_settings(settings)
        self.found.data = self.data
        self.say_what_is_left(*_COLLECTIONS)
        return self.finish()

    def _of(self, folder: str) -> list[tuple[str, Document]]:
        """Return a collection's pages, newest first, each with the name that its own page would have."""
        pages = [(self.docname(page, folder.strip("_")), page) for page in self.documents(folder)]
        return sorted(pages, key=lambda item: item[1].text("date"), reverse=True)

    def _add_paths(self) -> None:
        self.links.add_page("index", "/", "/about", "_pages/about.md")
        self._pages: list[tuple[str, Document]] = []
        order = self._menu_order()
        for page in self.documents("_pages"):
            stem = page.path.rpartition("/")[2].rpartition(".")[0].lower()
            if stem in _THEIR_PAGES or page.text("permalink") == "/" or not page.body.strip():
                continue
            docname = self.docname(page)
            self.links.add_page(docname, page.path, page.text("permalink") or docname)
            self._pages.append((docname, page))
            self.nav.append((order.get(docname, 1e6), docname))
        for folder, docname in (
            ("_publications", "publications"),
            ("_talks", "talks"),
            ("_teaching", "teaching"),
        ):
            for name, page in self._of(folder):
                self.links.add_page(docname, page.path, name, f"{docname}/{page.path.rpartition('/')[2]}")
        for name, page in self._of("_portfolio"):
            self.links.add_page(name, page.path, f"portfolio/{page.path.rpartition('/')[2]}")

    def _add_addresses(self) -> None:
        """Put what the old menu named on other sites into ours."""
        menu = self.checkout.mapping("_data/navigation.yml").get("main")
        for at, item in enumerate(menu or ()):
            if not isinstance(item, Mapping):
                continue
            title, url = text_of(item.get("title")), text_of(item.get("url"))
            if url and "://" in url and not url.startswith(self.links.site or "\0"):
                self.add_address(float(at), title, url)
            elif url and "://" not in url and not self._is_page(url):
                message = f'"{title}" of the menu leads to no page of the person\'s own, and is left out'
                self.checkout.note("_data/navigation.yml", line_of(item.get("title")), message)

    def _is_page(self, url: str) -> bool:
        docname = self.links.page(url)
        stem = url.strip("/").removesuffix(".html").lower()
        return f"{docname or stem}.md" in self.found.pages or stem in {"", "year-archive", "posts"}

    def _menu_order(self) -> dict[str, float]:
        menu = self.checkout.mapping("_data/navigation.yml").get("main")
        urls = [text_of(item.get("url")) for item in menu or () if isinstance(item, Mapping)]
        return {url.strip("/").removesuffix(".html").lower(): float(at) for at, url in enumerate(urls)}

    # ------------------------------------------------------------------ the person

    def _read_person(self) -> None:
        profile, contact = self.data["profile"], self.data["contact"]
        profile["name"] = self.name or "?"
        path = "_config.yml"
        for key, value in self.author.items():
            text = text_of(value)
            if not text or key == "name":
                continue
            say = self.say(path, key)
            if key in _PERSON:
                section, field = _PERSON[key]
                self.data[section][field] = self.words(value, path)
            elif key == "avatar":
                if image := self.file(value, path, *_FOLDERS):
                    profile["image"] = {"src": image, "alt": self.name}
            elif key == "email":
                add_email(contact, text, say)
            elif key == "uri":
                contact["website"] = text
            else:
                add_profile(contact, key, text, say)

    def _read_record(self) -> None:
        path = "_data/cv.json"
        tree = self.checkout.mapping(path)
        basics = tree.get("basics")
        if not tree or not isinstance(basics, Mapping):
            return
        if text_of(basics.get("name")).casefold() != self.name.casefold():
            whose = text_of(basics.get("name"))
            message = f'is not read: it is the CV of "{whose}", and the site that of "{self.name}"'
            self.checkout.note(path, line_of(basics.get("name")), message)
            return
        known = {"publications", "presentations", "teaching", "portfolio"}
        kept = Mapping({key: value for key, value in tree.items() if key not in known})
        self.data = merged(self.data, read_resume(kept, path, self.checkout))
        if "image" in self.data["profile"]:
            image = self.data["profile"]["image"]
            source = image.get("src") if isinstance(image, dict) else image
            if not self.links.files.get(str(source).lstrip("/")):
                del self.data["profile"]["image"]

    # ------------------------------------------------------------------ collections

    def _entry(self, page: Document, head: str, **names: str) -> dict[str, Any]:
        """Return an entry: its head, its date, and the front matter's fields *names* as fields of ours."""
        entry: dict[str, Any] = {head: self.words(page.text("title") or page.path, page.path)}
        for field, name in names.items():
            if text := self.words(page.fields.get(name) or "", page.path):
                entry[field] = text
        return entry | date_fields(page.text("date"))

    def _body(self, page: Document) -> str:
        """Return what a page says beside links to what its fields name, and beside its own citation."""
        paragraphs = re.split(r"\n\s*\n", self.body(page))
        shown = {page.text("paperurl"), page.text("slidesurl"), page.text("bibtexurl")} - {""}
        kept = [
            text
            for text in paragraphs
            if not re.match(r"(?i)recommended citation|\*{0,2}citation:", text.strip())
            and not (
                re.match(r"(?i)\[?(?:\[|download|access|more info)", text.strip())
                and any(url in text for url in shown)
            )
            and not re.fullmatch(r"(?i)\[(?:download|access|more info)[^\]]*\]\([^)]*\)\.?", text.strip())
        ]
        return "\n\n".join(kept).strip()

    def _publication(self, name: str, page: Document) -> dict[str, Any]:
        entry = self._entry(page, "title")
        entry["type"] = _TYPES.get(page.text("category").lower()) or _type_of(page.text("venue"))
        venue = self.words(page.fields.get("venue") or "", page.path)
        if venue:
            field = {"inproceedings": "booktitle", "book": "publisher"}.get(entry["type"], "journal")
            entry[field] = venue
        entry["author"] = self._authors(page)
        for field in ("paperurl", "slidesurl", "bibtexurl", "codeurl", "videourl"):
            url = page.text(field)
            target = self.links.target(url, page.path) if url else None
            if url and target is None:
                message = f'the file "{url[:80]}" ({field}) is not there, and is left out'
                self.checkout.note(page.path, line_of(page.fields.get(field)), message)
            elif target and field == "paperurl":
                is_doi = re.match(r"https?://(?:dx\.)?doi\.org/(10\..+)", target)
                key = "doi" if is_doi else "pdf" if target.lower().endswith(".pdf") else "url"
                entry[key] = is_doi[1] if is_doi else target
            elif target and field != "bibtexurl":
                entry[field.removesuffix("url")] = target
        if abstract := self._body(page):
            entry["abstract"] = abstract
        elif excerpt := self.words(page.text("excerpt"), page.path):
            entry["note"] = excerpt
        if citation := " ".join(html.unescape(re.sub(r"<[^>]*>", "", page.text("citation"))).split()):
            entry["x-citation"] = citation
        base = re.sub(r"[^\w-]+", "-", name.rpartition("/")[2]).strip("-") or "publication"
        number = 1
        while (key := f"{base}-{number}" if number > 1 else base) in self._keys:
            number += 1
        self._keys.add(key)
        entry["id"] = key
        return entry

    def _authors(self, page: Document) -> list[str]:
        citation = " ".join(html.unescape(re.sub(r"<[^>]*>", "", page.text("citation"))).split())
        names = page.text("authors")
        if names:
            return [part.strip() for part in re.split(r"\s*(?:;|,? and |,)\s*", names) if part.strip()]
        said = re.match(r"(.*?),?\s*\(\d{4}", citation)
        if said and _NAMES.fullmatch(said[1].strip()):
            return [name.strip() for name in re.findall(_NAME, said[1])]
        whole = re.split(r"\s*(?:,? (?:and|&) |,|;)\s*", said[1].strip()) if said else []
        if whole and all(_WHOLE_NAME.fullmatch(name) for name in whole):
            return whole
        line = line_of(page.fields.get("citation")) or line_of(page.fields.get("title"))
        self.checkout.note(
            page.path, line, "does not say who wrote it in a form that can be read; write the author field"
        )
        return [self.name]

    def _talk(self, page: Document) -> dict[str, Any]:
        entry = self._entry(page, "title", event="venue", location="location")
        if kind := page.text("type"):
            entry["kind"] = next((known for word, known in _KINDS.items() if word in kind.lower()), kind)
        for field in ("slidesurl", "videourl"):
            target = self.links.target(page.text(field), page.path) if page.text(field) else None
            if target:
                entry[field.removesuffix("url")] = target
        if body := self._body(page):
            entry["summary"] = body
        return entry

    def _course(self, page: Document) -> dict[str, Any]:
        entry = self._entry(page, "course", role="type", organization="venue", location="location")
        if body := self._body(page):
            entry["summary"] = re.sub(r"^#+ (.*)$|^(.+)\n[=-]{3,}$", r"**\1\2**", body, flags=re.MULTILINE)
        return entry

    def _project(self, name: str, page: Document) -> dict[str, Any]:
        entry = self._entry(page, "name")
        excerpt = page.text("excerpt")
        if image := re.search(r"""<img[^>]*\bsrc=["']([^"']+)["']""", excerpt):
            found = self.file(image[1], page.path, *_FOLDERS)
            if found:
                entry["image"] = {"src": found, "alt": ""}
        summary = re.sub(r"<img[^>]*>", "", excerpt)
        if words := self.words(summary, page.path):
            entry["summary"] = re.sub(r"^\\\s*|\s*\\$", "", words)
        if page.body.strip():
            self.add_page(name, {"title": entry["name"], "orphan": True}, self.body(page))
            entry["url"] = f"/{name}.md"
        return entry

    # ------------------------------------------------------------------ pages

    def _add_pages(self) -> None:
        for docname, page in self._pages:
            body = self.body(page)
            for section, name in (
                ("talks", "talks"),
                ("publications", "publications"),
                ("teaching", "teaching"),
                ("projects", "projects"),
            ):
                if not self.data.get(name):
                    body = re.sub(rf":::\{{{section}\}}\n(?::.*\n)*:::", "", body).strip()
            # Several loops over one collection, one for each of its categories, are one list here.
            for section in ("talks", "publications", "teaching", "projects"):
                blocks = list(re.finditer(rf":::\{{{section}\}}\n(?::.*\n)*:::", body))
                for block in reversed(blocks[1:]):
                    body = body[: block.start()] + body[block.end() :]
            if not re.sub(r"<!--.*?-->|\s", "", body, flags=re.DOTALL):
                continue
            title = self.words(page.text("title") or docname, page.path)
            self.add_page(docname, {"title": title}, body)

    def _add_section_pages(self) -> None:
        """List each collection once; the person's own page of it comes first."""
        rows = (
            ("publications", "publications", publications(":group-by: year")),
            ("talks", "talks", ":::{talks}\n:::"),
            ("teaching", "teaching", ":::{teaching}\n:::"),
            ("portfolio", "projects", ":::{projects}\n:::"),
        )
        for at, (docname, section, block) in enumerate(rows):
            text = self.found.pages.get(f"{docname}.md", "")
            if self.data.get(section) and f":::{{{section}}}" not in text:
                if text:
                    self.found.pages[f"{docname}.md"] = f"{text.rstrip()}\n\n{block}\n"
                else:
                    self.add_page(docname, {"title": heading_of(section, self.language)}, block)
                    self.nav.append((10 + at, docname))
        record = [
            name
            for name in ("experience", "education", "skills", "awards", "languages")
            if self.data.get(name)
        ]
        if record and "cv.md" not in self.found.pages:
            names = [
                *record,
                *(name for name in ("publications", "talks", "teaching", "projects") if self.data.get(name)),
            ]
            blocks = [f"## {heading_of(name, self.language)}\n\n:::{{{name}}}\n:::" for name in names]
            self.add_page("cv", {"title": "Curriculum vitae"}, "\n\n".join([":::{profile}\n:::", *blocks]))
            self.nav.append((20, "cv"))
            self.found.settings["homepage_pdf"] = {"cv": "cv.pdf"}
        elif record:
            message = (
                "the CV is the page as it was; what the data file has of it can be shown there by directives"
            )
            self.checkout.note("_pages/cv.md", None, message)

    def _add_index(self) -> None:
        path = next(
            (page for page in ("_pages/about.md", "index.md", "_pages/index.md") if self.checkout.has(page)),
            "",
        )
        fronts = [
            page
            for page in self.checkout.below("_pages", *PAGES)
            if self.checkout.document(page).text("permalink") == "/"
        ]
        page = self.checkout.document(next(iter(fronts), path))
        profile = self.data["profile"]
        image = profile.get("image")
        fields: dict[str, Any] = {
            "title": self.name or "?",
            "subtitle": profile.get("headline", ""),
            "description": self.words(self.config.get("description") or "", "_config.yml"),
            "icon": {"url": image["src"], "alt": image["alt"]} if image else None,
        }
        parts = [self.body(page)]
        if self.data["contact"]:
            parts.append(f"## {heading_of('contact', self.language)}\n\n:::{{contact}}\n:::")
        parts.append(self.menu().strip())
        self.add_first_page(fields, "\n\n".join(part for part in parts if part))
