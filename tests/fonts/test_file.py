"""Font files as HarfBuzz reads them: the same widths and ink as fontTools finds, and bad ones are told."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont
from hongtou.errors import FontError
from hongtou.fonts.faces import FaceFile, find

CHARS = "国一口，。“”—0123ABgy·★%"


def found(name: str) -> Path:
    path = find(name)
    assert path
    return path


@pytest.mark.parametrize("name", ["FandolFang-Regular.otf", "FandolSong-Bold.otf", "NotoSerifCJK-Regular.ttc", "DejaVuSerif.ttf"])
def test_widths_and_ink_are_those_that_fonttools_finds(name: str) -> None:
    file = FaceFile(found(name))
    font = TTFont(file.path, fontNumber=file.index)
    names, glyphs, em = font.getBestCmap(), font.getGlyphSet(), font["head"].unitsPerEm
    for char in CHARS:
        assert file.has(char) == (ord(char) in names)
        if not file.has(char):
            continue
        pen = BoundsPen(glyphs)
        glyphs[names[ord(char)]].draw(pen)
        assert file.advance(char) == font["hmtx"][names[ord(char)]][0] / em
        assert file.ink(char) == pytest.approx((pen.bounds[3] / em, pen.bounds[1] / em), abs=1e-6)
    assert file.extents == (font["hhea"].ascent / em, -abs(font["hhea"].descent) / em)


def test_a_space_has_no_ink() -> None:
    assert FaceFile(found("FandolFang-Regular.otf")).ink("　") == (0.0, 0.0)


def test_of_a_collection_the_mainlands_font_is_taken() -> None:
    file = FaceFile(found("NotoSerifCJK-Regular.ttc"))
    assert TTFont(file.path, fontNumber=file.index)["name"].getDebugName(1) == "Noto Serif CJK SC"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"OTTO",
        b"not a font at all, but long enough to be one",
        b"ttcf" + struct.pack(">LL", 0x10000, 4_000_000_000),
        b"ttcf" + struct.pack(">LLL", 0x10000, 1, 4_000_000_000),
        b"OTTO" + struct.pack(">HHHH", 65535, 0, 0, 0),
        b"\0\1\0\0" + struct.pack(">HHHH", 1, 0, 0, 0) + b"head" + struct.pack(">LLL", 0, 4_000_000_000, 4_000_000_000),
    ],
)
def test_what_is_no_whole_font_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.otf").write_bytes(data)
    with pytest.raises(FontError, match=r"字体文件“.*a\.otf”读不了：不是字体，或者坏了。请换成完好的"):
        FaceFile(tmp_path / "a.otf").has("国")


def test_a_font_that_is_cut_off_is_told_wherever_it_is_cut(tmp_path: Path) -> None:
    whole = found("DejaVuSerif.ttf").read_bytes()
    for place in range(0, len(whole), len(whole) // 23):
        (tmp_path / "a.ttf").write_bytes(whole[:place])
        with pytest.raises(FontError, match="不是字体，或者坏了"):
            FaceFile(tmp_path / "a.ttf").advance("A")


def test_a_font_without_a_table_of_characters_is_told(tmp_path: Path) -> None:
    font = TTFont(found("DejaVuSerif.ttf"))
    del font["cmap"]
    font.save(tmp_path / "a.ttf")
    with pytest.raises(FontError, match="不是字体，或者坏了"):
        FaceFile(tmp_path / "a.ttf").has("A")


def test_a_file_is_found_by_a_chinese_name_and_read_after_it_has_moved(tmp_path: Path) -> None:
    path = tmp_path / "本局的 字体.ttf"
    path.write_bytes(found("DejaVuSerif.ttf").read_bytes())
    file = FaceFile(path)
    assert file.has("A")
    path.rename(tmp_path / "别处.ttf")
    assert file.advance("B") == FaceFile(found("DejaVuSerif.ttf")).advance("B")


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FontError, match=r"读不了：.*请换成完好的"):
        FaceFile(tmp_path).has("A")
    with pytest.raises(FontError, match=r"读不了：.*请换成完好的"):
        FaceFile(tmp_path / "no.ttf").has("A")
