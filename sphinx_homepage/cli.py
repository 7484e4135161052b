"""The commands: ``python -m sphinx_homepage schema``."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

import sphinx_homepage

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    parser = argparse.ArgumentParser(prog="sphinx-homepage", description=sphinx_homepage.__doc__)
    parser.add_argument("--version", action="version", version=sphinx_homepage.__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("schema", help="print the JSON Schema of a data file, for editors")
    parser.parse_args(arguments)
    return _print_schema()


def _print_schema() -> int:
    from sphinx_homepage.model.schema import data_file_schema

    json.dump(data_file_schema(), sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    return 0
