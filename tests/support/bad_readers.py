"""Readers of files that do what readers must not; workers find them by this module's name."""

import os
import socket
import tempfile
import time
from pathlib import Path

from hongtou import Line, Source
from hongtou.errors import HongtouError


def abort(_: object) -> None:
    os.abort()


def aborts(_path: Path, _changes: str) -> Source:
    os.abort()


def never_ends(_path: Path, _changes: str) -> Source:
    while True:
        time.sleep(1)


def eats(path: Path, _changes: str) -> Source:
    return Source(path, tuple(Line("甲" * 1000, number) for number in range(10**8)))


def fails(_path: Path, _changes: str) -> Source:
    raise KeyError("110101199001011234")


def tells(path: Path, changes: str) -> Source:
    raise HongtouError(f"{path}：这一页读不了（{changes}）")


def leaves(path: Path, _changes: str) -> Source:
    Path(tempfile.gettempdir(), "rest").write_text("rest")
    return Source(path, (Line(f"关于{tempfile.gettempdir()}的通知", 1), Line("正文。", 2)))


def asks(path: Path, _changes: str) -> Source:
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=0.2)
    except OSError as error:
        return Source(path, (Line("关于网络的通知", 1), Line(f"{type(error).__name__}。", 2)))
    raise AssertionError("it reached somebody")
