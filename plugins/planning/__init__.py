"""工作要点 work points and 实施意见 opinion on carrying something out: issued by a notice (印发通知), or alone with a 题注."""

from collections.abc import Callable
from functools import partial
from importlib.resources import files

from hongtou import DeferredType, DocumentType, PageFormat, hookimpl, official

from .schema import OPINION, WORK_POINTS


@hookimpl
def hongtou_register_document_types(register: Callable[[DeferredType], None]) -> None:
    """Bring both; what they say stands in the common fields, and another draft issues them by naming them in its ``印发``."""
    register(DeferredType("工作要点", _work_points))
    register(DeferredType("实施意见", _opinion))


@hookimpl
def hongtou_register_page_formats(register: Callable[[PageFormat], None]) -> None:
    """Bring the format of what lies before people in a meeting: 22 wide lines on a page."""
    register(PageFormat("会议材料", "白头，行距放宽到 30 磅，每页 22 行，会上看着清楚", pitch=30, top=29))


def _work_points() -> DocumentType:
    return DocumentType(
        name="工作要点",
        summary="一年或者一个时期的主要任务，由通知印发，或者标题下加题注单独成文",
        group="党建文书",
        schema=WORK_POINTS,
        compose=partial(official, inner=True),
        starter=files(__package__).joinpath("work_points.md").read_text(encoding="utf-8"),
    )


def _opinion() -> DocumentType:
    return DocumentType(
        name="实施意见",
        summary="对重要事项提出落实的目标、任务和办法，直接发文，或者由通知印发",
        group="党建文书",
        schema=OPINION,
        compose=partial(official, inner=True),
        starter=files(__package__).joinpath("opinion.md").read_text(encoding="utf-8"),
    )
