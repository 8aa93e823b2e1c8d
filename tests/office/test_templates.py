"""An office's templates: read with its profile, the type's own before those for all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hongtou.errors import TemplateError
from hongtou.office import load_office
from hongtou.office.templates import SIZE_MAX
from hongtou.sources import office_templates


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "hongtou.yaml").write_text("名称: 中共云州市示例局委员会\n", "utf-8")
    (tmp_path / "模板").mkdir()
    return tmp_path


def found(office: Path, type: str, name: str) -> bytes | None:
    for folder in office_templates(load_office(office), type):
        file = folder.joinpath(name)
        return file.read_bytes() if file.is_file() else None
    return None


def test_a_type_has_its_own_before_those_for_all(office: Path) -> None:
    for name in ("公文.docx", "通知.docx", "公文.css", "~$通知.docx", "说明.txt"):
        (office / "模板" / name).write_bytes(name.encode())
    assert found(office, "通知", "gongwen.docx") == "通知.docx".encode()
    assert found(office, "通知", "gongwen.css") == "公文.css".encode()
    assert found(office, "报告", "gongwen.docx") == "公文.docx".encode()
    assert found(office, "报告", "gongwen.html") is None


def test_an_office_without_templates_has_none(tmp_path: Path) -> None:
    (tmp_path / "hongtou.yaml").write_text("名称: 甲\n", "utf-8")
    assert load_office(tmp_path).templates == ()
    assert office_templates(load_office(tmp_path), "通知") == ()


def test_a_template_outside_the_folder_stops_only_who_needs_it(office: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("other") / "通知.docx"
    other.write_bytes(b"x")
    (office / "模板" / "通知.docx").symlink_to(other)
    assert found(office, "报告", "gongwen.docx") is None
    with pytest.raises(TemplateError, match=r"“模板/通知\.docx”在文件夹"):
        found(office, "通知", "gongwen.docx")


def test_a_template_that_is_too_large_is_told(office: Path) -> None:
    (office / "模板" / "公文.docx").write_bytes(b"0" * (SIZE_MAX + 1))
    with pytest.raises(TemplateError, match="太大，超过 8 MB"):
        found(office, "通知", "gongwen.docx")
