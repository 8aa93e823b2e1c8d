"""The party office's papers that are made without Python: what stands on their pages, and what is told of wrong drafts."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hongtou import Format, Office
from hongtou.declared import plugins_of
from hongtou.errors import DraftError
from hongtou.office import load_office
from hongtou.runner import Rendered, Runner
from support.plugins import PLUGINS

PAPERS = sorted(path.name for path in (Path(__file__).parents[2] / "plugins" / "party" / "文种").iterdir())
RUNNER = Runner(Office(), PLUGINS)
Make = Callable[..., Rendered]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes a type's starter, with some of its lines written otherwise: ``make("任免通知", ("张三", "李四"))``."""

    def make(name: str, *changes: tuple[str, str]) -> Rendered:
        type = PLUGINS.document_type(name)
        text = type.starter
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        draft = tmp_path / f"{name}{type.starter_suffix}"
        draft.write_text(text, encoding="utf-8")
        return RUNNER.make(draft, ["docx", "pdf"])

    return make


def lines(made: Rendered) -> Iterator[str]:
    """What stands on the pages, line after line; of a table, row by row."""
    for element in made.plan.galley:
        if element.grid:
            yield from ("|".join(cell.text for cell in row.cells) for row in element.grid.rows)
        else:
            yield element.text


def said(made: Rendered) -> str:
    return "\n".join(lines(made))


def refused(make: Make, name: str, *changes: tuple[str, str]) -> str:
    """What is told of a wrong draft."""
    with pytest.raises(DraftError) as caught:
        make(name, *changes)
    return str(caught.value)


@pytest.mark.parametrize("name", PAPERS)
def test_a_starter_renders_as_it_stands(make: Make, name: str) -> None:
    made = make(name)
    assert made.genre == name
    assert made.files["pdf"].startswith(b"%PDF-")
    assert made.files["docx"].startswith(b"PK")
    assert "{{" not in said(made)
    assert "None" not in said(made)


@pytest.mark.parametrize("name", [name for name in PAPERS if name.endswith("请示")])
def test_a_request_has_one_addressee_who_signs_and_whom_to_call(make: Make, name: str) -> None:
    document = make(name).gongwen
    assert document.addressees == ("中共示例市医学会委员会",)
    assert document.masthead
    assert document.masthead.approvers == ("张三",)
    assert re.fullmatch(r"联系人：\S+，电话：[0-9-]+", document.note)
    told = refused(make, name, ("主送: 中共示例市医学会委员会", "主送: [中共示例市医学会委员会, 示例市科学技术协会]"))
    assert "主送" in told


@pytest.mark.parametrize("name", [name for name in PAPERS if name.endswith("批复")])
def test_a_reply_names_the_request(make: Make, name: str) -> None:
    assert re.search(r"《关于\S+的请示》（\S+〔2026〕3号）收悉", said(make(name)))
    assert "请示字号" in refused(make, name, ("〔2026〕3号", "[2026]3号"))


def test_a_group_of_its_own_has_one_leader(make: Make) -> None:
    made = make("成立党的工作小组的请示")
    assert "拟由3名同志组成：张三同志任组长，李小四同志任副组长，王五同志为成员。" in said(made)
    assert "1|张三|男|1970年3月|1995年6月|示例市人民医院老年科主任|组长" in list(lines(made))
    told = refused(make, "成立党的工作小组的请示", ("拟任职务: 副组长", "拟任职务: 组长"))
    assert "人选" in told
    assert "组长要有一名，也只能有一名" in told


def test_candidates_are_a_fifth_more_than_seats(make: Make) -> None:
    made = make("换届选举的请示")
    assert "提名委员候选人预备人选4名，差额1名，差额比例33.3%。" in said(made)
    assert "3|张三|男|1970年3月|1995年6月|研究生|示例市人民医院心内科主任|拟提名为书记候选人" in list(lines(made))
    assert "候选人：委员候选人的差额不少于" in refused(make, "换届选举的请示", ("委员名额: 3", "委员名额: 4"))
    assert "委员候选人的差额不少于" in refused(make, "换届选举的批复", ("委员名额: 3", "委员名额: 4"))


