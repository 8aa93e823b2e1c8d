"""The sheets that hold a document type's data: one for its plain fields, one for each group and each list of it.

The same description reads what was filled in and writes the blank workbook.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ..draft import COMMON, Rules, inner_fields
from ..intake.workbook.titles import plain
from ..plugin import DocumentType
from ..values import dataclass

# What the column of the units may be called; the first is what blank workbooks write.
UNIT_TITLES: Final = ("单位名称", "单位", "填报单位", "所属单位", "单位全称", "党组织名称")
# The sheet of plain fields.
PLAIN: Final = "基本情况"
# Columns that people add and that say nothing.
SILENT: Final = frozenset({"序号", "编号", "行号", "填报人", "填表人", "填报日期", "联系人", "备注"})
# Common fields that stand in a workbook where a type has none of its own.
_COMMON: Final = ("标题", "主送", "正文", "成文日期")
_SINGLE: Final = frozenset({"string", "title", "text", "integer", "number", "boolean", "date", "month", "names"})
_TYPE: Final = "文种"


@dataclass(frozen=True, slots=True)
class SheetOf:
    """A sheet.

    :param name: its usual name.
    :param field: the group or list of the type that it holds; empty: plain fields.
    :param many: a unit may have several rows.
    :param columns: the fields that may stand in it, by their names.
    :param written: those that a blank workbook has.
    """

    name: str
    field: str
    many: bool
    columns: Mapping[str, Rules]
    written: tuple[str, ...]

    def title(self, field: str) -> str:
        """What a blank workbook calls a column; never like the column of the units."""
        also = self.columns[field]["meta"].get("also", ())
        return str(also[0]) if also and plain(field) in map(plain, UNIT_TITLES) else field

    def titles(self) -> dict[str, str]:
        """What a column may be called, as :func:`plain` gives it → the field."""
        known = {plain(also): name for name, rules in self.columns.items() for also in rules["meta"].get("also", ())}
        return known | {plain(name): name for name in self.columns}

    def unit_titles(self) -> list[str]:
        """What the column of the units may be called in this sheet, as :func:`plain` gives it."""
        return [plain(title) for title in UNIT_TITLES if title not in self.columns]

    def required(self) -> list[str]:
        """The fields that a row must have."""
        return [name for name, rules in self.columns.items() if rules.get("required") and self.field]


def sheets(type: DocumentType, fields: Mapping[str, Rules]) -> Iterator[SheetOf]:
    """The sheets of a document type.

    :param fields: its own and those of every draft.
    """
    own, given = type.schema, {_TYPE, *type.packet_fields.names}
    single = {name: rules for name, rules in fields.items() if rules["type"] in _SINGLE and name not in given}
    asked = [name for name in own if not _is_optional(name, own[name])]
    written = [name for name in single if name in asked] or [name for name in _COMMON if name in single and not own]
    yield SheetOf(PLAIN, "", False, single, tuple(written))
    for name, rules in own.items():
        columns = _group(rules)
        if columns:
            yield SheetOf(name, name, rules["type"] == "list", columns, tuple(columns))


def _is_optional(name: str, rules: Rules) -> bool:
    """Whether a type only says of a common field that it may be left out: it has one itself, which a unit's would replace."""
    return name in COMMON and not rules.get("required") and {**rules, "required": True} == COMMON[name]


def _group(rules: Rules) -> Mapping[str, Rules]:
    """The columns of a group or of a list of groups; those of anything else are none."""
    return {name: one for name, one in inner_fields(rules).items() if one["type"] in _SINGLE}


def plain_unit(name: str) -> str:
    """A unit's name as it is compared: brackets are all alike, blanks do not count."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))


def known(titles: Sequence[str]) -> str:
    """Titles for people."""
    return "、".join(f"“{title}”" for title in titles)
