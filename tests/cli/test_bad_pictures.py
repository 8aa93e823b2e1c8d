"""Pictures that are not what their names say: told with their line, and nothing is written."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

Hongtou = Callable[..., Any]
DRAFT = """---
文种: 通知
格式: 普通
标题: 关于开会的通知
成文日期: 2026-11-21
---
现将有关事项通知如下。

![图1　示意](图.png)
"""


def image(format: str) -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (300, 200), "red").save(target, format)
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (image("JPEG"), "是 JPEG 图片，只能用 PNG 图片。请用图像软件另存为 PNG"),
        (image("WEBP"), "是 WebP 图片，只能用 PNG 图片"),
        (image("PNG")[:-20], "不是完好的 PNG 图片。请用图像软件打开，重新另存为 PNG"),
        (b"<html></html>", "不是图片，只能用 PNG 图片"),
        (b"", "不是图片，只能用 PNG 图片"),
    ],
    ids=["JPEG", "WebP", "cut off", "a page", "empty"],
)
def test_it_is_told_with_its_line_and_nothing_is_written(hongtou: Hongtou, work: Path, content: bytes, told: str) -> None:
    (work / "图.png").write_bytes(content)
    (work / "稿.md").write_text(DRAFT, encoding="utf-8")
    hongtou("render", "稿.md", "-o", "out").failed(1, "稿.md:9:1  正文：“图.png”", told)
    assert list((work / "out").glob("*")) == []
