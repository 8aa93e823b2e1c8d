"""What is done where a document does not come out well as it is: 主送 moved to the 版记, tighter type, refusals."""

from __future__ import annotations

import datetime
from dataclasses import replace
from itertools import pairwise

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
    Row,
    Signature,
    Table,
    chinese_date,
    spans,
)
from hongtou.layout import lay_out
from hongtou.layout.metrics import CellMetrics
from hongtou.layout.page_setup import STANDARD, PageSetup
from hongtou.layout.plan import PagePlan
from hongtou.layout.styles import Role
from hongtou.layout.tightening import PITCH_LESS, TRACKING_LESS
from hypothesis import given, settings
from hypothesis import strategies as st

DATE = datetime.date(2026, 11, 21)
ORGAN = "云州市医学会"


def document(
    *lengths: int, addressees: tuple[str, ...] = (), imprint: bool = False, note: str = "", title: str = "关于测试的通知"
) -> Gongwen:
    """A document whose paragraphs have so many characters."""
    return Gongwen(
        "通知",
        Content(title, tuple(Paragraph(spans("国" * length)) for length in lengths)),
        masthead=Masthead(IssuerMark((ORGAN,)), DocumentNumber("云医发", 2026, 1)),
        addressees=addressees,
        signature=Signature((ORGAN,), DATE),
        note=note,
        imprint=Imprint(("市委组织部",), f"{ORGAN}办公室", DATE) if imprint else None,
    )


def plan(gongwen: Gongwen) -> PagePlan:
    return lay_out(gongwen, CellMetrics())


def roles(made: PagePlan, page: int) -> list[Role]:
    return [made.galley[piece.element].role for piece in made.pages[page - 1].slices]


MANY = tuple(f"第{number}专科分会党支部" for number in range(1, 40))


def test_addressees_without_room_move_to_the_imprint_and_this_is_said() -> None:
    made = plan(document(200, addressees=MANY, imprint=True))
    assert Role.TEXT in roles(made, 1)
    assert Role.ADDRESSEES not in roles(made, 1)
    assert made.imprint is not None
    first, second, third = (element.text for element in made.imprint.elements)
    assert first == f"主送：{'，'.join(MANY)}。"
    assert second == "抄送：市委组织部。"
    assert third.startswith(f"{ORGAN}办公室")
    assert ["主送" in note for note in made.notes] == [True]


def test_no_rule_parts_addressees_and_copies() -> None:
    made = plan(document(200, addressees=MANY, imprint=True))
    assert made.imprint is not None
    top, copies, printed = made.imprint.places
    ys = [round(rule.y, 2) for rule in made.imprint.rules]
    assert ys == [round(y, 2) for y in (top, printed, STANDARD.bottom)]
    assert copies > top


def test_addressees_stay_where_moving_them_brings_no_text() -> None:
    organs = tuple(f"云州市第{number}管理委员会" for number in range(1, 10))
    issued = replace(document(20, addressees=("各专科分会",), imprint=True), signature=Signature(organs, DATE))
    made = plan(replace(issued, masthead=Masthead(IssuerMark(organs), DocumentNumber("云医发", 2026, 1))))
    assert roles(made, 1).count(Role.ADDRESSEES) == 1
    assert ["首页没有正文" in note for note in made.notes] == [True]


def test_addressees_that_leave_room_stay() -> None:
    made = plan(document(200, addressees=MANY[:8], imprint=True))
    assert roles(made, 1).count(Role.ADDRESSEES) == 1
    assert made.notes == ()


@pytest.mark.parametrize(("title", "addressees"), [("关于" + "测试" * 200 + "的通知", ()), ("关于测试的通知", MANY * 3)])
def test_what_leaves_no_room_is_named(title: str, addressees: tuple[str, ...]) -> None:
    with pytest.raises(HongtouError, match=r"首页排不下正文.*“标题”"):
        plan(document(200, title="关于" + "测试" * 200 + "的通知"))
    plain = Gongwen("通知", Content(title, (Paragraph(spans("正文。")),)), addressees=addressees)
    with pytest.raises(HongtouError, match="“主送”" if addressees else "“标题”"):
        plan(plain)


def test_a_long_caption_is_named() -> None:
    gongwen = document(200)
    with pytest.raises(HongtouError, match=r"首页排不下正文.*“题注”600字"):
        plan(replace(gongwen, main=replace(gongwen.main, caption="通过" * 300)))


def test_a_long_note_is_named() -> None:
    with pytest.raises(HongtouError, match=r"一页排不下.*“附注”"):
        plan(document(200, note="此件" * 1000))


def test_an_imprint_higher_than_a_page_is_refused() -> None:
    with pytest.raises(HongtouError, match=r"版记比一页还高.*“抄送”"):
        plan(document(200, addressees=MANY * 4, imprint=True))


def test_printed_again() -> None:
    imprint = Imprint((), "云州市医学会办公室", DATE, reprinted_by="云州县医学会", reprinted_on=datetime.date(2026, 12, 1))
    made = plan(Gongwen("通知", Content("关于测试的通知", (Paragraph(spans("正文。")),)), imprint=imprint))
    assert made.imprint is not None
    assert [element.text.replace("\t", "|") for element in made.imprint.elements] == [
        "云州市医学会办公室|2026年11月21日印发",
        "云州县医学会|2026年12月1日翻印",
    ]
    assert len(made.imprint.rules) == 3


