"""``hongtou new``: a starter draft."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import HongtouError, OutputError, UsageError
from . import chinese, console
from .app import App


@click.command(
    "new",
    cls=chinese.Command,
    short_help="写一份起步的草稿",
    help="写一份起步的草稿，填空就能用。\n不写 -o 时印在屏幕上；文种用 hongtou types 查看。",
)
@click.argument("genre", metavar="文种")
@click.option("-o", "--output", metavar="文件", type=click.Path(path_type=Path), help="写到这个文件")
@click.option("--force", is_flag=True, help="文件已经存在时覆盖它")
@click.pass_obj
def command(app: App, genre: str, output: Path | None, force: bool) -> None:
    """Print or write the starter of a document type."""
    try:
        type = app.plugins.document_type(genre)
    except HongtouError as error:
        raise UsageError(str(error)) from error
    if output is None:
        console.say(type.starter.rstrip("\n"))
        return
    _write(output, type.starter, type.starter_suffix, force)
    console.say(str(output))


def _write(output: Path, starter: str, suffix: str, force: bool) -> None:
    from ..output import write

    if output.suffix.lower() not in {suffix, *({".yml"} if suffix == ".yaml" else {})}:
        raise UsageError(f"这个文种的草稿应以 {suffix} 结尾，例如 {output.with_suffix(suffix)}")
    if output.exists() and not force:
        raise OutputError(f"“{output}”已经有了，没有动它。换个名字，或者加 --force 覆盖")
    write({output: starter.encode()})
