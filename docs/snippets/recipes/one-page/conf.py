project = author = "Arjun Iyer"
extensions = ["sphinx_homepage"]
homepage_data = "cv.yaml"
homepage_pdf = {"cv": "cv.pdf"}
homepage_pdf_template = "compact"
homepage_pdf_settings = {"margins": "1.5cm", "page_numbers": False}
html_theme = "homepage"
