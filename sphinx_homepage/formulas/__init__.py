"""LaTeX formulas as MathML, and that as Typst, as English words and as a line of text. Knows no Sphinx."""
