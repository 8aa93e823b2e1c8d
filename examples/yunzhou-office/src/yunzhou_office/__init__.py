"""协查函、文字输出、便笺的导入、一条检查规则、发文以后记一笔、数据库作材料包的数据、
协查专报和它的编号办法、工作底稿的格式：hongtou 的每一个钩子用一次。"""

from collections.abc import Callable
from importlib.resources import files

from hongtou import (
    AfterIssue,
    DocumentType,
    Importer,
    NumberingScheme,
    PacketSource,
    PageFormat,
    Renderer,
    Rule,
    hookimpl,
)

from . import appellation, bulletin, database, memo, noted, words
from .document import SCHEMA, compose

# 写这个插件时 hongtou 的接口；太旧、太新的 hongtou 不会装它，会说明原因。
REQUIRES_HONGTOU = "1.0"


@hookimpl
def hongtou_register_document_types(register: Callable[[DocumentType], None]) -> None:
    """登记文种。"""
    register(
        DocumentType(
            name="协查函",
            summary="请有关单位协助查明一件事",
            schema=SCHEMA,
            compose=compose,
            starter=files(__name__).joinpath("starter.yaml").read_text(encoding="utf-8"),
            starter_suffix=".yaml",
        )
    )
    register(bulletin.TYPE)


@hookimpl
def hongtou_register_renderers(register: Callable[[Renderer], None]) -> None:
    """登记输出格式。"""
    register(Renderer("words", "每页的文字", words.render, suffix="txt"))


@hookimpl
def hongtou_register_importers(register: Callable[[Importer], None]) -> None:
    """登记能导入的文件。"""
    register(Importer("memo", "便笺", (".memo",), memo.read))


@hookimpl
def hongtou_register_rules(register: Callable[[Rule], None]) -> None:
    """登记检查规则。"""
    register(appellation.RULE)


@hookimpl
def hongtou_register_after_issue(register: Callable[[AfterIssue], None]) -> None:
    """登记发文以后可以做的事。"""
    register(noted.NOTE)


@hookimpl
def hongtou_register_packet_sources(register: Callable[[PacketSource], None]) -> None:
    """登记材料包能用的数据。"""
    register(database.SOURCE)


@hookimpl
def hongtou_register_numbering_schemes(register: Callable[[NumberingScheme], None]) -> None:
    """登记编号办法。"""
    register(bulletin.NUMBERING)


@hookimpl
def hongtou_register_page_formats(register: Callable[[PageFormat], None]) -> None:
    """登记内部材料的格式。"""
    register(bulletin.PAPERS)
