project = "Isidore Hoang-Mballa"
author = "Isidore Hoang-Mballa"
copyright = "2026, Isidore Hoang-Mballa"
version = "2026"

extensions = ["sphinx_homepage"]
html_theme = "pydata_sphinx_theme"
