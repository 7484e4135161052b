"""The pages of a new site: each shows the sections that the record has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.scaffold.literals import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable

CV_ORDER: Final = (
    "experience",
    "education",
    "publications",
    "grants",
    "awards",
    "projects",
    "talks",
    "teaching",
    "advising",
    "service",
    "patents",
    "press",
    "memberships",
    "certificates",
    "volunteering",
    "entries",
    "skills",
    "languages",
    "interests",
)
"""The sections of a CV. References are not among them: they are other people's addresses."""

_NEWS: Final = 5
"""How many items of news the first page shows."""


def pages_of(
    data: dict[str, Any], name: str, introduction: str, *, has_selected: bool, language: str = "en"
) -> dict[str, str]:
    """Return the pages that show *data*, but for the first one's table of contents: their texts by path.

    Args:
        data: The record, with an entry in ``publications`` where there is a .bib file.
        name: The person's name, as Markdown.
        introduction: What the first page begins with where the profile has no summary, as Markdown.
        has_selected: Whether some publication is marked as selected.
        language: That of the headings.
    """
    words = _Words(language)
    index = _index(data, name, introduction, words, has_selected=has_selected)
    pages = {"index.md": index, "cv.md": _cv(data, words)}
    if data.get("publications"):
        options = ":group-by: year\n:search:\n"
        pages["publications.md"] = _page(words.heading("publications"), _block("publications", options))
    if data.get("projects"):
        pages["projects.md"] = _page(words.heading("projects"), _block("projects", ":style: cards\n"))
    if data.get("people"):
        pages["people.md"] = _page(words.heading("people"), _block("people"))
    if len(data.get("news") or ()) > _NEWS:
        pages["news.md"] = _page(words.heading("news"), _block("news"))
    return pages


def contents(pages: Iterable[str]) -> str:
    """Return the table of contents that gives *pages* their places in the site."""
    names = "".join(f"{page.rpartition('.')[0]}\n" for page in pages)
    return f"\n:::{{toctree}}\n:hidden:\n\n{names}:::\n"


class _Words:
    """The headings and links of the pages, in one language: ours have no catalogue for whole sentences."""

    def __init__(self, language: str) -> None:
        self._language = language

    def heading(self, section: str, english: str = "") -> str:
        """Return a section's heading, or in English a longer one."""
        from sphinx_homepage.importing.headings import heading_of  # Late: most sites are in English.

        is_english = self._language.partition("_")[0].partition("-")[0] == "en"
        if is_english:
            return english or SECTIONS[section].label
        return heading_of(section, self._language)


def _index(data: dict[str, Any], name: str, introduction: str, words: _Words, *, has_selected: bool) -> str:
    headline = _in_one_language((data.get("profile") or {}).get("headline"))
    front: dict[str, Any] = {"title": name}
    if headline:
        front["subtitle"] = headline
    front |= {"description": f"{name}, {headline}." if headline else f"The homepage of {name}.", "url": "/"}
    parts = [f"---\n{yaml(front)}---\n"]
    if (data.get("profile") or {}).get("summary"):
        parts.append(_block("profile", ":show: summary\n"))
    elif introduction:
        parts.append(introduction.strip() + "\n")
    if data.get("news"):
        older = f"\n[{words.heading('news', 'Older news')}](news.md)\n" if len(data["news"]) > _NEWS else ""
        news = _block("news", f":limit: {_NEWS}\n")
        parts.append(f"## {words.heading('news')}\n\n{news}{older}")
    if data.get("publications"):
        heading, choice = ("Selected", ":selected:\n") if has_selected else ("Latest", "")
        papers = _block("publications", f"{choice}:limit: 3\n:hide: bibtex\n")
        title = words.heading("publications", f"{heading} publications")
        more = words.heading("publications", "All publications")
        parts.append(f"## {title}\n\n{papers}\n[{more}](publications.md)\n")
    if data.get("projects"):
        projects = _block("projects", ":limit: 3\n")
        more = words.heading("projects", "All projects")
        parts.append(f"## {words.heading('projects')}\n\n{projects}\n[{more}](projects.md)\n")
    if data.get("contact"):
        parts.append(f"## {words.heading('contact')}\n\n{_block('contact')}")
    return "\n".join(parts)


def _cv(data: dict[str, Any], words: _Words) -> str:
    parts = [_block(name) for name in ("profile", "contact") if data.get(name)]
    for name in CV_ORDER:
        if data.get(name):
            options = ":style: compact\n" if name == "publications" else ""
            label = words.heading(name, "More" if name == "entries" else "")
            parts.append(f"## {label}\n\n{_block(name, options)}")
    return _page("Curriculum vitae", "\n".join(parts))


def _page(title: str, body: str) -> str:
    return f"---\ntitle: {title}\n---\n\n{body}"


def _block(section: str, options: str = "") -> str:
    return f":::{{{section}}}\n{options}:::\n"


def _in_one_language(text: Any) -> str:
    """Return a text of the record that may be given in several languages, on one line."""
    if isinstance(text, dict):
        text = next(iter(text.values()), "")
    return " ".join(str(text or "").split())
