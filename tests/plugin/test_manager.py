"""Plug-ins are loaded one by one; what is wrong with one is told by its name and stops no other."""

from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from hongtou.errors import HongtouError
from hongtou.plugin.manager import Plugins

Outside = Callable[..., Path]
Installed = Callable[[], list[EntryPoint]]

RENDERER = """
from hongtou import *

@hookimpl
def hongtou_register_renderers(register):
    register(Renderer(name="{name}", summary="测试", render=lambda drawing: b""))
"""


def failure(plugins: Plugins, name: str) -> str:
    """Why a plug-in failed; the well one beside it still works."""
    assert "好文种" in plugins.document_types
    (plugin,) = (plugin for plugin in plugins.all if plugin.name == name)
    assert plugin.failure is not None
    assert not plugin.document_types and not plugin.renderers
    message = str(plugin.failure)
    assert name in message and "\n" not in message
    return message


def test_a_type_is_found(outside: Outside, installed: Installed) -> None:
    outside("demo", "", type="示例文种")
    plugins = Plugins(installed())
    type = plugins.document_type("示例文种")
    assert type.summary == "测试用的文种"
    assert plugins.owner(type) == "demo[demo]"
    assert (plugins.all[0].distribution, plugins.all[0].version) == ("demo", "1.2")
    assert not plugins.failures


def test_a_renderer_is_found(outside: Outside, installed: Installed) -> None:
    outside("demo", RENDERER.format(name="txt"))
    plugins = Plugins(installed())
    assert plugins.owner(plugins.renderer("txt")) == "demo[demo]"


IMPORTER = """
from hongtou import *

def read(path, changes):
    return Source(path, ())

@hookimpl
def hongtou_register_importers(register):
    register(Importer("{name}", "测试", ("{suffix}",), {read}))
"""


def test_an_importer_is_found(outside: Outside, installed: Installed) -> None:
    outside("demo", IMPORTER.format(name="memo", suffix=".memo", read="read"))
    plugins = Plugins(installed())
    assert plugins.importers[".memo"].summary == "测试"
    assert plugins.owner(plugins.importers[".memo"]) == "demo[demo]"


@pytest.mark.parametrize(
    ("importer", "told"),
    [
        ({"name": "Memo", "suffix": ".memo", "read": "read"}, "小写字母"),
        ({"name": "memo", "suffix": "memo", "read": "read"}, "suffixes 应为文件后缀"),
        ({"name": "memo", "suffix": ".memo", "read": "lambda path, changes: None"}, "read 应为模块里的函数"),
        ({"name": "memo", "suffix": ".note", "read": "read"}, "“.note”文件已经由插件“aaa[aaa]”读"),
        ({"name": "note", "suffix": ".memo", "read": "read"}, "“note”已经由插件“aaa[aaa]”登记"),
    ],
)
def test_an_importer_that_is_not_sound_or_not_the_first(
    outside: Outside, installed: Installed, importer: dict[str, str], told: str
) -> None:
    outside("good", "", type="好文种")
    outside("aaa", IMPORTER.format(name="note", suffix=".note", read="read"))
    outside("demo", IMPORTER.format(**importer))
    assert told in failure(Plugins(installed()), "demo[demo]")


def test_nothing_is_imported_before_it_is_asked_for(outside: Outside, installed: Installed) -> None:
    outside("bad", "raise RuntimeError('boom')")
    assert Plugins(installed()) is not None


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("raise RuntimeError('boom')", ["导入时出错", "RuntimeError: boom", ".py 第 1 行"]),
        ("import sys\nsys.exit(3)", ["导入时出错", "SystemExit"]),
        ("import no_such_module_anywhere", ["导入时出错", "no_such_module_anywhere"]),
        ("def f(:", ["导入时出错", "SyntaxError", ".py 第 1 行"]),
        ("x = 1", ["没有实现任何钩子", "hongtou_register_document_types"]),
        (
            "from hongtou import hookimpl\n@hookimpl\ndef hongtou_register_document_type(register): pass",
            ["没有叫“hongtou_register_document_type”的钩子", "是不是“hongtou_register_document_types”"],
        ),
        (
            "from hongtou import hookimpl\n@hookimpl\ndef hongtou_register_renderers(registrar): pass",
            ["钩子的参数不对", "registrar"],
        ),
        (
            "from hongtou import hookimpl\n@hookimpl\ndef hongtou_register_renderers(register): 1 / 0",
            ["登记时出错", "ZeroDivisionError", ".py 第 "],
        ),
        (
            "from hongtou import hookimpl\n@hookimpl\ndef hongtou_register_renderers(register): register(7)",
            ["应为 Renderer", "int"],
        ),
        (
            "from hongtou import hookimpl\n@hookimpl\ndef hongtou_register_document_types(register): register('示例文种')",
            ["应为 DocumentType", "str"],
        ),
        (RENDERER.format(name="../../etc/cron"), ["1 至 16 个小写字母或数字"]),
    ],
)
def test_a_bad_plugin_stops_no_other(outside: Outside, installed: Installed, source: str, words: list[str]) -> None:
    outside("bad", source)
    outside("good", "", type="好文种")
    message = failure(Plugins(installed()), "bad[bad]")
    for word in words:
        assert word in message


