"""Font files that are none, and what stands in for characters that a face lacks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hongtou.errors import FontError
from hongtou.fonts.choice import FaceChoice
from hongtou.fonts.faces import FREE, Fonts, find, without
from hongtou.layout.styles import Face


@pytest.mark.parametrize("size", [0, 3, 100, 5000, 1_000_000])
def test_a_file_that_is_cut_off_is_no_font(tmp_path: Path, size: int) -> None:
    whole = find(FREE[Face.BODY])
    assert whole
    file = tmp_path / "仿宋.otf"
    file.write_bytes(whole.read_bytes()[:size])
    with pytest.raises(FontError, match=r"仿宋\.otf”读不了：不是字体，或者坏了。请换成完好的"):
        Fonts({"仿宋": FaceChoice(file=file)}).advance(Face.BODY, "公")


@pytest.mark.parametrize("face", Face)
def test_figures_and_signs_have_a_stand_in(face: Face) -> None:
    assert Fonts().missing(face, "₀₉⁰⁹⁺⁻ⁿ☐☑Čł𠮷䶮\u2009") == ""


@pytest.mark.parametrize(
    ("char", "kind"),
    [
        ("\U0001f44d", "表情符号"),
        ("\U0001f600", "表情符号"),
        ("\ue000", "自造字"),
        ("\u0323", "附加在字上的符号"),
        ("ش", "从右往左写的文字"),
        ("א", "从右往左写的文字"),
    ],
)
def test_what_lines_cannot_hold_has_none(char: str, kind: str) -> None:
    assert Fonts().missing(Face.BODY, f"公{char}文") == char
    assert f"“{char}”（U+{ord(char):04X}，{kind}）" in without(char)
