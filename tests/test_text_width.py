"""How wide a text is where no font says so."""

import pytest
from hongtou.text_width import cell_width, zi_width


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", 0),
        ("通知", 4),
        ("2026年", 6),
        ("“十四五”——", 14),
        ("CO₂ m²", 6),
        ("３×５", 6),
        ("β受体", 6),
        ("ﾊﾝｶｸ", 4),
    ],
)
def test_a_zi_is_two_cells_wide_and_a_letter_one(text: str, cells: int) -> None:
    assert cell_width(text) == cells
    assert zi_width(text) == cells / 2


def test_a_character_beyond_the_basic_plane_is_one() -> None:
    assert cell_width("𠮷") == 2
