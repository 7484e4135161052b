"""The papers, talks and projects of a HugoBlox site: a folder or a file for each."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.importing.sites.checkout import is_true, line_of, text_of, texts_of
from sphinx_homepage.importing.sites.dates import date_fields
from sphinx_homepage.importing.sites.hugoblox_person import IMAGES, LABELS, Person
from sphinx_homepage.model.text import Mapping

if TYPE_CHECKING:
    from sphinx_homepage.importing.sites.checkout import Document

_TYPES: Final = {
    "1": "inproceedings",
    "paper-conference": "inproceedings",
    "2": "article",
    "article-journal": "article",
    "3": "preprint",
    "article": "preprint",
    "manuscript": "unpublished",
    "4": "report",
    "report": "report",
    "5": "book",
    "book": "book",
    "6": "incollection",
    "chapter": "incollection",
    "7": "thesis",
    "thesis": "thesis",
    "8": "patent",
    "patent": "patent",
    "software": "software",
    "dataset": "dataset",
}
_VENUES: Final = {
    "inproceedings": "booktitle",
    "article": "journal",
    "incollection": "booktitle",
    "book": "publisher",
    "thesis": "school",
    "report": "institution",
}
_LINKS: Final = {
    "pdf": "pdf",
    "preprint": "preprint",
    "code": "code",
    "dataset": "data",
    "data": "data",
    "slides": "slides",
    "poster": "poster",
    "video": "video",
    "project": "website",
    "site": "website",
    "source": "url",
    "html": "html",
}
_FROM_BIB: Final = (
    "volume",
    "number",
    "pages",
    "publisher",
    "series",
    "editor",
    "isbn",
    "issn",
    "journal",
    "booktitle",
    "school",
    "institution",
    "doi",
    "eprint",
    "month",
    "year",
)


class Works(Person):
    """A HugoBlox site, and what its person did."""

    @staticmethod
    def _sorted(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return sorted(entries, key=lambda entry: str(entry.get("date", "")), reverse=True)

    def _bundles(self, folders: tuple[str, ...]) -> list[Document]:
        pages = [page for folder in folders for page in self.documents(folder)]
        return [
            page
            for page in pages
            if not re.fullmatch(r".*/_index\.md|content/\w+/index\.md", page.path)
            and page.fields
            and not is_true(page.fields.get("draft"))
            and not page.path.endswith(".html")
        ]

    @staticmethod
    def _slug(page: Document) -> str:
        """Return what a page's address ends with: its folder's name, or its own."""
        folder, _, name = page.path.rpartition("/")
        stem = name.rpartition(".")[0]
        return (
            re.sub(r"[^\w-]+", "-", folder.rpartition("/")[2] if stem == "index" else stem).strip("-").lower()
        )

    def _authors_of(self, page: Document) -> list[str]:
        names = texts_of(page.fields.get("authors"))
        return [
            re.sub(r"\*+$", "", self._names.get(name) or self._names.get(name.lower(), name))
            for name in names
        ]

    def _links(self, page: Document) -> tuple[dict[str, str], list[dict[str, str]]]:
        """Return what ``url_pdf``, ``links`` and the like say: our fields, and links with labels."""
        said: list[tuple[str, str, Any]] = []
        for key, value in page.fields.items():
            if key.startswith("url_") and text_of(value):
                said.append((key.removeprefix("url_"), text_of(value), value))
        for item in (*self._items(page.fields.get("links")), *self._items(page.fields.get("url_custom"))):
            name = (
                text_of(item.get("type")) or text_of(item.get("name")) or text_of(item.get("label")) or "Link"
            )
            if url := text_of(item.get("url")):
                said.append((name, url, item.get("url")))
        fields: dict[str, str] = {}
        links: list[dict[str, str]] = []
        for name, url, place in said:
            target = self.links.target(url, page.path)
            if target is None or target.startswith("#"):
                self.checkout.note(
                    page.path,
                    line_of(place),
                    f'the link "{url[:80]}" ({name}) leads nowhere here, and is left out',
                )
            elif (field := _LINKS.get(name.lower())) and field not in fields:
                fields[field] = target
            else:
                links.append(
                    {"label": name.replace("_", " ").capitalize() if name.islower() else name, "url": target}
                )
        folder, _, file = page.path.rpartition("/")
        if file == "index.md" and "pdf" not in fields:
            files = [
                path
                for path in self.checkout.below(folder, ".pdf")
                if path.count("/") == folder.count("/") + 1
            ]
            if len(files) == 1 and (target := self.links.bring(files[0])):
                fields["pdf"] = target
        return fields, links

    def _picture(self, page: Document) -> dict[str, str] | None:
        folder, _, file = page.path.rpartition("/")
        if file != "index.md":
            return None
        found = next(
            (path for path in self.checkout.below(folder, *IMAGES) if re.search(r"/featured[^/]*$", path)),
            None,
        )
        target = self.links.bring(found) if found else None
        image = page.fields.get("image")
        alt = text_of(image.get("alt_text")) if isinstance(image, Mapping) else ""
        return {"src": target, "alt": alt} if target else None

    def _publication(self, page: Document) -> dict[str, Any]:
        fields, path = page.fields, page.path
        entry: dict[str, Any] = {"title": self.words(page.text("title") or self._slug(page), path)}
        if authors := self._authors_of(page):
            entry["author"] = authors
        types = texts_of(fields.get("publication_types"))
        entry["type"] = _TYPES.get(types[0].lower() if types else "", "misc")
        bib = self._cite(page)
        venue = re.sub(r"^In:? (?=[*_\w])", "", self.words(fields.get("publication") or "", path))
        venue = re.sub(r"^([*_]{1,2})([^*_]+)\1[.,]?$", r"\2", venue)
        if venue:
            entry[_VENUES.get(entry["type"], "howpublished")] = venue
        entry |= date_fields(page.text("date"))
        for name in _FROM_BIB:
            if (
                name in bib
                and not (name in {"year", "month"} and "date" in entry)
                and not (venue and name in {"journal", "booktitle"})
            ):
                entry.setdefault(name, bib[name])
        ids = fields.get("hugoblox")
        ids = ids.get("ids") if isinstance(ids, Mapping) else None
        doi = page.text("doi") or (text_of(ids.get("doi")) if isinstance(ids, Mapping) else "")
        if doi:
            entry["doi"] = re.sub(r"^https?://(?:dx\.)?doi\.org/", "", doi)
        if isinstance(ids, Mapping) and (arxiv := text_of(ids.get("arxiv"))):
            entry["eprint"] = arxiv
        links, others = self._links(page)
        entry |= links
        if others:
            entry["links"] = others
        if picture := self._picture(page):
            entry["preview"], entry["preview_alt"] = picture["src"], picture["alt"] or entry["title"]
        if abstract := self.text(fields.get("abstract") or "", path):
            entry["abstract"] = abstract
        if is_true(fields.get("featured")):
            entry["selected"] = True
        if tags := texts_of(fields.get("tags")):
            entry["tags"] = tags
        entry["id"] = bib.get("key") or self._slug(page)
        is_said = page.body.strip() and not page.body.lstrip().startswith(("{{", "> [!NOTE]"))
        if is_said and (body := self.body(page)):
            message = "the page's text is kept under x-body: papers have no text but the abstract"
            self.checkout.note(path, page.first_line, message)
            entry["x-body"] = body
        return entry

    def _cite(self, page: Document) -> dict[str, Any]:
        """Return what ``cite.bib`` beside a page says, and its key."""
        path = f"{posixpath.dirname(page.path)}/cite.bib"
        if not page.path.endswith("/index.md") or not self.checkout.has(path):
            return {}
        from sphinx_homepage.sources.bibtex.entries import read_publications
        from sphinx_homepage.sources.bibtex.reader import read as read_bib

        entries, _ = read_bib(self.checkout.read(path), path)
        found, _ = read_publications(iter(entries[:1]), None)
        return (
            {str(name): str(value) for name, value in found[0].fields.items()} | {"key": str(found[0].key)}
            if found
            else {}
        )

    def _talk(self, page: Document) -> dict[str, Any]:
        fields, path = page.fields, page.path
        entry = self._fields(
            fields, path, title="title", event="event_name event", location="location", url="event_url"
        )
        address = fields.get("address")
        if "location" not in entry and isinstance(address, Mapping):
            parts = [text_of(address.get(key)) for key in ("city", "region", "country")]
            if any(parts):
                entry["location"] = ", ".join(part for part in parts if part)
        start = (page.text("event_start", "time_start", "date"))[:10]
        end = (page.text("event_end", "time_end", "date_end"))[:10]
        entry |= date_fields(f"{start}/{end}" if end and end != start else start)
        if summary := self.text(fields.get("abstract") or fields.get("summary") or "", path):
            entry["summary"] = summary
        links, others = self._links(page)
        entry |= {name: url for name, url in links.items() if name in {"slides", "video"}}
        others += [
            {"label": LABELS.get(name, name.capitalize()), "url": url}
            for name, url in links.items()
            if name not in {"slides", "video"}
        ]
        return self._with_page(entry, page, "talks", others)

    def _project(self, page: Document) -> dict[str, Any]:
        fields, path = page.fields, page.path
        entry = self._fields(fields, path, name="title", url="external_link", summary="summary")
        entry |= date_fields(page.text("date")[:10])
        if picture := self._picture(page):
            entry["image"] = picture
        links, others = self._links(page)
        name = "code" if "code" in links else "url"
        if code := links.pop(name, None):
            entry["repository"] = code
        if "url" not in entry and (site := links.pop("website", None)):
            entry["url"] = site
        others += [{"label": LABELS.get(name, name.capitalize()), "url": url} for name, url in links.items()]
        if tags := texts_of(fields.get("tags")):
            entry["tags"] = tags
        return self._with_page(entry, page, "projects", others)

    def _with_page(
        self, entry: dict[str, Any], page: Document, folder: str, links: list[dict[str, str]]
    ) -> dict[str, Any]:
        """Give an entry a page of its own, where there is more to say."""
        head = next(iter(entry.values()), self._slug(page))
        if body := self.body(page):
            docname = f"{folder}/{self._slug(page)}"
            self.add_page(docname, {"title": head, "orphan": True}, body)
            if "url" in entry:
                links.append({"label": "More", "url": f"/{docname}.md"})
            else:
                entry["url"] = f"/{docname}.md"
        if links:
            entry["links"] = links
        return entry

    def _read_people(self) -> None:
        people = []
        for page in self._authors:
            if page.path == self._owner.path or not self._names[page.path]:
                continue
            entry: dict[str, Any] = {"name": self._names[page.path]}
            if role := self.words(page.fields.get("role") or "", page.path):
                entry["position"] = role
            if body := self.body(page):
                entry["summary"] = body
            if image := self._avatar(page):
                entry["image"] = {"src": image, "alt": entry["name"]}
            people.append(entry)
        if people:
            self.data["people"] = people
