"""``hongtou plugin check`` finds what authors do wrong, by file and line, and has nothing to say of what is right."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hongtou.kit.scaffold import scaffold
from support.forked import Forker, surroundings

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "src/yunzhou_letters"
Checked = Callable[..., tuple[int, str]]
Check = Callable[[], tuple[int, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A distribution as ``hongtou plugin new`` writes it."""
    for name, text in scaffold("yunzhou-letters", "协查函").items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def checked(forker: Forker) -> Checked:
    """The command in a folder: its exit code and what it printed."""

    def run(folder: Path, *words: str) -> tuple[int, str]:
        code, out, err = forker.run(["plugin", "check", ".", *words], folder, surroundings())
        assert b"Traceback" not in out + err, err.decode()
        return code, out.decode()

    return run


@pytest.fixture
def check(folder: Path, checked: Checked) -> Check:
    """The command in the scaffold's folder."""
    return lambda: checked(folder)


def change(path: Path, old: str, new: str) -> int:
    """Change a file; the line where it was changed."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_what_the_scaffold_writes_is_clean(check: Check) -> None:
    assert check() == (0, "")


def test_the_example_is_clean(tmp_path: Path, checked: Checked) -> None:
    copy = shutil.copytree(ROOT / "examples" / "yunzhou-office", tmp_path / "copy")
    assert checked(copy) == (0, "")


WRONG = """\
import os
import sys

from hongtou import FieldError, Gongwen, field
from hongtou.layout import lay_out
from hongtou.runner import Runner

COUNT = 0
ONE = field("string", "甲", help="", example="乙")
TWO = field("string", "甲", example="乙")
THREE = field("string", "甲", help="the first one", example="乙")


def compose(data, context):
    global COUNT
    print("composing")
    os.environ["TZ"] = "UTC"
    sys.path.insert(0, ".")
    os.chdir("/")
    if data["甲"] == "一":
        raise FieldError(("甲",), "wrong value")
    raise ValueError("no")
"""


def test_every_mistake_in_a_module_is_told_by_its_line(folder: Path, check: Check) -> None:
    (folder / PACKAGE / "wrong.py").write_text(WRONG, encoding="utf-8")
    code, out = check()
    found = {int(line): told for line, told in re.findall(rf"^{PACKAGE}/wrong\.py:(\d+)  (.*)$", out, re.MULTILINE)}
    expected = {
        5: "“hongtou.layout.lay_out”不是公开的名称",
        6: "“hongtou.runner.Runner”不是公开的名称",
        9: "字段没有说明（help）",
        10: "字段没有说明（help）",
        11: "字段的说明“the first one”不是中文",
        15: "用 global 改 COUNT",
        16: "往标准输出写字",
        17: "改了 os.environ",
        18: "sys.path.insert 改了整个程序",
        19: "os.chdir 改了整个程序",
        21: "给人看的话不是中文",
        22: "ValueError 不说是哪个字段",
    }
    assert code == 1
    assert sorted(found) == sorted(expected)
    assert [line for line, told in expected.items() if told not in found[line]] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "told"),
    [
        ("pyproject.toml", "entry-points.hongtou", "entry-points.hongtuo", "pyproject.toml:1", "没有入口点 hongtou"),
        ("pyproject.toml", '= "yunzhou_letters"\n\n[tool', '= "yunzhou_leters"\n\n[tool', "pyproject.toml:1", "不在这个文件夹里"),
        (f"{PACKAGE}/__init__.py", "REQUIRES_HONGTOU", "_REQUIRES", f"{PACKAGE}/__init__.py:1", "没有写它要哪一版接口"),
        (f"{PACKAGE}/__init__.py", '"1.0"', '"1.999"', f"{PACKAGE}/__init__.py:1", "它要接口 1.999 的 hongtou"),
        (f"{PACKAGE}/__init__.py", "@hookimpl\n", "", f"{PACKAGE}/__init__.py:1", "没有实现任何钩子"),
        (
            f"{PACKAGE}/__init__.py",
            "_document_types",
            "_document_type",
            f"{PACKAGE}/__init__.py:1",
            "是不是“hongtou_register_doc",
        ),
        (f"{PACKAGE}/__init__.py", '"协查函"', '"通知"', f"{PACKAGE}/__init__.py", "“通知”已经由插件“hongtou[notice]”登记"),
        (f"{PACKAGE}/document.py", "SCHEMA = {", "import nowhere\nSCHEMA = {", f"{PACKAGE}/document.py:6", "No module named"),
        (f"{PACKAGE}/document.py", "SCHEMA = {", "SCHEMA = = {", f"{PACKAGE}/document.py:6", "不是 Python"),
        (f"{PACKAGE}/document.py", '"integer"', '"intger"', f"{PACKAGE}/__init__.py:1", "是不是“integer”"),
        (f"{PACKAGE}/document.py", 'data["事项"]', 'data["事"]', f"{PACKAGE}/document.py:14", "KeyError"),
        (f"{PACKAGE}/document.py", "return official", "return None, official", f"{PACKAGE}/__init__.py:1", "应返回 Gongwen"),
        (
            f"{PACKAGE}/__init__.py",
            'starter_suffix=".yaml",',
            'starter_suffix=".yaml", numbering="期数",',
            f"{PACKAGE}/__init__.py:1",
            "的编号：没有“期数”这个编号办法，是不是“期号”？",
        ),
        (
            f"{PACKAGE}/starter.yaml",
            "人数: 12",
            "人数: 许多",
            f"{PACKAGE}/__init__.py:1",
            "起步的草稿做不成公文：协查函.yaml:7:1",
        ),
    ],
)
def test_what_shows_when_it_is_loaded_and_tried(
    folder: Path, check: Check, file: str, old: str, new: str, place: str, told: str
) -> None:
    change(folder / file, old, new)
    code, out = check()
    assert code == 1
    assert [line for line in out.splitlines() if line.startswith(place) and told in line], out


def test_what_is_lacking_is_told(folder: Path, checked: Checked) -> None:
    shutil.rmtree(folder / "tests")
    (folder / PACKAGE / "py.typed").unlink()
    code, out = checked(folder, "--format", "json")
    assert code == 1
    assert {(one["file"], one["told"].partition("，")[0]) for one in json.loads(out)} == {
        ("tests", "没有测试"),
        (PACKAGE, "没有 py.typed"),
    }


def test_a_folder_without_a_project_is_no_plugin(tmp_path: Path, forker: Forker) -> None:
    code, _, err = forker.run(["plugin", "check", "."], tmp_path, surroundings())
    assert code == 1
    assert "没有 pyproject.toml，不是插件的文件夹" in err.decode()
