"""Dates as locales write them."""

from __future__ import annotations

import datetime
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_homepage.locale.dates import LABELS, format_date, format_range_parts
from sphinx_homepage.model.dates import Date, Range, Written, parse

GERMAN = {
    "present": "heute",
    "c. {date}": "um {date}",
    "{date} (expected)": "{date} (voraussichtlich)",
    "until {date}": "bis {date}",
    "Spring {year}": "Frühjahr {year}",
    "Summer {year}": "Sommer {year}",
    "Autumn {year}": "Herbst {year}",
    "Fall {year}": "Herbst {year}",
    "Winter {year}": "Winter {year}",
}
CHINESE = {
    "present": "至今",
    "c. {date}": "约{date}",
    "{date} (expected)": "{date}（预计）",
    "until {date}": "至{date}",
    "Spring {year}": "{year}年春季",
}
LOCALES = ["ar", "de", "en", "es", "fa", "fr", "he", "ja", "ko", "pt_BR", "ru", "zh_CN", "zh_TW"]


def line(text: str, locale: str = "en", labels: dict[str, str] | None = None) -> str:
    """Return the joined parts of a date or range."""
    translations = labels or {}
    parts = format_range_parts(parse(text), locale, lambda label: translations.get(label, label))
    return "".join(part for part, _ in parts)


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        ("en", ("2019", "Sep 2019", "Sep 1, 2019", "May 2019 – Jun 2023", "Sep 1 – 3, 2019")),
        ("de", ("2019", "Sept. 2019", "1. Sept. 2019", "Mai 2019 – Juni 2023", "1.–3. Sept. 2019")),
        ("fr", ("2019", "sept. 2019", "1 sept. 2019", "mai 2019 – juin 2023", "1–3 sept. 2019")),
        ("es", ("2019", "sept 2019", "1 sept 2019", "may 2019 – jun 2023", "1–3 sept 2019")),
        (
            "pt_BR",
            (
                "2019",
                "set. de 2019",
                "1 de set. de 2019",
                "mai. de 2019 – jun. de 2023",
                "1 – 3 de set. de 2019",
            ),
        ),
        (
            "ru",
            (
                "2019",
                "сент. 2019\u00a0г.",
                "1 сент. 2019\u00a0г.",
                "май 2019\u00a0г. – июнь 2023\u00a0г.",
                "1–3 сент. 2019\u00a0г.",
            ),
        ),
        (
            "ar",
            ("2019", "سبتمبر 2019", "1 سبتمبر 2019", "مايو 2019 – يونيو 2023"),
        ),  # CLDR 43 has a comma in the days
        ("fa", ("2019", "سپتامبر 2019", "1 سپتامبر 2019", "مه 2019 تا ژوئن 2023", "1 تا 3 سپتامبر 2019")),
        ("he", ("2019", "ספט׳ 2019", "1 בספט׳ 2019", "מאי 2019 – יוני 2023", "1–3 בספט׳ 2019")),
        ("ja", ("2019年", "2019年9月", "2019年9月1日", "2019年5月～2023年6月", "2019年9月1日～3日")),
        ("ko", ("2019년", "2019년 9월", "2019년 9월 1일", "2019년 5월 ~ 2023년 6월", "2019년 9월 1일~3일")),
        ("zh_CN", ("2019年", "2019年9月", "2019年9月1日", "2019年5月 – 2023年6月", "2019年9月1日至3日")),
        ("zh_TW", ("2019年", "2019年9月", "2019年9月1日", "2019年5月 – 2023年6月", "2019年9月1日至3日")),
    ],
)
def test_a_locale_writes_dates_in_its_own_way(locale: str, shown: tuple[str, ...]) -> None:
    texts = ("2019", "2019-09", "2019-09-01", "2019-05/2023-06", "2019-09-01/2019-09-03")
    assert tuple(line(text, locale) for text in texts[: len(shown)]) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2019-09/2023-06", "Sep 2019 – Jun 2023"),
        ("2024-05/2024-08", "May 2024 – Aug 2024"),
        ("2019-09-30/2019-10-02", "Sep 30, 2019 – Oct 2, 2019"),
        ("2019-05/2020-02-03", "May 2019 – Feb 3, 2020"),
        ("2020/2020", "2020"),
        ("2020-05/2020-05", "May 2020"),
        ("2020/2020 expected", "2020 (expected)"),
        ("~2019-09-01/2019-09-03", "c. Sep 1, 2019 – Sep 3, 2019"),
        ("2023-07/present", "Jul 2023 – present"),
        ("present", "present"),
        ("../2019", "until 2019"),
        ("~2020", "c. 2020"),
        ("2026-05 expected", "May 2026 (expected)"),
        ("~2026 expected", "c. 2026 (expected)"),
        ("2022-09/2026-05 expected", "Sep 2022 – May 2026 (expected)"),
        ("2023 fall", "Fall 2023"),
        ("autumn 2023", "Autumn 2023"),
        ("Winter 2022/23", "Winter 2022/23"),
        ("2023/24", "2023/24"),
        ("WS 2022/23/SoSe 2023", "WS 2022/23 – SoSe 2023"),
        ("Fall 2022/Spring 2023", "Fall 2022 – Spring 2023"),
    ],
)
def test_every_form_is_shown_in_english(text: str, shown: str) -> None:
    assert line(text) == shown


