"""``sphinx-homepage init``: a new site in a folder, from a few answers or from a record that there is."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from sphinx_homepage.importing.found import Found
    from sphinx_homepage.scaffold.site import Plan


class Question(NamedTuple):
    """Something that a new site can say, which is asked for and is a flag."""

    name: str
    """The field, and the flag with hyphens."""
    words: str
    """What is asked."""
    meaning: str
    """What the flag's help says."""


QUESTIONS: Final = (
    Question("name", "Your name", "your name"),
    Question(
        "role", "What you are, such as Structural engineer", "what you are, such as Structural engineer"
    ),
    Question("location", "Town", "where you are, such as Enugu, Nigeria"),
    Question("email", "E-mail", "your e-mail address, which the site shows"),
    Question("orcid", "ORCID iD", "your ORCID iD"),
    Question("google_scholar", "Google Scholar user", "your Google Scholar profile"),
    Question("github", "GitHub user", "your user name on GitHub"),
    Question("linkedin", "LinkedIn user", "your user name on LinkedIn"),
    Question("url", "The site's address, if you know it", "the address the site will have"),
)
_INTERRUPTED: Final = 130
"""What shells say of a program that Ctrl-C ended."""


class UsageError(Exception):
    """What was asked for cannot be done; the message says what can."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the folder, the answers as flags, and a record to start from."""
    parser.add_argument("folder", type=Path, help="the folder of the new site, such as my-site")
    parser.add_argument(
        "--yes", "-y", action="store_true", help="ask nothing; what no flag says becomes a placeholder"
    )
    for question in QUESTIONS:
        flag = f"--{question.name.replace('_', '-')}"
        parser.add_argument(flag, metavar="TEXT", help=question.meaning)
    parser.add_argument(
        "--profile",
        action="append",
        default=[],
        metavar="NETWORK=USER",
        help="another profile, such as mastodon=@you@example.org; may be given again",
    )
    parser.add_argument(
        "--from", dest="source", type=Path, metavar="FILE", help="start from a record or a site that you have"
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="write into a folder that is not empty; a file that is replaced is kept as .bak",
    )


def run(given: argparse.Namespace) -> int:
    """Write the site, and say what to do next."""
    from sphinx_homepage.scaffold.site import FolderError

    try:
        return _write(given)
    except (UsageError, FolderError) as error:
        _complain(str(error))
        return 2
    except OSError as error:
        _complain(f"{error.filename or given.folder}: {error.strerror or error}")
        return 1
    except (KeyboardInterrupt, EOFError):
        print("\nStopped.", file=sys.stderr)
        return _INTERRUPTED


def _write(given: argparse.Namespace) -> int:
    from sphinx_homepage.scaffold.placeholders import INTRODUCTION
    from sphinx_homepage.scaffold.site import check_folder, plan_site

    folder: Path = given.folder
    answers = {question.name: getattr(given, question.name) for question in QUESTIONS}
    answers = {name: _checked(name, value) for name, value in answers.items() if value is not None}
    profiles = dict(map(_profile, given.profile))
    if given.source is not None:
        found = _with_answers(_read(given.source), answers, profiles)
        plan = plan_site(folder, found, force=given.force)
    else:
        check_folder(folder, force=given.force)  # Before anybody has answered for nothing.
        if not given.yes:
            answers |= _ask([question for question in QUESTIONS if question.name not in answers])
        found = _new(answers, profiles)
        plan = plan_site(folder, found, force=given.force, introduction=INTRODUCTION)
    _finish(plan, found)
    return 0


def _new(answers: dict[str, str], profiles: dict[str, str]) -> Found:
    from sphinx_homepage.scaffold.first_record import first_record

    found = first_record(answers.get("name", ""), answers.get("role", ""), _contact(answers, profiles))
    return _with_address(found, answers)


def _with_answers(found: Found, answers: dict[str, str], profiles: dict[str, str]) -> Found:
    """Return what was *found* with the answers in the places of what it says."""
    from sphinx_homepage.scaffold.literals import markdown

    own = {
        field: markdown(answers[name])
        for name, field in (("name", "name"), ("role", "headline"))
        if answers.get(name)
    }
    for section, fields in (("profile", own), ("contact", _contact(answers, profiles))):
        if fields:
            found.data[section] = {**(found.data.get(section) or {}), **fields}
    return _with_address(found, answers)


