project = "Amara Okafor"
extensions = ["sphinx_homepage"]
