"""A page for each paper.

The pages have no source file: they are written when all others are, from what the list of publications holds
that they belong to. One is written anew when its list is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.display import status_iterator

from sphinx_homepage.domain import BUILDERS_OF_PAPERS, domain_of
from sphinx_homepage.html.paper_files import PaperFiles, is_theirs
from sphinx_homepage.publication_nodes import hp_publications

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_homepage.domain import HomepageDomain
    from sphinx_homepage.html.paper_page import Paper


def collect_papers(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Yield every paper's page whose list was written after it."""
    if app.builder.name not in BUILDERS_OF_PAPERS:
        return
    domain = domain_of(app.env)
    builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]
    outdated = [*_outdated(app, domain, builder)]
    if not outdated:
        return
    from sphinx_homepage.html.paper_page import PaperPage  # Late: most builds write no such page.

    papers = status_iterator(
        _papers(domain, outdated),
        "writing pages of publications... ",
        "purple",
        len(outdated),
        app.verbosity,
        stringify_func=lambda paper: paper.publication.key,
    )
    for paper in papers:
        pagename = domain.docname_of_paper(paper.publication.key)
        page = PaperPage(app, builder, paper, pagename)
        context = page.context()
        domain.paper_files[domain.slugs[paper.publication.key]] = page.files
        yield pagename, context, "page.html"


def _outdated(
    app: Sphinx, domain: HomepageDomain, builder: StandaloneHTMLBuilder
) -> Iterator[tuple[str, str]]:
    """Yield the page of the list, and the key, of every paper that is to be written."""
    files = PaperFiles(app)
    written = {docname: _time(builder, docname) or 0 for docname in {*domain.papers.values()}}
    for key, docname in sorted(domain.papers.items()):
        pagename = domain.docname_of_paper(key)
        if is_theirs(app, f"{pagename}.html"):
            continue
        time = _time(builder, pagename)
        if time is None or time < written[docname] or files.list_page(domain.slugs[key]) != docname:
            yield docname, key


def _time(builder: StandaloneHTMLBuilder, docname: str) -> int | None:
    """Return when a page was written last, or None where it never was."""
    try:
        return Path(builder.get_outfilename(docname)).stat().st_mtime_ns
    except OSError:
        return None


def _papers(domain: HomepageDomain, outdated: list[tuple[str, str]]) -> Iterator[Paper]:
    from sphinx_homepage.html.paper_page import Paper

    found: dict[str, dict[str, Paper]] = {}
    for docname, key in outdated:
        if docname not in found:
            doctree = domain.env.get_doctree(docname)
            found[docname] = {
                publication.key: Paper(publication, node.listing, doctree, docname)
                for node in doctree.findall(hp_publications)
                for publication in node.listing.publications()
            }
        yield found[docname][key]
