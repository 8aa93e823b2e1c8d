"""Drafts 草稿 and their fields: what people type, how it is declared, and how its words, dates and numbers are read."""

from .cells import CellFault
from .draft import Draft, FieldPath, PictureLine, short, written
from .fields import COMMON, Rules, example, field, inner_fields, is_personal, typed

__all__ = [
    "COMMON",
    "CellFault",
    "Draft",
    "FieldPath",
    "PictureLine",
    "Rules",
    "dates",
    "example",
    "field",
    "inner_fields",
    "is_personal",
    "nearest",
    "placeholders",
    "short",
    "typed",
    "values",
    "written",
]
