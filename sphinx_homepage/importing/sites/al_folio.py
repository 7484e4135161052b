"""A checkout of an al-folio site (https://github.com/alshedivat/al-folio) -> a site of ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.importing.sites.al_folio_record import FOLDERS, Record
from sphinx_homepage.importing.sites.checkout import is_true, line_of, text_of, texts_of
from sphinx_homepage.importing.sites.jekyll import names_of
from sphinx_homepage.importing.sites.people import merged
from sphinx_homepage.importing.sites.tags import publications
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Mapping

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.found import Found
    from sphinx_homepage.importing.sites.checkout import Document

_SIGNS: Final = ("_bibliography/papers.bib", "_data/cv.yml", "_data/socials.yml", "_data/coauthors.yml")
_ELSEWHERE: Final = ("_publications", "_talks", "_portfolio")
"""Collections of academicpages."""
_TEMPLATE_TEXT: Final = "A simple, whitespace theme for academics"


def is_one(folder: Path) -> bool:
    """Whether *folder* is a checkout of an al-folio site."""
    if not folder.is_dir() or not (folder / "_config.yml").is_file():
        return False
    if any((folder / name).is_dir() for name in _ELSEWHERE):
        return False
    if any((folder / name).is_file() for name in _SIGNS) or (folder / "_news").is_dir():
        return True
    about = folder / "_pages" / "about.md"
    return (
        about.is_file()
        and re.search(r"^layout:\s*about", about.read_text("utf-8", "replace"), re.MULTILINE) is not None
    )


def read(folder: Path) -> Found:
    """Return the person's own content of an al-folio checkout."""
    return _AlFolio(folder).read()


