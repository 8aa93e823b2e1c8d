"""``hongtou number after``: what is still to be done with issued documents."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from . import chinese, console
from .app import App
from .registering import format_option, settle


@click.command(
    "after",
    cls=chinese.Command,
    short_help="发文以后还没有做好的事，马上再做",
    help="hongtou.yaml 的“发文以后”要做而没有做好的事，马上再做一遍，列出还没有做好的和原因。\n还有没做好的，退出码为 1。",
)
@format_option
@click.pass_obj
def after_command(app: App, format: str) -> int:
    """Try at once what is left; 1: something is still not done."""
    from ..issuing import after
    from ..register.register import Register

    settings = app.settings(Path())
    register = Register(settings)
    settle(app, register, even_early=True)
    left = after.waiting(settings.office.folder.resolve()) if settings.office.folder else []
    if format == "json":
        console.say_json([asdict(one) for one in left])
    else:
        rows = [(one.number, one.choice.name, f"试过 {one.tried} 次", one.reason) for one in left]
        console.say_table(("发文字号", "做法", "次数", "原因"), rows)
    return 1 if left else 0
