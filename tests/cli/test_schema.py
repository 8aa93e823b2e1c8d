"""``schema`` and ``new --schema`` give editors what they need, and drafts that name it render."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

Hongtou = Callable[..., Any]


@pytest.mark.parametrize("name", ["通知", "hongtou.yaml", "字段.yaml", "材料包"])
def test_a_schema_is_printed(hongtou: Hongtou, name: str) -> None:
    schema = json.loads(hongtou("schema", name).well())
    Draft202012Validator.check_schema(schema)
    assert schema["title"] == name


def test_a_schema_is_written_and_never_over_a_file(hongtou: Hongtou, work: Path) -> None:
    told = hongtou("schema", "通知", "-o", "结构/通知.json").well()
    assert told.splitlines()[0] == "结构/通知.json"
    assert told.rstrip().endswith("# yaml-language-server: $schema=结构/通知.json")
    assert "发文机关" in (work / "结构/通知.json").read_text("utf-8")
    hongtou("schema", "通知", "-o", "结构/通知.json").failed(1, "已经有了", "--force")
    hongtou("schema", "通知", "-o", "结构/通知.json", "--force").well()


def test_there_is_no_schema_of_what_there_is_not(hongtou: Hongtou) -> None:
    hongtou("schema", "通治").failed(2, "没有“通治”这个文种", "是不是“通知”")


def test_an_offices_own_type_has_one(hongtou: Hongtou, work: Path) -> None:
    (work / "hongtou.yaml").write_text("名称: 云州市示例局\n", "utf-8")
    hongtou("type", "new", "回执", "--fields", "单位 人数:整数 名单（姓名 到会:是否）").well()
    fields = json.loads(hongtou("schema", "回执").well())["properties"]
    assert fields["人数"]["anyOf"][0] == {"type": "integer"}
    assert set(fields["名单"]["anyOf"][0]["items"]["properties"]) == {"姓名", "到会"}


@pytest.mark.parametrize(
    ("genre", "file", "line"),
    [("通知", "草稿/通知.md", 1), ("年度党建工作总结", "草稿/总结.yaml", 0), ("材料包", "材料包.yaml", 0)],
)
def test_a_new_draft_names_its_schema(hongtou: Hongtou, work: Path, genre: str, file: str, line: int) -> None:
    (work / "草稿").mkdir()
    hongtou("new", genre, "-o", file, "--schema", "结构/一.json").well()
    named = (work / file).read_text("utf-8").splitlines()[line].removeprefix("# yaml-language-server: $schema=")
    schema = json.loads((work / file).parent.joinpath(named).read_text("utf-8"))
    assert schema["title"] == genre
    if genre != "材料包":
        hongtou("render", file)
        assert (work / file).with_suffix(".pdf").exists()


def test_a_schema_needs_a_draft(hongtou: Hongtou) -> None:
    hongtou("new", "通知", "--schema", "一.json").failed(2, "“--schema”和“-o”一起写")
