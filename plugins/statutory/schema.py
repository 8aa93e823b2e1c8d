"""The fields of a statutory genre that differ from those of every draft: what must not be missing."""

from typing import Any

from hongtou import field

from .genres import Genre


def schema(genre: Genre) -> dict[str, dict[str, Any]]:
    """The genre's own fields."""
    fields = {
        "正文": field(
            "text", "正文", help=f"{genre.name}的内容，一行一段", example="现将有关事项……。", required=True, empty=False
        )
    }
    if genre.addressed:
        fields["主送"] = field(
            "names", "主送", help="主送机关；上行文只主送一个上级机关", example="云州市医学会", required=True, empty=False
        )
    if genre.upward:
        fields["签发人"] = field(
            "names",
            "签发人",
            help="签发的负责人，上行文都要写；联合行文的按机关次序；还没有签发的，冒号后面留空",
            example="张三",
            required=True,
            empty=False,
            blank=("　　　",),
        )
    return fields
