"""What the pages show of the person that the site around them may repeat: a name, profiles elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from markupsafe import escape

from sphinx_homepage.application import app_of
from sphinx_homepage.conditions import condition_of, holds
from sphinx_homepage.domain import domain_of
from sphinx_homepage.model.networks import NETWORKS
from sphinx_homepage.nodes import hp_address, hp_block, hp_hero, hp_icon, hp_link, hp_masthead
from sphinx_homepage.publication_nodes import hp_publications

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment


class Profile(NamedTuple):
    """The person's page on a network."""

    network: str
    """Its key."""
    url: str

    @property
    def name(self) -> str:
        """The network's, as it writes it itself."""
        return NETWORKS[self.network].name


class ShownPerson(NamedTuple):
    """What one page shows of the person; of a site, what its pages show together."""

    name: str = ""
    profiles: tuple[Profile, ...] = ()
    is_homepage: bool = False
    """Whether there is anything of ours on the page; of a site, whether its first page is one of ours."""
    has_hero_links: bool = False
    """Whether the head of the page links the profiles; of a site, whether that of its first page does."""
    tagline: str = ""
    """The person in one line."""
    portrait: str = ""
    """The path of the portrait, from the source directory."""


def note_person(app: Sphinx, doctree: nodes.document) -> None:
    """Remember what a page shows of the person; what only the PDF shows is no node that is found here."""
    by_condition: dict[str, list[nodes.Element]] = {}
    for node in filter(_is_ours, doctree.findall(nodes.Element)):
        by_condition.setdefault(condition_of(node), []).append(node)
    if by_condition:
        domain_of(app.env).persons[app.env.current_document.docname] = {
            condition: _shown_by(found) for condition, found in by_condition.items()
        }


def _shown_by(found: Sequence[nodes.Element]) -> ShownPerson:
    """Return what nodes of ours show of the person."""
    profile = _blocks(found, "hp-profile")
    name = next((node.astext() for block in profile for node in _names(block)), "")
    mastheads = [node for node in found if isinstance(node, hp_masthead)]
    lines = (*_of_class(profile, "p-job-title"), *_of_class(mastheads, "hp-subtitle"))
    portraits = _of_class([*mastheads, *profile], "hp-portrait")
    profiles = tuple(
        Profile(icon["icon"], link["refuri"])
        for block in _blocks(found, "hp-contact")
        for address in block.findall(hp_address)
        for link in address.findall(hp_link)
        for icon in link.findall(hp_icon)
        if link.get("rel") == "me" and icon["icon"] in NETWORKS
    )
    has_hero_links = bool(_blocks(found, "hp-hero-links"))
    return ShownPerson(
        name,
        tuple(dict.fromkeys(profiles)),
        is_homepage=True,
        has_hero_links=has_hero_links,
        tagline=next((line.astext() for line in lines), ""),
        portrait=next((str(image["uri"]) for image in portraits), ""),
    )


def _is_ours(node: nodes.Node) -> bool:
    return isinstance(node, (hp_block, hp_hero, hp_masthead, hp_publications))


def _blocks(found: Sequence[nodes.Element], css: str) -> list[hp_block]:
    return [block for block in found if isinstance(block, hp_block) and css in block["classes"]]


def _names(block: hp_block) -> list[nodes.Element]:
    return _of_class([block], "p-name")


def _of_class(above: Sequence[nodes.Element], css: str) -> list[nodes.Element]:
    return [node for block in above for node in block.findall(nodes.Element) if css in node["classes"]]


def person_of(env: BuildEnvironment) -> ShownPerson:
    """Return what the site shows of the person: the first page's word counts first, then the alphabet."""
    tags, root_doc = app_of(env).tags, env.config.root_doc
    found = {
        docname: _together([person for condition, person in parts.items() if holds(tags, condition)])
        for docname, parts in domain_of(env).persons.items()
    }
    root = found.get(root_doc, ShownPerson())
    # A page that says its title as ours do may have no more than text.
    is_homepage = root.is_homepage or bool(found and "title" in env.metadata[root_doc])
    shown = [root, *(found[docname] for docname in sorted(found))]
    named = [person for person in shown if person.name] or [root]
    return ShownPerson(
        next((person.name for person in shown if person.name), ""),
        next((person.profiles for person in shown if person.profiles), ()),
        is_homepage,
        root.has_hero_links,
        next((person.tagline for person in (root, *named) if person.tagline), ""),
        next((person.portrait for person in (root, *named) if person.portrait), ""),
    )


def _together(parts: Sequence[ShownPerson]) -> ShownPerson:
    """Return what the parts of a page show together."""
    if len(parts) == 1:
        return parts[0]
    return ShownPerson(
        next((part.name for part in parts if part.name), ""),
        tuple(dict.fromkeys(profile for part in parts for profile in part.profiles)),
        any(part.is_homepage for part in parts),
        any(part.has_hero_links for part in parts),
        next((part.tagline for part in parts if part.tagline), ""),
        next((part.portrait for part in parts if part.portrait), ""),
    )


def update_person(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return all pages if what each of them repeats has changed, and no page otherwise."""
    data = domain_of(env).data
    said = (person_of(env), site_name(env))
    before, data["person"] = data["person"], said
    return [] if before in {None, said} else sorted(env.found_docs)


def site_name(env: BuildEnvironment) -> str:
    """Return the name of the site: what conf.py says, else the person's, else the first page's title."""
    config = env.config
    if is_chosen(config, "html_title") or is_chosen(config, "project"):
        return str(config.html_title)
    title = env.titles.get(config.root_doc)
    return person_of(env).name or (title.astext() if title is not None else "") or str(config.html_title)


def is_chosen(config: Config, name: str) -> bool:
    """Say whether conf.py or the command line gives a setting."""
    return name in config._raw_config or name in config.overrides


def name_site(
    app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: nodes.document | None
) -> None:
    """Give the site the name of the person where conf.py gives it none."""
    if not is_chosen(app.config, "html_title") and not is_chosen(app.config, "project"):
        name = escape(site_name(app.env))  # Some themes write it as it is, others escape what is not yet.
        context.update(project=name, docstitle=name, shorttitle=name)
