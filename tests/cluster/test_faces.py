"""An office's own faces on other machines."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hongtou.batch.make import make_unit
from hongtou.cluster import faces
from hongtou.errors import FontError
from hongtou.fonts.choice import FaceChoice
from hongtou.fonts.faces import Fonts
from hongtou.layout.styles import Face
from hongtou.office import Office
from hongtou.packet.task import Document, Output, UnitTask

NOTICE = {"文种": "通知", "标题": "关于报送材料的通知", "正文": "请报送材料。", "成文日期": "2026-11-21", "格式": "普通"}


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office that sets its text in a face that is not the usual one."""
    own = tmp_path / "own.otf"
    shutil.copy(Fonts().path(Face.KAI), own)
    return Office(name="示例市医学会", faces={"仿宋": FaceChoice("示例仿宋", own), "黑体": FaceChoice("示例黑体")})


@pytest.fixture(autouse=True)
def _machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine that was sent nothing yet."""
    monkeypatch.setenv("HONGTOU_FACES", "")
    yield
    if faces._folder.cache_info().currsize:
        faces._folder().cleanup()
        faces._folder.cache_clear()


def task(office: Office) -> UnitTask:
    document = Document("通知", "通知", NOTICE)
    return UnitTask("甲学会", "甲学会", 2026, (document,), Output(), office)


def test_a_machine_makes_the_same_of_a_face_that_was_sent_to_it(office: Office, tmp_path: Path) -> None:
    office = faces.known(office)
    usual, wanted = make_unit(task(replace(office, faces={}))), make_unit(task(office))
    faces.keep(faces.contents(office))
    (tmp_path / "own.otf").unlink()
    assert make_unit(task(office)) == wanted != usual


def test_what_was_sent_is_kept_once(office: Office) -> None:
    office = faces.known(office)
    for _ in range(2):
        faces.keep(faces.contents(office))
    own, named = faces.at_home(office).faces.values()
    assert own.file
    assert own.file.read_bytes() == faces.contents(office)[own.file.name]
    assert named == FaceChoice("示例黑体")


def test_where_nothing_was_sent_files_stay_where_they_are(office: Office) -> None:
    assert faces.at_home(office) == office
    faces.keep({})
    assert faces.at_home(office) == office


def test_a_face_decides_by_what_is_in_it_and_not_by_where_it_is(office: Office, tmp_path: Path) -> None:
    first = task(faces.known(office)).digest()
    moved = (tmp_path / "own.otf").rename(tmp_path / "moved.otf")
    there = replace(office, faces={**office.faces, "仿宋": FaceChoice("示例仿宋", moved)})
    assert task(faces.known(there)).digest() == first
    shutil.copy(Fonts().path(Face.HEI), moved)
    assert task(faces.known(there)).digest() != first


def test_a_face_that_cannot_be_read_is_told(office: Office, tmp_path: Path) -> None:
    (tmp_path / "own.otf").unlink()
    with pytest.raises(FontError, match=r"own\.otf”读不了：没有这个文件"):
        faces.known(office)
