r"""What TeX says comes out as Markdown that says the same, and as plain text."""

from __future__ import annotations

import json
import re
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

from sphinx_homepage.config import THEIR_DEFAULTS
from sphinx_homepage.directives.rich_text import _LITERAL_RULES
from sphinx_homepage.model.text import Position, Text
from sphinx_homepage.sources.bibtex.tex import markdown_to_tex, to_markdown, to_plain

NBSP = "\u00a0"


def convert(tex):
    markdown, problems = to_markdown(Text(tex, Position("p.bib", 3, 10)))
    assert markdown.position == Position("p.bib", 3, 10)
    assert problems == []
    return str(markdown)


# Each row: the TeX, its Markdown, its plain text.

CASES = [
    # Accents and letters
    (r"{\"U}ber \'{e}t\'e", "Über été", "Über été"),
    (r"na{\"\i}ve \'\i\ \^{\i}", "naïve í î", "naïve í î"),
    (r"\v{S}koda {\v s} \c{c} {\c c} \c c", "Škoda š ç ç ç", "Škoda š ç ç ç"),
    (r"Erd\H{o}s \k{a} \r{a} \d{s} \b{o} \.{z} \u{g} \={a}", "Erdős ą å ṣ o̱ ż ğ ā", "Erdős ą å ṣ o̱ ż ğ ā"),
    (r"\t{oo}", "o͡o", "o͡o"),
    (r"Vi\d{\^e}t, B\`{\^a}n", "Việt, Bần", "Việt, Bần"),
    (r"\aa\AA\o\O\l\L\ss\ae\AE\oe\OE\dh\th\dj\ng", "åÅøØłŁßæÆœŒðþđŋ", "åÅøØłŁßæÆœŒðþđŋ"),
    (r"S\o ren and \O{}rsted and {\L}\'od\'z", "Søren and Ørsted and Łódź", "Søren and Ørsted and Łódź"),
    (r"\~{} \^{} \'{}", r"\~ ^ ´", "~ ^ ´"),
    # Styles
    (r"\emph{a}, \textit{b}, {\em c}, {\it d}", "*a*, *b*, *c*, *d*", "a, b, c, d"),
    (r"\emph{a} \textit{b}", "*a b*", "a b"),
    (r"\textbf{a} and {\bf b}", "**a** and **b**", "a and b"),
    (r"\texttt{x_1} and {\tt a`b}", "`x_1` and ``a`b``", "x_1 and a`b"),
    (r"\textsc{Small} \textrm{r} {\sc Caps} \textsf{s}", "Small r Caps s", "Small r Caps s"),
    (r"\emph{a \emph{b} c} d", "*a* b *c* d", "a b c d"),
    (r"\textit{a \textit{b}}", "*a b*", "a b"),
    (r"\emph{ a }b", "*a* b", "a b"),
    (r"a\emph{}b", "ab", "ab"),
    (r"\textbf{\emph{a}b}", "**_a_&#98;**", "ab"),
    (r"\emph{(x)}y", "*(x)*&#121;", "(x)y"),
    (r"y\emph{(x)}", "&#121;*(x)*", "y(x)"),
    (r"\emph{a}\textbf{b}\emph{c}", "*a*__b__*c*", "abc"),
    (r"H\textsubscript{2}O, 3\textsuperscript{rd}", "H{sub}`2`O, 3{sup}`rd`", "H2O, 3rd"),
    (r"a\textsuperscript{$*$}", "a$^{*}$", "a*"),
    (r"\underline{a}", "*a*", "a"),
    # Formulas
    (r"CO$_2$ and \(x\) and \[y\] and $$z$$", "CO$_2$ and $x$ and $y$ and $z$", "CO2 and x and y and z"),
    (r"\ensuremath{\alpha}-decay", r"$\alpha$-decay", "α-decay"),
    (r"$ x $", "$x$", "x"),
    (r"5$\mu$m, $x$2", r"&#53;$\mu$m, $x$&#50;", "5μm, x2"),
    (r"$x$ in 2020", "$x$ in 202&#48;", "x in 2020"),
    (r"$x$ is \textbackslash", "$x$ is &#92;", "x is \\"),
    (r"$\frac{a}{b} \le x_{10}$", r"$\frac{a}{b} \le x_{10}$", r"\frac{a}{b} \le x_{10}"),
    (r"$x_{10} \le y^2$", r"$x_{10} \le y^2$", "x_{10} ≤ y^2"),
    (r"$37^\circ$C", r"$37^\circ$C", "37°C"),
    (r"$p &lt; 0.05$", "$p < 0.05$", "p < 0.05"),
    (r"$\text{if $x$}$", r"{math}`\text{if $x$}`", "if $x$"),
    (r"$x\ $y", r"$x\ {}$y", "x y"),
    (r"$5M and $6M", r"\$5M and \$6M", "$5M and $6M"),
    (r"US$ or $x$", r"US$or$x\$", "USorx$"),
    (r"\begin{align*}a &= b\end{align*}", r"$\begin{aligned}a &= b\end{aligned}$", None),
    # Characters
    ("1--2 --- a~b", f"1–2 — a{NBSP}b", f"1–2 — a{NBSP}b"),
    ("``a'' `b' O'Neil", "“a” ‘b’ O’Neil", "“a” ‘b’ O’Neil"),
    (r"a\,b\ c\-d\/e\@.", "a\u202fb cde.", "a\u202fb cde."),
    (r"\& \% \$ \# \_ \{ \}", r"& % \$ # \_ \{ }", "& % $ # _ { }"),
    (r"50% of a & b #1 x_1 ^2", r"50% of a & b #1 x\_1 ^2", "50% of a & b #1 x_1 ^2"),
    (r"\LaTeX{} and \TeX\ and \BibTeX.", "LaTeX and TeX and BibTeX.", "LaTeX and TeX and BibTeX."),
    (r"\copyright\ \S\,5 \pounds 3 \euro{} \textdegree", "© &#167;\u202f5 £3 € °", "© §\u202f5 £3 € °"),
    (r"\textasciitilde\textbackslash\ldots\texttrademark", r"\~\\…™", "~\\…™"),
    (r"\textmu m, \textalpha, \alpha", "µm, α, α", "µm, α, α"),
    (r"A &amp; B {\&}amp; C \&amp; D &#8217; &eacute;", "A & B & C & D ’ é", "A & B & C & D ’ é"),
    (r"a &amp;lt; b", r"a \&lt; b", "a &lt; b"),
    # Wrappings and links
    (r"\enquote{a \enquote{b} c}", "“a ‘b’ c”", "“a ‘b’ c”"),
    (r"Title\footnote{A note}", "Title (A note)", "Title (A note)"),
    (r"see \cite[p.~2]{some_key}", r"see some\_key", "see some_key"),
    (r"\url{https://example.org/~a_b}", r"[https://example.org/\~a\_b](<https://example.org/~a_b>)", None),
    (r"\href{https://example.org/a\%20b}{\emph{it}}", "[*it*](<https://example.org/a%20b>)", "it"),
    (r"\href{javascript:alert(1)}{it} \url{file:///x}", "it file:///x", "it file:///x"),
    (r"\href{doi:10.1000/x}{it}", "[it](<https://doi.org/10.1000/x>)", "it"),
    (r"\textcolor{red}{a} \foreignlanguage{german}{b}", "a b", "a b"),
    (r"\texorpdfstring{$H_0$}{H0} now", "$H_0$ now", "H_0 now"),
    (r"So!\href{https://example.org}{it}", r"So\![it](<https://example.org>)", "So!it"),
    # Text that looks like Markdown
    ("<script>alert(1)</script>", r"\<script>alert(1)\</script>", "<script>alert(1)</script>"),
    ("[x](y) ![z](w)", r"\[x\](y) !\[z\](w)", "[x](y) ![z](w)"),
    (r"\textasciigrave\{include\} x\textasciigrave", r"\`\{include} x\`", "`{include} x`"),
    (r"\{sup\}\texttt{x}", r"\{sup}`x`", "{sup}x"),
    (r"\texttt{x}\{.red\}", r"`x`\{.red}", "x{.red}"),
    ("*a* __b__ |c|", r"\*a\* \_\_b\_\_ |c|", "*a* __b__ |c|"),
    # Lines, paragraphs, lists
    ("a\n   b  c", "a b c", "a b c"),
    (r"a\\ b \newline c\\[2pt] d", "a b c d", "a b c d"),
    ("a\n\n b \\par c", "a\n\nb\n\nc", "a b c"),
    ("a\n\n- b\n\n1. c\n\n: d", "a\n\n\\- b\n\n1\\. c\n\n\\: d", "a - b 1. c : d"),
    (r"\begin{itemize}\item a \item b\end{itemize} c", "- a\n- b\n\nc", "a b c"),
    (r"\begin{enumerate}\item a\item b\end{enumerate}", "1. a\n2. b", "a b"),
    # Braces and what is not closed
    (r"{The {CO} of {{d}eep}", "The CO of deep", "The CO of deep"),
    ("a} b{", "a b", "a b"),
    (r"\emph{a", "*a*", "a"),
    ("\\", r"\\", "\\"),
    (r"\'", "´", "´"),
]


