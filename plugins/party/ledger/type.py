"""The document type 党建工作台账."""

from importlib.resources import files
from typing import Final

from hongtou import DocumentType, PacketFields

from .compose import compose
from .schema import SCHEMA

TYPE: Final = DocumentType(
    name="党建工作台账",
    summary="业务运行、职工队伍、党员队伍、负责人、未建党组织原因“五个清”，核对数字并列表",
    group="报表台账",
    schema=SCHEMA,
    compose=compose,
    starter=files(__package__).joinpath("starter.yaml").read_text(encoding="utf-8"),
    starter_suffix=".yaml",
    packet_fields=PacketFields(unit="单位", year="年度"),
)
