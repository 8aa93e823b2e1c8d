"""The draft as a person would have typed it: fields, what is to be looked at, and the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ..intake.text.markdown_marks import complaint
from ..pattern import pattern
from . import signs
from .source import Grid, Line, Part

ORDER: Final = (
    "文种", "格式", "份号", "密级", "保密期限", "紧急程度", "发文机关", "发文机关标志", "发文字号", "令号", "签发人",
    "标题", "题注", "主送",
    "印发", "附件", "成文日期", "附注", "抄送", "印发机关", "印发日期",
)  # fmt: skip
# A doubt that is none: what a template leaves to be filled in.
TO_FILL: Final = "待填"
_PLAIN: Final = pattern(r"[\w\u4e00-\u9fff（《“][^#\n]*")
_CONFUSING: Final = pattern(r": |:$| #|^(?:null|true|false|yes|no|~)$", re.IGNORECASE)
# What the reader of drafts would take for a mark of its own; “{正文}” before it says that it is text.
_MARKED: Final = pattern(r"[#\\＼{｛|!]|\|?\s*:?-+:?\s*\|")
_TEXT: Final = "{正文}"


def written(fields: Mapping[str, object], doubts: Mapping[str, str], body: Sequence[Part], comments: Sequence[str] = ()) -> str:
    """A draft's text.

    :param fields: its fields; lists are written an item a line.
    :param doubts: what was a guess, by the field.
    :param comments: what people wrote in its margin.
    """
    lines = ["---"]
    for name in ORDER:
        if doubt := doubts.get(name):
            lines.append(f"# 待核：{doubt}")
        if name in fields:
            lines += _field(name, fields[name])
        elif doubt:
            lines.append(f"# {name}: ")
    lines += [f"# {name if name == TO_FILL else '待核'}：{doubt}" for name, doubt in doubts.items() if name not in ORDER]
    lines += [f"# 批注：{' '.join(comment.split())}" for comment in comments]
    return "\n".join([*lines, "---", *body_lines(body)]) + "\n"


def _field(name: str, value: object) -> Iterator[str]:
    if isinstance(value, list):
        yield f"{name}:"
        for item in value:
            yield f"  - {_item(item)}"
    else:
        yield f"{name}: {scalar(str(value))}"


def _item(item: object) -> str:
    if isinstance(item, Mapping):
        return "{" + ", ".join(f"{key}: {quoted(str(part))}" for key, part in item.items()) + "}"
    return scalar(str(item))


def scalar(text: str) -> str:
    """A text as a value in YAML, in quotation marks where it needs them."""
    text = " ".join(text.split("\t"))
    return text if _PLAIN.fullmatch(text) and not _CONFUSING.search(text) else quoted(text)


def quoted(text: str) -> str:
    """A text in quotation marks."""
    return "'" + " ".join(text.split("\t")).replace("'", "''") + "'"


def body_lines(parts: Iterable[Part]) -> Iterator[str]:
    """A text as lines of a draft."""
    for part in parts:
        if isinstance(part, Grid):
            yield from ("", *_table(part), "")
        elif part.plain:
            yield line(part)


def line(part: Line) -> str:
    """A line of running text as the reader of drafts takes it for just that."""
    text = " ".join(part.plain.split("\t"))
    if part.heading or signs.CHAPTER.fullmatch(text):
        return f"# {text}"
    written = text.replace(r"\#", r"\\#").replace("*", r"\*").replace("](", "] (")
    return f"{_TEXT}{written}" if _MARKED.match(text) or complaint(written) else written


def _table(grid: Grid) -> Iterator[str]:
    head, *rows = grid.rows or ((),)
    if not rows:
        head, rows = ("",) * len(head), [head]
    yield _row(head)
    yield "|" + "---|" * max(1, len(head))
    for row in rows:
        yield _row(row)


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|").replace("*", r"\*") for cell in cells) + " |"
