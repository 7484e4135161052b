"""A PDF shows its page as the page was read, with what is for it alone, and without what is for the web."""

from __future__ import annotations

import html as html_module
import re
import zlib

import pytest

BASE = "https://ana.example.org/"


# References


def test_links_to_other_pages_are_absolute(typst_of):
    page = "# Page\n\n{doc}`other`, [words](other.md#part), {doc}`index`.\n"
    other = "# Other page\n\n(part)=\n## Part\n"
    written = typst_of(page, {"other.md": other}, html_baseurl=BASE)
    assert '#link-to("https://ana.example.org/other.html")[#"Other page";];' in written
    assert '#link-to("https://ana.example.org/other.html#part")[#"words";];' in written
    assert '#"Page";' in written


def test_links_to_other_pages_are_words_where_nobody_knows_the_address(build):
    page = "# Page\n\n{doc}`other`.\n"
    site = build(
        {"index.md": page, "other.md": "---\norphan: true\n---\n# Other page\n"},
        homepage_pdf={"index": "a.pdf"},
    )
    assert site.warnings == []
    assert site.stdout.count("set html_baseurl to where the site is served") == 1


def test_the_address_is_the_one_of_the_builder_that_runs(build, pdf_text):
    files = {"index.md": "# Page\n\n{doc}`other`.\n", "other.md": "# Other page\n"}
    site = build(files, "dirhtml", homepage_pdf={"index": "a.pdf"}, html_baseurl=BASE)
    assert b"https://ana.example.org/other/" in (site.outdir / "a.pdf").read_bytes()


def test_no_warning_of_the_page_is_repeated(build):
    page = "# Page\n\n{ref}`nowhere`, {doc}`missing`, {pub}`nobody2020`, [x](#none), $\\unknownmacro$.\n"
    alone = build({"index.md": page})
    both = build(homepage_pdf={"index": "a.pdf"})
    assert sorted(both.warnings) == sorted(alone.warnings)
    assert len(alone.warnings) >= 3


def test_the_builder_alone_says_each_warning_once(build):
    page = "# Page\n\n{ref}`nowhere`, {doc}`missing`.\n"
    site = build({"index.md": page}, "homepage-pdf", homepage_pdf={"index": "a.pdf"})
    assert len(site.warnings) == 2


def test_what_is_wrong_in_text_for_the_pdf_alone_is_said_once(build):
    page = "# Page\n\n:::{award} A prize\n:only: pdf\n\n{ref}`nowhere`\n:::\n"
    site = build({"index.md": page}, homepage_pdf={"index": "a.pdf"})
    assert [(warned.line, warned.code) for warned in site.warnings] == [(6, "ref.ref")]


def test_conditions_hold_for_the_pdf_in_it_and_for_html_on_the_page(build, pdf_text):
    page = "# Page\n\n```{only} html\nWebwords.\n```\n\n```{only} pdf\nPaperwords.\n```\n"
    site = build({"index.md": page}, homepage_pdf={"index": "a.pdf"})
    assert pdf_text(site.outdir / "a.pdf").split()[:2] == ["Page", "Paperwords."]
    assert "Webwords." in site.body()
    assert "Paperwords." not in site.body()


# For one medium alone

PAGE = """# Page

Shared[^1].

::::{experience} Hiddenlab
:only: pdf

(hiddenlabel)=
Hiddenwords[^2], {ref}`words <hiddenlabel>`.

[^2]: Hiddennote.

$$x$$ (hiddenequation)

:::{project} Hiddenproject
:::
::::

[^1]: Public note.

:::{awards}
- {title: Hiddenprize, only: pdf}
- Public prize
- {title: Webprize, only: web}
:::

:::{award} Hiddenmedal
:only: pdf
:::

:::{award} Public medal
:::

:::{skills}
- {name: Hiddenskill, only: pdf}
- Public skill
- {name: Webskill, only: web}
:::

:::{publications}
- {title: Hiddenpaper, year: 2021, only: pdf}
- {title: Public paper, year: 2020}
- {title: Webpaper, year: 2019, only: web}
:::

:::{news}
:only: web
:::

:::{talks}
:only: pdf
:::
"""
DATA = "news: [{date: 2020, summary: Webnews.}]\ntalks: [Hiddentalk]\n"


def _files(site):
    for path in sorted(site.outdir.rglob("*")):
        if path.is_file() and path.suffix != ".pdf":
            data = path.read_bytes()
            yield path.name, data
            if path.name == "objects.inv":
                yield path.name, zlib.decompress(data.split(b"\n", 4)[4])


