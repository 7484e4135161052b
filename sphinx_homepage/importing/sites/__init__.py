"""Checkouts of whole sites -> the person's own content, as a site of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_homepage.importing.found import Source

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.found import Found


def _source(module: str, name: str, meaning: str) -> Source:
    """Return a row whose module is imported when it is used."""

    def load() -> Source:
        from importlib import import_module

        row = import_module(f"{__name__}.{module}")
        return Source(name, meaning, row.is_one, row.read)

    def is_one(path: Path) -> bool:
        return load().is_one(path)

    def read(path: Path) -> Found:
        return load().read(path)

    return Source(name, meaning, is_one, read)


SITES: tuple[Source, ...] = (
    _source(
        "academicpages", "academicpages", "a checkout of an academicpages site: its Markdown collections"
    ),
    _source("al_folio", "al-folio", "a checkout of an al-folio site"),
    _source(
        "hugoblox", "HugoBlox", "a checkout of a HugoBlox site: author files, publications, talks, projects"
    ),
    _source(
        "front_matter", "home page", "the home page of a Hugo or Jekyll site, or the folder that it is in"
    ),
)
"""The kinds of sites, those that are told by more signs first."""
