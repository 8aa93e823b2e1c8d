"""A unit's rows corrected in its workbooks: what was before is kept, and nobody writes over what another corrected meanwhile."""

from __future__ import annotations

from collections.abc import Mapping

from ..batch.make import check_unit
from ..errors import HongtouError
from ..files.digests import sha256_of
from ..intake.workbook.correcting import Correction, correct
from ..intake.workbook.file import read_workbook
from ..packet.rows import Asked, CellShown, RowShown, UnitShown, unit_rows
from ..workflow.log import record
from .before import ChangedError, put
from .packets import Found
from .site import Site


def rows(site: Site, packet: Found, key: str) -> UnitShown:
    """A unit's rows, as they are now.

    :param key: what addresses know the unit by.
    :raises HongtouError: the packet's file is wrong, or a file that all units share cannot be read.
    """
    path = site.folder / packet.path
    return site.long(look, Asked(path, site.settings.office, key), path)


def look(asked: Asked) -> UnitShown:
    """What a worker does: a unit's rows, with all that is wrong with its documents."""
    return unit_rows(asked, check_unit)


def typed(row: RowShown, fields: Mapping[str, str]) -> dict[CellShown, str]:
    """The cells of a row that a form has something else for."""
    sent = {cell: fields.get(f"cell-{cell.column}", cell.text).replace("\r\n", "\n") for cell in row.cells}
    return {cell: text for cell, text in sent.items() if text.strip() != cell.text}


def correct_row(site: Site, packet: Found, row: RowShown, texts: Mapping[CellShown, str], who: str) -> tuple[str, ...]:
    """Write into a workbook what was typed for cells of a row.

    :param row: as whoever corrects it saw it.
    :return: the cells whose formulas must be counted out again.
    :raises ChangedError: the workbook is not as it was seen.
    :raises HongtouError: it cannot be written, or the cell is not for us to change.
    """
    path = (site.folder / packet.path).parent / row.book
    if not path.resolve().is_relative_to(site.folder.resolve()):
        raise HongtouError(f"“{row.book}”在办公室文件夹外面，不能从这里改")
    content = read_workbook(path)
    if sha256_of(content) != row.digest:
        raise ChangedError(f"“{row.book}”刚才又有人改过，没有写。看过现在的，再改")
    wanted = {(row.number, cell.column): text for cell, text in texts.items()}
    made = site.long(correct, Correction(path, content, row.sheet, wanted), path)
    if made.content != content:
        put(site, path, made.content, content)
        titles = "、".join(cell.title for cell in texts)
        with site.store.writing() as connection:
            record(
                connection, site.store.moment, who, "改材料", packet.path, f"{row.book} {row.sheet}!第{row.number}行：{titles}"
            )
    return made.uncounted
