"""The site's pages -> ``sitemap.xml`` (https://www.sitemaps.org), ``robots.txt`` (RFC 9309), ``llms.txt``."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_homepage.exports.facts import Facts, Page, Site


def to_sitemap(site: Site) -> str:
    """Return the list of all pages."""
    urls = (
        f"  <url><loc>{escape(quote(page.url, safe='%/:?#[]@!$&*+,;=~-._()'))}</loc></url>"
        for page in site.pages
    )
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *urls,
        "</urlset>",
    ]
    return "\n".join(lines) + "\n"


def to_robots(site: Site) -> str:
    """Return what lets every crawler in, and shows it the sitemap if there is one."""
    lines = ["User-agent: *", "Allow: /"]
    if site.sitemap and site.url:
        lines += ["", f"Sitemap: {site.url}{site.sitemap}"]
    return "\n".join(lines) + "\n"


def to_llms(facts: Facts) -> str:
    """Return what the site is, and links to its pages and files (https://llmstxt.org)."""
    site = facts.site
    blocks = [
        f"# {_line(site.title or facts.name)}",
        f"> {_line(site.description)}" if site.description else "",
        *_listed("Pages", site.pages),
        *_listed("Files", site.files),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _listed(title: str, pages: Iterable[Page]) -> list[str]:
    items = []
    for page in pages:
        words = re.sub(r"[\[\]]", r"\\\g<0>", _line(page.title))
        url = quote(page.url, safe="%/:?#@!$&*+,;=~-._")
        items.append(f"- [{words}]({url})" + (f": {_line(page.description)}" if page.description else ""))
    return [f"## {title}", "\n".join(items)] if items else []


def _line(text: str) -> str:
    return " ".join(text.split())
