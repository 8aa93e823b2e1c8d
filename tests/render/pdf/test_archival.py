"""PDF/A-2, by its structure; and the previews."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import docx
import pikepdf
import pypdfium2
import pytest
from fidelity.corpus import basic, headed, sealed
from hongtou import Content, Drawing, Gongwen, Paragraph, spans
from hongtou.draft import PictureLine
from hongtou.fonts.choice import FaceChoice
from hongtou.fonts.faces import Fonts
from hongtou.intake.text.body import parse_body
from hongtou.layout import lay_out
from hongtou.render import docx as word
from hongtou.render import pdf, png
from PIL import Image, ImageChops
from support import accessible
from support.archival import faults, level
from support.measure import Paper
from support.samples import filler, simple, whole
from support.typefaces import truetype

FONTS = Fonts()
SAMPLES = {"whole": whole(), "sealed": sealed(2), "headed": basic(headed())}


def drawing(gongwen: Gongwen) -> Drawing:
    return Drawing(gongwen, lay_out(gongwen, FONTS), FONTS, (files("hongtou.templates"),))


@pytest.mark.parametrize("name", SAMPLES)
def test_an_archival_file_is_structured_as_the_standard_asks(name: str) -> None:
    assert faults(pdf.render_archival(drawing(SAMPLES[name]))) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_it_is_of_level_a(name: str) -> None:
    with pikepdf.open(io.BytesIO(pdf.render_archival(drawing(SAMPLES[name])))) as file:
        assert level(file) == "A"


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (lambda file: file.Root.MarkInfo.__setitem__("/Marked", False), "does not say that it is tagged"),
        (lambda file: file.Root.__delitem__("/Lang"), "the language is not told"),
        (lambda file: file.Root.__delitem__("/StructTreeRoot"), "there is no structure"),
        (lambda file: file.Root.StructTreeRoot.K[0].K[0].__setitem__("/S", pikepdf.Name.Absatz), "Absatz is no standard type"),
        (lambda file: file.Root.StructTreeRoot.K[0].K.__delitem__(0), "is not in the structure"),
        (lambda file: file.pages[0].contents_add(b"0 0 9 9 re f"), "f paints what is no part of the document"),
    ],
)
def test_what_keeps_a_file_from_level_a_is_seen(broken: Callable[[pikepdf.Pdf], object], told: str) -> None:
    with pikepdf.open(io.BytesIO(pdf.render_archival(drawing(whole())))) as file:
        broken(file)
        assert any(told in fault for fault in accessible.faults(file))


def test_a_picture_has_an_alternative_though_it_has_no_name() -> None:
    work = drawing(sealed(1))
    pictures = tuple(replace(one, picture=replace(one.picture, name="")) for one in work.plan.pictures)
    assert pictures
    assert faults(pdf.render_archival(replace(work, plan=replace(work.plan, pictures=pictures)))) == []


def test_a_document_of_nobody_names_no_author() -> None:
    gongwen = Gongwen("名单", Content("名单", (Paragraph(spans("一、二。")),)))
    content = pdf.render_archival(drawing(gongwen))
    assert faults(content) == []
    with pikepdf.open(io.BytesIO(content)) as file:
        assert "/Author" not in file.docinfo


def test_characters_of_private_use_keep_it_at_level_u(tmp_path: Path) -> None:
    font = truetype()
    for table in font["cmap"].tables:
        table.cmap[0xE000] = "cid00001"
    font.save(tmp_path / "mine.ttf")
    fonts = Fonts({"仿宋": FaceChoice("", tmp_path / "mine.ttf")})
    gongwen = simple(Paragraph(spans("\ue000")))
    content = pdf.render_archival(Drawing(gongwen, lay_out(gongwen, fonts), fonts, (files("hongtou.templates"),)))
    assert faults(content) == []
    with pikepdf.open(io.BytesIO(content)) as file:
        assert level(file) == "U"


def test_a_plain_file_is_none() -> None:
    found = faults(pdf.render(drawing(whole())))
    assert "0 output intents" in found


def test_an_archival_file_shows_the_same_pages() -> None:
    work = drawing(whole())
    archival, plain = Paper(pdf.render_archival(work)), Paper(pdf.render(work))
    assert [archival.rows(page) for page in range(1, 5)] == [plain.rows(page) for page in range(1, 5)]


def test_the_same_document_gives_the_same_archival_bytes() -> None:
    assert pdf.render_archival(drawing(whole())) == pdf.render_archival(drawing(whole()))


def test_bookmarks_are_nested_by_the_levels_of_headings() -> None:
    with pikepdf.open(io.BytesIO(pdf.render(drawing(basic(headed()))))) as file, file.open_outline() as outline:
        title = outline.root[0]
        chapter = title.children[0]
        assert title.title == "关于做好2026年度党建工作总结的通知"
        assert [child.title for child in title.children][:2] == ["一、切实抓好第1方面工作", "二、切实抓好第2方面工作"]
        assert [section.title for section in chapter.children] == ["（二）明确工作要求"]


def test_what_a_draft_says_is_a_heading_is_one_in_bookmarks_and_styles() -> None:
    body = "{标题}一、请各单位抓紧落实。\n{正文}二、有关要求\n（一）各单位应当重视。\n{标题}（二）由办公室汇总。"
    blocks = [block for block in parse_body(body, "稿.md", 1) if not isinstance(block, PictureLine)]
    work = drawing(basic(blocks))
    with pikepdf.open(io.BytesIO(pdf.render(work))) as file, file.open_outline() as outline:
        chapters = outline.root[0].children
        assert [(one.title, [below.title for below in one.children]) for one in chapters] == [
            ("一、请各单位抓紧落实。", ["（二）由办公室汇总。"])
        ]
    written = docx.Document(io.BytesIO(word.render(work)))
    styles = {paragraph.text: paragraph.style and paragraph.style.name for paragraph in written.paragraphs}
    assert [styles[line.partition("}")[2] or line] for line in body.split("\n")] == [
        "一级标题",
        "公文正文",
        "公文正文",
        "二级标题",
    ]


def test_the_file_names_title_organ_and_language() -> None:
    with pikepdf.open(io.BytesIO(pdf.render(drawing(whole())))) as file:
        assert str(file.docinfo["/Title"]) == "中共云州市医学会委员会关于做好年度党建工作总结的通知"
        assert str(file.docinfo["/Author"]) == "中共云州市医学会委员会"
        assert str(file.Root.Lang) == "zh-CN"


@pytest.mark.parametrize(("lines", "pages", "across"), [(3, 2, 2), (40, 4, 2), (90, 6, 3)])
def test_a_preview_shows_all_pages_side_by_side(lines: int, pages: int, across: int) -> None:
    work = drawing(simple(*filler(lines)))
    assert len(work.plan.pages) == pages
    image = Image.open(io.BytesIO(png.render(work)))
    width, height = round(210 / 25.4 * png.DPI) + 12, round(297 / 25.4 * png.DPI) + 12
    assert image.width == pytest.approx(across * width + 12, abs=across)
    assert image.height == pytest.approx(-(-pages // across) * height + 12, abs=pages)
    red, green, _ = image.crop((0, 250, width, 400)).split()
    assert ImageChops.subtract(red, green).getbbox() is not None, "the mark is red, and on the first page"


def test_many_pages_are_drawn_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(png, "PIXELS_MAX", 1_000_000)
    image = Image.open(io.BytesIO(png.render(drawing(simple(*filler(40))))))
    assert image.width * image.height < 1_200_000


def test_the_same_document_gives_the_same_preview() -> None:
    work = drawing(simple(*filler(3)))
    assert png.render(work) == png.render(work)


def test_one_page_without_colours_is_drawn_in_greys() -> None:
    work = drawing(whole())
    first, fourth = (Image.open(io.BytesIO(png.page_png(work, number, 96))) for number in (1, 4))
    assert first.mode == "RGB"  # it has its red head
    assert fourth.mode == "P"
    bands = fourth.convert("RGB").split()
    assert all(ImageChops.difference(bands[0], other).getbbox() is None for other in bands)


def test_one_page_alone_is_drawn_without_the_others() -> None:
    work = drawing(whole())
    alone = Image.open(io.BytesIO(png.page_png(work, 4, 96)))
    document = pypdfium2.PdfDocument(pdf.render(work))
    assert (
        ImageChops.difference(alone.convert("RGB"), document[3].render(scale=96 / 72).to_pil().convert("RGB")).getbbox() is None
    )
