"""A checkout of a HugoBlox (Wowchemy, Academic) site -> a site of ours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.importing.headings import heading_of
from sphinx_homepage.importing.sites.checkout import is_true, line_of, number_of, plain, text_of, texts_of
from sphinx_homepage.importing.sites.dates import date_fields
from sphinx_homepage.importing.sites.hugo import is_hugo
from sphinx_homepage.importing.sites.hugoblox_works import Works
from sphinx_homepage.importing.sites.people import add_email
from sphinx_homepage.importing.sites.site import PAGES
from sphinx_homepage.importing.sites.tags import publications
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Mapping

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.found import Found

_PAPERS: Final = ("content/publication", "content/publications")
_TALKS: Final = ("content/event", "content/events", "content/talk", "content/talks")
_PROJECTS: Final = ("content/project", "content/projects")
_POSTS: Final = ("content/post", "content/posts", "content/blog", "content/news")
_ELSEWHERE: Final = {
    "authors",
    "home",
    "slides",
    "admin",
    *(path.partition("/")[2] for path in (*_PAPERS, *_TALKS, *_PROJECTS, *_POSTS)),
}


def is_one(folder: Path) -> bool:
    """Whether *folder* is a checkout of a HugoBlox site."""
    if not folder.is_dir() or not is_hugo(folder):
        return False
    places = ("content/authors", "data/authors", *_PAPERS, "content/home")
    return (folder / "hugoblox.yaml").is_file() or any((folder / name).is_dir() for name in places)


def read(folder: Path) -> Found:
    """Return the person's own content of a HugoBlox checkout."""
    return _HugoBlox(folder).read()


