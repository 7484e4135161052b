"""The commands of ``sphinx-homepage``: a row here, and a module with ``add_arguments`` and ``run``."""

from __future__ import annotations

from typing import Final, NamedTuple


class Command(NamedTuple):
    """A row of the table."""

    name: str
    """What a person types."""
    module: str
    """The module in this package, which is imported when the command is used."""
    meaning: str


COMMANDS: Final = (
    Command("check", "check", "say what a careful reader would of your record and your built site"),
    Command("export", "export", "write the record in another program's format, without a build"),
    Command("init", "init", "write a new site into a folder"),
    Command("import", "importing", "turn another program's record or site into a data file, or a site"),
    Command("schema", "schema", "print the JSON Schema of a data file, for editors"),
    Command("sync", "sync", "ask OpenAlex, GitHub, Crossref or ORCID for what a site can show or lacks"),
)
