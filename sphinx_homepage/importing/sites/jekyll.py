"""What all sites made with Jekyll have: a configuration, pages with front matter, collections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinx_homepage.importing.sites.checkout import line_of, text_of, texts_of
from sphinx_homepage.importing.sites.liquid import Liquid
from sphinx_homepage.importing.sites.site import PAGES, Site
from sphinx_homepage.importing.sites.tags import TAGS
from sphinx_homepage.model.text import Mapping

if TYPE_CHECKING:
    from pathlib import Path

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
_THEME: Final = ("_layouts", "_includes", "_sass", "_plugins", "_scripts", "assets/js", "assets/css")


class Jekyll(Site):
    """A Jekyll site on its way into a site of ours."""

    def __init__(self, folder: Path, loops: dict[str, str], folders: tuple[str, ...]) -> None:
        super().__init__(folder, folders)
        self.config = self.checkout.mapping("_config.yml", "_config.yaml")
        self._loops = loops
        self.links.site = text_of(self.config.get("url")).rstrip("/")
        base = text_of(self.config.get("baseurl")).strip("/")
        self.links.base = f"/{base}" if base else ""

    def programs(self, fields: Mapping) -> Programs | None:
        """Return what reads the Liquid of a page."""
        return Liquid({"site": self.config, "page": fields}, TAGS, self._loops).read

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
