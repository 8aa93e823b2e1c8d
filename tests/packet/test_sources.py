"""What packets are filled from besides workbooks: CSV, and whatever a plug-in brings; what is wrong, at its place."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from pathlib import Path
from textwrap import indent

import pytest
from hongtou.errors import InputError
from hongtou.packet.basis import common
from hongtou.packet.packet import Packet, Read, load_packet
from hongtou.packet.packet_file import read_packet_file
from hongtou.packet.reading import read_apart, read_here
from hongtou.plugin.manager import Plugins

Outside = Callable[..., Path]
Installed = Callable[[], list[EntryPoint]]

HEAD = "材料包: 年度材料\n年度: 2026\n单位: 单位.csv\n文件:\n"
FILES = "  - {文种: 年度党建工作总结, 名称: 总结, 数据: 数据, 常量: {格式: 普通, 发文机关: '{单位}'}}\n"
TASKS = "完成情况,任务*,单位\n组织学习12次。,理论武装,甲学会\n走访5家。,组织覆盖,甲学会\n"
SOURCE = """\
import os, socket, sys
from hongtou import CellFault, HongtouError, PacketRow, PacketSheet, PacketSource, hookimpl

def overview(*rows):
    titles = PacketRow(1, ("单位名称", "党员总数", "女党员"), "题目")
    return PacketSheet("概况", [titles, *(PacketRow(n, cells, f"第{n}条") for n, cells in enumerate(rows, 1))])

DONE = PacketRow(2, ("甲学会", "理论武装", "学习12次。"))
TASKS = PacketSheet("本年度任务", [PacketRow(1, ("单位", "任务", "完成情况")), DONE])

def read(path, content):
    print("loud")
BODY

@hookimpl
def hongtou_register_packet_sources(register):
    register(PacketSource("tbl", "表", (".tbl",), read))
"""
PHRASE = "很长的一句话，猜不出来的"
REACH = """\
known = str([name for name in ("HONGTOU_REGISTER", "HONGTOU_PASSWORD") if name in os.environ])
try:
    socket.create_connection(("192.0.2.1", 80), timeout=0.2)
    reached = "连上了"
except OSError:
    reached = "没有连上"
return [overview(("甲学会", known, reached)), TASKS]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "单位.csv").write_text("单位名称,简称\n甲学会,甲\n乙学会,乙\n", encoding="utf-8")
    (tmp_path / "概况.csv").write_text("单位名称;党员总数;女党员（名）\n甲学会;9;４\n", encoding="gbk")
    (tmp_path / "本年度任务.csv").write_text(TASKS, encoding="utf-8-sig")
    return tmp_path


def load(folder: Path, data: str = "[概况.csv, 本年度任务.csv]", read: Read = read_here) -> Packet:
    (folder / "packet.yaml").write_text(HEAD + FILES.replace("数据: 数据", f"数据: {data}"), encoding="utf-8")
    return load_packet(folder / "packet.yaml", read=read)


def filled(packet: Packet) -> object:
    (task,) = packet.tasks
    return task.documents[0].values["概况"]


def brings(outside: Outside, body: str) -> None:
    outside("tables", SOURCE.replace("BODY", indent(body, "    ")))


@contextmanager
def refused(told: str) -> Iterator[None]:
    with pytest.raises(InputError, match=re.escape(told)):
        yield


def test_csv_is_read_as_workbooks_are_whatever_its_encoding_and_its_commas(folder: Path) -> None:
    packet = load(folder)
    assert filled(packet) == {"党员总数": "9", "女党员": "４"}
    assert packet.missing == ("乙学会",)
    (task,) = packet.tasks
    assert str(task.documents[0].places["本年度任务", 1, "任务"]) == f"{folder / '本年度任务.csv'} 本年度任务!B3"


def test_a_long_number_that_lost_its_end_is_told_at_its_cell(folder: Path) -> None:
    (folder / "概况.csv").write_text("单位名称,党员总数\n甲学会,1.10105E+17\n", encoding="utf-8")
    told = load(folder).problems["甲学会"]
    assert told.startswith(f"{folder / '概况.csv'} 概况!B2  党员总数：长数字写成了科学计数法，后面几位已经丢了")


def test_a_character_that_nobody_can_print_is_told_at_its_cell_and_harms_no_other(folder: Path) -> None:
    (folder / "概况.csv").write_text("单位名称,党员总数\n甲学会,9\ufffd\n乙学会,5\n", encoding="utf-8")
    (folder / "本年度任务.csv").write_text(TASKS + "走访3家。,组织覆盖,乙学会\n", encoding="utf-8")
    packet = load(folder)
    assert f"{folder / '概况.csv'} 概况!B2  党员总数：有乱码" in packet.problems["甲学会"]
    assert filled(packet) == {"党员总数": "5"}


def test_quotes_that_do_not_pair_swallow_no_rows(folder: Path) -> None:
    (folder / "概况.csv").write_text('单位名称,党员总数\n甲学会,"9\n乙学会,5\n', encoding="utf-8")
    with refused(f"{folder / '概况.csv'}：第 3 行有一格超过"):
        load(folder)


def test_a_file_that_nobody_reads_is_told_with_those_that_are_read(folder: Path) -> None:
    (folder / "总结.mdb").write_bytes(b"x")
    with refused(
        f"{folder / '总结.mdb'}：不会读“.mdb”文件。能读的：.xlsx、.xls、.et、.xlsm、.xlsb、.ods、.csv、.tsv；别的要装上"
    ):
        load(folder, "总结.mdb")


