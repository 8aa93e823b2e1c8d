"""``hongtou check --fix``: what has one right answer is mended, in drafts as they are, of Word files in drafts made of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import HongtouError, InputError, UsageError
from . import console
from .app import App
from .check_files import Destination, attempt

if TYPE_CHECKING:
    from ..checking.finding import Checked, Report
    from ..checking.mending import Change, Mended
    from ..checking.selection import Selection
    from .importing import Taking


def fixed(app: App, one: Checked, selection: Selection, destination: Destination, taking: Taking, *, told: bool) -> Checked:
    """A file as mended, with what is left to find in it.

    :param taking: what somebody said of Word files, which become drafts first.
    """

    def make(one: Checked) -> Checked:
        from ..evidence import Kind

        if one.report is None or one.report.kind is Kind.PAPER:
            raise InputError(f"{one.file}：PDF 改不了。先用 hongtou import 变成草稿，再改")
        if one.report.kind is Kind.DRAFT:
            return _draft(app, one, selection, told=told)
        return _word(app, one, selection, destination.output, taking, told=told)

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


def _word(app: App, one: Checked, selection: Selection, output: Path | None, taking: Taking, *, told: bool) -> Checked:
    """Make drafts of a Word file, mend these, and make a Word file of them; in a folder of their own: the file stays."""
    from .importing import take, tell

    if output and output.suffix.lower() == one.file.suffix.lower():
        raise UsageError(f"--fix 做出草稿和 DOCX 几个文件：-o 后面写文件夹，“{output}”不是")
    taken = take(app, one.file, output or one.file.with_name(f"{one.file.stem}-改"), taking)
    if told:
        tell(taken, report=True)
    made = [*map(Path, taken["drafts"])]
    mended = {path: _mended(app, path, selection) for path in made}
    for path, mend in mended.items():
        path.write_bytes(mend.new)
        if told:
            _show(mend.changes)
            console.say(f"{path} 改了 {len(mend.changes)} 行")
    # The others are issued by the first, or attached to it: they are in its Word file.
    main = made[0]
    one = replace(one, report=mended[main].report, made=(*one.made, *made))
    try:
        content = app.runner(main.parent).make(main, ["docx"]).files["docx"]
    except HongtouError as error:  # often of what nobody can know: who sends it
        lacking = f"{error}\n{_asked(app, one.file, main)}"
        console.tell(lacking)
        return replace(one, problem=lacking)
    target = Destination(None, force=taking.force, alone=True).write(main, ".docx", content)
    if told:
        console.say(f"做成 {target}")
    return replace(one, made=(*one.made, target))


def _asked(app: App, file: Path, draft: Path) -> str:
    """What to give that a Word file can be made of a draft that is there."""
    from ..intake import read_draft

    values, office = read_draft(draft).values, app.settings(draft.parent).office
    options = ["--type 文种"] if "文种" not in values else []
    options += ["--issuer 机关全称"] if not (values.get("发文机关") or office.name) else []
    by_hand = f"草稿写好了，在 {draft}，还做不成公文：补上以后运行 hongtou render {draft} --to docx"
    if not options:
        return by_hand
    return f"{by_hand}；草稿还没有动过的，也可以重来：hongtou check {file} --fix {' '.join(options)} --force"


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
