"""What a person keeps to themselves reaches no file: comments, private fields, addresses, sources."""

from __future__ import annotations

import html as html_module
import json
import re

import html5lib
import pytest
from outputs import BUILDERS, PNG, contents, holding

XHTML = "{http://www.w3.org/1999/xhtml}"

SETTINGS = {"version": "1", "copyright": "2026, A", "language": "en"}


# Comments

COMMENTED_MD = """---
title: Home
# yamlsecret
---

Before. <!-- inlinesecret [link](https://linksecret.example) --> After.

<!--
Old bio blocksecret.

### Headingsecret

- [x](https://linksecret.example) <b>bold</b>
--> Tail of the block.

<div>
Kept <!-- nestedsecret --> words
</div>

<!---->

% percentsecret

- item <!-- itemsecret -->

  <!-- itemblocksecret -->

## Heading <!-- headingsecret --> `<!-- kept -->`

Underlined <!-- underlinedsecret
and so on --> words
-------------------

| a | b |
|---|---|
| c <!-- cellsecret --> | d |

:::{note}
In a note. <!-- notesecret -->

% notepercentsecret
:::

:::{award} A prize
Summary. <!-- bodysecret -->

% bodypercentsecret

<!--
bodyblocksecret
-->

- Highlight. <!-- highlightsecret -->
:::

:::{awards}
- title: Another prize  # yamlbodysecret
  summary: Words. <!-- fieldsecret --> `<!-- kept -->`
  highlights: [Words <!-- fieldlistsecret -->]
- title: A title <!-- fieldtitlesecret -->
:::

<?php phpsecret ?>

Last words.

<!-- unclosedsecret

### Afterwardssecret
"""

COMMENTED_RST = """
In reStructuredText
===================

.. rstcommentsecret

   more of it

.. raw:: html

   <p>Kept <!-- rawsecret --> raw</p>

.. raw:: html

   <!-- rawwholesecret

.. award:: A third prize

   Summary.

   .. rstbodysecret
"""

SECRETS = sorted(set(re.findall(r"\w*secret\w*", COMMENTED_MD + COMMENTED_RST + "cvsecret")))


@pytest.mark.parametrize("builder", BUILDERS)
def test_comments_reach_no_file_of_any_builder(build, builder):
    site = build(
        {
            "index.md": COMMENTED_MD,
            "other.rst": ":orphan:\n" + COMMENTED_RST,
            "cv.yaml": "# cvsecret\nawards:\n- title: A prize\n",
        },
        builder,
        homepage_data="cv.yaml",
        **SETTINGS,
        html_theme="alabaster",
    )
    assert holding(site, *SECRETS) == []


def test_what_stands_around_a_comment_stays(build):
    site = build({"index.md": COMMENTED_MD, "other.rst": ":orphan:\n" + COMMENTED_RST}, warning_is_error=True)
    words = " ".join("".join(html5lib.parse(site.body()).itertext()).split())
    for kept in ("Before. After.", "Kept words", "item", "Summary.", "Highlight.", "Last words."):
        assert kept in words
    assert "Kept  raw" in site.body("other")


def test_a_comment_that_is_shown_as_code_is_no_comment(build):
    site = build({"index.md": "# A\n\n`<!-- shown -->`\n\n```html\n<!-- shown too -->\n```\n"})
    words = "".join(html5lib.parse(site.body()).itertext())
    assert "<!-- shown -->" in words
    assert "<!-- shown too -->" in words


def test_the_old_bio_of_the_student_reaches_no_file(build_site):
    for builder in ("html", "epub", "text", "gettext"):
        site = build_site("tests/sites/student", builder)
        assert (
            holding(site, "secret-dorm-phone", "nico.old.address", "the choir", "late-bus", "Counterpoint")
            == []
        )


# Sources


def test_sources_are_not_published(build):
    site = build({"index.md": "# Home\n"}, html_theme="alabaster", warning_is_error=True)
    assert [*site.outdir.glob("_sources/**/*.*")] == []
    assert "_sources" not in site.html()


def test_publishing_the_sources_is_one_warning(build):
    site = build({"index.md": "# Home\n", "a.md": "---\norphan: true\n---\n# A\n"}, html_copy_source=True)
    (warned,) = site.warnings
    assert warned.code == "homepage.copy-source"
    assert "_sources" in warned.message
    assert (site.outdir / "_sources" / "index.md.txt").is_file()


# Private fields

