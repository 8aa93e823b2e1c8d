"""检查 in the office's profile: what an office sets otherwise of the rules by which documents are checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..draft import field
from ..values import dataclass

STRENGTHS: Final = ("标准", "推荐", "惯例")
OFF: Final = "不查"


@dataclass(frozen=True, slots=True)
class CheckChoice:
    """What an office says of a rule, or of all rules whose codes begin so.

    :param code: such as ``GW106`` or ``GW6``.
    :param strength: 标准, 推荐, 惯例, 不查; empty: as the rule has it.
    :param least, most: the limits of what it measures; None: the rule's own.
    """

    code: str
    strength: str = ""
    least: float | None = None
    most: float | None = None


def check_field() -> dict[str, Any]:
    """The field 检查 of the profile."""
    return field(
        "list",
        "检查",
        help="本单位对检查规则的改动，一条规则一项",
        example="[{规则: GW106, 最大: 29.5}, {规则: GW808, 强度: 不查}]",
        schema={
            "type": "dict",
            "schema": {
                "规则": field(
                    "string",
                    "规则",
                    help="规则的编号，或者编号的开头（一类规则）；用 hongtou check --list 查看",
                    example="GW106",
                    required=True,
                    regex="GW[0-9]{0,3}",
                ),
                "强度": field(
                    "string",
                    "强度",
                    help="标准、推荐、惯例，或者不查；不写则依规则",
                    example="推荐",
                    allowed=[*STRENGTHS, OFF],
                ),
                "最小": field("number", "最小", help="量出来的数不小于它，单位依规则", example=28),
                "最大": field("number", "最大", help="量出来的数不大于它，单位依规则", example=29.5),
            },
        },
    )


def check_choices(items: Sequence[Mapping[str, Any]]) -> tuple[CheckChoice, ...]:
    """What an office says of rules.

    :param items: its 检查, checked.
    """
    return tuple(
        CheckChoice(item["规则"], item.get("强度", ""), _number(item.get("最小")), _number(item.get("最大"))) for item in items
    )


def _number(value: Any) -> float | None:  # noqa: ANN401 - an integer or a decimal
    return None if value is None else float(value)
