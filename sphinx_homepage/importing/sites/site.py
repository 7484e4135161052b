"""What a site on its way into one of ours has, whichever program made it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx_homepage.importing.found import Found
from sphinx_homepage.importing.sites.checkout import Checkout, is_true, line_of, number_of, text_of, texts_of
from sphinx_homepage.importing.sites.dates import readable
from sphinx_homepage.importing.sites.links import Links
from sphinx_homepage.importing.sites.markdown import Pieces, front_matter, toctree
from sphinx_homepage.importing.sites.people import is_address
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Mapping, Sequence
from sphinx_homepage.sources.bibtex.markdown import escaped

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.sites.checkout import Document
    from sphinx_homepage.importing.sites.markdown import Programs
    from sphinx_homepage.model.text import Tree

PAGES: Final = (".md", ".markdown", ".html")
_DATED: Final = re.compile(r"^(\d{4}-\d{1,2}-\d{1,2})-")


class Post(NamedTuple):
    """A post of a blog, as a page of ours."""

    date: str
    docname: str
    title: str


class Site:
    """A site on its way into one of ours."""

    def __init__(self, folder: Path, folders: tuple[str, ...], roots: tuple[str, ...] = ()) -> None:
        self.checkout = Checkout(folder)
        self.links = Links(self.checkout, folders, roots)
        self.found = Found(notes=self.checkout.notes)
        self.nav: list[tuple[float, str]] = []
        """The pages that the site's menu names, each behind its place."""
        self.posts: list[Post] = []
        """The posts, newest first."""
        self.language = "en"

    def programs(self, fields: Mapping) -> Programs | None:
        """Return what reads the template language of a page with the front matter *fields*."""
        return None

    def say(self, path: str, value: object = None) -> Any:
        """Return a function that adds a sentence to the report, about *value* in *path*."""
        return lambda message: self.checkout.note(path, line_of(value), message)

    def documents(self, folder: str) -> list[Document]:
        """Return the pages of a folder, without those that are not published."""
        found = [self.checkout.document(path) for path in self.checkout.below(folder, *PAGES)]
        shown = []
        for item in found:
            if text_of(item.fields.get("published")).lower() == "false":
                self.checkout.note(item.path, None, "is left out, for it says that it is not published")
            else:
                shown.append(item)
        return shown

    def body(self, page: Document) -> str:
        """Return a page's body in MyST."""
        pieces = Pieces(self.links, page.path, page.first_line)
        return pieces.read(page.body, self.programs(page.fields))

    def words(self, value: Tree | str, path: str) -> str:
        """Return a text of a data file or of front matter as one line of Markdown."""
        pieces = Pieces(self.links, path, line_of(value) or 1)
        text = pieces.read(text_of(value), self.programs(Mapping()))
        return " ".join(text.replace("\\\n", " ").split())

    def text(self, value: Tree | str, path: str) -> str:
        """Return a text of several paragraphs in MyST."""
        return Pieces(self.links, path, line_of(value) or 1).read(text_of(value), self.programs(Mapping()))

    def file(self, value: Tree | str, path: str, *folders: str) -> str | None:
        """Return where a file that *path* names is in the new site; say so where there is none."""
        name = text_of(value)
        if not name:
            return None
        if re.match(r"[a-z]+:|//", name):
            return None
        found = self.checkout.find(name, *folders)
        if found is None:
            self.checkout.note(path, line_of(value), f'the file "{name[:80]}" is not there, and is left out')
            return None
        return self.links.bring(found)

    def docname(self, page: Document, folder: str = "") -> str:
        """Return the name of the page that *page* becomes: by its address, else by its file."""
        link = page.text("permalink").strip("/").removesuffix(".html")
        if ":" in link or not re.fullmatch(r"[\w./-]+", link) or ".." in link:
            stem = page.path.rpartition("/")[2].rpartition(".")[0]
            link = f"{folder}/{stem}" if folder else stem
        return re.sub(r"[^\w./-]+", "-", link).strip("/-").lower()

    def add_page(self, docname: str, fields: dict[str, Any], body: str) -> None:
        """Write a page; one that is there already stays."""
        self.found.pages.setdefault(
            f"{docname}.md", f"{front_matter(fields)}{body}\n" if body else front_matter(fields)
        )

    def add_first_page(self, fields: dict[str, Any], body: str) -> None:
        """Write the home page, before all pages that are there."""
        pages, self.found.pages = self.found.pages, {}
        self.add_page("index", fields, body)
        self.found.pages |= pages

    def place(self, page: Document, docname: str) -> dict[str, Any]:
        """Note where a page is in the menu; return the front matter of one that is not in it."""
        if not self.is_in_menu(page):
            return {"orphan": True}
        self.nav.append((number_of(page.fields.get("nav_order"), 1e9), docname))
        return {}

    def is_in_menu(self, page: Document) -> bool:
        """Whether the old site's menu named a page."""
        return is_true(page.fields.get("nav"))

    def add_address(self, order: float, title: str, url: str) -> None:
        """Put an address of another site into the menu."""
        words = re.sub(r"[<>\n]", "", title).strip()
        if is_address(url) and words:
            self.nav.append((order, f"{words} <{url}>"))

    def menu(self) -> str:
        """Return the table of contents of the front page."""
        names = [
            name
            for _, name in sorted(self.nav, key=lambda item: item[0])
            if name.endswith(">") or f"{name}.md" in self.found.pages
        ]
        return toctree(list(dict.fromkeys(names)))

    def add_posts(self, folder: str, docname: str, title: str) -> bool:
        """Turn the posts in *folder* into pages, and list them, newest first; say whether there are any."""
        posts: list[tuple[str, str, Document]] = []
        for page in self.documents(folder):
            stem = page.path.rpartition("/")[2].rpartition(".")[0]
            date = self.date_of(page)
            if is_true(page.fields.get("draft")):
                self.checkout.note(page.path, None, "is left out, for it says that it is a draft")
                continue
            slug = re.sub(r"[^\w-]+", "-", _DATED.sub("", stem)).strip("-").lower() or "post"
            year = re.match(r"[0-9]{4}", date)
            name = f"{docname}/{year[0] if year else 'undated'}/{slug}"
            old = page.path.removeprefix("content/")
            self.links.add_page(name, page.path, page.text("permalink", "url") or name, old)
            posts.append((date, name, page))
        return self.write_posts(posts, folder, docname, title)

    def date_of(self, page: Document) -> str:
        """Return the day of a post: what its front matter says, else its file's name."""
        said = page.text("date")
        date = readable(said)
        if said and not date:
            message = f'the date "{said[:40]}" cannot be read, and is left out; write it like 2019-09-01'
            self.checkout.note(page.path, line_of(page.fields.get("date")), message)
        dated = _DATED.match(page.path.rpartition("/")[2])
        return date or (dated[1] if dated else "")

    def write_posts(
        self, posts: list[tuple[str, str, Document]], folder: str, docname: str, title: str
    ) -> bool:
        """Write posts, each with its date and the name of its page, and a list of them, newest first."""
        posts.sort(key=lambda item: item[0], reverse=True)
        for date, name, page in posts:
            self._add_post(date, name, page)
        if posts:
            names = [name for _, name, _ in posts]
            listing = toctree(names, is_hidden=False).replace(
                ":::{toctree}\n", ":::{toctree}\n:maxdepth: 1\n"
            )
            self.add_page(docname, {"title": title}, listing.strip())
            self.checkout.note(
                folder,
                None,
                f"posts are plain pages below {docname}/ now, with their tags in their last line: "
                "without feed, comments and pages of tags; the guide has ABlog for these",
            )
        return bool(posts)

    def _add_post(self, date: str, name: str, page: Document) -> None:
        target = self.links.target(url, page.path) if (url := page.text("redirect")) else ""
        body = f"[{target}]({target})" if target else "" if url else self.body(page)
        title = self.words(page.text("title"), page.path)
        heading = re.match(r"# +(.+?)[ #]*(?:\n|\Z)\s*", body)
        if heading and not title:
            title, body = heading[1], body[heading.end() :]
        title = title or name.rpartition("/")[2].replace("-", " ").capitalize()
        fields = {
            "title": title,
            "subtitle": date,
            "description": self.words(page.text("description", "excerpt", "summary"), page.path),
        }
        body = body or fields["description"]
        tags = [tag for key in ("categories", "category", "tags") for tag in _tags(page.fields.get(key))]
        if tags:
            line = ", ".join(escaped(tag) for tag in dict.fromkeys(tags))
            body = f"{body}\n\n*{line}*"
        self.add_page(name, fields, body)
        self.posts.append(Post(date, name, title))

    def read_language(self, said: str) -> None:
        """Note in which language the site is, as its settings say."""
        code = said.replace("-", "_")
        if re.fullmatch(r"[a-z]{2}(?:_[A-Za-z]{2,4})?", code):
            self.language = code

    def add_settings(self, settings: dict[str, Any]) -> None:
        """Add settings for conf.py to those found, which win; those that say nothing are left out."""
        if self.language != "en":
            settings["language"] = self.language
        if self.links.site.startswith("http"):
            settings["html_baseurl"] = f"{self.links.site}{self.links.base}/"
        self.found.settings = {key: value for key, value in settings.items() if value} | self.found.settings

    def finish(self) -> Found:
        """Return what was found, its sections in our order."""
        found = self.found
        order = [*SECTIONS]
        rest = [key for key in found.data if key not in SECTIONS]
        found.data = {key: found.data[key] for key in [*order, *rest] if found.data.get(key)}
        found.files.update(self.links.files)
        return found


def _tags(value: Tree) -> list[str]:
    """Return tags: those of a list, or words with spaces between them."""
    return texts_of(value) if isinstance(value, Sequence) else text_of(value).split()
