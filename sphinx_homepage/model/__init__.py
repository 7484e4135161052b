"""The record: what a person has said of themselves. It knows neither Sphinx, docutils nor files."""
