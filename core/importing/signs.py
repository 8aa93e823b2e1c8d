"""How the elements of a document look (GB/T 9704 clause 7) in texts that people have typed: one pattern each."""

from __future__ import annotations

import re
from typing import Final

from ..pattern import pattern

_NUMERAL: Final = "〇○ＯO零一二三四五六七八九十"
_MONTH: Final = rf"(?:[12]\d{{3}}\s*年\s*\d{{1,2}}\s*月|[{_NUMERAL}]{{4}}\s*年\s*[{_NUMERAL}]{{1,3}}\s*月)"
DATE: Final = rf"(?:{_MONTH}\s*(?:\d{{1,2}}|[{_NUMERAL}]{{1,3}})\s*[日号]|[12]\d{{3}}[-./]\d{{1,2}}[-./]\d{{1,2}})"
DATE_LINE: Final = pattern(DATE)
# Only the month, as below the titles of yearly reports.
MONTH_LINE: Final = pattern(_MONTH)
# Left to be filled in by hand, as in a draft that was sent round.
BLANK_DATE: Final = pattern(r"[\s\dX×_＿○]*年[\s\dX×_＿○]*月[\s\dX×_＿○]*日")
# 署名 and date on one line.
SIGNED_LINE: Final = pattern(rf"(?P<names>[^，。；：、\d]{{2,60}}?)\s{{2,}}(?P<date>{DATE})")
COPY_NUMBER: Final = pattern(r"\d{6}")
SECRECY: Final = pattern(r"(?P<level>绝密|机密|秘密)(?:★(?P<period>\S{1,12}))?")
URGENCY: Final = pattern(r"特急|加急|平急|特提|紧急")
NUMBER: Final = pattern(
    r"(?P<code>[\u4e00-\u9fff（）()]{0,16})[〔［\[【(（](?P<year>[12]\d{3})[〕］\]】)）]\s*第?\s*(?P<serial>\d{1,5})\s*号"
)
ISSUER_MARK: Final = pattern(r"[\u4e00-\u9fff（）\s]{2,60}文\s*件")
APPROVER: Final = pattern(r"签\s*发\s*人[：:]\s*(?P<names>[\u4e00-\u9fff·\s]{2,30})")
CAPTION: Final = pattern(r"[（(].{4,60}[）)]")
ADDRESSEES: Final = pattern(r"[^。！？；]{2,400}[：:]|[：:][^。！？；：]{2,400}")
# Several organs on a line, nothing behind them.
UNCLOSED_ADDRESSEES: Final = pattern(
    r"各[^。！？；：:]{2,200}(?:政府|委员会|党委|党组|党支部|局|厅|部门|部|委|办|单位|机构|企业|学校|院|中心|公司|处|科室|协会|组织)"
)
BLANK_NUMBER: Final = pattern(r"[\u4e00-\u9fff（）()]{0,16}[〔［\[]\s*(?:[12]\d{3})?\s*[〕］\]]\s*号")
ORDER_NUMBER: Final = pattern(r"第\s*\d{1,6}\s*号")
# The title of an order with its number behind it.
ORDER_TITLE: Final = pattern(r"(?P<title>[\u4e00-\u9fff（）]{4,60}令)\s*(?P<number>第\s*\d{1,6}\s*号)")
FILE_SUFFIX: Final = pattern(r"\.(?:docx?|xlsx?|wps|et|pdf|rar|zip)$", re.IGNORECASE)
# An organ's name on a line of its own.
ISSUER: Final = pattern(
    r"[\u4e00-\u9fff（）]{2,40}(?:政府|办公厅|办公室|委员会|党委|党组|支部|总队|支队|大队|指挥部|局|厅|部|委|院|会|会议|学校|大学|学院|中心|公司|集团|银行|处|所|站|社)"
)
ATTACHMENTS: Final = pattern(r"附\s*件?\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[：:]\s*(?P<rest>.*)")
ARTICLE: Final = pattern(r"第[一二三四五六七八九十百]{1,4}条")
CHAPTER: Final = pattern(r"第[一二三四五六七八九十]{1,3}章[\s\u3000]*\S.{0,30}")
ATTACHMENT_MARK: Final = pattern(r"附\s*(?:件|表)\s*(?P<number>\d{0,2}|[一二三四五六七八九十]{1,2})\s*[：:]?")
ITEM: Final = pattern(r"(?P<mark>(?:\d{1,2}|[一二三四五六七八九十]{1,2})[.．、)）]|[（(]\d{1,2}[）)])\s*(?P<name>\S.*)")
NOTE: Final = pattern(r"[（(](?P<text>[^（()）]{2,80}(?:[（(][^（()）]{1,40}[）)][^（()）]{0,40})?)[）)]")
COPIES: Final = pattern(r"抄\s*送\s*[：:]\s*(?P<names>\S.*)")
PRINTED: Final = pattern(rf"(?P<organ>[\u4e00-\u9fff（）]{{2,40}})\s+(?P<date>{DATE})\s*印发")
# What parts who printed it from what stands before that in one cell.
BEFORE_PRINTED: Final = pattern(rf"\s+(?=[\u4e00-\u9fff（）]{{2,40}}\s+{DATE}\s*印发$)")
COUNT: Final = pattern(r"[（(]?共印\s*\d{1,6}\s*份[）)]?")
ORGAN: Final = pattern(r"[\u4e00-\u9fff（）()·\s]{2,60}")
# Who signs an order: an office and a name.
OFFICER: Final = pattern(
    r"[\u4e00-\u9fff]{0,10}(?:长|总理|主席|主任|书记|代表|经理|司令员?|政委)\s*[：:]?\s*[\u4e00-\u9fff·\s]{2,12}"
)
# What ends a text and is no organ that signs it.
CLOSING: Final = pattern(r"(?:特此|此复|妥否|当否|以上|专此|请予|现予|此致|敬礼)")
# What titles are about.
ABOUT: Final = pattern(r"关于|对.{2,60}的(?:答复|批复|复函|函)$")
# The words that titles end in: the fifteen genres of the law, then other texts.
GENRES: Final = "决议|决定|命令|公报|公告|通告|意见|通知|通报|报告|请示|批复|议案|函|纪要"
_TEXTS: Final = (
    "要点|方案|细则|办法|规定|计划|总结|条例|章程|制度|规则|规划|措施|标准|指南|名单|简报|令|答复"  # as in 工作要点, 实施方案
)
TITLE_END: Final = pattern(rf"(?P<word>{GENRES}|{_TEXTS})(?:[（(][^（()）]{{2,20}}[）)])?")

