"""Workbooks: cells that are odd, XML that no program writes, bytes that were damaged; XLSX and XLS."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from functools import lru_cache
from pathlib import Path
from random import Random

import xlsxwriter
import xlwt
from hongtou.draft import CellFault
from hongtou.errors import InputError
from hongtou.intake.workbook.reader import Workbook
from hongtou.intake.workbook.sheet_table import sheet_table

from .mutators import HANZI, ODD, damaged, pieces
from .trial import Trial, Verdict, judged

_PACKET = Path(__file__).resolve().parents[2] / "sample_data" / "packet" / "工作簿"
_SHEET = "xl/worksheets/sheet1.xml"
# Blanks and what nobody sees, which a cell's text may lose.
_UNSEEN = re.compile("[\\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\x1c-\x1f\x85]+")
Cells = dict[tuple[int, int], str]
_REFERENCES = pieces(
    r"""
XFD1048576¦XFE1¦A1048577¦A99999999999¦AA300000¦ZZ100000¦A0¦1A¦¦a1¦A¦²¦A-1¦AAAA1¦B2¦$A$1¦A1:B2
"""
)
_VALUES = pieces(
    r"""
NaN¦INF¦-1¦1e308¦1e999¦¦ ¦0¦99999999999999999999¦甲¦²¦2958466¦-700000¦45000.99999¦0x10¦1,5
"""
)
_PIECES = pieces(
    r"""
<c/>¦<c r='B9'><v>1</v></c>¦<row/>¦<row r="99999999999"/>¦<row r="1048576"><c><v>7</v></c></row>¦<v>7</v>¦<f>1/0</f>
<c r="C3" t="e"><v>#REF!</v></c>¦<c r="C4" t="inlineStr"><is><t>甲</t></is></c>¦<c r="C5" t="s"><v>99999</v></c>
<!-- <c -->¦<c r="C6" t="b"><v>2</v></c>¦<c r="C7" t="d"><v>2026-13-40T99:00</v></c>
<c r="C8" s="99999"><v>1</v></c>¦<![CDATA[<c>]]>¦&#0;¦&x;
<c r="C9"><f t="shared" si="0" ref="A1:XFD1048576">1</f></c>¦<dimension ref="XFD1048576:A1"/>¦<sheetData>
</sheetData>¦<is><t>¦<mergeCells><mergeCell ref="A1:B2"/></mergeCells>¦<mergeCell ref="A1:XFD1048576"/>
<mergeCell ref="B2:A1"/>¦<mergeCell ref="甲"/>¦<x:c/>
"""
)


def run(trial: Trial) -> Verdict:
    """Read a workbook, as data and as a table of a document."""
    name, content, cells = _made(trial)
    trial.folder.mkdir(parents=True, exist_ok=True)
    path = trial.folder / name
    path.write_bytes(content)
    try:
        return judged(lambda: _read(path, cells))
    finally:
        path.unlink()


def given(trial: Trial) -> tuple[str, bytes]:
    """The name and the content of the workbook that a trial gives."""
    name, content, _ = _made(trial)
    return name, content


def _read(path: Path, cells: Cells) -> str:
    book = Workbook(path)
    missing = dict(cells)
    for sheet in book.sheets:
        for row in book.rows(sheet):
            for column, value in enumerate(row.cells):
                written = missing.pop((row.number - 1, column), None)
                if written is not None and not isinstance(value, CellFault) and _seen(str(value)) != _seen(written):
                    return f"{row.number}, {column}: {written[:30]!r}"
    for sheet in book.sheets:
        try:
            sheet_table(book, sheet)
        except InputError:
            if not cells:
                raise
    return next((f"{place}: {text[:30]!r}" for place, text in missing.items() if _seen(text)), "")


def _seen(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFC", text))


def _made(trial: Trial) -> tuple[str, bytes, Cells]:
    """A workbook's name and content, and the cells that must be read from it; none where it was spoilt."""
    random = trial.random
    choice = random.random()
    if choice < 0.15:
        content = _old(random)
        spoilt = random.random() < 0.8
        return f"{trial.number}.xls", damaged(content, random) if spoilt else content, {}
    if choice < 0.3:
        content, cells = _new(random)
        return f"{trial.number}.xlsx", content, cells
    content = random.choice((*_seeds(), _new(random)[0]))
    if choice < 0.85:
        return f"{trial.number}.xlsx", _repacked(content, random), {}
    return f"{trial.number}.xlsx", damaged(content, random), {}


