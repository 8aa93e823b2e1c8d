"""Charts of what a draft's figures say."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Figure
from ..pictures import Bar, draw_bars
from ..plugin import Context


def bar_chart(context: Context, title: str, bars: Sequence[Bar]) -> Figure:
    """Draw a chart of horizontal bars.

    :param context: whose faces are used.
    :param title: the line below it.
    :param bars: at least one; none of them negative.
    :raises FontError: the face has no file.
    """
    from ..fonts.faces import Fonts
    from ..layout.styles import Face

    return Figure(draw_bars(title, bars, Fonts(context.office.faces).path(Face.SONG)), title)
