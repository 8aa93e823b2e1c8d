"""发文机关标志 (7.2.4): one name, or several below each other with ``文件`` at their right; as large as there is room."""

from __future__ import annotations

from itertools import pairwise
from math import floor, inf

from ..document import IssuerMark
from .line import Run, SetLine
from .metrics import Metrics
from .plan import IssuerMarkPlan
from .standard import (
    MARK_JOINT_PITCH,
    MARK_SCALE_MIN,
    MARK_SIZE_GOOD,
    MARK_SIZE_MAX,
    MARK_SIZE_MIN,
    MARK_SPACED_MM,
    MARK_SUFFIX_GAP,
    MARK_TOP_MM,
    MARK_WIDTH_MM,
    TYPE_WIDTH,
    mm,
    snap,
)
from .styles import STYLES, Role

_FACE = STYLES[Role.ISSUER_MARK].face


def set_issuer_mark(
    issuer_mark: IssuerMark,
    metrics: Metrics,
    *,
    top: float = mm(MARK_TOP_MM),
    width: float = mm(MARK_WIDTH_MM),
    height: float = inf,
) -> IssuerMarkPlan:
    """Set the mark in the middle of the type area.

    :param top: of its ink, from the page's upper edge.
    :param width: the most that it may take.
    :param height: the most that its ink may take where names stand below each other.
    :returns: the mark; its size is a whole half point and its scale a whole per cent, as Word holds them.
    """
    if len(issuer_mark.names) > 1:
        return _joint(issuer_mark, metrics, top, width, height)
    text = "".join(issuer_mark.names) + issuer_mark.suffix
    ems = _ems(text, metrics)
    size, scale = _size(ems, width, MARK_SIZE_MAX)
    tracking = _spaced(text, ems * size * scale / 100, size, width)
    ink = metrics.ink(_FACE, text)
    baseline = top + ink.top * size
    own = ems * size * scale / 100 + tracking * _gaps(text)
    line = SetLine((Run(text, _FACE),), (TYPE_WIDTH - own) / 2, own, tracking)
    return IssuerMarkPlan((line,), (baseline,), size, scale, top, baseline - ink.bottom * size)


def _joint(issuer_mark: IssuerMark, metrics: Metrics, top: float, room: float, height: float) -> IssuerMarkPlan:
    """Names of several organs, each as wide as the longest; the suffix stands at the right in the middle of their height."""
    names, suffix = issuer_mark.names, issuer_mark.suffix
    first, last = metrics.ink(_FACE, names[0]), metrics.ink(_FACE, names[-1])
    longest = max(_ems(name, metrics) for name in names)
    beside = _ems(suffix, metrics) + MARK_SUFFIX_GAP if suffix else 0.0
    lines_high = (len(names) - 1) * MARK_JOINT_PITCH + first.top - last.bottom
    tallest = min(MARK_SIZE_MAX, max(MARK_SIZE_MIN, floor(height / lines_high * 2) / 2))
    size, scale = _size(longest + beside, room, tallest)
    em, pitch = size * scale / 100, snap(MARK_JOINT_PITCH * size)
    longest_name = max(names, key=lambda name: _ems(name, metrics))
    width = longest * em + _spaced(longest_name, (longest + beside) * em, size, room) * _gaps(longest_name)
    left = (TYPE_WIDTH - width - beside * em) / 2
    lines = [_spread(name, left, width, _ems(name, metrics) * em) for name in names]
    baselines = [top + first.top * size + number * pitch for number in range(len(names))]
    bottom = baselines[-1] - last.bottom * size
    if suffix:
        ink = metrics.ink(_FACE, suffix)
        lines.append(SetLine((Run(suffix, _FACE),), left + width + MARK_SUFFIX_GAP * em, _ems(suffix, metrics) * em, 0.0))
        baselines.append((top + bottom + (ink.top + ink.bottom) * size) / 2)
    return IssuerMarkPlan(tuple(lines), tuple(baselines), size, scale, top, bottom)


def suffix_line(issuer_mark: IssuerMarkPlan) -> int | None:
    """Which line of a mark is the suffix that stands beside the names; None: there is none."""
    gaps = pairwise(issuer_mark.baselines)
    beside = [number for number, (above, below) in enumerate(gaps, 1) if below < above + issuer_mark.size]
    return beside[0] if beside else None


def _spread(name: str, left: float, width: float, natural: float) -> SetLine:
    """A name from edge to edge (分散对齐); a single character stands in the middle."""
    if len(name) < 2:
        return SetLine((Run(name, _FACE),), left + (width - natural) / 2, natural, 0.0)
    return SetLine((Run(name, _FACE),), left, width, (width - natural) / _gaps(name))


def _ems(text: str, metrics: Metrics) -> float:
    return sum(metrics.advance(_FACE, char) for char in text) or 1.0


def _gaps(text: str) -> int:
    return max(1, len(text) - 1)


def _spaced(text: str, width: float, size: float, room: float) -> float:
    """The tracking of a short text."""
    return snap(min(max(0.0, min(mm(MARK_SPACED_MM), room) - width) / _gaps(text), size / 2))


def _size(ems: float, room: float, tallest: float) -> tuple[float, float]:
    """Size (pt) and scale (per cent) for a text of so many em in so much room: smaller, then narrower, then smaller still."""
    natural, good = room / ems, min(MARK_SIZE_GOOD, tallest)
    if natural >= good:
        return min(tallest, floor(natural * 2) / 2), 100
    scale = max(MARK_SCALE_MIN, floor(100 * natural / good))
    return min(good, floor(natural * 100 / scale * 2) / 2), scale
