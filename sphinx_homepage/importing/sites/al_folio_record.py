"""What an al-folio site says of its person: settings, data files, news, projects, papers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.importing.sites.al_folio_extras import book, course_facts, related, schedule
from sphinx_homepage.importing.sites.al_folio_papers import bare_of, carried, titles_in
from sphinx_homepage.importing.sites.checkout import is_true, line_of, number_of, text_of, texts_of
from sphinx_homepage.importing.sites.cv import order_of, read_cv, read_resume, titles_of
from sphinx_homepage.importing.sites.dates import date_fields
from sphinx_homepage.importing.sites.jekyll import Jekyll
from sphinx_homepage.importing.sites.people import add_email, add_link, add_profile, merged
from sphinx_homepage.importing.sites.site import PAGES
from sphinx_homepage.importing.sites.tags import publications
from sphinx_homepage.model.text import Mapping
from sphinx_homepage.sources.bibtex.markdown import escaped

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.sites.checkout import Document

FOLDERS: Final = ("assets", "assets/img", "assets/pdf")
_LOOPS: Final = {
    "site.projects": ":::{projects}\n:style: cards\n:::",
    "sorted_projects": ":::{projects}\n:style: cards\n:::",
    "site.news": ":::{news}\n:::",
    "site.teachings": ":::{teaching}\n:::",
    "site.repo_trophies.enabled": "",
    "page.years": publications(":group-by: year"),
}
_SOCIAL: Final = re.compile(
    r"^(?:email|work_url|\w+_(?:id|username|userid|profile|number)|(?:dblp|bluesky|blogger|linkedin)_url)$"
)
_NOT_SOCIAL: Final = {"rss_icon", "cv_pdf", "wechat_qr", "first_name", "last_name", "middle_name"}
_OWN_PAGES: Final = {"about", "blog", "404"}
"""Pages that are the template's, or made anew."""


