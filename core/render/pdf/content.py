"""A painted page as the operators of a PDF content stream (ISO 32000-1, 8 and 9); y counts from the sheet's lower edge there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from ...page import FaceFile, Fill, Frame, Image, Polygon, Tag, Text


class FontCodes(NamedTuple):
    """A font of the PDF: its name in the resources, and the code of each of its characters, as four hexadecimal digits."""

    name: str
    codes: Mapping[str, str]


class Content(NamedTuple):
    """A page's operators.

    :param marked_content: what each piece of marked content belongs to, by its number; for a picture the picture itself.
    """

    operators: str
    marked_content: tuple[Tag | Image, ...]


def content(frame: Frame, fonts: Mapping[FaceFile, tuple[FontCodes, ...]], images: Mapping[str, str]) -> Content:
    """Write a page.

    :param fonts: the fonts of the PDF by the files of the frame's texts, see :class:`hongtou.page.Subset`.
    :param images: the names of pictures in the resources, by :func:`hongtou.render.pdf.pictures.key`.
    """
    marked_content: list[Tag | Image] = []
    parts: list[str] = []
    for image in frame.images:
        parts += _image(image, frame.height, images, len(marked_content))
        marked_content.append(image)
    if frame.fills or frame.polygons:
        parts += ["/Artifact BMC", *_shapes(frame), "EMC"]
    pen = _Pen(fonts, frame.height)
    for tag, texts in groupby(frame.texts, key=lambda text: text.tag):
        parts += [f"/Span <</MCID {len(marked_content)}>> BDC BT", *pen.write(texts), "ET EMC"]
        marked_content.append(tag)
    if frame.folio:
        parts += ["/Artifact <</Type /Pagination>> BDC BT", *pen.write(iter(frame.folio)), "ET EMC"]
    return Content("\n".join(parts), tuple(marked_content))


class _Pen:
    """Writes texts; says only what changes from one to the next."""

    def __init__(self, fonts: Mapping[FaceFile, tuple[FontCodes, ...]], height: float) -> None:
        self._fonts = fonts
        self._height = height
        self._state: dict[str, str] = {}

    def write(self, texts: Iterator[Text]) -> Iterator[str]:
        """The operators of a text object's inside."""
        for text in texts:
            x, y = number(text.x), number(self._height - text.baseline)
            yield f"0 1 -1 0 {x} {y} Tm" if text.rotated else f"1 0 0 1 {x} {y} Tm"
            yield from self._set("Tc", f"{text.tracking:.4f}".rstrip("0").rstrip("."))
            yield from self._set("Tz", number(text.scale))
            yield from self._set("color", color(text.color))
            for font, codes in self._pieces(text):
                yield from self._set("Tf", f"/{font.name} {number(text.size)}")
                yield f"<{codes}> Tj"

    def _set(self, operator: str, value: str) -> Iterator[str]:
        if self._state.get(operator, "0" if operator == "Tc" else "100" if operator == "Tz" else "") != value:
            self._state[operator] = value
            yield value if operator == "color" else f"{value} {operator}"

    def _pieces(self, text: Text) -> Iterator[tuple[FontCodes, str]]:
        first, *others = self._fonts[text.font]
        if not others:
            yield first, "".join(map(first.codes.__getitem__, text.text))
            return
        layers = (first, *others)
        for font, chars in groupby(text.text, key=lambda char: next(layer for layer in layers if char in layer.codes)):
            yield font, "".join(map(font.codes.__getitem__, chars))


def _image(image: Image, height: float, names: Mapping[str, str], place: int) -> Iterator[str]:
    from .pictures import key

    x, y = number(image.x), number(height - image.y - image.height)
    yield f"/Figure <</MCID {place}>> BDC q"
    yield f"{number(image.width)} 0 0 {number(image.height)} {x} {y} cm /{names[key(image.picture)]} Do"
    yield "Q EMC"


def _shapes(frame: Frame) -> Iterator[str]:
    everything: tuple[Fill | Polygon, ...] = (*frame.fills, *frame.polygons)
    for tone, shapes in groupby(everything, key=lambda shape: shape.color):
        yield color(tone)
        for shape in shapes:
            yield _fill(shape, frame.height) if isinstance(shape, Fill) else _polygon(shape, frame.height)


def _fill(fill: Fill, height: float) -> str:
    y = height - fill.y - fill.height
    return f"{number(fill.x)} {number(y)} {number(fill.width)} {number(fill.height)} re f"


def _polygon(polygon: Polygon, height: float) -> str:
    (x, y), *others = polygon.points
    lines = " ".join(f"{number(x)} {number(height - y)} l" for x, y in others)
    return f"{number(x)} {number(height - y)} m {lines} h f"


def number(value: float) -> str:
    """A length as a PDF writes it, to a thousandth of a pt."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


@lru_cache
def color(tone: str) -> str:
    """The operator for a colour ``#rrggbb``."""
    return " ".join(number(int(tone[place : place + 2], 16) / 255) for place in (1, 3, 5)) + " rg"
