"""Document types that are read when somebody asks for one."""

from collections.abc import Callable
from types import ModuleType

import pytest
from hongtou import Context, Data, DeferredType, DocumentType, Gongwen, hookimpl, official
from hongtou.doctor.plugins import faults
from hongtou.errors import PluginLoadError
from hongtou.plugin.manager import Plugins


def made(name: str) -> DocumentType:
    def compose(data: Data, context: Context) -> Gongwen:
        return official(data, context)

    return DocumentType(name=name, summary="例子", schema={}, compose=compose, starter="文种: 甲\n")


class Point:
    """An entry point that brings one deferred type."""

    name, module, dist = "late", "late", None

    def __init__(self, type: object) -> None:
        self._type = type

    def load(self) -> object:
        module = ModuleType("late")

        @hookimpl
        def hongtou_register_document_types(register: Callable[[object], None]) -> None:
            register(self._type)

        module.hongtou_register_document_types = hongtou_register_document_types  # type: ignore[attr-defined]
        return module


def test_it_is_read_once_when_it_is_asked_for() -> None:
    read: list[str] = []

    def reading() -> DocumentType:
        read.append("甲文")
        return made("甲文")

    plugins = Plugins([Point(DeferredType("甲文", reading))])
    assert list(plugins.document_types) == ["甲文"]
    assert read == []
    type = plugins.document_type("甲文")
    assert plugins.document_type("甲文") is type
    assert read == ["甲文"]
    assert plugins.owner(type) == "?[late]"


def test_one_that_is_called_otherwise_is_told_by_its_plugin() -> None:
    plugins = Plugins([Point(DeferredType("甲文", lambda: made("乙文")))])
    with pytest.raises(PluginLoadError, match=r"late.*“甲文”.*“乙文”"):
        plugins.document_type("甲文")


def test_one_that_is_unsound_is_told_by_its_plugin() -> None:
    plugins = Plugins([Point(DeferredType("甲文", lambda: "不是文种"))])  # type: ignore[arg-type, return-value]
    with pytest.raises(PluginLoadError, match="应为 DocumentType"):
        plugins.document_type("甲文")


@pytest.mark.parametrize("type", [DeferredType("甲 文", lambda: made("甲文")), DeferredType("甲文", "不能调用")])  # type: ignore[arg-type]
def test_an_unsound_promise_is_refused_when_it_is_registered(type: DeferredType) -> None:
    (failure,) = Plugins([Point(type)]).failures
    assert "甲" in str(failure)


def test_no_two_bring_a_type_of_one_name() -> None:
    first, second = Point(DeferredType("甲文", lambda: made("甲文"))), Point(made("甲文"))
    second.name = "later"
    (failure,) = Plugins([first, second]).failures
    assert "已经由插件“?[late]”登记" in str(failure)


def test_a_type_that_needs_fields_of_its_own_gives_way_to_a_plainer_one() -> None:
    names = Plugins().document_types.for_titles()
    assert {"通知", "请示", "纪要", "整改台账", "统战对象名单"} <= set(names)
    assert not {"会议通知", "表彰决定", "党委会会议纪要", "换届选举的请示"} & set(names)


def test_one_that_cannot_be_read_gives_way_too() -> None:
    broken = DeferredType("甲文", lambda: made("乙文"))
    plain = Point(made("文"))
    plain.name = "plain"
    assert Plugins([Point(broken), plain]).document_types.for_titles() == ("文",)


def test_one_that_fails_stops_no_other_and_is_told() -> None:
    def failing() -> DocumentType:
        print("不该印出来")
        raise ValueError("没有\n文件")

    sound = Point(DeferredType("乙文", lambda: made("乙文")))
    sound.name = "sound"
    plugins = Plugins([Point(DeferredType("甲文", failing)), sound])
    assert [type.name for type in plugins.document_types.readable()] == ["乙文"]
    with pytest.raises(PluginLoadError, match="读文种“甲文”时出错：ValueError: 没有 文件"):
        plugins.document_type("甲文")
    told = [str(fault) for fault in faults(plugins)]
    assert any("?[late]" in one and "甲文" in one for one in told)
