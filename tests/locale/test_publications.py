"""Pages of publications in other languages: the headings, the legend and every word of ours between."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import html5lib
import pytest
from sphinx.util.docutils import patch_docutils

if TYPE_CHECKING:
    from collections.abc import Callable

ME = "Ilse Roos"

BIB = """\
@article{tides, author = {Ilse Roos and Bo Silva}, author+an = {1=equal; 2=equal,corresponding},
  title = {Tides}, journal = {Tidal Letters}, volume = 12, year = 2024, code = {https://example.org/tides},
  abstract = {They come and go.}, keywords = {seas}}
@article{crowd, author = {Ada One and Bo Two and Cy Three and Ilse Roos and others}, title = {Crowds},
  journal = {Tidal Letters}, year = {in press}}
@incollection{salt, author = {Ilse Roos}, editor = {Bo Silva}, title = {Salt}, booktitle = {On Seas},
  volume = 2, edition = 3, chapter = 4, year = 2023}
@book{seas, editor = {Ilse Roos and Bo Silva}, title = {On Seas}, year = 2022}
@phdthesis{sand, author = {Ilse Roos}, title = {Sand}, school = {Example University}, year = 2019}
@techreport{mud, author = {Ilse Roos}, title = {Mud}, number = 7}
@unpublished{fog, author = {Ilse Roos}, title = {Fog}, year = {submitted}}
"""

PAGE = """\
# Ilse Roos

:::{publications}
:group-by: type
:max-authors: 1
:search:
:facets: year
:show: keywords
:::
"""

YEARS = """\
---
orphan: true
---

# By year

:::{publications}
:group-by: year
:style: table
:keys: tides, crowd, fog, mud
:::
"""


class Words(NamedTuple):
    """The words of ours on the pages above."""

    text: str
    """The whole first page as text."""
    years: list[str]
    """The headings of the second, and of its columns."""
    script: tuple[str, str]
    """What the script says of ``all``, and ``shown``."""
    folds: list[str]
    """What can be unfolded, but for BibTeX."""
    rest: list[str]
    """What stands before keywords, and below the list: the legend and the link to the file."""
    cited: str
    """How running text names a paper of two."""


WORDS = {
    "de": Words(
        "Ilse Roos "
        "Zeitschriftenartikel "
        "1. Ada One, …, Ilse Roos (an 4. Stelle von 4), et al. Crowds. Tidal Letters, im Druck. "
        "2. Ilse Roos*, Bo Silva*†. Tides. Tidal Letters 12, 2024. Code "
        "Bücher "
        "3. Ilse Roos, Bo Silva (Hrsg.). On Seas. 2022. "
        "Buchkapitel "
        "4. Ilse Roos. Salt. On Seas, hrsg. von Bo Silva, Band 2, 3. Auflage, Kapitel 4, 2023. "
        "Abschlussarbeiten "
        "5. Ilse Roos. Sand. Dissertation, Example University, 2019. "
        "Berichte "
        "6. Ilse Roos. Mud. Technischer Bericht 7. "
        "Manuskripte "
        "7. Ilse Roos. Fog. Manuskript, eingereicht. "
        "* Gleicher Beitrag, † Korrespondenz",
        ["Eingereicht", "Im Druck", "2024", "Ohne Jahr", "Jahr", "Publikation", "Links"],
        ("Alle", "{number} von {total} Publikationen"),
        ["2 weitere", "Zusammenfassung"],
        ["Schlagwörter:", "* Gleicher Beitrag, † Korrespondenz", "Alle als BibTeX herunterladen"],
        "Roos und Silva 2024",
    ),
    "ja": Words(
        "Ilse Roos "
        "学術論文 "
        "1. Ada One, …, Ilse Roos (全4名中4番目), ほか. Crowds. Tidal Letters, 印刷中. "
        "2. Ilse Roos*, Bo Silva*†. Tides. Tidal Letters 12, 2024年. コード "
        "著書 "
        "3. Ilse Roos, Bo Silva (編). On Seas. 2022年. "
        "分担執筆 "
        "4. Ilse Roos. Salt. On Seas, Bo Silva編, 第2巻, 第3版, 第4章, 2023年. "
        "学位論文 "
        "5. Ilse Roos. Sand. 博士論文, Example University, 2019年. "
        "報告書 "
        "6. Ilse Roos. Mud. テクニカルレポート 7. "
        "未刊行論文 "
        "7. Ilse Roos. Fog. 未刊行論文, 投稿中. "
        "* 同等貢献, † 責任著者",
        ["投稿中", "印刷中", "2024", "発行年なし", "年", "論文・著書", "リンク"],
        ("すべて", "{total}件中{number}件"),
        ["ほか2名", "概要"],
        ["キーワード：", "* 同等貢献, † 責任著者", "すべてをBibTeXでダウンロード"],
        "Roos・Silva 2024",
    ),
    "ar": Words(
        "Ilse Roos "
        "المقالات في المجلات العلمية "
        "1. Ada One, …, Ilse Roos (الترتيب 4 من 4), وآخرون. Crowds. Tidal Letters, قيد الطبع. "
        "2. Ilse Roos*, Bo Silva*†. Tides. Tidal Letters 12, 2024. الشيفرة البرمجية "
        "الكتب "
        "3. Ilse Roos, Bo Silva (تحرير). On Seas. 2022. "
        "فصول الكتب "
        "4. Ilse Roos. Salt. On Seas, تحرير Bo Silva, المجلد 2, الطبعة 3, الفصل 4, 2023. "
        "الرسائل العلمية "
        "5. Ilse Roos. Sand. رسالة دكتوراه, Example University, 2019. "
        "التقارير "
        "6. Ilse Roos. Mud. تقرير تقني 7. "
        "أعمال غير منشورة "
        "7. Ilse Roos. Fog. عمل غير منشور, مقدم للنشر. "
        "* مساهمة متساوية, † للمراسلة",
        ["مقدم للنشر", "قيد الطبع", "2024", "دون تاريخ", "السنة", "العمل", "الروابط"],
        ("الكل", "{number} من {total}"),
        ["و2 غيرهم", "الملخص"],
        ["الكلمات المفتاحية:", "* مساهمة متساوية, † للمراسلة", "تنزيل الكل بصيغة BibTeX"],
        "Roos وSilva 2024",
    ),
}


def pages(build: Callable[..., Any], builder: str, language: str) -> Any:
    """Return the site in a language; as Sphinx itself builds it, docutils says nothing of the language."""
    files = {
        "papers.bib": BIB,
        "index.md": PAGE,
        "years.md": YEARS,
        "named.md": "---\norphan: true\n---\n\n# Named\n\n{pub}`tides`\n",
    }
    with patch_docutils():
        site = build(files, builder, language=language, homepage_bibliography=["papers.bib"], homepage_me=ME)
    assert site.warnings == []
    return site


def words(text: str) -> str:
    """Return a text on one line, with plain spaces."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """Return a text without spaces and marks: lines are broken within words of Japanese, and within marks."""
    return re.sub(r"\s|[*^]|-\[|\]-", "", text)


def words_of(html: str, *places: str) -> list[str]:
    """Return the words of the elements that have one of these classes or tags, in the order of the page."""
    return [
        words("".join(element.itertext()))
        for element in html5lib.parse(html, namespaceHTMLElements=False).iter()
        if {*element.get("class", "").split(), element.tag}.intersection(places)
    ]


@pytest.mark.parametrize("language", WORDS)
class TestAPageInAnotherLanguage:
    def test_is_all_in_that_language_as_text(self, language: str, build: Callable[..., Any]) -> None:
        text = pages(build, "text", language).text()
        assert bare(text) == bare(WORDS[language].text)

    def test_is_all_in_that_language_as_html(self, language: str, build: Callable[..., Any]) -> None:
        site = pages(build, "html", language)
        expected = WORDS[language]
        years = site.body("years")
        columns = words_of(years, "th")[:3]
        assert words_of(years, "hp-group-title") + columns == expected.years
        page = html5lib.parse(site.html(), namespaceHTMLElements=False)
        script = next(
            json.loads(node.get("data-words")) for node in page.iter("script") if node.get("data-words")
        )
        assert (script["all"], script["shown"]) == expected.script
        assert [fold for fold in words_of(site.body(), "summary") if fold != "BibTeX"] == expected.folds
        assert words_of(site.body(), "hp-label", "hp-legend", "hp-more") == expected.rest
        assert expected.cited in words_of(site.body("named"), "p")[0]
