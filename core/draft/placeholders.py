"""What somebody meant to replace, as templates have it: [发文单位], XX, ××, ＿＿, □□."""

from __future__ import annotations

from typing import Final

from ..pattern import pattern

_NAMES: Final = "|".join(
    (
        "此处|请在|发文|单位|机关|部门|姓名|名称|日期|时间|地点|标题|电话|联系|职务",
        "金额|数量|附件|年份|请填|请输入|填写|输入|待定|待填",
    )
)
PLACEHOLDER: Final = pattern(
    rf"[\[［【〔](?:{_NAMES})[^\[\]［］【】〔〕\n]{{0,12}}[\]］】〕]"
    r"|(?<![A-Za-zＸ])(?:X{2,}|Ｘ{2,})(?![A-Za-z])|×{2,}|[_＿]{3,}|[?？]{3,}|□{2,}"
)
