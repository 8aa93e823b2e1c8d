"""How far an outline reaches: the extremes of its Bézier curves, which may lie well within those of their control points."""

from __future__ import annotations

from math import sqrt

Point = tuple[float, float]


class OutlineBounds:
    """A pen as HarfBuzz draws with (``Font.draw_glyph_with_pen``), which keeps what it drew over."""

    def __init__(self) -> None:
        self._across: list[float] = []
        self._up: list[float] = []
        self._here: Point = (0.0, 0.0)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """The left, lower, right and upper edge, in the font's units; nothing for an outline that is none."""
        if not self._across:
            return 0.0, 0.0, 0.0, 0.0
        return min(self._across), min(self._up), max(self._across), max(self._up)

    def moveTo(self, point: Point) -> None:  # noqa: N802 - names that HarfBuzz calls
        """Begin elsewhere."""
        self._reach(point)

    def lineTo(self, point: Point) -> None:  # noqa: N802
        """A straight line."""
        self._reach(point)

    def qCurveTo(self, control: Point, end: Point) -> None:  # noqa: N802
        """A quadratic curve, as the cubic one that it is."""
        first, last = (((start[0] + 2 * control[0]) / 3, (start[1] + 2 * control[1]) / 3) for start in (self._here, end))
        self.curveTo(first, last, end)

    def curveTo(self, first: Point, last: Point, end: Point) -> None:  # noqa: N802
        """A cubic curve."""
        self._across += _extremes(self._here[0], first[0], last[0], end[0])
        self._up += _extremes(self._here[1], first[1], last[1], end[1])
        self._reach(end)

    def closePath(self) -> None:  # noqa: N802
        """Back to where it began, straight."""

    def _reach(self, point: Point) -> None:
        self._across.append(point[0])
        self._up.append(point[1])
        self._here = point


def _extremes(start: float, first: float, last: float, end: float) -> list[float]:
    """Where a cubic curve turns, on one axis, between its ends."""
    lowest, highest = min(start, end), max(start, end)
    if lowest <= min(first, last) and max(first, last) <= highest:
        return []  # it lies between its ends as its control points do
    # Its derivative is 3 (a t² + 2 b t + c).
    a, b, c = end - start + 3 * (first - last), start - 2 * first + last, first - start
    if abs(a) < 1e-9 * (abs(b) + abs(c)):
        turns = [-c / (2 * b)] if b else []
    else:
        inner = b * b - a * c
        turns = [(-b + sign * sqrt(inner)) / a for sign in (1, -1)] if inner >= 0 else []
    return [
        (1 - t) ** 3 * start + 3 * (1 - t) ** 2 * t * first + 3 * (1 - t) * t**2 * last + t**3 * end for t in turns if 0 < t < 1
    ]
