"""``hongtou template``: given out, edited, put back, judged, used."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest


@pytest.fixture
def office(work: Path) -> Path:
    (work / "hongtou.yaml").write_text("名称: 示例市医学会\n", encoding="utf-8")
    return work


def test_an_edited_template_changes_the_documents_of_its_type_alone(hongtou: Any, office: Path) -> None:
    assert "模板/报告.docx" in hongtou("template", "export", "报告").well()
    template = office / "模板" / "报告.docx"
    document = docx.Document(str(template))
    document.styles["公文标题"].font.italic = True
    document.save(str(template))
    assert hongtou("template", "check").well() == "模板/报告.docx\t可以用\n"
    for genre in ("报告", "请示"):
        hongtou("new", genre, "-o", f"{genre}.md").well()
        hongtou("render", f"{genre}.md", "--to", "docx")
        assert bool(docx.Document(str(office / f"{genre}.docx")).styles["公文标题"].font.italic) is (genre == "报告")


def test_an_own_page_in_html_is_used_for_the_pdf(hongtou: Any, office: Path) -> None:
    told = hongtou("template", "export", "报告", "--html").well()
    assert "报告.html" in told
    assert "报告.css" in told
    page = office / "模板" / "报告.html"
    page.write_text(page.read_text("utf-8").replace("</body>", "<p>本单位自己的模板</p></body>"), "utf-8")
    hongtou("template", "check").well()
    hongtou("new", "报告", "-o", "报告.md").well()
    hongtou("render", "报告.md", "--to", "pdf")
    from support.measure import Paper

    assert "本单位自己的模板" in Paper((office / "报告.pdf").read_bytes()).whole_text()


def test_what_is_wrong_is_told_for_each_file(hongtou: Any, office: Path) -> None:
    folder = office / "模板"
    folder.mkdir()
    (folder / "报告.docx").write_bytes(b"no word file")
    (folder / "请示.html").write_bytes("<p>中文</p>".encode("gb18030"))
    (folder / "没有的.docx").write_bytes(b"")
    (folder / "公文.css").write_text("{% if %}", "utf-8")
    found = hongtou("template", "check")
    assert found.code == 1
    for told in (
        "模板/公文.css\t用不了\n　　模板“模板/公文.css”第1行写得不对",
        "没有文种“没有的”",
        "模板“模板/报告.docx”不是完好的 Word 文档",
        "模板“模板/请示.html”不是 UTF-8 编码",
    ):
        assert told in found.out
    assert "4 个模板用不了" in found.err


@pytest.mark.usefixtures("office")
def test_nothing_is_written_over(hongtou: Any) -> None:
    hongtou("template", "export", "公文").well()
    found = hongtou("template", "export", "公文")
    assert found.code != 0
    assert "已经有了，没有动它" in found.err


def test_where_it_goes_is_asked_without_an_office(hongtou: Any) -> None:
    assert "这里没有 hongtou.yaml" in hongtou("template", "export", "公文").err
    assert "没有“没有”这个文种" in hongtou("template", "export", "没有", "-o", ".").err
    assert "没有模板" in hongtou("template", "check").err
    assert "不是模板" in hongtou("template", "check", "hongtou.wps").out
