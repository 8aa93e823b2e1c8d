"""Sheets as offices keep them: heads over two rows, merged cells, number formats, columns set wide."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from hongtou import Table
from hongtou.intake.workbook.sheet_table import read_sheet_table

Fill = Callable[[Any, Callable[..., Any]], None]


def _budget(sheet: Any, style: Callable[..., Any]) -> None:
    sheet.merge_range("A1:H1", "2026年部门预算执行情况表")
    for area, text in {
        "A2:A3": "序号",
        "B2:B3": "预算单位",
        "C2:E2": "年初预算（万元）",
        "F2:G2": "执行情况",
        "H2:H3": "备注",
    }.items():
        sheet.merge_range(area, text, style(bold=True))
    sheet.write_row("C3", ["合计", "基本支出", "项目支出", "支出数", "执行率"], style(bold=True))
    money, rate = style(num_format="#,##0.00"), style(num_format="0.0%")
    units = ["市卫生健康委员会机关", "市人民医院", "市疾病预防控制中心", "市妇幼保健院"]
    for row, unit in enumerate(units, 3):
        sheet.write_row(row, 0, [row - 2, unit])
        sheet.write_row(row, 2, [12800.5 / row, 9600 / row, 3200.5 / row, 11520.45 / row], money)
        sheet.write_number(row, 6, 0.9 + row / 1000, rate)
    sheet.write(4, 7, "含上年结转资金1,120万元")
    sheet.merge_range(7, 0, 7, 1, "合计", style(bold=True))
    sheet.write_row(7, 2, [43210.99, 32100, 11110.99, 40000.5], style(bold=True, num_format="#,##0.00"))
    sheet.write_number(7, 6, 0.9257, style(bold=True, num_format="0.0%"))


def _tasks(sheet: Any, style: Callable[..., Any]) -> None:
    sheet.write_row(0, 0, ["重点任务", "序号", "具体措施", "责任单位", "完成时限"], style(bold=True))
    groups = {"加强政治建设": 3, "推进清廉医院建设": 2, "提升服务能力": 3}
    row = 1
    for name, count in groups.items():
        sheet.merge_range(row, 0, row + count - 1, 0, name)
        for number in range(count):
            text = "召开专题会议研究部署，组织集中学习4次以上，形成学习成果汇编，推动26项任务落地见效"
            sheet.write_row(row, 1, [row, text[: 18 + 8 * number], "办公室、机关党委"])
            sheet.write_datetime(row, 4, datetime.datetime(2026, 3 * number + 3, 30), style(num_format="yyyy/m/d"))
            row += 1


def _people(sheet: Any, _: Callable[..., Any]) -> None:
    sheet.write_row(0, 0, ["序号", "姓名", "性别", "出生年月", "身份证号码", "工作单位及职务", "联系电话"])
    for number, name in enumerate(["王伟", "欧阳晓明", "李静", "司马相如"], 1):
        identity = f"1101011990030700{10 + number}"
        sheet.write_row(number, 0, [number, name, "男", "1990.03", identity, "云州市人民医院心内科副主任医师", "13800000001"])


def _signing(sheet: Any, _: Callable[..., Any]) -> None:
    sheet.merge_range("A1:E1", "会议签到表")
    sheet.write_row(1, 0, ["序号", "单位", "姓名", "签名", "备注"])
    for number in range(2, 8):
        sheet.write_row(number, 0, [number - 1, f"云州市第{number}人民医院", "王伟"])
    sheet.set_column(3, 3, 24)


def _quarters(sheet: Any, style: Callable[..., Any]) -> None:
    sheet.write("E1", "单位：人次")
    sheet.merge_range("A2:A3", "指标名称")
    sheet.merge_range("B2:E2", "2026年")
    sheet.write_row("B3", ["第一季度", "第二季度", "第三季度", "第四季度"])
    for row, name in enumerate(["门诊人次", "出院人次", "平均住院日（天）", "药占比"], 3):
        sheet.write(row, 0, name)
        code = "0.0%" if name == "药占比" else "0.0" if "天" in name else "#,##0"
        sheet.write_row(
            row, 1, [0.25, 0.26, 0.243, 0.24] if "%" in code else [123456, 98765, 110000, 99999], style(num_format=code)
        )


def _units_of_money(sheet: Any, style: Callable[..., Any]) -> None:
    sheet.write_row(0, 0, ["项目", "合同金额", "已付款", "付款比例", "合同签订日期", "承办人"])
    for row, name in enumerate(["门诊综合楼装修", "信息系统升级改造（一期）", "医用直线加速器采购"], 1):
        sheet.write(row, 0, name)
        sheet.write_row(row, 1, [1286.5 * row, 643.25 * row], style(num_format='#,##0.00"万元"'))
        sheet.write_number(row, 3, 0.5, style(num_format="0%"))
        sheet.write_datetime(row, 4, datetime.datetime(2026, row, 15), style(num_format='yyyy"年"m"月"d"日"'))
        sheet.write(row, 5, ["王伟", "李静", "欧阳晓明"][row - 1])


def _three_levels(sheet: Any, _: Callable[..., Any]) -> None:
    sheet.merge_range("A1:A3", "单位")
    sheet.merge_range("B1:G1", "人员情况")
    sheet.merge_range("B2:D2", "在职职工")
    sheet.merge_range("E2:F2", "离退休")
    sheet.merge_range("G2:G3", "合计")
    sheet.write_row("B3", ["管理", "专业技术", "工勤", "离休", "退休"])
    for row, name in enumerate(["市人民医院", "市中医医院", "市中心血站"], 3):
        sheet.write_row(row, 0, [name, 35, 1120, 48, 2, 386, 1591])


def _groups(sheet: Any, style: Callable[..., Any]) -> None:
    sheet.write_row(0, 0, ["序号", "单位名称", "法定代表人", "地址", "电话"], style(bold=True))
    row = 1
    for name in ("一、市直单位", "二、县（市、区）单位"):
        sheet.merge_range(row, 0, row, 4, name, style(bold=True))
        for number in range(1, 4):
            unit = [number, "云州市卫生健康综合行政执法支队", "王伟", "云州市中心城区人民大道126号", "0712-8866001"]
            sheet.write_row(row + number, 0, unit)
        row += 4


def _scores(sheet: Any, style: Callable[..., Any]) -> None:
    sheet.write_row(0, 0, ["考核内容", "考核指标", "分值", "评分办法", "得分"], style(bold=True))
    sheet.merge_range("A2:A4", "党的建设（40分）")
    sheet.merge_range("A5:A6", "业务工作（60分）")
    ways = [
        "每少1次扣2分，扣完为止",
        "未按期换届的不得分；按期换届但程序不规范的扣3分",
        "满意度达到95%以上得10分，每低1个百分点扣1分",
    ]
    for row in range(1, 6):
        sheet.write_row(row, 1, [["理论学习", "组织建设", "群众满意度"][row % 3], 10 + row, ways[row % 3]])


def _wide(sheet: Any, style: Callable[..., Any]) -> None:
    titles = [
        "县区",
        "常住人口（万人）",
        "医疗机构数",
        "床位数",
        "执业医师",
        "注册护士",
        "每千人床位",
        "财政投入（万元）",
        "同比增长",
    ]
    sheet.write_row(0, 0, titles)
    for row, name in enumerate(["东城区", "西城区", "南山县", "北河县", "高新技术产业开发区"], 1):
        sheet.write(row, 0, name)
        sheet.write_row(row, 1, [56.78, 312, 4560, 1890, 2345], style(num_format="#,##0.##"))
        sheet.write_row(row, 6, [8.03, 12345.6], style(num_format="#,##0.00"))
        sheet.write_number(row, 8, 0.0512 * row, style(num_format="0.00%"))


SHEETS: dict[str, Fill] = {
    "预算执行": _budget,
    "任务分解": _tasks,
    "人员信息": _people,
    "签到": _signing,
    "季度指标": _quarters,
    "合同付款": _units_of_money,
    "三层表头": _three_levels,
    "分组": _groups,
    "评分": _scores,
    "县区统计": _wide,
}


def sheet_tables(folder: Path, names: Sequence[str] = tuple(SHEETS)) -> dict[str, Table]:
    """The sheets as tables, by their names; their workbooks are written into a folder."""
    found = {}
    for name in names:
        path = folder / f"{name}.xlsx"
        with xlsxwriter.Workbook(path) as book:
            SHEETS[name](book.add_worksheet(name), lambda book=book, **look: book.add_format(look))
        found[name] = read_sheet_table(path)
    return found
