"""Documents with one thing wrong, and what the check finds in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from hongtou import Office
from hongtou.checking.checker import check
from hongtou.checking.finding import Report
from hongtou.checking.selection import Selection
from hongtou.runner import Runner

from support.plugins import PLUGINS

NOBODY = Office()
FIELDS = {
    "文种": "通知",
    "发文机关": "云州市医学会",
    "发文字号": "云医发〔2026〕5号",
    "标题": "关于开展义诊活动的通知",
    "主送": "各专科分会",
    "成文日期": "2026-11-21",
    "抄送": "市卫生健康委员会",
    "印发机关": "云州市医学会办公室",
}
BODY = """现将有关事项通知如下。
一、活动安排
（一）时间和地点
义诊活动于2026年12月5日（星期六）上午9时在云州市人民医院门诊楼前广场举行，请各单位提前半小时到场，做好准备。
（二）人员
各专科分会派出医师2至3名，由学会办公室统一安排。
二、工作要求
各单位要加强组织领导，落实责任，确保活动取得实效。"""


def text_of(body: str = BODY, **fields: str) -> str:
    """A draft's text; a field that is empty is left out."""
    given = {**FIELDS, **fields}
    return "\n".join(["---", *(f"{name}: {value}" for name, value in given.items() if value), "---", body])


def draft(folder: Path, body: str = BODY, **fields: str) -> Path:
    """A draft in a folder."""
    path = folder / "甲.md"
    path.write_text(text_of(body, **fields), encoding="utf-8")
    return path


@cache
def rendered(text: str, kind: str) -> bytes:
    """A draft as DOCX or PDF."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = Path(folder) / "甲.md"
        path.write_text(text, encoding="utf-8")
        return Runner(NOBODY, PLUGINS).make(path, [kind]).files[kind]


def word(folder: Path, change: Callable[[Any], None] | None = None, body: str = BODY, **fields: str) -> Path:
    """A Word file in a folder, changed as somebody would in Word."""
    document = docx.Document(BytesIO(rendered(text_of(body, **fields), "docx")))
    if change:
        change(document)
    path = folder / "甲.docx"
    document.save(str(path))
    return path


def paper(folder: Path, body: str = BODY, **fields: str) -> Path:
    """A PDF in a folder."""
    path = folder / "甲.pdf"
    path.write_bytes(rendered(text_of(body, **fields), "pdf"))
    return path


def paragraph(document: Any, text: str) -> Any:
    """The first paragraph of a Word file that holds a text."""
    return next(one for one in document.paragraphs if text in one.text)


def report(path: Path, office: Office = NOBODY, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> Report:
    """What the check of a file comes to."""
    return check(path, office, PLUGINS, Selection(tuple(select), tuple(ignore)))


def codes(path: Path, office: Office = NOBODY) -> set[str]:
    """The codes of the rules that find something in a file."""
    return {finding.rule.code for finding in report(path, office).findings}
