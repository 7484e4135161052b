project = "Ingrid Halvorsdotter"
extensions = ["sphinx_homepage"]
html_theme = "pydata_sphinx_theme"
html_baseurl = "https://halvorsdotter.example.org/"

homepage_me = "Ingrid Halvorsdotter"
homepage_bibliography = "_bibliography/papers.bib"
homepage_coauthors = "_data/coauthors.yml"
homepage_venues = "_data/venues.yml"
