"""What types say they can do: held against their fields when they are loaded, and the page for authors shows it right."""

import re
from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest
from hongtou import DocumentType, Gongwen, PacketFields, RegisterBook, UnitState, UnitSummary, field
from hongtou.doctor.plugins import faults
from hongtou.errors import PluginError
from hongtou.plugin.checks import FaultError, checked_type
from hongtou.plugin.manager import Plugins

Outside = Callable[..., Path]
Installed = Callable[[], list[EntryPoint]]
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "plugin-development" / "capabilities.md").read_text("utf-8")


def text(name: str, **rules: Any) -> dict[str, Any]:
    return field("string", name, help="测试", example="甲", **rules)


def listed(name: str, fields: dict[str, Any]) -> dict[str, Any]:
    return field("list", name, help="测试", example="[]", schema={"type": "dict", "schema": fields})


DOCUMENTS = listed("材料", {"文种": text("文种"), "概况": text("概况")})
UNIT = {"名": text("名", required=True), "态": text("态"), "材料": DOCUMENTS, "缺": field("names", "缺", help="缺", example="甲")}
SCHEMA = {
    "年": field("integer", "年", help="哪年", example=2026),
    "各家": listed("各家", UNIT),
    "各号": listed("各号", {"发文字号": text("发文字号")}),
}
SUMMARY = {"unit": "名", "state": "态", "documents": "材料", "lacking": "缺", "type": "文种"}


def stated(schema: dict[str, Any] | None = None, **parts: Any) -> DocumentType:
    def compose(data: object, context: object) -> Gongwen:
        raise NotImplementedError

    return DocumentType("汇编", "测试", SCHEMA | (schema or {}), compose, "", **parts)


def with_unit(**fields: Any) -> dict[str, Any]:
    return {"各家": listed("各家", UNIT | fields)}


def test_a_type_that_says_what_is_so_is_taken() -> None:
    type = stated(
        packet_fields=PacketFields(year="年"),
        unit_summary=UnitSummary("各家", **SUMMARY),
        register_book=RegisterBook("各号", "年"),
    )
    assert checked_type(type) is type
    assert type.unit_summary is not None and type.register_book is not None
    assert list(type.unit_summary.asked(type.schema)) == ["概况"]
    assert type.register_book.columns(type.schema) == {"发文字号"}


