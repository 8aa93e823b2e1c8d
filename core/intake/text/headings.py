"""Headings and items (7.3.3): which of the lines that begin with 层次序数 are headings, judged list by list.

A heading is short and has no full stop inside; text may run on after it. Whether such a line heads something or is an item of a
list only its neighbours tell: lines of one level under one parent are judged together, so that a list has one look.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Final

from ...document import Block, Emphasis, Heading, Paragraph, Span, Spans, Table, plain
from ...draft import PictureLine
from ...pattern import pattern
from ...values import dataclass
from .inline import merged
from .ordinals import bare, ends, ordinal, trim_ordinal

# 字 after the ordinal: of a line that is a heading as a whole, by level; of a first sentence; of a label before a colon.
_WHOLE_MAX: Final = (80, 60, 40, 40)
_SENTENCE_MAX: Final = 40
_LABEL_MAX: Final = 20
_COMMAS_MAX: Final = 2
# The levels that have a face of their own.
_FACED: Final = 2
# A list keeps its headings where no more than a quarter of it can be none: these stand in body type among them.
_HEADINGS_TO_TEXT: Final = 3
_NOT_AT_END: Final = tuple("；…，、;!?,:")
# What tells a sentence from a heading: who does it, what is asked or granted, by when, how much.
_SENTENCE: Final = pattern(
    r"^(?:请(?!示|假)|同意|原则(?:上|同意|通过)|批准|准予|任命|免去|授予|撤销|聘任|给予|各(?!司其|负其|尽其)|凡|该|你|我|现将"
    r"|拟(?!定)|本(?!着|级|领|职|地)|由(?!此|来|点)|经(?!费|常|验|济|营|办|贸)|如(?!实|期|何)|若|自[^，]{1,12}(?:起|以来)"
    r"|会议(?:听取|认为|指出|强调|要求|决定|审议|研究|讨论|同意|原则|通过|明确|议定|传达|学习|部署|建议))"
    r"|，由(?!此|来|点)|了(?!解|然|断)|应当|不得|(?<!必)须(?!知)|务必|(?:底|日|月)前|之一的|[的为是由]$"
    r"|(?:单位|部门|机关|支部|党委|分会|学会|会员|干部|同志|人员|局|委|院|校|县|区|市|级|方)[应要](?!求|素|点|害|对|急|用)"
    r"|(?:时间|地点|期限|对象|金额|总分|满分|机关|名称|任期|标准|单位|电话|会费)(?:一律)?为"
    r"|\d[月日分元倍时%％]|\d万|\d小时"
)
_COUNTED: Final = pattern(r"(?<!\d)\d+(?![\d年])")


class Shape(Enum):
    """What a line looks like by itself."""

    # It has no stop at its end.
    TITLE = "title"
    # Text runs on after a short first sentence.
    LEAD = "lead"
    # One short sentence with its stop.
    STOPPED = "stopped"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line with an ordinal that is not judged yet.

    :param end: where its heading would end.
    :param first: its ordinal is the first of its kind: a list begins.
    :param chosen: the writer said whether it is a heading; None: it is to be judged.
    """

    level: int
    spans: Spans
    end: int
    shape: Shape
    first: bool
    chosen: bool | None = None

    def heading(self) -> Heading:
        """The line as a heading, what follows its first sentence as the text that runs on."""
        return _heading(self.level, self.spans, self.end)


# What running text consists of until its numbered lines are judged and its pictures read.
Element = Block | Numbered | PictureLine


def read_line(spans: Spans, chosen: bool | None = None) -> Numbered | Paragraph:
    """A line as far as it can be told by itself.

    :param chosen: the writer said that it is a heading, or that it is text.
    """
    trimmed = _trimmed(spans)
    text = plain(trimmed)
    found = ordinal(text)
    if found is None:
        return Paragraph(spans)
    shape, end = _shape(text, found.end, found.level)
    if chosen:
        end = next((place + 1 for place in ends(text, found.end) if _ends_heading(text, place, found.end)), len(text))
    return Numbered(found.level, trimmed, end, shape, found.first, chosen)


def judged(blocks: Sequence[Element]) -> tuple[Block | PictureLine, ...]:
    """The blocks of a text with every numbered line as a heading or a paragraph."""
    headings = {place for places in _lists(blocks) for place in _headings(blocks, places)}
    return tuple(
        (block.heading() if place in headings else Paragraph(block.spans)) if isinstance(block, Numbered) else block
        for place, block in enumerate(blocks)
    )


def divided(blocks: Sequence[Element]) -> Iterator[tuple[str, bool]]:
    """The lists of the levels that have a face in which some lines look like headings and some like sentences.

    :return: of each the text of its first line, and whether those that look like headings are taken for such.
    """
    for places in _lists(blocks):
        lines = {place: block for place in places if isinstance(block := blocks[place], Numbered)}
        above = set(_above_text(blocks, lines))
        heads = [place for place, line in lines.items() if _is_head(line, place in above, alone=len(lines) == 1)]
        first = lines[places[0]]
        if heads and first.level <= _FACED and any(line.shape is Shape.TEXT for line in lines.values()):
            yield plain(first.spans), bool({*_headings(blocks, places)} & {*heads})


