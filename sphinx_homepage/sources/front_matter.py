"""The front matter of a Markdown page: what it says of the page, and where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator

from sphinx_homepage.diagnostics import Code, Problem, did_you_mean, in_order, nearest, shown
from sphinx_homepage.model.fields import FilePath, Form, Inline, Read
from sphinx_homepage.model.networks import NETWORKS
from sphinx_homepage.model.parts import Fields
from sphinx_homepage.model.reading import SURE, read_fields
from sphinx_homepage.model.shorthand import position_of
from sphinx_homepage.model.text import Mapping, Position, Text, as_typed
from sphinx_homepage.model.values import as_list, fail, read_text
from sphinx_homepage.sources.yaml import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinx_homepage.model.entries import Common

KEYS = {
    "title": "The page's one `<h1>`, its `<title>`, its name in every toctree and in search.",
    "supertitle": "A line above the title.",
    "subtitle": "A line below the title.",
    "description": "What search engines and link previews show of the page; not in the body.",
    "url": "The page's canonical path below `html_baseurl`: `/`, `/cv.html`.",
    "draft": "`true`: the page is not built.",
    "icon": "The portrait: `{url, alt}`; the path is relative to the source directory.",
    "homepage": "All else of this extension: `hero`, how the head of the page looks.",
}
"""The keys that work at the top level of a Markdown page, and what each does."""

_BLOCK = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_DRAFT = re.compile(r"""^draft:[ \t]*["']?(true|yes|on)["']?[ \t]*(?:#.*)?$""", re.MULTILINE | re.IGNORECASE)


class Icon(Fields):
    """The portrait."""

    heads = ("url",)

    url: FilePath
    alt: Inline = None


HERO_LAYOUTS = {
    "side": "The portrait beside the name. This is the default.",
    "centred": "The portrait above the name, all in the middle.",
    "banner": "A band of colour across the page, with the portrait in it.",
}
PORTRAITS = {
    "round": "In a circle. This is the default.",
    "square": "In a square with slightly rounded corners.",
    "none": "Not shown.",
}
HERO_LINKS = ("email", "phone", "website", *NETWORKS)
"""What of `contact` the head of a page may link."""


def _one_of(*known: str) -> tuple[Read, Form]:
    return Read(_reader(known)), Form(" or ".join(f"`{word}`" for word in known))


def _reader(known: tuple[str, ...]) -> Callable[[object], Text]:
    def read(value: object) -> Text:
        text = read_text(value)
        if text not in known:
            hint = did_you_mean(text, known) or f"; it is one of {', '.join(known)}"
            fail(Code.FRONT_MATTER, f'there is no "{shown(text)}" here{hint}')
        return text

    return read


class Hero(Fields):
    """How the head of a page looks."""

    heads = ("layout",)

    layout: Annotated[Text | None, *_one_of(*HERO_LAYOUTS)] = None
    portrait: Annotated[Text | None, *_one_of(*PORTRAITS)] = None
    links: Annotated[
        tuple[Annotated[Text, *_one_of("true", *HERO_LINKS)], ...] | None,
        BeforeValidator(as_list),
        Form("`true`, or list of `email`, `phone`, `website` and networks", is_list=True, is_flow=True),
    ] = None


class Homepage(Fields):
    """What a page says to this extension alone."""

    heads = ("hero",)

    hero: Annotated[Hero | None, Form("{layout, portrait, links}")] = None


class FrontMatter(Fields):
    """What a page's front matter says."""

    title: Inline = None
    supertitle: Inline = None
    subtitle: Inline = None
    description: Inline = None
    url: Inline = None
    icon: Annotated[Icon | None, Form("{url: /images/portrait.png, alt: who it shows}")] = None
    homepage: Annotated[Homepage | None, Form("{hero: {layout, portrait, links}}")] = None


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


def chosen_links(contacts: Iterable[Common], names: Iterable[Text]) -> tuple[Common | None, list[Text]]:
    """Return of the record's contact what *names* choose, and those that it has nothing public for.

    ``true`` is the e-mail addresses and every profile.
    """
    contact = next((entry.published() for entry in contacts), None)
    fields = {name: getattr(contact, name, None) for name in ("email", "phone", "website")}
    profiles: dict[str, Text | None] = getattr(contact, "profiles", None) or {}
    public = {name for name, value in {**fields, **profiles}.items() if value}
    missing = [name for name in names if name != "true" and name not in public]
    chosen = {str(name) for name in names}
    if "true" in chosen:
        chosen |= {"email", *profiles}
    chosen &= public
    if contact is None or not chosen:
        return None, missing
    kept: dict[str, object] = dict.fromkeys(type(contact).model_fields)
    kept |= {name: value for name, value in fields.items() if name in chosen}
    kept["profiles"] = {name: user for name, user in profiles.items() if name in chosen} or None
    return contact.model_copy(update=kept), missing
