"""How pages offer files: a role with the size, a QR code, a link in the head."""

from __future__ import annotations

import re

import html5lib
import pytest

CONTACT = ":::{contact}\n:email: ana@petrov.example.org\n:phone: '555'\n:qr:\n:::\n"
OFFER = "# Home\n\nTake {export}`vcard` or {export}`the *CV* <text>`.\n\n:::{award} A\n:::\n"


def test_the_role_links_a_file_with_its_size(build):
    site = build({"index.md": OFFER}, homepage_exports=["vcard", "text"], language="de", project="A")
    size = '<span class="hp-export-size"> (1\u00a0kB)</span>'
    assert (
        f'Take <a download="" href="contact.vcf">contact.vcf</a>{size}'
        f' or <a download="" href="cv.txt">the *CV*</a>{size}.'
    ) in site.html("index")


def test_the_link_leads_there_from_any_page(build):
    pages = {"index.md": "# H\n\n:::{toctree}\na/b/c\n:::\n", "a/b/c.md": OFFER}
    site = build(pages, "dirhtml", homepage_exports={"vcard": "my card.vcf", "text": {}})
    assert 'href="../../../my%20card.vcf"' in (site.outdir / "a/b/c/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("builder", "shown"), [("text", "Take contact.vcf or the *CV*."), ("man", "Take \\%contact.vcf")]
)
def test_other_builders_show_the_words(build, builder, shown):
    site = build({"index.md": OFFER}, builder, homepage_exports=["vcard", "text"])
    assert site.stderr == ""
    text = "".join(
        path.read_text("utf-8") for path in site.outdir.rglob("*") if path.suffix in {".txt", ".1"}
    )
    assert shown.split()[0] in text
    assert "contact.vcf" in text


def test_a_file_that_the_site_does_not_have_is_a_warning(build):
    site = build({"index.md": "# H\n\nSee\n{export}`vcrd`.\n"}, homepage_exports=["vcard"])
    [said] = site.warnings
    assert (said.path, said.line, said.code) == ("index.md", 3, "homepage.export")
    assert said.message == 'the site has no file of the format "vcrd"; did you mean "vcard"?'
    assert "See\n<span>vcrd</span>." in site.html("index")


def test_a_page_that_offers_a_file_is_written_again_when_the_file_changes(build):
    data = "awards: [{title: One}]\n"
    pages = {
        "index.md": "# H\n\n{export}`text`\n\n:::{toctree}\na\n:::\n",
        "a.md": "# A\n\n:::{awards}\n:::\n",
    }
    build({**pages, "cv.yaml": data}, homepage_data="cv.yaml", homepage_exports=["text"])
    site = build({"cv.yaml": f"awards: [{{title: {'Long ' * 600}}}]\n"})
    assert site.read == ["a"]
    assert " (3\u00a0kB)" in site.html("index")


def test_the_feed_is_named_in_every_pages_head_and_in_no_other(build):
    pages = {
        "index.md": "# H\n\n:::{toctree}\na/b\n:::\n",
        "a/b.md": "# B\n\n:::{news}\n- {date: 2024, summary: S}\n:::\n",
    }
    site = build(pages, homepage_exports=["atom"], html_baseurl="https://a.example.org", html_title="<A>")
    link = '<link rel="alternate" type="application/atom+xml" title="&lt;A&gt;" href="{}" />'
    assert link.format("feed.xml") in site.html("index")
    assert link.format("../feed.xml") in site.html("a/b")
    assert "atom+xml" not in site.html("genindex")


# The QR code


def drawing(html):
    root = html5lib.parse(html, namespaceHTMLElements=False)
    return next(node for node in root.iter() if node.get("class") == "hp-qr")


def modules(svg):
    """Return the dark modules that the path of a drawing draws."""
    *_, path = svg
    found = re.findall(r"M([0-9]+) ([0-9]+)\.5h([0-9]+)", path.get("d"))
    assert "".join(f"M{x} {y}.5h{n}" for x, y, n in found) == path.get("d")
    return {(int(x) + i, int(y)) for x, y, n in found for i in range(int(n))}


def test_a_contact_is_a_qr_code_of_the_card_too(build):
    import segno

    site = build({"index.md": f"# H\n\n{CONTACT}"}, project="Ana Petrov")
    assert site.stderr == ""
    html = site.html("index")
    svg = drawing(html)
    card = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Petrov\r\nN:Petrov;Ana;;;\r\n"
        "EMAIL;TYPE=INTERNET:ana@petrov.example.org\r\nEND:VCARD\r\n"
    )
    code = segno.make_qr(card, error="l")
    dark = {(x + 4, y + 4) for y, row in enumerate(code.matrix) for x, dark in enumerate(row) if dark}
    assert modules(svg) == dark
    assert svg.get("aria-label") == "vCard: Ana Petrov"
    assert svg.get("viewbox", svg.get("viewBox")) == f"0 0 {len(code.matrix) + 8} {len(code.matrix) + 8}"
    assert not any(node.get("style") or node.tag.endswith(("style", "script")) for node in svg.iter())
    assert "contact.vcf" not in html


@pytest.mark.parametrize("builder", ["text", "latex", "man", "epub", "xml"])
def test_other_builders_have_the_contact_in_words_alone(build, builder):
    site = build(
        {"index.md": f"# H\n\n{CONTACT}"}, builder, version="1", copyright="2026", html_theme="basic"
    )
    assert site.stderr == ""
    assert not any(b"hp-qr" in path.read_bytes() for path in site.outdir.rglob("*.x*ml"))


def test_the_option_has_no_value(build):
    [said] = build({"index.md": "# H\n\n:::{contact}\n:email: a@b.org\n:qr: big\n:::\n"}).warnings
    assert (said.line, said.column, said.code) == (5, 6, "homepage.directive-option")
    assert said.message == '"qr" takes no value; take "big" out'


def test_the_code_changes_with_what_other_pages_show(build):
    pages = {"index.md": f"# H\n\n{CONTACT}\n:::{{toctree}}\na\n:::\n", "a.md": "# A\n"}
    before = modules(drawing(build(pages).html("index")))
    site = build({"a.md": "# A\n\n:::{profile} Ana\n:::\n"})
    assert site.read == ["a"]
    assert modules(drawing(site.html("index"))) != before