PRIVATE_YAML = """
profile:
  name: Public Name
  pronouns: pronounsecret
  headline: Public headline
  private: [pronouns]
  other_names: [othernamesecret]
contact:
  email: public@example.org
  phone: +1-555-phonesecret
  address: 1 Addresssecret Road
  github: publichub
experience:
- organization: Public Labs
  location: locationsecret
  note: notesecret
  private: [location, note]
  positions:
  - position: Public post
    focus: focussecret
    private: focus
    projects:
    - name: Public project
      url: https://urlsecret.example
      private: url
  - position: onlysecret
    only: pdf
    summary: onlysummarysecret
awards:
- title: Public prize
  amount: amountsecret
  summary: summarysecret
  highlights: [highlightsecret]
  keywords: [keywordsecret]
  links: {labelsecret: https://linksecret.example}
  details: {detailsecret: more}
  image: {src: imagesecret.png, alt: altsecret}
  tags: [tagsecret]
  start: 1987-06
  x-note: extrasecret
  private: [amount, summary, highlights, keywords, links, details, image, start]
- title: onlyprizesecret
  only: pdf
people:
- name: Public person
  email: emailsecret@example.org
  phone: +1-phonesecret
  github: githubsecret
  private: [email, phone, github]
news:
- date: 2024-05
  summary: Public news.
- date: 2024-06
  only: pdf
  summary: newssecret
"""

PRIVATE_OPTIONS = """# Home

:::{profile}
:name: Public Name
:pronouns: pronounsecret
:private: pronouns
:::

:::{contact}
:email: public@example.org
:phone: +1-555-phonesecret
:address: 1 Addresssecret Road
:github: publichub
:::

::::{experience} Public Labs
:location: locationsecret
:note: notesecret
:private: [location, note]

:::{position} Public post
:focus: focussecret
:private: focus
:::
:::{position} onlysecret
:only: pdf

onlysummarysecret
:::
::::

:::{award} Public prize
:amount: amountsecret
:start: 1987-06
:links: {labelsecret: https://linksecret.example}
:image: {src: imagesecret.png, alt: altsecret}
:private: [amount, links, image, start]
:::

:::{award} onlyprizesecret
:only: pdf

onlysummarysecret
:::

:::{person} Public person
:email: emailsecret@example.org
:github: githubsecret
:private: [email, github]
:::
"""

SECTIONS = ("profile", "contact", "experience", "awards", "people", "news")


def _bodies():
    blocks = {}
    for line in PRIVATE_YAML.strip().splitlines():
        if not line.startswith((" ", "-")):
            blocks[name := line.rstrip(":")] = []
        else:
            blocks[name].append(line)
    return "# Home\n\n" + "".join(
        f":::{{{name}}}\n"
        + "\n".join(line.removeprefix("  ") if name in {"profile", "contact"} else line for line in lines)
        + "\n:::\n\n"
        for name, lines in blocks.items()
    )


