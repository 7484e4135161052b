"""The homepage of an invented scholar. Her record is in cv.yaml, her publications in papers.bib.

Her pages are the .md files.
"""

project = "Ketevan Tsikhiseli Favre"
author = "Ketevan Tsikhiseli Favre"
copyright = "2026, Ketevan Tsikhiseli Favre"
version = release = "2026"  # EPUB asks for a version; a year will do
language = "en"

extensions = ["sphinx_homepage"]
homepage_data = "cv.yaml"
homepage_bibliography = "papers.bib"
homepage_coauthors = "coauthors.yaml"
homepage_venues = "venues.yaml"

# The page cv.md is also a PDF. The fonts have the Arabic and Chinese letters in it, for machines without any.
homepage_pdf = {"cv": "cv.pdf"}
homepage_pdf_fonts = ["fonts"]

# What other programs read of her: the page cv.md offers most of it.
homepage_exports = ["json-resume", "vcard", "bibtex", "ris", "text", "atom", "sitemap"]

exclude_patterns = ["_build", "_site"]

html_theme = "pydata_sphinx_theme"
html_baseurl = "https://tsikhiseli.example.org/"
