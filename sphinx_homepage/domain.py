"""The only store in the build environment: what pages show, and what the person's files said of it."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeAlias

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode

from sphinx_homepage.conditions import condition_of, either, holds
from sphinx_homepage.diagnostics import report
from sphinx_homepage.person_files import PersonFiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from docutils.nodes import Element
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.downloads.files import Download
    from sphinx_homepage.html.person import ShownPerson
    from sphinx_homepage.model.text import Text
    from sphinx_homepage.pdf.links import Pdf
    from sphinx_homepage.published import ShownBlock


class ShownEntry(NamedTuple):
    """An entry on a page, as the rest of the project can refer to it."""

    anchor: str
    section: str
    title: str
    condition: str = ""
    """What ``only`` asks for around it."""


class ShownPublication(NamedTuple):
    """A publication on a page, as the rest of the project can refer to it."""

    key: str
    """The citation key."""
    anchor: str
    """The citation key again, unless something else on the page has that id."""
    title: str
    citation: str
    """How running text names it: ``Favre and Nguyễn 2024``."""
    aliases: tuple[str, ...]
    """The keys of its preprint and the like, which is shown with it."""
    is_paged: bool
    """Whether it has a page of its own."""
    parts: int
    """How much of it the page shows: of two pages with as many publications, the fuller one is canonical."""
    condition: str = ""
    """What ``only`` asks for around the lists that have it."""

    @property
    def section(self) -> str:
        """The section that it is of."""
        return "publications"


Shown: TypeAlias = ShownEntry | ShownPublication

PUBLICATIONS_DIR = "publications"
"""Where the site has the pages and files of single publications."""

BUILDERS_OF_PAPERS = frozenset({"html", "dirhtml"})
"""The builders that give publications pages of their own."""

_PER_PAGE = ("entries", "publications", "urls", "mentions", "persons", "shown", "offers", "synced")
"""The parts of the data that are kept page by page."""


class PublicationRole(XRefRole):
    """``{pub}`` on any page, without the domain's name before it."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the reference that the domain's own role makes."""
        self.name = "homepage:pub"
        return super().run()


class HomepageDomain(Domain):
    """The entries that pages show, as objects to refer to, and the files they come from."""

    name = "homepage"
    label = "Homepage"
    object_types: ClassVar = {"entry": ObjType("entry", "entry"), "pub": ObjType("publication", "pub")}
    roles: ClassVar = {
        "entry": XRefRole(innernodeclass=nodes.inline, warn_dangling=True),
        "pub": PublicationRole(innernodeclass=nodes.inline, warn_dangling=True),
    }
    dangling_warnings: ClassVar = {
        "entry": "no page shows an entry with the id %(target)s",
        "pub": "no page shows a publication with the key %(target)s",
    }
    initial_data: ClassVar = {
        "entries": {},
        "publications": {},
        "urls": {},
        "mentions": {},
        "persons": {},
        "synced": {},
        "person": None,
        "shown": {},
        "offers": {},
        "home_page": "",
        "languages": "",
        "digests": {},
        "mentioned_in": {},
    }
    data_version = 10

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.bibtex_files: dict[str, str] = {}
        """The BibTeX of the publications on the pages that this build has written, by the file's path."""
        self.paper_files: dict[str, Iterable[str]] = {}
        """The pages of papers that this build has written, and what lies beside each, by the paper's slug."""
        self.pdfs: dict[str, Pdf] = {}
        """What is to be said of the PDFs of pages, by docname; known when all pages are read."""
        self.downloads: dict[str, Download] = {}
        """What is to be said of the files for other programs, by format; known when all pages are read."""
        self.qr = ""
        """The card that a QR code on a page is of, if one shows such a code."""

    has_card: bool = False
    """Whether there is a picture for links to the site; known when the first page is written."""

    drafts: frozenset[str] = frozenset()
    """The pages that say ``draft: true``, found anew in every build."""

    # What pages show

    @property
    def entries(self) -> dict[str, list[ShownEntry]]:
        """The entries that each page shows, by docname."""
        return self.data["entries"]  # type: ignore[no-any-return]

    @property
    def publications(self) -> dict[str, dict[str, ShownPublication]]:
        """The publications that each page shows, by docname and key."""
        return self.data["publications"]  # type: ignore[no-any-return]

    @property
    def urls(self) -> dict[str, Text]:
        """The canonical path that each page's front matter gives it, by docname."""
        return self.data["urls"]  # type: ignore[no-any-return]

    @property
    def persons(self) -> dict[str, dict[str, ShownPerson]]:
        """What each page shows of the person, by docname and by what ``only`` asks for around it.

        Pages with nothing of ours are not in it.
        """
        return self.data["persons"]  # type: ignore[no-any-return]

    @property
    def shown(self) -> dict[str, list[ShownBlock]]:
        """What each page shows of the record, as it shows it, by docname."""
        return self.data["shown"]  # type: ignore[no-any-return]

    @property
    def offers(self) -> dict[str, set[str]]:
        """The formats of the files that each page offers, by docname."""
        return self.data["offers"]  # type: ignore[no-any-return]

    def note_shown(self, docname: str, blocks: list[ShownBlock]) -> None:
        """Remember what the page *docname* shows of the record."""
        self.shown[docname] = blocks

    def note_offer(self, docname: str, format_name: str) -> None:
        """Remember that the page *docname* offers a file."""
        self.offers.setdefault(docname, set()).add(format_name)

    def note_entry(self, docname: str, entry: ShownEntry) -> None:
        """Remember that the page *docname* shows *entry*."""
        self.entries.setdefault(docname, []).append(entry)

    def note_publication(self, docname: str, publication: ShownPublication) -> bool:
        """Remember that the page *docname* shows *publication*; return whether that is new."""
        shown = self.publications.setdefault(docname, {})
        before = shown.get(publication.key)
        if before is None:
            shown[publication.key] = publication
        elif publication.is_paged:
            shown[publication.key] = before._replace(is_paged=True)
        return before is None

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is read anew or gone."""
        for part in _PER_PAGE:
            self.data[part].pop(docname, None)
        for name in ("_canonical", "slugs", "fullest_page", "papers", "shown_publications"):
            self.__dict__.pop(name, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, dict[str, object]]) -> None:
        """Take over the pages *docnames*, which another process has read."""
        for part in _PER_PAGE:
            for docname in docnames & otherdata[part].keys():
                self.data[part][docname] = otherdata[part][docname]

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Remember what the page refers to, for the publications that it mentions."""
        targets = {
            str(ref["reftarget"]) for ref in document.findall(addnodes.pending_xref) if _may_mention(ref)
        }
        # MyST makes references of its "#key" links only behind this.
        links = (ref["refuri"] for ref in document.findall(nodes.reference) if ref.get("id_link"))
        targets |= {str(target).removeprefix("#") for target in links}
        if targets:
            self.data["mentions"][docname] = sorted(targets)
        if docname in self.publications:
            self._note_conditions(docname, document)

    def _note_conditions(self, docname: str, document: nodes.document) -> None:
        """Remember under which conditions the page shows its publications."""
        from sphinx_homepage.publication_nodes import hp_publications  # Here: it needs the domain's names.

        found: dict[str, list[str]] = {}
        for node in document.findall(hp_publications):
            condition = condition_of(node)
            for publication in node.listing.publications():
                found.setdefault(publication.key, []).append(condition)
        shown = self.publications[docname]
        for key, conditions in found.items():
            if key in shown and (condition := either(conditions)):
                shown[key] = shown[key]._replace(condition=condition)

    # What is changed by what other pages say

    def mentioned_in(self, keys: Iterable[str]) -> list[str]:
        """Return the pages that refer to a publication by one of its *keys*; a list of it does not count."""
        found: dict[str, list[str]] = self.data["mentioned_in"]
        return sorted({docname for key in keys for docname in found.get(key, ())})

    def update_mentions(self) -> list[str]:
        """Find the mentions anew when all pages are read; return the pages whose mentions have changed."""
        self.__dict__.pop("shown_publications", None)
        _ = self._canonical  # By the conditions of this build: those of a PDF, made next, are others.
        keys = {key for shown in self._publications() for key in _names(shown)}
        found: dict[str, list[str]] = {}
        for docname, targets in sorted(self.data["mentions"].items()):
            for target in targets:
                if target in keys:
                    found.setdefault(target, []).append(docname)
        before, self.data["mentioned_in"] = self.data["mentioned_in"], found
        changed = {key for key in {*before, *found} if before.get(key) != found.get(key)}
        return [
            docname
            for docname, publications in self.shown_publications.items()
            if any(not changed.isdisjoint(_names(shown)) for shown in publications.values())
        ]

    @cached_property
    def shown_publications(self) -> dict[str, dict[str, ShownPublication]]:
        """The publications that each page shows in this build, by docname and key."""
        return {
            docname: {key: item for key, item in publications.items() if self._is_shown(item)}
            for docname, publications in self.publications.items()
        }

    def _is_shown(self, item: Shown) -> bool:
        from sphinx_homepage.application import app_of

        return not item.condition or holds(app_of(self.env).tags, item.condition)

    def _publications(self) -> Iterator[ShownPublication]:
        for publications in self.shown_publications.values():
            yield from publications.values()

    # The person's files

    @cached_property
    def files(self) -> PersonFiles:
        """What the person wrote in files; a page holds only what it shows of it."""
        return PersonFiles(self.env.config, Path(self.env.srcdir), self.data["digests"])

    def note_synced(self, docname: str) -> None:
        """Remember that the page *docname* shows what services have said, or would if they had."""
        self.data["synced"][docname] = True

    def outdated_by_sync(self) -> list[str]:
        """Return the pages to read again because the file of synced values is another, is new or is gone."""
        if not self.files.is_synced_anew():
            return []
        return [docname for docname in self.data["synced"] if docname in self.env.found_docs]

    # Cross-references

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Yield each entry once: for search, and for other projects' references."""
        for name, (docname, shown) in sorted(self._canonical.items()):
            kind = "pub" if isinstance(shown, ShownPublication) else "entry"
            yield name, shown.title, kind, docname, shown.anchor, 1

    @cached_property
    def slugs(self) -> dict[str, str]:
        """The name that each publication's own page and files have, by its key."""
        from sphinx_homepage.model.anchors import free_anchor, slug

        found: dict[str, str] = {}
        # The person's own pages have their places already.
        own = (name for name in self.env.found_docs if name.startswith(f"{PUBLICATIONS_DIR}/"))
        taken = {name.split("/")[1] for name in own}
        for key in sorted({shown.key for shown in self._publications()}):
            name = slug(key) or "publication"
            found[key] = free_anchor(name, taken) if name in taken else name
            taken.add(found[key])
        return found

    @cached_property
    def fullest_page(self) -> tuple[str, int]:
        """The page that shows most publications, and how many; no page where none shows any."""
        sizes = {
            docname: (len(publications), sum(shown.parts for shown in publications.values()))
            for docname, publications in sorted(self.shown_publications.items())
        }
        docname = max(sizes, key=sizes.__getitem__, default="")
        return docname, len(self.shown_publications.get(docname, ()))

    def place_of_publication(self, key: str) -> tuple[str, ShownPublication] | None:
        """Return the canonical page of the publication *key*, and what it shows; None where no page does."""
        docname, shown = self._canonical.get(key, ("", None))
        return (docname, shown) if isinstance(shown, ShownPublication) else None

    @cached_property
    def _canonical(self) -> dict[str, tuple[str, Shown]]:
        """The page of each anchor: of several, the one that shows most of the entry's section.

        Found when it is first asked for, which is when all pages are read.
        """
        found: dict[str, tuple[tuple[int, int], str, Shown]] = {}
        for docname in sorted({*self.entries, *self.shown_publications}):
            shown: list[Shown] = [
                *filter(self._is_shown, self.entries.get(docname, ())),
                *self.shown_publications.get(docname, {}).values(),
            ]
            weights = Counter(item.section for item in shown)
            for item in shown:
                parts = item.parts if isinstance(item, ShownPublication) else 0
                weight = weights[item.section], parts
                for name in _names(item):
                    if name not in found or found[name][0] < weight:
                        found[name] = weight, docname, item
        return {name: (docname, item) for name, (_, docname, item) in found.items()}

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
        """Resolve a role to what it names on the same page, else on its canonical page."""
        if typ == "paper":
            # Sphinx takes any node: where there is no such page, the title as it stands.
            return self._link_to_paper(builder, fromdocname, target, contnode)  # type: ignore[return-value]
        docname, shown = self._find(fromdocname, typ, target)
        if shown is None:
            return None
        if not node.get("refexplicit"):
            is_citation = isinstance(shown, ShownPublication) and node.get("reftype") == "pub"
            contnode = nodes.inline("", shown.citation if is_citation else shown.title)  # type: ignore[union-attr]
        return make_refnode(builder, fromdocname, docname, shown.anchor, contnode, shown.title)

    def _link_to_paper(self, builder: Builder, docname: str, key: str, content: Element) -> Element:
        """Return a link to the publication's own page, or *content* where a builder writes no such page."""
        if builder.name not in BUILDERS_OF_PAPERS:
            return content
        uri = builder.get_relative_uri(docname, self.docname_of_paper(key))
        words = content.children if isinstance(content, nodes.reference) else [content]
        return nodes.reference("", "", *words, internal=True, refuri=uri, classes=["u-url"])

    @cached_property
    def papers(self) -> dict[str, str]:
        """The publications with a page of their own, by key, each with the page of its list."""
        paged = {shown.key for shown in self._publications() if shown.is_paged}
        return {key: self._canonical[key][0] for key in paged if key in self._canonical}

    def docname_of_paper(self, key: str) -> str:
        """Return the name of the own page of the publication *key*, which no source file stands behind."""
        return f"{PUBLICATIONS_DIR}/{self.slugs[key]}/index"

    def _find(self, docname: str, kind: str, target: str) -> tuple[str, Shown | None]:
        here: Iterable[Shown] = (
            self.shown_publications.get(docname, {}).values()
            if kind == "pub"
            else filter(self._is_shown, self.entries.get(docname, ()))
        )
        found = next((item for item in here if target in _names(item)), None)
        if found is not None:
            return docname, found
        docname, shown = self._canonical.get(target, ("", None))
        is_of_kind = isinstance(shown, ShownPublication) == (kind == "pub")
        return (docname, shown) if is_of_kind else ("", None)

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
        found = (
            (f"homepage:{kind}", self.resolve_xref(env, fromdocname, builder, kind, target, node, contnode))
            for kind in self.object_types
        )
        return [(role, reference) for role, reference in found if reference is not None]


def _names(shown: Shown) -> tuple[str, ...]:
    return (shown.key, *shown.aliases) if isinstance(shown, ShownPublication) else (shown.anchor,)


def _may_mention(reference: pending_xref) -> bool:
    """Whether *reference* may be to a publication: by our role, by ``any``."""
    return bool(reference.get("refdomain") == "homepage" or reference.get("reftype") == "any")


def domain_of(env: BuildEnvironment) -> HomepageDomain:
    """Return the domain of *env*."""
    domain = env.domains["homepage"]
    assert isinstance(domain, HomepageDomain)
    return domain


def check_files(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Read and check the person's files, in the main process, before any page; once, whoever shows them."""
    for problem in domain_of(env).files.problems(is_read=bool(docnames)):
        report(problem, env.srcdir)


def find_outdated(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages that show values of services which are other ones now."""
    return domain_of(env).outdated_by_sync()


def update_mentions(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages to write anew because another page mentions their publications now, or no more."""
    return domain_of(env).update_mentions()
