"""Is what a plug-in composed the document that its type says? A plug-in's output is data from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ..document import Gongwen, Heading, Picture, Row, Signature, Table
from ..draft import short
from ..intake.text.decoding import forbidden


def fault(gongwen: Gongwen) -> str:
    """What is wrong with a document that a plug-in composed, in Chinese and with its place; empty: it is sound."""
    return _fault(gongwen, Gongwen, "Gongwen")


def _fault(value: object, hint: Any, place: str) -> str:  # noqa: ANN401
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        fitting = [option for option in get_args(hint) if isinstance(value, get_origin(option) or option)]
        return _fault(value, fitting[0], place) if fitting else _mismatch(value, hint, place)
    if not isinstance(value, origin or ((int, float) if hint is float else hint)):
        return _mismatch(value, hint, place)
    if isinstance(value, str):
        return _broken_text(value, place)
    if isinstance(value, tuple):
        return next(filter(None, (_fault(item, get_args(hint)[0], f"{place}[{n}]") for n, item in enumerate(value))), "")
    if is_dataclass(value) and not isinstance(value, type):
        parts = (_fault(getattr(value, name), part, f"{place}.{name}") for name, part in _hints(type(value)).items())
        return next(filter(None, parts), "") or _broken_rule(value, place)
    return ""


def _broken_text(text: str, place: str) -> str:
    """A character that cannot be printed there: titles alone may break their lines."""
    found = forbidden(text) or ("\n" if "\n" in text and not place.endswith(".title") else "")
    return f"{place} 里有公文里排不出的字符 U+{ord(found):04X}：{short(text)!r}" if found else ""


def _broken_rule(value: object, place: str) -> str:
    """What types cannot say."""
    if isinstance(value, Gongwen) and not value.genre.strip():
        return f"{place}.genre 是空的，应为文种的名称"
    if isinstance(value, Heading) and value.level not in range(1, 5):
        return f"{place}.level 应为 1 至 4，实为 {value.level}"
    if isinstance(value, Picture) and not value.data.startswith(b"\x89PNG\r\n\x1a\n"):
        return f"{place}.data 应为 PNG 图片"
    if isinstance(value, Picture) and not (value.width > 0 and value.height > 0):
        return f"{place} 的宽和高应大于 0"
    if isinstance(value, Signature) and value.seals and len(value.seals) != len(value.issuers):
        return f"{place}.seals 应与 issuers 一样多"
    if isinstance(value, Table):
        return _broken_rows(value.rows, len(value.columns), f"{place}.rows") or _broken_rows(
            value.head, len(value.columns), f"{place}.head"
        )
    return ""


def _broken_rows(rows: Sequence[Row], width: int, place: str) -> str:
    """Rows are as wide as their table, and merged cells cover empty cells of it."""
    covered: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        if len(row.cells) != (1 if row.band else width):
            return f"{place}[{number}] 的格数与列数不合"
        for column, cell in enumerate(row.cells):
            whole = width if row.band else column + cell.across
            if (number, column) in covered and (cell.text or cell.across > 1 or cell.down > 1 or row.band):
                return f"{place}[{number}].cells[{column}] 已被合并的格盖住，应为空格"
            if min(cell.across, cell.down) < 1 or whole > width or number + cell.down > len(rows):
                return f"{place}[{number}].cells[{column}] 合并到了表格外面"
            area = {(number + down, column + across) for down in range(cell.down) for across in range(cell.across)}
            if (cell.across > 1 or cell.down > 1) and area & covered:
                return f"{place}[{number}].cells[{column}] 和别的合并的格重叠"
            covered |= area - {(number, column)}
    return ""


@cache
def _hints(model: type) -> dict[str, Any]:
    hints = get_type_hints(model)
    return {field.name: hints[field.name] for field in fields(model)}


def _mismatch(value: object, hint: Any, place: str) -> str:  # noqa: ANN401
    return f"{place} 应为 {_name(hint)}，实为 {type(value).__name__}"


def _name(hint: Any) -> str:  # noqa: ANN401
    if get_origin(hint) in {Union, UnionType}:
        return " 或 ".join(_name(option) for option in get_args(hint))
    return "None" if hint is NoneType else str((get_origin(hint) or hint).__name__)
