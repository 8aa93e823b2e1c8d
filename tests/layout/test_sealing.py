"""Signatures with seals and stamps: places in mm against the standard (7.3.5)."""

from __future__ import annotations

import datetime
from itertools import combinations

import pytest
from hongtou import (
    Cell,
    Column,
    Content,
    DocumentNumber,
    Gongwen,
    HongtouError,
    Imprint,
    IssuerMark,
    Masthead,
    Paragraph,
    Picture,
    Row,
    Signature,
    Stamp,
    Table,
    spans,
)
from hongtou.layout import lay_out
from hongtou.layout.metrics import CellMetrics
from hongtou.layout.page_setup import PageSetup
from hongtou.layout.plan import PagePlan, PlacedPicture
from hongtou.layout.sealing import room_above
from hongtou.layout.standard import CELL, LEFT, PITCH, TYPE_WIDTH, mm, to_mm
from hongtou.layout.styles import Role
from hypothesis import given, strategies

DATE = datetime.date(2026, 11, 21)
ZI = to_mm(CELL)
LINE = to_mm(PITCH)
CHARACTER = to_mm(16)


def seal(diameter: float = 42) -> Picture:
    return Picture("印章", b"\x89PNG\r\n\x1a\n", diameter, diameter)


def stamp(title: str = "会长", width: float = 40, height: float = 15) -> Stamp:
    return Stamp(title, Picture("签名章", b"\x89PNG\r\n\x1a\n", width, height))


def document(signature: Signature, lines: int = 3, note: str = "", imprint: bool = False) -> Gongwen:
    return Gongwen(
        "通知",
        Content("关于测试的通知", tuple(Paragraph(spans("国" * 26)) for _ in range(lines))),
        masthead=Masthead(IssuerMark(("云州市医学会",)), DocumentNumber("云医发", 2026, 1)) if imprint else None,
        signature=signature,
        note=note,
        imprint=Imprint(("市委组织部",), "云州市医学会办公室", DATE) if imprint else None,
    )


def plan(signature: Signature, lines: int = 3, note: str = "", imprint: bool = False) -> PagePlan:
    return lay_out(document(signature, lines, note, imprint), CellMetrics())


class Found:
    """What stands on the page of the signature: (text, left, right, top of the line) in mm, and the seals."""

    def __init__(self, made: PagePlan) -> None:
        self.page = next(page for page in made.pages if made.pictures and page.number == made.pictures[0].page)
        rows = [
            (element.role, line.text, 28 + to_mm(line.x), 28 + to_mm(line.x + line.width), to_mm(y))
            for element, line, y in made.lines(self.page)
        ]
        self.issuers = [row[1:] for row in rows if row[0] is Role.SIGNATURE]
        (self.date,) = [row[1:] for row in rows if row[0] is Role.DATE]
        self.text = max(row[4] for row in rows if row[0] is Role.TEXT)
        self.seals = made.pictures

    @property
    def gap(self) -> float:
        """From the last line's characters to the first seal, mm."""
        return min(to_mm(one.y) for one in self.seals) - (self.text + LINE / 2 + CHARACTER / 2)


def middle(one: PlacedPicture) -> tuple[float, float]:
    return to_mm(one.x + one.width / 2), to_mm(one.y + one.height / 2)


@pytest.mark.parametrize("note", ["此件公开发布", "联系人：吴敏，电话：0000-1234567，传真：0000-7654321"])
@pytest.mark.parametrize("organs", [1, 2, 3, 5])
@pytest.mark.parametrize("diameter", [38, 42, 45, 50])
def test_the_note_stands_on_the_line_below_the_date_and_no_seal_upon_it(organs: int, note: str, diameter: float) -> None:
    made = plan(Signature(("云州市医学会",) * organs, DATE, (seal(diameter),) * organs), note=note)
    found = Found(made)
    top, left, right = next(
        (to_mm(y), line.x + LEFT, line.x + line.width + LEFT)
        for element, line, y in made.lines(found.page)
        if element.role is Role.NOTE
    )
    assert top - found.date[3] == pytest.approx(LINE, abs=0.01)
    assert 1.4 < found.gap <= 10.39
    for one in found.seals:
        beside = right <= one.x or one.x + one.width <= left
        assert beside or to_mm(one.y + one.height) <= top + (LINE - CHARACTER) / 2 + 0.01


