"""The papers of a year's party-building work: summary, duty report, ledger, roster, and the overview of all units.

They are one plug-in, for they share codes, words and indicators, and the overview sums up what the others say.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.resources import files
from typing import Final

from hongtou import (
    Context,
    Data,
    DeferredType,
    DocumentType,
    Gongwen,
    NumberingScheme,
    PacketFields,
    UnitSummary,
    declared_types,
    hookimpl,
)

from .duty_report import schema as duty_report
from .ledger import schema as ledger
from .overview import schema as overview
from .roster import schema as roster
from .summary import schema as summary

_OF_UNIT: Final = PacketFields(unit="单位", year="年度")


@hookimpl
def hongtou_register_document_types(register: Callable[[DocumentType | DeferredType], None]) -> None:
    """Bring them all; those in the folder 文种 are made without Python."""
    for type in declared_types(__package__):
        register(type)
    register(
        DocumentType(
            name="年度党建工作总结",
            summary="由概况数字、年度任务和指标自动成文的年度总结，指标列表并标出未完成的",
            group="党建文书",
            schema=summary.SCHEMA,
            compose=_compose("summary"),
            starter=_starter("summary"),
            starter_suffix=".yaml",
            packet_fields=_OF_UNIT,
        )
    )
    register(
        DocumentType(
            name="述职报告",
            summary="党组织书记抓基层党建工作述职：履职情况、上年问题整改、存在问题、下一步打算",
            group="党建文书",
            schema=duty_report.SCHEMA,
            compose=_compose("duty_report"),
            starter=_starter("duty_report"),
            starter_suffix=".yaml",
            packet_fields=_OF_UNIT,
        )
    )
    register(
        DocumentType(
            name="党建工作台账",
            summary="业务运行、职工队伍、党员队伍、负责人、未建党组织原因“五个清”，核对数字并列表",
            group="报表台账",
            schema=ledger.SCHEMA,
            compose=_compose("ledger"),
            starter=_starter("ledger"),
            starter_suffix=".yaml",
            packet_fields=_OF_UNIT,
        )
    )
    register(
        DocumentType(
            name="统战对象名单",
            summary="统战工作对象登记表，核对民族、政治面貌和类别，按类别分组、编号、统计",
            group="报表台账",
            schema=roster.SCHEMA,
            compose=_compose("roster"),
            starter=_starter("roster"),
            starter_suffix=".yaml",
        )
    )
    register(
        DocumentType(
            name="年度党建工作汇总",
            summary="材料包里全部单位的数字合计、组织覆盖和换届、指标完成、统战对象，以及谁没有交",
            group="报表台账",
            schema=overview.SCHEMA,
            compose=_compose("overview"),
            starter=_starter("overview"),
            starter_suffix=".yaml",
            outputs=("docx", "pdf", "xlsx"),
            packet_fields=PacketFields(year="年度"),
            unit_summary=UnitSummary("单位", unit="单位", state="状态", documents="材料", lacking="缺", type="文种", name="名称"),
        )
    )


@hookimpl
def hongtou_register_numbering_schemes(register: Callable[[NumberingScheme], None]) -> None:
    """Bring the issues of what comes out number by number, for whoever's types."""
    register(NumberingScheme("期号", "简报等的期数：第3期", "第{号}期"))


def _compose(folder: str) -> Callable[[Data, Context], Gongwen]:
    """Imports a type's ``compose`` when such a document is made: every command loads the plug-ins."""

    def compose(data: Data, context: Context) -> Gongwen:
        made: Gongwen = import_module(f".{folder}.compose", __package__).compose(data, context)
        return made

    return compose


def _starter(folder: str) -> str:
    return files(__package__).joinpath(folder, "starter.yaml").read_text(encoding="utf-8")
