"""``hongtou new --workbook`` and ``hongtou new 材料包``."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hongtou.intake.workbook.reader import Workbook
from hongtou.packet.packet_file import read_packet_file

Hongtou = Callable[..., Any]


def test_it_writes_a_blank_workbook(hongtou: Hongtou, work: Path) -> None:
    assert hongtou("new", "统战对象名单", "--workbook", "名单.xlsx").well() == "名单.xlsx\n"
    assert Workbook(work / "名单.xlsx").sheets[:2] == ["基本情况", "名单"]


def test_it_overwrites_only_when_told(hongtou: Hongtou, work: Path) -> None:
    (work / "名单.xlsx").write_bytes(b"")
    hongtou("new", "统战对象名单", "--workbook", "名单.xlsx").failed(1, "已经有了")
    hongtou("new", "统战对象名单", "--workbook", "名单.xlsx", "--force").well()


def test_only_xlsx_and_one_thing_at_a_time(hongtou: Hongtou) -> None:
    hongtou("new", "统战对象名单", "--workbook", "名单.xls").failed(2, "名单.xlsx")
    hongtou("new", "统战对象名单", "--workbook", "名单.xlsx", "-o", "名单.yaml").failed(2, "一次只写一样")


def test_the_packet_to_begin_with_is_sound(hongtou: Hongtou, work: Path) -> None:
    assert hongtou("new", "材料包", "-o", "packet.yaml").well() == "packet.yaml\n"
    packet = read_packet_file(work / "packet.yaml")
    assert [one.type for one in packet.files] == ["年度党建工作总结", "党建工作台账", "统战对象名单", "述职报告"]
    assert packet.whole
    hongtou("new", "材料包", "-o", "packet.md").failed(2, "材料包应以 .yaml 结尾")
