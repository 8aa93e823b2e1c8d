"""A Word template that an office edited: its looks are taken, the page stays ours, and what would lose text is refused."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from importlib.resources import files

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from hongtou import Drawing, Gongwen
from hongtou.errors import TemplateError
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.layout.styles import Role
from hongtou.office import FOR_ALL, Office, OfficeTemplate
from hongtou.render.docx import render
from hongtou.render.docx.edited_template import settled
from hongtou.render.docx.sample_text import SAMPLES
from hongtou.render.word_template import judge, word_template
from hongtou.sources import office_templates
from support.bombs import add_bomb
from support.samples import filler, simple, whole
from support.word import Word
from support.wps import by_wps

FONTS = Fonts()
OURS = files("hongtou.templates")
NAME = "模板/公文.docx"


def edited(change: Callable[[Document], None]) -> bytes:
    """The template as an office's Word would save it after a change."""
    document = docx.Document(io.BytesIO(word_template()))
    change(document)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def sample(document: Document, role: Role) -> Paragraph:
    """The paragraph in a control."""
    for control in document.element.body.iter(qn("w:sdt")):
        if control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) == role.value:
            return Paragraph(next(control.iter(qn("w:p"))), document)
    raise AssertionError(role)


def drawn(template: bytes | None, gongwen: Gongwen) -> bytes:
    own = Office(templates=(OfficeTemplate(FOR_ALL, ".docx", NAME, template),)) if template else Office()
    return render(Drawing(gongwen, lay_out(gongwen, FONTS), FONTS, (*office_templates(own, "通知"), OURS)))


def look(blob: bytes, role: Role, name: str) -> str:
    """A property of the characters of a role's style in a document."""
    return Word(blob).style(role.value).get(f"rPr.{name}", "")


def body(blob: bytes) -> str:
    """The document, with ids of relations left out, which count what was added before."""
    return re.sub(r'r:(id|embed)="[^"]*"', "", Word(blob).parts["word/document.xml"].decode())


def text(blob: bytes) -> str:
    return "".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", body(blob)))


def test_every_kind_of_paragraph_has_a_control_with_its_chinese_name() -> None:
    document = docx.Document(io.BytesIO(word_template()))
    names = [alias.get(qn("w:val")) for alias in document.element.body.iter(qn("w:alias"))]
    assert names == ["说明", *(role.value for role in SAMPLES)]
    assert all(control.find(f"{qn('w:sdtPr')}/{qn('w:lock')}") is not None for control in document.element.body.iter(qn("w:sdt")))
    assert judge(NAME, word_template()) == ([], [])


def test_an_unchanged_template_gives_the_document_that_ours_gives() -> None:
    own, ours = drawn(word_template(), whole()), drawn(None, whole())
    assert body(own) == body(ours)
    assert Word(own).faults() == []
    for role in Role:
        if role is not Role.TEXT:  # which is based on nothing here
            assert Word(own).style(role.value) == Word(ours).style(role.value), role


def test_looks_given_to_a_sample_or_to_its_style_are_taken() -> None:
    def change(document: Document) -> None:
        run = sample(document, Role.TITLE).runs[0]
        run.bold, run.font.color.rgb = True, RGBColor(0, 0, 0xC0)
        document.styles["主送机关"].font.underline = True

    blob = drawn(edited(change), whole())
    assert look(blob, Role.TITLE, "color.val") == "0000C0"
    assert "w:b" in Word(blob).parts["word/styles.xml"].decode()
    assert look(blob, Role.ADDRESSEES, "u.val") == "single"
    assert text(blob) == text(drawn(None, whole()))


def test_what_the_sample_of_the_text_has_stays_with_the_text() -> None:
    """All other styles are based on that of the text."""

    def change(document: Document) -> None:
        sample(document, Role.TEXT).runs[0].font.color.rgb = RGBColor(0x20, 0x20, 0x80)

    blob = drawn(edited(change), whole())
    assert look(blob, Role.TEXT, "color.val") == "202080"
    assert look(blob, Role.ADDRESSEES, "color.val") == "auto"
    assert look(blob, Role.ISSUER_MARK, "color.val") == "FF0000"


