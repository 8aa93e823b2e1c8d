"""After an issue: done once it stands in the register, tried again when it fails, and never in the way of the issue."""

import datetime
import json
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import pytest
from hongtou.doctor import examine
from hongtou.errors import OutputError
from hongtou.issuing import Days, Issued, Issuer, after
from hongtou.office import load_settings
from hongtou.plugin.manager import Plugins
from hongtou.register.entry import EntryState
from hongtou.register.register import Register
from hongtou.runner import Runner
from support.forked import Forker, surroundings

PROFILE = "名称: 云州市医学会\n机关代字: 云医发\n印发机关: 云州市医学会办公室\n"
DRAFT = "---\n文种: 通知\n标题: 关于做好年度总结的通知\n主送: [各专科分会]\n成文日期: 2026-11-18\n---\n现将有关事项通知如下。\n"
DAYS = Days(datetime.date(2026, 11, 21))
NUMBER = "云医发〔2026〕1号"
# Somebody else's plug-in: what a line of a list, and things that go wrong.
OUTSIDE = """
import os, time
from hongtou import *

def note(document):
    with open(document.office / document.settings["文件"], "a", encoding="utf-8") as file:
        file.write(f"{document.number} {document.title} {document.printed_on} {','.join(document.files)}\\n")

def wait_for(document):
    if not (document.office / "网络").exists():
        raise HongtouError("网络还没有通")
    note(document)

def stumble(document):
    raise ZeroDivisionError("机密的词句")

def turn(document):
    while True:
        try:
            time.sleep(0.01)
        except BaseException:
            pass

def leave(document):
    os._exit(7)

@hookimpl
def hongtou_register_after_issue(register):
    for name, run in {"记一笔": note, "等网络": wait_for, "跌倒": stumble, "退出": leave}.items():
        register(AfterIssue(name, "测试", run, {"文件": "记在哪里"}))
    register(AfterIssue("打转", "测试", turn, seconds=0.5))
"""
Outside = Callable[..., Path]


class Bureau:
    """An office that issues, with the plug-ins of this machine and one of somebody else's."""

    def __init__(self, folder: Path, points: list[EntryPoint]) -> None:
        self.folder = folder
        self.plugins = Plugins([*entry_points(group="hongtou"), *points])
        self.now = datetime.datetime(2026, 11, 21, 9, tzinfo=datetime.UTC)

    def wants(self, *choices: str) -> None:
        lines = "".join(f"  - {choice}\n" for choice in choices)
        (self.folder / "hongtou.yaml").write_text(f"{PROFILE}发文以后:\n{lines}", encoding="utf-8")

    def issue(self, reached: Callable[[str], None] = lambda _: None) -> Issued:
        register = Register(load_settings(self.folder))
        return Issuer(Runner(register.office, self.plugins), register, reached=reached).issue(self.folder / "通知.md", DAYS)

    def settle(self, *, even_early: bool = False) -> list[str]:
        register = Register(load_settings(self.folder))
        done = after.settle(self.folder, register, lambda: self.plugins, even_early=even_early, clock=lambda: self.now)
        return [str(outcome) for outcome in done]

    def state(self) -> list[EntryState]:
        return [entry.state for entry in Register(load_settings(self.folder)).entries()]


@pytest.fixture
def bureau(
    tmp_path: Path, outside: Outside, installed: Callable[[], list[EntryPoint]], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Bureau]:
    monkeypatch.delenv("HONGTOU_REGISTER", raising=False)
    outside("posts", OUTSIDE)
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "通知.md").write_text(DRAFT, encoding="utf-8")
    yield Bureau(folder, installed())


def test_copies_are_put_where_the_office_says(bureau: Bureau) -> None:
    bureau.wants("{做法: 送一份, 设置: {文件夹: 已发/待送}}")
    issued = bureau.issue()
    assert not (bureau.folder / "已发").exists()
    assert bureau.settle() == [f"发文以后：{NUMBER}的“送一份”做好了"]
    sent = {path.name: path.read_bytes() for path in (bureau.folder / "已发" / "待送").iterdir()}
    assert sent == {f"{NUMBER}.{one}": (issued.folder / f"{NUMBER}.{one}").read_bytes() for one in ("docx", "pdf")}
    assert (bureau.settle(), after.waiting(bureau.folder)) == ([], [])


