"""Mistakes of plug-ins' authors: each is told in Chinese with plug-in, file and line, and others' types go on working.

A plug-in that brings one of everything gets one wrong line; the command that meets it runs, then one that asks others' types.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.forked import Forker, surroundings

Outside = Callable[..., Path]

# What a plug-in looks like; a mistake stands in the place of one of these words.
SOURCE = '''\
from hongtou import *
import os, sys, time
«top»

STARTER = """---
文种: 示例文种
标题: 关于做好值班工作的通知
发文机关: 云州市医学会
主送: [各专科分会]
成文日期: 2026-11-20
---
请认真做好。
"""

def even(name, value, error):
    «even»

def compose(data, context):
    «compose»
    return official(data, context)

def render(drawing):
    «render»
    return b"drawn"

def judge(evidence, settings):
    «judge»
    return []

def read(path, changes):
    «read»
    return Source(path, (Line("关于做好值班工作的通知", 1), Line("请认真做好。", 2)))

def run(document):
    pass

@hookimpl
def hongtou_register_document_types(register):
    «register»
    register(DocumentType(«type»))

@hookimpl
def hongtou_register_renderers(register):
    register(Renderer(«renderer»))

@hookimpl
def hongtou_register_importers(register):
    register(Importer(«importer»))

@hookimpl
def hongtou_register_rules(register):
    register(Rule(«rule»))

@hookimpl
def hongtou_register_after_issue(register):
    register(AfterIssue(«after»))
'''
SCHEMA = '{"人数": field("integer", "人数", help="几个人", example="2", check_with=even)}'
TYPE = f'name="示例文种", summary="测试", schema={SCHEMA}, compose=compose, starter=STARTER'
TEXTS = '"名", "依据", Strength.CUSTOM, "查", "因", "改", "前", "后", needs=tuple(Sees)'
RIGHT: Mapping[str, str] = {
    **dict.fromkeys(("top", "even", "compose", "render", "judge", "read", "register"), "pass"),
    "type": TYPE,
    "renderer": '"mark", "测试", render',
    "importer": '"memo", "测试", (".memo",), read',
    "rule": f'"ZZ001", {TEXTS}, judge=judge',
    "after": '"记一笔", "测试", run',
}
ASKED: Mapping[str, tuple[str, ...]] = {
    "top": ("render", "例.md", "--to", "docx"),
    "compose": ("render", "例.md", "--to", "docx"),
    "even": ("render", "例.md", "--to", "docx"),
    "render": ("render", "例.md", "--to", "mark"),
    "judge": ("check", "例.md"),
    "read": ("import", "来.memo", "-o", "到"),
    "plugins": ("plugins",),
}
# Nobody waits half a minute for what never ends, nor until four GiB are full.
LIMITED = """
import os, sys
from hongtou import runner
from hongtou.checking import checker
from hongtou.cli.running import run
from hongtou.foreign import call
from hongtou.plugin import loading
{limits}
code = run(sys.argv[1:])
sys.stdout.flush()
sys.stderr.flush()
os._exit(code)
"""
DRAFT = """---
文种: {genre}
标题: 关于做好值班工作的通知
发文机关: 云州市医学会
主送: [各专科分会]
{count}成文日期: 2026-11-20
---
请认真做好。
"""
ENDLESS = "while True: pass"
DEEP = "deep = lambda: deep() + 1; deep()"
GREEDY = "held = [bytearray(1 << 26) for _ in range(1 << 20)]"


@dataclass(frozen=True)
class Mistake:
    """One mistake.

    :param where: which word of the source it takes the place of.
    :param line: what stands there; its last line is the one that is named.
    :param told: words of the message.
    :param asked: the command that meets it, a key of ``ASKED``.
    :param code: its exit code.
    :param is_placed: file and line are told.
    :param is_whole: the line is the function's first one: what it gave back is wrong.
    :param more: other places that change with it.
    """

    where: str
    line: str
    told: tuple[str, ...]
    asked: str = ""
    code: int = 1
    is_placed: bool = True
    is_whole: bool = False
    more: Mapping[str, str] = field(default_factory=dict)


def loading(line: str, *told: str, where: str = "top", is_placed: bool = True) -> Mistake:
    """It shows when the plug-in is loaded."""
    return Mistake(where, line, told, "top", is_placed=is_placed)


def registered(where: str, line: str, *told: str, more: Mapping[str, str] = {}) -> Mistake:
    """What is registered is not sound."""
    return Mistake(where, line, told, "top", more=more)


def tried(line: str, *told: str, asked: str = "top") -> Mistake:
    """What a type brings is not sound, which shows when it is tried or used."""
    return Mistake("type", line, told, asked, is_placed=False)


def changing(line: str, told: str, where: str = "compose") -> Mistake:
    """It changes something that is everybody's, and does its work."""
    return Mistake(where, line, ("改了", told, "已经改回"), code=0, is_placed=False)


