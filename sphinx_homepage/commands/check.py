"""``sphinx-homepage check``: what a careful reader would say of a record and its built site."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from sphinx_homepage.checks.material import Finding, Published


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the folders, and how much to say."""
    parser.add_argument(
        "source",
        nargs="?",
        default=".",
        metavar="SOURCE_DIR",
        help="the folder of conf.py; by default this",
    )
    parser.add_argument("--site", metavar="BUILT_DIR", help="the built site, as it is to be published")
    parser.add_argument("--strict", action="store_true", help="exit with 1 for advice too")
    parser.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="CODE",
        help="leave out a check, or with CODE:WORDS what it says of these words; several with commas",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="text by default")


def run(given: argparse.Namespace) -> int:
    """Say what is found; 0 if that is nothing, or advice alone and not ``--strict``."""
    from sphinx.errors import SphinxError

    from sphinx_homepage.checks import printing, reading, running
    from sphinx_homepage.diagnostics import did_you_mean

    srcdir = Path(given.source)
    root = Path(given.site) if given.site else None
    ignored = {code.strip() for codes in given.ignore for code in codes.split(",") if code.strip()}
    for code in sorted({name.partition(":")[0] for name in ignored} - running.CODES):
        return _refuse(f'there is no check "{code}"{did_you_mean(code, running.CODES)}')
    if root is not None and not root.is_dir():
        return _refuse(f'there is no folder "{root}"; build the site first')
    try:
        config = reading.read_config(srcdir.resolve())
    except SphinxError as error:
        return _refuse(str(error).strip())
    from_conf, problems = reading.ignored_codes(config, running.CODES)
    ignored |= from_conf
    facts, found = reading.read_facts(config, srcdir)
    findings = [
        *running.check_problems([*problems, *found], ignored),
        *running.check_facts(facts, ignored),
    ]
    notes: list[str] = []
    if root is not None:
        site = reading.read_site(root, facts)
        with _Progress() as progress:
            findings += running.check_site(site, ignored, progress.show)
        notes = _notes(site)
    findings = [found for found in dict.fromkeys(findings) if not running.is_silenced(found, ignored)]
    findings = running.in_order(findings)
    if given.format == "json":
        print(printing.as_json(findings, srcdir, root, notes))
    else:
        is_coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        for finding in findings:
            print(printing.as_text(finding, srcdir, root, is_coloured=is_coloured))
        for note in notes:
            print(f"note: {note}")
        print(printing.summary(findings))
    return _status(findings, is_strict=given.strict)


def _status(findings: list[Finding], *, is_strict: bool) -> int:
    return int(any(is_strict or finding.severity == "fault" for finding in findings))


def _refuse(message: str) -> int:
    print(f"sphinx-homepage check: {message}", file=sys.stderr)
    return 2


def _notes(site: Published) -> list[str]:
    """Say what was not looked into."""
    from sphinx_homepage.checks.material import LARGEST
    from sphinx_homepage.checks.pdf_file import can_read_pages

    notes = []
    if any(file.name.lower().endswith(".pdf") for file in site.files) and not can_read_pages():
        notes.append("what pages of PDFs show was not searched for private texts; pip install pypdf for that")
    large = sum(file.size > LARGEST for file in site.files)
    if large:
        notes.append(f"{large} files of more than {LARGEST // 1024 // 1024} MB were not looked into")
    return notes


class _Progress:
    """How far the search is, on a terminal, where it takes long."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr.isatty()
        self._is_written = False

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._is_written:
            sys.stderr.write("\r\x1b[K")

    def show(self, done: int, all_: int) -> None:
        """Say it again after every hundred files."""
        if self._is_shown and done % 100 == 0:
            self._is_written = True
            sys.stderr.write(f"\rsearching {done} of {all_} files")
            sys.stderr.flush()