@pytest.mark.parametrize("folder", ["", "..", "/srv", "archive/2026", "."])
def test_copies_go_nowhere_else(bureau: Bureau, folder: str) -> None:
    bureau.wants(f"{{做法: 送一份, 设置: {{文件夹: '{folder}'}}}}")
    bureau.issue()
    (told,) = bureau.settle()
    assert "应是办公室文件夹里的一个文件夹" in told


def test_what_fails_is_tried_again_later_and_later(bureau: Bureau) -> None:
    bureau.wants("{做法: 等网络, 设置: {文件: 单.txt}}", "{做法: 记一笔, 设置: {文件: 单.txt}}")
    bureau.issue()
    failed, done = bureau.settle()
    assert f"{NUMBER}的“等网络”没有做成：网络还没有通。公文已经发出" in failed
    assert done == f"发文以后：{NUMBER}的“记一笔”做好了"
    waits = []
    for _ in range(13):
        assert bureau.settle() == []
        (one,) = after.waiting(bureau.folder)
        due = datetime.datetime.fromisoformat(one.due)
        waits.append((due - bureau.now).total_seconds() / 60)
        bureau.now = due
        if len(waits) in {1, 2, 3, 13}:
            assert len(bureau.settle()) == 1
        else:  # as if it had been tried
            record = bureau.folder / "archive" / ".发文以后" / one.file
            record.write_bytes(after._bytes(after._later(one, one.reason, bureau.now)))
    assert waits[:4] == [1, 2, 4, 8] and waits[-1] == 24 * 60
    (bureau.folder / "网络").touch()
    assert bureau.settle() == []
    assert bureau.settle(even_early=True) == [f"发文以后：{NUMBER}的“等网络”做好了"]
    line = f"{NUMBER} 关于做好年度总结的通知 2026-11-21 {NUMBER}.docx,{NUMBER}.pdf\n"
    assert (bureau.folder / "单.txt").read_text("utf-8") == line * 2


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("跌倒", "插件“posts[posts]”：做“跌倒”时出错：ZeroDivisionError（{site}/outside_posts_posts.py 第 15 行）"),
        ("退出", "插件“posts[posts]”出错：工作进程中途退出（退出码 7）"),
        ("打转", "插件“posts[posts]”出错：超过 1.5 秒没有做完，已经停下"),
        ("没有的", "没有“没有的”这个做法（hongtou.yaml 的“发文以后”）。现有：送一份、"),
        ("送一份, 设置: {夹: 已发}", "“送一份”没有“夹”这个设置。有：文件夹"),
    ],
)
def test_whatever_goes_wrong_the_document_is_issued(bureau: Bureau, name: str, told: str) -> None:
    bureau.wants(f"{{做法: {name}}}", "{做法: 送一份, 设置: {文件夹: 已发}}")
    issued = bureau.issue()
    wrong, well = bureau.settle()
    told = told.format(site=bureau.folder.parent / "site")
    assert told in wrong and "机密" not in wrong
    assert well.endswith("做好了")
    assert (bureau.state(), issued.warning) == ([EntryState.ISSUED], "")
    assert any(finding.area == "发文以后" and told in finding.detail for finding in examine(bureau.folder, None, Plugins([])))


class CutError(Exception):
    """The process ends here."""


@pytest.mark.parametrize("step", ["numbered", "rendered", "staged", "filed", "registered"])
def test_nothing_is_sent_before_it_is_registered_nor_forgotten(bureau: Bureau, step: str) -> None:
    bureau.wants("{做法: 送一份, 设置: {文件夹: 已发}}")

    def cut(reached: str) -> None:
        if reached == step:
            raise CutError

    with pytest.raises(CutError):
        bureau.issue(cut)
    assert len(bureau.settle()) == (step == "registered")
    bureau.issue()
    bureau.settle()
    assert len(list((bureau.folder / "已发").iterdir())) == 2


