"""Drafts: pages whose front matter says ``draft: true`` are not built, and leave nothing behind."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import addnodes

from sphinx_homepage.domain import domain_of
from sphinx_homepage.pictures.store import made_of

if TYPE_CHECKING:
    from collections.abc import Set

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def take_back_drafts(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Find the drafts; take a page that has become one out of what was built.

    Its words are in the search index, and links lead to it: all other pages are read again.
    """
    domain = domain_of(env)
    domain.drafts = frozenset(docname for docname in env.found_docs if _is_draft(env, docname))
    if added is not env.found_docs:  # On a fresh environment they are one set, which Sphinx still needs.
        added -= domain.drafts
    withdrawn = domain.drafts & env.all_docs.keys()
    changed -= domain.drafts
    if not withdrawn:
        return []
    removed |= withdrawn
    for docname in withdrawn:
        _delete_output(app, docname)
    _delete_files(app, withdrawn)
    return sorted(env.all_docs.keys() - withdrawn)


def _is_draft(env: BuildEnvironment, docname: str) -> bool:
    path = Path(env.doc2path(docname))
    if path.suffix not in {".md", ".markdown", ".myst"}:
        return False
    try:
        with path.open("rb") as file:
            if file.read(3) != b"---":
                return False
        source = path.read_text("utf-8", errors="replace")
    except OSError:
        return False
    from sphinx_homepage.sources.front_matter import is_draft

    return is_draft(source)


def _delete_output(app: Sphinx, docname: str) -> None:
    """Delete what an earlier build made of a page, and the search index, which Sphinx only adds to."""
    outdir = Path(app.outdir)
    files = [app.doctreedir / f"{docname}.doctree", outdir / "searchindex.js", outdir / f"{docname}.pot"]
    if hasattr(app.builder, "get_outfilename"):
        files.append(Path(app.builder.get_outfilename(docname)))
    files += (outdir / "_sources").glob(f"{docname}.*")
    for file in files:
        file.unlink(missing_ok=True)


def _delete_files(app: Sphinx, withdrawn: Set[str]) -> None:
    """Delete the images and the downloads that only withdrawn pages show."""
    outdir = Path(app.outdir)
    images = ((users, f"_images/{name}") for users, name in app.env.images.values())
    downloads = ((users, f"_downloads/{name}") for users, name in app.env.dlfiles.values())
    for users, name in (*images, *downloads):
        if users <= withdrawn:
            (outdir / name).unlink(missing_ok=True)
    for users, name in app.env.images.values():
        if users <= withdrawn:
            for file in made_of(outdir / "_images", name):
                file.unlink(missing_ok=True)


def skip_drafts(_app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Leave drafts out of what is read."""
    docnames[:] = [docname for docname in docnames if docname not in domain_of(env).drafts]


def unlist_drafts(app: Sphinx, doctree: nodes.document) -> None:
    """Leave drafts out of toctrees, and read the page again when one is published."""
    env = app.env
    drafts = domain_of(env).drafts
    for toctree in doctree.findall(addnodes.toctree) if drafts else ():
        named = drafts.intersection(toctree["includefiles"])
        for docname in named:
            env.note_dependency(env.doc2path(docname, base=False))
        toctree["entries"] = [
            (title, docname) for title, docname in toctree["entries"] if docname not in named
        ]
        toctree["includefiles"] = [docname for docname in toctree["includefiles"] if docname not in named]


def forget_drafts(_app: Sphinx, env: BuildEnvironment) -> None:
    """Hide drafts from the builders, which go through all pages that were found."""
    env.project.docnames.difference_update(domain_of(env).drafts)
