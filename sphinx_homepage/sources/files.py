"""Files that a record names: only those in the source directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_homepage.diagnostics import Code, Problem, shown
from sphinx_homepage.model.parts import Image, Link, Thesis
from sphinx_homepage.model.record import with_children
from sphinx_homepage.model.text import Text
from sphinx_homepage.model.values import is_local
from sphinx_homepage.sources.paths import inside, is_file, site_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_homepage.model.entries import Common


def local_urls(entry: Common) -> Iterator[Text]:
    """Yield every address in *entry* that is a path of the site, in all that nests in it too."""
    for item in with_children(entry):
        for name in item.model_fields_set:
            value = getattr(item, name)
            for part in value if isinstance(value, tuple) else (value,):
                url = part.src if isinstance(part, Image) else part
                if isinstance(part, (Link, Thesis)):
                    url = part.url
                elif not isinstance(part, Image) and name not in _URL_FIELDS:
                    continue
                if isinstance(url, Text) and is_local(url):
                    yield url


_URL_FIELDS = {"url", "website", "repository", "slides", "video"}


def missing_files(entry: Common, srcdir: Path, folder: str) -> Iterator[Problem]:
    """Yield a problem for each file that *entry* names and that is not there."""
    for url in local_urls(entry):
        path = site_path(url, folder)
        file = inside(srcdir, path)
        where = url.position or entry.typed_at
        if file is None:
            message = f'the path "{shown(url)}" leaves the source directory; move the file into it'
            yield Problem(Code.FILE_OUTSIDE, message, where)
        elif not is_file(file) and not path.endswith((".html", "/")):
            message = f'there is no file "{shown(path.lstrip("/"))}" in the source directory'
            yield Problem(Code.FILE_MISSING, message, where)
