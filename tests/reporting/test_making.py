"""The report as HTML and PDF: marks at the words, everything told, nothing run and nothing fetched."""

from __future__ import annotations

import base64
import datetime
import io
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from hongtou.checking.finding import Finding
from hongtou.checking.paper import read_pdf
from hongtou.errors import InputError
from hongtou.evidence import Item, Role, Where
from hongtou.plugin import Found, Strength
from hongtou.reporting import making
from hongtou.reporting.making import boxes
from hongtou.reporting.printed import Printed
from hongtou.runner import Runner
from lxml import html
from PIL import Image
from support.checked import NOBODY, draft, paper, paragraph, report, word
from support.plugins import PLUGINS

DAY = datetime.date(2026, 11, 28)


def page(path: Path) -> Any:
    """The report of a file, as its reader sees it."""
    return html.fromstring(making.as_html(report(path), Runner(NOBODY, PLUGINS), DAY).decode())


def texts(root: Any, path: str) -> list[str]:
    return ["".join(map(str, one.itertext())) for one in root.xpath(path)]


def under_number(root: Any, number: str) -> Image.Image:
    """What stands under the mark with this number."""
    box = next(one for one in root.xpath("//div[contains(@class, 'box')]") if "".join(one.itertext()) == number)
    style = dict(one.split(":") for one in box.get("style").split(";"))
    picture = Image.open(io.BytesIO(base64.b64decode(box.xpath("../img/@src")[0].partition(",")[2])))
    left, top, width, height = (float(style[name].rstrip("%")) / 100 for name in ("left", "top", "width", "height"))
    across, down = picture.size
    return picture.crop((left * across, top * down, (left + width) * across, (top + height) * down))


def test_a_document_in_order_is_told_to_be_so_with_its_proof_sheet_and_pages(tmp_path: Path) -> None:
    root = page(draft(tmp_path))
    assert texts(root, "//p[@class='verdict']") == ["没有发现问题；校样表 29 项，项项合"]
    assert len(root.xpath("//img")) == 2
    assert "2026年11月28日" in "".join(root.itertext())
    assert "没有发现，不等于没有问题" in "".join(root.itertext())


@pytest.mark.parametrize("make", [draft, paper])
def test_a_finding_is_marked_at_its_words_and_told_with_its_rule(tmp_path: Path, make: Any) -> None:
    root = page(make(tmp_path, "现将有关事项通知如下。\n请于2026年2月30日前报送，不得迟延。"))
    (told,) = texts(root, "//div[contains(@class, 'finding')]")
    for words in ("1", "GW330", "标准", "7.3.5", "2026年2月30日", "没有这一天，核对日期", "为什么：", "怎样改："):
        assert words in told
    shown = under_number(root, "1")
    # 2026年2月30日 of 3号 at 100 dpi is about 146 pixels long, and there is ink in them.
    assert 120 < shown.width < 200
    assert shown.convert("L").point(lambda light: light < 80 and 255).getbbox()
    assert "不合" not in told


def test_words_that_are_printed_otherwise_are_marked_at_their_element(tmp_path: Path) -> None:
    root = page(draft(tmp_path, 发文字号="云医发〔2025〕5号"))
    assert "GW805" in "".join(texts(root, "//div[contains(@class, 'finding')]"))
    assert root.xpath("//div[contains(@class, 'box')]")


def test_a_title_that_stands_in_the_text_too_is_marked_where_it_is_the_title(tmp_path: Path) -> None:
    (tmp_path / "名单.md").write_text("---\n文种: 通知\n标题: 参会人员名单\n---\n请看下表。\n", encoding="utf-8")
    body = "请填写参会人员名单，于2026年12月1日前报送。"
    path = draft(tmp_path, body, 附件="[{标题: 参会人员名单, 文件: 名单.md}]")
    pdf = tmp_path / "甲.pdf"
    pdf.write_bytes(Runner(NOBODY, PLUGINS).make(path, ["pdf"]).files["pdf"])
    title = Item(Role.TITLE, "参会人员名单", Where("甲.docx", paragraph=20), part=1)
    found = Finding(PLUGINS.rules[0], Strength.MUST, Found(title.where, title.text, "", None, title, 0))
    assert [box.page for box in boxes(found, Printed(pdf.read_bytes()), read_pdf(pdf))] == [2]


