"""The person's own translations (``locale_dirs``), for what is made of the record and not of pages' nodes."""

from __future__ import annotations

import re
from contextlib import suppress
from gettext import translation
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from docutils import nodes
from sphinx.util.i18n import docname_to_domain
from sphinx.util.nodes import extract_messages

from sphinx_homepage.model.dates import Written
from sphinx_homepage.model.parts import Fields
from sphinx_homepage.model.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from gettext import NullTranslations

    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    Translate: TypeAlias = "Callable[[str], str]"

_Fields = TypeVar("_Fields", bound=Fields)

_BETWEEN_PARAGRAPHS = re.compile(r"(\n\s*\n)")


def translation_of(env: BuildEnvironment) -> Translate | None:
    """Return what translates the texts of the page that is read, if there is a catalogue for it."""
    own: Any = env.current_document
    if "homepage_translation" not in own:
        own["homepage_translation"] = _translation(env.config, Path(env.srcdir), env.docname)
    found: Translate | None = own["homepage_translation"]
    return found


def _translation(config: Config, srcdir: Path, docname: str) -> Translate | None:
    if not config.language or not config.locale_dirs:
        return None
    languages = [*dict.fromkeys((config.language, config.language.partition("_")[0]))]
    domain = docname_to_domain(docname, config.gettext_compact)
    found: list[NullTranslations] = []
    for folder in config.locale_dirs:
        with suppress(OSError):
            # Not by Sphinx's own function: that makes one longer chain of them with every page.
            found.append(translation(domain, Path(srcdir, folder), languages))
    for one in found[1:]:
        found[0].add_fallback(one)
    return found[0].gettext if found else None


def translated(entry: _Fields, translate: Translate | None) -> _Fields:
    """Return *entry* with its texts as the page shows them."""
    if translate is None:
        return entry
    values = {name: value for name, value in entry.__dict__.items() if value is not None}
    changes = {name: _value(value, translate) for name, value in values.items()}
    if "details" in changes:
        changes["details"] = {_text(label, translate): words for label, words in changes["details"].items()}
    return entry.model_copy(update=changes)


def _value(value: Any, translate: Translate) -> Any:
    if isinstance(value, Fields):
        return translated(value, translate)
    if type(value) is tuple:
        return tuple(_value(part, translate) for part in value)
    if isinstance(value, dict):
        return {key: _value(part, translate) for key, part in value.items()}
    if isinstance(value, Written):
        return Written(_text(value.text, translate))
    return Text(_text(value, translate), value.position) if type(value) is Text else value


def _text(text: str, translate: Translate) -> str:
    """Return a text whose paragraphs are translated one by one, as a page's are."""
    parts = _BETWEEN_PARAGRAPHS.split(text)
    return "".join(_paragraph(part, translate) if part.strip() else part for part in parts)


def _paragraph(words: str, translate: Translate) -> str:
    source = nodes.paragraph(words)
    source.source = words  # Sphinx looks whether there is any.
    for _, message in extract_messages(source):
        if (found := translate(message)) != message:
            return found
    return words
