project = author = "Itzel Hernández Ruiz"
extensions = ["sphinx_homepage"]
homepage_data = "cv.yaml"
homepage_bibliography = "papers.bib"
homepage_pdf = {"cv": "cv.pdf"}
html_theme = "pydata_sphinx_theme"
html_baseurl = "https://hernandez.example.org/"
