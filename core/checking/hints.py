"""Hints 提示: what a secretary would ask about before a document goes out, though it can be printed as it is."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Final

from ..document import (
    Block,
    Content,
    Format,
    Gongwen,
    Heading,
    Paragraph,
    Table,
    other_year,
    plain,
    printed_early,
    quoted_whole,
    stop_behind,
)
from ..draft import short
from ..draft.placeholders import PLACEHOLDER
from ..fonts.faces import Fonts, is_han
from ..layout.line import Run
from ..layout.plan import PagePlan
from ..layout.styles import Face, Role
from ..office import PROFILE, Office
from ..pattern import pattern
from ..plugin import Data

_DATE: Final = pattern(
    r"[12]\d{3}年\d{1,2}月\d{1,2}日|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日"
)
_COPIES: Final = pattern(r"[抄报主]送[：:]", holds="送")
# The signature, the date and what follows stand among so many last lines of a text.
_LAST: Final = 4
# So many of the characters that another font gives are named.
_NAMED: Final = 6


def hints(gongwen: Gongwen, data: Data, office: Office) -> Iterator[str]:
    """What to ask about a document, in Chinese, each with what to do.

    :param gongwen: as it is printed.
    :param data: its draft's fields, checked.
    """
    yield from _days(data)
    yield from _strange(gongwen, data, office)
    yield from _unprinted(gongwen, data)
    yield from _titles(gongwen.main)
    yield from _printed_twice(gongwen)
    yield from _attachments(data)
    if any(not name.strip() for name in data.get("签发人", ())):
        yield "签发人还空着，印成空白。签发以后写上姓名，发文之前要写"
    for content in (gongwen.main, *gongwen.enclosed, *(one.content for one in gongwen.main.attachments if one.content)):
        yield from _placeholders(content)


def _days(data: Data) -> Iterator[str]:
    dated, printed, number = data.get("成文日期"), data.get("印发日期"), data.get("发文字号")
    if not isinstance(dated, datetime.date):
        return
    if isinstance(printed, datetime.date) and (told := printed_early(printed, dated)):
        yield told
    if number is not None and (told := other_year(number.year, dated.year)):
        yield told


def _unprinted(gongwen: Gongwen, data: Data) -> Iterator[str]:
    """Fields that a draft has and its format does not print (10.1, 10.2)."""
    if gongwen.format is Format.ORDER and data.get("发文字号"):
        yield "命令格式印的是令号，没有印发文字号。写“令号”，或者换一种格式"
    if gongwen.format is Format.ORDER and data.get("格式"):
        yield "命令格式不印标题（10.2），标题只用作文件的名称"
    if gongwen.format is Format.LETTER and data.get("印发机关"):
        yield "信函格式的版记只有抄送（10.1），没有印印发机关"


def _strange(gongwen: Gongwen, data: Data, office: Office) -> Iterator[str]:
    """What a document of another organ lacks, since the office's profile is not about that organ."""
    organs = data.get("发文机关", ())
    number = gongwen.masthead.document_number if gongwen.masthead else None
    lacking = ["发文字号"] if number and not number.code else []
    lacking += ["印发机关"] if gongwen.imprint and gongwen.imprint.printed_by and "印发机关" not in data else []
    if lacking and not office.is_issuer(organs):
        yield (
            f"发文机关“{organs[0]}”不是 {PROFILE} 里的“{office.name}”，代字、标志、印发机关、抄送都没有用它的。"
            f"草稿里还没有写：{'、'.join(lacking)}"
        )


def _titles(content: Content) -> Iterator[str]:
    if stop := stop_behind(content.title):
        yield f"标题末尾有“{stop}”，公文的标题后面不用标点（7.3.1）。去掉它"


def _printed_twice(gongwen: Gongwen) -> Iterator[str]:
    """A signature, a date or a 抄送 that was pasted with the text, and is printed from the fields as well."""
    last = [text for block in gongwen.main.blocks[-_LAST:] if (text := _text(block))]
    issuers = gongwen.signature.issuers if gongwen.signature else ()
    for text in last:
        if "".join(text.split()) in issuers:
            yield f"正文末尾的“{short(text)}”是署名，程序另外会印，现在印了两次。从正文里删去这一行"
        elif gongwen.signature and _DATE.fullmatch("".join(text.split())):
            yield f"正文末尾的“{short(text)}”是成文日期，程序另外会印，现在印了两次。从正文里删去这一行，日期写在“成文日期”里"
        elif gongwen.imprint and _COPIES.match(text):
            yield f"正文末尾的“{short(text)}”是版记里的内容。从正文里删去这一行，写在“{text[:2]}”字段里"


def _attachments(data: Data) -> Iterator[str]:
    for number, item in enumerate(data.get("附件", ()), 1):
        title = item.get("标题", "")
        if stop := stop_behind(title):
            yield f"附件{number}的名称末尾有“{stop}”，名称后面不加标点（7.3.4），没有印它。从草稿里也去掉"
        if quoted_whole(title):
            yield f"附件{number}的名称“{short(title)}”外面的书名号，附件说明里不用。去掉它"


def _placeholders(content: Content) -> Iterator[str]:
    found: dict[str, str] = {}
    for text in (content.title, *filter(None, map(_text, content.blocks))):
        for match in PLACEHOLDER.finditer(text):
            start = max(0, match.start() - 6)
            found.setdefault(match.group(), text[start : match.end() + 6])
    for placeholder, around in found.items():
        yield f"“{around}”里的“{short(placeholder)}”像是等着填写的地方。换成要写的内容"


def _text(block: Block) -> str:
    match block:
        case Heading():
            return plain((*block.spans, *block.run_in))
        case Paragraph():
            return plain(block.spans)
        case Table():
            return "\n".join(cell.text for row in block.rows for cell in row.cells)
    return ""


def stand_ins(plan: PagePlan, fonts: Fonts) -> Iterator[str]:
    """Which characters are printed in another font than those beside them, by the face that lacks them."""
    texts: dict[Face, list[str]] = {}
    for run in _runs(plan):
        texts.setdefault(run.face, []).append(run.text)
    for face, pieces in texts.items():
        count = Counter("".join(pieces))
        lacking = {char: fonts.holder(face, char) for char in count if is_han(char) and not fonts.file(face).has(char)}
        for name in dict.fromkeys(holder.name for holder in lacking.values() if holder):
            chars = [char for char, holder in lacking.items() if holder and holder.name == name]
            more = f"等{len(chars)}个字" if len(chars) > _NAMED else ""
            places = sum(count[char] for char in chars)
            yield (
                f"{face.value}的字体里没有“{'、'.join(chars[:_NAMED])}”{more}（共{places}处），印的是{name}的字，同旁边的不完全一样。"
                "要一样，在 hongtou.yaml 的“字体”里换用字更全的字体"
            )


def _runs(plan: PagePlan) -> Iterator[Run]:
    """Whatever is printed, with its face."""
    for element in (*plan.galley, *(plan.imprint.elements if plan.imprint else ())):
        yield from element.runs
        for row in (*element.grid.head, *element.grid.rows) if element.grid else ():
            yield from (Run(line, Face.HEI if cell.strong else Face.BODY) for cell in row.cells for line in cell.lines)
    for line in plan.masthead.issuer_mark.lines if plan.masthead else ():
        yield Run(line.text, plan.setup.styles[Role.ISSUER_MARK].face)
