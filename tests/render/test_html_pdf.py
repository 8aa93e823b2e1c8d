"""PDF drawn by WeasyPrint, for whoever brings an HTML template; it shows the pages that the direct painter shows."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from shutil import copy

import pytest
from fidelity import painters
from fidelity.corpus import corpus, in_setups
from fidelity.made import make
from hongtou import Drawing, Gongwen, HongtouError, Paragraph, spans
from hongtou.errors import FontError
from hongtou.fonts.choice import FaceChoice
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.layout.page_setup import STANDARD, PageSetup
from hongtou.render import html_pdf
from hongtou.render.pdf import render
from support.measure import Paper
from support.samples import filler, simple
from support.typefaces import CHARS, truetype

FONTS = Fonts()
BUILT_IN = files("hongtou.templates")
DPI = 150
# Every eighth of the corpus, which script/fidelity compares whole, and what is taken from several fonts.
_ALL = [*((name, gongwen, STANDARD) for name, gongwen in corpus()), *in_setups()]
CASES = [*_ALL[::8], *(case for case in _ALL if case[0] == "上下标")]


def drawing(gongwen: Gongwen, setup: PageSetup = STANDARD, own: Path | None = None) -> Drawing:
    return Drawing(gongwen, lay_out(gongwen, FONTS, setup), FONTS, (*([own] if own else []), BUILT_IN))


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_both_painters_show_the_same_pages(case: tuple[str, Gongwen, PageSetup]) -> None:
    assert list(painters.differences(make(*case))) == []


def test_an_office_with_a_template_of_its_own_gets_it_drawn(tmp_path: Path) -> None:
    copy(str(BUILT_IN.joinpath("html", "gongwen.html")), tmp_path)
    template = tmp_path / "gongwen.html"
    template.write_text(template.read_text("utf-8").replace("</body>", "<p>本单位自己的模板</p></body>"), "utf-8")
    paper = Paper(render(drawing(simple(*filler(3)), own=tmp_path)))
    assert "本单位自己的模板" in paper.whole_text()


@pytest.mark.parametrize(
    ("part", "without"),
    [
        ("for page in pages", "for page in pages[:1]"),
        ("{{ paragraph(item) }}", "{% if not loop.last %}{{ paragraph(item) }}{% endif %}"),
    ],
)
def test_a_template_that_drops_a_part_of_the_text_is_refused(tmp_path: Path, part: str, without: str) -> None:
    source = BUILT_IN.joinpath("html", "gongwen.html").read_text("utf-8")
    assert part in source
    (tmp_path / "gongwen.html").write_text(source.replace(part, without), "utf-8")
    with pytest.raises(HongtouError, match=f"模板“{tmp_path}/gongwen.html”漏掉了“"):
        render(drawing(simple(*filler(9)), own=tmp_path))


def test_files_outside_are_not_reached(tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("body{}")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "gongwen.html").write_text(
        f'<html><head><link rel="stylesheet" href="{secret.as_uri()}"/></head><body>x</body></html>'
    )
    gongwen = simple(Paragraph(spans("正文。")))
    with pytest.raises(HongtouError, match="模板不能取用外面的文件"):
        render(Drawing(gongwen, lay_out(gongwen, FONTS), FONTS, (folder, BUILT_IN)))


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("{% for %}", "第1行写得不对"),
        ("{{ nothing }}", "用了没有的字段"),
        ("{{ ''.__class__.__mro__ }}", "做了不允许的事"),
    ],
)
def test_a_wrong_template_is_told_by_name(tmp_path: Path, source: str, message: str) -> None:
    (tmp_path / "gongwen.html").write_text(source)
    gongwen = simple(Paragraph(spans("正文。")))
    with pytest.raises(HongtouError, match=f"模板“{tmp_path}/gongwen.html”.*{message}"):
        render(Drawing(gongwen, lay_out(gongwen, FONTS), FONTS, (tmp_path, BUILT_IN)))


def test_fitted_documents_share_the_costly_part_of_the_painter() -> None:
    from hongtou.render.html_pdf import _font_configuration

    _font_configuration.cache_clear()
    for pitch in (28.95, 28.0, 27.5, 27.0, 26.5):
        html_pdf.render(drawing(simple(*filler(3)), PageSetup(pitch=pitch)))
    assert _font_configuration.cache_info().currsize == 1


def test_what_a_fonts_maker_forbids_is_kept_to_here_as_well(tmp_path: Path) -> None:
    font = truetype()
    font["OS/2"].fsType = 0x0002
    font.save(tmp_path / "mine.ttf")
    fonts = Fonts({"仿宋": FaceChoice("", tmp_path / "mine.ttf")})
    gongwen = simple(Paragraph(spans(CHARS)))
    with pytest.raises(FontError, match=r"mine\.ttf”的作者不许把它嵌入文件。请在 hongtou\.yaml 的“字体”里换一个"):
        html_pdf.render(Drawing(gongwen, lay_out(gongwen, fonts), fonts, (BUILT_IN,)))
