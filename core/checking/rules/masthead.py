"""版头: what stands above the red rule (GB/T 9704 7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...document import DocumentNumber, Format, other_year
from ...evidence import Evidence, Face, Item, Role, Sees
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found
from ..face_names import is_face, wanted_face

_PRINTED: Final = (Sees.PRINT, Sees.FIELDS)
_NUMBER: Final = pattern(r"[\u4e00-\u9fff（）]{1,20}〔(?:19|20)\d{2}〕[1-9]\d{0,4}号")
# A number that has not been given yet.
_BLANK: Final = pattern(r"[\u4e00-\u9fff（）]{0,20}〔[\s\u3000\d]*〕[\s\u3000]*号")
_BRACKETS: Final = pattern(r"[\[\]【】（()）［］〈〉《》「」<>{}]")
_OPEN_CLOSE: Final = pattern(r"[\[【（(［〈《「<{](\d{2,4})[\]】）)］〉》」>}]")
_NTH: Final = pattern(r"(?<=[〕\]】）)］])\s*(?P<words>(?:第\s*(?:0+(?=\d))?|0+(?=\d))(?P<serial>\d*))")
# What stands on one line with the number of a letter (10.1), and what makes a line that of a number.
_BESIDE: Final = pattern(r"^(?:\d{6}|(?:绝密|机密|秘密)\S*|特急|加急)\s+")
_LIKE_NUMBER: Final = pattern(r"[〔\[【(（［]\s*\d{2,4}\s*[〕\]】)）］]|\d\s*号")
# What stands in the number's place there is a number of their own (10.2, 10.3), written in any way.
_OTHERWISE: Final = frozenset({Format.ORDER, Format.MINUTES})
_TO_ITS_END: Final = pattern(r"[^号]*\d\s*号")
_SECRECY: Final = pattern(
    r"(?:绝密|机密|秘密)(?:★(?:[1-9]\d*年|[1-9]\d*个月|长期|[12]\d{3}年[1-9]\d?月[1-9]\d?日|[^\d\s★]{2,20}))?"
)
_URGENCIES: Final = frozenset({"特急", "加急", "特提", "平急"})
_UPWARD: Final = pattern("请示|报告")
_SIGNED: Final = pattern(r"签\s*发\s*人")


def _numbers(evidence: Evidence) -> Iterator[tuple[Item, str]]:
    """The 发文字号 as written; what stands beside it on its line is left out, and so are the numbers of orders and minutes."""
    for item in evidence.of(Role.DOCUMENT_NUMBER, Role.SIDES):
        text = _BESIDE.sub("", _SIGNED.split(item.text)[0].strip())
        alone = item.role is Role.DOCUMENT_NUMBER and bool(text) and evidence.format not in _OTHERWISE
        if item.role is Role.SIDES and (match := _TO_ITS_END.match(text)):
            text = match[0]  # names may follow without a blank
        if not text.startswith("第") and "令第" not in text and (alone or _LIKE_NUMBER.search(text)):
            yield item, text


def number(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """机关代字〔年份〕顺序号号."""
    del settings
    for item, text in _numbers(evidence):
        plain = "".join(text.split())
        if _NUMBER.fullmatch(plain) or _BLANK.fullmatch(text) or _OPEN_CLOSE.search(plain) or _NTH.search(plain):
            continue
        yield found(item, f"应写成“机关代字〔四位年份〕顺序号号”，例如“{_example(plain)}”", text, mended=_ended(plain))


def _ended(text: str) -> str | None:
    """A number that lacks nothing but its last character; None: it is not known what it should be."""
    return f"{text}号" if _NUMBER.fullmatch(f"{text}号") else None


def _example(text: str) -> str:
    code = re.match(r"[\u4e00-\u9fff（）]+", text)
    return f"{DocumentNumber(code[0] if code else '示委发', 2026, 5)}"


def brackets(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The year stands in 六角括号 (U+3014, U+3015)."""
    del settings
    for item, text in _numbers(evidence):
        if match := _OPEN_CLOSE.search(text):
            yield found(item, f"年份用六角括号“〔〕”，写成“〔{match[1]}〕”", match[0], mended=f"〔{match[1]}〕")


