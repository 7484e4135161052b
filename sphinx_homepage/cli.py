"""The program ``sphinx-homepage``, which is ``python -m sphinx_homepage`` too."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import sphinx_homepage
from sphinx_homepage.commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status."""
    words = [*(sys.argv[1:] if arguments is None else arguments)]
    parser = argparse.ArgumentParser(prog="sphinx-homepage", description=sphinx_homepage.__doc__)
    parser.add_argument("--version", action="version", version=sphinx_homepage.__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for row in COMMANDS:
        meaning = f"{row.meaning[0].upper()}{row.meaning[1:]}."
        command = commands.add_parser(row.name, help=row.meaning, description=meaning)
        if row.name in words[:1]:  # What the others take need not be known.
            module = import_module(f"sphinx_homepage.commands.{row.module}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    given = parser.parse_args(words)
    status: int = given.run(given)
    return status