def test_hostile_text_is_text(tmp_path: Path) -> None:
    evil = "</title><script>alert(1)</script><img src=http://example.com/x.png onerror=alert(2)>,请于2026年2月30日前报送"
    path = draft(tmp_path, f"各单位{evil}", 标题="'关于<b>义诊</b>&amp;活动的通知'").rename(tmp_path / "<i>甲'\".md")
    raw = making.as_html(report(path), Runner(NOBODY, PLUGINS), DAY).decode()
    root: Any = html.fromstring(raw)
    assert [one for one in root.iter() if one.tag in {"script", "i", "iframe", "object", "link"}] == []
    assert {one.get("src")[:15] for one in root.iter("img")} == {"data:image/png;"}
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on")]
    assert "关于<b>义诊</b>&amp;活动的通知" in "".join(root.itertext())
    assert "default-src 'none'" in raw


def test_no_identity_number_is_told(tmp_path: Path) -> None:
    raw = making.as_html(report(draft(tmp_path, "张三（身份证号11010519491231002X）参加。")), Runner(NOBODY, PLUGINS), DAY)
    assert "GW651" in raw.decode()
    assert b"11010519491231002X" not in raw


def test_the_report_as_pdf_has_the_same_words(tmp_path: Path) -> None:
    found = report(draft(tmp_path, "请于2026年2月30日前报送，不得迟延。"))
    pdf = making.as_pdf(found, Runner(NOBODY, PLUGINS), DAY)
    with pdfium.PdfDocument(pdf) as document:
        text = "".join(one.get_textpage().get_text_range() for one in document)
    for words in ("公文检查单", "校样表", "GW330", "没有这一天，核对日期", "红色分隔线的长"):
        assert words in "".join(text.split())


def test_a_draft_that_cannot_be_made_has_no_pages_and_says_why(tmp_path: Path) -> None:
    root = page(draft(tmp_path, 标题=""))
    assert root.xpath("//img") == []
    assert "草稿还做不成公文，所以没有页面" in "".join(root.itertext())


def test_without_libreoffice_a_word_file_has_its_findings_and_no_pages(tmp_path: Path, monkeypatch: Any) -> None:
    def change(document: Any) -> None:
        paragraph(document, "加强组织领导").runs[0].text = "请于2026年2月30日前报送。"

    monkeypatch.setenv("PATH", str(tmp_path))
    root = page(word(tmp_path, change))
    assert "GW330" in "".join(root.itertext())
    assert root.xpath("//img") == []
    assert "没有装 LibreOffice" in "".join(root.itertext())


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到"):
        page(tmp_path / "无.docx")


def test_a_huge_sheet_is_drawn_small(tmp_path: Path) -> None:
    path = paper(tmp_path)
    with pdfium.PdfDocument(path) as document:
        document[0].set_mediabox(0, -11000, 12000, 842)
        document.save(tmp_path / "大.pdf")
    root = page(tmp_path / "大.pdf")
    pictures = [base64.b64decode(one.get("src").partition(",")[2]) for one in root.xpath("//img")]
    assert len(pictures) == 2
    assert all(one.width * one.height < 4_100_000 for one in map(Image.open, map(io.BytesIO, pictures)))
    assert "不合" in "".join(root.itertext())


def test_words_that_stand_twice_in_a_paragraph_over_two_pages_are_found_where_they_are_meant(tmp_path: Path) -> None:
    sentence = "各单位要加强组织领导，细化工作措施，确保按时完成各项任务。"
    text = f"请落实责任。{sentence * 24}最后仍要落实责任，不得拖延。"
    printed = Printed(paper(tmp_path, text).read_bytes())
    (first,), (last,) = (printed.places(text, at, "落实责任", 1) for at in (text.index("落实责任"), text.rindex("落实责任")))
    assert (first.page, last.page) == (1, 2)
