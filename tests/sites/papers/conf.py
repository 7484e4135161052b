"""A scholar whose papers come from a .bib file, with files beside it, co-authors, venues and a data file."""

project = "Ilse Moravcová"
copyright = "Ilse Moravcová"
version = "1"
language = "en"
extensions = ["sphinx_homepage"]
html_theme = "pydata_sphinx_theme"
html_baseurl = "https://moravcova.example.org/"
homepage_data = "cv.yaml"
homepage_bibliography = ["papers.bib"]
homepage_marks = {"student": ["Tariq Oyelaran"]}
homepage_coauthors = "coauthors.yml"
homepage_venues = "venues.yml"
