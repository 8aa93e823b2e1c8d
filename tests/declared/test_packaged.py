"""Document types without Python that a plug-in brings in its package."""

from pathlib import Path

import pytest
from hongtou import DeferredType, declared_types
from hongtou.errors import PluginLoadError

FIELDS = """\
说明: 打分
公文: {标题: "{{ 单位 }}打分表", 格式: 普通}
分类: 考核
字段:
  单位: {说明: 谁, 例: 甲支部, 必填: 是}
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> tuple[str, Path]:
    """A package's name, which no other test has, and the folder of its types."""
    name = f"packaged_{abs(hash(request.node.name))}"
    folder = tmp_path / name / "文种"
    for type, body in (("打分表", "{{ 单位 }}。\n"), ("错的", "{{ 单位 }}。\n\n{{ 没有 }}\n")):
        (folder / type).mkdir(parents=True)
        (folder / type / "字段.yaml").write_text(FIELDS, "utf-8")
        (folder / type / "正文.md").write_text(body, "utf-8")
    (folder / "_草稿").mkdir()
    (folder / "说明.txt").write_text("不是文种", "utf-8")
    (tmp_path / name / "__init__.py").write_text("", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    return name, folder


def types(package: str) -> dict[str, DeferredType]:
    return {type.name: type for type in declared_types(package)}


def test_every_folder_is_a_type_that_is_read_when_asked_for(package: tuple[str, Path]) -> None:
    name, folder = package
    found = types(name)
    assert list(found) == ["打分表", "错的"]
    (folder / "打分表" / "样稿.yaml").write_text("文种: 打分表\n单位: 乙支部\n", "utf-8")  # after that it is read
    type = found["打分表"].read()
    assert (type.name, type.group, type.summary) == ("打分表", "考核", "打分")
    assert type.starter == "文种: 打分表\n单位: 乙支部\n"
    assert type.packet_fields.unit == "单位"


def test_what_is_wrong_is_told_with_its_package_file_and_line(package: tuple[str, Path]) -> None:
    name, _ = package
    with pytest.raises(PluginLoadError) as caught:
        types(name)["错的"].read()
    assert f"{name}/文种/错的/正文.md:3  没有“没有”这个字段" in str(caught.value)
