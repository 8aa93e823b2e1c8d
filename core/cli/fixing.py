"""``hongtou check --fix``: what has one right answer is mended, in drafts as they are, of Word files in drafts made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import HongtouError, InputError
from . import console
from .app import App
from .check_files import Destination, attempt

if TYPE_CHECKING:
    from ..checking.finding import Checked, Report
    from ..checking.mending import Change, Mended
    from ..checking.selection import Selection


def fixed(app: App, one: Checked, selection: Selection, destination: Destination, *, told: bool) -> Checked:
    """A file as mended, with what is left to find in it."""

    def make(one: Checked) -> Checked:
        from ..evidence import Kind

        if one.report is None or one.report.kind is Kind.PAPER:
            raise InputError(f"{one.file}：PDF 改不了。先用 hongtou import 变成草稿，再改")
        if one.report.kind is Kind.DRAFT:
            return _draft(app, one, selection, told=told)
        return _word(app, one, selection, destination, told=told)

    return attempt(one, make)


def _draft(app: App, one: Checked, selection: Selection, *, told: bool) -> Checked:
    """Mend a draft where it stands, its old content kept beside it."""
    from .merging import kept_as, write_keeping

    mended = _mended(app, one.file, selection)
    if not mended.changes:
        return replace(one, report=mended.report)
    _show(mended.changes if told else ())
    write_keeping({one.file: (mended.new, mended.old)})
    if told:
        console.say(f"改了 {one.file} 的 {len(mended.changes)} 行，原来的留在 {kept_as(one.file).name}")
    return replace(one, report=mended.report, made=(*one.made, one.file))


def _word(app: App, one: Checked, selection: Selection, destination: Destination, *, told: bool) -> Checked:
    """Make drafts of a Word file, mend these, and make Word files of them; in a folder of their own: the file stays."""
    from ..plugin import TrackedChanges
    from .importing import take, tell

    folder = destination.output or one.file.with_name(f"{one.file.stem}-改")
    taken = take(app, one.file, folder, "", TrackedChanges.REFUSE, destination.force)
    if told:
        tell(taken, report=True)
    made, report = [*map(Path, taken["drafts"])], one.report
    mended = {path: _mended(app, path, selection) for path in made}
    for path, mend in mended.items():
        _show(mend.changes if told else ())
        path.write_bytes(mend.new)
    lacking = ""
    for path, mend in mended.items():
        report = mend.report if path == made[0] else report
        try:
            content = app.runner(path.parent).make(path, ["docx"]).files["docx"]
        except HongtouError as error:  # often of what nobody can know: who sends it
            lacking = f"{path}：草稿写好了，还做不成公文，补上以后运行 hongtou render {path}。\n{error}"
            console.tell(lacking)
            continue
        target = Destination(path.with_suffix(".docx"), force=destination.force, alone=True).write(path, ".docx", content)
        made.append(target)
        if told:
            console.say(f"{path} 改了 {len(mend.changes)} 行，做成 {target}")
    return replace(one, report=report, problem=lacking, made=(*one.made, *made))


def _mended(app: App, path: Path, selection: Selection) -> Mended:
    """What a draft is as mended; nothing is written."""
    from ..checking.checker import check_content
    from ..checking.mending import mend
    from ..intake import read_content

    office = app.settings(path.parent).office

    def again(content: bytes) -> Report:
        return check_content(path, content, office, app.plugins_of(path.parent), selection)

    return mend(path, read_content(path), again)


def _show(changes: Iterable[Change]) -> None:
    """What was changed, line by line."""
    for change in changes:
        console.say(f"{change.file} 第{change.line}行 {'、'.join(change.codes)}")
        console.say(f"  - {change.old}")
        console.say(f"  + {change.new}")
