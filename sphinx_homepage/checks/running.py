"""The checks of the table, run on what was read."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_homepage.checks.material import Finding, PublishedFile
from sphinx_homepage.checks.table import CHECKS
from sphinx_homepage.diagnostics import Code, source_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator

    from sphinx_homepage.checks.material import Facts, Published, Remark
    from sphinx_homepage.checks.table import Check
    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.text import Position

CODES: frozenset[str] = frozenset([*(check.code for check in CHECKS), *(code.slug for code in Code)])
"""What can be silenced: the checks, and what a build says."""


def check_facts(facts: Facts, ignored: Container[str] = ()) -> Iterator[Finding]:
    """Yield what there is to say of what the person wrote."""
    for check in CHECKS:
        if check.facts is not None and check.code not in ignored:
            for remark in check.facts(facts):
                place = narrowed(remark.position, remark.words, facts.srcdir)
                yield _finding(check, remark._replace(position=place))


def check_problems(problems: Iterable[Problem], ignored: Container[str] = ()) -> Iterator[Finding]:
    """Yield what a build would say."""
    for problem in problems:
        if problem.code.slug not in ignored:
            yield Finding(problem.code.slug, "fault", problem.message, problem.position)


def check_site(
    site: Published,
    ignored: Container[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Finding]:
    """Yield what there is to say of the built site; what is the same in many files, of the first of them."""
    checks = [check for check in CHECKS if check.code not in ignored]
    for check in checks:
        if check.folder is not None:
            yield from (_finding(check, remark, is_published=True) for remark in check.folder(site))
    first: dict[tuple[str, str], Finding] = {}
    times: Counter[tuple[str, str]] = Counter()
    for number, known in enumerate(site.files, 1):
        if progress is not None:
            progress(number, len(site.files))
        file = PublishedFile(site, known.name, known.size)
        for check in checks:
            if check.file is None:
                continue
            for remark in check.file(file):
                key = (check.code, remark.message)
                times[key] += 1
                first.setdefault(key, _finding(check, remark, is_published=True))
    for key, finding in first.items():
        others = times[key] - 1
        more = f" (and in {others} other file{'s' if others > 1 else ''})" if others else ""
        is_of_file = finding.code in {"heavy-picture", "photo-place", "build-files", "source-files"}
        yield finding if is_of_file or not more else finding._replace(message=finding.message + more)


def _finding(check: Check, remark: Remark, *, is_published: bool = False) -> Finding:
    return Finding(
        check.code, check.severity, remark.message, remark.position, is_published, remark.is_secret
    )


def is_silenced(finding: Finding, ignored: Iterable[str]) -> bool:
    """Whether *finding* is what a ``code:words`` of *ignored* means: its message has these words."""
    pairs = (name.partition(":") for name in ignored)
    return any(
        code == finding.code and words and re.search(_whole(words), finding.message)
        for code, _, words in pairs
    )


def _whole(words: str) -> str:
    """Return a pattern that finds *words*, and not a part of a longer one: of a key that begins alike."""
    before = r"(?<![\w-])" if re.match(r"\w", words) else ""
    after = r"(?![\w-])" if re.search(r"\w\Z", words) else ""
    return f"{before}{re.escape(words)}{after}"


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by file and place; those in the built site come last."""
    return sorted(
        findings,
        key=lambda finding: (
            finding.is_published,
            finding.position or ("", 0, 0),
            finding.code,
            finding.message,
        ),
    )


_FAR = 200
"""So many lines below the place of a text its words are looked for."""


def narrowed(position: Position | None, words: str, srcdir: Path) -> Position | None:
    """Return where *words* stand behind *position*, or that where they are not there as they were read."""
    if position is None or not words:
        return position
    lines = source_lines(Path(srcdir, position.path))
    start = position.column - 1
    for number in range(position.line, min(position.line + _FAR, len(lines) + 1)):
        at = lines[number - 1].find(words, start)
        if at >= 0:
            return position._replace(line=number, column=at + 1)
        start = 0
    return position
