"""The states of a draft side by side, taken again, and the texts of two who saved at once, without scripts."""

import datetime
import html
import io
import re

import pytest
from hongtou.web.site import Site
from hongtou.workflow.drafts import Text
from hongtou.workflow.people import ONESELF, Role
from PIL import Image
from support.office_page import NOTICE, Browser, oneself, person

pytestmark = pytest.mark.xdist_group("states")
NEWER = NOTICE.replace("12月5日开展", "12月15日开展").replace("在市民广场", "在人民广场")


@pytest.fixture
def draft(own: Site) -> str:
    """A draft in three states."""
    kept = own.drafts.create("通知.md", Text(NOTICE.encode(), "通知", "标题"), ONESELF.id, "张三")
    own.drafts.save(kept.id, 1, Text(NEWER.encode(), "通知", "标题"), "李四")
    own.drafts.save(kept.id, 2, Text((NEWER + "另一段。\n").encode(), "通知", "标题"), "王五")
    return kept.id


def rows(page: str) -> list[str]:
    """The rows of the differences, without the numbers of lines; what went in [- -], what came in [+ +]."""
    table = page.partition('<table class="differences">')[2].partition("</table>")[0]
    signs = {"<del>": "[-", "</del>": "-]", "<ins>": "[+", "</ins>": "+]"}
    found = []
    for tag, sign in signs.items():
        table = table.replace(tag, sign)
    for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)[1:]:
        cells = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        found.append("|".join(html.unescape(cell) for place, cell in enumerate(cells) if place not in {1, 3}))
    return found


def test_two_states_stand_side_by_side_with_what_differs_within_a_line(own: Site, draft: str) -> None:
    page = oneself(own).get(f"/drafts/{draft}/compare?from=1&to=3").text
    assert "第 1 版 · 张三 · 20" in page
    assert "第 3 版 · 王五 · 20" in page
    shown = [row for row in rows(page) if row[0] in "改增删"]
    assert shown == [
        "改|为方便群众就医，定于12月[-5-]日开展义诊活动。|为方便群众就医，定于12月[+15+]日开展义诊活动。",
        "改|12月5日上午9时，在[-市-]民广场。|12月5日上午9时，在[+人+]民广场。",
        "增||[+另一段。+]",
    ]
    assert rows(page)[0].startswith("……中间 4 行一样")
    whole = oneself(own).get(f"/drafts/{draft}/compare?from=1&to=3&whole=1").text
    assert "同" not in "".join(row[0] for row in rows(whole))
    assert len(rows(whole)) == len(NEWER.splitlines()) + 1


def test_any_two_states_are_chosen_on_the_page_itself(own: Site, draft: str) -> None:
    page = oneself(own).get(f"/drafts/{draft}/compare?from=3&to=2").text
    selected = re.findall(r'<option value="(\d)" selected>', page)
    assert selected == ["3", "2"]
    assert "两个版本一样" in oneself(own).get(f"/drafts/{draft}/compare?from=2&to=2").text
    assert oneself(own).get(f"/drafts/{draft}/compare?from=2&to=9").status_code == 404


def test_of_what_is_saved_every_few_seconds_the_last_of_each_sitting_is_listed(own: Site) -> None:
    clock, minutes = own.store.clock, [0.0]
    own.store.clock = lambda: clock() + datetime.timedelta(minutes=minutes[0])
    kept = own.drafts.create("通知.md", Text(NOTICE.encode(), "通知", "标题"), ONESELF.id, "张三")
    for number, (who, minute) in enumerate([("张三", 1), ("张三", 2), ("李四", 3), ("李四", 4), ("李四", 30), ("李四", 31)], 1):
        minutes[0] = minute
        own.drafts.save(kept.id, number, Text(f"{NOTICE}{number}\n".encode(), "通知", "标题"), who)
    own.drafts.save(kept.id, 3, Text(NEWER.encode(), "通知", "标题"), "王五")

    def listed(**asked: str) -> list[int]:
        page = oneself(own).get(f"/drafts/{kept.id}/states", params=asked).text
        return [int(one) for one in re.findall(r'name="to" value="(\d+)"', page)]

    assert listed() == [8, 7, 5, 3, 1]
    assert listed(whole="1") == [8, 7, 6, 5, 4, 3, 2, 1]


def test_the_pages_of_both_are_seen(own: Site, draft: str) -> None:
    browser = oneself(own)
    page = browser.get(f"/drafts/{draft}/compare?from=1&to=3&pages=1").text
    pictures = re.findall(r'src="(/drafts/[^"]*/states/[^"]*)"', page)
    assert pictures[:2] == [f"/drafts/{draft}/states/{version}/pages/1" for version in (1, 3)]
    one, other = (browser.get(path).content for path in pictures[:2])
    assert one != other
    assert Image.open(io.BytesIO(one)).width == 794
    for wrong in ("9/pages/1", "0/pages/1", "1/pages/9", "1/pages/0"):
        assert browser.get(f"/drafts/{draft}/states/{wrong}").status_code == 404


