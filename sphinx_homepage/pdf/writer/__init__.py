"""A page's doctree -> Typst source that calls the functions of a template."""

from sphinx_homepage.pdf.writer.core import Surroundings
from sphinx_homepage.pdf.writer.page import Written, write

__all__ = ["Surroundings", "Written", "write"]
