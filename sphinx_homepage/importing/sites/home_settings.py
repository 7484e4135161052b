"""What the settings of a plain Hugo or Jekyll site say of its person, as its themes have them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.importing.sites.checkout import is_true, line_of, text_of, texts_of
from sphinx_homepage.importing.sites.people import add_address, add_email, add_profile, is_address
from sphinx_homepage.model.text import Mapping, Sequence

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.sites.site import Site

CONFIGS: Final = (
    *("_config.yml", "_config.yaml", "hugo.yaml", "hugo.yml", "hugo.toml", "config.yaml", "config.yml"),
    *("config.toml", "config/_default/hugo.yaml", "config/_default/hugo.toml"),
    *("config/_default/config.yaml", "config/_default/config.toml"),
)
_NOT_PROFILES: Final = {"name", "avatar", "bio", "location", "email", "links", "home", "uri", "url", "title"}


def has_profile(folder: Path) -> bool:
    """Whether a folder is a Hugo site whose settings are its home page, as PaperMod's are."""
    if not (folder / "content").is_dir():
        return False
    for name in CONFIGS:
        path = folder / name
        if path.is_file() and not path.is_symlink() and path.stat().st_size < 1_000_000:
            text = path.read_text("utf-8", "replace")
            if re.search(r"^[ \t\[\].\w]*(?:profileMode|homeInfoParams)\b", text, re.MULTILINE):
                return True
    return False


class Person:
    """A person, as the settings of a site say who that is."""

    def __init__(self, site: Site, config: Mapping, path: str) -> None:
        self._site, self._path = site, path
        params = config.get("params")
        self._params = params if isinstance(params, Mapping) else Mapping()
        self.name = ""
        self.headline = ""
        self.image: str | None = None
        self.location = ""
        self.body = ""
        self.contact: dict[str, Any] = {}
        self._read_author(config.get("author"))
        self._read_author(self._params.get("author"))
        self._read_profile_mode()
        for item in _items(self._params.get("socialIcons")) + _items(self._params.get("social")):
            name, url = text_of(item.get("name") or item.get("platform")), text_of(item.get("url"))
            if url and name.lower() != "rss":
                add_address(self.contact, name or "Link", url, site.say(path, item.get("url")))
        self.name = self.name or text_of(config.get("name"))

    def _read_author(self, author: object) -> None:
        """Read the author as minimal-mistakes and its kin have it: a name, or a mapping."""
        if not isinstance(author, Mapping):
            names = texts_of(author) if isinstance(author, (Sequence, str)) else []  # type: ignore[arg-type]
            self.name = self.name or (names[0] if len(names) == 1 else "")
            return
        site, path = self._site, self._path
        self.name = text_of(author.get("name")) or self.name
        self.headline = site.words(author.get("bio") or author.get("headline") or "", path) or self.headline
        self.location = site.words(author.get("location") or "", path)
        if avatar := author.get("avatar") or author.get("image"):
            self.image = site.file(avatar, path, "static", "assets", "assets/images", "images", "assets/img")
        if email := text_of(author.get("email")):
            add_email(self.contact, email, site.say(path, author.get("email")))
        for key in ("uri", "url", "home"):
            if is_address(text_of(author.get(key))):
                self.contact.setdefault("website", text_of(author.get(key)))
        for item in _items(author.get("links")):
            if url := text_of(item.get("url")):
                label = text_of(item.get("label") or item.get("title")) or "Link"
                add_address(self.contact, label, url, site.say(path, item.get("url")))
        for key, value in author.items():
            if key not in _NOT_PROFILES and (text := text_of(value)):
                add_profile(self.contact, key, text, site.say(path, key))

    def _read_profile_mode(self) -> None:
        """Read the front page as PaperMod has it: a portrait with a line and buttons, or a greeting."""
        site, path = self._site, self._path
        mode = self._params.get("profileMode")
        if isinstance(mode, Mapping) and is_true(mode.get("enabled")):
            self.name = text_of(mode.get("title")) or self.name
            self.headline = site.words(mode.get("subtitle") or "", path) or self.headline
            if (url := text_of(mode.get("imageUrl"))) and url != "#":
                self.image = site.file(mode.get("imageUrl"), path, "static", "assets") or self.image
            links = []
            for item in _items(mode.get("buttons")):
                url, words = text_of(item.get("url")), text_of(item.get("name"))
                target = site.links.target(url, path) if url else None
                if target:
                    links.append(f"- [{words}]({target})")
                elif url:
                    message = f'the button "{words}" leads nowhere here, and is left out'
                    site.checkout.note(path, line_of(item.get("url")), message)
            self.body = "\n".join(links)
            return
        home = self._params.get("homeInfoParams")
        if isinstance(home, Mapping):
            title = site.words(home.get("Title") or home.get("title") or "", path)
            text = site.text(home.get("Content") or home.get("content") or "", path)
            self.body = "\n\n".join(part for part in (f"## {title}" if title else "", text) if part)


def _items(value: object) -> list[Mapping]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, Sequence) else []
