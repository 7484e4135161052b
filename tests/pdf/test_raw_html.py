"""HTML in a page: its tags for running text keep their form, of the rest there is the text, and a warning."""

from __future__ import annotations

import pytest

from sphinx_homepage.pdf.raw_html import said_by

SAYS = 'the PDF has no form for raw HTML, and shows its text alone; "only" with "html" hides that'


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<div class='x'>", ("", False)),
        ("<p>One</p><p>two&nbsp;&amp; <b>th</b>ree</p>", ("One two & three", True)),
        ("<script>alert(1)</script><style>p {}</style>", ("", False)),
        ("<iframe src='https://example.org'></iframe>", ("", True)),
        ('<img src="a.png" alt="A map">', ("A map", True)),
        ("<!-- nothing -->", ("", False)),
        ("a < b", ("a < b", True)),
        ("</script>text", ("text", True)),
    ],
)
def test_html_says_its_text(html, said):
    assert said_by(html) == said


def test_a_block_of_html_is_its_text_and_a_warning(build, pdf_text):
    page = """# Page

<div class="card">

Within *it*.

</div>

<p>Raw <b>words</b></p>

```{raw} html
<ul><li>One</li><li>Two</li></ul>
```

```{raw} latex
No \\LaTeX
```

```{only} html
<video src="a.mp4"></video>
```
"""
    site = build({"index.md": page}, homepage_pdf={"index": "a.pdf"})
    assert [(warned.line, warned.message) for warned in site.warnings] == [(9, SAYS)]
    assert "Page Within it. Raw words One Two" in pdf_text(site.outdir / "a.pdf")
    assert "LaTeX" not in pdf_text(site.outdir / "a.pdf")


def test_struck_words_are_there_and_warn_of_nothing_but_what_the_page_does(build, pdf_text):
    files = {"index.md": "# Page\n\nSold ~~the boat~~ nothing.\n"}
    settings = {"myst_enable_extensions": ["strikethrough"]}
    alone = build(files, **settings)
    both = build(homepage_pdf={"index": "a.pdf"})
    assert both.warnings == alone.warnings
    assert "Sold the boat nothing." in pdf_text(both.outdir / "a.pdf")


def test_a_line_that_html_breaks_is_broken(build, pdf_text):
    site = build({"index.md": "# Page\n\nOne<br>two\n"}, homepage_pdf={"index": "a.pdf"})
    assert site.warnings == []
    assert "One two" in pdf_text(site.outdir / "a.pdf")
