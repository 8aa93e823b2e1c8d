"""Pages of a unit's documents of which no PDF was made: drawn from the material that its files were made of."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from ..document import DocumentNumber
from ..packet import rows
from ..plugin import Drawing
from ..values import dataclass
from .state import OfficeState
from .tasks import DPI, runner


@dataclass(frozen=True, slots=True)
class Asked:
    """A document of a unit.

    :param path: the packet's file; ``key``: of the unit's name; ``document``: what its files are called, without their endings.
    :param digest: of what the unit's files were made of.
    :param numbers: that its documents have, by what the register knows them by.
    """

    office: OfficeState
    path: Path
    key: str
    document: str
    digest: str
    numbers: tuple[tuple[str, str], ...]


def count(asked: Asked) -> int:
    """How many pages it has; 0: the material is not any more what its files were made of."""
    drawing = _drawing(asked)
    return len(drawing.plan.pages) if drawing else 0


def page(asked: tuple[Asked, int]) -> bytes | None:
    """One page as PNG, from 1; None: there is none."""
    from ..render.png import page_png

    drawing, number = _drawing(asked[0]), asked[1]
    return page_png(drawing, number, DPI) if drawing and 1 <= number <= len(drawing.plan.pages) else None


@lru_cache(maxsize=2)
def _drawing(asked: Asked) -> Drawing | None:
    """Kept, for a document's pages are asked for one after another; what the digest tells stays as it is."""
    making = runner(asked.office)
    task = rows.task_of(rows.Asked(asked.path, making.office, asked.key))
    if task is None or task.digest() != asked.digest:
        return None
    numbered = task.numbered({identity: DocumentNumber.parse(number) for identity, number in asked.numbers})
    document = next((one for one in numbered.documents if one.name == asked.document), None)
    if document is None:
        return None
    composed = making.compose(document.source, document.bundle)
    return Drawing(composed.gongwen, making.lay_out(composed), making.fonts, ())
