"""What makes a draft no draft: told by the readers of drafts and of their fields, not looked for here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ...evidence import Evidence, Sees
from ...plugin import Found, Rule, Settings, Strength


def _told_elsewhere(evidence: Evidence, settings: Settings) -> Iterable[Found]:
    del evidence, settings
    return ()


RULES: Final = (
    Rule(
        code="GW001",
        name="草稿做得成公文",
        clause="本程序",
        strength=Strength.MUST,
        finds="草稿里让公文做不成的错：字段写错、没有这一天、文件找不到。就是 hongtou render 会说的那些。",
        why="做不成公文的草稿，别的规则也查不全。",
        mend="照说明改草稿，再查一次。",
        before="成文日期: 2026-02-30",
        after="成文日期: 2026-02-28",
        needs=(Sees.FIELDS,),
        judge=_told_elsewhere,
    ),
)
