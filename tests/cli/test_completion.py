"""What shells offer when somebody presses Tab: asked as their scripts ask, and in the shells themselves."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Hongtou = Callable[..., Any]
Offered = Callable[..., list[str]]
# What only those need who make, check or number documents.
HEAVY = {
    "cerberus",
    "lxml",
    "sqlalchemy",
    "PIL",
    "uharfbuzz",
    "fontTools",
    "jinja2",
    "rich",
    "weasyprint",
    "xlsxwriter",
    "pikepdf",
}


@pytest.fixture(autouse=True)
def office(work: Path, environment: dict[str, str]) -> Path:
    environment.pop("HONGTOU_REGISTER", None)
    (work / "hongtou.yaml").write_text("名称: 云州市示例局\n机关代字: 云示发\n单独编号: 函\n", "utf-8")
    for name in ("通知.md", "通报.yaml", "其他.txt", ".藏着.md"):
        (work / name).write_text("文种: 通知\n", "utf-8")
    (work / "草稿").mkdir()
    (work / "草稿" / "请示.md").write_text("", "utf-8")
    return work


@pytest.fixture
def offered(hongtou: Hongtou) -> Offered:
    """What a line ends in: its last word, as far as it was typed."""

    def ask(*words: str) -> list[str]:
        line = " ".join(["hongtou", *words])
        asked = {"_HONGTOU_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words))}
        lines = hongtou(**asked).well().splitlines()
        return [line.removeprefix("plain,") for line in lines if line.startswith("plain,")]

    return ask


def test_commands_and_options(offered: Offered) -> None:
    assert offered("re") == ["render"]
    assert "--preprinted" in offered("render", "--p")


def test_types_of_plugins_and_of_the_office(offered: Offered, hongtou: Hongtou, office: Path) -> None:
    hongtou("type", "new", "请假条", "--fields", "单位").well()
    # Nobody reads the type for its name.
    (office / "文种" / "请假条" / "字段.yaml").write_text("坏了: [", "utf-8")
    assert offered("new", "请") == ["请示", "请假条"]
    assert offered("types", "请假") == ["请假条"]
    assert offered("new", "材") == ["材料包"]
    assert offered("schema", "hong") == ["hongtou.yaml"]
    assert offered("check", "--type", "请假") == ["请假条"]


def test_drafts_here_and_in_folders(offered: Offered) -> None:
    assert offered("render", "") == ["通报.yaml", "通知.md"]
    assert offered("render", "通知.md", "通") == ["通报.yaml", "通知.md"]
    assert offered("issue", "草稿/") == ["草稿/请示.md"]
    assert offered("issue", "没有/") == []


def test_bash_gets_names_that_it_does_not_take_apart(offered: Offered, office: Path) -> None:
    (office / "关于 $1.md").write_text("", "utf-8")
    assert offered("render", "关") == [r"关于\\ \\$1.md"]


def test_formats_and_rules_one_behind_another(offered: Offered) -> None:
    assert offered("render", "--to", "do") == ["docx"]
    assert offered("render", "--to", "docx,p") == ["docx,pdf", "docx,pdfa", "docx,png"]
    assert "docx,docx" not in offered("render", "--to", "docx,")
    assert "GW101" in offered("check", "--select", "GW10")
    assert offered("issue", "--despite", "GW101,GW10")[0] == "GW101,GW102"


def test_series_and_numbers_of_the_register(offered: Offered, hongtou: Hongtou) -> None:
    assert offered("number", "list", "--code", "云") == ["云示发"]
    assert offered("number", "show", "云") == []
    hongtou("number", "reserve", "--year", "2026", "--count", "2", "--code", "云示党发").well()
    hongtou("number", "reserve", "--year", "2026", "--kind", "函").well()
    assert offered("number", "list", "--code", "云示") == ["云示发", "云示党发"]
    assert offered("number", "list", "--kind", "") == ["函"]
    assert offered("number", "show", "云示党发") == ["云示党发〔2026〕2号", "云示党发〔2026〕1号"]


def test_nothing_is_said_while_somebody_types(offered: Offered, office: Path) -> None:
    (office / "hongtou.yaml").write_text("名称: [", "utf-8")
    assert offered("number", "list", "--code", "云") == []
    assert offered("new", "通知") == ["通知"]
    (office / "hongtou.yaml").write_text("名称: 云州市示例局\n登记簿: postgresql://云州/簿\n", "utf-8")
    assert offered("number", "show", "") == []
    (office / "hongtou.yaml").write_text("名称: 云州市示例局\n", "utf-8")
    (office / "register.db").write_bytes(b"no register")
    assert offered("number", "show", "") == []


@pytest.mark.parametrize("words", ["new ", "render ", "render --to ", "check --select ", "number show "])
def test_what_is_slow_to_load_is_not_loaded(office: Path, environment: dict[str, str], words: str) -> None:
    code = f"import sys; from hongtou.cli.running import run; run([]); print(*({HEAVY} & set(sys.modules)), file=sys.stderr)"
    asked = {"_HONGTOU_COMPLETE": "bash_complete", "COMP_WORDS": f"hongtou {words}", "COMP_CWORD": str(len(words.split(" ")))}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=office, env=environment | asked, capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stderr.split() == []


def test_a_shell_that_there_is_not(hongtou: Hongtou) -> None:
    hongtou("completion", "tcsh").failed(2, "不认识“tcsh”", "bash、zsh、fish")


# --- in the shells themselves ---


@pytest.fixture
def shells(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """An environment with the command ``hongtou``."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "hongtou").write_text(f'#!/bin/sh\nexec {sys.executable} -m hongtou "$@"\n', "utf-8")
    (folder / "hongtou").chmod(0o755)
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "TERM": "dumb"}
    return environment | home | {"PATH": f"{folder}{os.pathsep}{environment['PATH']}"}


