"""``hongtou schema``: what an editor needs to complete, explain and mark the fields of a draft."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import click

from ..draft import Rules
from ..errors import HongtouError, UsageError
from . import chinese, console, offers
from .app import App
from .present import refuse_present


def _office() -> tuple[Mapping[str, Rules], str]:
    from ..office import profile_fields

    return profile_fields.rules(), "办公室配置"


def _definition() -> tuple[Mapping[str, Rules], str]:
    from ..declared import definition

    return definition.RULES, "自己做的文种有哪些字段"


def _packet() -> tuple[Mapping[str, Rules], str]:
    from ..packet import packet_file

    return packet_file.RULES, "一年的材料"


# Besides types of documents: files of the office's own.
FILES: Final[Mapping[str, Callable[[], tuple[Mapping[str, Rules], str]]]] = {
    "hongtou.yaml": _office,
    "字段.yaml": _definition,
    "材料包": _packet,
}


@click.command(
    "schema",
    cls=chinese.Command,
    short_help="字段的 JSON Schema，给编辑器用",
    help="字段的 JSON Schema：编辑器照它补全、说明和核对草稿里的字段。\n"
    f"不写 -o 时印在屏幕上；文种用 hongtou types 查看，也可以写 {'、'.join(FILES)}。",
)
@click.argument("name", metavar="文种", shell_complete=offers.types(*FILES))
@click.option("-o", "--output", metavar="文件", type=click.Path(path_type=Path), help="写到这个文件")
@click.option("--force", is_flag=True, help="文件已经存在时覆盖它")
@click.pass_obj
def command(app: App, name: str, output: Path | None, force: bool) -> None:
    """Print or write the schema of a type's drafts."""
    made = schema(app, name)
    if output is None:
        console.say_json(made)
        return
    if not force:
        refuse_present([output])
    write(output, made)
    console.say(str(output))
    console.say(f"草稿（YAML）的第一行写上，路径从草稿那里算起：{header(output, Path())}")


def schema(app: App, name: str) -> dict[str, Any]:
    """The JSON Schema of a type's drafts, or of one of the office's own files.

    :raises UsageError: there is no such type.
    """
    from ..editors.json_schema import json_schema

    if name in FILES:
        fields, summary = FILES[name]()
        return json_schema(fields, name, summary)
    try:
        type = app.plugins.document_type(name)
    except HongtouError as error:
        raise UsageError(str(error)) from error
    return json_schema(app.plugins.fields(type), type.name, type.summary)


def write(output: Path, made: Mapping[str, Any]) -> None:
    """Write a schema to a file, for people to read, too."""
    from ..files.output import write as write_files

    write_files({output: (json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode()})


def header(file: Path, folder: Path) -> str:
    """The line by which an editor finds a draft's schema.

    :param file: of the schema.
    :param folder: that the draft stands in.
    """
    return f"# yaml-language-server: $schema={Path(os.path.relpath(file, folder)).as_posix()}"
