"""The fields of every draft, and how a plug-in declares its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..document import Format

Rules = Mapping[str, Any]


def field(
    type: str,
    label: str,
    *,
    help: str,
    example: object,
    also: Sequence[str] = (),
    choices: Sequence[str] = (),
    blank: object = None,
    personal: bool = False,
    **rules: object,
) -> dict[str, Any]:
    """A field of a schema: Cerberus rules with what people need to know about it.

    :param type: what the text that a person typed is read as: ``string``, ``title`` (may hold forced line breaks), ``text``
        (running text → tuple of :data:`Block`), ``integer``, ``number``, ``boolean`` (是, 否), ``date``, ``month`` (→ its
        first day), ``names`` (one or a list → tuple of str), ``document_number``, ``draft`` (the path of another draft →
        :class:`Content`), ``picture`` (the path of a PNG file → :class:`Picture`), ``seal`` (the same, or 是, 否 → bool),
        ``list`` (with ``schema``: the rules of an item), ``dict`` (with ``schema``: its
        fields; with ``shorthand``: the field that a text alone stands for).
    :param label: its name as people write it.
    :param help: one line: what it is for.
    :param example: a value as people would type it.
    :param also: what else a column of a workbook may be called that holds it.
    :param choices: what a workbook offers in a list, where other words may be written, too.
    :param blank: what is printed where the field is written and left empty, to be filled in later; None: it must be written.
    :param personal: it holds what is nobody else's business, such as 姓名, 身份证号, 电话: messages tell where a wrong value
        stands, never what it is.
    :param rules: Cerberus rules such as ``required``, ``allowed``, ``min``, ``regex``, ``schema``.
    """
    meta: dict[str, object] = {"label": label, "help": help, "example": example}
    more: dict[str, object] = {name: tuple(words) for name, words in (("also", also), ("choices", choices)) if words}
    if blank is not None:
        more["blank"] = blank
    if personal:
        more["personal"] = True
    return {"type": type, **rules, "meta": meta | more}


def is_personal(rules: Rules) -> bool:
    """Whether messages must not tell what stands in a field, or in one of the fields in it."""
    meta, inner = rules.get("meta"), rules.get("schema")
    if isinstance(meta, Mapping) and meta.get("personal"):
        return True
    if not isinstance(inner, Mapping):
        return False
    within = inner.values() if rules.get("type") == "dict" else [inner]
    return any(is_personal(one) for one in within if isinstance(one, Mapping))


def inner_fields(rules: Rules) -> Mapping[str, Rules]:
    """The fields of a group, or of each item in a list of groups; none where it is neither, or is not well declared."""
    inner: object = rules.get("schema") if rules.get("type") == "list" else rules
    fields = inner.get("schema") if isinstance(inner, Mapping) and inner.get("type") == "dict" else None
    return fields if isinstance(fields, Mapping) else {}


def typed(value: object) -> str:
    """A value as people would type it in a draft: ``是``, ``[甲, 乙]``, ``{党员总数: 3}``."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {typed(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(typed(part) for part in value) + "]"
    return str(value).replace("\n", r"\n")


def example(rules: Rules) -> str:
    """A field with its example as one would type it, ``成文日期: 2026-11-21``; empty where it explains nothing."""
    meta = rules.get("meta")
    return f"{meta['label']}: {typed(meta['example'])}" if meta else ""


