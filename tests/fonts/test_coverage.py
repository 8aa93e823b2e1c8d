"""How many characters of 通用规范汉字表 the free faces have, and how those look that they have not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hongtou.fonts.alignment import alignment
from hongtou.fonts.faces import FREE, FaceFile, Fonts, find
from hongtou.layout.styles import Face

TABLE = "".join((Path(__file__).parent / "table_2013.txt").read_text("utf-8").split("\n")[1:])
DOCS = Path(__file__).parents[2] / "docs/user/fonts.md"
RARE = "喆玥堃旸翀祎"
FONTS = Fonts()


def test_the_table_is_whole() -> None:
    assert len(set(TABLE)) == len(TABLE) == 8105


@pytest.mark.parametrize("face", Face, ids=lambda face: face.value)
def test_every_character_of_the_table_can_be_printed(face: Face) -> None:
    assert FONTS.missing(face, TABLE) == ""


@pytest.mark.parametrize("face", Face, ids=lambda face: face.value)
def test_the_docs_tell_how_many_the_face_has_itself(face: Face) -> None:
    own = FONTS.file(face)
    assert own.path.name == FREE[face]
    count = sum(map(own.has, TABLE))
    assert f"| {face.value} | {FREE[face]} | {count} |" in DOCS.read_text("utf-8")


@pytest.mark.parametrize(
    ("face", "name"),
    [
        (Face.BODY, "LXGWWenKai-Light.ttf"),
        (Face.KAI, "LXGWWenKai-Light.ttf"),
        (Face.HEI, "NotoSansCJK-Regular.ttc"),
        (Face.TITLE, "NotoSerifCJK-Bold.ttc"),
    ],
)
def test_a_rare_character_comes_from_the_nearest_hand(face: Face, name: str) -> None:
    for char in RARE:
        assert (holder := FONTS.holder(face, char))
        assert holder.path.name == name


@pytest.mark.parametrize("face", Face, ids=lambda face: face.value)
def test_stand_ins_are_as_large_as_the_face_and_stand_as_high(face: Face) -> None:
    """Within a tenth of a millimetre in 3号, on characters that the measuring did not use."""
    own, other = FONTS.file(face), FONTS.holder(face, "喆")
    assert other
    fit = alignment(own, other)
    others = "群体制度规划财政卫生健康教育监督检查整改"
    ours, theirs = _mean(own, others), _mean(other, others)
    assert theirs[0] * fit.scale - fit.drop == pytest.approx(ours[0], abs=0.018)
    assert theirs[1] * fit.scale == pytest.approx(ours[1], rel=0.04)


def _mean(file: FaceFile, chars: str) -> tuple[float, float]:
    """How high the middle of characters is, and their mean size, in em."""
    boxes = [file.box(char) for char in chars]
    sizes = [((right - left) * (top - bottom)) ** 0.5 for left, bottom, right, top in boxes]
    return sum(top + bottom for _, bottom, _, top in boxes) / 2 / len(boxes), sum(sizes) / len(boxes)


def test_the_face_itself_is_not_moved() -> None:
    own = FONTS.file(Face.BODY)
    assert alignment(own, own) == (1.0, 0.0)


def test_digits_of_heiti_are_no_thin_ones_with_serifs() -> None:
    for char in "0123456789Aaé":
        assert (holder := FONTS.holder(Face.HEI, char))
        assert holder.path.name == "NotoSansCJK-Regular.ttc"
    assert (star := FONTS.holder(Face.HEI, "★"))
    assert star.path == find(FREE[Face.HEI])
