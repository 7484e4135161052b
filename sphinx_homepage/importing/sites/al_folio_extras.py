"""What al-folio's layouts show beside a page's text: schedules of courses, books, related papers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from sphinx_homepage.importing.sites.checkout import line_of, text_of, texts_of
from sphinx_homepage.importing.sites.tags import publications
from sphinx_homepage.model.text import Mapping, Sequence
from sphinx_homepage.sources.bibtex.markdown import escaped

if TYPE_CHECKING:
    from sphinx_homepage.importing.sites.checkout import Document
    from sphinx_homepage.importing.sites.site import Site

_KEY: Final = re.compile(r"[\w:.+/-]+")
_ENTRY: Final = re.compile(r"^[ \t]*@[ \t]*\w+[ \t]*[{(][ \t]*([\w:.+/-]+)", re.MULTILINE)
_BOOK: Final = {"layout", "title", "author", "cover", "released", "started", "finished", "stars", "status"}


def schedule(site: Site, page: Document) -> str:
    """Return the weeks of a course as a table."""
    rows = []
    weeks = page.fields.get("schedule")
    for week in weeks if isinstance(weeks, Sequence) else ():
        if not isinstance(week, Mapping):
            continue
        topic = [site.words(week.get(name) or "", page.path) for name in ("topic", "description")]
        links = []
        materials = week.get("materials")
        for item in materials if isinstance(materials, Sequence) else ():
            if not isinstance(item, Mapping) or not text_of(item.get("name")):
                continue
            name, url = escaped(text_of(item.get("name"))), text_of(item.get("url"))
            target = site.links.target(url, page.path) if url else None
            if url and target is None:
                message = f'the file "{url[:80]}" is not there: "{name}" is plain text'
                site.checkout.note(page.path, line_of(item.get("url")), message)
            links.append(f"[{name}]({target})" if target else name)
        when = [escaped(text_of(week.get(name))) for name in ("week", "date")]
        rows.append([*when, ": ".join(text for text in topic if text), ", ".join(links)])
    return _table(["Week", "Date", "Topic", "Materials"], rows)


def course_facts(site: Site, page: Document) -> str:
    """Return who teaches a course, where and when, as one line."""
    said = (site.words(page.fields.get(name) or "", page.path) for name in ("instructor", "time", "location"))
    return ", ".join(text for text in said if text)


def related(site: Site, page: Document, bibliography: str) -> str:
    """Return the list of the publications that a project names."""
    typed = page.fields.get("related_publications")
    named = [key for text in texts_of(typed) for key in _KEY.findall(text)]
    known = set(_ENTRY.findall(site.checkout.read(bibliography))) if named and bibliography else set()
    keys = [key for key in named if key in known]
    missing = [key for key in named if key not in known | {"true", "false"}]
    if missing:
        message = f"related publications that no .bib file has are left out: {', '.join(missing)}"
        site.checkout.note(page.path, line_of(typed), message)
    if not keys:
        return ""
    listing = publications(f":keys: {', '.join(keys)}")
    return f"## Related publications\n\n{listing}"


def book(site: Site, page: Document, docname: str, image: str | None) -> str:
    """Write the page of a book, and return its line on the shelf."""
    title = site.words(page.text("title") or docname, page.path)
    author = site.words(page.fields.get("author") or "", page.path)
    stars = page.text("stars")
    rating = "★" * int(stars) + "☆" * (5 - int(stars)) if re.fullmatch(r"[0-5]", stars) else stars
    facts = [author, page.text("released"), rating]
    read = [page.text("status"), page.text("finished") or page.text("started")]
    link = page.text("buy_link")
    parts = [f"![]({image}){{width=160}}" if image else "", site.body(page)]
    if target := site.links.target(link, page.path) if link else None:
        parts.append(f"[{escaped(urlsplit(link).hostname or link)}]({target})")
    left = [name for name in page.fields if name not in _BOOK | {"buy_link"} and page.text(name)]
    if left:
        site.checkout.note(page.path, None, f"fields of a book that are left out: {', '.join(left)}")
    words = " ".join(escaped(text) for text in read if text)
    shown = ", ".join([*(text for text in facts if text), *([words] if words else [])])
    fields: dict[str, Any] = {"title": title, "subtitle": shown, "orphan": True}
    body = "\n\n".join(part for part in parts if part)
    site.add_page(docname, fields, body)
    return f"- [{title}](/{docname}.md){', ' if shown else ''}{shown}"


def _table(heads: list[str], rows: list[list[str]]) -> str:
    """Return a table of those columns that say something."""
    used = [number for number in range(len(heads)) if any(row[number] for row in rows)]
    if not used:
        return ""
    lines = [[heads[number] for number in used], ["---" for _ in used]]
    lines += [[row[number].replace("|", "\\|") for number in used] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
