"""Liquid, Jekyll's template language -> the directives and words that say the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_homepage.importing.sites.checkout import text_of
from sphinx_homepage.importing.sites.markdown import fillers
from sphinx_homepage.model.text import Mapping, Sequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_homepage.importing.sites.markdown import Pieces
    from sphinx_homepage.model.text import Tree

    Tag = Callable[["Liquid", dict[str, str], int], str | None]

_TOKEN: Final = re.compile(
    r"\{%-?\s*raw\s*-?%\}(?P<raw>(?:(?!\{%-?\s*raw\b).)*?)\{%-?\s*endraw\s*-?%\}"
    r"|\{%-?\s*comment\s*-?%\}(?P<comment>(?:(?!\{%-?\s*comment\b).)*?)\{%-?\s*endcomment\s*-?%\}"
    r"|\{%-?\s*highlight\s+(?P<language>\S+)[^%]*?-?%\}(?P<code>(?:(?!\{%-?\s*highlight\b).)*?)\{%-?\s*endhighlight\s*-?%\}"
    r"|\{%-?\s*(?P<name>[\w#]+)(?P<rest>(?:(?!\{%).)*?)-?%\}"
    r"|\{\{-?(?P<output>(?:(?!\{\{).)*?)-?\}\}",
    re.DOTALL,
)
_ARGUMENT: Final = re.compile(r"""(?<![\w-])([\w-]++)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")
_BLOCKS: Final = {"if", "unless", "for", "case", "capture", "tablerow", "liquid"}
_CONDITIONAL: Final = re.compile(
    r"\{%-?\s*(?P<name>if|unless)\s(?P<condition>[^{}]*?)-?%\}(?P<inner>.*)\{%-?\s*end(?P=name)\s*-?%\}",
    re.DOTALL,
)
_BREAKING: Final = re.compile(r"\{%-?\s*(?P<end>end)?(?P<name>\w+)")
_BRANCH: Final = re.compile(
    r"\{%-?\s*(?:(?P<end>end)?(?P<block>if|unless|for|case|capture|tablerow)\b|els(?:e|if)\b)(?P<condition>[^{}%]*?)-?%\}"
)
_COMPARISON: Final = re.compile(
    r"""(?P<name>[\w.-]+)(?:\s*(?P<sign>==|!=|<>|>=|<=|>|<)\s*(?P<value>"[^"]*"|'[^']*'|[\w.-]+))?"""
)
_DEEPEST: Final = 20
_BUILT_IN: Final = {
    *("url", "path", "id", "date", "content", "next", "previous", "collection", "excerpt", "time", "pages"),
    *("posts", "related_posts", "static_files", "html_pages", "collections", "documents", "tags"),
    *("categories", "name", "dir"),
}
"""What Jekyll itself says of a page or a site, whatever they say."""
_NOTHING: Final = {"", "false", "null", "nil", "blank", "empty"}


