"""一、基本情况: sentences out of the unit's figures; a figure that is not given is not spoken of."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any, Final

from hongtou import Block, FieldError, FieldErrors, Paragraph, chinese_date, spans

from ..words import amount, percent

Figures = Mapping[str, Any]

_ORGANS: Final = (("党总支数", "党总支"), ("党支部数", "党支部"))
_MEMBERS: Final = ("预备党员", "女党员", "少数民族党员", "35岁及以下党员")
_PARTS: Final = (*((part, "党员总数") for part in _MEMBERS), ("按期换届数", "应换届数"))
_ROUNDED: Final = "（以上百分比保留一位小数，四舍五入。）"


def check(figures: Figures) -> None:
    """See that the figures agree with one another.

    :raises FieldErrors: a part stands without its whole, or is more than it.
    """
    if errors := [FieldError(("概况", part), wrong) for part, whole in _PARTS if (wrong := _wrong(figures, part, whole))]:
        raise FieldErrors(errors)


def _wrong(figures: Figures, part: str, whole: str) -> str:
    if part not in figures:
        return ""
    if whole not in figures:
        return f"写了“{part}”，没有写“{whole}”。请补上“{whole}”"
    if figures[part] > figures[whole]:
        return f"{part}为{figures[part]}，多于{whole}{figures[whole]}。请核对这两个数"
    return ""


def basics(figures: Figures, unit: str, until: datetime.date | None, year: int) -> tuple[Block, ...]:
    """What the unit is, and what changed in the year.

    :param until: the day up to which the figures count; None: the end of ``year``.
    """
    shares = _Shares()
    day = chinese_date(until) if until else f"{year}年底"
    paragraphs = [text for text in (_unit(figures, unit, day, shares), _year(figures, shares)) if text]
    if shares.rounded:
        paragraphs[-1] += _ROUNDED
    return tuple(Paragraph(spans(text)) for text in paragraphs)


class _Shares:
    """Percentages; remembers whether one was rounded."""

    def __init__(self) -> None:
        self.rounded = False

    def of(self, part: int, whole: int) -> str:
        text, rounded = percent(part, whole)
        self.rounded = self.rounded or rounded
        return text


def _unit(figures: Figures, unit: str, day: str, shares: _Shares) -> str:
    organs = "、".join(f"{name}{figures[key]}个" for key, name in _ORGANS if figures.get(key))
    total = figures.get("党员总数", 0)
    members = f"党员{total}名" if total else ""
    parts = "、".join(f"{part}{figures[part]}名（占{shares.of(figures[part], total)}）" for part in _MEMBERS if figures.get(part))
    told = [organs, members, f"其中{parts}" if parts else ""]
    return f"截至{day}，{unit}共有{'，'.join(filter(None, told))}。" if any(told) else ""


def _year(figures: Figures, shares: _Shares) -> str:
    told = [_elections(figures, shares), "，".join(_growth(figures)), _dues(figures)]
    return f"本年度，{'；'.join(filter(None, told))}。" if any(told) else ""


def _elections(figures: Figures, shares: _Shares) -> str:
    due, done = figures.get("应换届数"), figures.get("按期换届数")
    if due is None:
        return ""
    if due == 0:
        return "没有应换届的党组织"
    told = f"应换届党组织{due}个"
    if done is None:
        return told
    if done in (0, due):
        return f"{told}，{'均' if due > 1 else ''}{'已按期换届' if done else '未按期换届'}"
    return f"{told}，按期换届{done}个，按期换届率{shares.of(done, due)}"


def _growth(figures: Figures) -> Iterator[str]:
    if "发展党员数" in figures:
        yield f"发展党员{figures['发展党员数']}名" if figures["发展党员数"] else "未发展党员"
    if figures.get("预备党员转正数"):
        yield f"预备党员按期转正{figures['预备党员转正数']}名"
    if figures.get("入党积极分子"):
        yield f"培养入党积极分子{figures['入党积极分子']}名"


def _dues(figures: Figures) -> str:
    return f"党员缴纳党费{amount(figures['缴纳党费'])}元" if figures.get("缴纳党费") else ""