@pytest.mark.parametrize(
    ("text", "german", "chinese"),
    [
        ("2023-07/present", "Juli 2023 – heute", "2023年7月 – 至今"),
        ("../2019", "bis 2019", "至2019年"),
        ("~2026 expected", "um 2026 (voraussichtlich)", "约2026年（预计）"),
        ("Spring 2024", "Frühjahr 2024", "2024年春季"),
        ("WS 2022/23", "WS 2022/23", "WS 2022/23"),
    ],
)
def test_labels_are_translated(text: str, german: str, chinese: str) -> None:
    assert line(text, "de", GERMAN) == german
    assert line(text, "zh_CN", CHINESE) == chinese


def test_every_label_is_listed_for_translators() -> None:
    assert set(LABELS) == set(GERMAN)


def test_a_translation_that_lost_its_placeholder_is_not_used() -> None:
    assert line("~2020", "de", {"c. {date}": "um {datum}"}) == "c. 2020"


def test_each_date_is_a_part_of_its_own() -> None:
    start, end = Date(2019, 9), Date(2023, 6)
    assert format_range_parts(Range(start, end), "en") == [
        ("Sep 2019", start),
        (" – ", None),
        ("Jun 2023", end),
    ]
    assert format_range_parts(Range(start, None, ongoing=True), "en") == [
        ("Sep 2019", start),
        (" – ", None),
        ("present", None),
    ]
    assert format_range_parts(Range(None, end), "en") == [("until ", None), ("Jun 2023", end)]
    assert format_range_parts(end, "en") == [("Jun 2023", end)]
    assert format_range_parts(Written("the nineties"), "en") == [("the nineties", None)]
    first, last = Date(2019, 9, 1), Date(2019, 9, 3)
    assert format_range_parts(Range(first, last), "de") == [
        ("1.", first),
        ("–", None),
        ("3. Sept. 2019", last),
    ]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("en-US", "Sep 2019"),
        ("zh_Hans_CN", "2019年9月"),
        ("pt-BR", "set. de 2019"),
        ("sr@latin", "sep 2019."),
        ("sr", "сеп 2019."),
        ("de_XX", "Sept. 2019"),
        ("de_DE.UTF-8", "Sept. 2019"),
        ("xx", "Sep 2019"),
        ("cak", "Sep 2019"),
        ("", "Sep 2019"),
        ("../../etc", "Sep 2019"),
    ],
)
def test_a_code_that_cldr_lacks_falls_back(code: str, shown: str) -> None:
    assert format_date(Date(2019, 9), code) == shown


def test_equal_dates_typed_in_two_ways_keep_their_words() -> None:
    assert [line(text) for text in ("Fall 2023", "Autumn 2023", "Fall 2023")] == [
        "Fall 2023",
        "Autumn 2023",
        "Fall 2023",
    ]


def test_repeated_dates_are_fast() -> None:
    dates = [Date(2000 + count % 20, 1 + count % 12) for count in range(10_000)]
    for date in dates[:60]:
        format_date(date, "de")
    began = time.process_time()
    for date in dates:
        format_date(date, "de")
    assert time.process_time() - began < 0.1  # 10 µs each


def test_babel_is_imported_only_when_a_date_is_shown() -> None:
    code = "import sys, sphinx_homepage.locale.dates; sys.exit('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


any_date = st.builds(
    lambda day, parts, circa, expected: Date(
        *(day.year, day.month, day.day)[:parts], circa=circa, expected=expected
    ),
    st.dates(datetime.date(1000, 1, 1)),
    st.integers(1, 3),
    st.booleans(),
    st.booleans(),
)


@given(any_date, any_date, st.sampled_from(LOCALES))
def test_every_date_and_range_is_shown_in_every_locale(one: Date, other: Date, locale: str) -> None:
    start, end = sorted((one, other), key=lambda date: date.sort_key)
    parts = format_range_parts(Range(start, end), locale)
    assert all(text for text, _ in parts)
    assert str(start.year) in parts[0][0] or parts[0][1] == start
    assert not set("\u2009\u202f") & set("".join(text for text, _ in parts))
