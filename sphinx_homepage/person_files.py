"""What the person wrote in files: the data files, the .bib files, and what services have said of them."""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING

import sphinx_homepage
from sphinx_homepage.config import files_of, synced_files
from sphinx_homepage.sources.paths import inside, is_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sphinx.config import Config

    from sphinx_homepage.bibliography import Bibliography
    from sphinx_homepage.diagnostics import Problem
    from sphinx_homepage.model.record import Record
    from sphinx_homepage.model.synced import Synced
    from sphinx_homepage.model.text import Text


class PersonFiles:
    """The files that the settings name, each read once in a process, and never pickled.

    Args:
        config: The settings.
        srcdir: The source directory.
        digests: Of each kind of files what they were when nothing was wrong in them; kept between builds.
    """

    def __init__(self, config: Config, srcdir: Path, digests: dict[str, str]) -> None:
        self._config = config
        self._srcdir = srcdir
        self._digests = digests

    @property
    def data_files(self) -> list[Text]:
        """The data files of ``homepage_data``, relative to the source directory."""
        return files_of(self._config, "homepage_data")

    @cached_property
    def record(self) -> Record:
        """What the data files say."""
        return self._load_record()[0]

    @cached_property
    def bibliography(self) -> Bibliography:
        """The publications of the person, and who is who among their authors."""
        from sphinx_homepage.bibliography import Bibliography

        return Bibliography.of(self._config, self._srcdir, self.record)

    @property
    def has_read_bibliography(self) -> bool:
        """Whether this process has read the .bib files, which takes its time."""
        return "bibliography" in self.__dict__

    @cached_property
    def synced(self) -> Synced:
        """What services have said; pages that show it are to be noted."""
        return self._load_synced()[0]

    def is_synced_anew(self) -> bool:
        """Whether the file of synced values is another than when this was asked last, is new or is gone."""
        digest = self._digest(self._synced_files)
        if self._digests.get("synced-shown") == digest:
            return False
        self._digests["synced-shown"] = digest
        return True

    # Checking

    def problems(self, *, is_read: bool) -> Iterator[Problem]:
        """Yield what is wrong in the files, if they have changed or something was wrong in them.

        Args:
            is_read: Whether pages will be read, so that worker processes find the record loaded.
        """
        if is_read:
            # Sphinx names no file where the settings are not from one.
            conf = self._config._raw_config.get("__file__")
            yield from self._placeholders([conf] if conf else [])
        if self.data_files and (is_read or self._is_changed("record", self.data_files)):
            self.record, found = self._load_record()
            yield from self._noted("record", self.data_files, found)
        sources = self._sources_of_bibliography
        config = self._config
        is_asked_for = sources or config.homepage_me or config.homepage_marks
        if is_asked_for and self._is_changed("bibliography", [*sources, *self.data_files]):
            found = [*self.bibliography.problems, *self._placeholders(sources)]
            yield from self._noted("bibliography", [*sources, *self.data_files], found)
        if (files := self._synced_files) and self._is_changed("synced", files):
            self.synced, found = self._load_synced()
            yield from self._noted("synced", files, found)

    def _is_changed(self, what: str, files: Sequence[Text]) -> bool:
        return self._digests.get(what) != self._digest(files)

    def _noted(self, what: str, files: Sequence[Text], problems: list[Problem]) -> list[Problem]:
        # This is all that is stored of the files, and only of good ones: what is wrong quotes what they say.
        self._digests[what] = "" if problems else self._digest(files)
        return problems

    def _digest(self, files: Sequence[Text]) -> str:
        config = self._config
        settings = (config.homepage_me, config.homepage_marks, config.homepage_bibliography_aliases)
        digest = hashlib.sha256(repr((sphinx_homepage.__version__, settings)).encode())
        for name in files:
            file = inside(self._srcdir, name)
            digest.update(repr((str(name), name.position)).encode())
            digest.update(file.read_bytes() if file and is_file(file) else b"")
        return digest.hexdigest()

    # Reading

    def _load_record(self) -> tuple[Record, list[Problem]]:
        from sphinx_homepage.sources.record import load_record

        record, problems = load_record(self.data_files, self._srcdir)
        return record, [*problems, *self._placeholders(self.data_files)]

    def _load_synced(self) -> tuple[Synced, list[Problem]]:
        from sphinx_homepage.model.synced import Synced
        from sphinx_homepage.sources.synced import load_synced

        for name in self._synced_files:
            return load_synced(name, self._srcdir)
        return Synced(), []

    def _placeholders(self, files: Sequence[str]) -> list[Problem]:
        from sphinx_homepage.scaffold.placeholders import placeholders_of

        return placeholders_of(files, self._srcdir)

    @property
    def _sources_of_bibliography(self) -> list[Text]:
        names = ("homepage_bibliography", "homepage_coauthors", "homepage_venues")
        return [file for name in names for file in files_of(self._config, name)]

    @property
    def _synced_files(self) -> list[Text]:
        return synced_files(self._config, self._srcdir)
