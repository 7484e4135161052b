"""What has a number on the page has the same one in the PDF, and so has what refers to it."""

from __future__ import annotations

import pytest

PAGE = """# Page

## Part

$$a = b$$ (first)

Between {eq}`first`, {eq}`second`.

```{math}
:label: second

\\begin{aligned}
c &= d \\\\
e &= f
\\end{aligned}
```

Also {numref}`fig` and {numref}`tab` and {numref}`code`.

```{figure} red.png
:alt: A square
:name: fig

A caption.
```

```{table} Rows
:name: tab

| a | b |
|---|---|
| 1 | 2 |
```

```{code-block} python
:caption: Code
:name: code

x = 1
```
"""


def test_an_equation_has_its_number_at_the_edge(build, pdf_text, red_png):
    files = {"index.md": "# Page\n\n$$a = b$$ (first)\n\nSee {eq}`first`, $$c$$\n"}
    site = build(files, homepage_pdf={"index": "a.pdf"})
    assert site.warnings == []
    assert "(1) See (1)" in pdf_text(site.outdir / "a.pdf")


def test_a_number_is_an_argument_of_its_own(typst_of):
    written = typst_of("$$a$$ (first)\n\n$$b$$\n").splitlines()
    assert written[0].endswith(', alt: "a", number: [#"(1)";]);')
    assert written[1].endswith(', alt: "b", number: none);')


@pytest.mark.parametrize("template", ["classic", "modern", "compact"])
def test_everything_has_the_number_that_references_say(build, pdf_text, red_png, template):
    files = {"index.md": "```{toctree}\n:numbered:\n\npage\n```\n", "page.md": PAGE, "red.png": red_png}
    site = build(files, numfig=True, homepage_pdf={"page": "a.pdf"}, homepage_pdf_template=template)
    assert site.warnings == []
    text = pdf_text(site.outdir / "a.pdf")
    for words in ("Between (1.1), (1.2).", "Fig. 1.1 A caption.", "Table 1.1 Rows", "Listing 1.1 Code"):
        assert words in text
    assert "Also Fig. 1.1 and Table 1.1 and Listing 1.1." in text


def test_a_number_that_another_page_changes_makes_the_pdf_again(build, pdf_text):
    toctree = "```{{toctree}}\n:numbered:\n\n{}\n```\n"
    page = "# Page\n\n## Part\n\n$$a$$ (first)\n\nSee {eq}`first`.\n"
    files = {"index.md": toctree.format("page\nother"), "page.md": page, "other.md": "# Other\n"}
    site = build(files, numfig=True, homepage_pdf={"page": "a.pdf"})
    assert "See (1.1)" in pdf_text(site.outdir / "a.pdf")
    site = build({"index.md": toctree.format("other\npage")})
    assert site.warnings == []
    assert "page" not in site.read
    assert "(2.1) See (2.1)" in pdf_text(site.outdir / "a.pdf")