class _AlFolio(Record):
    def read(self) -> Found:
        self._add_paths()
        self._read_person()
        self._read_cv()
        self._read_news()
        self._read_projects()
        self._read_teachings()
        self._read_bibliography()
        self._add_pages()
        has_posts = self.add_posts("_posts", "blog", "Blog")
        if has_posts:
            self.nav.append((1e8, "blog"))
        self._add_cv_page()
        self._add_index()
        self._add_settings()
        self.found.data = merged(self.data, self.found.data)
        self._say_rest()
        return self.finish()

    # ------------------------------------------------------------------ pages

    def _add_pages(self) -> None:
        repositories = self.checkout.mapping("_data/repositories.yml")
        lines = [
            *(
                f"- [{name}](https://github.com/{name})"
                for key in ("github_users", "github_repos")
                for name in texts_of(repositories.get(key))
                if re.fullmatch(r"[\w./-]+", name)
            ),
        ]
        self._loops["site.data.repositories"] = "\n".join(lines)
        for docname, page in self._pages:
            if page.text("layout") == "profiles":
                self._add_people(docname, page)
                continue
            body = self.body(page)
            stem = page.path.rpartition("/")[2].lower()
            if not self.bibliography:
                body = re.sub(r":::\{publications\}\n(?::.*\n)*:::", "", body).strip()
            for section, data in (("projects", "projects"), ("news", "news"), ("teaching", "teaching")):
                if not self.data.get(data):
                    body = re.sub(rf":::\{{{section}\}}\n(?::.*\n)*:::", "", body).strip()
                elif stem.startswith(section) and f":::{{{section}}}" not in body and section != "teaching":
                    body = f"{body}\n\n:::{{{section}}}\n:::"
            if stem.startswith("repositor") and lines and lines[0] not in body:
                body = f"{body}\n\n" + "\n".join(lines)
            if not re.sub(r"<!--.*?-->", "", body, flags=re.DOTALL).strip():
                self.checkout.note(page.path, None, "is left out: nothing of it has a place here")
                continue
            title = self.words(page.text("title") or docname, page.path)
            if title == title.lower() and title.isascii():
                title = title[:1].upper() + title[1:]
            fields = {"title": title, "description": self.words(page.text("description"), page.path)}
            self.add_page(docname, fields | self.place(page, docname), body)
        for at, (name, block) in enumerate(
            (
                ("publications", publications(":group-by: year") if self.bibliography else ""),
                ("projects", ":::{projects}\n:style: cards\n:::"),
                ("teaching", ":::{teaching}\n:::"),
            )
        ):
            is_there = block if name == "publications" else self.data.get(name)
            if is_there and not any(f":::{{{name}}}" in text for text in self.found.pages.values()):
                if f"{name}.md" in self.found.pages:
                    self.found.pages[f"{name}.md"] += f"\n{block}\n"
                else:
                    self.add_page(name, {"title": SECTIONS[name].label}, block)
                    self.nav.append((1e7 + at, name))
        if self.data.get("news") and "news.md" not in self.found.pages:
            self.add_page("news", {"title": "News", "orphan": True}, ":::{news}\n:::")

    def _add_people(self, docname: str, page: Document) -> None:
        parts = [self.body(page)]
        for item in page.fields.get("profiles") or ():
            if not isinstance(item, Mapping):
                continue
            source = self.checkout.find(text_of(item.get("content")), "_pages")
            image = self.file(item.get("image"), page.path, "assets/img")
            parts.append(f"![]({image})" if image else "")
            if source:
                parts.append(self.body(self.checkout.document(source)))
        body = "\n\n".join(part for part in parts if part)
        if body:
            title = page.text("title").capitalize() or docname
            self.add_page(docname, {"title": title} | self.place(page, docname), body)

    def _add_cv_page(self) -> None:
        page = self.cv_page
        shown = [
            name for name in SECTIONS if self.data.get(name) and name not in {"profile", "contact", "news"}
        ]
        if page is None and not shown:
            return
        parts = [":::{profile}\n:::"]
        if self.data["contact"]:
            parts.append(":::{contact}\n:::")
        names = [*shown]
        if self.bibliography and "publications" not in names:
            names.insert(
                sum(name in {"experience", "education", "projects"} for name in names), "publications"
            )
        parts += [f"## {SECTIONS[name].label}\n\n:::{{{name}}}\n:::" for name in names]
        fields: dict[str, Any] = {"title": "Curriculum vitae"}
        if page is not None:
            target = self.file(page.fields.get("cv_pdf"), page.path, *FOLDERS)
            if target:
                parts.insert(0, f"[The CV as PDF]({target})")
            if words := self.body(page):
                parts.insert(0, words)
            fields["description"] = self.words(page.text("description"), page.path)
            self.place(page, "cv")
        if "cv" not in [name for _, name in self.nav]:
            self.nav.append((1e9, "cv"))
        self.add_page("cv", fields, "\n\n".join(parts))
        if not any("CV as PDF" in part for part in parts):
            self.found.settings["homepage_pdf"] = {"cv": "cv.pdf"}

    def _add_index(self) -> None:
        page, profile = self.about, self.data["profile"]
        image = profile.get("image")
        description = text_of(self.config.get("description"))
        fields: dict[str, Any] = {
            "title": self.name or self.title or "?",
            "subtitle": profile.get("headline", ""),
            "description": "" if _TEMPLATE_TEXT in description else self.words(description, "_config.yml"),
            "icon": {"url": image["src"], "alt": image["alt"]} if image else None,
        }
        parts = [self.body(page)]
        if self._wants("news", "announcements") and self.data.get("news"):
            shown = self.about.fields.get("announcements")
            limit = text_of(shown.get("limit")) if isinstance(shown, Mapping) else ""
            parts.append(
                f"## News\n\n:::{{news}}\n:limit: {limit if limit.isdecimal() else 5}\n:::"
                "\n\n[All news](/news.md)"
            )
        if self._wants("selected_papers") and self.bibliography and self._has_selected:
            parts.append("## Selected publications\n\n" + publications(":selected:"))
        if self._wants("social") and self.data["contact"]:
            note = self.words(self.config.get("contact_note") or "", "_config.yml")
            if "You can even add a little note" in note:
                note = ""
            parts.append("\n\n".join(part for part in ("## Contact", note, ":::{contact}\n:::") if part))
        parts.append(self.menu().strip())
        pages = self.found.pages
        self.found.pages = {}
        self.add_page("index", fields, "\n\n".join(part for part in parts if part))
        self.found.pages |= pages

    def _wants(self, *names: str) -> bool:
        for name in names:
            value = self.about.fields.get(name)
            if is_true(value.get("enabled") if isinstance(value, Mapping) else value):
                return True
        return False

    # ------------------------------------------------------------------ settings

    def _add_settings(self) -> None:
        settings: dict[str, Any] = {"project": self.title or self.name or "Homepage", "author": self.name}
        language = text_of(self.config.get("lang"))
        if re.fullmatch(r"[a-z]{2}(?:[_-][A-Za-z]{2,4})?", language) and language != "en":
            settings["language"] = language.replace("-", "_")
        if self.links.site.startswith("http"):
            settings["html_baseurl"] = f"{self.links.site}{self.links.base}/"
        settings["homepage_me"] = self._me()
        if self.bibliography:
            settings["homepage_bibliography"] = self.bibliography
        for name in ("coauthors", "venues"):
            path = f"_data/{name}.yml"
            if self.checkout.has(path) and self.bibliography:
                settings[f"homepage_{name}"] = path
                self.links.files[path] = self.checkout.folder / path
        self.found.settings = {key: value for key, value in settings.items() if value} | self.found.settings

    def _me(self) -> list[str] | str:
        scholar = self.config.get("scholar")
        if not isinstance(scholar, Mapping):
            return self.name
        lasts, firsts = names_of(scholar.get("last_name")), names_of(scholar.get("first_name"))
        own = text_of(self.config.get("last_name")).casefold()
        if own and lasts and own not in (last.casefold() for last in lasts):
            message = (
                f'"scholar: last_name" says {", ".join(lasts)}, which is not the name of the site\'s person; '
                "homepage_me is that name alone"
            )
            self.checkout.note("_config.yml", line_of(scholar.get("last_name")), message)
            return self.name
        names = [self.name, *(f"{first} {last}" for last in lasts for first in firsts)]
        distinct = list(dict.fromkeys(name for name in names if name.strip()))
        return distinct[0] if len(distinct) == 1 else distinct

    def _say_rest(self) -> None:
        self.say_what_is_left("_news", "_projects", "_teachings")
        wanted = self.config.get("max_author_limit")
        if text_of(wanted).isdecimal():
            message = f"lists of publications show all authors; :max-authors: {wanted} in each does as before"
            self.checkout.note("_config.yml", line_of(wanted), message)
