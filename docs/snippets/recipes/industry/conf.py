project = author = "Arjun Iyer"
extensions = ["sphinx_homepage"]
homepage_data = "cv.yaml"
homepage_pdf = {"index": "arjun-iyer.pdf"}
homepage_pdf_template = "modern"
html_theme = "homepage"
