"""导入便笺：第一行是 MEMO，下面是文字的文件。"""

from pathlib import Path

from hongtou import HongtouError, Left, Line, Source, TrackedChanges

HEAD = "MEMO"


def read(path: Path, changes: TrackedChanges) -> Source:
    """一个文件 → 它的各段。在没有网络的另一个进程里运行。"""
    head, *lines = path.read_text(encoding="utf-8").splitlines() or [""]
    if head != HEAD:
        raise HongtouError(f"{path}：不是便笺，第一行应为 {HEAD}")
    parts = tuple(Line(line, number) for number, line in enumerate(lines, 2))
    return Source(path, parts, (Left(head, "便笺的记号", 1),))
