"""The catalogues of our labels: complete, compiled, and shown in pages of their language."""

from __future__ import annotations

import io
import re
from gettext import NullTranslations
from typing import TYPE_CHECKING, Any

import pytest
import sphinx.locale
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from sphinx.application import Sphinx
from sphinx.util.docutils import patch_docutils

from sphinx_homepage.locale import CATALOGUE, LOCALE_DIR, catalogues
from sphinx_homepage.model.publications.identifiers import IDENTIFIERS
from sphinx_homepage.model.publications.links import LINK_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from babel.messages.catalog import Catalog

LANGUAGES = catalogues.languages()

DATA = """\
contact:
  email: ada@example.org
  phone: +44 20 7946 0000
  office: Room 1
  address: 1 Example Street
  location: London
  website: https://ada.example
  private: []
experience:
- {organization: Example Labs, start: 2019, keywords: [engines]}
- {kind: break, date: Spring 2018}
education:
- institution: Example University
  date: 2014-10/2018-06
  score: "1.0"
  courses: [Logic]
  thesis: Notes on Engines
  advisors: [Charles]
grants:
- {title: Engines, amount: £9000, share: £2000, start: 2022, end: 2027 expected}
talks:
- {title: On Engines, kind: invited, date: ~2020, slides: https://ada.example/slides}
- {title: On Poetry, kind: poster, date: ../2017}
- {title: On Tea, kind: a chat, date: 2016}
"""

PAGE = "# Ada\n" + "".join(
    f"\n:::{{{name}}}\n{options}:::\n"
    for name, options in {
        "contact": "",
        "experience": "",
        "education": "",
        "grants": "",
        "talks": ":group-by: kind\n",
    }.items()
)

SHOWN = {
    *("Email", "Phone", "Office", "Address", "Location", "Website"),
    *("Break", "Score", "Selected courses", "Thesis", "Advisors", "Amount", "Share"),
    *("Invited", "Poster", "Slides", "Keywords"),
    *("present", "c. {date}", "{date} (expected)", "until {date}", "Spring {year}"),
}
"""The labels that the page shows."""

ONGOING = {
    "ar": "حتى الآن",
    "de": "heute",
    "fa": "2019 تا اکنون",
    "fr": "aujourd’hui",
    "ja": "2019年～現在",
    "ko": "2019년 ~ 현재",
    "nl": "heden",
    "pt_BR": "atual",
    "ru": "настоящее время",
    "zh_CN": "2019年 – 至今",
}


def po(language: str) -> Catalog:
    """Return a catalogue as its file has it."""
    return read_po(io.BytesIO(catalogues.po_file(language).read_bytes()), locale=language)


def texts(catalogue: Catalog) -> dict[str, str]:
    """Return the translations of a catalogue, without its header."""
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def page(build: Callable[..., Any], language: str) -> str:
    """Return the words of a page that is built in a language."""
    files = {"cv.yaml": DATA, "index.md": PAGE}
    with patch_docutils():  # As sphinx-build does; else docutils warns of languages that it lacks.
        site = build(files, "dummy", language=language, homepage_data="cv.yaml")
    assert site.warnings == []
    return spaced(site.doctree().astext())


def spaced(text: str) -> str:
    """Return a text with every space and line break as one plain space."""
    return " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
class TestCatalogue:
    def test_has_a_translation_for_every_label_and_for_nothing_else(self, language: str) -> None:
        translations = texts(po(language))
        assert translations.keys() == catalogues.messages().keys()
        assert [message for message, text in translations.items() if not text] == []
        assert [message.id for message in po(language) if message.id and message.fuzzy] == []

    def test_keeps_the_placeholders(self, language: str) -> None:
        for message, text in texts(po(language)).items():
            # In whatever order the language has them.
            assert sorted(re.findall(r"\{\w*\}", text)) == sorted(re.findall(r"\{\w*\}", message))

    def test_has_typographic_signs_and_no_stray_spaces(self, language: str) -> None:
        for message, text in texts(po(language)).items():
            # The one label that is a colon shows the language's own.
            assert message == "{label}:" or not re.search(r"""['"`:]|\.\.\.|\s\s""", text)
            assert text == text.strip()

    def test_is_compiled(self, language: str) -> None:
        with catalogues.po_file(language).with_suffix(".mo").open("rb") as file:
            assert texts(read_mo(file)) == texts(po(language))

    def test_labels_a_page(self, language: str, build: Callable[..., Any]) -> None:
        words = page(build, language)
        for message, text in texts(po(language)).items():
            if message in SHOWN:
                for part in re.split(r"\{\w+\}", text):
                    assert spaced(part) in words, message
        assert ONGOING.get(language, "") in words
        assert "a chat" in words  # A kind of the person's own stays as typed.


def test_what_may_begin_a_line_does_not_begin_with_a_letter_whose_capital_python_has_not() -> None:
    for language, start in {"tr": "i", "nl": "ij"}.items():
        assert [text for text in texts(po(language)).values() if text.startswith(start)] == []


def test_the_labels_of_links_are_messages_unless_they_are_names() -> None:
    labels = {row.label for row in (*IDENTIFIERS.values(), *LINK_FIELDS.values())}
    names = {*(row.label for row in IDENTIFIERS.values()), "PDF", "HTML"}
    # A field of an entry that is called so has its label from there.
    assert labels - catalogues.messages().keys() == names - {"DOI", "arXiv"}


