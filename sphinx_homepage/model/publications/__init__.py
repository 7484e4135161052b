"""Publications: what a paper, a book or a dataset is, whatever file says it. Knows no Sphinx."""
