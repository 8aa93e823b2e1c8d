"""发文登记簿: what a reader of the table sees."""

import datetime
from typing import Any

from hongtou import Context, DocumentNumber, Gongwen, Office, Paragraph, Table
from hongtou.layout.metrics import CellMetrics
from hongtou.layout.tables import set_table
from hongtou.plugins.dispatch_book.compose import compose

OFFICE = Office(name="云州市医学会")


def line(serial: int, code: str = "云医发", **more: Any) -> dict[str, Any]:
    return {"发文字号": DocumentNumber(code, 2026, serial), "状态": "已发", "文件标题": "关于甲的通知", **more}


def book(*lines: dict[str, Any], **data: Any) -> Gongwen:
    return compose({"年度": 2026, "格式": "普通", "登记": list(lines), **data}, Context(OFFICE, "发文登记簿"))


def table(document: Gongwen) -> Table:
    (found,) = (block for block in document.main.blocks if isinstance(block, Table))
    return found


def rows(document: Gongwen) -> list[str]:
    return ["|".join(cell.text for cell in row.cells) for row in table(document).rows]


def sentence(document: Gongwen) -> str:
    (found,) = (block for block in document.main.blocks if isinstance(block, Paragraph))
    return "".join(span.text for span in found.spans)


def test_a_line_for_every_number() -> None:
    document = book(
        line(1, 成文日期=datetime.date(2026, 3, 2), 主送="各支部", 份数="30"),
        line(2, 状态="作废", 原因="会议决定不发", 文件标题=""),
        line(3, 状态="废止", 原因="由5号代替", 备注="联合"),
    )
    assert document.main.title == "云州市医学会2026年发文登记簿"
    assert [column.title for column in table(document).columns] == [
        "序号",
        "发文字号",
        "文件标题",
        "成文日期",
        "主送",
        "份数",
        "备注",
    ]
    assert rows(document) == [
        "1|云医发〔2026〕1号|关于甲的通知|3.2|各支部|30|",
        "2|云医发〔2026〕2号|||||作废：会议决定不发",
        "3|云医发〔2026〕3号|关于甲的通知||||废止：由5号代替；联合",
    ]
    assert sentence(document) == "“云医发”共登记3个号，其中已发1个、废止1个、作废1个。"


def test_several_codes_are_parted_and_counted_apart() -> None:
    document = book(line(1, "云医党发"), line(1), line(2))
    assert [row.band for row in table(document).rows] == [True, False, True, False, False]
    assert sentence(document) == "“云医党发”共登记1个号，均为已发；“云医发”共登记2个号，均为已发。"


def test_a_year_without_numbers() -> None:
    document = book()
    assert [type(block) for block in document.main.blocks] == [Paragraph]
    assert sentence(document) == "本年度没有发文登记。"


def test_it_is_signed_when_it_is_dated() -> None:
    assert book(line(1)).signature is None
    dated = book(line(1), 成文日期=datetime.date(2026, 12, 31)).signature
    assert dated and dated.issuers == ("云州市医学会",)


def test_no_number_goes_over_two_lines() -> None:
    long = "关于印发云州市医学会2026年度学术活动计划和继续教育项目安排的通知" * 2
    more = {"文件标题": long, "主送": "各专科分会、各县（市、区）医学会", "份数": "120", "签发人": "欧阳晓明"}
    document = book(*(line(number, "云医学会党发", **more) for number in range(98, 103)))
    grid = set_table(table(document), CellMetrics())
    assert [row.cells[1].lines for row in grid.rows] == [(f"云医学会党发〔2026〕{number}号",) for number in range(98, 103)]
