"""发文以后“记一笔”：在一个文本文件里记下发了什么。"""

from hongtou import AfterIssue, IssuedDocument


def note(document: IssuedDocument) -> None:
    """记一行；同一份公文做两次，只有一行。"""
    path = document.office / document.settings.get("文件", "已发.txt")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    line = f"{document.number} {document.title}"
    if line not in lines:
        path.write_text("\n".join([*lines, line, ""]), encoding="utf-8")


NOTE = AfterIssue("记一笔", "在一个文本文件里记下发了什么", note, {"文件": "记在哪个文件里"})
