"""LaTeX formulas in other forms. Knows no Sphinx."""