def test_an_older_state_is_taken_again_and_none_is_lost(own: Site, draft: str) -> None:
    browser = oneself(own)
    assert browser.post(f"/drafts/{draft}/restore", {"version": "1", "base": "3"}).status_code == 303
    kept = own.drafts.get(draft)
    assert (kept.version, own.drafts.content(kept).decode()) == (4, NOTICE)
    assert (own.folder / "通知.md").read_text() == NOTICE
    assert len(own.drafts.states(kept)) == 4
    late = browser.post(f"/drafts/{draft}/restore", {"version": "2", "base": "3"})
    assert (late.status_code, "刚才又有人存过" in late.text) == (422, True)
    assert own.drafts.content(own.drafts.get(draft)).decode() == NOTICE
    for version in ("0", "99", "x", ""):
        assert browser.post(f"/drafts/{draft}/restore", {"version": version, "base": "4"}).status_code == 404


def test_only_whose_turn_it_is_takes_an_older_state_again(office: Site) -> None:
    owner, other = (person(office, name, Role.DRAFTER) for name in ("li", "wang"))
    kept = office.drafts.create("drafts/x/草稿.md", Text(NOTICE.encode(), "通知", "标题"), owner.id, owner.name)
    office.drafts.save(kept.id, 1, Text(NEWER.encode(), "通知", "标题"), owner.name)
    assert Browser(office, other).post(f"/drafts/{kept.id}/restore", {"version": "1", "base": "2"}).status_code == 404
    Browser(office, owner).post(f"/drafts/{kept.id}/step", {"step": "送核稿", "version": "2"})
    reviewer = Browser(office, person(office, "zhao", Role.REVIEWER))
    assert "换回第 1 版" in reviewer.get(f"/drafts/{kept.id}/compare?from=1&to=2").text
    assert "换回第 1 版" not in Browser(office, owner).get(f"/drafts/{kept.id}/compare?from=1&to=2").text
    assert Browser(office, owner).post(f"/drafts/{kept.id}/restore", {"version": "1", "base": "2"}).status_code == 422


def saved_at_once(site: Site, draft: str, mine: str, theirs: str) -> str:
    """What the second of two sees who began from the third state."""
    browser = oneself(site)
    site.drafts.save(draft, 3, Text(theirs.encode(), "通知", "标题"), "李四")
    answer = browser.post(f"/drafts/{draft}/save", {"text": mine.replace("\n", "\r\n"), "base": "3"})
    assert answer.status_code == 409
    return answer.text


def area(page: str) -> str:
    return html.unescape(page.partition('name="text"')[2].partition(">\n")[2].partition("</textarea>")[0])


def test_two_who_changed_different_paragraphs_find_both_joined(own: Site, draft: str) -> None:
    text = NEWER + "另一段。\n"
    mine, theirs = text + "我加的。\n", text.replace("各专科分会", "各分会")
    page = saved_at_once(own, draft, mine, theirs)
    assert "李四在" in page
    assert "存成了第 5 版，没有丢" in page
    assert [row for row in rows(page) if row[0] in "改增删"] == ["改|主送: 各分会|主送: 各[+专科+]分会", "增||[+我加的。+]"]
    assert area(page) == mine.replace("各专科分会", "各分会")
    sent = {"text": area(page), "base": "4"}
    assert oneself(own).post(f"/drafts/{draft}/save", sent).status_code == 303
    assert own.drafts.content(own.drafts.get(draft)).decode() == area(page)


def test_two_who_changed_one_paragraph_find_both_and_choose(own: Site, draft: str) -> None:
    text = NEWER + "另一段。\n"
    mine, theirs = text.replace("另一段", "我的一段"), text.replace("另一段", "他的一段")
    page = saved_at_once(own, draft, mine, theirs)
    number = len(NEWER.splitlines()) + 2
    assert f"1 处两个人改的是同一段，两份都在下面，先是李四的，后是你的：在第 {number} 行前后" in page
    assert area(page).endswith("他的一段。\n我的一段。\n")
    states = oneself(own).get(f"/drafts/{draft}/states").text
    assert states.count("和别人同时改的，没有算数") == 1
    assert oneself(own).post(f"/drafts/{draft}/restore", {"version": "5", "base": "4"}).status_code == 303
    assert own.drafts.content(own.drafts.get(draft)).decode() == mine
