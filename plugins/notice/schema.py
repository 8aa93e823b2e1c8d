"""The fields of a notice that differ from those of every draft."""

from typing import Final

from hongtou import field

SCHEMA: Final = {
    "正文": field(
        "text",
        "正文",
        help="通知的内容，一行一段；印发通知也要有，如“现将……印发给你们，请认真贯彻执行。”",
        example="现将有关事项通知如下。",
        required=True,
        empty=False,
    ),
}
