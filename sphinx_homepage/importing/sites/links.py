"""Where links of the old site lead in the new one, and the files that they bring along."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.sites.checkout import Checkout

_SCHEMES: Final = {"http", "https", "mailto", "tel", "ftp"}
_CODE: Final = (".py", ".rb", ".yml", ".yaml", ".toml", ".scss", ".css", ".js", ".liquid", ".lock")
"""Files of a site's own machinery, which no page offers to its readers unless they lie among its assets."""


class Links:
    """What paths and addresses of the old site mean.

    Args:
        checkout: The old site.
        folders: Where files lie whose paths leave the folder out: ``static``, ``assets/img``.
        roots: What the paths of copied files begin with in the checkout and not in the new site.
    """

    def __init__(
        self, checkout: Checkout, folders: tuple[str, ...] = (), roots: tuple[str, ...] = ()
    ) -> None:
        self.checkout = checkout
        self.files: dict[str, Path] = {}
        self.site = ""
        """The old site's own address."""
        self.base = ""
        """The path at which it was served."""
        self._folders = folders
        self._roots = roots
        self._pages: dict[str, str] = {}

    def add_page(self, docname: str, *paths: str) -> None:
        """Say that the page *docname* is what the old site had at *paths*, addresses or files."""
        for path in (docname, *paths):
            self._pages.setdefault(_bare(path), docname)

    def page(self, path: str) -> str | None:
        """Return the page that stands for *path* of the old site."""
        return self._pages.get(_bare(path))

    def target(self, url: str, file: str) -> str | None:
        """Return what *url*, in *file* of the old site, is in the new one; None where it leads nowhere."""
        url = "".join(url.split("\n")).strip()
        if not url or url.startswith("#"):
            return url or None
        if re.match(r"www\.[\w-]+\.\w", url):
            url = f"https://{url}"
        if url.startswith("//"):
            url = f"https:{url}"
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        if parts.scheme or parts.netloc:
            own = urlsplit(self.site)
            if self.site and parts.netloc == own.netloc and parts.path.startswith(own.path):
                return self.local(parts.path[len(own.path) :] or "/", file) or _written(url)
            return _written(url) if parts.scheme.lower() in _SCHEMES else None
        return self.local(url, file)

    def local(self, path: str, file: str) -> str | None:
        """Return a path of the old site as one of the new one, and bring the file that it names."""
        path, _, _fragment = path.partition("#")
        path = path.partition("?")[0]
        if self.base and (path + "/").startswith(self.base + "/"):
            path = path[len(self.base) :] or "/"
        folder = posixpath.dirname(file)
        for place in dict.fromkeys((path, posixpath.join("/", folder, path))):
            docname = self.page(place)
            if docname is not None:
                return f"/{docname}.md"
        found = self.checkout.find(path, folder, *self._folders)
        if found is None:
            return None
        docname = self.page(found)
        if docname is not None:
            return f"/{docname}.md"
        return self.bring(found)

    def bring(self, path: str) -> str | None:
        """Copy a file of the checkout; return its path in the new site."""
        if path.lower().endswith((*_CODE, ".md", ".markdown")) and not path.startswith(
            ("assets/", "static/", "files/")
        ):
            return None
        name = path
        for root in self._roots:
            name = name.removeprefix(root)
        name = re.sub(r"[^\w./+@-]", "-", name).lstrip("/")
        self.files.setdefault(name, self.checkout.folder / path)
        return f"/{name}"


def _written(url: str) -> str:
    """Return an address with what would end it in Markdown encoded."""
    return "".join(
        char
        if char not in ' <>()\\"`' and char.isprintable()
        else "".join(f"%{byte:02X}" for byte in char.encode())
        for char in url
    )


def _bare(path: str) -> str:
    """Return a path without what makes no difference to which page it means."""
    name = posixpath.normpath("/" + unquote(path)).strip("/")
    for ending in (".md", ".markdown", ".html"):
        name = name.removesuffix(ending)
    if name in {"index", "_index"}:
        return ""
    return name.removesuffix("/index").removesuffix("/_index").lower()