@lru_cache(maxsize=1)
def _seeds() -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(_PACKET.glob("*.xlsx")))


def _cells(random: Random) -> Cells:
    """A table with a head, and texts of all kinds."""
    pool = HANZI + ODD + "1234567890"
    width, height = random.choice((1, 3, 8, 70)), random.choice((1, 4, 30))
    texts = (
        ((row, column), "".join(random.choices(pool, k=random.choice((1, 2, 5, 18, 300)))))
        for row in range(height)
        for column in range(width)
        if random.random() < 0.8
    )
    return {place: text for place, text in texts if text.strip()}


def _new(random: Random) -> tuple[bytes, Cells]:
    cells = _cells(random)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        percent, bold = book.add_format({"num_format": "0.0%"}), book.add_format({"bold": True})
        for (row, column), text in cells.items():
            sheet.write_string(row, column, text, random.choice((None, bold)))
        for row in range(random.choice((0, 0, 5))):
            sheet.write_number(row + 40, 0, random.random(), percent)
            sheet.write_formula(row + 40, 1, "=1/0", None, random.choice(("#DIV/0!", "", "7")))
    return target.getvalue(), cells


def _old(random: Random) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for (row, column), text in _cells(random).items():
        sheet.write(row, column, text)
    sheet.write_merge(90, 91, 0, 2, "甲")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _repacked(content: bytes, random: Random) -> bytes:
    """A workbook whose parts were changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for _ in range(random.choice((1, 1, 2, 4))):
        name = _SHEET if random.random() < 0.6 else random.choice(list(parts))
        if name in parts:
            parts[name] = _spoilt(parts[name].decode("utf-8", "replace"), random).encode("utf-8", "replace")
    if random.random() < 0.05:
        del parts[random.choice(list(parts))]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def _spoilt(xml: str, random: Random) -> str:
    match random.randrange(9):
        case 0:
            return _one(r'\br="[^"]*"', f'r="{random.choice(_REFERENCES)}"', xml, random)
        case 1:
            return _one(r"<v>[^<]*</v>", f"<v>{random.choice(_VALUES)}</v>", xml, random)
        case 2:
            return _one(r'\b(?:s|t|si|Id|sheetId|numFmtId|ref|count|uniqueCount)="[^"]*"', _attribute(random), xml, random)
        case 3:
            return _one(r"<[^>]*>", "", xml, random)
        case 4:
            piece = random.choice(_PIECES) * random.choice((1, 1, 2, 4000, 40_000))
            return _one(r">", lambda match: match[0] + piece, xml, random)
        case 5:
            depth = random.choice((10, 300, 20_000))
            return _one(r">", lambda match: match[0] + "<c>" * depth + "</c>" * depth, xml, random)
        case 6:
            return _one(r"[^<>]{3,}", "".join(random.choices(HANZI + ODD, k=random.choice((1, 40)))), xml, random)
        case 7:
            return xml.replace("?>", '?><!DOCTYPE a [<!ENTITY x "甲甲甲甲">]>', 1)
    return damaged(xml.encode("utf-8", "replace"), random).decode("utf-8", "replace")


def _attribute(random: Random) -> str:
    name = random.choice(("s", "t", "si", "r", "numFmtId", "ref", "count", "uniqueCount", "spans"))
    return f'{name}="{random.choice((*_REFERENCES, *_VALUES, "s", "str", "e", "b", "d", "n", "inlineStr", "4294967295"))}"'


def _one(pattern: str, by: object, xml: str, random: Random) -> str:
    """One of a pattern's places changed."""
    places = list(re.finditer(pattern, xml))
    if not places:
        return xml
    match = random.choice(places)
    return xml[: match.start()] + (by(match) if callable(by) else str(by)) + xml[match.end() :]
