"""统战对象名单: the table that a reader sees, and what is said of wrong rows."""

import datetime
from typing import Any

import pytest
from hongtou import Context, FieldErrors, Gongwen, Office, Paragraph, Table
from hongtou.layout.metrics import CellMetrics
from hongtou.layout.tables import set_table
from hongtou.plugins.party.codes import KIND_TABLE, KINDS, NATION_TABLE, NATIONS, PARTIES, PARTY_TABLE, SEXES
from hongtou.plugins.party.roster.compose import compose
from hongtou.plugins.party.roster.people import clean_name
from hongtou.plugins.party.words import printed_name

OFFICE = Office(name="中共示例委员会")


def roster(*rows: dict[str, Any], **data: Any) -> Gongwen:
    people = [{"统战对象类别": ("民主党派成员",), **row} for row in rows]
    return compose({"标题": "名单", "名单": people, **data}, Context(OFFICE, "统战对象名单"))


def table(document: Gongwen) -> Table:
    (found,) = (block for block in document.main.blocks if isinstance(block, Table))
    return found


def read(document: Gongwen) -> list[str]:
    return ["|".join(cell.text for cell in row.cells) for row in table(document).rows]


def faults(*rows: dict[str, Any], **data: Any) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(FieldErrors) as caught:
        roster(*rows, **data)
    return [(error.path, error.message) for error in caught.value.errors]


def test_people_are_grouped_in_the_order_of_the_kinds_and_numbered_through() -> None:
    document = roster(
        {"姓名": "马小云", "民族": "回族", "统战对象类别": ("少数民族人士",)},
        {"姓名": "张三", "民族": "汉", "政治面貌": "民盟"},
        {"姓名": "李四", "统战对象类别": ("民主党派成员", "少数民族人士"), "民族": "06", "备注": "新增"},
    )
    assert [column.title for column in table(document).columns] == ["序号", "姓名", "民族", "政治面貌", "备注"]
    assert read(document) == [
        "一、民主党派成员（2人）",
        "1|张　三|汉|民盟盟员|",
        "2|李　四|苗||兼属少数民族人士；新增",
        "二、少数民族人士（1人，另有1人列在其他类别）",
        "3|马小云|回||",
    ]
    assert [row.band for row in table(document).rows] == [True, False, False, True, False]


def test_everyone_is_counted_in_every_kind() -> None:
    document = roster(
        {"姓名": "马小云", "统战对象类别": ("少数民族人士",)},
        {"姓名": "李四", "统战对象类别": ("民主党派成员", "少数民族人士")},
    )
    (paragraph,) = (block for block in document.main.blocks if isinstance(block, Paragraph))
    assert "".join(span.text for span in paragraph.spans) == (
        "本名单共2人。按类别统计：民主党派成员1人、少数民族人士2人。"
        "其中1人属于两个以上类别，各类均计入人数，名单中只列入第一个类别，并在备注中注明。"
    )


def test_columns_fit_the_type_area() -> None:
    row = {
        "姓名": "阿依努尔·吐逊",
        "性别": "2",
        "民族": "维吾尔族",
        "出生年月": datetime.date(1970, 5, 1),
        "学历学位": "研究生、医学博士",
        "职务职称": "示例分会副主任委员、主任医师",
        "政治面貌": "九三学社",
        "社会兼职": ("市政协委员", "市知联会理事"),
        "备注": "新增",
    }
    document = roster(row)
    assert read(document)[1] == (
        "1|阿依努尔·吐逊|女|维吾尔|1970.05|研究生、医学博士|示例分会副主任委员、主任医师|九三学社社员|市政协委员、市知联会理事|新增"
    )
    grid = set_table(table(document), CellMetrics())
    assert grid.size == 9
    assert sum(grid.widths) == pytest.approx(156 / 25.4 * 72, abs=0.05)
    assert [len(cell.lines) for cell in grid.rows[1].cells] == [1, 2, 1, 1, 1, 2, 2, 1, 2, 1]


def test_an_identity_number_stands_on_one_line() -> None:
    grid = set_table(table(roster({"姓名": "王明", "身份证号": "11999919750820102X", "职务职称": "主任" * 60})), CellMetrics())
    assert ("119999********102*",) in [cell.lines for row in grid.rows for cell in row.cells]


@pytest.mark.parametrize("text", ["身份证号119999197508201011", "119999 19750820 101１", "119999-19750820-101-1"])
def test_an_identity_number_in_another_column_is_told_and_not_repeated(text: str) -> None:
    ((path, message),) = faults({"姓名": "王明", "备注": text})
    assert path == ("名单", 0, "备注")
    assert "只写在“身份证号”一栏" in message
    assert "1975" not in message


def test_other_long_numbers_may_stand_anywhere() -> None:
    assert read(roster({"姓名": "王明", "备注": "电话13800000000，编号119999202613990001"}))