# --- one organ ------------------------------------------------------------------------------------------------------------------


def test_a_sealed_issuer_is_centred_over_its_date_which_ends_four_characters_in() -> None:
    found = Found(plan(Signature(("云州市卫生健康委员会",), DATE, (seal(),))))
    ((name, left, right, top),) = found.issuers
    date, date_left, date_right, date_top = found.date
    assert (name, date) == ("云州市卫生健康委员会", "2026年11月21日")
    assert date_right == pytest.approx(184 - 4 * ZI, abs=0.2)
    assert (left + right) / 2 == pytest.approx((date_left + date_right) / 2, abs=0.1)
    assert date_top == pytest.approx(top + LINE)
    assert middle(found.seals[0])[0] == pytest.approx((date_left + date_right) / 2, abs=0.1)


@pytest.mark.parametrize("diameter", [38, 40, 42, 45, 50])
def test_a_seal_presses_issuer_and_date_below_its_middle_and_is_near_the_text(diameter: float) -> None:
    found = Found(plan(Signature(("云州市医学会",), DATE, (seal(diameter),))))
    between = found.date[3]
    assert 2.999 <= between - middle(found.seals[0])[1] <= 6.001
    assert 0 < found.gap <= 10.39
    assert to_mm(found.seals[0].y + found.seals[0].height) > between + LINE / 2
    assert (to_mm(found.seals[0].width), to_mm(found.seals[0].height)) == pytest.approx((diameter, diameter))


@pytest.mark.parametrize(("diameter", "blanks"), [(42, 2), (45, 2)])
def test_blank_lines_follow_the_formula(diameter: float, blanks: int) -> None:
    assert room_above(mm(diameter), PITCH, (PITCH - 16) / 2)[:2] == (blanks, 0.0)


@pytest.mark.parametrize("diameter", range(15, 90))
@pytest.mark.parametrize("lines", [1, 2, 3])
def test_a_seal_of_any_size_begins_within_one_line_of_the_text(diameter: float, lines: int) -> None:
    room = room_above(mm(diameter), PITCH, (PITCH - 16) / 2, lines)
    top = (room.blanks + lines / 2) * LINE - to_mm(room.down) - diameter / 2
    assert 0 < top <= 10.39 - (LINE - CHARACTER) / 2 + 0.01


@pytest.mark.parametrize("diameter", [38, 42, 45, 50])
@pytest.mark.parametrize("pitch", [26, 27, 28, 28.95, 31])
def test_a_seal_above_a_note_still_presses_its_date(diameter: float, pitch: float) -> None:
    note = "联系人：吴敏，电话：0000-1234567，传真：0000-7654321"
    made = lay_out(
        document(Signature(("云州市医学会",), DATE, (seal(diameter),)), note=note), CellMetrics(), PageSetup(pitch=pitch)
    )
    found = Found(made)
    foot = found.date[3] + (to_mm(pitch) + CHARACTER) / 2
    assert foot < to_mm(found.seals[0].y + found.seals[0].height) <= foot + to_mm(pitch) - CHARACTER + 0.01


def test_a_long_name_moves_issuer_and_date_to_the_left() -> None:
    name = "中共云州市医学会委员会精神文明建设指导委员会办公室"
    found = Found(plan(Signature((name,), DATE, (seal(),))))
    ((_, left, right, _),) = found.issuers
    assert right == pytest.approx(184, abs=0.3)
    assert (found.date[1] + found.date[2]) / 2 == pytest.approx((left + right) / 2, abs=0.1)
    assert middle(found.seals[0])[0] == pytest.approx((left + right) / 2, abs=0.1)


def test_a_name_longer_than_a_line_is_broken_and_pressed_whole() -> None:
    found = Found(plan(Signature(("云州市医学会" * 6,), DATE, (seal(),))))
    assert "".join(row[0] for row in found.issuers) == "云州市医学会" * 6
    assert all(28 <= row[1] <= row[2] <= 184 for row in found.issuers)
    assert 0 < found.gap <= 10.39


def test_a_seal_stays_in_the_type_area() -> None:
    found = Found(plan(Signature(("云州市医学会",), DATE, (seal(100),))))
    assert to_mm(found.seals[0].x + found.seals[0].width) <= 184.01


# --- several --------------------------------------------------------------------------------------------------------------------

