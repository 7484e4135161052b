"""The colours of code in our own theme: few, and all of them readable on its two grounds."""

from __future__ import annotations

from typing import ClassVar

from pygments.style import Style
from pygments.token import Comment, Error, Generic, Keyword, Literal, Name, Number, String, Token


def _styles(muted: str, text: str, number: str, name: str, wrong: str) -> dict[object, str]:
    return {
        Token: "",
        Comment: f"italic {muted}",
        Keyword: "bold",
        Keyword.Constant: f"nobold {number}",
        Name.Tag: "bold",
        Name.Class: name,
        Name.Decorator: muted,
        Name.Exception: name,
        Name.Function: name,
        String: text,
        String.Doc: f"italic {muted}",
        Number: number,
        Literal: number,
        Generic.Deleted: wrong,
        Generic.Emph: "italic",
        Generic.Heading: "bold",
        Generic.Inserted: text,
        Generic.Output: muted,
        Generic.Prompt: muted,
        Generic.Strong: "bold",
        Generic.Traceback: wrong,
        Error: wrong,
    }


class Light(Style):  # type: ignore[misc]
    """On a light ground."""

    background_color = "#f4f1ec"
    styles: ClassVar = _styles("#64605a", "#2f6136", "#8a4b08", "#1f5487", "#a3231a")


class Dark(Style):  # type: ignore[misc]
    """On a dark ground."""

    background_color = "#211f1d"
    styles: ClassVar = _styles("#aaa49a", "#9ecb9a", "#e5b567", "#92bde8", "#f29a8e")
