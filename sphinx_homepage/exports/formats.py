"""The table of formats: what a site can give other programs, in which file, and what for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from sphinx_homepage.exports.facts import Facts
    from sphinx_homepage.exports.losses import Loss

    Made: TypeAlias = tuple[str, list[Loss]]

Options: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Option:
    """What a person may ask of a format."""

    meaning: str
    is_right: Callable[[Any], bool]
    form: str
    """What ``is_right`` takes, in words."""


@dataclass(frozen=True, slots=True)
class Format:
    """A row of the table."""

    name: str
    """What ``homepage_exports`` and the command take."""
    file: str
    """The file's name in the root of the site, unless another is asked for."""
    media_type: str
    make: Callable[[Facts, Options], Made]
    meaning: str
    options: Mapping[str, Option] = field(default_factory=dict)
    needs_site: bool = False
    """Whether it is made of the site's pages, and not of the record alone."""
    needs_url: bool = False
    """Whether it is nothing without the site's address."""
    their_extension: str = ""
    """An extension that writes the same file: ours is then left to it."""


# One function a row. What they import is imported when it is used: few builds make all of them.


def _json_resume(facts: Facts, _options: Options) -> Made:
    from sphinx_homepage.exports.json_resume import to_json, to_json_resume

    data, losses = to_json_resume(
        facts.record,
        facts.publications,
        language=facts.language,
        are_extras_shown=False,
        site=facts.site,
    )
    return to_json(data), losses


def _rendercv(facts: Facts, _options: Options) -> Made:
    from sphinx_homepage.exports.rendercv import to_rendercv

    return to_rendercv(facts)


def _vcard(facts: Facts, options: Options) -> Made:
    from sphinx_homepage.exports.vcard import to_vcard

    return to_vcard(facts, has_photo=options.get("photo", False))


def _vcard3(facts: Facts, options: Options) -> Made:
    from sphinx_homepage.exports.vcard import to_vcard

    return to_vcard(facts, version="3.0", has_photo=options.get("photo", False))


def _bibtex(facts: Facts, _options: Options) -> Made:
    from sphinx_homepage.exports.bibtex import to_bibtex_file

    return to_bibtex_file(item for item in facts.all_publications if item.shows_bibtex), []


def _csl_json(facts: Facts, _options: Options) -> Made:
    from sphinx_homepage.exports.csl_json import to_csl_json

    return to_csl_json(facts.all_publications)


def _ris(facts: Facts, _options: Options) -> Made:
    from sphinx_homepage.exports.ris import to_ris

    return to_ris(facts.all_publications)


def _text(facts: Facts, _options: Options) -> Made:
    from sphinx_homepage.exports.plain_text import to_text

    return to_text(facts), []


def _markdown(facts: Facts, _options: Options) -> Made:
    from sphinx_homepage.exports.markdown import to_markdown

    return to_markdown(facts), []


def _atom(facts: Facts, options: Options) -> Made:
    from sphinx_homepage.exports.atom import to_atom

    return to_atom(facts, options.get("sections", ("news",)))


def _sitemap(facts: Facts, _options: Options) -> Made:
    from sphinx_homepage.exports.site_files import to_sitemap

    return to_sitemap(facts.site), []


def _robots(facts: Facts, _options: Options) -> Made:
    from sphinx_homepage.exports.site_files import to_robots

    return to_robots(facts.site), []


def _llms(facts: Facts, _options: Options) -> Made:
    from sphinx_homepage.exports.site_files import to_llms

    return to_llms(facts), []


FEED_SECTIONS: Final = ("news", "talks", "publications")
"""What a feed may have."""


def _is_sections(value: Any) -> bool:
    return isinstance(value, (list, tuple)) and bool(value) and {*value} <= {*FEED_SECTIONS}


_PHOTO: Final = {
    "photo": Option("The portrait is in the card.", lambda value: isinstance(value, bool), "True or False")
}

FORMATS: Final[dict[str, Format]] = {
    row.name: row
    for row in (
        Format(
            "json-resume",
            "resume.json",
            "application/json",
            _json_resume,
            "The whole record as [JSON Resume](https://jsonresume.org), for its themes and for job boards.",
        ),
        Format(
            "rendercv",
            "rendercv.yaml",
            "application/yaml",
            _rendercv,
            "The CV for [RenderCV](https://rendercv.com), which sets it as a PDF in its own designs.",
        ),
        Format(
            "vcard",
            "contact.vcf",
            "text/vcard",
            _vcard,
            "A contact card that address books take over (vCard 4.0).",
            _PHOTO,
        ),
        Format(
            "vcard3",
            "contact-3.vcf",
            "text/vcard",
            _vcard3,
            "The same card for phones and programs that read vCard 3.0 only.",
            _PHOTO,
        ),
        Format(
            "bibtex",
            "publications.bib",
            "application/x-bibtex",
            _bibtex,
            "All publications for BibTeX and biblatex, as they were typed.",
        ),
        Format(
            "csl-json",
            "publications.json",
            "application/vnd.citationstyles.csl+json",
            _csl_json,
            "All publications for Zotero, Pandoc and other programs that use CSL.",
        ),
        Format(
            "ris",
            "publications.ris",
            "application/x-research-info-systems",
            _ris,
            "All publications for EndNote, Mendeley and library catalogues.",
        ),
        Format(
            "text",
            "cv.txt",
            "text/plain",
            _text,
            "The CV as plain text: to paste into a form, or for a program that reads text.",
        ),
        Format(
            "markdown",
            "cv.md",
            "text/markdown",
            _markdown,
            "The CV as Markdown that every program reads.",
        ),
        Format(
            "atom",
            "feed.xml",
            "application/atom+xml",
            _atom,
            "A feed of the news for feed readers; every page's head names it.",
            {
                "sections": Option(
                    "What is in the feed.", _is_sections, f"a list of some of {', '.join(FEED_SECTIONS)}"
                )
            },
            needs_site=True,
            needs_url=True,
        ),
        Format(
            "sitemap",
            "sitemap.xml",
            "application/xml",
            _sitemap,
            "All pages, for search engines.",
            needs_site=True,
            needs_url=True,
            their_extension="sphinx_sitemap",
        ),
        Format(
            "robots",
            "robots.txt",
            "text/plain",
            _robots,
            "Lets every crawler in, and names the sitemap if there is one.",
            needs_site=True,
        ),
        Format(
            "llms",
            "llms.txt",
            "text/markdown",
            _llms,
            "What the site is and where what is on it, for [language models](https://llmstxt.org).",
            needs_site=True,
        ),
    )
}
"""By name."""