def test_measures_stay_ours_and_are_told() -> None:
    def change(document: Document) -> None:
        sample(document, Role.TITLE).runs[0].font.size = Pt(30)
        document.styles["公文正文"].paragraph_format.line_spacing = Pt(40)
        document.sections[0].top_margin = Mm(10)

    template = edited(change)
    _, notes = judge(NAME, template)
    assert [note.split("由")[0] for note in notes] == ["“公文标题”的字号", "“公文正文”的行距", "页边距"]
    blob, ours = drawn(template, whole()), drawn(None, whole())
    assert body(blob) == body(ours)
    assert look(blob, Role.TITLE, "sz.val") == "44"


def test_headers_stay_and_what_floats_comes_to_the_first_page() -> None:
    def change(document: Document) -> None:
        document.sections[0].header.paragraphs[0].text = "内部资料"
        document.sections[0].even_page_header.paragraphs[0].text = "内部资料（双页）"
        document.sections[0].first_page_header.paragraphs[0].text = "首页"
        document.sections[0].different_first_page_header_footer = True
        document.element.body[0].addprevious(_floating())

    word = Word(drawn(edited(change), simple(*filler(60))))
    assert word.faults() == []
    document = word.parts["word/document.xml"].decode()
    assert document.count("徽标") == 1
    assert len(re.findall(r"<w:headerReference", document)) >= 3
    headers = "".join(part.decode() for name, part in word.parts.items() if "header" in name)
    assert "内部资料（双页）" in headers
    assert "首页" in headers
    assert "titlePg" in document


def _floating() -> object:
    from hongtou.ooxml.elements import paragraph, w
    from hongtou.ooxml.tree import parsed
    from hongtou.render.docx.drawing import anchored, text_box

    return parsed(
        paragraph("Carrier", w("r", anchored("徽标", 77, (60.0, 20.0), text_box((60.0, 20.0), [paragraph("Carrier")]), y=30.0)))
    )[0]


def test_a_style_of_words_own_may_have_the_name_that_ours_has_inside() -> None:
    def change(document: Document) -> None:
        document.styles["公文标题"].element.set(qn("w:styleId"), "a7")
        for paragraph in document.element.body.iter(qn("w:pStyle")):
            if paragraph.get(qn("w:val")) == "Title":
                paragraph.set(qn("w:val"), "a7")
        style = document.styles.add_style("Subject", 1)
        style.element.set(qn("w:styleId"), "Title")
        style.font.color.rgb = RGBColor(0, 0x80, 0)
        header = document.sections[0].header.paragraphs[0]
        header.add_run("页眉")
        header.style = style

    blob = drawn(edited(change), whole())
    word = Word(blob)
    assert word.faults() == []
    assert look(blob, Role.TITLE, "color.val") == ""
    assert word.style("Subject")["rPr.color.val"] == "008000"
    header = next(part.decode() for name, part in word.parts.items() if "header" in name and "页眉" in part.decode())
    assert 'w:pStyle w:val="Title_"' in header


@pytest.mark.parametrize("role", [Role.TITLE, Role.ATTACHMENT_NOTE, Role.PRINTED])
def test_a_sample_that_was_deleted_is_missed_by_its_name(role: Role) -> None:
    def change(document: Document) -> None:
        next(sample(document, role)._p.iterancestors(qn("w:sdt"))).clear()

    with pytest.raises(TemplateError, match=f"{NAME}”用不了：缺了“{role.value}”的样例"):
        drawn(edited(change), whole())


def test_a_sample_is_known_by_its_style_where_controls_are_lost() -> None:
    """As programs do that do not know them."""

    def change(document: Document) -> None:
        for control in list(document.element.body.iter(qn("w:sdt"))):
            for inner in list(control.find(qn("w:sdtContent"))):
                control.addprevious(inner)
            control.getparent().remove(control)
        next(p for p in document.paragraphs if p.text == SAMPLES[Role.DATE]).runs[0].font.color.rgb = RGBColor(0, 0x80, 0)

    assert look(drawn(edited(change), whole()), Role.DATE, "color.val") == "008000"


