"""Numbers that Word makes itself (ECMA-376, 17.9): 一、（一）1.（1） of paragraphs in lists become text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..document import chinese_numeral

if TYPE_CHECKING:
    from lxml.etree import _Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE: Final = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "chineseLegalSimplified",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCountingThousand",
    }
)
_CIRCLED: Final = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_LEVELS_MAX: Final = 9


class Numbering:
    """Counts the lists of one document, paragraph by paragraph."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._levels: dict[tuple[str, int], _Element] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, list[int]] = {}
        self._lists: dict[str, str] = {}
        self._styles: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            self._read_styles(styles)

    def label(self, paragraph: _Element) -> str:
        """What Word prints before a paragraph; empty: nothing."""
        found = self._of(paragraph)
        if found is None:
            return ""
        number, level = found
        counted = self._lists.get(number, number)
        definition = self._levels.get((number, level))
        if definition is None:
            return ""
        counts = self._counts.setdefault(counted, [0] * _LEVELS_MAX)
        counts[level] = counts[level] + 1 if counts[level] else self._starts.get((number, level), 1)
        for below in range(level + 1, _LEVELS_MAX):
            counts[below] = 0
        return self._written(number, definition, counts)

    def _written(self, number: str, definition: _Element, counts: list[int]) -> str:
        pattern = _value(definition, "lvlText")
        if _value(definition, "numFmt") in {"bullet", "none"}:
            return ""
        for place in range(_LEVELS_MAX):
            level = self._levels.get((number, place))
            kind = _value(level, "numFmt") if level is not None else "decimal"
            pattern = pattern.replace(f"%{place + 1}", _counted(counts[place] or 1, kind))
        return pattern

    def _of(self, paragraph: _Element) -> tuple[str, int] | None:
        """The list and level of a paragraph: its own, or its style's."""
        own = paragraph.find(f"{_W}pPr/{_W}numPr")
        if own is not None:
            number = _value(own, "numId")
            return None if number in {"", "0"} else (number, _level(own))
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self._styles.get(style.get(f"{_W}val") or "") if style is not None else None

    def _read(self, numbering: _Element) -> None:
        abstract = {one.get(f"{_W}abstractNumId"): one for one in numbering.iter(f"{_W}abstractNum")}
        for one in numbering.iter(f"{_W}num"):
            number, of = one.get(f"{_W}numId") or "", _value(one, "abstractNumId")
            self._lists[number] = f"abstract {of}" if one.find(f"{_W}lvlOverride") is None else number
            for level in abstract[of].iter(f"{_W}lvl") if of in abstract else ():
                self._define(number, level)
            for override in one.iter(f"{_W}lvlOverride"):
                start = override.find(f"{_W}startOverride")
                place = _whole(override.get(f"{_W}ilvl"))
                if start is not None:
                    self._starts[number, place] = _whole(start.get(f"{_W}val"))
                for level in override.iter(f"{_W}lvl"):
                    self._define(number, level)

    def _define(self, number: str, level: _Element) -> None:
        place = _whole(level.get(f"{_W}ilvl"))
        self._levels[number, place] = level
        self._starts.setdefault((number, place), _whole(_value(level, "start") or "1"))

    def _read_styles(self, styles: _Element) -> None:
        for style in styles.iter(f"{_W}style"):
            numbered = style.find(f"{_W}pPr/{_W}numPr")
            if numbered is not None and (number := _value(numbered, "numId")) not in {"", "0"}:
                self._styles[style.get(f"{_W}styleId") or ""] = number, _level(numbered)


def _value(element: _Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return (found.get(f"{_W}val") or "") if found is not None else ""


def _level(numbered: _Element) -> int:
    return min(_whole(_value(numbered, "ilvl") or "0"), _LEVELS_MAX - 1)


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 6 else 0


def _counted(number: int, kind: str) -> str:
    """A number as a list counts."""
    if kind in _CHINESE:
        return chinese_numeral(number) if number <= 99 else str(number)
    if kind in _CIRCLED and number <= 20:
        return chr(0x2460 + number - 1)
    if kind in {"lowerLetter", "upperLetter"}:
        letter = chr(ord("a") + (number - 1) % 26)
        return letter.upper() if kind == "upperLetter" else letter
    return f"{number:02d}" if kind == "decimalZero" else str(number)
