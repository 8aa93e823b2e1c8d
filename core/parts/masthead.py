"""版头 from a draft's fields: the mark by the format, the number or what stands in its place, and what must not be missing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Final

from ..document import DocumentNumber, Format, IssuerMark, Masthead
from ..errors import FieldError, FieldErrors
from ..plugin import Context, Data

# What the mark ends with (7.2.4, 10.1–10.3): the usual word, and all that are right.
_ENDINGS: Final[Mapping[Format, tuple[str, ...]]] = {
    Format.DOCUMENT: ("文件", ""),
    Format.LETTER: ("",),
    Format.ORDER: ("令", "命令"),
    # What is issued number by number has its issue where minutes have theirs.
    Format.MINUTES: ("会议纪要", "纪要", "简报"),
}
_WANTED: Final = {
    Format.LETTER: "是机关名称，不加“文件”（10.1）",
    Format.ORDER: "以“命令”或者“令”结尾（10.2）",
    Format.MINUTES: "以“纪要”结尾（10.3），简报的以“简报”结尾",
}
# Fields that one format alone prints.
_ONLY: Final[Mapping[str, Format]] = {"令号": Format.ORDER, "期号": Format.MINUTES, "签发人": Format.DOCUMENT}


def masthead(data: Data, context: Context, format: Format) -> Masthead:
    """The 版头 that a draft's fields describe.

    :raises FieldError: nobody says which organ issues the document.
    :raises FieldErrors: fields are missing, or are there but would not be printed.
    """
    if wrong := [*_secrecy(data), *_misplaced(data, format), *_mark_faults(data, format)]:
        raise FieldErrors(wrong)
    return Masthead(
        issuer_mark=_issuer_mark(data, context, format),
        document_number=_number(data, context, format),
        copy_number=data.get("份号", ""),
        classification=data.get("密级", ""),
        secrecy_period=data.get("保密期限", ""),
        urgency=data.get("紧急程度", ""),
        approvers=data.get("签发人", ()),
        label=_label(data, context, format),
    )


def issuers(data: Data, context: Context) -> tuple[str, ...]:
    """The organs that issue a document, the leading one first; empty: nobody says."""
    own: tuple[str, ...] = data.get("发文机关", ())
    return own or ((context.office.name,) if context.office.name else ())


def _secrecy(data: Data) -> Iterator[FieldError]:
    if "密级" in data and not data.get("份号"):
        yield FieldError(
            ("份号",), f"这是{data['密级']}公文，涉密公文应当标注份号（7.2.1），例如“份号: 000001”。一次做几份，用 --copies 1-30"
        )


def _misplaced(data: Data, format: Format) -> Iterator[FieldError]:
    for name, only in _ONLY.items():
        if data.get(name) and format is not only:
            yield FieldError(
                (name,), f"{format.value}格式不印“{name}”，只有{only.value}格式才印。删去它，或者改成“格式: {only.value}”"
            )


def _mark_faults(data: Data, format: Format) -> Iterator[FieldError]:
    """A mark of its own that is not this format's."""
    printed = data.get("发文机关标志", "")
    right = not printed.endswith("文件") if format is Format.LETTER else printed.endswith(_ENDINGS[format])
    if printed and not right:
        yield FieldError(("发文机关标志",), f"{format.value}格式的标志{_WANTED[format]}，这里是“{printed}”")


def _issuer_mark(data: Data, context: Context, format: Format) -> IssuerMark:
    usual = _ENDINGS[format][0]
    printed = data.get("发文机关标志") or (
        "" if "发文机关" in data or format is not Format.DOCUMENT else context.office.issuer_mark
    )
    if printed:
        ending = next((ending for ending in sorted(_ENDINGS[format], key=len, reverse=True) if printed.endswith(ending)), "")
        return IssuerMark((printed.removesuffix(ending),), ending)
    if not (names := issuers(data, context)):
        raise FieldError((), "没有写发文机关。在草稿里写“发文机关: 机关全称”，或者在 hongtou.yaml 里写“名称”")
    return IssuerMark(names, usual)


def _number(data: Data, context: Context, format: Format) -> DocumentNumber | None:
    """发文字号, a blank one where it is not known yet; orders and minutes have one of their own."""
    own: DocumentNumber | None = data.get("发文字号")
    if own or format in {Format.ORDER, Format.MINUTES}:
        return own
    date: datetime.date | None = data.get("成文日期")
    return DocumentNumber(context.office.code, date.year if date else None)


def _label(data: Data, context: Context, format: Format) -> str:
    """令号, a blank one where it is not known yet, or 期号; as the type's numbering writes it where the draft says none."""
    if format is Format.ORDER:
        return str(data.get("令号") or context.number or "第　号")
    return str(data.get("期号") or context.number)