def _text(document: Document) -> None:
    document.add_paragraph("本单位的话")


def _no_number(document: Document) -> None:
    for paragraph in document.sections[0].even_page_footer.paragraphs:
        for run in list(paragraph._p):
            paragraph._p.remove(run)


def _hidden(document: Document) -> None:
    sample(document, Role.TITLE).runs[0].font.hidden = True


def _outside(document: Document) -> None:
    document.part.relate_to(
        "file:///没有/徽标.png", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image", is_external=True
    )


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_text, "“本单位的话”写在样例外面"),
        (_no_number, "双页的页脚里没有页码"),
        (_hidden, "“公文标题”的样例设成了隐藏文字"),
        (_outside, "引用了文件外面的内容“file:///没有/徽标.png”"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_place(change: Callable[[Document], None], told: str) -> None:
    faults, notes = judge(NAME, edited(change))
    assert len(faults) == 1
    assert told in faults[0]
    assert notes == []


def test_a_picture_in_the_text_is_refused() -> None:
    def change(document: Document) -> None:
        run = sample(document, Role.TEXT).runs[0]
        drawing = OxmlElement("w:drawing")
        drawing.append(drawing.makeelement("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"))
        run._r.append(drawing)

    assert "嵌入行内的图片" in judge(NAME, edited(change)).faults[0]


def test_macros_are_refused() -> None:
    blob = io.BytesIO(word_template())
    with zipfile.ZipFile(blob, "a") as file:
        file.writestr("word/vbaProject.bin", b"macro")
    assert "带着宏" in judge(NAME, blob.getvalue()).faults[0]


def test_a_file_that_unpacks_to_much_is_refused() -> None:
    blob = io.BytesIO(word_template())
    with zipfile.ZipFile(blob, "a", zipfile.ZIP_DEFLATED) as file:
        add_bomb(file, "word/media/big.bin", 65)
    with pytest.raises(TemplateError, match="不是完好的 Word 文档"):
        judge(NAME, blob.getvalue())


def test_a_document_without_styles_is_no_template() -> None:
    blob = io.BytesIO()
    docx.Document().save(blob)
    faults, _ = judge(NAME, blob.getvalue())
    assert "缺了“份号”" in faults[0]


def test_a_template_that_wps_saved_is_used_with_its_text_box() -> None:
    def change(document: Document) -> None:
        sample(document, Role.TITLE).runs[0].font.color.rgb = RGBColor(0, 0, 0xC0)
        document.styles["主送机关"].font.color.rgb = RGBColor(0x20, 0x20, 0x80)

    template = by_wps(edited(change))
    assert judge(NAME, template) == ([], [])
    blob = drawn(template, whole())
    assert look(blob, Role.TITLE, "color.val") == "0000C0"
    assert look(blob, Role.ADDRESSEES, "color.val") == "202080"
    assert text(blob).replace("内部材料", "") == text(drawn(None, whole()))
    assert text(blob).count("内部材料") == 2  # once for either kind of program
    assert Word(blob).faults() == []
    choices = Word(blob).document.iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice")
    (choice,) = (one for one in choices if "内部材料" in "".join(one.itertext()))
    assert choice.get("Requires") == "wps" and "wps" in choice.nsmap


def test_a_template_is_settled_once_and_a_changed_one_anew() -> None:
    def colored(color: int) -> bytes:
        return edited(lambda document: setattr(sample(document, Role.TITLE).runs[0].font.color, "rgb", RGBColor(0, 0, color)))

    settled.cache_clear()
    template = colored(0xC0)
    first = [drawn(template, gongwen) for gongwen in (whole(), simple(*filler(3)), whole())]
    assert settled.cache_info().misses == 1
    assert first[0] == first[2]
    assert look(drawn(colored(0xC1), whole()), Role.TITLE, "color.val") == "0000C1"
    settled.cache_clear()
    assert drawn(colored(0xC0), whole()) == first[0]
