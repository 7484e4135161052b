"""Plain Hugo and Jekyll sites, whose settings say who the person is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_homepage.importing.sites import SITES

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_homepage.importing.found import Found

PAPERMOD = """\
baseURL: "https://sade.example.org/"
title: Notes
params:
  profileMode:
    enabled: true
    title: Sade Okoro
    imageUrl: "images/sade.png"
    subtitle: Roofs and rain
    buttons:
      - name: Posts
        url: posts
      - name: Archive
        url: archives
  socialIcons:
    - name: github
      url: "https://github.com/sade-example"
    - name: email
      url: "mailto:sade@example.org"
    - name: RSS
      url: "index.xml"
"""
MINIMAL_MISTAKES = """\
title: Roofs
locale: "en-US"
name: "Sade Okoro"
url: "https://sade.example.org"
author:
  name: "Sade Okoro"
  avatar: "/assets/images/sade.png"
  bio: "I mend **roofs**."
  location: "Ibadan"
  links:
    - label: "Email"
      url: "mailto:sade@example.org"
    - label: "The guild"
      url: "https://guild.example.org"
"""


def read(folder: Path, files: dict[str, str]) -> Found:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return next(source for source in SITES if source.is_one(folder)).read(folder)


def test_a_front_page_that_is_settings_alone_is_one(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "config.yml": PAPERMOD,
            "static/images/sade.png": "",
            "content/about.md": "---\ntitle: About\n---\nSee [the first](/posts/first/).\n",
            "content/archives.md": "---\ntitle: Archive\nlayout: archives\n---\n",
            "content/posts/first.md": "---\ntitle: First\ndate: 2020-09-15\ntags: [rain]\n---\nIt rained.\n",
        },
    )
    assert found.data["profile"] == {
        "name": "Sade Okoro",
        "headline": "Roofs and rain",
        "image": {"src": "/images/sade.png", "alt": "Sade Okoro"},
    }
    assert found.data["contact"] == {
        "github": "https://github.com/sade-example",
        "email": "sade@example.org",
    }
    assert found.pages["about.md"].endswith("See [the first](/posts/2020/first.md).\n")
    assert found.pages["posts/2020/first.md"].endswith("It rained.\n\n*rain*\n")
    assert [*found.pages] == ["index.md", "posts/2020/first.md", "posts.md", "about.md"]
    said = [note.message for note in found.notes]
    assert 'the button "Archive" leads nowhere here, and is left out' in said
    assert "pages that are not carried over (1): content/archives.md" in said


def test_the_author_in_the_settings_is_the_person_and_posts_come_along(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        {
            "_config.yml": MINIMAL_MISTAKES,
            "assets/images/sade.png": "",
            "index.md": "---\nlayout: home\n---\nWelcome.\n",
            "_pages/about.md": "---\ntitle: About\npermalink: /about/\n---\nI climb.\n",
            "_posts/2020-01-02-hello.md": "---\ntitle: Hello\n---\nHello, {{ site.author.name }}.\n",
            "_drafts/later.md": "---\ntitle: Later\n---\nLater.\n",
        },
    )
    assert found.data["profile"]["name"] == "Sade Okoro"
    assert found.data["contact"]["location"] == "Ibadan"
    assert found.data["contact"]["links"] == [{"label": "The guild", "url": "https://guild.example.org"}]
    assert found.pages["posts/2020/hello.md"].endswith("Hello, Sade Okoro.\n")
    assert found.pages["index.md"].endswith(":::{toctree}\n:hidden:\n\n/about\n/posts\n:::\n")
    assert [note.message for note in found.notes if "not carried over" in note.message] == [
        "pages that are not carried over (1): _drafts/later.md"
    ]