@pytest.mark.parametrize(("tex", "markdown", "plain"), CASES, ids=[case[0] for case in CASES])
def test_tex_becomes_markdown_and_plain_text(tex, markdown, plain):
    assert convert(tex) == markdown
    if plain is not None:
        assert to_plain(tex) == plain


def test_a_text_without_markup_is_returned_as_it_is():
    text = Text('Plain words, "quoted": 50% (a > b) + c; 北京 é!', Position("p.bib", 1, 1))
    assert to_markdown(text)[0] is text


def test_each_unknown_command_is_reported_once_at_its_place():
    text = Text(
        "A \\foo{b} and\n   \\foo[x]{c}{d} \\baz e\n\n\\begin{odd}f\\end{odd}", Position("p.bib", 3, 10)
    )
    markdown, problems = to_markdown(text)
    assert markdown == "A b and c d \\\\baz e\n\nf"
    assert [(problem.code.slug, problem.message, problem.position) for problem in problems] == [
        (
            "bib-tex",
            f'the TeX command "{name}" is not known: what stands in its braces is shown as text',
            Position("p.bib", line, column),
        )
        for name, line, column in [("\\foo", 3, 12), ("\\baz", 4, 18), ("\\begin{odd}", 6, 1)]
    ]


def test_a_line_break_in_the_file_does_not_move_the_place():
    _, problems = to_markdown(Text("a\n      b\n  \\foo", Position("p.bib", 3, 10)))
    assert [problem.position for problem in problems] == [Position("p.bib", 5, 3)]


