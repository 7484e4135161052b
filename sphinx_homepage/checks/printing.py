"""Findings as a person reads them, and as a program does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_homepage.diagnostics import excerpt_of, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_homepage.checks.material import Finding

_COLOURS = {"fault": "\x1b[31m", "advice": "\x1b[33m"}
_PLAIN = "\x1b[0m"


def path_of(finding: Finding, srcdir: Path, root: Path | None) -> Path:
    """Return the file of *finding*, as the person named its folder; that folder where it has none."""
    if finding.position is None:
        return srcdir
    if finding.is_published and root is not None:
        return root / finding.position.path
    path = Path(finding.position.path)
    if path.is_absolute() and path.is_relative_to(srcdir.resolve()):
        path = path.relative_to(srcdir.resolve())
    return srcdir / path


def as_text(finding: Finding, srcdir: Path, root: Path | None, *, is_coloured: bool = False) -> str:
    """Return a finding as compilers write theirs, with the source line and a caret."""
    path = path_of(finding, srcdir, root)
    where, excerpt = str(path), ""
    if finding.position is not None and finding.position.line:
        _, line, column = finding.position
        where = f"{path}:{line}:{column}"
        excerpt = "" if finding.is_secret else excerpt_of(path, line, column)
    code = f"{_COLOURS[finding.severity]}{finding.code}{_PLAIN}" if is_coloured else finding.code
    return f"{printable(where)}: {code}: {printable(finding.message)} [{finding.severity}]{excerpt}"


def summary(findings: Sequence[Finding]) -> str:
    """Return the last line."""
    faults = sum(finding.severity == "fault" for finding in findings)
    advice = len(findings) - faults
    if not findings:
        return "nothing to say"
    return f"{faults} fault{'' if faults == 1 else 's'}, {advice} piece{'' if advice == 1 else 's'} of advice"


def as_json(findings: Sequence[Finding], srcdir: Path, root: Path | None, notes: Sequence[str]) -> str:
    """Return everything as one JSON object; a line and a column are null where there are none."""
    rows = []
    for finding in findings:
        place = finding.position if finding.position and finding.position.line else None
        rows.append(
            {
                "file": path_of(finding, srcdir, root).as_posix(),
                "line": place.line if place else None,
                "column": place.column if place else None,
                "code": finding.code,
                "severity": finding.severity,
                "message": finding.message,
            }
        )
    faults = sum(finding.severity == "fault" for finding in findings)
    data = {"findings": rows, "faults": faults, "advice": len(findings) - faults, "notes": list(notes)}
    return json.dumps(data, ensure_ascii=False, indent=2)
