"""Paragraphs that somebody broke into lines by hand, at the right edge of a screen or of a page: put together again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from ..intake.text.ordinals import ordinal
from ..pattern import pattern
from . import signs
from .source import Line, Part

# How long lines are that somebody broke, in 字; a title is shorter than most, and nobody breaks so late.
_BROKEN_MIN, _BROKEN_MAX = 18, 60
# Where people broke lines by eye, they are shorter or longer by so much.
_SLACK: Final = 2.5
# So many lines, and so large a part of them, broke where they had to, where a program broke them; by eye they seldom do.
_AT_EDGE_MIN: Final = 3
_AT_EDGE: Final = 0.75
# What keeps together at an edge: opening brackets with the next character, a word or a figure, the stops behind.
_UNIT: Final = pattern(r"[（《〈“‘〔【(\[]*(?:[A-Za-z0-9.,%％‰:/+-]+|.)[，。；：、！？）》〉”’〕】…,.;:!?)\]]*")
# A stop may hang over the edge.
_HANGING: Final = tuple("，。；：、！？）》〉”’〕】")
# So many lines of one width are no accident, whatever they say; fewer must say that they go on, or first lines be indented.
_LINES_MIN: Final = 6
# A title that does not say 关于 is no longer, in 字.
_ALONE_MAX: Final = 20
# Blanks within a line part names on a list; prose has none, or a narrow one by mistake.
_GAP: Final = pattern(r"(?<=[^\x00-\xff])(?:[ \u3000\t]*[\u3000\t]| {2,}| \S* )[ \u3000\t]*(?=[^\x00-\xff])")
_ENDS: Final = tuple("。！？；：…”）》.!?;:")
# The last line of a title of several.
_TITLE_REST: Final = pattern(rf"(?:[^，。；：（）《》\s]{{2,20}}的)?(?:{signs.GENRES})")
# What is left of a file's suffix that was broken.
_SUFFIX_END: Final = pattern("[xX]")
_STOPS: Final = tuple("。！？；.!?;")
# What begins a paragraph behind a whole sentence.
_OPENING: Final = pattern(rf"{signs.ARTICLE.pattern}|{signs.CLOSING.pattern}|请(?:审议|批示|批复)")


class _Width(NamedTuple):
    """Where lines were broken.

    :param full: how long they were.
    :param edge: what no line goes beyond but with a stop that hangs over it, where a program broke them: each of them broke
        where the next word or character had no room; 0: people did by eye.
    :param measure: tells how long a text is.
    """

    full: float
    measure: Callable[[str], float]
    edge: float = 0.0

    def fills(self, line: Line) -> bool:
        """Whether a line goes to the edge, or nearly."""
        return bool(self.full) and self.measure(line.text) >= self.full - _SLACK

    def breaks(self, line: Line, below: Line) -> bool:
        """Whether a line ends where it does for want of room."""
        return self.fills(line) and (not self.edge or self._lacks_room(line, below))

    def _lacks_room(self, line: Line, below: Line) -> bool:
        unit = _UNIT.match(below.plain)
        return self.measure(line.text.rstrip() + (unit[0] if unit else "")) > self.edge

    def known(self, broken: Sequence[tuple[Line, Line]]) -> _Width:
        """The same with its edge, if of these lines, which seem to be broken, so many broke for want of room."""
        edge = max(self.measure(line.text.rstrip()) - line.plain.endswith(_HANGING) for line, _ in broken)
        exact = self._replace(edge=edge)
        short = sum(exact._lacks_room(line, below) for line, below in broken)
        return exact if short >= _AT_EDGE_MIN and short >= _AT_EDGE * len(broken) else self


def joined(parts: Sequence[Part]) -> tuple[list[Part], list[Line]]:
    """The parts with the pieces of paragraphs put together; and those lines of which nobody can tell whether they end one.

    Such a line fills its width with a whole sentence, and nothing tells that the next one begins anew.
    """
    width = _width(parts)
    pieces: list[list[Part]] = []
    unsure: list[Line] = []
    for part in parts:
        above = pieces[-1][-1] if pieces else None
        if isinstance(above, Line) and isinstance(part, Line) and _goes_on(above, part, width):
            if above.plain.endswith(_STOPS):
                unsure.append(above)
            pieces[-1].append(part)
        else:
            pieces.append([part])
    return [_together(some) for some in pieces], unsure


def _together(pieces: Sequence[Part]) -> Part:
    """The pieces of one paragraph as its line."""
    first, *others = pieces
    if not others or not isinstance(first, Line):
        return first
    return first.with_text(first.text.rstrip() + "".join(one.plain for one in others if isinstance(one, Line)))


def _width(parts: Sequence[Part]) -> _Width:
    """Where lines were broken: no line is longer then, and those that go on with the next one are as long.

    People's programs count narrow characters as half, or as one.
    """
    lines = [part for part in parts if isinstance(part, Line) and part.plain]
    found = [_measured(lines, measure) for measure in (_wide, _counted)]
    return max(found, key=lambda one: one[0])[1]


def _measured(lines: Sequence[Line], measure: Callable[[str], float]) -> tuple[float, _Width]:
    """The width of lines by one measure, and how many were broken there; 0: nobody broke them."""
    none = 0.0, _Width(0.0, measure)
    full = max((measure(line.text) for line in lines), default=0.0)
    if not _BROKEN_MIN <= full <= _BROKEN_MAX:
        return none
    width = _Width(full, measure)
    broken = [pair for pair in pairwise(lines) if width.fills(pair[0]) and _is_open(*pair)]
    is_indented = any(_is_indented(line) and "。" in line.text for line in lines)
    enough = is_indented or len(broken) >= _LINES_MIN or any(_says_on(*pair) for pair in broken)
    # Of two measures the one by which lines are as long as each other.
    spread = Counter(measure(line.text) for line, _ in broken)
    return (len(broken) + spread.most_common(1)[0][1] / 1000, width.known(broken)) if broken and enough else none


def _is_open(line: Line, below: Line) -> bool:
    """Whether a line stops in the middle, and the next one may go on with it."""
    is_prose = not (_has_gap(line) or _has_gap(below))
    return is_prose and not line.plain.endswith(_ENDS) and not _is_element(line) and not _begins(below)


def _says_on(line: Line, below: Line) -> bool:
    """Whether a line stops in the middle of a sentence that the next one ends: no heading has a stop or an open bracket."""
    in_sentence = any(stop in line.plain for stop in "，。；：,;") or line.plain.count("《") > line.plain.count("》")
    return in_sentence and below.plain.endswith((*_STOPS, "：", ":"))


def _goes_on(above: Line, line: Line, width: _Width) -> bool:
    """Whether a line goes on with the paragraph above: it is not indented and begins nothing."""
    if not above.plain or not line.plain:
        return False
    if signs.PRINTED.fullmatch(above.text.strip() + line.plain) and not signs.PRINTED.fullmatch(above.plain):
        return True
    if signs.COPIES.fullmatch(above.plain) and not above.plain.endswith("。") and line.plain.endswith("。"):
        return True
    if width.breaks(above, line) and _is_rest_of_title(above, line):
        return True
    if not width.breaks(above, line) or _has_gap(line) or above.plain.endswith(("：", ":")) or _begins(line):
        return False
    if _is_whole(above, line):
        return False
    return not (above.plain.endswith(_STOPS) and (_is_apart(line, width) or _OPENING.match(line.plain)))


def _begins(line: Line) -> bool:
    """Whether a line begins something by what it says, or by its indent."""
    return _is_indented(line) or ordinal(line.plain) is not None or _is_element(line) or bool(signs.CHAPTER.fullmatch(line.plain))


def _has_gap(line: Line) -> bool:
    """Whether blanks part what stands on a line; not those behind 第一条."""
    article = signs.ARTICLE.match(line.plain)
    return bool(_GAP.search(line.plain[article.end() :].lstrip() if article else line.plain))


def _is_whole(line: Line, below: Line) -> bool:
    """Whether a line that fills its width is a whole title, a number with its 签发人, or names a file."""
    titled = _may_be_title(line.plain) and ("关于" in line.plain or below.plain.startswith(("（", "(")))
    named = signs.FILE_SUFFIX.search(line.plain) and not _SUFFIX_END.fullmatch(below.plain)
    return titled or bool(named) or _is_signed(line)


def _is_rest_of_title(line: Line, below: Line) -> bool:
    """Whether a title goes on, though its first line ends in a word that titles end in (…八项规定／精神典型问题的通报)."""
    is_first = "关于" in line.plain and "关于" not in below.plain and not set("，。；：") & set(line.plain)
    return is_first and bool(_TITLE_REST.fullmatch(below.plain))


def _is_signed(line: Line) -> bool:
    """Whether a line holds a number and who signed."""
    number = signs.NUMBER.match(line.plain)
    return bool(number and signs.APPROVER.fullmatch(line.plain[number.end() :].strip()))


def _is_title(text: str) -> bool:
    """Whether a line is a title, not a piece of a sentence that breaks behind such a word."""
    return ("关于" in text or len(text) <= _ALONE_MAX) and _may_be_title(text)


def _may_be_title(text: str) -> bool:
    return signs.ends_title(text) and not set("，。；：") & set(text) and text.count("《") == text.count("》")


def _is_apart(line: Line, width: _Width) -> bool:
    """Whether a short line without a stop stands behind a whole sentence: no paragraph goes on so."""
    return not width.fills(line) and not line.plain.endswith(_ENDS)


def _is_indented(line: Line) -> bool:
    return line.text.startswith(("　　", "    ", "\t"))


def _is_element(line: Line) -> bool:
    """Whether a line is an element of its own, and no piece of a paragraph."""
    patterns = (signs.DATE_LINE, signs.ATTACHMENTS, signs.COPIES, signs.PRINTED, signs.NOTE, signs.NUMBER)
    return _is_signed(line) or _is_title(line.plain) or any(pattern.fullmatch(line.plain) for pattern in patterns)


def _wide(text: str) -> float:
    """The width of a line in 字: narrow characters are half."""
    return sum(0.5 if char.isascii() else 1.0 for char in text.rstrip())


def _counted(text: str) -> float:
    """The width of a line in characters."""
    return float(len(text.rstrip()))
