"""How the elements of a document look (GB/T 9704 clause 7) in texts that people have typed: one pattern each."""

from __future__ import annotations

import re
from typing import Final

_NUMERAL: Final = "〇○ＯO零一二三四五六七八九十"
DATE: Final = rf"(?:[12]\d{{3}}年\s*\d{{1,2}}月\s*\d{{1,2}}[日号]|[{_NUMERAL}]{{4}}年[{_NUMERAL}]{{1,3}}月[{_NUMERAL}]{{1,3}}日)"
DATE_LINE: Final = re.compile(DATE)
# 署名 and date on one line.
SIGNED_LINE: Final = re.compile(rf"(?P<names>[^，。；：、\d]{{2,60}}?)\s{{2,}}(?P<date>{DATE})")
COPY_NUMBER: Final = re.compile(r"\d{6}")
SECRECY: Final = re.compile(r"(?P<level>绝密|机密|秘密)(?:★(?P<period>\S{1,12}))?")
URGENCY: Final = re.compile(r"特急|加急|平急|特提|紧急")
NUMBER: Final = re.compile(
    r"(?P<code>[\u4e00-\u9fff（）()]{1,16})[〔［\[【(（](?P<year>[12]\d{3})[〕］\]】)）]\s*第?\s*(?P<serial>\d{1,5})\s*号"
)
MARK: Final = re.compile(r"[\u4e00-\u9fff（）\s]{2,60}文\s*件")
APPROVER: Final = re.compile(r"签\s*发\s*人[：:]\s*(?P<names>[\u4e00-\u9fff·\s]{2,30})")
CAPTION: Final = re.compile(r"[（(].{4,60}[）)]")
ADDRESSEES: Final = re.compile(r"[^。！？；]{2,400}[：:]|[：:][^。！？；：]{2,400}")
BLANK_NUMBER: Final = re.compile(r"[\u4e00-\u9fff（）()]{0,16}[〔［\[]\s*(?:[12]\d{3})?\s*[〕］\]]\s*号")
ORDER_NUMBER: Final = re.compile(r"第\s*\d{1,6}\s*号")
FILE_SUFFIX: Final = re.compile(r"\.(?:docx?|xlsx?|wps|et|pdf|rar|zip)$", re.IGNORECASE)
# An organ's name on a line of its own.
ISSUER: Final = re.compile(
    r"[\u4e00-\u9fff（）]{2,40}(?:政府|办公厅|办公室|委员会|党委|党组|局|厅|部|委|院|会|学校|大学|学院|中心|公司|集团|处|协会|联合会)"
)
ATTACHMENTS: Final = re.compile(r"附\s*件?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[：:]\s*(?P<rest>.*)")
CHAPTER: Final = re.compile(r"第[一二三四五六七八九十]{1,3}章[\s\u3000]*\S.{0,30}")
ATTACHMENT_MARK: Final = re.compile(r"附\s*(?:件|表)\s*(?P<number>\d{0,2}|[一二三四五六七八九十]{1,2})\s*[：:]?")
ITEM: Final = re.compile(r"(?P<mark>(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.．、)）]|[（(]\d{1,2}[）)])\s*(?P<name>\S.*)")
NOTE: Final = re.compile(r"[（(](?P<text>[^（()）]{2,80}(?:[（(][^（()）]{1,40}[）)][^（()）]{0,40})?)[）)]")
COPIES: Final = re.compile(r"抄\s*送\s*[：:]\s*(?P<names>\S.*)")
PRINTED: Final = re.compile(rf"(?P<organ>[\u4e00-\u9fff（）]{{2,40}})\s+(?P<date>{DATE})\s*印发")
COUNT: Final = re.compile(r"[（(]?共印\s*\d{1,6}\s*份[）)]?")
ORGAN: Final = re.compile(r"[\u4e00-\u9fff（）()·\s]{2,60}")
# What ends a text and is no organ that signs it.
CLOSING: Final = re.compile(r"(?:特此|此复|妥否|当否|以上|专此|请予|现予|此致|敬礼)")
# The words that titles end in: the fifteen genres of the law, then other texts.
GENRES: Final = "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
_TEXTS: Final = (
    "要点|方案|细则|办法|规定|计划|总结|条例|章程|制度|规则|规划|措施|标准|指南|名单|简报|令"  # as in 工作要点, 实施方案
)
TITLE_END: Final = re.compile(rf"(?P<word>{GENRES}|{_TEXTS})(?:[（(][^（()）]{{2,20}}[）)])?")


def genre_of(title: str) -> str:
    """The 文种 of the law that a title ends in; empty: none."""
    word = next((match["word"] for match in TITLE_END.finditer(title) if match.end() == len(title)), "")
    return "命令" if word == "令" else word if word in GENRES.split("|") else ""


def ends_title(text: str) -> bool:
    """Whether a text may be a whole title."""
    return any(match.end() == len(text) for match in TITLE_END.finditer(text))
