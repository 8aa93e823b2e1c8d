"""The command line. Every error ends here, as a message and an exit code; nothing shows a traceback."""

from __future__ import annotations

import gc
import os
import sys

import click

from ..errors import HongtouError
from . import console
from .app import ASKED, group
from .chinese import explain

INTERRUPTED = 130


# New objects between two looks of the collector: Python's 700 are for small programs, and starting this one makes 100,000.
_COLLECTED_AT = 20_000


def main() -> None:
    """The command ``hongtou``, in a process of its own."""
    gc.set_threshold(_COLLECTED_AT)
    code = run(sys.argv[1:])
    # What still lives ends with the process. On its way out Python would look through all of it several times.
    gc.freeze()
    sys.exit(code)


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
