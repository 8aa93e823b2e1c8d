"""``hongtou number`` and ``hongtou issue`` as people and programs use them."""

import json
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

Hongtou = Callable[..., Any]
PROFILE = "名称: 云州市医学会\n机关代字: 云医发\n"


@pytest.fixture
def office(work: Path, environment: dict[str, str]) -> Path:
    environment.pop("HONGTOU_REGISTER", None)
    environment["HONGTOU_WHO"] = "王小云"
    (work / "hongtou.yaml").write_text(PROFILE, encoding="utf-8")
    return work


def test_reserved_numbers_are_printed_one_a_line(hongtou: Hongtou, office: Path) -> None:
    assert hongtou("number", "reserve", "--year", "2026", "--count", "2").well() == "云医发〔2026〕1号\n云医发〔2026〕2号\n"
    assert hongtou("number", "reserve", "--year", "2026", "--serial", "5-6", "--code", "云医党发").well() == (
        "云医党发〔2026〕5号\n云医党发〔2026〕6号\n"
    )
    assert (office / "register.db").exists()


def test_a_program_reads_what_was_reserved(hongtou: Hongtou, office: Path) -> None:
    (entry,) = json.loads(hongtou("number", "reserve", "--year", "2026", "--note", "留用", "--format", "json").well())
    assert (entry["number"], entry["state"], entry["note"], entry["reserved_by"]) == (
        "云医发〔2026〕1号",
        "reserved",
        "留用",
        "王小云",
    )
    assert json.loads(hongtou("number", "list", "--format", "json").well()) == [entry]
    shown = json.loads(hongtou("number", "show", "云医发〔2026〕1号", "--format", "json").well())
    assert [one["action"] for one in shown["history"]] == ["reserve"]
    assert office.exists()


def test_list_search_and_show(hongtou: Hongtou, office: Path) -> None:
    hongtou("number", "reserve", "--year", "2026", "--note", "换届文件").well()
    hongtou("number", "reserve", "--year", "2025", "--note", "总结").well()
    assert hongtou("number", "list").well() == "云医发〔2025〕1号\t预留\t\t\t总结\n云医发〔2026〕1号\t预留\t\t\t换届文件\n"
    assert hongtou("number", "list", "--year", "2026", "--state", "已发").well() == ""
    assert hongtou("number", "search", "换届").well().startswith("云医发〔2026〕1号")
    hongtou("number", "search", "没有").failed(1, "没有找到“没有”")
    shown = hongtou("number", "show", "云医发〔2026〕1号", "--who", "x")
    shown.failed(2, "没有“--who”")
    assert "备注\t换届文件\n" in hongtou("number", "show", "云医发〔2026〕1号").well()
    assert office.exists()


def test_void_revoke_and_abolish(hongtou: Hongtou, office: Path) -> None:
    hongtou("number", "reserve", "--year", "2026", "--count", "2").well()
    hongtou("number", "void", "云医发〔2026〕1号").failed(2, "--reason")
    assert hongtou("number", "void", "云医发〔2026〕1号", "--reason", "不发").well() == "云医发〔2026〕1号\n"
    hongtou("number", "void", "云医发〔2026〕1号", "--reason", "不发").failed(1, "已经作废")
    hongtou("number", "revoke", "云医发〔2026〕2号", "--reason", "不发").failed(1, "还没有发出")
    hongtou("number", "abolish", "云医发〔2026〕9号", "--reason", "不发").failed(1, "登记簿里没有")
    hongtou("number", "void", "云医发[2026]02号", "--reason", "不发").failed(1, "例如“云医发〔2026〕2号”")
    assert office.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["reserve", "--year", "26"], ["--year"]),
        (["reserve", "--serial", "0"], ["--serial"]),
        (["reserve", "--serial", "5-3"], ["--serial"]),
        (["reserve", "--serial", "5", "--count", "2"], ["只写一个"]),
        (["reserve", "--kind", "函"], ["单独编号"]),
        (["list", "--state", "丢了"], ["不认识“丢了”", "预留"]),
        (["resrve"], ["是不是“reserve”"]),
        (["book", "-o", "x.doc"], ["doc", "应以 .xlsx、.docx、.pdf、.png 结尾"]),
    ],
)
def test_wrong_usage(hongtou: Hongtou, office: Path, arguments: list[str], words: list[str]) -> None:
    hongtou("number", *arguments).failed(2, *words)
    assert office.exists()


