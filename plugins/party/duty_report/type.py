"""The document type 述职报告."""

from importlib.resources import files
from typing import Final

from hongtou import DocumentType, PacketFields

from .compose import compose
from .schema import SCHEMA

TYPE: Final = DocumentType(
    name="述职报告",
    summary="党组织书记抓基层党建工作述职：履职情况、上年问题整改、存在问题、下一步打算",
    group="党建文书",
    schema=SCHEMA,
    compose=compose,
    starter=files(__package__).joinpath("starter.yaml").read_text(encoding="utf-8"),
    starter_suffix=".yaml",
    packet_fields=PacketFields(unit="单位", year="年度"),
)
