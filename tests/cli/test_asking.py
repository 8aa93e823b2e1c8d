"""``new --ask``: a draft written by answering, through a pipe and at a terminal."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Hongtou = Callable[..., Any]
Answered = Callable[..., subprocess.CompletedProcess[str]]
FIELDS = """说明: 测试用的计划
字段:
  单位: {说明: 单位全称, 例: 第一支部, 必填: 是}
  截止: {类型: 日期, 说明: 报送截止的日期, 例: 2026-12-10}
  方式: {可填: [线上, 线下], 说明: 怎样开会, 例: 线上}
  签到: {类型: 是否, 说明: 要不要签到, 例: 是}
  说明: {类型: 长文, 说明: 说明几句, 例: 请认真准备。}
  安排:
    类型: 列表
    说明: 一个月一项
    每项:
      月份: {类型: 整数, 说明: 几月, 例: 3, 最小: 1, 最大: 12, 必填: 是}
      专题: {说明: 学什么, 例: 党章}
"""


@pytest.fixture(autouse=True)
def office(work: Path) -> Path:
    (work / "hongtou.yaml").write_text("名称: 云州市示例局\n", "utf-8")
    folder = work / "文种" / "学习安排"
    folder.mkdir(parents=True)
    (folder / "字段.yaml").write_text(FIELDS + "公文: {标题: '{{ 单位 }}学习安排'}\n", "utf-8")
    (folder / "正文.md").write_text("{{ 单位 }}的安排如下。\n", "utf-8")
    (folder / "样稿.yaml").write_text("文种: 学习安排\n单位: 第一支部\n成文日期: 2026-01-05\n", "utf-8")
    return work


@pytest.fixture
def answered(work: Path, environment: dict[str, str]) -> Answered:
    """Runs the command with answers, a line each."""

    def run(genre: str, *lines: str, more: tuple[str, ...] = (), content: bytes = b"") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "hongtou", "new", genre, "--ask", *more]
        given = content or "".join(f"{line}\n" for line in lines).encode()
        done = subprocess.run(command, cwd=work, env=environment, input=given, capture_output=True, timeout=60, check=False)
        return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def test_answers_become_a_draft_that_renders(answered: Answered, hongtou: Hongtou, work: Path) -> None:
    lines = ["关于开展测试的通知", "云州市示例局", "", "各科室", "各支部", "", "", "二〇二六年九月十八日", "", "", ""]
    done = answered("通知", *lines, "现将有关事项通知如下。", "一、时间", "")
    assert (done.returncode, done.stderr) == (0, ""), done
    assert (work / "通知.md").read_text("utf-8") == (
        "---\n文种: 通知\n发文机关:\n  - 云州市示例局\n标题: 关于开展测试的通知\n主送:\n  - 各科室\n  - 各支部\n"
        "成文日期: 二〇二六年九月十八日\n---\n现将有关事项通知如下。\n一、时间\n"
    )
    assert "标题（必填）：发文机关、事由和文种" in done.stdout
    assert "例如：2026年11月21日" in done.stdout
    assert hongtou("render", "通知.md", "--to", "pdf").code == 0


def test_groups_choices_and_texts(answered: Answered, work: Path) -> None:
    lines = ["第一支部", "2026年3月1日", "2026年12月10日", "2", "1", "请准备。", "带上书。", "", "3", "党章", "5", "", ""]
    done = answered("学习安排", *lines, more=("-o", "安排.yaml"))
    assert (done.returncode, done.stderr) == (0, ""), done
    assert "1 线上　2 线下" in done.stdout
    written = (work / "安排.yaml").read_text("utf-8")
    assert "方式: 线下\n签到: 是\n说明: |\n  请准备。\n  带上书。\n安排:\n  - 月份: 3\n    专题: 党章\n  - 月份: 5\n" in written


def test_a_wrong_answer_is_told_as_a_check_tells_it_and_asked_again(answered: Answered, hongtou: Hongtou, work: Path) -> None:
    (work / "错.yaml").write_text("文种: 学习安排\n单位: 甲\n成文日期: 2026年13月1日\n安排:\n  - 月份: 13\n", "utf-8")
    told = [line.partition("：")[2] for line in hongtou("render", "错.yaml").err.splitlines()]
    assert len(told) == 2
    done = answered("学习安排", "甲", "2026年13月1日", "2026年12月1日", "", "", "", "", "13", "12", "")
    assert [message for message in told if f"  {message}\n" not in done.stdout.replace("> ", "")] == []
    written = (work / "学习安排.yaml").read_text("utf-8")
    assert "成文日期: 2026年12月1日" in written
    assert "月份: 12" in written
    assert "13" not in written


def test_what_is_left_blank_is_told(answered: Answered, hongtou: Hongtou, work: Path) -> None:
    done = answered("学习安排", "", "2026年12月1日")
    assert done.returncode == 0
    assert "还没有填：单位" in done.stdout
    assert "单位:\n" in (work / "学习安排.yaml").read_text("utf-8")
    hongtou("render", "学习安排.yaml").failed(1, "单位")


def test_a_draft_that_is_there_is_not_asked_for(answered: Answered, work: Path) -> None:
    (work / "通知.md").write_text("我的", "utf-8")
    done = answered("通知", "标题")
    assert (done.returncode, done.stdout) == (1, "")
    assert "已经有了" in done.stderr
    assert (work / "通知.md").read_text("utf-8") == "我的"


def test_a_draft_names_its_schema_here_too(answered: Answered, work: Path) -> None:
    answered("通知", "关于测试的通知", more=("--schema", "结构.json"))
    assert (work / "通知.md").read_text("utf-8").splitlines()[:2] == ["---", "# yaml-language-server: $schema=结构.json"]


def test_what_cannot_be_asked(hongtou: Hongtou) -> None:
    hongtou("new", "材料包", "--ask").failed(2, "不能一项一项地问")
    hongtou("new", "通知", "--ask", "--workbook", "一.xlsx").failed(2, "一次只写一样")
    hongtou("new", "通知", "--ask", "-o", "一.yaml").failed(2, "应以 .md 结尾")


def test_answers_in_another_encoding(answered: Answered, work: Path) -> None:
    done = answered("通知", content="关于测试的通知\n".encode("gb18030"))
    assert done.returncode == 1
    assert "UTF-8" in done.stderr
    assert "缺陷" not in done.stderr
    assert not (work / "通知.md").exists()


@pytest.mark.parametrize(("typed", "kept"), [("关于测试的通知\r", True), ("", False)])
def test_stopping_at_a_terminal_keeps_what_was_typed(work: Path, environment: dict[str, str], typed: str, kept: bool) -> None:
    main, other = pty.openpty()
    command = [sys.executable, "-m", "hongtou", "new", "通知", "--ask"]
    process = subprocess.Popen(
        command, stdin=other, stdout=other, stderr=other, cwd=work, env=environment | {"TERM": "dumb"}, start_new_session=True
    )
    os.close(other)
    try:
        _wait_for(main, "> ")
        os.write(main, typed.encode())
        if typed:
            _wait_for(main, "第1项，没有了就按回车：\r\n> ")
        _wait_until_it_reads(process.pid)
        process.send_signal(signal.SIGINT)
        said = _wait_for(main, "已中断")
        assert process.wait(60) == 130
    finally:
        process.kill()
        process.wait()
        os.close(main)
    assert ("填好的都在“通知.md”里" in said) == kept
    assert (work / "通知.md").exists() == kept
    assert not kept or "标题: 关于测试的通知\n" in (work / "通知.md").read_text("utf-8")


def _wait_until_it_reads(pid: int) -> None:
    """Between its words and its wait for an answer, a signal would be heard with the next key alone."""
    while Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "S":
        os.sched_yield()


def _wait_for(terminal: int, word: str) -> str:
    """What was printed up to a word."""
    said, until = b"", time.monotonic() + 60
    while word.encode() not in said:
        assert select.select([terminal], [], [], max(0, until - time.monotonic()))[0], said.decode(errors="replace")
        said += os.read(terminal, 65536)
    return said.decode(errors="replace")
