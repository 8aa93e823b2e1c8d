"""Measures what document types of others cost: types without Python beside their like in Python, and commands with fifty of them.

    script/benchmark extensions

Prints a table as benchmarks/foundation.py does; exits with 1 when a target is missed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import process_time

from foundation import Row, race, row, told
from hongtou import (
    Block,
    Cell,
    Column,
    Context,
    Data,
    DeferredType,
    DocumentType,
    Gongwen,
    Heading,
    Paragraph,
    Table,
    field,
    official,
    spans,
)
from hongtou import Row as TableRow
from hongtou.declared import plugins_of
from hongtou.declared.template import FieldTemplate
from hongtou.errors import HongtouError
from hongtou.office import Office, load_office
from hongtou.plugin.manager import Brought, Plugins
from hongtou.runner import Runner
from support.hostile_templates import ESCAPES, RUNAWAY, VALUES
from support.hostile_templates import MANY as MANY_ROWS
from support.outside_type import TYPE

MANY = 50
NOTICE = """\
---
文种: 通知
标题: 关于报送材料的通知
主送: 各支部
发文机关: 甲局委员会
成文日期: 2026-01-05
---
请于1月20日前报送材料。
"""
FIELDS = """\
说明: 一年的学习计划
公文: {标题: "{{ 单位 }}{{ 年度 }}年学习计划", 格式: 普通}
字段:
  单位: {说明: 哪个支部, 例: 甲支部, 必填: 是}
  年度: {类型: 整数, 说明: 哪一年, 例: 2026, 必填: 是}
  安排:
    类型: 列表
    说明: 每月学什么
    每项:
      月份: {类型: 整数, 说明: 几月, 例: 1, 必填: 是}
      专题: {说明: 学什么, 例: 学习党章, 必填: 是}
      学时: {类型: 数, 说明: 几个学时, 例: 4}
"""
BODY = """\
全年学习{{ 安排|个数 }}次，共{{ 安排|合计("学时") }}学时。

{标题}一、学习专题

{% for 项 in 安排 %}
{正文}{{ 项.月份 }}月：{{ 项.专题 }}，安排{{ 项.学时 }}学时，联系本单位的工作实际开展研讨，形成学习的成果。
{% endfor %}

{标题}二、学习安排

| 月份 | 专题 | 学时 |
| --- | --- | --- |
{% for 项 in 安排 %}
| {{ 项.月份 }} | {{ 项.专题 }} | {{ 项.学时 }} |
{% endfor %}
| 合计 |  | {{ 安排|合计("学时") }} |
"""
DRAFT = "单位: 甲支部\n年度: 2026\n成文日期: 2026-01-05\n安排:\n" + "".join(
    f"  - {{月份: {month}, 专题: 第{month}个月的专题, 学时: {month % 4 + 1}}}\n" for month in range(1, 13)
)


def rendering() -> Row:
    """The same draft, the same document."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        office = office_with(home, ["学习计划"])
        declared = Runner(office, plugins_of(office))
        python = Runner(office, Plugins(brought=[Brought("计划", DeferredType("计划", python_type))]))
        drafts = {name: home / f"{name}.yaml" for name in ("学习计划", "计划")}
        for name, draft in drafts.items():
            draft.write_text(f"文种: {name}\n{DRAFT}", "utf-8")
        assert declared.compose(drafts["学习计划"]).gongwen.main == python.compose(drafts["计划"]).gongwen.main

        def make(one: Runner, name: str) -> Callable[[], object]:
            return lambda: one.make(drafts[name], ["docx", "pdf"])

        return row("a type without Python : its like in Python", race(make(declared, "学习计划"), make(python, "计划"), 41), 1.1)


def office_with(home: Path, names: Sequence[str]) -> Office:
    """An office with types of its own."""
    (home / "hongtou.yaml").write_text("名称: 甲局委员会\n", "utf-8")
    for name in names:
        folder = home / "文种" / name
        folder.mkdir(parents=True)
        (folder / "字段.yaml").write_text(FIELDS, "utf-8")
        (folder / "正文.md").write_text(BODY, "utf-8")
    return load_office(home)


def python_type() -> DocumentType:
    """What 字段.yaml and 正文.md say, as somebody writes it in Python."""
    part = {
        "月份": field("integer", "月份", help="几月", example=1, required=True),
        "专题": field("string", "专题", help="学什么", example="学习党章", required=True, empty=False),
        "学时": field("number", "学时", help="几个学时", example=4),
    }
    schema = {
        "标题": field("title", "标题", help="标题", example="学习计划"),
        "单位": field("string", "单位", help="哪个支部", example="甲支部", required=True, empty=False),
        "年度": field("integer", "年度", help="哪一年", example=2026, required=True),
        "安排": field("list", "安排", help="每月学什么", example=[], schema={"type": "dict", "schema": part}),
    }
    return DocumentType("计划", "一年的学习计划", schema, compose, "文种: 计划\n", ".yaml")