def _shape(text: str, start: int, level: int) -> tuple[Shape, int]:
    """What a line looks like, and where its heading would end."""
    for place in ends(text, start):
        end = place + 1
        if text[place] == "；":
            return Shape.TEXT, end
        if not _ends_heading(text, place, start):
            continue
        if end - start > _SENTENCE_MAX or _is_sentence(text[start:place]):
            return Shape.TEXT, end
        if end < len(text):
            return (Shape.TEXT if text.endswith("；") else Shape.LEAD), end
        return (Shape.TITLE if text[place] == "：" else Shape.STOPPED), end
    short = len(text) - start <= _WHOLE_MAX[level - 1]
    return (Shape.TITLE if short and not text.endswith((*_NOT_AT_END, "：")) else Shape.TEXT), len(text)


def _ends_heading(text: str, place: int, start: int) -> bool:
    """Whether a mark may end a heading; a colon does behind a label."""
    return text[place] in "。！？" or (text[place] == "：" and place - start < _LABEL_MAX and "，" not in text[start:place])


def _is_sentence(text: str) -> bool:
    """Whether this says or asks something, rather than name what follows."""
    text = bare(text)
    commas = text.count("，")
    return bool(_SENTENCE.search(text)) or commas > _COMMAS_MAX or bool(commas and _COUNTED.search(text))


def _lists(blocks: Sequence[Element]) -> Iterator[list[int]]:
    """The places of numbered lines that belong together: one level, one parent, numbered on."""
    opened: list[list[int]] = [[], [], [], []]
    for place, block in enumerate(blocks):
        if not isinstance(block, Numbered | Heading):
            continue
        closed = block.level - 1 if isinstance(block, Numbered) and block.first else block.level
        for level in range(closed, len(opened)):
            if opened[level]:
                yield opened[level]
            opened[level] = []
        if isinstance(block, Numbered):
            opened[block.level - 1].append(place)
    yield from filter(None, opened)


def _headings(blocks: Sequence[Element], places: Sequence[int]) -> Iterator[int]:
    """Which lines of one list are headings."""
    lines = {place: block for place in places if isinstance(block := blocks[place], Numbered)}
    above = set(_above_text(blocks, lines))
    yield from (place for place, line in lines.items() if line.chosen)
    judged = {place: line for place, line in lines.items() if line.chosen is None}
    heads = sum(_is_head(line, place in above, alone=len(lines) == 1) for place, line in judged.items())
    texts = sum(line.shape is Shape.TEXT for line in judged.values())
    waiting = sum(line.shape is Shape.STOPPED and place not in above for place, line in judged.items())
    titled = 0 < heads >= max(_HEADINGS_TO_TEXT * texts, waiting)
    for place, line in judged.items():
        if line.shape is not Shape.TEXT and (titled or (line.shape is Shape.TITLE and place in above)):
            yield place


def _is_head(line: Numbered, above: bool, *, alone: bool) -> bool:
    """Whether a line speaks for headings; ``above``: something stands under it."""
    if line.shape is Shape.TITLE:
        # Names in a list of the deeper levels head nothing; “一、” and “（一）” without a stop are written as headings.
        return above or alone or line.level <= _FACED
    return line.shape is Shape.LEAD or (line.shape is Shape.STOPPED and above)


def _above_text(blocks: Sequence[Element], lines: Mapping[int, Numbered]) -> Iterator[int]:
    """Those lines of a list that something stands under; under the last one this may be what follows the list."""
    last, found = max(lines), False
    for place, line in lines.items():
        below = blocks[place + 1] if place + 1 < len(blocks) else None
        if isinstance(below, Numbered | Heading):
            own = below.level > line.level
        else:
            own = below is not None and (found or place != last or isinstance(below, Table))
        if own:
            found = True
            yield place


def _heading(level: int, spans: Spans, end: int) -> Heading:
    return Heading(level, _unmarked(_cut(spans, 0, end)), _cut(spans, end, len(plain(spans))))


def _trimmed(spans: Spans) -> Spans:
    """A line without the blanks after its ordinal."""
    text = plain(spans)
    found = ordinal(text)
    length = len(text) - len(trim_ordinal(text))
    if found is None or not length:
        return spans
    return merged([*_cut(spans, 0, found.end), *_cut(spans, found.end + length, len(text))])


def _cut(spans: Iterable[Span], start: int, end: int) -> Spans:
    """The part of spans between two places of their text."""
    found: list[Span] = []
    position = 0
    for span in spans:
        text = span.text[max(0, start - position) : max(0, end - position)]
        if text:
            found.append(Span(text, span.emphasis))
        position += len(span.text)
    return tuple(found)


def _unmarked(heading: Spans) -> Spans:
    """A heading that is emphasised as a whole is not emphasised: its level has a face already."""
    if len({span.emphasis for span in heading}) == 1:
        return tuple(Span(span.text, Emphasis.NONE) for span in heading)
    return heading
