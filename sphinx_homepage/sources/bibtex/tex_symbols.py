r"""What TeX's commands print: accents, letters, signs, and the symbols of formulas.

The text commands are those of LaTeX, ``textcomp`` and ``fontenc`` (https://ctan.org/pkg/encguide);
the names in formulas are those of ``unicode-math`` (https://ctan.org/pkg/unicode-math).
"""

from __future__ import annotations

from typing import Final
from unicodedata import combining, normalize

ACCENTS: Final = {
    "`": "\u0300",
    "'": "\u0301",
    "^": "\u0302",
    "~": "\u0303",
    "=": "\u0304",
    "u": "\u0306",
    ".": "\u0307",
    '"': "\u0308",
    "h": "\u0309",
    "r": "\u030a",
    "H": "\u030b",
    "v": "\u030c",
    "G": "\u030f",
    "f": "\u0311",
    "d": "\u0323",
    "textcommabelow": "\u0326",
    "c": "\u0327",
    "k": "\u0328",
    "b": "\u0331",
    "t": "\u0361",
}
"""The combining character of each accent, which stands behind the first letter of the argument."""

ACCENTS_ALONE: Final = {
    "`": "`",
    "'": "´",
    "^": "^",
    "~": "~",
    "=": "¯",
    "u": "˘",
    ".": "˙",
    '"': "¨",
    "r": "˚",
    "H": "˝",
    "v": "ˇ",
    "c": "¸",
    "k": "˛",
}
"""What an accent prints over nothing: ``\\~{}`` and ``\\^{}`` are how people write a tilde and a caret."""

_BELOW: Final = {"\u0323", "\u0326", "\u0327", "\u0328", "\u0331"}
_DOTTED: Final = {"ı": "i", "ȷ": "j"}
_MOST_MARKS: Final = 8
"""No script needs more marks on one letter; Unicode's normal form is slow on thousands."""


def accented(text: str, accent: str) -> str:
    r"""Return *text* with an accent over or under its first letter, composed: ``e`` and ``\'`` give ``é``.

    Args:
        text: The accent's argument; it may be empty, and may have accents already.
        accent: A key of :data:`ACCENTS`.
    """
    if not text:
        return ACCENTS_ALONE.get(accent, "")
    mark = ACCENTS[accent]
    end = 1
    while end < len(text) and end <= _MOST_MARKS and combining(text[end]):
        end += 1
    if end > _MOST_MARKS:
        return text
    base = text[:end] if mark in _BELOW else _DOTTED.get(text[0], text[0]) + text[1:end]
    return normalize("NFC", base + mark) + text[end:]


def _table(words: str) -> dict[str, str]:
    names = words.split()
    return dict(zip(names[::2], names[1::2], strict=True))


LETTERS: Final = {
    **_table("""
        i ı  j ȷ  o ø  O Ø  l ł  L Ł  ss ß  SS SS  aa å  AA Å  ae æ  AE Æ  oe œ  OE Œ  dh ð  DH Ð  th þ
        TH Þ  dj đ  DJ Đ  ng ŋ  NG Ŋ  ij ĳ  IJ Ĳ
    """),
}
"""Commands for letters: inside a name they are part of a word."""

_GREEK: Final = _table("""
    alpha α  beta β  gamma γ  delta δ  epsilon ε  zeta ζ  eta η  theta θ  iota ι  kappa κ  lambda λ  mu μ
    nu ν  xi ξ  omicron ο  pi π  rho ρ  sigma σ  tau τ  upsilon υ  phi φ  chi χ  psi ψ  omega ω
""")
_GREEK_CAPITALS: Final = {name.capitalize(): letter.upper() for name, letter in _GREEK.items()}

