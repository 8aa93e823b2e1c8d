"""The doctor finds what is missing and says how to get it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hongtou.doctor import Diagnosis, Status, examine, machine
from hongtou.fonts import faces
from support.plugins import PLUGINS
from support.typefaces import CHARS, truetype


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(faces, "FOLDERS", ())
    monkeypatch.delenv("HONGTOU_FONTS", raising=False)
    faces.find.cache_clear()
    yield
    faces.find.cache_clear()


def found(start: Path, name: str) -> Diagnosis:
    return next(finding for finding in examine(start, None, PLUGINS) if finding.name == name)


def test_a_free_face(tmp_path: Path) -> None:
    finding = found(tmp_path, "仿宋")
    assert finding.state is Status.GOOD and "FandolFang" in finding.detail


@pytest.mark.usefixtures("no_fonts")
def test_no_face_at_all(tmp_path: Path) -> None:
    finding = found(tmp_path, "仿宋")
    assert finding.state is Status.MISSING
    assert "script/bootstrap" in finding.remedy


def test_an_own_face(tmp_path: Path) -> None:
    path = faces.find("FandolKai-Regular.otf")
    assert path
    (tmp_path / "楷.otf").symlink_to(path)
    (tmp_path / "hongtou.yaml").write_text("名称: 云州市医学会\n字体:\n  仿宋:\n    文件: 楷.otf\n", encoding="utf-8")
    finding = found(tmp_path, "仿宋")
    assert finding.state is Status.GOOD and "办公室自己的" in finding.detail


@pytest.mark.parametrize(
    ("forbids", "chars", "told"),
    [(0x0002, CHARS, "的作者不许把它嵌入文件"), (0, "文", "里没有“公”字，或者这个字是空白，不是中文字体")],
)
def test_an_own_face_that_nothing_can_be_printed_with(tmp_path: Path, forbids: int, chars: str, told: str) -> None:
    font = truetype(chars)
    font["OS/2"].fsType = forbids
    font.save(tmp_path / "我的.ttf")
    (tmp_path / "hongtou.yaml").write_text("名称: 云州市医学会\n字体:\n  仿宋:\n    文件: 我的.ttf\n", encoding="utf-8")
    finding = found(tmp_path, "仿宋")
    assert finding.state is Status.MISSING
    assert finding.detail.endswith(f"我的.ttf{told}") or finding.detail.endswith(f"我的.ttf {told}")
    assert "“字体”里写明字体文件" in finding.remedy


@pytest.mark.parametrize(("state", "words"), [(Status.MISSING, "apt-get install libx"), (Status.WARNING, "慢十几倍")])
def test_a_library_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: Status, words: str) -> None:
    monkeypatch.setattr(machine, "LIBRARIES", (("libnowhere.so.7", state, "libx", ""),))
    finding = found(tmp_path, "libnowhere.so.7")
    assert finding.state is state and words in finding.remedy


@pytest.mark.parametrize(
    ("asked", "state"), [("click>=1.0", Status.GOOD), ("click>=999", Status.MISSING), ("nowhere>=1", Status.MISSING)]
)
def test_python_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: str, state: Status) -> None:
    monkeypatch.setattr("hongtou.doctor.machine.metadata.requires", lambda _: [asked, 'pytest>=8.4; extra == "test"'])
    finding = found(tmp_path, asked.split(">", maxsplit=1)[0])
    assert finding.state is state
    assert (asked in finding.remedy) == (state is Status.MISSING)


def test_an_office_that_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "hongtou.yaml").write_text("名称：云州市医学会\n", encoding="utf-8")
    finding = found(tmp_path, "hongtou.yaml")
    assert finding.state is Status.MISSING and "hongtou.yaml" in finding.detail


def test_an_output_folder_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"")
    finding = found(tmp_path / "x", str(tmp_path / "x"))
    assert finding.state is Status.MISSING and "不是文件夹" in finding.detail
