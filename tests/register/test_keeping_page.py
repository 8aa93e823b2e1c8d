"""What docs/user/numbering.md tells who keeps the register, done as it stands there: sharing it, and moving it to a server."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support.forked import Forker, surroundings

PAGE = Path(__file__).resolve().parents[2] / "docs" / "user" / "numbering.md"
PROFILE = "名称: 云州市医学会\n机关代字: 云医发\n"
GROUP = 54321
Hongtou = Callable[..., str]


def block(heading: str, language: str, place: int = 0) -> str:
    """A block of a part of the page."""
    part = PAGE.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", part, re.DOTALL)
    return found[place]


@pytest.fixture
def hongtou(forker: Forker) -> Hongtou:
    """Runs the command in a folder; what it printed."""

    def run(folder: Path, *arguments: str) -> str:
        code, out, err = forker.run(arguments, folder, surroundings())
        assert code == 0, err.decode()
        return out.decode()

    return run


def office(folder: Path, more: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "hongtou.yaml").write_text(PROFILE + more, encoding="utf-8")
    return folder


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files to any group")
def test_a_folder_is_shared_by_a_group(hongtou: Hongtou, tmp_path: Path) -> None:
    folder = office(tmp_path / "公文")
    hongtou(folder, "number", "reserve", "--year", "2026")
    script = block("几个人共用一台机器", "bash").replace("办公室", str(GROUP))
    subprocess.run(["bash", "-ec", script], cwd=tmp_path, check=True)
    book = (folder / "register.db").stat()
    assert (folder.stat().st_gid, folder.stat().st_mode & 0o7777, book.st_mode & 0o777) == (GROUP, 0o2775, 0o664)
    script = "umask 002; touch 公文/新的; stat -c %g:%a 公文/新的"
    made = subprocess.run(["bash", "-ec", script], cwd=tmp_path, capture_output=True, check=True)
    assert made.stdout.decode().strip() == f"{GROUP}:664"


def test_a_register_is_moved_to_a_server_and_used_from_several_machines(hongtou: Hongtou, tmp_path: Path, database: str) -> None:
    folder = office(tmp_path / "公文")
    hongtou(folder, "number", "reserve", "--year", "2026", "--count", "2")
    hongtou(folder, "number", "backup", "备份.db")
    profile, command = block("几台机器共用", "yaml"), block("几台机器共用", "bash")
    (address,) = re.findall(r"postgresql\+psycopg://\S+", profile)
    assert address in command
    program, *arguments = command.replace(address, database).split()
    assert program == "hongtou"
    assert "2个号，已经搬走" in hongtou(folder, *arguments)
    office(folder, profile.replace(address, database))
    other = office(tmp_path / "另一台机器", profile.replace(address, database))
    assert hongtou(folder, "number", "reserve", "--year", "2026") == "云医发〔2026〕3号\n"
    assert hongtou(other, "number", "reserve", "--year", "2026") == "云医发〔2026〕4号\n"
    assert "查出 0 个问题" in hongtou(folder, "number", "audit")
    hongtou(other, "number", "backup", "整本.db")
    shutil.copy(other / "整本.db", office(tmp_path / "搬回来") / "register.db")
    assert hongtou(tmp_path / "搬回来", "number", "reserve", "--year", "2026") == "云医发〔2026〕5号\n"