# Whatever is written as TeX is shown by MyST


def parser_of_fields():
    settings = {
        name.removeprefix("myst_"): value
        for name, value in THEIR_DEFAULTS.items()
        if name in {"myst_enable_extensions", "myst_dmath_allow_space", "myst_dmath_allow_digits"}
    }
    settings["enable_extensions"] = set(settings["enable_extensions"])
    return create_md_parser(MdParserConfig(**settings), RendererHTML).disable([*_LITERAL_RULES], True)


PARSER = parser_of_fields()
SPACE = " \t\n\r\f\v\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
TEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
    "-": "-{}",
    "&": r"\&{}",
    **{char: f"\\{char}" for char in "{}$%#_"},
}

CHARACTERS = st.sampled_from("abz059 (),.*_`[]<>&;$!{}~^§\\#|+-:'\"\u00a0éß漢€\u0301") | st.characters(
    exclude_categories=["Cc", "Cs"]
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=6) | st.sampled_from(
    [
        "&amp;",
        "&#65;",
        "{sup}",
        "`x`",
        "![a](b)",
        "<b>",
        "https://example.org",
        "*",
        "**",
        "__",
        "1. ",
        "- ",
        "$5",
    ]
)
FORMULAS = st.sampled_from(
    [
        "x^2",
        r"\alpha_i",
        r"a\$b",
        "p < 0.05",
        r"\text{a `b`}",
        "a*b*c",
        "[x](y)",
        "1",
        r"x\\",
        "{a}_b",
        r"\{x\}",
    ]
)


def trees(children):
    content = st.lists(children, min_size=0, max_size=4)
    return st.one_of(*(st.tuples(st.just(kind), content) for kind in ("emph", "textbf", "href")))


NODES = st.recursive(
    st.one_of(
        TEXTS.map(lambda text: ("text", text)),
        TEXTS.map(lambda text: ("texttt", text)),
        *(
            st.tuples(st.just(kind), TEXTS.map(lambda text: text.replace("`", "'")))
            for kind in ("textsuperscript", "textsubscript")
        ),
        FORMULAS.map(lambda source: ("math", source)),
    ),
    trees,
    max_leaves=8,
)
CONTENTS = st.lists(NODES, min_size=1, max_size=5)
URL = "https://example.org/a_b*c"


