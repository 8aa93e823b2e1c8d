"""Pages of the web, saved or pasted from Word: what a reader sees of them as paragraphs and tables, the rest told.

Nothing of the page is run or fetched. Its encoding is told by its bytes; what the page says of it is often wrong.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import InputError
from ..intake.text.decoding import clean, decoded
from ..pattern import pattern
from ..plugin import TrackedChanges
from .html_tables import cells_of, is_layout
from .raised import raised
from .source import Grid, Left, Line, Part, Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSEEN: Final = frozenset({"script", "style", "template", "noscript", "meta", "link", "head"})
# What begins a line of its own; whatever else there is, such as the marks of Word's own, stands in the line.
_BLOCKS: Final = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main"),
        *("ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "dir", "menu"),
    }
)
_REASONS: Final = {
    "title": "网页的名称",
    "nav": "网页的导航",
    "footer": "网页的页脚",
    "button": "网页的按钮",
    "select": "网页的选择框",
    "textarea": "网页的输入框",
    "math": "公式",
    "svg": "图里的文字",
    "rt": "注音",
    "rp": "注音",
}
# What Word puts beside the text when it writes HTML.
_BESIDE: Final = {
    "comment-list": "批注",
    "footnote-list": "脚注",
    "endnote-list": "尾注",
    "header": "页眉",
    "footer": "页脚",
}
_NOT_TAKEN: Final = {"img": "图片", "object": "对象", "embed": "对象", "video": "视频", "audio": "音频", "iframe": "嵌入的网页"}
_TOLD: Final = frozenset({"公式", "图里的文字", "脚注", "尾注"})
_CLIPBOARD: Final = pattern(r"\AVersion:[\d.]+\s+StartHTML:[^<]{0,400}")
_HIDDEN: Final = pattern(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.IGNORECASE)
_ELEMENT: Final = pattern(r"mso-element\s*:\s*([\w-]+)", re.IGNORECASE)
_BLANKS: Final = pattern(r"[ \t\r\n\f]+")
# A line of the file that ends between two hanzi is no blank.
_BETWEEN: Final = pattern(r"(?<![ -~])\n(?![ -~])")


def read_html(path: Path, changes: TrackedChanges = TrackedChanges.REFUSE) -> Source:
    """Read a page.

    :param changes: of the tracked changes that Word wrote into it: ``refuse`` the page, ``accept`` or ``reject`` them all.
    :raises InputError: it cannot be read, is nested too deeply, or has tracked changes and nobody said what holds.
    """
    root = _tree(path)
    if changes is TrackedChanges.REFUSE:
        _refuse_changes(path, root)
    reader = _Reader(changes)
    reader.read(root)
    return Source(path, tuple(reader.parts), tuple(reader.left), reader.told, tuple(reader.comments))


def _tree(path: Path) -> HtmlElement:
    from lxml import etree, html

    text = _CLIPBOARD.sub("", decoded(path)).replace("\0", "")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"{path}：里面没有文字，或者不是网页。用浏览器打开，全选、复制，贴到 .txt 里再来") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise InputError(f"{path}：网页一层套一层，太深了，没有读。用浏览器打开，全选、复制，贴到 .txt 里再来")
    return root


def _tracked(element: HtmlElement) -> bool:
    return element.tag in {"ins", "del"} and (element.get("cite") is not None or element.get("datetime") is not None)


def _refuse_changes(path: Path, root: HtmlElement) -> None:
    found = [text for element in root.iter("ins", "del") if _tracked(element) and (text := element.text_content().strip())]
    if found:
        raise InputError(
            f"{path}：网页里有 {len(found)} 处修订，例如“{found[0][:20]}”。"
            "在 Word 里接受或者拒绝以后再来，或者写 --changes accept（全部接受）、--changes reject（全部拒绝）"
        )


class _Reader:
    def __init__(self, changes: TrackedChanges) -> None:
        self._out = {"del": "修订里删去的"} if changes is not TrackedChanges.REJECT else {"ins": "修订里加上的，没有接受"}
        self._text: list[str] = []
        self._preformatted = False
        self._number = 1
        self._lists: list[int] = []
        self._missing: dict[str, int] = {}
        self.parts: list[Part] = []
        self.left: list[Left] = []
        self.comments: list[str] = []

    @property
    def told(self) -> tuple[str, ...]:
        return tuple(f"有 {count} 处{what}没有带进来" for what, count in self._missing.items())

    def read(self, root: HtmlElement) -> None:
        for title in root.iterfind("head/title"):
            self._leave(title, _REASONS["title"])
        self._inside(root)
        self._end()

    def _inside(self, element: HtmlElement) -> None:
        self._add(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child)
            self._add(child.tail)

    def _element(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in _UNSEEN:
            return
        if reason := self._left_out(element):
            self._leave(element, reason)
        elif tag in _NOT_TAKEN:
            self._miss(_NOT_TAKEN[tag])
        elif tag == "br":
            self._end()
        elif tag == "table" and not is_layout(element):
            self._table(element)
        elif tag in {"sup", "sub"}:
            self._text.append(raised(self._collapsed(element.text_content()), tag))
        elif tag in _BLOCKS:
            self._block(element)
        else:
            self._inside(element)

    def _left_out(self, element: HtmlElement) -> str:
        """Why the text of an element does not count; empty: it does."""
        style = element.get("style") or ""
        if element.tag in self._out and _tracked(element):
            return self._out[element.tag]
        if element.get("hidden") is not None or _HIDDEN.search(style):
            return "隐藏的文字"
        if beside := _ELEMENT.search(style):
            return _BESIDE.get(beside[1].lower(), "")
        return _REASONS.get(element.tag, "")

    def _leave(self, element: HtmlElement, reason: str) -> None:
        for unseen in list(element.iter(*_UNSEEN)):
            unseen.clear()
        text = " ".join(element.text_content().split())
        if not text:
            return
        self.left.append(Left(text, reason, self._number))
        if reason == "批注":
            self.comments.append(text)
        elif reason in _TOLD:
            self._miss(f"{reason}（“{text[:20]}”）")

    def _block(self, element: HtmlElement) -> None:
        self._end()
        before, self._preformatted = self._preformatted, self._preformatted or element.tag == "pre"
        if element.tag == "ol":
            self._lists.append(_start(element))
        elif element.tag == "ul":
            self._lists.append(0)
        elif element.tag == "li" and self._lists and self._lists[-1]:
            self._text.append(f"{self._lists[-1]}. ")
            self._lists[-1] += 1
        self._inside(element)
        self._end()
        if element.tag in {"ol", "ul"}:
            self._lists.pop()
        self._preformatted = before

    def _table(self, table: HtmlElement) -> None:
        self._end()
        for caption in table.iterfind("caption"):
            self._block(caption)
        outer = self.parts, self._lists
        rows = []
        for row in cells_of(table):
            texts = []
            for cell in row:
                self.parts, self._lists = [], []
                if cell is not None:
                    self._inside(cell)
                    self._end()
                texts.append(" ".join(_texts(self.parts)))
            rows.append(tuple(texts))
        self.parts, self._lists = outer
        if any(map(any, rows)):
            self.parts.append(Grid(tuple(rows), self._number))
            self._number += 1

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(text if self._preformatted else self._collapsed(text))

    def _collapsed(self, text: str) -> str:
        return _BLANKS.sub(lambda match: "\n" if "\n" in match[0] or "\r" in match[0] else " ", text)

    def _end(self) -> None:
        """End a line."""
        text = "".join(self._text)
        self._text.clear()
        lines = text.split("\n") if self._preformatted else [_BETWEEN.sub("", text).replace("\n", " ").strip(" ")]
        for line in lines:
            kept, dropped = clean(line)
            if dropped:
                self.left.append(Left(dropped, "看不见的字符", self._number))
            if kept.strip():
                self.parts.append(Line(kept, self._number))
                self._number += 1

    def _miss(self, what: str) -> None:
        self._missing[what] = self._missing.get(what, 0) + 1


def _start(element: HtmlElement) -> int:
    start = element.get("start") or "1"
    return int(start) if start.isascii() and start.isdecimal() and 0 < len(start) < 5 else 1


def _texts(parts: list[Part]) -> list[str]:
    cells = ((part.plain,) if isinstance(part, Line) else (cell for row in part.rows for cell in row) for part in parts)
    return [cell for some in cells for cell in some if cell]
