"""``{checks-table}``: what ``sphinx-homepage check`` looks for, with what it really says of an example.

The examples are the files ``guide/checks/<code>.yaml`` and ``.bib``. Each is checked as a project of its own.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from tables import Generated, table

from sphinx_homepage.checks import printing, reading, running
from sphinx_homepage.checks import table as checks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

EXAMPLES = Path(__file__).parents[1] / "guide" / "checks"
TODAY = date(2026, 11, 21)

_LANGUAGES = {".yaml": ("yaml", "homepage_data"), ".bib": ("bibtex", "homepage_bibliography")}


def example_of(code: str) -> Path | None:
    """Return the file of a check's example, if it has one."""
    return next(iter(sorted(EXAMPLES.glob(f"{code}.*"))), None)


def said_of(example: Path) -> str:
    """Return what the command prints of an example."""
    setting = _LANGUAGES[example.suffix][1]
    name = f"cv{example.suffix}" if example.suffix == ".yaml" else "papers.bib"
    with tempfile.TemporaryDirectory() as folder:
        srcdir = Path(folder).resolve()
        (srcdir / "conf.py").write_text(f"{setting} = {name!r}\n", "utf-8")
        (srcdir / name).write_bytes(example.read_bytes())
        Image.new("RGB", (400, 400)).save(srcdir / "portrait.png")
        facts, _ = reading.read_facts(reading.read_config(srcdir), srcdir, TODAY)
        found = running.in_order(running.check_facts(facts))
        text = "\n".join(printing.as_text(finding, srcdir, None) for finding in found)
        return text.replace(f"{srcdir}/", "")


class ChecksTable(Generated):
    """Every check: its code, its meaning, an example, and what to do."""

    sources = (checks,)

    def markdown(self) -> str:
        """Return a table of the codes."""
        rows = ((f"[`{row.code}`](#check-{row.code})", row.severity, row.meaning) for row in checks.CHECKS)
        return table(("Code", "Severity", "What it means"), rows)

    def sections(self) -> Iterator[nodes.section]:
        """Yield a section for each code."""
        for row in checks.CHECKS:
            example = example_of(row.code)
            parts = [row.meaning]
            if example is not None:
                self.env.note_dependency(str(example))
                language = _LANGUAGES[example.suffix][0]
                parts.append(f"```{language}\n{example.read_text('utf-8')}```")
                parts.append(f"```text\n{said_of(example)}\n```")
            parts.append(row.fix)
            yield self.section(row.code, "\n\n".join(parts), label=f"check-{row.code}")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directive."""
    app.add_directive("checks-table", ChecksTable)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