class _HugoBlox(Works):
    def read(self) -> Found:
        self.read_language(text_of(self.config.get("defaultContentLanguage")).lower())
        self._add_paths()
        self._read_person()
        self._read_widgets()
        self.data["publications"] = self._sorted([self._publication(page) for page in self._bundles(_PAPERS)])
        self.data["talks"] = self._sorted([self._talk(page) for page in self._bundles(_TALKS)])
        projects = self._sorted([self._project(page) for page in self._bundles(_PROJECTS)])
        self.data["projects"] = [*self.data.get("projects", []), *projects]
        self._read_people()
        self._add_posts()
        self._add_pages()
        self._add_section_pages()
        self._add_deep_pages()
        self._add_addresses()
        self._add_index()
        settings = {
            "project": text_of(self.config.get("title")) or self.name or "Homepage",
            "author": self.name,
        }
        self.add_settings(settings)
        self.found.data = self.data
        self._say_rest()
        return self.finish()

    def _add_paths(self) -> None:
        self.links.add_page("index", "/", "/authors/admin", "/authors/me", "content/_index.md")
        for folders, docname, has_pages in (
            (_PAPERS, "publications", False),
            (_TALKS, "talks", True),
            (_PROJECTS, "projects", True),
            (_POSTS, "posts", True),
        ):
            for page in self._bundles(folders):
                stem = page.path.removeprefix("content/").removesuffix(".md")
                name = f"{docname}/{self._slug(page)}" if has_pages and page.body.strip() else docname
                self.links.add_page(name, page.path, stem)
            for folder in folders:
                if self.checkout.below(folder, ".md"):
                    self.links.add_page(docname, folder.removeprefix("content/"), f"{folder}/_index.md")
        self._pages = []
        for path in self.checkout.paths:
            match = re.fullmatch(r"content/(?:([\w-]+)/)?(?:_?index|[\w-]+)\.md", path)
            if match is None or path == "content/_index.md" or match[1] in _ELSEWHERE:
                continue
            page = self.checkout.document(path)
            if page.body.strip() and not is_true(page.fields.get("draft")):
                docname = self._slug(page) if match[1] is None or "index" not in path else match[1].lower()
                if match[1] and "index" not in path:
                    docname = f"{match[1].lower()}/{docname}"
                self.links.add_page(docname, path, path.removeprefix("content/"))
                self._pages.append((docname, page))
        self._deep = []
        for path in self.checkout.below("content", ".md"):
            folder = path.split("/")[1]
            if path.count("/") < 3 or folder in _ELSEWHERE or self.links.page(path) is not None:
                continue
            page = self.checkout.document(path)
            if page.body.strip() and not is_true(page.fields.get("draft")):
                name = re.sub(r"/_?index\.md$|\.md$", "", path.removeprefix("content/"))
                docname = re.sub(r"[^\w/-]+", "-", name).strip("-/").lower()
                self.links.add_page(docname, path, name, page.text("permalink", "url") or docname)
                self._deep.append((docname, page))

    # ------------------------------------------------------------------ widgets and blocks

    def _read_widgets(self) -> None:
        """Read the parts of the front page: files in ``content/home``, or ``sections`` of ``_index.md``."""
        self._blocks: list[str] = []
        front = self.checkout.document("content/_index.md")
        widgets = []
        for path in self.checkout.below("content/home", ".md"):
            page = self.checkout.document(path)
            is_active = text_of(page.fields.get("active")).lower() != "false" and not is_true(
                page.fields.get("draft")
            )
            if is_active and not path.endswith(("/index.md", "/_index.md")):
                widgets.append((number_of(page.fields.get("weight"), 1e9), page))
        for _, page in sorted(widgets, key=lambda item: item[0]):
            self._read_block(page.text("widget"), page.fields, self.body(page), page.path)
        for page in (
            front,
            *(
                self.checkout.document(path)
                for path in self.checkout.below("content", ".md")
                if path.count("/") == 1 and path != front.path
            ),
        ):
            for block in self._items(page.fields.get("sections")):
                if is_true(block.get("demo")):
                    continue
                content = block.get("content")
                content = content if isinstance(content, Mapping) else Mapping()
                text = self.text(content.get("text") or "", page.path)
                self._read_block(text_of(block.get("block")), content, text, page.path)
        if front.body.strip():
            self._blocks.append(self.body(front))

    def _read_block(self, kind: str, fields: Mapping, text: str, path: str) -> None:
        kind = kind.lower()
        title = self.words(fields.get("title") or "", path)
        items = self._items(fields.get("items") or fields.get("experience") or fields.get("item"))
        heading = f"## {title}\n\n" if title else ""
        if kind == "experience":
            self._add("experience", [self._post(item, path) for item in items])
        elif kind == "accomplishments":
            for item in items:
                entry = self._fields(
                    item,
                    path,
                    name="title",
                    issuer="organization",
                    url="certificate_url url",
                    summary="description",
                )
                entry |= date_fields(text_of(item.get("date_start")) or text_of(item.get("date")))
                self._add("certificates", [entry])
        elif kind in {"featurette", "features", "skills"} and items:
            words = [self.words(item.get("name") or "", path) for item in items]
            self._add("skills", [{"name": title or "Skills", "keywords": [word for word in words if word]}])
        elif kind.startswith("contact"):
            self._read_contact(fields, path)
        elif kind in {"markdown", "blank", "custom", "hero"} and text.strip():
            self._blocks.append(f"{heading}{text.strip()}")
        elif kind in {"collection", "pages", "featured", "portfolio", "publications", "posts", "talks"}:
            self._read_collection(fields, title)
        elif kind.startswith(("about", "resume", "cta", "people", "tag")) or not kind:
            pass
        elif text.strip():
            self._blocks.append(f"{heading}{text.strip()}")
            self.checkout.note(
                path, line_of(fields.get("title")), f'of the block "{kind}" only its words are here'
            )
        else:
            self.checkout.note(
                path, line_of(fields.get("title")), f'the block "{kind}" has no counterpart, and is left out'
            )

    def _read_collection(self, fields: Mapping, title: str) -> None:
        filters = fields.get("filters")
        filters = filters if isinstance(filters, Mapping) else Mapping()
        folders = [*texts_of(filters.get("folders")), text_of(fields.get("page_type"))]
        is_selected = is_true(filters.get("featured_only"))
        for name in folders:
            for paths, block in (
                (_PAPERS, publications(":selected:") if is_selected else publications(":limit: 5")),
                (_TALKS, ":::{talks}\n:limit: 5\n:::"),
                (_PROJECTS, ":::{projects}\n:style: cards\n:::"),
            ):
                if f"content/{name}" in paths and self._bundles(paths):
                    if (
                        is_selected
                        and paths is _PAPERS
                        and not any(is_true(page.fields.get("featured")) for page in self._bundles(paths))
                    ):
                        continue
                    self._blocks.append(f"## {title or heading_of('publications', self.language)}\n\n{block}")
                    return

    def _read_contact(self, fields: Mapping, path: str) -> None:
        contact = self.data["contact"]
        if text := text_of(fields.get("email")):
            add_email(contact, text, self.say(path, fields.get("email")))
        if text := text_of(fields.get("phone")):
            contact.setdefault("phone", text)
        address = fields.get("address")
        if isinstance(address, Mapping):
            parts = [text_of(address.get(key)) for key in ("street", "city", "region", "postcode", "country")]
            if any(parts):
                contact.setdefault("address", ", ".join(part for part in parts if part))
        if words := [self.words(text, path) for text in texts_of(fields.get("office_hours"))]:
            contact.setdefault("x-office-hours", words)
            self.checkout.note(
                path,
                line_of(fields.get("office_hours")),
                "office hours have no field here; they are kept under x-office-hours",
            )

    # ------------------------------------------------------------------ pages

    def _add_posts(self) -> None:
        posts = [(self.date_of(page), f"posts/{self._slug(page)}", page) for page in self._bundles(_POSTS)]
        if self.write_posts(posts, "content", "posts", "Posts"):
            self.nav.append((50, "posts"))

    def _add_pages(self) -> None:
        for docname, page in self._pages:
            title = self.words(page.text("title") or docname, page.path)
            if body := self.body(page):
                self.add_page(
                    docname,
                    {"title": title, "description": self.words(page.fields.get("summary") or "", page.path)},
                    body,
                )
                self.nav.append((40, docname))

    def _add_deep_pages(self) -> None:
        """Carry over the pages below other folders, listed on the page of their folder."""
        lines: dict[str, list[str]] = {}
        for docname, page in self._deep:
            title = self.words(page.text("title") or docname.rpartition("/")[2], page.path)
            self.add_page(docname, {"title": title, "orphan": True}, self.body(page))
            lines.setdefault(docname.partition("/")[0], []).append(f"- [{title}](/{docname}.md)")
        for name, items in lines.items():
            listing = "\n".join(items)
            if f"{name}.md" in self.found.pages:
                self.found.pages[f"{name}.md"] += f"\n{listing}\n"
            else:
                self.add_page(name, {"title": name.capitalize()}, listing)
                self.nav.append((45, name))

    def _add_section_pages(self) -> None:
        rows = (
            ("publications", publications(":group-by: year", ":search:")),
            ("talks", ":::{talks}\n:::"),
            ("projects", ":::{projects}\n:style: cards\n:::"),
            ("people", ":::{people}\n:::"),
        )
        for at, (section, block) in enumerate(rows):
            if self.data.get(section):
                self.add_page(section, {"title": heading_of(section, self.language)}, block)
                self.nav.append((10 + at, section))
        names = [
            name
            for name in SECTIONS
            if self.data.get(name) and name not in {"profile", "contact", "people", "news"}
        ]
        if {"experience", "education", "awards", "skills"} & set(names):
            blocks = [f"## {heading_of(name, self.language)}\n\n:::{{{name}}}\n:::" for name in names]
            self.add_page("cv", {"title": "Curriculum vitae"}, "\n\n".join([":::{profile}\n:::", *blocks]))
            self.nav.append((5, "cv"))
            if "cv.pdf" not in self.links.files:
                self.found.settings["homepage_pdf"] = {"cv": "cv.pdf"}

    def _add_index(self) -> None:
        profile = self.data["profile"]
        image = profile.get("image")
        seo = self.params.get("marketing")
        seo = seo.get("seo") if isinstance(seo, Mapping) else Mapping()
        description = (text_of(seo.get("description")) if isinstance(seo, Mapping) else "") or text_of(
            self.params.get("description")
        )
        fields: dict[str, Any] = {
            "title": self.name or "?",
            "subtitle": profile.get("headline", ""),
            "description": "" if "Hugo academic" in description else description,
            "icon": {"url": image["src"], "alt": image["alt"]} if image else None,
        }
        parts = [self.body(self._owner), *self._blocks]
        if self.data.get("interests"):
            parts.insert(1, f"## {heading_of('interests', self.language)}\n\n:::{{interests}}\n:::")
        if self.data["contact"]:
            parts.append(f"## {heading_of('contact', self.language)}\n\n:::{{contact}}\n:::")
        parts.append(self.menu().strip())
        self.add_first_page(fields, "\n\n".join(part for part in parts if part))

    def _add_addresses(self) -> None:
        """Put what the old menu named on other sites into ours."""
        menus = self.checkout.mapping("config/_default/menus.yaml", "config/_default/menus.yml")
        for item in self._items(menus.get("main")):
            url = text_of(item.get("url"))
            if "://" in url:
                self.add_address(number_of(item.get("weight"), 60.0), text_of(item.get("name")), url)

    def _say_rest(self) -> None:
        theme = [
            name
            for name in ("layouts", "assets/scss", "assets/css", "assets/js", "static/js")
            if self.checkout.below(name)
        ]
        if theme:
            self.checkout.note(
                self.config_path or "content", None, f"the look is not carried over: {', '.join(theme)}"
            )
        slides = self.checkout.below("content/slides", *PAGES)
        if slides:
            self.checkout.note(
                "content/slides", None, f"slides in Markdown are not carried over ({len(slides)} files)"
            )
        self.say_settings()
        analytics = self.params.get("marketing")
        said = plain(analytics.get("analytics")) if isinstance(analytics, Mapping) else None
        if said:
            self.checkout.note(
                "config/_default/params.yaml",
                None,
                "analytics: not carried over, for nothing here loads what lies elsewhere",
            )