# 7.2.2: a time, a day or no end; such as 1年, 6个月, 2027年1月1日, 长期.
_PERIOD: Final = "[1-9][0-9]{0,2}(年|个月)|长期|[12][0-9]{3}年[1-9][0-9]?月[1-9][0-9]?日"
COMMON: Final[Mapping[str, Rules]] = {
    "文种": field("string", "文种", help="写明是哪一种公文，用 hongtou types 查看", example="通知", required=True, empty=False),
    "格式": field(
        "string",
        "格式",
        help="文件、信函、命令、纪要，或者普通（白头）；不写则依文种",
        example="文件",
        allowed=[format.value for format in Format],
    ),
    "发文机关": field("names", "发文机关", help="发文机关全称；联合行文时主办机关在前", example="中共示例市委员会"),
    "发文机关标志": field(
        "string", "发文机关标志", help="红头上印的字，不写则为发文机关名称加“文件”", example="中共示例市委员会文件"
    ),
    "发文字号": field("document_number", "发文字号", help="机关代字、年份、顺序号；未编号时不写", example="示委发〔2026〕5号"),
    "令号": field("string", "令号", help="命令格式的编号", example="第12号", regex=r"第[1-9][0-9]*号"),
    "期号": field("string", "期号", help="纪要格式的期数或者编号", example="第3期"),
    "标识": field("string", "标识", help="编号时凭它认出同一份公文，不写则凭草稿的路径", example="2026年度总结的通知"),
    "份号": field("string", "份号", help="六位数字", example="000001", regex=r"(?!000000)[0-9]{6}"),
    "密级": field("string", "密级", help="绝密、机密或秘密", example="机密", allowed=["绝密", "机密", "秘密"]),
    "保密期限": field(
        "string", "保密期限", help="阿拉伯数字加年或个月，或者长期", example="1年", dependencies=["密级"], regex=_PERIOD
    ),
    "紧急程度": field("string", "紧急程度", help="特急或加急", example="加急", allowed=["特急", "加急"]),
    "签发人": field(
        "names", "签发人", help="只用于上行文；还没有签发的，只写“签发人:”，留出空白", example="张三", blank=("　　　",)
    ),
    "标题": field(
        "title",
        "标题",
        help="发文机关、事由和文种；可用 \\n 指定断行",
        example="关于做好年度总结的通知",
        required=True,
        empty=False,
    ),
    "题注": field("string", "题注", help="标题下面括号里的话，如通过的日期和会议", example="（2026年1月5日）"),
    "主送": field("names", "主送", help="主送机关，一类一项", example="[各专科分会, 各党支部（总支）]"),
    "正文": field("text", "正文", help="一行一段，用“一、（一）1.（1）”分层次", example="现将有关事项通知如下。"),
    "印发": field("draft", "印发", help="所印发文件的草稿，路径相对于本草稿", example="工作要点.md"),
    "附件": field(
        "list",
        "附件",
        help="附件名称；要排在文后的，写标题和文件",
        example="[名单填报样表]",
        schema={
            "type": "dict",
            "shorthand": "标题",
            "schema": {
                "标题": field("title", "标题", help="附件名称", example="名单填报样表"),
                "文件": field("draft", "文件", help="附件内容的草稿，或者工作簿（.xlsx），路径相对于本草稿", example="名单.yaml"),
                "工作表": field("string", "工作表", help="文件是工作簿的，排哪一个工作表；不写则为第一个", example="名单"),
                "横排": field("boolean", "横排", help="文件是工作簿的，表格是否横排", example="是"),
            },
        },
    ),
    "署名": field("names", "署名", help="发文机关署名，不写则为发文机关", example="中共示例市委员会"),
    "印章": field(
        "list",
        "印章",
        help="盖不盖章；写“是”用 hongtou.yaml 里的印章，也可以写图片，联合行文的与署名一一对应",
        example="是",
        schema={
            "type": "dict",
            "shorthand": "文件",
            "schema": {
                "文件": field("seal", "文件", help="背景透明的 PNG，路径相对于本草稿", example="印章/机关.png", required=True),
                "直径": field("number", "直径", help="印出来的直径，毫米", example=42, min=20, max=80),
            },
        },
    ),
    "签名章": field(
        "list",
        "签名章",
        help="盖签发人签名章的，一人一项；用于命令（令）、议案等",
        example="[{职务: 会长, 文件: 印章/签名.png}]",
        schema={
            "type": "dict",
            "schema": {
                "职务": field("string", "职务", help="签发人的职务，写全称", example="会长", required=True, empty=False),
                "文件": field("picture", "文件", help="背景透明的 PNG，路径相对于本草稿", example="印章/签名.png", required=True),
                "宽": field("number", "宽", help="印出来的宽，毫米，不写则为 40", example=40, min=10, max=100),
                "高": field("number", "高", help="印出来的高，毫米，不写则不变形", example=15, min=5, max=60),
            },
        },
    ),
    "成文日期": field("date", "成文日期", help="会议通过或者负责人签发的日期", example="2026-11-21"),
    "附注": field("string", "附注", help="印发传达范围等，不写括号", example="此件公开发布"),
    "紧缩": field(
        "boolean",
        "紧缩",
        help="为少用一张纸，把全文的字距、行距收紧一些；不写的只在差一两行时收紧，写“否”一律不收紧",
        example="是",
    ),
    "出席": field("names", "出席", help="纪要的出席人员", example="[张三, 李四]"),
    "请假": field("names", "请假", help="纪要的请假人员", example="[王五]"),
    "列席": field("names", "列席", help="纪要的列席人员，可带单位", example="[办公室：赵六、钱七]"),
    "分装附件": field(
        "dict",
        "分装附件",
        help="本草稿是不和公文一起装订的附件时，写明是哪份公文的第几个附件",
        example="{发文字号: 示委发〔2026〕5号, 序号: 1}",
        schema={
            "发文字号": field(
                "document_number", "发文字号", help="所属公文的发文字号", example="示委发〔2026〕5号", required=True
            ),
            "序号": field("integer", "序号", help="第几个附件；只有一个的不写", example=1, min=1, max=99),
        },
    ),
    "抄送": field("names", "抄送", help="抄送机关，一级一项", example="[市委组织部、统战部]"),
    "印发机关": field("string", "印发机关", help="送印机关，通常是办公室", example="中共示例市委员会办公室"),
    "印发日期": field("date", "印发日期", help="送印日期，不写则为成文日期", example="2026-11-21"),
    "翻印机关": field("string", "翻印机关", help="翻印别的机关的公文时写，印在版记里", example="示例县卫生健康局办公室"),
    "翻印日期": field("date", "翻印日期", help="翻印的日期，不写则留空", example="2026-12-01"),
}