SYMBOLS: Final = {
    **LETTERS,
    # Characters that are TeX's own
    **{char: char for char in "&%$#_{}"},
    "textbackslash": "\\",
    "backslash": "\\",
    "textquotedbl": '"',
    "dq": '"',
    **_table("""
        textasciitilde ~  textasciicircum ^  textbar |  textless <  textgreater >  textunderscore _
        textdollar $  textbraceleft {  slash /  textbraceright }  textquotesingle '  textasciigrave `
        textasteriskcentered *  textampersand &  textpercent %  textnumbersign #  lbrace {  rbrace }
        ampersand &
    """),
    # Spaces, and what prints nothing
    " ": " ",
    "\n": " ",
    "\t": " ",
    ",": "\u202f",
    "thinspace": "\u202f",
    ";": " ",
    ":": " ",
    ">": " ",
    "!": "",
    "-": "",
    "/": "",
    "@": "",
    "quad": "\u2003",
    "qquad": "\u2003\u2003",
    "enspace": "\u2002",
    "enskip": "\u2002",
    "space": " ",
    "nobreakspace": "\xa0",
    "hfill": " ",
    "newline": " ",
    "linebreak": " ",
    "hfil": " ",
    "break": " ",
    "addspace": " ",
    "addnbspace": "\xa0",
    "addthinspace": "\u202f",
    **_table("""
        textvisiblespace ␣  isodash -  addcolon :  addcomma ,  adddot .  addsemicolon ;
    """),
    # Quotes, dashes and dots
    "og": "\xab\xa0",
    "fg": "\xa0\xbb",
    **_table("""
        textquoteleft ‘  textquoteright ’  textquotedblleft “  textquotedblright ”  lq ‘  rq ’  glq ‚
        grq ‘  glqq „  grqq “  quotedblbase „  quotesinglbase ‚  flq ‹  frq ›  flqq «  frqq »
        guillemotleft «  guillemotright »  guillemetleft «  guillemetright »  guilsinglleft ‹
        guilsinglright ›  textendash –  textemdash —  textendashx –  bibrangedash –  textellipsis …
        ldots …  dots …  hyp -  hyphen -  textquestiondown ¿  textexclamdown ¡
    """),
    # Signs
    **_table("""
        copyright ©  textcopyright ©  texttrademark ™  trademark ™  textregistered ®  S §  textsection §
        P ¶  textparagraph ¶  dag †  textdagger †  ddag ‡  textdaggerdbl ‡  pounds £  textsterling £
        euro €  texteuro €  EUR €  textyen ¥  yen ¥  textcent ¢  textcurrency ¤  textwon ₩  textdegree °
        degree °  degrees °  textcelsius ℃  celsius °C  textmu µ  micro µ  textonehalf ½
        textonequarter ¼  textthreequarters ¾  textonesuperior ¹  texttwosuperior ²  textthreesuperior ³
        textordfeminine ª  textordmasculine º  textperiodcentered ·  textbullet •  textopenbullet ◦
        textnumero №  textohm Ω  textminus −  texttimes ×  textdiv ÷  textpm ±  textpertenthousand ‱
        textperthousand ‰  permil ‰  textbardbl ‖  textbrokenbar ¦  textlnot ¬  textleftarrow ←
        textrightarrow →  textuparrow ↑  textdownarrow ↓  textestimated ℮  textlangle ⟨  textrangle ⟩
        textsurd √  textservicemark ℠  textcircledP ℗  checkmark ✓  textreferencemark ※
        textinterrobang ‽  textmusicalnote ♪
    """),
    **{f"text{name}": letter for name, letter in {**_GREEK, **_GREEK_CAPITALS}.items() if name != "mu"},
    # Names
    **_table("""
        TeX TeX  LaTeX LaTeX  LaTeXe LaTeX2ε  BibTeX BibTeX  XeTeX XeTeX  AmS AMS  LuaTeX LuaTeX
        pdfTeX pdfTeX  MF METAFONT  METAFONT METAFONT  MP MetaPost  ConTeXt ConTeXt  LuaLaTeX LuaLaTeX
        XeLaTeX XeLaTeX  pdfLaTeX pdfLaTeX  eTeX ε-TeX
    """),
}
"""What a command without an argument prints in text."""

MATH_SYMBOLS: Final = {
    **_GREEK,
    **_GREEK_CAPITALS,
    **_table("""
        epsilon ϵ  varepsilon ε  phi ϕ  varphi φ  vartheta ϑ  varpi ϖ  varrho ϱ  varsigma ς  varkappa ϰ
        digamma ϝ  ell ℓ  hbar ℏ  hslash ℏ  imath ı  jmath ȷ  Re ℜ  Im ℑ  wp ℘  aleph ℵ  beth ℶ
        partial ∂  nabla ∇  infty ∞  emptyset ∅  varnothing ∅  forall ∀  exists ∃  nexists ∄  neg ¬
        lnot ¬  top ⊤  bot ⊥  angle ∠  prime ′  circ ∘  degree °  bullet •  ast ∗  star ⋆  cdot ⋅
        times ×  div ÷  pm ±  mp ∓  oplus ⊕  ominus ⊖  otimes ⊗  odot ⊙  wedge ∧  land ∧  vee ∨  lor ∨
        cap ∩  cup ∪  setminus ∖  wr ≀  amalg ⨿  dagger †  ddagger ‡  leq ≤  le ≤  geq ≥  ge ≥  neq ≠
        ne ≠  lt <  gt >  ll ≪  gg ≫  sim ∼  simeq ≃  approx ≈  cong ≅  equiv ≡  propto ∝  asymp ≍
        lesssim ≲  gtrsim ≳  leqslant ⩽  geqslant ⩾  in ∈  notin ∉  ni ∋  subset ⊂  supset ⊃  subseteq ⊆
        supseteq ⊇  subsetneq ⊊  mid ∣  parallel ∥  perp ⟂  vdash ⊢  models ⊨  to →  rightarrow →
        longrightarrow ⟶  leftarrow ←  gets ←  leftrightarrow ↔  Rightarrow ⇒  Leftarrow ⇐
        Leftrightarrow ⇔  implies ⟹  iff ⟺  mapsto ↦  uparrow ↑  downarrow ↓  rightleftharpoons ⇌
        hookrightarrow ↪  nearrow ↗  searrow ↘  sum ∑  prod ∏  int ∫  oint ∮  surd √  langle ⟨  rangle ⟩
        lceil ⌈  rceil ⌉  lfloor ⌊  rfloor ⌋  vert |  Vert ‖  | ‖  cdots ⋯  ldots …  dots …  dotsc …
        vdots ⋮  ddots ⋱  triangle △  square □  Box □  diamond ⋄  Diamond ◇  heartsuit ♡  spadesuit ♠
        clubsuit ♣  diamondsuit ♢  sharp ♯  flat ♭  natural ♮  triangleq ≜  coloneqq ≔  bigcup ⋃
        bigcap ⋂  bigoplus ⨁  bigotimes ⨂  rtimes ⋊  ltimes ⋉  bowtie ⋈  sqcup ⊔  sqcap ⊓  preceq ⪯
        succeq ⪰  prec ≺  succ ≻  therefore ∴  because ∵  blacksquare ■  bigstar ★  mho ℧
    """),
}
"""The symbols of formulas, for formulas that must be plain text, and where people forget the dollars."""

MATH_NAMES: Final = frozenset(
    """
    arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup ln
    log max min Pr sec sin sinh sup tan tanh bmod mod
    """.split()  # noqa: SIM905 (a list is a third as readable)
)
"""Functions, which formulas print as their names."""
