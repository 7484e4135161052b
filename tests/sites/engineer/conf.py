project = "Tomasz Wielgórski"
author = "Tomasz Wielgórski"
copyright = "2026, Tomasz Wielgórski"
version = "2026"

extensions = ["sphinx_homepage"]
html_theme = "pydata_sphinx_theme"
homepage_data = "cv.yaml"
