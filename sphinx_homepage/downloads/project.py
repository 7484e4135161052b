"""The files that a conf.py names -> the facts that exports are made from, without a build.

What pages show only a build knows. Here it is the whole record, without what is private or for the PDF alone.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sphinx import locale
from sphinx.config import Config
from sphinx.util.tags import Tags

from sphinx_homepage.bibliography import Bibliography
from sphinx_homepage.config import SETTINGS, files_of
from sphinx_homepage.downloads.settings import person_of, wishes_of
from sphinx_homepage.exports.facts import Facts, Site
from sphinx_homepage.html.addresses import site_url
from sphinx_homepage.locale import CATALOGUE, LOCALE_DIR, label
from sphinx_homepage.model.record import Record
from sphinx_homepage.published import is_own, printed, printed_publication
from sphinx_homepage.sources.paths import inside, is_file, site_path
from sphinx_homepage.sources.record import load_record

if TYPE_CHECKING:
    from sphinx_homepage.model.text import Position, Text

Said: TypeAlias = "tuple[Position | None, str]"


class ProjectError(Exception):
    """There is nothing to export; the message says why."""


def facts_of_project(folder: Path, format_name: str) -> tuple[Facts, list[Said], dict[str, Any]]:
    """Return the facts, what is wrong with the files, and what conf.py asks of the format.

    Args:
        folder: The folder of conf.py, which is also that of the sources.
        format_name: The format that they are for.
    """
    folder = folder.resolve()
    if not (folder / "conf.py").is_file():
        message = f'there is no conf.py in "{folder}"; name its folder with --source'
        raise ProjectError(message)
    config = read_config(folder)
    names = files_of(config, "homepage_data")
    if not names and not files_of(config, "homepage_bibliography"):
        raise ProjectError("conf.py names no file, neither in homepage_data nor in homepage_bibliography")
    record, problems = load_record(names, folder)
    bibliography = Bibliography.of(config, folder, record)
    problems += bibliography.problems
    publications = [printed_publication(item) for item in bibliography.publications if item.only != "pdf"]
    sections = {
        name: [printed(entry) for entry in entries if entry.only != "pdf"]
        for name, entries in record.sections.items()
        if name != "publications"
    }
    files = [str(name) for name in files_of(config, "homepage_bibliography")]

    def photo(path: Text) -> bytes | None:
        start = Path(path.position.path).parent.as_posix() if path.position else ""
        file = inside(folder, site_path(path, start))
        return file.read_bytes() if file is not None and is_file(file) else None

    facts = Facts(
        record=Record({name: entries for name, entries in sections.items() if entries}),
        publications=[item for item in publications if is_own(item, files)],
        others=[item for item in publications if not is_own(item, files)],
        name=person_of(config),
        language=config.language or "en",
        labels=label,
        site=Site(url=site_url(config), title=str(config.project)),
        photo=photo,
    )
    wish = wishes_of(config)[0].get(format_name)
    said = [(problem.position, problem.message) for problem in problems if not problem.is_information]
    return facts, said, wish.options if wish else {}


def read_config(folder: Path) -> Config:
    """Return the settings of a site as Sphinx reads them: conf.py is run, extensions are not loaded."""
    before = Path.cwd()
    try:
        # By name where the newer Sphinx wants it, which the older one takes as well.
        config = Config.read(folder, overrides={}, tags=Tags())
    finally:
        os.chdir(before)
    for setting in SETTINGS:
        config.add(setting.name, setting.default, setting.rebuild, setting.types)
    config.add("html_baseurl", "", "html", (str,))
    locale.init([LOCALE_DIR], config.language or "en", CATALOGUE)
    return config
