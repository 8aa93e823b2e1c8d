"""One command, from what was typed to its exit code. Every error ends here, as a message; nothing shows a traceback."""

from __future__ import annotations

import os
import sys

import click

from ..errors import HongtouError
from . import console
from .app import ASKED, group
from .chinese import explain

INTERRUPTED = 130


def run(arguments: list[str]) -> int:
    """Run one command.

    :param arguments: what stands after ``hongtou``.
    :return: the exit code: 0 done; 1 the input is wrong, or a bug; 2 wrong usage; 130 interrupted.
    """
    console.prepare()
    try:
        return _answer() if os.environ.get(ASKED) else _run(arguments)
    except BrokenPipeError:
        console.discard(sys.stdout, sys.stderr)
        return 1


def _answer() -> int:
    """What a shell offers for the line that is being typed."""
    from .completing import answer

    return answer(group)


def _run(arguments: list[str]) -> int:
    try:
        return int(group.main(arguments, prog_name="hongtou", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        console.tell(error.ctx.get_help())
        return error.exit_code
    except click.UsageError as error:
        console.tell(explain(error))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        console.tell("已中断")
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:
        console.report(error)
        return error.exit_code if isinstance(error, HongtouError) else 1
