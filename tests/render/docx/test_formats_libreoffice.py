"""The formats as LibreOffice shows the DOCX: the lines of the PDF, and what is red where the PDF has it."""

from __future__ import annotations

import datetime
from importlib.resources import files

import pytest
from hongtou import (
    Attendance,
    Content,
    DocumentNumber,
    Drawing,
    Format,
    Gongwen,
    Imprint,
    IssuerMark,
    Masthead,
    Paragraph,
    Signature,
    spans,
)
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.layout.page_setup import STANDARD, PageSetup
from hongtou.render import docx, pdf
from support.libreoffice import MARKS, papers_of
from support.measure import Paper

pytestmark = MARKS
FONTS = Fonts()
NUMBER = DocumentNumber("云医发", 2026, 5)
ORGANS = ("云州市医学会", "云州市护理学会", "云州市健康教育与促进协会", "云州市预防医学会", "云州市药学会")
SENTENCE = "各专科分会要把这项工作同日常工作结合起来，认真落实各项任务，年底前报送总结。"


def document(head: Masthead, format: Format = Format.DOCUMENT, paragraphs: int = 3, attendance: int = 0) -> Gongwen:
    text = [*[SENTENCE * 2] * paragraphs, "特此通知。"]
    return Gongwen(
        "通知",
        Content("关于做好年度工作总结的通知", tuple(Paragraph(spans(paragraph)) for paragraph in text)),
        format,
        head,
        signature=Signature(head.issuer_mark.names, datetime.date(2026, 11, 21)),
        imprint=Imprint(("市科学技术协会",), "云州市医学会办公室", datetime.date(2026, 11, 21)),
        attendance=tuple(Attendance(label, "、".join(["张三", "李四光"] * 6)) for label in ("出席", "列席")[:attendance]),
    )


SAMPLES = {
    "joint": (document(Masthead(IssuerMark(ORGANS), NUMBER)), STANDARD),
    "upward": (document(Masthead(IssuerMark(ORGANS[:3]), NUMBER, approvers=("张三", "李四光", "欧阳文静"))), STANDARD),
    "corner": (document(Masthead(IssuerMark(ORGANS[:1]), NUMBER, "000001", "机密", "1年", "特急"), paragraphs=4), STANDARD),
    "letter": (document(Masthead(IssuerMark(ORGANS[:1], ""), NUMBER, "000001", "机密", "1年"), Format.LETTER, 9), STANDARD),
    "order": (document(Masthead(IssuerMark(("云州市人民政府",), "令"), label="第12号"), Format.ORDER, 1), STANDARD),
    "minutes": (document(Masthead(IssuerMark(ORGANS[:1], "会议纪要"), label="第3期"), Format.MINUTES, 2, 2), STANDARD),
    "star": (document(Masthead(IssuerMark(ORGANS[:1]), NUMBER), paragraphs=4), PageSetup(star=True)),
    "preprinted": (document(Masthead(IssuerMark(ORGANS[:2]), NUMBER)), PageSetup(preprinted=True)),
}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Paper, Paper]]:
    """For each sample the PDF, and the DOCX as LibreOffice prints it."""
    folder = tmp_path_factory.mktemp("formats")
    drawings = {
        name: Drawing(gongwen, lay_out(gongwen, FONTS, setup), FONTS, (files("hongtou.templates"),))
        for name, (gongwen, setup) in SAMPLES.items()
    }
    printed = papers_of(folder, {name: docx.render(drawing) for name, drawing in drawings.items()})
    return {name: (Paper(pdf.render(drawing)), printed[name]) for name, drawing in drawings.items()}


@pytest.mark.parametrize("name", SAMPLES)
def test_pages_and_lines_are_those_of_the_pdf(papers: dict[str, tuple[Paper, Paper]], name: str) -> None:
    fixed, flowing = papers[name]
    assert len(flowing) == len(fixed)
    for page in range(1, len(fixed) + 1):
        pairs = [[row for row in paper.rows(page) if row.text.strip()] for paper in (fixed, flowing)]
        assert [row.text.strip() for row in pairs[1]] == [row.text.strip() for row in pairs[0]]
        # LibreOffice sets type in lines of an exact pitch about 1 mm lower than half the leading would have it.
        assert all(abs(theirs.baseline - ours.baseline) < 1.3 for ours, theirs in zip(*pairs, strict=True))
        assert all(abs(theirs.left - ours.left) < 0.5 for ours, theirs in zip(*pairs, strict=True))


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_red_lies_where_the_pdf_has_it(papers: dict[str, tuple[Paper, Paper]], name: str) -> None:
    fixed, flowing = (paper.ink(1, red=True, dpi=300) for paper in papers[name])
    if name == "preprinted":
        assert (fixed, flowing) == (None, None)
    else:
        assert flowing == pytest.approx(fixed, abs=0.4)


def test_the_star_is_drawn(papers: dict[str, tuple[Paper, Paper]]) -> None:
    ink = [paper.ink(1, (102, 100, 110, 125), red=True, dpi=300) for paper in papers["star"]]
    assert ink[1] == pytest.approx(ink[0], abs=0.4)


def test_each_rule_of_a_letter_is_double(papers: dict[str, tuple[Paper, Paper]]) -> None:
    for paper in papers["letter"]:
        for top, bottom in ((40, 60), (270, 280)):
            ink = paper.ink(1, (20.5, top, 27, bottom), red=True, dpi=600)
            assert ink
            assert ink[3] - ink[1] == pytest.approx(4 * 25.4 / 72, abs=0.15)
