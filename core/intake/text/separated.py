"""Tables as text: CSV as Excel, WPS and other programs write it, with commas, semicolons or tabs between the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from ...errors import InputError


def separated(path: Path, text: str) -> Iterator[list[str]]:
    """The rows of a text, empty ones too.

    :param path: of the file, for messages.
    :raises InputError: its quotes do not pair, or a cell is too long.
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text), delimiter=max("\t,;，", key=first.count), strict=True)
    try:
        yield from reader
    except csv.Error as error:
        told = f"第 {reader.line_num} 行有一格超过 {csv.field_size_limit()} 个字符，或者引号没有成对。检查这一行的引号"
        raise InputError(f"{path}：{told}") from error
