"""``hongtou type``: a folder that works is written from names of fields, or from a document with gaps."""

from pathlib import Path
from typing import Any

import docx
import pytest

GAPS = """\
关于召开____会议的通知

各支部：
定于____年__月__日在【地点】召开会议，请【参加人】准时参加，人数（    ）名。会议在【地点】报到。
一、议程
（一）传达____精神
二、要求
请于×月×日前报名。

甲支部
2026年1月5日
"""


@pytest.fixture
def office(work: Path) -> Path:
    (work / "hongtou.yaml").write_text("名称: 甲支部\n", encoding="utf-8")
    return work


def test_a_new_type_works_as_it_stands(hongtou: Any, office: Path) -> None:
    told = hongtou(
        "type", "new", "学习计划", "--fields", "单位 年度:整数 要求：长文 安排（月份:整数，专题）", "--summary", "计划"
    ).well()
    assert "文种/学习计划/字段.yaml" in told
    assert "学习计划\t本单位的文种\t计划\t文种/学习计划" in hongtou("types").well()
    hongtou("new", "学习计划", "-o", "计划.yaml").well()
    hongtou("render", "计划.yaml")
    assert (office / "计划.pdf").read_bytes().startswith(b"%PDF")
    hongtou("new", "学习计划", "--workbook", "计划.xlsx").well()
    assert "专题" in hongtou("types", "学习计划").well()


def test_a_new_type_goes_where_the_profile_has_types(hongtou: Any, office: Path) -> None:
    (office / "hongtou.yaml").write_text("名称: 甲支部\n文种: [资料/自己的, 共用]\n", encoding="utf-8")
    assert "资料/自己的/学习计划/字段.yaml" in hongtou("type", "new", "学习计划", "--summary", "计划").well()
    assert "学习计划\t" in hongtou("types").well()


def test_a_new_type_is_like_one_that_there_is(hongtou: Any, office: Path) -> None:
    told = hongtou("type", "new", "培训通知", "--like", "会议通知").well()
    assert "文种/培训通知/回执.md" in told
    assert (office / "文种/培训通知/样稿.yaml").read_text("utf-8").count("文种: 培训通知\n") == 1
    hongtou("new", "培训通知", "-o", "培训.yaml").well()
    hongtou("render", "培训.yaml")
    assert (office / "培训.pdf").read_bytes().startswith(b"%PDF")
    hongtou("type", "new", "外训通知", "--like", "培训通知").well()  # one of the office's own
    hongtou("type", "new", "甲", "--like", "通知").failed(2, "“通知”是用 Python 写的", "会议通知")
    hongtou("type", "new", "甲", "--like", "没有的").failed(2, "没有“没有的”这个文种")
    hongtou("type", "new", "甲", "--like", "会议通知", "--fields", "乙").failed(2, "不要再写“--fields”")
    assert not (office / "文种/甲").exists()


def test_a_type_is_read_when_somebody_asks_for_it(hongtou: Any, office: Path) -> None:
    hongtou("type", "new", "学习计划").well()
    hongtou("type", "new", "值班表").well()
    hongtou("new", "学习计划", "-o", "计划.yaml").well()
    (office / "文种" / "值班表" / "正文.md").write_text("{{ 谁 }}\n", encoding="utf-8")
    hongtou("render", "计划.yaml", "--to", "docx")
    assert hongtou("check", "计划.yaml").err == ""
    assert "值班表" not in hongtou("render", "计划.yaml", "--to", "docx", "--force").err
    for asking in (["types"], ["plugins"], ["doctor"], ["new", "值班表"], ["types", "值班表"]):
        ran = hongtou(*asking)
        assert "文种/值班表/正文.md:1 没有“谁”这个字段" in " ".join((ran.out + ran.err).split())
    (office / "表.yaml").write_text("文种: 值班\n", encoding="utf-8")
    hongtou("render", "表.yaml").failed(1, "没有“值班”这个文种，是不是“值班表”", "插件“文种/值班表”没有装上，也许在那里")


def test_without_fields_it_has_usual_ones(hongtou: Any, office: Path) -> None:
    hongtou("type", "new", "工作简报").well()
    hongtou("new", "工作简报", "-o", "报.yaml").well()
    hongtou("render", "报.yaml", "--to", "pdf")
    assert (office / "报.pdf").exists()
    hongtou("plugins").well()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["学习 计划"], "不能作文种的名称"),
        (["通知"], "已经有“通知”这个文种，同名的用不上。换一个名称；只要改它的样子，用 hongtou template export 通知"),
        (["../外面"], "不能作文种的名称"),
        (["计划", "--fields", "单位:整型"], "的类型“整型”不认识"),
        (["计划", "--fields", "安排（专题"], "少了一个“）”"),
        (["计划", "--fields", "（专题）"], "括号前面要有列表的名称"),
        (["计划", "--fields", " "], "没有字段"),
    ],
)
def test_what_cannot_be_made_is_told(hongtou: Any, office: Path, arguments: list[str], words: str) -> None:
    hongtou("type", "new", *arguments).failed(2, words)
    assert not (office / "文种").exists()


