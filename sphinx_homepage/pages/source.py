"""A page's source, before its parser sees it: no line moves, so that every warning names the right one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_homepage.diagnostics import Code, Problem, report
from sphinx_homepage.model.sections import POSITIONS, SECTIONS
from sphinx_homepage.model.text import Mapping, Position, Sequence
from sphinx_homepage.scaffold.placeholders import placeholders_in

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_homepage.model.text import Tree

_NAMES = "|".join(
    filter(None, (name for row in (*SECTIONS.values(), POSITIONS) for name in (row.name, row.singular)))
)
_OUR_FENCE = re.compile(rf"^[ \t]*:::+\{{(?:{_NAMES})\}}", re.MULTILINE)
_BARE_FENCE = re.compile(r"^ {0,3}:::+[ \t]*$")


def prepare_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Name a page's placeholders; in Markdown read its front matter, and see to its headings and fences."""
    env = app.env
    path = Path(env.doc2path(docname))
    source = content[0]
    name = path.relative_to(env.srcdir).as_posix()
    for problem in placeholders_in(source, name):
        report(problem, env.srcdir)
    if path.suffix not in {".md", ".markdown", ".myst"}:
        return
    has_front_matter = source.startswith("---")
    has_our_fence = bool(_OUR_FENCE.search(source))
    if not has_front_matter and not has_our_fence:
        return
    lines = source.splitlines()
    title = _read_front_matter(env, lines, source, name) if has_front_matter else None
    if has_our_fence:
        _free_swallowed_text(env, lines, name)
    if title:
        from sphinx_homepage.pages.headings import close_up

        close_up(lines, _tokens(env, lines), title)
    content[0] = "\n".join(lines) + "\n"


def _read_front_matter(env: BuildEnvironment, lines: list[str], source: str, name: str) -> str | None:
    from sphinx_homepage.sources.front_matter import KEYS, read_front_matter, split

    block, body = split(source)
    if not block:
        return None
    front_matter, tree, problems = read_front_matter(block, name)
    for problem in problems:
        report(problem, env.srcdir)
    env.current_document["homepage_front_matter"] = front_matter
    if problems or (tree is not None and KEYS.keys() & tree.keys()):
        last = len(lines) - len(body.splitlines()) - 1
        lines[1:last] = [_as_json(block, tree or Mapping()), *[""] * (last - 2)]
    return str(front_matter.title) if front_matter.title else None


def _as_json(block: str, tree: Mapping) -> str:
    """Return the front matter as one line of JSON, which is YAML that every reader understands alike.

    MyST would read ``title: 3.10`` as a number, and drop all of it for a colon in a subtitle, which was
    reported already.
    """
    import yaml  # Late: a build may read no page.

    try:
        read = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):
        read = None
    from sphinx_homepage.sources.front_matter import KEYS

    plain: dict[str, Any] = {
        str(key): _plain(value) for key, value in tree.items() if value is not None and key != "homepage"
    }
    if isinstance(read, dict):
        plain |= {str(key): value for key, value in read.items() if key not in KEYS and value is not None}
    return json.dumps(plain, ensure_ascii=False, default=str)


def _plain(tree: Tree) -> Any:
    if isinstance(tree, Mapping):
        return {str(key): _plain(value) for key, value in tree.items()}
    if isinstance(tree, Sequence):
        return [_plain(item) for item in tree]
    return None if tree is None else str(tree)


def _free_swallowed_text(env: BuildEnvironment, lines: list[str], name: str) -> None:
    """Report each ``:::`` that closes nothing, and blank it: it would swallow what follows."""
    for _ in range(len(lines)):
        stray = _stray_fence(_tokens(env, lines), lines)
        if stray is None:
            return
        message = (
            'this ":::" closes nothing: an inner fence as long as the outer one closed that; '
            "give the outer fence one colon more"
        )
        report(Problem(Code.STRAY_FENCE, message, Position(name, stray + 1, 1)), env.srcdir)
        lines[stray] = ""


def _stray_fence(tokens: list[Token], lines: list[str]) -> int | None:
    is_after_fence = False
    for token in tokens:
        if token.type != "colon_fence" or token.map is None:
            continue
        if is_after_fence and not token.info.strip() and _BARE_FENCE.match(lines[token.map[0]]):
            return token.map[0]
        is_after_fence = True
    return None


def _tokens(env: BuildEnvironment, lines: list[str]) -> list[Token]:
    parser = _block_parser(env)
    tokens: list[Token] = parser.parse("\n".join(lines) + "\n")
    return tokens


def _block_parser(env: BuildEnvironment) -> MarkdownIt:
    """Return MyST's own parser without what looks inside paragraphs."""
    parser: MarkdownIt | None = env.current_document.get("homepage_block_parser")
    if parser is None:
        from markdown_it.renderer import RendererHTML
        from myst_parser.parsers.mdit import create_md_parser

        parser = create_md_parser(env.myst_config, RendererHTML)  # type: ignore[attr-defined]
        keep = {"normalize", "block"}
        parser.core.ruler.enableOnly([rule for rule in parser.core.ruler.get_all_rules() if rule in keep])
        env.current_document["homepage_block_parser"] = parser
    return parser
