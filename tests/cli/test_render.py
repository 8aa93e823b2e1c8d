"""``hongtou render``: drafts become files; what goes wrong with one says so and harms nothing."""

import errno
import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from support.measure import Paper

Hongtou = Callable[..., Any]
Outside = Callable[..., Path]

DRAFT = """---
文种: 通知
发文机关: 云州市医学会
标题: 关于做好年度总结的通知
主送: [各专科分会]
成文日期: 2026-11-21
---
现将有关事项通知如下。
一、总体要求
各单位要认真总结。
"""


RULE = """
from hongtou import Rule, Sees, Strength, hookimpl

def broken(evidence, settings):
    raise ValueError("坏了")

@hookimpl
def hongtou_register_rules(register):
    texts = dict.fromkeys(["name", "clause", "finds", "why", "mend", "before", "after"], "例")
    register(Rule("DEMO001", strength=Strength.MUST, needs=(Sees.FIELDS,), judge=broken, **texts))
"""


def draft(folder: Path, name: str = "通知.md", text: str = DRAFT) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def files(folder: Path) -> list[str]:
    """Every file below a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_draft_becomes_two_files_beside_it(hongtou: Hongtou, work: Path) -> None:
    draft(work, "稿/通知.md")
    assert hongtou("render", "稿/通知.md").well() == "稿/通知.docx\t通知\t2页\n稿/通知.pdf\t通知\t2页\n"
    assert (work / "稿/通知.docx").read_bytes().startswith(b"PK")
    assert (work / "稿/通知.pdf").read_bytes().startswith(b"%PDF")
    assert files(work) == ["稿/通知.docx", "稿/通知.md", "稿/通知.pdf"]


def test_no_library_is_loaded_that_a_render_does_not_need(work: Path) -> None:
    draft(work)
    heavy = {
        "alembic",
        "cerberus",
        "docx",
        "docxtpl",
        "email",
        "hongtou.plugins.dispatch_book.type",
        "hongtou.plugins.party.roster",
        "jinja2",
        "multiprocessing",
        "PIL",
        "rich",
        "sqlalchemy",
        "weasyprint",
    }
    code = (
        "import sys; from hongtou.cli.running import run; code = run(['render', '通知.md']);"
        f"print(sorted({heavy!r} & sys.modules.keys())); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=work, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("name", ["CON", "conin$", "aux.2026"])
def test_no_file_is_called_as_a_device_of_windows(hongtou: Hongtou, work: Path, name: str) -> None:
    draft(work, f"{name}.md")
    assert hongtou("render", f"{name}.md", "--to", "pdf").well() == f"_{name}.pdf\t通知\t2页\n"


def test_a_docx_that_was_changed_is_written_over_only_when_told_so(hongtou: Hongtou, work: Path) -> None:
    draft(work)
    draft(work, "函.md", DRAFT.replace("通知", "函"))
    hongtou("render", "通知.md", "函.md").well()
    hongtou("render", "通知.md").well()  # our own is replaced
    made = docx.Document(str(work / "通知.docx"))
    made.paragraphs[-1].add_run("改过的")
    made.save(str(work / "通知.docx"))
    mine, pdf = (work / "通知.docx").read_bytes(), (work / "通知.pdf").read_bytes()
    (work / "通知.md").write_text(DRAFT.replace("认真总结", "总结"), encoding="utf-8")
    ran = hongtou("render", "通知.md", "函.md")
    ran.failed(1, "“通知.docx”做成以后改过，没有覆盖", "-o", "--force")
    assert "函.docx" in ran.out
    assert ((work / "通知.docx").read_bytes(), (work / "通知.pdf").read_bytes()) == (mine, pdf)
    hongtou("render", "通知.md", "--to", "pdf").well()  # nothing of it is touched
    hongtou("render", "通知.md", "-o", "新的").well()
    hongtou("render", "通知.md", "--force").well()
    assert (work / "通知.docx").read_bytes() != mine


def test_a_folder_and_a_format_can_be_chosen(hongtou: Hongtou, work: Path) -> None:
    draft(work)
    assert hongtou("render", "通知.md", "-o", "成品/今年", "--to", "PDF").well().startswith("成品/今年/通知.pdf\t")
    assert files(work) == ["成品/今年/通知.pdf", "通知.md"]


def test_formats_may_be_asked_for_one_by_one(hongtou: Hongtou, work: Path) -> None:
    draft(work)
    assert hongtou("render", "通知.md", "--to", "docx", "--to", "pdf,docx").well().count("\n") == 2
    assert files(work) == ["通知.docx", "通知.md", "通知.pdf"]


def test_json_for_programs(hongtou: Hongtou, work: Path) -> None:
    draft(work)
    draft(work, "错.md", DRAFT.replace("标题:", "标提:"))
    ran = hongtou("render", "通知.md", "错.md", "没有.md", "--to", "pdf", "--format", "json")
    assert ran.code == 1
    good, wrong, absent = json.loads(ran.out)
    told = {"pages": good["pages"], "files": ["通知.pdf"], "problems": [], "notes": [], "findings": {}}
    assert good == {"draft": "通知.md", "genre": "通知", **told}
    assert {(problem["file"], problem["line"]) for problem in wrong["problems"]} >= {("错.md", 4)}
    assert absent["problems"][0]["file"] == "没有.md" and not absent["files"]


def test_how_many_findings_a_check_has_is_told(hongtou: Hongtou, work: Path) -> None:
    text = DRAFT.replace("要认真总结", "于2026年12月5日（星期一）报送,不再通知")
    (work / "错.md").write_text(text, encoding="utf-8")
    ran = hongtou("render", "错.md", "--to", "pdf")
    assert ran.code == 0
    counted = re.fullmatch(
        r"提示：错\.md：检查发现 (\d+) 处（标准 (\d+)(?:、推荐 \d+)?(?:、惯例 \d+)?）。用 hongtou check 错\.md 查看\n", ran.err
    )
    assert counted, ran
    checked = json.loads(hongtou("check", "错.md", "--format", "json").out)[0]["findings"]
    strong = [finding for finding in checked if finding["strength"] == "标准"]
    assert (int(counted[1]), int(counted[2])) == (len(checked), len(strong))
    (told,) = json.loads(hongtou("render", "错.md", "--to", "pdf", "--format", "json").out)
    assert told["findings"]["标准"] == len(strong)


def test_a_rule_that_fails_stops_no_document(hongtou: Hongtou, outside: Outside, work: Path) -> None:
    outside("demo", RULE)
    draft(work)
    ran = hongtou("render", "通知.md", "--to", "pdf")
    assert (ran.code, files(work)) == (0, ["通知.md", "通知.pdf"])
    assert "没有检查成：插件“demo[demo]”：规则 DEMO001" in ran.err


def test_errors_of_one_draft_do_not_stop_the_others(hongtou: Hongtou, work: Path) -> None:
    draft(work, "一.md", DRAFT.replace("标题:", "标提:"))
    draft(work, "二.md")
    ran = hongtou("render", "一.md", "二.md", "--to", "pdf")
    ran.failed(1, "一.md:4", "标提", "标题")
    assert ran.out.startswith("二.pdf\t")
    assert files(work) == ["一.md", "二.md", "二.pdf"]


def test_two_drafts_to_one_file_are_refused_before_anything_is_written(hongtou: Hongtou, work: Path) -> None:
    draft(work, "甲/通知.md")
    draft(work, "乙/通知.md")
    hongtou("render", "甲/通知.md", "乙/通知.md", "-o", "成品").failed(1, "甲/通知.md", "乙/通知.md", "都要写到")
    draft(work, "x.md")
    draft(work, "x.yaml")
    hongtou("render", "x.md", "x.yaml").failed(1, "x.md", "x.yaml", "都要写到")
    assert files(work) == ["x.md", "x.yaml", "乙/通知.md", "甲/通知.md"]


def test_the_same_draft_twice_is_made_once(hongtou: Hongtou, work: Path) -> None:
    draft(work)
    assert hongtou("render", "通知.md", "./通知.md", "--to", "pdf").well().count("\n") == 1


def test_the_office_is_found_upward_or_named(hongtou: Hongtou, work: Path) -> None:
    text = DRAFT.replace("发文机关: 云州市医学会\n", "")
    draft(work, "室/hongtou.yaml", "名称: 云州市医学会\n")
    draft(work, "室/深/通知.md", text)
    draft(work, "别处/通知.md", text)
    assert hongtou("render", "室/深/通知.md", "--to", "pdf").well()
    hongtou("render", "别处/通知.md", "--to", "pdf").failed(1, "发文机关")
    assert hongtou("--office", "室", "render", "别处/通知.md", "--to", "pdf").well()
    hongtou("--office", "别处", "render", "别处/通知.md", "--to", "pdf").failed(1, "hongtou.yaml")


# Bad input


def test_a_file_that_is_not_there(hongtou: Hongtou) -> None:
    hongtou("render", "没有.md").failed(1, "没有.md")


def test_a_folder(hongtou: Hongtou, work: Path) -> None:
    (work / "稿.md").mkdir()
    hongtou("render", "稿.md").failed(1, "稿.md", "文件夹")


def test_a_pipe_is_not_waited_for(hongtou: Hongtou, work: Path) -> None:
    os.mkfifo(work / "管.md")
    hongtou("render", "管.md").failed(1, "管.md")


@pytest.mark.parametrize("name", ["空.md", "空.yaml"])
def test_an_empty_file(hongtou: Hongtou, work: Path, name: str) -> None:
    draft(work, name, "")
    hongtou("render", name).failed(1, name, "空")


@pytest.mark.parametrize("name", ["二进制.md", "二进制.yaml"])
def test_a_binary(hongtou: Hongtou, work: Path, name: str) -> None:
    (work / name).write_bytes(b"PK\x03\x04\x00\x00\xff\xfe\x00" * 100)
    hongtou("render", name).failed(1, name)


def test_a_docx(hongtou: Hongtou, work: Path) -> None:
    (work / "旧.docx").write_bytes(b"PK\x03\x04\x00\x00\xff\xfe\x00" * 100)
    hongtou("render", "旧.docx").failed(1, "旧.docx")
    assert (work / "旧.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("name", ["大.md", "大.yaml"])
def test_a_text_of_50_megabytes(hongtou: Hongtou, work: Path, name: str) -> None:
    draft(work, name, DRAFT + "字" * (50 * 1024 * 1024 // 3))
    hongtou("render", name).failed(1, name, "MB")


def test_a_yaml_bomb(hongtou: Hongtou, work: Path) -> None:
    layers = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    draft(work, "炸弹.yaml", f"文种: 通知\na0: &a0 [哈, 哈]\n{layers}标题: *a11\n")
    hongtou("render", "炸弹.yaml").failed(1, "炸弹.yaml")
    draft(work, "炸弹.md", f"---\n文种: 通知\na0: &a0 [哈, 哈]\n{layers}标题: *a11\n---\n")
    hongtou("render", "炸弹.md").failed(1, "炸弹.md")


def test_lists_in_lists_without_end(hongtou: Hongtou, work: Path) -> None:
    draft(work, "深.yaml", f"文种: 通知\n标题: {'[' * 5000}{']' * 5000}\n")
    hongtou("render", "深.yaml").failed(1, "深.yaml")


def test_an_unknown_type(hongtou: Hongtou, work: Path) -> None:
    draft(work, "x.md", DRAFT.replace("文种: 通知", "文种: 通只"))
    hongtou("render", "x.md").failed(1, "x.md:2", "文种", "没有“通只”这个文种，是不是“通知”？")
    draft(work, "x.md", DRAFT.replace("文种: 通知\n", ""))
    hongtou("render", "x.md").failed(1, "x.md", "没有写明是哪一种公文", "通知")


PLUGIN = """
import signal, sys
from hongtou import *

