"""``sphinx-homepage sync``: asks services for citation counts, stars, DOIs and new papers."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sphinx_homepage.diagnostics import did_you_mean, printable, shown

if TYPE_CHECKING:
    import argparse
    import datetime

    from sphinx_homepage.model.synced import Synced
    from sphinx_homepage.sync.client import Clock
    from sphinx_homepage.sync.wanted import Wanted

_SERVICES: Final = {
    "crossref": "DOIs that your papers lack, as suggestions",
    "github": "the stars of your projects",
    "openalex": "how often your papers are cited",
    "orcid": "works that your files lack, as suggestions",
}
_SUGGESTIONS: Final = "suggested.bib"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the services, and how to ask them."""
    known = "; ".join(f"{name}: {what}" for name, what in _SERVICES.items())
    parser.add_argument("services", nargs="*", metavar="SERVICE", help=known)
    parser.add_argument("--site", type=Path, default=Path(), metavar="DIR", help="the folder of conf.py")
    parser.add_argument(
        "--mailto",
        default="",
        metavar="ADDRESS",
        help="tell Crossref this e-mail address, which it asks for; nobody gets it otherwise",
    )
    parser.add_argument("--base-url", default="", metavar="URL", help="another address of the one service")
    parser.add_argument(
        "--dismiss",
        action="append",
        default=[],
        metavar="DOI",
        help="never suggest this again: a DOI, or orcid: and a number, as suggestions have it; repeatable",
    )
    parser.add_argument("--dry-run", action="store_true", help="ask, say what would change, write nothing")


def run(given: argparse.Namespace, clock: Clock | None = None) -> int:
    """Ask each service; return 1 where one has failed, 2 where nothing could be asked."""
    from importlib.util import find_spec

    services = [*dict.fromkeys(given.services)]
    for service in services:
        if service not in _SERVICES:
            hint = did_you_mean(service, _SERVICES) or f"; it has {', '.join(_SERVICES)}"
            return _wrong(f'there is no service "{shown(service)}"{hint}')
    if not services and not given.dismiss:
        return _wrong(f"name a service: {', '.join(_SERVICES)}")
    if services and find_spec("httpx") is None:
        return _wrong("sync needs httpx; install it with: python -m pip install 'sphinx-homepage[sync]'")
    from sphinx_homepage.model.values import is_email
    from sphinx_homepage.sync.wanted import SiteError, read_site

    if given.base_url and len(services) > 1:
        return _wrong("--base-url is the address of one service, and more are named")
    if given.mailto and not (given.mailto.isascii() and is_email(given.mailto)):
        return _wrong(f'"{shown(given.mailto)}" is no e-mail address')
    try:
        wanted = read_site(given.site.resolve())
        run_ = _Run(wanted, given, clock)
        run_.prepare(services)
        run_.dismiss(given.dismiss)
    except (SiteError, _RefusedError) as error:
        return _wrong(str(error))
    statuses = [run_.ask(service) for service in services]
    return max(statuses, default=0)


def _wrong(message: str) -> int:
    sys.stderr.write(f"sphinx-homepage sync: {printable(message)}\n")
    return 2


class _RefusedError(Exception):
    """What stands in the way of asking anybody."""


