"""The DOCX as Word reads it: its paragraphs, styles and drawings."""

from __future__ import annotations

import io
import os
import re
import zipfile
from dataclasses import replace
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import docx
import pytest
from hongtou import Cell, Column, Content, Drawing, Gongwen, HongtouError, Paragraph, Row, Table, spans
from hongtou.errors import TemplateError
from hongtou.fonts.choice import FaceChoice
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.ooxml.package import packed
from hongtou.render.docx import render
from hongtou.render.docx.template import build
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from support.samples import SENTENCE, filler, merged, plainly, simple, table, whole
from support.word import Word

GOLDEN = Path(__file__).parents[2] / "golden" / "docx"
FONTS = Fonts()
OWN = files("hongtou.templates")


def drawn(gongwen: Gongwen, fonts: Fonts = FONTS, templates: tuple[Traversable, ...] = (OWN,)) -> bytes:
    return render(Drawing(gongwen, lay_out(gongwen, FONTS), fonts, templates))


SAMPLES = {
    "whole": whole(),
    "plain": plainly(whole()),
    "imprint_on_last_page": simple(*filler(20)),
    "imprint_on_next_page": simple(*filler(3)),
    "imprint_after_blank_page": replace(simple(*filler(31)), tighten=False),
    "table_at_end": simple(table(), imprint=False),
    "merged_table": simple(merged(2), imprint=False),
    "wide_table": simple(Paragraph(spans("名单如下。")), table(columns=10)),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_document_reads_as_recorded(name: str) -> None:
    """With HONGTOU_UPDATE_GOLDEN=1 the record is written anew."""
    record = GOLDEN / f"{name}.txt"
    dump = Word(drawn(SAMPLES[name])).dump()
    if os.environ.get("HONGTOU_UPDATE_GOLDEN"):
        record.write_text(dump, encoding="utf-8")
    assert dump == record.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_file_is_sound(name: str) -> None:
    blob = drawn(SAMPLES[name])
    assert Word(blob).faults() == []
    docx.Document(io.BytesIO(blob))


def test_the_same_document_gives_the_same_bytes() -> None:
    assert drawn(whole()) == drawn(whole())
    assert {info.date_time for info in zipfile.ZipFile(io.BytesIO(drawn(whole()))).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert zipfile.ZipFile(io.BytesIO(drawn(whole()))).testzip() is None


def test_the_file_tells_title_genre_and_organ_and_no_more() -> None:
    core = docx.Document(io.BytesIO(drawn(whole()))).core_properties
    assert core.title == "中共云州市医学会委员会关于做好年度党建工作总结的通知"
    assert (core.subject, core.author, core.language) == ("通知", "中共云州市医学会委员会", "zh-CN")
    assert core.created == core.modified
    assert core.created is not None
    assert core.created.date().isoformat() == "2026-11-21"
    assert core.last_modified_by == ""


def test_the_styles_hold_what_this_document_needs() -> None:
    gongwen = whole()
    plan = lay_out(gongwen, FONTS)
    word = Word(drawn(gongwen))
    assert plan.masthead is not None
    issuer_mark = word.style("发文机关标志")
    assert issuer_mark["rPr.sz.val"] == f"{plan.masthead.issuer_mark.size * 2:g}"
    assert issuer_mark["rPr.w.val"] == f"{plan.masthead.issuer_mark.scale:g}"
    title = next(element for element in plan.galley if element.role.value == "公文标题")
    assert word.style("公文标题")["pPr.spacing.before"] == f"{title.before * 20:g}"
    assert "模板标记" not in word.names.values()


def test_lengths_are_whole_twips_and_add_up_to_the_plan() -> None:
    """What the carrier of the mark takes, the 发文字号 gives back."""
    gongwen = simple(*filler(5))
    plan = lay_out(gongwen, FONTS)
    word = Word(drawn(gongwen))
    number = plan.galley[0]
    carrier = int(word.style("定位")["pPr.spacing.line"])
    assert int(word.style("发文字号")["pPr.spacing.before"]) + carrier == round(number.before * 20)


def test_the_drawings_stand_where_the_plan_has_them() -> None:
    gongwen = whole()
    plan = lay_out(gongwen, FONTS)
    places = Word(drawn(gongwen)).drawings()
    assert plan.masthead is not None
    assert places["版头分隔线"] == pytest.approx(plan.masthead.rules[0].y / 72 * 25.4, abs=0.01)
    assert set(places) == {"发文机关标志", "版头分隔线", "版记"}


def test_the_profiles_fonts_go_into_every_style() -> None:
    fonts = Fonts({"仿宋": FaceChoice(name="方正仿宋_GBK"), "小标宋": FaceChoice(name="方正小标宋_GBK")})
    word = Word(drawn(whole(), fonts))
    xml = word.parts["word/styles.xml"].decode()
    assert "仿宋_GB2312" not in xml
    assert "方正小标宋简体" not in xml
    assert word.style("公文正文")["rPr.rFonts.eastAsia"] == "方正仿宋_GBK"
    assert word.style("公文标题")["rPr.rFonts.eastAsia"] == "方正小标宋_GBK"
    assert word.style("一级标题")["rPr.rFonts.eastAsia"] == "黑体"


def test_smaller_tables_get_a_style_of_their_size() -> None:
    word = Word(drawn(SAMPLES["wide_table"]))
    name = next(name for name in word.names.values() if name.startswith("表格（"))
    size = float(name.removeprefix("表格（").removesuffix("磅）"))
    assert word.style(name)["rPr.sz.val"] == f"{size * 2:g}"
    assert word.style(name)["pPr.spacing.line"] == f"{size * 1.5 * 20:g}"


@settings(max_examples=40, deadline=None)
@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters="\ufeff\ufffe\uffff"), min_size=1, max_size=80
    )
)
def test_no_character_of_a_text_is_lost_or_changed(text: str) -> None:
    row = Row((Cell(text),))
    gongwen = simple(Paragraph(spans(text)), Paragraph(spans("。")), Table((Column("列", 10),), (row,)), imprint=False)
    assert text in Word(drawn(gongwen)).text()


