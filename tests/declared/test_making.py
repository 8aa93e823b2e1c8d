"""New types out of names of fields and out of documents with gaps."""

import pytest
from hongtou.declared.gaps import files_of
from hongtou.declared.skeleton import read_fields, skeleton
from hongtou.errors import HongtouError


def test_braces_of_a_document_are_no_template() -> None:
    files, fields = files_of("文", {"标题": "关于召开____的通知"}, "甲{{ 乙 }}{% if %}____\n")
    assert [one.name for one in fields] == ["召开", "空1"]
    assert files["正文.md"] == '甲{{ "{{" }} 乙 {{ "}}" }}{{ "{%" }} if {{ "%}" }}{{ 空1 }}\n'


def test_fields_are_read_from_one_line() -> None:
    found = read_fields("单位，年度:整数、安排(月份:整数 专题)")
    assert [(one.name, one.kind, [part.name for part in one.inner]) for one in found] == [
        ("单位", "文字", []),
        ("年度", "整数", []),
        ("安排", "列表", ["月份", "专题"]),
    ]
    assert set(skeleton("计划", "一年的: 计划", found)) == {"字段.yaml", "正文.md", "样稿.yaml"}
    with pytest.raises(HongtouError):
        read_fields("安排（）")
