"""What a template can do with values: sums, counts, numerals, dates; called ``{{ 安排|合计("学时") }}``."""

from __future__ import annotations

import datetime
import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from ..document import DocumentNumber, chinese_date, chinese_numeral
from ..draft.nearest import nearest

_PLACES_MAX: Final = 6
_NUMERAL_MAX: Final = 99


class FunctionError(Exception):
    """Something that cannot be done with these values; says what, in Chinese."""


def total(rows: object, column: str = "") -> int | float:
    """The sum of a column, or of a list of numbers; what is not filled in counts nothing."""
    return _plain(sum((_decimal(value) for value in _column(rows, column)), Decimal()))


def count(rows: object, column: str = "", value: object = None) -> int:
    """How many items a list has; with a column, how many have it filled in; with a value, how many have that in it."""
    if not column:
        return len(_list(rows))
    return sum(found == value if value is not None else found not in (None, "") for found in _cells(rows, column))


def average(rows: object, column: str = "", places: int = 2) -> int | float:
    """The mean of a column, rounded half up."""
    values = [_decimal(value) for value in _column(rows, column)]
    if not values:
        raise FunctionError("没有数，算不出平均")
    return _rounded(sum(values, Decimal()) / len(values), places)


def largest(rows: object, column: str = "") -> int | float:
    """The largest number of a column."""
    return _plain(max(_numbers(rows, column, "最大")))


def smallest(rows: object, column: str = "") -> int | float:
    """The smallest number of a column."""
    return _plain(min(_numbers(rows, column, "最小")))


def percentage(part: object, whole: object, places: int = 1) -> str:
    """A number as the share of another: ``37.5%``."""
    if not _decimal(whole):
        raise FunctionError("总数是 0，算不出百分比")
    return f"{_fixed(_decimal(part) * 100 / _decimal(whole), places)}%"


def decimals(value: object, places: int) -> str:
    """A number with so many decimals, rounded half up: ``96.50``."""
    return _fixed(_decimal(value), places)


