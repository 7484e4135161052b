"""Conditions of Liquid that the front matter and the settings decide."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from sphinx_homepage.importing.sites.checkout import Checkout
from sphinx_homepage.importing.sites.links import Links
from sphinx_homepage.importing.sites.liquid import Liquid
from sphinx_homepage.importing.sites.markdown import Pieces
from sphinx_homepage.importing.sites.tags import TAGS
from sphinx_homepage.model.text import Mapping, Sequence, Text

if TYPE_CHECKING:
    from pathlib import Path


def shown(text: str, folder: Path) -> tuple[str, list[str]]:
    pieces = Pieces(Links(Checkout(folder)), "page.md", 1)
    site = Mapping({"wide": Text("true"), "off": Text("false"), "tags": Sequence([Text("a"), Text("b")])})
    page = Mapping({"kind": Text("felt"), "empty": None})
    data = {"repositories": Mapping({"users": Sequence([Text("mai")])})}
    liquid = Liquid({"site": site, "page": page}, TAGS, {"site.posts": ""}, data.get)
    return pieces.read(text, liquid.read), [note.message for note in pieces.links.checkout.notes]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("if site.wide", "yes"),
        ("if site.off", "no"),
        ("unless site.off", "yes"),
        ("if site.nowhere", "no"),
        ("if page.empty", "no"),
        ('if page.kind == "felt"', "yes"),
        ("if page.kind != 'felt'", "no"),
        ("if site.off == false", "yes"),
        ("if page.empty == blank", "yes"),
        ("if site.tags.size > 1", "yes"),
        ("if site.tags.size > 2", "no"),
        ("if site.wide and page.empty", "no"),
        ("if site.off or site.wide", "yes"),
        ("if site.data.repositories.users", "yes"),
        ("if site.data.repositories.nobody", "no"),
    ],
)
def test_a_condition_that_the_settings_decide_is_decided(
    condition: str, expected: str, tmp_path: Path
) -> None:
    name = condition.partition(" ")[0]
    assert shown(f"{{% {condition} %}}yes{{% else %}}no{{% end{name} %}}", tmp_path) == (expected, [])


def test_one_that_only_a_program_can_tell_stays_as_a_comment_and_is_reported(tmp_path: Path) -> None:
    for condition in ("if page.url", "if forloop.first", "if site.wide and page.url"):
        text, notes = shown(f"A\n\n{{% {condition} %}}\nB\n{{% endif %}}\n", tmp_path)
        assert text.startswith("A\n\n<!-- {%")
        assert len(notes) == 1


def test_branches_are_chosen_in_their_order_and_within_each_other(tmp_path: Path) -> None:
    text = (
        "{% if site.off %}a{% elsif page.kind == 'felt' %}"
        "b{% if site.wide %}c{% else %}d{% endif %}{% else %}e{% endif %}"
    )
    assert shown(text, tmp_path) == ("bc", [])


def test_an_include_of_one_long_word_is_read_in_time(tmp_path: Path) -> None:
    start = time.thread_time()
    said, _ = shown(f"{{% include nowhere {'a-_' * 20_000} %}}", tmp_path)
    assert time.thread_time() - start < 5
    assert said.startswith("<!-- {% include nowhere a-_")


def test_thousands_of_conditions_within_each_other_are_no_harm(tmp_path: Path) -> None:
    text, _ = shown("{% if site.wide %}" * 3000 + "x" + "{% endif %}" * 3000, tmp_path)
    assert "x" in text
