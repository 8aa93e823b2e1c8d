"""The document type 发文登记簿."""

from importlib.resources import files
from typing import Final

from hongtou import DocumentType, PacketFields, RegisterBook

from .compose import compose
from .schema import SCHEMA

TYPE: Final = DocumentType(
    name="发文登记簿",
    summary="一个年度的发文登记，从登记簿取出，印成表格归档",
    group="报表台账",
    schema=SCHEMA,
    compose=compose,
    starter=files(__package__).joinpath("starter.yaml").read_text(encoding="utf-8"),
    starter_suffix=".yaml",
    packet_fields=PacketFields(year="年度"),
    register_book=RegisterBook(entries="登记", year="年度", code="机关代字"),
)