@pytest.mark.parametrize(
    ("schema", "parts", "told"),
    [
        ({}, {"packet_fields": PacketFields(unit="单位")}, "packet_fields.unit 写的是“单位”，schema 里没有这个字段"),
        (
            {},
            {"packet_fields": PacketFields(year="各家")},
            "packet_fields.year 写的是“各家”，这个字段应是整数（integer）",
        ),
        ({}, {"unit_summary": UnitSummary("单位", **SUMMARY)}, "unit_summary.units 写的是“单位”，schema 里没有这个字段"),
        ({}, {"unit_summary": UnitSummary("年", **SUMMARY)}, "units 写的是“年”，这个字段应是列表，每项是一组字段"),
        ({}, {"unit_summary": UnitSummary("各家", **SUMMARY | {"unit": "姓"})}, "unit 写的是“姓”，“各家”里没有这个字段"),
        ({}, {"unit_summary": UnitSummary("各家", **SUMMARY | {"state": "缺"})}, "state 写的是“缺”，这个字段应是文字（string）"),
        ({}, {"unit_summary": UnitSummary("各家", **SUMMARY | {"documents": "缺"})}, "documents 写的是“缺”，这个字段应是列表"),
        (
            {},
            {"unit_summary": UnitSummary("各家", **SUMMARY | {"lacking": "名"})},
            "lacking 写的是“名”，这个字段应是列表",
        ),
        ({}, {"unit_summary": UnitSummary("各家", **SUMMARY | {"type": "类"})}, "type 写的是“类”，“各家.材料”里没有这个字段"),
        (
            with_unit(态=text("态", allowed=["已交", "没交"])),
            {"unit_summary": UnitSummary("各家", **SUMMARY)},
            "“各家.态”的 allowed 里没有“未交”“有误”。用 UnitState 的各项",
        ),
        (
            with_unit(地址=text("地址", required=True)),
            {"unit_summary": UnitSummary("各家", **SUMMARY)},
            "“各家.地址”不能是必填的（required）：不是每一项都有它",
        ),
        (
            with_unit(材料=listed("材料", {"文种": text("文种"), "概况": text("概况", required=True)})),
            {"unit_summary": UnitSummary("各家", **SUMMARY)},
            "“各家.材料.概况”不能是必填的",
        ),
        ({}, {"register_book": RegisterBook("登记", "年")}, "register_book.entries 写的是“登记”，schema 里没有这个字段"),
        ({}, {"register_book": RegisterBook("各号", "年度")}, "register_book.year 写的是“年度”，schema 里没有这个字段"),
        ({}, {"register_book": RegisterBook("各号", "年", "年")}, "register_book.code 写的是“年”，这个字段应是文字"),
        (
            {},
            {"register_book": True},
            "register_book 应为 PacketFields、UnitSummary、RegisterBook、str（编号办法的名称）中它的那一种",
        ),
        ({"成文日期": text("成文日期")}, {}, "字段“成文日期”是每种草稿都有的，可以改说明和规则，类型应为 date，实为 string"),
        ({}, {"outputs": "pdf"}, "outputs 应为输出格式的名称，例如 ('docx', 'pdf')，实为 'pdf'"),
        ({}, {"outputs": ()}, "outputs 应为输出格式的名称"),
        ({}, {"outputs": ("PDF",)}, "outputs 应为输出格式的名称"),
        (
            {"年": 7},
            {"packet_fields": PacketFields(year="年")},
            "这个字段应是整数（integer），实为 None",
        ),
    ],
)
def test_what_does_not_agree_with_the_fields_is_told(schema: dict[str, Any], parts: dict[str, Any], told: str) -> None:
    with pytest.raises(FaultError) as caught:
        checked_type(stated(schema, **parts))
    assert str(caught.value).startswith("文种“汇编”的 ")
    assert told in str(caught.value)


def test_all_states_of_a_unit_are_words_that_people_read() -> None:
    assert [state.value for state in UnitState] == ["已交", "未交", "有误"]


OUTPUTS = """
from hongtou import *

def render(drawing):
    return b""

@hookimpl
def hongtou_register_renderers(register):
    register(Renderer("pdfx", "测试", render, "pdf"))

@hookimpl
def hongtou_register_document_types(register):
    register(DocumentType("清单", "测试", {{}}, official, "文种: 清单\\n标题: 清单\\n", ".yaml", outputs={outputs}))
"""


@pytest.mark.parametrize(
    ("outputs", "told"),
    [
        (("docx", "pff"), "文种“清单”的 outputs：没有“pff”这个输出格式，是不是“pdf”？"),
        (("pdf", "pdfx"), "文种“清单”的 outputs 里 pdf 和 pdfx 的文件都叫“.pdf”，会互相盖掉。留一个"),
    ],
)
def test_outputs_that_nobody_makes_are_told_when_plugins_are_tried(
    outside: Outside, installed: Installed, outputs: tuple[str, ...], told: str
) -> None:
    outside("demo", OUTPUTS.format(outputs=outputs))
    own = [plugin for plugin in Plugins()._points if plugin.name in {"docx", "pdf"}]
    plugins = Plugins([*own, *installed()])
    assert [fault.plugin for fault in faults(plugins)] == ["demo[demo]"]
    with pytest.raises(PluginError, match=re.escape(told)):
        plugins.outputs(plugins.document_type("清单"))


CONTRARY = """
from hongtou import *

@hookimpl
def hongtou_register_document_types(register):
    part = UnitSummary("单位", unit="名", state="态", documents="材料")
    register(DocumentType("清单", "测试", {}, official, "", unit_summary=part))
"""


def test_a_plugin_that_says_what_is_not_so_is_not_taken_and_told_by_its_name(outside: Outside, installed: Installed) -> None:
    outside("demo", CONTRARY)
    plugins = Plugins(installed())
    (failure,) = plugins.failures
    told = "插件“demo[demo]”：文种“清单”的 unit_summary.units 写的是“单位”，schema 里没有这个字段"
    assert str(failure).startswith(told)
    assert not plugins.document_types
