"""The one way in which a plug-in's code is run, whoever's it is and whatever it is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from types import FrameType
from typing import Final

from ..errors import HongtouError, PluginError
from .blame import blamed, defined, place, where
from .limits import TooLongError, at_most, within
from .printing import printing
from .state import unchanged

# How long a call may take, unless it says otherwise: what computes one document takes a hundredth of it.
SECONDS: Final = 30.0
# How much memory the process may have meanwhile, in MiB; workers of a packet have limits of their own.
MEMORY: Final = 4096


@contextmanager
def guarded(owner: str, seconds: float) -> Iterator[None]:
    """Run a plug-in's code: what it prints is told as its own, what it changes is put back, and it ends in time.

    :param owner: the plug-in's name.
    :param seconds: how long it may take.
    :raises TooLongError: it took longer.
    """
    process = os.getpid()
    with printing(owner), unchanged(owner), at_most(MEMORY), within(seconds, partial(_end_deaf, owner)):
        try:
            yield
        finally:
            if os.getpid() != process:
                _end_copy(owner)


@contextmanager
def naming(
    owner: str,
    doing: str,
    function: object = None,
    failed: type[PluginError] = PluginError,
    *,
    advice: str = "",
    quoting: bool = True,
) -> Iterator[None]:
    """Whatever goes wrong in a plug-in's code becomes an error that names plug-in, file and line.

    :param owner: the plug-in's name.
    :param doing: what it is asked for, in Chinese, as ``处理草稿.md``.
    :param function: what is called; it is named where it fails before its first line, as with parameters that it has not.
    :param failed: the error that is raised.
    :param advice: what to do until its author has mended it.
    :param quoting: errors are told with their words, which may quote anybody's data.
    :raises HongtouError: its own, which are told to people as they are.
    :raises PluginError: ``failed``.
    """
    end = f"。{advice}" if advice else ""
    try:
        yield
    except (HongtouError, KeyboardInterrupt):  # somebody may not want to wait
        raise
    except TooLongError as error:
        told = f"{doing}用的时间太长，不再等它{place(error) or defined(function)}。也许停不下来，请插件的作者看"
        raise failed(owner, f"{told}{end}") from error
    except BaseException as error:
        raise failed(owner, f"{doing}时出错：{blamed(error, function, quoting=quoting)}{end}") from error


@contextmanager
def calling(
    owner: str,
    doing: str,
    function: object = None,
    failed: type[PluginError] = PluginError,
    *,
    advice: str = "",
    quoting: bool = True,
    seconds: float = 0.0,
) -> Iterator[None]:
    """Run a plug-in's code as :func:`guarded` does, and name what goes wrong as :func:`naming` does.

    :param seconds: how long it may take; 0: :data:`SECONDS`.
    """
    with naming(owner, doing, function, failed, advice=advice, quoting=quoting), guarded(owner, seconds or SECONDS):
        yield


def _end_deaf(owner: str, frame: FrameType | None) -> None:
    """End this process, in which a plug-in catches whatever could stop it."""
    sys.stderr.write(f"插件“{owner}”停不下来{where(frame)}：它把要它停下的信号也接住了。程序到此结束，请插件的作者看\n")
    sys.stderr.flush()
    os._exit(1)


def _end_copy(owner: str) -> None:
    """End the copy of this process that a plug-in made and did not end: two would write the same files."""
    sys.stderr.write(f"插件“{owner}”用 os.fork 另开的进程没有自己结束，已经替它结束。另做事情要用 subprocess\n")
    sys.stderr.flush()
    os._exit(1)
