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
    Rule(
        code="GW002",
        name="成文日期不早于前一个号的",
        clause="本程序",
        strength=Strength.MUST,
        finds="号在后面、成文日期却在前面的公文。hongtou issue 编号之前对照登记簿看，hongtou check 不看。",
        why="号是按签发的先后编的；日期倒过来的，多半是日期写错了，也有人会问是不是倒签。",
        mend="改正成文日期；日期没有错的，发的时候写明原因。",
        before="2号，成文日期: 2026-11-17（1号是 11 月 18 日）",
        after="2号，成文日期: 2026-11-19",
        needs=(Sees.REGISTER,),
        judge=_told_elsewhere,
    ),
    Rule(
        code="GW003",
        name="草稿做成的 DOCX 没有改过",
        clause="本程序",
        strength=Strength.MUST,
        finds="草稿旁边做成的 DOCX 在 Word 里改过，改动草稿里没有。hongtou issue 编号之前看。",
        why="发出的公文照草稿做，领导在 Word 里改的不会在里面。",
        mend="用 hongtou import --onto 草稿 改过的.docx 把改动写进草稿；不要了的，删掉它。",
        before="通知.md、改过的 通知.docx",
        after="改动写进了 通知.md，通知.docx 重新做过",
        needs=(Sees.REGISTER,),
        judge=_told_elsewhere,
    ),
)
