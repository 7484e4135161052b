"""The settings, in one table: name, type, default, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sphinx_homepage.diagnostics import Code, Problem, report, source_lines
from sphinx_homepage.model.text import Position, Text

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


@dataclass(frozen=True, slots=True)
class Setting:
    """A row of the table."""

    name: str
    types: tuple[type, ...]
    default: Any
    rebuild: Literal["env", "html", ""]
    """What a change of it makes Sphinx do again: read, write, or neither."""
    meaning: str


SETTINGS = (
    Setting(
        "homepage_data",
        (str, list, tuple),
        "",
        "env",
        "The data file, or a list of them, relative to the source directory: YAML or JSON.",
    ),
    Setting(
        "homepage_bibliography",
        (str, list, tuple),
        "",
        "env",
        "The person's .bib file, or a list of them, relative to the source directory: BibTeX or biblatex.",
    ),
    Setting(
        "homepage_bibliography_aliases",
        (dict,),
        {},
        "env",
        'What fields of your own mean: `{"talkurl": "slides"}` gives another field\'s name, and any other '
        'words are the label of a link: `{"dataset_url": "Dataset"}`.',
    ),
    Setting(
        "homepage_me",
        (str, list, tuple, dict),
        "",
        "env",
        "Who among the authors is the person: a name, a list of names, or a mapping with `names`, `orcid` "
        "and `exclude` (citation keys, or names as printed, that are somebody else). By default the names "
        "and the ORCID of the data file.",
    ),
    Setting(
        "homepage_marks",
        (dict,),
        {},
        "env",
        'Other people to mark among the authors: `{"student": ["Ana Petrov"]}` gives each the class '
        "`hp-student`. Names or ORCIDs.",
    ),
    Setting(
        "homepage_coauthors",
        (str,),
        "",
        "env",
        "A YAML file of the co-authors' pages, keyed by ORCID or name; al-folio's `coauthors.yml` as it is.",
    ),
    Setting(
        "homepage_venues",
        (str,),
        "",
        "env",
        "A YAML file of the venues' pages and colours, keyed by their short names; al-folio's `venues.yml` "
        "as it is.",
    ),
    Setting(
        "homepage_synced",
        (str,),
        "synced.yaml",
        "env",
        "The file that `sphinx-homepage sync` writes and builds read, relative to the source directory. "
        'By default it need not exist; `""` reads none.',
    ),
    Setting(
        "homepage_sync_urls",
        (dict,),
        {},
        "",
        'Where `sphinx-homepage sync` finds a service instead of its own address: `{"github": '
        '"https://github.example.org/api/v3"}`. No build looks at it.',
    ),
    Setting(
        "homepage_pdf",
        (dict,),
        {},
        "env",
        'The pages that are also a PDF, and its name in the root of the site: `{"cv": "cv.pdf"}`.',
    ),
    Setting(
        "homepage_pdf_template",
        (str,),
        "classic",
        "",
        "How PDFs look: `classic`, `modern`, `compact`, or a Typst file of your own in the source directory.",
    ),
    Setting(
        "homepage_pdf_settings",
        (dict,),
        {},
        "",
        "What the template is told: `paper`, `font`, `accent`, `margins`, `page_numbers`, `last_updated` and "
        "`photo`.",
    ),
    Setting(
        "homepage_pdf_fonts",
        (str, list, tuple),
        [],
        "",
        "Fonts for PDFs beside those that come along: files or folders in the source directory, and `system` "
        "for those of the machine.",
    ),
    Setting(
        "homepage_pdf_private",
        (bool,),
        False,
        "env",
        "Whether the private fields of `profile` and `contact` stand in PDFs; `-t private` does it for one "
        "build.",
    ),
    Setting(
        "homepage_exports",
        (list, tuple, dict),
        ["bibtex"],
        "env",
        'The files for other programs, by the names of their formats: `["json-resume", "vcard", "bibtex"]`; '
        'or a mapping from each to its file or its options: `{"vcard": {"photo": True}, "text": "me.txt"}`.',
    ),
    Setting(
        "homepage_cloak_email",
        (bool,),
        True,
        "html",
        "Whether e-mail addresses are written as character references, which a browser shows and links "
        "as they are and a simple harvester does not read.",
    ),
    Setting(
        "homepage_check_ignore",
        (str, list, tuple),
        [],
        "",
        "What `sphinx-homepage check` does not speak of, codes or a code and words: "
        '`["long-text", "no-doi:favre2026gaps"]`.',
    ),
    Setting(
        "homepage_check_pages",
        (dict,),
        {},
        "",
        "How many pages the PDFs of pages may have, which `sphinx-homepage check` counts in a built site: "
        '`{"cv": 2}`.',
    ),
)


def add_settings(app: Sphinx) -> None:
    """Register every setting."""
    for setting in SETTINGS:
        app.add_config_value(setting.name, setting.default, setting.rebuild, setting.types)


def files_of(config: Config, setting: str) -> list[Text]:
    """Return the files that *setting* names, relative to the source directory, with their places."""
    names = config[setting]
    names = names if isinstance(names, (list, tuple)) else [names]
    # Where a name is no text, Sphinx has said it.
    return [Text(name, place_of(setting, config, name)) for name in names if name and isinstance(name, str)]


def synced_files(config: Config, srcdir: Path) -> list[Text]:
    """Return the file of synced values in a list, or nothing: only one that is named has to exist."""
    is_named = "homepage_synced" in {*config._raw_config, *config.overrides}
    return [name for name in files_of(config, "homepage_synced") if is_named or Path(srcdir, name).is_file()]


def place_of(setting: str, config: Config, value: str = "") -> Position | None:
    """Return where conf.py gives *setting* the *value*, or None where it does not."""
    path = Path(config._raw_config.get("__file__", ""))
    is_after = False
    for number, line in enumerate(source_lines(path), 1):
        is_after = is_after or line.startswith(setting)
        if is_after and value in line:
            return Position(str(path), number, line.index(value) + 1)
    return None


THEIR_DEFAULTS: dict[str, Any] = {
    "myst_enable_extensions": ["attrs_inline", "colon_fence", "deflist", "dollarmath"],
    # "Cost $5M and $6M" is money.
    "myst_dmath_allow_space": False,
    "myst_dmath_allow_digits": False,
    # The front matter's title is the page's h1.
    "myst_title_to_header": True,
    # "--verbose" and "..." come out as typed; quotes are typographic.
    "smartquotes_action": "q",
}
"""How Sphinx and MyST are set where the person has not set them: what our pages need."""


def set_defaults(app: Sphinx, config: Config) -> None:
    """Give other extensions' settings the values that homepages need, unless the person chose others."""
    chosen = {*config._raw_config, *config.overrides}
    for name, value in THEIR_DEFAULTS.items():
        if name not in chosen:
            config[name] = value
    if "myst_enable_extensions" in chosen:
        ours = THEIR_DEFAULTS["myst_enable_extensions"]
        config.myst_enable_extensions = sorted({*config.myst_enable_extensions, *ours})
    if "latex_engine" not in chosen and config.latex_engine == "pdflatex":
        config.latex_engine = "xelatex"  # The other one stops at a name in another script.
    if "html_title" not in chosen:
        config.html_title = config.project  # A person, not "the documentation of" one.
    if "html_copy_source" not in chosen:
        config.html_copy_source = False
    elif config.html_copy_source:
        message = (
            "html_copy_source publishes every page's source, with comments and addresses, under _sources/; "
            "remove the setting to keep them to yourself"
        )
        report(Problem(Code.COPY_SOURCE, message, place_of("html_copy_source", config)), app.srcdir)