def test_a_folder_that_is_there_is_not_touched(hongtou: Any, office: Path) -> None:
    hongtou("type", "new", "计划").well()
    (office / "文种" / "计划" / "正文.md").write_text("我的。\n", encoding="utf-8")
    hongtou("type", "new", "计划").failed(1, "已经有了，没有动它")
    assert (office / "文种" / "计划" / "正文.md").read_text("utf-8") == "我的。\n"


def test_without_an_office_it_says_where_to_put_it(hongtou: Any, work: Path) -> None:
    hongtou("type", "new", "计划").failed(2, "没有 hongtou.yaml", "-o")
    hongtou("type", "new", "计划", "-o", "放这里").well()
    assert (work / "放这里" / "计划" / "字段.yaml").exists()


def test_a_document_with_gaps_becomes_a_type(hongtou: Any, office: Path) -> None:
    made = docx.Document()
    for line in GAPS.splitlines():
        made.add_paragraph(line)
    made.save(str(office / "开会通知.docx"))
    told = hongtou("type", "from", "开会通知.docx")
    assert told.code == 0, told
    assert "字段：召开、日期、地点、参加人、人数、传达、请于、月\n" in told.out
    body = (office / "文种" / "开会通知" / "正文.md").read_text("utf-8")
    assert "定于{{ 日期 }}在{{ 地点 }}召开会议，请{{ 参加人 }}准时参加，人数（{{ 人数 }}）名。会议在{{ 地点 }}报到。" in body
    hongtou("new", "开会通知", "-o", "通知.yaml").well()
    hongtou("render", "通知.yaml", "--to", "docx")
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(office / "通知.docx")).paragraphs)
    assert "定于2026年1月5日在地点召开会议" in text


def test_a_document_without_gaps_is_told(hongtou: Any, office: Path) -> None:
    (office / "没有空的.txt").write_text("关于放假的通知\n\n各支部：\n明天放假。\n", encoding="utf-8")
    hongtou("type", "from", "没有空的.txt").failed(1, "没有要填的空")


@pytest.mark.parametrize("how", ["--fix", "--annotate"])
def test_drafts_in_another_folder_have_the_types_of_their_own_office(hongtou: Any, work: Path, how: str) -> None:
    folder = work / "办"
    folder.mkdir()
    (folder / "hongtou.yaml").write_text("名称: 甲支部\n", encoding="utf-8")
    hongtou("--office", "办", "type", "new", "简报", "--fields", "单位 要闻:长文").well()
    (folder / "报.yaml").write_text("文种: 简报\n单位: 甲支部\n要闻: 加强领导,落实责任。\n", encoding="utf-8")
    ran = hongtou("check", "办/报.yaml", how)
    assert ran.code == 0, ran
    assert "GW001" not in ran.out + ran.err
    assert "没有“简报”这个文种" not in ran.out + ran.err


def test_what_is_imported_into_another_folder_may_be_of_the_types_of_its_office(hongtou: Any, work: Path) -> None:
    folder = work / "办"
    folder.mkdir()
    (folder / "hongtou.yaml").write_text("名称: 甲支部\n", encoding="utf-8")
    hongtou("--office", "办", "type", "new", "情况简报", "--fields", "单位 要闻:长文").well()
    (work / "来.txt").write_text("第三期情况简报\n\n各科室：\n本周完成两件事。\n\n甲支部\n2026年1月5日\n", encoding="utf-8")
    hongtou("import", "来.txt", "-o", "办/收")
    assert "\n文种: 情况简报\n" in (work / "办" / "收" / "来.md").read_text("utf-8")
    hongtou("import", "来.txt", "-o", "办/又", "--type", "情况简报")
    assert "\n文种: 情况简报\n" in (work / "办" / "又" / "来.md").read_text("utf-8")
    hongtou("import", "来.txt", "--type", "情况简报").failed(2, "没有“情况简报”这个文种")
    hongtou("import", "来.txt", "-o", "别处")
    assert "文种: 情况简报" not in (work / "别处" / "来.md").read_text("utf-8")
