"""Help pages and usage errors speak Chinese."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hongtou.cli.app import COMMANDS
from hongtou.cli.chinese import wrap
from hongtou.text_width import cell_width

Hongtou = Callable[..., Any]
ENGLISH = re.compile(r"Usage|Options|Commands|Show|Error|Try|required|default|Missing|such|OPTIONS|ARGS|COMMAND|valid|range")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_has_chinese_help(hongtou: Hongtou, command: str) -> None:
    out = hongtou(*filter(None, [command, "--help"])).well()
    assert out.startswith("用法：hongtou")
    assert "显示这份说明" in out
    assert not ENGLISH.search(out)
    assert max(cell_width(line) for line in out.splitlines()) <= 80


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("rendr x.md", ["没有“rendr”这个命令，是不是“render”？"]),
        ("render --fromat json x.md", ["没有“--fromat”这个选项，是不是“--format”？"]),
        ("render", ["还要写“草稿…”"]),
        ("new", ["还要写“文种”"]),
        ("new 通知 多余", ["多写了“多余”"]),
        ("types --format yaml", ["“--format”不对", "不认识“yaml”，可以写：text、json"]),
        ("render x.md --to", ["选项“--to”用得不对"]),
        ("--version=3", ["选项“--version”用得不对"]),
        ("render x.md --to doc", ["没有“doc”这个输出格式，是不是“docx”？"]),
        ("render x.md --to ,", ["写上要做成的格式"]),
        ("number list --year abc", ["“--year”不对：应是 1900 至 2099 的整数"]),
        ("number list --year 26", ["“--year”不对：应是 1900 至 2099 的整数"]),
        ("number reserve --count 几个", ["“--count”不对：应是整数"]),
        ("batch x.yaml --seconds 0", ["“--seconds”不对：应是不小于 1 的整数"]),
        ("new 通只", ["没有“通只”这个文种，是不是“通知”？", "工作要点"]),
        ("types 通只", ["没有“通只”这个文种，是不是“通知”？"]),
    ],
)
def test_wrong_usage(hongtou: Hongtou, arguments: str, words: list[str]) -> None:
    ran = hongtou(*arguments.split())
    ran.failed(2, *words)
    assert ran.out == ""
    assert not ENGLISH.search(ran.err)


@pytest.mark.parametrize("arguments", ["--office {} render x.md", "render {}/x.md", "render x.md -o {}.pdf"])
def test_a_name_that_no_file_can_have_is_no_bug(hongtou: Hongtou, arguments: str) -> None:
    ran = hongtou(*arguments.format("长" * 100).split())
    ran.failed(1, "名称太长")
    assert "缺陷" not in ran.err


def test_no_command_shows_the_help(hongtou: Hongtou) -> None:
    ran = hongtou()
    ran.failed(2, "用法：hongtou", "render")
    assert ran.out == ""


def test_the_version(hongtou: Hongtou) -> None:
    assert re.fullmatch(r"hongtou \d+\.\d+\.\d+\n", hongtou("--version").well())


def test_help_loads_no_plugin(hongtou: Hongtou, outside: Callable[..., Any]) -> None:
    outside("bad", "raise RuntimeError('boom')")
    assert "render" in hongtou("--help").well()
    assert "草稿" in hongtou("render", "--help").well()


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
def test_terminals_that_are_not_utf8(hongtou: Hongtou, encoding: str) -> None:
    ran = hongtou("types", "没有😀", encoding=encoding, PYTHONIOENCODING=encoding)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert ("没有" in ran.err) == (encoding == "gbk")
    assert json.loads(hongtou("types", "--format", "json", encoding=encoding, PYTHONIOENCODING=encoding).well())[0]["name"]


def test_the_c_locale(hongtou: Hongtou) -> None:
    assert "用法" in hongtou("--help", LANG="C", LC_ALL="C").well()


@pytest.mark.parametrize(("closed", "code"), [(">&-", 0), ("2>&-", 0), (">&- 2>&-", 0), (">&- 2>&- 没有", 2)])
def test_streams_that_are_closed(work: Path, environment: dict[str, str], closed: str, code: int) -> None:
    command = f'exec "$0" -m hongtou types {closed}'
    done = subprocess.run(
        ["sh", "-c", command, sys.executable], cwd=work, env=environment, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == code
    assert b"Traceback" not in done.stdout + done.stderr


def test_wrapping_counts_cells_and_keeps_closing_marks() -> None:
    lines = list(wrap("一二三四五，六七八 hongtou render 九", 10))
    assert lines == ["一二三四五，", "六七八", "hongtou", "render 九"]


def test_a_clock_that_is_wrong_stops_before_anything_is_made(hongtou: Hongtou, tmp_path: Path, work: Path) -> None:
    (tmp_path / "site").mkdir()
    stopped = "import time\nbegin = time.gmtime(0)\ntime.localtime = lambda *_: begin\ntime.time = lambda: 0.0\n"
    (tmp_path / "site" / "sitecustomize.py").write_text(stopped, encoding="utf-8")
    hongtou("new", "通知", "-o", "通知.xlsx").failed(1, "本机的时间是 1970 年，不对")
    assert list(work.iterdir()) == []
    hongtou("--help").well()


def test_help_says_limits_in_chinese(hongtou: Hongtou) -> None:
    assert "一个单位最多做多久" in hongtou("batch", "--help").well()
    for command in ("batch", "number list", "number void", "number reserve", "number import"):
        assert not re.search(r"\[[a-z0-9]", hongtou(*command.split(), "--help").well())
    assert "（1900 至 2099）" in hongtou("number", "list", "--help").well()
    assert "（必须写）" in hongtou("number", "void", "--help").well()


def test_a_longer_name_of_a_type_gives_its_starter(hongtou: Hongtou) -> None:
    ran = hongtou("new", "会议纪要")
    assert (ran.code, ran.out.split("\n")[2]) == (0, "文种: 纪要")
    assert "这里给的是“纪要”" in ran.err
