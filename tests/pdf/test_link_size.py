"""What stands behind a link to a PDF is said as the site's language says it."""

from __future__ import annotations

import pytest

from sphinx_homepage.locale.catalogues import NOTES, messages
from sphinx_homepage.pdf.links import Pdf, _size


@pytest.mark.parametrize(
    ("language", "size", "shown"),
    [
        ("en", 212_000, "6 p., 212\xa0kB"),
        ("en", 1_240_000, "6 p., 1.2\xa0MB"),
        ("de", 1_240_000, "6 p., 1,2\xa0MB"),
        ("fr", 212_000, "6 p., 212\u202fko"),
        ("ru", 212_000, "6 p., 212\xa0кБ"),
        ("not a language", 10, "6 p., 1\xa0kB"),
    ],
)
def test_a_size_has_the_units_and_the_numerals_of_the_language(language, size, shown):
    assert _size(Pdf("cv.pdf", 6, size), language) == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "1 p., "),
        ("zh_CN", "1页，"),
        ("zh_TW", "1頁，"),
        ("ja", "1ページ、"),
        ("ar", "1 ص، "),
        ("fa", "1 صفحه، "),
        ("he", "1 עמ׳, "),
    ],
)
def test_length_and_size_are_joined_as_the_language_joins(build, language, shown):
    site = build({"index.md": "# Ada\n"}, homepage_pdf={"index": "cv.pdf"}, language=language)
    assert f"({shown}" in site.html().replace("\xa0", " ")


def test_every_label_of_a_pdf_tells_translators_where_it_stands():
    of_pdf = {
        message
        for message, notes in messages().items()
        if any("/pdf/" in note for note in notes) and "{" in message
    }
    assert of_pdf
    assert of_pdf <= NOTES.keys()
