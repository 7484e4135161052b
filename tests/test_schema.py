"""The JSON Schema that editors use says what the model says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from sphinx_homepage.model.schema import data_file_schema
from sphinx_homepage.model.sections import SECTIONS
from sphinx_homepage.model.text import Mapping, Sequence
from sphinx_homepage.sources.yaml import parse

ROOT = Path(__file__).parent.parent
VALIDATOR = jsonschema.Draft202012Validator(data_file_schema())


def plain(tree: object) -> object:
    """Turn a tree into what a JSON reader gives."""
    if isinstance(tree, Mapping):
        return {str(key): plain(value) for key, value in tree.items()}
    return [plain(item) for item in tree] if isinstance(tree, Sequence) else tree


def test_the_command_prints_a_valid_schema_of_every_section() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "sphinx_homepage", "schema"], capture_output=True, check=True, cwd=ROOT
    )
    schema = json.loads(printed.stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(schema["properties"]) == list(SECTIONS)


@pytest.mark.parametrize("path", ["example_site/cv.yaml", "tests/sites/engineer/cv.yaml"])
def test_data_files_that_build_without_a_warning_fit_the_schema(path: str) -> None:
    tree, problems = parse((ROOT / path).read_text("utf-8"), path)
    assert not problems
    VALIDATOR.validate(plain(tree))


@pytest.mark.parametrize(
    "record",
    [
        {"experiance": []},
        {"experience": [{"organization": "Example Labs", "highlight": "x"}]},
        {"experience": [{"organization": "Example Labs", "projects": [{"nme": "x"}]}]},
        {"contact": {"githb": "janedoe"}},
        {"profile": ["Jane"]},
        {"awards": [{"title": "x", "only": "paper"}]},
    ],
)
def test_what_a_build_would_warn_of_does_not_fit_the_schema(record: object) -> None:
    assert not VALIDATOR.is_valid(record)


@pytest.mark.parametrize(
    "record",
    [
        {"skills": ["Python", {"name": "Languages", "keywords": "Rust"}]},
        {"talks": {"invited": [{"title": {"en": "A talk", "ar": "محاضرة"}, "date": 2023}]}},
        {"contact": {"orcid": "0000-0002-1825-0097", "email": ["a@example.org"], "x-note": 1}},
        {"education": {"institution": "Example University", "thesis": "On bridges", "score": 3.74}},
        {"x-anything": {"goes": True}},
    ],
)
def test_the_short_forms_fit_the_schema(record: object) -> None:
    VALIDATOR.validate(record)
