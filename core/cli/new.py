"""``hongtou new``: a starter draft, a blank workbook, or a packet to begin with."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Final

import click

from ..errors import HongtouError, UsageError
from ..plugin import DocumentType
from . import chinese, console, offers
from .app import App
from .present import refuse_present

PACKET: Final = "材料包"


@click.command(
    "new",
    cls=chinese.Command,
    short_help="写一份起步的草稿、空白工作簿或材料包",
    help="写一份起步的草稿，填空就能用。\n不写 -o 时印在屏幕上；文种用 hongtou types 查看，也可以写“材料包”。",
)
@click.argument("genre", metavar="文种", shell_complete=offers.types(PACKET))
@click.option("-o", "--output", metavar="文件", type=click.Path(path_type=Path), help="写到这个文件")
@click.option(
    "--workbook", metavar="文件", type=click.Path(path_type=Path), help="写一个空白的工作簿（.xlsx），给各单位填报这个文种的数据"
)
@click.option(
    "--schema",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="字段的 JSON Schema 也写到这个文件，草稿里写明它在哪里，编辑器就会补全和核对",
)
@click.option("--ask", is_flag=True, help="一项一项地问，边答边写进草稿；不写 -o 的，写到这里，文件名是文种")
@click.option("--force", is_flag=True, help="文件已经存在时覆盖它")
@click.pass_obj
def command(
    app: App, genre: str, output: Path | None, workbook: Path | None, schema: Path | None, ask: bool, force: bool
) -> None:
    """Print or write the starter of a document type or of a packet, or write a type's blank workbook."""
    if workbook and (output or ask):
        raise UsageError("“-o”和“--ask”写草稿，“--workbook”写工作簿，一次只写一样")
    if ask:
        _ask(app, genre, output, schema, force)
        return
    if schema and not output:
        raise UsageError("“--schema”和“-o”一起写：草稿里要写明结构在哪里")
    if genre == PACKET and not workbook:
        starter, suffix = files("hongtou.packet").joinpath("starter.yaml").read_text(encoding="utf-8"), ".yaml"
    else:
        type = _type(app, genre)
        if workbook:
            _write_workbook(app, type, workbook, force)
            return
        starter, suffix = type.starter, type.starter_suffix
    if output is None:
        console.say(starter.rstrip("\n"))
        return
    _check_suffix(output, suffix, PACKET if genre == PACKET else "这个文种的草稿")
    _write(output, (_with_schema(app, genre, starter, output, schema) if schema else starter).encode(), force)


def _check_suffix(output: Path, suffix: str, what: str) -> None:
    if output.suffix.lower() not in {suffix, *({".yml"} if suffix == ".yaml" else {})}:
        raise UsageError(f"{what}应以 {suffix} 结尾，例如 {output.with_suffix(suffix)}")


def _ask(app: App, genre: str, output: Path | None, file: Path | None, force: bool) -> None:
    """Write the draft that somebody answers for; what was answered is kept whatever happens."""
    from ..files.output import write
    from .answers import Answers
    from .asking import ask
    from .schema import header, schema
    from .schema import write as write_schema

    if genre == PACKET:
        raise UsageError(f"“{PACKET}”不能一项一项地问。先写一份起步的：hongtou new {PACKET} -o packet.yaml")
    type = _type(app, genre)
    output = output or Path(f"{type.name}{type.starter_suffix}")
    _check_suffix(output, type.starter_suffix, "这个文种的草稿")
    if not force:
        refuse_present([output])
    if file:
        write_schema(file, schema(app, type.name))
    answers = Answers(type, app.plugins, header(file, output.parent) if file else "")
    try:
        ask(answers, lambda: write({output: answers.text().encode()}))
    except KeyboardInterrupt:
        console.tell(f"填好的都在“{output}”里" if answers.any else "什么也没有填，没有写草稿")
        raise
    write({output: answers.text(blanks=True).encode()})
    console.say(str(output))
    if answers.lacking:
        console.say(f"还没有填：{'、'.join(answers.lacking)}")
    console.say(f"别的字段用 hongtou types {type.name} 查看；做成公文用 hongtou render {output}")


def _with_schema(app: App, genre: str, starter: str, output: Path, file: Path) -> str:
    """A starter whose editor finds the schema of its fields; that is written, if it is another than the one there."""
    from .schema import header, schema, write

    write(file, schema(app, genre if genre == PACKET else _type(app, genre).name))
    fence = "---\n"
    opening = fence if starter.startswith(fence) else ""
    return f"{opening}{header(file, output.parent)}\n{starter.removeprefix(opening)}"


def _type(app: App, genre: str) -> DocumentType:
    """The type of this name, or the one whose name it ends in: 会议纪要 is a 纪要."""
    known = app.plugins.document_types
    ending = max((name for name in known if genre.endswith(name)), key=len, default="")
    if genre not in known and ending:
        console.tell(f"没有单独的“{genre}”这个文种，这里给的是“{ending}”")
        return app.plugins.document_type(ending)
    try:
        return app.plugins.document_type(genre)
    except HongtouError as error:
        raise UsageError(str(error)) from error


def _write_workbook(app: App, type: DocumentType, workbook: Path, force: bool) -> None:
    from ..packet.blank import blank_workbook

    if workbook.suffix.lower() != ".xlsx":
        raise UsageError(f"工作簿应以 .xlsx 结尾，例如 {workbook.with_suffix('.xlsx')}")
    _write(workbook, blank_workbook(type, app.plugins), force)


def _write(output: Path, content: bytes, force: bool) -> None:
    from ..files.output import write

    if not force:
        refuse_present([output])
    write({output: content})
    console.say(str(output))
