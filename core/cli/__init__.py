"""The command line. Every error ends here, as a message and an exit code; nothing shows a traceback."""

from __future__ import annotations

import os
import sys

import click

from ..errors import HongtouError
from . import console
from .app import group
from .chinese import explain

INTERRUPTED = 130


def main() -> None:
    """The command ``hongtou``."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command.

    :param arguments: what stands after ``hongtou``.
    :return: the exit code: 0 done; 1 the input is wrong, or a bug; 2 wrong usage; 130 interrupted.
    """
    console.prepare()
    try:
        return _run(arguments)
    except BrokenPipeError:
        _discard_output()
        return 1


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


def _discard_output() -> None:
    """Nobody reads any more: let what is still buffered go nowhere, or Python complains on its way out."""
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        except (OSError, ValueError):
            continue