def test_all_wrong_rows_are_told_at_once() -> None:
    assert faults(
        {"姓名": "张三", "民族": "土家苗", "政治面貌": "民盟成员"},
        {"姓名": "李四", "性别": "未知", "统战对象类别": ("归侨", "民主党派")},
        {"姓名": "王五", "政治面貌": "无党派"},
    ) == [
        (("名单", 0, "民族"), "这里写的不是GB/T 3304所列的民族。是不是“土家”？"),
        (("名单", 0, "政治面貌"), "这里写的不是GB/T 4762所列的政治面貌。是不是“民盟盟员”？"),
        (("名单", 1, "性别"), "这里写的不是性别。请写“男”或“女”"),
        (("名单", 1, "统战对象类别"), "这里写的不是十二类统战工作对象之一。是不是“华侨、归侨及侨眷”？"),
        (("名单", 1, "统战对象类别"), "这里写的不是十二类统战工作对象之一。是不是“民主党派成员”？"),
        (("名单", 2, "政治面貌"), "“无党派”说得不清楚。经认定的写“无党派人士”，其余的写“群众”，两者不能互换"),
    ]


CONTRADICTIONS: list[tuple[dict[str, Any], str]] = [
    ({"政治面貌": "01"}, "中共党员不能列为民主党派成员。请核对政治面貌和类别"),
    (
        {"政治面貌": "中国共产党预备党员", "统战对象类别": ("2", "③", "6")},
        "中共预备党员不能列为无党派人士、党外知识分子。请核对政治面貌和类别",
    ),
    ({"政治面貌": "群众"}, "列为民主党派成员，政治面貌却是群众。请写所属的民主党派，如“民盟盟员”"),
    (
        {"政治面貌": "群众", "统战对象类别": ("无党派人士",)},
        "列为无党派人士，政治面貌却是群众。无党派人士须经认定，与群众等不能互换，请核对",
    ),
    ({"民族": "汉族", "统战对象类别": ("少数民族人士",)}, "列为少数民族人士，民族却是汉族。请核对民族和类别"),
]


@pytest.mark.parametrize(("row", "message"), CONTRADICTIONS)
def test_values_that_contradict_each_other(row: dict[str, Any], message: str) -> None:
    assert faults({"姓名": "张三", **row}) == [(("名单", 0, "统战对象类别"), message)]


def test_communists_may_be_of_the_other_kinds() -> None:
    assert "二" not in read(roster({"姓名": "张三", "政治面貌": "中共党员", "统战对象类别": ("出国和归国留学人员",)}))[0]


def test_the_same_person_twice() -> None:
    ((path, message),) = faults({"姓名": "张三"}, {"姓名": "李四"}, {"姓名": "张　三"})
    assert path == ("名单", 2, "姓名")
    assert message.startswith("和第1项是同一个人。")
    assert read(roster({"姓名": "张三", "职务职称": "主任"}, {"姓名": "张三", "职务职称": "委员"}))


@pytest.mark.parametrize("birth", [datetime.date(1899, 12, 1), datetime.date(2026, 12, 1)])
def test_impossible_month_of_birth(birth: datetime.date) -> None:
    ((path, message),) = faults({"姓名": "张三", "出生年月": birth}, 成文日期=datetime.date(2026, 11, 21))
    assert path == ("名单", 0, "出生年月")
    assert message == f"{birth.year}年{birth.month}月不可能是出生年月。请核对"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张三", "张　三"), ("欧阳静", "欧阳静"), ("司马青云", "司马青云"), ("阿·依", "阿·依"), ("Li", "Li"), ("𠮷田", "𠮷　田")],
)
def test_two_characters_are_as_wide_as_three(name: str, shown: str) -> None:
    assert printed_name(name) == shown


def test_names_are_cleaned() -> None:
    assert clean_name("张　三") == clean_name("张 三") == "张三"
    assert clean_name("买买提•艾力") == "买买提·艾力"
    assert clean_name("John Smith") == "John Smith"


def test_code_tables_are_those_of_the_standards() -> None:
    assert len(NATIONS) == len(set(NATIONS)) == 56
    codes = {"01": "汉", "05": "维吾尔", "15": "土家", "29": "柯尔克孜", "30": "土", "36": "毛南", "46": "德昂", "56": "基诺"}
    assert {code: NATION_TABLE.read(code) for code in codes} == codes
    assert NATION_TABLE.read("1") == NATION_TABLE.read("汉族") == NATION_TABLE.read("１") == "汉"
    assert len(PARTIES) == 13
    parties = {"01": "中共党员", "03": "共青团员", "04": "民革党员", "10": "九三学社社员", "12": "无党派人士", "13": "群众"}
    assert {code: PARTY_TABLE.read(code) for code in parties} == parties
    assert PARTY_TABLE.read("中国国民党革命委员会会员") == PARTY_TABLE.read("民革会员") == "民革党员"
    assert PARTY_TABLE.read("无党派民主人士") == "无党派人士"
    assert len(KINDS) == 12
    assert [KIND_TABLE.read(text) for text in ("1", "④", "12")] == [KINDS[0], KINDS[3], KINDS[11]]
    assert [SEXES.read(text) for text in ("1", "2", "男")] == ["男", "女", "男"]


@pytest.mark.parametrize("text", ["", "族", "57", "00", "汉汉汉", "民族"])
def test_what_is_in_no_table_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是GB/T 3304所列的民族"):
        NATION_TABLE.read(text)
