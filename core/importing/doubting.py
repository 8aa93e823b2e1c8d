"""What somebody must look at in a draft, beyond what was a guess when its elements were recognised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ..draft.placeholders import PLACEHOLDER
from ..errors import DraftError
from ..intake.text.body import read_elements
from ..intake.text.headings import divided
from ..intake.text.ordinals import ordinal
from .document import Document
from .punctuation import half_width
from .source import Line, Part
from .writing import TO_FILL, body_lines

_SHOWN: Final = 16
_LISTS: Final = 3


def doubt_body(document: Document) -> None:
    """Tell of a text what a reader may take otherwise: half-width marks, lists of both headings and sentences."""
    if told := half_width(document.body):
        document.doubts["标点"] = told
    lists = [*_divided(document.body)]
    if lists:
        document.doubts["小标题"] = f"{'；'.join(lists[:_LISTS])}。不对的，在行首写“{{标题}}”或者“{{正文}}”"
    elif (count := _beginnings(document.body)) > 1:
        document.doubts["小标题"] = f"“一、”有 {count} 处，也许不是一篇文章；小标题的层次也要核"


def _divided(body: Iterable[Part]) -> Iterable[str]:
    """The lists in which some lines look like headings and some like sentences, each in words."""
    try:
        elements = read_elements("\n".join(body_lines(body)), "", 1)
    except DraftError:  # told when the draft is read back
        return
    for first, as_headings in divided(elements):
        taken = "像小标题的排成了小标题" if as_headings else "都当作了正文"
        yield f"“{first[:_SHOWN]}”起的几条，有的像小标题，有的像句子，{taken}"


def _beginnings(body: Iterable[Part]) -> int:
    """How often the first level begins with its first numeral."""
    numerals = (ordinal(part.plain) for part in body if isinstance(part, Line))
    return sum(numeral is not None and numeral.level == 1 and numeral.first for numeral in numerals)


def tell_blanks(document: Document) -> None:
    """Tell of what a template leaves to be filled in; it stays as it is."""
    texts = [*map(str, document.fields.values())]
    for part in document.body:
        texts += [part.plain] if isinstance(part, Line) else [cell for row in part.rows for cell in row]
    blanks = [match.group() for text in texts for match in PLACEHOLDER.finditer(text)]
    if blanks:
        kinds = [*dict.fromkeys(blanks)]
        shown = "、".join(f"“{kind[:_SHOWN]}”" for kind in kinds[:_LISTS]) + ("等" if len(kinds) > _LISTS else "")
        document.doubts[TO_FILL] = f"有 {len(blanks)} 处空着等填写：{shown}。填上，用不着的删去"


def doubt_lines(document: Document, lines: Sequence[Line]) -> None:
    """Tell where nobody knows whether a paragraph ends: at lines that fill their width with a whole sentence."""
    if lines:
        more = f"等 {len(lines)} 处" if len(lines) > 1 else ""
        document.doubts["分段"] = f"“…{lines[0].plain[-10:]}”{more}正好满一行，当作没有分段，接着下一行；分段的，在那里换行"


def doubt_whole(document: Document) -> None:
    """Tell what hangs on what was a guess, and what was not found."""
    fields, doubts = document.fields, document.doubts
    if "标题" in doubts:
        doubts.setdefault("文种", "标题没有把握，文种也要核")
    if "印发" in doubts:
        for name in ("发文机关", "成文日期"):
            if name in fields:
                doubts.setdefault(name, "后面还有文字，也许不是全文的落款")
    # What meetings passed says when in its caption; minutes are not signed.
    if "成文日期" not in fields and "题注" not in fields:
        doubts.setdefault("成文日期", "没有找到，补上")
    if "发文机关" not in fields and not str(fields.get("标题", "")).endswith("纪要"):
        doubts.setdefault("发文机关", "没有找到，补上；办公室配置里写着的不用补")
