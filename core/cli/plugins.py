"""``hongtou plugins``: what is installed, what it brings, what failed."""

from __future__ import annotations

from typing import Any, Final

import click

from . import chinese, console
from .app import App

_TITLES: Final = ("插件", "版本", "带来")
# What people call by its name.
_NAMED: Final = ("types", "renderers", "page_formats", "numbering_schemes", "after_issue")
_MORE: Final = ("钩子", "文件", "毫秒")


@click.command(
    "plugins",
    cls=chinese.Command,
    short_help="装了哪些插件",
    help="列出装了的插件、它们带来的文种、输出格式、内部材料的格式、编号办法和发文以后可以做的事，"
    "以及没有装上的原因、试出来的毛病。\n有毛病的，退出码为 1。",
)
@click.option("-v", "--verbose", is_flag=True, help="还列出实现了哪些钩子，文件在哪里，装它用了多少毫秒")
@chinese.format_option
@click.pass_obj
def command(app: App, verbose: bool, format: str) -> int:
    """List the plug-ins; 1: something is wrong with one."""
    listing = _plugins(app)
    if format == "json":
        console.say_json(listing)
    else:
        console.say_table(
            (*_TITLES, *(_MORE if verbose else ()), "没有装上的原因，毛病"), [_row(one, verbose) for one in listing]
        )
    return 1 if any(plugin["failure"] or plugin["faults"] for plugin in listing) else 0


def _row(plugin: dict[str, Any], verbose: bool) -> list[str]:
    hooks = "、".join(hook.removeprefix("hongtou_register_") for hook in plugin["hooks"])
    return [
        plugin["name"],
        plugin["version"],
        "、".join(name for kind in _NAMED for name in plugin[kind]),
        *([hooks, plugin["file"], f"{plugin['milliseconds']:.1f}"] if verbose else []),
        "；".join(filter(None, [plugin["failure"], *plugin["faults"]])),
    ]


def _plugins(app: App) -> list[dict[str, Any]]:
    from ..doctor.plugins import faults, file_of, hooks

    found = list(faults(app.plugins))
    return [
        {
            "name": plugin.name,
            "distribution": plugin.distribution,
            "version": plugin.version,
            "types": [type.name for type in plugin.document_types],
            "renderers": [renderer.name for renderer in plugin.renderers],
            "importers": [importer.name for importer in plugin.importers],
            "rules": [rule.code for rule in plugin.rules],
            "after_issue": [after.name for after in plugin.after_issue],
            "packet_sources": [source.name for source in plugin.packet_sources],
            "numbering_schemes": [scheme.name for scheme in plugin.numbering_schemes],
            "page_formats": [format.name for format in plugin.page_formats],
            "hooks": hooks(plugin),
            "file": file_of(plugin),
            "milliseconds": round(plugin.seconds * 1000, 1),
            "failure": str(plugin.failure or ""),
            "faults": [str(fault) for fault in found if fault.plugin == plugin.name],
        }
        for plugin in app.plugins.all
    ]
