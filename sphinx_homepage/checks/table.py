"""The table of checks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_homepage.checks import entries, organizations, papers, portraits, prose, published, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_homepage.checks.material import Facts, Published, PublishedFile, Remark, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A row of the table. One of the three functions is there: what it looks at says which."""

    code: str
    """What a person types to silence it. It will not change."""
    meaning: str
    severity: Severity
    fix: str
    """What to do, for the docs."""
    facts: Callable[[Facts], Iterator[Remark]] | None = None
    """Looks at what the person wrote."""
    folder: Callable[[Published], Iterator[Remark]] | None = None
    """Looks at the built site as a whole."""
    file: Callable[[PublishedFile], Iterator[Remark]] | None = None
    """Looks at one file of the built site."""


CHECKS: tuple[Check, ...] = (
    # What the person wrote
    Check(
        code="placeholder",
        meaning="A text was left from a template.",
        severity="fault",
        facts=texts.placeholders,
        fix="Write your own text, or take the entry out.",
    ),
    Check(
        code="no-date",
        meaning="An entry has no date.",
        severity="advice",
        facts=entries.undated,
        fix="Add `date`, or `start` and `end`; a year is enough.",
    ),
    Check(
        code="overlap",
        meaning="Two full-time posts overlap by more than six weeks.",
        severity="advice",
        facts=entries.overlapping,
        fix="Mend the dates. If one of the posts was not full-time, say so where readers see it, or in "
        "`kind`: `part-time`, `internship`, `visiting`, `50 %` and their like are understood.",
    ),
    Check(
        code="past-expected",
        meaning="What is said to be expected is past.",
        severity="advice",
        facts=entries.overdue,
        fix="Write what came of it: take out `expected`, or give the new date.",
    ),
    Check(
        code="long-text",
        meaning="A summary or a highlight is much too long.",
        severity="advice",
        facts=entries.long_texts,
        fix="Cut it to about 150 words for `profile`, 120 for any other summary, 60 for a highlight.",
    ),
    Check(
        code="mixed-names",
        meaning="One organization is spelt in two ways.",
        severity="advice",
        facts=organizations.mixed_names,
        fix="Choose one spelling. Case, accents, abbreviations such as `Univ.` and endings such as `Inc.` "
        "are looked through.",
    ),
    Check(
        code="no-doi",
        meaning="A journal article since 2000 has no DOI.",
        severity="advice",
        facts=papers.without_doi,
        fix="Add `doi`; [`sphinx-homepage sync crossref`](sync.md) looks for those that are missing. "
        'If the journal gives none, add `"no-doi:"` and the entry\'s key to `homepage_check_ignore`.',
    ),
    Check(
        code="loose-preprint",
        meaning="A preprint is listed beside its published version.",
        severity="advice",
        facts=papers.loose_preprints,
        fix="Add `preprint_of`, and [the two are one item](publications.md).",
    ),
    Check(
        code="plain-http",
        meaning="A link goes by http://.",
        severity="advice",
        facts=texts.plain_http,
        fix="Write `https://`, and follow the link once.",
    ),
    Check(
        code="half-disguised",
        meaning="An e-mail address is disguised in one place and plain in another.",
        severity="advice",
        facts=texts.half_disguised,
        fix="Write it plainly everywhere, for [pages cloak addresses](privacy.md#e-mail-addresses); or "
        "disguise it everywhere.",
    ),
    Check(
        code="portrait-size",
        meaning="A portrait is much too large, or too small.",
        severity="advice",
        facts=portraits.portrait_sizes,
        fix="Take one of about 1000 pixels.",
    ),
    Check(
        code="portrait-alt",
        meaning="A portrait has an empty alternative text.",
        severity="advice",
        facts=portraits.portraits_without_words,
        fix="Say in a few words who it shows.",
    ),
    Check(
        code="dead-file",
        meaning="A page names a file that is not there.",
        severity="fault",
        facts=prose.dead_files,
        fix="Add the file, or mend its path: from the page's folder, or with `/` before it from that of "
        "conf.py.",
    ),
    Check(
        code="link-words",
        meaning="A link does not say where it leads.",
        severity="advice",
        facts=prose.empty_links,
        fix="Make a link of the words that name the place. Who listens to a page can have its links read out "
        "alone.",
    ),
    Check(
        code="picture-alt",
        meaning="A picture in running text has no alternative text.",
        severity="advice",
        facts=prose.pictures_without_words,
        fix="Write it into the brackets of `![]`, or as the option `alt`. For decoration write "
        "`:::{image} x.png` with an empty `:alt:`.",
    ),
    Check(
        code="no-address",
        meaning="conf.py does not say at which address the site will be.",
        severity="advice",
        facts=prose.missing_address,
        fix="Set `html_baseurl`: canonical links, previews, feeds and the pages of papers need it.",
    ),
    # The built site
    Check(
        code="private-text",
        meaning="The value of a private field is in a file of the site.",
        severity="fault",
        file=published.private_texts,
        fix="Take it out of the page or file that it came from. If it is to be public, take the field out of "
        "`private`. The value is never printed, for logs are public too.",
    ),
    Check(
        code="photo-place",
        meaning="A picture tells where it was taken.",
        severity="fault",
        file=published.photo_places,
        fix="Take the GPS data out of the file. [Pictures of pages](images.md#what-is-taken-out) lose them "
        "at build; those in `html_static_path` and `html_extra_path` are copied as they are.",
    ),
    Check(
        code="build-files",
        meaning="Files of the machine that builds are in the site.",
        severity="fault",
        folder=published.build_files,
        fix="Delete them, and build with `-d` elsewhere: `python -m sphinx -d _build/doctrees . _site`.",
    ),
    Check(
        code="source-files",
        meaning="Sources are in the site.",
        severity="fault",
        folder=published.source_files,
        fix="Delete them, and leave `html_copy_source` out of conf.py.",
    ),
    Check(
        code="html-comment",
        meaning="A comment of yours is in a page of the site.",
        severity="fault",
        file=published.comments,
        fix="In a template write it as `{# ... #}`. In a page ours are taken out; one that is left comes "
        "from a raw block.",
    ),
    Check(
        code="dead-link",
        meaning="A page links to a file of the site that is not there.",
        severity="fault",
        file=published.dead_links,
        fix="Mend the link, or add the file.",
    ),
    Check(
        code="plain-email",
        meaning="An e-mail address that pages cloak stands in clear in one of them.",
        severity="advice",
        file=published.plain_addresses,
        fix="Leave the address to `{contact}` and to running text, or switch cloaking off.",
    ),
    Check(
        code="machine-path",
        meaning="The path of your source directory is in a file of the site.",
        severity="advice",
        file=published.machine_paths,
        fix="Find what wrote it: an extension, a notebook, a log.",
    ),
    Check(
        code="heavy-picture",
        meaning="A picture has more than 1.5 MB.",
        severity="advice",
        file=published.heavy_pictures,
        fix="Scale it down to twice the size in which a page shows it.",
    ),
    Check(
        code="long-pdf",
        meaning="A PDF has more pages than `homepage_check_pages` allows.",
        severity="advice",
        folder=published.long_pdfs,
        fix="Cut the page: `limit`, `tags` and `only: web` leave out entries.",
    ),
)