FORMS = {
    "data": (
        "# Home\n\n" + "".join(f":::{{{name}}}\n:::\n\n" for name in SECTIONS),
        {"cv.yaml": PRIVATE_YAML},
    ),
    "body": (_bodies(), {}),
    "options": (PRIVATE_OPTIONS, {}),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("builder", ["html", "epub", "text", "latex", "gettext", "json", "xml"])
def test_private_fields_reach_no_file(build, builder, form):
    page, files = FORMS[form]
    site = build(
        {"index.md": page, "imagesecret.png": PNG, **files},
        builder,
        warning_is_error=True,
        **SETTINGS,
        **({"homepage_data": "cv.yaml"} if files else {}),
    )
    secrets = re.findall(r"\w+secret", page + "".join(files.values()))
    assert holding(site, *secrets, "1987-06", "Jun 1987") == []
    # The environment's pickle is none of what it shows.
    assert holding(site, "Public Labs", "Public prize", "Public person") != []


def test_only_what_a_page_shows_of_the_record_is_published(build):
    site = build(
        {"index.md": "# Home\n\n:::{contact}\n:::\n", "cv.yaml": PRIVATE_YAML, "imagesecret.png": b"\x89PNG"},
        homepage_data="cv.yaml",
        warning_is_error=True,
    )
    assert holding(site, "Public Name", "Public Labs", "Public prize", "Public person", "secret") == []
    assert holding(site, "publichub") != []


def test_what_is_wrong_with_a_private_field_is_said_on_the_terminal_alone(build):
    """Warnings are repeated by a build that reads nothing, and yet nothing of them is stored."""
    data = "contact:\n  email: mailsecret(at)example.org\n  private: [email]\n  github: publichub\n"
    files = {"index.md": "# Home\n\n:::{contact}\n:::\n", "cv.yaml": data}
    assert len(build(files, homepage_data="cv.yaml").warnings) == 1
    site = build()
    assert site.read == []
    assert [warned.line for warned in site.warnings] == [2]
    assert holding(site, "mailsecret") == []


def test_what_is_for_the_pdf_alone_makes_no_labels_and_no_objects(build):
    page = """# Home

::::{experience} onlysecret
:only: pdf

(labelsecret)=
Text with a target. [^1]

[^1]: footnotesecret

:::{project} nestedsecret
:::
::::

:::{awards}
- title: listsecret
  only: pdf
- title: Public prize
:::
"""
    site = build({"index.md": page}, warning_is_error=True)
    assert holding(site, "secret") == []


def test_a_directive_for_the_pdf_alone_is_no_warning(build):
    page = "# Home\n\n:::{awards}\n:only: pdf\n:::\n\n:::{references}\n:::\n"
    data = "awards: [secret]\nreferences: [{name: secretreferee, only: pdf}]\n"
    site = build({"index.md": page, "cv.yaml": data}, homepage_data="cv.yaml")
    assert [warned.code for warned in site.warnings] == []
    assert holding(site, "secret") == []


def test_what_is_made_from_private_fields_is_private(build):
    """Anchors are made from words, and a profile's employer from an experience."""
    data = """\
profile: {name: Public Name}
experience:
- {organization: secretlab, start: 2020, only: pdf}
- {organization: secretbank, start: 2020, position: Public post, private: organization}
news:
- {date: 2020, summary: Secretnews in words, private: summary}
awards:
- {title: secrettitle, awarder: Public awarder, private: title}
"""
    page = "# Home\n\n" + "".join(
        f":::{{{name}}}\n:::\n\n" for name in ("profile", "experience", "news", "awards")
    )
    site = build({"index.md": page, "cv.yaml": data}, homepage_data="cv.yaml")
    assert holding(site, "secret") == []


def test_a_private_body_is_not_shown(build):
    entry = ":::{{award}} Public prize\n:private: {}\n\nSummarytpart.\n\n- Highlighttpart.\n:::\n"
    names = {"[summary]": "Summarytpart", "highlights": "Highlighttpart", "[summary, highlights]": "tpart"}
    for private, secret in names.items():
        site = build({"index.md": "# Home\n\n" + entry.format(private)}, warning_is_error=True)
        assert holding(site, secret) == []
        assert holding(site, "Public prize") != []


def test_the_telephone_and_the_street_are_published_for_who_asks(build):
    site = build(
        {
            "index.md": "# Home\n\n:::{contact}\n:::\n",
            "cv.yaml": "contact:\n  phone: +1-555-0100\n  address: 1 Main Road\n  private: []\n",
        },
        "text",
        homepage_data="cv.yaml",
        warning_is_error=True,
    )
    assert "+1-555-0100" in site.text()
    assert "1 Main Road" in site.text()


# E-mail addresses

ADDRESS = "jane.doe@mail.example.org"

WITH_ADDRESS = f"""---
title: Write to {ADDRESS}
subtitle: Or {ADDRESS}
description: Jane Doe, {ADDRESS}
---

Mail {ADDRESS}, or [write](mailto:{ADDRESS}), or <{ADDRESS}>. Recall@100 is no address.

:::{{contact}}
:email: {ADDRESS}
:::

:::{{award}} Prize of {ADDRESS}
:::

## Section {ADDRESS}
"""

ICON_LINKS = [
    {"name": "Mail", "url": f"mailto:{ADDRESS}", "icon": "fa-solid fa-envelope"},
    {"name": ADDRESS, "url": f"mailto:{ADDRESS}?subject=Hi", "icon": "x"},
    {"name": "Again", "url": "#", "icon": "x", "attributes": {"href": f"mailto:{ADDRESS}?subject=Again"}},
]


def plain_addresses(site):
    harvester = re.compile(r"[\w.+-]+(?:@|%40)[\w-]+\.[\w.-]+")
    return [
        (name, address)
        for name, data in contents(site)
        if name.endswith((".html", ".xhtml", ".js", ".json", ".fjson")) and "/_static/" not in name
        for address in harvester.findall(data.decode())
    ]


@pytest.mark.parametrize("theme", ["pydata_sphinx_theme", "sphinx_book_theme", "furo", "alabaster"])
def test_an_address_is_cloaked_wherever_it_appears(build, theme):
    options = {
        "pydata_sphinx_theme": {"icon_links": ICON_LINKS},
        "sphinx_book_theme": {"icon_links": ICON_LINKS},
        "furo": {"footer_icons": [{**ICON_LINKS[0], "html": "m", "class": ""}]},
    }
    site = build({"index.md": WITH_ADDRESS}, html_theme=theme, html_theme_options=options.get(theme, {}))
    assert [found for found in plain_addresses(site) if not _is_theme_script(found)] == []
    html = site.html()
    hrefs = {link.get("href") for link in html5lib.parse(html).iter(f"{XHTML}a")}
    assert {href for href in hrefs if href and href.startswith("mailto:")} <= {
        f"mailto:{ADDRESS}",
        f"mailto:{ADDRESS}?subject=Hi",
        f"mailto:{ADDRESS}?subject=Again",
    }
    assert f"mailto:{ADDRESS}" in hrefs
    assert f"mailto:{ADDRESS}?subject=Hi" in hrefs or theme in {"furo", "alabaster"}
    words = "".join(html5lib.parse(html).itertext())
    assert f"Mail {ADDRESS}, or write, or {ADDRESS}. Recall@100 is no address." in " ".join(words.split())


def _is_theme_script(found):
    return "/_static/" in found[0]


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "json"])
def test_an_address_is_cloaked_by_every_builder_of_html(build, builder):
    site = build({"index.md": WITH_ADDRESS}, builder, html_theme="alabaster", **SETTINGS)
    in_pages = [
        (name, found) for name, found in plain_addresses(site) if not name.endswith((".ncx", "nav.xhtml"))
    ]
    assert in_pages == []