def as_tex(nodes):
    return "".join(as_tex_of(*node) for node in nodes)


def as_tex_of(kind, content):
    if kind == "math":
        return f"${content}$"
    text = content if isinstance(content, list) else "".join(TEX.get(char, char) for char in content)
    inner = as_tex(text) if isinstance(text, list) else text
    if kind == "text":
        return inner
    return rf"\href{{{URL}}}{{{inner}}}" if kind == "href" else rf"\{kind}{{{inner}}}"


PLAIN = {"em": False, "strong": False, "kind": "", "link": False}


def expected_of(nodes, style=PLAIN):
    """Return the characters, each with its style; a formula is one character."""
    for kind, content in nodes:
        if kind == "math":
            yield content, tuple({**style, "kind": "math"}.values())
        elif kind == "emph":
            yield from expected_of(content, {**style, "em": not style["em"]})
        elif kind == "textbf":
            yield from expected_of(content, {**style, "strong": True})
        elif kind == "href":
            yield from expected_of(content, {**style, "link": True})
        else:
            name = {"text": "", "texttt": "code", "textsuperscript": "sup", "textsubscript": "sub"}[kind]
            for char in content:
                yield char, tuple({**style, "kind": name}.values())


def found_in(tokens):
    style = dict(PLAIN)
    for token in tokens:
        name = {"em": "em", "strong": "strong", "link": "link"}.get(token.type.rpartition("_")[0])
        if name:
            style[name] = token.nesting == 1
            assert name != "link" or token.nesting == -1 or token.attrs == {"href": URL}
        elif token.type == "math_inline" or (token.type == "myst_role" and token.meta["name"] == "math"):
            yield token.content, tuple({**style, "kind": "math"}.values())
        else:
            kind = {"text": "", "code_inline": "code"}.get(token.type) or token.meta.get("name", "")
            assert kind in {"", "code", "sup", "sub"}, token
            for char in token.content:
                yield char, tuple({**style, "kind": kind}.values())


def compared(characters):
    """Return the characters as a reader sees them: spaces have no style, and none begins or ends a line."""
    shown = [(char, None if char in SPACE else style) for char, style in characters]
    while shown and shown[0][1] is None:
        del shown[0]
    while shown and shown[-1][1] is None:
        del shown[-1]
    return [
        pair
        for number, pair in enumerate(shown)
        if not (pair == (" ", None) and number and shown[number - 1] == (" ", None))
    ]


@settings(max_examples=400)
@given(CONTENTS)
def test_myst_shows_every_character_of_tex_in_its_style(nodes):
    tex = as_tex(nodes)
    markdown = convert(tex)
    assert "\n" not in markdown
    tokens = PARSER.parseInline(markdown)[0].children
    assert compared(found_in(tokens)) == compared(expected_of(nodes)), (tex, markdown)


def without_links(lines):
    """Return what is shown: a paragraph that Markdown would take for a reference's definition has no link."""
    return [[(char, style and style[:3]) for char, style in line] for line in lines if line]


@settings(max_examples=200)
@given(st.lists(CONTENTS, min_size=2, max_size=4))
def test_every_paragraph_is_a_paragraph_whatever_it_begins_with(paragraphs):
    markdown = convert("\n\n".join(map(as_tex, paragraphs)))
    # A field of one line is a line, whatever it begins with.
    tokens = PARSER.parse(markdown) if "\n" in markdown else PARSER.parseInline(markdown)
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}, markdown
    found = [compared(found_in(token.children)) for token in tokens if token.type == "inline"]
    expected = [compared(expected_of(nodes)) for nodes in paragraphs]
    assert without_links(found) == without_links(expected), markdown


@settings(max_examples=200)
@given(CONTENTS)
def test_plain_text_is_the_text_without_styles(nodes):
    nodes = [node for node in nodes if "math" not in str(node)]
    expected = "".join(char for char, _ in expected_of(nodes))
    assert to_plain(as_tex(nodes)) == re.sub("  +", " ", expected).strip(" ")