MISTAKES: Mapping[str, Mistake] = {
    # At import.
    "a missing dependency": loading("import no_such_package", "导入时出错", "no_such_package"),
    "an exception at import": loading("1 / 0", "导入时出错", "ZeroDivisionError"),
    "no Python": loading("def f(:", "导入时出错", "SyntaxError"),
    "an exit at import": loading("sys.exit(3)", "导入时出错", "SystemExit"),
    "an endless loop at import": loading(ENDLESS, "没有装好", "不再等它"),
    "recursion at import": loading(DEEP, "RecursionError"),
    "a name of hongtou's that is not there": loading("from hongtou import Papers", "Papers"),
    "a version that is not here": loading('REQUIRES_HONGTOU = "99.0"', "要接口 99.0", is_placed=False),
    "an exception at registering": loading("1 / 0", "登记时出错", "ZeroDivisionError", where="register"),
    "an endless loop at registering": loading(ENDLESS, "没有装好", where="register"),
    "an exit at registering": loading("sys.exit()", "登记时出错", "SystemExit", where="register"),
    # What is registered.
    "a type that is none": registered("register", "register('文种')", "登记的文种应为 DocumentType", "str"),
    "a name with blanks": registered("type", TYPE.replace("示例文种", "示例 文种"), "文种名应为文字"),
    "no function to compose": registered("type", TYPE.replace("compose=compose", "compose=3"), "compose 应可调用"),
    "a starter of another kind": registered("type", f"{TYPE}, starter_suffix='.txt'", "starter_suffix"),
    "outputs that are none": registered("type", f"{TYPE}, outputs='pdf'", "outputs 应为输出格式的名称"),
    "a common field of another kind": registered(
        "type", TYPE.replace('"人数": field("integer"', '"标题": field("integer"'), "字段“标题”是每种草稿都有的"
    ),
    "a group that holds itself": registered(
        "type",
        f"{TYPE[: TYPE.index('schema=')]}schema=HELD, compose=compose, starter=STARTER",
        "字段“项”里面套着它自己",
        more={
            "top": 'HELD = {}; HELD["项"] = field("list", "项", help="几", example="一", schema={"type": "dict", "schema": HELD})'
        },
    ),
    "a list of itself": registered(
        "type",
        f"{TYPE[: TYPE.index('schema=')]}schema={{'项': HELD}}, compose=compose, starter=STARTER",
        "字段“项”里面套着它自己",
        more={"top": 'HELD = field("list", "项", help="几项", example="一"); HELD["schema"] = HELD'},
    ),
    "a name of ours": registered("type", TYPE.replace("示例文种", "通知"), "“通知”已经由插件“hongtou[notice]”登记"),
    "a name of another's": registered("type", TYPE.replace("示例文种", "好文种"), "“好文种”已经由插件“aaa[aaa]”登记"),
    "a renderer's name in capitals": registered("renderer", '"Mark", "测试", render', "小写字母"),
    "a renderer that is taken": registered("renderer", '"docx", "测试", render', "“docx”已经由插件“hongtou["),
    "an importer of no suffix": registered("importer", '"memo", "测试", (), read', "suffixes 应为文件后缀"),
    "an importer without a name": registered("importer", '"memo", "测试", (".memo",), lambda *_: None', "应为模块里的函数"),
    "a rule's code that is none": registered("rule", f'"Z1", {TEXTS}, judge=judge', "检查规则的编号"),
    "a rule that explains nothing": registered(
        "rule", f'"ZZ001", {TEXTS.replace("因", " ")}, judge=judge', "检查规则“ZZ001”的名称、依据"
    ),
    "a rule's code of ours": registered("rule", f'"GW001", {TEXTS}, judge=judge', "“GW001”已经由插件“hongtou["),
    "work afterwards that has no end": registered("after", '"记一笔", "测试", run, seconds=0', "seconds 应大于 0"),
    "a parameter that no hook has": registered("after", '"记一笔", "测试", run, wait=3', "wait"),
    # Fields and starters, which are tried by hongtou plugins.
    "a field without help": tried(TYPE.replace('help="几个人", ', ""), "help"),
    "a field whose help is empty": tried(TYPE.replace("几个人", ""), "字段“人数”没有 help"),
    "a field of an unknown kind": tried(TYPE.replace('"integer"', '"integr"'), "“integr”不认识，是不是“integer”"),
    "an unknown rule of a field": tried(TYPE.replace("check_with=even", "minimum=1"), "minimum"),
    "a starter that has an error": tried(
        TYPE.replace("STARTER", "STARTER.replace('标题', '题标')"), "起步的草稿有错", asked="plugins"
    ),
    "a starter of another type": tried(
        TYPE.replace("STARTER", "STARTER.replace('示例', '别的')"), "起步的草稿有错", asked="plugins"
    ),
    # While fields are checked and documents composed.
    "an exception in a field's check": Mistake("even", "1 / 0", ("检查例.md的字段时出错", "ZeroDivisionError")),
    "an endless loop in a field's check": Mistake("even", ENDLESS, ("检查例.md的字段用的时间太长",)),
    "an exception in compose": Mistake("compose", "data['没有的']", ("处理例.md时出错", "KeyError")),
    "an exception of Python's own library": Mistake("compose", "__import__('decimal').Decimal('五')", ("InvalidOperation",)),
    "an endless loop in compose": Mistake("compose", ENDLESS, ("处理例.md用的时间太长", "不再等它")),
    "a wait in compose": Mistake("compose", "time.sleep(1e6)", ("处理例.md用的时间太长",)),
    "recursion in compose": Mistake("compose", DEEP, ("处理例.md时出错", "RecursionError")),
    "memory hunger in compose": Mistake("compose", GREEDY, ("处理例.md时出错", "内存不够")),
    "an exit in compose": Mistake("compose", "sys.exit(0)", ("处理例.md时出错", "SystemExit")),
    "an error that is no exception": Mistake(
        "compose", "raise BaseException('坏了')", ("处理例.md时出错", "BaseException: 坏了")
    ),
    "nothing composed": Mistake("compose", "return None", ("compose 应返回 Gongwen，实为 NoneType",), is_whole=True),
    "a document of wrong parts": Mistake(
        "compose", "return Gongwen('示例文种', Content('题', ['文字']))", ("Gongwen.main.blocks",), is_whole=True
    ),
    "a compose without parameters": Mistake(
        "type", TYPE.replace("compose=compose", "compose=lambda: None"), ("处理例.md时出错", "TypeError"), "compose"
    ),
    "a template that is wrong": Mistake(
        "type",
        f'{TYPE}, templates=__import__("pathlib").Path(__file__).parent',
        ("gongwen.docx”不是完好的 Word 文档",),
        "compose",
        is_placed=False,
    ),
    # While documents are drawn.
    "an exception in a renderer": Mistake("render", "1 / 0", ("把例.md画成 mark 时出错", "ZeroDivisionError")),
    "an endless loop in a renderer": Mistake("render", ENDLESS, ("把例.md画成 mark 用的时间太长",)),
    "a text instead of bytes": Mistake("render", "return 'drawn'", ("mark 的 render 应返回 bytes，实为 str",), is_whole=True),
    "nothing drawn": Mistake("render", "return b''", ("mark 的 render 返回的内容是空的",), is_whole=True),
    # While documents are checked.
    "an exception in a rule": Mistake("judge", "1 / 0", ("规则 ZZ001 检查例.md时出错", "ZeroDivisionError", "可以不查它")),
    "an endless loop in a rule": Mistake("judge", ENDLESS, ("规则 ZZ001 检查例.md用的时间太长",)),
    "findings that are none": Mistake("judge", "return ['错']", ("规则 ZZ001 检查例.md时给出了 str，应为 Found",), is_whole=True),
    "nothing from a rule": Mistake("judge", "return None", ("规则 ZZ001 检查例.md时出错", "NoneType"), is_whole=True),
    # While files are imported.
    "an exception in an importer": Mistake("read", "1 / 0", ("读来.memo时出错", "ZeroDivisionError")),
    "an endless loop in an importer": Mistake(
        "read", ENDLESS, ("读来.memo用的时间太长",), more={"importer": '"memo", "测试", (".memo",), read, seconds=1'}
    ),
    "nothing from an importer": Mistake("read", "return None", ("读来.memo：read 应返回 Source，实为 NoneType",), is_whole=True),
    "an importer that ends its process": Mistake("read", "os._exit(7)", ("读这个文件时", "退出码 7"), is_placed=False),
    # What is everybody's.
    "the folder changed": changing("os.chdir('/')", "当前文件夹"),
    "the environment changed": changing("os.environ['TZ'] = 'Asia/Tokyo'; time.tzset()", "环境变量 TZ"),
    "the locale changed": changing("__import__('locale').setlocale(6, 'C.UTF-8'); os.environ['LC_ALL'] = 'C'", "LC_ALL"),
    "standard output taken away": changing("sys.stdout = open(os.devnull, 'w')", "标准输入输出"),
    "the sum of digits changed": changing("__import__('decimal').getcontext().prec = 2", "小数的精度"),
    "warnings silenced": changing("__import__('warnings').simplefilter('error')", "警告的过滤"),
    "chance made certain": changing("__import__('random').seed(1)", "随机数"),
    "the log turned on": changing("__import__('logging').basicConfig(level=10)", "日志的设置"),
    "interrupts ignored": changing("__import__('signal').signal(2, __import__('signal').SIG_IGN)", "信号的处理"),
    "the mask of files changed": changing("os.umask(0)", "新文件的权限"),
    "the folder changed at import": changing("os.chdir('/')", "当前文件夹", "top"),
    "the folder changed by a renderer": changing("os.chdir('/')", "当前文件夹", "render"),
    "the environment changed by a rule": changing("os.environ.clear()", "环境变量", "judge"),
    # What it does besides.
    "prints at import": Mistake("top", "print('在装')", ("打印：在装",), code=0, is_placed=False),
    "prints in compose": Mistake("compose", "print('在做', data['标题'])", ("打印：在做 关于做好",), code=0, is_placed=False),
    "prints in a renderer": Mistake("render", "sys.stdout.write('在画')", ("打印：在画",), code=0, is_placed=False),
    "prints in a rule": Mistake("judge", "print('在查')", ("打印：在查",), code=0, is_placed=False),
    "a copy of the process": Mistake("compose", "os.fork()", ("用 os.fork 另开的进程没有自己结束",), code=0, is_placed=False),
    "deaf to being stopped": Mistake(
        "compose",
        "\n    while True:\n        try: time.sleep(9)\n        except BaseException: pass\n    time",
        ("停不下来", "程序到此结束"),
        is_placed=False,
    ),
}


