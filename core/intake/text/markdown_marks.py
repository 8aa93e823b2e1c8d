"""Marks of Markdown that running text here does not know: printed as they are they would be signs that nobody wants."""

from __future__ import annotations

import re
from typing import Final

from ...pattern import pattern

_LITERAL: Final = "就是要印它，前面加“\\”"
_LINES: Final = (
    (pattern(r"(?:[-_*] *){3,}|={3,}"), "分隔线", "公文里没有分隔线。删去这一行"),
    (pattern(r"[-+•*][ \t]+\S.*"), "列表", f"改成“1.”“（1）”一类的层次序数，或者去掉它；{_LITERAL}"),
    (pattern(r">[ \t]*\S.*"), "引用", f"去掉“>”；{_LITERAL}"),
    (pattern(r"(?:`{3}|~{3}).*"), "代码块", "去掉这一行"),
)
_IMAGE: Final = pattern(r"!\[[^\[\]\n]{0,200}\]\([^()\n]{0,500}\)")
_LINK: Final = pattern(r"\[(?P<text>[^\[\]\n]{1,200})\]\((?P<address>[^()\s]{1,500})\)")
_ADDRESS: Final = pattern(r"[a-z]{3,6}:|www\.|.*[./#]", re.IGNORECASE)
# Two marks with nothing but punctuation between them emphasise nothing.
_NOTHING: Final = pattern(r"(?<![*\\])\*\*(?!\*)[\W_]{1,20}?(?<![*\\])\*\*(?!\*)")
_ESCAPED: Final = pattern(r"[\\＼](?P<text>[-+>•].*)", holds="\\|＼")


def unescaped(line: str) -> str:
    """A line without the backslash that says that its first sign is meant."""
    match = _ESCAPED.fullmatch(line)
    return match["text"] if match else line


def complaint(line: str) -> str:
    """What to tell about a line with such a mark; empty: there is none.

    :param line: a line of running text without blanks around it, which is no picture by itself.
    """
    for line_mark, name, remedy in _LINES:
        if line_mark.fullmatch(line):
            return f"“{line[:8]}”像是 Markdown 的{name}，印出来只是符号。{remedy}"
    if match := _IMAGE.search(line):
        return f"图片“{match.group()[:20]}…”要单独写一行"
    if (match := _LINK.search(line)) and _ADDRESS.match(match["address"]):
        return (
            f"“{match.group()[:30]}”是 Markdown 的链接，公文里点不开。写成文字，例如“{match['text']}（{match['address'][:40]}）”"
        )
    if match := _NOTHING.search(line):
        return f"“{match.group()}”里没有字可以突出，会照样印出星号。去掉这些星号"
    return ""
