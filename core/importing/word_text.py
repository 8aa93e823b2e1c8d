"""The text of a Word document's paragraphs: fields by their results, symbols by what they show; what cannot be taken is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ..draft import short
from ..intake.text.decoding import clean
from ..ooxml.received import ReceivedFile, W
from ..pattern import pattern
from ..plugin import TrackedChanges
from .formulas import FORMULAS, PLACE, characters_of, linear
from .raised import raised
from .source import Left
from .symbols import is_of_symbols, symbols
from .word_marks import FALLBACK, TEXTS, comments, hiding_styles, notes, text_of, vanishes

if TYPE_CHECKING:
    from lxml.etree import _Element

_VML: Final = "{urn:schemas-microsoft-com:vml}"
BOX: Final = f"{W}txbxContent"
_BREAKS: Final = {
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
# What is in a paragraph and is none of its text; text boxes are read by themselves.
_NO_TEXT: Final = frozenset({f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "rubyPr")} | {BOX, FALLBACK})
_DRAWN: Final = frozenset({f"{W}drawing", f"{W}pict", f"{W}object"})
# Fields that show something without having a result.
_SHOWING: Final = pattern(r"\s*(EQ|MACROBUTTON|AUTONUM\w*|LISTNUM|ADVANCE|BARCODE|GOTOBUTTON)\b", re.IGNORECASE)
_SYMBOL: Final = pattern(r'\s*SYMBOL\s+(0x[0-9a-fA-F]{1,5}|\d{1,5}).*?\\f\s+"?([^"\\]+)"?', re.IGNORECASE)
# So many characters of a formula are told.
_FORMULA: Final = 40
_NOTES: Final = {f"{W}footnoteReference": ("footnote", "脚注"), f"{W}endnoteReference": ("endnote", "尾注")}


class Texts:
    """Reads paragraphs, and keeps what stands beside them.

    :param changes: of tracked changes: ``reject``, or else they are accepted.
    """

    def __init__(self, package: ReceivedFile, changes: TrackedChanges) -> None:
        self._changes = changes
        self._hiding = hiding_styles(package)
        self._notes = notes(package)
        self._comments = comments(package)
        self._fields: list[tuple[list[str], list[bool]]] = []
        self._open: dict[str, list[str]] = {}
        self.left: list[Left] = []
        self.added = ""
        self.doubts: list[str] = []
        self.comments: list[str] = []

    def text(self, paragraph: _Element, number: int) -> str:
        """The text of a paragraph as its reader sees it.

        :param number: of the paragraph, for what is told.
        """
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        hidden = style is not None and (style.get(f"{W}val") or "") in self._hiding
        return self.clean("".join(self._pieces(paragraph, number, hidden)), number)

    def clean(self, text: str, number: int) -> str:
        """A text without the characters that no document can show; these are told."""
        kept, dropped = clean(text)
        if dropped:
            self.left.append(Left(dropped, "看不见的字符", number))
        return kept

    def leave(self, text: str, reason: str, number: int) -> None:
        """Tell that a text does not come into the draft."""
        if text.strip():
            self.left.append(Left(text.strip(), reason, number))

    def formula(self, element: _Element, number: int) -> str:
        """What stands in the text instead of a formula, which is told."""
        self.leave(characters_of(element), "公式", number)
        shown = " ".join(linear(element).split())
        what = f"公式“{short(shown, _FORMULA)}”" if shown else "公式"
        remedy = "截成图片，换成 ![公式](文件.png)；简单的直接写成文字"
        self.doubts.append(f"第 {number} 段有{what}，草稿里那里写着“{PLACE}”：{remedy}")
        self.added += PLACE
        return PLACE

    def miss(self, what: str, text: str, number: int, remedy: str = "没有带进来") -> None:
        """Tell that something is not taken over, with the text that it has."""
        self.leave(text, what, number)
        quoted = f"“{' '.join(text.split())[:30]}”" if text.strip() else ""
        self.doubts.append(f"第 {number} 段有{what}{quoted}，{remedy}")

    def rest(self) -> None:
        """Tell of notes and comments that nothing refers to."""
        for (kind, _), text in self._notes.items():
            self.leave(text, "脚注" if kind == "footnote" else "尾注", 0)
        for author, text in self._comments.values():
            self._comment(author, "", text, 0)

    def is_dropped(self, properties: _Element | None) -> bool:
        """Whether a row or the end of a paragraph goes with what holds of the tracked changes."""
        names = (f"{W}ins", f"{W}moveTo") if self._changes is TrackedChanges.REJECT else (f"{W}del", f"{W}moveFrom")
        return properties is not None and any(properties.find(name) is not None for name in names)

    def _pieces(self, element: _Element, number: int, hidden: bool) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in _NO_TEXT:
                continue
            if reason := self._left_out(child, hidden):
                self.leave(text_of(child), reason, number)
            elif tag in TEXTS:
                yield self._said(self._shown(element, child.text or "", number))
            elif tag in _BREAKS:
                yield self._said(_BREAKS[tag])
            elif tag in FORMULAS:
                yield self._said(self.formula(child, number))
            elif not self._is_told(child, number):
                yield from self._special(child, number, hidden)

    def _special(self, element: _Element, number: int, hidden: bool) -> Iterator[str]:
        match element.tag:
            case tag if tag == f"{W}sym":
                font, code = element.get(f"{W}font") or "", element.get(f"{W}char") or ""
                char = chr(int(code, 16)) if re.fullmatch(r"[0-9A-Fa-f]{1,4}", code) else "\ufffd"
                yield self._said(self._symbols(char, font or "Wingdings", number))
            case tag if tag == f"{W}fldChar":
                yield self._said(self._field(element.get(f"{W}fldCharType") or "", number))
            case tag if tag in {f"{W}instrText", f"{W}delInstrText"}:
                if self._fields:
                    self._fields[-1][0].append(element.text or "")
            case tag if tag in {f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"}:
                self._commented(tag, element.get(f"{W}id") or "", number)
            case _:
                yield from self._pieces(element, number, hidden)

    def _is_told(self, element: _Element, number: int) -> bool:
        """Tell of what is no text, if it is that."""
        tag = element.tag
        if tag in _DRAWN:
            words = " ".join(filter(None, (one.get("string") for one in element.iter(f"{_VML}textpath"))))
            if words:
                self.miss("艺术字", words, number)
            elif next(element.iter(BOX), None) is None:
                self.doubts.append(f"第 {number} 段有图片或者对象，没有带进来")
        elif tag == f"{W}altChunk":
            self.doubts.append(f"第 {number} 段后面嵌入了另一个文件，没有带进来：打开它，另存一份再来")
        elif tag in _NOTES:
            kind, what = _NOTES[tag]
            self.miss(what, self._notes.pop((kind, element.get(f"{W}id") or ""), ""), number, "没有带进正文，用得着的写进去")
        else:
            return False
        return True

    def _left_out(self, element: _Element, hidden: bool) -> str:
        """Why the text of a part of a paragraph does not count; empty: it does."""
        tag = element.tag
        if tag in {f"{W}del", f"{W}moveFrom"} and self._changes is not TrackedChanges.REJECT:
            return "修订里删去的"
        if tag in {f"{W}ins", f"{W}moveTo"} and self._changes is TrackedChanges.REJECT:
            return "修订里加上的，没有接受"
        if tag == f"{W}rt":
            return "注音"
        if tag == f"{W}sdt" and element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            return "内容控件里的提示"
        return "隐藏的文字" if tag == f"{W}r" and self._is_hidden(element, hidden) else ""

    def _is_hidden(self, run: _Element, hidden: bool) -> bool:
        own = vanishes(run)
        style = run.find(f"{W}rPr/{W}rStyle")
        if own is None and style is not None and (style.get(f"{W}val") or "") in self._hiding:
            return True
        return hidden if own is None else own

    def _shown(self, run: _Element, text: str, number: int) -> str:
        """A run's text as its font shows it; raised and lowered digits as such."""
        fonts = run.find(f"{W}rPr/{W}rFonts")
        font = (fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "") if fonts is not None else ""
        if is_of_symbols(font) or any("\uf020" <= char <= "\uf0ff" for char in text):
            text = self._symbols(text, font or "Wingdings", number)
        align = run.find(f"{W}rPr/{W}vertAlign")
        how = {"superscript": "sup", "subscript": "sub"}.get((align.get(f"{W}val") or "") if align is not None else "")
        return raised(text, how) if how else text

    def _symbols(self, text: str, font: str, number: int) -> str:
        made = ""
        for char, shown in symbols(text, font):
            if not shown:
                self.miss(f"“{font}”字体的符号", char, number, "没有带进来：看原文，换成一般的字")
            elif shown != char:
                self.doubts.append(f"第 {number} 段“{font}”字体的符号写成了“{shown}”，核对一下")
            made += shown
        return made

    def _field(self, what: str, number: int) -> str:
        """Begin or end a field; what one shows that has no result of its own."""
        if what == "begin" and len(self._fields) < 100:
            self._fields.append(([], []))
        elif what == "end" and self._fields:
            instruction, shown = self._fields.pop()
            code = "".join(instruction)
            if any(shown):
                return ""
            if symbol := _SYMBOL.match(code):
                char = chr(int(symbol[1], 0) & 0xFFFF)
                return self._symbols(char, symbol[2].strip(), number)
            if _SHOWING.match(code):
                self.miss("域", code, number, "它显示的字没有带进来：看原文，写成文字")
        return ""

    def _said(self, text: str) -> str:
        """A text; remembers that it stands in the open fields and comments."""
        if text.strip():
            if self._fields:
                self._fields[-1][1].append(True)
            for words in self._open.values():
                words.append(text)
        return text

    def _commented(self, tag: str, place: str, number: int) -> None:
        if tag == f"{W}commentRangeStart" and len(self._open) < 100:
            self._open[place] = []
        elif tag == f"{W}commentReference" and place in self._comments:
            author, text = self._comments.pop(place)
            self._comment(author, "".join(self._open.pop(place, [])), text, number)

    def _comment(self, author: str, words: str, text: str, number: int) -> None:
        self.leave(text, "批注", number)
        where = f"“{words.strip()[:30]}”，" if words.strip() else ""
        self.comments.append(f"{author or '没有名字'}：{where}{text}")
