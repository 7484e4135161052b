"""``sphinx-homepage schema``: the JSON Schema of data files."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from sphinx_homepage.model.schema import data_file_schema

if TYPE_CHECKING:
    import argparse


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


def run(_given: argparse.Namespace) -> int:
    """Print the schema."""
    json.dump(data_file_schema(), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    return 0
