"""Numbers, names and sentences as official Chinese writes them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from hongtou import Block, Heading, Paragraph, Span, chinese_numeral, spans

_STOPS: Final = ("", "。", "！", "？", "…", "；")
_ORDINAL: Final = re.compile(r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d+[.．、](?!\d)|[①-⑳]")
# A first sentence is a heading only while it is short.
_HEADING_LENGTH: Final = 26


def amount(value: float | Decimal) -> str:
    """A number without needless zeros and never with an exponent."""
    text = f"{Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(part: int, whole: int) -> tuple[str, bool]:
    """What share of ``whole`` (not 0) ``part`` is: the text, and whether it was rounded.

    One decimal place, half up; but what is neither none nor all is never printed as 0% or 100%.
    """
    exact = Decimal(100 * part) / Decimal(whole)
    places = 1
    while (shown := exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)) in (0, 100) and 0 < part < whole:
        places += 1
    return f"{amount(shown)}%", Decimal(100 * part) != shown * whole


def sentence(text: str) -> str:
    """A text that ends as a sentence does; the empty text stays empty."""
    text = text.strip()
    return text if text.rstrip("”’》）")[-1:] in _STOPS else text.rstrip("，、：,") + "。"


def closed(content: tuple[Span, ...]) -> tuple[Span, ...]:
    """Spans that end as a sentence does."""
    *before, last = content
    return (*before, Span(sentence(last.text), last.emphasis))


def printed_name(name: str) -> str:
    """A name as a column of names shows it: two characters are as wide as three."""
    return "\u3000".join(name) if re.fullmatch(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2}", name) else name


def sections(titled: Iterable[tuple[str, Iterable[Block]]]) -> Iterator[Block]:
    """Sections with their titles 一、二、; one that has nothing to say is left out."""
    filled = ((title, blocks) for title, made in titled if (blocks := tuple(made)))
    for number, (title, blocks) in enumerate(filled, 1):
        yield Heading(1, spans(f"{chinese_numeral(number)}、{title}"))
        yield from blocks


def numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give the items of a list their ordinals （一）（二）; a single item, and what has ordinals or headings already, stays."""
    items = tuple(blocks)
    if len(items) < 2 or not all(isinstance(item, Paragraph) and not _ORDINAL.match(_text(item)) for item in items):
        return items
    return tuple(_item(chinese_numeral(number), item) for number, item in enumerate(items, 1) if isinstance(item, Paragraph))


def _text(paragraph: Paragraph) -> str:
    return "".join(span.text for span in paragraph.spans)


def _item(ordinal: str, paragraph: Paragraph) -> Block:
    """An item with its ordinal; a short first sentence that more text follows becomes its heading."""
    end = _text(paragraph).find("。") + 1
    ordinal_text = f"（{ordinal}）"
    if not 0 < end <= _HEADING_LENGTH or end == len(_text(paragraph)):
        return Paragraph((*spans(ordinal_text), *closed(paragraph.spans)))
    head, rest = _split(closed(paragraph.spans), end)
    return Heading(2, (*spans(ordinal_text), *head), rest)


def _split(content: tuple[Span, ...], end: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Spans before and after the character ``end``."""
    head: list[Span] = []
    rest: list[Span] = []
    for span in content:
        cut = max(0, min(end, len(span.text)))
        head += [Span(span.text[:cut], span.emphasis)] if cut else []
        rest += [Span(span.text[cut:], span.emphasis)] if span.text[cut:] else []
        end -= cut
    return tuple(head), tuple(rest)