def test_who_is_elected_follows_from_the_votes(make: Make) -> None:
    made = make("选举结果的报告")
    assert "应到有选举权的党员46名，实到42名，到会率91.3%" in said(made)
    assert [line for line in lines(made) if "当选" in line] == [
        "1|张三|41|97.6%|当选",
        "2|李小四|40|95.2%|当选",
        "3|王小明|38|90.5%|当选",
        "4|陈小七|3|7.1%|未当选",
    ]
    # more than half of those present, though there is a seat
    assert "3|王小明|21|50.0%|未当选" in said(make("选举结果的报告", ("得票: 38", "得票: 21")))


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        (("实到: 42", "实到: 36"), "实到", "超过应到会的五分之四"),
        (("收回选票: 42", "收回选票: 43"), "收回选票", "选举无效"),
        (("有效选票: 41", "有效选票: 40"), "委员选举", "得票多于有效选票"),
        (("姓名: 陈小七, 得票: 3", "姓名: 陈小七, 得票: 38"), "委员选举", "得票相等"),
        (("书记: 张三", "书记: 陈小七"), "书记", "不在当选的委员里"),
    ],
)
def test_an_election_that_cannot_be_is_refused(make: Make, change: tuple[str, str], field: str, told: str) -> None:
    message = refused(make, "选举结果的报告", change)
    assert f"  {field}：" in message
    assert told in message


def test_who_takes_an_office_and_who_leaves_one(make: Make) -> None:
    made = make("任免通知")
    assert made.gongwen.main.title == "中共示例市医学会委员会关于张三等同志任免职的通知"
    text = "".join(lines(made))
    assert "张三同志任示例市医学会学术部主任，免去其示例市医学会办公室副主任职务；" in text
    assert "（试用期一年）；免去王五同志示例市医学会学术部主任职务。" in text
    alone = make("任免通知", ("  - {姓名: 张三, 任: 示例市医学会学术部主任, 免: 示例市医学会办公室副主任}\n", ""))
    assert "李小四等同志任免职" in alone.gongwen.main.title
    assert "每个人都要写" in refused(make, "任免通知", ("王五, 免: 示例市医学会学术部主任", "王五"))


def test_a_commendation_lists_people_by_their_units(make: Make) -> None:
    text = said(make("表彰决定"))
    assert "2个党组织" in "".join(text.split())
    assert "（一）示例市心血管病学会党支部（2名）" in text
    assert "张三　李小四" in text
    assert "没有写授予个人什么称号" in refused(make, "表彰决定", ("个人称号: 优秀共产党员\n", ""))


def test_an_invitation_has_an_agenda_and_a_slip_to_return(make: Make) -> None:
    made = make("会议通知")
    assert "9:00—9:30|传达上级党建工作会议精神|张三" in list(lines(made))
    assert [one.title for one in made.gongwen.main.attachments] == ["2026年党建工作会议参会回执"]
    assert "五、有关要求" in list(lines(made))
    without = make("会议通知", ("回执截止: 2026-12-05\n", ""))
    assert without.gongwen.main.attachments == ()
    assert "回执截止：交回执不能晚于会议" in refused(make, "会议通知", ("截止: 2026-12-05", "截止: 2026-12-15"))


def test_minutes_number_what_was_decided(make: Make) -> None:
    made = make("党委会会议纪要")
    assert made.gongwen.format is Format.MINUTES
    assert made.gongwen.masthead
    assert made.gongwen.masthead.label == "第12期"
    text = "".join(lines(made))
    assert "2.各项任务明确责任部门和完成时限，列入责任清单（责任部门：党委办公室）。" in text
    assert "二、关于成立老年医学分会党的工作小组" in text
    assert "出席：张三、李小四、王五、赵六" in text


def test_the_issue_is_the_number_in_the_register(make: Make) -> None:
    numbered = make("党建简报", ("# 期号: 第5期\n", "发文字号: 示委简〔2026〕7号\n总期数: 45\n")).gongwen.masthead
    assert numbered
    assert numbered.label == "第7期（总第45期）"
    assert (numbered.issuer_mark.names, numbered.issuer_mark.suffix) == (("党建工作",), "简报")
    unnumbered = make("党建简报").gongwen.masthead
    assert unnumbered
    assert unnumbered.label == "第　期"


def test_a_plan_counts_its_months(make: Make) -> None:
    made = make("理论学习中心组学习计划")
    assert "全年安排学习3次、11.5学时，其中集中学习2次、专题研讨1次。" in "".join(lines(made))
    assert "合计|||3次|11.5|" in list(lines(made))
    assert "安排：没有按月份的先后写" in refused(make, "理论学习中心组学习计划", ("月份: 3", "月份: 1"))


def test_a_ledger_marks_what_is_overdue(make: Make) -> None:
    made = make("整改台账")
    text = "".join(lines(made))
    assert "共有问题3个，已销号1个，销号率33.3%；正在整改2个，其中逾期1个。" in text
    rows = [line for line in lines(made) if re.match(r"\d\|", line)]
    assert [row.rpartition("|")[2] for row in rows] == ["2026年6月20日销号", "逾期", "正在整改"]
    assert "合计|问题3个|||||已销号1个，逾期1个" in list(lines(made))
    assert any(element.landscape for element in made.plan.galley if element.grid) or made.plan.pages[0].landscape
    assert "整改：有销号日期晚于截至日期的" in refused(make, "整改台账", ("销号日期: 2026-06-20", "销号日期: 2026-12-20"))


