"""Issuing: numbered once, filed whole, registered with its files; cut off anywhere, the next call completes it."""

import datetime
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter
from hongtou import DocumentNumber, Found, Rule, Sees, Settings, Strength
from hongtou.errors import DraftError, HongtouError, OutputError, RegisterError
from hongtou.evidence import Evidence, Role
from hongtou.intake import read_draft
from hongtou.issuing import Days, Despite, Issued, Issuer
from hongtou.office import load_settings
from hongtou.plugin.manager import Plugins
from hongtou.register.entry import EntryState, Series
from hongtou.register.register import Register
from hongtou.runner import Runner
from support import archival
from support.forked import Forker, surroundings
from support.plugins import PLUGINS, with_rule

PROFILE = "名称: 云州市医学会\n机关代字: 云医发\n印发机关: 云州市医学会办公室\n"
DRAFT = """---
文种: 通知
标题: 关于做好年度总结的通知
主送: [各专科分会]
成文日期: 2026-11-18
抄送: [市卫生健康委员会]
---
现将有关事项通知如下。
"""
DAYS = Days(datetime.date(2026, 11, 21))
STEPS = ("numbered", "rendered", "staged", "filed", "registered")
Issue = Callable[..., Issued]
CutOff = Callable[[Path, str], None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with a draft."""
    monkeypatch.delenv("HONGTOU_REGISTER", raising=False)
    (tmp_path / "hongtou.yaml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "通知.md").write_text(DRAFT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def register(folder: Path) -> Iterator[Register]:
    opened = Register(load_settings(folder), "王小云")
    yield opened
    opened.close()


@pytest.fixture
def issue(folder: Path, register: Register) -> Issue:
    def run(name: str = "通知.md", days: Days = DAYS, **more: Any) -> Issued:
        return Issuer(Runner(register.office, PLUGINS), register, **more).issue(folder / name, days)

    return run


def there(folder: Path) -> list[str]:
    """All that is in the archive, by its path."""
    return sorted(path.relative_to(folder / "archive").as_posix() for path in (folder / "archive").rglob("*") if path.is_file())


def in_place(folder: Path) -> list[str]:
    """What is in the archive, but for what was set aside."""
    return [path for path in there(folder) if not path.startswith("被替换/")]


def set_aside(folder: Path) -> list[str]:
    """What was filed first and then filed anew, by the path that it had."""
    return [re.sub(r"^被替换/(.+)-[0-9a-f]{8}/", r"2026/\1/", path) for path in there(folder) if path.startswith("被替换/")]


FILED = [
    ".lock",
    "2026/云医发〔2026〕1号/manifest.json",
    "2026/云医发〔2026〕1号/source/hongtou.yaml",
    "2026/云医发〔2026〕1号/source/通知.md",
    "2026/云医发〔2026〕1号/云医发〔2026〕1号.docx",
    "2026/云医发〔2026〕1号/云医发〔2026〕1号.pdf",
]


def text(pdf: bytes) -> str:
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return "".join(done.stdout.decode().split())


def test_a_draft_is_numbered_dated_filed_and_registered(folder: Path, issue: Issue, register: Register) -> None:
    issued = issue()
    assert (str(issued.entry), issued.again, issued.folder.name) == ("云医发〔2026〕1号", False, "云医发〔2026〕1号")
    assert there(folder) == FILED
    entry = register.entry(DocumentNumber("云医发", 2026, 1))
    assert (entry.state, entry.title, entry.genre) == (EntryState.ISSUED, "关于做好年度总结的通知", "通知")
    assert (entry.dated, entry.printed_on) == ("2026-11-18", "2026-11-21")
    assert dict(entry.more) == {"主送": "各专科分会", "抄送": "市卫生健康委员会"}
    assert archival.faults((issued.folder / "云医发〔2026〕1号.pdf").read_bytes()) == []
    printed = text((issued.folder / "云医发〔2026〕1号.pdf").read_bytes())
    assert "云医发〔2026〕1号" in printed and "2026年11月18日" in printed and "2026年11月21日印发" in printed
    assert (folder / "通知.md").read_text(encoding="utf-8") == DRAFT
    assert register.audit().findings == ()


def test_a_date_before_that_of_the_last_number_is_asked_about(folder: Path, issue: Issue, register: Register) -> None:
    issue()
    late = DRAFT.replace("2026-11-18", "2026-11-17").replace("年度总结", "年中总结")
    (folder / "补发.md").write_text(late, encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        issue("补发.md")
    told = str(caught.value)
    assert "成文日期2026年11月17日早于 云医发〔2026〕1号《关于做好年度总结的通知》的2026年11月18日" in told
    assert "--despite GW002 --because" in told
    assert len(register.entries()) == 1
    assert str(issue("补发.md", despite=Despite(("GW002",), "补发上月的")).entry) == "云医发〔2026〕2号"
    assert issue("补发.md").again  # it is asked once
    kept = register.entry(DocumentNumber("云医发", 2026, 2))
    assert kept.more["放行说明"] == "GW002：补发上月的"
    (folder / "当天.md").write_text(DRAFT.replace("年度总结", "当天总结"), encoding="utf-8")
    assert str(issue("当天.md").entry) == "云医发〔2026〕3号"


def test_a_reserved_number_is_compared_with_those_before_it(folder: Path, issue: Issue, register: Register) -> None:
    register.reserve(Series("云医发", 2026))
    issue()
    early = DRAFT.replace("成文日期: 2026-11-18", "成文日期: 2026-11-10\n发文字号: 云医发〔2026〕1号").replace("年度", "年中")
    (folder / "留号.md").write_text(early, encoding="utf-8")
    assert str(issue("留号.md").entry) == "云医发〔2026〕1号"


def test_a_docx_that_was_changed_after_it_was_made_is_asked_about(folder: Path, issue: Issue, register: Register) -> None:
    """What is issued is made of the draft."""
    made = folder / "通知.docx"
    made.write_bytes(Runner(register.office, PLUGINS).make(folder / "通知.md", ["docx"]).files["docx"])
    document = docx.Document(str(made))
    document.paragraphs[-1].add_run("改过的")
    document.save(str(made))
    with pytest.raises(
        RegisterError, match=r"“通知\.docx”在 Word 里改过，发出的公文照草稿做，不会有那些改动(.|\n)*--despite GW003"
    ):
        issue()
    assert register.entries() == []
    assert not issue(despite=Despite(("GW003",), "领导没有同意那些改动")).again


UNFIT = DRAFT.replace("下。", "下。会议于2026年12月5日（星期一）举行，2026年12月08日前报名。")


def test_what_breaks_the_standard_is_not_issued_unless_each_is_named(folder: Path, issue: Issue, register: Register) -> None:
    """Nothing is numbered; what was let pass is kept where the number is, in the log and in the archive."""
    (folder / "通知.md").write_text(UNFIT, encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        issue()
    first, second, told = str(caught.value).splitlines()
    assert "通知.md:8:" in first and "GW344" in first and "星期六" in first
    assert "通知.md:8:" in second and "GW613" in second
    assert "有 2 处不合标准，没有编号" in told and told.endswith("--despite GW344 --despite GW613 --because 原因")
    assert (register.entries(), there(folder)) == ([], [])
    with pytest.raises(RegisterError, match=r"有 1 处不合标准(.|\n)*--despite GW613 --because"):
        issue(despite=Despite(("GW344",), "会议改期"))
    entry = issue(despite=Despite(("GW613", "GW344", "GW330"), "会议改期，方案另发")).entry
    assert entry.more["放行说明"] == "GW344、GW613：会议改期，方案另发"
    assert "会议改期，方案另发" in register.history(entry)[-1].change
    manifest = json.loads((folder / "archive/2026/云医发〔2026〕1号/manifest.json").read_text(encoding="utf-8"))
    assert manifest["details"]["放行说明"] == entry.more["放行说明"]
    assert register.audit().findings == ()
    assert issue().again  # it is asked once


def test_a_call_that_was_cut_off_is_asked_again_until_it_is_issued(folder: Path, issue: Issue, register: Register) -> None:
    """A number that was reserved lets nothing pass."""
    (folder / "通知.md").write_text(UNFIT, encoding="utf-8")
    despite = Despite(("GW344", "GW613"), "会议改期")

    class CutOffError(Exception):
        pass

    def cut_off(step: str) -> None:
        if step == "numbered":
            raise CutOffError

    with pytest.raises(CutOffError):
        issue(despite=despite, reached=cut_off)
    assert [entry.state for entry in register.entries()] == [EntryState.RESERVED]
    with pytest.raises(RegisterError, match="--despite GW344 --despite GW613"):
        issue()
    assert issue(despite=despite).entry.more["放行说明"] == "GW344、GW613：会议改期"


def test_a_document_is_checked_as_it_will_be_with_its_number(folder: Path, register: Register) -> None:
    seen: list[str] = []

    def look(evidence: Evidence, settings: Settings) -> Iterator[Found]:
        del settings
        seen.append(evidence.text(Role.DOCUMENT_NUMBER))
        yield from ()

    plugins = with_rule(Rule("ZZ001", "例", "例", Strength.MUST, "例", "例", "例", "例", "例", (Sees.WORDS,), look))
    Issuer(Runner(register.office, plugins), register).issue(folder / "通知.md", DAYS)
    assert seen == ["云医发〔2026〕1号"]


def test_an_office_decides_what_stops_its_documents(folder: Path) -> None:
    (folder / "hongtou.yaml").write_text(
        PROFILE + "检查: [{规则: GW344, 强度: 惯例}, {规则: GW613, 强度: 不查}]\n", encoding="utf-8"
    )
    (folder / "通知.md").write_text(UNFIT, encoding="utf-8")
    opened = Register(load_settings(folder), "王小云")
    assert "放行说明" not in Issuer(Runner(opened.office, PLUGINS), opened).issue(folder / "通知.md", DAYS).entry.more
    opened.close()


def test_issued_again_it_is_told_and_nothing_is_done(folder: Path, issue: Issue, register: Register) -> None:
    first = issue()
    second = issue(days=Days(datetime.date(2026, 12, 1)))
    assert (second.entry, second.again, second.files) == (first.entry, True, first.files)
    assert len(register.entries()) == 1
    (folder / "通知.md").write_text(DRAFT.replace("有关", "相关"), encoding="utf-8")
    with pytest.raises(RegisterError, match="已经以 云医发〔2026〕1号 发出，草稿后来又改了"):
        issue()


CHILD = """
import datetime, os, sys
from pathlib import Path
from hongtou.intake import read_draft
from hongtou.issuing import Days, Issuer
from hongtou.plugin.manager import Plugins
from hongtou.office import load_settings
from hongtou.register.register import Register
from hongtou.runner import Runner
settings = load_settings(Path(sys.argv[1]))
register = Register(settings, "王小云")
issuer = Issuer(Runner(settings.office, Plugins()), register, reached=lambda step: step == sys.argv[2] and os._exit(9))
issuer.issue(Path(sys.argv[1]) / "通知.md", Days(datetime.date(2026, 11, 20)))
"""


@pytest.fixture
def cut_off(forker: Forker) -> CutOff:
    """Issues the draft in a process that ends after a step, as if it were killed."""

    def run(folder: Path, step: str) -> None:
        assert forker.run([str(folder), step], folder, surroundings(), code=CHILD)[0] == 9

    return run


@pytest.mark.parametrize("step", STEPS)
def test_cut_off_after_any_step_the_next_call_completes_it(
    cut_off: CutOff, folder: Path, issue: Issue, register: Register, step: str
) -> None:
    cut_off(folder, step)
    entries = register.entries()
    assert [(entry.serial, entry.identity) for entry in entries] == [(1, "通知.md")]
    assert (entries[0].state is EntryState.ISSUED) == (step == "registered")
    issued = issue()
    assert issued.again == (step == "registered")
    assert there(folder) == FILED
    assert [(entry.serial, entry.state) for entry in register.entries()] == [(1, EntryState.ISSUED)]
    assert register.audit().findings == ()
    # What was filed before stays as it was, with its day; what was not is of today.
    assert issued.entry.printed_on == ("2026-11-20" if step in {"filed", "registered"} else "2026-11-21")


def test_what_a_cut_left_of_a_number_that_is_void_goes_with_the_next_issue(
    cut_off: CutOff, folder: Path, issue: Issue, register: Register
) -> None:
    cut_off(folder, "staged")
    register.void([register.entries()[0].number], "不发了")
    (folder / "archive" / "2026" / ".DS_Store").write_bytes(b"of a file manager")
    (folder / "另一份.md").write_text(DRAFT.replace("年度总结", "换届"), encoding="utf-8")
    issue("另一份.md")
    assert {path.split("/")[1] for path in there(folder) if "/" in path} == {"云医发〔2026〕2号", ".DS_Store"}


def test_what_was_filed_is_read_once(cut_off: CutOff, folder: Path, issue: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_off(folder, "filed")
    read: list[str] = []
    read_bytes = Path.read_bytes

    def watched(path: Path) -> bytes:
        read.append(path.name)
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", watched)
    issue()
    assert read.count("manifest.json") == 2  # by who compares archive and register, and by who issues


@pytest.mark.parametrize("step", ["staged", "filed"])
def test_a_draft_that_changed_after_the_cut_is_made_anew(
    cut_off: CutOff, folder: Path, issue: Issue, register: Register, step: str
) -> None:
    cut_off(folder, step)
    (folder / "通知.md").write_text(DRAFT.replace("有关", "相关"), encoding="utf-8")
    issued = issue()
    assert "相关事项" in text((issued.folder / "云医发〔2026〕1号.pdf").read_bytes())
    assert in_place(folder) == FILED
    assert set_aside(folder) == (FILED[1:] if step == "filed" else [])
    assert register.audit().findings == ()


def test_files_damaged_after_the_cut_are_made_anew(cut_off: CutOff, folder: Path, issue: Issue, register: Register) -> None:
    cut_off(folder, "filed")
    (folder / "archive/2026/云医发〔2026〕1号/manifest.json").write_text("{", encoding="utf-8")
    issue()
    assert in_place(folder) == FILED
    assert set_aside(folder) == FILED[1:]
    assert register.audit().findings == ()


def test_another_document_in_the_archive_is_never_touched(folder: Path, issue: Issue) -> None:
    """As when an older register was put back: its next number stands in the archive already."""
    issue()
    before = {path: (folder / "archive" / path).read_bytes() for path in there(folder)}
    (folder / "二.md").write_text(DRAFT.replace("年度总结", "会员登记"), encoding="utf-8")
    with sqlite3.connect(folder / "register.db") as book:
        book.execute("update number set state='reserved', identity='二.md', source='二.md', digest='', folder='', manifest=''")
    with pytest.raises(RegisterError, match=r"归档里有 1 份公文登记簿里没有登记.*hongtou number recover"):
        issue("二.md")
    # The second guard holds by itself, too.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hongtou.register.reconcile.Comparison.refuse_unregistered", lambda *_: None)
        with pytest.raises(RegisterError, match="是另一份公文，没有动它"):
            issue("二.md")
    assert {path: (folder / "archive" / path).read_bytes() for path in there(folder)} == before


def test_another_draft_gets_the_next_number_while_one_hangs(cut_off: CutOff, folder: Path, issue: Issue) -> None:
    cut_off(folder, "numbered")
    (folder / "二.md").write_text(DRAFT.replace("年度总结", "会员登记"), encoding="utf-8")
    assert issue("二.md").entry.serial == 2
    assert issue().entry.serial == 1


def test_a_draft_that_names_its_reserved_number(folder: Path, issue: Issue, register: Register) -> None:
    path = folder / "通知.md"
    path.write_text(DRAFT.replace("主送", "发文字号: 云医发〔2026〕3号\n主送"), encoding="utf-8")
    with pytest.raises(DraftError, match=r"通知.md:4.*发文字号：登记簿里没有 云医发〔2026〕3号.*--year 2026 --serial 3"):
        issue()
    register.reserve(Series("云医发", 2026), 3)
    assert issue().entry.serial == 3
    (folder / "二.md").write_text(path.read_text(encoding="utf-8").replace("年度", "季度"), encoding="utf-8")
    with pytest.raises(RegisterError, match="3号 已经发出，不能再用"):
        issue("二.md")


WRONG = {
    "成文日期: 2026-11-18\n": ("", "没有成文日期，不能发文"),
    "文种: 通知\n": ("文种: 通知\n格式: 普通\n", "普通格式没有红头"),
    "主送: [各专科分会]\n": ("印发日期: 2026-11-01\n", "印发日期2026年11月1日早于成文日期2026年11月18日"),
    "抄送: [市卫生健康委员会]\n": ("发文字号: 云医发〔2025〕1号\n", "发文字号的年份是2025，成文日期在2026年"),
    "标题: 关于做好年度总结的通知\n": ("标提: 通知\n", "标提"),
}


@pytest.mark.parametrize("written", WRONG)
def test_a_draft_that_is_not_fit_gets_no_number(folder: Path, issue: Issue, register: Register, written: str) -> None:
    instead, message = WRONG[written]
    (folder / "通知.md").write_text(DRAFT.replace(written, instead), encoding="utf-8")
    with pytest.raises(DraftError, match=message):
        issue()
    assert register.entries() == []
    assert not (folder / "archive").exists()


def test_a_draft_without_its_approver_gets_no_number(folder: Path, issue: Issue, register: Register) -> None:
    (folder / "通知.md").write_text(DRAFT.replace("文种: 通知\n", "文种: 通知\n签发人:\n"), encoding="utf-8")
    with pytest.raises(DraftError, match="签发人还空着，不能发文"):
        issue()
    assert register.entries() == []


def test_no_organ_gets_a_number_of_another_one(folder: Path, issue: Issue, register: Register) -> None:
    other = DRAFT.replace("---\n文种", "---\n发文机关: [云州市护理学会, 云州市医学会]\n文种")
    (folder / "联合.md").write_text(other, encoding="utf-8")
    with pytest.raises(DraftError, match="机关代字“云医发”是“云州市医学会”的，不是“云州市护理学会”的"):
        issue("联合.md")
    assert register.entries() == []
    own = DRAFT.replace("---\n文种", "---\n发文机关: [云州市医学会, 云州市护理学会]\n文种")
    (folder / "联合.md").write_text(own, encoding="utf-8")
    assert str(issue("联合.md").entry.number) == "云医发〔2026〕1号"
    (number,) = register.reserve(Series("云护发", 2026), 1)
    (folder / "护理.md").write_text(other.replace("文种", f"发文字号: {number.number}\n文种", 1), encoding="utf-8")
    assert str(issue("护理.md").entry.number) == "云护发〔2026〕1号"


def test_the_day_may_be_given(folder: Path, issue: Issue) -> None:
    (folder / "通知.md").write_text(DRAFT.replace("成文日期: 2026-11-18\n", ""), encoding="utf-8")
    issued = issue(days=Days(datetime.date(2027, 1, 4), datetime.date(2026, 12, 30)))
    assert (str(issued.entry), issued.entry.dated, issued.entry.printed_on) == ("云医发〔2026〕1号", "2026-12-30", "2027-01-04")


def test_an_own_identity_goes_with_the_draft_wherever_it_is(folder: Path, issue: Issue) -> None:
    named = DRAFT.replace("主送", "标识: 2026总结\n主送")
    (folder / "通知.md").write_text(named, encoding="utf-8")
    issue()
    (folder / "旧稿").mkdir()
    (folder / "通知.md").rename(folder / "旧稿" / "一.md")
    assert issue("旧稿/一.md").again
    (folder / "二.md").write_text(named.replace("年度", "季度"), encoding="utf-8")
    with pytest.raises(RegisterError, match=r"两份不同的草稿用了同一个标识“2026总结”：“通知\.md”和“二\.md”"):
        issue("二.md")


def test_a_draft_outside_the_office(folder: Path, issue: Issue, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("别处") / "通知.md"
    elsewhere.write_text(DRAFT, encoding="utf-8")
    with pytest.raises(RegisterError, match="不在办公室文件夹"):
        issue(str(elsewhere))
    assert folder.exists()


def test_everything_that_the_draft_names_is_filed(folder: Path, issue: Issue) -> None:
    (folder / "附件").mkdir()
    (folder / "附件" / "要点.md").write_text("---\n文种: 工作要点\n标题: 要点\n---\n一、总体要求\n", encoding="utf-8")
    (folder / "通知.md").write_text(DRAFT.replace("主送", "印发: 附件/要点.md\n主送"), encoding="utf-8")
    issued = issue()
    assert "source/附件/要点.md" in issued.files
    manifest = json.loads((issued.folder / "manifest.json").read_text(encoding="utf-8"))
    assert {file["name"] for file in manifest["files"]} == set(issued.files) - {"manifest.json"}
    (folder / "附件" / "要点.md").write_text("---\n文种: 工作要点\n标题: 要点\n---\n一、改了\n", encoding="utf-8")
    with pytest.raises(RegisterError, match="草稿后来又改了"):
        issue()


OWN_TYPE = """
from pathlib import Path
from hongtou import *

@hookimpl
def hongtou_register_document_types(register):
    starter = "---\\n文种: 交接单\\n---\\n"
    templates = Path(__file__).parent / "templates"
    register(DocumentType("交接单", "有自己的模板", {}, official, starter, templates=templates))
"""
STYLES = (Path(__file__).parents[2] / "templates" / "html" / "gongwen.css").read_text(encoding="utf-8")
PICTURE = Path(__file__).parents[2] / "sample_data" / "seals" / "党委.png"


@pytest.fixture
def much(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Plugins:
    """A draft that names a draft, a sheet and a picture, of a type with a template of its own; the type, too."""
    (folder / "yunzhou_templates").mkdir()
    (folder / "yunzhou_templates" / "__init__.py").write_text(OWN_TYPE, encoding="utf-8")
    (folder / "yunzhou_templates" / "templates").mkdir()
    (folder / "yunzhou_templates" / "templates" / "gongwen.css").write_text(STYLES, encoding="utf-8")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "yunzhou_templates", raising=False)
    (folder / "要点.md").write_text("---\n文种: 工作要点\n标题: 要点\n---\n一、抓好学习\n", encoding="utf-8")
    with xlsxwriter.Workbook(folder / "名单.xlsx") as workbook:
        sheet = workbook.add_worksheet("名单")
        sheet.write_row(0, 0, ["序号", "姓名"])
        sheet.write_row(1, 0, ["1", "王小云"])
    (folder / "图.png").write_bytes(PICTURE.read_bytes())
    named = "附件: [{标题: 要点, 文件: 要点.md}, {标题: 名单, 文件: 名单.xlsx}]\n主送"
    draft = DRAFT.replace("文种: 通知", "文种: 交接单").replace("主送", named) + "![图1](图.png)\n"
    (folder / "通知.md").write_text(draft, encoding="utf-8")
    return Plugins([*entry_points(group="hongtou"), EntryPoint("yunzhou", "yunzhou_templates", "hongtou")])


NAMED = ("通知.md", "要点.md", "名单.xlsx", "图.png", "hongtou.yaml", "yunzhou_templates/templates/gongwen.css")


@pytest.mark.parametrize("step", ["read", "checked", *STEPS])
def test_what_is_filed_was_drawn_whatever_becomes_of_the_files_meanwhile(
    folder: Path, register: Register, much: Plugins, step: str
) -> None:
    before = {name: (folder / name).read_bytes() for name in NAMED}

    days = {"发文字号": "云医发〔2026〕1号", "印发日期": "2026-11-21"}
    drawn = Runner(register.office, much).make(read_draft(folder / "通知.md").having(days), ["docx", "pdfa"]).files

    def spoil(reached: str) -> None:
        for name in NAMED if reached == step else ():
            (folder / name).write_bytes(b"spoilt")

    issued = Issuer(Runner(register.office, much), register, reached=spoil).issue(folder / "通知.md", DAYS)
    filed = issued.folder / "source"
    assert {path.name: path.read_bytes() for path in filed.iterdir()} == {name: before[name] for name in NAMED if "/" not in name}
    assert [(issued.folder / f"{issued.entry}.{kind}").read_bytes() for kind in ("docx", "pdf")] == [
        drawn["docx"],
        drawn["pdfa"],
    ]
    printed = text(drawn["pdfa"])
    assert all(part in printed for part in ("现将有关事项通知如下", "抓好学习", "王小云"))
    assert register.audit().findings == ()


def test_files_lost_after_issuing_are_told(issue: Issue) -> None:
    issued = issue()
    (issued.folder / "云医发〔2026〕1号.pdf").unlink()
    with pytest.raises(RegisterError, match="已经发出，可是归档的文件不见了"):
        issue()


def test_the_archive_cannot_be_made(folder: Path, issue: Issue, register: Register) -> None:
    (folder / "archive").write_text("", encoding="utf-8")
    with pytest.raises(OutputError, match="写不了归档的文件夹"):
        issue()
    assert [entry.state for entry in register.entries()] == [EntryState.RESERVED]
    (folder / "archive").unlink()
    assert issue().entry.serial == 1


def test_without_an_office_nothing_is_issued() -> None:
    from hongtou import Office

    with pytest.raises(HongtouError, match="没有办公室文件夹"):
        Issuer(Runner(Office(), PLUGINS), None)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def certificate() -> bytes:
    """A PKCS#12 certificate of an invented office."""
    return made_out()


def made_out(begin: int = 2026, end: int = 2046, *, signs: bool = True) -> bytes:
    """A certificate for some years, for signing or for something else."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "云州市医学会")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.datetime(begin, 1, 1, tzinfo=datetime.UTC))
        .not_valid_after(datetime.datetime(end, 1, 1, tzinfo=datetime.UTC))
        .add_extension(x509.KeyUsage(signs, signs, not signs, *[False] * 6), critical=True)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"hongtou", key, made, None, BestAvailableEncryption(b"geheim"))


def test_a_signed_pdf_is_whole_and_filed(issue: Issue, folder: Path, certificate: bytes, register: Register) -> None:
    import io

    from hongtou.issuing.certificate import signer
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.status import SignatureCoverageLevel
    from pyhanko_certvalidator import ValidationContext

    path = folder / "证书.p12"
    path.write_bytes(certificate)
    issued = issue(sign=signer(path, "geheim"))
    content = (issued.folder / "云医发〔2026〕1号.pdf").read_bytes()
    assert "the metadata do not say PDF/A-2" not in archival.faults(content)
    (signature,) = PdfFileReader(io.BytesIO(content)).embedded_signatures
    status = validate_pdf_signature(signature, ValidationContext(trust_roots=[], allow_fetching=False))
    assert status.intact and status.valid
    assert status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    assert "云医发〔2026〕1号" in text(content)
    assert json.loads((issued.folder / "manifest.json").read_text(encoding="utf-8"))["signed"] is True
    assert register.audit().findings == ()


@pytest.mark.parametrize(
    ("content", "password"), [(None, "geheim"), (b"", "geheim"), (b"not a certificate", ""), ("p12", "falsch")]
)
def test_a_certificate_that_does_not_open(folder: Path, certificate: bytes, content: bytes | str | None, password: str) -> None:
    from hongtou.issuing.certificate import signer

    path = folder / "证书.p12"
    if content is not None:
        path.write_bytes(certificate if isinstance(content, str) else content)
    with pytest.raises(HongtouError, match="证书"):
        signer(path, password)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (made_out(2020, 2021), "有效期是 2020-01-01 至 2021-01-01，今天不在里面"),
        (made_out(2090, 2099), "有效期是 2090-01-01 至 2099-01-01，今天不在里面"),
        (made_out(signs=False), "这个证书不能用于签名"),
    ],
    ids=["over", "not yet", "not for signing"],
)
def test_a_certificate_that_nobody_would_accept(folder: Path, content: bytes, told: str) -> None:
    from hongtou.issuing.certificate import signer

    (folder / "证书.p12").write_bytes(content)
    with pytest.raises(HongtouError, match=told):
        signer(folder / "证书.p12", "geheim")


def test_a_key_of_another_certificate_signs_nothing(folder: Path, certificate: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    from hongtou.issuing.certificate import signer
    from pyhanko.sign.signers import SimpleSigner

    one, other = (SimpleSigner.load_pkcs12_data(content, [], b"geheim") for content in (certificate, made_out()))
    mixed = SimpleSigner(signing_cert=one.signing_cert, signing_key=other.signing_key, cert_registry=one.cert_registry)
    monkeypatch.setattr(SimpleSigner, "load_pkcs12_data", lambda *_, **__: mixed)
    (folder / "证书.p12").write_bytes(certificate)
    with pytest.raises(HongtouError, match="私钥不是这个证书的"):
        signer(folder / "证书.p12", "geheim")


@pytest.mark.parametrize("link", ["archive/2026", "archive/.lock"])
def test_nothing_is_filed_behind_a_link(folder: Path, issue: Issue, tmp_path_factory: pytest.TempPathFactory, link: str) -> None:
    other = tmp_path_factory.mktemp("other")
    (folder / "archive").mkdir()
    (folder / link).symlink_to(other if link.endswith("2026") else other / "lock")
    with pytest.raises(OutputError, match="链接"):
        issue()
    assert list(other.iterdir()) == []
