"""Extensions that people have beside this one: all in one site, each with its part of the page."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sphinx_homepage

if TYPE_CHECKING:
    from collections.abc import Callable

ABLOG = "ablog"
OTHERS = [
    "myst_nb",
    "sphinx_design",
    "sphinxcontrib.bibtex",
    "sphinxext.opengraph",
    "sphinx_copybutton",
    "sphinx_sitemap",
    "notfound.extension",
]


def is_missing(name: str) -> bool:
    try:
        return find_spec(name) is None
    except ModuleNotFoundError:
        return True


MISSING = [name for name in (*OTHERS, ABLOG) if is_missing(name)]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}")

PAGE = (Path(__file__).parents[1] / "docs" / "guide" / "with-other-extensions.md").read_text("utf-8")
POST, GRID = re.findall(r"^```markdown\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
"""What the documentation says to type."""

CONF = """\
project = author = "Amara Okafor"
language = "en"
extensions = {extensions!r}
homepage_data = "cv.yaml"
homepage_bibliography = "papers.bib"
homepage_pdf = {{"cv": "cv.pdf"}}
html_theme = {theme!r}
html_baseurl = "https://amara.example.org/"
exclude_patterns = ["_build"]
bibtex_bibfiles = ["read.bib"]
ogp_site_url = html_baseurl
ogp_social_cards = {{"enable": False}}
sitemap_url_scheme = "{{link}}"
notfound_urls_prefix = "/"
nb_execution_mode = "off"
"""
BLOG = """\
blog_baseurl = html_baseurl
blog_title = "Notes"
fontawesome_included = True
"""
INDEX = """\
---
title: Amara Okafor
description: Amara Okafor designs footbridges.
---

The question is old {cite}`euler1741`, and {pub}`okafor2024` answers it.

GRID
```python
print("copied")
```

:::{publications}
:selected:
:::

:::{contact}
:::

```{bibliography}
```

:::{toctree}
:hidden:

cv
analysis
blog/first
:::
"""
CELLS = [
    {
        "cell_type": "markdown",
        "id": "a",
        "metadata": {},
        "source": "# Loads\n\n:::{projects} How heavy is a crowd?\n:start: 2022\n:::\n",
    },
    {
        "cell_type": "code",
        "id": "b",
        "execution_count": 1,
        "metadata": {},
        "outputs": [{"output_type": "stream", "name": "stdout", "text": "forty-two\n"}],
        "source": "print(say(6 * 7))",
    },
]
NOTEBOOK = {
    "cells": CELLS,
    "metadata": {"language_info": {"name": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}
FILES = {
    "index.md": INDEX.replace("GRID\n", GRID),
    "cv.md": "---\ntitle: CV\n---\n\n:::{profile}\n:::\n\n:::{experience}\n:::\n",
    "analysis.ipynb": json.dumps(NOTEBOOK),
    "blog/first.md": f"{POST}\n:::{{awards}} A small prize\n:date: 2023\n:::\n",
    "cv.yaml": (
        "profile: {name: Amara Okafor, headline: Structural engineer}\n"
        "contact: {email: amara@example.org, github: amara-example}\n"
        "experience:\n  - organization: Example Bridges\n    position: Lead engineer\n    start: 2021-03\n"
        "projects: [A bridge in a rucksack]\n"
    ),
    "papers.bib": (
        "@article{okafor2024, title={Light bridges}, author={Amara Okafor}, journal={Bridges Today},\n"
        "  year={2024}, selected={true}}\n"
    ),
    "read.bib": (
        "@book{euler1741, title={Solutio problematis}, author={Leonhard Euler},\n"
        "  publisher={Example Academy}, year={1741}}\n"
    ),
}


def test_the_settings_that_the_documentation_shows_are_those_that_are_tried() -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    lines = {
        line for block in blocks for line in block.splitlines() if re.match(r"(?!extensions)\w+ = ", line)
    }
    assert len(lines) > 8
    assert lines <= {*CONF.replace("{{", "{").replace("}}", "}").splitlines(), *BLOG.splitlines()}


@pytest.fixture
def build(tmp_path: Path) -> Callable[..., tuple[Path, str]]:
    """Return a function that builds the site strictly: where it is, and what went wrong."""

    def build(extensions: list[str], *options: str, theme: str = "pydata_sphinx_theme") -> tuple[Path, str]:
        conf = CONF.format(extensions=["sphinx_homepage", *extensions], theme=theme)
        for name, text in {**FILES, "conf.py": conf + BLOG * (ABLOG in extensions)}.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        command = [sys.executable, "-m", "sphinx", "-nW", "--keep-going", "-q", "-d", "_build/doctrees"]
        done = subprocess.run(
            [*command, *options, ".", "_build/html"],
            cwd=tmp_path,
            env={
                **os.environ,
                "PYTHONPATH": str(Path(sphinx_homepage.__file__).parents[1]),
                "PYTHONUTF8": "1",
                "NO_COLOR": "1",
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return tmp_path / "_build" / "html", done.stderr

    return build


def check_pages(html: Path) -> None:
    """Look for what each extension puts on the pages, and for what ours does."""
    index = (html / "index.html").read_text("utf-8")
    assert "sd-card" in index
    assert "Solutio problematis" in index
    assert '<meta property="og:title" content="Amara Okafor"' in index
    assert "copybutton.js" in index
    assert "A bridge in a rucksack" in index
    assert "Light bridges" in index
    assert (html / "404.html").is_file()
    assert "https://amara.example.org/cv.html" in (html / "sitemap.xml").read_text("utf-8")
    analysis = (html / "analysis.html").read_text("utf-8")
    assert "forty-two" in analysis
    assert 'class="hp-' in analysis
    assert (html / "cv.pdf").read_bytes().startswith(b"%PDF-")
    assert "Light bridges" in (html / "publications" / "okafor2024" / "index.html").read_text("utf-8")
    assert [path for path in html.rglob("_sources/*") if path.is_file()] == []


@pytest.mark.parametrize("theme", ["pydata_sphinx_theme", "homepage"])
def test_all_that_read_in_parallel_do_so_in_one_site_with_ours(
    build: Callable[..., tuple[Path, str]], theme: str
) -> None:
    html, said = build(OTHERS, "-j4", theme=theme)
    assert said == ""
    check_pages(html)


def test_a_blog_and_all_the_others_are_in_one_site_with_ours(build: Callable[..., tuple[Path, str]]) -> None:
    html, said = build([*OTHERS, ABLOG])
    assert said == ""
    check_pages(html)
    post = (html / "blog" / "first.html").read_text("utf-8")
    assert "A small prize" in post
    assert "The first bridge" in (html / "blog" / "archive.html").read_text("utf-8")
    assert "The first bridge" in (html / "blog" / "atom.xml").read_text("utf-8")


def test_of_a_parallel_build_the_blog_alone_complains(build: Callable[..., tuple[Path, str]]) -> None:
    html, said = build([*OTHERS, ABLOG], "-j4")
    assert said.splitlines() == [
        "WARNING: the ablog extension is not safe for parallel reading",
        "WARNING: doing serial read",
    ]
    check_pages(html)
