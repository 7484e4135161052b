"""The language of a person's name in its own script, for who reads the page aloud or picks its letters."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_homepage.nodes import hp_foreign, hp_phrase, marked

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

CSS = "hp-native-name"


def connect(app: Sphinx) -> None:
    """Hook into the build."""
    app.add_post_transform(MarkNativeNames)
    app.connect("env-updated", update_native_names)


class MarkNativeNames(SphinxPostTransform):
    """Marks native names with their language, as far as the name and what pages show say it.

    Only now is it known what pages show: what is private, or shown nowhere, has no say.
    """

    default_priority = 600

    def run(self, **_: Any) -> None:
        """Run for every builder, and for PDFs."""
        for node in self.document.findall(hp_phrase):
            if CSS in node["classes"] and not any(True for _ in node.findall(hp_foreign)):
                self._mark(node)

    def _mark(self, node: hp_phrase) -> None:
        from sphinx_homepage.application import app_of
        from sphinx_homepage.model.languages import code_of, language_of_name
        from sphinx_homepage.published import published_record

        language = self.config.language or "en"
        record = published_record(self.env, app_of(self.env).tags, sections={"languages"})
        known = (code_of(entry, language) for entry in record["languages"])
        if tag := language_of_name(node.astext(), known, language):
            words: list[Node] = [*node.children]
            node.children = []
            node += hp_foreign("", "", *words, classes=[marked(tag)])


def update_native_names(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the pages with a profile if pages show other languages now."""
    from sphinx_homepage.domain import domain_of

    domain = domain_of(env)
    shown = {
        section: {
            docname: [block for block in blocks if block.section == section]
            for docname, blocks in sorted(domain.shown.items())
            if any(block.section == section for block in blocks)
        }
        for section in ("languages", "profile")
    }
    digest = hashlib.sha256(repr(shown["languages"]).encode()).hexdigest()
    before, domain.data["languages"] = domain.data["languages"], digest
    return [] if before in {"", digest} else sorted(shown["profile"].keys() & env.found_docs)
