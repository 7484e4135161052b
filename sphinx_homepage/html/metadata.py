"""The head of a page: what search engines, messengers and other programs are told of it.

What the head has already, from conf.py, the page's front matter or another extension, is not said again.
"""

from __future__ import annotations

import json
import re
from html import escape, unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from docutils import nodes

from sphinx_homepage.conditions import above
from sphinx_homepage.html.addresses import site_url
from sphinx_homepage.html.favicon import icon_link
from sphinx_homepage.html.home_page import SECTIONS, modified
from sphinx_homepage.html.person import is_chosen, person_of, site_name
from sphinx_homepage.nodes import hp_block, hp_hero, hp_masthead, hp_picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_homepage.html.person import ShownPerson

_BUILDERS: Final = frozenset({"html", "dirhtml", "singlehtml"})
_TITLE: Final = "homepage_title"
"""What the title of the page is called in its context."""
_LONGEST: Final = 160


def is_site_of_person(app: Sphinx) -> bool:
    """Say whether pages are written for browsers, and the first of them is a homepage."""
    builder = app.builder
    is_for_browsers = (
        builder.format == "html" and builder.name != "epub" and not hasattr(builder, "dump_context")
    )
    return is_for_browsers and person_of(app.env).is_homepage


def json_ld(data: dict[str, Any]) -> str:
    """Return the script element that holds *data*."""
    # In JSON every character may be escaped; HTML ends a script at "</" and nowhere else. No program that
    # looks for addresses shall find one here, either.
    source = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    source = re.sub(r"(?<=[^\s\"])@", "\\\\u0040", source)
    return f'<script type="application/ld+json">{source}</script>'


def shortened(text: str) -> str:
    """Return a text as one line that is no longer than search engines show."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


class Said(HTMLParser):
    """What the head of a page says already."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}
        """Contents by ``name`` or ``property``."""
        self.rels: set[str] = set()
        self.has_json_ld = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        found = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = found.get("property") or found.get("name") or ""
            self.metas.setdefault(name.lower(), found.get("content", ""))
        elif tag == "link":
            self.rels |= {*found.get("rel", "").lower().split()}
        elif tag == "script":
            self.has_json_ld |= found.get("type") == "application/ld+json"


class _Page(NamedTuple):
    """What is to be said of a page."""

    person: str
    """The name of the person, if somebody says that it is one."""
    is_home: bool
    is_paper: bool
    title: str
    """Without that of the site."""
    site: str
    url: str
    """The canonical one; nothing where no one says on which host the site is."""
    language: str