class Record(Jekyll):
    """An al-folio site, and what its person did."""

    cv_page: Document | None = None
    cv_order: list[str]
    """The sections of the old CV in their order."""
    cv_titles: dict[str, str]
    """What the old CV called them, where that was not our name."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, dict(_LOOPS), FOLDERS)
        config = self.config
        parts = (text_of(config.get(name)) for name in ("first_name", "middle_name", "last_name"))
        self.name = " ".join(part for part in parts if part)
        title = text_of(config.get("title"))
        self.title = "" if title == "blank" else title
        self.about = self._find_about()
        self.name = self.name or self.title
        self.data: dict[str, Any] = {"profile": {}, "contact": {}}
        self.bibliography = self._bibliography()
        self.cv_order, self.cv_titles = [], {}
        self.repositories = self.checkout.mapping("_data/repositories.yml", "_data/repositories.yaml")
        self.categories = {page.text("category") for page in self.documents("_projects")}

    def is_in_menu(self, page: Document) -> bool:
        """Whether the old menu named a page: in sites from before 2021 every one."""
        return super().is_in_menu(page) if self._has_menu else not page.text("nav")

    def loops_of(self, fields: Mapping) -> dict[str, str]:
        """Return what loops become: over categories of projects, over what ``repositories.yml`` names."""
        categories = texts_of(fields.get("display_categories"))
        loops = {
            f"site.data.repositories.{key}": "\n".join(
                f"- [{name}](https://github.com/{name})"
                for name in texts_of(self.repositories.get(key))
                if re.fullmatch(r"[\w./-]+", name)
            )
            for key in ("github_users", "github_repos")
        }
        if categories:
            loops["page.display_categories"] = "\n\n".join(
                f"## {escaped(name[:1].upper() + name[1:])}\n\n"
                f":::{{projects}}\n:style: cards\n:kind: {name}\n:::"
                for name in categories
                if name in self.categories and "," not in name
            )
        return loops

    def _find_about(self) -> Document:
        pages = [self.checkout.document(path) for path in self.checkout.below("_pages", *PAGES)]
        fronts = [page for page in pages if page.text("permalink") == "/"]
        named = [page for page in pages if page.path.lower() == "_pages/about.md"]
        return next(iter([*fronts, *named]), self.checkout.document("index.md"))

    def _add_paths(self) -> None:
        """Say which page each of the old addresses is, before any link is read."""
        self.links.add_page("index", self.about.path, "/", "/about")
        self._pages: list[tuple[str, Document]] = []
        self._shelves: list[Document] = []
        self._submenus: list[Document] = []
        for page in self.documents("_pages"):
            stem = page.path.rpartition("/")[2].rpartition(".")[0].lower()
            layout = page.text("layout").lower()
            if page.path == self.about.path or stem in _OWN_PAGES:
                continue
            if is_true(page.fields.get("dropdown")):
                self._submenus.append(page)
                continue
            if layout in {"cv", "none", "book-shelf"}:
                if layout == "book-shelf":
                    self._shelves.append(page)
                elif layout == "cv":
                    self.cv_page = page
                    self.links.add_page("cv", page.path, page.text("permalink") or "/cv/")
                continue
            if page.body.strip() or layout == "profiles":
                docname = self.docname(page)
                self.links.add_page(docname, page.path, page.text("permalink") or docname)
                self._pages.append((docname, page))
        self._has_menu = any("nav" in page.fields for page in self.documents("_pages"))
        self._projects = [(self.docname(page, "projects"), page) for page in self.documents("_projects")]
        self._news = [(self.docname(page, "news"), page) for page in self.documents("_news")]
        self._teachings = [(self.docname(page, "teachings"), page) for page in self.documents("_teachings")]
        self._books = [(self.docname(page, "books"), page) for page in self.documents("_books")]
        for docname, page in self._books:
            self.links.add_page(docname, page.path)
        if self._books:
            self.links.add_page("books", "/books", *(page.path for page in self._shelves))
        for folder, pages in (
            ("projects", self._projects),
            ("news", self._news),
            ("teachings", self._teachings),
        ):
            for docname, page in pages:
                if self._has_page(page):
                    stem = page.path.rpartition("/")[2].rpartition(".")[0]
                    self.links.add_page(docname, page.path, f"{folder}/{stem}")
        if self.checkout.below("_posts", *PAGES):
            self.links.add_page("blog", "/blog")

    @staticmethod
    def _has_page(page: Document) -> bool:
        return (
            bool(page.body.strip()) and not page.text("redirect") and not is_true(page.fields.get("inline"))
        )

    def _read_person(self) -> None:
        fields = self.about.fields
        profile, contact = self.data["profile"], self.data["contact"]
        profile["name"] = self.name or "?"
        if not self.name:
            self.checkout.note("_config.yml", 1, "says no name; write yours in the data file")
        if (subtitle := fields.get("subtitle") or fields.get("description")) is not None:
            profile["headline"] = self.words(subtitle, self.about.path)
        picture = fields.get("profile")
        if isinstance(picture, Mapping):
            image = self.file(picture.get("image"), self.about.path, "assets/img")
            if image:
                profile["image"] = {"src": image, "alt": self.name}
            lines = self._lines(picture.get("more_info") or picture.get("address"))
            if lines:
                contact["office"] = lines
                line = line_of(picture.get("more_info") or picture.get("address"))
                self.checkout.note(
                    self.about.path, line, "the words below the portrait are contact's office now"
                )
        socials = self.checkout.mapping("_data/socials.yml", "_data/socials.yaml")
        for path, settings in (("_data/socials.yml", socials), ("_config.yml", self.config)):
            for key, value in settings.items():
                if path == "_config.yml" and (not _SOCIAL.match(key) or key in _NOT_SOCIAL):
                    continue
                if path == "_config.yml":
                    self.config.get(key)
                self._read_social(path, key, value)

    def _lines(self, value: object) -> list[str]:
        text = re.sub(r"</?(?:p|br|div)\b[^>]*>", "\n", text_of(value))
        lines = [re.sub(r"<[^>]*>", "", line).strip() for line in text.split("\n")]
        return [line for line in lines if line]

    def _read_social(self, path: str, key: str, value: Any) -> None:
        contact, say = self.data["contact"], self.say(path, key)
        if isinstance(value, Mapping):
            organization, user = text_of(value.get("organization")), text_of(value.get("username"))
            url = text_of(value.get("url"))
            if organization and user:
                add_profile(contact, key, f"{organization}/{user}", say)
            elif url:
                add_link(contact, text_of(value.get("title")) or key.replace("_", " ").capitalize(), url)
        elif key == "cv_pdf":
            if target := self.file(value, path, *FOLDERS):
                add_link(contact, "CV (PDF)", target)
        elif key == "wechat_qr" and text_of(value):
            if target := self.file(value, path, *FOLDERS):
                add_link(contact, "WeChat (QR)", target)
        elif key == "work_url" and text_of(value):
            add_link(contact, "Work", text_of(value))
        elif key == "email":
            add_email(contact, text_of(value), say)
        elif key != "rss_icon":
            for text in texts_of(value):
                add_profile(contact, key, text, say)

    # ------------------------------------------------------------------ the record

    def _read_cv(self) -> None:
        checkout = self.checkout
        cv = next((path for path in ("_data/cv.yml", "_data/cv.yaml") if checkout.has(path)), "")
        resume = next(
            (path for path in ("assets/json/resume.json", "_data/resume.json") if checkout.has(path)), ""
        )
        wants = self.cv_page.text("cv_format") if self.cv_page else ""
        is_json = bool(resume) and (
            not cv or wants == "jsonresume" or (not wants and "jekyll_get_json" in self.config)
        )
        chosen, other = (resume, cv) if is_json else (cv, resume)
        if not chosen:
            return
        tree = checkout.data(chosen)
        if is_json and isinstance(tree, Mapping):
            found = read_resume(tree, chosen, checkout)
        else:
            found = read_cv(tree, chosen, checkout, lambda text: self.words(text, chosen))
        if other:
            checkout.note(other, None, f"is not read: the page of the CV shows {chosen}")
        self.cv_order = order_of(tree, found)
        self.cv_titles = titles_of(tree)
        self._drop_known_publications(found, chosen)
        for section in ("profile", "contact"):
            person = found.get(section)
            if isinstance(person, dict) and isinstance(image := person.get("image"), dict):
                target = self.checkout.find(str(image.get("src", "")), *FOLDERS)
                person.pop("image")
                if target and "image" not in self.data["profile"]:
                    person["image"] = {"src": self.links.bring(target), "alt": self.name}
        self.data = merged(self.data, found)

    def _drop_known_publications(self, found: dict[str, Any], path: str) -> None:
        """Leave out of the CV's own list what the .bib file has."""
        known = titles_in(self.checkout.read(self.bibliography)) if self.bibliography else []
        kept, left_out = [], 0
        for entry in found.get("publications") or ():
            words = bare_of(str(entry.get("title", "")) if isinstance(entry, dict) else str(entry))
            if any(title in words for title in known):
                left_out += 1
            else:
                kept.append(entry)
        if left_out:
            found["publications"] = kept
            message = f"publications ({left_out}) are left out of it, for {self.bibliography} has them too"
            self.checkout.note(path, None, message)

    def _read_news(self) -> None:
        entries = []
        for docname, page in self._news:
            stem = page.path.rpartition("/")[2]
            dated = re.match(r"\d{4}-\d{1,2}-\d{1,2}", stem)
            date = date_fields(page.text("date") or (dated[0] if dated else ""))
            if self._has_page(page):
                title = self.words(page.text("title") or stem, page.path)
                entry = {**date, "summary": f"[{title}](/{docname}.md)"}
                self.add_page(
                    docname,
                    {"title": title, "subtitle": date.get("date", ""), "orphan": True},
                    self.body(page),
                )
            else:
                entry = {**date, "summary": self.body(page) or self.words(page.text("title"), page.path)}
            if entry.get("summary"):
                entries.append(entry)
        entries.sort(key=lambda entry: entry.get("date", ""), reverse=True)
        self.data["news"] = entries

    def _read_projects(self) -> None:
        entries = []
        for docname, page in self._projects:
            fields = page.fields
            entry: dict[str, Any] = {"name": self.words(page.text("title") or docname, page.path)}
            for name in ("year", "date"):
                if text := page.text(name):
                    entry |= date_fields(text)
                    break
            if summary := self.words(fields.get("description") or "", page.path):
                entry["summary"] = summary
            if image := self.file(fields.get("img"), page.path, *FOLDERS):
                entry["image"] = {"src": image, "alt": ""}
            github = page.text("github")
            if re.fullmatch(r"[\w.-]+/[\w.-]+", github):
                entry["repository"] = f"https://github.com/{github}"
            elif github:
                entry["repository"] = github
            if redirect := page.text("redirect"):
                target = self.links.target(redirect, page.path)
                if target:
                    entry["url"] = target
            elif page.body.strip():
                entry["url"] = f"/{docname}.md"
                parts = [self.body(page), related(self, page, self.bibliography)]
                front = {"title": entry["name"], "subtitle": summary, "orphan": True}
                self.add_page(docname, front, "\n\n".join(part for part in parts if part))
            if category := page.text("category"):
                entry["kind"] = category
            entries.append((number_of(page.fields.get("importance"), 1e9), entry))
        entries.sort(key=lambda item: item[0])
        self.data["projects"] = [*self.data.get("projects", []), *(entry for _, entry in entries)]

    def _read_teachings(self) -> None:
        entries = []
        for docname, page in self._teachings:
            entry: dict[str, Any] = {"course": self.words(page.text("title") or docname, page.path)}
            for name, key in (("course_id", "code"), ("location", "location")):
                # Often it is the page's own name again.
                if (text := page.text(name)) and text not in page.path:
                    entry[key] = text
            term = " ".join(part for part in (page.text("term"), page.text("year")) if part)
            entry |= date_fields(term or page.text("date"))
            if summary := self.words(page.fields.get("description") or "", page.path):
                entry["summary"] = summary
            body, weeks = self.body(page), schedule(self, page)
            if body or weeks:
                entry["url"] = f"/{docname}.md"
                fields = {"title": entry["course"], "subtitle": course_facts(self, page), "orphan": True}
                parts = [body, f"## Schedule\n\n{weeks}" if weeks else ""]
                self.add_page(docname, fields, "\n\n".join(part for part in parts if part))
            entries.append(entry)
        self.data["teaching"] = [*self.data.get("teaching", []), *entries]

    def _read_books(self) -> None:
        shelf = next((page for page in self._shelves), None)
        lines = []
        for docname, page in self._books:
            cover = page.text("cover")
            image = self.file(page.fields.get("cover"), page.path, *FOLDERS) if cover else None
            lines.append((page.text("finished", "started", "date"), book(self, page, docname, image)))
        if not lines:
            return
        lines.sort(reverse=True)
        words = self.body(shelf) if shelf else ""
        listing = "\n".join(line for _, line in lines)
        title = self.words(shelf.text("title") if shelf else "", "_books").capitalize() or "Books"
        fields = {"title": title} | (self.place(shelf, "books") if shelf else {"orphan": True})
        self.add_page("books", fields, "\n\n".join(part for part in (words, listing) if part))

    # ------------------------------------------------------------------ publications

    def _bibliography(self) -> str:
        scholar = self.config.get("scholar")
        settings = scholar if isinstance(scholar, Mapping) else Mapping()
        folder = text_of(settings.get("source")).strip("/.") or "_bibliography"
        name = text_of(settings.get("bibliography")) or "papers.bib"
        found = self.checkout.find(name, folder) or self.checkout.find(f"{name}.bib", folder)
        return found or next(iter(self.checkout.below(folder, ".bib")), "")

    def _read_bibliography(self) -> None:
        if not self.bibliography:
            return
        folder = self.bibliography.rpartition("/")[0]
        for path in dict.fromkeys((self.bibliography, *self.checkout.below(folder, ".bib"))):
            if path == self.bibliography or path in self.links.files:
                self.links.files.pop(path, None)
                self.found.pages[path] = carried(path, self.links)
            else:
                self.checkout.note(path, None, "is left out: no page lists what is in it")

    @property
    def _has_selected(self) -> bool:
        text = self.checkout.read(self.bibliography)
        return (
            re.search(r"""^\s*selected\s*=\s*["{]?\s*true""", text, re.MULTILINE | re.IGNORECASE) is not None
        )
