"""What the documentation says of PDFs: its template, its commands and its settings do as it says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


def read_the_docs_configuration() -> Any:
    """Return the ``.readthedocs.yaml`` that the guide shows."""
    section = GUIDE.read_text("utf-8").partition("## On Read the Docs")[2].partition("\n## ")[0]
    (shown,) = re.findall(r"\{literalinclude\} /(\S+)", section)
    return yaml.safe_load((DOCS / shown).read_text("utf-8"))


def test_the_commands_for_read_the_docs_leave_the_pdf_where_it_looks_for_one(tmp_path: Path) -> None:
    configuration = read_the_docs_configuration()
    checkout, output = tmp_path / "checkout", tmp_path / "output"
    shutil.copytree(DOCS.parent / "example_site", checkout, ignore=shutil.ignore_patterns("_*"))
    settings = (checkout / "conf.py").read_text("utf-8")
    own_address = re.compile("^html_baseurl = .*$", re.MULTILINE)
    assert own_address.search(settings)
    (checkout / "conf.py").write_text(own_address.sub("", settings), "utf-8")
    address = "https://tsikhiseli.readthedocs.example.org/en/latest/"
    environment = {
        **os.environ,
        "READTHEDOCS": "True",
        "READTHEDOCS_OUTPUT": str(output),
        "READTHEDOCS_CANONICAL_URL": address,
    }

    def run(command: str) -> None:
        subprocess.run(command, shell=True, cwd=checkout, env=environment, check=True)

    # As Read the Docs does (https://docs.readthedocs.com/platform/stable/build-process.html).
    folder = (checkout / configuration["sphinx"]["configuration"]).parent
    run(
        f"{sys.executable} -m sphinx -q -T -b html -d _build/doctrees -D language=en {folder} "
        "$READTHEDOCS_OUTPUT/html"
    )
    assert configuration["formats"] == ["pdf"]
    for command in configuration["build"]["jobs"]["build"]["pdf"]:
        run(command)
    (pdf,) = (output / "pdf").iterdir()
    assert pdf.name == "cv.pdf"
    assert pdf.read_bytes() == (output / "html" / "cv.pdf").read_bytes()
    assert f"({address}".encode() in pdf.read_bytes()


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
