project = "Tidal Flats Lab"
extensions = ["sphinx_homepage"]
homepage_data = "lab.yaml"
homepage_bibliography = "papers.bib"
html_theme = "pydata_sphinx_theme"
