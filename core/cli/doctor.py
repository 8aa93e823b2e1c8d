"""``hongtou doctor``: is everything there that making documents needs."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import chinese, console
from .app import App

if TYPE_CHECKING:
    from ..doctor import Diagnosis


@click.command(
    "doctor",
    cls=chinese.Command,
    short_help="检查字体、程序库和文件夹",
    help="检查字体、程序库、办公室配置、模板和文件夹，缺什么、怎样补上。\n缺了非有不可的，退出码为 1。",
)
@chinese.format_option
@click.pass_obj
def command(app: App, format: str) -> int:
    """Print what was looked at, what is missing and how to get it."""
    from ..doctor import Status, examine

    findings = list(examine(Path(), app.folder, app.plugins))
    if format == "json":
        console.say_json([asdict(finding) for finding in findings])
    else:
        console.say_table(("情况", "类别", "名称", "有什么"), map(_row, findings))
    return 1 if any(found.state is Status.MISSING for found in findings) else 0


def _row(finding: Diagnosis) -> tuple[str, str, str, str]:
    remedy = f"\n→ {finding.remedy}" if finding.remedy else ""
    return finding.state.value, finding.area, finding.name, finding.detail + remedy