class Liquid:
    """Reads the tags of the pages of one site.

    Args:
        values: What ``site`` and ``page`` mean: ``{"site": ..., "page": ...}``.
        tags: What the site's own tags and includes become, by name; None where it is nothing that we have.
        loops: What a loop becomes, by the collection that it goes through.
        data: What ``site.data`` has under a name.
    """

    def __init__(
        self,
        values: dict[str, Mapping],
        tags: dict[str, Tag],
        loops: dict[str, str],
        data: Callable[[str], Tree],
    ) -> None:
        self._values = values
        self._data = data
        self._tags = tags
        self._loops = loops
        self.seen: set[str] = set()
        """Which of the tags were there that say something of others."""
        self.pieces: Pieces
        self._depth = 0

    def read(self, text: str, pieces: Pieces) -> str:
        """Return *text* without the tags, each in as many lines as before."""
        self.pieces = pieces
        if "{%" not in text and "{{" not in text:
            return text
        text = self._read_blocks(text)
        return _TOKEN.sub(self._token, text)

    def _holds(self, condition: str) -> bool | None:
        """Return whether a condition holds; nothing where that is a program's to tell."""
        words = re.split(r"\s+(and|or)\s+", condition.strip())
        if len(set(words[1::2])) > 1:
            return None
        found = [self._compares(word) for word in words[::2]]
        decisive = "or" in words
        if decisive in found:
            return decisive
        return None if None in found else not decisive

    def _compares(self, text: str) -> bool | None:
        match = _COMPARISON.fullmatch(text.strip())
        if match is None or not match["name"].startswith(("site.", "page.")):
            return None
        name, sign = match["name"], match["sign"]
        scope, part = name.split(".")[:2]
        if part not in self._values.get(scope, {}) and (
            part in _BUILT_IN or f"{scope}.{part}" in self._loops
        ):
            return None
        tree = self._tree(name.removesuffix(".size"))
        size = len(tree) if isinstance(tree, (Mapping, Sequence)) else 0
        said = str(size) if name.endswith(".size") else text_of(tree).lower()
        if sign is None:
            return bool(size) or said not in _NOTHING
        value = match["value"].strip("\"'").lower()
        if sign in {"==", "!=", "<>"}:
            is_same = said == value or (said in _NOTHING and not size and value in _NOTHING)
            return is_same == (sign == "==")
        if not (re.fullmatch(r"\d{1,9}", said) and re.fullmatch(r"\d{1,9}", value)):
            return None
        left, right = int(said), int(value)
        return {">": left > right, "<": left < right, ">=": left >= right, "<=": left <= right}[sign]

    def _chosen(self, source: str) -> str | None:
        """Return the branch that a condition takes, or nothing where only a program can tell."""
        match = _CONDITIONAL.fullmatch(source)
        if match is None:
            return None
        inner, depth, at = match["inner"], 0, 0
        holds = self._holds(match["condition"])
        if holds is not None and match["name"] == "unless":
            holds = not holds
        for tag in _BRANCH.finditer(inner):
            if tag["block"]:
                depth += -1 if tag["end"] else 1
            elif depth == 0:
                if holds is None or holds:
                    return inner[at : tag.start()] if holds else None
                at = tag.end()
                holds = self._holds(tag["condition"]) if tag["condition"].strip() else True
        if holds is None:
            return None
        return inner[at:] if holds else ""

    def _read_blocks(self, text: str, first: int | None = None) -> str:
        """Replace each program, from its first tag to its last."""
        done, at = [], 0
        for start, end in _blocks(text):
            source = text[start:end]
            rest = text[end : end + 1000].partition("\n")[0]
            is_alone = not text[max(0, start - 1000) : start].rpartition("\n")[2].strip() and not rest.strip()
            line = self.pieces.line_at(text, start) if first is None else first
            done += [text[at:start], self._program(source, line, is_alone=is_alone)]
            at = end
        return "".join([*done, text[at:]])

    def _program(self, source: str, line: int, *, is_alone: bool) -> str:
        condition = _CONDITIONAL.match(source)
        if condition and self._loops.get(condition["condition"].strip()) == "":
            return fillers(source)
        chosen = self._chosen(source) if self._depth < _DEEPEST else None
        if chosen is not None:
            self._depth += 1
            inner = self._read_blocks(chosen, line)
            self._depth -= 1
            rest = source.count("\n") - chosen.count("\n")
            return _TOKEN.sub(lambda match: self._token(match, line), inner) + fillers("\n" * rest)
        found = [(source.find(name), text) for name, text in self._loops.items() if name in source]
        if found:
            return self.pieces.keep_block(min(found)[1], source)
        plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", "", source, flags=re.DOTALL)
        what = "a program in Liquid is kept as a comment, which no page shows"
        if plain.strip():
            what += ", with the words in it"
        self.pieces.note(line, what)
        return self.pieces.keep_comment(source, source, is_alone=is_alone)

    def _token(self, match: re.Match[str], first: int | None = None) -> str:
        line = self.pieces.line_at(match.string, match.start()) if first is None else first
        if match["raw"] is not None:
            return match["raw"]
        if match["comment"] is not None:
            return self.pieces.keep_comment(match["comment"], match[0])
        if match["code"] is not None:
            return self.pieces.keep_code(match["code"].strip("\n"), match["language"], match[0])
        if match["output"] is not None:
            said = self._output(match["output"], line)
            return said + fillers(match[0]) if said is not None else self._unknown(match[0], line)
        return self._tag(match, line)

    def _tag(self, match: re.Match[str], line: int) -> str:
        name, rest = match["name"], match["rest"].strip()
        if name in {
            "assign",
            "increment",
            "decrement",
            "break",
            "continue",
            "toc",
            "endtabs",
            "endtab",
            "tabs",
        }:
            return fillers(match[0])
        if name in {"include", "include_relative", "include_cached"}:
            name = re.split(r"[\s]", rest, maxsplit=1)[0].strip("\"'")
            rest = rest[len(name) :]
            name = f"include {name.rpartition('.')[0] or name}"
        given = {part[1]: part[2] or part[3] or part[4] or "" for part in _ARGUMENT.finditer(rest)}
        given = {key: self._argument(value, line) for key, value in given.items()}
        tag = self._tags.get(name)
        said = tag(self, {"": rest, "source": match[0], **given}, line) if tag else None
        return said if said is not None else self._unknown(match[0], line)

    def _argument(self, value: str, line: int) -> str:
        value = re.sub(r"\{\{(.*?)\}\}", lambda part: self._output(part[1], line) or "", value)
        if re.fullmatch(r"(?:page|site)\.[\w.-]+", value):
            return self._value(value) or ""
        return value

    def _unknown(self, source: str, line: int) -> str:
        words = " ".join(source.split())
        self.pieces.note(line, f'"{words[:80]}" is kept as a comment: nothing here says the same')
        return self.pieces.keep_comment(words, source)

    def _output(self, text: str, line: int) -> str | None:
        """Return what ``{{ text }}`` prints, where that can be told without a program."""
        first, *filters = (part.strip() for part in text.split("|"))
        quoted = re.fullmatch(r"""(["'])(.*)\1""", first)
        said = quoted[2] if quoted else self._value(first)
        if said is None:
            return None
        for item in filters:
            name, _, argument = item.partition(":")
            argument = argument.strip()
            if name.strip() in {"prepend", "append"}:
                words = re.fullmatch(r"""(["'])(.*)\1""", argument)
                other = words[2] if words else self._value(argument)
                if other is None:
                    return None
                said = other + said if name.strip() == "prepend" else said + other
            elif name.strip() not in {
                *("relative_url", "absolute_url", "markdownify", "escape", "strip", "bust_file_cache"),
                *("bust_css_cache", "inspirehep_citations", "smartify", "xml_escape", "upcase_first"),
            }:
                return None
        return said

    def _value(self, name: str) -> str | None:
        if name in {"site.baseurl", "base_path", "relative_base", "site.base_url"}:
            return ""
        return text_of(self._tree(name)) or None

    def _tree(self, name: str) -> Tree:
        tree: Tree = Mapping(self._values)
        parts = name.split(".")
        if parts[:2] == ["site", "data"] and len(parts) > 2:
            tree, parts = self._data(parts[2]), parts[3:]
        for part in parts:
            tree = tree.get(part) if isinstance(tree, Mapping) else None
        return tree


def _blocks(text: str) -> list[tuple[int, int]]:
    """Return where each outermost block of *text* begins and ends; one that does not end is no block."""
    found: list[tuple[int, int]] = []
    starts: list[int] = []
    for match in _BREAKING.finditer(text):
        if match["name"] not in _BLOCKS:
            continue
        if not match["end"]:
            starts.append(match.start())
        elif starts:
            start = starts.pop()
            end = text.find("%}", match.end())
            end = len(text) if end < 0 else end + 2
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, end))
    return found
