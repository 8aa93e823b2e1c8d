"""The PDF as a program reads it: sound, with its text, its structure, its fonts; the same from several threads."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from fidelity.corpus import across, basic, headed, sealed
from hongtou import Drawing, Gongwen, Paragraph, Picture, spans
from hongtou.errors import FontError, InputError
from hongtou.fonts.choice import FaceChoice
from hongtou.fonts.faces import FaceFile, Fonts, find
from hongtou.layout import lay_out
from hongtou.page import frames, subset
from hongtou.render.pdf import render, render_archival
from PIL import Image, ImageFile
from support.samples import filler, simple, whole

FONTS = Fonts()
SAMPLES = {"whole": whole(), "sealed": sealed(2), "headed": basic(headed()), "landscape": basic([across(30)])}


def drawing(gongwen: Gongwen, fonts: Fonts = FONTS) -> Drawing:
    return Drawing(gongwen, lay_out(gongwen, fonts), fonts, (files("hongtou.templates"),))


def line(written: str) -> Gongwen:
    return simple(Paragraph(spans(written)))


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("render", [render, render_archival])
def test_a_file_is_sound(name: str, render: Any) -> None:
    with opened(render(drawing(SAMPLES[name]))) as pdf:
        assert pdf.check_pdf_syntax() == []


def plain(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", ["whole", "sealed", "headed"])
def test_text_is_read_out_as_it_was_written_and_in_order(name: str, tmp_path: Path) -> None:
    work = drawing(SAMPLES[name])
    data = render(work)
    wanted = [plain("".join(one.text for one in (*page.texts, *page.folio))) for page in frames(work.plan, FONTS)]
    document = pypdfium2.PdfDocument(data)
    assert [plain(page.get_textpage().get_text_range()) for page in document] == wanted
    (tmp_path / "a.pdf").write_bytes(data)
    raw = subprocess.run(["pdftotext", "-raw", tmp_path / "a.pdf", "-"], capture_output=True, text=True, check=True)
    assert [plain(page) for page in raw.stdout.split("\f")][:-1] == wanted


def kids(node: Any) -> Iterator[Any]:
    for kid in node.get("/K", []):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid


def shape(node: Any) -> Any:
    name = str(node.S)[1:]
    below = [shape(kid) for kid in kids(node)]
    return (name, below) if below else name


def test_the_structure_tells_titles_headings_tables_and_pictures() -> None:
    with opened(render(drawing(whole()))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        (document,) = pdf.Root.StructTreeRoot.K
        _, parts = shape(document)
        assert parts[:6] == ["P", "P", "P", "P", "P", "H1"]
        assert [part for part in parts if str(part).startswith("H")][1:3] == ["H2", "H4"]
        (table,) = [part for part in parts if not isinstance(part, str)]
        assert table[0] == "Table"
        assert table[1][0] == ("TR", ["TH", "TH", "TH"])
        assert table[1][1] == ("TR", ["TD"])
        assert table[1][2] == ("TR", ["TD", "TD", "TD"])
    with opened(render(drawing(sealed(1)))) as pdf:
        figures = [kid for kid in kids(pdf.Root.StructTreeRoot.K[0]) if kid.S == "/Figure"]
        assert [str(figure.Alt) for figure in figures] == ["党委"]


def test_every_marked_piece_has_its_place_in_the_structure() -> None:
    with opened(render(drawing(SAMPLES["headed"]))) as pdf:
        rows = pdf.Root.StructTreeRoot.ParentTree.Nums
        for page in pdf.pages:
            told = page.Contents.read_bytes().count(b"/MCID")
            row = rows[2 * int(page.StructParents) + 1]
            assert len(row) == told
            assert all(item.Type == "/StructElem" for item in row)


def with_body(file: Path) -> Fonts:
    return Fonts({"仿宋": FaceChoice("", file)})


def test_a_truetype_font_is_embedded_as_such() -> None:
    found = find("DejaVuSerif.ttf")
    assert found
    data = render(drawing(line("Aé中1。"), with_body(found)))
    with opened(data) as pdf:
        fonts = [font for font in pdf.pages[0].Resources.Font.values() if "DejaVuSerif" in str(font.BaseFont)]
        (font,) = fonts
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        assert font.DescendantFonts[0].Subtype == "/CIDFontType2"
    assert "Aé中1。" in pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()


def test_characters_that_share_a_glyph_are_copied_as_written() -> None:
    fang = find("FandolFang-Regular.otf")
    assert fang
    shared = shared_glyphs(FaceFile(fang))
    assert len(shared) > 1
    assert len(subset(FaceFile(fang), shared).layers) == len(shared)
    data = render(drawing(line(f"甲{shared}乙")))
    assert f"甲{shared}乙" in pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()


def shared_glyphs(file: FaceFile) -> str:
    """Characters of a font that are one glyph, and visible."""
    from fontTools.ttLib import TTFont

    by_name: dict[str, str] = {}
    for code, name in TTFont(file.path).getBestCmap().items():
        if 0x4E00 <= code < 0xFF00 or code < 0x3000:
            by_name[name] = by_name.get(name, "") + (chr(code) if chr(code).isprintable() and not chr(code).isspace() else "")
    return max(by_name.values(), key=len)


def test_a_damaged_font_is_told(tmp_path: Path) -> None:
    source = find("DejaVuSerif.ttf")
    assert source
    (tmp_path / "mine.ttf").write_bytes(source.read_bytes()[:4000])
    with pytest.raises(FontError, match=r"mine\.ttf.*不是字体，或者坏了"):
        render(drawing(line("A。"), with_body(tmp_path / "mine.ttf")))


def test_several_threads_write_what_one_does() -> None:
    works = [drawing(gongwen) for gongwen in SAMPLES.values()] * 6
    alone = [render(work) for work in works[:4]]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(render, works)) == alone * 6


def test_many_documents_in_one_process_are_the_same_bytes() -> None:
    work = drawing(simple(*filler(3)))
    first = render(work)
    assert {render(work) for _ in range(45)} == {first}


@pytest.mark.parametrize("content", [b"", b"words", b"\x89PNG\r\n\x1a\n", "JPEG", "cut"])
def test_a_picture_of_a_plugin_that_is_none_is_told_by_name(content: bytes | str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does
    work = drawing(sealed(1))
    if isinstance(content, str):
        target = io.BytesIO()
        Image.new("RGB", (90, 90), "red").save(target, "JPEG" if content == "JPEG" else "PNG")
        content = target.getvalue() if content == "JPEG" else target.getvalue()[:-40]
    wrong = tuple(replace(one, picture=Picture("示意图.png", content, 20, 20)) for one in work.plan.pictures)
    with pytest.raises(InputError, match=r"“示意图\.png”不是完好的 PNG 图片。请用图像软件打开，重新另存为 PNG"):
        render(replace(work, plan=replace(work.plan, pictures=wrong)))
