"""One record of a person becomes a website, a CV and the data other programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the directives, the nodes and the hooks to Sphinx."""
    from sphinx_homepage import (
        config,
        diagnostics,
        directives,
        domain,
        downloads,
        garbage,
        html,
        locale,
        native_names,
        nodes,
        pages,
        pdf,
        publication_nodes,
        transforms,
    )

    if not {"myst_parser", "myst_nb"} & {*app.config.extensions, *app.extensions}:
        app.setup_extension("myst_parser")
    app.add_message_catalog(locale.CATALOGUE, str(locale.LOCALE_DIR))
    config.add_settings(app)
    diagnostics.connect(app)
    nodes.add_nodes(app)
    publication_nodes.add_nodes(app)
    directives.add_directives(app)
    app.add_domain(domain.HomepageDomain)
    app.add_role("pub", domain.HomepageDomain.roles["pub"])
    app.add_transform(transforms.SettleParagraphs)
    app.add_transform(transforms.NoteBlocks)
    app.add_transform(transforms.JoinBlocks)
    app.add_transform(transforms.NoteEntries)
    app.add_transform(transforms.MarkLanguages)
    app.add_transform(transforms.MarkResume)
    app.add_post_transform(transforms.DropPdfOnly)
    app.add_post_transform(transforms.ShowPublicationsInEpub)
    app.add_post_transform(transforms.ShowPublications)
    app.add_post_transform(transforms.ShowPlainPublications)
    app.add_post_transform(transforms.KeepFirstIds)
    app.add_post_transform(transforms.SetHeadingLevels)
    app.connect("config-inited", config.set_defaults)
    app.connect("env-get-outdated", domain.find_outdated)
    app.connect("env-before-read-docs", domain.check_files)
    app.connect("env-updated", domain.update_mentions)
    app.connect("build-finished", garbage.release_objects)
    native_names.connect(app)
    pages.connect(app)
    html.connect(app)
    pdf.connect(app)
    downloads.connect(app)
    return {"version": __version__, "env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
