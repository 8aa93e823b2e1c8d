"""What ``hongtou plugin new`` writes installs, passes its own tests and checks; wrong names are told in Chinese."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hongtou.cli.running import run
from hongtou.errors import UsageError
from hongtou.kit.scaffold import check_name, check_type
from support.forked import Forker
from support.wheels import build_wheel

pytestmark = pytest.mark.xdist_group("kit")  # one worker builds, once

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def distribution(tmp_path_factory: pytest.TempPathFactory, forker: Forker) -> Path:
    """A new distribution, with what its wheel holds in ``site``."""
    folder = tmp_path_factory.mktemp("kit") / "yunzhou-letters"
    assert run(["plugin", "new", "yunzhou-letters", "--type", "协查函", "-o", str(folder)]) == 0
    source = shutil.copytree(folder, folder.parent / "copy")
    with zipfile.ZipFile(build_wheel(forker, source, folder.parent)) as archive:
        archive.extractall(folder.parent / "site")
    return folder


def tool(distribution: Path, *words: str, **environment: str) -> str:
    """Run a tool in the distribution; what it printed."""
    own = {**os.environ, "PYTHONPATH": str(distribution.parent / "site"), **environment}
    command = [sys.executable, "-m", *words]
    done = subprocess.run(command, cwd=distribution, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_its_own_tests_pass(distribution: Path, forker: Forker) -> None:
    code, told = forker.run_tests(distribution, distribution.parent / "site")
    assert code == 0 and "3 passed" in told, told


def test_it_is_typed_and_without_lint(distribution: Path) -> None:
    package = distribution.parent / "types" / "hongtou"  # as script/typecheck shows an editable installation to mypy
    shutil.rmtree(package, ignore_errors=True)
    package.mkdir(parents=True)
    for part in (ROOT / "core").iterdir():
        (package / part.name).symlink_to(part)
    more = {"MYPYPATH": str(package.parent), "MYPY_CACHE_DIR": str(ROOT / "build" / "kit_types")}
    tool(distribution, "mypy", "--follow-imports=silent", **more)
    tool(distribution, "ruff", "check", "--no-cache", ".")
    tool(distribution, "ruff", "format", "--no-cache", "--check", ".")


def test_it_has_what_a_distribution_needs(distribution: Path) -> None:
    files = (path for path in distribution.rglob("*") if path.is_file() and path.parent.name != "__pycache__")
    held = {path.relative_to(distribution).as_posix() for path in files}
    assert {"README.md", ".gitignore", ".github/workflows/check.yml", "src/yunzhou_letters/py.typed"} <= held
    assert [name for name in held if "{{" in name + (distribution / name).read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("云州", "用小写英文字母"),
        ("Letters", "用小写英文字母"),
        ("a--b", "用小写英文字母"),
        ("../x", "用小写英文字母"),
        ("x" * 61, "至多 60 个"),
        ("hongtou", "本程序自己的名称"),
        ("json", "Python 自己用的名称"),
        ("import", "Python 自己用的名称"),
    ],
)
def test_a_wrong_name_is_told(name: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check_name(name)


def test_a_taken_or_wrong_type_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="用汉字"):
        check_type("两 个", {})
    assert run(["plugin", "new", "yunzhou-letters", "--type", "通知", "-o", str(tmp_path / "x")]) == 2
    assert "已经有“通知”这个文种" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "mine.txt").write_text("甲", encoding="utf-8")
    assert run(["plugin", "new", "yunzhou-letters", "-o", str(tmp_path / "x")]) == 1
    assert "已经有了，没有动它" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["mine.txt"]