NAMES = (
    "云州市卫生健康委员会",
    "云州市教育局",
    "云州市财政局",
    "云州市民政局",
    "中共云州市委组织部",
    "云州市人力资源和社会保障局",
    "云州市医疗保障局",
    "云州市科学技术协会",
    "云州市总工会",
)


@pytest.mark.parametrize(
    "names", [NAMES[:count] for count in range(2, 10)] + [("中共云州市医学会委员会",) * 9, (NAMES[5] * 2,) * 4]
)
def test_joint_seals_keep_apart_within_the_type_area_each_on_its_issuer(names: tuple[str, ...]) -> None:
    found = Found(plan(Signature(names, DATE, tuple(seal() for _ in names))))
    assert len(found.seals) == len(names)
    for first, second in combinations(found.seals, 2):
        (x1, y1), (x2, y2) = middle(first), middle(second)
        assert ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5 >= 42 + 1.9
    for one in found.seals:
        assert 28 - 0.01 <= to_mm(one.x) <= to_mm(one.x + one.width) <= 184.01
        assert to_mm(one.y + one.height) <= 262.01
    assert 0 < found.gap <= 10.39
    covered = [_under(one, found.issuers) for one in found.seals]
    assert ["".join(texts) for texts in covered] == list(names)
    (last_x, last_y), (_, left, right, top) = middle(found.seals[-1]), found.date
    assert last_x == pytest.approx((left + right) / 2, abs=0.1)
    assert last_y < top + LINE / 2 < to_mm(found.seals[-1].y + found.seals[-1].height)


def _under(one: PlacedPicture, issuers: list[tuple[str, float, float, float]]) -> list[str]:
    """The lines whose middles a seal presses."""
    x, y = middle(one)
    return [text for text, left, right, top in issuers if abs((left + right) / 2 - x) < 1 and abs(top + LINE / 2 - y) < 21]


@pytest.mark.parametrize(("count", "rows"), [(2, [2]), (3, [3]), (4, [3, 1]), (5, [3, 2]), (6, [3, 3]), (9, [3, 3, 3])])
def test_up_to_three_seals_stand_in_a_row_a_rest_centred(count: int, rows: list[int]) -> None:
    found = Found(plan(Signature(tuple(f"云州市第{number}局" for number in range(count)), DATE, (seal(),) * count)))
    heights = sorted({round(middle(one)[1], 1) for one in found.seals})
    lying = [[middle(one)[0] for one in found.seals if round(middle(one)[1], 1) == height] for height in heights]
    assert [len(row) for row in lying] == rows
    assert lying[0] == pytest.approx([28 + 156 / rows[0] * (number + 0.5) for number in range(rows[0])], abs=0.1)
    assert sum(lying[-1]) / rows[-1] == pytest.approx(106, abs=0.1)


def test_names_too_long_for_three_stand_two_in_a_row_unbroken() -> None:
    names = ("中共云州市医学会委员会", "中共云州市卫健委委员会", "中共云州市教育局委员会")
    found = Found(plan(Signature(names, DATE, (seal(),) * 3)))
    assert [row[0] for row in found.issuers] == list(names)


def test_more_seals_than_a_page_holds_are_refused_by_field() -> None:
    with pytest.raises(HongtouError, match=r"16个机关的署名、印章和成文日期.*一页排不下.*“发文机关”"):
        plan(Signature(NAMES[:8] * 2, DATE, (seal(),) * 16))


# --- stamps ---------------------------------------------------------------------------------------------------------------------


def test_a_stamp_ends_four_characters_in_with_its_office_two_to_the_left() -> None:
    found = Found(plan(Signature((), DATE, stamps=(stamp(),))))
    (one,) = found.seals
    ((title, _, right, top),) = found.issuers
    assert title == "会长"
    assert to_mm(one.x + one.width) == pytest.approx(184 - 4 * ZI, abs=0.1)
    assert right == pytest.approx(to_mm(one.x) - 2 * ZI, abs=0.2)
    assert top + LINE / 2 == pytest.approx(middle(one)[1], abs=0.1)
    assert to_mm(one.y) == pytest.approx(found.text + 3 * LINE, abs=0.1)
    assert found.date[2] == pytest.approx(184 - 4 * ZI, abs=0.2)
    assert found.date[3] == pytest.approx(to_mm(one.y + one.height) + LINE, abs=0.1)


