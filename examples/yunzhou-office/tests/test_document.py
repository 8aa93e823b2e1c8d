"""起步的草稿做得成，写错的说得清。夹具见 hongtou 的文档“测试和报错”。"""

from importlib.resources import files

from hongtou.testing.golden import Golden
from hongtou.testing.making import PageOf, ProblemsOf, Render

STARTER = files("yunzhou_office").joinpath("starter.yaml").read_text(encoding="utf-8")


def test_the_starter_renders_as_it_stands(render: Render, golden: Golden) -> None:
    golden("starter.txt", render(STARTER).text)


def test_what_is_asked_stands_in_a_table(page: PageOf) -> None:
    shown = page(STARTER)
    assert "1 任职起止 任免文件" in shown.text
    assert shown.at("有没有受过处分").left == shown.at("任职起止").left
    assert round(shown.at("云州市第一医院").left) == 28  # 毫米：主送机关顶格


def test_a_whole_sentence_is_told_by_its_place(problems: ProblemsOf) -> None:
    told = problems(STARTER.replace("事项: 张某的任职经历", "事项: 张某的任职经历。"))
    assert told == ["草稿.yaml:6:1  事项：“张某的任职经历。”是整句话。写成半句，末尾不加句号，例如“张某的任职经历”"]


def test_a_deadline_that_is_over_is_told(problems: ProblemsOf) -> None:
    (told,) = problems(STARTER.replace("期限: 2026-11-10", "期限: 2026-10-20"))
    assert told.startswith("草稿.yaml:7:1  期限：不晚于成文日期")
