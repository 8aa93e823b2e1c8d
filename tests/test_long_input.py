"""Small files that would take minutes were anything about them done in more than one pass; here each is over at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hongtou.errors import HongtouError
from hongtou.layout import pages
from hongtou.office import Office
from hongtou.runner import Runner
from support.plugins import PLUGINS

MANY = 80_000
HEAD = """\
---
文种: 通知
发文机关: 云州市医学会
标题: 关于报送材料的通知
主送: 各单位
成文日期: 2026-11-21
---
"""
BODY = "现将有关事项通知如下。"


def told(tmp_path: Path, text: str) -> str:
    """What is said of a draft; empty: all is well."""
    draft = tmp_path / "稿.md"
    draft.write_text(text, encoding="utf-8")
    runner = Runner(Office(), PLUGINS)
    try:
        composed = runner.compose(draft)
        runner.lay_out(composed)
        runner.check(composed)
    except HongtouError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2026-11-21", "2026" + " " * MANY + "x", "不是日期"),
        ("2026-11-21", "2026-" + " " * MANY + "11x", "不是日期"),
        ("关于报送", "关于" + " " * MANY + "报送", f"标题：有 {MANY + 9} 个字，超过 500 个，不像是标题"),
        ("关于报送", "甲乙丙" * 200, "标题：有 605 个字，超过 500 个，不像是标题"),
        ("各单位", "甲" * 10_001, "主送：有 10001 个字，超过 10000 个，不像是一行文字"),
        ("成文日期", "- " * MANY + "x: :\n成文日期", "缩进或写法不对"),
        ("成文日期", "-" + " " * MANY + "x\n  : :\n成文日期", "缩进或写法不对"),
        ("成文日期", " " * MANY + "\n成文日期", ""),
        ("成文日期", "附件:" + " " * MANY + "\n成文日期", ""),
        ("成文日期", "附件: 附件" + " " * 9_000 + "甲\n成文日期", "有 9003 个字，超过 500 个，不像是标题"),
        ("成文日期", "备注: " + "{a: " * 1000 + "}" * 1000 + "\n成文日期", "字段一层套一层，超过了 20 层"),
        ("成文日期", "备注: " + "[" * 1000 + "]" * 1000 + "\n成文日期", "字段一层套一层，超过了 20 层"),
        (BODY, "一、" + "甲，1" + "1" * 9_000 + "年", ""),
        (BODY, "**甲**乙" * 2_800, ""),
        (BODY, "*甲*乙" * 2_800 + "\n" + "**甲**乙" * 2_800, ""),
        (BODY, f"{'1' * 9_000}\n" * 20, ""),
        (BODY, "（" * 20_000, ""),
        (BODY, "，" * 20_000, ""),
        (BODY, "甲" + " " * 19_000 + "乙", ""),
        (BODY, "a-b-c" * 4_000, ""),
        (BODY, "|" * MANY, "表头下面应有一行"),
        (BODY, f"{BODY}\n" * 20_000, ""),
        (BODY, "（二）总体要求\n" * 10_000, ""),
        (BODY, f"{BODY}\n" + "甲乙丙。" * 5_001, "稿.md:9:1  正文：这一段有 20004 个字，超过 20000 个"),
    ],
    ids=range(24),
)
def test_it_is_set_or_told_at_once(tmp_path: Path, old: str, new: str, message: str) -> None:
    found = told(tmp_path, (HEAD + BODY).replace(old, new))
    assert message in found if message else not found


def test_a_document_of_very_many_pages_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGES_MAX", 5)
    assert "稿.md：排出来超过 5 页，不像是一份公文。分成几份" in told(tmp_path, HEAD + f"{BODY}\n" * 200)
