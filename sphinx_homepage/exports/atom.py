"""News, talks and papers -> an Atom feed (RFC 4287): every entry whole, every address absolute."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, urlsplit
from xml.sax.saxutils import quoteattr

from sphinx_homepage.exports import texts
from sphinx_homepage.exports.losses import Loss
from sphinx_homepage.exports.outline import publication_line
from sphinx_homepage.model.anchors import short_anchor
from sphinx_homepage.model.dates import Date, Range, Written
from sphinx_homepage.model.entries import Entry
from sphinx_homepage.model.markdown import without_directives
from sphinx_homepage.model.text import Text
from sphinx_homepage.model.values import in_language, is_local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sphinx_homepage.exports.facts import Facts
    from sphinx_homepage.model.dates import When
    from sphinx_homepage.model.publications.publication import Publication

_LONGEST: Final = 80
_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML 1.0 may hold, not even escaped."""


class _Told(NamedTuple):
    """One entry of the feed."""

    id: str
    title: str
    updated: str
    url: str
    content: str
    categories: tuple[str, ...]


def to_atom(facts: Facts, sections: Sequence[str] = ("news",)) -> tuple[str, list[Loss]]:
    """Return the feed, the newest first, and what it cannot hold.

    Nothing in it changes unless what it tells does: it says when the newest entry was, not when it was made.

    Args:
        facts: What is published; the site has an address.
        sections: What is in it, of news, talks and publications.
    """
    site = facts.site
    losses: list[Loss] = []
    found: dict[str, _Told] = {}
    for told in _entries(facts, sections, losses):
        name, number = told.id, 2
        while told.id in found:
            told = told._replace(id=f"{name}-{number}")  # noqa: PLW2901 - the same, told apart
            number += 1
        found[told.id] = told
    entries = sorted(found.values(), key=lambda told: told.updated, reverse=True)
    updated = max((told.updated for told in entries), default="1970-01-01T00:00:00Z")
    author = _author(facts)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(facts.language.replace("_", "-"))}>',
        f"  <id>{_text(_tag(site.url, '2000', 'feed'))}</id>",
        f"  <title>{_text(site.title or author)}</title>",
        f"  <updated>{updated}</updated>",
        f'  <link rel="self" type="application/atom+xml" href={_attribute(site.url + site.feed)}/>',
        f'  <link rel="alternate" type="text/html" href={_attribute(site.url)}/>',
        f"  <author><name>{_text(author)}</name></author>",
        *(line for told in entries for line in _lines(told)),
        "</feed>",
    ]
    return "\n".join(lines) + "\n", losses


def _lines(told: _Told) -> Iterator[str]:
    yield "  <entry>"
    yield f"    <id>{_text(told.id)}</id>"
    yield f"    <title>{_text(told.title)}</title>"
    yield f"    <updated>{told.updated}</updated>"
    if told.url:
        yield f'    <link rel="alternate" href={_attribute(told.url)}/>'
    for category in told.categories:
        yield f"    <category term={_attribute(category)}/>"
    yield f'    <content type="html">{_text(told.content)}</content>'
    yield "  </entry>"


def _text(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text), quote=False)


