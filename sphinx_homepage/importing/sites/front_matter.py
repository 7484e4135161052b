"""The home page of a Hugo or Jekyll site, a Markdown file -> a page of ours with our front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.importing.sites.checkout import Document, is_true, line_of, plain, text_of
from sphinx_homepage.importing.sites.home_settings import CONFIGS, Person, has_profile
from sphinx_homepage.importing.sites.hugo import read_shortcodes
from sphinx_homepage.importing.sites.liquid import Liquid
from sphinx_homepage.importing.sites.people import add_address, add_email, add_profile, is_address
from sphinx_homepage.importing.sites.site import PAGES, Site
from sphinx_homepage.importing.sites.tags import TAGS
from sphinx_homepage.model.text import Mapping, Sequence, Text
from sphinx_homepage.sources.front_matter import KEYS

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.found import Found
    from sphinx_homepage.importing.sites.markdown import Pieces, Programs

_HOMES: Final = (
    "index.md",
    "_index.md",
    "content/_index.md",
    "content/index.md",
    "_pages/about.md",
    "about.md",
    "index.markdown",
)
_SUBTITLES: Final = ("subtitle", "tagline", "role", "headline", "lead")
_DESCRIPTIONS: Final = ("description", "summary", "excerpt", "bio")
_PORTRAITS: Final = (
    "icon",
    "image",
    "avatar",
    "photo",
    "portrait",
    "profile",
    "profile_image",
    "img",
    "picture",
)
_NAMES: Final = ("name", "author")
_SOCIAL: Final = ("social", "socials", "links", "profiles", "contact")
_THEIR_OWN: Final = {
    *(
        "layout",
        "permalink",
        "type",
        "date",
        "lastmod",
        "weight",
        "nav",
        "nav_order",
        "menu",
        "slug",
        "aliases",
    ),
    *("draft", "published", "author_profile", "redirect_from", "toc", "math", "url", "categories", "tags"),
}
"""What a site's own program is told: no word of it is for readers."""
_PAGE: Final = re.compile(r"(?:(?:_pages|content)/)?[\w-]+(?:/_?index)?\.(?:md|markdown)")
_POSTS: Final = ("_posts", "content/posts", "content/post", "content/blog")
_LISTS: Final = {"archives", "search", "posts", "tags", "categories", "category", "tag", "list"}
"""Layouts of pages that a theme makes of all others."""
_MACHINERY: Final = ("_layouts/", "_includes/", "layouts/", "archetypes/", "themes/", "docs/", "test/")
_SIGNS: Final = {*_SUBTITLES, *_DESCRIPTIONS, *_PORTRAITS, *_SOCIAL, "layout", "permalink", "title"}


def is_one(path: Path) -> bool:
    """Whether *path* is such a page, or a folder with one."""
    if path.is_dir():
        return _home(path) is not None or has_profile(path)
    if not path.is_file() or path.suffix not in {".md", ".markdown"} or path.is_symlink():
        return False
    try:
        with path.open("rb") as file:
            start = file.read(20_000).decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError:
        return False
    match = re.match(r"(---|\+\+\+)[ \t]*\n(.*?)^\1", start, re.DOTALL | re.MULTILINE)
    keys = re.findall(r"^([\w-]+)[ \t]*[:=]", match[2], re.MULTILINE) if match else []
    return len(_SIGNS & set(keys)) > 0 and not re.search(r"^:{3,}\{\w+\}", start, re.MULTILINE)


def _home(folder: Path) -> Path | None:
    return next(
        (folder / name for name in _HOMES if (folder / name).is_file() and is_one(folder / name)), None
    )


def read(path: Path) -> Found:
    """Return the page, and what its front matter says of the person."""
    home = _home(path) if path.is_dir() else path
    folder = path if path.is_dir() else path.parent
    name = home.relative_to(folder).as_posix() if home else ""
    return _HomePage(folder, name, is_whole=path.is_dir()).read()


