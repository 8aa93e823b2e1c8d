"""The packet's file 材料包: which year, which units, which documents of each, how they are numbered, what comes out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..draft import field as declare
from ..errors import DraftError
from ..files.digests import sha256_of
from ..values import dataclass
from .patterns import places
from .task import Output

if TYPE_CHECKING:
    from ..draft import Draft

# What stands in the output folder beside the units' folders.
MANIFEST: Final = "manifest.json"
REPORT: Final = "报告.xlsx"
# The name of the variable, no password.
PASSWORD: Final = "HONGTOU_PASSWORD"  # noqa: S105
# Shorter ones are guessed: the format of encrypted archives spends only a thousand rounds on each guess.
PASSWORD_LEAST: Final = 12
FOLDER: Final = "{序号}-{单位}"
# What may be filled in where no unit is meant.
OF_ALL: Final = frozenset({"年度", "材料包"})

_CONSTANTS: Final = declare(
    "dict",
    "常量",
    help="每个单位都一样的字段；值里可以用 {单位}、{年度} 和单位表里各列的题目",
    example="{格式: 普通, 成文日期: 2026-12-20}",
)
_FILE: Final = {
    "文种": declare(
        "string", "文种", help="是哪一种公文，用 hongtou types 查看", example="年度党建工作总结", required=True, empty=False
    ),
    "名称": declare("string", "名称", help="文件名，不写则为文种", example="01-年度总结"),
    "数据": declare("names", "数据", help="填着数据的工作簿，几个的写成列表；路径相对于材料包", example="工作簿/年度总结.xlsx"),
    "工作表": declare(
        "dict",
        "工作表",
        help="工作表的名字和字段不一样时，写明哪个字段在哪张工作表",
        example="{名单: 统战名单}",
        valuesrules={"type": "string"},
    ),
    "草稿": declare("string", "草稿", help="各单位的草稿，路径里用 {单位} 等指明是谁的", example="草稿/{单位}.md"),
    "常量": _CONSTANTS,
    "编号": declare("boolean", "编号", help="是否编发文字号", example="否"),
    "可缺": declare("boolean", "可缺", help="没有的单位不算漏交", example="否"),
    "查重": declare(
        "dict",
        "查重",
        help="哪个名单查重复的人，凭哪几栏认人",
        example="{名单: [姓名, 出生年月]}",
        valuesrules={"type": "names"},
    ),
}
_UNITS: Final = {
    "工作簿": declare("string", "工作簿", help="列着全部单位的工作簿", example="工作簿/单位.xlsx", required=True, empty=False),
    "工作表": declare("string", "工作表", help="哪一张工作表，不写则为第一张", example="单位"),
    "单位栏": declare("string", "单位栏", help="单位名称那一列的题目", example="单位名称"),
}
_OUTPUT: Final = {
    "文件夹": declare("string", "文件夹", help="每个单位的文件夹，可以用 {单位}、{年度} 和单位表里各列的题目", example=FOLDER),
    "DOCX": declare("boolean", "DOCX", help="是否要 DOCX，不写为是", example="是"),
    "PDF": declare("boolean", "PDF", help="是否要 PDF，不写为是", example="是"),
    "卷": declare("boolean", "卷", help="是否把一个单位的全部文件订成一个 PDF，前面加卷内目录", example="是"),
    "ZIP": declare("boolean", "ZIP", help="是否另外打成一个压缩包", example="否"),
    "加密": declare(
        "boolean", "加密", help=f"是否只留加密的压缩包；密码写在环境变量 {PASSWORD} 里，没有写的由程序定", example="否"
    ),
}
_WHOLE: Final = {
    "文种": declare("string", "文种", help="用哪一种公文汇总", example="年度党建工作汇总", required=True, empty=False),
    "名称": declare("string", "名称", help="文件名，不写则为文种", example="汇总"),
    "文件夹": declare("string", "文件夹", help="写到哪个文件夹，不写则为“汇总”", example="汇总"),
    "XLSX": declare("boolean", "XLSX", help="是否要工作簿，不写则依文种", example="是"),
    "常量": declare(
        "dict",
        "常量",
        help="汇总自己的字段；值里可以用 {年度}、{材料包}。外面的常量里用到 {单位} 的，汇总不用",
        example="{发文机关: 中共示例市委员会, 成文日期: 2027-01-20}",
    ),
}
RULES: Final = {
    "材料包": declare("string", "材料包", help="这套材料叫什么", example="年度党建材料", required=True, empty=False),
    "年度": declare("integer", "年度", help="哪一年的材料，四位数字", example=2026, required=True, min=1949, max=2999),
    "标识": declare("string", "标识", help="编号时凭它认出这套材料，不写则凭本文件的路径", example="2026年度党建材料"),
    "单位": declare(
        "dict",
        "单位",
        help="列着全部单位的工作簿",
        example="{工作簿: 工作簿/单位.xlsx}",
        required=True,
        shorthand="工作簿",
        schema=_UNITS,
    ),
    "文件": declare(
        "list",
        "文件",
        help="每个单位有哪些文件，一种一条",
        example="[{文种: 年度党建工作总结, 数据: 工作簿/年度总结.xlsx}]",
        required=True,
        empty=False,
        schema={"type": "dict", "schema": _FILE},
    ),
    "机关代字": declare("string", "机关代字", help="编号用的代字，不写则为 hongtou.yaml 里的", example="示委发"),
    "常量": _CONSTANTS,
    "输出": declare("dict", "输出", help="做成什么，放在哪里", example="{卷: 是}", schema=_OUTPUT),
    "汇总": declare(
        "dict", "汇总", help="全部单位合在一起的材料", example="{文种: 年度党建工作汇总}", shorthand="文种", schema=_WHOLE
    ),
}


@dataclass(frozen=True, slots=True)
class FileOf:
    """A document that every unit has.

    :param path: where it stands in the packet's file, for messages.
    :param workbooks: those with its data; ``{…}`` in a path: every unit has its own.
    :param sheets: field → sheet, where the names differ.
    :param draft: the path of the units' drafts; empty: none.
    :param same: list → the fields by which a person is known in it.
    """

    path: tuple[str | int, ...]
    type: str
    name: str
    workbooks: tuple[str, ...] = ()
    sheets: Mapping[str, str] = field(default_factory=dict)
    draft: str = ""
    constants: Mapping[str, Any] = field(default_factory=dict)
    numbered: bool = False
    optional: bool = False
    same: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WholeOf:
    """What is made of all units together.

    :param workbook: whether its tables are to be had as a workbook; None: as its document type says.
    """

    type: str
    name: str
    folder: str
    workbook: bool | None
    constants: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PacketFile:
    """The packet's file, checked.

    :param left_out: the renderers whose files nobody wants, whatever document types say.
    :param digest: SHA-256 of the file's bytes, hexadecimal.
    :param password: what archives are encrypted with, as the environment has it; empty: there is none.
    """

    draft: Draft
    title: str
    year: int
    identity: str
    units: str
    units_sheet: str
    units_column: str
    files: tuple[FileOf, ...]
    code: str
    folder: str
    left_out: frozenset[str]
    output: Output
    whole: WholeOf | None
    digest: str = ""
    password: str = field(default="", repr=False)

    @property
    def name(self) -> str:
        """What tells it from other packets, for people."""
        return self.identity or f"{self.title}（{self.year}年）"

    @property
    def home(self) -> Path:
        """The folder that its paths are relative to."""
        return self.draft.path.parent


def read_packet_file(path: Path) -> PacketFile:
    """Read and check the packet's file.

    :raises InputError: it cannot be read.
    :raises DraftError: its fields are wrong; carries every problem.
    """
    from ..intake import draft_of, read_content
    from ..validation import Schema

    content = read_content(path)
    draft = draft_of(path, content)
    data = Schema(RULES, "hongtou", is_proven=True).check(draft)
    made = data.get("输出", {})
    common = data.get("常量", {})
    files = tuple(_file(("文件", place), item, common) for place, item in enumerate(data["文件"]))
    _refuse_twins(draft, files)
    return PacketFile(
        draft=draft,
        title=data["材料包"],
        year=data["年度"],
        identity=data.get("标识", ""),
        units=data["单位"]["工作簿"],
        units_sheet=data["单位"].get("工作表", ""),
        units_column=data["单位"].get("单位栏", ""),
        files=files,
        code=data.get("机关代字", ""),
        folder=made.get("文件夹", FOLDER),
        left_out=_left_out(draft, made),
        output=Output(made.get("卷", False), made.get("ZIP", False), encrypted=made.get("加密", False)),
        whole=_whole(data["汇总"], common) if "汇总" in data else None,
        digest=sha256_of(content),
        password=_password(draft) if made.get("加密") else "",
    )


def _file(path: tuple[str | int, ...], item: Mapping[str, Any], common: Mapping[str, Any]) -> FileOf:
    return FileOf(
        path=path,
        type=item["文种"],
        name=item.get("名称", item["文种"]),
        workbooks=tuple(item.get("数据", ())),
        sheets=item.get("工作表", {}),
        draft=item.get("草稿", ""),
        constants={**common, **item.get("常量", {})},
        numbered=item.get("编号", False),
        optional=item.get("可缺", False),
        same=item.get("查重", {}),
    )


def _whole(item: Mapping[str, Any], common: Mapping[str, Any]) -> WholeOf:
    name = item.get("名称", item["文种"])
    of_all = {field: value for field, value in common.items() if OF_ALL.issuperset(places(value))}
    return WholeOf(item["文种"], name, item.get("文件夹", "汇总"), item.get("XLSX"), {**of_all, **item.get("常量", {})})


def _refuse_twins(draft: Draft, files: tuple[FileOf, ...]) -> None:
    seen: dict[str, FileOf] = {}
    for one in files:
        if one.name.casefold() in seen:
            raise DraftError([draft.problem(one.path, f"已经有一种文件叫“{one.name}”。用“名称”给它另起一个名字")])
        seen[one.name.casefold()] = one


# What users call the formats that they may leave out.
_FORMATS: Final = {"DOCX": "docx", "PDF": "pdf"}


def _left_out(draft: Draft, made: Mapping[str, Any]) -> frozenset[str]:
    left_out = frozenset(name for key, name in _FORMATS.items() if not made.get(key, True))
    if left_out.issuperset(_FORMATS.values()) and not made.get("卷"):
        raise DraftError([draft.problem(("输出",), "DOCX、PDF 和卷都不要，就没有东西可做了。至少要一样")])
    return left_out


def _password(draft: Draft) -> str:
    """The password that the environment has.

    :raises DraftError: it is too short.
    """
    password = os.environ.get(PASSWORD, "")
    if password and len(password) < PASSWORD_LEAST:
        told = f"密码太短，容易猜出来：至少 {PASSWORD_LEAST} 个字符，这里是 {len(password)} 个。换一个长的再运行"
        raise DraftError([draft.problem(("输出", "加密"), told)])
    return password
