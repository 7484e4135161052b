"""Formulas become Typst's mathematics that can do nothing else, and words that can be read aloud."""

from __future__ import annotations

import re

import pytest
import typst
from docutils import nodes
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_homepage.formulas.latex import FormulaError
from sphinx_homepage.pdf.math import Formula, formula_of, to_typst

FORMULAS = r"""
\Delta \leq 0.0005
O(n \log n)
\tilde{\mathcal{O}}(\sqrt{T})
x \in \mathbb{Z}_{\ge 0}
\frac12 + \tfrac{a}{b} + \dfrac{c}{d}
\sum_{i=1}^{n} x_i^2
\int_0^\infty e^{-x^2}\,\mathrm{d}x = \frac{\sqrt{\pi}}{2}
\begin{pmatrix} a & b \\ c & d \end{pmatrix}
\begin{vmatrix} a & b \\ c & d \end{vmatrix}
\begin{array}{lr} a & b \\ c & d \end{array}
\begin{cases} x^2 & \text{if $x > 0$} \\ 0 & \text{otherwise} \end{cases}
\begin{aligned} a &= b \\ c &= d \end{aligned}
\begin{align} a &= b \label{eq:a} \\ c &= d \nonumber \end{align}
\begin{gather} a \\ b \end{gather}
\begin{eqnarray} a &=& b \\ c &=& d \end{eqnarray}
\begin{alignat}{2} a &= b \\[1em] c &= d \end{alignat}
\begin{smallmatrix} a & b \\ c & d \end{smallmatrix}
\text{95\% of $x_{1}$}
\alpha\beta\epsilon\varepsilon\lambda\varphi\Gamma\Omega
\hat{x}, \bar{x}, \tilde{x}, \vec{v}, \dot{x}, \check{x}, \widehat{xy}, \overline{AB}, \underline{z}
\operatorname*{arg\,min}_{\theta} \mathcal{L}(\theta)
\left\{ x \middle| y \right\}
\left. \frac{df}{dx} \right|_{x=0}
\left\lVert x \right\rVert_2
\bigl\{ a \bigr\} \biggl\langle c \biggr\rangle
\lim_{n\to\infty} a_n
\max_{x} \min_{y} f(x, y)
\mathbf{x}^\top \boldsymbol{\theta} \sim \mathcal{N}(0, \sigma^2 I)
\mathfrak{g}, \mathscr{L}, \mathtt{abc}, \mathbbm{1}
95\% \$5 \#P \& \_ \{a\} \backslash
f'(x) + f''(x)
x^{*}, A^{\dagger}, 37^{\circ}\mathrm{C}, {}^{13}\mathrm{C}, \mathrm{H_2O}
A \xrightarrow{f} B
\binom{n}{k}, a \equiv b \pmod{p}, x \bmod n
\overset{d}{=}, \underset{x}{\min}, \stackrel{!}{=}
\underbrace{a+b}_{n} \overbrace{c}^{m}
\sqrt[3]{x}
x_{i_j}^{k^l}
\color{red} x
\sum_{\substack{i<j \\ j<k}} a_{ij}
a \not= b, A \not\subset B
\boxed{E = mc^2} \cancel{x} \phantom{x}
1{,}000{,}000
\textbf{bold} + \textit{it} + \texttt{tt} + \textsf{sf}
é, ñ, ß
\overrightarrow{AB} \parallel \overline{CD}
""".strip().splitlines()

