"""Texts are read from their own side, and words marked with a language are in it."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from sphinx_homepage.pdf.writer.direction import first_strong, has_from_right, side_of


@pytest.mark.parametrize(
    ("text", "side"),
    [
        *(("Jane", "ltr"), ("שלום", "rtl"), ("سلام", "rtl"), ("李", "ltr"), ("Ωμέγα", "ltr")),
        *(("(2024) – שלום abc", "rtl"), ("12 C++ שלום", "ltr"), ("2019 – 2023", ""), ("", "")),
        *(("\u200fJane", "rtl"), ("\u200eשלום", "ltr")),
    ],
)
def test_the_first_letter_says_from_which_side_a_text_is_read(text, side):
    assert first_strong(text) == side


@pytest.mark.parametrize(
    ("language", "side"),
    [
        *(("ar", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("ur", "rtl"), ("ckb", "rtl"), ("yi", "rtl")),
        *(("en", "ltr"), ("zh_TW", "ltr"), ("pa", "ltr"), ("pt-BR", "ltr"), ("not a language", "ltr")),
    ],
)
def test_a_language_is_read_from_its_side(language, side):
    assert side_of(language) == side


def test_digits_and_signs_in_blocks_of_arabic_are_no_letters():
    assert [has_from_right(text) for text in ("١٢٣", "،٪", "a אב", "abc")] == [False, False, True, False]


# On a page that is read from the left


def test_a_page_without_such_letters_is_written_as_ever(typst_of):
    assert "directed" not in typst_of("# Ada\n\nWords *in* 李 `code`.\n", whole=True)


def test_a_paragraph_that_begins_with_hebrew_is_read_from_the_right(typst_of):
    assert typst_of("# Ada\n\nשלום English.\n\nEnglish שלום.\n") == (
        '#directed(rtl)[\n#para[#"שלום English.";];\n];\n#para[#"English שלום.";];\n'
    )


def test_a_list_is_read_from_one_side_and_its_items_keep_their_own_order(typst_of):
    assert typst_of("# Ada\n\n- أول\n- Second (2).\n") == (
        '#directed(rtl)[\n#bullets(([#"أول";], [#directed-words(ltr)[#"Second (2).";];],));\n];\n'
    )


def test_a_heading_is_read_from_its_own_side(typst_of):
    assert '[#directed(rtl)[#"مقدمة";];]' in typst_of("# Ada\n\n## مقدمة\n\nWords.\n")


def test_words_in_a_line_are_kept_together(typst_of):
    assert typst_of("# Ada\n\nBy **נועה (לוי)**, x.\n") == (
        '#para[#"By ";#strong-of[#directed-words(rtl)[#"נועה (לוי)";];];#", x.";];\n'
    )


ENTRY = """# Ada

:::{{experience}}
- organization: {organization}
  position: {position}
  start: 2020
  end: 2021
:::
"""


def test_an_entry_is_mirrored_as_a_whole_where_most_of_it_is_read_from_the_right(typst_of):
    written = typst_of(ENTRY.format(organization="جامعة القاهرة", position="باحث في AI"))
    assert "#directed(rtl)[\n#entry(" in written
    assert "directed-words" not in written


def test_a_name_in_an_entry_is_read_from_its_side_and_the_date_stays_on_its_own(typst_of):
    written = typst_of(ENTRY.format(organization="جامعة", position="Researcher and engineer"))
    assert "#directed(" not in written
    assert 'title: [#directed-words(rtl)[#"جامعة";];]' in written


# On a page that is read from the right


def test_a_page_of_such_a_language_is_read_from_the_right(typst_of):
    page = "# آدا\n\nكلمات C.\n\nEnglish (words).\n\n```\ncode\n```\n"
    written = typst_of(page, whole=True, language="ar")
    assert "direction: rtl" in written
    assert written.endswith(
        '#para[#"كلمات C.";];\n'
        '#para[#directed-words(ltr)[#"English (words).";];];\n'
        '#directed(ltr)[\n#code-block("code", lang: none);\n];\n'
    )


def test_code_and_telephone_numbers_are_read_from_the_left_everywhere(typst_of):
    page = "# آدا\n\nفي `a + b` كلمات.\n\n:::{contact}\nphone: '+20 2 123'\n:::\n"
    written = typst_of(page, language="ar", homepage_pdf_private=True)
    assert '#directed-words(ltr)[#code("a + b");];' in written
    assert '#link-to("tel:+202123")[#directed-words(ltr)[#"+20 2 123";];];' in written


# Languages


def test_words_that_are_marked_are_in_their_language(typst_of):
    page = "---\nmyst:\n  enable_extensions: [attrs_inline, attrs_block]\n---\n# Ada\n\n"
    assert typst_of(page + "A [骨]{.language-ja} b.\n") == (
        '#para[#"A ";#lang-of("ja", dir: ltr)[#"骨";];#" b.";];\n'
    )
    assert typst_of(page + "{.language-zh-Hant}\n骨\n") == (
        '#lang-of("zh-Hant", dir: ltr)[\n#para[#"骨";];\n];\n'
    )


def test_a_text_that_is_only_there_in_another_language_is_marked_with_it(build, typst_of):
    page = "# Ada\n\n:::{awards}\n- title: {ja: 骨学賞, ko: 뼈상}\n:::\n"
    assert 'head: [#lang-of("ja", dir: ltr)[#"骨学賞";];]' in typst_of(page)
    assert 'lang="ja"' in build({"index.md": page}).html()
    assert "language-" not in str(build({"index.md": page}, language="ko").doctree())


def test_words_of_another_language_and_side_are_kept_apart(typst_of):
    page = "---\nmyst:\n  enable_extensions: [attrs_inline]\n---\n# Ada\n\nBy [נועה]{.language-he} 2 of 3.\n"
    assert typst_of(page) == (
        '#para[#"By ";#directed-words(rtl)[#lang-of("he", dir: rtl)[#"נועה";];];#" 2 of 3.";];\n'
    )


@pytest.mark.parametrize(
    ("page", "language", "name", "is_right"),
    [
        ("# Ada\n\nBy *נועה* 2 of many.\n", "en", "נ", True),
        ("# עדה\n\nמאת *Noa* 2 ועוד.\n", "he", "N", False),
    ],
)
def test_a_number_stays_behind_words_that_are_read_from_the_other_side(build, page, language, name, is_right):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    site = build({"index.md": page}, language=language, homepage_pdf={"index": "cv.pdf"})
    run = subprocess.run(
        ["pdftotext", "-bbox", site.outdir / "cv.pdf", "-"], capture_output=True, check=True, text=True
    )
    words = re.findall(r'xMin="([\d.]+)".*>(.*)</word>', run.stdout)
    of_name, of_number = (next(float(place) for place, word in words if part in word) for part in (name, "2"))
    assert (of_number > of_name) == is_right


def test_a_text_in_the_pages_language_is_not_marked(typst_of):
    page = "# Ada\n\n:::{awards}\n- title: {ja: 骨学賞, en: Bone Prize}\n:::\n"
    assert "lang-of" not in typst_of(page)


def test_paragraphs_from_the_right_behind_a_date_do_not_vanish(build, pdf_text):
    news = "# Ada\n\n:::{news}\n- date: 2024\n  summary: |\n    שלום אחד.\n\n    שלום שני.\n:::\n"
    site = build({"index.md": news}, homepage_pdf={"index": "cv.pdf"})
    assert site.warnings == []
    read = pdf_text(site.outdir / "cv.pdf")
    assert all(word in read for word in ("2024", "אחד", "שני"))
