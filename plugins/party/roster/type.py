"""The document type 统战对象名单."""

from importlib.resources import files
from typing import Final

from hongtou import DocumentType

from .compose import compose
from .schema import SCHEMA

TYPE: Final = DocumentType(
    name="统战对象名单",
    summary="统战工作对象登记表，核对民族、政治面貌和类别，按类别分组、编号、统计",
    group="报表台账",
    schema=SCHEMA,
    compose=compose,
    starter=files(__package__).joinpath("starter.yaml").read_text(encoding="utf-8"),
    starter_suffix=".yaml",
)