FONTS = typst.Fonts(include_system_fonts=False)
CALLS = {
    "accent",
    "attach",
    "binom",
    "bold",
    "cancel",
    "class",
    "display",
    "frac",
    "inline",
    "italic",
    "limits",
    "lr",
    "mat",
    "mid",
    "mono",
    "op",
    "overbrace",
    "overbracket",
    "overline",
    "root",
    "sans",
    "script",
    "scripts",
    "sqrt",
    "sscript",
    "stretch",
    "underbrace",
    "underbracket",
    "underline",
    "upright",
}
PIECE = re.compile(
    r"""
      "(?:[^"\\#$\n]|\\u\{[0-9a-f]+\})*"                     # a string
    | \\u\{[0-9a-f]+\}                                       # a character
    | std\.math\.(?P<call>[a-z]+)\(
    | \#std\.(?:box\(stroke:\ 0\.5pt,\ inset:\ 3pt,\ baseline:\ 3pt,\ \$|hide\(\$)
    | \$\)
    | \#std\.h\(-?\d+\.\d{3}em\)
    | (?:b|t):\ | inline:\ \#false | inverted:\ \#true | size:\ \#-?\d+\.\d{3}em
    | delim:\ \#(?:none|\((?:none|"[()\[\]{}|‖⟨⟩⌈⌉⌊⌋]"),\ (?:none|"[()\[\]{}|‖⟨⟩⌈⌉⌊⌋]")\))
    | (?:column|row)-gap:\ \#(?:[\d.]+em|\(0em,\ 2em\))
    | ,\ | ;\ | \) | \ &\ | &\ | \ & | \ \\\ | [ ]
    | \d+(?:\.\d+)? | [A-Za-z](?![A-Za-z])
    """,
    re.VERBOSE,
)


def assert_can_only_be_shown(source: str) -> None:
    """Check that *source* is made of nothing but the pieces that are known to be harmless."""
    end = 0
    while end < len(source):
        piece = PIECE.match(source, end)
        assert piece, f"{source[:end]} >>> {source[end:]}"
        assert piece["call"] is None or piece["call"] in CALLS, piece["call"]
        end = piece.end()


def compiled(*formulas: Formula) -> bytes:
    equations = (
        f'#math.equation(block: {str(formula.block).lower()}, alt: "x", {formula.equation})\n\n'
        for formula in formulas
    )
    main = '#set document(title: "x")\n#let frac = 2\n' + "".join(equations)
    return typst.compile(
        main.encode(),
        font_paths=FONTS,
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1", "a-3a"],
    )


@pytest.mark.parametrize("block", [False, True], ids=["inline", "block"])
@pytest.mark.parametrize("latex", FORMULAS)
def test_usual_formulas_compile_under_the_standards_and_have_words(latex, block):
    formula = to_typst(latex, block=block)
    assert_can_only_be_shown(formula.source)
    assert not set(formula.alt) & set("\\{}^_$")
    assert formula.alt.strip() == formula.alt != ""
    assert compiled(formula).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        ("x^2", "x squared"),
        (r"\sum_{i=1}^n x_i", "sum from i = 1 to n of x sub i"),
        (r"\Delta \leq 0.0005", "Delta is at most 0.0005"),
        (r"O(n \log n)", "O open paren n log n close paren"),
        ("f(x)", "f of x"),
        (r"\frac{1}{2}", "1 over 2"),
        (r"\frac{a+b}{c}", "the fraction a plus b over c end fraction"),
        (
            r"\frac{\frac{a}{b}}{c}",
            "the fraction with numerator a over b and denominator c end fraction",
        ),
        (r"\sqrt{x+1}", "square root of x plus 1 end root"),
        (r"\sqrt[3]{x}", "cube root of x"),
        (r"e^{-x^2}", "e to the power of minus x squared end power"),
        (r"10^{-6}", "10 to the power of minus 6"),
        (r"37^{\circ}\mathrm{C}", "37 degrees C"),
        (r"\mathbf{x}^\top \mathbb{R}", "bold x transpose double-struck R"),
        (r"\lim_{n\to\infty} a_n", "limit as n to infinity of a sub n"),
        (r"\hat{x} \vec v \overline{AB}", "x hat vector v bar over A B end bar"),
        (r"\binom{n}{k}", "n choose k"),
        (r"\left| x - y \right|", "absolute value of x minus y end absolute value"),
        (r"a \not= b", "a not = b"),
        (r"1{,}000", "1,000"),
        (r"\mathrm{rank}(A)", "rank of A"),
        (
            r"\begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}",
            "2 by 2 matrix: row 1: 1, 0; row 2: 0, 1; end matrix",
        ),
        (
            r"\begin{cases} 1 & x>0 \\ 0 & \text{otherwise} \end{cases}",
            "cases: 1, x is greater than 0; 0, otherwise; end cases",
        ),
        (r"\begin{aligned} a &= b \\ c &= d \end{aligned}", "a = b; c = d"),
    ],
)
def test_a_formula_is_said_in_words(latex, words):
    assert to_typst(latex).alt == words


