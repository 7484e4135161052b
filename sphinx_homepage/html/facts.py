"""What pages show of the record that their heads say to other programs."""

from __future__ import annotations

import hashlib
import os
import pickle
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_homepage.model.text import Text
from sphinx_homepage.nodes import hp_pdf_only

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docutils.nodes import Element, Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment
    from sphinx.util.tags import Tags

    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.record import Record

_KEPT: Final = {
    "profile": ("name", "prefix", "suffix", "family_name", "native_name", "headline", "organization"),
    "contact": ("profiles", "website"),
    "experience": ("organization", "position", "positions", "date", "start", "end", "url"),
    "positions": ("position", "date", "start", "end"),
    "education": ("institution", "date", "start", "end", "url"),
    "interests": ("name", "keywords"),
    "skills": ("name", "keywords"),
    "languages": ("language",),
    "awards": ("title", "awarder", "date", "start", "end"),
    "projects": ("name", "organization", "repository", "keywords", "date", "start", "end", "url"),
    "talks": ("title", "event", "authors", "slides", "video", "location", "date", "start", "end", "url"),
}
"""The fields that heads say, of each section that they say anything of."""


class ShownFacts(NamedTuple):
    """An entry that a page shows."""

    conditions: tuple[str, ...]
    """What ``only`` asks for around it."""
    entry: bytes
    """Pickled: a build that writes no page has no need of the model."""


def note_entry(env: BuildEnvironment, made: Iterable[Node], entry: Common) -> None:
    """Remember that the nodes *made* show *entry*, until it is known whether the page keeps them."""
    node = next((node for node in made if isinstance(node, nodes.Element | nodes.Text)), None)
    if entry.section in _KEPT and node is not None:
        noted: Any = env.current_document.setdefault("homepage_facts", [])
        noted.append((node, entry))


def note_facts(app: Sphinx, doctree: nodes.document) -> None:
    """Tell the domain what the page shows."""
    from sphinx_homepage.domain import domain_of  # Here: it needs directives' nodes.

    env = app.env
    noted: Any = env.current_document.get("homepage_facts") or ()
    if not noted:
        return
    translate = _translations(env)
    found = []
    for node, entry in noted:
        above = [*_above(node)]
        if above[-1:] == [doctree] and not any(isinstance(one, hp_pdf_only) for one in above):
            conditions = tuple(str(one["expr"]) for one in above if isinstance(one, addnodes.only))
            found.append(ShownFacts(conditions, pickle.dumps(_translated(_printed(entry), translate))))
    if found:
        domain_of(env).facts[env.current_document.docname] = found


def _above(node: Node) -> Iterator[Element]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def _printed(entry: Common) -> Common:
    """Return *entry* with nothing but what a page prints of it and a head says."""
    public = entry.published()
    kept = _KEPT[entry.section]
    public = public.without(*(name for name in type(entry).model_fields if name not in kept))
    changes = {
        name: tuple(_printed(child) for child in getattr(public, name) if child.only != "pdf") or None
        for name in public.nested
        if getattr(public, name)
    }
    # Nothing is private any more; without a word, a contact's default would be.
    public = public.model_copy(update=changes | {"private": ()})
    public._extras = {}
    return public


def _translations(env: BuildEnvironment) -> Callable[[str], str] | None:
    """Return what translates the texts of the page that is read, if there is a catalogue for it."""
    from sphinx.locale import init
    from sphinx.util.i18n import docname_to_domain

    config = env.config
    if not config.language or not config.locale_dirs:
        return None
    folders = [Path(env.srcdir, folder) for folder in config.locale_dirs]
    domain = docname_to_domain(env.current_document.docname, config.gettext_compact)
    catalogue, is_there = init(folders, config.language, domain)
    return catalogue.gettext if is_there else None


def _translated(entry: Common, translate: Callable[[str], str] | None) -> Common:
    """Return *entry* with its texts as the page shows them."""
    if translate is None:
        return entry

    def of(value: object) -> object:
        if type(value) is Text:
            return Text(translate(str(value)), value.position)
        if isinstance(value, tuple):
            return tuple(_translated(one, translate) if isinstance(one, Common) else of(one) for one in value)
        return value

    from sphinx_homepage.model.entries import Common

    return entry.model_copy(update={name: of(value) for name, value in entry.__dict__.items()})


# What is shown


def shown_record(env: BuildEnvironment, tags: Tags, docname: str | None = None) -> Record:
    """Return what a page shows, or all pages together: each entry once, those of the first page first."""
    from sphinx_homepage.domain import domain_of
    from sphinx_homepage.model.record import Record

    facts = domain_of(env).facts
    root = env.config.root_doc
    docnames = [docname] if docname is not None else sorted(facts, key=lambda name: (name != root, name))
    found: dict[tuple[str, object], Common] = {}
    for name in docnames:
        for shown in facts.get(name, ()):
            if all(_holds(tags, condition) for condition in shown.conditions):
                entry: Common = pickle.loads(shown.entry)  # noqa: S301 - ours, from the environment
                found.setdefault((entry.section, repr(entry)), entry)
    sections: dict[str, list[Common]] = {}
    for entry in found.values():
        sections.setdefault(entry.section, []).append(entry)
    return Record(sections)


def _holds(tags: Tags, condition: str) -> bool:
    try:
        return bool(tags.eval_condition(condition))
    except Exception:  # Sphinx has said it.
        return False


def modified(env: BuildEnvironment) -> str:
    """Return the day on which the newest file behind the first page, and behind the facts, was changed.

    ``SOURCE_DATE_EPOCH`` is the latest that it can be (https://reproducible-builds.org/specs/source-date-epoch/).
    """
    from sphinx_homepage.domain import domain_of

    docnames = {env.config.root_doc, *domain_of(env).facts} & env.found_docs
    files = {Path(env.doc2path(name)) for name in docnames}
    files |= {Path(env.srcdir, file) for name in docnames for file in env.dependencies.get(name, ())}
    times = [file.stat().st_mtime for file in files if file.is_file()]
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    latest = min([max(times, default=0.0), *([float(epoch)] if epoch.isdecimal() else [])])
    return datetime.fromtimestamp(latest, UTC).date().isoformat() if latest else ""


def update_facts(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the first page, which says what all pages show together, if that has changed."""
    from sphinx_homepage.domain import domain_of

    domain = domain_of(env)
    said = repr((sorted(domain.facts.items()), modified(env) if domain.facts else ""))
    digest = hashlib.sha256(said.encode()).hexdigest()
    before, domain.data["facts_digest"] = domain.data["facts_digest"], digest
    return (
        [env.config.root_doc] if before not in {"", digest} and env.config.root_doc in env.found_docs else []
    )
