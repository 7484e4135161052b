"""The page of the checks: each is on it, and its example gives what it is an example of."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from sphinx_homepage.checks.table import CHECKS

DOCS = Path(__file__).parents[2] / "docs"
EXAMPLES = DOCS / "guide" / "checks"


@pytest.fixture(scope="module")
def said_of():
    sys.path.insert(0, str(DOCS / "_ext"))
    try:
        import checks_table

        yield checks_table.said_of
    finally:
        sys.path.remove(str(DOCS / "_ext"))


@pytest.mark.parametrize("example", sorted(EXAMPLES.iterdir()), ids=lambda path: path.stem)
def test_an_example_gives_its_own_check_and_no_other(said_of, example):
    said = said_of(example)
    codes = re.findall(r"^[\w./]+(?::\d+:\d+)?: ([a-z-]+): .*\[(?:advice|fault)\]$", said, re.MULTILINE)
    assert codes == [example.stem]


def test_every_example_is_of_a_check_and_nearly_every_check_has_one():
    names = {path.stem for path in EXAMPLES.iterdir()}
    codes = {check.code for check in CHECKS}
    assert names <= codes
    assert codes - names == {"long-text", "portrait-size"}  # Their examples would be long, or a picture.
