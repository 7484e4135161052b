"""What only the PDF shows, made apart from the page: no label, no id, no footnote of it gets into the page.

It is read with the page, for what is wrong with it to be said once, and it goes through the transforms that
the page's own text goes through, in a document of its own. What it would tell the rest of the project is
taken back.
"""

from __future__ import annotations

import copy
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.readers import standalone
from docutils.transforms.references import DanglingReferences
from sphinx import addnodes
from sphinx.transforms import SphinxTransformer

from sphinx_homepage.model.anchors import short_anchor
from sphinx_homepage.nodes import hp_pdf_only

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from docutils.nodes import Element, Node
    from docutils.parsers.rst.states import RSTState
    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.model.entries import Common

_APART = "homepage_apart"
_KEPT = ("homepage_front_matter", "homepage_parents")
"""What a document apart shares with its page."""


def is_on_paper(env: BuildEnvironment) -> bool:
    """Whether the page that is being read is also a PDF: on any other, what is for PDFs is not even kept."""
    from sphinx_homepage.pdf.settings import pages_of  # Late: few pages are.

    return bool(env.config.homepage_pdf) and env.docname in pages_of(env.config)


def shows_private(env: BuildEnvironment) -> bool:
    """Whether the PDF of this page has the private fields of the person and of their addresses."""
    from sphinx_homepage.application import app_of
    from sphinx_homepage.pdf.settings import PRIVATE_TAG

    is_asked = env.config.homepage_pdf_private or PRIVATE_TAG in app_of(env).tags
    return bool(is_asked) and is_on_paper(env)


def is_apart(env: BuildEnvironment) -> bool:
    """Whether what is being read is for the PDF alone."""
    return bool(env.current_document.get(_APART))


@contextmanager
def apart(env: BuildEnvironment, page: nodes.document) -> Iterator[nodes.document]:
    """Give a document of its own for what is made within."""
    document = nodes.document(copy.copy(page.settings), page.reporter, source=page["source"])
    # What MyST says at the end of a page to its transforms.
    document.settings.myst_footnote_transition = False
    document.settings.myst_footnote_sort = False
    document.settings.myst_heading_anchors_html_ids = False
    document.myst_slugs = {}  # type: ignore[attr-defined]
    current = env.current_document
    own = [name for name in current if name.startswith("homepage_") and name not in _KEPT]
    before = {name: current.pop(name) for name in own}
    current[_APART] = True
    try:
        yield document
    finally:
        for name in [name for name in current if name.startswith("homepage_") and name not in _KEPT]:
            del current[name]
        for name, value in before.items():
            current[name] = value


def hidden(
    env: BuildEnvironment,
    page: nodes.document,
    make: Callable[[nodes.document], Sequence[Sequence[Node]]],
) -> list[hp_pdf_only]:
    """Return what *make* makes in a document of its own, each sequence of nodes in a node that hides it."""
    with apart(env, page) as document:
        holders = []
        for made in make(document):
            holders.append(nodes.container("", *made))
            document.append(holders[-1])
        shown: Any = env.current_document.get("homepage_shown") or []
        _transform(env, document)
        _name(shown)
        _refer(document)
    found = []
    for holder in holders:
        holder.children, content = [], holder.children
        found.append(hp_pdf_only.of(content))
    if len(document.children) > len(holders) and found:  # Such as footnotes, which transforms move.
        found[-1].content += [node for node in document.children if node not in holders]
    return found


def _name(shown: Sequence[tuple[Element, Common]]) -> None:
    """Give entries the ids that a link in the PDF may lead to; on a clash the page's own keeps it."""
    for node, entry in shown:
        node["ids"].append(entry.anchor or short_anchor(entry))


def _refer(document: nodes.document) -> None:
    """Link what refers to a label that stands in the same document: no other knows it."""
    for node in [*document.findall(addnodes.pending_xref)]:
        target = document.nameids.get(nodes.fully_normalize_name(str(node.get("reftarget", ""))))
        if target and node.get("reftype") in {"ref", "any", "myst", "numref"}:
            words: list[Node] = [*node.children]
            if not node.get("refexplicit") and isinstance(labelled := document.ids.get(target), nodes.rubric):
                words = [nodes.inline("", labelled.astext())]
            node.replace_self(nodes.reference("", "", *words, refid=target))


_NOT_APART = frozenset(
    {
        *("AddMasthead", "DoctreeReadEvent", "MarkResume", "NoteBlocks", "NoteEntries"),
        *("SphinxDomains", "UIDTransform"),
        *("AddSlugIds", "CollectFootnotes", "ResolveSectionRefs", "DocInfo", "DocTitle", "SectionSubTitle"),
        *("Decorations", "FinalChecks", "Messages"),
    }
)
"""The transforms that are of whole pages, or tell the project of one."""


def _transform(env: BuildEnvironment, document: nodes.document) -> None:
    parser: Any = getattr(env.current_document, "_parser", None)
    own = parser.get_transforms() if parser is not None else []
    known = [*standalone.Reader().get_transforms(), *env._registry.get_transforms(), *own]
    transformer = SphinxTransformer(document)
    transformer.set_environment(env)
    transformer.add_transforms(
        [one for one in known if one is not DanglingReferences and one.__name__ not in _NOT_APART]
    )
    document.transformer = transformer
    transformer.apply_transforms()


# Bodies in the page's own markup


@contextmanager
def reading_into(state: Any, document: nodes.document, env: BuildEnvironment) -> Iterator[None]:
    """Let the page's parser, which is in the middle of the page, read into *document*.

    What directives and roles tell the project of, it forgets again.
    """
    domains = {name: copy.deepcopy(domain.data) for name, domain in env.domains.items()}
    renderer = getattr(state, "_renderer", None)
    try:
        if renderer is None:
            with _of_rst(state, document):
                yield
        else:
            with _of_myst(renderer, document):
                yield
    finally:
        for name, data in domains.items():
            env.domains[name].data.clear()
            env.domains[name].data.update(data)


@contextmanager
def _of_rst(state: RSTState, document: nodes.document) -> Iterator[None]:
    memo = state.memo
    before = memo.document
    memo.document = document
    try:
        yield
    finally:
        memo.document = before


@contextmanager
def _of_myst(renderer: Any, document: nodes.document) -> Iterator[None]:
    before, before_env = renderer.document, renderer.md_env
    renderer.document = document
    renderer.md_env = {
        name: copy.copy(value) if isinstance(value, (dict, list)) else value
        for name, value in before_env.items()
    }
    try:
        yield
    finally:
        renderer.document, renderer.md_env = before, before_env
