"""The columns of the book 发文登记簿: what each is called, as it is written and as older books call it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from ..intake.workbook.titles import plain
from ..values import dataclass
from .entry import Entry, EntryState


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the book.

    :param title: as the book prints it.
    :param field: the entry's field it shows; empty: one of the details.
    :param also: what older books call it.
    :param width: in 字.
    """

    title: str
    field: str = ""
    also: tuple[str, ...] = ()
    width: float = 6


# Which findings of the check a document was issued in spite of, and why.
DESPITE: Final = Column("放行说明", "", ("例外说明",), 12)
BOOK: Final = (
    Column("顺序号", "serial", ("序号", "编号", "发文编号", "流水号"), 4),
    Column("发文字号", "number", ("文号", "字号", "发文号", "文件编号", "文件字号", "公文字号", "发文文号"), 12),
    Column("文件标题", "title", ("标题", "文件名称", "公文标题", "文件名", "名称", "题名", "事由"), 30),
    Column("文种", "genre", ("公文种类", "类型"), 5),
    Column("成文日期", "dated", ("签发日期", "落款日期", "文件日期"), 7),
    Column("印发日期", "printed_on", ("发文日期", "登记日期", "日期", "发文时间", "印发时间", "发出日期"), 7),
    Column("密级", "", ("密级和期限", "密级和保密期限"), 4),
    Column("紧急程度", "", ("缓急",), 4),
    Column("附件", "", ("附件名称", "附件数"), 10),
    Column("份数", "", ("印制份数", "印数", "印发份数", "印制数"), 4),
    Column("存档份数", "", ("存档",), 4),
    Column("余存份数", "", ("余存",), 4),
    Column("份号", "", ("份号区间", "份号起止"), 6),
    Column("主送", "", ("主送机关", "发往机关", "收文机关", "发往单位", "发送单位"), 16),
    Column("抄送", "", ("抄送机关", "抄送单位"), 16),
    Column("签发人", "", ("签发", "签发领导"), 5),
    Column("拟稿", "", ("拟稿人", "拟稿部门", "拟稿单位", "承办部门", "拟稿部门（人）"), 8),
    Column("核稿", "", ("核稿人", "复核", "复核人"), 5),
    Column("公开属性", "", ("公开方式", "是否公开"), 6),
    Column("联合机关", "", ("联合行文机关", "会签单位"), 10),
    Column("来文号", "", ("来文字号", "对应来文"), 10),
    Column("签收人", "", ("签收",), 5),
    Column("签收时间", "", ("签收日期",), 7),
    Column("归卷日期", "", ("归档日期",), 7),
    Column("归入卷号", "", ("卷号", "件号", "档号", "归卷号"), 8),
    Column("状态", "state", ("文件状态", "效力"), 4),
    Column("原因", "reason", ("作废原因", "废止原因", "撤销原因"), 10),
    Column("备注", "note", ("说明", "注"), 12),
    DESPITE,
    Column("经办人", "issued_by", ("登记人", "办理人"), 6),
    Column("归档文件夹", "folder", (), 12),
)
# Columns that are not printed but that an import understands.
CODE: Final = Column("机关代字", "code", ("代字", "发文代字"))
YEAR: Final = Column("年份", "year", ("年度", "年"))
KIND: Final = Column("单独编号", "kind", ("编号种类",))
DETAILS: Final = tuple(column.title for column in BOOK if not column.field)
STATES: Final[Mapping[str, EntryState]] = {
    **{state.label: state for state in EntryState},
    "": EntryState.ISSUED,
    "已发文": EntryState.ISSUED,
    "已印发": EntryState.ISSUED,
    "有效": EntryState.ISSUED,
    "现行有效": EntryState.ISSUED,
    "正常": EntryState.ISSUED,
    "空号": EntryState.VOID,
    "废号": EntryState.VOID,
    "已作废": EntryState.VOID,
    "留号": EntryState.RESERVED,
    "已预留": EntryState.RESERVED,
    "已撤销": EntryState.REVOKED,
    "已废止": EntryState.ABOLISHED,
    "失效": EntryState.ABOLISHED,
}


def shown(column: Column, entry: Entry) -> str:
    """What stands in an entry's column."""
    special: Mapping[str, Callable[[], str]] = {
        "": lambda: entry.more.get(column.title, ""),
        "number": lambda: str(entry.number),
        "serial": lambda: str(entry.serial),
        "state": lambda: entry.state.label,
        "issued_by": lambda: entry.issued_by or entry.reserved_by,
    }
    return special.get(column.field, lambda: str(getattr(entry, column.field)))()


def row(entry: Entry) -> dict[str, str]:
    """An entry's line of the book: title of the column → what stands there, in the columns' order."""
    return {column.title: shown(column, entry) for column in BOOK}


def known_titles() -> dict[str, Column]:
    """What a column may be called → the column."""
    return {plain(title): column for column in (*BOOK, CODE, YEAR, KIND) for title in (column.title, *column.also)}
