"""The documentation of sphinx_homepage, built with the extension itself."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "sphinx-homepage"
author = "The sphinx-homepage developers"
project_copyright = "The sphinx-homepage developers"
language = "en"

extensions = [
    "sphinx_homepage",
    # In _ext/, for these pages alone:
    "tables",
    "publication_tables",
    "pdf_template",
    "live",
    "bad_input",
    "import_sources",
    "checks_table",
]
homepage_data = "snippets/cv.yaml"
homepage_bibliography = "snippets/papers.bib"
myst_heading_anchors = 3
# The examples of a documentation are what a homepage should not have.
homepage_check_ignore = ["placeholder:example.org", "no-address"]

exclude_patterns = ["_build", "snippets", "reference/warnings"]

html_theme = "pydata_sphinx_theme"
html_static_path = ["_static"]
html_css_files = ["docs.css"]
html_show_sourcelink = False
html_sidebars = {page: [] for page in ("index", "start", "inside")}
html_theme_options = {
    "navbar_end": ["theme-switcher"],
    "secondary_sidebar_items": ["page-toc"],
    "show_prev_next": False,
    "footer_end": [],
}