def compose(data: Data, context: Context) -> Gongwen:
    """Write the plan."""
    items = data["安排"]
    hours = sum(item["学时"] for item in items)
    months = [
        Paragraph(spans(f"{one['月份']}月：{one['专题']}，安排{one['学时']}学时，联系本单位的工作实际开展研讨，形成学习的成果。"))
        for one in items
    ]
    cells = [(str(one["月份"]), one["专题"], str(one["学时"])) for one in items]
    rows = [TableRow(tuple(map(Cell, line))) for line in (*cells, ("合计", "", str(hours)))]
    table = Table(tuple(map(Column, ("月份", "专题", "学时"))), tuple(rows))
    first = Paragraph(spans(f"全年学习{len(items)}次，共{hours}学时。"))
    blocks: tuple[Block, ...] = (first, Heading(1, spans("一、学习专题")), *months, Heading(1, spans("二、学习安排")), table)
    title = f"{data['单位']}{data['年度']}年学习计划"
    return official({**data, "标题": title, "格式": "普通"}, context, blocks=blocks, inner=True)


def start_up() -> Iterator[Row]:
    """Commands with fifty plug-ins of others, and with fifty types without Python in the office's folder."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name in ("空", "多"):
            (home / name).mkdir()
            (home / name / "通知.md").write_text(NOTICE, "utf-8")
        (home / "空" / "hongtou.yaml").write_text("名称: 甲局委员会\n", "utf-8")
        office_with(home / "多", [f"文种{number}" for number in range(MANY)])
        outside = {"PYTHONPATH": str(installed(home / "site"))}
        for words in (["--help"], ["render", "通知.md", "-o", "made"]):
            told = f"hongtou {words[0]}"
            none = command(home, "空", words, {})
            yield row(f"{told} with {MANY} plug-ins : none", race(command(home, "空", words, outside), none, 15), 1.2)
            yield row(f"{told} with {MANY} types without Python : none", race(command(home, "多", words, {}), none, 15), 1.2)


def command(home: Path, folder: str, words: Sequence[str], more: Mapping[str, str]) -> Callable[[], object]:
    """A command as somebody starts it; modules are compiled before, as an installer does it."""
    known = {name: value for name, value in os.environ.items() if name not in {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH"}}
    environment = {**known, "PYTHONPYCACHEPREFIX": str(home / "compiled"), **more}
    call = [str(Path(sys.executable).parent / "hongtou"), *words]
    return lambda: subprocess.run(call, check=True, capture_output=True, cwd=home / folder, env=environment)


def installed(site: Path) -> Path:
    """A folder with the distributions of fifty plug-ins."""
    for number in range(MANY):
        info = site / f"outside_{number}-1.0.dist-info"
        info.mkdir(parents=True)
        (site / f"outside_{number}.py").write_text(TYPE.format(name=f"外来文种{number}"), "utf-8")
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: outside_{number}\nVersion: 1.0\n", "utf-8")
        (info / "entry_points.txt").write_text(f"[hongtou]\none = outside_{number}\n", "utf-8")
    return site


def hostile() -> Iterator[Row]:
    """What templates that must not be filled cost until they are refused: the dearest of them."""
    sources = [*ESCAPES, *(one for one, _ in RUNAWAY)]
    times = [seconds for seconds in map(refused, sources) if seconds is not None]
    sizes = []
    for source in sources:
        tracemalloc.start()
        refused(source)
        sizes.append(tracemalloc.get_traced_memory()[1] / 1024**2)
        tracemalloc.stop()
    yield row(f"of {len(sources)} hostile templates refused", len(times), len(sources), at_least=True)
    yield row("the dearest of them, seconds of the processor", max(times), 2.0)
    yield row("the largest of them, MB", max(sizes), 200.0)


def refused(source: str) -> float | None:
    """Seconds of the processor until a template is refused; None: it is not."""
    start = process_time()
    try:
        FieldTemplate("正文.md", source, VALUES).text({**VALUES, "安排": MANY_ROWS})
    except HongtouError:
        return process_time() - start
    return None


def main() -> int:
    return told([rendering(), *start_up(), *hostile()], 2)


if __name__ == "__main__":
    sys.exit(main())
