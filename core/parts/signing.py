"""Who signs a document, and with what: 署名, 印章 and 签名章 from a draft's fields and the office's profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ..document import Picture, Signature, Stamp
from ..errors import FieldError, HongtouError
from ..office import PROFILE
from ..pictures import DIAMETER, seal, stamp
from ..plugin import Context, Data

STAMP_WIDTH: Final = 40.0


def sign(data: Data, context: Context, issuers: tuple[str, ...]) -> Signature | None:
    """The signature that a draft's fields describe; None: neither signed nor dated.

    :param issuers: the organs that issue the document.
    :raises FieldError: a seal is not there, does not belong, or cannot be printed; a name would not be printed beside a stamp.
    """
    default = () if "发文机关" in data else tuple(filter(None, [context.office.signature]))
    signed: tuple[str, ...] = data.get("署名") or default or issuers
    seals, stamps = tuple(_seals(data, context, signed)), tuple(_stamps(data))
    if seals and stamps:
        raise FieldError(("签名章",), "“印章”和“签名章”只能用一种。盖机关印章的删去“签名章”，盖签发人签名章的删去“印章”")
    if stamps and not set(data.get("署名", ())) <= set(issuers):
        raise FieldError(("署名",), "盖签发人签名章的，只标注职务，不印署名（7.3.5.3）。删去“署名”，或者删去“签名章”")
    if data.get("题注") and "署名" not in data and not (seals or stamps):
        return None
    if not signed and not stamps and "成文日期" not in data:
        return None
    return Signature(signed, data.get("成文日期"), seals, stamps)


def _seals(data: Data, context: Context, signed: Sequence[str]) -> Iterator[Picture]:
    """The seals of those who sign, in their order."""
    items: Sequence[Mapping[str, Any]] = data.get("印章", ())
    if [item.get("文件") for item in items] in ([], [False]):
        return
    if not signed:
        raise FieldError(("印章",), "没有署名，不能盖印章。写上“发文机关”或者“署名”")
    if len(items) == 1 and items[0].get("文件") is True:
        items = [items[0]] * len(signed)
    if len(items) != len(signed):
        raise FieldError(
            ("印章",), f"署名的机关有 {len(signed)} 个（{'、'.join(signed)}），印章有 {len(items)} 个，应一一对应（7.3.5.1）"
        )
    for number, (item, name) in enumerate(zip(items, signed, strict=True)):
        yield _seal(item, name, number, context)


def _seal(item: Mapping[str, Any], name: str, number: int, context: Context) -> Picture:
    given = item.get("文件")
    if isinstance(given, Picture):
        with_own = given, float(item.get("直径", DIAMETER))
        where: tuple[str | int, ...] = ("印章", number, "文件")
        source = ""
    elif given:
        found = next((one for one in context.office.seals if one.name == name), None)
        if found is None:
            known = "、".join(f"“{one.name}”" for one in context.office.seals)
            raise FieldError(
                ("印章",),
                f"{PROFILE} 的“印章”里没有“{name}”的印章{f'，只有{known}' if known else ''}。"
                f"在那里写上它的名称和文件，或者在草稿里写图片：“印章: seals/{name}.png”",
            )
        if found.picture is None:
            raise FieldError(("印章",), found.lacking)
        with_own = found.picture, float(item.get("直径", found.diameter))
        where, source = ("印章",), f"{PROFILE} 里“{name}”的印章"
    else:
        raise FieldError(("印章", number), f"“否”要单独写，表示不盖章；联合行文要盖章的，“{name}”也要有印章")
    try:
        return seal(*with_own)
    except HongtouError as error:
        raise FieldError(where, f"{source}{error}") from error


def _stamps(data: Data) -> Iterator[Stamp]:
    for number, item in enumerate(data.get("签名章", ())):
        picture: Picture = item["文件"]
        try:
            made = stamp(picture, float(item.get("宽", STAMP_WIDTH)), float(item.get("高", 0.0)))
        except HongtouError as error:
            raise FieldError(("签名章", number, "文件"), str(error)) from error
        yield Stamp(item["职务"], made)