def test_another_text_in_a_csv_is_another_basis(folder: Path) -> None:
    packet = load(folder)
    known = common(read_packet_file(folder / "packet.yaml"), packet.office)
    assert packet.basis is not None
    assert packet.basis.holds(known, folder)
    (folder / "概况.csv").write_text("单位名称;党员总数\n甲学会;8\n", encoding="gbk")
    assert not packet.basis.holds(known, folder)


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("data", ["总结.tbl", "'{单位}.tbl'"])
def test_a_plugins_file_gives_rows_with_their_places(folder: Path, outside: Outside, data: str) -> None:
    brings(outside, 'return [overview(("甲学会", 9, 4.0), ("乙学会", CellFault("锁着，没有读"), None)), TASKS]')
    for name in ("总结", "甲学会", "乙学会"):
        (folder / f"{name}.tbl").write_bytes(name.encode())
    packet = load(folder, data, read_apart)
    if "单位" in data:
        assert "这是“甲学会”的工作簿，这一行却写着别的单位" in packet.problems["甲学会"]
        assert f"{folder / '甲学会.tbl'} 概况 第2条“单位名称”" in packet.problems["甲学会"]
        return
    assert filled(packet) == {"党员总数": "9", "女党员": "4"}
    assert packet.problems["乙学会"] == f"{folder / '总结.tbl'} 概况 第2条“党员总数”  党员总数：锁着，没有读"


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("body", "told"),
    [
        ('raise KeyError("110101199001011234")', "读它时程序出错：KeyError（"),
        ("return 7", "读出来的不是 PacketSheet 的列表"),
        ("return []", "里面没有表"),
        ("return [TASKS, TASKS]", "两张表同名，或者表没有名称：本年度任务、本年度任务"),
        ('return [overview(("甲学会", object(), 1)), TASKS]', "有一格是 object，应为文字、数、日期"),
        ('return [PacketSheet("概况", 7), TASKS]', "读它时程序出错：TypeError"),
        ("sys.exit(3)", "读它时程序出错：SystemExit（"),
        ('raise HongtouError("表锁着")', "表锁着"),
        ("os._exit(3)", "读到这里，程序用的内存超过了限度或者被中止"),
    ],
)
def test_what_its_reader_does_wrong_bears_its_name(folder: Path, outside: Outside, body: str, told: str) -> None:
    brings(outside, body)
    (folder / "总结.tbl").write_bytes(b"x")
    with pytest.raises(InputError) as caught:
        load(folder, "总结.tbl", read_apart)
    message = str(caught.value)
    assert message.startswith(f"{folder / '总结.tbl'}（由插件“tables[tables]”读）：")
    assert told in message
    assert "1101" not in message


@pytest.mark.usefixtures("installed")
def test_its_reader_harms_one_unit_alone_where_each_has_its_file(folder: Path, outside: Outside) -> None:
    sheet = 'PacketSheet("概况", [PacketRow(1, ("党员总数",)), PacketRow(2, (9,))])'
    brings(outside, f'if content == b"bad": os._exit(3)\nreturn [{sheet}, TASKS]')
    (folder / "甲学会.tbl").write_bytes(b"good")
    (folder / "乙学会.tbl").write_bytes(b"bad")
    packet = load(folder, "'{单位}.tbl'", read_apart)
    assert packet.problems["乙学会"].startswith(f"{folder / '乙学会.tbl'}（由插件“tables[tables]”读）  总结：没有读成，")
    assert filled(packet) == {"党员总数": "9"}


@pytest.mark.usefixtures("installed")
def test_its_reader_knows_no_secret_and_reaches_no_network(
    folder: Path, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HONGTOU_REGISTER", "postgresql://secret")
    monkeypatch.setenv("HONGTOU_PASSWORD", PHRASE)
    brings(outside, REACH)
    (folder / "总结.tbl").write_bytes(b"x")
    assert filled(load(folder, "总结.tbl", read_apart)) == {"党员总数": "[]", "女党员": "没有连上"}


def test_a_suffix_that_is_read_already_is_not_taken(outside: Outside, installed: Installed) -> None:
    brings(outside, "return []")
    outside("twin", SOURCE.replace('"tbl"', '"other"').replace("BODY", "    pass"))
    failures = [str(failure) for failure in Plugins(installed()).failures]
    assert failures == ["插件“twin[twin]”：“.tbl”文件已经由插件“tables[tables]”读。卸载其中一个"]


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ('7', "登记的材料包数据应为 PacketSource，实为 int"),
        ('PacketSource("T", "表", (".tbl",), read)', "材料包数据的名称应为 1 至 16 个小写字母或数字"),
        ('PacketSource("t", "表", ("",), read)', "材料包数据“t”的 suffixes 应为文件后缀，例如 ('.db',)"),
        ('PacketSource("t", "表", (".tbl",), lambda path, content: [])', "材料包数据“t”的 read 应为模块里的函数"),
    ],
)  # fmt: skip
def test_what_is_no_source_is_told_when_it_is_loaded(outside: Outside, installed: Installed, made: str, told: str) -> None:
    outside("tables", SOURCE.replace('PacketSource("tbl", "表", (".tbl",), read)', made).replace("BODY", "    pass"))
    (failure,) = Plugins(installed()).failures
    assert told in str(failure)
