"""The icons, written into the page itself: no font, no file to load.

One file of ``icons/`` is one icon; a network's has its key for a name.
``LICENSES.md`` there says whose they are.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

FALLBACK = "link"
"""The icon of whatever has none."""


def icon_svg(key: str) -> str:
    """Return the ``<svg>`` of an icon, for a page to hold as it is.

    Args:
        key: a network's key (``github``) or a plain word (``email``, ``pdf``), with hyphens or underscores.
            What has no icon gets that of a link.

    Returns:
        An element as tall as the text and of its colour, which a screen reader passes over:
        the text or label beside it says what it means.
    """
    return (
        '<svg class="hp-icon" viewBox="0 0 24 24" width="1em" height="1em" fill="currentColor"'
        f' aria-hidden="true">{icon_path(key)}</svg>'
    )


def has_icon(key: str) -> bool:
    """Say whether there is an icon of its own for *key*."""
    return _read(_file_name(key)) is not None


def icon_path(key: str) -> str:
    """Return the ``<path>`` of an icon, or of a link's, to stand in an ``<svg>`` of 24 by 24."""
    path = _read(_file_name(key)) or _read(FALLBACK)
    assert path is not None
    return path


def _file_name(key: str) -> str:
    name = key.strip().lower().replace("-", "_")
    # A key comes from a file a person wrote: it names an icon, never a path.
    return name if re.fullmatch(r"[a-z0-9_]+", name) else FALLBACK


@cache
def _read(name: str) -> str | None:
    file = files(__package__).joinpath("icons", f"{name}.svg")
    if not file.is_file():
        return None
    svg = file.read_text(encoding="utf-8")
    return svg[svg.index("<path") : svg.rindex("</svg>")].strip()
