"""A page's doctree as read -> as the PDF shows it.

It goes through the same post-transforms as for any builder that writes no HTML, with a builder of our own
in the place of the one that runs: links to other pages of the site are absolute.
"""

from __future__ import annotations

import logging
import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin

from docutils import nodes
from sphinx import addnodes
from sphinx.util.logging import NAMESPACE, suppress_logging

from sphinx_homepage.html.addresses import site_url
from sphinx_homepage.model.anchors import free_anchor
from sphinx_homepage.nodes import hp_pdf_only
from sphinx_homepage.pdf.builder import NOWHERE, PdfBuilder, Resolved
from sphinx_homepage.pdf.numbers import number
from sphinx_homepage.publication_nodes import hp_publications
from sphinx_homepage.transforms import JoinBlocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def resolve(app: Sphinx, docname: str, builder: PdfBuilder) -> Resolved:
    """Return the page *docname* as its PDF shows it.

    What Sphinx warns of here it warns of when it writes the page itself, so only warnings of what the PDF
    alone shows are printed; of all if no other builder runs.
    """
    env = app.env
    document = env.get_doctree(docname)
    resolved = Resolved(document)
    hidden = show_pdf_only(document)
    resolved.publications = [
        item for node in document.findall(hp_publications) for item in node.listing.publications()
    ]
    builder.resolved = resolved
    with _in_place_of(app, builder), suppress_logging() as held:
        env.resolve_references(document, docname, builder)
    builder.resolved = None
    is_alone = isinstance(app.builder, PdfBuilder)
    for record in held.buffer:
        if is_alone or _is_of(getattr(record, "location", None), hidden):
            logging.getLogger(NAMESPACE).handle(record)
    number(document, env, docname)
    _link_downloads(document, builder)
    _make_absolute(document, builder, docname)
    return resolved


def _is_of(location: Any, hidden: set[int]) -> bool:
    return isinstance(location, nodes.Node) and id(location) in hidden


def show_pdf_only(document: nodes.document) -> set[int]:
    """Put what the PDF alone shows in its place, and take out what it does not show.

    Returns:
        The identities of the nodes that came in.
    """
    for node in [*document.findall(nodes.Element)]:
        if node.get("hp-only") == "web" and node.parent is not None:
            node.parent.remove(node)
    for publications in document.findall(hp_publications):
        publications.listing = publications.paper or publications.listing
    hidden: set[int] = set()
    taken = {name for node in document.findall(nodes.Element) for name in node["ids"]}
    while found := [*document.findall(hp_pdf_only)]:
        for node in found:
            inside = [inner for child in node.content for inner in child.findall(nodes.Element)]
            _rename(inside, taken)
            hidden.update(map(id, inside))
            for inner in inside:
                if isinstance(inner, (nodes.math, nodes.math_block)):
                    inner["hp-only"] = "pdf"  # Nobody else has looked at it.
            node.replace_self(node.content)
    if hidden:
        for node in document.findall(nodes.Element):
            node.document = document
        JoinBlocks(document).apply()  # With the blocks that were hidden between the others.
    return hidden


def _rename(inside: list[nodes.Element], taken: set[str]) -> None:
    """Give the nodes that were read apart from the page ids that the page does not have."""
    new: dict[str, str] = {}
    for node in inside:
        for name in node["ids"]:
            new[name] = free_anchor(name, taken) if name in taken else name
        node["ids"] = [new[name] for name in node["ids"]]
        taken.update(node["ids"])
    for node in inside:
        if node.get("refid") in new:
            node["refid"] = new[node["refid"]]


@contextmanager
def _in_place_of(app: Sphinx, builder: PdfBuilder) -> Iterator[None]:
    """Let Sphinx take *builder* for the one that runs: post-transforms ask the application for it.

    Their conditions are those of a PDF too: ``only`` with ``html`` is not for it.
    """
    env: BuildEnvironment = app.env
    running, kind = app.builder, getattr(env, "_builder_cls", None)
    tags = app.tags
    names = {running.format, running.name, f"format_{running.format}", f"builder_{running.name}"}
    off = [tag for tag in names if tag in tags]
    on = [tag for tag in ("pdf", "format_pdf", "builder_homepage_pdf") if tag not in tags]
    _switch(tags, on=on, off=off)
    app.builder = builder
    if kind is not None:
        env._builder_cls = type(builder)
    try:
        yield
    finally:
        app.builder = running
        if kind is not None:
            env._builder_cls = kind
        _switch(tags, on=off, off=on)


def _switch(tags: Any, *, on: list[str], off: list[str]) -> None:
    for tag in off:
        tags.remove(tag)
    for tag in on:
        tags.add(tag)
    getattr(tags, "_condition_cache", {}).clear()  # It says what held for other tags.


def _link_downloads(document: nodes.document, builder: PdfBuilder) -> None:
    """Link files that the site publishes, where it is served at a known address."""
    base = site_url(builder.config)
    for node in [*document.findall(addnodes.download_reference)]:
        url = str(node.get("refuri") or "")
        if not url and base and node.get("filename") and builder.web is not None:
            url = f"{base}_downloads/{quote(node['filename'])}"
        node.replace_self(nodes.reference("", "", *node.children, refuri=url, ids=node["ids"]))


def _make_absolute(document: nodes.document, builder: PdfBuilder, docname: str) -> None:
    """Let links that were typed as paths lead to where the page is served."""
    for node in document.findall(nodes.reference):
        url = str(node.get("refuri") or "")
        if not url or url.startswith("#") or _SCHEME.match(url):
            continue
        base = builder.get_target_uri(docname)  # Which notes that the link is lost if nobody knows.
        with suppress(ValueError):
            node["refuri"] = urljoin(base, url) if site_url(builder.config) else f"{NOWHERE}:{url}"


_SCHEME = re.compile("[A-Za-z][A-Za-z0-9+.-]*:")
