"""Files -> the record: YAML, front matter, and the formats of others."""
