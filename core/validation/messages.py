"""What Cerberus found, in Chinese."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sized
from typing import Any, Final

from ..document import chinese_date
from ..draft import FieldPath, example, is_personal, short
from ..draft.nearest import nearest
from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One error of Cerberus.

    :param path: of the value.
    :param code: of the error, see ``cerberus.errors``.
    :param constraint: what the rule asks.
    :param info: more about it.
    :param rules: of the field.
    :param known: the fields that may stand beside it.
    :param meant: of an unknown field the known one that was meant.
    :param written: whether the draft has the field, be it empty.
    """

    path: FieldPath
    code: int
    constraint: Any
    value: Any
    info: tuple[Any, ...]
    rules: Mapping[str, Any]
    known: tuple[str, ...]
    meant: str | None
    written: bool


def message(found: Violation) -> str:
    """The message of an error, with what to do."""
    messages = _PERSONAL if found.code in _PERSONAL and is_personal(found.rules) else _MESSAGES
    return messages.get(found.code, _other)(found)


def _shown(value: object) -> str:
    if isinstance(value, datetime.date):
        return chinese_date(value)
    return short(value)


def _listed(values: Iterable[object]) -> str:
    return "、".join(_shown(value) for value in values)


def _help(found: Violation) -> str:
    shown = example(found.rules)
    return f"{found.rules['meta']['help']}，例如“{shown}”" if shown else ""


def _required(found: Violation) -> str:
    state = "后面没有写内容" if found.written else "没有写"
    return f"“{found.path[-1]}”{state}，这是必填的。{_help(found)}".rstrip("。")


def _unknown(found: Violation) -> str:
    if found.meant:
        return f"没有“{found.path[-1]}”这个字段，是不是“{found.meant}”？"
    return f"没有“{found.path[-1]}”这个字段。可以写的有：{'、'.join(found.known)}"


def _empty(found: Violation) -> str:
    return f"不能是空的。{_help(found)}".rstrip("。")


def _unallowed(found: Violation) -> str:
    wrong = [str(value) for value in found.info[0]] if found.code in _SEVERAL and found.info else [str(found.value)]
    allowed = [str(value) for value in found.constraint]
    meant = nearest(wrong[0], allowed)
    guess = f"，是不是“{meant}”？" if meant else "，"
    return f"“{_listed(wrong)}”不在可写的范围里{guess}可以写：{_listed(allowed)}"


def _regex(found: Violation) -> str:
    meta = found.rules.get("meta", {})
    wanted, value = str(meta.get("example", "")), str(found.value)
    if value.strip("0").isdigit() and wanted.isdigit() and len(value) < len(wanted):
        return f"“{value}”少了前面的零，应为“{value.zfill(len(wanted))}”（{meta['help']}）"
    return f"“{_shown(value)}”写法不对。{_help(found) or f'应合正则表达式 {found.constraint}'}"


def _measure(value: object) -> str:
    return "个字" if isinstance(value, str) else "项"


def _length(word: str) -> Callable[[Violation], str]:
    def text(found: Violation) -> str:
        size = len(found.value) if isinstance(found.value, Sized) else 0
        unit = _measure(found.value)
        return f"{word} {found.constraint} {unit}，这里有 {size} {unit}"

    return text


def _bound(word: str, dates: str) -> Callable[[Violation], str]:
    def text(found: Violation) -> str:
        relation = dates if isinstance(found.value, datetime.date) else word
        return f"{relation} {_shown(found.constraint)}，这里是 {_shown(found.value)}"

    return text


def _info(template: str) -> Callable[[Violation], str]:
    return lambda found: template.format(_listed(found.info) if found.info else "")


def _constraint(template: str) -> Callable[[Violation], str]:
    def text(found: Violation) -> str:
        wanted = found.constraint
        if isinstance(wanted, Mapping):
            wanted = [f"{key}: {value}" for key, value in wanted.items()]
        shown = _shown(wanted) if isinstance(wanted, str) or not hasattr(wanted, "__iter__") else _listed(wanted)
        return template.format(shown)

    return text


def _members(template: str) -> Callable[[Violation], str]:
    return lambda found: template.format(_listed(found.info[0]) if found.info else _shown(found.value))


def _other(found: Violation) -> str:
    return f"“{_shown(found.value)}”不合要求。{_help(found)}".rstrip("。")


_SEVERAL: Final = frozenset({0x45})
_MESSAGES: Final[Mapping[int, Callable[[Violation], str]]] = {
    0x00: lambda found: str(found.info[0]) if found.info else _other(found),
    0x02: _required,
    0x03: _unknown,
    0x04: _info("写了这一项，还要写“{}”"),
    0x05: _constraint("只有在“{}”时才写这一项"),
    0x06: _constraint("不能和“{}”同时写，留一项"),
    0x22: _empty,
    0x23: _empty,
    0x24: _other,
    0x25: _other,
    0x26: lambda found: f"应有 {found.info[0]} 项，这里有 {found.info[1]} 项",
    0x27: _length("至少要有"),
    0x28: _length("最多"),
    0x41: _regex,
    0x42: _bound("不能小于", "不能早于"),
    0x43: _bound("不能大于", "不能晚于"),
    0x44: _unallowed,
    0x45: _unallowed,
    0x46: lambda found: f"不能写“{_shown(found.value)}”",
    0x47: _members("不能写“{}”"),
    0x48: _members("还少“{}”"),
    0x61: _info("“{}”"),
    0x62: _other,
    0x63: lambda _: "这一项由程序填写，不要写",
    0x64: _info("填不出默认值：{}"),
    0x91: _other,
    0x92: _other,
    0x93: _other,
    0x94: _other,
}
# What is said where a message must not tell the value.
_PERSONAL: Final[Mapping[int, Callable[[Violation], str]]] = {
    **dict.fromkeys((0x24, 0x25, 0x46, 0x47, 0x61, 0x62), lambda found: f"不合要求。{_help(found)}".rstrip("。")),
    **dict.fromkeys((0x91, 0x92, 0x93, 0x94), lambda found: f"不合要求。{_help(found)}".rstrip("。")),
    0x41: lambda found: f"写法不对。{_help(found)}".rstrip("。"),
    0x42: _constraint("不能小于 {}"),
    0x43: _constraint("不能大于 {}"),
    **dict.fromkeys((0x44, 0x45), lambda found: f"不在可写的范围里，可以写：{_listed(found.constraint)}"),
}
CODES: Final = frozenset(_MESSAGES)
