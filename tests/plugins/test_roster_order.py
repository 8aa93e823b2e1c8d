"""姓氏笔画, identity numbers in a roster, and who sees them."""

from pathlib import Path

import pytest
from hongtou import Gongwen, Office, Table
from hongtou.draft import Draft
from hongtou.errors import DraftError
from hongtou.intake.yaml.reader import read_yaml
from hongtou.plugins.party.roster.order import strokes
from hongtou.runner import Runner
from support.plugins import PLUGINS

RUNNER = Runner(Office(name="示例市医学会"), PLUGINS)
HEAD = "文种: 统战对象名单\n标题: 名单\n格式: 普通\n成文日期: 2026-11-21\n"


def compose(names: list[str], head: str = "", **more: str) -> Gongwen:
    told = "".join(f", {key}: {value}" for key, value in more.items())
    rows = "".join(f"  - {{姓名: {name}, 统战对象类别: {'31'[place % 2]}{told}}}\n" for place, name in enumerate(names))
    values, places = read_yaml(f"{HEAD}{head}名单:\n{rows}", "名单.yaml")
    return RUNNER.compose(Draft(Path("名单.yaml"), values, places)).gongwen


def table(gongwen: Gongwen) -> Table:
    return next(block for block in gongwen.main.blocks if isinstance(block, Table))


def column(gongwen: Gongwen, title: str) -> list[str]:
    found = table(gongwen)
    place = [one.title for one in found.columns].index(title)
    return [row.cells[place].text.replace("\u3000", "") for row in found.rows if not row.band]


def ordered(*names: str) -> list[str]:
    return column(compose(list(names), "排序: 姓氏笔画\n"), "姓名")


def test_the_table_counts_strokes_as_it_says() -> None:
    path = Path(__file__).parents[2] / "plugins" / "party" / "roster" / "strokes.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        count, *entries = line.split()
        assert [entry for entry in entries if len(entry) != 1 + int(count)] == []
        assert [entry for entry in entries if set(entry[1:]) - set("12345")] == []
    assert sum(len(line.split()) - 1 for line in path.read_text(encoding="utf-8").splitlines()) == len(strokes())


# The first in this list have fewest strokes; where they have as many, 横竖撇点折 decides.
KNOWN = "丁 刁 于 万 马 王 韦 毛 文 方 孔 邓 石 龙 叶 田 白 冯 朱 任 刘 关 江 许 孙 李 杨 吴 何 邹 汪 宋 张 陈 林 罗 金 周 郑 孟 \
赵 胡 侯 姚 秦 袁 夏 徐 高 唐 陶 黄 曹 崔 康 梁 彭 董 蒋 韩 程 曾 谢 雷 蔡 谭 潘 薛 戴 魏"


def test_family_names_stand_in_the_usual_order() -> None:
    names = KNOWN.split()
    known = sorted(names, key=lambda char: (len(strokes()[char]), strokes()[char]))
    counts = [len(strokes()[char]) for char in names]
    assert counts == sorted(counts)
    assert ordered(*(f"{char}明" for char in reversed(names))) == [f"{char}明" for char in known]


def test_the_first_stroke_that_differs_decides() -> None:
    # 李 横竖撇点折竖横, 杨 横竖撇点折撇撇; 吴 begins 竖, 何 撇, 汪 点, 张 折.
    assert ordered("张明", "汪明", "何明", "吴明", "杨明", "李明") == ["李明", "杨明", "吴明", "何明", "汪明", "张明"]


def test_of_one_family_the_given_name_decides_and_a_single_one_comes_first() -> None:
    assert ordered("王明天", "王安", "王明", "王一") == ["王一", "王安", "王明", "王明天"]


def test_a_family_name_outside_the_table_needs_its_strokes() -> None:
    with pytest.raises(DraftError) as caught:
        ordered("王明", "昝明")
    assert "没有这个字" in str(caught.value)
    assert "第2项.姓名" in str(caught.value)


def test_told_strokes_put_it_after_those_with_as_many() -> None:
    names = column(compose(["昝明", "高明", "姚明"], "排序: 姓氏笔画\n", 姓氏笔画="9"), "姓名")
    assert names == ["姚明", "昝明", "高明"]


def test_without_bands_a_column_tells_the_kinds() -> None:
    gongwen = compose(["王明", "丁明"], "排序: 姓氏笔画\n")
    assert column(gongwen, "统战对象类别") == ["民主党派成员", "党外知识分子"]
    assert not any(row.band for row in table(gongwen).rows)


def test_kinds_first_and_strokes_within() -> None:
    gongwen = compose(["王明", "魏明", "丁明", "李明"], "排序: 类别、姓氏笔画\n")
    assert column(gongwen, "姓名") == ["李明", "魏明", "丁明", "王明"]


NUMBER = "119999197508201011"


def test_identity_numbers_are_masked_unless_the_draft_says_otherwise() -> None:
    assert column(compose(["王明"], 身份证号=NUMBER), "身份证号") == ["119999********101*"]
    assert column(compose(["王明"], "身份证号显示: 全号\n", 身份证号=NUMBER), "身份证号") == [NUMBER]


def problem(**more: str) -> str:
    with pytest.raises(DraftError) as caught:
        compose(["王明"], **more)
    return str(caught.value)


def test_an_identity_number_must_agree_with_the_row() -> None:
    assert "“出生年月”不一样" in problem(身份证号=NUMBER, 出生年月="1975-09")
    assert "“性别”不一样" in problem(身份证号=NUMBER, 性别="女")
    assert "校验码不对" in problem(身份证号=NUMBER[:-1] + "2")


def test_no_message_repeats_a_number() -> None:
    for text in (NUMBER[:-1] + "2", NUMBER + "1", "009999197508201011"):
        assert text[:10] not in problem(身份证号=text)


def test_one_number_for_two_people_is_told() -> None:
    with pytest.raises(DraftError) as caught:
        compose(["王明", "丁明"], 身份证号=NUMBER)
    assert "和第1项的身份证号一样" in str(caught.value)