def numeral(value: object) -> str:
    """A number in Chinese numerals, as ordinals have them: ``十一``."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= _NUMERAL_MAX:
        raise FunctionError(f"只有 1 至 {_NUMERAL_MAX} 的整数能写成汉字，这里是“{value}”")
    return chinese_numeral(value)


def dated(value: object, parts: str = "年月日") -> str:
    """A day as people write it: ``2026年3月5日``, or 年月 or 月日 alone."""
    if not isinstance(value, datetime.date):
        raise FunctionError("“日期”前面应是日期")
    written = {"年月日": chinese_date(value), "年月": f"{value.year}年{value.month}月", "月日": f"{value.month}月{value.day}日"}
    if parts not in written:
        raise FunctionError(f"日期只能写成{'、'.join(written)}")
    return written[parts]


def days(last: object, first: object) -> int:
    """How many days there are from one to another, both counted."""
    if not isinstance(last, datetime.date) or not isinstance(first, datetime.date):
        raise FunctionError("“天数”要两个日期：到哪天|天数(从哪天)")
    return (last - first).days + 1


def working_days(last: object, first: object) -> int:
    """How many of those days are from Monday to Friday; holidays are not known."""
    weeks, rest = divmod(days(last, first), 7)
    begun = first.weekday() if isinstance(first, datetime.date) else 0
    return weeks * 5 + sum((begun + day) % 7 < 5 for day in range(rest))


def joined(values: object, sign: str = "、", column: str = "") -> str:
    """A list as one text: ``甲、乙``; with a column, that of every item."""
    from .values import shown

    found = _column(values, column) if column else _list(values)
    return sign.join(shown(value) for value in found)


def plucked(rows: object, column: str) -> tuple[Any, ...]:
    """What the items have in a column, where it is filled in."""
    return tuple(_column(rows, column))


def where(rows: object, column: str, value: object, how: str = "等于") -> list[Any]:
    """The items that have a value in a column; or less or more than it, where something is filled in."""
    if how not in _COMPARED:
        raise FunctionError(f"“其中”只能写{'、'.join(f'“{word}”' for word in _COMPARED)}")
    holds = _COMPARED[how]
    return [
        row
        for row, found in zip(_list(rows), _cells(rows, column), strict=True)
        if (how == "等于" or found not in (None, "")) and holds(found, value)
    ]


_COMPARED: Final[Mapping[str, Callable[[Any, Any], bool]]] = {"等于": operator.eq, "小于": operator.lt, "大于": operator.gt}


def opened(rows: object, column: str) -> list[Any]:
    """The items of the lists that the items of a list have in a column, all in one list."""
    return [item for found in _cells(rows, column) for item in _list(found)]


def ordered(rows: object, column: str, order: str = "升") -> list[Any]:
    """The items in the order of a column, 升 or 降; those without it last."""
    if order not in {"升", "降"}:
        raise FunctionError("排列只能写“升”或“降”")
    there = [row for row, found in zip(_list(rows), _cells(rows, column), strict=True) if found not in (None, "")]
    rest = [row for row, found in zip(_list(rows), _cells(rows, column), strict=True) if found in (None, "")]
    try:
        return sorted(there, key=lambda row: row[column], reverse=order == "降") + rest
    except TypeError as error:
        raise FunctionError(f"“{column}”里有的是数、有的是字，排不了先后") from error


def grouped(rows: object, column: str) -> list[dict[str, Any]]:
    """The items by what a column says, in the order of its first ones; each group has 名称 and 各项."""
    groups: dict[Any, list[Any]] = {}
    for row, found in zip(_list(rows), _cells(rows, column), strict=True):
        groups.setdefault(found, []).append(row)
    return [{"名称": name, "各项": items} for name, items in groups.items()]


def rank(rows: object, column: str, value: object) -> int:
    """The place of a number among those of a column, the largest first; equal ones share theirs."""
    return 1 + sum(_decimal(found) > _decimal(value) for found in _column(rows, column))


def ordinal(value: object) -> int:
    """顺序号 of a 发文字号: 5 of 示委发〔2026〕5号."""
    if not isinstance(value, DocumentNumber) or value.serial is None:
        raise FunctionError("“序号”前面应是编了号的发文字号")
    return value.serial


FUNCTIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "合计": total,
    "个数": count,
    "平均": average,
    "最大": largest,
    "最小": smallest,
    "百分比": percentage,
    "小数": decimals,
    "汉字数": numeral,
    "日期": dated,
    "天数": days,
    "工作日": working_days,
    "连接": joined,
    "列出": plucked,
    "其中": where,
    "展开": opened,
    "排列": ordered,
    "分组": grouped,
    "名次": rank,
    "序号": ordinal,
}


def _list(rows: object) -> Sequence[Any]:
    if isinstance(rows, list | tuple):
        return rows
    raise FunctionError("“|”前面应是列表")


def _cells(rows: object, column: str) -> list[Any]:
    """What every item has in a column."""
    found = []
    for row in _list(rows):
        if not isinstance(row, Mapping):
            raise FunctionError(f"列表的每项不是一组字段，没有“{column}”")
        if column not in row:
            near = nearest(column, row)
            raise FunctionError(f"列表里没有“{column}”这一栏" + (f"，是不是“{near}”？" if near else f"，有：{'、'.join(row)}"))
        found.append(row[column])
    return found


def _column(rows: object, column: str) -> list[Any]:
    """The values of a column that are filled in."""
    values = _cells(rows, column) if column else _list(rows)
    return [value for value in values if value not in (None, "")]


def _numbers(rows: object, column: str, what: str) -> list[Decimal]:
    values = [_decimal(value) for value in _column(rows, column)]
    if not values:
        raise FunctionError(f"没有数，没有{what}的")
    return values


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FunctionError(f"“{value}”不是数" if isinstance(value, str) else "应是数，这里没有填" if value is None else "应是数")
    return Decimal(str(value))


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _rounded(value: Decimal, places: int) -> int | float:
    return _plain(Decimal(_fixed(value, places)))


def _fixed(value: Decimal, places: object) -> str:
    if isinstance(places, bool) or not isinstance(places, int) or not 0 <= places <= _PLACES_MAX:
        raise FunctionError(f"小数位数应是 0 至 {_PLACES_MAX}")
    return str(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