@pytest.mark.parametrize(
    ("latex", "source"),
    [
        ("x^2", "std.math.attach(x, t: 2)"),
        (r"a < b", r"a\u{3c}b"),
        (r"\text{say ``\#''}", r'"say \u{60}\u{60}\u{23}\u{27}\u{27}"'),
        (r"\mathrm{rank} A", '"rank"A'),
        (r"\operatorname{rank} A", 'std.math.op("rank")A'),
        (r"\left( \frac{a}{b} \right]", r"std.math.lr(\u{28}std.math.frac(a, b)\u{5d})"),
    ],
)
def test_a_formula_is_written_in_the_fewest_kinds_of_pieces(latex, source):
    assert to_typst(latex).source == source


def test_lines_of_a_block_are_typsts_own_lines():
    block = to_typst(r"\begin{align} a &= b \\ c &= d \end{align}", block=True)
    assert block.equation == r'$ a & ""\u{3d}b \ c & ""\u{3d}d $'


def test_names_that_a_template_defines_do_not_stand_in_for_typsts_own():
    shadows = "".join(f"#let {name}(..arguments) = panic()\n" for name in sorted(CALLS))
    formula = to_typst(r"\frac{a}{b} \hat{x} \mathrm{rank} x_1 \sqrt{2}")
    main = f"{shadows}#math.equation({formula.equation})".encode()
    assert typst.compile(main, font_paths=FONTS, ignore_system_fonts=True, format="pdf")


@pytest.mark.parametrize(
    ("latex", "says"),
    [
        ("", "is empty"),
        (r"\foo", r"uses \foo, which is not known"),
        ("x^", "not complete"),
        (r"\ce{H2O}", r"uses \ce"),
        ("{" * 70 + "x" + "}" * 70, "nests too deep"),
        (r"\sqrt{" * 70 + "x" + "}" * 70, "nests too deep"),
    ],
)
def test_what_cannot_be_converted_is_an_error_that_says_why(latex, says):
    with pytest.raises(FormulaError, match=re.escape(says)):
        to_typst(latex)


def test_the_deepest_formula_that_is_taken_can_be_laid_out():
    deepest = max(depth for depth in range(1, 61) if _is_taken(r"\sqrt{" * depth + "x" + "}" * depth))
    assert deepest >= 20
    assert compiled(to_typst(r"\sqrt{" * deepest + "x" + "}" * deepest))


def _is_taken(latex: str) -> bool:
    try:
        to_typst(latex)
    except FormulaError:
        return False
    return True


def test_a_node_gives_the_formula_that_the_page_shows():
    assert formula_of(nodes.math("", "x^2")) == Formula("std.math.attach(x, t: 2)", "x squared")
    block = formula_of(nodes.math_block("", "a &= b \\\\\nc &= d"))
    assert block.block
    assert block.alt == "a = b; c = d"
    wrapped = nodes.math_block("", r"\begin{gather} p \\ q \end{gather}", nowrap=True)
    assert formula_of(wrapped).alt == "p; q"


HOSTILE = r"""#panic()|$|"|\\|\"|#read("/etc/passwd")|$ #panic() $|*/|//|/*|`|@a|<a>|{|}|\text{|
\text{"#panic()}|\text{\"#panic()}|\operatorname{"a}|\mathrm{"}|^|_|&|'|\left|\right|(|)|[|]|;|,|:|..|\color{"#x"}|\unicode{x22}|
\hspace{1em#panic()}|\frac|\sqrt|\begin{matrix}|\end{matrix}|\\|\,""".replace("\n", "").split("|")


@given(
    st.lists(st.one_of(st.sampled_from([*FORMULAS, *HOSTILE]), st.text(max_size=5)), max_size=6).map(
        " ".join
    ),
    st.booleans(),
)
@settings(max_examples=400)
def test_no_text_gets_out_of_its_formula(latex, block):
    try:
        formula = to_typst(latex, block=block)
    except FormulaError:
        return  # Which the page says too.
    assert_can_only_be_shown(formula.source)
    # Without standards: the characters of other scripts are for the fonts' tests.
    typst.compile(
        f"#math.equation(block: {str(block).lower()}, {formula.equation})".encode(),
        font_paths=FONTS,
        ignore_system_fonts=True,
        format="pdf",
    )
