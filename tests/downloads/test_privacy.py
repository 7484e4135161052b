"""Of a record in which every private value is a word of its own, no byte of the output has any."""

from __future__ import annotations

import itertools
import json
import re

import pytest
from outputs import PNG, unpacked

from sphinx_homepage.exports.formats import FORMATS
from sphinx_homepage.model.sections import SECTIONS


class Tokens:
    """Words that stand nowhere else."""

    def __init__(self):
        self.all = []
        self._numbers = itertools.count(1000)

    def __call__(self):
        self.all.append(f"qzx{next(self._numbers)}xzq")
        return self.all[-1]

    def value(self, model, name):
        """Return what a person may type for a field, with a token in it."""
        token = self()
        match model.form(name).words:
            case "e-mail address" | "e-mail address, or list of them":
                return f"{token}@example.org"
            case "address, or path of a file":
                return f"https://example.org/{token}"
            case "{label: text}":
                return {token: self()}
            case "{src, alt}, or the path alone":
                return {"src": "a.png", "alt": token}
            case "list of {label, url, icon}, or {label: url}":
                return [{"label": token, "url": f"https://example.org/{self()}"}]
            case "{title, url}, or the title alone":
                return {"title": token, "url": f"https://example.org/{self()}"}
            case "list of dates, or of {date, enrollment, ...}":
                return [{"date": "2020", "enrollment": token}]
            case "list of entries":
                return [{model.nested[name].heads[0]: token, "summary": self()}]
            case "a user name, or the profile's address, under the network's name":
                return None
            case "`web` or `pdf`" | "date" | "date, or `present`" | "date, range, or list of them":
                return None
            case words if "list" in words:
                return [token, self()]
        return token


def private_record(token):
    """Return a record with private fields, entries for the PDF alone, ``x-`` keys and names never printed."""
    data = {"x-top": token()}
    for section in SECTIONS.values():
        model = section.entry
        fields = [name for name in model.model_fields if name not in {"private", "only", "id", "kind"}]
        head = {model.heads[0]: "Public"} if model.heads else {"email": "public@example.org"}
        if section.name == "news":
            head = {"date": "2024", "summary": "Public news"}
        if section.is_single:
            kept = {"profile": {"name", "headline"}, "contact": {"email"}}[section.name]
            hidden = {
                name: value
                for name in fields
                if name not in kept and (value := token.value(model, name)) is not None
            }
            data[section.name] = {
                **{name: "Public" for name in kept if name != "email"},
                **head,
                **hidden,
                "private": sorted(hidden),
                "x-note": token(),
            }
            continue
        entries = []
        for name in fields:
            value = token.value(model, name) if name not in head else None
            if value is not None:
                entries.append({**head, name: value, "private": [name], "x-more": token(), "tags": [token()]})
        entries.append({**head, "note": token(), "summary": token(), "only": "pdf"})
        if section.name != "publications":  # Whose list has other options.
            entries.append({**head, "summary": "Kept.", "tags": ["left-out"], "location": token()})
        data[section.name] = entries
    data["profile"]["other_names"] = [token()]
    data["experience"].append(
        {
            "organization": "Public",
            "positions": [
                {"position": token(), "only": "pdf"},
                {"position": "Open", "focus": token(), "private": "focus"},
            ],
            "projects": [{"name": token(), "only": "pdf"}, {"name": "Open", "x-why": token()}],
        }
    )
    return data


def pages(token):
    """Return pages that show every section, and say private things in every way that there is."""
    sections = [name for name in SECTIONS if name not in {"profile", "contact", "publications", "grants"}]
    blocks = "\n".join(
        f"## {name.capitalize()}\n\n:::{{{name}}}\n:exclude-tags: left-out\n:::\n" for name in sections
    )
    exports = " ".join(f"{{export}}`{name}`" for name in FORMATS)
    return {
        "index.md": f"# Public\n\n:::{{profile}}\n:::\n\n:::{{contact}}\n:qr:\n:::\n\n{exports}\n\n{blocks}\n"
        f":::{{publications}}\n:::\n\n% {token()}\n\n<!-- {token()} -->\n\n"
        ":::{toctree}\n:glob:\n*\n:::\n",
        "typed.md": "# Typed\n\n"
        f":::{{award}} Shown\n:amount: {token()}\n:private: [amount]\n:x-a: {token()}\n\n"
        f"Words.\n\n% {token()}\n:::\n\n"
        f":::{{award}} Hidden {token()}\n:only: pdf\n\n{token()}\n:::\n\n"
        f":::{{award}} More\nWords. <!-- {token()} -->\n\n- One <!-- {token()} -->\n:::\n\n"
        f"::::{{experience}} Firm\n:position: P\n:start: 2020\n\nWords.\n\n:::{{awards}}\n- title: In\n"
        f"  amount: {token()}\n  private: amount\n:::\n\n"
        f":::{{project}} {token()}\n:only: pdf\n\n{token()}\n:::\n"
        f"::::\n\n:::{{contact}}\n:email: other@example.org\n:phone: {token()}\n:::\n",
        "only.rst": "Only\n====\n\n.. only:: latex\n\n   .. award:: For books\n      :amount: "
        + token()
        + "\n\n.. award:: Public\n\n   Words.\n\n   .. "
        + token()
        + "\n\n   .. only:: latex\n\n      "
        + token()
        + "\n",
        "draft.md": f"---\ntitle: Draft\ndraft: true\n---\n\n:::{{award}} {token()}\n{token()}\n:::\n",
        "papers.bib": f"@article{{a, title={{Public}}, author={{A, B}}, year=2020, annote={{{token()}}}, "
        f"file={{{token()}}}}}\n@comment{{{token()}}}\n% {token()}\n",
    }


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_no_byte_of_the_output_has_a_private_value(build, builder):
    token = Tokens()
    record = private_record(token)
    site = build(
        {**pages(token), "cv.yaml": json.dumps(record, ensure_ascii=False), "a.png": PNG},
        builder,
        homepage_data="cv.yaml",
        homepage_bibliography="papers.bib",
        homepage_exports={
            name: {"photo": True} if row.options.keys() == {"photo"} else {} for name, row in FORMATS.items()
        },
        homepage_pdf={"typed": "typed.pdf"},
        html_baseurl="https://public.example.org",
    )
    files = [path for path in site.outdir.rglob("*") if path.is_file()]
    assert {row.file for row in FORMATS.values()} <= {path.name for path in files}
    assert len(token.all) > 400
    words = re.compile("|".join(token.all).encode(), re.IGNORECASE)
    found = {
        (path.name, match.decode())
        for path in files
        for _, data in unpacked(path)
        for match in words.findall(data)
        if path.suffix != ".pdf" or match.decode() not in shown_in_pdf(token, site)
    }
    assert found == set()


def shown_in_pdf(token, site):
    """Return what stands on the page that is a PDF with "only: pdf" before it, and nowhere else."""
    typed = (site.srcdir / "typed.md").read_text("utf-8")
    hidden = re.search(r"Hidden (\w+)\n:only: pdf\n\n(\w+)", typed)
    nested = re.search(r"\{project\} (\w+)\n:only: pdf\n\n(\w+)", typed)
    return {*hidden.groups(), *nested.groups()}
