"""What a workbook shows of a number: the number formats of ECMA-376 (Part 1, 18.8.30), as far as offices use them.

What is not understood (fractions, powers of ten, conditions) is not guessed: the caller shows the number as it is.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Final, NamedTuple

from ...pattern import pattern

# The formats that need no definition (18.8.30); from 27 on as Chinese programs have them.
BUILT_IN: Final = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    17: "yyyy/m",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    44: "¥#,##0.00",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
_TOKEN: Final = pattern(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<day>[Yy]+|[Mm]+|[Dd]+|[Hh]+|[Ss]+|[Aa]{3,4}(?![/Pp]))|(?P<digit>[0#?])|(?P<separator>[.,%])|(?P<other>.)",
    re.DOTALL,
)
_COLORS: Final = pattern(r"(?i:black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)|[黑蓝青绿洋红白黄]色?|颜色 ?\d+|DBNum0")
# Characters that stand for themselves without quotes.
_PLAIN: Final = pattern(r"[-+$¥￥€£()（）:/ \u00a0\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_WEEKDAYS: Final = "一二三四五六日"
_EPOCH: Final = datetime.datetime(1899, 12, 30)


class _Piece(NamedTuple):
    """Part of a format: ``text`` as it is, a ``digit``, a ``separator`` (``. , %``), or a part of a ``day``."""

    kind: str
    text: str


def show_number(value: float, code: str) -> str | None:
    """What a cell shows of a number; None: the format says nothing that we understand."""
    sections = _sections(code)
    place = _place(value, len(sections))
    pieces = sections[place]
    if pieces is None or (not pieces and len(sections) == 1):
        return None
    if any(piece.kind == "day" for piece in pieces):
        return show_day(_EPOCH + datetime.timedelta(days=value), code) if 1 <= value < 2_958_466 else None
    return _shown(value, pieces, signed=place == 0 and len(sections) == 1)


def show_day(moment: datetime.datetime | datetime.date | datetime.time, code: str) -> str | None:
    """What a cell shows of a day or an hour; None: as above."""
    pieces = _sections(code)[0]
    if not pieces or not any(piece.kind == "day" for piece in pieces) or any(piece.kind == "digit" for piece in pieces):
        return None
    written = []
    for number, piece in enumerate(pieces):
        text = _part(moment, piece.text.lower(), pieces, number) if piece.kind == "day" else piece.text
        if text is None:
            return None
        written.append(text)
    return "".join(written).strip()


def _place(value: float, count: int) -> int:
    """Which section is for a value: one for all; for those not below 0 and those below; a third for 0."""
    if count > 1 and value < 0:
        return 1
    return 2 if count > 2 and value == 0 else 0


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[tuple[_Piece, ...] | None, ...]:
    """A format's sections; None for one that is not understood."""
    found: list[list[_Piece] | None] = [[]]
    for match in _TOKEN.finditer(code):
        if match["other"] == ";":
            found.append([])
            continue
        piece = _piece(match)
        if piece is None:
            found[-1] = None
        elif found[-1] is not None and piece.text:
            found[-1].append(piece)
    return tuple(None if pieces is None else tuple(pieces) for pieces in found)


def _piece(match: re.Match[str]) -> _Piece | None:
    """A token; one without text is not shown, None is not understood."""
    for kind in ("day", "digit", "separator"):
        if match[kind]:
            return _Piece(kind, match[kind])
    if match["bracket"] is not None:
        return _Piece("text", "") if _COLORS.fullmatch(match["bracket"]) else None
    if match["other"] is not None:
        return _Piece("text", match["other"]) if _PLAIN.fullmatch(match["other"]) else None
    return _Piece("text", match["quoted"] or match["escaped"] or match["currency"] or "")


