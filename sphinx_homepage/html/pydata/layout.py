"""A homepage's pages in the theme: what stands around the article, and nothing that only a manual needs.

What conf.py sets is never changed. A site whose first page shows nothing of ours is left as the theme has it.
"""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from docutils import nodes

from sphinx_homepage.domain import domain_of
from sphinx_homepage.html.icon_set import icon_svg
from sphinx_homepage.html.page import PAPER
from sphinx_homepage.html.person import is_chosen, person_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_HERE = Path(__file__).parent
STYLE_SHEET = "sphinx-homepage-pydata.css"

_OF_SITE: Final[dict[str, Any]] = {
    "navbar_align": "right",
    "navbar_end": ["navbar-icon-links", "homepage-icon-links", "theme-switcher"],
    "navbar_persistent": ["search-button"],
    "primary_sidebar_end": [],
    "search_bar_text": "Search",
    "footer_start": ["copyright"],
    "footer_end": [],
}
"""The theme's options on every page of a homepage."""

_OF_PAGE: Final[dict[str, Any]] = {
    "article_header_start": [],
    "secondary_sidebar_items": [],
    "show_prev_next": False,
}
"""The theme's options on the pages that have no sidebars."""

_FEW_HEADINGS = 5
"""Up to how many headings, the title among them, a page needs no list of them beside it."""
_MOST_ICONS = 5
"""How many icons stand beside a name and a navigation without pushing them to a second line."""


def connect(app: Sphinx) -> None:
    """Hook into the writing of pages, before the theme does."""
    # As conf.py has them: the theme puts more into this dictionary.
    chosen = frozenset(app.config.html_theme_options)
    # A new list each: the one there may be Sphinx's own, which the next build in this process finds again.
    app.config.templates_path = [*app.config.templates_path, str(_HERE / "templates")]
    app.connect("builder-inited", add_static_files)
    app.connect("html-page-context", partial(lay_out, chosen), priority=410)


def add_static_files(app: Sphinx) -> None:
    """Put the style sheet and the script among the files of the site."""
    if app.builder.format == "html" and app.builder.name != "epub":
        app.config.html_static_path = [*app.config.html_static_path, str(_HERE / "static")]


def applies_to(app: Sphinx) -> bool:
    """Say whether the site is a homepage; whoever sets the sidebars has laid out the pages already."""
    is_for_browsers = app.builder.format == "html" and app.builder.name != "epub"
    is_homepage = is_for_browsers and person_of(app.env).is_homepage
    return is_homepage and not is_chosen(app.config, "html_sidebars")


def lay_out(
    chosen: frozenset[str],
    app: Sphinx,
    pagename: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Set what a page has around it, unless conf.py does: the *chosen* options of the theme."""
    if not applies_to(app):
        return
    person = person_of(app.env)
    app.add_css_file(STYLE_SHEET)
    options = dict(_OF_SITE)
    if _has_no_sidebars(app, pagename, context, doctree):
        options |= _OF_PAGE
        context["sidebars"] = []
        if _is_long(app, pagename):
            options["secondary_sidebar_items"] = ["page-toc"]
    context.update({f"theme_{name}": value for name, value in options.items() if name not in chosen})
    context.setdefault("default_mode", "auto")  # Without it the browser's console has an error.
    if (
        not person.has_hero_links
        and not {"icon_links", "github_url", "gitlab_url", "bitbucket_url", "twitter_url"} & chosen
    ):
        context["homepage_icon_links"] = [
            {"url": escape(profile.url), "name": escape(profile.name), "svg": icon_svg(profile.network)}
            for profile in person.profiles[:_MOST_ICONS]
        ]


def _has_no_sidebars(
    app: Sphinx, pagename: str, context: dict[str, Any], doctree: nodes.document | None
) -> bool:
    """Say whether a page is one of a homepage's own, and no chapter of a manual or of notes."""
    if context.get(PAPER) or doctree is None or pagename in domain_of(app.env).persons:
        return True
    # What the navigation in the header names; there is nothing for a sidebar to lead to.
    return not context.get("parents") and not app.env.toctree_includes.get(pagename)


def _is_long(app: Sphinx, pagename: str) -> bool:
    """Say whether a page has so many headings that its reader wants to jump: a CV, a list by years."""
    if pagename == app.config.root_doc:
        return False
    contents = app.env.tocs.get(pagename)
    headings = sum(1 for _ in contents.findall(nodes.reference)) if contents is not None else 0
    return headings > _FEW_HEADINGS