@pytest.mark.parametrize("parallel", [1, 4])
@pytest.mark.parametrize("builder", ["html", "singlehtml"])
def test_what_is_for_the_pdf_alone_is_there_and_nowhere_else(build, pdf_text, builder, parallel):
    more = {f"p{number}.md": f"# P{number}\n" for number in range(8)}
    site = build(
        {"index.md": PAGE, "cv.yaml": DATA, **more},
        builder,
        parallel=parallel,
        homepage_data="cv.yaml",
        homepage_pdf={"index": "a.pdf"},
        html_baseurl=BASE,
        suppress_warnings=["toc.not_included"],
    )
    assert site.warnings == []
    found = set()
    for name, data in _files(site):
        words = html_module.unescape(data.decode("utf-8", errors="replace"))
        found |= {
            (name, word)
            for word in re.findall(r"(?i)hidden(?=lab|words|note|label|eq|pr|me|sk|pa|ta)\w*", words)
        }
    assert found == set()
    text = pdf_text(site.outdir / "a.pdf")
    assert {word.strip(".,0123456789") for word in text.split() if "idden" in word.casefold()} == {
        *("Hiddenlab", "Hiddenwords", "Hiddennote", "Hiddenproject", "Hiddenprize", "Hiddenmedal"),
        *("Hiddenskill", "Hiddenpaper", "Hiddentalk"),
    }
    assert "Web" not in text
    assert "Public prize" in text


def test_the_page_is_the_same_whether_or_not_it_is_a_pdf(build):
    files = {"index.md": PAGE, "cv.yaml": DATA}
    without = build(files, homepage_data="cv.yaml").body()
    with_pdf = build(homepage_pdf={"index": "a.pdf"}).body()
    assert re.sub(r'\s*<p class="hp-pdf">.*?</p>', "", with_pdf) == _as_hero(without)


def _as_hero(body):
    head = r'<header class="hp-hero">\n<div class="hp-hero-lines">\n\1\n</div>\n</header>'
    return re.sub(r"(<h1>.*?</h1>)", head, body)


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "gettext", "xml", "json"])
def test_no_other_builder_writes_what_is_for_the_pdf_alone(build, builder):
    settings = {"version": "1", "copyright": "2026, A", "language": "en"}
    site = build(
        {"index.md": PAGE, "cv.yaml": DATA},
        builder,
        homepage_data="cv.yaml",
        homepage_pdf={"index": "a.pdf"},
        **settings,
    )
    assert site.warnings == []
    assert [name for name, data in _files(site) if re.search(rb"(?i)hidden(?!_)[lwnepmst]", data)] == []
    assert not (site.outdir / "a.pdf").exists()


def test_options_select_on_the_web_and_in_the_pdf_each_for_itself(typst_of):
    data = "awards: [{title: Paper one, only: pdf}, One, {title: Web two, only: web}, Two, Three]\n"
    page = "# Page\n\n:::{awards}\n:limit: 2\n:::\n"
    written = typst_of(page, {"cv.yaml": data}, homepage_data="cv.yaml")
    assert re.findall(r'head: \[#"(.*?)";\]', written) == ["Paper one", "One"]


PERSON = """\
profile: {name: Ana Petrov, pronouns: secretpronouns, headline: Maps, private: [pronouns]}
contact: {email: ana@example.org, phone: secretphone, github: ana, private: [phone]}
awards: [{title: A prize, amount: secretamount, private: [amount]}]
"""
OF_A_PERSON = "# Page\n\n:::{profile}\n:::\n\n:::{contact}\n:::\n\n:::{awards}\n:::\n"


def test_private_fields_are_in_no_pdf(typst_of):
    assert "secret" not in typst_of(OF_A_PERSON, {"cv.yaml": PERSON}, homepage_data="cv.yaml", whole=True)


def test_private_fields_of_the_person_are_in_the_pdf_if_it_is_asked_for(typst_of, build):
    settings = {"homepage_data": "cv.yaml", "homepage_pdf_private": True}
    written = typst_of(OF_A_PERSON, {"cv.yaml": PERSON}, whole=True, **settings)
    assert "secretpronouns" in written
    assert 'kind: "phone"' in written
    assert "secretamount" not in written
    assert written.index("ana@example.org") < written.index("secretphone") < written.index("GitHub")
    assert written.count("Maps") == 1
    site = build()
    assert [name for name, data in _files(site) if b"secret" in data] == []


def test_a_tag_asks_for_private_fields_in_one_build(build):
    files = {"index.md": OF_A_PERSON, "cv.yaml": PERSON, "conf.py": ""}
    settings = {"homepage_data": "cv.yaml", "homepage_pdf": {"index": "a.pdf"}}
    without = (build(files, **settings).outdir / "a.pdf").read_bytes()
    site = build({"conf.py": "tags.add('private')\n"})
    assert site.read == ["index"]
    assert (site.outdir / "a.pdf").read_bytes() != without
    assert build({"conf.py": ""}).read == ["index"]
    assert (site.outdir / "a.pdf").read_bytes() == without
