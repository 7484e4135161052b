"""The directive ``publications``: what it selects, and how lists of papers look."""
