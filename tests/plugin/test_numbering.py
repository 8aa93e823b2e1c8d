"""Numbers of documents that have no 发文字号: written as their type's scheme says, given once, and no other's on paper."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hongtou import DocumentNumber, NumberingScheme
from hongtou.declared import plugins_of
from hongtou.errors import DraftError, PluginError
from hongtou.issuing.issuing import Days, Issuer
from hongtou.office import Settings, load_office, load_settings
from hongtou.plugin.manager import Plugins
from hongtou.register.register import Register
from hongtou.runner import Runner

Outside = Callable[..., Path]
BRINGS = """\
from hongtou import NumberingScheme, hookimpl

@hookimpl
def hongtou_register_numbering_schemes(register):
    register({made})
"""
USES = """\
from hongtou import DocumentType, Format, hookimpl, official

def compose(data, context):
    return official(data, context, format=Format.{format})

@hookimpl
def hongtou_register_document_types(register):
    register(DocumentType("专报", "一期一期的", {{}}, compose, "", numbering={scheme!r}))
"""
DRAFT = """\
---
文种: 专报
标题: 义诊专报
发文机关: 甲局
发文机关标志: 义诊简报
成文日期: 2026-03-02
MORE---
第{n}次义诊办得好。
"""
WAYS = {
    "第{号}期": ("第7期", "第　期"),
    "编号：{年}-{号:04}": ("编号：2026-0007", "编号：　　-　"),
    "{代字}第{号:02}期": ("甲发第07期", "甲发第　期"),
}


@pytest.mark.parametrize(("pattern", "texts"), WAYS.items())
def test_a_number_is_written_as_its_form_says(pattern: str, texts: tuple[str, str]) -> None:
    scheme = NumberingScheme("办法", "", pattern)
    assert (scheme.text(DocumentNumber("甲发", 2026, 7)), scheme.text(DocumentNumber("甲发", None))) == texts


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("made", "told"),
    [
        ("7", "登记的编号办法应为 NumberingScheme，实为 int"),
        ('NumberingScheme("期 号", "", "第{号}期")', "名称应为文字，中间没有空格和标点"),
        ('NumberingScheme("期", "", "第期")', "应写 {号} 一次"),
        ('NumberingScheme("期", "", "{号}{号}")', "应写 {号} 一次"),
        ('NumberingScheme("期", "", "第{号}期{季}")', "还可以写 {年}、{代字}；补零的写 {号:04}，实为 '第{号}期{季}'"),
        ('NumberingScheme("期", "", "{年:04}{号}")', "应写 {号} 一次"),
        ('NumberingScheme("期", "", "第{号}期\\n")', "应为一行、不超过 20 个字"),
        ('NumberingScheme("期", "", "{代字}〔{年}〕{号}号")', "印成“示委发〔2026〕7号”，和发文字号分不开"),
        ('NumberingScheme("期", "", "{代字}（{年}）{号:03}号")', "和发文字号分不开"),
        ('NumberingScheme("期号", "", "第{号}期")', "“期号”已经由插件“hongtou[party]”登记"),
    ],
)  # fmt: skip
def test_what_is_no_scheme_is_told_when_it_is_loaded(outside: Outside, made: str, told: str) -> None:
    outside("ways", BRINGS.replace("{made}", made))
    (failure,) = Plugins().failures
    assert str(failure).startswith("插件“ways[ways]”：")
    assert told in str(failure)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.delenv("HONGTOU_REGISTER", raising=False)
    (tmp_path / "hongtou.yaml").write_text("名称: 甲局\n机关代字: 甲发\n单独编号: [专报]\n", "utf-8")
    return load_settings(tmp_path)


def draft(office: Settings, name: str, more: str = "") -> Path:
    assert office.office.folder
    path = office.office.folder / f"{name}.md"
    path.write_text(DRAFT.replace("MORE", more).replace("{n}", name), encoding="utf-8")
    return path


def brought(outside: Outside, scheme: object = "流水", format: str = "MINUTES") -> None:
    outside("ways", BRINGS.replace("{made}", 'NumberingScheme("流水", "", "编号：{年}-{号:04}")'))
    outside("users", USES.format(format=format, scheme=scheme))


@pytest.mark.usefixtures("installed")
def test_a_type_prints_what_its_scheme_says_and_the_register_counts_on(outside: Outside, office: Settings) -> None:
    brought(outside)
    register = Register(office, "王小云")
    issuer = Issuer(Runner(office.office, Plugins()), register)
    labels = []
    for name in "一二":
        issued = issuer.issue(draft(office, name), Days(datetime.date(2026, 3, 3)))
        labels.append(Runner(office.office, Plugins()).compose(draft(office, name, f"发文字号: {issued.entry.number}\n")).gongwen)
    assert [made.masthead.label for made in labels if made.masthead] == ["编号：2026-0001", "编号：2026-0002"]
    register.close()


@pytest.mark.usefixtures("installed")
def test_its_numbers_are_no_others_on_paper(outside: Outside, office: Settings) -> None:
    brought(outside)
    register = Register(office, "王小云")
    for genre in ("通知", "专报"):
        register.reserve(register.series(2026, genre))
    scheme = Plugins().numbering_schemes["流水"]
    assert [one.message for one in register.audit().findings] == ["两种编号里都有这个号，印出来分不开"]
    assert register.audit(printed={"专报": scheme.text}).findings == ()
    register.close()


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("格式: 文件\n", "印的是“编号：2026-　”，文件格式印的是发文字号。用纪要格式，或者删去“格式”"),
        ("发文字号: 甲发〔2026〕7号\n期号: 第8期\n", "应印成“编号：2026-0007”，这里是“第8期”。删去“期号”"),
    ],
)  # fmt: skip
def test_a_draft_that_would_print_another_number_is_told(outside: Outside, office: Settings, more: str, told: str) -> None:
    brought(outside)
    with pytest.raises(DraftError, match=told):
        Runner(office.office, Plugins()).compose(draft(office, "三", more))


@pytest.mark.usefixtures("installed")
def test_a_number_of_the_series_of_all_is_no_issue(outside: Outside, office: Settings) -> None:
    brought(outside)
    assert office.office.folder
    (office.office.folder / "hongtou.yaml").write_text("名称: 甲局\n机关代字: 甲发\n", "utf-8")
    register = Register(load_settings(office.office.folder), "王小云")
    issuer = Issuer(Runner(register.office, Plugins()), register)
    with pytest.raises(
        DraftError, match=r"“专报”印期号，和别的公文一起编的号不是期数。在 hongtou\.yaml 的“单独编号”里写上“专报”"
    ):
        issuer.issue(draft(office, "六"), Days(datetime.date(2026, 3, 3)))
    assert register.entries() == []
    register.close()


@pytest.mark.usefixtures("installed")
def test_a_number_that_the_draft_makes_up_is_not_issued(outside: Outside, office: Settings) -> None:
    brought(outside)
    register = Register(office, "王小云")
    issuer = Issuer(Runner(office.office, Plugins()), register)
    with pytest.raises(DraftError, match="期号由登记簿编，不自己写。删去“期号”再发"):
        issuer.issue(draft(office, "四", "期号: 第8期\n"), Days(datetime.date(2026, 3, 3)))
    assert register.entries() == []
    register.close()


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("scheme", "format", "told"),
    [
        ("流水号", "MINUTES", "插件“users[users]”：文种“专报”的编号：没有“流水号”这个编号办法，是不是“流水”？"),
        ("流水", "DOCUMENT", "插件“users[users]”：文种“专报”印的是“编号：2026-　”，文件格式印的是发文字号。用纪要格式"),
    ],
)
def test_what_a_type_says_of_its_numbers_is_proved(
    outside: Outside, office: Settings, scheme: str, format: str, told: str
) -> None:
    brought(outside, scheme, format)
    with pytest.raises(PluginError, match=re.escape(told)):
        Runner(office.office, Plugins()).compose(draft(office, "五"))


@pytest.mark.usefixtures("installed")
def test_a_scheme_is_named_by_a_text(outside: Outside) -> None:
    brought(outside, 7)
    (failure,) = Plugins().failures
    assert "文种“专报”的 numbering 应为 PacketFields、UnitSummary、RegisterBook、str" in str(failure)


def test_a_type_without_python_names_a_scheme(tmp_path: Path) -> None:
    folder = tmp_path / "文种" / "专报"
    folder.mkdir(parents=True)
    (tmp_path / "hongtou.yaml").write_text("名称: 甲局\n机关代字: 甲发\n", "utf-8")
    head = "说明: 一期一期的\n编号: 期号\n公文: {格式: 纪要, 发文机关标志: 义诊简报}\n"
    (folder / "字段.yaml").write_text(f"{head}字段:\n  话: {{说明: 写什么, 例: 好, 必填: 是}}\n", "utf-8")
    (folder / "正文.md").write_text("{{ 话 }}\n", "utf-8")
    path = tmp_path / "报.yaml"
    path.write_text("文种: 专报\n标题: 义诊\n话: 好。\n发文字号: 甲发〔2026〕7号\n成文日期: 2026-03-02\n", "utf-8")
    known = load_office(tmp_path)
    made = Runner(known, plugins_of(known)).compose(path).gongwen.masthead
    assert made
    assert made.label == "第7期"
