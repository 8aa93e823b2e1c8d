"""``hongtou types``: the document types, and the fields of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from ..draft import inner_fields
from ..errors import HongtouError, UsageError
from . import chinese, console, offers
from .app import App


@click.command(
    "types",
    cls=chinese.Command,
    short_help="有哪些文种，一个文种有哪些字段",
    help="列出所有文种；写上文种名，则列出它的草稿可以有哪些字段。",
)
@click.argument("genre", metavar="[文种]", required=False, shell_complete=offers.types())
@chinese.format_option
@click.pass_obj
def command(app: App, genre: str | None, format: str) -> None:
    """List the document types, or the fields of one."""
    listing, titles = (_types(app), ("文种", "分类", "说明", "插件")) if genre is None else (_fields(app, genre), FIELD_TITLES)
    if format == "json":
        console.say_json(listing)
        return
    console.say_table(titles, [[_shown(value) for value in row.values()] for row in listing])


FIELD_TITLES = ("字段", "必填", "类型", "说明", "例如")
WORDS: Mapping[str, str] = {
    "string": "文字",
    "title": "标题",
    "text": "正文",
    "integer": "整数",
    "number": "数",
    "boolean": "是/否",
    "date": "日期",
    "month": "年月",
    "names": "名称（可多个）",
    "document_number": "发文字号",
    "draft": "草稿的路径",
    "picture": "图片的路径",
    "seal": "是/否，或图片的路径",
    "list": "列表",
    "dict": "字段组",
}


def _types(app: App) -> list[dict[str, Any]]:
    """Those of a group together, the groups in the order of their first ones; what cannot be read is told aside."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name in app.plugins.document_types:
        try:
            type = app.plugins.document_type(name)
        except HongtouError as error:
            console.tell(f"警告：{error}")
            continue
        row = {"name": name, "group": type.group, "summary": type.summary, "plugin": app.plugins.owner(type)}
        found.setdefault(type.group, []).append(row)
    return [row for rows in found.values() for row in rows]


def _fields(app: App, genre: str) -> list[dict[str, Any]]:
    try:
        type = app.plugins.document_type(genre)
    except HongtouError as error:
        raise UsageError(str(error)) from error
    return list(_walk(app.plugins.fields(type), ""))


def _walk(fields: Mapping[str, Mapping[str, Any]], prefix: str) -> Iterator[dict[str, Any]]:
    """A row for every field, those within others after them, their names joined by dots."""
    for name, rules in fields.items():
        meta = rules.get("meta", {})
        kind = rules.get("type", "")
        yield {
            "name": prefix + name,
            "required": bool(rules.get("required")),
            "type": WORDS.get(kind, str(kind)),
            "help": meta.get("help", ""),
            "example": meta.get("example", ""),
        }
        yield from _walk(inner_fields(rules), f"{prefix}{name}.")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "必填" if value else ""
    return str(value)
