"""``sphinx-homepage export``: the record in another program's format, without a build."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_homepage.exports.formats import FORMATS

if TYPE_CHECKING:
    import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take a format, the folder of conf.py, and the file to write."""
    parser.description = (
        "Write what the data files and .bib files of a site say in another program's format. "
        "Private fields and entries for the PDF alone are left out."
    )
    formats = [name for name, row in FORMATS.items() if not row.needs_site]
    parser.add_argument("format", choices=formats, metavar="FORMAT", help=", ".join(formats))
    parser.add_argument(
        "--source",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="the folder of conf.py; by default this one",
    )
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="the file to write, in place of standard output"
    )


def run(given: argparse.Namespace) -> int:
    """Write the file; say what the format cannot hold."""
    from sphinx.errors import ConfigError  # Late: --help needs none of it.

    from sphinx_homepage.downloads.project import ProjectError, facts_of_project

    try:
        facts, problems, options = facts_of_project(given.source, given.format)
    except (ProjectError, ConfigError) as error:
        sys.stderr.write(f"sphinx-homepage: {error}\n")
        return 2
    text, losses = FORMATS[given.format].make(facts, options)
    for where, message in [*problems, *((loss.position, f"{loss.place}: {loss.message}") for loss in losses)]:
        place = f"{where.path}:{where.line}:{where.column}: " if where else ""
        sys.stderr.write(f"{place}{message}\n")
    data = text.encode("utf-8", errors="replace")
    if given.output is None:
        sys.stdout.buffer.write(data)
        return 0
    try:
        given.output.write_bytes(data)
    except OSError as error:
        sys.stderr.write(f"sphinx-homepage: {error}\n")
        return 2
    return 0
