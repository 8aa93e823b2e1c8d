"""``hongtou render``: drafts → documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ..errors import DraftError, HongtouError, UsageError
from . import chinese, console
from .app import App

FORMATS = "docx,pdf"


@click.command(
    "render",
    cls=chinese.Command,
    short_help="把草稿做成公文",
    help="把草稿做成公文，文件名同草稿。\n每做成一个文件印一行：路径、文种、页数。一份草稿有错，不影响其他的。",
)
@click.argument("drafts", metavar="草稿…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", metavar="文件夹", type=click.Path(path_type=Path), help="写到这个文件夹；不写则写在草稿旁边")
@click.option("--to", "formats", metavar="格式,…", default=FORMATS, help=f"做成哪些格式；不写则为 {FORMATS}")
@chinese.format_option
@click.pass_obj
def command(app: App, drafts: tuple[Path, ...], output: Path | None, formats: str, form: str) -> int:
    """Make documents; one draft's errors do not stop the others."""
    from ..output import check_distinct, check_folder

    names = _formats(app, formats)
    unique = list(dict.fromkeys(drafts))
    check_distinct((draft, target) for draft in unique for target in _targets(draft, output, names).values())
    if output:
        check_folder(output)
    results = [_attempt(app, draft, output, names, form) for draft in unique]
    if form == "json":
        console.say_json(results)
    return 1 if any(result["problems"] for result in results) else 0


def _formats(app: App, text: str) -> list[str]:
    names = list(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    if not names:
        raise UsageError("“--to”后面写上要做成的格式，例如 --to docx,pdf")
    try:
        return [app.plugins.renderer(name).name for name in names]
    except HongtouError as error:
        raise UsageError(str(error)) from error


def _targets(draft: Path, output: Path | None, names: Sequence[str]) -> dict[str, Path]:
    folder = output or draft.parent
    return {name: folder / f"{draft.stem}.{name}" for name in names}


def _attempt(app: App, draft: Path, output: Path | None, names: Sequence[str], form: str) -> dict[str, Any]:
    """Make one draft's documents; what was made, or what was wrong, as a program reads it."""
    try:
        return _make(app, draft, output, names, form)
    except BrokenPipeError:
        raise
    except Exception as error:  # even a bug in one must not stop the others
        console.report(error)
        return {"draft": str(draft), "files": [], "problems": _problems(draft, error)}


def _make(app: App, draft: Path, output: Path | None, names: Sequence[str], form: str) -> dict[str, Any]:
    from ..output import write

    made = app.runner(draft.parent).make(draft, names)
    targets = _targets(draft, output, names)
    write({targets[name]: content for name, content in made.files.items()})
    pages = len(made.plan.pages)
    if form == "text":
        for path in targets.values():
            console.say(f"{path}\t{made.genre}\t{pages}页")
    files = [str(path) for path in targets.values()]
    return {"draft": str(draft), "genre": made.genre, "pages": pages, "files": files, "problems": []}


def _problems(draft: Path, error: Exception) -> list[dict[str, Any]]:
    if not isinstance(error, DraftError):
        return [{"file": str(draft), "line": 0, "column": 0, "field": "", "message": console.message(error)}]
    return [
        {
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
            "field": problem.field,
            "message": problem.message,
        }
        for problem in error.problems
    ]
