"""The documentation's examples: each builds alone without a warning, and shows what it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docutils import nodes

from sphinx_homepage.directives.publications.block import PublicationsBlock
from sphinx_homepage.directives.selection import FILTERS
from sphinx_homepage.model.entries import Entry
from sphinx_homepage.model.networks import NETWORKS
from sphinx_homepage.model.rows import Contact, Profile
from sphinx_homepage.model.sections import POSITIONS, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site

DOCS = Path(__file__).parents[2] / "docs"
SNIPPETS = DOCS / "snippets"
NAMES = sorted(
    path.relative_to(SNIPPETS).with_suffix("").as_posix()
    for path in SNIPPETS.rglob("*.md")
    if not {"start", "al-folio", "recipes"} & {*path.relative_to(SNIPPETS).parts}
)

NOT_SHOWN = {
    *FILTERS,
    *PublicationsBlock.filters,
    "family_name",
    "other_names",
    "type",
    "tags",
    "id",
    "only",
    "private",
    # Shown in the site's language:
    "date",
    "start",
    "end",
    "sort_date",
    "kind",
    # Shown as a label with a link:
    "doi",
    "eprint",
}
"""Fields whose words are not on the page as they were typed."""


def typed(name: str) -> str:
    return (SNIPPETS / f"{name}.md").read_text("utf-8")


@pytest.fixture(scope="module")
def site(build_once: Callable[..., Site]) -> Site:
    """A site in which each snippet is a page."""
    files: dict[str, str | bytes] = {
        name: (SNIPPETS / name).read_bytes() for name in ("cv.yaml", "papers.bib")
    }
    files |= {f"images/{path.name}": path.read_bytes() for path in (DOCS / "images").glob("*.svg")}
    files |= {f"{name}.md": f"# A page\n\n{typed(name)}" for name in NAMES}
    files["index.md"] = "# Snippets\n\n:::{toctree}\n:glob:\n\n*\nforms/*\n:::\n"
    return build_once(files, "text", homepage_data="cv.yaml", homepage_bibliography="papers.bib")


def fields() -> set[str]:
    """The names that stand for fields in a snippet, as they may be typed there."""
    models = [row.entry for row in (*SECTIONS.values(), POSITIONS)]
    names = {name for model in (*models, Entry, Profile, Contact) for name in model.model_fields}
    names |= {*NETWORKS, *FILTERS, *PublicationsBlock.filters, "src", "alt", "label"}
    return names | {name.replace("_", "-") for name in names}


_ANY_FIELD = "|".join(sorted(fields(), key=len, reverse=True))
FIELD = re.compile(rf"(?:(?<=^)|(?<=[\s{{,-])):?({_ANY_FIELD}):(?=\s|$)")


def words_to_show(snippet: str) -> list[str]:
    """Return the words of a snippet that a reader of the page should find there."""
    words = []
    for line in snippet.splitlines():
        if found := FIELD.search(line):
            name = found[1].replace("-", "_")
            if name in NOT_SHOWN and line[: found.start()].strip() in {"", "-"}:
                continue
            if name == "terms":
                line = re.sub(r"\w+:", "", line)  # noqa: PLW2901 - "format: online" shows "online"
        text = FIELD.sub(" ", line)
        text = re.sub(r"\{en: ([^,}]*)[^}]*\}", r"\1", text)
        text = re.sub(r"^:+(\{[a-z]+\})?|\$[^$]*\$|\bhttps?://\S+|(?<=\s)/\S+|\d{4}-\d\d-\d\d", " ", text)
        words += re.findall(r"\w+", text)
    return words


def test_there_are_snippets() -> None:
    assert len(NAMES) > len(SECTIONS)


def test_no_snippet_gives_a_warning(site: Site) -> None:
    assert site.warnings == []


@pytest.mark.parametrize("name", NAMES)
def test_all_that_a_snippet_says_is_on_its_page(site: Site, name: str) -> None:
    snippet = typed(name)
    if name == "contact-private":
        snippet = re.sub(r"^address: .*$", "", snippet, flags=re.MULTILINE)
    shown = {word.casefold() for word in re.findall(r"\w+", site.text(name))}
    assert [word for word in words_to_show(snippet) if word.casefold() not in shown] == []


def test_a_private_field_of_a_snippet_is_not_on_its_page(site: Site) -> None:
    assert "Cusco" in typed("contact-private")
    assert "Cusco" not in site.text("contact-private")
    assert "555-0142" in site.text("contact-private")


def test_the_three_forms_of_one_entry_give_one_tree(site: Site) -> None:
    def tree(form: str) -> str:
        blocks = site.doctree(f"forms/{form}").findall(nodes.container)
        return next(block for block in blocks if "hp-block" in block["classes"]).pformat()

    assert tree("entry") == tree("list") == tree("record")


def test_the_filters_of_the_examples_leave_what_they_say(site: Site) -> None:
    filtered, grouped = site.text("forms/filtered"), site.text("forms/grouped")
    assert filtered.index("What the wards forget") < filtered.index("Night shifts and memory")
    assert "Counting sleep" not in filtered
    assert re.findall(r"^\W*(20\d\d)\W*$", grouped, re.MULTILINE) == ["2024", "2023", "2022"]
    assert "at night" not in grouped


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_has_a_snippet_and_a_page(section: str) -> None:
    assert section in NAMES
    page = (DOCS / "reference" / f"{section}.md").read_text("utf-8")
    assert re.search(rf"^:::+\{{section-reference\}} {section}$", page, re.MULTILINE)


def test_every_snippet_of_publications_is_on_their_page() -> None:
    page = (DOCS / "reference" / "publications.md").read_text("utf-8")
    snippets = [name for name in NAMES if name.startswith("publications")]
    assert [name for name in snippets if f":::{{live}} {name}.md\n" not in page] == []


def shown_titles(text: str) -> list[str]:
    """Return the words by which the test knows the publications on a page, in their order there."""
    words = ("Reading lamps", "Sleep debt", "What the wards", "Night shifts", "Clocks on", "Remembering at")
    return sorted((word for word in words if word in text), key=text.index)


def test_the_options_of_publications_leave_what_they_say(site: Site) -> None:
    assert shown_titles(site.text("publications-selected")) == ["Sleep debt", "What the wards"]
    assert shown_titles(site.text("publications-filtered")) == ["Night shifts", "Sleep debt"]
    grouped = site.text("publications-grouped")
    assert shown_titles(grouped) == [
        *("Reading lamps", "Sleep debt", "Night shifts", "Clocks on"),
        *("What the wards", "Remembering at"),
    ]
    assert [word for word in ("In journals", "Conference papers", "Theses") if word in grouped] == [
        "In journals",
        "Conference papers",
        "Theses",
    ]


def test_every_snippet_is_of_a_section() -> None:
    names = [name.partition("-")[0] for name in NAMES if not name.startswith("forms/")]
    assert {*names} == {*SECTIONS}
