"""The front matter of a Markdown page: what it says of the page, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from sphinx_homepage.diagnostics import Code, Problem, in_order, nearest, shown
from sphinx_homepage.model.fields import FilePath, Form, Inline
from sphinx_homepage.model.parts import Fields
from sphinx_homepage.model.reading import SURE, read_fields
from sphinx_homepage.model.shorthand import position_of
from sphinx_homepage.model.text import Mapping, Position, as_typed
from sphinx_homepage.sources.yaml import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

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


class Icon(Fields):
    """The portrait."""

    heads = ("url",)

    url: FilePath
    alt: Inline = None


class FrontMatter(Fields):
    """What a page's front matter says."""

    title: Inline = None
    supertitle: Inline = None
    subtitle: Inline = None
    description: Inline = None
    url: Inline = None
    icon: Annotated[Icon | None, Form("{url: /images/portrait.png, alt: who it shows}")] = None


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
    own = Mapping((key, value) for key, value in tree.items() if key in KEYS and key != "draft")
    front_matter, found = read_fields(FrontMatter, own, "front matter")
    tree |= own
    problems += [*found, *_check(front_matter, tree)]
    return front_matter, tree, in_order(problems)


def _check(front_matter: FrontMatter, tree: Mapping) -> Iterator[Problem]:
    draft = tree.get("draft")
    if draft is not None and str(draft).lower() not in {"true", "yes", "on", "false", "no", "off"}:
        message = f'"draft" is true or false, not "{shown(as_typed(draft))}"; the page is built'
        yield Problem(Code.FRONT_MATTER, message, position_of(draft))
    icon = front_matter.icon
    if icon is not None and icon.alt is None:
        message = f'the portrait "{shown(icon.url)}" has no "alt": say in a few words who it shows'
        yield Problem(Code.IMAGE_ALT, message, icon.url.position)
    for key in tree:
        # Other keys are other tools': only one that surely means ours is wrong.
        if key not in KEYS and (near := nearest(key, KEYS, SURE)) and near not in tree:
            message = f'unknown key "{shown(key)}" in the front matter; did you mean "{near}"?'
            yield Problem(Code.FRONT_MATTER, message, position_of(key))
