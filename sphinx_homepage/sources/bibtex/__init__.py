"""BibTeX files: from their text to the model of publications."""