def _attribute(text: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", text))


def _author(facts: Facts) -> str:
    names = [getattr(profile, "name", None) for profile in facts.record["profile"][:1]]
    return next((texts.line(name, facts.language) for name in names if name), facts.name) or facts.site.title


def _tag(url: str, date: str, name: str) -> str:
    """Return an id that stays the same wherever the site moves its pages (RFC 4151)."""
    host = urlsplit(url).hostname or "localhost"
    return f"tag:{host.encode('idna').decode()},{date}:{quote(name, safe='/-._~!$()*+,;=:@')}"


def _entries(facts: Facts, sections: Sequence[str], losses: list[Loss]) -> Iterator[_Told]:
    for section in sections:
        if section == "publications":
            for publication in facts.publications:
                yield from _of_publication(facts, publication, losses)
            continue
        for number, entry in enumerate(facts.record[section]):
            if isinstance(entry, Entry):
                yield from _of_entry(facts, entry, f"{section}[{number}]", losses)


def _updated(dates: Iterable[When]) -> str:
    """Return the day on which something was, or began to be: nothing where no one says it."""
    days = []
    for when in dates:
        date = (when.start or when.end) if isinstance(when, Range) else when
        if isinstance(date, Date):
            days.append(date.first)
    return "{:04}-{:02}-{:02}T00:00:00Z".format(*max(days)) if days else ""


def _of_entry(facts: Facts, entry: Entry, place: str, losses: list[Loss]) -> Iterator[_Told]:
    language = facts.language
    is_in_words = all(isinstance(when, Written) for when in entry.when)
    updated = _updated((entry.sort_date,) if entry.sort_date and is_in_words else entry.when)
    if not updated:
        losses.append(Loss(place, "has no date, so it has no place among the others", entry.typed_at))
        return
    head = entry.head if entry.head not in {None, "date"} else "summary"
    title = _shortened(texts.line(getattr(entry, str(head)), language)) or updated[:10]
    url = facts.site.place_of(entry)
    blocks = [*_blocks(facts, entry, head=str(head))]
    yield _Told(
        _tag(facts.site.url, updated[:10], f"{entry.section}/{short_anchor(entry)}"),
        title,
        updated,
        url or _absolute(facts, entry.url),
        "\n".join(blocks) or f"<p>{escape(title, quote=False)}</p>",
        tuple(texts.line(word, language) for word in entry.keywords or ()),
    )


def _blocks(facts: Facts, entry: Entry, *, head: str) -> Iterator[str]:
    """Yield the entry as HTML: what stands below its title."""
    language, site = facts.language, facts.site
    line = [
        texts.line(text, language)
        for name in entry.own_fields
        if name != head and entry.shown(name).place == "subtitle"
        for text in (
            getattr(entry, name) if isinstance(getattr(entry, name), tuple) else [getattr(entry, name)]
        )
        if text
    ]
    if words := ", ".join(filter(None, (*line, texts.line(entry.location, language)))):
        yield f"<p>{escape(words, quote=False)}</p>"
    if entry.summary:
        yield texts.to_html(_whole(entry.summary, language), site)
    if entry.highlights:
        items = (texts.to_html(_whole(text, language), site) for text in entry.highlights)
        yield f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
    links = [
        (entry.shown(name).label, getattr(entry, name))
        for name in entry.own_fields
        if entry.shown(name).place == "link"
    ]
    links = [(facts.labels(label), url) for label, url in links if label and isinstance(url, Text)]
    links += [(texts.line(link.label, language), link.url) for link in entry.links or () if link.url]
    if entry.url:
        links.append((facts.labels("Read more"), entry.url))
    known = [(label, address) for label, url in links if (address := _absolute(facts, url))]
    if known:
        made = (f"<a href={_attribute(url)}>{escape(label, quote=False)}</a>" for label, url in known)
        yield f"<p>{' · '.join(made)}</p>"


def _whole(text: Text, language: str) -> Text:
    found = in_language(text, language)
    return Text(without_directives(str(found)), found.position)


def _absolute(facts: Facts, url: Text | None) -> str:
    if url is None:
        return ""
    return facts.site.address_of(str(url), url) if is_local(url) else str(url)


def _of_publication(facts: Facts, publication: Publication, losses: list[Loss]) -> Iterator[_Told]:
    updated = _updated(publication.when)
    if not updated:
        losses.append(
            Loss(publication.key, "has no date, so it has no place among the others", publication.position)
        )
        return
    address = next((str(link.url) for link in publication.links if str(link.url).startswith("http")), "")
    url = facts.site.place_of(publication) or address
    words = [f"<p>{escape(part, quote=False)}</p>" for part in publication_line(publication) if part]
    if "abstract" in publication.fields:
        words.append(texts.to_html(publication.fields["abstract"], facts.site))
    if address:
        words.append(f"<p><a href={_attribute(address)}>{escape(address, quote=False)}</a></p>")
    yield _Told(
        _tag(facts.site.url, updated[:10], f"publications/{publication.key}"),
        texts.readable(publication.title),
        updated,
        url,
        "\n".join(words),
        publication.keywords,
    )


def _shortened(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    cut = text[:_LONGEST].rsplit(" ", 1)[0].rstrip(" ,;:.–-")
    return f"{cut}…"
