"""The lines above and below a page's title, its portrait, and its description."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_homepage.domain import domain_of
from sphinx_homepage.nodes import hp_block, hp_hero, hp_hero_lines, hp_masthead, hp_picture

if TYPE_CHECKING:
    from docutils.nodes import Element

    from sphinx_homepage.directives.rich_text import RichText
    from sphinx_homepage.model.text import Text
    from sphinx_homepage.sources.front_matter import FrontMatter, Icon


class AddMasthead(SphinxTransform):
    """Puts what the front matter says around the title below it, where every builder shows it."""

    default_priority = 15

    def apply(self, **_: Any) -> None:
        """Run before translation, so that the lines are translated too."""
        front_matter: FrontMatter | None = self.env.current_document.get("homepage_front_matter")
        if front_matter is None:
            return
        from sphinx_homepage.directives.rich_text import RichText
        from sphinx_homepage.sources.front_matter import Hero

        if front_matter.url:
            domain_of(self.env).urls[self.env.docname] = front_matter.url
        rich_text = RichText.of(self.env, self.document)
        section = next(self.document.findall(nodes.section), None)
        if front_matter.title and section is not None and self.config.myst_title_to_header:
            # MyST makes it of "# " and the title, which is another text for "C# #" or "Map<K, V>".
            title = section[0]
            assert isinstance(title, nodes.title)
            title.rawsource = str(front_matter.title)
            title.children = []
            title += rich_text.inline(front_matter.title)
        masthead = hp_masthead(classes=["hp-masthead"])
        for line, css in ((front_matter.supertitle, "hp-supertitle"), (front_matter.subtitle, "hp-subtitle")):
            if line:
                masthead += nodes.paragraph("", "", rich_text.phrase(line), classes=[css])
        hero = (front_matter.homepage and front_matter.homepage.hero) or Hero()
        masthead["classes"] += [f"hp-hero-{hero.layout}"] if hero.layout else []
        if front_matter.icon and hero.portrait != "none":
            masthead += self._portrait(front_matter.icon, str(hero.portrait or "round"))
        links = self._links(hero.links) if hero.links else []
        head = [masthead, *links] if masthead.children or links else []
        if section is not None:
            section[1:1] = head
        else:
            self.document[0:0] = head
        if front_matter.description:
            self.document.insert(0, self._description(front_matter.description, rich_text))

    def _description(self, description: Text, rich_text: RichText) -> nodes.meta:
        from sphinx_homepage.directives.rich_text import set_source

        words = nodes.inline("", "", *rich_text.inline(description)).astext()
        meta = nodes.meta(content=words, name="description")
        set_source(meta, description, self.env)
        return meta

    def _links(self, names: tuple[Text, ...]) -> list[Element]:
        """Return the block of the chosen links of the record's contact, as ``{contact}`` would show it."""
        from sphinx_homepage.diagnostics import Code, Problem, report
        from sphinx_homepage.directives.layout import Layout
        from sphinx_homepage.directives.selection import Group
        from sphinx_homepage.model.sections import section_named
        from sphinx_homepage.published import note_block
        from sphinx_homepage.sources.front_matter import chosen_links

        domain = domain_of(self.env)
        for name in domain.files.data_files:
            self.env.note_dependency(name)
        contact, missing = chosen_links(domain.files.record["contact"], names)
        for name in missing:
            message = (
                f'the contact of the data files has no "{name}" that is public; add it there, or take it out'
            )
            report(Problem(Code.FRONT_MATTER, message, name.position), Path(self.env.srcdir))
        if contact is None:
            return []
        layout = Layout(self.env, self.document, section_named("contact"), domain)
        block = layout.block([Group(None, [contact])])
        block["classes"] += ["hp-style-icons", "hp-hero-links"]
        note_block(self.env, block, [contact])
        return [block]

    def _portrait(self, icon: Icon, shape: str) -> list[nodes.image]:
        from sphinx_homepage.diagnostics import Code, Problem, report
        from sphinx_homepage.directives.rich_text import set_source
        from sphinx_homepage.sources.paths import inside, is_file, site_path

        srcdir = Path(self.env.srcdir)
        path = site_path(icon.url, "")
        file = inside(srcdir, path)
        if file is None:
            message = f'the portrait "{icon.url}" is outside the source directory; move the file into it'
            report(Problem(Code.FILE_OUTSIDE, message, icon.url.position), srcdir)
        elif not is_file(file):
            message = f'there is no portrait "{path.lstrip("/")}" in the source directory'
            report(Problem(Code.FILE_MISSING, message, icon.url.position), srcdir)
        else:
            image = hp_picture.of(
                path,
                str(icon.alt or ""),
                "hp-portrait",
                f"hp-portrait-{shape}",
                position=icon.url.position,
            )
            set_source(image, icon.alt or icon.url, self.env)
            return [image]
        return []


class RaiseMasthead(SphinxPostTransform):
    """In HTML, makes the title and what stands around it one header, in the order they are read."""

    default_priority = 900
    formats = ("html",)

    def run(self, **_: Any) -> None:
        """Move each masthead's lines around the title that it stands below, and the links behind it in."""
        for masthead in [*self.document.findall(hp_masthead)]:
            section = masthead.parent
            if not isinstance(section, nodes.section) or not isinstance(section[0], nodes.title):
                continue
            title = section[0]
            behind = section[section.index(masthead) + 1 : section.index(masthead) + 2]
            links = [
                node for node in behind if isinstance(node, hp_block) and "hp-hero-links" in node["classes"]
            ]
            section.remove(masthead)
            section.remove(title)
            for node in links:
                section.remove(node)
            lines = [node for node in masthead.children if isinstance(node, nodes.paragraph)]
            above = [line for line in lines if "hp-supertitle" in line["classes"]]
            words = hp_hero_lines(ids=section["ids"], classes=["hp-hero-lines"])
            words += [*above, title, *(line for line in lines if line not in above), *links]
            portraits = [node for node in masthead.children if isinstance(node, nodes.image)]
            classes = ["hp-hero", *masthead["classes"][1:], *(["hp-hero-pictured"] if portraits else [])]
            section.insert(0, hp_hero("", words, *portraits, classes=classes))
