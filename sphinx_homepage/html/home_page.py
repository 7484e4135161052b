"""When the first page is to be written again: its head says what all pages show together."""

from __future__ import annotations

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_homepage.domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.published import ShownBlock

SECTIONS: Final = frozenset(
    {
        *("profile", "contact", "experience", "education", "interests", "skills", "languages"),
        *("awards", "projects", "talks"),
    }
)
"""The sections that heads say anything of."""


def _shown(env: BuildEnvironment) -> dict[str, list[ShownBlock]]:
    """Return what each page shows that heads say."""
    shown = {
        docname: [block for block in blocks if block.section in SECTIONS]
        for docname, blocks in domain_of(env).shown.items()
    }
    return {docname: blocks for docname, blocks in shown.items() if blocks}


def modified(env: BuildEnvironment) -> str:
    """Return the day on which the newest file behind the first page, and behind the facts, was changed.

    ``SOURCE_DATE_EPOCH`` is the latest that it can be (https://reproducible-builds.org/specs/source-date-epoch/).
    """
    docnames = {env.config.root_doc, *_shown(env)} & env.found_docs
    files = {Path(env.doc2path(name)) for name in docnames}
    files |= {Path(env.srcdir, file) for name in docnames for file in env.dependencies.get(name, ())}
    times = [file.stat().st_mtime for file in files if file.is_file()]
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    latest = min([max(times, default=0.0), *([float(epoch)] if epoch.isdecimal() else [])])
    return datetime.fromtimestamp(latest, UTC).date().isoformat() if latest else ""


def update_home_page(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the first page if what its head says has changed."""
    data, shown, root = domain_of(env).data, _shown(env), env.config.root_doc
    said = repr((sorted(shown.items()), modified(env) if shown else ""))
    digest = hashlib.sha256(said.encode()).hexdigest()
    before, data["home_page"] = data["home_page"], digest
    return [root] if before not in {"", digest} and root in env.found_docs else []
