"""Mathematics 公式 in Word documents (ISO/IEC 29500-1, 22.1): no draft can hold it; people are told what it is on one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ..ooxml.received import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FORMULAS: Final = frozenset({f"{_M}oMath", f"{_M}oMathPara"})
# What stands in the text where a formula stood: whoever renders the draft is reminded of it, as of all that is to be filled in.
PLACE: Final = "[此处填公式]"
_TEXTS: Final = frozenset({f"{_M}t", f"{W}t"})


def characters_of(formula: _Element) -> str:
    """The characters that a formula shows, without what its lines and places say."""
    return "".join(part.text or "" for part in formula.iter(*_TEXTS))


def linear(formula: _Element) -> str:
    """A formula on one line: fractions as (a)/(b), raised and lowered parts behind ^ and _, roots as √(a)."""
    if formula.tag in _TEXTS:
        return formula.text or ""
    parts = {str(child.tag).removeprefix(_M): linear(child) for child in formula if isinstance(child.tag, str)}
    base = parts.get("e", "")
    match str(formula.tag).removeprefix(_M):
        case "f":
            return f"{_whole(parts.get('num', ''))}/{_whole(parts.get('den', ''))}"
        case "sSup" | "sSub" | "sSubSup" | "limLow" | "limUpp" | "sPre":
            low, high = parts.get("sub", ""), parts.get("sup", "")
            return base + _behind("_", low or parts.get("lim", "")) + _behind("^", high)
        case "rad":
            return f"{_behind('', parts.get('deg', ''))}√{_whole(base)}"
        case "nary":
            sign = _property(formula, "naryPr", "chr", "∫")
            return sign + _behind("_", parts.get("sub", "")) + _behind("^", parts.get("sup", "")) + base
        case "d":
            inside = _property(formula, "dPr", "sepChr", "|").join(linear(one) for one in formula.findall(f"{_M}e"))
            return _property(formula, "dPr", "begChr", "(") + inside + _property(formula, "dPr", "endChr", ")")
        case "m" | "eqArr":
            return "；".join(linear(row) for row in formula if row.tag in {f"{_M}mr", f"{_M}e"})
        case "mr":
            return "，".join(linear(one) for one in formula.findall(f"{_M}e"))
    return "".join(linear(child) for child in formula if isinstance(child.tag, str))


def _whole(text: str) -> str:
    return text if len(text) < 2 or text.isalnum() else f"({text})"


def _behind(sign: str, text: str) -> str:
    return f"{sign}{_whole(text)}" if text else ""


def _property(formula: _Element, properties: str, name: str, usual: str) -> str:
    found = formula.find(f"{_M}{properties}/{_M}{name}")
    return usual if found is None else found.get(f"{_M}val") or ""
