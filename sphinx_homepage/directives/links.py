"""Links, files and images that an entry names -> nodes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_homepage.directives.rich_text import set_source
from sphinx_homepage.locale import label
from sphinx_homepage.model.networks import NETWORKS, ProfileError, profile_url
from sphinx_homepage.model.rows import Profiles
from sphinx_homepage.model.text import Text
from sphinx_homepage.model.values import AsTyped, is_email, is_local
from sphinx_homepage.nodes import hp_icon, hp_link, hp_named, hp_picture
from sphinx_homepage.sources.paths import inside, is_file, site_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.nodes import Element, Node
    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.directives.rich_text import RichText
    from sphinx_homepage.model.entries import Common
    from sphinx_homepage.model.parts import Image

_ADDRESSES = {
    "doi": "https://doi.org/{}",
    "eprint": "https://arxiv.org/abs/{}",
    "email": "mailto:{}",
    "phone": "tel:{}",
}
"""How a field that is not an address itself becomes one."""


class Links:
    """Makes the links of one page."""

    def __init__(self, env: BuildEnvironment, text: RichText) -> None:
        self.env = env
        self.text = text

    def of(self, entry: Common) -> list[Node]:
        """Return the links of *entry*, each with its label; its ``url`` is the head's already."""
        more = [hp_named("", "", link) for link in self.more(entry)]
        return [*self._of_fields(entry), *self._of_profiles(entry), *more]

    def _of_fields(self, entry: Common) -> Iterator[Node]:
        names = entry.own_fields if entry.head != "date" else (*entry.own_fields, "url")
        for name in names:
            value = getattr(entry, name)
            shown = entry.shown(name)
            if value is None or name == "profiles" or (shown.place != "link" and name != "url"):
                continue
            if name in {"email", "phone"}:
                yield self.reach(name, value)
            else:
                words = nodes.Text(label(shown.label) if shown.label else label("Read more"))
                url = Text(_ADDRESSES.get(name, "{}").format(value), value.position)
                yield hp_named("", "", self.link(url, [words]))

    def _of_profiles(self, entry: Common) -> Iterator[Node]:
        profiles = (entry.profiles if isinstance(entry, Profiles) else None) or {}
        for network, user in profiles.items():
            if user:
                yield self.profile(network, user)

    def more(self, entry: Common) -> Iterator[Node]:
        """Yield what `links` adds."""
        for item in entry.links or ():
            words: list[Node] = [self.text.phrase(item.label)]
            if item.icon:
                words.insert(0, hp_icon(icon=str(item.icon)))
            yield self.link(item.url, words) if item.url else nodes.inline("", "", *words)

    def reach(self, field: str, value: Text) -> Node:
        """Return a link to an e-mail address or a telephone; what is not one stays as typed."""
        words = (
            self.text.phrase(Text(value, value.position))
            if field != "email"
            else nodes.inline("", str(value))
        )
        if field == "email" and (isinstance(value, AsTyped) or not is_email(value)):
            return nodes.literal("", str(value), classes=["hp-email"])
        address = "".join(value.split()) if field == "phone" else str(value)
        link = hp_link("", "", words, refuri=_ADDRESSES[field].format(address))
        link["classes"] = ["u-email" if field == "email" else "p-tel"]
        return link

    def profile(self, network: str, user: Text, *, is_own: bool = False) -> Node:
        """Return a link to a profile: the network's icon and name, and who one is there."""
        name = NETWORKS[network].name
        words = [
            hp_icon(icon=network),
            nodes.inline("", name, classes=["hp-network"]),
            nodes.inline("", f" {user}", classes=["hp-user"]),
        ]
        try:
            url = profile_url(network, user)
        except ProfileError:  # Reported when the entry was read.
            return nodes.inline("", "", *words)
        link = hp_link("", "", *words, refuri=url, classes=["u-url"])
        if is_own:
            link["rel"] = "me"
        return link

    def link(self, url: Text, words: list[Node], *classes: str) -> Element:
        """Return a link to another site, to a page of this one, or to a file, which is then published."""
        if not is_local(url):
            return hp_link("", "", *words, refuri=str(url), classes=list(classes))
        folder = Path(url.position.path).parent.as_posix() if url.position else ""
        path = site_path(url, folder)
        file = inside(Path(self.env.srcdir), path)
        if file is None:  # Reported when the entry was read.
            return nodes.inline("", "", *words)
        docname = self._docname(path)
        if docname is not None:
            return addnodes.pending_xref(
                "",
                nodes.inline("", "", *words),
                refdomain="std",
                reftype="doc",
                reftarget=f"/{docname}",
                refdoc=self.env.docname,
                refexplicit=True,
                refwarn=True,
                classes=list(classes),
            )
        if not is_file(file):
            return nodes.inline("", "", *words)
        return addnodes.download_reference(
            "", "", *words, reftarget=path, refdoc=self.env.docname, classes=list(classes)
        )

    def _docname(self, path: str) -> str | None:
        """Return the page that *path* names, by its source file or by the address it is served at."""
        names = (
            self.env.path2doc(path.lstrip("/")),
            path.strip("/").removesuffix(".html"),
            f"{path.strip('/')}/index",
        )
        found = (name for name in names if name and name.lstrip("/") in self.env.found_docs)
        return next(found, "index" if path == "/" else None)

    def image(self, image: Image, *classes: str) -> list[hp_picture]:
        """Return a picture, with its words for those who do not see it; none where its file is missing."""
        folder = Path(image.src.position.path).parent.as_posix() if image.src.position else ""
        path = site_path(image.src, folder)
        file = inside(Path(self.env.srcdir), path)
        if file is None or not is_file(file):  # Reported when the entry was read.
            return []
        picture = hp_picture.of(path, str(image.alt or ""), *classes, position=image.src.position)
        set_source(picture, image.alt or image.src, self.env)
        return [picture]