def test_what_the_register_does_not_take_is_not_sent(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    bureau.wants("{做法: 送一份, 设置: {文件夹: 已发}}")

    def refuse(*_: object) -> None:
        raise CutError

    with monkeypatch.context() as context, pytest.raises(CutError):
        context.setattr(Register, "issue", refuse)
        bureau.issue()
    assert (len(after.waiting(bureau.folder)), bureau.settle()) == (1, [])
    bureau.issue()
    assert len(bureau.settle()) == 1


def test_what_was_revoked_meanwhile_is_not_sent(bureau: Bureau) -> None:
    bureau.wants("{做法: 送一份, 设置: {文件夹: 已发}}")
    number = bureau.issue().entry.number
    Register(load_settings(bureau.folder)).withdraw([number], "内容有误", EntryState.REVOKED)
    assert (bureau.settle(), after.waiting(bureau.folder)) == ([], [])
    assert not (bureau.folder / "已发").exists()


def test_a_queue_that_cannot_be_written_hinders_no_issue(bureau: Bureau) -> None:
    bureau.wants("{做法: 送一份, 设置: {文件夹: 已发}}")
    Register(load_settings(bureau.folder)).close()
    (bureau.folder / "archive").mkdir()
    (bureau.folder / "archive" / ".发文以后").write_text("a file")
    issued = bureau.issue()
    assert issued.warning.startswith("发文以后要做的事没有记下来：") and bureau.state() == [EntryState.ISSUED]


def test_a_record_that_cannot_be_read_is_named(bureau: Bureau) -> None:
    queue = bureau.folder / "archive" / ".发文以后"
    bureau.wants("{做法: 送一份}")
    Register(load_settings(bureau.folder)).close()
    queue.mkdir(parents=True)
    for content in ("{", "[]", "{}", json.dumps({"choice": {"name": "x", "settings": []}})):
        (queue / "坏.json").write_text(content)
        with pytest.raises(OutputError, match=r"坏\.json”读不懂"):
            bureau.settle()


def test_only_one_process_does_it(bureau: Bureau) -> None:
    bureau.wants("{做法: 送一份, 设置: {文件夹: 已发}}")
    bureau.issue()
    with after._alone(bureau.folder) as alone:
        assert (alone, bureau.settle()) == (True, [])
    assert len(bureau.settle()) == 1


def test_the_commands_do_it_and_tell(bureau: Bureau, forker: Forker) -> None:
    def hongtou(*arguments: str) -> tuple[int, str, str]:
        code, out, err = forker.run(arguments, bureau.folder, surroundings())
        return code, out.decode(), err.decode()

    bureau.wants("{做法: 送一份, 设置: {文件夹: ..}}")
    code, out, err = hongtou("issue", "通知.md", "--printed-on", "2026-11-21")
    assert (code, out) == (0, f"{NUMBER}\tarchive/2026/{NUMBER}\n")
    assert f"警告：{NUMBER}的“送一份”没有做成：" in err
    assert hongtou("number", "list")[2] == ""  # its time has not come
    code, out, err = hongtou("number", "after")
    assert (code, out.startswith(f"{NUMBER}\t送一份\t试过 2 次\t“送一份”的“文件夹”应是")) == (1, True)
    (record,) = (bureau.folder / "archive" / ".发文以后").glob("*.json")
    record.write_text(record.read_text("utf-8").replace('".."', '"已发"'), encoding="utf-8")
    (told,) = json.loads(hongtou("doctor", "--format", "json")[1])[-2:-1]
    assert (told["area"], told["name"]) == ("发文以后", f"{NUMBER}的“送一份”")
    assert hongtou("number", "after") == (0, "", f"发文以后：{NUMBER}的“送一份”做好了\n")
