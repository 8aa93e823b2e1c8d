"""Packets on the disk, for tests and benchmarks: an office, its workbooks, the packet's file."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from support.samples import SENTENCES

PROFILE = "名称: 云州市医学会\n机关代字: 云医发\n"
HEAVY = ("年度通知", "年度总结", "年度台账", "述职报告")
_FILE = "  - {{文种: {type}, 名称: {name}, 数据: {name}.xlsx, 编号: {numbered}, 常量: {{{constants}}}}}\n"
_PACKET = "材料包: 年度材料\n年度: 2026\n单位: 单位.xlsx\n文件:\n{files}输出: {{文件夹: '{{单位}}', PDF: {pdf}}}\n"
_NOTICE = "标题: 关于报送年度材料的通知, 成文日期: 2026-11-21"


def write_packet(folder: Path, units: Sequence[tuple[str, str]], pdf: bool = False) -> Path:
    """Write a packet whose units each have one numbered notice; its file.

    :param units: name and text of each; one without a text handed in nothing.
    """
    write_sheet(folder / "通知.xlsx", [["单位名称", "正文"], *(unit for unit in units if unit[1])])
    files = [_FILE.format(type="通知", name="通知", numbered="是", constants=_NOTICE)]
    return _write(folder, [name for name, _ in units], files, pdf=pdf)


def heavy_packet(folder: Path, count: int, paragraphs: int = 12) -> Path:
    """A packet whose units have four documents each, some pages long, the first with a number."""
    units = [f"单位{number:04}" for number in range(count)]
    files = []
    for place, name in enumerate(HEAVY):
        rows = [[unit, _text(place + number, paragraphs)] for number, unit in enumerate(units)]
        write_sheet(folder / f"{name}.xlsx", [["单位名称", "正文"], *rows])
        files.append(_FILE.format(type="通知", name=name, numbered="否" if place else "是", constants=_NOTICE))
    return _write(folder, units, files, pdf=True)


def light_packet(folder: Path, count: int, *, pdf: bool = True) -> Path:
    """A packet whose units have one document of one page each, with a number."""
    return write_packet(folder, [(f"单位{number:04}", "请于年底前报送年度材料。") for number in range(count)], pdf=pdf)


def poisoned_packet(folder: Path, acts: Sequence[str]) -> Path:
    """A packet of documents of a type that does what its data says; ``poison_type`` brings it."""
    units = [f"单位{number:04}" for number in range(len(acts))]
    write_sheet(folder / "毒药.xlsx", [["单位名称", "动作"], *zip(units, acts, strict=True)])
    files = [_FILE.format(type="毒药", name="毒药", numbered="是", constants="标题: 毒药, 成文日期: 2026-11-21")]
    return _write(folder, units, files, pdf=True)


def _write(folder: Path, units: Sequence[str], files: Sequence[str], *, pdf: bool) -> Path:
    (folder / "hongtou.yaml").write_text(PROFILE, encoding="utf-8")
    write_sheet(folder / "单位.xlsx", [["单位名称"], *([unit] for unit in units)])
    packet = folder / "材料包.yaml"
    packet.write_text(_PACKET.format(files="".join(files), pdf="是" if pdf else "否"), encoding="utf-8")
    return packet


def write_sheet(path: Path, rows: Sequence[Sequence[str]], name: str = "基本情况") -> None:
    """Write a workbook with one sheet, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as made:
        sheet = made.add_worksheet(name)
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write(place, column, text)


def _text(start: int, paragraphs: int) -> str:
    lines = ("".join(SENTENCES[(start + line + step) % len(SENTENCES)] for step in range(4)) for line in range(paragraphs))
    return "\n".join(f"{line}.{text}" for line, text in enumerate(lines, 1))
