"""The home page of a Hugo or Jekyll site, a Markdown file -> a page of ours with our front matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.importing.sites.checkout import Document, is_true, line_of, plain, text_of
from sphinx_homepage.importing.sites.hugo import read_shortcodes
from sphinx_homepage.importing.sites.liquid import Liquid
from sphinx_homepage.importing.sites.people import add_address, add_email, add_profile, is_address
from sphinx_homepage.importing.sites.site import Site
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
_SIGNS: Final = {*_SUBTITLES, *_DESCRIPTIONS, *_PORTRAITS, *_SOCIAL, "layout", "permalink", "title"}


def is_one(path: Path) -> bool:
    """Whether *path* is such a page, or a folder with one."""
    if path.is_dir():
        return _home(path) is not None
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
    assert home is not None
    folder = path if path.is_dir() else path.parent
    return _HomePage(folder, home.relative_to(folder).as_posix()).read()


class _HomePage(Site):
    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(
            folder, ("static", "assets", "images", "img", "assets/img", "static/img"), ("static/", "content/")
        )
        self._page: Document = self.checkout.document(name)
        self.config = Mapping()
        for path in ("_config.yml", "hugo.yaml", "hugo.toml", "config.yaml", "config.toml"):
            self.config = self.config or self.checkout.mapping(path)
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
        title = self._first(("title",)) or text_of(self.config.get("title"))
        name = self._first(_NAMES) or title
        fields: dict[str, Any] = {"title": title or name or "?"}
        if subtitle := self._first(_SUBTITLES):
            fields["subtitle"] = subtitle
        if description := self._first(_DESCRIPTIONS):
            fields["description"] = description
        image = self._portrait()
        if image:
            fields["icon"] = {"url": image, "alt": name}
        if is_true(page.fields.get("draft")):
            fields["draft"] = True
        profile: dict[str, Any] = {"name": name or "?"}
        if subtitle:
            profile["headline"] = subtitle
        if image:
            profile["image"] = {"src": image, "alt": name}
        contact = self._contact()
        self._keep_rest(profile)
        body = self.body(page)
        if contact:
            body = f"{body}\n\n## Contact\n\n:::{{contact}}\n:::".strip()
        self.add_page("index", fields, body)
        self.found.data = {"profile": profile, "contact": contact}
        settings = {"project": name or title or "Homepage", "author": name}
        if self.links.site:
            settings["html_baseurl"] = f"{self.links.site}/"
        self.found.settings = {key: value for key, value in settings.items() if value}
        return self.finish()

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
