"""Pictures as bytes: what is taken out of them, and smaller ones made of them. Nothing here knows Sphinx."""
