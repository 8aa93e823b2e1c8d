"""A packet on the disk: an office, its workbooks, the packet's file."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

PACKET = """\
材料包: 年度材料
年度: 2026
单位: 单位.xlsx
文件:
  - 文种: 通知
    数据: 材料.xlsx
    编号: 是
    常量: {标题: 关于报送年度材料的通知, 成文日期: 2026-11-21}
输出: {文件夹: "{单位}", PDF: %s}
"""


def write_packet(folder: Path, units: Sequence[tuple[str, str]], pdf: bool = False) -> Path:
    """Write a packet whose units each have one numbered notice; its file.

    :param units: name and text of each; one without a text handed in nothing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hongtou.yaml").write_text("名称: 云州市医学会\n机关代字: 云医发\n", encoding="utf-8")
    write_sheet(folder / "单位.xlsx", [["单位名称"], *([name] for name, _ in units)], "单位")
    write_sheet(folder / "材料.xlsx", [["单位名称", "正文"], *(unit for unit in units if unit[1])], "基本情况")
    packet = folder / "材料包.yaml"
    packet.write_text(PACKET % ("是" if pdf else "否"), encoding="utf-8")
    return packet


def write_sheet(path: Path, rows: Sequence[Sequence[str]], name: str) -> None:
    """Write a workbook with one sheet."""
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet(name)
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
