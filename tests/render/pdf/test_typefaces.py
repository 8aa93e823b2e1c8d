"""Font files of every kind: what is printed can be seen and copied; what cannot be printed with is told."""

from __future__ import annotations

import io
from importlib.resources import files
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from hongtou import Drawing, Paragraph, spans
from hongtou.errors import FontError
from hongtou.fonts.choice import FaceChoice
from hongtou.fonts.faces import FaceFile, Fonts
from hongtou.layout import lay_out
from hongtou.page import frames
from hongtou.render.pdf import render
from support.samples import simple
from support.typefaces import CHARS, KINDS, blank, collection, truetype


def drawn(path: Path) -> bytes:
    fonts = Fonts({"仿宋": FaceChoice("", path)})
    gongwen = simple(Paragraph(spans(f"{CHARS}。")))
    return render(Drawing(gongwen, lay_out(gongwen, fonts), fonts, (files("hongtou.templates"),)))


@pytest.mark.parametrize("kind", KINDS)
def test_text_of_every_kind_of_font_is_seen_and_copied(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "mine.font"
    KINDS[kind](path)
    data = drawn(path)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (font,) = [font for font in pdf.pages[0].Resources.Font.values() if "Yunzhou" in str(font.BaseFont)]
        assert {"/FontFile2", "/FontFile3"} & set(font.DescendantFonts[0].FontDescriptor.keys())
        assert pdf.check_pdf_syntax() == []
    page = pypdfium2.PdfDocument(data)[0]
    text = page.get_textpage()
    place = text.get_text_range().index(CHARS)
    assert text.get_text_range()[place : place + 4] == f"{CHARS}。"
    picture = page.render(scale=2).to_pil().convert("L")
    for index in range(place, place + len(CHARS)):
        left, bottom, right, top = (value * 2 for value in text.get_charbox(index))
        middle = round((left + right) / 2), round(picture.height - (bottom + top) / 2)
        assert picture.getpixel(middle) == 0, f"{kind}: nothing is drawn at {middle}"


def test_a_font_without_the_characters_leaves_them_to_others(tmp_path: Path) -> None:
    truetype(chars="").save(tmp_path / "mine.ttf")
    data = drawn(tmp_path / "mine.ttf")
    assert f"{CHARS}。" in pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert b"Yunzhou" not in data


def test_a_font_that_draws_nothing_for_the_characters_leaves_them_to_others(tmp_path: Path) -> None:
    blank().save(tmp_path / "mine.ttf")
    data = drawn(tmp_path / "mine.ttf")
    assert b"Yunzhou" not in data
    page = pypdfium2.PdfDocument(data)[0]
    place = page.get_textpage().get_text_range().index(CHARS)
    left, bottom, right, top = (round(value) for value in page.get_textpage().get_charbox(place))
    picture = page.render(scale=1).to_pil().convert("L")
    assert picture.crop((left, round(page.get_height()) - top, right, round(page.get_height()) - bottom)).getextrema()[0] < 128


def test_of_a_collection_without_a_font_of_the_mainland_the_first_is_taken(tmp_path: Path) -> None:
    collection(tmp_path / "mine.ttc")
    file = FaceFile(tmp_path / "mine.ttc")
    assert (file.index, file.has("公")) == (0, True)


@pytest.mark.parametrize("table", ["cmap", "head", "hhea", "hmtx", "maxp"])
def test_a_font_that_lacks_what_every_font_has_is_told(tmp_path: Path, table: str) -> None:
    truetype().save(tmp_path / "mine.ttf")
    with TTFont(tmp_path / "mine.ttf", lazy=True) as font:
        tags = [tag for tag in font.keys() if tag not in {table, "GlyphOrder"}]  # noqa: SIM118 - it is no mapping
        _write(tmp_path / "less.ttf", {tag: font.getTableData(tag) for tag in tags})
    with pytest.raises(FontError, match=r"less\.ttf”读不了：不是字体，或者坏了。请换成完好的"):
        drawn(tmp_path / "less.ttf")


def _write(path: Path, tables: dict[str, bytes]) -> None:
    from fontTools.ttLib.sfnt import SFNTWriter

    with path.open("w+b") as file:
        writer = SFNTWriter(file, len(tables))
        for tag, data in tables.items():
            writer[tag] = data
        writer.close()


@pytest.mark.parametrize(
    ("allowed", "is_told"),
    [(0, ""), (0x0002, "不许把它嵌入"), (0x0004, ""), (0x0008, ""), (0x0100, "不许截取"), (0x0200, "点阵")],
)
def test_what_a_fonts_maker_allows_is_kept_to(tmp_path: Path, allowed: int, is_told: str) -> None:
    font = truetype()
    font["OS/2"].fsType = allowed
    font.save(tmp_path / "mine.ttf")
    if not is_told:
        assert b"%PDF" in drawn(tmp_path / "mine.ttf")
        return
    with pytest.raises(FontError, match=rf"mine\.ttf.*{is_told}.*换一个"):
        drawn(tmp_path / "mine.ttf")


def test_a_font_of_bitmaps_alone_is_told(tmp_path: Path) -> None:
    font = truetype()
    del font["glyf"], font["loca"]
    font.save(tmp_path / "mine.ttf")
    with pytest.raises(FontError, match=r"mine\.ttf.*没有字的轮廓（只有点阵），不能印刷.*换一个"):
        drawn(tmp_path / "mine.ttf")


def test_two_thousand_pages_are_written() -> None:
    """As many as the layout makes: see PAGES_MAX there."""
    fonts = Fonts()
    gongwen = simple(*(Paragraph(spans("国" * 27)) for _ in range(120)))
    plan = lay_out(gongwen, fonts)
    some = list(frames(plan, fonts))
    from hongtou.render.pdf.document import write

    pages = [some[number % len(some)] for number in range(2000)]
    with pikepdf.open(io.BytesIO(write(gongwen, pages))) as pdf:
        assert len(pdf.pages) == 2000
        assert pdf.check_pdf_syntax() == []
