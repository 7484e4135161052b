"""Data files -> the record."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sphinx_homepage.diagnostics import Code, Problem, in_order
from sphinx_homepage.model.record import Record
from sphinx_homepage.model.text import Mapping, Position
from sphinx_homepage.model.validation import merge_records, read_record
from sphinx_homepage.sources import json_resume, rendercv
from sphinx_homepage.sources.files import missing_files
from sphinx_homepage.sources.paths import inside
from sphinx_homepage.sources.yaml import parse
from sphinx_homepage.sources.yaml_characters import decode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_homepage.model.text import Text


def load_record(names: Sequence[Text], srcdir: Path) -> tuple[Record, list[Problem]]:
    """Read the data files *names*, relative to *srcdir*, in order, as one record."""
    records: list[Record] = []
    problems: list[Problem] = []
    for name in names:
        record, found = _load_file(name, srcdir)
        records.append(record)
        problems += found
    record, found = merge_records(records)
    problems += found
    for entries in record.sections.values():
        for entry in entries:
            folder = str(PurePosixPath(entry.typed_at.path).parent) if entry.typed_at else ""
            problems += missing_files(entry, srcdir, folder)
    order = {str(name): number for number, name in enumerate(names)}
    by_file = sorted(problems, key=lambda problem: order.get(_path(problem), -1))
    return record, [problem for _, group in groupby(by_file, _path) for problem in in_order(group)]


def _path(problem: Problem) -> str:
    return problem.position.path if problem.position else ""


def _load_file(name: Text, srcdir: Path) -> tuple[Record, list[Problem]]:
    start = Position(str(name), 1, 1)
    file = inside(srcdir, name)
    if file is None:
        message = f'homepage_data names "{name}", which leaves the source directory; move the file into it'
        return Record(), [Problem(Code.FILE_OUTSIDE, message, name.position)]
    try:
        data = file.read_bytes()
    except OSError:
        message = f'homepage_data names "{name}", and there is no such file in the source directory'
        return Record(), [Problem(Code.FILE_MISSING, message, name.position)]
    source, problems = decode(data, name)
    tree, found = parse(source, name)
    problems += found
    if tree is None:
        if not problems:
            message = "this data file is empty; write at least a profile: with a name:"
            problems.append(Problem(Code.FILE_EMPTY, message, start))
        return Record(), problems
    if not isinstance(tree, Mapping):
        message = "a data file is a mapping of sections, such as experience: with a list below it"
        return Record(), [*problems, Problem(Code.FILE_SHAPE, message, tree.position or start)]
    for foreign in (json_resume, rendercv):
        if foreign.recognises(tree):
            tree, found = foreign.convert(tree)
            problems += found
            break
    record, found = read_record(tree)
    return record, problems + found
