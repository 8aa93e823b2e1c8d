"""字段.yaml: the fields of a document type, checked like a draft, each fault at its place."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..document import Format
from ..draft import COMMON, Draft, FieldPath, Rules
from ..draft import field as declare
from ..errors import DraftError, Problem
from ..plugin import UnitSummary, summary_faults
from ..validation import Schema
from ..values import dataclass

FILE: Final = "字段.yaml"
# What a field is read as, by the word that people use for it.
KINDS: Final[Mapping[str, str]] = {
    "文字": "string",
    "长文": "text",
    "整数": "integer",
    "数": "number",
    "是否": "boolean",
    "日期": "date",
    "年月": "month",
    "名称": "names",
    "字段组": "dict",
    "列表": "list",
}
# Groups in groups: no deeper than this.
DEPTH_MAX: Final = 4
_NUMBERS: Final = frozenset({"integer", "number"})
# Words that a template has a meaning of its own for.
_TAKEN: Final = frozenset(
    {"loop", "true", "false", "none", "True", "False", "None", "and", "or", "not", "in", "is", "if", "else"}
)


def _field_rules(depth: int) -> dict[str, Any]:
    inner = {} if depth == DEPTH_MAX else {"每项": _fields_rule("每项", depth + 1), "字段": _fields_rule("字段", depth + 1)}
    return {
        "类型": declare("string", "类型", help="填的是什么", example="文字", allowed=list(KINDS)),
        "说明": declare("string", "说明", help="一行：填什么", example="学习的内容", required=True, empty=False),
        "例": declare("names", "例", help="照填写的样子写一个例子", example="学习党章"),
        "必填": declare("boolean", "必填", help="是不是一定要填", example="是"),
        "可填": declare("names", "可填", help="只能填其中的一个", example="[集中学习, 自学]"),
        "最小": declare("number", "最小", help="数不能比它小；列表至少几项", example=1),
        "最大": declare("number", "最大", help="数不能比它大；列表至多几项", example=12),
        "最长": declare("integer", "最长", help="文字最多几个字", example=50, min=1),
        "样式": declare("string", "样式", help="正则表达式，填的要整个合上", example="[0-9]{6}"),
        "也叫": declare("names", "也叫", help="工作簿里这一栏还可能叫什么", example="[内容]"),
        "算": declare("string", "算", help="列表的一栏不用填，由同一项的别的字段算出来：写式子", example="应到 - 请假"),
        "个人信息": declare("boolean", "个人信息", help="是不是个人信息：报错时不说出填的是什么", example="是"),
        **inner,
    }


def _fields_rule(label: str, depth: int, *, required: bool = False) -> dict[str, Any]:
    one = {"type": "dict", "schema": _field_rules(depth)}
    shown = "{内容: {说明: 学习的内容, 例: 学习党章}}"
    return declare("dict", label, help="字段的名称和写法", example=shown, required=required, empty=False, valuesrules=one)


# What a summary says of itself, by the words of UnitSummary.
_SUMMARY: Final[Mapping[str, tuple[str, str]]] = {
    "各单位": ("units", "哪个字段列出各单位：列表，一个单位一项"),
    "单位": ("unit", "每一项里，哪个字段放单位的名称"),
    "情况": ("state", "每一项里，哪个字段放“已交”“未交”或者“有误”"),
    "交来": ("documents", "每一项里，哪个字段放它交的材料：列表，一份一项"),
    "没交": ("lacking", "每一项里，哪个字段放还没有交的材料的名称"),
    "文种": ("type", "每份材料里，哪个字段放它的文种"),
    "文件": ("name", "每份材料里，哪个字段放它的文件名"),
}
_NEEDED: Final = ("各单位", "单位", "情况", "交来")

RULES: Final = {
    "说明": declare(
        "string", "说明", help="一行：这是什么公文", example="理论学习中心组一年的学习计划", required=True, empty=False
    ),
    "分类": declare("string", "分类", help="hongtou types 里归在哪一类", example="党建文书"),
    "字段": _fields_rule("字段", 1, required=True),
    "公文": declare(
        "dict",
        "公文",
        help="草稿没有写的，这样写；里面可以用字段，和正文一样",
        example="{标题: '{{ 单位 }}学习计划', 格式: 普通}",
        schema={
            "标题": declare("title", "标题", help="标题的写法", example="{{ 单位 }}{{ 年度 }}年学习计划"),
            "发文机关标志": declare("string", "发文机关标志", help="红头上印的字", example="{{ 发文机关|连接 }}党建工作简报"),
            "期号": declare("string", "期号", help="纪要格式的期数", example="第{{ 发文字号|序号 }}期"),
            "题注": declare("string", "题注", help="标题下面括号里的话", example="{{ 年度 }}年"),
            "主送": declare("names", "主送", help="主送机关", example="各党支部"),
            "附注": declare("string", "附注", help="附注", example="联系人：{{ 联系人 }}"),
            "格式": declare("string", "格式", help="哪种格式", example="普通", allowed=[format.value for format in Format]),
        },
    ),
    "编号": declare(
        "string", "编号", help="不印发文字号的文种，登记簿给的号怎样印：期号，或者插件带来的办法", example="期号", empty=False
    ),
    "做成": declare("names", "做成", help="材料包给它做哪几种文件，不写则为 docx、pdf", example="[docx, pdf, xlsx]", empty=False),
    "汇总": declare(
        "dict",
        "汇总",
        help="它汇总各单位交来的材料，用作材料包的“汇总”：各放在哪个字段里",
        example="{各单位: 各单位, 单位: 名称, 情况: 情况, 交来: 材料}",
        schema={
            word: declare("string", word, help=told, example=word, required=word in _NEEDED, empty=False)
            for word, (_, told) in _SUMMARY.items()
        },
    ),
    "附件": declare(
        "list",
        "附件",
        help="排在文后的附件，各有自己的模板",
        example="[{标题: 学习安排表, 模板: 安排表.md}]",
        schema={
            "type": "dict",
            "schema": {
                "标题": declare("title", "标题", help="附件的名称，可以用字段", example="学习安排表", required=True, empty=False),
                "模板": declare("string", "模板", help="文件夹里的哪个 .md", example="安排表.md", required=True, empty=False),
                "条件": declare("string", "条件", help="什么时候有这个附件，不写则总有", example="安排"),
            },
        },
    ),
    "条件": declare(
        "list",
        "条件",
        help="几个字段之间要合的条件",
        example="[{要求: '开始 <= 结束', 提示: 开始不能晚于结束, 字段: 开始}]",
        schema={
            "type": "dict",
            "schema": {
                "要求": declare("string", "要求", help="要成立的式子", example="开始 <= 结束", required=True, empty=False),
                "提示": declare(
                    "string", "提示", help="不合时告诉填的人", example="开始不能晚于结束", required=True, empty=False
                ),
                "字段": declare("string", "字段", help="说在哪个字段", example="开始", required=True, empty=False),
            },
        },
    ),
}


@dataclass(frozen=True, slots=True)
class Definition:
    """What 字段.yaml says.

    :param draft: it as a draft, for places.
    :param fields: the type's own fields, as :func:`hongtou.field` makes them.
    :param computed: of lists, the columns that nobody fills in, with their expressions.
    :param written: the rest, by its keys.
    """

    draft: Draft
    summary: str
    fields: Mapping[str, Rules]
    computed: Mapping[str, Mapping[str, str]]
    written: Mapping[str, Any]


def define(draft: Draft) -> Definition:
    """Read 字段.yaml.

    :raises DraftError: carries everything that is wrong.
    """
    written = Schema(RULES, "hongtou", is_proven=True).check(draft)
    problems: list[Problem] = []
    fields = {name: _rules(draft, ("字段", name), name, item, problems, top=True) for name, item in written["字段"].items()}
    problems += _conditions(draft, written, fields)
    problems += [draft.problem(("汇总",), told) for told in _summary_faults(written, fields)]
    problems += [draft.problem(("字段", name, "算"), _NOT_COMPUTED) for name, item in written["字段"].items() if "算" in item]
    if problems:
        raise DraftError(problems)
    return Definition(draft, written["说明"], fields, dict(_computed(written["字段"])), written)


def _computed(fields: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """The columns of lists that nobody fills in."""
    for name, item in fields.items():
        if columns := {part: one["算"] for part, one in item.get("每项", {}).items() if "算" in one}:
            yield name, columns


_NOT_COMPUTED: Final = "只有列表每一项的字段可以写它。在正文里用“{% set %}”算，或者去掉它"


def _conditions(draft: Draft, written: Mapping[str, Any], fields: Mapping[str, Rules]) -> Iterator[Problem]:
    for number, condition in enumerate(written.get("条件", ())):
        if condition["字段"] not in fields and condition["字段"] not in COMMON:
            yield draft.problem(("条件", number, "字段"), f"没有“{condition['字段']}”这个字段")


def summary(written: Mapping[str, Any]) -> UnitSummary | None:
    """How the type sums up what the units of a packet handed in; None: it does not.

    :param written: what 字段.yaml says.
    """
    said = written.get("汇总")
    return UnitSummary(**{name: said[word] for word, (name, _) in _SUMMARY.items() if word in said}) if said else None


def _summary_faults(written: Mapping[str, Any], fields: Mapping[str, Rules]) -> Iterator[str]:
    part = summary(written)
    for told in summary_faults(part, fields) if part else ():
        said = told
        for word, (name, _) in _SUMMARY.items():
            said = said.replace(f"unit_summary.{name} ", f"“{word}”")
        for english, word in _IN_CHINESE:
            said = said.replace(english, word)
        yield said


# Words of Python in what is told of a summary, and those of 字段.yaml.
_IN_CHINESE: Final = (
    ("schema 里", "“字段”里"),
    ("（required）", ""),
    ("（dict）", ""),
    ("（string）", ""),
    ("（list）", ""),
    (" allowed ", "“可填”"),
    ("用 UnitState 的各项", "写全“已交”“未交”“有误”，或者不写“可填”"),
    *((f"实为 {kind}", f"现在是{word}") for word, kind in KINDS.items()),
)


def _rules(
    draft: Draft, path: FieldPath, name: str, item: Mapping[str, Any], problems: list[Problem], *, top: bool = False
) -> dict[str, Any]:
    """A field as :func:`hongtou.field` makes it; what is wrong goes into ``problems``."""
    kind = KINDS[item.get("类型", "文字")]
    problems += [draft.problem(path, told) for told in _faults(name, kind, item, top=top)]
    problems += [draft.problem((*path, key), told) for key, told in _unfit(kind, item)]
    rules: dict[str, Any] = {}
    inner = item.get("每项") if kind == "list" else item.get("字段")
    key = "每项" if kind == "list" else "字段"
    computed = [part for part, one in (inner or {}).items() if "算" in one]
    if computed and not (top and kind == "list"):
        problems += [draft.problem((*path, key, part, "算"), _NOT_COMPUTED) for part in computed]
    problems += [draft.problem((*path, key, part), told) for part in computed for told in _misnamed(part)]
    parts = {
        part: _rules(draft, (*path, key, part), part, one, problems)
        for part, one in (inner or {}).items()
        if part not in computed
    }
    if kind == "dict":
        rules["schema"] = parts
    elif kind == "list":
        rules["schema"] = {"type": "dict", "schema": parts} if parts else {"type": "string", "meta": _meta(item, ())}
    rules |= {key: item[word] for word, key in (("必填", "required"), ("最长", "maxlength"), ("样式", "regex")) if word in item}
    rules |= {key: item[word] for word, key in _limits(kind) if word in item}
    if item.get("必填") and kind in {"string", "text", "list", "names"}:
        rules["empty"] = False
    if "可填" in item:
        rules["allowed"] = list(item["可填"])
    meta = _meta(item, parts)
    return declare(
        kind,
        name,
        help=meta["help"],
        example=meta["example"],
        also=item.get("也叫", ()),
        personal=item.get("个人信息", False),
        blank=COMMON[name]["meta"].get("blank") if top and name in COMMON else None,
        **rules,
    )


def _limits(kind: str) -> tuple[tuple[str, str], ...]:
    if kind in {"list", "names"}:
        return ("最小", "minlength"), ("最大", "maxlength")
    return ("最小", "min"), ("最大", "max")


def _meta(item: Mapping[str, Any], parts: Mapping[str, Rules] | tuple[()]) -> dict[str, Any]:
    """What people are told of a field: its help, and an example, made of its parts' where it has some."""
    given = item.get("例", ())
    if parts:
        one = {part: rules["meta"]["example"] for part, rules in parts.items()}
        return {"help": item["说明"], "example": [one] if KINDS[item.get("类型", "文字")] == "list" else one}
    if KINDS[item.get("类型", "文字")] in {"names", "list"}:
        return {"help": item["说明"], "example": list(given)}
    return {"help": item["说明"], "example": given[0] if given else ""}


