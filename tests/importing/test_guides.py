"""The guides for those who arrive: what stands there as before becomes what stands there as after."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sphinx_homepage.importing import read
from sphinx_homepage.importing.writing import data_file

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)

BEFORE = {
    "json-resume": ("json", "resume.json", {}),
    "rendercv": ("yaml", "Ilse_Vink_CV.yaml", {}),
    "al-folio": (
        "markdown",
        "site/_news/announcement_1.md",
        {"site/_config.yml": "first_name: Ilse\nlast_name: Vink\n"},
    ),
    "hugoblox": (
        "markdown",
        "site/content/publication/nets/index.md",
        {
            "site/config/_default/hugo.yaml": "title: Sione Vaka\n",
            "site/content/authors/admin/_index.md": "---\ntitle: Sione Vaka\nsuperuser: true\n---\n",
        },
    ),
    "academicpages": (
        "markdown",
        "site/_talks/2021-mud.md",
        {"site/_config.yml": "author:\n  name: K Asante\n"},
    ),
}
"""By guide: the language and the path of what is before, and the other files that make it a site."""


@pytest.mark.parametrize("name", BEFORE)
def test_what_a_guide_shows_as_before_becomes_what_it_shows_as_after(name, tmp_path):
    language, path, others = BEFORE[name]
    text = (GUIDE / f"switch-from-{name}.md").read_text("utf-8")
    blocks = [(match["language"], match["text"]) for match in BLOCK.finditer(text)]
    number = next(
        number
        for number, (kind, block) in enumerate(blocks)
        if kind == language and (language != "markdown" or block.startswith("---"))
    )
    after = next(block for kind, block in blocks[number + 1 :] if kind == "yaml")
    for file, content in {**others, path: blocks[number][1]}.items():
        target = tmp_path / file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content, "utf-8")
    written = data_file(read(tmp_path / path.partition("/")[0]).data, {})
    assert after.strip() in written
    assert "x-" not in written