class _HomePage(Site):
    def __init__(self, folder: Path, name: str, *, is_whole: bool) -> None:
        super().__init__(
            folder, ("static", "assets", "images", "img", "assets/img", "static/img"), ("static/", "content/")
        )
        self._page: Document = self.checkout.document(name)
        self._is_whole = is_whole
        self._config_path = next((path for path in CONFIGS if self.checkout.has(path)), CONFIGS[0])
        self.config = self.checkout.mapping(self._config_path) if is_whole else Mapping()
        self._used: set[str] = set()

    def programs(self, fields: Mapping) -> Programs | None:
        """Return what reads the tags of either program."""
        liquid = Liquid(
            {"site": self.config, "page": fields},
            TAGS,
            {},
            lambda name: self.checkout.data(f"_data/{name}.yml", f"_data/{name}.yaml", f"_data/{name}.json"),
        )

        def read(text: str, pieces: Pieces) -> str:
            return liquid.read(read_shortcodes(text, pieces), pieces)

        return read

    def read(self) -> Found:
        page, path = self._page, self._page.path
        self.links.add_page("index", path, "/")
        site = text_of(self.config.get("url") or self.config.get("baseURL"))
        self.links.site = site.rstrip("/") if is_address(site) else ""
        self._add_paths()
        person = Person(self, self.config, self._config_path)
        title = self._first(("title",)) or text_of(self.config.get("title"))
        name = person.name or self._first(_NAMES) or title
        fields: dict[str, Any] = {"title": (person.name if self._is_whole else "") or title or name or "?"}
        if subtitle := self._first(_SUBTITLES) or person.headline:
            fields["subtitle"] = subtitle
        if description := self._first(_DESCRIPTIONS):
            fields["description"] = description
        image = self._portrait() or person.image
        if image:
            fields["icon"] = {"url": image, "alt": name}
        if is_true(page.fields.get("draft")):
            fields["draft"] = True
        profile: dict[str, Any] = {"name": name or "?"}
        if subtitle:
            profile["headline"] = subtitle
        if image:
            profile["image"] = {"src": image, "alt": name}
        contact = person.contact | self._contact()
        if person.location:
            contact.setdefault("location", person.location)
        self._keep_rest(profile)
        self._add_pages()
        body = "\n\n".join(part for part in (self.body(page), person.body) if part)
        if contact:
            body = f"{body}\n\n## Contact\n\n:::{{contact}}\n:::".strip()
        if menu := self.menu().strip() if self.nav else "":
            body = f"{body}\n\n{menu}".strip()
        self.add_first_page(fields, body)
        self.found.data = {"profile": profile, "contact": contact}
        settings = {"project": name or title or "Homepage", "author": name}
        if self.links.site:
            settings["html_baseurl"] = f"{self.links.site}/"
        self.found.settings = {key: value for key, value in settings.items() if value}
        return self.finish()

    def _add_paths(self) -> None:
        """Say which page each of the old addresses is: those at the top, and in the folders of pages."""
        self._pages: list[tuple[str, Document]] = []
        if not self._is_whole:
            return
        for path in self.checkout.paths:
            match = _PAGE.fullmatch(path)
            if match is None or path == self._page.path or path in _HOMES[:4]:
                continue
            document = self.checkout.document(path)
            if not document.fields or not document.body.strip():
                continue
            if is_true(document.fields.get("draft")) or document.text("layout") in _LISTS:
                continue
            docname = self.docname(document)
            self.links.add_page(docname, path, document.text("permalink", "url") or docname)
            self._pages.append((docname, document))

    def _add_pages(self) -> None:
        """Carry the other pages and the posts over, and say what else there is."""
        if not self._is_whole:
            return
        for folder in _POSTS:
            if self.checkout.below(folder, *PAGES) and self.add_posts(folder, "posts", "Posts"):
                self.nav.append((1e8, "posts"))
        for docname, page in self._pages:
            title = self.words(page.text("title") or docname, page.path)
            self.add_page(docname, {"title": title, "description": page.text("description")}, self.body(page))
            self.nav.append((float(len(self.nav)), docname))
        read = {self._page.path, *(page.path for _, page in self._pages)}
        left = [
            path
            for path in self.checkout.paths
            if path.endswith(PAGES)
            and path not in read
            and not path.startswith((*(f"{folder}/" for folder in _POSTS), *_MACHINERY))
            and self.checkout.document(path).fields
        ]
        if left:
            shown = ", ".join(left[:30]) + (" ..." if len(left) > 30 else "")
            self.checkout.note("", None, f"pages that are not carried over ({len(left)}): {shown}")

    def _first(self, names: tuple[str, ...]) -> str:
        """Return the first of the fields *names* that is a text."""
        for name in names:
            value = self._page.fields.get(name)
            if isinstance(value, Mapping):
                inner = next((value[key] for key in ("name", "title") if text_of(value.get(key))), None)
                if name in _NAMES and inner is not None:
                    value = inner
            if text_of(value):
                self._used.add(name)
                return self.words(value, self._page.path)
        return ""

    def _portrait(self) -> str | None:
        for name in _PORTRAITS:
            value = self._page.fields.get(name)
            if isinstance(value, Mapping):
                value = next(
                    (
                        value[key]
                        for key in ("url", "src", "image", "path", "avatar")
                        if text_of(value.get(key))
                    ),
                    None,
                )
            if text_of(value):
                self._used.add(name)
                if found := self.file(value, self._page.path, *self._folders):
                    return found
        return None

    _folders = ("static", "assets", "images", "img", "assets/img", "static/img")

    def _contact(self) -> dict[str, Any]:
        contact: dict[str, Any] = {}
        path = self._page.path
        if email := self._page.fields.get("email"):
            self._used.add("email")
            add_email(contact, text_of(email), self.say(path, email))
        for name in _SOCIAL:
            value = self._page.fields.get(name)
            if isinstance(value, (Mapping, Sequence)):
                self._used.add(name)
                self._read_social(value, contact)
        return contact

    def _read_social(self, value: Mapping | Sequence, contact: dict[str, Any]) -> None:
        path = self._page.path
        if isinstance(value, Mapping):
            for key, item in value.items():
                if text := text_of(item):
                    add = add_address if is_address(text) or text.startswith("mailto:") else add_profile
                    add(contact, str(key), text, self.say(path, key))
            return
        for item in value:
            if isinstance(item, Mapping):
                url = next(
                    (text_of(item[key]) for key in ("url", "link", "href") if text_of(item.get(key))), ""
                )
                label = next(
                    (
                        text_of(item[key])
                        for key in ("label", "name", "title", "icon")
                        if text_of(item.get(key))
                    ),
                    "Link",
                )
                if url:
                    add_address(contact, label, url, self.say(path, item.get("url")))
                elif len(item) == 1:
                    self._read_social(item, contact)
            elif isinstance(item, Text) and is_address(item):
                add_address(contact, item.partition("//")[2], item, self.say(path, item))

    def _keep_rest(self, profile: dict[str, Any]) -> None:
        """Keep what the front matter says beside all that, and say so."""
        for key, value in self._page.fields.items():
            if key in self._used | _THEIR_OWN | {"title"} or (key in KEYS and key in self._used):
                continue
            said = plain(value)
            if said not in (None, "", [], {}):
                profile[f"x-{key}"] = said
                self.checkout.note(
                    self._page.path, line_of(key), f'"{key}" has no place here; it is kept under x-{key}'
                )