def nth(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """No 第, no leading zero."""
    del settings
    for item, text in _numbers(evidence):
        if match := _NTH.search(text):
            right, at = match["serial"], item.text.find(text) + match.start("words")
            wanted = f"顺序号前面不加“第”，不补零{f'，写成“{right}”' if right else ''}"
            yield found(item, wanted, match["words"], at, mended=right or None)


def year(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The year of the number is that of the date (8.5)."""
    del settings
    dated = re.search(r"([12]\d{3})[年./-]", evidence.text(Role.DATE))
    for item, text in _numbers(evidence):
        match = re.search(r"〔(\d{4})〕", text)
        if dated and match and (told := other_year(int(match[1]), int(dated[1]))):
            yield found(item, told, match[0])


def copy_number(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Six figures."""
    del settings
    for item in evidence.of(Role.COPY_NUMBER):
        text = item.text.strip()
        if text and not re.fullmatch(r"\d{6}", text):
            right = text.zfill(6) if re.fullmatch(r"\d{1,5}", text) else None
            yield found(item, "份号用六位阿拉伯数字，不足的前面补零，例如 000001", text, mended=right)


def secret_number(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """What is secret is numbered."""
    del settings
    secret = evidence.first(Role.CLASSIFICATION)
    numbered = evidence.text(Role.COPY_NUMBER).strip() or re.match(r"\d{6}\s", evidence.text(Role.SIDES))
    if secret and secret.text.strip() and not numbered:
        yield found(secret, "涉密公文应当标注份号，这里没有")


def secrecy(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """密级★保密期限."""
    del settings
    for item in evidence.of(Role.CLASSIFICATION):
        text = item.text.strip()
        if text and not _SECRECY.fullmatch(text):
            yield found(item, "应写成“密级★保密期限”，中间没有空格，例如“机密★1年”；“内部”不是密级", text)


def urgency(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """特急, 加急; of telegrams also 特提, 平急."""
    del settings
    for item in evidence.of(Role.URGENCY):
        text = item.text.strip()
        if text and text not in _URGENCIES:
            yield found(item, "紧急程度只有“特急”“加急”（电报还有“特提”“平急”）", text)


def order(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """份号, 密级, 紧急程度, from top to bottom."""
    del settings
    if Sees.PRINT not in evidence.sees:
        return
    wanted = (Role.COPY_NUMBER, Role.CLASSIFICATION, Role.URGENCY)
    found_here = [item for item in evidence.of(*wanted) if item.text.strip()]
    ranks = [wanted.index(item.role) for item in found_here if item.role]
    for place, rank in enumerate(ranks):
        if rank < max(ranks[:place], default=0):
            yield found(found_here[place], "自上而下依次是份号、密级和保密期限、紧急程度")


def approver(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Only what goes upward names who approved it, and it must."""
    del settings
    if not evidence.genre:
        return
    signed = [item for item in evidence.of(Role.APPROVERS, Role.SIDES) if item.name or _SIGNED.search(item.text)]
    if _UPWARD.fullmatch(evidence.genre) and not signed and evidence.format in {Format.DOCUMENT, None}:
        title = evidence.first(Role.TITLE)
        head = evidence.first(Role.ISSUER_MARK)
        if title and (head or Sees.FIELDS in evidence.sees) and "签发人" not in evidence.fields:
            yield found(title, "上行文应当标注签发人，这里没有")


def mark_red(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The mark is red."""
    del settings
    for item in evidence.of(Role.ISSUER_MARK):
        piece = next((piece for piece in item.pieces if piece.text.strip() and not piece.look.is_red), None)
        if piece is not None:
            yield found(item, "发文机关标志用红色", piece.text)


def mark_face(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """小标宋 is recommended."""
    for item in evidence.of(Role.ISSUER_MARK):
        piece = next((one for one in item.pieces if one.text.strip() and not is_face(one.look.face, Face.TITLE, settings)), None)
        if piece is not None:
            yield found(item, f"是{piece.look.face}，{wanted_face(Face.TITLE)}", piece.text)


RULES: Final = (
    Rule(
        "GW201",
        "份号六位",
        "GB/T 9704 7.2.1",
        Strength.SHOULD,
        finds="份号不是六位阿拉伯数字。",
        why="标准：一般用六位三号阿拉伯数字；长短不一，登记和清退时容易弄错。",
        mend="不足六位的前面补零。",
        before="1",
        after="000001",
        needs=_PRINTED,
        judge=copy_number,
    ),
    Rule(
        "GW202",
        "涉密公文有份号",
        "条例 9(1)",
        Strength.MUST,
        finds="标了密级、没有份号的公文。",
        why="条例：涉密公文应当标注份号，一份一号才能追到人。",
        mend="标注份号，例如 000001。",
        before="机密★1年（没有份号）",
        after="000001／机密★1年",
        needs=_PRINTED,
        judge=secret_number,
    ),
    Rule(
        "GW203",
        "密级和保密期限的写法",
        "GB/T 9704 7.2.2",
        Strength.MUST,
        finds="密级位置上写的不是“绝密、机密、秘密”，或者和期限之间不是“★”。",
        why="写法不规范，保密期限从何时算、算多久就说不清。",
        mend="写成“密级★保密期限”，期限用阿拉伯数字。",
        before="机密 一年",
        after="机密★1年",
        needs=_PRINTED,
        judge=secrecy,
    ),
    Rule(
        "GW204",
        "紧急程度的用词",
        "GB/T 9704 7.2.3",
        Strength.MUST,
        finds="紧急程度不是“特急、加急”（电报：特提、特急、加急、平急）。",
        why="别的词（紧急、急件）没有规定的办理时限。",
        mend="改为“特急”或者“加急”。",
        before="紧急",
        after="加急",
        needs=_PRINTED,
        judge=urgency,
    ),
    Rule(
        "GW205",
        "份号、密级、紧急程度的次序",
        "GB/T 9704 7.2.3",
        Strength.MUST,
        finds="版头左上角各项的次序不是份号、密级和保密期限、紧急程度。",
        why="标准：按照份号、密级和保密期限、紧急程度的顺序自上而下分行排列。",
        mend="调整次序。",
        before="特急／机密★1年",
        after="机密★1年／特急",
        needs=(Sees.PRINT,),
        judge=order,
    ),
    Rule(
        "GW206",
        "发文机关标志红色",
        "GB/T 9704 7.2.4",
        Strength.SHOULD,
        finds="发文机关标志不是红色。",
        why="标准：推荐使用小标宋体字，颜色为红色。",
        mend="选中标志，颜色改为红色（FF0000）。",
        before="黑色的“××委员会文件”",
        after="红色的“××委员会文件”",
        needs=(Sees.LOOKS,),
        judge=mark_red,
    ),
    Rule(
        "GW208",
        "发文机关标志用小标宋",
        "GB/T 9704 7.2.4",
        Strength.SHOULD,
        finds="发文机关标志不是小标宋。",
        why="标准：推荐使用小标宋体字。",
        mend="选中标志，字体改为方正小标宋简体。",
        before="宋体加粗的标志",
        after="小标宋的标志",
        needs=(Sees.LOOKS,),
        judge=mark_face,
    ),
    Rule(
        "GW211",
        "发文字号的写法",
        "GB/T 9704 7.2.5",
        Strength.MUST,
        finds="发文字号不是“机关代字〔四位年份〕顺序号号”。",
        why="字号是公文的身份，写法不一，查不到、登记不上。",
        mend="年份写四位，顺序号后面加“号”。",
        before="示委发〔26〕5",
        after="示委发〔2026〕5号",
        needs=_PRINTED,
        judge=number,
    ),
    Rule(
        "GW212",
        "发文字号的年份用六角括号",
        "GB/T 9704 7.2.5",
        Strength.MUST,
        finds="发文字号的年份用了方括号、圆括号等，不是“〔〕”。",
        why="标准：年份用六角括号括入。输入法打出来的常是“[]”“【】”。",
        mend="换成“〔〕”（U+3014、U+3015）。",
        before="示委发[2026]5号",
        after="示委发〔2026〕5号",
        needs=_PRINTED,
        judge=brackets,
    ),
    Rule(
        "GW223",
        "顺序号不加“第”，不补零",
        "GB/T 9704 7.2.5",
        Strength.MUST,
        finds="发文字号的顺序号前面有“第”，或者补了零。",
        why="标准：发文顺序号不加“第”字，不编虚位。",
        mend="去掉“第”和前面的零。",
        before="示委发〔2026〕第05号",
        after="示委发〔2026〕5号",
        needs=_PRINTED,
        judge=nth,
    ),
    Rule(
        "GW805",
        "字号的年份和成文日期一致",
        "惯例（条例 25）",
        Strength.SHOULD,
        finds="发文字号的年份和成文日期的年份不同。",
        why="字号按签发所在的年编；跨年时抄错的最多。",
        mend="改正其中一个。",
        before="示委发〔2025〕5号，成文日期 2026年1月5日",
        after="示委发〔2026〕5号，成文日期 2026年1月5日",
        needs=_PRINTED,
        judge=year,
    ),
    Rule(
        "GW215",
        "上行文有签发人",
        "条例 9(6)",
        Strength.MUST,
        finds="请示、报告没有标注签发人。",
        why="条例：上行文应当标注签发人姓名。",
        mend="在发文字号的右边标注“签发人：姓名”。",
        before="示委报〔2026〕5号",
        after="示委报〔2026〕5号　　签发人：张三",
        needs=_PRINTED,
        judge=approver,
    ),
)