# Titles of one genre that end in other words; the text says that they are letters: 答复 to a proposal.
_OTHER_END: Final = pattern(r"(?P<命令>令)|(?P<函>答复)")
# What a text says in its own words; the groups are named by the genres.
_TOLD: Final = pattern(
    r"(?P<纪要>纪要如下|会议(?:认为|议定|决定|要求|明确|强调)[：:，])|(?P<通知>通知如下)|(?P<通报>通报如下|特此通报)"
    r"|(?P<批复>批复如下)|(?P<公告>公告如下|特此公告)|(?P<通告>通告如下|特此通告)|(?P<报告>报告如下|特此报告)"
    r"|(?P<请示>请示如下|[妥当]否，请(?:批示|批复|审批))|(?P<决定>决定如下|作出如下决定)"
    r"|(?P<函>函(?:告|复|商)如下|答复如下|特此函[复告]|请予?函复)"
)


def genre_of(title: str) -> str:
    """The 文种 of the law that a title ends in; empty: none."""
    word = next((match["word"] for match in TITLE_END.finditer(title) if match.end() == len(title)), "")
    other = _OTHER_END.fullmatch(word)
    return other.lastgroup or "" if other else word if word in GENRES.split("|") else ""


def genre_in(text: str) -> str:
    """The 文种 that the words of a text tell; empty: none, or several."""
    told = {match.lastgroup or "" for match in _TOLD.finditer(text)}
    return told.pop() if len(told) == 1 else ""


def ends_title(text: str) -> bool:
    """Whether a text may be a whole title."""
    return any(match.end() == len(text) for match in TITLE_END.finditer(text))
