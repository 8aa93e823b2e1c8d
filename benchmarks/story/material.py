"""What the story is played with: an invented office, its file of last year, its workbooks of this one."""

from __future__ import annotations

import io
import shutil
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from hongtou.office import load_office
from hongtou.plugin.manager import Plugins
from hongtou.runner import Runner

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
PACKET = "2026年党建材料"
_LAST_YEAR = """---
文种: 通知
发文字号: 云医党发〔2025〕21号
标题: 关于开展2025年度党建工作考核的通知
主送: [各专科分会党组织]
附件: [2025年度党建工作考核指标]
成文日期: 2025-11-18
抄送: [市卫生健康委员会党组]
---
为全面掌握各专科分会党组织一年来的工作，根据年度工作安排，决定开展2025年度党建工作考核。现将有关事项通知如下。

一、考核内容
（一）年度任务完成情况。对照年初印发的党建工作要点，逐项说明做了哪些工作、取得了什么成效。
（二）主要指标完成情况。按照统一的统计口径填报，见下表。

表1 主要指标
| 指标 | 目标 | 数据来源 |
|:--|:--:|:--|
| “三会一课”计划完成率 | 95% | 党支部工作手册 |
| 党员集中学习人均学时 | 32学时 | 学习签到记录 |

二、时间安排
自查阶段为2025年11月20日至12月5日，考核阶段为2025年12月8日至12月19日。

三、工作要求
各党组织书记要亲自主持自查，对材料的真实性负责。考核结果作为评先评优的依据。
"""
# What somebody's hurry did to it.
_SPOILT = {"（一）年度任务": "(一)年度任务", "做了哪些工作、": "做了哪些工作,", "三、工作要求": "二、工作要求"}


def office(folder: Path) -> None:
    """Write an office's folder: its profile with seals, a packet without its workbooks."""
    folder.mkdir(parents=True)
    shutil.copy(SAMPLES / "hongtou.yaml", folder)
    shutil.copytree(SAMPLES / "seals", folder / "seals")
    packet = folder / "packets" / PACKET
    shutil.copytree(SAMPLES / "packet", packet, ignore=shutil.ignore_patterns("*.xlsx"))


def last_year(folder: Path) -> Path:
    """Write last year's notice as it went through others' hands: as a DOCX that says no more that it was made here; its path."""
    draft = folder / "去年的通知.md"
    draft.write_text(_LAST_YEAR, encoding="utf-8")
    made = Runner(load_office(SAMPLES), Plugins()).make(draft, ["docx"])
    document = docx.Document(io.BytesIO(made.files["docx"]))
    for style in document.styles:
        if style.name and not style.name.isascii():
            style.name = f"样式{len(style.name)}-{style.style_id}"
    for old, new in _SPOILT.items():
        _put(document, old, new)
    path = folder / "2025年考核通知.docx"
    document.save(str(path))
    return path


def _put(document: Document, old: str, new: str) -> None:
    """
    :raises LookupError: no paragraph says it.
    """
    run = next((run for paragraph in document.paragraphs for run in paragraph.runs if old in run.text), None)
    if run is None:
        raise LookupError(old)
    run.text = run.text.replace(old, new)


def workbooks() -> list[Path]:
    """The workbooks that the units' material stands in."""
    return sorted((SAMPLES / "packet" / "工作簿").glob("*.xlsx"))


def mended(path: Path, old: str, new: str) -> bytes:
    """A workbook with one text in place of another.

    :raises LookupError: it does not have it.
    """
    target, found = io.BytesIO(), False
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
        for name in source.namelist():
            content = source.read(name)
            found = found or old.encode() in content
            result.writestr(name, content.replace(old.encode(), new.encode()))
    if not found:
        raise LookupError(old)
    return target.getvalue()
