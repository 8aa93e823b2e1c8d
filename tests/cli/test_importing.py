"""``hongtou import`` as a clerk runs it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Hongtou = Callable[..., Any]
TEXT = "关于开展义诊活动的通知\n各专科分会：\n学会决定开展义诊活动。\n云州市医学会\n2026年9月18日\n"


def test_a_text_becomes_a_draft_that_renders(hongtou: Hongtou, work: Path) -> None:
    (work / "来文.txt").write_text(TEXT, encoding="gb18030")
    out = hongtou("import", "来文.txt").well()
    assert out == "来文.md\n来文.txt：共44字，草稿里43字，没有带进来1字\n"
    assert "来文.pdf\t通知\t" in hongtou("render", "来文.md").well()


def test_a_title_that_ends_in_a_type_with_fields_of_its_own_is_of_the_plain_type(hongtou: Hongtou, work: Path) -> None:
    (work / "来文.txt").write_text(TEXT.replace("义诊活动的通知", "义诊活动会议通知"), encoding="utf-8")
    hongtou("import", "来文.txt").well()
    assert "文种: 通知\n" in (work / "来文.md").read_text("utf-8")


def test_what_was_left_out_is_listed_when_asked(hongtou: Hongtou, work: Path) -> None:
    (work / "来文.txt").write_text(TEXT, encoding="utf-8")
    assert "  第2行\t主送后面的冒号，由程序印\t：" in hongtou("import", "来文.txt", "--report").well()


def test_a_draft_that_is_there_is_not_overwritten(hongtou: Hongtou, work: Path) -> None:
    (work / "来文.txt").write_text(TEXT, encoding="utf-8")
    (work / "来文.md").write_text("我的", encoding="utf-8")
    hongtou("import", "来文.txt").failed(1, "“来文.md”已经有了，没有动它", "--force")
    assert (work / "来文.md").read_text(encoding="utf-8") == "我的"
    hongtou("import", "来文.txt", "--force").well()


def test_one_that_cannot_be_read_stops_no_other(hongtou: Hongtou, work: Path) -> None:
    (work / "来文.txt").write_text(TEXT, encoding="utf-8")
    ran = hongtou("import", "没有.docx", "来文.txt", "--format", "json")
    assert ran.code == 1
    first, second = json.loads(ran.out)
    assert "找不到这个文件" in first["problems"][0]
    assert second["account"] == {"source": 44, "kept": 43, "left": 1}


def test_a_type_that_is_not_there(hongtou: Hongtou, work: Path) -> None:
    (work / "来文.txt").write_text(TEXT, encoding="utf-8")
    hongtou("import", "来文.txt", "--type", "信").failed(2, "没有“信”这个文种")
