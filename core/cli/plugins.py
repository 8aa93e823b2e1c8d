"""``hongtou plugins``: what is installed, what it brings, what failed."""

from __future__ import annotations

from typing import Any

import click

from . import chinese, console
from .app import App


@click.command(
    "plugins",
    cls=chinese.Command,
    short_help="装了哪些插件",
    help="列出装了的插件、它们带来的文种和输出格式，以及没有装上的原因、试出来的毛病。\n有毛病的，退出码为 1。",
)
@chinese.format_option
@click.pass_obj
def command(app: App, format: str) -> int:
    """List the plug-ins; 1: something is wrong with one."""
    listing = _plugins(app)
    if format == "json":
        console.say_json(listing)
    else:
        rows = [
            [
                plugin["name"],
                plugin["version"],
                "、".join([*plugin["types"], *plugin["renderers"]]),
                "；".join(filter(None, [plugin["failure"], *plugin["faults"]])),
            ]
            for plugin in listing
        ]
        console.say_table(("插件", "版本", "带来", "没有装上的原因，毛病"), rows)
    return 1 if any(plugin["failure"] or plugin["faults"] for plugin in listing) else 0


def _plugins(app: App) -> list[dict[str, Any]]:
    from ..doctor.plugins import faults

    found = list(faults(app.plugins))
    return [
        {
            "name": plugin.name,
            "distribution": plugin.distribution,
            "version": plugin.version,
            "types": [type.name for type in plugin.document_types],
            "renderers": [renderer.name for renderer in plugin.renderers],
            "failure": str(plugin.failure or ""),
            "faults": [str(fault) for fault in found if fault.plugin == plugin.name],
        }
        for plugin in app.plugins.all
    ]
