"""What the documentation says of PDFs: its template, its commands and its settings do as it says."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from sphinx_homepage.pdf.settings import _LOOKS, TEMPLATES, TEMPLATES_DIR

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site

DOCS = Path(__file__).parents[2] / "docs"
GUIDE = DOCS / "guide" / "pdf.md"
SNIPPETS = DOCS / "snippets" / "pdf"

CV = """\
# Aroha Ngata

Measures rivers, and what they carry.

## Experience

:::{experience} Water Board
:position: Hydrologist
:start: 2020-02
:::

## Education

:::{education} University of Example
:degree: BSc
:date: 2019
:score: 3.9
:::
"""


def test_the_guides_own_template_makes_a_pdf_without_a_warning(build: Callable[..., Site]) -> None:
    files = {"cv.md": CV, "index.md": "# Home\n", "mine.typ": (SNIPPETS / "mine.typ").read_text("utf-8")}
    settings = {"homepage_pdf": {"cv": "cv.pdf"}, "suppress_warnings": ["toc.not_included"]}
    mine = build(files, **settings, homepage_pdf_template="mine.typ")
    assert mine.warnings == []
    assert b"NewCM10" in (mine.outdir / "cv.pdf").read_bytes()


def test_the_commands_for_read_the_docs_leave_the_pdf_where_it_looks_for_one(tmp_path: Path) -> None:
    configuration = yaml.safe_load((SNIPPETS / "readthedocs.yaml").read_text("utf-8"))
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "cv.pdf").write_bytes(b"%PDF-1.7\n")
    assert configuration["formats"] == ["pdf"]
    for command in configuration["build"]["jobs"]["build"]["pdf"]:
        done = subprocess.run(
            command,
            shell=True,
            cwd=tmp_path,
            env={**os.environ, "READTHEDOCS_OUTPUT": str(tmp_path)},
            check=False,
        )
        assert done.returncode == 0
    assert [path.name for path in (tmp_path / "pdf").iterdir()] == ["cv.pdf"]


def rows_after(head: str) -> list[str]:
    """Return the first cells of the guide's table that begins with *head*."""
    table = GUIDE.read_text("utf-8").partition(f"| {head} |")[2].partition("\n\n")[0]
    return re.findall(r'^\| `"?([a-z_]+)"?` \|', table, re.MULTILINE)


def test_the_guide_has_every_setting_of_the_look_and_every_template() -> None:
    assert rows_after("Key") == [*_LOOKS]
    assert rows_after("`homepage_pdf_template`") == [*TEMPLATES]


def test_every_function_that_a_page_calls_says_what_it_is_and_what_it_takes() -> None:
    source = (TEMPLATES_DIR / "base.typ").read_text("utf-8")
    functions = re.findall(r"((?:^///[^\n]*\n)*)^#let ([a-z-]+)\(([^{]*?)\) =", source, re.MULTILINE)
    assert len(functions) == source.count("\n#let ")
    for comment, name, arguments in functions:
        taken = re.findall(r"(?:^|,)\s*([a-z-]+)(?=\s*(?:[:,]|$))", re.sub(r"\([^()]*\)", "", arguments))
        described = re.findall(r"^/// - ([a-z-]+) \(", comment, re.MULTILINE)
        assert (name, described) == (name, taken)
