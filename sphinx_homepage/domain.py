"""The only store in the build environment: what pages show, and what the data files said."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from docutils import nodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

import sphinx_homepage
from sphinx_homepage.config import data_files
from sphinx_homepage.diagnostics import Problem, report
from sphinx_homepage.sources.paths import inside, is_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.model.record import Record
    from sphinx_homepage.model.text import Text


class ShownEntry(NamedTuple):
    """An entry on a page, as the rest of the project can refer to it."""

    anchor: str
    section: str
    title: str


class HomepageDomain(Domain):
    """The entries that pages show, as objects to refer to, and the record they come from."""

    name = "homepage"
    label = "Homepage"
    object_types: ClassVar = {"entry": ObjType("entry", "entry")}
    roles: ClassVar = {"entry": XRefRole(innernodeclass=nodes.inline, warn_dangling=True)}
    dangling_warnings: ClassVar = {"entry": "no page shows an entry with the id %(target)s"}
    initial_data: ClassVar = {"entries": {}, "urls": {}, "record": ""}
    data_version = 3

    drafts: frozenset[str] = frozenset()
    """The pages that say ``draft: true``, found anew in every build."""

    @property
    def entries(self) -> dict[str, list[ShownEntry]]:
        """The entries that each page shows, by docname."""
        return self.data["entries"]  # type: ignore[no-any-return]

    @property
    def urls(self) -> dict[str, Text]:
        """The canonical path that each page's front matter gives it, by docname."""
        return self.data["urls"]  # type: ignore[no-any-return]

    def note_entry(self, docname: str, entry: ShownEntry) -> None:
        """Remember that the page *docname* shows *entry*."""
        self.entries.setdefault(docname, []).append(entry)

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is read anew or gone."""
        self.entries.pop(docname, None)
        self.urls.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, dict[str, object]]) -> None:
        """Take over the pages *docnames*, which another process has read."""
        for key in ("entries", "urls"):
            for docname in docnames & otherdata[key].keys():
                self.data[key][docname] = otherdata[key][docname]

    # The record

    @property
    def data_files(self) -> list[Text]:
        """The data files of ``homepage_data``, relative to the source directory."""
        return data_files(self.env.config)

    @cached_property
    def record(self) -> Record:
        """The record, read once in a process and never pickled: a page holds only what it shows."""
        return self._load()[0]

    def _load(self) -> tuple[Record, list[Problem]]:
        from sphinx_homepage.sources.record import load_record

        return load_record(self.data_files, Path(self.env.srcdir))

    def check_record(self, *, is_read: bool) -> None:
        """Report what is wrong in the data files, once in a build, whatever number of pages show them.

        Args:
            is_read: Whether pages will be read, so that worker processes find the record loaded.
        """
        if not self.data_files:
            return
        digest = self._digest()
        if not is_read and self.data["record"] == digest:
            return
        self.record, problems = self._load()
        # This is all that is stored of the files, and only of good ones: what is wrong quotes what they say.
        self.data["record"] = "" if problems else digest
        for problem in problems:
            report(problem, self.env.srcdir)

    def _digest(self) -> str:
        digest = hashlib.sha256(sphinx_homepage.__version__.encode())
        for name in self.data_files:
            file = inside(self.env.srcdir, name)
            digest.update(repr((str(name), name.position)).encode())
            digest.update(file.read_bytes() if file and is_file(file) else b"")
        return digest.hexdigest()

    # Cross-references

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield each entry once: for search, and for other projects' references."""
        for anchor, (docname, entry) in sorted(self._canonical().items()):
            yield anchor, entry.title, "entry", docname, anchor, 1

    def _canonical(self) -> dict[str, tuple[str, ShownEntry]]:
        """Return the page of each anchor: of several, the one that shows most of the entry's section."""
        found: dict[str, tuple[int, str, ShownEntry]] = {}
        for docname, entries in sorted(self.entries.items()):
            weights = Counter(entry.section for entry in entries)
            for entry in entries:
                weight = weights[entry.section]
                if entry.anchor not in found or found[entry.anchor][0] < weight:
                    found[entry.anchor] = weight, docname, entry
        return {anchor: (docname, entry) for anchor, (_, docname, entry) in found.items()}

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> nodes.reference | None:
        """Resolve ``{homepage:entry}`` to the entry on the same page, else to its canonical page."""
        here = next((entry for entry in self.entries.get(fromdocname, ()) if entry.anchor == target), None)
        docname, entry = (fromdocname, here) if here else self._canonical().get(target, ("", None))
        if entry is None:
            return None
        if not node.get("refexplicit"):
            contnode = nodes.inline("", entry.title)
        return make_refnode(builder, fromdocname, docname, entry.anchor, contnode, entry.title)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: pending_xref,
        contnode: Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve Markdown's ``[](#id)`` and the ``any`` role."""
        found = self.resolve_xref(env, fromdocname, builder, "entry", target, node, contnode)
        return [("homepage:entry", found)] if found is not None else []


def check_data_files(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read and check the data files, in the main process, before any page."""
    domain = env.domains["homepage"]
    assert isinstance(domain, HomepageDomain)
    domain.check_record(is_read=bool(docnames))
