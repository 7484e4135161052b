"""The documentation itself: it builds strictly, leaves nothing out, and what it quotes is true."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import sphinx_homepage
from sphinx_homepage.config import SETTINGS
from sphinx_homepage.diagnostics import Code
from sphinx_homepage.directives.publications.block import PublicationsBlock
from sphinx_homepage.directives.publications.listing import PARTS
from sphinx_homepage.directives.selection import FILTERS
from sphinx_homepage.model.networks import NETWORKS
from sphinx_homepage.model.publications import fields, filter_fields, group_levels, types
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.sources.front_matter import KEYS, read_front_matter, split
from sphinx_homepage.sources.record import load_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PACKAGE = Path(sphinx_homepage.__file__).parent
EXPLANATIONS = DOCS / "reference" / "warnings"
NO_PAGES = {"snippets", "warnings", "_build"}
PAGES = [
    ROOT / "README.md",
    *sorted(path for path in DOCS.rglob("*.md") if NO_PAGES.isdisjoint(path.relative_to(DOCS).parts)),
]


class Block(NamedTuple):
    """A code block of a page."""

    page: str
    line: int
    language: str
    text: str


def blocks(*languages: str) -> list[Block]:
    """Return the code blocks of all pages in these languages."""
    found = []
    for page in PAGES:
        text = page.read_text("utf-8")
        for match in re.finditer(r"^(`{3,})([a-z]+)\n(.*?)^\1$", text, re.MULTILINE | re.DOTALL):
            if match[2] in languages:
                line = text.count("\n", 0, match.start()) + 1
                found.append(Block(page.relative_to(ROOT).as_posix(), line, match[2], match[3]))
    return found


def named(block: Block) -> str:
    return f"{block.page}:{block.line}"


class Built(NamedTuple):
    """The documentation, as its own check builds it."""

    folder: Path
    stderr: str


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The documentation, built from a copy: its own extensions would stay in this process."""
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(DOCS, folder / "docs", ignore=shutil.ignore_patterns("_build", "__pycache__"))
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-nW", "--keep-going", "-q", "docs", "html"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Built(folder / "html", done.stderr)


@pytest.fixture(scope="module")
def html(built: Built) -> Path:
    """The folder of the built documentation."""
    return built.folder


def test_the_documentation_builds_without_a_warning(built: Built) -> None:
    assert built.stderr == ""


def read(html: Path, page: str) -> str:
    return (html / f"{page}.html").read_text("utf-8")


def test_every_warning_is_explained_under_its_code(html: Path) -> None:
    assert {path.stem for path in EXPLANATIONS.glob("*.md")} == {code.slug for code in Code}
    page = read(html, "reference/warnings")
    for code in Code:
        assert f'id="{code.slug}"' in page
        assert f"[homepage.{code.slug}]" in page  # What Sphinx says of the example.


@pytest.mark.parametrize("code", [code.slug for code in Code])
def test_an_explanation_has_an_example_its_message_and_what_to_do(code: str) -> None:
    explanation = (EXPLANATIONS / f"{code}.md").read_text("utf-8")
    bad, said, fix = explanation.partition(f"\n:::{{said}} {code}\n:::\n")
    assert "{bad}" in bad
    assert said
    assert fix.strip()


def test_every_setting_is_documented(html: Path) -> None:
    page = read(html, "reference/settings")
    assert [setting.name for setting in SETTINGS if f'id="confval-{setting.name}"' not in page] == []


def test_every_row_of_the_tables_is_documented(html: Path) -> None:
    for page, names in (
        ("guide/writing", [f":{name.replace('_', '-')}:" for name in FILTERS]),
        ("guide/front-matter", KEYS),
        ("reference/networks", NETWORKS),
        ("reference/publications", [f":{name.replace('_', '-')}:" for name in PublicationsBlock.filters]),
        ("reference/publications", PARTS),
        ("reference/publications", fields.FIELDS),
        ("reference/publications", types.TYPES),
        ("reference/publications", group_levels.LEVELS),
        ("reference/publications", filter_fields.FIELDS),
        ("reference/publications", filter_fields.WORDS),
        ("reference/index", SECTIONS),
    ):
        text = read(html, page)
        assert [name for name in names if f'<span class="pre">{name}</span>' not in text] == []


def test_every_field_of_a_section_is_on_its_page(html: Path) -> None:
    for section in SECTIONS.values():
        page = read(html, f"reference/{section.name}")
        fields = [name for name in section.entry.own_fields if name != "profiles"]
        assert [name for name in fields if f'<span class="pre">{name}</span>' not in page] == []