def test_what_looks_like_a_tag_is_text() -> None:
    text = "{{ 姓名 }} {% if x %} <w:p/> &amp; {_{ "
    blob = drawn(simple(Paragraph(spans(text)), Paragraph(spans(SENTENCE))))
    assert "{{ 姓名 }} {% if x %} <w:p/> &amp; " in Word(blob).text()


# --- an office's own template ---------------------------------------------------------------------------------------------------


def changed(folder: Path, *changes: tuple[str, str], part: str = "word/document.xml", inner: str = "") -> tuple[Traversable, ...]:
    """The template with some of its text changed, in a folder of its own."""
    parts = build()
    content = parts[part].decode()
    for old, new in changes:
        assert old in content
        content = content.replace(old, new)
    parts[part] = content.encode()
    target = folder / inner / "gongwen.docx"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(packed(parts))
    return folder, OWN


@pytest.mark.parametrize("inner", ["", "docx"])
def test_an_offices_template_comes_first(tmp_path: Path, inner: str) -> None:
    templates = changed(tmp_path, ('<w:sz w:val="44"/>', '<w:sz w:val="40"/>'), part="word/styles.xml", inner=inner)
    assert Word(drawn(whole(), templates=templates)).style("公文标题")["rPr.sz.val"] == "40"


@pytest.mark.parametrize("name", SAMPLES)
def test_our_template_is_filled_as_docxtpl_would(tmp_path: Path, name: str) -> None:
    """A comment in it is enough for it to be no longer ours, and its tags to be read."""
    office = Word(drawn(SAMPLES[name], templates=changed(tmp_path, ("<w:body>", "<!-- --><w:body>"))))
    ours = Word(drawn(SAMPLES[name]))
    assert ours.parts.keys() == office.parts.keys()
    for part in ours.parts.keys() - {"docProps/core.xml"}:  # which has a digest of the others
        if part.endswith((".xml", ".rels")):
            assert etree.canonicalize(ours.xml(part)) == etree.canonicalize(office.xml(part))


def test_footers_of_an_office_may_have_tags(tmp_path: Path) -> None:
    templates = changed(tmp_path, ("— ", "{{ items[0].style }} — "), part="word/footer1.xml")
    footer = Word(drawn(whole(), templates=templates)).parts["word/footer1.xml"].decode()
    assert "份号 — " in footer