def test_a_signature_alone_behind_a_landscape_table_is_told() -> None:
    table = Table((Column("甲", 5),), (Row((Cell("乙"),)),), landscape=True)
    gongwen = document(20)
    blocks = gongwen.main.blocks
    made = plan(replace(gongwen, main=replace(gongwen.main, blocks=(*blocks, table))))
    assert [page.landscape for page in made.pages] == [False, True, False]
    assert ["横排表格后面只有署名" in note for note in made.notes] == [True]
    assert plan(replace(gongwen, main=replace(gongwen.main, blocks=(*blocks, table, *blocks)))).notes == ()
    inner = plan(replace(gongwen, masthead=None, main=replace(gongwen.main, blocks=(table,))))
    assert ([page.landscape for page in inner.pages], inner.notes) == ([True], ())


def alone(made: PagePlan) -> bool:
    """Whether the page of the date holds nothing of the text."""
    number = next(page.number for page in made.pages if Role.DATE in roles(made, page.number))
    return Role.TEXT not in roles(made, number)


def test_tighter_lines_save_the_page_that_the_signature_would_take() -> None:
    fitted = [plan(document(*[26] * lines)) for lines in range(1, 60)]
    tight = [made for made in fitted if made.notes]
    assert tight
    for made in tight:
        assert STANDARD.pitch - PITCH_LESS <= made.setup.pitch < STANDARD.pitch
        assert f"{made.setup.pitch:g}磅" in made.notes[0]
        assert {element.pitch for element in made.galley if element.role is Role.TEXT} == {made.setup.pitch}
    assert all(made.setup == STANDARD for made in fitted if not made.notes)


def test_what_is_not_tightened_takes_a_page_more(monkeypatch: pytest.MonkeyPatch) -> None:
    tight = {lines: len(made.pages) for lines in range(1, 60) if (made := plan(document(*[26] * lines))).notes}
    monkeypatch.setattr("hongtou.layout.tightening.PAGES_MAX", 0)
    assert {lines: len(plan(document(*[26] * lines)).pages) - 1 for lines in tight} == tight


def test_no_more_is_taken_than_serves() -> None:
    for lines in range(1, 60):
        made = plan(document(*[26] * lines))
        if made.notes:
            wider = lay_out(document(*[26] * lines), CellMetrics(), PageSetup(pitch=round(made.setup.pitch + 0.05, 2)))
            assert wider.notes


def test_tighter_characters_come_first() -> None:
    # Each paragraph is one character too long for its lines, which less tracking takes up: letters leave room of half a cell.
    text = "甲" * 25 + "a" * 3
    body = Paragraph(spans(text))
    signature = Signature((ORGAN,), DATE)
    documents = [Gongwen("通知", Content("关于测试的通知", (body,) * count), signature=signature) for count in range(5, 40)]
    lines = [plan(gongwen) for gongwen in documents]
    tight = [made for made in lines if made.notes]
    assert tight
    for made in tight:
        assert "字距" in made.notes[0]
        assert STANDARD.tracking - TRACKING_LESS <= made.setup.tracking < STANDARD.tracking
        assert made.setup.pitch == STANDARD.pitch


def test_long_documents_are_not_tightened_for_their_last_page() -> None:
    assert not any(plan(document(*[26] * lines)).notes for lines in range(22 * 14, 22 * 15))


@given(
    st.lists(st.integers(1, 600), min_size=1, max_size=40),
    st.booleans(),
    st.sampled_from(["", "此件公开发布"]),
    st.integers(0, 60),
)
@settings(max_examples=120, deadline=None)
def test_whatever_the_text_the_pages_keep_their_rules(lengths: list[int], imprint: bool, note: str, count: int) -> None:
    gongwen = document(*lengths, imprint=imprint, note=note, addressees=MANY[:count])
    try:
        made = plan(gongwen)
    except HongtouError as error:
        assert "主送" in str(error)
        return
    begun = (made.galley[piece.element] for page in made.pages for piece in page.slices if piece.start == 0)
    printed = "".join(element.text for element in begun)
    assert "国" * sum(lengths) in printed
    assert chinese_date(DATE) in printed
    assert Role.TEXT in roles(made, 1) or any("首页没有正文" in note for note in made.notes)
    assert not alone(made)
    for page in made.pages:
        ends = [(y, y + element.pitch) for element, _, y in made.lines(page)]
        assert all(first[1] <= second[0] + 0.01 for first, second in pairwise(ends))
        assert all(end <= made.setup.bottom + 0.05 for _, end in ends)
    if made.imprint:
        assert made.imprint.page == len(made.pages)
        assert len(made.pages) % 2 == 0
        last = [y + element.pitch for element, _, y in made.lines(made.pages[-1])]
        assert max(last, default=0.0) <= made.imprint.top


def test_a_text_that_begins_with_a_table_needs_no_line_on_the_first_page() -> None:
    table = Table((Column("甲", 5),), (Row((Cell("乙"),)),), landscape=True)
    made = plan(Gongwen("通知", Content("关于测试的通知", (table,)), masthead=Masthead(IssuerMark((ORGAN,)))))
    assert [page.landscape for page in made.pages] == [False, True]
