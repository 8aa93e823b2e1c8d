"""The document type 年度党建工作汇总."""

from importlib.resources import files
from typing import Final

from hongtou import DocumentType, PacketFields, UnitSummary

from .compose import compose
from .schema import SCHEMA

TYPE: Final = DocumentType(
    name="年度党建工作汇总",
    summary="材料包里全部单位的数字合计、组织覆盖和换届、指标完成、统战对象，以及谁没有交",
    group="报表台账",
    schema=SCHEMA,
    compose=compose,
    starter=files(__package__).joinpath("starter.yaml").read_text(encoding="utf-8"),
    starter_suffix=".yaml",
    outputs=("docx", "pdf", "xlsx"),
    packet_fields=PacketFields(year="年度"),
    unit_summary=UnitSummary("单位", unit="单位", state="状态", documents="材料", lacking="缺", type="文种", name="名称"),
)
