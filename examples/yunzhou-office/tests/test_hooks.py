"""输出、导入、检查、发文以后、数据库：像用的人那样，从命令看。"""

import sqlite3
from importlib.resources import files

import pytest
from hongtou.testing.folder import Office
from hongtou.testing.making import PageOf
from hongtou.testing.running import Run

STARTER = files("yunzhou_office").joinpath("starter.yaml").read_text(encoding="utf-8")


def test_the_words_of_the_pages_are_written(office: Office, run: Run) -> None:
    office.write("函.yaml", STARTER)
    ran = run("render", "函.yaml", "--to", "words")
    assert (ran.code, ran.err) == (0, "")
    assert "于11月10日前函复。" in (office.folder / "函.txt").read_text(encoding="utf-8").replace("\n", "")


def test_a_memo_is_imported_and_another_file_is_told(office: Office, run: Run) -> None:
    office.write("来文.memo", "MEMO\n关于义诊的通知\n请认真准备。\n")
    office.write("坏.memo", "甲")
    ran = run("import", "来文.memo", "坏.memo")
    assert "标题: 关于义诊的通知" in (office.folder / "来文.md").read_text(encoding="utf-8")
    assert "坏.memo：不是便笺，第一行应为 MEMO" in ran.err
    assert ran.code == 1


def test_the_rule_finds_and_says_what_to_write(office: Office, run: Run) -> None:
    office.write("函.md", "---\n文种: 函\n标题: 关于义诊的函\n主送: [云州市第一医院]\n---\n请贵司支持为盼。\n")
    ran = run("check", "函.md")
    assert "YZ001" in ran.out
    assert "贵单位" in ran.out


def test_what_was_issued_is_noted(office: Office, run: Run) -> None:
    office.write("hongtou.yaml", "名称: 云州市医学会\n机关代字: 云医发\n发文以后:\n  - {做法: 记一笔}\n")
    office.write("函.yaml", STARTER)
    ran = run("issue", "函.yaml")
    assert ran.code == 0, ran.err
    assert (office.folder / "已发.txt").read_text(
        encoding="utf-8"
    ) == "云医发〔2026〕1号 关于协助查明张某任职经历的函\n"


def test_bulletins_are_numbered_apart_as_their_scheme_writes(office: Office, run: Run) -> None:
    office.write("hongtou.yaml", "名称: 云州市医学会\n机关代字: 云医发\n单独编号: [协查专报]\n")
    office.write("函.yaml", STARTER)
    office.write("专报.md", run("new", "协查专报").out)
    assert run("issue", "函.yaml").code == 0
    assert run("issue", "专报.md").code == 0
    (filed,) = office.folder.glob("archive/2026/*（协查专报）/*.pdf")
    assert run("number", "audit").code == 0
    assert "发文字号" not in run("check", str(filed), str(filed.with_suffix(".docx"))).out
    assert run("import", str(filed), "-o", "导入").code == 0
    assert "编号：2026-0001" in "".join(path.read_text(encoding="utf-8") for path in office.folder.glob("导入/*.md"))


def test_working_papers_have_22_lines_of_29_pt(office: Office, page: PageOf) -> None:
    lines = "".join(f"第{number}件已经复函。\n" for number in range(1, 61))
    shown = page(f"---\n文种: 通知\n标题: 十月协查底稿\n格式: 工作底稿\n紧缩: 否\n---\n{lines}", 2)
    assert "- 2 -" in shown.text
    steps = [shown.at(f"第{number + 1}件").baseline - shown.at(f"第{number}件").baseline for number in range(30, 40)]
    assert {round(step, 1) for step in steps} == {10.2}  # 毫米：29 磅


PACKET = """\
材料包: 协查
年度: 2026
单位: {工作簿: 协查.db, 工作表: 单位}
文件:
  - {文种: 协查函, 数据: 协查.db, 常量: {标题: 关于协查的函, 主送: ['{单位}'], 发文机关: 云州市医学会}}
"""


@pytest.fixture
def database(office: Office) -> sqlite3.Connection:
    """两个单位，一个要查一件事，一个的期限写错了。"""
    book = sqlite3.connect(office.folder / "协查.db")
    book.execute("create table 单位 (单位名称 text)")
    book.execute("create table 基本情况 (单位名称 text, 事项 text, 期限 text)")
    book.execute("create table 问题 (单位名称 text, 问题 text, 依据 text)")
    for unit, day in (("云州市第一医院", "2026-11-10"), ("云州市第二医院", "11月31日")):
        book.execute("insert into 单位 values (?)", (unit,))
        book.execute("insert into 基本情况 values (?, '张某的任职经历', ?)", (unit, day))
        book.execute("insert into 问题 values (?, '任职起止', '任免文件')", (unit,))
    book.commit()
    book.close()
    office.write("packet.yaml", PACKET)
    return book


@pytest.mark.usefixtures("database")
def test_a_packet_is_filled_from_a_database(office: Office, run: Run) -> None:
    ran = run("batch", "packet.yaml", "-o", "输出", "--workers", "1")
    assert ran.code == 3, ran.err
    assert list(office.folder.glob("输出/*第一医院/协查函.pdf"))
    assert "协查.db 基本情况 第2条“期限”" in ran.err
    assert not list(office.folder.glob("输出/*第二医院/*"))


@pytest.mark.usefixtures("database")
def test_a_database_that_is_in_use_is_told(office: Office, run: Run) -> None:
    (office.folder / "协查.db-wal").write_bytes(b"more")
    assert "协查.db：正在别处使用，改动还没有写进去" in run("batch", "packet.yaml", "-o", "输出").err


def test_everything_is_listed(run: Run) -> None:
    listed = run("plugins").out
    assert "yunzhou-office[yunzhou_office]\t0.1.0\t协查函、协查专报、words、工作底稿、专报编号、记一笔" in listed