def limits(mistake: Mistake, seconds: float = 0.5) -> str:
    """Those that end it; empty: it ends by itself.

    :param seconds: that a document may take; a plug-in's loading and a rule are at once where they are right.
    """
    if mistake.line == GREEDY:
        return "call.MEMORY = 1024"
    is_endless = any(word in mistake.line for word in ("while", "sleep"))
    shorter = f"loading.SECONDS = {min(seconds, 1.0)}; checker.SECONDS = 0.5"
    return f"call.SECONDS = runner.DRAWING = {seconds}; {shorter}" if is_endless else ""


class Workplace:
    """Where commands run: a folder with drafts, beside installed plug-ins."""

    def __init__(self, folder: Path, site: Path, forker: Forker) -> None:
        self.folder = folder
        self._forker = forker
        self._environment = surroundings(PYTHONPATH=str(site))

    def run(self, *arguments: str, limits: str = "") -> tuple[int, str, str]:
        code, out, err = self._forker.run(
            arguments, self.folder, self._environment, code=limits and LIMITED.format(limits=limits)
        )
        return code, out.decode(), err.decode()

    def files(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()}


@pytest.fixture
def workplace(tmp_path: Path, outside: Outside, forker: Forker) -> Workplace:
    site = outside("aaa", "", type="好文种")
    folder = tmp_path / "workplace"
    folder.mkdir()
    for name, genre in {"例.md": "示例文种", "好.md": "好文种", "通知.md": "通知"}.items():
        (folder / name).write_text(DRAFT.format(genre=genre, count="人数: 2\n" if name == "例.md" else ""), encoding="utf-8")
    (folder / "来.memo").write_text("关于做好值班工作的通知", encoding="utf-8")
    (site / "gongwen.docx").write_bytes(b"no template")
    return Workplace(folder, site, forker)


