"""A plug-in of one file as people use it: refused with the command to give, allowed, changed; in a packet, too."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.packets import write_packet, write_sheet

Hongtou = Callable[..., Any]
FILE = """from hongtou import DocumentType, Paragraph, field, hookimpl, official, spans


def compose(data, context):
    return official(data, context, blocks=[Paragraph(spans(f"感谢{data['对象']}。"))])


SCHEMA = {"对象": field("string", "对象", help="感谢谁", example="乙局", required=True)}
STARTER = "文种: 感谢条\\n发文机关: 甲局\\n标题: 感谢条\\n对象: 乙局\\n成文日期: 2026-01-02\\n"


@hookimpl
def hongtou_register_document_types(register):
    register(DocumentType(name="感谢条", summary="感谢", schema=SCHEMA, compose=compose, starter=STARTER, starter_suffix=".yaml"))
"""


@pytest.fixture(autouse=True)
def file(work: Path, environment: dict[str, str], tmp_path: Path) -> Path:
    environment["XDG_STATE_HOME"] = str(tmp_path / "state")
    (work / "hongtou.yaml").write_text("名称: 甲局\n", "utf-8")
    path = work / "文种" / "感谢条.py"
    path.parent.mkdir()
    path.write_text(FILE, "utf-8")
    return path


def test_a_first_try(hongtou: Hongtou, file: Path) -> None:
    hongtou("new", "感谢条", "-o", "一.yaml").failed(2, f"hongtou plugin allow {file}", "没有“感谢条”这个文种")
    assert hongtou("plugin", "allow", "文种/感谢条.py").well() == "文种/感谢条.py\t允许了，改过以后要再允许一次\n"
    hongtou("new", "感谢条", "-o", "一.yaml").well()
    assert "一.pdf\t感谢条\t" in hongtou("render", "一.yaml").out
    file.write_text(FILE.replace("感谢{", "谢谢{"), "utf-8")
    hongtou("render", "一.yaml").failed(1, "允许以后改过了", f"hongtou plugin allow {file}")
    hongtou("plugin", "allow", "文种/感谢条.py").well()
    assert hongtou("render", "一.yaml").code == 0
    assert "不再允许" in hongtou("plugin", "allow", "--undo", "文种/感谢条.py").well()
    hongtou("render", "一.yaml").failed(1, "没有允许过")


def test_other_commands_go_on(hongtou: Hongtou) -> None:
    ran = hongtou("types")
    assert ran.code == 0
    assert "通知" in ran.out
    assert ran.err.count("没有允许过") == 1


def test_only_programs_are_allowed(hongtou: Hongtou) -> None:
    hongtou("plugin", "allow", "hongtou.yaml").failed(2, "应以 .py 结尾")
    hongtou("plugin", "allow", "没有.py").failed(1, "没有.py")


def test_workers_of_a_packet_hold_to_it(hongtou: Hongtou, work: Path, file: Path) -> None:
    write_packet(work, [("分会一", "有")])
    write_sheet(work / "感谢.xlsx", [["单位名称", "对象"], ["分会一", "乙局"]])
    packet = work / "材料包.yaml"
    text = packet.read_text("utf-8")
    head, _, tail = text.partition("文件:\n")
    constants = "{发文机关: 甲局, 标题: 感谢条, 成文日期: 2026-01-02}"
    own = f"  - {{文种: 感谢条, 名称: 感谢, 数据: 感谢.xlsx, 常量: {constants}}}\n"
    packet.write_text(f"{head}文件:\n{own}{tail.partition(chr(10))[2]}", "utf-8")
    hongtou("batch", "材料包.yaml", "--workers", 1).failed(1, "没有允许过", "plugin allow")
    hongtou("plugin", "allow", "文种/感谢条.py").well()
    assert "做成 1" in hongtou("batch", "材料包.yaml", "--workers", 1).out
    assert (work / "材料包" / "分会一" / "感谢.docx").exists()
    # A changed program makes its documents again, once it is allowed.
    file.write_text(FILE.replace("感谢{", "谢谢{"), "utf-8")
    hongtou("batch", "材料包.yaml", "--workers", 1).failed(1, "允许以后改过了")
    hongtou("plugin", "allow", "文种/感谢条.py").well()
    assert '"made": 1' in hongtou("batch", "材料包.yaml", "--workers", 1, "--format", "json").out
