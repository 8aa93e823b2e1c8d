"""The 版头, whatever its parts: it fits, and the text begins where the standard has it."""

from __future__ import annotations

import pytest
from hongtou import Content, DocumentNumber, Format, Gongwen, IssuerMark, Masthead, Paragraph, spans
from hongtou.errors import LayoutError
from hongtou.layout import lay_out
from hongtou.layout.issuer_mark import set_issuer_mark
from hongtou.layout.metrics import CellMetrics
from hongtou.layout.plan import PagePlan
from hongtou.layout.standard import LEFT, PITCH, SIZE_3, TYPE_WIDTH, mm, to_mm
from hongtou.layout.styles import Role
from hypothesis import given
from hypothesis import strategies as st

METRICS = CellMetrics()
ORGAN = st.text("云州市医学会护理院协药预防", min_size=1, max_size=30)


def plan(
    names: tuple[str, ...] = ("云州市医学会",),
    approvers: tuple[str, ...] = (),
    format: Format = Format.DOCUMENT,
    title: str = "关于总结的通知",
) -> PagePlan:
    head = Masthead(IssuerMark(names), DocumentNumber("云医发", 2026, 5), approvers=approvers)
    return lay_out(Gongwen("通知", Content(title, (Paragraph(spans("现将有关事项通知如下。")),)), format, head), METRICS)


@given(st.lists(ORGAN, min_size=1, max_size=9), st.sampled_from(["文件", ""]))
def test_a_mark_stays_within_the_type_area_and_the_height_it_is_given(names: list[str], suffix: str) -> None:
    issuer_mark = set_issuer_mark(IssuerMark(tuple(names), suffix), METRICS, height=mm(70))
    assert issuer_mark.top == mm(72)
    assert min(line.x for line in issuer_mark.lines) >= -0.01
    assert max(line.x + line.width for line in issuer_mark.lines) <= TYPE_WIDTH + 0.01
    assert len(names) == 1 or issuer_mark.bottom - issuer_mark.top <= mm(70) + 0.01
    assert "".join(line.text for line in issuer_mark.lines) == "".join(names) + suffix
    assert issuer_mark.size * 2 == int(issuer_mark.size * 2)


@pytest.mark.parametrize("name", ["云州市人民政府", "云州市公共卫生服务管理工作委员会"])
@pytest.mark.parametrize(("copy", "narrower"), [("000003", True), ("", False)])
def test_a_third_row_in_the_corner_of_an_order_stands_clear_of_its_mark(name: str, copy: str, narrower: bool) -> None:
    head = Masthead(IssuerMark((name,), "令"), copy_number=copy, classification="机密", secrecy_period="1年", urgency="特急")
    made = lay_out(Gongwen("命令", Content("令", (Paragraph(spans("现予公布。")),)), Format.ORDER, head), METRICS)
    assert made.masthead
    (line,) = made.masthead.issuer_mark.lines
    assert to_mm(made.masthead.issuer_mark.top) == pytest.approx(57)
    assert line.x * 2 + line.width == pytest.approx(TYPE_WIDTH)
    (urgency, y), *_ = [(own, y) for element, own, y in made.lines(made.pages[0]) if element.role is Role.URGENCY]
    foot = y + PITCH - (PITCH - SIZE_3) / 2
    assert (foot > made.masthead.issuer_mark.top) is narrower
    assert (line.x > urgency.width + 15) is narrower


@given(st.lists(st.text("张王李赵欧阳文静", min_size=2, max_size=4), min_size=1, max_size=8))
def test_rows_of_approvers_never_overlap(names: list[str]) -> None:
    made = plan(approvers=tuple(names))
    rows = [element for element in made.galley if element.role is Role.APPROVERS]
    for row in rows:
        for before, after in zip(row.lines, row.lines[1:], strict=False):
            assert after.beside
            assert before.x + before.width < after.x
        assert row.lines[-1].x + row.lines[-1].width <= TYPE_WIDTH - 15.7
    assert rows[-1].text.startswith("云医发〔2026〕5号\t")
    printed = "".join(row.text for row in rows).replace("\t", "").replace("\u3000", "")
    assert printed.replace("签发人：", "").replace("云医发〔2026〕5号", "") == "".join(names)


def test_a_missing_element_of_the_corner_leaves_no_gap() -> None:
    head = Masthead(IssuerMark(("甲会",)), None, urgency="特急")
    made = lay_out(Gongwen("通知", Content("关于总结的通知", (Paragraph(spans("通知如下。")),)), masthead=head), METRICS)
    element, line, y = next(iter(made.lines(made.pages[0])))
    assert (element.role, line.text, round(to_mm(y))) == (Role.URGENCY, "特急", 37)


def test_rules_of_a_letter_are_170_mm_long_in_the_middle_of_the_page() -> None:
    made = plan(format=Format.LETTER)
    assert made.masthead
    assert [(round(to_mm(rule.x), 3), round(to_mm(rule.width), 3)) for rule in made.masthead.rules] == [(20, 170)] * 4
    first, second, third, fourth = (rule.weight for rule in made.masthead.rules)
    assert first == fourth > second == third
    assert made.masthead.rules[0].x < LEFT


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"approvers": ("张三",) * 30}, "“签发人”30位"),
        ({"names": ("云州市医学会",) * 40}, "“发文机关”40个"),
        ({"title": "关于总结的通知" * 60}, "“标题”420字"),
        ({"approvers": ("张" * 25,)}, "“签发人”的姓名或者“发文字号”太长"),
    ],
)
def test_a_head_that_leaves_no_room_for_text_names_the_field(arguments: dict[str, object], field: str) -> None:
    with pytest.raises(LayoutError, match=field):
        plan(**arguments)  # type: ignore[arg-type]
