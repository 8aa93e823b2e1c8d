"""The Word template that offices edit: a sample of each kind of paragraph in a content control with its Chinese name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...layout.styles import Role
from ...ooxml.elements import run, w
from .styles import style_id

# What stands in the control of each kind of paragraph; what has no look of its own has no sample.
SAMPLES: Final = {
    Role.COPY_NUMBER: "000001",
    Role.CLASSIFICATION: "机密★1年",
    Role.URGENCY: "特急",
    Role.ISSUER_MARK: "发文机关文件",
    Role.DOCUMENT_NUMBER: "机关代字〔2026〕1号",
    Role.APPROVERS: "签发人：姓名",
    Role.SIDES: "左面的字，右面的字",
    Role.TITLE: "公文的标题",
    Role.CAPTION: "（题注）",
    Role.ADDRESSEES: "主送机关：",
    Role.TEXT: "正文的文字。",
    Role.HEADING_1: "一、一级标题",
    Role.HEADING_2: "（一）二级标题",
    Role.HEADING_3: "1.三级标题",
    Role.HEADING_4: "（1）四级标题",
    Role.TABLE_TITLE: "表题",
    Role.TABLE: "表格里的字",
    Role.FIGURE_TITLE: "图题",
    Role.ATTACHMENT_NOTE: "附件：1.附件的名称",
    Role.SIGNATURE: "发文机关署名",
    Role.DATE: "2026年1月1日",
    Role.NOTE: "（附注）",
    Role.ATTENDANCE: "出席：姓名",
    Role.ATTACHMENT_MARK: "附件1",
    Role.COPIES_TO: "抄送：抄送机关。",
    Role.PRINTED: "印发机关 2026年1月1日印发",
}
# The control with a word to who edits the file.
GUIDE: Final = "说明"
_GUIDE_TEXT: Final = (
    "每种段落有一个样例：改它的字体、颜色、加粗、底纹、边框，成文时就是那样。字号、间距和位置由程序排，在这里改了不起作用。"
    "固定的内容写在页眉、页脚里，或者放浮在文字上的图片、文本框。样例不要删；这一段成文时不出现。"
)


def sample_paragraphs() -> Iterator[str]:
    """The controls, as they stand in the body."""
    yield _control(GUIDE, "TemplateTag", _GUIDE_TEXT)
    for role, text in SAMPLES.items():
        yield _control(role.value, style_id(role), text)


def _control(name: str, style: str, text: str) -> str:
    properties = w("sdtPr", w("alias", val=name), w("tag", val=name), w("lock", val="sdtLocked"))
    return w("sdt", properties, w("sdtContent", w("p", w("pPr", w("pStyle", val=style)), run(text))))
