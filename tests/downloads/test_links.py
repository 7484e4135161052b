"""How pages offer files: a role with the size, a QR code, a link in the head."""

from __future__ import annotations

import re
from io import BytesIO

import html5lib
import pytest
import typst
import zxingcpp
from PIL import Image

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


def scanned(html, tmp_path):
    """Return what a reader of barcodes reads off the drawing, drawn as dots by another program."""
    drawn = re.search(r'<svg class="hp-qr".*?</svg>', html, re.DOTALL)[0]
    picture, page = tmp_path / "code.svg", tmp_path / "page.typ"
    picture.write_text(drawn.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1), "utf-8")
    page.write_text('#set page(width: auto, height: auto)\n#image("code.svg")', "utf-8")
    dots = typst.compile(page, root=tmp_path, format="png", ppi=144)
    [code] = zxingcpp.read_barcodes(Image.open(BytesIO(dots)))
    assert code.format == zxingcpp.BarcodeFormat.QRCode
    return code.text


def test_a_contact_is_a_qr_code_of_the_card_too(build, tmp_path):
    site = build({"index.md": f"# H\n\n{CONTACT}"}, project="Ana Petrov")
    assert site.stderr == ""
    html = site.html("index")
    svg = drawing(html)
    card = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Petrov\r\nN:Petrov;Ana;;;\r\n"
        "EMAIL;TYPE=INTERNET:ana@petrov.example.org\r\nEND:VCARD\r\n"
    )
    assert scanned(html, tmp_path) == card
    assert svg.get("aria-label") == "vCard: Ana Petrov"
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


def test_a_code_holds_names_in_every_script(build, tmp_path):
    card = scanned(
        build({"index.md": f"# H\n\n:::{{profile}} 久保田 あおい\n:::\n\n{CONTACT}"}).html(), tmp_path
    )
    assert "FN:久保田 あおい\r\n" in card


def test_the_code_changes_with_what_other_pages_show(build, tmp_path):
    pages = {"index.md": f"# H\n\n{CONTACT}\n:::{{toctree}}\na\n:::\n", "a.md": "# A\n"}
    assert "FN:Test\r\n" in scanned(build(pages).html(), tmp_path)
    site = build({"a.md": "# A\n\n:::{profile} Ana\n:::\n"})
    assert site.read == ["a"]
    assert "FN:Ana\r\n" in scanned(site.html(), tmp_path)