def test_in_bash(shells: dict[str, str], office: Path) -> None:
    (office / "关于 花.md").write_text("", "utf-8")
    typed = 'eval "$(hongtou completion bash)"; COMP_WORDS=(hongtou render 关); COMP_CWORD=2\n'
    typed += '_hongtou_completion hongtou 2>/dev/null; printf "%s\\n" "${COMPREPLY[@]}"\n'
    done = subprocess.run(["bash", "--norc"], input=typed, cwd=office, env=shells, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("关于\\ 花.md\n", "")


def test_in_fish(shells: dict[str, str], office: Path) -> None:
    typed = 'hongtou completion fish | source; complete -C "hongtou render 通"; complete -C "hongtou check --select GW10"'
    done = subprocess.run(["fish", "-c", typed], cwd=office, env=shells, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[:3] == ["通报.yaml", "通知.md", "GW101\t用 A4 纸"]


@pytest.mark.parametrize(
    ("shell", "setup"),
    [
        (["bash", "--norc", "--noprofile", "-i"], 'eval "$(hongtou completion bash)"'),
        (["zsh", "-f", "-i"], 'autoload -Uz compinit; compinit -u -D; eval "$(hongtou completion zsh)"'),
    ],
    ids=["bash", "zsh"],
)
def test_by_pressing_tab(shells: dict[str, str], office: Path, shell: list[str], setup: str) -> None:
    main, other = pty.openpty()
    process = subprocess.Popen(shell, stdin=other, stdout=other, stderr=other, cwd=office, env=shells, start_new_session=True)
    os.close(other)
    try:
        os.write(main, f"{setup}; printf '%s%s\\n' RE ADY\n".encode())
        _wait_for(main, "READY")
        os.write(main, "hongtou new 通知 -o 一.md; hongtou render 通知\t; printf '%s%s\\n' DO NE\n".encode())
        said = _wait_for(main, "DONE")
        assert "通知.md:1:1" in said, said
    finally:
        process.kill()
        process.wait()
        os.close(main)


def _wait_for(terminal: int, word: str) -> str:
    """What was printed up to a word."""
    said, until = b"", time.monotonic() + 60
    while word.encode() not in said:
        assert select.select([terminal], [], [], max(0, until - time.monotonic()))[0], said.decode(errors="replace")
        said += os.read(terminal, 65536)
    return said.decode(errors="replace")
