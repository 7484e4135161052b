"""The person of a HugoBlox site: an author file, of either form."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Any, Final

from sphinx_homepage.importing.sites.checkout import is_true, line_of, text_of, texts_of
from sphinx_homepage.importing.sites.dates import between, date_fields
from sphinx_homepage.importing.sites.hugo import Hugo
from sphinx_homepage.importing.sites.people import add_address, add_email
from sphinx_homepage.model.text import Mapping, Sequence
from sphinx_homepage.model.values import is_email

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.sites.checkout import Document
    from sphinx_homepage.model.text import Tree

IMAGES: Final = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".svg")
LABELS: Final = {"pdf": "PDF", "html": "HTML", "url": "Source", "cv": "CV"}


class Person(Hugo):
    """A HugoBlox site, and who it is about."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.data: dict[str, Any] = {"profile": {}, "contact": {}}
        self._names: dict[str, str] = {}
        """The authors' names, by the names of their folders or files."""
        self._owner = self._find_owner()
        self.name = self._names.get(self._owner.path, "") or text_of(self.config.get("title"))

    def _find_owner(self) -> Document:
        """Find who the site is about: the author that is marked as its owner, else the first."""
        from sphinx_homepage.importing.sites.checkout import Document

        authors = []
        for path in self.checkout.paths:
            if re.fullmatch(r"content/authors/[^/]+/_index\.md", path):
                page = self.checkout.document(path)
            elif re.fullmatch(r"data/authors/[^/]+\.(?:ya?ml|json|toml)", path):
                fields = self.checkout.mapping(path)
                page = Document(path, fields, text_of(fields.get("bio")), line_of(fields.get("bio")) or 1)
            else:
                continue
            stem = path.split("/")[2].partition(".")[0]
            name = page.fields.get("name")
            self._names[path] = (
                text_of(name.get("display")) if isinstance(name, Mapping) else page.text("title", "name")
            )
            self._names[stem] = self._names[path]
            is_owner = is_true(page.fields.get("superuser")) or is_true(page.fields.get("is_owner"))
            authors.append((not is_owner, stem not in {"admin", "me"}, page))
        self._authors = [page for _, _, page in authors]
        return min(authors, key=lambda item: item[:2])[2] if authors else Document("", Mapping(), "", 1)

    def _read_person(self) -> None:
        page, data = self._owner, self.data
        fields, path = page.fields, page.path
        profile, contact = data["profile"], data["contact"]
        profile["name"] = self.name or "?"
        name = fields.get("name")
        if isinstance(name, Mapping):
            for field, key in (
                ("family_name", "family"),
                ("native_name", "alternate"),
                ("pronouns", "pronouns"),
            ):
                if text := text_of(name.get(key)):
                    profile[field] = text
        elif text := page.text("last_name"):
            profile["family_name"] = text
        if text := page.text("pronouns"):
            profile["pronouns"] = text
        if suffixes := texts_of(fields.get("postnominals")):
            profile["suffix"] = ", ".join(suffixes)
        if text := self.words(fields.get("role") or "", path):
            profile["headline"] = text
        places = [
            self.words(item.get("name") or "", path) if isinstance(item, Mapping) else text_of(item)
            for key in ("organizations", "affiliations")
            for item in fields.get(key) or ()
        ]
        if places := [place for place in places if place]:
            profile["organization"] = places
        if image := self._avatar(page):
            profile["image"] = {"src": image, "alt": self.name}
        if text := page.text("email"):
            add_email(contact, text, self.say(path, fields.get("email")))
        for key in ("social", "profiles", "links"):
            for item in fields.get(key) or ():
                if not isinstance(item, Mapping):
                    continue
                url = text_of(item.get("link")) or text_of(item.get("url"))
                icon = text_of(item.get("icon")).rpartition("/")[2].replace("-", " ")
                label = (
                    text_of(item.get("label"))
                    or text_of(item.get("display", ""))
                    or icon.capitalize()
                    or "Link"
                )
                self._add_link(label, url, path, item.get("link") or item.get("url"))
        self._read_interests(fields, path)
        self._read_education(fields, path)
        for key in ("work", "experience"):
            self._add("experience", [self._post(item, path) for item in self._items(fields.get(key))])
        self._read_skills(fields, path)
        awards = [
            self._fields(item, path, title="title", awarder="awarder", url="url", summary="summary")
            | date_fields(text_of(item.get("date")))
            for item in self._items(fields.get("awards"))
        ]
        self._add("awards", awards)

    def _avatar(self, page: Document) -> str | None:
        folder = posixpath.dirname(page.path)
        stem = page.path.split("/")[2].partition(".")[0] if page.path else ""
        places = [
            f"{folder}/avatar",
            f"assets/media/authors/{stem}",
            f"content/authors/{stem}/avatar",
            f"static/media/authors/{stem}",
            "assets/media/avatar",
            "static/img/avatar",
            "static/img/portrait",
        ]
        found = next(
            (f"{place}{end}" for place in places for end in IMAGES if self.checkout.has(f"{place}{end}")),
            None,
        )
        named = page.text("avatar_filename", "avatar")
        found = found or (self.checkout.find(named, folder, "static/img", "assets/media") if named else None)
        return self.links.bring(found) if found else None

    def _add_link(self, label: str, url: str, path: str, place: object) -> None:
        contact = self.data["contact"]
        if not url:
            return
        if re.match(r"[a-z]+:|//", url) or is_email(url):
            add_address(contact, label, url, self.say(path, place))
            return
        target = (
            None
            if url.startswith("#") or "#" in url
            else self.links.target(re.sub(r"^/?static/", "/", url), path)
        )
        if target:
            links = contact.setdefault("links", [])
            links.append({"label": label, "url": target})
        elif "contact" not in url:
            self.checkout.note(
                path, line_of(place), f'the link "{url[:80]}" ({label}) leads nowhere here, and is left out'
            )

    @staticmethod
    def _items(value: Tree) -> list[Mapping]:
        return [item for item in value if isinstance(item, Mapping)] if isinstance(value, Sequence) else []

    def _add(self, section: str, entries: list[dict[str, Any]]) -> None:
        entries = [entry for entry in entries if entry]
        if entries:
            self.data[section] = [*self.data.get(section, []), *entries]

    def _fields(self, item: Mapping, path: str, **names: str) -> dict[str, Any]:
        """Return the fields of ours that *item* has under other *names*, the first of several."""
        entry: dict[str, Any] = {}
        for field, keys in names.items():
            for key in keys.split():
                if value := text_of(item.get(key)):
                    entry[field] = (
                        value
                        if field == "url"
                        else self.text(item[key], path)
                        if field == "summary"
                        else self.words(item[key], path)
                    )
                    break
        if (url := entry.get("url")) and (target := self.links.target(url, path)) != url:
            entry.pop("url")
            if target:
                entry["url"] = target
        return entry

    def _read_interests(self, fields: Mapping, path: str) -> None:
        interests = [self.words(text, path) for text in texts_of(fields.get("interests"))]
        if interests:
            self.data["interests"] = interests

    def _read_education(self, fields: Mapping, path: str) -> None:
        education = fields.get("education")
        items = education.get("courses") if isinstance(education, Mapping) else education
        entries = []
        for item in self._items(items):
            entry = self._fields(
                item,
                path,
                institution="institution",
                degree="degree course area",
                url="url",
                summary="summary",
            )
            start, end = _ends(item)
            entry |= between(start, end) if start or end else date_fields(text_of(item.get("year")))
            if "degree" in item and (area := text_of(item.get("area"))):
                entry["area"] = area
            self._add_button(entry, item, path)
            entries.append(entry)
        self._add("education", entries)

    def _post(self, item: Mapping, path: str) -> dict[str, Any]:
        entry = self._fields(
            item,
            path,
            organization="org company_name company organization",
            position="role position title",
            location="location",
            url="company_url url",
            summary="summary description",
        )
        entry |= between(*_ends(item))
        self._add_button(entry, item, path)
        if re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", entry.get("url", "")):
            entry["url"] = f"https://{entry['url']}"
        return entry

    def _add_button(self, entry: dict[str, Any], item: Mapping, path: str) -> None:
        button = item.get("button")
        if isinstance(button, Mapping) and (url := text_of(button.get("url"))):
            target = self.links.target(url, path)
            if target and target not in {"/index.md", entry.get("url")}:
                entry["links"] = [{"label": text_of(button.get("text")) or "Link", "url": target}]

    def _read_skills(self, fields: Mapping, path: str) -> None:
        for group in self._items(fields.get("skills")):
            items = self._items(group.get("items"))
            words = [self.words(item.get("label") or item.get("name") or "", path) for item in items]
            name = self.words(group.get("name") or "", path)
            if name or words:
                self._add(
                    "skills", [{"name": name or "Skills", "keywords": [word for word in words if word]}]
                )
        languages = []
        for item in self._items(fields.get("languages")):
            entry = self._fields(item, path, language="name", fluency="label description")
            languages.append(entry)
            if "fluency" not in entry and (
                level := text_of(item.get("percent")) or text_of(item.get("level"))
            ):
                self.checkout.note(
                    path,
                    line_of(item.get("name")),
                    f'"{entry.get("language")}": a level of {level} says nothing in words; write its fluency',
                )
        self._add("languages", languages)


def _ends(item: Mapping) -> tuple[str, str]:
    """Return when a post or a course began and ended, by the newer names or the older ones."""
    start = text_of(item.get("start")) or text_of(item.get("date_start"))
    return start, text_of(item.get("end")) or text_of(item.get("date_end"))
