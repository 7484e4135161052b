"""The recipes: each is a site that builds strictly and does what its page says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pypdf
import pytest

import sphinx_homepage

DOCS = Path(__file__).parents[2] / "docs"
RECIPES = DOCS / "snippets" / "recipes"
PACKAGE = Path(sphinx_homepage.__file__).parent


@pytest.fixture
def build(tmp_path: Path):
    """Return a function that builds a recipe strictly, in a copy."""

    def build(name: str, *options: str, files: dict[str, str] | None = None) -> Path:
        site = tmp_path / name
        shutil.copytree(RECIPES / name, site, dirs_exist_ok=True)
        for path, text in (files or {}).items():
            (site / path).write_text(text, "utf-8")
        html = site / "_site"
        doctrees = str(tmp_path / "doctrees" / "-".join(options))
        command = [sys.executable, "-m", "sphinx", "-nW", "--keep-going", "-q", "-d", doctrees]
        done = subprocess.run(
            [*command, *options, ".", str(html)],
            cwd=site,
            env={**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.stderr == ""
        return html

    return build


def shown(html: Path, page: str = "index") -> str:
    body = (html / f"{page}.html").read_text("utf-8").partition("<body")[2]
    return re.sub(r"\s+", " ", re.sub(r"<script.*?</script>|<[^>]+>", " ", body, flags=re.DOTALL))


def test_every_recipe_is_on_the_page_and_every_file_shown_is_built() -> None:
    page = (DOCS / "guide" / "recipes.md").read_text("utf-8")
    included = re.findall(r"/snippets/recipes/([a-z-]+)/(\S+)", page)
    folders = {path.name for path in RECIPES.iterdir() if path.is_dir()}
    assert {folder for folder, _ in included} == folders
    assert [pair for pair in included if not RECIPES.joinpath(*pair).is_file()] == []


def test_the_job_market_page_has_one_paper_first_with_its_abstract(build) -> None:
    html = build("job-market")
    text = shown(html)
    paper, others = text.index("Who Digs the Second Well?"), text.index("Rain Insurance")
    assert paper < text.index("In 212 villages") < others < text.index("Ngozi Balogun")
    assert "Second Well" not in text[text.index("Other papers") :]
    assert (html / "cv.pdf").is_file()


def test_the_lab_page_has_its_people_by_what_they_are(build) -> None:
    text = shown(build("lab"))
    words = ["Head", "Aroha Ngata", "Doctoral students", "Sören", "Former members", "Chidi Eze", "Cockles"]
    places = [text.index(word, text.index("People")) for word in words]
    assert places == sorted(places)


def test_the_industry_cv_is_the_site_and_the_pdf(build) -> None:
    html = build("industry")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(html / "arjun-iyer.pdf").pages)
    for words in ("Staff engineer", "Parental leave", "Cut the pages at night from 31 to 4 a month."):
        assert words in shown(html)
        assert words in text


def test_the_cv_on_one_page_is_on_one_page(build) -> None:
    assert len(pypdf.PdfReader(build("one-page") / "cv.pdf").pages) == 1


@pytest.mark.parametrize(
    ("language", "said", "not_said"),
    [
        ("en", ["Glaciologist", "Experience"], ["雪氷学者"]),
        ("ja", ["雪氷学者", "職歴", "極地研究所"], ["Glaciologist"]),
    ],
)
def test_one_record_makes_a_site_in_each_language(
    build, language: str, said: list[str], not_said: list[str]
) -> None:
    text = shown(build("two-languages", "-D", f"language={language}"))
    assert [word for word in said if word not in text] == []
    assert [word for word in not_said if word in text] == []


def test_the_accessibility_statement_is_a_page(build) -> None:
    statement = (RECIPES / "statement.md").read_text("utf-8")
    index = (RECIPES / "industry" / "index.md").read_text("utf-8")
    contents = "\n:::{toctree}\n:hidden:\n\naccessibility\n:::\n"
    html = build("industry", files={"accessibility.md": statement, "index.md": index + contents})
    assert "level AA" in shown(html, "accessibility")
