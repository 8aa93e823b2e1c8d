"""输出格式 words：每一页的文字，一行一行，页与页之间是换页符。"""

from hongtou import Drawing
from hongtou.page import Text, frames


def render(drawing: Drawing) -> bytes:
    """排好的页面 → UTF-8 的文字。"""
    pages = ("".join(_lines(frame.texts)) for frame in frames(drawing.plan, drawing.fonts))
    return "\f".join(pages).encode()


def _lines(texts: tuple[Text, ...]) -> list[str]:
    """画好的文字，同一条基线上的连成一行。"""
    lines: dict[float, list[Text]] = {}
    for text in texts:
        lines.setdefault(round(text.baseline, 1), []).append(text)
    return [
        "".join(text.text for text in sorted(line, key=lambda text: text.x)) + "\n" for _, line in sorted(lines.items())
    ]
