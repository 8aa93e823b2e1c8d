"""From the fields of every draft to a document: what most plug-ins' ``compose`` comes down to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..document import STOPS, Attachment, Attendance, Block, Content, Detached, Format, Gongwen, Imprint
from ..errors import FieldError, FieldErrors
from ..pattern import pattern
from ..plugin import Context, Data
from .masthead import issuers, masthead
from .signing import sign

# What people type before an attachment's name; “1.5倍” is a part of it.
_ORDINAL: Final = pattern(
    r"附件\s*(?:\d+\s*)?[.．、:：]\s*|\d{1,2}\s*[.．、](?!\d)\s*|[（(]\d{1,2}[）)]\s*", holds="附件|.|．|、|）|)"
)

_RED: Final = frozenset(
    {"发文机关标志", "发文字号", "令号", "期号", "份号", "密级", "保密期限", "紧急程度", "签发人"}  # 版头
    | {"抄送", "印发机关", "印发日期", "翻印机关", "翻印日期"}  # 版记
)
_LISTS: Final = ("出席", "请假", "列席")
_UNSEEN: Final = "普通格式没有红头和版记，这一项印不出来。删去它，或者改成“格式: 文件”"


def official(
    data: Data,
    context: Context,
    *,
    blocks: Sequence[Block] | None = None,
    title: str = "",
    inner: bool = False,
    format: Format = Format.DOCUMENT,
) -> Gongwen:
    """Build the document that a draft's common fields describe; the office's profile fills in what they leave out.

    :param data: the checked draft.
    :param blocks: the main text where the draft's ``正文`` is not it.
    :param title: the title where the draft's ``标题`` is not it.
    :param inner: the text is often issued by another document; where nobody says which organ issues it, it gets no red head.
    :param format: the format where the draft's ``格式`` says nothing.
    :raises FieldError: nobody says which organ issues the document.
    :raises FieldErrors: a document has fields of the red head or the imprint that its format does not print, or lacks one.
    """
    apart = "分装附件" in data
    format = Format(data.get("格式") or (Format.PLAIN if apart or (inner and not _issued(data, context)) else format))
    if data.get("格式") == Format.PLAIN and (lost := [FieldError((name,), _UNSEEN) for name in data if name in _RED]):
        raise FieldErrors(lost)
    main = Content(
        title=title or data["标题"],
        blocks=tuple(data.get("正文", ()) if blocks is None else blocks),
        caption=_caption(data.get("题注", "")),
        attachments=tuple(_attachment(number, item) for number, item in enumerate(data.get("附件", ()))),
    )
    red = format is not Format.PLAIN
    return Gongwen(
        genre=context.genre,
        main=main,
        format=format,
        masthead=masthead(data, context, format) if red else None,
        addressees=data.get("主送", ()),
        signature=None if apart and "署名" not in data else sign(data, context, issuers(data, context)),
        note=_unbracketed(data.get("附注", "")),
        enclosed=(data["印发"],) if "印发" in data else (),
        imprint=_imprint(data, context) if red else None,
        attendance=tuple(Attendance(label, _people(data[label])) for label in _LISTS if data.get(label)),
        detached=_detached(data, format),
        tighten=data.get("紧缩"),
    )


def _people(people: Sequence[str]) -> str:
    """Who was there: names, or organs with their people."""
    return ("；" if any("、" in part for part in people) else "、").join(people)


def _detached(data: Data, format: Format) -> Detached | None:
    if "分装附件" not in data:
        return None
    if format is not Format.PLAIN:
        raise FieldError(("格式",), "分装的附件没有红头。删去“格式”，或者删去“分装附件”")
    return Detached(data["分装附件"]["发文字号"], data["分装附件"].get("序号", 0))


def _attachment(number: int, item: Data) -> Attachment:
    content: Content | None = item.get("文件")
    title = item.get("标题") or (content.title if content else "")
    if not title:
        raise FieldError(("附件", number), "附件没有标题。写上附件的名称，例如“附件: [名单填报样表]”")
    title = title.rstrip(STOPS)  # 7.3.4: no stop behind the name
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


def _issued(data: Data, context: Context) -> bool:
    """Whether somebody says which organ issues the document."""
    return bool(data.get("发文机关标志") or context.office.issuer_mark or issuers(data, context))


def _imprint(data: Data, context: Context) -> Imprint:
    names = issuers(data, context)
    return Imprint(
        copies_to=data.get("抄送", context.office.copies_to),
        printed_by=data.get("印发机关") or context.office.printed_by or (names[0] if names else ""),
        printed_on=data.get("印发日期") or data.get("成文日期"),
        reprinted_by=data.get("翻印机关", ""),
        reprinted_on=data.get("翻印日期"),
    )
