"""The files of a new site: what ``init`` and ``import`` write."""