def source(mistake: Mistake) -> tuple[str, int]:
    """A plug-in's source with a mistake, and its line."""
    places = {**RIGHT, **mistake.more, mistake.where: mistake.line}
    text = SOURCE
    for name, right in places.items():
        if name != mistake.where:
            text = text.replace(f"«{name}»", right)
    line = text[: text.index(f"«{mistake.where}»")].count("\n") + 1 - mistake.is_whole
    return text.replace(f"«{mistake.where}»", mistake.line), line


@pytest.mark.parametrize("name", MISTAKES)
def test_it_is_told_and_others_go_on(workplace: Workplace, outside: Outside, name: str) -> None:
    mistake = MISTAKES[name]
    text, line = source(mistake)
    site = outside("demo", text)
    code, out, err = workplace.run(*ASKED[mistake.asked or mistake.where], limits=limits(mistake))
    told = [one for one in (err + out).splitlines() if "demo[demo]" in one]
    assert code == mistake.code, err + out
    assert any(all(word in one for word in mistake.told) for one in told), err + out
    assert "Traceback" not in err + out and "hongtou 的缺陷" not in err
    assert re.search(r"[\u4e00-\u9fff]", err + out)
    if mistake.is_placed:
        place = f"{site / 'outside_demo_demo.py'} 第 {line} 行"
        assert any(place in one for one in told), (place, err + out)
    if mistake.code == 0:  # it did its work, and nothing but that stands where programs read
        assert "demo[demo]" not in out or mistake.asked == "plugins", out
    code, out, err = workplace.run("render", "好.md", "通知.md", "--to", "docx", limits=limits(mistake, seconds=3.0))
    assert code == 0, err
    assert {"好.docx", "通知.docx"} <= workplace.files()
    assert out.splitlines() == ["好.docx\t好文种\t2页", "通知.docx\t通知\t2页"]


def test_an_entry_point_that_names_nothing(workplace: Workplace, outside: Outside) -> None:
    site = outside("demo", "")
    points = site / "demo-1.2.dist-info" / "entry_points.txt"
    for named, told in {"no_such_module": "no_such_module", "outside_demo_demo:nobody": "nobody"}.items():
        points.write_text(f"[hongtou]\ndemo = {named}\n", encoding="utf-8")
        code, _, err = workplace.run("render", "例.md", "好.md", "通知.md", "--to", "docx")
        assert code == 1
        assert "插件“demo[demo]”：导入时出错" in err and told in err
        assert {"好.docx", "通知.docx"} <= workplace.files()
        for made in ("好.docx", "通知.docx"):
            os.unlink(workplace.folder / made)  # noqa: PTH108


def test_there_are_enough() -> None:
    assert len(MISTAKES) >= 40
