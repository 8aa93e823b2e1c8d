"""Pages from the web: the document told from what stands around it (menus, its entry in a catalogue, buttons)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..pattern import pattern
from . import signs
from .source import Left, Line, Part, characters

# How far down the document may begin, in lines.
_FAR: Final = 60
# What only pages on the web say.
_ENTRY: Final = (
    "索引号|主题分类|主题词|信息分类|信息索取号|公开方式|公开范围|公开日期|生成日期|实施日期|废止日期|体裁|发布机构|发布单位|发布日期|"
    "发布时间|发布人|发文日期|信息来源|浏览次数|浏览量|阅读次数|点击数|点击率|文件编号|有效性"
)
_BUTTONS: Final = (
    "网站首页|网站地图|联系我们|使用帮助|关于本站|设为首页|加入收藏|无障碍|站内搜索|您的位置|您当前的位置|当前位置|扫一扫|分享到|"
    "打印本页|【打印】|【关闭】|关闭窗口|字号：|上一篇|下一篇|版权所有|ICP备|公网安备|建议使用|返回顶部|相关链接|相关附件|评论回复|手机打开"
)
_PAGE: Final = pattern(rf"(?:{_ENTRY})(?:[：:]|$)|{_BUTTONS}")
# An entry's cells, two labels on a line.
_LABELS: Final = pattern(rf"(?:{_ENTRY}|标题|发文字号|文号|发文机关|成文日期|来源|作者|名称|主题)[：:]?")


def without_page(parts: Sequence[Part]) -> tuple[list[Part], list[Left], str]:
    """The document on a page from the web.

    :return: its parts; what was on the page besides; the 发文字号 that the page alone tells, or nothing.
    """
    if sum(isinstance(part, Line) and _is_page(part) for part in parts) < 2:
        return list(parts), [], ""
    start = _start(parts)
    if start >= len(parts):
        return list(parts), [], ""
    kept = [part for place, part in enumerate(parts) if place >= start and not (isinstance(part, Line) and _is_page(part))]
    there = {id(part) for part in kept}
    left = [Left(part.plain, "网页上的文字，不是公文的内容", part.number) for part in _lines(parts) if id(part) not in there]
    numbers = [match[0] for one in left if (match := signs.NUMBER.search(one.text))]
    return kept, [one for one in left if characters(one.text)], numbers[0] if numbers else ""


def _lines(parts: Sequence[Part]) -> list[Line]:
    return [part for part in parts if isinstance(part, Line)]


def _is_page(line: Line) -> bool:
    text = characters(line.text)
    return "。" not in text and bool(_PAGE.search(text))


def _start(parts: Sequence[Part]) -> int:
    """Where the document begins: below what the page tells of it, at its title, which may stand above that as well."""
    text = next((place for place, part in enumerate(parts[:_FAR]) if isinstance(part, Line) and "。" in part.text), _FAR)
    last = max((place for place, part in enumerate(parts[:text]) if isinstance(part, Line) and _is_told(part)), default=-1)
    titles = [place for place, part in enumerate(parts[:_FAR]) if isinstance(part, Line) and _is_title(part.plain)]
    below = [place for place in titles if place > last]
    if below:
        return _first_of(parts, below[0], last)
    return titles[-1] if titles else last + 1


def _first_of(parts: Sequence[Part], place: int, last: int) -> int:
    """Where a title begins whose last line stands here."""
    while place - 1 > last and isinstance(above := parts[place - 1], Line) and above.plain and len(above.plain) <= 40:
        place -= 1
    return place


def _is_told(line: Line) -> bool:
    """Whether a line is of the document's entry in a catalogue."""
    text = characters(line.text)
    return bool(_is_page(line) or (_LABELS.match(text) and ("\t" in line.text or text.endswith(("：", ":")))))


def _is_title(text: str) -> bool:
    return signs.ends_title(text) and "关于" in text and len(text) <= 120 and not _PAGE.search(text)
