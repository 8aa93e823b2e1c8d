"""Two document types of one name: who wins does not depend on the order of folders, and every loser is told."""

from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from hongtou.declared import plugins_of
from hongtou.office import load_office
from hongtou.plugin.manager import Plugins

Outside = Callable[..., Path]
PACKAGE = """
from hongtou import declared_types, hookimpl

@hookimpl
def hongtou_register_document_types(register):
    for type in declared_types("parcel_{name}"):
        register(type)
"""


def folder(parent: Path, name: str, summary: str) -> None:
    home = parent / name
    home.mkdir(parents=True)
    (home / "字段.yaml").write_text(f"说明: {summary}\n字段:\n  甲: {{说明: 甲, 例: 甲}}\n", encoding="utf-8")
    (home / "正文.md").write_text("{{ 甲 }}。\n", encoding="utf-8")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "hongtou.yaml").write_text("名称: 甲支部\n文种: [文种, 又一处]\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def package(outside: Outside, installed: Callable[[], list[EntryPoint]]) -> Outside:
    """Installs a package that brings a type without Python."""

    def install(name: str, type: str) -> Path:
        site = outside(name, PACKAGE.format(name=name))
        folder(site / f"parcel_{name}" / "文种", type, f"{name}的")
        (site / f"parcel_{name}" / "__init__.py").write_text("", encoding="utf-8")
        assert installed()
        return site

    return install


def told(plugins: Plugins) -> list[str]:
    return [str(failure) for failure in plugins.failures]


def test_of_two_folders_of_an_office_the_first_wins(office: Path) -> None:
    folder(office / "又一处", "值班表", "后面的")
    folder(office / "文种", "值班表", "前面的")
    plugins = plugins_of(load_office(office))
    assert plugins.document_type("值班表").summary == "前面的"
    assert told(plugins) == ["插件“又一处/值班表”：已经有“值班表”这个文种，是“文种/值班表”的，用的是那一个。把文件夹改个名字"]


def test_a_built_in_type_wins_over_an_offices(office: Path) -> None:
    folder(office / "文种", "通知", "自己的")
    plugins = plugins_of(load_office(office))
    assert plugins.owner(plugins.document_type("通知")) == "hongtou[notice]"
    assert told(plugins) == ["插件“文种/通知”：已经有“通知”这个文种，是“hongtou[notice]”的，用的是那一个。把文件夹改个名字"]


def test_a_package_wins_over_an_office(office: Path, package: Outside) -> None:
    folder(office / "文种", "值班表", "自己的")
    package("demo", "值班表")
    plugins = plugins_of(load_office(office))
    assert plugins.document_type("值班表").summary == "demo的"
    assert told(plugins) == ["插件“文种/值班表”：已经有“值班表”这个文种，是“demo[demo]”的，用的是那一个。把文件夹改个名字"]


def test_of_two_packages_the_first_by_name_wins_and_the_other_is_out_whole(office: Path, package: Outside) -> None:
    package("zeta", "值班表")
    package("beta", "值班表")
    plugins = plugins_of(load_office(office))
    assert plugins.document_type("值班表").summary == "beta的"
    (failure,) = told(plugins)
    assert failure.startswith("插件“zeta[zeta]”：“值班表”已经由插件“beta[beta]”登记。改掉其中一个的名字，或者卸载其中一个（")
    assert failure.endswith("outside_zeta_zeta.py 第 7 行）")


def test_a_built_in_type_wins_over_a_packages(office: Path, package: Outside) -> None:
    package("omega", "通知")
    plugins = plugins_of(load_office(office))
    assert plugins.owner(plugins.document_type("通知")) == "hongtou[notice]"
    assert told(plugins)[0].startswith("插件“omega[omega]”：“通知”已经由插件“hongtou[notice]”登记")
