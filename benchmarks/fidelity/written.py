"""All that a document says, in the order in which it is printed, from the document alone."""

from __future__ import annotations

from collections.abc import Iterator

from hongtou import (
    Attachment,
    Block,
    Content,
    Figure,
    Format,
    Gongwen,
    Heading,
    Imprint,
    Masthead,
    Signature,
    Table,
    chinese_date,
)
from hongtou.document.model import Spans

from .made import bare


def written(gongwen: Gongwen, *, moved: bool = False) -> list[str]:
    """The pieces of a document's text; white space does not count.

    :param moved: 主送 stands in the 版记 (7.3.2).
    """
    return [text for text in map(bare, _all(gongwen, moved=moved)) if text]


def heads(gongwen: Gongwen) -> list[str]:
    """The heads of its tables, which stand again on every page."""
    return [bare("".join(column.title for column in table.columns)) for table in _tables(gongwen)]


def _all(gongwen: Gongwen, *, moved: bool) -> Iterator[str]:
    minutes = gongwen.format is Format.MINUTES and gongwen.masthead is not None
    if gongwen.masthead:
        yield from _masthead(gongwen, gongwen.masthead)
    if gongwen.signature and minutes:
        yield from (*gongwen.signature.issuers, chinese_date(gongwen.signature.date))
    if gongwen.detached:
        yield f"{gongwen.detached.number}附件{gongwen.detached.ordinal or ''}"
    yield from _opening(gongwen.main, titled=gongwen.format is not Format.ORDER or gongwen.masthead is None)
    if gongwen.addressees:
        joined = "，".join(gongwen.addressees)
        yield f"主送：{joined}。" if moved else f"{joined}："
    yield from _body(gongwen.main)
    if gongwen.signature and not minutes:
        yield from _signature(gongwen.signature)
    yield f"（{gongwen.note}）" if gongwen.note else ""
    yield from (f"{one.label}：{one.people}" for one in gongwen.attendance)
    for content in gongwen.enclosed:
        yield from _opening(content)
        yield from _body(content)
        yield from _attachments(content.attachments)
    yield from _attachments(gongwen.main.attachments)
    if gongwen.imprint:
        yield from _imprint(gongwen.imprint, letter=gongwen.format is Format.LETTER)


def _masthead(gongwen: Gongwen, head: Masthead) -> Iterator[str]:
    names = head.issuer_mark.names[:1] if gongwen.format is Format.LETTER else head.issuer_mark.names
    yield from names
    yield "" if gongwen.format is Format.LETTER else head.issuer_mark.suffix
    period = f"★{head.secrecy_period}" if head.secrecy_period else ""
    yield from (head.copy_number, f"{head.classification}{period}", head.urgency)
    yield head.label or str(head.document_number or "")
    if head.approvers:
        yield from ("签发人：", *head.approvers)


def _opening(content: Content, *, titled: bool = True) -> Iterator[str]:
    yield from (content.title if titled else "", content.caption)


def _body(content: Content) -> Iterator[str]:
    for block in content.blocks:
        yield from _block(block)
    for number, attachment in enumerate(content.attachments, 1):
        ordinal = f"{number}." if len(content.attachments) > 1 else ""
        yield f"{'附件：' if number == 1 else ''}{ordinal}{attachment.title}"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Table():
            yield block.title
            yield from (column.title for column in block.columns)
            yield from (cell.text for row in block.rows for cell in row.cells)
        case Figure():
            yield block.title
        case Heading():
            yield _plain(block.spans) + _plain(block.run_in)
        case _:
            yield _plain(block.spans)


def _plain(content: Spans) -> str:
    return "".join(span.text for span in content)


def _signature(signature: Signature) -> Iterator[str]:
    yield from [stamp.title for stamp in signature.stamps] or signature.issuers
    yield chinese_date(signature.date)


def _attachments(attachments: tuple[Attachment, ...]) -> Iterator[str]:
    for number, attachment in enumerate(attachments, 1):
        if attachment.content is not None:
            yield f"附件{number if len(attachments) > 1 else ''}"
            yield from (attachment.title, attachment.content.caption)
            yield from _body(attachment.content)
            yield from _attachments(attachment.content.attachments)


def _imprint(imprint: Imprint, *, letter: bool) -> Iterator[str]:
    """版记; what fitting moves into it (主送) was said before."""
    if imprint.copies_to:
        yield f"抄送：{'，'.join(imprint.copies_to)}。"
    if not letter:
        yield from (imprint.printed_by, f"{chinese_date(imprint.printed_on)}印发")
        yield from (imprint.reprinted_by, f"{chinese_date(imprint.reprinted_on)}翻印") if imprint.reprinted_by else ()


def _tables(gongwen: Gongwen) -> Iterator[Table]:
    contents = [gongwen.main, *gongwen.enclosed]
    for content in contents:
        contents += [attachment.content for attachment in content.attachments if attachment.content]
        yield from (block for block in content.blocks if isinstance(block, Table))
