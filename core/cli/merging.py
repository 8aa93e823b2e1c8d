"""``hongtou import --onto``: what somebody changed in Word, shown and written into the draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import OutputError, UsageError
from ..plugin import TrackedChanges
from . import console
from .app import App

if TYPE_CHECKING:
    from ..returning.changes import Change
    from ..returning.onto import Merged


def merge_into(app: App, draft: Path, docx: Path, changes: TrackedChanges, *, yes: bool, format: str) -> int:
    """Show what differs, ask, and write; 1: something was changed on both sides."""
    from ..returning.onto import merge

    merged = merge(app.runner(draft.parent), draft, docx, changes)
    wanted = bool(merged.files) and format == "text"
    if format == "text":
        _show(merged, docx)
    if merged.files and _agreed(merged, yes=yes, ask=wanted):
        write_keeping(merged.files)
        if format == "text":
            for path in merged.files:
                console.say(f"写进了 {path}，原来的留在 {kept_as(path).name}")
    if format == "json":
        console.say_json(_facts(merged, written=yes and merged.known))
    return 1 if merged.conflicts else 0


def _show(merged: Merged, docx: Path) -> None:
    for change in merged.taken:
        _tell(change, "")
    for change in merged.conflicts:
        _tell(change, "两边都改了，没有合：")
    if not merged.known and (merged.taken or merged.conflicts):
        console.tell(f"{docx} 里没有做成时的记录，分不清下面哪边是后来改的，逐处看过再定")
    for told in merged.told:
        console.tell(f"没有带回来：{told}")
    if not merged.files and not merged.conflicts:
        console.say("没有要合进草稿的改动")


def _tell(change: Change, label: str) -> None:
    console.say(f"{label}{change.file} 第{change.line}行 {change.field}")
    for sign, text in (("-", change.old), ("+", change.new)):
        for line in text.splitlines():
            console.say(f"  {sign} {line}")


def _agreed(merged: Merged, *, yes: bool, ask: bool) -> bool:
    """Whether to write."""
    if yes and not merged.known:
        raise OutputError("DOCX 里没有做成时的记录，分不清是谁改的，没有写。去掉 --yes，逐处看过再定")
    if yes or not ask:
        return yes
    try:
        return click.confirm("写进草稿吗？", default=False)
    except click.Abort as error:
        raise UsageError("没有人可问，没有写。看过差别以后，加上 --yes 再运行一次") from error


def write_keeping(files: Mapping[Path, tuple[bytes, bytes]]) -> None:
    """Write drafts, each with its old content beside it.

    :param files: the new content of each, and the old one that it was made from.
    :raises OutputError: somebody changed one meanwhile.
    """
    from ..files.output import write

    for path, (_, old) in files.items():
        if path.read_bytes() != old:
            raise OutputError(f"“{path}”刚刚又改过，没有写。再运行一次")
    kept = {kept_as(path): old for path, (_, old) in files.items()}
    write({**kept, **{path: new for path, (new, _) in files.items()}})


def kept_as(path: Path) -> Path:
    """Where a draft's old content stays."""
    return path.with_name(f"{path.name}.bak")


def _facts(merged: Merged, *, written: bool) -> dict[str, Any]:
    """What came of it, as a program reads it."""

    def listed(found: Sequence[Change]) -> list[dict[str, Any]]:
        return [asdict(one) for one in found]

    files = [str(path) for path in merged.files] if written else []
    return {
        "written": files,
        "known": merged.known,
        "changes": listed(merged.taken),
        "conflicts": listed(merged.conflicts),
        "told": list(merged.told),
    }