def test_members_are_ranked_by_their_votes(make: Make) -> None:
    made = make("民主评议党员汇总表")
    rows = [line for line in lines(made) if re.match(r"\d\|", line)]
    assert [row.split("|")[:2] for row in rows] == [["1", "张三"], ["2", "李小四"], ["2", "王五"], ["4", "赵六"]]
    assert "合计|4名|12|7|1|0||" in list(lines(made))
    assert "评议：有党员的票数加起来不等于测评票" in refused(make, "民主评议党员汇总表", ("优秀: 1, 合格: 4", "优秀: 1, 合格: 5"))
    votes = "王五, 优秀: 3, 合格: 1, 基本合格: 1, 不合格: 0, 等次: "
    told = refused(make, "民主评议党员汇总表", (f"{votes}合格", f"{votes}优秀"))
    assert "三分之一" in told


def test_scores_are_weighed_and_ranked(make: Make) -> None:
    made = make("述职评议考核表")
    assert "平均86.40分，最高92.80分，最低78.00分" in "".join(lines(made))
    rows = [line.split("|") for line in lines(made) if re.match(r"\d\|", line)]
    assert [(row[0], row[2], row[6], row[7]) for row in rows] == [
        ("1", "张三", "92.80", "好"),
        ("2", "李小四", "88.40", "较好"),
        ("3", "王五", "78.00", "一般"),
    ]
    assert "权重：各项权重加起来应是 100" in refused(make, "述职评议考核表", ("上级评价: 20", "上级评价: 30"))


def test_a_public_notice_lasts_five_working_days(make: Make) -> None:
    made = make("发展党员公示")
    assert made.gongwen.format is Format.PLAIN
    assert "公示期为2026年11月23日至11月27日。" in "".join(lines(made))
    assert "结束：公示期不少于五个工作日" in refused(make, "发展党员公示", ("结束: 2026-11-27", "结束: 2026-11-26"))
    over_a_weekend = ("开始: 2026-11-23", "开始: 2026-11-26"), ("结束: 2026-11-27", "结束: 2026-12-01")
    assert "公示期不少于五个工作日" in refused(make, "发展党员公示", *over_a_weekend)
    make("发展党员公示", over_a_weekend[0], ("结束: 2026-11-27", "结束: 2026-12-02"))


def test_dues_are_added_up(make: Make) -> None:
    made = make("党费收缴公示")
    assert "应缴412.50元，实缴377.50元，欠缴1名、35.00元。上缴上级党组织150.00元，留存227.50元。" in "".join(lines(made))
    assert "合计||||412.50|377.50|35.00|" in list(lines(made))
    assert "没有欠缴" in "".join(lines(make("党费收缴公示", ("实缴: 70", "实缴: 105"))))
    assert "上缴：上缴的比收到的还多" in refused(make, "党费收缴公示", ("上缴: 150", "上缴: 400"))


def test_a_reminder_has_a_slip_with_its_matter(make: Make) -> None:
    made = make("督办通知")
    assert "督办事项|党支部换届选举工作" in list(lines(made))
    assert "办结时限|2026年12月27日" in list(lines(made))
    assert "办结时限：办结时限早于成文日期" in refused(make, "督办通知", ("办结时限: 2026-12-27", "办结时限: 2026-11-20"))


def test_duties_are_counted_by_kind_and_by_department(make: Make) -> None:
    text = "".join(lines(make("党建工作责任清单")))
    assert "共有任务3项，其中政治建设1项、组织建设2项。按责任部门分：党委办公室2项，组织部1项。" in text


@pytest.mark.parametrize("name", PAPERS)
def test_a_folder_of_ours_becomes_an_offices_own_type(tmp_path: Path, name: str) -> None:
    (tmp_path / "hongtou.yaml").write_text("名称: 甲局委员会\n", encoding="utf-8")
    shutil.copytree(Path(__file__).parents[2] / "plugins" / "party" / "文种" / name, tmp_path / "文种" / "自己的")
    office = load_office(tmp_path)
    plugins = plugins_of(office)
    assert not plugins.failures
    draft = tmp_path / "草稿.yaml"
    draft.write_text(plugins.document_type("自己的").starter.replace(f"文种: {name}\n", "文种: 自己的\n"), encoding="utf-8")
    assert Runner(office, plugins).make(draft, ["docx"]).genre == "自己的"
