"""``types``, ``plugins``, ``doctor`` and ``new`` tell and give what there is."""

import json
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

from support.outside_type import TYPE

Hongtou = Callable[..., Any]
Outside = Callable[..., Path]


def test_types(hongtou: Hongtou) -> None:
    rows = [line.split("\t") for line in hongtou("types").well().splitlines()]
    assert {"通知", "工作要点", "实施意见"} <= {row[0] for row in rows}
    assert all(len(row) == 4 and row[1] and row[2] and row[3].startswith("hongtou[") for row in rows)
    groups = [row[1] for row in rows]
    assert len(list(groupby(groups))) == len(set(groups)) > 1
    listing = json.loads(hongtou("types", "--format", "json").well())
    assert [entry["name"] for entry in listing] == [row[0] for row in rows]


def test_fields_of_a_type(hongtou: Hongtou) -> None:
    rows = {row[0]: row for row in (line.split("\t") for line in hongtou("types", "通知").well().splitlines())}
    assert rows["标题"][1] == "必填"
    assert rows["成文日期"][1:3] == ["", "日期"]
    assert "附件.标题" in rows
    fields = json.loads(hongtou("types", "通知", "--format", "json").well())
    assert all(field["help"] and field["example"] != "" for field in fields)


def test_plugins(hongtou: Hongtou, outside: Outside) -> None:
    site = outside("bad", "raise RuntimeError('boom')")
    told = f"插件“bad[bad]”：导入时出错：RuntimeError: boom（{site / 'outside_bad_bad.py'} 第 1 行）"
    ran = hongtou("plugins")
    assert ran.code == 1
    assert ran.err == f"警告：{told}\n"
    assert f"bad[bad]\t1.2\t\t{told}" in ran.out
    listing = {entry["name"]: entry for entry in json.loads(hongtou("plugins", "--format", "json").out)}
    assert listing["hongtou[pdf]"]["renderers"] == ["pdf", "pdfa"]
    assert listing["hongtou[importers]"]["packet_sources"] == ["workbook", "csv"]
    assert listing["hongtou[planning]"]["page_formats"] == ["会议材料"]
    assert "党建简报" in ran.out
    assert "、期号\t" in ran.out
    assert "boom" in listing["bad[bad]"]["failure"]


def test_plugins_tell_hooks_file_and_time(hongtou: Hongtou, outside: Outside) -> None:
    site = outside("letters", "", type="交接单")
    (row,) = [line.split("\t") for line in hongtou("plugins", "-v").out.splitlines() if line.startswith("letters[")]
    name, version, brought, hooks, file, milliseconds, _ = row
    assert (name, version, brought, hooks) == ("letters[letters]", "1.2", "交接单", "document_types")
    assert file == str(site / "outside_letters_letters.py")
    assert float(milliseconds) > 0
    (one,) = [one for one in json.loads(hongtou("plugins", "--format", "json").out) if one["name"] == name]
    assert one["hooks"] == ["hongtou_register_document_types"]


def test_faults_of_what_was_loaded_are_listed_too(hongtou: Hongtou, outside: Outside) -> None:
    broken = TYPE.format(name="坏文种").replace("schema={}", "schema={'甲': {'type': 'strng'}}")
    outside("fields", broken)
    outside("starter", TYPE.format(name="空文种"))
    ran = hongtou("plugins")
    assert ran.code == 1
    assert "fields[fields]\t1.2\t坏文种\t插件“fields[fields]”：字段“甲”的类型“strng”不认识，是不是“string”？" in ran.out
    assert "插件“starter[starter]”：文种“空文种”起步的草稿有错：空文种.md:2:1 标题：“标题”没有写，这是必填的" in ran.out
    findings = json.loads(hongtou("doctor", "--format", "json").out)
    told = [one["name"] for one in findings if one["area"] == "插件" and one["state"] == "注意"]
    assert told == ["fields[fields]", "starter[starter]"]