def _shown(value: float, pieces: Sequence[_Piece], *, signed: bool) -> str | None:
    digits = [number for number, piece in enumerate(pieces) if piece.kind == "digit"]
    if not digits:
        return None if any(piece.kind == "separator" for piece in pieces) else "".join(piece.text for piece in pieces).strip()
    if any("/" in piece.text for piece in pieces):  # a fraction
        return None
    point = next((number for number, piece in enumerate(pieces) if piece == ("separator", ".")), digits[-1] + 1)
    whole, part = [place for place in digits if place < point], [place for place in digits if place > point]
    commas = [number for number, piece in enumerate(pieces) if piece == ("separator", ",")]
    # Behind the last digit each divides by a thousand; between digits they part the thousands.
    thousands = sum(not whole or place > whole[-1] for place in commas)
    exponent = 2 * sum(piece == ("separator", "%") for piece in pieces) - 3 * thousands
    try:
        number = abs(Decimal(repr(value)).scaleb(exponent)).quantize(Decimal(1).scaleb(-len(part)), ROUND_HALF_UP)
    except InvalidOperation:
        return None
    before, _, behind = f"{number:f}".partition(".")
    written = dict(_decimals(behind, part, pieces))
    separators = {",": "", ".": "." if any(written.values()) else ""}
    written |= _integers("" if before == "0" else before, whole, pieces, grouped=len(commas) > thousands)
    text = "".join(
        separators.get(piece.text, piece.text) if piece.kind == "separator" else written.get(place, piece.text)
        for place, piece in enumerate(pieces)
    )
    return f"-{text.strip()}" if signed and value < 0 and number else text.strip()


def _decimals(digits: str, places: Sequence[int], pieces: Sequence[_Piece]) -> Iterator[tuple[int, str]]:
    """What stands at the places behind the point: zeros at the end only where the format asks for them."""
    for number, place in enumerate(places):
        needed = digits[number:].strip("0") or any(pieces[other].text == "0" for other in places[number:])
        yield place, digits[number] if needed else ""


def _integers(digits: str, places: Sequence[int], pieces: Sequence[_Piece], *, grouped: bool) -> dict[int, str]:
    """What stands at the places before the point: each has a digit, the first one all that are left."""
    least = sum(1 for place in places if pieces[place].text == "0")
    digits = digits.rjust(least, "0")
    written: dict[int, str] = {}
    for taken, place in enumerate(reversed(places)):
        end = len(digits) - taken
        own = digits[: max(end, 0)] if place == places[0] else digits[max(end - 1, 0) : max(end, 0)]
        written[place] = _grouped(own, taken) if grouped else own
    return written


def _grouped(digits: str, behind: int) -> str:
    """Digits with a comma wherever a multiple of three follows; ``behind`` more digits follow all of them."""
    count = len(digits)
    return "".join(
        digit + ("," if (left := count - number - 1 + behind) and left % 3 == 0 else "") for number, digit in enumerate(digits)
    )


def _part(
    moment: datetime.datetime | datetime.date | datetime.time, code: str, pieces: Sequence[_Piece], number: int
) -> str | None:
    """A part of a day: ``yyyy`` …; ``m`` beside hours or seconds is minutes."""
    days = [piece.text.lower() for piece in pieces if piece.kind == "day"]
    place = sum(1 for piece in pieces[:number] if piece.kind == "day")
    near = {days[place - 1][0] if place else "", days[place + 1][0] if place + 1 < len(days) else ""}
    name = {"y": "year", "m": "month", "d": "day", "h": "hour", "s": "second", "a": "weekday"}[code[0]]
    if name == "month" and ("s" in near or (place and days[place - 1][0] == "h")):
        name = "minute"
    value = getattr(moment, name, None)
    if name == "weekday" and value is not None:
        return f"{'星期' if len(code) == 4 else ''}{_WEEKDAYS[value()]}"
    if value is None or len(code) > (4 if name == "year" else 2):
        return None
    return f"{value % 100:02}" if name == "year" and len(code) == 2 else f"{value:0{len(code)}}"
