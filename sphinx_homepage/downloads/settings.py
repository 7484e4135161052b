"""What ``homepage_exports`` asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_homepage.config import place_of
from sphinx_homepage.diagnostics import Code, Problem, did_you_mean, shown
from sphinx_homepage.exports.formats import FORMATS
from sphinx_homepage.html.addresses import site_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.config import Config

    from sphinx_homepage.exports.formats import Format

SETTING = "homepage_exports"
_FILE = re.compile(r"[^/\\:\x00-\x1f]*[^/\\:.\x00-\x1f][^/\\:\x00-\x1f]*")


class Wish(NamedTuple):
    """A file that is asked for."""

    format: Format
    file: str
    options: dict[str, Any]


def wishes_of(config: Config) -> tuple[dict[str, Wish], list[Problem]]:
    """Return the files that are asked for, by format, and what is wrong with the setting."""
    reader = _Reader(config)
    wishes = {wish.format.name: wish for wish in reader.wishes()}
    return wishes, reader.problems


def person_of(config: Config) -> str:
    """Return what conf.py calls the person: its author, else the project; nothing where it says neither."""
    chosen = {*config._raw_config, *config.overrides}
    return next((str(config[name]) for name in ("author", "project") if name in chosen and config[name]), "")


class _Reader:
    def __init__(self, config: Config) -> None:
        self.problems: list[Problem] = []
        self._config = config
        self._files: set[str] = set()

    def _wrong(self, message: str, value: object = "") -> None:
        place = place_of(SETTING, self._config, str(value)) or place_of(SETTING, self._config)
        self.problems.append(Problem(Code.SETTING, f"{SETTING} {message}", place))

    def wishes(self) -> Iterator[Wish]:
        """Yield each file that can be made."""
        asked = self._config[SETTING]
        if isinstance(asked, str):
            asked = [asked]
        if not isinstance(asked, (list, tuple, dict)):
            return  # Sphinx has said it.
        for name in asked:
            row = FORMATS.get(name) if isinstance(name, str) else None
            if row is None:
                known = f"; it has {', '.join(FORMATS)}"
                hint = did_you_mean(str(name), [*FORMATS]) or known
                self._wrong(f'names the format "{shown(str(name))}", and there is none{hint}', name)
                continue
            wish = self._wish(row, asked[name] if isinstance(asked, dict) else {})
            if row.needs_url and not site_url(self._config):
                self._wrong(
                    f'names "{name}", whose addresses are absolute; set html_baseurl to that of the site',
                    name,
                )
            elif wish.file in self._files:
                self._wrong(f'gives two formats the file "{wish.file}"; give each its own', name)
            else:
                self._files.add(wish.file)
                yield wish

    def _wish(self, row: Format, given: Any) -> Wish:
        options = {"file": given} if isinstance(given, str) else given or {}
        if not isinstance(options, dict):
            self._wrong(f'gives "{row.name}" neither a file name nor a mapping of options', row.name)
            options = {}
        file, found = row.file, {}
        for name, value in options.items():
            option = row.options.get(name)
            if name == "file":
                if isinstance(value, str) and _FILE.fullmatch(value) and not value.lower().endswith(".html"):
                    file = value
                else:
                    message = (
                        f'calls the file of "{row.name}" "{shown(str(value))}"; give a name without a folder'
                    )
                    self._wrong(message, value)
            elif option is None:
                known = ["file", *row.options]
                hint = did_you_mean(str(name), known) or f"; it has {', '.join(known)}"
                self._wrong(f'gives "{row.name}" the option "{shown(str(name))}"{hint}', name)
            elif not option.is_right(value):
                self._wrong(
                    f'gives "{name}" of "{row.name}" as {shown(repr(value))}; it is {option.form}', name
                )
            else:
                found[name] = value
        return Wish(row, file, found)
