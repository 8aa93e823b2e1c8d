"""Values in a template: what they print as, and what keeps a typed sign from becoming a mark of running text."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from ..document import Block, DocumentNumber, chinese_date
from ..draft import Rules

# Noncharacters (Unicode 23.7), which no draft may hold: each stands for a sign that is meant while the text is read.
_MEANT: Final = "*|\\#{}｛｝[]!<>`~=＼"
_AWAY: Final = str.maketrans({sign: chr(0xFDD4 + place) for place, sign in enumerate(_MEANT)} | {"\n": " ", "\t": " "})
_BACK: Final = str.maketrans({chr(0xFDD4 + place): sign for place, sign in enumerate(_MEANT)})
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
# What stands at the beginning of a line and would be a mark there.
_LEADING: Final = str.maketrans({"-": "\ufdd2", "+": "\ufdd3"})
_LEADING_BACK: Final = str.maketrans({"\ufdd2": "-", "\ufdd3": "+"})


class Unprintable(Exception):  # noqa: N818 - what it is, not an error of ours
    """A value that is no text: a group, a list of groups."""


class Texts:
    """The running texts that a template prints, each by a sign that stands on a line of its own."""

    def __init__(self) -> None:
        self.blocks: dict[str, tuple[Block, ...]] = {}

    def sign(self, blocks: tuple[Block, ...]) -> str:
        """What stands for a text until the template's own is read."""
        name = f"{_OPEN}{len(self.blocks)}{_CLOSE}"
        self.blocks[name] = blocks
        return name


def shown(value: object) -> str:
    """A value as people read it.

    :raises Unprintable: it is a group, or a list of groups.
    """
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case str():
            return value
        case int():
            return str(value)
        case float() | Decimal():
            return number(value)
        case datetime.date():
            return chinese_date(value)
        case DocumentNumber():
            return str(value)
        case tuple() | list() if all(isinstance(part, str) for part in value):
            return "、".join(value)
    raise Unprintable


def number(value: float | Decimal) -> str:
    """A number without noughts that say nothing."""
    if not math.isfinite(value):
        raise Unprintable
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def meant(text: str) -> str:
    """A text whose signs are no marks of running text."""
    return text.translate(_AWAY).translate(_LEADING)


def as_typed(text: str) -> str:
    """The same with its own signs again."""
    return text.translate(_BACK).translate(_LEADING_BACK)


def filled(fields: Mapping[str, Rules], data: Mapping[str, Any]) -> dict[str, Any]:
    """Data in which every field is there: one that nobody filled in is empty."""
    return {name: _filled(rules, data.get(name)) for name, rules in fields.items()}


def _filled(rules: Rules, value: Any) -> Any:  # noqa: ANN401 - whatever the field holds
    inner: Any = rules.get("schema", {})
    match rules.get("type"):
        case "dict":
            return filled(inner, value or {})
        case "list":
            return [_filled(inner, part) for part in value or ()]
        case "names" | "text":
            return value or ()
    return value
