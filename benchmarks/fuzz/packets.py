"""Packet files: each is read with its workbooks, and the first unit's documents are checked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import xlsxwriter
from hongtou.batch.make import check_unit
from hongtou.packet.packet import load_packet
from hongtou.packet.reading import read_here

from .mutators import encoded, mutated
from .trial import Trial, Verdict, judged

_SEED = """\
材料包: 云州市医学会专科分会年度材料
年度: 2026
标识: 2026年度材料
机关代字: 云医党发
单位: {工作簿: 单位.xlsx, 工作表: 单位, 单位栏: 单位名称}
文件:
  - 文种: 年度党建工作总结
    名称: 01-总结
    数据: 总结.xlsx
    常量: {格式: 普通, 发文机关: "{单位}", 成文日期: 2026-12-20}
  - 文种: 统战对象名单
    名称: 03-名单
    数据: [名单.xlsx]
    工作表: {名单: 统战名单}
    可缺: 是
    查重:
      名单: [姓名, 出生年月]
    常量: {标题: "{单位}名单", 格式: 普通, 发文机关: "{单位}", 成文日期: 2026-12-20}
  - 文种: 述职报告
    名称: 04-述职报告
    草稿: 草稿/{简称}.yaml
    可缺: 是
    常量: {单位: "{单位}党组织", 成文日期: 2026-12-20}
  - 文种: 通知
    名称: 05-通知
    编号: 是
    常量:
      发文机关: 中共云州市医学会委员会
      标题: 关于2026年度考核结果的通知
      主送: "{单位}"
      正文: |
        {单位}2026年度考核等次为优秀。
      成文日期: 2027-01-15
输出: {文件夹: "{序号}-{简称}", DOCX: 是, PDF: 否, 卷: 否}
汇总:
  文种: 年度党建工作汇总
  常量: {发文机关: 中共云州市医学会委员会, 标题: 年度党建工作汇总, 成文日期: 2027-01-20}
"""
_Rows = list[tuple[object, ...]]
_SHEETS: Mapping[str, Mapping[str, _Rows]] = {
    "单位.xlsx": {
        "单位": [("单位名称", "简称"), ("心血管病学分会", "心血管"), ("护理学分会", "护理"), ("外科学分会", "外科")],
    },
    "总结.xlsx": {
        "概况": [("单位名称", "党员总数", "女党员（名）"), ("心血管病学分会", 9, 4), ("护理学分会", "１２", 5)],
        "本年度任务": [
            ("完成情况", "任务*", "单位"),
            ("组织学习12次。", "理论武装", "心血管"),
            ("走访5家。", "组织覆盖", "护理学分会"),
        ],
    },
    "名单.xlsx": {
        "统战名单": [
            ("单位", "姓名", "性别", "民族", "出生年月", "类别"),
            ("护理", "张三", "男", "汉族", "1970-05", "民主党派成员"),
        ],
    },
}


def given(trial: Trial) -> tuple[str, bytes]:
    """The name and the content of the packet file that a trial gives."""
    random = trial.random
    return f"packet-{trial.number}.yaml", encoded(mutated(_SEED, [_SEED], random), random)


def run(trial: Trial) -> Verdict:
    """Read a packet and check what it makes of its units."""
    folder = _folder(trial.folder)
    name, content = given(trial)
    (folder / name).write_bytes(content)
    try:
        return judged(lambda: _checked(folder / name))
    finally:
        (folder / name).unlink()


@lru_cache(maxsize=1)
def _folder(folder: Path) -> Path:
    """Where the workbooks are."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, sheets in _SHEETS.items():
        if not (folder / name).exists():
            _write(folder / name, sheets)
    return folder


def _write(path: Path, sheets: Mapping[str, _Rows]) -> None:
    temporary = path.with_name(f"{id(path)}-{path.name}")
    with xlsxwriter.Workbook(temporary) as book:
        for sheet, rows in sheets.items():
            made = book.add_worksheet(sheet)
            for place, row in enumerate(rows):
                made.write_row(place, 0, row)
    temporary.replace(path)


def _checked(path: Path) -> str:
    packet = load_packet(path, read=read_here)
    for task in packet.tasks:
        check_unit(task)
    if whole := packet.whole():
        check_unit(whole)
    return ""
