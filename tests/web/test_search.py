"""Drafts found by title, number and text, whoever may see them."""

import html
import re
from collections.abc import Iterator

import pytest
from hongtou.web.site import Site
from hongtou.workflow.drafts import Kept, Text
from hongtou.workflow.people import ONESELF, Person, Role
from hongtou.workflow.way import Stage, Step
from support.office_page import NOTICE, Browser, oneself, person, site_of

pytestmark = pytest.mark.xdist_group("search")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = site_of(tmp_path_factory.mktemp("office"), shared=True)
    yield made
    made.close()


@pytest.fixture(scope="module")
def li(site: Site) -> Person:
    return person(site, "li", Role.DRAFTER)


@pytest.fixture(scope="module")
def titles(site: Site, li: Person) -> dict[str, str]:
    """Some drafts, one of them issued; path → title."""
    made = {
        "义诊": kept(site, li, "关于开展义诊活动的通知", NOTICE),
        "体检": kept(site, li, "关于组织体检的通知", "请各单位（含基层）于12月10日前报名：名额100%用足，A_B 两组。\n"),
        "批复": kept(site, li, "关于同意增补理事的批复", "同意增补欧阳修竹为理事。\n"),
    }
    site.drafts.go(made["批复"].id, Step("印发", Stage.DRAFTING, Stage.ISSUED, None), 1, li.name, "", "云医党发〔2026〕12号")
    return {one.title: name for name, one in made.items()}


def kept(site: Site, owner: Person, title: str, text: str) -> Kept:
    path = f"drafts/{len(site.drafts.all())}/草稿.md"
    return site.drafts.create(path, Text(text.encode(), "通知", title), owner.id, owner.name)


def found(site: Site, who: Person, sought: str, titles: dict[str, str]) -> set[str]:
    page = Browser(site, who).get("/", params={"q": sought}).text
    return {titles[title] for title in re.findall(r'<a href="/drafts/[^"]*">([^<]*)</a>', page)}


@pytest.mark.parametrize(
    ("sought", "names"),
    [
        ("义诊", {"义诊"}), ("通知", {"义诊", "体检"}), ("市民广场", {"义诊"}),
        ("欧阳", {"批复"}), ("修竹", {"批复"}), ("竹", {"批复"}),
        ("云医党发〔2026〕12号", {"批复"}), ("〔2026〕12号", {"批复"}), ("[2026]12号", {"批复"}), ("(2026)12", {"批复"}),
        ("【2026】12号", {"批复"}), ("云医党发 12号", {"批复"}), ("12号", {"批复"}),
        ("体检 报名", {"体检"}), ("报名  体检", {"体检"}), ("体检 义诊", set()),
        ("(含基层)", {"体检"}), ("报名:名额", {"体检"}), ("１２月１０日", {"体检"}),
        ("100%", {"体检"}), ("A_B", {"体检"}), ("a_b", {"体检"}), ("A%B", set()),
        ("没有的词", set()), ("'; drop table draft", set()), ("   ", {"义诊", "体检", "批复"}),
    ],
)  # fmt: skip
def test_words_find_what_has_them(site: Site, li: Person, titles: dict[str, str], sought: str, names: set[str]) -> None:
    assert found(site, li, sought, titles) == names


def test_what_is_issued_is_found_by_all_and_what_is_not_by_nobody_else(site: Site, titles: dict[str, str]) -> None:
    wang = person(site, "wang", Role.REVIEWER)
    assert found(site, wang, "增补", titles) == {"批复"}
    assert found(site, wang, "义诊", titles) == set()


def test_where_a_word_stands_in_the_text_is_shown(site: Site, li: Person, titles: dict[str, str]) -> None:
    page = Browser(site, li).get("/", params={"q": "市民 广场"}).text
    assert "12月5日上午9时，在<mark>市民</mark><mark>广场</mark>。" in page
    assert "<mark>" not in Browser(site, li).get("/", params={"q": "义诊活动的通知"}).text
    assert titles


def test_what_somebody_typed_into_a_text_is_shown_as_text(own: Site) -> None:
    own.drafts.create("甲.md", Text("文种: 通知\n---\n<b>粗</b>的东西\n".encode(), "通知", "甲"), ONESELF.id, "张三")
    page = oneself(own).get("/", params={"q": "粗</b>"}).text
    assert html.escape("<b>") + "<mark>" + html.escape("粗</b>") + "</mark>的东西" in page


def test_of_very_many_the_last_ones_are_shown_and_all_are_counted(own: Site) -> None:
    for number in range(203):
        own.drafts.create(f"{number}.md", Text(b"x", "通知", f"第{number}份"), ONESELF.id, "张三")
    page = oneself(own).get("/").text
    assert "我的稿子（203）" in page
    assert "只列出最近改动的 200 份，别的用上面的“找”" in page
    assert "第77份" in oneself(own).get("/", params={"q": "第77份"}).text


def test_drafts_of_hidden_folders_of_links_and_of_what_is_filed_are_not_taken_up(own: Site) -> None:
    for path in ("甲/乙/通知.md", ".隐藏/通知.md", "archive/通知.md", "甲/.通知.md", "甲/archive/通知.md"):
        (own.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (own.folder / path).write_text(NOTICE)
    (own.folder / "链接.md").symlink_to(own.folder / "甲/乙/通知.md")
    (own.folder / "连着").symlink_to(own.folder / "甲")
    oneself(own).get("/")
    assert {one.path for one in own.drafts.all()} == {"甲/乙/通知.md", "甲/archive/通知.md"}


def test_who_finds_nothing_is_not_told_that_they_have_no_drafts(site: Site, li: Person, titles: dict[str, str]) -> None:
    assert titles
    page = Browser(site, li).get("/", params={"q": "没有的字"}).text
    assert "还没有稿子" not in page and page.count("没有找到") == 3
