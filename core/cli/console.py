"""What the commands say to people: results on standard output, all else on standard error."""

from __future__ import annotations

import errno
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from ..draft import short
from ..errors import HongtouError, OutputError
from ..personal import without_personal_numbers

DEBUG = "HONGTOU_DEBUG"


def debugging() -> bool:
    """Whether the maintainer wants to see tracebacks and the libraries' own messages."""
    return os.environ.get(DEBUG, "") not in {"", "0"}


def prepare() -> None:
    """Make any character printable on any terminal, and let what is said to a closed one go nowhere."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open as long as the program runs
    sys.stderr = sys.stderr or Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def quiet() -> None:
    """Keep the libraries' warnings from people, who cannot act on them."""
    if debugging():
        return
    import logging
    import warnings

    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")


def clean(text: str) -> str:
    """Text without the characters that would steer a terminal; drafts and plug-ins may hold any."""
    if text.isprintable():
        return text
    return "".join(char if char in "\n\t" or unicodedata.category(char) not in {"Cc", "Cf"} else "�" for char in text)


def say(text: str) -> None:
    """A result, on standard output, at once."""
    _write(sys.stdout, text)


def tell(text: str) -> None:
    """Whatever is no result: warnings, errors, what was done; it may quote a draft, but no number of a person in it."""
    _write(sys.stderr, without_personal_numbers(text))


def say_json(value: object, indent: int | None = 2) -> None:
    """A result that a program reads; without an indent on a line of its own."""
    import json

    narrow = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") != "utf8"
    _write(sys.stdout, json.dumps(value, ensure_ascii=narrow, indent=indent))


def say_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table: set in columns on a terminal; elsewhere one row a line, its cells parted by tabs, without a head."""
    if sys.stdout.isatty():
        _draw(titles, rows)
        return
    for row in rows:
        say("\t".join(" ".join(cell.split()) for cell in row))


def report(error: Exception) -> None:
    """Tell an error; the maintainer sees its traceback, too."""
    if debugging():
        import traceback

        tell("".join(traceback.format_exception(error)))
    tell(message(error))


def message(error: Exception) -> str:
    """An error in words for people; what is not of ours is a bug, told in one line with its place."""
    if isinstance(error, HongtouError):
        return str(error)
    if isinstance(error, OSError) and error.errno == errno.ENAMETOOLONG:
        return f"“{short(error.filename or '')}”：名称太长，不会有这样的文件或者文件夹。核对名称"
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if f"{os.sep}site-packages{os.sep}" not in frame.filename] or frames
    place = f"（{Path(own[-1].filename).name}:{own[-1].lineno}）" if own else ""
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return f"这是 hongtou 的缺陷，请报告给维护者：{what}{place}。设 {DEBUG}=1 再运行一次可看到详情"


def _draw(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Column, Table
    from rich.text import Text

    table = Table(*(Column(title, overflow="fold") for title in titles), box=SIMPLE_HEAD, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(clean(cell)) for cell in row))
    Console(highlight=False).print(table)


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(clean(text) + "\n")
        stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        from ..files.reasons import not_written

        discard(stream)
        raise OutputError(f"结果写不出去：{not_written(error)}") from error


def discard(*streams: TextIO) -> None:
    """Let what is still buffered go nowhere, or Python complains on its way out."""
    for stream in streams:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