def test_a_template_without_settings_and_properties_serves(tmp_path: Path) -> None:
    parts = build()
    for name in ("word/settings.xml", "docProps/core.xml"):
        del parts[name]
        for index in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"):
            parts[index] = re.sub(
                rb'<(?:Override|Relationship) [^>]*"/?(?:word/)?%b"[^>]*/>' % re.escape(name.removeprefix("word/").encode()),
                b"",
                parts[index],
            )
    (tmp_path / "gongwen.docx").write_bytes(packed(parts))
    word = Word(drawn(SAMPLES["imprint_on_next_page"], templates=(tmp_path, OWN)))
    assert word.faults() == []
    assert "关于" in word.parts["docProps/core.xml"].decode()


def test_styles_are_found_by_name_when_word_renames_their_ids(tmp_path: Path) -> None:
    parts = build()
    for name in ("word/document.xml", "word/styles.xml"):
        text = parts[name].decode()
        for old, new in (("Table", "a7"), ("FaceHei", "a8"), ("GridLines", "a9")):
            text = text.replace(f'w:val="{old}"', f'w:val="{new}"').replace(f'w:styleId="{old}"', f'w:styleId="{new}"')
        parts[name] = text.encode()
    (tmp_path / "gongwen.docx").write_bytes(packed(parts))
    word = Word(drawn(whole(), templates=(tmp_path, OWN)))
    assert word.faults() == []
    assert word.dump() == (GOLDEN / "whole.txt").read_text(encoding="utf-8")


def test_a_template_without_drawings_and_breaks_serves(tmp_path: Path) -> None:
    """What an office takes out is left out."""
    text = build()["word/document.xml"].decode()
    start = text.index("<w:r><mc:AlternateContent>")
    drawings = text[
        start : text.index(
            '</w:p><w:p><w:pPr><w:pStyle w:val="TemplateTag"/></w:pPr><w:r><w:t xml:space="preserve">{%p elif', start
        )
    ]
    section = text[
        text.index('<w:p><w:pPr><w:pStyle w:val="Carrier"/><w:sectPr>') : text.index("</w:sectPr>")
        + len("</w:sectPr></w:pPr></w:p>")
    ]
    templates = changed(tmp_path, (drawings, ""), (section, ""))
    word = Word(drawn(SAMPLES["imprint_after_blank_page"], templates=templates))
    assert set(word.drawings()) == {"版记"}
    assert word.faults() == []


TAG = '{%p if item.style == "发文机关标志" %}'


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{{r item.text }}", "{{r item.words }}", "没有的字段"),
        ("{%p endfor %}", "{%p endfr %}", "endfr"),
        (TAG, "{%p if item.style = %}", "写得不对"),
        ("{{r item.text }}", "{{r ''.__class__.__mro__ }}", "不允许"),
        ("{{r item.text }}", "{{ item.text }}", "正文标记不对"),
        ("{{r item.text }}", "{{p item.text }}", "正文标记不对"),
        ("{%p endfor %}", "{% endfor %}", "不成文档"),
        ("{{r item.text }}", "{{r 1 / 0 }}", "填不了"),
    ],
)
def test_a_faulty_template_is_told_by_name(tmp_path: Path, old: str, new: str, told: str) -> None:
    with pytest.raises(TemplateError, match=told) as caught:
        drawn(whole(), templates=changed(tmp_path, (old, new)))
    assert "gongwen.docx" in str(caught.value)


def test_a_syntax_error_is_told_with_the_tag_around_it(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"item\.style = %"):
        drawn(whole(), templates=changed(tmp_path, (TAG, "{%p if item.style = %}")))


def test_a_template_that_leaves_out_text_is_refused(tmp_path: Path) -> None:
    """It has no sample for the addressees, and none for what it does not know."""
    parts = (
        ('{%p elif item.style == "主送机关" %}', '{%p elif item.style == "主送" %}'),
        ("{%p else %}", '{%p elif item.style == "公文正文" %}'),
    )
    with pytest.raises(TemplateError, match="漏掉了主送机关“各专科分会"):
        drawn(whole(), templates=changed(tmp_path, *parts))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no document"])
def test_a_template_that_is_no_document_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "gongwen.docx").write_bytes(content)
    with pytest.raises(HongtouError, match=r"gongwen\.docx.*不是完好的 Word 文档"):
        drawn(whole(), templates=(tmp_path, OWN))


def test_an_empty_text_needs_no_paragraph() -> None:
    assert Word(drawn(Gongwen("通知", Content("关于总结的通知", ())))).faults() == []