class _Run:
    """One use of the command."""

    def __init__(self, wanted: Wanted, given: argparse.Namespace, clock: Clock | None) -> None:
        from sphinx_homepage.sync.client import Clock

        self.wanted = wanted
        self.given = given
        self.clock = clock or Clock()
        self.path = Path()
        self.suggestions = Path(wanted.srcdir, _SUGGESTIONS)
        self.addresses: dict[str, str] = {}
        self.before: Synced

    @property
    def today(self) -> datetime.date:
        """The day, as it is in Greenwich: the same on every machine."""
        import datetime

        return datetime.datetime.fromtimestamp(self.clock.today(), datetime.UTC).date()

    def prepare(self, services: list[str]) -> None:
        """Look whether all that is needed is there, before anything leaves this machine."""
        from sphinx_homepage.diagnostics import Code
        from sphinx_homepage.model.synced import Synced
        from sphinx_homepage.model.text import Text
        from sphinx_homepage.sources.paths import inside
        from sphinx_homepage.sources.synced import load_synced
        from sphinx_homepage.sync.client import AddressError, checked_address
        from sphinx_homepage.sync.files import is_ours
        from sphinx_homepage.sync.services import ASKED

        name = self.wanted.config.homepage_synced
        if not name:
            raise _RefusedError('homepage_synced is "", so that builds read no file; take it out of conf.py')
        file = inside(self.wanted.srcdir, name)
        if file is None:
            raise _RefusedError(f'homepage_synced names "{shown(name)}", which leaves the source directory')
        self.path = file
        for problem in self.wanted.problems:
            if problem.code in {Code.FILE_MISSING, Code.FILE_OUTSIDE} and "homepage_" in problem.message:
                # What is not there would be taken for what the person has taken out.
                raise _RefusedError(problem.message)
        files = [self.path, *([self.suggestions] if "orcid" in services else [])]
        for path in files:
            if not is_ours(path):
                raise _RefusedError(f'"{path}" is not of sync and stays as it is; move it out of the way')
        self.before = Synced()
        if self.path.is_file():
            self.before, problems = load_synced(Text(name), self.wanted.srcdir)
            for problem in problems:
                line = f":{problem.position.line}" if problem.position else ""
                raise _RefusedError(f"{self.path}{line}: {problem.message}; then run sync again")
        urls = self.wanted.config.homepage_sync_urls
        for key in urls:
            if key not in ASKED:
                raise _RefusedError(f'homepage_sync_urls has no "{shown(str(key))}"; use {", ".join(ASKED)}')
        for service in services:
            try:
                url = self.given.base_url or str(urls.get(service, "")) or ASKED[service].address
                self.addresses[service] = checked_address(url)
            except AddressError as error:
                raise _RefusedError(str(error)) from None

    def dismiss(self, typed: list[str]) -> None:
        """Take what is typed out of the suggestions, for good."""
        from sphinx_homepage.model.synced import suggestion_id
        from sphinx_homepage.sync.changes import SUGGESTING, changes, without
        from sphinx_homepage.sync.files import is_ours
        from sphinx_homepage.sync.services import Answers

        names = {name: suggestion_id(name) for name in typed}
        for name, known in names.items():
            if known is None:
                message = f'"{shown(name)}" is no suggestion; --dismiss takes a DOI, or orcid: and a number'
                raise _RefusedError(message)
        after = without(self.before, self.before.dismissed.union(filter(None, names.values())))
        if after != self.before:
            for service in SUGGESTING:
                for change in changes(self.before, after, service, Answers()):
                    sys.stdout.write(printable(f"  {change.sign} {change.key}: {change.words}") + "\n")
            self._write("orcid" if self.suggestions.is_file() and is_ours(self.suggestions) else "", after)
            self.before = after
        self.wanted.dismissed = self.before.dismissed

    def ask(self, service: str) -> int:
        """Ask *service*, write what it says, and say what has changed."""
        from sphinx_homepage.sync.changes import changes, joined, summary
        from sphinx_homepage.sync.services import ASKED, Answers, client_for

        if missing := self._nothing_to_ask(service):
            self._say(service, missing)
            if service == "orcid" or not self.before.of(service):
                return 1 if service == "orcid" else 0
        answers = Answers()
        if not missing:
            with client_for(
                service,
                self.addresses[service],
                lambda words: self._say(service, words),
                self.given.mailto,
                self.clock,
            ) as client:
                ASKED[service].ask(self.wanted, client, answers)
        if not self.wanted.is_whole:
            answers.kept |= self.before.of(service).keys()
        after = joined(self.before, service, answers, self.today)
        found = [*changes(self.before, after, service, answers)]
        for failure in answers.failures:
            self._say(service, failure)
        key = ASKED[service].key
        if key and not os.environ.get(key) and any(" 429 " in failure for failure in answers.failures):
            self._say(service, f"a key in the environment variable {key} allows more questions")
        for change in found:
            sys.stdout.write(printable(f"  {change.sign} {change.key}: {change.words}") + "\n")
        sys.stdout.write(f"{summary(service, after, found)}\n")
        if answers.has_answered or not answers.failures:
            self._write(service, after)
        self.before = after
        return 1 if answers.failures else 0

    def _nothing_to_ask(self, service: str) -> str:
        if service == "openalex" and not self.wanted.dois:
            return "no paper has a DOI to ask for"
        if service == "github" and not self.wanted.repositories:
            return "no project has a repository on github.com to ask for"
        if service == "orcid" and not self.wanted.orcid:
            return "whose works? put your orcid into contact, or into homepage_me"
        return ""

    def _write(self, service: str, after: Synced) -> None:
        from sphinx_homepage.sync.files import to_bib, to_yaml, write

        texts = {self.path: to_yaml(after)}
        if service == "orcid":
            works = {key: known.value for key, known in after.of("orcid").items()}
            texts[self.suggestions] = to_bib(works)
        for path, text in texts.items():
            name = path.relative_to(self.wanted.srcdir)
            if self.given.dry_run:
                sys.stdout.write(f"Not written: {name}\n")
            elif write(path, text):
                sys.stdout.write(f"Wrote {name}\n")

    def _say(self, service: str, words: str) -> None:
        sys.stderr.write(f"{service}: {printable(words)}\n")
        sys.stderr.flush()
