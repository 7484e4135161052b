"""The front matter of a Markdown page: what it says of the page, and where."""

from __future__ import annotations

import re
from typing import NamedTuple

from sphinx_homepage.diagnostics import Code, Problem
from sphinx_homepage.model.fields import Image
from sphinx_homepage.model.text import Mapping, Position, Sequence, Text
from sphinx_homepage.sources.yaml import parse

KEYS = {
    "title": "The page's one `<h1>`, its `<title>`, its name in every toctree and in search.",
    "supertitle": "A line above the title.",
    "subtitle": "A line below the title.",
    "description": "What search engines and link previews show of the page; not in the body.",
    "url": "The page's canonical path below `html_baseurl`: `/`, `/cv.html`.",
    "draft": "`true`: the page is not built.",
    "icon": "The portrait: `{url, alt}`; the path is relative to the source directory.",
}
"""The keys that work at the top level of a Markdown page, and what each does."""

_BLOCK = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_DRAFT = re.compile(r"""^draft:[ \t]*["']?(true|yes|on)["']?[ \t]*(?:#.*)?$""", re.MULTILINE | re.IGNORECASE)


class FrontMatter(NamedTuple):
    """What a page's front matter says."""

    title: Text | None = None
    supertitle: Text | None = None
    subtitle: Text | None = None
    description: Text | None = None
    url: Text | None = None
    icon: Image | None = None


def split(source: str) -> tuple[str, str]:
    """Return the YAML of a page's front matter and its body; without front matter the YAML is empty."""
    match = _BLOCK.match(source)
    return (match[1], source[match.end() :]) if match else ("", source)


def is_draft(source: str) -> bool:
    """Whether the front matter at the beginning of *source* says ``draft: true``."""
    yaml, _ = split(source)
    return bool(_DRAFT.search(yaml))


def read_front_matter(yaml: str, path: str) -> tuple[FrontMatter, Mapping | None, list[Problem]]:
    """Read a page's front matter, of which *yaml* begins on the second line of the page.

    Returns:
        What it says, its tree (None where it is no mapping), and what is wrong with it.
    """
    tree, problems = parse(yaml, path, first_line=2)
    if tree is None:
        return FrontMatter(), None, problems
    if not isinstance(tree, Mapping):
        message = "front matter is a mapping, such as title: My page"
        return FrontMatter(), None, [*problems, Problem(Code.FRONT_MATTER, message, Position(path, 2, 1))]
    texts: dict[str, Text] = {}
    for key in ("title", "supertitle", "subtitle", "description", "url"):
        value = tree.get(key)
        if isinstance(value, Text):
            texts[key] = value
            if value.cut is not None:
                message = f'a " #" cuts the {key} off after "{value}"; quote the text'
                problems.append(Problem(Code.YAML_COMMENT, message, value.cut))
        elif value is not None:
            message = f'"{key}" is a text, not {"a list" if isinstance(value, Sequence) else "a mapping"}; quote it'
            problems.append(Problem(Code.FRONT_MATTER, message, value.position))
    draft = tree.get("draft")
    if draft is not None and str(draft).lower() not in {"true", "yes", "on", "false", "no", "off"}:
        message = f'"draft" is true or false, not "{draft}"; the page is built'
        problems.append(Problem(Code.FRONT_MATTER, message, getattr(draft, "position", None)))
    icon = _read_icon(tree.get("icon"), problems)
    return FrontMatter(**texts, icon=icon), tree, problems


def _read_icon(value: object, problems: list[Problem]) -> Image | None:
    if value is None:
        return None
    if isinstance(value, Text):
        value = Mapping({Text("url", value.position): value})
    url = value.get("url") if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping) or not isinstance(url, Text):
        message = '"icon" is the portrait: {url: /images/portrait.png, alt: who it shows}'
        problems.append(Problem(Code.FRONT_MATTER, message, getattr(value, "position", None)))
        return None
    for key in value:
        if key not in {"url", "alt"}:
            message = f'"icon" has "url" and "alt", not "{key}"'
            problems.append(Problem(Code.UNKNOWN_FIELD, message, getattr(key, "position", None)))
    alt = value.get("alt")
    if not isinstance(alt, Text):
        message = f'the portrait "{url}" has no "alt": say in a few words who it shows'
        problems.append(Problem(Code.IMAGE_ALT, message, url.position))
        alt = None
    return Image(url, alt)