def test_a_code_that_no_number_can_have(hongtou: Hongtou, office: Path) -> None:
    hongtou("number", "reserve", "--year", "2026", "--code", "YYF").failed(1, "不是规范的发文字号")
    assert office.exists()


def test_without_an_office(hongtou: Hongtou, work: Path) -> None:
    hongtou("number", "list").failed(1, "没有办公室文件夹")
    assert list(work.iterdir()) == []


def test_a_damaged_register(hongtou: Hongtou, office: Path) -> None:
    (office / "register.db").write_bytes(b"")
    hongtou("number", "list").failed(1, "register.db", "空的", "从备份恢复")


def test_import_tells_every_conflict(hongtou: Hongtou, office: Path) -> None:
    (office / "旧簿.csv").write_bytes("文号,标题\n云医发[2025]1号,甲\n云医发〔2025〕2号,乙\n云医发〔2025〕2号,丙\n".encode("gbk"))
    hongtou("number", "import", "旧簿.csv").failed(1, "旧簿.csv 第 2 行", "共 1 处不合")
    (office / "旧簿.csv").write_bytes("文号,标题\n云医发〔2025〕2号,乙\n云医发〔2025〕2号,丙\n".encode("gbk"))
    ran = hongtou("number", "import", "旧簿.csv", "--format", "json")
    assert (ran.code, json.loads(ran.out)["conflicts"]) == (1, [{"row": 3, "message": "云医发〔2025〕2号 和第 2 行重号"}])
    assert hongtou("number", "list").well() == ""


def test_issues_are_no_document_numbers_of_others(hongtou: Hongtou, office: Path) -> None:
    (office / "hongtou.yaml").write_text(f"{PROFILE}单独编号: [党建简报, 请示]\n", encoding="utf-8")
    hongtou("number", "reserve", "--year", "2026").well()
    hongtou("number", "reserve", "--year", "2026", "--kind", "党建简报").well()
    assert "查出 0 个问题" in hongtou("number", "audit").well()
    hongtou("number", "reserve", "--year", "2026", "--kind", "请示").well()
    ran = hongtou("number", "audit")
    assert ran.code == 1
    assert "云医发〔2026〕1号、云医发〔2026〕1号（请示）\t两种编号里都有这个号，印出来分不开" in ran.out


def test_audit_exits_with_one_where_it_finds_something(hongtou: Hongtou, office: Path) -> None:
    hongtou("number", "reserve", "--year", "2026").well()
    sound = hongtou("number", "audit").well()
    seal = sound.splitlines()[-1].removeprefix("封签\t")
    hongtou("number", "audit", "--seal", seal).well()
    with sqlite3.connect(office / "register.db") as connection:
        connection.execute("update log set who = '别人' where seq = 2")
    connection.close()
    ran = hongtou("number", "audit", "--format", "json")
    assert ran.code == 1
    assert {finding["kind"] for finding in json.loads(ran.out)["findings"]} == {"日志被改动"}
    assert "日志第 2 笔改过" in hongtou("number", "audit").out


DRAFT = "---\n文种: 通知\n标题: 关于做好年度总结的通知\n主送: [各专科分会]\n---\n现将有关事项通知如下。\n"


UNFIT = """---
文种: 通知
标题: 关于做好年度总结的通知
主送: [各专科分会]
成文日期: 2026-11-18
印发机关: 云州市医学会办公室
---
年度总结会于2026年12月5日（星期一）召开。
"""