def test_what_a_plugin_prints_is_no_result(hongtou: Hongtou, outside: Outside, work: Path) -> None:
    source = TYPE.format(name="话多").replace("    return official", "    print('composing')\n    return official")
    outside("loud", "print('loading')\n" + source.replace("    starter =", "    print('registering')\n    starter ="))
    (work / "x.md").write_text("---\n文种: 话多\n标题: 题\n发文机关: 甲\n成文日期: 2026-11-21\n---\n正文。\n", encoding="utf-8")
    ran = hongtou("render", "x.md", "--format", "json")
    assert json.loads(ran.out)[0]["files"] == ["x.docx", "x.pdf"]
    assert ran.err.splitlines() == [f"插件“loud[loud]”打印：{word}" for word in ("loading", "registering", "composing")]


def test_a_bad_plugin_stops_no_command(hongtou: Hongtou, outside: Outside) -> None:
    outside("bad", "raise RuntimeError('boom')")
    for arguments in (["types"], ["types", "通知"], ["new", "通知"]):
        ran = hongtou(*arguments)
        assert ran.code == 0
        assert ran.err.count("\n") == 1 and ran.err.startswith("警告：插件“bad[bad]”")
        assert ran.out


def test_an_unknown_type_mentions_the_plugin_that_failed(hongtou: Hongtou, outside: Outside, work: Path) -> None:
    outside("bad", "raise RuntimeError('boom')")
    (work / "x.md").write_text("---\n文种: 示例文种\n标题: 题\n---\n", encoding="utf-8")
    hongtou("render", "x.md").failed(1, "x.md:2", "文种", "没有“示例文种”这个文种", "“bad[bad]”没有装上")


def test_doctor(hongtou: Hongtou) -> None:
    ran = hongtou("doctor", "--format", "json")
    assert ran.err == ""
    findings = json.loads(ran.out)
    assert ran.code == int(any(finding["state"] == "缺少" for finding in findings))
    names = {finding["name"] for finding in findings}
    assert {"小标宋", "仿宋", "楷体", "黑体", "宋体", "libharfbuzz-subset.so.0", "weasyprint", "hongtou.yaml"} <= names
    assert all(finding["remedy"] for finding in findings if finding["state"] == "缺少")
    lines = hongtou("doctor").out.splitlines()
    assert len(lines) == len(findings)


def test_doctor_finds_what_is_missing(hongtou: Hongtou, work: Path) -> None:
    (work / "hongtou.yaml").write_text("名称: 云州市医学会\n字体:\n  仿宋:\n    文件: 没有.ttf\n", encoding="utf-8")
    ran = hongtou("doctor")
    assert ran.code == 1
    assert "缺少" in ran.out and "没有.ttf" in ran.out
    assert "Traceback" not in ran.err


def test_new_prints_a_starter(hongtou: Hongtou) -> None:
    assert "文种: 通知" in hongtou("new", "通知").well()


def test_new_writes_a_starter_that_renders(hongtou: Hongtou, work: Path) -> None:
    assert hongtou("new", "通知", "-o", "新/通知.md").well() == "新/通知.md\n"
    assert hongtou("render", "新/通知.md", "--to", "pdf").code == 0
    assert (work / "新" / "通知.pdf").read_bytes().startswith(b"%PDF")


def test_new_overwrites_only_when_told(hongtou: Hongtou, work: Path) -> None:
    (work / "x.md").write_text("我的草稿", encoding="utf-8")
    hongtou("new", "通知", "-o", "x.md").failed(1, "“x.md”已经有了", "--force")
    assert (work / "x.md").read_text(encoding="utf-8") == "我的草稿"
    hongtou("new", "通知", "-o", "x.md", "--force").well()
    assert "文种" in (work / "x.md").read_text(encoding="utf-8")


def test_new_with_a_name_too_long(hongtou: Hongtou, work: Path) -> None:
    hongtou("new", "通知", "-o", "长" * 200 + ".md").failed(1, "文件名太长")
    assert list(work.iterdir()) == []


def test_new_wants_the_right_suffix(hongtou: Hongtou, work: Path) -> None:
    hongtou("new", "通知", "-o", "x.docx").failed(2, "应以 .md 结尾", "x.md")
    assert not list(work.iterdir())
