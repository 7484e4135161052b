"""Formulas become lines of text that people read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_homepage.formulas.latex import FormulaError
from sphinx_homepage.formulas.line import to_line

LINES = r"""
\mathcal{O}(n \log n)                  O(n log n)
\Delta_{\text{latency}} \leq 20        Δ_latency ≤ 20
H(X \mid \text{stem}) > 0.9            H(X | stem) > 0.9
\tilde{\mathcal{O}}(\sqrt{T})          Õ(√T)
x^2+y_1^{10}-1                         x² + y₁¹⁰ − 1
-1 < x, f(-y) = -2 \pm 3               −1 < x, f(−y) = −2 ± 3
C^{++}, 10^{-6}, 2^{-n}, e^{-x^2/2}    C⁺⁺, 10⁻⁶, 2⁻ⁿ, e^(−x²/2)
90^\circ, 37^{\circ}\mathrm{C}         90°, 37°C
f'(x) + f''(x), A^{\dagger}            f′(x) + f″(x), A^†
{}^{13}\mathrm{C}, \mathrm{H_2O}       ¹³C, H₂O
5\,\mu\mathrm{m}, \alpha\text{-amylase}  5 μm, α-amylase
x \in \mathbb{Z}_{\ge 0}, \mathbf{x}^\top \theta  x ∈ ℤ_(≥0), x^⊤ θ
\frac12 + \dfrac{a+1}{b}, \sqrt[3]{x}, \sqrt[5]{x+1}  1/2 + (a + 1)/b, ∛x, ⁵√(x + 1)
\sum_{i=1}^{n} x_i^2, \lim_{n\to\infty} a_n  ∑_(i=1)ⁿ x_i², lim_(n→∞) a_n
\int_0^\infty e^{-x}\,\mathrm{d}x      ∫₀^∞ e^(−x) dx
\max_{x} \min_{y} f(x, y), \log(n)     max_x min_y f(x, y), log(n)
\hat{x}, \bar{y}, \overline{AB}, \underline{z}  x̂, ȳ, A̅B̅, z̲
\begin{pmatrix} a & b \\ c & d \end{pmatrix}  (a, b; c, d)
\begin{aligned} a &= b \\ c &= d \end{aligned}  a = b; c = d
\binom{n}{k}, a \equiv b \pmod{p}      (n choose k), a ≡ b (mod p)
a \not= b, A \not\subset B             a ≠ b, A ⊄ B
1{,}000{,}000, \{a\}, |x|, \lVert x \rVert_2  1,000,000, {a}, |x|, ‖x‖₂
\underbrace{a+b}_{n}, (a+b)^2, ab^2    (a + b)_n, (a + b)², ab²
\text{95\% of $x_{1}$}, \phantom{x}y   95% of x₁, y
"""


@pytest.mark.parametrize("case", LINES.strip().splitlines())
def test_a_formula_is_a_line(case):
    tex, line = (part.strip() for part in case.split("  ", 1))
    assert to_line(tex) == line


@pytest.mark.parametrize(
    "tex", ["", "{", r"\frac{1}", r"\nosuchthing", "x" * 3000, r"\sqrt{" * 100 + "x" + "}" * 100]
)
def test_what_is_no_formula_is_an_error(tex):
    with pytest.raises(FormulaError):
        to_line(tex)


PIECES = r"""
\frac \sqrt \left( \right) \hat \sum \not \text{a} \begin{pmatrix} \end{pmatrix} \\ \mathcal{L} \log \binom
{x} é 語 { } ^ _ & % $ # \ + - = < , ; ( ) [ ] | x 1
"""


@settings(max_examples=300)
@given(st.lists(st.sampled_from([*PIECES.split(), " "]), max_size=12).map("".join))
def test_any_text_is_one_line_or_an_error(tex):
    try:
        line = to_line(tex)
    except FormulaError:
        return
    assert line == " ".join(line.split())
    assert "<" not in line or "<" in tex