def test_stamps_of_several_stand_below_each_other_in_line() -> None:
    stamps = (stamp("市长"), stamp("主任委员", 30, 12), stamp("会长", 35, 18))
    found = Found(plan(Signature((), DATE, stamps=stamps)))
    assert [to_mm(one.x + one.width) for one in found.seals] == pytest.approx([184 - 4 * ZI] * 3, abs=0.1)
    assert [row[2] for row in found.issuers] == pytest.approx([184 - 4 * ZI - 40 - 2 * ZI] * 3, abs=0.2)
    for one, (_, _, _, top) in zip(found.seals, found.issuers, strict=True):
        assert top + LINE / 2 == pytest.approx(middle(one)[1], abs=0.1)
    for first, second in zip(found.seals, found.seals[1:], strict=False):
        assert to_mm(second.y - first.y - first.height) == pytest.approx(LINE, abs=0.1)


def test_a_stamp_that_leaves_no_room_for_the_office_is_refused_by_field() -> None:
    with pytest.raises(HongtouError, match=r"左边排不下职务“会长”.*“签名章”的“宽”"):
        plan(Signature((), DATE, stamps=(stamp(width=120),)))


# --- pages ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", range(1, 50))
@pytest.mark.parametrize("count", [1, 5])
def test_a_seal_is_never_on_a_page_without_text_nor_below_the_type_area(body: int, count: int) -> None:
    signature = Signature(NAMES[:count], DATE, (seal(50),) * count)
    made = plan(signature, body, "此件公开发布" if body % 2 else "", imprint=True)
    found = Found(made)  # which looks for text on the page
    assert 0 < found.gap <= 10.39
    assert {one.page for one in found.seals} == {found.page.number}
    lowest = max(to_mm(one.y + one.height) for one in found.seals)
    assert lowest <= 262.01
    assert made.imprint is not None
    if made.imprint.page == found.page.number:
        assert lowest <= to_mm(made.imprint.top)


def test_a_seal_behind_a_landscape_table_has_no_text_and_is_refused() -> None:
    table = Table((Column("姓名", 5),), (Row((Cell("张三"),)),), landscape=True)
    words = Paragraph(spans("名单如下。"))
    signature = Signature(("云州市医学会",), DATE, (seal(),))
    for blocks in ((words, table), (words,) * 9 + (table,)):
        with pytest.raises(HongtouError, match=r"正文以横排的页结尾.*请在横排表格后面加一段正文"):
            lay_out(Gongwen("通知", Content("名单", blocks), signature=signature), CellMetrics())
    made = lay_out(Gongwen("通知", Content("名单", (*(words,) * 9, table, words)), signature=signature), CellMetrics())
    assert 0 < Found(made).gap <= 10.39


def test_a_date_wider_than_its_issuer_and_seal_stays_on_the_page() -> None:
    made = plan(Signature(("国" * 23, "国国"), DATE, (seal(20), seal(20))), 1)
    (date,) = [line for element, line, _ in made.lines(made.pages[-1]) if element.role is Role.DATE]
    assert date.x + date.width <= TYPE_WIDTH + 0.01


@given(
    names=strategies.lists(strategies.integers(2, 40), min_size=1, max_size=12),
    diameters=strategies.lists(strategies.floats(20, 80), min_size=12, max_size=12),
    lines=strategies.integers(1, 40),
)
def test_whatever_the_names_and_seals_either_all_is_well_or_it_is_refused(
    names: list[int], diameters: list[float], lines: int
) -> None:
    seals = tuple(seal(diameter) for diameter in diameters[: len(names)])
    signature = Signature(tuple("国" * length for length in names), DATE, seals)
    try:
        found = Found(plan(signature, lines))
    except HongtouError as error:
        assert "一页排不下" in str(error)
        return
    assert len(found.seals) == len(names)
    assert sum(len(row[0]) for row in found.issuers) == sum(names)
    for one in found.seals:
        assert 28 - 0.01 <= to_mm(one.x) <= to_mm(one.x + one.width) <= 184.01
        assert 37 <= to_mm(one.y) <= to_mm(one.y + one.height) <= 262.05
    for first, second in combinations(found.seals, 2):
        (x1, y1), (x2, y2) = middle(first), middle(second)
        assert ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5 >= to_mm(first.width + second.width) / 2 + 1.9
    assert 0 < found.gap <= 10.4
