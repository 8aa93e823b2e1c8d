"""Charts: as long as what they show, in black and one colour, the same every time."""

import io

from hongtou import Bar, Context, Office, bar_chart
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

CONTEXT = Context(Office(), "汇总")


def image(*bars: Bar) -> Image.Image:
    return Image.open(io.BytesIO(bar_chart(CONTEXT, "图", bars).picture.data)).convert("RGB")


def red(picture: Image.Image, row: int) -> int:
    """How many dots of a row's middle are red; a row is 7 mm high, a millimetre 12 dots."""
    line = round((2 + 7 * row + 3.5) * 12)
    return sum(picture.getpixel((column, line)) == (200, 0, 0) for column in range(picture.width))


def test_bars_are_as_long_as_their_values() -> None:
    picture = image(Bar("甲", 10, "10人"), Bar("乙", 5, "5人"), Bar("丙", 0, "0人"))
    assert abs(red(picture, 0) - 2 * red(picture, 1)) <= 2
    assert red(picture, 2) == 0


def test_a_part_is_drawn_within_its_whole() -> None:
    picture = image(Bar("甲", 3, "3/4", 4))
    assert 0 < red(picture, 0) < picture.width * 0.75


def test_it_is_as_large_as_it_says_and_fits_the_type_area() -> None:
    figure = bar_chart(CONTEXT, "各类人数", [Bar("甲", 1, "1人")] * 3)
    assert figure.title == "各类人数"
    assert figure.picture.width <= 156
    size = Image.open(io.BytesIO(figure.picture.data)).size
    assert size == (figure.picture.width * 12, figure.picture.height * 12)


def test_the_same_figures_give_the_same_bytes() -> None:
    assert bar_chart(CONTEXT, "图", [Bar("甲", 1, "1")]).picture == bar_chart(CONTEXT, "图", [Bar("甲", 1, "1")]).picture


LABELS = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=60)


@settings(max_examples=20)
@given(st.lists(st.tuples(LABELS, st.integers(0, 10**9)), min_size=1, max_size=5))
def test_any_labels_and_values_can_be_drawn(bars: list[tuple[str, int]]) -> None:
    assert image(*(Bar(label, value, f"{value}人") for label, value in bars)).width == 1800
