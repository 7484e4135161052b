project = author = "Sakura Yamamoto"
extensions = ["sphinx_homepage"]
homepage_data = "cv.yaml"
locale_dirs = ["locale"]
html_theme = "homepage"