def test_the_search_index_is_cloaked_and_says_the_same(build):
    site = build({"index.md": WITH_ADDRESS})
    typed = (site.outdir / "searchindex.js").read_text("utf-8")
    assert ADDRESS not in typed
    index = json.loads(typed.removeprefix("Search.setIndex(").removesuffix(")"))
    # Older versions of Sphinx's search write a title as HTML.
    assert [html_module.unescape(title) for title in index["titles"]] == [f"Write to {ADDRESS}"]


def test_addresses_are_plain_for_who_asks(build):
    site = build({"index.md": WITH_ADDRESS}, homepage_cloak_email=False, warning_is_error=True)
    html = site.html()
    assert f'href="mailto:{ADDRESS}"' in html
    assert f"<h1>Write to {ADDRESS}<" in html
    assert f"Mail {ADDRESS}, or" in html
    assert f"Jane Doe, {ADDRESS}" in html
    assert not re.search(r"&#(64|x40|46|x2e);|%40", html)


@pytest.mark.parametrize("is_cloaked", [True, False])
def test_disguised_addresses_are_left_as_typed(build, is_cloaked):
    disguised = [
        "name[at]uni[dot]edu",
        "id/@/andrew.uni.edu",
        "name (at) uni (dot) edu",
        "name at uni dot edu",
    ]
    body = "\n\n".join(f"`{typed}` {typed.replace('[', chr(92) + '[')}" for typed in disguised)
    contact = "".join(f"- {typed}\n" for typed in disguised[:2])
    site = build(
        {
            "index.md": f"# Home\n\n{body}\n\n:::{{contact}}\n:::\n",
            "cv.yaml": "contact:\n  email:\n"
            + "".join(f"  - {line}\n" for line in contact.replace("- ", "").splitlines())
            .replace("  - ", '  - "')
            .replace("\n", '"\n'),
        },
        homepage_data="cv.yaml",
        homepage_cloak_email=is_cloaked,
        warning_is_error=True,
    )
    html = site.body()
    for typed in disguised:
        assert typed in html
    assert html.count(disguised[1]) == 3
    assert "mailto:" not in html


# What other builders alone show

FOR_BOOKS = """\
Home
====

.. award:: Public prize

.. only:: latex

   .. profile:: Booksecret Name
      :headline: Booksecret headline

   .. contact::
      :github: booksecret

   .. award:: Booksecret prize

   .. publication:: Booksecret paper
      :year: 2020
      :doi: 10.1234/booksecret

.. only:: html

   .. award:: Web prize

   .. publication:: Web paper
      :year: 2021

.. experience:: Public Labs

   Public words.

   .. only:: latex

      .. project:: Booksecret project
"""


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_what_stands_in_books_alone_is_in_no_file_of_the_site(build, builder):
    from sphinx_homepage.exports.formats import FORMATS

    site = build(
        {"index.rst": FOR_BOOKS},
        builder,
        html_baseurl="https://example.org",
        html_copy_source=False,
        homepage_exports=[*FORMATS],
    )
    output = [name for name, _ in holding(site, "booksecret") if not name.startswith("_build/doctrees")]
    assert output == []
    for shown in ("Public prize", "Web prize", "Web paper", "Public Labs"):
        assert any(name.endswith("resume.json") for name, _ in holding(site, shown)), shown
    book = build(None, "latex")
    assert {name for name, _ in holding(book, "Booksecret prize") if name.endswith(".tex")}
    assert not {name for name, _ in holding(book, "Web prize") if name.endswith(".tex")}


def test_a_reference_to_what_stands_in_books_alone_is_said_to_lead_nowhere(build):
    only = ".. only:: latex\n\n   .. award:: Booksecret prize\n"
    page = f"Home\n====\n\n:homepage:entry:`booksecret-prize`\n\n{only}"
    site = build({"index.rst": page}, nitpicky=True)
    assert [warned.message for warned in site.warnings] == [
        "no page shows an entry with the id booksecret-prize"
    ]
    assert build(None, "latex").warnings == []
