"""What units hand in for the party office: their workbooks become papers, and the papers a summary with sums."""

import datetime
import re
import subprocess
from pathlib import Path

import pytest
from hongtou.batch.make import make_unit
from hongtou.issuing import Days, Issuer
from hongtou.office import load_office, load_settings
from hongtou.packet.packet import Packet, load_packet
from hongtou.packet.reading import read_here
from hongtou.register.register import Register
from hongtou.runner import Runner
from support.packets import write_sheet
from support.plugins import PLUGINS

PACKET = """\
材料包: 党建报表
年度: 2026
单位: 单位.xlsx
文件:
  - {文种: 理论学习中心组学习计划, 名称: 学习计划, 数据: 学习.xlsx, 常量: {成文日期: 2026-01-05}}
  - {文种: 整改台账, 名称: 整改台账, 数据: 整改.xlsx, 常量: {名称: 检视问题, 截至日期: 2026-11-30, 成文日期: 2026-12-01}}
  - {文种: 民主评议党员汇总表, 名称: 民主评议, 数据: [支部.xlsx, 评议.xlsx], 常量: {评议日期: 2026-12-15, 成文日期: 2026-12-16}}
  - {文种: 党建工作责任清单, 名称: 责任清单, 数据: 清单.xlsx, 常量: {成文日期: 2026-01-05}}
输出: {文件夹: "{单位}", PDF: 否}
汇总: {文种: 党建报表汇总, 常量: {截至日期: 2026-11-30, 成文日期: 2026-12-20}}
"""
SHEETS = {
    "学习": ("安排", [["单位名称", "月份", "专题", "内容", "方式", "学时"], ["甲支部", "1", "党章", "党章", "集中学习", "4"]]),
    "整改": (
        "整改",
        [
            ["单位名称", "问题", "措施", "责任人", "时限", "进展", "销号日期"],
            ["甲支部", "问题一", "措施", "张三", "2026-06-30", "已改", "2026-06-20"],
            ["甲支部", "问题二", "措施", "张三", "2026-10-31", "正在改", ""],
            ["乙支部", "问题三", "措施", "李四", "2026-12-31", "正在改", ""],
        ],
    ),
    "评议": (
        "评议",
        [
            ["单位名称", "姓名", "优秀", "合格", "基本合格", "不合格", "等次"],
            ["甲支部", "张三", "4", "0", "0", "0", "优秀"],
            ["甲支部", "李四", "1", "3", "0", "0", "合格"],
        ],
    ),
    "支部": ("基本情况", [["单位名称", "党员总数", "测评票"], ["甲支部", "4", "4"]]),
    "清单": (
        "清单",
        [
            ["单位名称", "类别", "任务", "要求", "责任领导", "责任部门", "时限"],
            ["甲支部", "组织建设", "换届", "按期换届", "张三", "支委会", "全年"],
        ],
    ),
}


@pytest.fixture
def packet(tmp_path: Path) -> Packet:
    (tmp_path / "hongtou.yaml").write_text("名称: 甲局委员会\n", "utf-8")
    write_sheet(tmp_path / "单位.xlsx", [["单位名称"], ["甲支部"], ["乙支部"], ["丙支部"]], "单位")
    for name, (sheet, rows) in SHEETS.items():
        write_sheet(tmp_path / f"{name}.xlsx", rows, sheet)
    (tmp_path / "packet.yaml").write_text(PACKET, "utf-8")
    return load_packet(tmp_path / "packet.yaml", read=read_here)


def test_a_unit_hands_in_its_plan_its_ledger_its_review_and_its_duties(packet: Packet) -> None:
    assert not packet.problems
    tasks = {task.unit: task for task in packet.tasks}
    made = ["甲支部/学习计划.docx", "甲支部/整改台账.docx", "甲支部/民主评议.docx", "甲支部/责任清单.docx"]
    assert sorted(make_unit(tasks["甲支部"])) == sorted(made)


def test_the_summary_adds_up_what_all_handed_in(packet: Packet) -> None:
    whole = packet.whole()
    assert whole
    assert "汇总/党建报表汇总.xlsx" in list(make_unit(whole))
    (document,) = whole.documents
    states = [unit["情况"] for unit in document.values["各党组织"]]
    assert states[2] == "未交"
    assert "张三" not in str(document.values), "the summary gets no names"
    assert sum(len(paper.get("整改", ())) for unit in document.values["各党组织"] for paper in unit.get("材料", ())) == 3


def test_the_pages_of_the_summary_tell_the_sums() -> None:
    sample = Path(__file__).parents[2] / "sample_data" / "党建" / "19-党建报表汇总.yaml"
    made = Runner(load_office(sample.parents[1]), PLUGINS).make(sample, ["xlsx"])
    (table,) = [element.grid for element in made.plan.galley if element.grid]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["心血管病学会党支部", "已交", "2", "7.5", "3", "1", "1", "3", "1", "2", ""]
    assert rows[2] == ["检验学会党支部", "未交", "0", "0", "0", "0", "0", "0", "0", "0", "学习计划、整改台账、民主评议、责任清单"]
    assert rows[3] == ["合计", "", "3", "11.5", "3", "1", "1", "3", "1", "2", ""]


def test_issues_are_numbered_by_the_register_year_by_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HONGTOU_REGISTER", raising=False)
    (tmp_path / "hongtou.yaml").write_text("名称: 甲局委员会\n机关代字: 甲党发\n单独编号: [党建简报]\n", "utf-8")
    starter = PLUGINS.document_type("党建简报").starter.replace("中共示例市医学会委员会办公室", "甲局委员会")
    register = Register(load_settings(tmp_path), "王小云")
    issuer = Issuer(Runner(register.office, PLUGINS), register)
    printed = []
    for name, day in (("一", "2026-11-21"), ("二", "2026-12-21"), ("三", "2027-01-05")):
        draft = tmp_path / f"{name}.yaml"
        draft.write_text(starter.replace("2026-11-21", day).replace("扎实开展", f"扎实开展第{name}次"), "utf-8")
        issued = issuer.issue(draft, Days(datetime.date(2027, 1, 6)))
        pdf = (issued.folder / f"{issued.entry}.pdf").read_bytes()
        done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
        printed += re.findall("第[0-9]+期", "".join(done.stdout.decode().split()))
    register.close()
    assert printed == ["第1期", "第2期", "第1期"]