def _faults(name: str, kind: str, item: Mapping[str, Any], *, top: bool) -> Iterator[str]:
    """What is wrong with a field as a whole."""
    yield from _misnamed(name)
    if kind not in {"dict", "list"} and not item.get("例"):
        yield f"“{name}”没有例子。加上“例:”，照填写的样子写一个"
    if kind == "list" and not item.get("每项") and not item.get("例"):
        yield f"列表“{name}”没有写每一项。加上“每项:”和其中的字段；每项只是一行字的，写上“例: [甲, 乙]”"
    if kind == "dict" and not item.get("字段"):
        yield f"“{name}”是一组字段，没有写有哪些。加上“字段:”"
    if top and name in COMMON and COMMON[name]["type"] != kind:
        word = next((word for word, known in KINDS.items() if known == COMMON[name]["type"]), "")
        yield f"“{name}”是每份草稿都有的字段，不能另作他用。" + (f"类型改成“{word}”，或者换一个名称" if word else "换一个名称")


def _misnamed(name: str) -> Iterator[str]:
    if not name.isidentifier() or name.startswith("_") or name in _TAKEN or keyword.iskeyword(name):
        yield f"字段的名称“{name}”用不了：用汉字、字母、数字，中间没有空格和标点，不以数字开头"


_FOR_TEXT: Final = "只有文字可以写它。去掉它"


def _unfit(kind: str, item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Limits that mean nothing for a field of this kind."""
    if kind not in _NUMBERS | {"list", "names"}:
        yield from ((key, "只有数和列表可以写它。去掉它") for key in ("最小", "最大") if key in item)
    if kind != "string":
        yield from ((key, _FOR_TEXT) for key in ("最长", "样式", "可填") if key in item)
    if kind != "list" and "每项" in item:
        yield "每项", "只有列表有每一项。把类型改成“列表”，或者去掉它"
    if kind != "dict" and "字段" in item:
        yield "字段", "只有“字段组”里面有字段。把类型改成“字段组”，列表的写“每项”"
    if "样式" in item:
        try:
            re.compile(item["样式"])
        except re.error as error:
            yield "样式", f"不是正则表达式：{error}"