def compose(data, context):
    {compose}

def render(drawing):
    {render}

@hookimpl
def hongtou_register_document_types(register):
    register(DocumentType(name="示例文种", summary="测试", schema={{}}, compose=compose, starter=""))

@hookimpl
def hongtou_register_renderers(register):
    register(Renderer(name="txt", summary="测试", render=render))
"""
OURS = {"compose": "return official(data, context)", "render": "return b'new'"}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("raise ValueError('坏了\\n第二行')", ["插件“demo[demo]”", "文种“示例文种”", "x.md", "ValueError: 坏了 第二行"]),
        ("return data['没有这个字段']", ["插件“demo[demo]”", "KeyError"]),
        ("return 'x'", ["插件“demo[demo]”", "应返回 Gongwen", "str"]),
        ("return Gongwen('示例文种', Content('题', ['文字']))", ["插件“demo[demo]”", "Gongwen.main.blocks"]),
        ("raise FieldError(('标题',), '标题不好')", ["x.md:4", "标题：标题不好"]),
        (
            "raise FieldErrors([FieldError(('标题',), '标题不好'), FieldError(('主送',), '主送不好')])",
            ["x.md:4", "x.md:5", "主送：主送不好"],
        ),
        ("sys.exit(0)", ["插件“demo[demo]”", "SystemExit"]),
    ],
)
def test_a_plugin_that_fails_to_compose(hongtou: Hongtou, outside: Outside, work: Path, body: str, words: list[str]) -> None:
    outside("demo", PLUGIN.format(**{**OURS, "compose": body}))
    draft(work, "x.md", DRAFT.replace("文种: 通知", "文种: 示例文种"))
    draft(work, "y.md")
    ran = hongtou("render", "x.md", "y.md", "--to", "txt")
    ran.failed(1, *words)
    assert files(work) == ["x.md", "y.md", "y.txt"]


@pytest.mark.parametrize(("body", "words"), [("1 / 0", "ZeroDivisionError"), ("return 'text'", "应返回 bytes，实为 str")])
def test_a_plugin_that_fails_to_render(hongtou: Hongtou, outside: Outside, work: Path, body: str, words: str) -> None:
    outside("demo", PLUGIN.format(**{**OURS, "render": body}))
    draft(work, "x.md")
    (work / "x.txt").write_bytes(b"old")
    hongtou("render", "x.md", "--to", "txt").failed(1, "插件“demo[demo]”", words)
    assert (work / "x.txt").read_bytes() == b"old"
    assert files(work) == ["x.md", "x.txt"]


def test_the_maintainer_can_see_the_traceback(hongtou: Hongtou, outside: Outside, work: Path) -> None:
    outside("demo", PLUGIN.format(**{**OURS, "compose": "1 / 0"}))
    draft(work, "x.md", DRAFT.replace("文种: 通知", "文种: 示例文种"))
    ran = hongtou("render", "x.md", HONGTOU_DEBUG="1")
    assert ran.code == 1
    assert "Traceback" in ran.err and "ZeroDivisionError" in ran.err


def test_an_output_folder_that_is_a_file(hongtou: Hongtou, work: Path) -> None:
    draft(work)
    (work / "成品").write_bytes(b"")
    hongtou("render", "通知.md", "-o", "成品").failed(1, "写不了“成品”", "不是文件夹")
    assert files(work) == ["成品", "通知.md"]


def test_a_folder_where_the_file_should_be(hongtou: Hongtou, work: Path) -> None:
    draft(work)
    (work / "通知.pdf").mkdir()
    hongtou("render", "通知.md").failed(1, "通知.pdf", "同名的文件夹")
    assert files(work) == ["通知.md"]


def test_an_output_folder_that_cannot_be_written(hongtou: Hongtou, work: Path) -> None:
    draft(work)
    hongtou("render", "通知.md", "-o", "/proc/1").failed(1, "写不了")


def test_control_characters_do_not_reach_the_terminal(hongtou: Hongtou, work: Path) -> None:
    draft(work, "x.md", DRAFT.replace("文种: 通知", '文种: "\\e[31m通\\a"'))
    ran = hongtou("render", "x.md")
    assert ran.code == 1
    assert "\x1b" not in ran.err and "\x07" not in ran.err


WAITS = "open('ready', 'w').close(); signal.pause()"


def test_interrupted_while_rendering(outside: Outside, work: Path, environment: dict[str, str]) -> None:
    outside("demo", PLUGIN.format(**{**OURS, "render": WAITS}))
    draft(work, "x.md")
    (work / "x.txt").write_bytes(b"old")
    os.mkfifo(work / "ready")
    command = [sys.executable, "-m", "hongtou", "render", "x.md", "--to", "txt"]
    with subprocess.Popen(command, cwd=work, env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        (work / "ready").open().close()  # returns when the renderer has opened the other end
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert (process.returncode, out, err.decode().strip()) == (130, b"", "已中断")
    assert (work / "x.txt").read_bytes() == b"old"
    assert files(work) == ["x.md", "x.txt"]


def test_a_reader_that_goes_away(work: Path, environment: dict[str, str]) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "hongtou", "types"]
    done = subprocess.run(command, cwd=work, env=environment, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_full_device_for_the_results(work: Path, environment: dict[str, str]) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "hongtou", "types"]
        done = subprocess.run(command, cwd=work, env=environment, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr.decode()
    assert os.strerror(errno.ENOSPC) not in done.stderr.decode()


class TestCopies:
    SECRET = DRAFT.replace("标题:", "密级: 秘密\n保密期限: 1年\n标题:")

    def test_each_copy_has_its_number_and_its_file(self, hongtou: Hongtou, work: Path) -> None:
        draft(work, text=self.SECRET)
        told = hongtou("render", "通知.md", "--copies", "1-2,30", "--to", "pdf").well()
        assert told == "".join(f"通知-{number:06d}.pdf\t通知\t2页\n" for number in (1, 2, 30))
        texts = [Paper((work / f"通知-{number:06d}.pdf").read_bytes()).text(1) for number in (1, 2, 30)]
        assert [f"{number:06d}" in text for number, text in zip((1, 2, 30), texts, strict=True)] == [True] * 3
        assert texts[0].replace("000001", "000002") == texts[1]

    def test_without_copies_a_secret_document_lacks_its_number(self, hongtou: Hongtou, work: Path) -> None:
        draft(work, text=self.SECRET)
        assert "份号：这是秘密公文，涉密公文应当标注份号" in hongtou("render", "通知.md").err
        assert files(work) == ["通知.md"]

    @pytest.mark.parametrize("wrong", ["三份", "0-3", "5-1", "1-201", "1-200,300-301"])
    def test_what_names_no_copies_is_told(self, hongtou: Hongtou, work: Path, wrong: str) -> None:
        draft(work)
        ran = hongtou("render", "通知.md", "--copies", wrong)
        assert ran.code == 2
        assert f"“--copies {wrong}”" in ran.err
        assert files(work) == ["通知.md"]

    def test_a_document_without_a_red_head_has_no_copies(self, hongtou: Hongtou, work: Path) -> None:
        draft(work, text=DRAFT.replace("标题:", "格式: 普通\n标题:"))
        ran = hongtou("render", "通知.md", "--copies", "1-2")
        assert ran.code == 1
        assert "红头" in ran.err
        assert files(work) == ["通知.md"]


def test_on_preprinted_paper_nothing_is_red(hongtou: Hongtou, work: Path) -> None:
    draft(work)
    hongtou("render", "通知.md", "--to", "docx,pdf", "--preprinted").well()
    paper = Paper((work / "通知.pdf").read_bytes())
    assert paper.ink(1, red=True) is None
    assert "关于做好年度总结的通知" in paper.text(1)
    with zipfile.ZipFile(work / "通知.docx") as file:
        assert "发文机关标志" not in file.read("word/document.xml").decode()


def test_a_files_name_where_a_folders_should_be(hongtou: Hongtou, work: Path) -> None:
    draft(work)
    hongtou("render", "通知.md", "-o", "成品.pdf").failed(2, "“-o”后面写文件夹，不写文件名“成品.pdf”")
    assert files(work) == ["通知.md"]
    (work / "成品.pdf").mkdir()
    hongtou("render", "通知.md", "-o", "成品.pdf", "--to", "docx").well()


def test_links_that_go_round(hongtou: Hongtou, work: Path) -> None:
    draft(work)
    (work / "圈.md").symlink_to("圈.md")
    (work / "夹").symlink_to("夹")
    hongtou("render", "圈.md").failed(1, "圈.md：读不了这个文件：链接绕成了圈")
    hongtou("render", "夹/通知.md").failed(1, "夹/通知.md：读不了这个文件：链接绕成了圈")
    hongtou("render", "通知.md", "-o", "夹").failed(1, "写不了“夹/通知.docx”：链接绕成了圈")


@pytest.mark.parametrize("field", ["统战对象类别", "出生年月"])
def test_no_message_repeats_an_identity_number(hongtou: Hongtou, work: Path, field: str) -> None:
    number = "11010519491231002X"
    draft = f"文种: 统战对象名单\n标题: 名单\n格式: 普通\n名单:\n  - 姓名: 王明\n    {field}: {number}\n"
    (work / "名单.yaml").write_text(draft, encoding="utf-8")
    ran = hongtou("render", "名单.yaml")
    ran.failed(1, "名单.yaml:6", field)
    assert number[:14] not in ran.err + ran.out