def add_metadata(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Put into the head of a page what it does not say yet."""
    if not is_site_of_person(app):
        return
    person, name = person_of(app.env), site_name(app.env)
    is_home = pagename == app.config.root_doc
    title = _plain(context.get("title", ""))
    context[_TITLE] = person.name or name if is_home else _joined(title, name)
    metatags = str(context.get("metatags") or "")
    said = Said(metatags)
    if "icon" not in said.rels:
        metatags = _lines(metatags, [icon_link(app, context)])
    context["metatags"] = metatags
    is_paper = bool(context.get("homepage_paper"))
    if app.builder.name not in _BUILDERS or not (doctree or is_paper):
        return  # An index, the search page: nobody shares it.
    page = _Page(
        _name_of_person(app, person),
        is_home,
        is_paper,
        person.name or name if is_home else title,
        name,
        str(context.get("pageurl") or ""),
        str(app.config.language or "en"),
    )
    has_data = said.has_json_ld or any(_is_json_ld(script) for script in context.get("script_files", ()))
    lines = [*_metas(app, page, person, said, doctree)]
    if is_home and "me" not in said.rels:
        lines += [f'<link rel="me" href="{escape(profile.url)}">' for profile in person.profiles]
    if not has_data and (data := _data(app, pagename, page, person, said, doctree)):
        lines.append(json_ld(data))
    context["metatags"] = _lines(metatags, lines)
    if "canonical" in said.rels:
        context["pageurl"] = None


def _lines(metatags: str, lines: list[str]) -> str:
    return "\n".join(filter(None, [metatags.rstrip("\n"), *lines])) + "\n"


def _name_of_person(app: Sphinx, person: ShownPerson) -> str:
    """Return the name of a profile, else that of the author where a portrait or profiles elsewhere are."""
    is_author = is_chosen(app.config, "author") and (person.portrait or person.profiles)
    return person.name or (str(app.config.author) if is_author else "")


def _is_json_ld(script: Any) -> bool:
    return getattr(script, "attributes", {}).get("type") == "application/ld+json"


def _plain(html: object) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", str(html))).split())


# The title


def _joined(title: str, site: str) -> str:
    return title if not site or title == site else f"{title} – {site}" if title else site


_TITLE_TAG: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL | re.IGNORECASE)


def with_title(html: str, context: dict[str, Any]) -> str:
    """Return a page with "Page – Name" as its title, or "Name", where a theme made one of the same parts.

    Each theme joins them in its own way; what a template of the person's has there is left alone.
    """
    found = _TITLE_TAG.search(html) if _TITLE in context else None
    if found is None:
        return html
    typed = _plain(found[1])
    title, site = _plain(context.get("title", "")), _plain(context.get("docstitle", ""))
    if not title:  # That of the search page stands in its template.
        title = re.sub(rf"\W+{re.escape(site)}$", "", typed)
        new = _joined(title, site)
    else:
        new = context[_TITLE]
    between = typed.removeprefix(title).removesuffix(site)
    if typed not in {title, site} and (len(between) == len(typed) or re.search(r"\w", between)):
        return html
    return f"{html[: found.start(1)]}{escape(new, quote=False)}{html[found.end(1) :]}"


# Names and contents


def _metas(
    app: Sphinx, page: _Page, person: ShownPerson, said: Said, doctree: nodes.document | None
) -> Iterator[str]:
    found: dict[str, str] = {}
    description = said.metas.get("description", "")
    if page.is_home and not description:
        description = found["description"] = shortened(person.tagline)
    found["author"] = page.person
    if "sphinxext.opengraph" not in app.extensions:
        found |= _open_graph(app, page, person, description or _first_paragraph(doctree))
    for name, content in found.items():
        # An own picture has its own size, and its own words.
        is_said = name in said.metas or (name.startswith("og:image:") and "og:image" in said.metas)
        if content and not is_said:
            kind = "property" if name.startswith(("og:", "profile:")) else "name"
            yield f'<meta {kind}="{name}" content="{escape(content)}">'


def _open_graph(app: Sphinx, page: _Page, person: ShownPerson, description: str) -> dict[str, str]:
    """Return the properties of the Open Graph (https://ogp.me), and the one that only cards have."""
    from sphinx_homepage.html.card import SIZE, card_url, words_of_card

    image = card_url(app)
    first, last = _names(app, page.person) if page.is_home else ("", "")
    is_profile = page.is_home and bool(page.person)
    return {
        "og:type": "profile" if is_profile else "article" if page.is_paper else "website",
        "og:title": page.title,
        "og:description": description,
        "og:url": page.url,
        "og:site_name": page.site,
        "og:locale": _locale(page.language),
        "profile:first_name": first if is_profile else "",
        "profile:last_name": last if is_profile else "",
        "og:image": image,
        "og:image:type": "image/png" if image else "",
        "og:image:width": str(SIZE[0]) if image else "",
        "og:image:height": str(SIZE[1]) if image else "",
        "og:image:alt": ", ".join(filter(None, words_of_card(app)[:2])) if image else "",
        "twitter:card": "summary_large_image" if image else "summary",
    }


def _names(app: Sphinx, name: str) -> tuple[str, str]:
    """Return the given and the family name, where the profile says which part of the name is the family's."""
    from sphinx_homepage.exports.profile_page import given_name
    from sphinx_homepage.published import published_record

    profile = published_record(app.env, app.tags, sections={"profile"}).profile
    family = str(profile.family_name or "") if profile else ""
    first = given_name(name, family)
    return (first, family) if first else ("", "")


def _locale(language: str) -> str:
    """Return a language with the country where most people write it: ``en_US``, ``de_DE``."""
    from babel.core import get_global

    code = language.replace("-", "_")
    parts = code.split("_")
    if len(parts) > 1 and len(parts[-1]) == 2:
        return f"{parts[0]}_{parts[-1].upper()}"
    likely = str(get_global("likely_subtags").get(code, "")).split("_")
    return f"{likely[0]}_{likely[-1]}" if len(likely) > 1 else ""


def _first_paragraph(doctree: nodes.document | None) -> str:
    """Return the beginning of a page's own text: what a preview of it may quote."""
    for paragraph in doctree.findall(nodes.paragraph) if doctree is not None else ():
        apart = (hp_block, hp_hero, hp_masthead, nodes.Admonition, nodes.list_item)
        hidden = any(isinstance(one, apart) for one in above(paragraph))
        if not hidden and (words := paragraph.astext().strip()):
            return shortened(words)
    return ""


# JSON-LD


def _data(
    app: Sphinx,
    pagename: str,
    page: _Page,
    person: ShownPerson,
    said: Said,
    doctree: nodes.document | None,
) -> dict[str, Any]:
    from sphinx_homepage.exports.profile_page import page_items, profile_page
    from sphinx_homepage.published import published_record

    if page.is_paper:
        return {}
    env, site = app.env, site_url(app.config)
    if not page.is_home:
        record = published_record(env, app.tags, pagename, SECTIONS)
        return page_items(record, name=page.person, site=site, language=page.language)
    return profile_page(
        published_record(env, app.tags, sections=SECTIONS),
        name=page.person,
        site=site,
        image=_portrait(app, site, doctree),
        description=said.metas.get("description", ""),
        modified=modified(env),
        language=page.language,
    )


def _portrait(app: Sphinx, site: str, doctree: nodes.document | None) -> str:
    """Return the address of the portrait on the page."""
    builder: StandaloneHTMLBuilder = app.builder  # type: ignore[assignment]
    pictures = doctree.findall(hp_picture) if doctree is not None and site else ()
    portrait = next((node for node in pictures if "hp-portrait" in node["classes"]), None)
    name = builder.images.get(portrait["uri"]) if portrait is not None else None
    return f"{site}{builder.imagedir}/{quote(name)}" if name else ""