@pytest.mark.parametrize("language", ["en", "tlh"])
def test_a_language_without_a_catalogue_has_the_english_labels(
    language: str, build: Callable[..., Any]
) -> None:
    words = page(build, language)
    for message in SHOWN:
        for part in re.split(r"\{\w+\}", message):
            assert spaced(part) in words, message
    assert "2019 – present" in words


def test_a_territory_without_a_catalogue_has_the_labels_of_its_language(build: Callable[..., Any]) -> None:
    assert "2019 – heute" in page(build, "de_AT")


def test_a_page_asks_for_no_label_that_the_catalogues_lack(
    build: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = set()

    class Recorder(NullTranslations):
        def gettext(self, message: str) -> str:
            asked.add(message)
            return message

    def add_recorder(app: Sphinx, catalogue: str, folder: str) -> None:
        sphinx.locale.translators["general", catalogue] = (
            Recorder() if catalogue == CATALOGUE else NullTranslations()
        )

    monkeypatch.setattr(Sphinx, "add_message_catalog", add_recorder)
    page(build, "en_AU")  # A language of no other test: the texts of dates are kept by language.
    assert asked >= SHOWN
    assert asked <= catalogues.messages().keys()


def test_the_template_has_every_label() -> None:
    template = read_po(io.BytesIO((LOCALE_DIR / f"{CATALOGUE}.pot").read_bytes()))
    assert texts(template) == dict.fromkeys(catalogues.messages(), "")


class TestScript:
    @pytest.fixture
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """The catalogues are elsewhere, and the code has two labels."""
        monkeypatch.setattr(catalogues, "LOCALE_DIR", tmp_path)
        monkeypatch.setattr(catalogues, "messages", lambda: {"Talks": ["Talks given."], "c. {date}": []})
        return tmp_path

    def test_finds_the_texts_that_a_source_gives_to_our_label(self) -> None:
        source = "from sphinx_homepage.locale import label as l\nl('Talks'); l(x); label('No'); f(l('More'))"
        assert list(catalogues.literal_labels(source)) == ["Talks", "More"]
        source = "from sphinx_homepage.locale import label\nlabel('A' if x else y if z else 'B')"
        assert list(catalogues.literal_labels(source)) == ["A", "B"]
        assert list(catalogues.literal_labels("from elsewhere import label\nlabel('Talks')")) == []

    def test_begins_a_catalogue(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert catalogues.main(["pt-BR"]) == 1
        assert capsys.readouterr().out == "pt_BR: to translate: Talks, c. {date}\n"
        text = (folder / "pt_BR/LC_MESSAGES/sphinx_homepage.po").read_text(encoding="utf-8")
        assert text.startswith("# Portuguese (Brazil): the labels")
        assert text.endswith('#, python-brace-format\nmsgid "c. {date}"\nmsgstr ""\n')

    def test_keeps_translations_and_their_comments_and_drops_what_is_stale(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        file = catalogues.po_file("de")
        file.parent.mkdir(parents=True)
        file.write_text(
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
            '# Nicht "Reden".\nmsgid "Talks"\nmsgstr "Vorträge"\n\nmsgid "Speeches"\nmsgstr "Reden"\n',
            encoding="utf-8",
        )
        assert catalogues.main([]) == 1
        assert capsys.readouterr().out == "de: to translate: c. {date}\nde: no longer used: Speeches\n"
        text = file.read_text(encoding="utf-8")
        assert '# Nicht "Reden".\n#. Talks given.\nmsgid "Talks"\nmsgstr "Vorträge"\n' in text
        assert "Speeches" not in text
        with file.with_suffix(".mo").open("rb") as compiled:
            assert texts(read_mo(compiled)) == {"Talks": "Vorträge"}

    def test_changes_nothing_the_second_time(self, folder: Path) -> None:
        catalogues.main(["de"])
        first = {path: path.read_bytes() for path in folder.rglob("*.*")}
        catalogues.main([])
        assert {path: path.read_bytes() for path in folder.rglob("*.*")} == first

    def test_a_language_that_nobody_knows_is_an_error_and_no_folder(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit):
            catalogues.main(["xx"])
        assert "unknown locale 'xx'" in capsys.readouterr().err
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("language", "skills", "when"),
    [
        ("de", "C++, Python", "2019, 2021"),
        ("ar", "C++، Python", "2019، 2021"),
        ("fa", "C++، Python", "2019، 2021"),
        ("ja", "C++、Python", "2019年、2021年"),
        ("zh_TW", "C++、Python", "2019年、2021年"),
    ],
)
def test_the_items_of_a_list_are_parted_as_the_language_does(build, language, skills, when):
    record = "skills: [C++, Python]\nawards: [{title: A, date: [2019, 2021]}]\n"
    files = {"cv.yaml": record, "index.md": "# H\n\n:::{skills}\n:::\n\n:::{awards}\n:::\n"}
    with patch_docutils():
        site = build(files, language=language, homepage_data="cv.yaml", homepage_exports=["text"])
    for text in (spaced(site.doctree().astext()), spaced((site.outdir / "cv.txt").read_text("utf-8"))):
        assert skills in text
        assert when in text
