"""The document type 年度党建工作总结."""

from importlib.resources import files
from typing import Final

from hongtou import DocumentType, PacketFields

from .compose import compose
from .schema import SCHEMA

TYPE: Final = DocumentType(
    name="年度党建工作总结",
    summary="由概况数字、年度任务和指标自动成文的年度总结，指标列表并标出未完成的",
    group="党建文书",
    schema=SCHEMA,
    compose=compose,
    starter=files(__package__).joinpath("starter.yaml").read_text(encoding="utf-8"),
    starter_suffix=".yaml",
    packet_fields=PacketFields(unit="单位", year="年度"),
)
