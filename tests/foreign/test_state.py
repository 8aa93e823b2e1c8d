"""What code of others changes of the process is put back and told; what is its own is left alone."""

import decimal
import locale
import logging
import os
import random
import signal
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from hongtou.foreign.state import PARTS, unchanged

CHANGES: dict[str, Callable[[], object]] = {
    "当前文件夹": lambda: os.chdir("/"),
    "环境变量 HONGTOU_X": lambda: os.environ.update(HONGTOU_X="1"),
    "环境变量 PATH": lambda: os.environ.pop("PATH"),
    "新文件的权限（umask）": lambda: os.umask(0),
    "区域设置（locale）": lambda: locale.setlocale(locale.LC_NUMERIC, "C.UTF-8"),
    "标准输入输出（sys.stdout 等）": lambda: setattr(sys, "stderr", sys.stdout),
    "信号的处理": lambda: signal.signal(signal.SIGTERM, signal.SIG_IGN),
    "递归的上限": lambda: sys.setrecursionlimit(sys.getrecursionlimit() + 7),
    "警告的过滤（warnings）": lambda: warnings.simplefilter("always", UnicodeWarning),
    "小数的精度（decimal）": lambda: setattr(decimal.getcontext(), "prec", 3),
    "日志的设置（logging）": lambda: logging.getLogger().addHandler(logging.NullHandler()),
    "随机数（random）": lambda: random.seed(1),
}


def state() -> list[object]:
    return [part.read() for part in PARTS]


@pytest.mark.parametrize("name", CHANGES)
def test_it_is_put_back_and_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    before = state()
    with unchanged("demo[demo]"):
        CHANGES[name]()
    assert state() == before
    assert capsys.readouterr().err == f"插件“demo[demo]”改了{name}，已经改回。别的程序也靠它，请插件的作者不要改\n"


def test_an_error_hides_no_change(capsys: pytest.CaptureFixture[str]) -> None:
    before = state()
    with pytest.raises(ZeroDivisionError), unchanged("demo[demo]"):
        os.environ["HONGTOU_X"] = "1"
        decimal.getcontext().prec = 3
        raise ZeroDivisionError
    assert state() == before
    assert "改了环境变量 HONGTOU_X、小数的精度（decimal），" in capsys.readouterr().err


def test_every_part_is_tried_here() -> None:
    assert {part.name for part in PARTS if any(name.startswith(part.name) for name in CHANGES)} == {part.name for part in PARTS}


def test_what_harms_nobody_is_no_change(capsys: pytest.CaptureFixture[str]) -> None:
    with unchanged("demo[demo]"):
        warnings.filterwarnings("ignore", message="numpy.ndarray size changed")
        logging.getLogger("demo").addHandler(logging.NullHandler())
        decimal.Decimal(1) / 3
        random.Random(1).random()
    assert capsys.readouterr().err == ""
