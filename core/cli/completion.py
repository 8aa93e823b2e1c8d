"""``hongtou completion``: what a shell has to read so that Tab completes names, drafts and numbers."""

from __future__ import annotations

import click

from . import chinese, console

_SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    cls=chinese.Command,
    short_help="按 Tab 补全：命令行要读的脚本",
    help="印出命令行（bash、zsh、fish）要读的脚本：读了以后，按 Tab 补全命令、选项、文种、草稿、代字、格式和规则的编号。\n"
    'bash 在 ~/.bashrc 里写一行：eval "$(hongtou completion bash)"',
    epilog="zsh 和 fish 怎样写，见文档 docs/user/editors.md 的“命令行补全”",
)
@click.argument("shell", metavar="bash|zsh|fish", type=chinese.Choice(_SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the script of a shell."""
    from .completing import script

    console.say(script(shell, ctx.find_root().command).rstrip("\n"))