def test_what_breaks_the_standard_is_issued_only_by_name_and_reason(hongtou: Hongtou, office: Path) -> None:
    """What was let pass is with the number wherever that goes: shown, in the book, in a book entered elsewhere, recovered."""
    (office / "通知.md").write_text(UNFIT, encoding="utf-8")
    issue = ("issue", "通知.md", "--printed-on", "2026-11-21")
    hongtou(*issue).failed(1, "通知.md:8:", "GW344", "没有编号", "--despite GW344 --because")
    hongtou(*issue, "--despite", "GW344").failed(2, "--because")
    hongtou(*issue, "--because", "会议改期").failed(2, "--despite")
    hongtou(*issue, "--despite", "GW3", "--because", "会议改期").failed(2, "没有“GW3”这条规则")
    assert hongtou("number", "list", "--year", "2026").well() == ""
    assert "云医发〔2026〕1号" in hongtou(*issue, "--despite", "gw344，GW002", "--because", "会议改期").well()
    kept = "GW344：会议改期"
    assert kept in hongtou("number", "show", "云医发〔2026〕1号").well()
    hongtou("number", "book", "--year", "2026", "-o", "簿.xlsx").well()
    hongtou("number", "book", "--year", "2026", "-o", "簿.pdf").well()
    printed = subprocess.run(["pdftotext", "-layout", "簿.pdf", "-"], cwd=office, capture_output=True, check=True).stdout.decode()
    assert "GW344：会议" in printed
    other = office / "别处"
    other.mkdir()
    (other / "hongtou.yaml").write_text(PROFILE, encoding="utf-8")
    hongtou("--office", "别处", "number", "import", "簿.xlsx").well()
    assert kept in hongtou("--office", "别处", "number", "show", "云医发〔2026〕1号").well()
    for file in office.glob("register.db*"):
        file.unlink()
    hongtou("number", "recover").well()
    assert kept in hongtou("number", "show", "云医发〔2026〕1号").well()
    assert "查出 0 个问题" in hongtou("number", "audit").well()


def test_issue(hongtou: Hongtou, office: Path) -> None:
    (office / "稿").mkdir()
    (office / "稿" / "通知.md").write_text(DRAFT, encoding="utf-8")
    hongtou("issue", "稿/通知.md").failed(1, "没有成文日期", "--date")
    hongtou("issue", "稿/通知.md", "--date", "明天").failed(2, "--date", "2026-11-21")
    hongtou("issue", "稿/没有.md").failed(1, "找不到")
    assert hongtou("number", "list").well() == ""
    days = ("--date", "2026年3月2日", "--printed-on", "2026-03-03")
    assert hongtou("issue", "稿/通知.md", *days).well() == "云医发〔2026〕1号\tarchive/2026/云医发〔2026〕1号\n"
    again = hongtou("issue", "稿/通知.md", *days)
    assert (again.code, "已经发出，没有再发" in again.err) == (0, True)
    told = json.loads(hongtou("issue", "稿/通知.md", *days, "--format", "json").well())
    assert (told["number"], told["again"], told["dated"]) == ("云医发〔2026〕1号", True, "2026-03-02")
    assert "稿/通知.md" in hongtou("number", "show", "云医发〔2026〕1号").well()


def test_what_stops_no_issue_is_told_all_the_same(hongtou: Hongtou, office: Path) -> None:
    (office / "通知.md").write_text(f"{DRAFT}\n各支部(党小组)都要参加。\n", encoding="utf-8")
    issued = hongtou("issue", "通知.md", "--date", "2026-03-02", "--printed-on", "2026-03-03")
    assert (issued.code, issued.out) == (0, "云医发〔2026〕1号\tarchive/2026/云医发〔2026〕1号\n")
    assert "提示：检查发现 2 处（推荐 2），不到“标准”，照发了。用 hongtou check 通知.md 查看" in issued.err


