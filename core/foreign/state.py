"""What belongs to the whole process: code of others that changes it changes it for everybody, so it is put back and told."""

from __future__ import annotations

import locale
import os
import random
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from .limits import in_main_thread

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class _Part(NamedTuple):
    """One thing of the process.

    :param name: for people.
    :param read: how it is now, as something that can be compared; None: it cannot be told.
    :param put: makes it so again.
    :param module: it is there once this module is loaded; empty: always.
    """

    name: str
    read: Callable[[], Any]
    put: Callable[[Any], object]
    module: str = ""


def _folder() -> str | None:
    try:
        return os.getcwd()  # noqa: PTH109 - pathlib makes it an object first
    except OSError:  # it was removed
        return None


def _put_environment(before: Mapping[str, str]) -> None:
    for name in [name for name in os.environ if name not in before]:
        del os.environ[name]
    os.environ.update(before)
    time.tzset()


def _umask() -> int:
    before = os.umask(0o077)
    os.umask(before)
    return before


def _put_streams(before: tuple[Any, ...]) -> None:
    sys.stdin, sys.stdout, sys.stderr, sys.excepthook = before


def _put_signals(before: tuple[Any, ...]) -> None:
    for number, handler in zip(_SIGNALS, before, strict=True):
        signal.signal(number, handler)


def _is_sweeping(one: tuple[Any, ...]) -> bool:
    """Whether a filter of warnings holds for every text and module: libraries have some for their own."""
    _, text, category, module, _ = one
    return not text and not module and category.__module__ == "builtins"


def _sweeping() -> list[Any]:
    return [*filter(_is_sweeping, warnings.filters)]


def _put_sweeping(before: list[Any]) -> None:
    kept = [one for one in warnings.filters if not _is_sweeping(one)]
    warnings.resetwarnings()
    warnings.filters.extend([*kept, *before])  # type: ignore[attr-defined]


def _decimal() -> tuple[Any, ...]:
    now = sys.modules["decimal"].getcontext()
    traps = frozenset(kind for kind, is_set in now.traps.items() if is_set)
    return now.prec, now.rounding, now.Emin, now.Emax, now.capitals, now.clamp, traps


def _put_decimal(before: tuple[Any, ...]) -> None:
    now = sys.modules["decimal"].getcontext()
    now.prec, now.rounding, now.Emin, now.Emax, now.capitals, now.clamp, traps = before
    for kind in now.traps:
        now.traps[kind] = kind in traps


def _logging() -> tuple[Any, ...]:
    root = sys.modules["logging"].root
    return root.level, root.manager.disable, tuple(root.handlers)


def _put_logging(before: tuple[Any, ...]) -> None:
    root = sys.modules["logging"].root
    root.setLevel(before[0])
    root.manager.disable = before[1]
    root.handlers[:] = before[2]


PARTS: Final = (
    _Part("当前文件夹", _folder, os.chdir),
    _Part("环境变量", lambda: dict(os.environ), _put_environment),
    _Part("新文件的权限（umask）", _umask, os.umask),
    _Part("区域设置（locale）", lambda: locale.setlocale(locale.LC_ALL), lambda before: locale.setlocale(locale.LC_ALL, before)),
    _Part("标准输入输出（sys.stdout 等）", lambda: (sys.stdin, sys.stdout, sys.stderr, sys.excepthook), _put_streams),
    _Part("信号的处理", lambda: tuple(map(signal.getsignal, _SIGNALS)), _put_signals),
    _Part("递归的上限", sys.getrecursionlimit, sys.setrecursionlimit),
    _Part("警告的过滤（warnings）", _sweeping, _put_sweeping),
    _Part("小数的精度（decimal）", _decimal, _put_decimal, "decimal"),
    _Part("日志的设置（logging）", _logging, _put_logging, "logging"),
    _Part("随机数（random）", random.getstate, random.setstate),
)
# How what is loaded meanwhile is before anybody changes it; of others it cannot be told.
_FRESH: Final[Mapping[str, tuple[Any, ...]]] = {"logging": (30, 0, ())}


@contextmanager
def unchanged(owner: str) -> Iterator[None]:
    """Put back what code of others changes of the process, and tell it on standard error. Not in other threads than the first.

    :param owner: the plug-in whose code it is.
    """
    if not in_main_thread():
        yield
        return
    before = {part.name: part.read() for part in PARTS if not part.module or part.module in sys.modules}
    try:
        yield
    finally:
        changed = [_named(part, then, now) for part in PARTS for then, now in _differing(part, before)]
        if changed:
            sys.stderr.write(f"插件“{owner}”改了{'、'.join(changed)}，已经改回。别的程序也靠它，请插件的作者不要改\n")


def _differing(part: _Part, before: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    """How a part was and is, if that is not the same; it is put back."""
    if part.module and part.module not in sys.modules:
        return
    then = before.get(part.name, _FRESH.get(part.module))
    if then is not None and (now := part.read()) != then:
        part.put(then)
        yield then, now


def _named(part: _Part, then: object, now: object) -> str:
    if not isinstance(then, dict) or not isinstance(now, dict):
        return part.name
    names = sorted(name for name in then.keys() | now.keys() if then.get(name) != now.get(name))
    return f"{part.name} {' '.join(names)}"
