"""Font files of an office that nothing can be printed with: told by the command, and nothing is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from support.typefaces import KINDS, truetype

Hongtou = Callable[..., Any]
DRAFT = "---\n文种: 通知\n格式: 普通\n标题: 关于开会的通知\n成文日期: 2026-11-21\n---\n公文甲，请认真准备。\n"


def without(*tables: str) -> TTFont:
    font = truetype()
    for table in tables:
        del font[table]
    return font


def forbidden() -> TTFont:
    font = truetype()
    font["OS/2"].fsType = 0x0002
    return font


@pytest.fixture
def office(work: Path) -> Path:
    """A draft of an office with a font file of its own, which is still to be made."""
    (work / "hongtou.yaml").write_text("名称: 云州市医学会\n字体:\n  仿宋: {文件: 我的.ttf}\n", encoding="utf-8")
    (work / "稿.md").write_text(DRAFT, encoding="utf-8")
    return work / "我的.ttf"


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: without("cmap").save(path), "读不了：不是字体，或者坏了。请换成完好的 OTF、TTF 或 TTC 文件"),
        (lambda path: without("glyf", "loca").save(path), "里没有字的轮廓（只有点阵），不能印刷"),
        (lambda path: forbidden().save(path), "的作者不许把它嵌入文件。请在 hongtou.yaml 的“字体”里换一个"),
        (lambda path: path.write_bytes(b"not a font"), "不是字体，或者坏了"),
        (lambda path: path.write_bytes(b""), "不是字体，或者坏了"),
    ],
    ids=["no cmap", "bitmaps alone", "forbidden", "no font", "empty"],
)
def test_it_is_told_and_nothing_is_written(hongtou: Hongtou, office: Path, make: Callable[[Path], object], told: str) -> None:
    make(office)
    hongtou("render", "稿.md", "-o", "out").failed(1, "我的.ttf", told)
    assert list((office.parent / "out").glob("*")) == []


@pytest.mark.parametrize("kind", ["variable", "65,535 glyphs", "CFF2"])
def test_unusual_fonts_are_printed_with(hongtou: Hongtou, office: Path, kind: str) -> None:
    KINDS[kind](office)
    hongtou("render", "稿.md", "-o", "out")
    assert sorted(path.name for path in (office.parent / "out").iterdir()) == ["稿.docx", "稿.pdf"]
