"""What all sites made with Jekyll have: a configuration, pages with front matter, collections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.importing.sites.checkout import line_of, text_of, texts_of
from sphinx_homepage.importing.sites.liquid import Liquid
from sphinx_homepage.importing.sites.site import PAGES, Site
from sphinx_homepage.importing.sites.tags import TAGS
from sphinx_homepage.model.text import Mapping

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.sites.checkout import Document
    from sphinx_homepage.importing.sites.markdown import Programs
    from sphinx_homepage.model.text import Tree

_SERVICES: Final = {
    "google_analytics": "Google Analytics",
    "analytics": "analytics",
    "cronitor_analytics": "Cronitor",
    "pirsch_analytics": "Pirsch",
    "openpanel_analytics": "OpenPanel",
    "disqus_shortname": "Disqus",
    "giscus": "Giscus",
    "comments": "comments",
    "newsletter": "the newsletter",
}
_MACHINERY: Final = {
    *("collections", "defaults", "exclude", "include", "keep_files", "plugins", "whitelist", "markdown"),
    *("highlighter", "kramdown", "sass", "encoding", "incremental", "repository", "permalink", "safe"),
    *("excerpt_separator", "markdown_ext", "jekyll-archives", "jekyll-minifier", "terser", "imagemagick"),
    *("third_party_libraries", "filtered_bibtex_keywords", "compress_html", "timezone", "lsi", "future"),
}
"""What only Jekyll and its plug-ins need."""
_THEME: Final = ("_layouts", "_includes", "_sass", "_plugins", "_scripts", "assets/js", "assets/css")


class _Watched(Mapping):
    """A configuration that knows which of its settings somebody asked for."""

    def __init__(self, settings: Mapping) -> None:
        super().__init__(settings)
        self.asked: set[str] = set()

    def get(self, key: str, default: Any = None, /) -> Any:
        """Return a setting."""
        self.asked.add(key)
        return super().get(key, default)


class Jekyll(Site):
    """A Jekyll site on its way into a site of ours."""

    def __init__(self, folder: Path, loops: dict[str, str], folders: tuple[str, ...]) -> None:
        super().__init__(folder, folders)
        self.config = _Watched(self.checkout.mapping("_config.yml", "_config.yaml"))
        self._loops = loops
        self._read_data: dict[str, Tree] = {}
        self.links.site = text_of(self.config.get("url")).rstrip("/")
        base = text_of(self.config.get("baseurl")).strip("/")
        self.links.base = f"/{base}" if base else ""

    def programs(self, fields: Mapping) -> Programs | None:
        """Return what reads the Liquid of a page."""
        values = {"site": self.config, "page": fields}
        return Liquid(values, TAGS, self._loops | self.loops_of(fields), self._data).read

    def loops_of(self, fields: Mapping) -> dict[str, str]:
        """Return what the loops of one page become that go through what its front matter says."""
        return {}

    def _data(self, name: str) -> Tree:
        """Return what ``site.data`` has under a name."""
        if name not in self._read_data:
            paths = (f"_data/{name}{ending}" for ending in (".yml", ".yaml", ".json"))
            self._read_data[name] = self.checkout.data(*paths)
        return self._read_data[name]

    def documents(self, folder: str) -> list[Document]:
        """Return the pages of a folder, without those that Jekyll leaves out."""
        excluded = [path.strip("/") for path in texts_of(self.config.get("exclude"))]
        found = []
        for page in super().documents(folder):
            if any(page.path == path or page.path.startswith(f"{path}/") for path in excluded if path):
                self.checkout.note(page.path, None, "is left out, as _config.yml excludes it")
            else:
                found.append(page)
        return found

    def say_what_is_left(self, *folders: str) -> None:
        """Report what a site of ours does not have: services, a theme's parts, other collections."""
        for name, service in _SERVICES.items():
            value = self.config.get(name)
            inner = (
                next(
                    (
                        text_of(value.get(key))
                        for key in ("repo", "provider", "endpoint")
                        if text_of(value.get(key))
                    ),
                    "",
                )
                if isinstance(value, Mapping)
                else text_of(value)
            )
            if inner and inner.lower() not in {"false", "true"}:
                self.checkout.note(
                    "_config.yml",
                    line_of(next(key for key in self.config if key == name)),
                    f"{service}: not carried over, for nothing here loads what lies elsewhere",
                )
        left = [
            key
            for key, value in self.config.items()
            if key not in self.config.asked | _MACHINERY
            and (text_of(value) or isinstance(value, (dict, list)))
        ]
        if left:
            message = f"settings that nothing here is made of are left out: {', '.join(left)}"
            self.checkout.note("_config.yml", None, message)
        theme = [name for name in _THEME if self.checkout.below(name)]
        if theme:
            self.checkout.note("_config.yml", None, f"the look is not carried over: {', '.join(theme)}")
        known = {"_pages", "_data", "_posts", "_drafts", "_bibliography", *folders, *_THEME}
        others: dict[str, int] = {}
        for path in self.checkout.paths:
            top = path.partition("/")[0]
            if top.startswith("_") and "/" in path and top not in known and path.endswith(PAGES):
                others[top] = others.get(top, 0) + 1
        for top, count in others.items():
            self.checkout.note(top, None, f"the collection is not carried over ({count} files)")


def names_of(value: Tree) -> list[str]:
    """Return the names in a value that is a list of names, or one name."""
    return [name for text in texts_of(value) for name in [text.strip("[] ")] if name]
