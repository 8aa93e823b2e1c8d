"""What a batch left: ``manifest.json`` for programs, ``报告.xlsx`` for people. Equal results give equal bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from ..files.output import replacing
from ..ooxml.row_heights import row_height
from ..ooxml.workbook import Workbook, print_on_a4, writing
from ..packet.basis import Basis
from ..packet.packet_file import MANIFEST, REPORT
from .ledger import Ledger, LedgerLine, UnitState

_TITLES: Final = {"序号": 6, "单位": 34, "情况": 12, "原因": 60, "检查": 30, "发文字号": 24, "文件夹": 30, "文件": 8}
_NOTE_WIDTH: Final = 120


def not_encrypted(folder: Path) -> list[str]:
    """What stands in an output folder in the open although only encrypted archives should: made before, or by others."""
    from ..files.encrypted_zip import is_encrypted

    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".hongtou-"))
    names = [path.relative_to(folder).as_posix() for path in files if not is_encrypted(path)]
    return [name for name in names if name not in {MANIFEST, REPORT}]


def report(title: str, notes: Sequence[str], ledger: Ledger, basis: Basis | None = None) -> None:
    """Write both into the output folder, unless they are there and nothing changed; this ends the run.

    :param title: the packet's name.
    :param notes: what is odd in the material and stopped nothing.
    :param basis: what the packet was read from, as far as that can be known.
    :raises OutputError: they cannot be written.
    """
    said = "\n".join([title, *notes])
    paths = ledger.folder / MANIFEST, ledger.folder / REPORT
    if not (ledger.is_reported(said) and is_there(ledger.folder)):
        with replacing(paths[0], ledger.folder) as path:
            _write_manifest(path, title, ledger)
        with replacing(paths[1], ledger.folder) as path:
            _write_report(path, title, notes, ledger)
    ledger.end(said, basis)


def is_there(folder: Path) -> bool:
    """Whether both are in an output folder."""
    return all((folder / name).is_file() for name in (MANIFEST, REPORT))


def _write_manifest(path: Path, title: str, ledger: Ledger) -> None:
    """A line for each unit: thousands of them need no more memory than one."""
    from .. import __version__

    with path.open("w", encoding="utf-8") as file:
        file.write(f'{{"packet": {_json(title)},\n "hongtou": {_json(__version__)},\n "units": [')
        for number, line in enumerate(ledger.lines()):
            file.write(f"{',' if number else ''}\n  {_json(_as_json(line))}")
        file.write("\n ]}\n")


def _as_json(line: LedgerLine) -> dict[str, Any]:
    return {
        "unit": line.unit,
        "state": line.state.value,
        "reason": line.reason,
        "folder": line.folder,
        "findings": [asdict(one) for one in line.checked.found],
        "numbers": list(line.numbers),
        "files": [{"path": file.path, "sha256": file.sha256, "size": file.size} for file in line.files],
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write_report(path: Path, title: str, notes: Sequence[str], ledger: Ledger) -> None:
    with writing(path, title) as made:
        _fill(made, ledger)
        if notes:
            _note(made, notes)


def _fill(made: Workbook, ledger: Ledger) -> None:
    plain = {"font_name": "宋体", "font_size": 11, "valign": "top", "text_wrap": True, "border": 1}
    cell = made.add_format(plain)
    head = made.add_format({**plain, "font_name": "黑体", "align": "center"})
    wrong = made.add_format({**plain, "bold": True})
    sheet = made.add_worksheet("各单位情况")
    for column, (name, width) in enumerate(_TITLES.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    count = 0
    for count, line in enumerate(ledger.lines(), 1):
        texts = list(_row(line))
        sheet.set_row(count, row_height(zip(texts, _TITLES.values(), strict=True)))
        for column, text in enumerate(texts):
            cell_format = wrong if column == 2 and line.state is not UnitState.MADE else cell
            sheet.write_string(count, column, text, cell_format)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(count, 1), len(_TITLES) - 1)
    sheet.repeat_rows(0)
    print_on_a4(sheet)


def _note(made: Workbook, notes: Sequence[str]) -> None:
    cell = made.add_format({"font_name": "宋体", "font_size": 11, "text_wrap": True})
    sheet = made.add_worksheet("提醒")
    sheet.set_column(0, 0, _NOTE_WIDTH)
    for place, note in enumerate(notes):
        sheet.set_row(place, row_height([(note, _NOTE_WIDTH)]))
        sheet.write_string(place, 0, note, cell)
    print_on_a4(sheet)


def _row(line: LedgerLine) -> Iterator[str]:
    yield str(line.place) if line.state is not UnitState.REMOVED else ""
    yield line.unit
    yield line.state.label
    yield line.reason
    yield str(line.checked)
    yield "、".join(line.numbers)
    yield line.folder
    yield str(len(line.files)) if line.files else ""
