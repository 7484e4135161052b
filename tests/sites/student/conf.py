project = "Zhixuan Ouyang"
author = "Zhixuan Ouyang"
copyright = "2026, Zhixuan Ouyang"
version = "2026"

extensions = ["sphinx_homepage"]
html_theme = "pydata_sphinx_theme"