def _with_address(found: Found, answers: dict[str, str]) -> Found:
    if answers.get("url"):
        found.settings["html_baseurl"] = answers["url"]
    return found


def _contact(answers: dict[str, str], profiles: dict[str, str]) -> dict[str, str]:
    from sphinx_homepage.scaffold.literals import markdown

    fields = {name: value for name, value in answers.items() if value and name not in {"name", "role", "url"}}
    if "location" in fields:
        fields["location"] = markdown(fields["location"])
    return fields | profiles


# What is typed


def _ask(questions: list[Question]) -> dict[str, str]:
    if not sys.stdin.isatty():
        raise UsageError(
            "there is no terminal to ask in; add --yes, and what you want to say as flags, such as "
            '--name "Amara Okafor" --role "Structural engineer"'
        )
    print("Enter leaves a question out; everything can be changed later.\n")
    answers = {}
    for question in questions:
        while True:
            try:
                answer = _checked(question.name, input(f"{_styled(question.words, '1')}: "))
            except UsageError as error:
                _complain(str(error))
                continue
            break
        if answer:
            answers[question.name] = answer
    print()
    return answers


def _checked(name: str, typed: str) -> str:
    """Return an answer on one line, if it is one."""
    text = " ".join(typed.encode("utf-8", errors="replace").decode().split())
    if not text or name in {"name", "role", "location"}:
        return text
    if name == "email":
        from sphinx_homepage.model.values import is_email

        if not is_email(text):
            raise UsageError(f'"{text}" is not an e-mail address, such as you@example.org')
    elif name == "url":
        from urllib.parse import urlsplit

        parts = urlsplit(text)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise UsageError(f'"{text}" is not an address, such as https://you.example.org/')
        return text if text.endswith("/") else f"{text}/"
    else:
        _check_profile(name, text)
    return text


def _check_profile(network: str, user: str) -> None:
    from sphinx_homepage.model.networks import ProfileError, profile_url

    try:
        profile_url(network, user)
    except ProfileError as error:
        raise UsageError(str(error)) from None


def _profile(typed: str) -> tuple[str, str]:
    from sphinx_homepage.model.networks import find_network

    name, equals, user = typed.partition("=")
    network = find_network(name)
    if not equals or network is None:
        raise UsageError(f'--profile takes NETWORK=USER with a network that is known, not "{typed}"')
    return network.key, _checked(network.key, user)


def _read(path: Path) -> Found:
    """Read a record or a site of another program."""
    if not path.exists():
        raise UsageError(f"there is no {path}")
    from sphinx_homepage import importing

    read: Callable[[Path], Found] | None = getattr(importing, "read", None)
    if read is None:
        raise UsageError("this installation cannot read other programs' records; start without --from")
    try:
        return read(path)
    except ValueError as error:
        raise UsageError(f"{path}: {error}") from None


# What is said


def _finish(plan: Plan, found: Found) -> None:
    written = plan.write()
    names = {str(path.relative_to(plan.folder).as_posix()) for path in written}
    print(f"{_styled('Wrote', '1;32')} {len(names)} files into {plan.folder}:")
    for name in sorted(names):
        kept = " (what was there is kept beside it, as .bak)" if name in plan.replaced else ""
        print(f"  {name}{kept}")
    if found.notes:
        print(f"\n{len(found.notes)} things to look at:")
        for note in found.notes:
            place = f"{note.file}:{note.line}" if note.line else note.file
            print(f"  {place}: {note.message}")
    build = "python -m sphinx -d _build/doctrees . _site"
    here = plan.folder.resolve() == Path.cwd().resolve()
    commands: tuple[str, str] = (
        (build, "python -m http.server -d _site") if here else (f"cd {_quoted(plan.folder)}", build)
    )
    print(f"\n{_styled('Next:', '1')}\n\n  {commands[0]}\n  {commands[1]}\n")
    print(
        f"The site is then {plan.folder / '_site' / 'index.html'}; the build names what is left to fill in."
    )


def _quoted(path: Path) -> str:
    return f'"{path}"' if os.name == "nt" and " " in str(path) else shlex.quote(str(path))


def _styled(text: str, code: str) -> str:
    is_colored = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return f"\033[{code}m{text}\033[0m" if is_colored else text


def _complain(message: str) -> None:
    print(f"sphinx-homepage init: {message}", file=sys.stderr)
