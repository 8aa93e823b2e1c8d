"""The fields of the office's profile, ``hongtou.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..draft import field as declare
from ..files.permissions import MASKS
from .check_choices import check_field
from .page_rules import page_field

# The profile's keys that are single values: what everybody may know, and what the office keeps to itself.
OF_OFFICE: Final[Mapping[str, str]] = {
    "名称": "name",
    "简称": "short_name",
    "机关代字": "code",
    "发文机关标志": "issuer_mark",
    "印发机关": "printed_by",
    "署名": "signature",
    "抄送": "copies_to",
    "单独编号": "numbered_apart",
}
OF_SETTINGS: Final[Mapping[str, str]] = {"登记簿": "register", "废号再用": "reuses_void", "文件权限": "readers"}


def rules() -> dict[str, dict[str, Any]]:
    """Every field, as :func:`hongtou.field` makes it."""
    from ..fonts.faces import NAMES

    return {
        "名称": declare("string", "名称", help="发文机关全称", example="中共示例市委员会"),
        "简称": declare("string", "简称", help="发文机关规范化简称", example="示例市委"),
        "机关代字": declare(
            "string", "机关代字", help="发文字号前面的代字，只写汉字", example="示委发", regex=r"[\u4e00-\u9fff（）]{1,20}"
        ),
        "发文机关标志": declare(
            "string", "发文机关标志", help="红头上印的字，不写则为名称加“文件”", example="中共示例市委员会文件"
        ),
        "印发机关": declare("string", "印发机关", help="送印机关，通常是办公室", example="中共示例市委员会办公室"),
        "署名": declare("string", "署名", help="发文机关署名，不写则为名称", example="中共示例市委员会"),
        "抄送": declare("names", "抄送", help="通常的抄送机关，一级一项", example="[市委组织部、统战部]"),
        "登记簿": declare(
            "string",
            "登记簿",
            help="几台机器共用的登记簿，不写则为本文件夹里的 register.db",
            example="postgresql+psycopg://用户@主机/数据库",
        ),
        "废号再用": declare("boolean", "废号再用", help="没有印过、后面没有用号的作废号，当年是否可以再用", example="否"),
        "单独编号": declare("names", "单独编号", help="不和其他公文一起排号的文种", example="[请示, 函]"),
        "文件权限": declare(
            "string",
            "文件权限",
            help="登记簿、归档和做成的文件谁能看：本人、本组或者所有人；不写则依系统的习惯",
            example="本组",
            allowed=list(MASKS),
        ),
        "发文以后": declare(
            "list",
            "发文以后",
            help="每份公文发出、登记以后要做的事，插件带来的也行",
            example="[{做法: 送一份, 设置: {文件夹: 已发}}]",
            schema={
                "type": "dict",
                "schema": {
                    "做法": declare("string", "做法", help="做什么，例如送一份", example="送一份", required=True, empty=False),
                    "设置": declare(
                        "dict",
                        "设置",
                        help="这件事要知道的，各有各的名称",
                        example="{文件夹: 已发}",
                        valuesrules={"type": "string"},
                    ),
                },
            },
        ),
        "文种": declare("names", "文种", help="自己做的文种放在哪些文件夹里，不写则为“文种”", example="[文种]"),
        "印章": declare(
            "list",
            "印章",
            help="本机关的印章，和常与本机关联合行文的机关的印章",
            example="[{名称: 中共示例市委员会, 文件: 印章/市委.png, 直径: 42}]",
            schema={
                "type": "dict",
                "schema": {
                    "名称": declare(
                        "string", "名称", help="机关全称，与署名一字不差", example="中共示例市委员会", required=True, empty=False
                    ),
                    "文件": declare(
                        "string",
                        "文件",
                        help="背景透明的 PNG，路径相对于 hongtou.yaml",
                        example="印章/市委.png",
                        required=True,
                        empty=False,
                    ),
                    "直径": declare("number", "直径", help="印出来的直径，毫米，不写则为 42", example=42, min=20, max=80),
                },
            },
        ),
        "版式": page_field(),
        "检查": check_field(),
        "字体": declare(
            "dict",
            "字体",
            help="换用本单位的字体",
            example="{仿宋: {名称: 仿宋_GB2312}}",
            schema={face.value: _face(face.value, name) for face, name in NAMES.items()},
        ),
    }


def _face(key: str, name: str) -> dict[str, Any]:
    return declare(
        "dict",
        key,
        help="字体的名称和文件，可以只写一样",
        example=f"{{名称: {name}, 文件: 字体/{key}.ttf}}",
        schema={
            "名称": declare("string", "名称", help="Word 和 WPS 里显示的字体名称", example=name),
            "文件": declare("string", "文件", help="字体文件，排 PDF 用，路径相对于 hongtou.yaml", example=f"字体/{key}.ttf"),
        },
    )