def test_every_function_of_the_pdfs_templates_is_documented(html: Path) -> None:
    page = read(html, "reference/pdf-template")
    templates = PACKAGE / "pdf" / "templates"
    names = [
        name
        for file in ("base", "parts")
        for name in re.findall(
            r"^///[^\n]*\n#let ([a-z-]+)", (templates / f"{file}.typ").read_text("utf-8"), re.MULTILINE
        )
    ]
    assert len(names) > 40
    described = {*re.findall(r'<span class="pre">([a-z-]+)(?:\(|<)', page)}
    assert [name for name in names if name not in described] == []


def test_every_page_has_one_h1(html: Path) -> None:
    pages = [page.relative_to(DOCS).with_suffix("").as_posix() for page in PAGES if page.is_relative_to(DOCS)]
    assert [page for page in pages if read(html, page).count("<h1") != 1] == []


def test_every_css_variable_is_documented() -> None:
    style_sheet = PACKAGE / "html" / "static" / "sphinx-homepage.css"
    defined = re.findall(r"(--hp-[a-z-]+):", style_sheet.read_text("utf-8"))
    described = re.findall(
        r"^\| `(--hp-[a-z-]+)`", (DOCS / "guide" / "themes.md").read_text("utf-8"), re.MULTILINE
    )
    assert {*described} == {*defined}


@pytest.mark.parametrize("block", blocks("yaml", "json"), ids=named)
def test_a_data_file_on_a_page_has_no_problem(block: Block, tmp_path: Path) -> None:
    name = f"cv.{block.language}"
    (tmp_path / name).write_text(block.text, "utf-8")
    record, problems = load_record([name], tmp_path)
    assert problems == []
    assert record.sections


@pytest.mark.parametrize("block", [b for b in blocks("markdown") if b.text.startswith("---")], ids=named)
def test_front_matter_on_a_page_has_no_problem(block: Block) -> None:
    yaml, _ = split(block.text)
    _, _, problems = read_front_matter(yaml, "index.md")
    assert problems == []


@pytest.mark.parametrize("block", blocks("python"), ids=named)
def test_settings_on_a_page_are_python(block: Block) -> None:
    compile(block.text, named(block), "exec")


def start_site() -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (DOCS / "snippets" / "start").iterdir()}


def test_the_site_of_the_first_five_minutes_builds(build: Callable[..., Site]) -> None:
    site = build(start_site())
    assert site.warnings == []
    assert "Halved the steel" in site.html()


def test_the_mistake_in_the_first_five_minutes_is_reported_as_they_say(build: Callable[..., Site]) -> None:
    files = start_site()
    files["cv.yaml"] = files["cv.yaml"].replace("start:", "star:")
    said = build(files).stderr.replace(f"{build.srcdir}/", "")
    assert said.strip() in (DOCS / "start.md").read_text("utf-8")


def al_folio_site() -> dict[str, str | bytes]:
    folder = DOCS / "snippets" / "al-folio"
    paths = [path for path in folder.rglob("*") if path.is_file()]
    files: dict[str, str | bytes] = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    return files | {"conf.py": (folder / "conf.py").read_text("utf-8")}


def test_al_folios_files_build_as_they_are_with_the_settings_that_the_page_shows(
    build: Callable[..., Site],
) -> None:
    files = al_folio_site()
    assert str(files["_bibliography/papers.bib"], "utf-8").startswith("---\n---\n")
    site = build(files, "dirhtml")
    page = (DOCS / "guide" / "switch-from-al-folio.md").read_text("utf-8")
    for name in ("conf.py", "publications.md", "index.md"):
        assert f"{{literalinclude}} /snippets/al-folio/{name}\n" in page
    said = site.stderr.replace(f"{build.srcdir}/", "").strip()
    assert said in page
    html = site.html("publications/index")
    for title in ("Ladders", "Can a Count of", "On the Movement", "Über einen die Erzeugung"):
        assert title in html
    assert html.count('class="hp-me"') == 4
    assert 'data-badge="00369f"' in html
    assert 'href="https://okonkwo-lys.example.org"' in html
    paper = site.html("publications/halvorsdotter2021rungs/index")
    pdf = "https://halvorsdotter.example.org/publications/halvorsdotter2021rungs/example_pdf.pdf"
    assert f'name="citation_pdf_url" content="{pdf}"' in paper
    assert paper.count('name="citation_author"') == 3


def test_al_folios_every_field_is_in_its_example() -> None:
    sys.path.insert(0, str(DOCS / "_ext"))
    try:
        from publication_tables import AL_FOLIO
    finally:
        sys.path.remove(str(DOCS / "_ext"))
    bib = str(al_folio_site()["_bibliography/papers.bib"], "utf-8")
    assert [name for name in AL_FOLIO if not re.search(rf"^\s*{name}\s*=", bib, re.MULTILINE)] == []


def test_the_readme_names_no_file_that_is_not_there() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []
