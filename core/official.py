"""From the fields of every draft to a document: what most plug-ins' ``compose`` comes down to."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Final

from .document_type import Context, Data
from .errors import FieldError, FieldErrors
from .model import (
    Attachment,
    Block,
    Content,
    DocumentNumber,
    Format,
    Gongwen,
    Imprint,
    IssuerMark,
    Masthead,
)
from .signing import sign

# What people type before an attachment's name; “1.5倍” is a part of it.
_ORDINAL: Final = re.compile(r"附件\s*\d*\s*[.．、:：]\s*|\d{1,2}\s*[.．、](?!\d)\s*|[（(]\d{1,2}[）)]\s*")

_RED: Final = frozenset(
    ["发文机关标志", "发文字号", "份号", "密级", "保密期限", "紧急程度", "签发人", "抄送", "印发机关", "印发日期"]
)
_UNSEEN: Final = "普通格式没有红头和版记，这一项印不出来。删去它，或者改成“格式: 文件”"


def official(
    data: Data, context: Context, *, blocks: Sequence[Block] | None = None, title: str = "", inner: bool = False
) -> Gongwen:
    """Build the document that a draft's common fields describe; the office's profile fills in what they leave out.

    :param data: the checked draft.
    :param blocks: the main text where the draft's ``正文`` is not it.
    :param title: the title where the draft's ``标题`` is not it.
    :param inner: the text is often issued by another document; where nobody says which organ issues it, it gets no red head.
    :raises FieldError: nobody says which organ issues the document.
    :raises FieldErrors: a plain document has fields of the red head or the imprint, where nobody would see them.
    """
    form = Format(data.get("格式") or (Format.PLAIN if inner and not _issued(data, context) else Format.DOCUMENT))
    if data.get("格式") == Format.PLAIN and (lost := [FieldError((name,), _UNSEEN) for name in data if name in _RED]):
        raise FieldErrors(lost)
    main = Content(
        title=title or data["标题"],
        blocks=tuple(data.get("正文", ()) if blocks is None else blocks),
        caption=_caption(data.get("题注", "")),
        attachments=tuple(_attachment(number, item) for number, item in enumerate(data.get("附件", ()))),
    )
    red = form is not Format.PLAIN
    return Gongwen(
        genre=context.genre,
        main=main,
        format=form,
        masthead=_masthead(data, context) if red else None,
        addressees=data.get("主送", ()),
        signature=sign(data, context, _issuers(data, context)),
        note=_unbracketed(data.get("附注", "")),
        enclosed=(data["印发"],) if "印发" in data else (),
        imprint=_imprint(data, context) if red else None,
    )


def _attachment(number: int, item: Data) -> Attachment:
    content: Content | None = item.get("文件")
    title = item.get("标题") or (content.title if content else "")
    if not title:
        raise FieldError(("附件", number), "附件没有标题。写上附件的名称，例如“附件: [名单填报样表]”")
    if ordinal := _ORDINAL.match(title):
        raise FieldError(("附件", number), f"附件的序号由程序编排。去掉“{ordinal[0].strip()}”，只写名称")
    return Attachment(title, content)


def _caption(text: str) -> str:
    """A 题注 in its brackets."""
    return text if text.startswith(("（", "(")) or not text else f"（{text}）"


def _unbracketed(text: str) -> str:
    """A text without the brackets around all of it."""
    depth = 0
    for length, character in enumerate(text, 1):
        depth += (character in "（(") - (character in "）)")
        if not depth:
            return text[1:-1] if 1 < length == len(text) else text
    return text


def _issuers(data: Data, context: Context) -> tuple[str, ...]:
    issuers: tuple[str, ...] = data.get("发文机关", ())
    return issuers or ((context.office.name,) if context.office.name else ())


def _issued(data: Data, context: Context) -> bool:
    """Whether somebody says which organ issues the document."""
    return bool(data.get("发文机关标志") or context.office.issuer_mark or _issuers(data, context))


def _masthead(data: Data, context: Context) -> Masthead:
    return Masthead(
        issuer_mark=_issuer_mark(data, context),
        document_number=data.get("发文字号") or DocumentNumber(context.office.code, _year(data)),
        copy_number=data.get("份号", ""),
        classification=data.get("密级", ""),
        secrecy_period=data.get("保密期限", ""),
        urgency=data.get("紧急程度", ""),
        approvers=data.get("签发人", ()),
    )


def _year(data: Data) -> int | None:
    date: datetime.date | None = data.get("成文日期")
    return date.year if date else None


def _issuer_mark(data: Data, context: Context) -> IssuerMark:
    own = data.get("发文机关标志")
    issuers = _issuers(data, context)
    printed = own or ("" if "发文机关" in data else context.office.issuer_mark)
    if printed:
        name = printed.removesuffix("文件")
        return IssuerMark((name,), printed[len(name) :])
    if not issuers:
        raise FieldError((), "没有写发文机关。在草稿里写“发文机关: 机关全称”，或者在 hongtou.yaml 里写“名称”")
    return IssuerMark(issuers)


def _imprint(data: Data, context: Context) -> Imprint:
    issuers = _issuers(data, context)
    return Imprint(
        copies_to=data.get("抄送", context.office.copies_to),
        printed_by=data.get("印发机关") or context.office.printed_by or (issuers[0] if issuers else ""),
        printed_on=data.get("印发日期") or data.get("成文日期"),
    )
