"""Colours become six digits, with letters that can be read on them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_homepage.model.colors import ColorError, read_color


@pytest.mark.parametrize(
    ("typed", "value", "ink", "contrast"),
    [
        ("#00369f", "#00369f", "#ffffff", 10.35),
        ("#FFF", "#ffffff", "#000000", 21.0),
        (" Navy ", "#000080", "#ffffff", 16.01),
        ("gold", "#ffd700", "#000000", 14.97),
        ("#777777", "#777777", "#000000", 4.69),
    ],
)
def test_a_name_or_a_number_is_a_colour(typed, value, ink, contrast):
    color = read_color(typed)
    assert (color.value, color.ink, round(color.contrast, 2)) == (value, ink, contrast)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("nawy", '"nawy" is not a colour; did you mean "navy"?'),
        (
            "red; background: url(//example.org)",
            '"red; background: url(//example.org)" is not a colour; write it like #00369f or navy',
        ),
        ("rgb(0, 0, 0)", '"rgb(0, 0, 0)" is not a colour; write it like #00369f or navy'),
        ("#00369f80", '"#00369f80" is not a colour; write it like #00369f or navy'),
        ("#fff\n}", '"#fff }" is not a colour; write it like #00369f or navy'),
        ("", '"" is not a colour; write it like #00369f or navy'),
    ],
)
def test_anything_else_is_none(typed, message):
    with pytest.raises(ColorError) as raised:
        read_color(typed)
    assert str(raised.value) == message


@given(st.integers(0, 0xFFFFFF))
def test_letters_can_be_read_on_every_colour(number):
    assert read_color(f"#{number:06x}").contrast > 4.58
