"""Profiles of an office: each is read, and a document is made with it."""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path

from hongtou.office import PROFILE, load_office
from hongtou.plugin.manager import Plugins
from hongtou.runner import Runner

from .mutators import encoded, mutated
from .trial import Trial, Verdict, judged

_ROOT = Path(__file__).resolve().parents[2]
_MORE = """
抄送: [云州市卫生健康委员会, 云州市科学技术协会]
登记簿: 登记簿/register.db
废号再用: 是
单独编号: [纪要, 命令]
版式: {标题不落单: 是, 行距: 28.95, 字距: 0.1}
字体: {仿宋: {名称: 仿宋_GB2312}, 小标宋: {名称: 方正小标宋简体}}
"""
_plugins = lru_cache(maxsize=1)(Plugins)


@lru_cache(maxsize=1)
def _seed() -> str:
    return (_ROOT / "sample_data" / PROFILE).read_text(encoding="utf-8") + _MORE


def given(trial: Trial) -> tuple[str, bytes]:
    """The name and the content of the profile that a trial gives."""
    random = trial.random
    return f"{trial.number}-{PROFILE}", encoded(mutated(_seed(), [_seed()], random), random)


def run(trial: Trial) -> Verdict:
    """Read a profile and set a document with it."""
    folder = trial.folder / str(trial.number)
    folder.mkdir(parents=True)
    shutil.copytree(_ROOT / "sample_data" / "seals", folder / "seals")
    shutil.copy(_ROOT / "sample_data" / "formats" / "印章-一个机关.md", folder / "稿.md")
    (folder / PROFILE).write_bytes(given(trial)[1])
    try:
        return judged(lambda: _set(folder))
    finally:
        shutil.rmtree(folder)


def _set(folder: Path) -> str:
    runner = Runner(load_office(folder), _plugins())
    composed = runner.compose(folder / "稿.md")
    runner.lay_out(composed)
    return ""
