project = "Amara Okafor"
extensions = ["sphinx_homepage"]
homepage_data = "cv.yaml"
html_theme = "pydata_sphinx_theme"
exclude_patterns = ["_build", "_site"]