def test_a_half_registered_plugin_is_out_whole(outside: Outside, installed: Installed) -> None:
    outside("good", "", type="好文种")
    outside("half", RENDERER.format(name="txt") + "    raise OSError('later')")
    plugins = Plugins(installed())
    assert "later" in failure(plugins, "half[half]")
    assert "txt" not in plugins.renderers


def test_one_type_from_two_plugins(outside: Outside, installed: Installed) -> None:
    outside("good", "", type="好文种")
    outside("other", "", type="好文种", entry="second")
    plugins = Plugins(installed())
    message = failure(plugins, "other[second]")
    assert "“好文种”已经由插件“good[good]”登记" in message
    assert plugins.owner(plugins.document_type("好文种")) == "good[good]"


def test_one_type_twice_from_one_plugin(outside: Outside, installed: Installed) -> None:
    outside("good", "", type="好文种")
    outside("twice", RENDERER.format(name="txt") + '    register(Renderer(name="txt", summary="", render=print))')
    assert "“txt”已经由插件“twice[twice]”登记" in failure(Plugins(installed()), "twice[twice]")


def test_two_plugins_with_one_entry_point_name(outside: Outside, installed: Installed) -> None:
    outside("good", "", type="好文种")
    outside("same", "", entry="good", type="另一文种")
    plugins = Plugins(installed())
    assert not plugins.failures
    assert plugins.owner(plugins.document_type("另一文种")) == "same[good]"


def test_a_broken_plugin_blocks_no_well_one_of_its_names(outside: Outside, installed: Installed) -> None:
    outside("aaa", RENDERER.format(name="txt") + "    raise OSError('later')", entry="good")
    outside("good", "", type="好文种")
    outside("zzz", RENDERER.format(name="txt"), entry="good")
    plugins = Plugins(installed())
    assert "later" in failure(plugins, "aaa[good]")
    assert plugins.owner(plugins.renderer("txt")) == "zzz[good]"


def test_a_plugin_that_takes_for_ever_to_load_is_left_out(
    outside: Outside, installed: Installed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hongtou.plugin.loading.SECONDS", 0.2)
    outside("slow", "while True:\n    try:\n        pass\n    except Exception:\n        pass")
    outside("good", "", type="好文种")
    assert "装了 0.2 秒还没有装好" in failure(Plugins(installed()), "slow[slow]")


def test_nobody_takes_a_name_of_ours(outside: Outside, installed: Installed) -> None:
    outside("aaa", "", type="好文种", entry="second")
    outside("hongtou", "", entry="own", type="好文种")
    plugins = Plugins(installed())
    assert plugins.owner(plugins.document_type("好文种")) == "hongtou[own]"


def test_an_unknown_name_is_told_with_the_nearest_and_with_what_failed(outside: Outside, installed: Installed) -> None:
    outside("good", "", type="好文种")
    outside("bad", "raise RuntimeError")
    with pytest.raises(HongtouError) as caught:
        Plugins(installed()).document_type("好文")
    assert str(caught.value) == "没有“好文”这个文种，是不是“好文种”？现有：好文种（插件“bad[bad]”没有装上，也许在那里）"


def test_own_fields_replace_common_ones(outside: Outside, installed: Installed) -> None:
    outside("good", "", type="好文种")
    plugins = Plugins(installed())
    fields = plugins.fields(plugins.document_type("好文种"))
    assert next(iter(fields)) == "文种" and "标题" in fields