def test_the_book_as_pdf(hongtou: Hongtou, office: Path) -> None:
    (office / "旧簿.csv").write_text(
        "文号,标题,成文日期,主送,状态,作废原因\n云医发〔2025〕1号,关于甲的通知,2025-03-02,各支部,,\n云医发〔2025〕2号,,,,作废,会议决定不发\n",
        encoding="utf-8",
    )
    hongtou("number", "import", "旧簿.csv").well()
    assert hongtou("number", "book", "--year", "2025", "-o", "簿/2025.pdf").well() == "簿/2025.pdf\t2个号\n"
    done = subprocess.run(["pdftotext", "-layout", office / "簿" / "2025.pdf", "-"], capture_output=True, text=True, check=True)
    told = "".join(done.stdout.split())
    for text in ("云州市医学会2025年发文登记簿", "共登记2个号，其中已发1个、作废1个。", "关于甲的通知", "3.2", "作废：会议决"):
        assert text in told, done.stdout
    assert hongtou("number", "book", "--year", "2024", "-o", "2024.docx").well() == "2024.docx\t0个号\n"
    docx.Document().save(str(office / "2024.docx"))
    hongtou("number", "book", "--year", "2024", "-o", "2024.docx").failed(1, "2024.docx", "没有覆盖", "--force")
    hongtou("number", "book", "--year", "2024", "-o", "2024.docx", "--force").well()


def test_help_stays_quick(hongtou: Hongtou, environment: dict[str, str], office: Path) -> None:
    environment["PYTHONPROFILEIMPORTTIME"] = "1"
    for arguments in (["--help"], ["number", "--help"], ["number", "reserve", "--help"], ["issue", "--help"]):
        loaded = hongtou(*arguments).err
        assert "click" in loaded
        for library in ("sqlalchemy", "alembic", "xlsxwriter", "python_calamine", "weasyprint"):
            assert f"{library}\n" not in loaded, arguments
    assert office.exists()


def test_a_lost_register_is_restored_and_recovered(hongtou: Hongtou, office: Path) -> None:
    hongtou("number", "reserve", "--year", "2026", "--count", "2").well()
    assert hongtou("number", "backup", "备份.db").well() == "备份.db\t2个号\n"
    hongtou("number", "backup", "备份.db").failed(1, "备份.db”已经有了，不能盖掉")
    hongtou("number", "restore", "备份.db").failed(1, "register.db”是好的，不用恢复")
    (office / "register.db").write_bytes(b"SQLite format 3\0" + b"\0" * 8000)
    restored = hongtou("number", "restore", "备份.db")
    assert (restored.code, restored.out) == (0, f"{office}/register.db\t2个号\n")
    assert "坏的登记簿改名为" in restored.err and "备份以后预留的、作废的号不在里面" in restored.err
    assert [path.read_bytes()[:15] for path in office.glob("register.损坏-*.db")] == [b"SQLite format 3"]
    assert hongtou("number", "reserve", "--year", "2026").well() == "云医发〔2026〕3号\n"
    nothing = hongtou("number", "recover")
    assert (nothing.code, nothing.out) == (0, "") and "没有要补的" in nothing.err
    hongtou("number", "restore", "没有.db").failed(1, "没有备份文件“没有.db”")


def test_a_moved_register_gives_no_more_numbers(hongtou: Hongtou, office: Path) -> None:
    hongtou("number", "reserve", "--year", "2026").well()
    new = f"sqlite:///{office}/新簿.db"
    moved = hongtou("number", "move", new)
    assert (moved.code, moved.out) == (0, f"{office}/register.db\t1个号，已经搬走，不能再用它编号\n")
    assert "把 hongtou.yaml 的“登记簿”改成新的地址" in moved.err
    hongtou("number", "reserve", "--year", "2026").failed(1, "已经搬到别处", "登记簿")
    (office / "hongtou.yaml").write_text(f"{PROFILE}登记簿: {new}\n", encoding="utf-8")
    assert hongtou("number", "reserve", "--year", "2026").well() == "云医发〔2026〕2号\n"
