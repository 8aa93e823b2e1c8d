"""Hints for LibreOffice alone, so that it breaks lines where Word and the PDF do.

Where ``w:autoSpaceDE`` and ``w:autoSpaceDN`` are 0, Word sets no space between hanzi and narrow letters or digits.
LibreOffice reads neither and spaces by a fifth of an em. It also takes ``，2026``, ``12（`` and such for one piece,
which Word breaks. A zero-width space between them mends both; so one is put there as what is to be taken by readers
that do not know the drawings of Word 2010. Word, and whatever else knows them, finds nothing. Likewise behind the
joints of an address, which LibreOffice breaks elsewhere. And a hint stands there as deleted text, which LibreOffice
shows like any other where no revision tells of it, and which nobody else counts as text: whoever collects a
document's ``w:t`` gets the draft's characters and no more.

What the page plan carries over to the next line whole (11月10日) is held together by word joiners, likewise.
LibreOffice heeds them in no Chinese, whose rules are its own, but in any other language; so such a piece, and no
other text, is in one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final

from ..layout.line import INNER
from ..layout.line_pieces import kept
from ..layout.lines import NO_END, joints
from ..pattern import HANZI, pattern

_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WP14: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"
# The prefixes are declared here: a template that an office has saved may lack them, and one that is not declared breaks a file.
HINT, JOINER = (
    f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice xmlns:wp14="{_WP14}" Requires="wp14"/>'
    f"<mc:Fallback><w:delText>{char}</w:delText></mc:Fallback></mc:AlternateContent>"
    for char in "\u200b\u2060"
)
_NARROW: Final = r"0-9A-Za-zÀ-ÖØ-öø-ɏͰ-Ͽ"
_SIGNS: Final = "★①-⑳×"
_CLOSING: Final = f"，。、）》〉”’〕】」』·～％℃{_SIGNS}"
_OPENING: Final = f"（《〈“‘〔【「『￥№{_SIGNS}"
# Western type to LibreOffice, hanzi to everybody else.
_CIRCLED: Final = "\u2460-\u24ff"
_PLACES: Final = pattern(
    f"(?<={HANZI}|[{_CLOSING}])(?=[{_NARROW}])|(?<=[{_NARROW}])(?={HANZI}|[{_OPENING}])"
    f"|(?<={HANZI})(?=[{_CIRCLED}])|(?<=[{_CIRCLED}])(?={HANZI})"
    f"|(?<=[0-9][%‰])(?=[{_OPENING}])|(?<=[%％‰℃][，。；：、])(?=[“‘])"
)


def parts(text: str) -> Iterator[tuple[str, str]]:
    """A text, cut where hints belong: each part with the hint before it, which the first has not."""
    return _cut(text, dict.fromkeys((*(match.start() for match in _PLACES.finditer(text)), *joints(text)), HINT))


def held(text: str) -> Iterator[tuple[str, str]]:
    """The same for what is to be held together."""
    return _cut(text, {place: JOINER for place in range(1, len(text)) if not INNER.match(text, place - 1)})


def _cut(text: str, hints: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    for start, stop in pairwise((0, *sorted(hints), len(text))):
        yield hints.get(start, ""), text[start:stop]


def carried(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Where in a text the pieces stand that begin a line for not being broken, if only behind an opening mark."""
    content = "".join(lines)
    begins = set()
    for begin in accumulate(map(len, lines[:-1])):
        begins.add(next((place for place in range(begin, len(content)) if content[place] not in NO_END), begin))
    return [span for span in kept(content) if span[0] in begins] if begins else []


def parted(text: str, spans: Sequence[tuple[int, int]], place: int = 0) -> Iterator[tuple[str, bool]]:
    """A part of a text, which begins at ``place`` in it, cut where these spans begin and end; each with whether it is in one."""
    edges = sorted({0, len(text), *(edge - place for span in spans for edge in span if 0 < edge - place < len(text))})
    for start, stop in pairwise(edges):
        yield text[start:stop], any(first <= place + start < last for first, last in spans)


def wants_hint(before: str, after: str) -> bool:
    """Whether a hint belongs between two characters."""
    return bool(_PLACES.search(before + after))