@settings(max_examples=300)
@given(st.text(st.sampled_from("\\{}$~`'-&;am%#_^ \nbegindtex[]*\"é"), max_size=40))
def test_no_text_is_too_broken(tex):
    markdown, _ = to_markdown(Text(tex, Position("p.bib", 1, 1)))
    PARSER.parse(markdown)
    assert isinstance(to_plain(tex), str)


@pytest.mark.parametrize(
    "tex",
    [
        "{" * 10000 + "x" + "}" * 10000,
        "\\emph{" * 10000 + "x" + "}" * 10000,
        "\\'{" * 10000 + "e" + "}" * 10000,
        "${" * 20000,
        "\\(" * 20000,
        "$" * 20001,
        "\\begin{itemize}\\item " * 5000,
        "\\href{" * 20000,
        "\\foo[ " * 20000,
        "\\verb|" * 20000,
        "\\texttt{\\textasciigrave}" * 5000,
        "\\emph{(}x" * 5000,
        " " * 50000 + "$",
        "`" * 50000,
    ],
    ids=lambda tex: tex[:12],
)
def test_hostile_texts_take_no_longer_than_others(tex):
    start = process_time()
    to_markdown(Text(tex, Position("p.bib", 1, 1)))
    to_plain(tex)
    assert process_time() - start < 2


def test_a_page_shows_what_tex_says(build):
    tex = (
        r"\emph{(In)}vivo CO\textsubscript{2} {\&} H$_2$O: \texttt{a\_b} <script>x</script> "
        r"\{math\}\texttt{x} [y](z) \textbf{\'Etude} \href{https://example.org/a}{here}"
    )
    data = f"awards:\n- title: {json.dumps(convert(tex))}\n"
    site = build({"index.md": "# Page\n\n:::{awards}\n:::\n", "cv.yaml": data}, homepage_data="cv.yaml")
    assert site.warnings == []
    (heading,) = re.findall(r'<strong class="hp-head">(.*)</strong></p>', site.body(), re.DOTALL)
    heading = re.sub(r"<math.*?</math>", "[math]", heading, flags=re.DOTALL)
    assert re.sub(r' class="[^"]*"|</?span[^>]*>|<a class="headerlink".*?</a>', "", heading) == (
        "<em>(In)</em>vivo CO<sub>2</sub> &amp; H[math]O: <code>a_b</code> "
        "&lt;script&gt;x&lt;/script&gt; {math}<code>x</code> [y](z) <strong>Étude</strong> "
        '<a href="https://example.org/a">here</a>'
    )


# Into TeX


@pytest.mark.parametrize(
    ("markdown", "tex"),
    [
        ("Plain words", "Plain words"),
        ("50% of R&D #1 x_1", r"50\% of R\&D \#1 x\_1"),
        ("*a* **b** `c_d` $x_1$", r"\emph{a} \textbf{b} \texttt{c\_d} $x_1$"),
        ("[it](https://example.org/a_b#c)", r"\href{https://example.org/a_b\#c}{it}"),
        (r"\*a\* $5M {x}", r"*a* \$5M \textbraceleft{}x\textbraceright{}"),
        (r"~ ^ C:\\x", r"\textasciitilde{} \textasciicircum{} C:\textbackslash{}x"),
        ("H{sub}`2`O {sup}`a` {math}`x`", r"H\textsubscript{2}O \textsuperscript{a} $x$"),
        ("<b>a</b> &amp;", r"<b>a</b> \&"),
        ("a\n\nb\nc", "a\n\nb\nc"),
    ],
)
def test_markdown_becomes_tex(markdown, tex):
    assert markdown_to_tex(markdown) == tex


@settings(max_examples=200)
@given(st.text(st.sampled_from("ab 0.,&%$#_{}~^\\*[]<>()é漢"), max_size=12).map(str.strip))
def test_markdown_says_the_same_after_a_way_through_tex(text):
    tokens = PARSER.parseInline(text)[0].children
    tex = markdown_to_tex(text)
    assert tex.count("{") == tex.count("}")
    if all(token.type == "text" for token in tokens):
        shown = "".join(token.content for token in tokens)
        (again,) = PARSER.parseInline(convert(tex))
        assert "".join(token.content for token in again.children) == re.sub(" +", " ", shown).strip()


def test_a_formula_with_an_open_brace_does_not_open_one_in_the_bib_file():
    assert markdown_to_tex(r"$\left\{ x \right.$ and $\{$") == r"$\left\lbrace  x \right.$ and $\lbrace $"
